//! Every operation against the practice server, which is written from the contract alone.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod account;
mod contacts;
mod errors;
mod labels;
mod messages;
mod scripts;
mod tour;

use wacr_api::{BaseUrl, Client, ClientConfig, ListQuery, NewContact};
use wacr_sandbox::{Options, Quirks, RateLimit, Sandbox};

fn options() -> Options {
    Options {
        contacts: 130,
        rate_limit: RateLimit::Unlimited,
        quirks: Quirks::known_server(),
        ..Options::default()
    }
}

async fn sandbox() -> Sandbox {
    wacr_sandbox::start(options()).await.unwrap()
}

fn client(sandbox: &Sandbox) -> Client {
    client_with(sandbox, sandbox.token())
}

fn client_with(sandbox: &Sandbox, token: &str) -> Client {
    let base = BaseUrl::parse(&sandbox.base_url()).unwrap();
    Client::new(ClientConfig::new(
        base,
        token.to_owned().into(),
        "wire-tests/1",
    ))
    .unwrap()
}

/// The documented behaviour, without quirks.
async fn plain() -> Sandbox {
    let quirks = Quirks::NONE;
    wacr_sandbox::start(Options {
        quirks,
        ..options()
    })
    .await
    .unwrap()
}

fn iris(phone: &str) -> NewContact {
    NewContact {
        firstname: "Iris".into(),
        lastname: "Mbeki".into(),
        phone: phone.into(),
        r#type: "lead".into(),
        ..NewContact::default()
    }
}

async fn new_contact(client: &Client, phone: &str) -> NewContact {
    NewContact {
        source_id: client
            .list_sources(&ListQuery::new())
            .await
            .unwrap()
            .data
            .rows[0]
            .id,
        status_id: client
            .list_statuses(&ListQuery::new())
            .await
            .unwrap()
            .data
            .rows[0]
            .id,
        ..iris(phone)
    }
}
