//! What goes wrong.

use ticket::assist::Why;

/// Why there is no answer. Holds no text of ours, of members, or of keys: it may be logged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// No answer in time.
    #[error("no answer in time")]
    Slow,
    /// No connection, or it broke.
    #[error("the endpoint cannot be reached")]
    Unreachable,
    /// It takes no more questions for now (429).
    #[error("the endpoint takes no more questions for now")]
    Limited,
    /// It does not take our questions: key, model, address or account are wrong.
    #[error("the endpoint refused with status {0}")]
    Refused(u16),
    /// It failed itself.
    #[error("the endpoint failed with status {0}")]
    Broken(u16),
    /// The model declined to answer.
    #[error("the model declined")]
    Declined,
    /// An answer that is none of the wire's forms.
    #[error("the endpoint answered with {0}")]
    Nonsense(&'static str),
}

impl Failure {
    /// Why staff are called then.
    pub fn why(&self) -> Why {
        match self {
            Self::Slow => Why::Slow,
            Self::Unreachable | Self::Refused(_) | Self::Broken(_) => Why::Unreachable,
            Self::Limited => Why::Limited,
            Self::Declined => Why::Model,
            Self::Nonsense(_) => Why::Nonsense,
        }
    }

    pub(crate) fn of_status(status: u16) -> Self {
        match status {
            408 | 504 => Self::Slow,
            429 => Self::Limited,
            500.. => Self::Broken(status),
            _ => Self::Refused(status),
        }
    }

    pub(crate) fn of_connection(error: &reqwest::Error) -> Self {
        if error.is_timeout() { Self::Slow } else { Self::Unreachable }
    }
}
