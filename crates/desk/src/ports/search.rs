//! Finding tickets by what is said in them.

use super::{Failure, Row};
use async_trait::async_trait;
use ticket::{GuildId, MessageId, Timestamp, TypeId, UserId, query::Sought};

/// Who looks, and so what can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Everything in tickets of these types, notes included; all types if absent.
    Staff(Option<Vec<TypeId>>),
    /// The public part of the tickets that they opened.
    Member(UserId),
}

/// Where words were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// In subject, answers, or the opener's name.
    Head,
    /// In a note: its event.
    Note(u32),
    /// In a message.
    Message(MessageId),
}

/// A place where the words were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The ticket.
    pub row: Row,
    /// Where in it.
    pub part: Part,
    /// The note or message as plain text; empty for [`Part::Head`].
    pub text: String,
    /// Whose note or message it is.
    pub by: Option<UserId>,
    /// When it was said.
    pub at: Timestamp,
}

/// Where the next page of a search starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// 0 subjects and answers, 1 notes, 2 messages.
    pub stage: u8,
    /// Below this entry of the index.
    pub below: i64,
}

/// A page of what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The places: subjects and answers first, then notes, then messages, each the latest first.
    pub hits: Vec<Hit>,
    /// Where to look on. A page may be short, or empty, and there may still be more: a page looks at a limited number of entries.
    pub next: Option<Reached>,
}

/// Search. What is said is in the index with the commit that keeps it, and out of it with the commit that takes it away.
#[async_trait]
pub trait Search: Send + Sync {
    /// Places where all the words are, at most `limit`. Nothing if no words are looked for.
    async fn search(
        &self,
        guild: GuildId,
        reader: &Reader,
        sought: &Sought,
        after: Option<Reached>,
        limit: u32,
    ) -> Result<Hits, Failure>;
    /// Puts at most so many tickets into the index that were there before there was one, the latest first. Gives how many are left.
    async fn index_earlier(&self, most: u32) -> Result<u64, Failure>;
    /// Goes on through at most so many entries of messages, the latest first, and has those from before tell how their words begin. Gives whether
    /// there are more. What was done stays done; what is found is the same before and after, only sooner.
    async fn begin_earlier(&self, most: u32) -> Result<bool, Failure>;
}
