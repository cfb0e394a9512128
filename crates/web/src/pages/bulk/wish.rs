//! One act for many tickets, as the bar of a list names it: `claim`, `priority:high`, `tag:3`.

use crate::{
    actor::InGuild,
    done::What,
    error::Problem,
    state::App,
    view::{priority, status},
};
use ticket::{Command, Person, Priority, Ticket, UserId, batch::Act, say, settings::Locale};

/// What is wished.
pub(crate) struct Wish {
    pub(crate) act: Act,
    reason: Option<String>,
    /// Who is to be the case worker, if they are here.
    person: Option<Box<Person>>,
    /// What they are called; their id if nobody knows.
    name: String,
}

impl Wish {
    /// Reads `word` or `word:value`. Nothing for what there is not.
    pub(crate) async fn read(
        app: &App,
        here: &InGuild,
        text: &str,
        reason: Option<String>,
    ) -> Result<Option<Self>, Problem> {
        let Some(wish) = Self::of(app, here, text).await? else { return Ok(None) };
        let gone = matches!(wish.act, Act::Assign(Some(_))) && wish.person.is_none();
        Ok((!gone).then_some(Self { reason, ..wish }))
    }

    /// What was wished once, for showing it.
    pub(crate) async fn of(app: &App, here: &InGuild, text: &str) -> Result<Option<Self>, Problem> {
        let Some(act) = Act::read(text) else { return Ok(None) };
        let mut wish = Self { act, reason: None, person: None, name: String::new() };
        if let Act::Assign(Some(user)) = act {
            let member = app.desk.store().member(here.guild.id, user).await?;
            wish.name = member.as_ref().map_or_else(|| user.to_string(), |member| member.name.clone());
            let member = member.filter(|member| member.present);
            wish.person = member.map(|member| Box::new(here.guild.person(&member)));
        }
        Ok(Some(wish))
    }

    /// What would be commanded of one ticket.
    pub(crate) fn command(&self) -> Command {
        match self.act {
            Act::Claim => Command::Claim,
            Act::Release => Command::Unclaim,
            Act::Assign(_) => self.person.clone().map_or(Command::Unassign, |to| Command::Assign { to }),
            Act::Priority(level) => Command::SetPriority(level),
            Act::Tag(tag) => Command::Tag(tag),
            Act::Untag(tag) => Command::Untag(tag),
            Act::Move(to) => Command::Move { to },
            Act::Close => Command::Close { reason: self.reason.clone() },
            Act::Reopen => Command::Reopen,
            Act::NoReply => Command::NoReplyNeeded,
            Act::Snooze(until) => Command::Snooze { until },
        }
    }

    pub(crate) fn what(&self) -> What {
        match self.act {
            Act::Claim => What::Claimed,
            Act::Release => What::Released,
            Act::Assign(_) => What::Assigned,
            Act::Priority(_) => What::Priority,
            Act::Tag(_) | Act::Untag(_) => What::Tags,
            Act::Move(_) => What::Moved,
            Act::Close => What::Closed,
            Act::Reopen => What::Reopened,
            Act::NoReply => What::NoReply,
            Act::Snooze(_) => What::Snoozed,
        }
    }

    /// Whether it tells members, who cannot be untold.
    pub(crate) fn closes(&self) -> bool {
        self.act == Act::Close
    }

    /// What is asked, as a heading and on the button.
    pub(crate) fn title(&self, l: Locale, here: &InGuild, count: usize) -> String {
        let config = &here.config.config;
        let tag = |tag| config.tag(tag).map_or_else(|| format!("#{tag}"), |tag| tag.name.clone());
        match self.act {
            Act::Claim => say!(l, "bulk-claim-title", count = count),
            Act::Release => say!(l, "bulk-release-title", count = count),
            Act::Assign(Some(_)) => say!(l, "bulk-assign-title", count = count, name = &self.name),
            Act::Assign(None) => say!(l, "bulk-unassign-title", count = count),
            Act::Priority(level) => {
                say!(l, "bulk-priority-title", count = count, priority = priority(l, level).1)
            }
            Act::Tag(of) => say!(l, "bulk-tag-title", count = count, tag = tag(of)),
            Act::Untag(of) => say!(l, "bulk-untag-title", count = count, tag = tag(of)),
            Act::Move(to) => {
                let name = config.type_or_removed(to).name.clone();
                say!(l, "bulk-move-title", count = count, name = name)
            }
            Act::Close => say!(l, "bulk-close-title", count = count),
            Act::Reopen => say!(l, "bulk-reopen-title", count = count),
            Act::NoReply => say!(l, "bulk-no-reply-title", count = count),
            Act::Snooze(None) => say!(l, "bulk-snooze-title", count = count),
            Act::Snooze(Some(until)) => {
                let until = here.signed.prefs.moment(until);
                say!(l, "bulk-snooze-until-title", count = count, until = until)
            }
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
        match self.act {
            Act::Claim | Act::Release => {
                pair(&|one| one.claim.as_ref().map_or_else(nobody, |claim| claim.name.clone()))
            }
            Act::Assign(_) => pair(&|one| one.assignee.map_or_else(nobody, name)),
            Act::Priority(_) => pair(&|one| priority(l, one.priority).1),
            Act::Tag(_) | Act::Untag(_) => pair(&|one| {
                let names = one.tags.iter().filter_map(|tag| config.tag(*tag)).map(|tag| tag.name.as_str());
                let names: Vec<&str> = names.collect();
                if names.is_empty() { say!(l, "web-none") } else { names.join(", ") }
            }),
            Act::Move(_) => pair(&|one| config.type_or_removed(one.ticket_type).name.clone()),
            Act::NoReply => (say!(l, "web-needs-reply"), say!(l, "web-no-reply-state")),
            Act::Snooze(_) => pair(&|one| match one.snoozed.as_ref().map(|snooze| snooze.until) {
                None => say!(l, "bulk-in-sight"),
                Some(None) => say!(l, "web-snoozed-reply"),
                Some(Some(until)) => say!(l, "web-snoozed-until", until = here.signed.prefs.moment(until)),
            }),
            Act::Close | Act::Reopen => pair(&|one| status(l, one).1),
        }
    }
}

/// A priority by its word.
pub(crate) fn level(word: &str) -> Option<Priority> {
    [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent]
        .into_iter()
        .find(|level| priority(Locale::English, *level).0 == word)
}
