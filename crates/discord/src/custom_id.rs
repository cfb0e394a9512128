//! What a button or form says when it comes back: typed, versioned, at most 100 characters (components/reference).

use std::{fmt, str::FromStr};
use ticket::TypeId;

/// Ours, and the version of the format. Old messages keep their buttons for years.
const PREFIX: &str = "gh1";

/// A component that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CustomId {
    /// A panel's button: open a ticket of this type.
    Open(TypeId),
    /// A form that was sent off.
    Form(TypeId),
    /// The welcome's button: claim.
    Claim,
    /// The welcome's button: close.
    Close,
    /// The small form that asks for a reason.
    CloseForm,
}

/// A custom id that is not ours, or not of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unknown;

impl fmt::Display for CustomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(ticket_type) => write!(f, "{PREFIX}:open:{ticket_type}"),
            Self::Form(ticket_type) => write!(f, "{PREFIX}:form:{ticket_type}"),
            Self::Claim => write!(f, "{PREFIX}:claim"),
            Self::Close => write!(f, "{PREFIX}:close"),
            Self::CloseForm => write!(f, "{PREFIX}:close-form"),
        }
    }
}

impl FromStr for CustomId {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        let mut parts = text.split(':');
        if parts.next() != Some(PREFIX) {
            return Err(Unknown);
        }
        let number = |part: Option<&str>| part.and_then(|digits| digits.parse().ok()).ok_or(Unknown);
        let id = match parts.next() {
            Some("open") => Self::Open(number(parts.next())?),
            Some("form") => Self::Form(number(parts.next())?),
            Some("claim") => Self::Claim,
            Some("close") => Self::Close,
            Some("close-form") => Self::CloseForm,
            _ => return Err(Unknown),
        };
        if parts.next().is_some() { Err(Unknown) } else { Ok(id) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Proves: every id comes back as what it was, within Discord's 100 characters; anything else is unknown, not a crash.
    #[test]
    fn ids_survive_the_trip() {
        let all = [
            CustomId::Open(TypeId(u32::MAX)),
            CustomId::Form(TypeId(1)),
            CustomId::Claim,
            CustomId::Close,
            CustomId::CloseForm,
        ];
        for id in all {
            let text = id.to_string();
            assert!(text.len() <= 100);
            assert_eq!(text.parse(), Ok(id));
        }
        for text in ["", "gh0:open:1", "gh1:open", "gh1:open:x", "gh1:claim:1", "gh1", "claim", "gh1:open:-1"]
        {
            assert_eq!(text.parse::<CustomId>(), Err(Unknown), "{text}");
        }
    }
}
