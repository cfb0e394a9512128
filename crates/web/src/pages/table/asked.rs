//! What the address of the table asks for. The address is the whole of it: who opens it sees the same.

use crate::{
    actor::InGuild,
    pages::{inbox::Sort, search::Asking},
};
use desk::ports::{Filter, Show};
use serde::Deserialize;
use ticket::{
    Priority, TagId, Timestamp, TypeId, UserId,
    query::{Check, Compare, Condition, Is, Sought},
};

/// Which by state; open ones without a choice (M52).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    #[default]
    Open,
    Closed,
    All,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub(super) status: Status,
    /// A type's number; any if empty.
    #[serde(default, rename = "type")]
    pub(super) kind: String,
    /// An account, `none`, or any if empty.
    #[serde(default)]
    pub(super) worker: String,
    /// A priority's word; any if empty.
    #[serde(default)]
    pub(super) priority: String,
    /// A tag's number; any if empty.
    #[serde(default)]
    pub(super) tag: String,
    #[serde(default)]
    pub(super) sort: Sort,
    /// Words and filters, as typed.
    #[serde(default)]
    pub(super) q: String,
    pub(super) after: Option<String>,
    /// Where it ends at the latest.
    pub(super) until: Option<String>,
    /// Whether it is a list that is scrolled on: it needs the rows only.
    #[serde(default)]
    pub(super) further: bool,
}

fn one(of: Condition) -> Vec<Check> {
    vec![Check { not: false, of }]
}

impl Asked {
    fn priority(&self) -> Option<Priority> {
        Priority::named(&self.priority)
    }

    fn tag(&self) -> Option<TagId> {
        self.tag.parse().ok().map(TagId)
    }

    fn show(&self) -> Show {
        match self.status {
            Status::Open => Show::Open,
            Status::Closed => Show::Closed,
            Status::All => Show::All,
        }
    }

    /// The address of this table, from its first row or from `after`.
    pub(super) fn href(&self, guild: &str, after: Option<&str>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let status = match self.status {
            Status::Open => "",
            Status::Closed => "closed",
            Status::All => "all",
        };
        let sort = if self.sort == Sort::default() { "" } else { self.sort.word() };
        let parts = [
            ("status", status),
            ("type", &self.kind),
            ("worker", &self.worker),
            ("priority", &self.priority),
            ("tag", &self.tag),
            ("q", self.q.trim()),
            ("sort", sort),
            ("after", after.unwrap_or_default()),
        ];
        for (name, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        let query = query.finish();
        if query.is_empty() { format!("/g/{guild}/all") } else { format!("/g/{guild}/all?{query}") }
    }
}

impl Asking for Asked {
    fn typed(&self) -> &str {
        &self.q
    }

    fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    fn until(&self) -> Option<&str> {
        self.until.as_deref()
    }

    /// The list, without what was typed.
    fn filter(&self, here: &InGuild, _: Timestamp) -> Filter {
        let seen = here.types_seen();
        let kind = self.kind.parse().ok().map(TypeId);
        let types = match (kind, seen) {
            (Some(kind), Some(seen)) => Some(seen.into_iter().filter(|one| *one == kind).collect()),
            (Some(kind), None) => Some(vec![kind]),
            (None, seen) => seen,
        };
        let priority = self.priority().map(|is| one(Condition::Priority(Compare::Equal, is)));
        let tag = self.tag().map(|tag| one(Condition::Tags(vec![tag])));
        Filter {
            show: self.show(),
            types,
            worker: self.worker.parse().ok().map(UserId),
            unassigned: self.worker == "none",
            checks: priority.into_iter().chain(tag).collect(),
            order: self.sort.order(),
            ..Filter::default()
        }
    }

    /// The list with more conditions. Who searches in all open ones looks for any ticket.
    fn checked(&self, here: &InGuild, checks: Vec<Vec<Check>>, now: Timestamp) -> Filter {
        let mut filter = self.filter(here, now);
        filter.checks.extend(checks);
        if self.status == Status::Open {
            filter.show = Show::All;
        }
        filter
    }

    /// What was typed, narrowed by the same filters.
    fn narrowed(&self, _: &InGuild, mut sought: Sought, _: Timestamp) -> Sought {
        let checks = &mut sought.checks;
        match self.status {
            // Who types words looks for any ticket until they choose.
            Status::Open | Status::All => {}
            Status::Closed => checks.push(one(Condition::Is(Is::Closed))),
        }
        checks.extend(self.kind.parse().ok().map(|kind| one(Condition::Types(vec![TypeId(kind)]))));
        checks.extend(self.priority().map(|is| one(Condition::Priority(Compare::Equal, is))));
        checks.extend(self.tag().map(|tag| one(Condition::Tags(vec![tag]))));
        if self.worker == "none" {
            checks.push(one(Condition::Assignee(Vec::new())));
            checks.push(one(Condition::Claimer(Vec::new())));
        } else if let Ok(user) = self.worker.parse() {
            let users = vec![UserId(user)];
            let mut either = one(Condition::Claimer(users.clone()));
            either.extend(one(Condition::Assignee(users)));
            checks.push(either);
        }
        sought
    }
}
