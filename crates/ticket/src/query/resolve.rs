//! Names become ids, dates become instants.

use super::{
    Check, Clause, Compare, Condition, Filter, Is, MAX_NAMED, Misread, Place, Query, Sla, Sought, When, Who,
};
use crate::{GuildConfig, TagId, Timestamp, TypeId, UserId, calendar::Zone, report::period};
use std::collections::BTreeMap;

/// What "soon" means for a response promise: two hours, in milliseconds.
pub const SOON: i64 = 2 * 60 * 60_000;

/// What a query is read with.
#[derive(Debug)]
pub struct Around<'a> {
    /// Types and tags.
    pub config: &'a GuildConfig,
    /// The reader.
    pub me: UserId,
    /// Whether the reader works here.
    pub staff: bool,
    /// Now.
    pub now: Timestamp,
    /// The zone that days are of.
    pub zone: &'a Zone,
    /// Names of people, as they were typed, and who has them.
    pub people: &'a BTreeMap<String, Vec<UserId>>,
}

impl Query {
    /// The names of people in it, for [`Around::people`].
    pub fn people(&self) -> Vec<&str> {
        let tests = self.clauses.iter().filter_map(|clause| match clause {
            Clause::Tests(tests) => Some(tests),
            _ => None,
        });
        let named = tests.flatten().filter_map(|test| match &test.filter {
            Filter::Assignee(Who::Named(name))
            | Filter::Claimer(Who::Named(name))
            | Filter::From(Who::Named(name)) => Some(name.as_str()),
            _ => None,
        });
        named.collect()
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}

/// Puts ids and instants in the place of names and dates.
///
/// # Errors
/// [`Misread`] for a name that nothing here has, and for what only staff can ask.
pub fn resolve(query: &Query, around: &Around<'_>) -> Result<Sought, Misread> {
    if query.place == Place::Notes && !around.staff {
        return Err(Misread::StaffOnly);
    }
    let mut sought = Sought { place: query.place, ..Sought::default() };
    for clause in &query.clauses {
        match clause {
            Clause::Words(any) => sought.words.push(any.clone()),
            Clause::Without(phrase) => sought.without.push(phrase.clone()),
            Clause::Tests(any) => {
                let checks =
                    any.iter().map(|test| Ok(Check { not: test.not, of: condition(&test.filter, around)? }));
                sought.checks.push(checks.collect::<Result<_, _>>()?);
            }
        }
    }
    Ok(sought)
}

fn condition(filter: &Filter, around: &Around<'_>) -> Result<Condition, Misread> {
    Ok(match filter {
        Filter::Is(Is::Snoozed) if !around.staff => return Err(Misread::StaffOnly),
        Filter::Is(state) => Condition::Is(*state),
        Filter::Type(name) => Condition::Types(types(name, around.config)?),
        Filter::Tag(name) => Condition::Tags(tags(name, around.config)?),
        Filter::Priority(compare, priority) => Condition::Priority(*compare, *priority),
        Filter::Assignee(who) => Condition::Assignee(people("assignee", who, around)?),
        Filter::Claimer(who) => Condition::Claimer(people("claimer", who, around)?),
        Filter::From(who) => Condition::From(people("from", who, around)?),
        Filter::Opened(compare, when) => {
            let (from, to) = span(*compare, *when, around);
            Condition::Opened(from, to)
        }
        Filter::Closed(compare, when) => {
            let (from, to) = span(*compare, *when, around);
            Condition::Closed(from, to)
        }
        // "For more than two hours": the last word is older than that. A bare duration means the same.
        Filter::Waiting(compare, length) => {
            let then = Timestamp(around.now.0 - length);
            match compare {
                Compare::Above | Compare::AtLeast | Compare::Equal => Condition::Quiet(None, Some(then)),
                Compare::Below | Compare::AtMost => Condition::Quiet(Some(then), None),
            }
        }
        Filter::Sla(Sla::Overdue) => Condition::Due(None, Some(around.now)),
        Filter::Sla(Sla::Soon) => Condition::Due(Some(around.now), Some(Timestamp(around.now.0 + SOON))),
        Filter::Sla(Sla::Met) => Condition::Kept,
        Filter::Rating(compare, stars) => Condition::Rating(*compare, *stars),
        Filter::Attachment => Condition::Attachment,
        Filter::Note if !around.staff => return Err(Misread::StaffOnly),
        Filter::Note => Condition::Note,
        Filter::Number(number) => Condition::Number(*number),
    })
}

/// From and before. "7d" is within the last seven days, ">7d" is longer ago; with a day the signs are those of the calendar.
fn span(compare: Compare, when: When, around: &Around<'_>) -> (Option<Timestamp>, Option<Timestamp>) {
    match when {
        When::Ago(length) => {
            let then = Timestamp(around.now.0 - length);
            match compare {
                Compare::Equal | Compare::Below | Compare::AtMost => (Some(then), None),
                Compare::Above | Compare::AtLeast => (None, Some(then)),
            }
        }
        When::Day(day) => {
            let begins = period::begins(around.zone, day);
            let ends = period::begins(around.zone, day.tomorrow().unwrap_or(day));
            match compare {
                Compare::Equal => (Some(begins), Some(ends)),
                Compare::Above => (Some(ends), None),
                Compare::AtLeast => (Some(begins), None),
                Compare::Below => (None, Some(begins)),
                Compare::AtMost => (None, Some(ends)),
            }
        }
    }
}

fn types(name: &str, config: &GuildConfig) -> Result<Vec<TypeId>, Misread> {
    let by_number = name.parse().ok().map(TypeId).filter(|id| config.ticket_type(*id).is_some());
    let mut found: Vec<TypeId> = by_number.into_iter().collect();
    if found.is_empty() {
        found = named(name, config.types.iter().map(|kind| (kind.id, kind.name.as_str())));
    }
    if found.is_empty() {
        Err(Misread::Unknown { filter: "type", value: name.to_owned() })
    } else {
        Ok(found)
    }
}

fn tags(name: &str, config: &GuildConfig) -> Result<Vec<TagId>, Misread> {
    let found = named(name, config.tags.iter().map(|tag| (tag.id, tag.name.as_str())));
    if found.is_empty() { Err(Misread::Unknown { filter: "tag", value: name.to_owned() }) } else { Ok(found) }
}

/// What has this name; else what begins with it. A hyphen stands for a space.
fn named<'a, T: Copy>(name: &str, all: impl Iterator<Item = (T, &'a str)>) -> Vec<T> {
    let plain = |text: &str| text.to_lowercase().replace([' ', '_'], "-");
    let wanted = plain(name);
    let all: Vec<(T, String)> = all.map(|(id, name)| (id, plain(name))).collect();
    let same: Vec<T> = all.iter().filter(|(_, name)| *name == wanted).map(|(id, _)| *id).collect();
    if !same.is_empty() {
        return same;
    }
    let begins = all.iter().filter(|(_, name)| name.starts_with(&wanted));
    begins.map(|(id, _)| *id).take(MAX_NAMED).collect()
}

fn people(filter: &'static str, who: &Who, around: &Around<'_>) -> Result<Vec<UserId>, Misread> {
    match who {
        Who::Me => Ok(vec![around.me]),
        Who::Nobody => Ok(Vec::new()),
        Who::Account(user) => Ok(vec![*user]),
        Who::Named(name) => match around.people.get(name) {
            Some(users) if !users.is_empty() => Ok(users.iter().copied().take(MAX_NAMED).collect()),
            _ => Err(Misread::Unknown { filter, value: name.clone() }),
        },
    }
}
