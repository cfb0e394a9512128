//! Which walks a list is made of.

use crate::sql::Engine;
use desk::ports::{Filter, Order, Show};
use ticket::{
    Priority, TagId, TypeId, UserId,
    query::{Check, Compare, Condition},
};

/// Walks of a list at most; what would need more is told apart while walking.
const MOST_ARMS: usize = 24;

/// Whose tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Worker {
    #[default]
    Any,
    /// Claimed by this person.
    Claimed(UserId),
    /// Assigned to this person, and not claimed by them: those are in the other walk.
    AssignedOnly(UserId),
}

/// One walk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arm {
    /// Open tickets, or closed ones.
    pub open: bool,
    /// Of this type.
    pub kind: Option<TypeId>,
    /// Of this person.
    pub worker: Worker,
    /// Of this priority.
    pub urgency: Option<u8>,
    /// With this tag.
    pub tag: Option<TagId>,
    /// Only those that were rated.
    pub rated: bool,
}

/// The walks of a list. Open tickets are few, and walked at once; closed ones are walked along the index of the narrowest filter.
pub fn of(filter: &Filter) -> Vec<Arm> {
    let workers = match filter.worker {
        Some(user) => vec![Worker::Claimed(user), Worker::AssignedOnly(user)],
        None => vec![Worker::Any],
    };
    let mut arms = Vec::new();
    for worker in workers {
        let arm = Arm { worker, ..Arm::default() };
        if filter.show != Show::Closed {
            arms.push(Arm { open: true, ..arm });
        }
        if filter.show != Show::Open {
            arms.extend(closed(filter, arm));
        }
    }
    arms
}

fn closed(filter: &Filter, arm: Arm) -> Vec<Arm> {
    if arm.worker != Worker::Any || works(filter) {
        return vec![arm];
    }
    if by_activity(filter.order) && alone(filter).any(|of| matches!(of, Condition::Rating(..))) {
        return vec![Arm { rated: true, ..arm }];
    }
    if by_activity(filter.order)
        && let Some(tag) = tag(filter)
    {
        return vec![Arm { tag: Some(tag), ..arm }];
    }
    let kinds = types(filter);
    if let Some(kinds) = kinds.filter(|kinds| (1..=MOST_ARMS).contains(&kinds.len())) {
        return kinds.into_iter().map(|kind| Arm { kind: Some(kind), ..arm }).collect();
    }
    match urgencies(filter).filter(|_| by_activity(filter.order)) {
        Some(urgencies) => {
            urgencies.into_iter().map(|urgency| Arm { urgency: Some(urgency), ..arm }).collect()
        }
        None => vec![arm],
    }
}

/// Whether the order is that of the last activity, in whichever direction.
fn by_activity(order: Order) -> bool {
    matches!(order, Order::Latest | Order::Quiet)
}

/// The check that must hold, where a list has only one, and not its opposite.
fn alone(filter: &Filter) -> impl Iterator<Item = &Condition> {
    filter.checks.iter().filter_map(|any| match any.as_slice() {
        [Check { not: false, of }] => Some(of),
        _ => None,
    })
}

/// Whether people narrow it down: their index is narrow enough.
fn works(filter: &Filter) -> bool {
    let by_check = alone(filter).any(|of| match of {
        Condition::Assignee(users) | Condition::Claimer(users) | Condition::From(users) => !users.is_empty(),
        Condition::Number(_) => true,
        _ => false,
    });
    filter.assignee.is_some() || filter.claimer.is_some() || filter.opener.is_some() || by_check
}

fn tag(filter: &Filter) -> Option<TagId> {
    alone(filter).find_map(|of| match of {
        Condition::Tags(tags) => match tags.as_slice() {
            [tag] => Some(*tag),
            _ => None,
        },
        _ => None,
    })
}

/// The types that can be in it; all if there is no such filter.
fn types(filter: &Filter) -> Option<Vec<TypeId>> {
    let mut types = filter.types.clone();
    for of in alone(filter) {
        if let Condition::Types(only) = of {
            types = Some(match types {
                Some(types) => types.into_iter().filter(|kind| only.contains(kind)).collect(),
                None => only.clone(),
            });
        }
    }
    types
}

fn urgencies(filter: &Filter) -> Option<Vec<u8>> {
    let (compare, wanted) = alone(filter).find_map(|of| match of {
        Condition::Priority(compare, priority) => Some((*compare, *priority)),
        _ => None,
    })?;
    let fits = |priority: &Priority| match compare {
        Compare::Above => *priority > wanted,
        Compare::AtLeast => *priority >= wanted,
        Compare::Equal => *priority == wanted,
        Compare::AtMost => *priority <= wanted,
        Compare::Below => *priority < wanted,
    };
    let urgencies: Vec<u8> = Priority::ALL.into_iter().filter(fits).map(|priority| priority as u8).collect();
    (!urgencies.is_empty()).then_some(urgencies)
}

impl Arm {
    /// Where it walks. SQLite keeps no statistics here, so it is told the index.
    pub fn from(&self, engine: Engine, order: Order) -> String {
        if self.tag.is_some() {
            return "ticket_tag g JOIN ticket t ON t.guild = g.guild AND t.number = g.number".to_owned();
        }
        if engine == Engine::Postgres || self.open {
            return "ticket t".to_owned();
        }
        let narrowest = match self.worker {
            Worker::Claimed(_) => "ticket_closed_claimer",
            Worker::AssignedOnly(_) => "ticket_closed_only",
            Worker::Any if self.kind.is_some() => "ticket_closed_type",
            Worker::Any if self.urgency.is_some() => return "ticket t INDEXED BY ticket_urgent".to_owned(),
            Worker::Any if self.rated => return "ticket t INDEXED BY ticket_rated".to_owned(),
            Worker::Any => return "ticket t".to_owned(),
        };
        let ordered = match order {
            Order::Latest | Order::Quiet => "",
            Order::Urgent | Order::Calm => "_urgent",
            Order::Newest | Order::Oldest => "_number",
        };
        format!("ticket t INDEXED BY {narrowest}{ordered}")
    }

    /// The table whose columns it is ordered by.
    pub fn ordered(&self) -> &'static str {
        if self.tag.is_some() { "g" } else { "t" }
    }
}
