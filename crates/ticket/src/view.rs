//! A filter that staff keep under a name (definitions A.6): their own, or for all who see the lists.

use crate::{GuildConfig, Person, Refusal, UserId, access, settings::Capability};

/// Views of one person at most, and as many that are shared in a guild.
pub const MOST_VIEWS: usize = 20;
/// Characters of a name.
pub const MAX_NAME: usize = 40;
/// Characters of an icon: one emoji, however it is put together.
pub const MAX_ICON: usize = 12;
/// Bytes of a query.
pub const MAX_QUERY: usize = 1_000;

/// The list that a view is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The inbox.
    Inbox,
    /// The table of all tickets.
    Table,
}

impl List {
    /// The word in addresses and in the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Table => "table",
        }
    }

    /// The list with this word; the inbox for any other.
    pub fn named(word: &str) -> Self {
        if word == "table" { Self::Table } else { Self::Inbox }
    }
}

/// A view that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Counts the guild's views.
    pub id: u32,
    /// Whose it is; shared if absent.
    pub owner: Option<UserId>,
    /// Who made it.
    pub maker: UserId,
    /// Of which list.
    pub list: List,
    /// What it is called.
    pub name: String,
    /// An emoji.
    pub icon: String,
    /// The query of the list's address, without its question mark.
    pub query: String,
}

/// Whether the person may share views: who handles tickets of any type.
pub fn may_share(config: &GuildConfig, person: &Person) -> bool {
    access::capability(config, person) >= Some(Capability::Handle)
        || config.types.iter().any(|kind| access::is_staff(config, kind, person))
}

/// Whether the person may change or remove a view: their own; a shared one if they made it, or may configure.
pub fn may_change(config: &GuildConfig, view: &SavedView, person: &Person) -> bool {
    match view.owner {
        Some(owner) => owner == person.user,
        None => {
            access::may_configure(config, person) || view.maker == person.user && may_share(config, person)
        }
    }
}

/// Whether it can be kept like that.
///
/// # Errors
/// [`Refusal::TextMissing`], [`Refusal::TextTooLong`].
pub fn check(view: &SavedView) -> Result<(), Refusal> {
    if view.name.trim().is_empty() || view.icon.trim().is_empty() {
        return Err(Refusal::TextMissing);
    }
    let long = |text: &str, most: usize| {
        let given = text.chars().count();
        if given > most { Err(Refusal::TextTooLong { most, given }) } else { Ok(()) }
    };
    long(&view.name, MAX_NAME)?;
    long(&view.icon, MAX_ICON)?;
    long(&view.query, MAX_QUERY)
}
