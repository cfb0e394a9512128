//! Views that staff keep.

use super::Failure;
use async_trait::async_trait;
use ticket::{GuildId, UserId, view::SavedView};

/// What came of keeping a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept under this number.
    As(u32),
    /// There are as many as there can be.
    Full,
}

/// Saved views.
#[async_trait]
pub trait SavedViews: Send + Sync {
    /// The shared ones, then those of this person; each in their order.
    async fn saved_views(&self, guild: GuildId, of: UserId) -> Result<Vec<SavedView>, Failure>;
    /// One of them, whoever's it is.
    async fn saved_view(&self, guild: GuildId, id: u32) -> Result<Option<SavedView>, Failure>;
    /// Keeps a new one, last in its group, if there are fewer than `most`; its number is not looked at.
    async fn view_added(&self, guild: GuildId, view: &SavedView, most: usize) -> Result<Kept, Failure>;
    /// Changes name, icon and place of those that are there.
    async fn views_changed(&self, guild: GuildId, views: &[(u32, SavedView)]) -> Result<(), Failure>;
    /// Removes one.
    async fn view_removed(&self, guild: GuildId, id: u32) -> Result<(), Failure>;
}
