//! Which walks a list is made of.

use super::few::{self, Few};
use crate::sql::Engine;
use desk::ports::{Filter, Order, Show};
use ticket::{
    Priority, TagId, TypeId, UserId,
    query::{Check, Compare, Condition},
};

/// Walks of a list at most; what would need more is told apart while walking.
const MOST_ARMS: usize = 24;
/// Stars of the best rating (P98).
const MOST_STARS: u8 = 5;

/// Whose tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Worker {
    #[default]
    Any,
    /// Claimed by this person.
    Claimed(UserId),
    /// Assigned to this person, and not claimed by them: those are in the other walk.
    AssignedOnly(UserId),
    /// Assigned to this person.
    Assigned(UserId),
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
    /// With so many stars.
    pub stars: Option<u8>,
    /// Opened by this person.
    pub opener: Option<UserId>,
    /// Those that are snoozed.
    pub snoozed: bool,
    /// Of few tickets, which are sorted.
    pub few: Option<Few>,
}

/// The walks of a list. Open tickets are few, and walked at once; closed ones are walked along the index of the narrowest filter.
pub fn of(filter: &Filter, few: Option<Few>) -> Vec<Arm> {
    let workers = match filter.worker {
        Some(user) => vec![Worker::Claimed(user), Worker::AssignedOnly(user)],
        None => vec![Worker::Any],
    };
    let mut arms = Vec::new();
    for worker in workers {
        let arm = Arm { worker, ..Arm::default() };
        if filter.show != Show::Closed {
            arms.push(open(filter, arm));
        }
        if filter.show != Show::Open {
            arms.extend(closed(filter, Arm { few, ..arm }));
        }
    }
    arms
}

fn open(filter: &Filter, arm: Arm) -> Arm {
    let arm = Arm { open: true, snoozed: filter.snoozed == Some(true), ..arm };
    match tag(filter).filter(|_| arm.worker == Worker::Any && !arm.snoozed) {
        Some(tag) if by_activity(filter.order) => Arm { tag: Some(tag), ..arm },
        Some(tag) => Arm { few: Some(Few::Tagged(tag)), ..arm },
        None => arm,
    }
}

fn closed(filter: &Filter, arm: Arm) -> Vec<Arm> {
    if arm.few.is_some() || arm.worker != Worker::Any {
        return vec![arm];
    }
    if works(filter) {
        return of_people(filter, arm);
    }
    if let Some(stars) = stars(filter) {
        return stars.into_iter().map(|stars| Arm { stars: Some(stars), ..arm }).collect();
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
    let by_urgency = matches!(filter.order, Order::Urgent | Order::Calm);
    let each = by_activity(filter.order) || by_urgency && few::since(filter).is_some();
    match urgencies(filter, each).filter(|_| each) {
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
pub fn alone(filter: &Filter) -> impl Iterator<Item = &Condition> {
    filter.checks.iter().filter_map(|any| match any.as_slice() {
        [Check { not: false, of }] => Some(of),
        _ => None,
    })
}

/// Whether people narrow it down: their index is narrow enough.
pub fn works(filter: &Filter) -> bool {
    let by_check = alone(filter).any(|of| match of {
        Condition::Assignee(users) | Condition::Claimer(users) | Condition::From(users) => !users.is_empty(),
        Condition::Number(_) => true,
        _ => false,
    });
    filter.assignee.is_some() || filter.claimer.is_some() || filter.opener.is_some() || by_check
}

/// The walks of a list of some people's tickets: along what each opened, or else claimed, or else was assigned.
fn of_people(filter: &Filter, arm: Arm) -> Vec<Arm> {
    let named = |given: Option<UserId>, read: fn(&Condition) -> Option<&Vec<UserId>>| -> Vec<UserId> {
        given.map(|user| vec![user]).or_else(|| alone(filter).find_map(read).cloned()).unwrap_or_default()
    };
    let openers = named(filter.opener, |of| if let Condition::From(users) = of { Some(users) } else { None });
    let claimers =
        named(filter.claimer, |of| if let Condition::Claimer(users) = of { Some(users) } else { None });
    let assignees =
        named(filter.assignee, |of| if let Condition::Assignee(users) = of { Some(users) } else { None });
    let arms: Vec<Arm> = if !openers.is_empty() {
        openers.into_iter().map(|user| Arm { opener: Some(user), ..arm }).collect()
    } else if !claimers.is_empty() {
        claimers.into_iter().map(|user| Arm { worker: Worker::Claimed(user), ..arm }).collect()
    } else {
        assignees.into_iter().map(|user| Arm { worker: Worker::Assigned(user), ..arm }).collect()
    };
    if (1..=MOST_ARMS).contains(&arms.len()) { arms } else { vec![arm] }
}

/// The tag that all of them have.
pub fn tag(filter: &Filter) -> Option<TagId> {
    filter.checks.iter().find_map(|any| only_tag(any))
}

/// The tag that is asked for by nothing but this.
pub fn only_tag(any: &[Check]) -> Option<TagId> {
    match any {
        [Check { not: false, of: Condition::Tags(tags) }] => match tags.as_slice() {
            [tag] => Some(*tag),
            _ => None,
        },
        _ => None,
    }
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

/// The priorities that can be in it; all of them where each is to be walked.
fn urgencies(filter: &Filter, each: bool) -> Option<Vec<u8>> {
    let condition = alone(filter).find_map(|of| match of {
        Condition::Priority(compare, priority) => Some((*compare, *priority)),
        _ => None,
    });
    let fits =
        |priority: &Priority| condition.is_none_or(|(compare, wanted)| fits(compare, priority, &wanted));
    if condition.is_none() && (!each || by_activity(filter.order)) {
        return None;
    }
    let urgencies: Vec<u8> = Priority::ALL.into_iter().filter(fits).map(|priority| priority as u8).collect();
    (!urgencies.is_empty()).then_some(urgencies)
}

/// The numbers of stars that can be in it.
fn stars(filter: &Filter) -> Option<Vec<u8>> {
    let (compare, wanted) = alone(filter).find_map(|of| match of {
        Condition::Rating(compare, stars) => Some((*compare, *stars)),
        _ => None,
    })?;
    let stars: Vec<u8> = (1..=MOST_STARS).filter(|stars| fits(compare, stars, &wanted)).collect();
    (!stars.is_empty()).then_some(stars)
}

fn fits<T: PartialOrd>(compare: Compare, one: &T, wanted: &T) -> bool {
    match compare {
        Compare::Above => one > wanted,
        Compare::AtLeast => one >= wanted,
        Compare::Equal => one == wanted,
        Compare::AtMost => one <= wanted,
        Compare::Below => one < wanted,
    }
}

impl Arm {
    /// The tag that all that it meets have.
    pub fn tagged(&self) -> Option<TagId> {
        match self.few {
            Some(Few::Tagged(tag)) => Some(tag),
            _ => self.tag,
        }
    }

    /// Where it walks. SQLite keeps no statistics here, so it is told the index.
    pub fn from(&self, engine: Engine, order: Order) -> String {
        if let Some(few) = self.few {
            return few.from(engine).to_owned();
        }
        if self.tag.is_some() {
            return "ticket_tag g JOIN ticket t ON t.guild = g.guild AND t.number = g.number".to_owned();
        }
        if engine == Engine::Sqlite && self.snoozed {
            return "ticket t INDEXED BY ticket_snoozed".to_owned();
        }
        if engine == Engine::Postgres {
            return "ticket t".to_owned();
        }
        if self.open {
            // Left to itself it walks all tickets by their numbers, closed ones too, to find the few that are open.
            let ordered = match order {
                Order::Latest | Order::Quiet => "ticket_latest",
                Order::Urgent | Order::Calm => "ticket_urgent",
                Order::Newest | Order::Oldest => "ticket_open_number",
            };
            return format!("ticket t INDEXED BY {ordered}");
        }
        let narrowest = match self.worker {
            Worker::Claimed(_) => "ticket_closed_claimer",
            Worker::Assigned(_) => "ticket_closed_assignee",
            Worker::AssignedOnly(_) => "ticket_closed_only",
            Worker::Any if self.opener.is_some() => return "ticket t INDEXED BY ticket_opener".to_owned(),
            Worker::Any if self.kind.is_some() => "ticket_closed_type",
            Worker::Any if self.urgency.is_some() => return "ticket t INDEXED BY ticket_urgent".to_owned(),
            Worker::Any if self.stars.is_some() => "ticket_closed_stars",
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
