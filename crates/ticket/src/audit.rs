//! Acts of owners that are not part of the configuration document, for the audit log. None of them holds a secret or what a member wrote.

use serde::{Deserialize, Serialize};

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// An endpoint for webhooks was added.
    WebhookAdded {
        /// Its number in the guild.
        webhook: u32,
        /// Where it leads: the host only, for paths may hold secrets.
        host: String,
    },
    /// An endpoint leads elsewhere, or is told of other things.
    WebhookChanged {
        /// Its number.
        webhook: u32,
        /// The host now.
        host: String,
    },
    /// An endpoint has another secret.
    WebhookSecret {
        /// Its number.
        webhook: u32,
    },
    /// An endpoint was switched on or off.
    WebhookSwitched {
        /// Its number.
        webhook: u32,
        /// Whether it is on now.
        on: bool,
    },
    /// An endpoint was removed.
    WebhookRemoved {
        /// Its number.
        webhook: u32,
    },
    /// A token for the API was made.
    TokenMade {
        /// Its number in the guild.
        token: u32,
        /// What it is called.
        name: String,
        /// What it may do.
        scopes: Vec<String>,
    },
    /// A token was revoked.
    TokenRevoked {
        /// Its number.
        token: u32,
        /// What it is called.
        name: String,
    },
    /// A member asked to be erased.
    ErasureAsked {
        /// The request's number in the guild.
        request: u32,
    },
    /// A request was declined.
    ErasureDeclined {
        /// The request's number.
        request: u32,
        /// Why.
        reason: String,
    },
    /// A request was approved.
    ErasureApproved {
        /// The request's number.
        request: u32,
    },
    /// What a member left was erased: how much of it, nothing of what it was.
    Erased {
        /// The request's number.
        request: u32,
        /// Tickets they had opened.
        tickets: u64,
        /// Messages of theirs.
        messages: u64,
        /// Files of theirs.
        files: u64,
    },
}
