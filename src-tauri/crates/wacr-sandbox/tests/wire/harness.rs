//! A shop to call, and calls that are checked against the contract.

use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Client, Method};
use serde_json::Value;
use wacr_sandbox::{Options, Quirks, RateLimit, Sandbox};

use crate::contract;

/// A running server and a client for it.
pub struct Shop {
    pub sandbox: Sandbox,
    pub http: Client,
}

/// One answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_default()
    }

    pub fn details(&self) -> &Value {
        &self.body["error"]["details"]
    }

    pub fn data(&self) -> &Value {
        &self.body["data"]
    }

    /// One column of a list.
    pub fn column(&self, name: &str) -> Vec<Value> {
        let rows = self.data().as_array().expect("a list");
        rows.iter().map(|row| row[name].clone()).collect()
    }

    pub fn total(&self) -> u64 {
        self.body["meta"]["pagination"]["total"]
            .as_u64()
            .expect("a total")
    }
}

/// Few contacts, no rate limit, and the quirks of the server version that is known: what most tests want.
pub fn quiet() -> Options {
    Options {
        quirks: Quirks::known_server(),
        contacts: 60,
        rate_limit: RateLimit::Unlimited,
        ..Options::default()
    }
}

/// The same with the documented behaviour.
pub fn documented() -> Options {
    Options {
        quirks: Quirks::NONE,
        ..quiet()
    }
}

impl Shop {
    /// A shop with the documented behaviour.
    pub async fn documented() -> Self {
        Self::with(documented()).await
    }

    pub async fn open() -> Self {
        Self::with(quiet()).await
    }

    pub async fn with(options: Options) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(20))
            .build()
            .unwrap();
        let sandbox = wacr_sandbox::start(options).await.unwrap();
        Self { sandbox, http }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}/api/v2{path}", self.sandbox.base_url())
    }

    /// A call with the full token whose answer is not judged.
    pub fn raw(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.http
            .request(method, self.url(path))
            .header("accept", "application/json")
            .bearer_auth(self.sandbox.token())
    }

    /// A call with a token of choice; the answer is judged.
    pub async fn call_as(
        &self,
        token: &str,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> Answer {
        let mut request = self.raw(method, path).headers(HeaderMap::new());
        if let Some(body) = body {
            request = request.json(&body);
        }
        let mut request = request.build().unwrap();
        let bearer = format!("Bearer {token}").parse().unwrap();
        request.headers_mut().insert("authorization", bearer);
        let answer = read(self.http.execute(request).await.unwrap()).await;
        contract::check(method, path, answer.status, &answer.body);
        answer
    }

    pub async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.call_as(self.sandbox.token(), method, path, body).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call("POST", path, Some(body)).await
    }

    /// A form whose answer is judged; `file` is a field, a name and a size.
    pub async fn form(
        &self,
        path: &str,
        fields: &[(&'static str, &str)],
        file: Option<(&'static str, &str, usize)>,
    ) -> Answer {
        let mut form = reqwest::multipart::Form::new();
        for (name, value) in fields {
            form = form.text(*name, (*value).to_owned());
        }
        if let Some((field, name, size)) = file {
            let part = reqwest::multipart::Part::bytes(vec![7; size]).file_name(name.to_owned());
            form = form.part(field, part);
        }
        let sent = self.raw("POST", path).multipart(form).send().await.unwrap();
        let answer = read(sent).await;
        if answer.status != 413 {
            contract::check("POST", path, answer.status, &answer.body);
        }
        answer
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call("PATCH", path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call("DELETE", path, None).await
    }

    /// The contact with exactly this phone.
    pub async fn contact(&self, phone: &str) -> Value {
        let digits = phone.trim_start_matches('+');
        let found = self
            .get(&format!("/contacts?search={digits}&per_page=100"))
            .await;
        let rows = found.data().as_array().unwrap();
        let row = rows.iter().find(|row| row["phone"] == phone);
        row.unwrap_or_else(|| panic!("no contact {phone}")).clone()
    }
}

/// Reads an answer; a body that is no JSON reads as null.
pub async fn read(response: reqwest::Response) -> Answer {
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let bytes = response.bytes().await.unwrap();
    Answer {
        status,
        headers,
        body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    }
}
