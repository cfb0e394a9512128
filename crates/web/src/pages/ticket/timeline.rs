//! What of a conversation is shown, and the places in it that staff go to.

use crate::{error::Problem, state::App};
use desk::Loaded;
use serde::Deserialize;
use ticket::{MessageId, say, settings::Locale};

/// Messages looked at for the first answer: those of one instant.
const OF_ONE_INSTANT: u32 = 8;

/// Which lines are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Only {
    #[default]
    All,
    /// What is said to everyone.
    Public,
    /// What staff keep for themselves.
    Notes,
    /// What happened.
    Events,
}

impl Only {
    const EACH: [Self; 4] = [Self::All, Self::Public, Self::Notes, Self::Events];

    /// The word in an address.
    fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Public => "public",
            Self::Notes => "notes",
            Self::Events => "events",
        }
    }

    /// Whether messages are among them.
    pub(crate) fn has_messages(self) -> bool {
        matches!(self, Self::All | Self::Public)
    }

    /// Whether an event is among them: a note, or something that happened.
    pub(crate) fn has_event(self, note: bool) -> bool {
        match self {
            Self::All => true,
            Self::Public => false,
            Self::Notes => note,
            Self::Events => !note,
        }
    }

    fn label(self, l: Locale) -> String {
        match self {
            Self::All => say!(l, "timeline-all"),
            Self::Public => say!(l, "timeline-public"),
            Self::Notes => say!(l, "timeline-notes"),
            Self::Events => say!(l, "timeline-events"),
        }
    }

    /// Why nothing is there.
    fn empty(self, l: Locale) -> String {
        match self {
            Self::Notes => say!(l, "timeline-no-notes"),
            Self::Events => say!(l, "timeline-no-events"),
            Self::All | Self::Public => say!(l, "timeline-no-words"),
        }
    }
}

/// A choice of what is shown.
pub(crate) struct Choice {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) current: bool,
}

/// The bar above a conversation.
pub(crate) struct Timeline {
    pub(crate) choices: Vec<Choice>,
    /// Where the first answer by staff is.
    pub(crate) first_reply: Option<String>,
    /// What is said where nothing is shown.
    pub(crate) empty: Option<String>,
}

impl Timeline {
    /// The bar of the page at `place`, whose list is `query`; `shown` lines are on it.
    pub(crate) fn new(l: Locale, place: &str, query: &str, only: Only, shown: usize) -> Self {
        let choice = |one: Only| {
            let more = if one == Only::All { String::new() } else { format!("&only={}", one.word()) };
            Choice { label: one.label(l), href: format!("{place}{query}{more}"), current: one == only }
        };
        Self {
            choices: Only::EACH.into_iter().map(choice).collect(),
            first_reply: None,
            empty: (shown == 0).then(|| only.empty(l)),
        }
    }
}

/// The message that answered first (A13), if there was one and it is kept.
pub(crate) async fn first_reply(app: &App, loaded: &Loaded) -> Result<Option<MessageId>, Problem> {
    let Some((at, by)) = loaded.activity.first_reply else { return Ok(None) };
    let before = MessageId(MessageId::earliest(at).0.saturating_sub(1));
    let near = app.desk.store().lines(loaded.ticket.key, Some(before), OF_ONE_INSTANT).await?;
    Ok(near.into_iter().find(|line| line.author == by).map(|line| line.message))
}
