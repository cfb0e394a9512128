//! Questions that depend on an answer: which are asked, and how many can be.
//!
//! A follow-up hangs on one question that is always asked, so there are no chains, and whoever answers is asked twice at most: in Discord
//! the first form has the questions that are always asked, and a second one the follow-ups.

use crate::form::{Field, FieldStyle, MAX_FIELDS};
use serde::{Deserialize, Serialize};

/// Questions of a form, follow-ups included.
pub const MAX_ALL: usize = 25;
/// Follow-ups that the same answers can lead to: they are one form of Discord's.
pub const MAX_TOGETHER: usize = MAX_FIELDS;
/// In [`When::any`]: a single checkbox is ticked.
pub const YES: &str = "yes";
/// In [`When::any`]: a single checkbox is not ticked.
pub const NO: &str = "no";

/// When a question is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The [`Field::key`] of an earlier question, which is always asked.
    pub key: String,
    /// With which answers: labels of its choices, or [`YES`] or [`NO`] for a single checkbox. Labels outlive another order of choices.
    pub any: Vec<String>,
}

impl FieldStyle {
    /// Whether its answers can lead to further questions: they are one of a few that are known beforehand.
    pub fn leads(self) -> bool {
        self.has_choices() || self == Self::Checkbox
    }
}

impl Field {
    /// The answers that can lead to further questions, as [`When::any`] has them.
    pub fn outcomes(&self) -> Vec<&str> {
        match self.style {
            FieldStyle::Checkbox => vec![YES, NO],
            style if style.has_choices() => self.choices.iter().map(|choice| choice.label.as_str()).collect(),
            _ => Vec::new(),
        }
    }
}

/// The questions that are always asked.
pub fn first(form: &[Field]) -> Vec<Field> {
    form.iter().filter(|field| field.when.is_none()).cloned().collect()
}

/// Whether any question depends on an answer.
pub fn any(form: &[Field]) -> bool {
    form.iter().any(|field| field.when.is_some())
}

/// Whether a question of the form is asked of whoever gave these answers, which are as [`crate::form::check`] takes them. Of choices only
/// the first [`Field::most_choices`] are looked at: with more of them the answer is refused anyway.
pub fn applies(form: &[Field], field: &Field, given: &[(String, String)]) -> bool {
    let Some(when) = &field.when else { return true };
    let Some(source) = form.iter().find(|one| one.key == when.key) else { return false };
    let value = given.iter().find(|(key, _)| *key == source.key).map_or("", |(_, value)| value.as_str());
    let mut lines = value.lines().map(str::trim).filter(|line| !line.is_empty());
    let wanted = |outcome: &str| when.any.iter().any(|one| one == outcome);
    if source.style == FieldStyle::Checkbox {
        return wanted(if lines.any(|line| line == YES) { YES } else { NO });
    }
    let label = |line: &str| source.choices.get(line.parse::<usize>().ok()?).map(|choice| &choice.label);
    lines.take(source.most_choices()).filter_map(label).any(|label| wanted(label))
}

/// The follow-ups that these answers lead to, in the order of the form.
pub fn asked(form: &[Field], given: &[(String, String)]) -> Vec<Field> {
    form.iter().filter(|field| field.when.is_some() && applies(form, field, given)).cloned().collect()
}

/// How many follow-ups the same answers can lead to at most. Of a question that takes one answer the answer with the most of them counts, of
/// one that takes several all its follow-ups: that is never too few, and can be seen at a glance.
pub fn most_together(form: &[Field]) -> usize {
    let of = |source: &Field| {
        let on = |when: &&When| when.key == source.key;
        let follow: Vec<&When> = form.iter().filter_map(|field| field.when.as_ref()).filter(on).collect();
        if source.most_choices() > 1 {
            return follow.len();
        }
        let with =
            |outcome: &str| follow.iter().filter(|when| when.any.iter().any(|one| one == outcome)).count();
        source.outcomes().into_iter().map(with).max().unwrap_or(0)
    };
    form.iter().filter(|field| field.when.is_none()).map(of).sum()
}

/// What a change of a question's choices makes of conditions on them: what kept its label stays; what was renamed in its place is known by its
/// new name, where as many choices are there as before; what was taken away is gone.
pub fn renamed(any: &[String], before: &[&str], after: &[&str]) -> Vec<String> {
    let now = |label: &String| {
        if after.contains(&label.as_str()) {
            return Some(label.clone());
        }
        let place = before.iter().position(|one| one == label).filter(|_| before.len() == after.len())?;
        after.get(place).filter(|one| !before.contains(one)).map(|one| (*one).to_owned())
    };
    any.iter().filter_map(now).collect()
}
