//! Conditions on a ticket as SQL, for lists and for search: fixed parts, and every value a parameter or a number of ours.

use crate::sql::Arg;
use ticket::{
    TypeId, UserId,
    query::{Check, Compare, Condition, Is},
};

/// Conditions over the columns of `ticket`, which is called `t`, and their values.
pub struct Where {
    sql: String,
    values: Vec<Arg>,
}

impl Where {
    /// Begins with a condition; `values` are its `$1, $2, …`.
    pub fn new(sql: &str, values: Vec<Arg>) -> Self {
        Self { sql: sql.to_owned(), values }
    }

    /// Takes the conditions out and begins anew; values stay.
    pub fn anew(&mut self, sql: &str) -> String {
        std::mem::replace(&mut self.sql, sql.to_owned())
    }

    /// One more condition.
    pub fn and(&mut self, condition: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
    }

    /// The place of a value.
    pub fn value(&mut self, value: impl Into<Arg>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// One of each list must hold.
    pub fn checks(&mut self, checks: &[Vec<Check>]) {
        for any in checks {
            let any: Vec<String> = any.iter().map(|check| self.check(check)).collect();
            self.and(&format!("({})", any.join(" OR ")));
        }
    }

    /// The conditions and their values.
    pub fn parts(self) -> (String, Vec<Arg>) {
        (self.sql, self.values)
    }

    fn check(&mut self, check: &Check) -> String {
        let holds = self.condition(&check.of);
        // What is unknown does not hold, so that its opposite does.
        if check.not { format!("NOT COALESCE({holds}, FALSE)") } else { holds }
    }

    fn condition(&mut self, condition: &Condition) -> String {
        match condition {
            Condition::Is(state) => state_of(*state).to_owned(),
            Condition::Types(types) => among(types),
            Condition::Tags(tags) => {
                let list: Vec<String> = tags.iter().map(ToString::to_string).collect();
                format!(
                    "EXISTS (SELECT 1 FROM ticket_tag g WHERE g.guild = t.guild AND g.number = t.number AND g.tag IN ({}))",
                    list.join(", ")
                )
            }
            Condition::Priority(compare, priority) => {
                format!("t.urgency {} {}", sign(*compare), *priority as u8)
            }
            Condition::Assignee(users) => self.people("t.assignee", users),
            Condition::Claimer(users) => self.people("t.claimer", users),
            Condition::From(users) => self.people("t.opener", users),
            Condition::Opened(from, to) => {
                self.between("t.opened_at", from.map(|at| at.0), to.map(|at| at.0))
            }
            Condition::Closed(from, to) => {
                let between = self.between("t.closed_at", from.map(|at| at.0), to.map(|at| at.0));
                format!("(t.is_open = 0 AND {between})")
            }
            Condition::Quiet(from, to) => {
                let between = self.between("t.last_at", from.map(|at| at.0), to.map(|at| at.0));
                format!("(t.is_open = 1 AND {between})")
            }
            Condition::Due(from, to) => {
                let between = self.between("t.due_at", from.map(|at| at.0), to.map(|at| at.0));
                format!("(t.is_open = 1 AND {between})")
            }
            Condition::Kept => "(t.is_open = 0 AND t.promise = 1)".to_owned(),
            Condition::Rating(compare, stars) => format!("t.stars {} {stars}", sign(*compare)),
            Condition::Attachment => {
                "EXISTS (SELECT 1 FROM file f WHERE f.guild = t.guild AND f.number = t.number)".to_owned()
            }
            Condition::Note => {
                "EXISTS (SELECT 1 FROM search_note n WHERE n.guild = t.guild AND n.number = t.number)"
                    .to_owned()
            }
            Condition::Number(number) => format!("t.number = {}", self.value(*number)),
        }
    }

    fn people(&mut self, column: &str, users: &[UserId]) -> String {
        if users.is_empty() {
            return format!("{column} IS NULL");
        }
        let places: Vec<String> = users.iter().map(|user| self.value(*user)).collect();
        format!("{column} IN ({})", places.join(", "))
    }

    fn between(&mut self, column: &str, from: Option<i64>, to: Option<i64>) -> String {
        let from = from.map(|from| format!("{column} >= {}", self.value(from)));
        let to = to.map(|to| format!("{column} < {}", self.value(to)));
        let both: Vec<String> = from.into_iter().chain(to).collect();
        if both.is_empty() { format!("{column} IS NOT NULL") } else { format!("({})", both.join(" AND ")) }
    }
}

fn state_of(state: Is) -> &'static str {
    match state {
        Is::Open => "t.is_open = 1",
        Is::Closed => "t.is_open = 0",
        Is::Unassigned => "(t.is_open = 1 AND t.claimer IS NULL AND t.assignee IS NULL)",
        Is::Waiting => {
            "(t.is_open = 1 AND (t.last_by <> t.opener OR t.settled = 1) AND t.snoozed_until IS NULL)"
        }
        Is::NeedsReply => {
            "(t.is_open = 1 AND (t.last_by IS NULL OR t.last_by = t.opener) AND t.settled = 0 AND t.snoozed_until IS NULL)"
        }
        Is::Pinned => "t.is_pinned = 1",
        Is::Paused => "t.is_paused = 1",
        Is::Snoozed => "(t.is_open = 1 AND t.snoozed_until IS NOT NULL)",
    }
}

fn sign(compare: Compare) -> &'static str {
    match compare {
        Compare::Above => ">",
        Compare::AtLeast => ">=",
        Compare::Equal => "=",
        Compare::AtMost => "<=",
        Compare::Below => "<",
    }
}

/// Types are numbers of ours, so they can stand in the statement.
pub fn among(types: &[TypeId]) -> String {
    let list: Vec<String> = types.iter().map(TypeId::to_string).collect();
    if list.is_empty() { "1 = 0".to_owned() } else { format!("t.type IN ({})", list.join(", ")) }
}
