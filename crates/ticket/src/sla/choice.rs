//! Which promises hold for a ticket: an ordered list of policies, the first that fits; where none does, those of its type (definitions A.2).

use super::{Policy, Unkeepable};
use crate::{
    Event, GuildConfig, PanelId, Person, Priority, RoleId, TagId, Ticket, Timestamp, TypeId,
    config::{Invalid, ensure, length, why},
    report::{Came, Named, Promise},
    say,
    settings::Locale,
};
use serde::{Deserialize, Serialize};

/// Policies in a guild's list.
pub const MAX_RULES: usize = 30;
/// Characters of a policy's name.
pub const MAX_RULE_NAME: usize = 60;
/// Entries of one condition.
pub const MAX_NAMED: usize = 100;

/// For which tickets a policy holds: one of each list that is not empty. With all of them empty, for every ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct When {
    /// Of these types.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<TypeId>,
    /// Of these priorities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<Priority>,
    /// With one of these tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagId>,
    /// Of a member who held one of these roles when it was opened.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleId>,
    /// Opened from one of these panels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub panels: Vec<PanelId>,
}

impl When {
    /// Whether it holds for a ticket.
    pub fn fits(&self, ticket: &Ticket) -> bool {
        fn one<T: PartialEq>(named: &[T], known: impl Fn(&T) -> bool) -> bool {
            named.is_empty() || named.iter().any(known)
        }
        let came = &ticket.past.came;
        one(&self.types, |of| *of == ticket.ticket_type)
            && one(&self.priorities, |of| *of == ticket.priority)
            && one(&self.tags, |tag| ticket.tags.contains(tag))
            && one(&self.roles, |role| came.roles.contains(role))
            && one(&self.panels, |panel| came.panel == Some(*panel))
    }

    fn longest(&self) -> usize {
        let lists =
            [self.types.len(), self.priorities.len(), self.tags.len(), self.roles.len(), self.panels.len()];
        lists.into_iter().max().unwrap_or_default()
    }
}

/// A policy in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its identity within the guild.
    pub id: u32,
    /// What staff call it.
    pub name: String,
    /// For which tickets.
    #[serde(default)]
    pub when: When,
    /// What is promised. While it is not enabled, it is passed over.
    pub policy: Policy,
}

/// What was chosen: a policy of the list, or the type's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chosen<'a> {
    Rule(&'a Rule),
    Type(TypeId),
}

impl Chosen<'_> {
    fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Rule(one), Self::Rule(other)) => one.id == other.id,
            (Self::Type(one), Self::Type(other)) => one == other,
            _ => false,
        }
    }
}

fn chosen<'a>(config: &'a GuildConfig, ticket: &Ticket) -> Chosen<'a> {
    let fits = |rule: &&Rule| rule.policy.enabled && rule.when.fits(ticket);
    config.policies.iter().find(fits).map_or(Chosen::Type(ticket.ticket_type), Chosen::Rule)
}

/// What is promised for a ticket from now on; nothing where neither a policy fits nor its type's targets are enabled (P117, P118).
///
/// Time counts in the policy's own hours, else in those of the type, else in those of the server.
pub fn promised(config: &GuildConfig, ticket: &Ticket, now: Timestamp) -> Option<Box<Promise>> {
    let kind = config.ticket_type(ticket.ticket_type);
    let (policy, by) = match chosen(config, ticket) {
        Chosen::Rule(rule) => (&rule.policy, Some(Named { id: rule.id, name: rule.name.clone() })),
        Chosen::Type(_) => (&kind?.sla, None),
    };
    let hours = || kind.and_then(|kind| kind.sla.calendar.clone()).or_else(|| config.settings.hours.clone());
    policy.enabled.then(|| {
        let calendar = policy.calendar.clone().or_else(hours);
        Box::new(Promise { since: now, policy: Policy { calendar, ..policy.clone() }, by })
    })
}

/// Every policy by which something may be promised now.
pub fn at_work(config: &GuildConfig) -> impl Iterator<Item = &Policy> {
    let own = config.types.iter().filter(|kind| kind.active).map(|kind| &kind.sla);
    config.policies.iter().map(|rule| &rule.policy).chain(own).filter(|policy| policy.enabled)
}

/// What policies may ask about how a ticket came: of the member's roles only those that a policy names.
pub fn came(config: &GuildConfig, opener: &Person, panel: Option<PanelId>) -> Came {
    let named = |role: &RoleId| config.policies.iter().any(|rule| rule.when.roles.contains(role));
    let mut roles: Vec<RoleId> = opener.roles.iter().copied().filter(named).collect();
    roles.sort_unstable();
    Came { roles, panel }
}

/// These events, with what they change about what is promised behind each that changes it. Another policy holds from the opening on, as
/// another priority does; as long as the choice is the same, a ticket keeps the version that it started with, and a closed one keeps it
/// in any case.
pub(crate) fn rechosen(
    ticket: &Ticket,
    events: Vec<Event>,
    config: &GuildConfig,
    now: Timestamp,
) -> Vec<Event> {
    if !events.iter().any(chooses) {
        return events;
    }
    let mut before = ticket.clone();
    let mut all = Vec::with_capacity(events.len() + 1);
    for event in events {
        let mut after = crate::apply(before.clone(), &event);
        let change = chooses(&event).then(|| change(&before, &after, config, now)).flatten();
        all.push(event);
        if let Some(change) = change {
            after = crate::apply(after, &change);
            all.push(change);
        }
        before = after;
    }
    all
}

/// Whether a condition may hold after it that did not before, or the other way round.
fn chooses(event: &Event) -> bool {
    matches!(
        event,
        Event::PriorityChanged { .. } | Event::Tagged { .. } | Event::Untagged { .. } | Event::Moved { .. }
    )
}

fn change(before: &Ticket, after: &Ticket, config: &GuildConfig, now: Timestamp) -> Option<Event> {
    if !after.is_open() || chosen(config, before).is(chosen(config, after)) {
        return None;
    }
    let promise = promised(config, after, now);
    let what = |promise: &Promise| (promise.by.clone(), promise.policy.clone());
    let differs = promise.as_deref().map(what) != after.past.promise.as_deref().map(what);
    differs.then_some(Event::SlaChanged { promise })
}

/// Checks the list of a configuration.
///
/// # Errors
/// The first rule that is broken.
pub(crate) fn check_all(config: &GuildConfig) -> Result<(), Invalid> {
    let all = &config.policies;
    let whole = |l: Locale| say!(l, "config-whole");
    ensure(all.len() <= MAX_RULES, whole, |l| say!(l, "config-most-policies", most = MAX_RULES))?;
    for (index, rule) in all.iter().enumerate() {
        let here = |l: Locale| place(l, rule);
        length(rule.name.trim(), 1, MAX_RULE_NAME, here, "config-what-name")?;
        let same =
            |other: &Rule| other.id == rule.id || other.name.to_lowercase() == rule.name.to_lowercase();
        ensure(!all[..index].iter().any(same), here, |l| say!(l, "config-policy-twice"))?;
        ensure(rule.when.longest() <= MAX_NAMED, here, |l| say!(l, "config-policy-named", most = MAX_NAMED))?;
        rule.policy.check().map_err(|why| unkeepable(rule, &why))?;
    }
    Ok(())
}

/// Checks the calendars of the list.
///
/// # Errors
/// The first that opens on no day, or names no zone.
pub(crate) fn check_all_at(config: &GuildConfig, now: Timestamp) -> Result<(), Invalid> {
    config
        .policies
        .iter()
        .try_for_each(|rule| rule.policy.check_at(now).map_err(|why| unkeepable(rule, &why)))
}

fn place(l: Locale, rule: &Rule) -> String {
    say!(l, "config-policy", name = &rule.name)
}

fn unkeepable(rule: &Rule, why: &Unkeepable) -> Invalid {
    Invalid::new(
        |l| place(l, rule),
        |l| say!(l, "config-of", what = say!(l, "config-what-times"), why = why::unkeepable(l, why)),
    )
}
