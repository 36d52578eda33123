//! Which way a message went. Rows do not say, and the filter that would is missing on one server version: it is tried
//! once, and where it fails senders are compared with the business number (contract section 9).

use std::collections::{BTreeMap, BTreeSet};

use tokio::{sync::Mutex, time::Instant};

use crate::{
    ApiError, Client, Compare, ErrorKind, ListQuery, Message, MessageFilter, Page, Reply,
    SendReceipt,
};

/// Which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the customer.
    Inbound,
    /// To the customer.
    Outbound,
}

impl From<Direction> for &'static str {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Inbound => "inbound",
            Direction::Outbound => "outbound",
        }
    }
}

/// Who picked the rows of a [`OneWay`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldBy {
    /// The server's filter.
    Server,
    /// The sender of each row: the business number, or not. Of the server's page only some rows are left, perhaps none,
    /// and its pagination counts both directions.
    Sender,
    /// Nobody: the server cannot filter and the business number is not known. The rows are of both directions.
    Nobody,
}

/// Messages of one direction, as far as that can be told.
#[derive(Debug, Clone, PartialEq)]
pub struct OneWay {
    /// The page.
    pub page: Page<Message>,
    /// How much to believe it.
    pub told_by: ToldBy,
}

/// What the clones of a client know of the filter together.
#[derive(Default)]
pub(crate) struct DirectionFilter(Mutex<Known>);

#[derive(Default)]
struct Known {
    filter: Filter,
    /// The business number, where rows gave it away.
    number: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Filter {
    #[default]
    Untried,
    Works,
    Unavailable,
}

impl Client {
    /// `GET /messages` of one direction, scope `messages:read`: by `filter[direction]`, which is tried once and, where
    /// the server faults on it or passes over it, never asked for again by this client and its clones.
    ///
    /// `business_number` is the account's own number; where it is not given, it is learnt from the rows
    /// ([`business_number`]).
    ///
    /// # Errors
    /// Any [`ApiError`] of the list without the filter.
    pub async fn list_messages_one_way(
        &self,
        direction: Direction,
        query: &ListQuery<Message>,
        business_number: Option<&str>,
    ) -> Result<Reply<OneWay>, ApiError> {
        let started = Instant::now();
        // Held while the filter is tried, so that it is tried once; whoever comes meanwhile waits for the result.
        let mut known = self.direction_filter().0.lock().await;
        let filter = known.filter;
        let narrowed = query.clone().filter(
            MessageFilter::Direction,
            Compare::Is(<&str>::from(direction).to_owned()),
        );
        let reply = match filter {
            Filter::Unavailable => None,
            Filter::Works => {
                drop(known);
                let reply = self.list_messages(&narrowed).await?;
                known = self.direction_filter().0.lock().await;
                Some(reply)
            }
            // A fault is the answer to the question, not something to try three times.
            Filter::Untried => match self.without_retry().list_messages(&narrowed).await {
                Ok(reply) => {
                    known.filter = Filter::Works;
                    Some(reply)
                }
                Err(error) => {
                    match trial(&error) {
                        Trial::Refused => known.filter = Filter::Unavailable,
                        Trial::Passing => {}
                        Trial::Final => return Err(error),
                    }
                    None
                }
            },
        };
        let (reply, filtered) = match reply {
            Some(reply) => (reply, true),
            None => {
                drop(known);
                let client = self.with_less_time(started.elapsed());
                let reply = client.list_messages(query).await?;
                known = self.direction_filter().0.lock().await;
                (reply, false)
            }
        };
        let number = business_number.and_then(own).or_else(|| {
            let learnt = self::business_number(&reply.data.rows);
            known.number = known.number.take().or(learnt);
            known.number.clone()
        });
        let told_by = match (filtered, &number) {
            (true, number) if !is_mixed(&reply.data.rows, direction, number.as_deref()) => {
                ToldBy::Server
            }
            (_, Some(_)) => ToldBy::Sender,
            (_, None) => ToldBy::Nobody,
        };
        if filtered && told_by != ToldBy::Server {
            known.filter = Filter::Unavailable;
        }
        drop(known);
        Ok(reply.map(|mut page| {
            if let (ToldBy::Sender, Some(number)) = (told_by, &number) {
                page.rows.retain(|row| row.direction(number) == direction);
            }
            OneWay { page, told_by }
        }))
    }
}

/// What the first try of the filter ended in.
#[derive(Debug, PartialEq, Eq)]
enum Trial {
    /// The server does not know the filter.
    Refused,
    /// Nothing was learnt: a fault on the way, or of the moment.
    Passing,
    /// The list without the filter would fail in the same way.
    Final,
}

fn trial(error: &ApiError) -> Trial {
    match error.kind {
        ErrorKind::Server if error.status == Some(500) => Trial::Refused,
        ErrorKind::Invalid => Trial::Refused,
        ErrorKind::Server
        | ErrorKind::RateLimited
        | ErrorKind::NetworkBeforeSend(_)
        | ErrorKind::NetworkAfterSend(_) => Trial::Passing,
        _ => Trial::Final,
    }
}

impl Message {
    /// Which way it went, by its sender. Whoever is not the business is a customer, also one whose number WhatsApp hides.
    #[must_use]
    pub fn direction(&self, business_number: &str) -> Direction {
        match (self.sender(), own(business_number)) {
            (Some(sender), Some(number)) if sender == number => Direction::Outbound,
            _ => Direction::Inbound,
        }
    }

    fn sender(&self) -> Option<String> {
        self.sender_id.as_deref().and_then(own)
    }
}

/// The business number, if these rows of both directions give it away: a customer writes in one conversation, so the one
/// sender of several is the business.
#[must_use]
pub fn business_number(rows: &[Message]) -> Option<String> {
    let mut conversations: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for row in rows {
        if let (Some(sender), Some(conversation)) = (row.sender(), row.interaction_id) {
            conversations
                .entry(sender)
                .or_default()
                .insert(conversation);
        }
    }
    let mut several = conversations.into_iter().filter(|(_, of)| of.len() > 1);
    match (several.next(), several.next()) {
        (Some((sender, _)), None) => Some(sender),
        _ => None,
    }
}

/// The business number, if one of these rows is the message of this receipt.
#[must_use]
pub fn sender_of(receipt: &SendReceipt, rows: &[Message]) -> Option<String> {
    rows.iter()
        .find(|row| {
            receipt.chat_message_id == Some(row.id)
                || (row.message_id.is_some() && row.message_id == receipt.message_id)
        })
        .and_then(Message::sender)
}

/// True when rows of the other direction are among these, so that the filter was passed over.
fn is_mixed(rows: &[Message], asked: Direction, number: Option<&str>) -> bool {
    if let Some(number) = number {
        return rows.iter().any(|row| row.direction(number) != asked);
    }
    let mut senders: BTreeMap<Option<i64>, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        // The business is one sender over all, a customer one in each conversation.
        let conversation = match asked {
            Direction::Outbound => None,
            Direction::Inbound => row.interaction_id,
        };
        senders
            .entry(conversation)
            .or_default()
            .extend(row.sender());
    }
    senders.values().any(|of| of.len() > 1)
}

/// A number in one shape: digits alone, however it is written; what is no number stays as it is.
fn own(text: &str) -> Option<String> {
    let text = text.trim();
    let written = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.');
    let shaped: String = match text.chars().all(written) {
        true => text.chars().filter(char::is_ascii_digit).collect(),
        false => text.to_owned(),
    };
    Some(shaped).filter(|shaped| !shaped.is_empty())
}

#[cfg(test)]
mod tests;
