//! Acts of owners that are not part of the configuration document, for the audit log. None of them holds a secret or what a member wrote.

use crate::{Timestamp, say, settings::Locale};
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
    /// Response times were computed again.
    Recomputed {
        /// Tickets that were looked at.
        tickets: u32,
        /// The first instant of the period in which they were closed; absent where it was open ones.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Timestamp>,
        /// The instant after its last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Timestamp>,
    },
    /// Sample tickets were put in.
    SamplesLoaded,
    /// They were taken out.
    SamplesRemoved,
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

impl Act {
    /// What was done, in words.
    pub fn words(&self, l: Locale) -> String {
        match self {
            Self::WebhookAdded { webhook, host } => {
                say!(l, "act-webhook-added", webhook = *webhook, host = host)
            }
            Self::WebhookChanged { webhook, host } => {
                say!(l, "act-webhook-changed", webhook = *webhook, host = host)
            }
            Self::WebhookSecret { webhook } => say!(l, "act-webhook-secret", webhook = *webhook),
            Self::WebhookSwitched { webhook, on: true } => say!(l, "act-webhook-on", webhook = *webhook),
            Self::WebhookSwitched { webhook, on: false } => say!(l, "act-webhook-off", webhook = *webhook),
            Self::WebhookRemoved { webhook } => say!(l, "act-webhook-removed", webhook = *webhook),
            Self::TokenMade { name, scopes, .. } => {
                say!(l, "act-token-made", name = name, scopes = scopes.join(", "))
            }
            Self::TokenRevoked { name, .. } => say!(l, "act-token-revoked", name = name),
            Self::Recomputed { tickets, from: Some(from), to: Some(to) } => {
                let day = |at: Timestamp| at.iso().chars().take(10).collect::<String>();
                let to = day(Timestamp(to.0 - 1));
                say!(l, "act-recomputed-closed", tickets = *tickets, from = day(*from), to = to)
            }
            Self::Recomputed { tickets, .. } => say!(l, "act-recomputed-open", tickets = *tickets),
            Self::SamplesLoaded => say!(l, "act-samples-loaded"),
            Self::SamplesRemoved => say!(l, "act-samples-removed"),
            Self::ErasureAsked { request } => say!(l, "act-erasure-asked", request = *request),
            Self::ErasureDeclined { request, reason } => {
                say!(l, "act-erasure-declined", request = *request, reason = reason)
            }
            Self::ErasureApproved { request } => say!(l, "act-erasure-approved", request = *request),
            Self::Erased { request, tickets, messages, files } => say!(
                l,
                "act-erased",
                request = *request,
                tickets = *tickets,
                messages = *messages,
                files = *files
            ),
        }
    }
}
