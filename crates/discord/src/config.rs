//! What the program tells this crate about the bot.

use std::{fmt, sync::Arc};
use url::Url;

/// A value that never prints: tokens stay out of logs whatever is logged.
#[derive(Clone)]
pub struct Secret(Arc<str>);

impl Secret {
    /// Keeps this value.
    pub fn new(value: impl Into<Arc<str>>) -> Self {
        Self(value.into())
    }
    /// The value itself: only where it is sent to Discord.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The bot as one account at one Discord.
#[derive(Clone, Debug)]
pub struct Config {
    /// The bot's token.
    pub token: Secret,
    /// Another Discord than the real one: scheme, host and port such as `http://127.0.0.1:4000`.
    pub api_base: Option<Url>,
    /// The gateway's address, instead of the one that Discord names.
    pub gateway_url: Option<String>,
    /// Where browsers find Guildhall, for links: scheme, host and perhaps port, no path.
    pub public_url: String,
    /// The name of the one slash command, `ptickets` unless the owner wants another.
    pub root_command: String,
}

impl Config {
    /// The address of a guild on the web.
    pub(crate) fn guild_url(&self, guild: ticket::GuildId) -> String {
        format!("{}/g/{guild}", self.public_url.trim_end_matches('/'))
    }
    /// The address of a ticket on the web.
    pub(crate) fn ticket_url(&self, key: ticket::TicketKey) -> String {
        format!("{}/g/{}/tickets/{}", self.public_url.trim_end_matches('/'), key.guild, key.number)
    }
    /// The address of a ticket's transcript on the web.
    pub(crate) fn transcript_url(&self, key: ticket::TicketKey) -> String {
        format!("{}/transcript", self.ticket_url(key))
    }
}
