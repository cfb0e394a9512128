//! What breaks a rule, and how it is told.

use jsonschema::{ValidationError, error::ValidationErrorKind};
use std::fmt;

/// A broken rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Violation {
    /// Where: `POST /channels/{channel_id}/messages, request`, or `event MESSAGE_CREATE`.
    pub place: String,
    /// The value's place in the body, as a JSON pointer; empty for the whole.
    pub pointer: String,
    /// What is broken, and who says so.
    pub rule: String,
}

impl Violation {
    /// The gate itself broke down.
    pub(crate) fn of_the_gate() -> Self {
        let (place, pointer) = ("the gate".to_owned(), String::new());
        Self { place, pointer, rule: "broke down: its own words are above".to_owned() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} at {:?}: {}", self.place, self.pointer, self.rule)
    }
}

/// Collects what is broken in one place.
pub(crate) struct Report<'a> {
    pub(crate) place: String,
    pub(crate) found: &'a mut Vec<Violation>,
}

impl Report<'_> {
    /// Notes a broken rule.
    pub(crate) fn broken(&mut self, pointer: impl Into<String>, rule: impl Into<String>) {
        let (pointer, rule) = (pointer.into(), rule.into());
        self.found.push(Violation { place: self.place.clone(), pointer, rule });
    }

    /// Notes what a validator says; of a union, what is wrong in the member that fits best.
    pub(crate) fn schema(&mut self, error: &ValidationError<'_>) {
        let members = match error.kind() {
            ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
                context
            }
            _ => {
                let whole = error.to_string();
                let words = if whole.len() > 200 { error.masked().to_string() } else { whole };
                let pointer = error.instance_path().to_string();
                return self.broken(pointer, format!("{words} (schema: {})", error.schema_path()));
            }
        };
        match members.iter().min_by_key(|errors| distance(errors)) {
            Some(best) => best.iter().for_each(|one| self.schema(one)),
            None => self.broken(error.instance_path().to_string(), "fits no member of the union"),
        }
    }
}

/// How far a value is from a member of a union: one with another `type` is far, then the number of errors counts.
fn distance(errors: &[ValidationError<'_>]) -> (bool, usize) {
    let other = errors.iter().any(|one| {
        let told_apart = one.instance_path().to_string().ends_with("/type")
            && matches!(one.kind(), ValidationErrorKind::Constant { .. } | ValidationErrorKind::Enum { .. });
        told_apart || matches!(one.kind(), ValidationErrorKind::Type { .. }) && errors.len() == 1
    });
    (other, errors.len())
}
