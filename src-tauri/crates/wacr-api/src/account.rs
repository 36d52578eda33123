//! The account, its usage and its limits (contract section 13).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{ApiError, Client, Reply, lenient, transport::Call};

/// Whose token this is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// The server's id of the account.
    #[serde(deserialize_with = "lenient::int")]
    pub id: i64,
    /// The company, else the subdomain.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `blueharbour`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub subdomain: String,
    /// `active`, or what the server says.
    #[serde(default, deserialize_with = "lenient::text")]
    pub status: String,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub created_at: Option<Timestamp>,
    /// What it pays for.
    #[serde(default, deserialize_with = "lenient::opt_object")]
    pub subscription: Option<Subscription>,
}

/// What an account pays for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Subscription {
    /// `Free` when there is none.
    #[serde(default, deserialize_with = "lenient::text")]
    pub plan_name: String,
    /// The server's id of the plan.
    #[serde(default, deserialize_with = "lenient::opt_int")]
    pub plan_id: Option<i64>,
    /// `active`, or what the server says.
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub status: Option<String>,
    /// Until when it is paid.
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub expires_at: Option<Timestamp>,
}

/// How much of the plan is used up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// Contacts stored.
    #[serde(deserialize_with = "lenient::opt_object")]
    pub contacts: Option<UsageItem>,
    /// Conversations this month: the product's quota, not Meta's.
    #[serde(deserialize_with = "lenient::opt_object")]
    pub conversations: Option<UsageItem>,
    /// Campaigns of the web application.
    #[serde(deserialize_with = "lenient::opt_object")]
    pub campaigns: Option<UsageItem>,
    /// Members of the team.
    #[serde(deserialize_with = "lenient::opt_object")]
    pub staff: Option<UsageItem>,
}

/// Use of one feature.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UsageItem {
    /// How many there are.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub current: Option<i64>,
    /// How many there may be; -1 unlimited, none not set.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub limit: Option<i64>,
    /// How many more there may be; none when unlimited.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub remaining: Option<i64>,
    /// 0 to 100, with a fraction; 0 when unlimited.
    #[serde(deserialize_with = "lenient::float")]
    pub percentage_used: f64,
    /// No limit.
    #[serde(deserialize_with = "lenient::flag")]
    pub is_unlimited: bool,
}

/// What the plan allows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// `contacts`, `conversations`, `campaigns`, `staff`, `api_calls_per_minute`, and what the server adds.
    #[serde(deserialize_with = "lenient::object")]
    pub limits: BTreeMap<String, LimitItem>,
    /// Hints only: false does not mean that a call fails.
    #[serde(deserialize_with = "features")]
    pub features: BTreeMap<String, bool>,
}

/// A limit of the plan.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LimitItem {
    /// -1 unlimited, none not set.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub limit: Option<i64>,
    /// `Total Contacts`: the server's words.
    #[serde(deserialize_with = "lenient::opt_text")]
    pub feature_name: Option<String>,
    /// No limit.
    #[serde(deserialize_with = "lenient::flag")]
    pub is_unlimited: bool,
}

fn features<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, bool>, D::Error> {
    #[derive(Deserialize)]
    struct Flag(#[serde(deserialize_with = "lenient::flag")] bool);
    let flags: BTreeMap<String, Flag> = lenient::object(deserializer)?;
    Ok(flags
        .into_iter()
        .map(|(name, flag)| (name, flag.0))
        .collect())
}

impl Client {
    /// `GET /account`, scope `account:read`: the cheapest check that a token works.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn get_account(&self) -> Result<Reply<Account>, ApiError> {
        self.one(Call::get(&["account"])).await
    }

    /// `GET /account/usage`, scope `account:read`.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn get_usage(&self) -> Result<Reply<Usage>, ApiError> {
        self.one(Call::get(&["account", "usage"])).await
    }

    /// `GET /account/limits`, scope `account:read`. The rate budget learns from it.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn get_limits(&self) -> Result<Reply<Limits>, ApiError> {
        let reply: Reply<Limits> = self.one(Call::get(&["account", "limits"])).await?;
        if let Some(calls) = reply.data.limits.get("api_calls_per_minute") {
            self.budget().learn(calls);
        }
        Ok(reply)
    }
}
