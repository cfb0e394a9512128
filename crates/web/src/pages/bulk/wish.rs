//! One act for many tickets, as the bar of a list names it: `claim`, `priority:high`, `tag:3`.

use crate::{
    actor::InGuild,
    done::What,
    error::Problem,
    state::App,
    view::{priority, status},
};
use ticket::{Command, Person, Priority, TagId, Ticket, TypeId, UserId, say, settings::Locale};

/// What is wished.
pub(crate) enum Wish {
    Claim,
    Release,
    Assign(Option<Box<Person>>),
    Priority(Priority),
    Tag(TagId),
    Untag(TagId),
    Move(TypeId),
    Close(Option<String>),
    Reopen,
}

impl Wish {
    /// Reads `word` or `word:value`. Nothing for what there is not.
    pub(crate) async fn read(
        app: &App,
        here: &InGuild,
        text: &str,
        reason: Option<String>,
    ) -> Result<Option<Self>, Problem> {
        let (word, value) = text.split_once(':').unwrap_or((text, ""));
        Ok(match word {
            "claim" => Some(Self::Claim),
            "release" => Some(Self::Release),
            "assign" if value.is_empty() => Some(Self::Assign(None)),
            "assign" => {
                let user: UserId = value.parse().map_err(|_| Problem::Unclear)?;
                let member = app.desk.store().member(here.guild.id, user).await?;
                let member = member.filter(|member| member.present);
                member.map(|member| Self::Assign(Some(Box::new(here.guild.person(&member)))))
            }
            "priority" => level(value).map(Self::Priority),
            "tag" => value.parse().ok().map(|tag| Self::Tag(TagId(tag))),
            "untag" => value.parse().ok().map(|tag| Self::Untag(TagId(tag))),
            "move" => value.parse().ok().map(|to| Self::Move(TypeId(to))),
            "close" => Some(Self::Close(reason)),
            "reopen" => Some(Self::Reopen),
            _ => None,
        })
    }

    pub(crate) fn command(&self) -> Command {
        match self {
            Self::Claim => Command::Claim,
            Self::Release => Command::Unclaim,
            Self::Assign(Some(to)) => Command::Assign { to: to.clone() },
            Self::Assign(None) => Command::Unassign,
            Self::Priority(level) => Command::SetPriority(*level),
            Self::Tag(tag) => Command::Tag(*tag),
            Self::Untag(tag) => Command::Untag(*tag),
            Self::Move(to) => Command::Move { to: *to },
            Self::Close(reason) => Command::Close { reason: reason.clone() },
            Self::Reopen => Command::Reopen,
        }
    }

    pub(crate) fn what(&self) -> What {
        match self {
            Self::Claim => What::Claimed,
            Self::Release => What::Released,
            Self::Assign(_) => What::Assigned,
            Self::Priority(_) => What::Priority,
            Self::Tag(_) | Self::Untag(_) => What::Tags,
            Self::Move(_) => What::Moved,
            Self::Close(_) => What::Closed,
            Self::Reopen => What::Reopened,
        }
    }

    /// Whether it tells members, who cannot be untold.
    pub(crate) fn closes(&self) -> bool {
        matches!(self, Self::Close(_))
    }

    /// What is asked, as a heading and on the button.
    pub(crate) fn title(&self, l: Locale, here: &InGuild, count: usize) -> String {
        let config = &here.config.config;
        let tag = |tag: &TagId| config.tag(*tag).map_or_else(|| format!("#{tag}"), |tag| tag.name.clone());
        match self {
            Self::Claim => say!(l, "bulk-claim-title", count = count),
            Self::Release => say!(l, "bulk-release-title", count = count),
            Self::Assign(Some(to)) => say!(l, "bulk-assign-title", count = count, name = &to.name),
            Self::Assign(None) => say!(l, "bulk-unassign-title", count = count),
            Self::Priority(level) => {
                say!(l, "bulk-priority-title", count = count, priority = priority(l, *level).1)
            }
            Self::Tag(of) => say!(l, "bulk-tag-title", count = count, tag = tag(of)),
            Self::Untag(of) => say!(l, "bulk-untag-title", count = count, tag = tag(of)),
            Self::Move(to) => {
                let name = config.type_or_removed(*to).name.clone();
                say!(l, "bulk-move-title", count = count, name = name)
            }
            Self::Close(_) => say!(l, "bulk-close-title", count = count),
            Self::Reopen => say!(l, "bulk-reopen-title", count = count),
        }
    }

    /// What changes on a ticket: from what, to what.
    pub(crate) fn change(
        &self,
        l: Locale,
        here: &InGuild,
        before: &Ticket,
        after: &Ticket,
        name: &dyn Fn(UserId) -> String,
    ) -> (String, String) {
        let config = &here.config.config;
        let pair = |of: &dyn Fn(&Ticket) -> String| (of(before), of(after));
        let nobody = || say!(l, "web-nobody");
        match self {
            Self::Claim | Self::Release => {
                pair(&|one| one.claim.as_ref().map_or_else(nobody, |claim| claim.name.clone()))
            }
            Self::Assign(_) => pair(&|one| one.assignee.map_or_else(nobody, name)),
            Self::Priority(_) => pair(&|one| priority(l, one.priority).1),
            Self::Tag(_) | Self::Untag(_) => pair(&|one| {
                let names = one.tags.iter().filter_map(|tag| config.tag(*tag)).map(|tag| tag.name.as_str());
                let names: Vec<&str> = names.collect();
                if names.is_empty() { say!(l, "web-none") } else { names.join(", ") }
            }),
            Self::Move(_) => pair(&|one| config.type_or_removed(one.ticket_type).name.clone()),
            Self::Close(_) | Self::Reopen => pair(&|one| status(l, one).1),
        }
    }
}

/// A priority by its word.
pub(crate) fn level(word: &str) -> Option<Priority> {
    [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent]
        .into_iter()
        .find(|level| priority(Locale::English, *level).0 == word)
}
