//! One entry of a list of the configuration (a type, a policy, a panel, a canned response, a macro), as a page edits it.

use super::{Owner, Said, document, fields::Fields, placed, save};
use crate::error::Problem;
use serde::Serialize;
use serde_json::Value;
use ticket::{GuildConfig, Job};

/// What stands in a list of the configuration under a number of its own.
pub(crate) trait Entry: Clone + Serialize {
    /// Where it stands in the document of a configuration.
    const LIST: &'static str;
    /// Where it stands.
    fn list(config: &GuildConfig) -> &Vec<Self>;
    /// Where it stands, to be changed.
    fn list_mut(config: &mut GuildConfig) -> &mut Vec<Self>;
    /// Its own among those of its list.
    fn number(&self) -> u32;
    /// A new one as its page shows it first.
    fn fresh(config: &GuildConfig, number: u32) -> Self;

    /// What people wrote of it: only that is compared with what somebody else saved.
    fn written(&self) -> Value {
        document(self)
    }

    /// Takes it away, with what is nothing without it.
    fn remove(config: &mut GuildConfig, number: u32) {
        Self::list_mut(config).retain(|one| one.number() != number);
    }
}

/// What the address of a new one ends with.
const NEW: &str = "new";

fn with_number<T: Entry>(config: &GuildConfig, number: u32) -> Option<&T> {
    T::list(config).iter().find(|one| one.number() == number)
}

/// One after the highest: a number that was in use is not a new one's while a later one is there.
fn fresh<T: Entry>(config: &GuildConfig) -> T {
    T::fresh(config, T::list(config).iter().map(T::number).max().unwrap_or(0) + 1)
}

/// An entry in the hands of somebody who edits it.
pub(crate) struct Editing<T> {
    /// As it is, or as it was typed.
    pub(crate) entry: T,
    /// Whether there is none yet.
    pub(crate) is_new: bool,
}

impl<T: Entry> Editing<T> {
    /// The one that the end of an address names: its number, or `new`.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn find(config: &GuildConfig, which: &str) -> Result<Self, Problem> {
        if which == NEW {
            return Ok(Self { entry: fresh(config), is_new: true });
        }
        let number = which.parse().map_err(|_| Problem::NotFound)?;
        let entry = with_number(config, number).cloned().ok_or(Problem::NotFound)?;
        Ok(Self { entry, is_new: false })
    }

    /// The end of its address.
    pub(crate) fn which(&self) -> String {
        if self.is_new { NEW.to_owned() } else { self.entry.number().to_string() }
    }

    /// Whether a form asks for it to be taken away.
    pub(crate) fn is_removed(&self, fields: &Fields) -> bool {
        fields.flag("remove") && !self.is_new
    }

    /// Saves what a form says of it, as `read` understands it; one that somebody else removed meanwhile comes back under a new number.
    /// Refused, it is kept as it was typed.
    pub(crate) async fn save(
        &mut self,
        owner: &Owner,
        fields: &Fields,
        read: impl FnOnce(&mut T) -> Result<(), String>,
        jobs: Vec<Job>,
    ) -> Result<Result<(), Said>, Problem> {
        let (number, removed) = (self.entry.number(), self.is_removed(fields));
        let known = (!self.is_new).then_some(number);
        let of = |config: &GuildConfig| known.and_then(|number| with_number::<T>(config, number).cloned());
        let part = |config: &GuildConfig| placed(&[T::LIST], &of(config).map(|one| one.written()));
        let typed = &mut self.entry;
        let apply = |config: &mut GuildConfig| {
            if removed {
                T::remove(config, number);
                return Ok(());
            }
            let mut next = of(config).unwrap_or_else(|| fresh(config));
            let understood = read(&mut next);
            typed.clone_from(&next);
            let list = T::list_mut(config);
            match list.iter_mut().find(|one| one.number() == next.number()) {
                Some(one) => *one = next,
                None => list.push(next),
            }
            understood
        };
        Ok(save(owner, fields, part, apply, jobs).await?.map_err(|(said, _)| said))
    }
}

/// One up or down in its list, as a form says with `up` or `down` and its number. At the end of the list it stays.
pub(crate) async fn order<T: Entry>(owner: &Owner, fields: &Fields) -> Result<Result<(), Said>, Problem> {
    let up = fields.id::<u32>("up");
    let number = up.or_else(|| fields.id("down")).ok_or(Problem::Unclear)?;
    let apply = |config: &mut GuildConfig| {
        let list = T::list_mut(config);
        let at = list.iter().position(|one| one.number() == number);
        let to = at.and_then(|at| if up.is_some() { at.checked_sub(1) } else { Some(at + 1) });
        if let (Some(at), Some(to)) = (at, to.filter(|to| *to < list.len())) {
            list.swap(at, to);
        }
        Ok(())
    };
    // The order of a list that somebody else changed is theirs again at the next look.
    let saved = save(owner, fields, |_| Value::Null, apply, Vec::new()).await?;
    Ok(saved.map_err(|(said, _)| said))
}
