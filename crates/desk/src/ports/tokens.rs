//! Tokens for the API, and the answers that are given again.

use super::{Failure, TokenHash};
use async_trait::async_trait;
use ticket::{By, GuildId, Timestamp, UserId};

/// Tokens of a guild that are not revoked.
pub const MOST_TOKENS: u32 = 50;

/// A token, without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// The guild it opens.
    pub guild: GuildId,
    /// Counts the guild's tokens from 1; never used again.
    pub id: u32,
    /// What it is called.
    pub name: String,
    /// Its last four letters, to tell it from others.
    pub hint: String,
    /// What it may do, by the names of its scopes.
    pub scopes: Vec<String>,
    /// Whose it is: it may never do more than they may.
    pub owner: UserId,
    /// Their name when it was made.
    pub owner_name: String,
    /// The addresses it may be used from, as `10.0.0.0/8`; from everywhere if empty.
    pub addresses: Vec<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, within a minute.
    pub used_at: Option<Timestamp>,
}

/// What makes a token.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is called.
    pub name: String,
    /// The SHA-256 of what it says.
    pub hash: TokenHash,
    /// Its last four letters.
    pub hint: String,
    /// Its scopes.
    pub scopes: Vec<String>,
    /// Whose it is.
    pub owner: UserId,
    /// Their name.
    pub owner_name: String,
    /// The addresses it may be used from.
    pub addresses: Vec<String>,
    /// When.
    pub at: Timestamp,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
}

/// What is known of a request that may be sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is the first.
    First,
    /// It is being worked on, or was when the program ended.
    Unfinished,
    /// The key belongs to another request.
    Other,
    /// It was answered so: status and body.
    Answered(u16, String),
}

/// Tokens and answers.
#[async_trait]
pub trait Tokens: Send + Sync {
    /// The tokens of a guild, newest first, revoked ones too, at most 200.
    async fn tokens(&self, guild: GuildId) -> Result<Vec<ApiToken>, Failure>;

    /// Makes a token. Gives its number; none if there are as many as there may be.
    async fn token_make(&self, guild: GuildId, new: NewToken) -> Result<Option<u32>, Failure>;

    /// The token with this hash, whatever its state.
    async fn token(&self, hash: &TokenHash) -> Result<Option<ApiToken>, Failure>;

    /// It was used.
    async fn token_used(&self, guild: GuildId, id: u32, now: Timestamp) -> Result<(), Failure>;

    /// Revokes it. False if there is none that could be.
    async fn token_revoke(&self, guild: GuildId, id: u32, now: Timestamp, by: &By) -> Result<bool, Failure>;

    /// Begins a request under a key (P221). One that was begun `stale` ago or earlier and has no answer is begun anew.
    async fn request_begun(
        &self,
        guild: GuildId,
        token: u32,
        key: &str,
        digest: &str,
        now: Timestamp,
        stale: Timestamp,
    ) -> Result<Begun, Failure>;

    /// Keeps the answer of a request, or forgets that it was begun.
    async fn request_answered(
        &self,
        guild: GuildId,
        token: u32,
        key: &str,
        answer: Option<(u16, &str)>,
    ) -> Result<(), Failure>;

    /// Forgets answers from before then.
    async fn requests_swept(&self, before: Timestamp) -> Result<(), Failure>;
}
