//! What can go wrong with a request, sorted by what to do about it.

use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

/// Why a request had no effect that we know of.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    /// What it was about certainly does not exist (404; 10003, 10008 and their like).
    #[error("gone ({0})")]
    Gone(u32),
    /// Guildhall may not (403; 50001, 50013 and their like).
    #[error("forbidden: {message} ({code})")]
    Forbidden {
        /// Discord's code.
        code: u32,
        /// Discord's words.
        message: String,
    },
    /// It may work later: rate limits, 5xx, network. It may even have worked.
    #[error("try later: {why}")]
    Later {
        /// How long to wait at least, where Discord says so.
        after: Option<Duration>,
        /// What was wrong.
        why: String,
    },
    /// Discord refuses what was asked, and will again.
    #[error("refused: {message} ({code})")]
    Refused {
        /// Discord's code; 0 if none.
        code: u32,
        /// Discord's words.
        message: String,
        /// The `errors` object, by field.
        errors: Value,
    },
    /// The token is not accepted (401).
    #[error("the token is not accepted")]
    Unauthorized,
    /// Discord answered with something that this program does not understand, or the request could not be made.
    #[error("broken: {0}")]
    Broken(String),
}

/// Discord's codes for what does not exist (topics/opcodes-and-status-codes).
const UNKNOWN: std::ops::Range<u32> = 10_000..11_000;
/// Of them: the channel, the member, the message, the user.
pub(crate) const UNKNOWN_CHANNEL: u32 = 10_003;
pub(crate) const UNKNOWN_MEMBER: u32 = 10_007;
pub(crate) const UNKNOWN_MESSAGE: u32 = 10_008;
pub(crate) const UNKNOWN_USER: u32 = 10_013;
/// Nothing of the thread can be changed.
pub(crate) const THREAD_ARCHIVED: u32 = 50_083;
/// Nobody but moderators can write in the thread.
pub(crate) const THREAD_LOCKED: u32 = 160_005;
/// What Discord says of an interaction whose time is over.
pub(crate) const UNKNOWN_WEBHOOK: u32 = 10_015;

/// Discord's error body (Discord: reference, "Error Messages").
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ErrorBody {
    pub code: u32,
    pub message: String,
    pub errors: Value,
    pub retry_after: Option<f64>,
    pub global: bool,
}

impl Fault {
    /// Sorts an answer that is neither a success nor a 429.
    pub(crate) fn sort(status: u16, body: ErrorBody) -> Self {
        let ErrorBody { code, message, errors, .. } = body;
        match status {
            401 => Self::Unauthorized,
            404 if UNKNOWN.contains(&code) => Self::Gone(code),
            // Not Discord's own word: something on the way, or a route that is no more.
            404 => Self::Later { after: None, why: "404 without a reason".to_owned() },
            403 => Self::Forbidden { code, message },
            500.. => Self::Later { after: None, why: format!("Discord answered {status}") },
            // A 400 that says "unknown something".
            _ if UNKNOWN.contains(&code) && code != 10_062 => Self::Gone(code),
            _ if matches!(code, 50_001 | 50_013) => Self::Forbidden { code, message },
            _ => Self::Refused { code, message, errors },
        }
    }

    /// Whether this is the refusal with that code.
    pub(crate) fn is_code(&self, wanted: u32) -> bool {
        match self {
            Self::Gone(code) | Self::Forbidden { code, .. } | Self::Refused { code, .. } => *code == wanted,
            _ => false,
        }
    }

    /// Whether the `errors` object mentions this rule anywhere.
    pub(crate) fn names_rule(&self, rule: &str) -> bool {
        fn holds(value: &Value, rule: &str) -> bool {
            match value {
                Value::String(text) => text == rule,
                Value::Array(items) => items.iter().any(|item| holds(item, rule)),
                Value::Object(fields) => fields.values().any(|field| holds(field, rule)),
                _ => false,
            }
        }
        matches!(self, Self::Refused { errors, .. } if holds(errors, rule))
    }
}
