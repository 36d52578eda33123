//! The text that is copied: what helps somebody who was not there, and nothing of any customer. Pure.

use std::fmt::Write;

use super::{
    AccountFacts, CallShape, Machine,
    account::{self, Counts},
};
use crate::{
    network::{NetworkSettings, ProxyKind},
    preferences::Preferences,
};

/// Puts the parts together. `calls` and `log` are oldest first; `log` must be masked already.
#[must_use]
pub fn report(
    machine: &Machine,
    preferences: &Preferences,
    network: &NetworkSettings,
    accounts: &[AccountFacts],
    calls: &[CallShape],
    log: &[String],
) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let mut line = |text: std::fmt::Arguments<'_>| {
        let _ = writeln!(out, "{text}");
    };
    line(format_args!(
        "WA.cr Desk {}{}",
        machine.version,
        built_from(&machine.commit)
    ));
    line(format_args!(
        "{}, webview {}",
        machine.system, machine.webview
    ));
    line(format_args!("\nSettings"));
    line(format_args!(
        "  theme {:?}, contrast {}, rows {:?}, text {:?}, country {}",
        preferences.theme,
        preferences.contrast,
        preferences.density,
        preferences.text_size,
        preferences.country.as_deref().unwrap_or("learned")
    ));
    line(format_args!(
        "  ceiling {}, cancel window {} s, stop after {} in a row or {} %",
        number(preferences.sending.ceiling),
        preferences.sending.cancel_window,
        number(preferences.sending.stop.failures_in_a_row),
        number(preferences.sending.stop.failures_percent)
    ));
    line(format_args!(
        "  proxy {}, extra certificates {}",
        proxy(network),
        network.certificate.as_ref().map_or(0, |file| file.count)
    ));
    for (place, facts) in accounts.iter().enumerate() {
        line(format_args!(
            "\nAccount {}{}",
            place + 1,
            if facts.practice { " (practice)" } else { "" }
        ));
        line(format_args!(
            "  token {:?}, missing scopes {}, clock ahead {} s",
            facts.token,
            list(&facts.missing_scopes),
            facts.clock_ahead.unwrap_or_default()
        ));
        line(format_args!(
            "  mirror {}, calls this minute {} of {}",
            account::word(&facts.sync.state),
            facts.sync.calls.used,
            facts
                .sync
                .calls
                .limit
                .map_or_else(|| "no limit".to_owned(), |limit| limit.to_string())
        ));
        match &facts.counts {
            Ok(Counts {
                contacts,
                campaigns,
                jobs,
                unknown,
            }) => line(format_args!(
                "  {contacts} contacts, {campaigns} campaigns, {jobs} jobs, {unknown} unknown sends"
            )),
            Err(why) => line(format_args!("  its database cannot be read: {why}")),
        }
    }
    line(format_args!("\nLast calls ({})", calls.len()));
    for call in calls {
        line(format_args!(
            "  {} {} {} {} {} ms",
            call.at, call.method, call.resource, call.outcome, call.ms
        ));
    }
    line(format_args!("\nLast lines of the log ({})", log.len()));
    for text in log {
        line(format_args!("  {text}"));
    }
    out
}

fn built_from(commit: &str) -> String {
    match commit {
        "" => String::new(),
        commit => format!(" ({commit})"),
    }
}

fn number(number: Option<u32>) -> String {
    number.map_or_else(|| "none".to_owned(), |number| number.to_string())
}

fn list(words: &[String]) -> String {
    match words {
        [] => "none".to_owned(),
        words => words.join(" "),
    }
}

/// Its address is the company's own.
fn proxy(network: &NetworkSettings) -> &'static str {
    match (network.proxy, network.user.is_empty()) {
        (ProxyKind::System, _) => "of the system",
        (ProxyKind::None, _) => "none",
        (ProxyKind::Through, true) => "set, without a user",
        (ProxyKind::Through, false) => "set, with a user",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        accounts::TokenPlace,
        network::CertificateFile,
        sync::{CallBudget, SyncState, SyncStatus},
    };

    #[test]
    fn the_report_names_shapes_and_no_address() {
        let machine = Machine {
            version: "0.1.0".into(),
            commit: "abc1234".into(),
            system: "linux x86_64".into(),
            webview: "2.50".into(),
        };
        let network = NetworkSettings {
            proxy: ProxyKind::Through,
            address: "http://canary.example.com:3128".into(),
            user: "canary".into(),
            certificate: Some(CertificateFile {
                name: "canary.pem".into(),
                count: 2,
            }),
        };
        let account = AccountFacts {
            practice: false,
            token: TokenPlace::Keyring,
            missing_scopes: vec!["comments:read".into()],
            clock_ahead: Some(300),
            sync: SyncStatus {
                state: SyncState::Synced {
                    at: "2026-11-27T10:00:00Z".into(),
                },
                calls: CallBudget {
                    used: 3,
                    limit: Some(60),
                },
            },
            counts: Ok(Counts {
                contacts: 1200,
                ..Counts::default()
            }),
        };
        let call = CallShape {
            at: "2026-11-27T10:00:01Z".into(),
            method: "GET".into(),
            resource: "contacts".into(),
            outcome: "200".into(),
            ms: 41,
        };
        let text = report(
            &machine,
            &Preferences::default(),
            &network,
            &[account],
            &[call],
            &["a line".into()],
        );
        for part in [
            "WA.cr Desk 0.1.0 (abc1234)\nlinux x86_64, webview 2.50",
            "proxy set, with a user, extra certificates 2",
            "Account 1\n  token Keyring, missing scopes comments:read, clock ahead 300 s",
            "calls this minute 3 of 60",
            "1200 contacts",
            "2026-11-27T10:00:01Z GET contacts 200 41 ms",
            "Last lines of the log (1)\n  a line",
        ] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        assert!(!text.contains("canary"), "{text}");
    }
}
