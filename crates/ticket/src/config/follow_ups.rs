//! What must hold of questions that depend on an answer. Each sentence says what to do.

use super::{Invalid, ensure};
use crate::{
    follow::{self, MAX_ALL, MAX_TOGETHER},
    form::Field,
    say,
    settings::Locale,
};

/// The question at this place of a form.
pub(super) fn check(
    form: &[Field],
    index: usize,
    there: impl Fn(Locale) -> String + Copy,
) -> Result<(), Invalid> {
    let Some(when) = &form[index].when else { return Ok(()) };
    let Some(place) = form.iter().position(|one| one.key == when.key) else {
        return Err(Invalid::new(there, |l| say!(l, "config-when-missing", key = &when.key)));
    };
    let source = &form[place];
    let name = &source.label;
    ensure(place < index, there, |l| say!(l, "config-when-later", name = name))?;
    ensure(source.when.is_none(), there, |l| say!(l, "config-when-itself", name = name))?;
    ensure(source.style.leads(), there, |l| say!(l, "config-when-style", name = name))?;
    ensure(!when.any.is_empty(), there, |l| say!(l, "config-when-none", name = name))?;
    let outcomes = source.outcomes();
    match when.any.iter().find(|one| !outcomes.contains(&one.as_str())) {
        Some(answer) => {
            Err(Invalid::new(there, |l| say!(l, "config-when-answer", answer = answer, name = name)))
        }
        None => Ok(()),
    }
}

/// The form as a whole.
pub(super) fn check_all(form: &[Field], here: impl Fn(Locale) -> String + Copy) -> Result<(), Invalid> {
    ensure(form.len() <= MAX_ALL, here, |l| {
        say!(l, "config-most-questions", most = MAX_ALL, given = form.len())
    })?;
    let together = follow::most_together(form);
    ensure(together <= MAX_TOGETHER, here, |l| {
        say!(l, "config-most-together", most = MAX_TOGETHER, given = together)
    })
}
