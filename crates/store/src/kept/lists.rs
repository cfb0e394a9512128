//! Lists of tickets.

use crate::{Kept, saved_views, search, views};
use async_trait::async_trait;
use desk::{
    Failure,
    ports::{Counts, Cursor, Filter, Hits, Reached, Reader, Row, SavedViews, Search, Views},
};
use ticket::{GuildId, Timestamp, TypeId, UserId, query::Sought, view::SavedView};

#[async_trait]
impl Views for Kept {
    async fn list(
        &self,
        guild: GuildId,
        filter: &Filter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Row>, Failure> {
        let filter = filter.clone();
        if views::is_one_statement(&filter) {
            return on!(self.look(|sql| views::list(sql, guild, &filter, after, limit)));
        }
        on!(self.read(|sql| views::list(sql, guild, &filter, after, limit)))
    }
    async fn counts(
        &self,
        guild: GuildId,
        types: Option<&[TypeId]>,
        reader: UserId,
        now: Timestamp,
    ) -> Result<Counts, Failure> {
        let types = types.map(<[TypeId]>::to_vec);
        on!(self.look(|sql| views::counts(sql, guild, types.as_deref(), reader, now)))
    }
    async fn count_open(&self, guild: GuildId, filter: &Filter, most: u32) -> Result<u64, Failure> {
        let filter = filter.clone();
        on!(self.read(|sql| views::count_open(sql, guild, &filter, most)))
    }
    async fn open_by_type(&self, guild: GuildId) -> Result<Vec<(TypeId, u64)>, Failure> {
        on!(self.look(|sql| views::open_by_type(sql, guild)))
    }
}

#[async_trait]
impl SavedViews for Kept {
    async fn saved_views(&self, guild: GuildId, of: UserId) -> Result<Vec<SavedView>, Failure> {
        on!(self.look(|sql| saved_views::of(sql, guild, of)))
    }
    async fn saved_view(&self, guild: GuildId, id: u32) -> Result<Option<SavedView>, Failure> {
        on!(self.read(|sql| saved_views::one(sql, guild, id)))
    }
    async fn view_added(
        &self,
        guild: GuildId,
        view: &SavedView,
        most: usize,
    ) -> Result<desk::ports::Kept, Failure> {
        let view = view.clone();
        on!(self.write(|sql| saved_views::add(sql, guild, &view, most)))
    }
    async fn views_changed(&self, guild: GuildId, views: &[(u32, SavedView)]) -> Result<(), Failure> {
        let views = views.to_vec();
        on!(self.write(|sql| saved_views::change(sql, guild, &views)))
    }
    async fn view_removed(&self, guild: GuildId, id: u32) -> Result<(), Failure> {
        on!(self.write(|sql| saved_views::remove(sql, guild, id)))
    }
}

#[async_trait]
impl Search for Kept {
    async fn search(
        &self,
        guild: GuildId,
        reader: &Reader,
        sought: &Sought,
        after: Option<Reached>,
        limit: u32,
    ) -> Result<Hits, Failure> {
        let (reader, sought) = (reader.clone(), sought.clone());
        on!(self.read(|sql| search::search(sql, guild, &reader, &sought, after, limit)))
    }
    async fn index_earlier(&self, most: u32) -> Result<u64, Failure> {
        on!(self.write(|sql| search::index_earlier(sql, most)))
    }
    async fn begin_earlier(&self, most: u32) -> Result<bool, Failure> {
        on!(self.write(|sql| search::begin_earlier(sql, most)))
    }
}
