//! Views that staff keep: who may, and how many.

use crate::{Desk, Hint, Rejected, ports::Kept};
use ticket::{
    GuildId, Person, Refusal, access,
    view::{self, MOST_VIEWS, SavedView},
};

impl Desk {
    /// Keeps a view for the person who made it, or for all.
    ///
    /// # Errors
    /// [`Refusal::StaffOnly`], [`Refusal::TooMany`], one of [`view::check`], or a failure.
    pub async fn keep_view(&self, guild: GuildId, person: &Person, view: SavedView) -> Result<u32, Rejected> {
        let config = self.config(guild).await?.config;
        let may = if view.owner.is_none() {
            view::may_share(&config, person)
        } else {
            access::may_enter(&config, person)
        };
        if !may {
            return Err(Refusal::StaffOnly.into());
        }
        view::check(&view)?;
        match self.store().view_added(guild, &view, MOST_VIEWS).await? {
            Kept::As(id) => {
                self.told(guild, &view);
                Ok(id)
            }
            Kept::Full => Err(Refusal::TooMany { most: MOST_VIEWS }.into()),
        }
    }

    /// Gives views their names, icons and order; those that the person may not change stay as they are.
    ///
    /// # Errors
    /// One of [`view::check`], or a failure; then nothing was changed.
    pub async fn arrange_views(
        &self,
        guild: GuildId,
        person: &Person,
        wanted: &[(u32, String, String)],
    ) -> Result<(), Rejected> {
        let config = self.config(guild).await?.config;
        let known = self.store().saved_views(guild, person.user).await?;
        let mut changed = Vec::new();
        for (place, (id, name, icon)) in (1..).zip(wanted) {
            let Some(old) = known.iter().find(|one| one.id == *id) else { continue };
            if !view::may_change(&config, old, person) {
                continue;
            }
            let new = SavedView { name: name.trim().to_owned(), icon: icon.trim().to_owned(), ..old.clone() };
            view::check(&new)?;
            changed.push((place, new));
        }
        self.store().views_changed(guild, &changed).await?;
        changed.iter().take(1).for_each(|(_, view)| self.told(guild, view));
        Ok(())
    }

    /// Removes a view.
    ///
    /// # Errors
    /// [`Refusal::NotYours`] if it is somebody else's; a failure.
    pub async fn remove_view(&self, guild: GuildId, person: &Person, id: u32) -> Result<(), Rejected> {
        let config = self.config(guild).await?.config;
        let Some(found) = self.store().saved_view(guild, id).await? else { return Ok(()) };
        if !view::may_change(&config, &found, person) {
            return Err(Refusal::NotYours.into());
        }
        self.store().view_removed(guild, id).await?;
        self.told(guild, &found);
        Ok(())
    }

    /// A shared one is in everybody's list.
    fn told(&self, guild: GuildId, view: &SavedView) {
        if view.owner.is_none() {
            self.hints().send(Hint::Guild(guild));
        }
    }
}
