//! Signed-in browsers, kept on the server.

use super::Failure;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use ticket::{GuildId, Timestamp, UserId};

/// SHA-256 of a session's token: the token itself is only in the browser's cookie.
pub type TokenHash = [u8; 32];

/// A guild that somebody looks after and Guildhall is not in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addable {
    /// Its id.
    pub id: GuildId,
    /// Its name at sign-in.
    pub name: String,
    /// Its icon's hash at sign-in.
    #[serde(default)]
    pub icon: Option<String>,
}

/// A signed-in browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Names it.
    pub token: TokenHash,
    /// Who.
    pub user: UserId,
    /// Username then.
    pub username: String,
    /// Avatar's hash then.
    pub avatar: Option<String>,
    /// The guilds the person was in at sign-in that Guildhall is in too.
    pub guilds: Vec<GuildId>,
    /// The guilds that they could add Guildhall to, as of sign-in; known as long as the session lasts.
    pub addable: Vec<Addable>,
    /// What forms must carry.
    pub csrf: String,
    /// Since when.
    pub created: Timestamp,
    /// Last used, to the minute.
    pub used: Timestamp,
}

/// Sessions.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Starts one.
    async fn session_start(&self, session: &Session) -> Result<(), Failure>;
    /// The session with this token, unless it was idle since before `idle_since` or began before `born_since`.
    async fn session(
        &self,
        token: &TokenHash,
        idle_since: Timestamp,
        born_since: Timestamp,
    ) -> Result<Option<Session>, Failure>;
    /// Marks it used.
    async fn session_used(&self, token: &TokenHash, now: Timestamp) -> Result<(), Failure>;
    /// Ends it.
    async fn session_end(&self, token: &TokenHash) -> Result<(), Failure>;
    /// Removes those that ended by time.
    async fn sessions_swept(&self, idle_since: Timestamp, born_since: Timestamp) -> Result<(), Failure>;
}
