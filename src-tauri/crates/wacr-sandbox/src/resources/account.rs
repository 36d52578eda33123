//! The account, its usage and its limits (contract section 13).

use serde_json::{Value, json};

use crate::clock::iso;
use crate::envelope::{Answer, Reply};
use crate::operations::Call;
use crate::quirks::Quirk;
use crate::rate::RateLimit;
use crate::state::{COMPANY, Quota, State, TENANT};

const DAY: i64 = 86_400;

pub(crate) fn get(state: &mut State, _: &Call<'_>) -> Answer {
    let data = json!({
        "id": TENANT,
        "name": COMPANY,
        "subdomain": "blueharbour",
        "status": "active",
        "created_at": iso(state.started_at - 730 * DAY),
        "subscription": {
            "plan_name": "Growth",
            "plan_id": 3,
            "status": "active",
            "expires_at": iso(state.started_at + 120 * DAY),
        },
    });
    Ok(Reply::done(
        data,
        "Account information retrieved successfully",
    ))
}

pub(crate) fn usage(state: &mut State, _: &Call<'_>) -> Answer {
    let data = json!({
        "contacts": used(contacts(state)),
        "conversations": used(state.conversations),
        "campaigns": used(CAMPAIGNS),
        "staff": used(STAFF),
    });
    Ok(Reply::done(data, "Usage statistics retrieved successfully"))
}

pub(crate) fn limits(state: &mut State, _: &Call<'_>) -> Answer {
    let calls = match state.rate_limit {
        RateLimit::PerMinute(limit) => Some(limit),
        RateLimit::Unlimited => None,
    };
    let without_templates = state.quirks.has(Quirk::PlanWithoutTemplates)
        || state.quirks.has(Quirk::PlanWithoutTemplatesFaults);
    let data = json!({
        "limits": {
            "contacts": limit(state.contact_limit, "Total Contacts"),
            "conversations": limit(state.conversations.limit, "Conversations per Month"),
            "campaigns": limit(CAMPAIGNS.limit, "Active Campaigns"),
            "staff": limit(STAFF.limit, "Team Members"),
            "api_calls_per_minute": limit(calls, "API Calls per Minute"),
        },
        "features": {
            "whatsapp_templates": !without_templates,
            "bulk_messaging": false,
            "chatbot": true,
            "advanced_analytics": false,
            "api_access": true,
            "custom_branding": false,
        },
    });
    Ok(Reply::done(data, "Plan limits retrieved successfully"))
}

const CAMPAIGNS: Quota = Quota {
    used: 3,
    limit: None,
};
const STAFF: Quota = Quota {
    used: 4,
    limit: Some(10),
};

fn contacts(state: &State) -> Quota {
    Quota {
        used: u32::try_from(state.contact_count()).unwrap_or(u32::MAX),
        limit: state.contact_limit,
    }
}

fn used(quota: Quota) -> Value {
    let share = quota.limit.filter(|limit| *limit > 0).map_or(0.0, |limit| {
        (f64::from(quota.used) * 1000.0 / f64::from(limit)).round() / 10.0
    });
    json!({
        "current": quota.used,
        "limit": quota.limit.map_or(-1, i64::from),
        "remaining": quota.limit.map(|limit| limit.saturating_sub(quota.used)),
        "percentage_used": share,
        "is_unlimited": quota.limit.is_none(),
    })
}

fn limit(limit: Option<u32>, name: &str) -> Value {
    json!({
        "limit": limit.map_or(-1, i64::from),
        "feature_name": name,
        "is_unlimited": limit.is_none(),
    })
}
