//! What a button or form says when it comes back: typed, versioned, at most 100 characters (components/reference).

use std::{fmt, str::FromStr};
use ticket::{TicketKey, TypeId, UserId};

/// Ours, and the version of the format. Old messages keep their buttons for years.
const PREFIX: &str = "gh1";

/// A component that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CustomId {
    /// A panel's button: open a ticket of this type.
    Open(TypeId),
    /// A form that was sent off.
    Form(TypeId),
    /// The questions that follow from the answers to a form are wanted: its type, and the act that sent it.
    More(TypeId, u64),
    /// Those questions, answered.
    MoreForm(TypeId, u64),
    /// The welcome's button: claim.
    Claim,
    /// The welcome's button: close.
    Close,
    /// The small form that asks for a reason.
    CloseForm,
    /// The opener agrees that it can be closed.
    AcceptClose,
    /// The opener does not agree.
    DeclineClose,
    /// A panel's menu, and which of several: the chosen type is in the values.
    Menu(u8),
    /// The form for another name.
    RenameForm,
    /// A type is chosen for a ticket that staff open for a member, in which of several menus.
    OpenFor(UserId, u8),
    /// So many stars for a ticket, from a direct message.
    Rate(TicketKey, u8),
    /// Open a ticket again: in a channel that nobody writes in any more, and in a direct message.
    Reopen(TicketKey),
    /// A comment on a rating is wanted.
    Comment(TicketKey, u8),
    /// The form for the comment.
    CommentForm(TicketKey, u8),
    /// Under an answer of Auto-Assist: it helped. These three begin alike: the talk is read by it.
    AssistYes,
    /// It did not.
    AssistNo,
    /// Talk to a human.
    AssistHuman,
    /// A step of setting up.
    Setup(Step),
    /// A page of the list of tickets.
    List(u8),
}

/// What is chosen while setting up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Who is staff.
    Staff,
    /// The category for open tickets.
    Category,
    /// The channel of the log.
    Log,
    /// The channel of the first panel.
    Panel,
    /// Nothing: how it stands now.
    Look,
}

impl Step {
    const ALL: [Self; 5] = [Self::Staff, Self::Category, Self::Log, Self::Panel, Self::Look];

    fn word(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Category => "category",
            Self::Log => "log",
            Self::Panel => "panel",
            Self::Look => "look",
        }
    }
}

/// A custom id that is not ours, or not of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unknown;

impl fmt::Display for CustomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(ticket_type) => write!(f, "{PREFIX}:open:{ticket_type}"),
            Self::Form(ticket_type) => write!(f, "{PREFIX}:form:{ticket_type}"),
            Self::More(ticket_type, act) => write!(f, "{PREFIX}:more:{ticket_type}:{act}"),
            Self::MoreForm(ticket_type, act) => write!(f, "{PREFIX}:more-form:{ticket_type}:{act}"),
            Self::Claim => write!(f, "{PREFIX}:claim"),
            Self::Close => write!(f, "{PREFIX}:close"),
            Self::CloseForm => write!(f, "{PREFIX}:close-form"),
            Self::AcceptClose => write!(f, "{PREFIX}:accept-close"),
            Self::DeclineClose => write!(f, "{PREFIX}:decline-close"),
            // The first one is named as it was when there was but one.
            Self::Menu(0) => write!(f, "{PREFIX}:menu"),
            Self::Menu(number) => write!(f, "{PREFIX}:menu:{number}"),
            Self::RenameForm => write!(f, "{PREFIX}:rename-form"),
            Self::OpenFor(user, 0) => write!(f, "{PREFIX}:for:{user}"),
            Self::OpenFor(user, number) => write!(f, "{PREFIX}:for:{user}:{number}"),
            Self::Rate(key, stars) => write!(f, "{PREFIX}:rate:{}:{}:{stars}", key.guild, key.number),
            Self::Reopen(key) => write!(f, "{PREFIX}:reopen:{}:{}", key.guild, key.number),
            Self::Comment(key, stars) => write!(f, "{PREFIX}:comment:{}:{}:{stars}", key.guild, key.number),
            Self::CommentForm(key, stars) => {
                write!(f, "{PREFIX}:comment-form:{}:{}:{stars}", key.guild, key.number)
            }
            Self::List(page) => write!(f, "{PREFIX}:list:{page}"),
            Self::Setup(step) => write!(f, "{PREFIX}:setup:{}", step.word()),
            Self::AssistYes => write!(f, "{PREFIX}:assist-yes"),
            Self::AssistNo => write!(f, "{PREFIX}:assist-no"),
            Self::AssistHuman => write!(f, "{PREFIX}:assist-human"),
        }
    }
}

fn number<T: FromStr>(part: &str) -> Result<T, Unknown> {
    part.parse().map_err(|_| Unknown)
}

impl FromStr for CustomId {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        let mut parts = text.split(':');
        if parts.next() != Some(PREFIX) {
            return Err(Unknown);
        }
        let kind = parts.next();
        let mut part = || parts.next().ok_or(Unknown);
        let id = match kind {
            Some("open") => Self::Open(number(part()?)?),
            Some("form") => Self::Form(number(part()?)?),
            Some("more") => Self::More(number(part()?)?, number(part()?)?),
            Some("more-form") => Self::MoreForm(number(part()?)?, number(part()?)?),
            Some("accept-close") => Self::AcceptClose,
            Some("decline-close") => Self::DeclineClose,
            Some("menu") => Self::Menu(parts.next().map_or(Ok(0), number)?),
            Some("rename-form") => Self::RenameForm,
            Some("for") => Self::OpenFor(number(part()?)?, parts.next().map_or(Ok(0), number)?),
            Some(kind @ ("rate" | "comment" | "comment-form")) => {
                let key = TicketKey { guild: number(part()?)?, number: number(part()?)? };
                let stars = number(part()?)?;
                match kind {
                    "rate" => Self::Rate(key, stars),
                    "comment" => Self::Comment(key, stars),
                    _ => Self::CommentForm(key, stars),
                }
            }
            Some("reopen") => Self::Reopen(TicketKey { guild: number(part()?)?, number: number(part()?)? }),
            Some("claim") => Self::Claim,
            Some("close") => Self::Close,
            Some("close-form") => Self::CloseForm,
            Some("list") => Self::List(number(part()?)?),
            Some("setup") => {
                let word = part()?;
                Self::Setup(Step::ALL.into_iter().find(|step| step.word() == word).ok_or(Unknown)?)
            }
            Some("assist-yes") => Self::AssistYes,
            Some("assist-no") => Self::AssistNo,
            Some("assist-human") => Self::AssistHuman,
            _ => return Err(Unknown),
        };
        if parts.next().is_some() { Err(Unknown) } else { Ok(id) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        // Proves: whatever comes as an id is read or unknown, never a crash; what is read is one of ours, within Discord's 100 characters.
        #[test]
        fn any_text_is_read_or_unknown(text in prop_oneof!["gh1:[a-z-]{0,12}(:[0-9+-]{0,22}){0,4}", any::<String>()]) {
            if let Ok(id) = text.parse::<CustomId>() {
                prop_assert!(id.to_string().len() <= 100);
                prop_assert_eq!(id.to_string().parse(), Ok(id));
            }
        }
    }

    // Proves: every id comes back as what it was, within Discord's 100 characters; anything else is unknown, not a crash.
    #[test]
    fn ids_survive_the_trip() {
        let all = [
            CustomId::Open(TypeId(u32::MAX)),
            CustomId::Form(TypeId(1)),
            CustomId::More(TypeId(u32::MAX), u64::MAX),
            CustomId::MoreForm(TypeId(1), u64::MAX),
            CustomId::Claim,
            CustomId::Close,
            CustomId::CloseForm,
            CustomId::Reopen(TicketKey { guild: ticket::GuildId(u64::MAX), number: u32::MAX }),
            CustomId::AssistYes,
            CustomId::AssistNo,
            CustomId::AssistHuman,
            CustomId::Setup(Step::Staff),
            CustomId::Setup(Step::Look),
            CustomId::Menu(0),
            CustomId::Menu(4),
            CustomId::List(39),
            CustomId::OpenFor(UserId(u64::MAX), 0),
            CustomId::OpenFor(UserId(u64::MAX), 4),
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
