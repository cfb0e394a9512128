//! The views of the inbox: words of the address, and what each holds.

use crate::{actor::InGuild, pages::search::Asking};
use desk::ports::{Counts, Filter, NextWord, Order, Show};
use serde::Deserialize;
use ticket::{
    Timestamp, TypeId,
    query::{Check, Condition, Is, Sought},
    say,
    settings::Locale,
};

/// Which tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Pick {
    Mine,
    Unassigned,
    Us,
    Member,
    Overdue,
    Snoozed,
    #[default]
    Open,
    Closed,
}

impl Pick {
    pub(crate) const ALL: [Self; 8] = [
        Self::Mine,
        Self::Unassigned,
        Self::Us,
        Self::Member,
        Self::Overdue,
        Self::Snoozed,
        Self::Open,
        Self::Closed,
    ];

    /// The word in the address, which is the icon's name as well.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Us => "us",
            Self::Member => "member",
            Self::Overdue => "overdue",
            Self::Snoozed => "snoozed",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Open => "inbox",
            other => other.word(),
        }
    }

    /// The key after `g` that goes there.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Mine => "m",
            Self::Unassigned => "u",
            Self::Us => "w",
            Self::Member => "b",
            Self::Overdue => "d",
            Self::Snoozed => "s",
            Self::Open => "o",
            Self::Closed => "c",
        }
    }

    pub(crate) fn label(self, l: Locale) -> String {
        match self {
            Self::Mine => say!(l, "web-show-mine"),
            Self::Unassigned => say!(l, "web-show-unassigned"),
            Self::Us => say!(l, "web-show-us"),
            Self::Member => say!(l, "web-show-member"),
            Self::Overdue => say!(l, "web-show-overdue"),
            Self::Snoozed => say!(l, "web-show-snoozed"),
            Self::Open => say!(l, "web-show-open"),
            Self::Closed => say!(l, "web-show-closed"),
        }
    }

    /// How many there are; closed ones are not counted for a list.
    pub(crate) fn count(self, counts: Counts) -> Option<u64> {
        match self {
            Self::Mine => Some(counts.mine),
            Self::Unassigned => Some(counts.unassigned),
            Self::Us => Some(counts.for_us),
            Self::Member => Some(counts.for_member),
            Self::Overdue => Some(counts.overdue),
            Self::Snoozed => Some(counts.snoozed),
            Self::Open => Some(counts.open),
            Self::Closed => None,
        }
    }

    /// What is overdue: its time has passed.
    fn late(now: Timestamp) -> Vec<Check> {
        vec![Check { not: false, of: Condition::Due(None, Some(now)) }]
    }

    fn filter(self, here: &InGuild, now: Timestamp) -> Filter {
        let all = Filter { types: here.types_seen(), ..Filter::default() };
        let awake = Filter { snoozed: Some(false), ..all.clone() };
        match self {
            Self::Mine => Filter { worker: Some(here.person.user), ..awake },
            Self::Unassigned => Filter { unassigned: true, ..awake },
            Self::Us => Filter { waiting: Some(NextWord::ForUs), ..awake },
            Self::Member => Filter { waiting: Some(NextWord::ForMember), ..awake },
            Self::Snoozed => Filter { snoozed: Some(true), ..all },
            Self::Overdue => Filter { checks: vec![Self::late(now)], ..all },
            Self::Open => all,
            Self::Closed => Filter { show: Show::Closed, ..all },
        }
    }

    /// What an empty list teaches.
    pub(crate) fn empty(self, here: &InGuild) -> (String, String) {
        let l = here.signed.prefs.locale;
        match self {
            Self::Mine => (say!(l, "web-empty-mine"), say!(l, "web-empty-mine-text")),
            Self::Unassigned => (say!(l, "web-empty-unassigned"), say!(l, "web-empty-unassigned-text")),
            Self::Us => (say!(l, "web-empty-us"), say!(l, "web-empty-us-text")),
            Self::Member => (say!(l, "web-empty-member"), say!(l, "web-empty-member-text")),
            Self::Overdue => (say!(l, "web-empty-overdue"), say!(l, "web-empty-overdue-text")),
            Self::Snoozed => (say!(l, "web-empty-snoozed"), say!(l, "web-empty-snoozed-text")),
            Self::Closed => (say!(l, "web-empty-closed"), say!(l, "web-empty-closed-text")),
            Self::Open if !here.config.config.settings.enabled => {
                (say!(l, "web-empty-off"), say!(l, "web-empty-off-text"))
            }
            Self::Open => (say!(l, "web-empty-open"), say!(l, "web-empty-open-text")),
        }
    }
}

/// In which order, by its word in the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    #[default]
    Latest,
    Urgent,
    Newest,
    Oldest,
    /// The other way round than [`Self::Latest`].
    Quiet,
    /// The other way round than [`Self::Urgent`].
    Calm,
}

impl Sort {
    /// What the inbox offers.
    pub(crate) const ALL: [Self; 5] = [Self::Latest, Self::Urgent, Self::Newest, Self::Oldest, Self::Quiet];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Latest => "latest",
            Self::Urgent => "urgent",
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Quiet => "quiet",
            Self::Calm => "calm",
        }
    }

    pub(crate) fn label(self, l: Locale) -> String {
        match self {
            Self::Latest => say!(l, "web-sort-latest"),
            Self::Urgent => say!(l, "web-sort-urgent"),
            Self::Newest => say!(l, "web-sort-newest"),
            Self::Oldest => say!(l, "web-sort-oldest"),
            Self::Quiet => say!(l, "search-sort-quiet"),
            Self::Calm => say!(l, "search-sort-calm"),
        }
    }

    pub(crate) fn order(self) -> Order {
        match self {
            Self::Latest => Order::Latest,
            Self::Urgent => Order::Urgent,
            Self::Newest => Order::Newest,
            Self::Oldest => Order::Oldest,
            Self::Quiet => Order::Quiet,
            Self::Calm => Order::Calm,
        }
    }
}

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub(crate) show: Pick,
    /// Only tickets of this type.
    #[serde(default, rename = "type")]
    pub(crate) kind: Option<u32>,
    /// Words to look for.
    #[serde(default)]
    pub(crate) q: String,
    #[serde(default)]
    pub(crate) sort: Sort,
    /// Where the page starts, as the one before it said.
    pub(crate) after: Option<String>,
    /// Where it ends at the latest.
    pub(crate) until: Option<String>,
    /// Whether it is a list that is scrolled on: it needs the rows only.
    #[serde(default)]
    pub(crate) further: bool,
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

    /// What the list holds. A type that the reader may not see gives nothing.
    fn filter(&self, here: &InGuild, now: Timestamp) -> Filter {
        let mut filter = self.show.filter(here, now);
        if let Some(kind) = self.kind.map(TypeId) {
            let seen = filter.types.as_ref().is_none_or(|types| types.contains(&kind));
            filter.types = Some(if seen { vec![kind] } else { Vec::new() });
        }
        filter.order = self.sort.order();
        filter
    }

    /// The list with more conditions. Who searches in all open ones looks for any ticket.
    fn checked(&self, here: &InGuild, checks: Vec<Vec<Check>>, now: Timestamp) -> Filter {
        let mut filter = self.filter(here, now);
        if self.show == Pick::Open {
            filter.show = Show::All;
        }
        filter.checks.extend(checks);
        filter
    }

    /// The same list as conditions beside what is searched for. Who searches in all open ones looks for any ticket.
    fn narrowed(&self, here: &InGuild, mut sought: Sought, now: Timestamp) -> Sought {
        let me = vec![here.person.user];
        let one = |of| Check { not: false, of };
        let awake = || vec![Check { not: true, of: Condition::Is(Is::Snoozed) }];
        let of_view = match self.show {
            Pick::Mine => vec![
                vec![one(Condition::Claimer(me.clone())), one(Condition::Assignee(me))],
                vec![one(Condition::Is(Is::Open))],
                awake(),
            ],
            Pick::Unassigned => vec![vec![one(Condition::Is(Is::Unassigned))], awake()],
            Pick::Snoozed => vec![vec![one(Condition::Is(Is::Snoozed))]],
            Pick::Us => vec![vec![one(Condition::Is(Is::NeedsReply))]],
            Pick::Member => vec![vec![one(Condition::Is(Is::Waiting))]],
            Pick::Overdue => vec![Pick::late(now)],
            Pick::Open => Vec::new(),
            Pick::Closed => vec![vec![one(Condition::Is(Is::Closed))]],
        };
        sought.checks.extend(of_view);
        sought.checks.extend(self.kind.map(|kind| vec![one(Condition::Types(vec![TypeId(kind)]))]));
        sought
    }
}

impl Asked {
    /// The address's query: this list, with parts changed.
    pub(crate) fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("show", self.show.word());
        if let Some(kind) = self.kind {
            query.append_pair("type", &kind.to_string());
        }
        if !self.q.trim().is_empty() {
            query.append_pair("q", &self.q);
        }
        if self.sort != Sort::default() {
            query.append_pair("sort", self.sort.word());
        }
        format!("?{}", query.finish())
    }
}
