//! Where it is kept: SQLite or PostgreSQL, files, migrations.
//!
//! What happens to rows is written once, over [`sql::Sql`]; [`sqlite`] and [`postgres`] only differ in how a transaction runs. One suite
//! (`tests/conformance.rs`) exercises both.

/// Runs the same work on whichever database it is.
macro_rules! on {
    ($kept:ident.$how:ident(|$sql:ident| $work:expr)) => {
        match &$kept.0 {
            $crate::Engine::Sqlite(database) => database.$how(move |$sql| $work).await,
            $crate::Engine::Postgres(database) => database.$how(move |$sql| $work).await,
            $crate::Engine::Memory(database) => database.$how(move |$sql| $work).await,
        }
    };
}

mod alone;
mod arrivals;
mod audit;
pub mod backup;
mod conversation;
mod directory;
mod erasures;
mod evaluations;
mod examined;
mod figures;
mod knowledge;
mod listed;
pub mod memory;
pub mod migrations;
mod outbox;
mod outward;
mod pictures;
mod postgres;
mod queue;
mod records;
mod relay;
mod saved_views;
mod search;
pub mod sql;
mod sqlite;
mod tls;
mod tokens;
mod views;
mod webhooks;

pub use alone::{Alone, claim};

use async_trait::async_trait;
use desk::{
    Failure, Loaded,
    ports::{
        Body, Change, Check, Checked, Commit, Config, Conversation, Copy, Counts, Cursor, Directory,
        Examined, Figure, Figures, Filter, Finish, GivenUp, GuildInfo, Hits, Leased, Line, Listing,
        MemberInfo, Picture, Pictures, Queue, Reached, Reader, Records, Relays, Row, Saved, Search, Session,
        Sessions, Store, StoredFile, TokenHash, Total, Unshown, Views, Waiting,
    },
};
use object_store::{ObjectStore, local::LocalFileSystem};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};
use ticket::{
    By, ChannelId, GuildConfig, GuildId, MessageId, Recorded, RoleId, Scheduled, TicketKey, Timestamp,
    TypeId, UserId,
    doctor::Report,
    open::Facts,
    query::Sought,
    report::{Kind, Listed, Measure, Period},
    view::SavedView,
};

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A file.
    Sqlite(PathBuf),
    /// A server; the address may hold a password and is never printed.
    Postgres(String),
}

impl Address {
    /// Reads `postgres://…`, `sqlite://path`, or a plain path.
    pub fn read(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Self::Postgres(text.to_owned());
        }
        Self::Sqlite(PathBuf::from(text.strip_prefix("sqlite://").unwrap_or(text)))
    }
}

/// Why a database cannot be used: a sentence with the way out.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be reached.
    #[error(
        "the database cannot be reached: {0}. Check GUILDHALL_DATABASE, and that the server runs or the folder can be written to"
    )]
    Unreachable(String),
    /// Another process works it.
    #[error(
        "another Guildhall is working with this database: stop it first, or give this one a database of its own (GUILDHALL_DATABASE or GUILDHALL_DATA)"
    )]
    InUse,
    /// It is from a newer version of the program.
    #[error(
        "the database is from a newer version of Guildhall (schema {found}, this program knows {known}): run that version, or restore a backup"
    )]
    Newer {
        /// The schema's number.
        found: u32,
        /// The newest this program knows.
        known: u32,
    },
    /// Migrations wait.
    #[error(
        "the database is from an older version (schema {found} of {known}): run `guildhall migrate` first"
    )]
    Older {
        /// The schema's number.
        found: u32,
        /// The newest this program knows.
        known: u32,
    },
    /// A migration that was run has another text now.
    #[error(
        "migration {0} was changed after it was run: this program and this database do not belong together"
    )]
    Changed(String),
    /// A statement failed.
    #[error("the database refused a migration: {0}")]
    Refused(String),
}

enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
    Memory(memory::Held),
}

struct Kept(Engine);

fn kept(engine: Engine) -> Arc<dyn Store> {
    Arc::new(Kept(engine))
}

/// Opens a database whose schema is that of this program.
///
/// # Errors
/// [`OpenError`], a sentence with the way out.
pub async fn open(address: &Address) -> Result<Arc<dyn Store>, OpenError> {
    let known = migrations::newest();
    let found = migrations::current(address).await?;
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    if found < known {
        return Err(OpenError::Older { found, known });
    }
    let engine = match address {
        Address::Sqlite(path) => Engine::Sqlite(
            sqlite::Sqlite::open(path).map_err(|error| OpenError::Unreachable(error.to_string()))?,
        ),
        Address::Postgres(url) => Engine::Postgres(
            postgres::Postgres::new(url).map_err(|error| OpenError::Unreachable(error.to_string()))?,
        ),
    };
    Ok(kept(engine))
}

/// A folder for copies of files.
///
/// # Errors
/// If the folder cannot be made.
pub fn files(folder: &Path) -> std::io::Result<Arc<dyn ObjectStore>> {
    std::fs::create_dir_all(folder)?;
    let files = LocalFileSystem::new_with_prefix(folder).map_err(std::io::Error::other)?;
    Ok(Arc::new(files.with_fsync(true)))
}

#[async_trait]
impl Store for Kept {
    async fn ping(&self) -> Result<(), Failure> {
        on!(self.read(|sql| sql.rows("SELECT CAST(1 AS BIGINT)", args![]).map(|_| ())))
    }
}

#[async_trait]
impl Records for Kept {
    async fn config(&self, guild: GuildId) -> Result<Config, Failure> {
        on!(self.read(|sql| records::config(sql, guild)))
    }
    async fn save_config(
        &self,
        guild: GuildId,
        over: u32,
        config: &GuildConfig,
        jobs: &[Scheduled],
        at: Timestamp,
        by: &By,
    ) -> Result<u32, Failure> {
        let (config, jobs, by) = (config.clone(), jobs.to_vec(), by.clone());
        on!(self.write(|sql| records::save_config(sql, guild, over, &config, &jobs, (at, &by))))
    }
    async fn saved(&self, guild: GuildId, before: Option<u32>, limit: u32) -> Result<Vec<Saved>, Failure> {
        on!(self.read(|sql| records::saved(sql, guild, before, limit)))
    }
    async fn next_number(&self, guild: GuildId) -> Result<u32, Failure> {
        on!(self.write(|sql| records::next_number(sql, guild)))
    }
    async fn opening_facts(
        &self,
        guild: GuildId,
        ticket_type: TypeId,
        member: UserId,
        handlers: &[UserId],
    ) -> Result<Facts, Failure> {
        let handlers = handlers.to_vec();
        on!(self.read(|sql| records::opening_facts(sql, guild, ticket_type, member, &handlers)))
    }
    async fn ticket(&self, key: TicketKey) -> Result<Option<Loaded>, Failure> {
        on!(self.read(|sql| records::ticket(sql, key)))
    }
    async fn tickets(&self, keys: &[TicketKey]) -> Result<Vec<Loaded>, Failure> {
        let keys = keys.to_vec();
        on!(self.read(|sql| records::tickets(sql, &keys)))
    }
    async fn ticket_in(&self, guild: GuildId, channel: ChannelId) -> Result<Option<Loaded>, Failure> {
        on!(self.read(|sql| records::ticket_in(sql, guild, channel)))
    }
    async fn surfaces(&self, guild: GuildId) -> Result<Vec<(ChannelId, TicketKey)>, Failure> {
        on!(self.read(|sql| records::surfaces(sql, guild)))
    }
    async fn open_of(&self, guild: GuildId, member: UserId) -> Result<Vec<TicketKey>, Failure> {
        on!(self.read(|sql| records::open_of(sql, guild, member)))
    }
    async fn openers(&self, guild: GuildId) -> Result<Vec<UserId>, Failure> {
        on!(self.read(|sql| records::openers(sql, guild)))
    }
    async fn commit(&self, commit: Commit) -> Result<(), Failure> {
        on!(self.write(|sql| records::commit(sql, &commit)))
    }
    async fn events(&self, key: TicketKey) -> Result<Vec<Recorded>, Failure> {
        on!(self.read(|sql| records::events(sql, key)))
    }
    async fn event(&self, key: TicketKey, seq: u32) -> Result<Option<Recorded>, Failure> {
        on!(self.read(|sql| records::event(sql, key, seq)))
    }
}

#[async_trait]
impl desk::ports::SavedViews for Kept {
    async fn saved_views(&self, guild: GuildId, of: UserId) -> Result<Vec<SavedView>, Failure> {
        on!(self.read(|sql| saved_views::of(sql, guild, of)))
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
impl Queue for Kept {
    async fn enqueue(&self, jobs: Vec<Scheduled>) -> Result<(), Failure> {
        on!(self.write(|sql| queue::enqueue(sql, &jobs)))
    }
    async fn claim(&self, now: Timestamp, lease_until: Timestamp, most: u32) -> Result<Vec<Leased>, Failure> {
        // Most looks find nothing, and looking must not cost a commit.
        let due = on!(self.read(|sql| queue::any_claimable(sql, now)))?;
        if !due {
            return Ok(Vec::new());
        }
        on!(self.write(|sql| queue::claim(sql, now, lease_until, most)))
    }
    async fn finish(&self, leased: &Leased, finish: Finish, now: Timestamp) -> Result<(), Failure> {
        let leased = leased.clone();
        on!(self.write(|sql| queue::finish(sql, &leased, &finish, now)))
    }
    async fn next_due(&self) -> Result<Option<Timestamp>, Failure> {
        on!(self.read(|sql| queue::next_due(sql)))
    }
    async fn in_hand(&self, now: Timestamp) -> Result<u64, Failure> {
        on!(self.read(|sql| queue::in_hand(sql, now)))
    }
    async fn release_leases(&self) -> Result<(), Failure> {
        on!(self.write(|sql| queue::release_leases(sql)))
    }
    async fn given_up(&self, guild: GuildId) -> Result<Vec<GivenUp>, Failure> {
        on!(self.read(|sql| queue::given_up(sql, guild)))
    }
    async fn revive(&self, guild: GuildId, id: i64, now: Timestamp) -> Result<(), Failure> {
        on!(self.write(|sql| queue::revive(sql, guild, id, now)))
    }
}

#[async_trait]
impl Conversation for Kept {
    async fn append(&self, changes: Vec<(TicketKey, Change)>, jobs: Vec<Scheduled>) -> Result<(), Failure> {
        on!(self.write(|sql| conversation::append(sql, &changes, &jobs)))
    }
    async fn lines(
        &self,
        key: TicketKey,
        after: Option<MessageId>,
        limit: u32,
    ) -> Result<Vec<Line>, Failure> {
        on!(self.read(|sql| conversation::lines(sql, key, after, limit)))
    }
    async fn lines_before(
        &self,
        key: TicketKey,
        before: Option<MessageId>,
        limit: u32,
    ) -> Result<Vec<Line>, Failure> {
        on!(self.read(|sql| conversation::lines_before(sql, key, before, limit)))
    }
    async fn lines_of(&self, key: TicketKey, messages: &[MessageId]) -> Result<Vec<Line>, Failure> {
        let messages = messages.to_vec();
        on!(self.read(|sql| conversation::lines_of(sql, key, &messages)))
    }
    async fn speakers(&self, key: TicketKey, limit: u32) -> Result<Vec<UserId>, Failure> {
        on!(self.read(|sql| conversation::speakers(sql, key, limit)))
    }
    async fn versions(&self, key: TicketKey, message: MessageId) -> Result<Vec<(Timestamp, Body)>, Failure> {
        on!(self.read(|sql| conversation::versions(sql, key, message)))
    }
    async fn newest(&self, key: TicketKey) -> Result<Option<MessageId>, Failure> {
        on!(self.read(|sql| conversation::newest(sql, key)))
    }
    async fn files(&self, key: TicketKey) -> Result<Vec<StoredFile>, Failure> {
        on!(self.read(|sql| conversation::files(sql, key)))
    }
    async fn file(&self, key: TicketKey, id: u64) -> Result<Option<StoredFile>, Failure> {
        on!(self.read(|sql| conversation::file(sql, key, id)))
    }
    async fn file_settled(&self, key: TicketKey, file: &StoredFile) -> Result<(), Failure> {
        let file = file.clone();
        on!(self.write(|sql| conversation::file_settled(sql, key, &file)))
    }
}

#[async_trait]
impl Pictures for Kept {
    async fn pictures(&self, key: TicketKey) -> Result<Vec<Picture>, Failure> {
        on!(self.read(|sql| pictures::pictures(sql, key)))
    }
    async fn picture(&self, key: TicketKey, digest: &str, hidden: bool) -> Result<Option<Picture>, Failure> {
        let digest = digest.to_owned();
        on!(self.read(|sql| pictures::picture(sql, key, &digest, hidden)))
    }
    async fn picture_settled(&self, guild: GuildId, picture: &Picture) -> Result<(), Failure> {
        let picture = picture.clone();
        on!(self.write(|sql| pictures::picture_settled(sql, guild, &picture)))
    }
}

#[async_trait]
impl Examined for Kept {
    async fn save_report(&self, guild: GuildId, at: Timestamp, report: &Report) -> Result<(), Failure> {
        let report = report.clone();
        on!(self.write(|sql| examined::save(sql, guild, at, &report)))
    }
    async fn report(&self, guild: GuildId) -> Result<Option<(Timestamp, Report)>, Failure> {
        on!(self.read(|sql| examined::read(sql, guild)))
    }
}

#[async_trait]
impl Relays for Kept {
    async fn waiting(&self, key: TicketKey, limit: u32) -> Result<Vec<Waiting>, Failure> {
        on!(self.read(|sql| relay::waiting(sql, key, limit)))
    }
    async fn shown(
        &self,
        key: TicketKey,
        message: MessageId,
        changes: u32,
        trouble: Option<&str>,
    ) -> Result<(), Failure> {
        let trouble = trouble.map(str::to_owned);
        on!(self.write(|sql| relay::shown(sql, key, message, changes, trouble.as_deref())))
    }
    async fn original(&self, key: TicketKey, copy: MessageId) -> Result<Option<MessageId>, Failure> {
        on!(self.read(|sql| relay::original(sql, key, copy)))
    }
    async fn copies(&self, key: TicketKey, from: MessageId) -> Result<Vec<Copy>, Failure> {
        on!(self.read(|sql| relay::copies(sql, key, from)))
    }
    async fn unshown(&self, key: TicketKey) -> Result<Vec<Unshown>, Failure> {
        on!(self.read(|sql| relay::unshown(sql, key)))
    }
}

#[async_trait]
impl Directory for Kept {
    async fn guild(&self, guild: GuildId) -> Result<Option<GuildInfo>, Failure> {
        on!(self.read(|sql| directory::guild(sql, guild)))
    }
    async fn guilds(&self) -> Result<Vec<GuildInfo>, Failure> {
        on!(self.read(|sql| directory::guilds(sql)))
    }
    async fn guild_seen(&self, guild: &GuildInfo) -> Result<(), Failure> {
        let guild = guild.clone();
        on!(self.write(|sql| directory::guild_seen(sql, &guild)))
    }
    async fn member(&self, guild: GuildId, user: UserId) -> Result<Option<MemberInfo>, Failure> {
        on!(self.read(|sql| directory::member(sql, guild, user)))
    }
    async fn members(&self, guild: GuildId, users: &[UserId]) -> Result<Vec<MemberInfo>, Failure> {
        let users = users.to_vec();
        on!(self.read(|sql| directory::members(sql, guild, &users)))
    }
    async fn members_seen(&self, guild: GuildId, members: &[MemberInfo]) -> Result<(), Failure> {
        let members = members.to_vec();
        on!(self.write(|sql| directory::members_seen(sql, guild, &members)))
    }
    async fn present(&self, guild: GuildId, limit: u32) -> Result<Vec<UserId>, Failure> {
        on!(self.read(|sql| directory::present(sql, guild, limit)))
    }
    async fn members_holding(
        &self,
        guild: GuildId,
        roles: &[RoleId],
        limit: u32,
    ) -> Result<Vec<MemberInfo>, Failure> {
        let roles = roles.to_vec();
        on!(self.read(|sql| directory::members_holding(sql, guild, &roles, limit)))
    }
    async fn members_named(
        &self,
        guild: GuildId,
        start: &str,
        limit: u32,
    ) -> Result<Vec<MemberInfo>, Failure> {
        let start = start.to_owned();
        on!(self.read(|sql| directory::members_named(sql, guild, &start, limit)))
    }
}

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
        on!(self.read(|sql| views::counts(sql, guild, types.as_deref(), reader, now)))
    }
    async fn count_open(&self, guild: GuildId, filter: &Filter, most: u32) -> Result<u64, Failure> {
        let filter = filter.clone();
        on!(self.read(|sql| views::count_open(sql, guild, &filter, most)))
    }
    async fn open_by_type(&self, guild: GuildId) -> Result<Vec<(TypeId, u64)>, Failure> {
        on!(self.read(|sql| views::open_by_type(sql, guild)))
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
}

#[async_trait]
impl Sessions for Kept {
    async fn session_start(&self, session: &Session) -> Result<(), Failure> {
        let session = session.clone();
        on!(self.write(|sql| directory::session_start(sql, &session)))
    }
    async fn session(
        &self,
        token: &TokenHash,
        idle_since: Timestamp,
        born_since: Timestamp,
    ) -> Result<Option<Session>, Failure> {
        let token = *token;
        on!(self.read(|sql| directory::session(sql, &token, idle_since, born_since)))
    }
    async fn session_used(&self, token: &TokenHash, now: Timestamp) -> Result<(), Failure> {
        let token = *token;
        on!(self.write(|sql| directory::session_used(sql, &token, now)))
    }
    async fn session_end(&self, token: &TokenHash) -> Result<(), Failure> {
        let token = *token;
        on!(self.write(|sql| directory::session_end(sql, &token)))
    }
    async fn sessions_swept(&self, idle_since: Timestamp, born_since: Timestamp) -> Result<(), Failure> {
        on!(self.write(|sql| directory::sessions_swept(sql, idle_since, born_since)))
    }
}

#[async_trait]
impl Figures for Kept {
    async fn counted(
        &self,
        guild: GuildId,
        kind: Kind,
        ranges: &[(Period, Period)],
    ) -> Result<Vec<Figure>, Failure> {
        let ranges = ranges.to_vec();
        on!(self.read(|sql| figures::counted(sql, guild, kind, &ranges)))
    }
    async fn timed(
        &self,
        guild: GuildId,
        kind: Kind,
        measure: Measure,
        ranges: &[(Period, Period)],
    ) -> Result<Vec<Total>, Failure> {
        let ranges = ranges.to_vec();
        on!(self.read(|sql| figures::timed(sql, guild, kind, measure, &ranges)))
    }
    async fn durations(
        &self,
        guild: GuildId,
        measure: Measure,
        days: (Period, Period),
        types: Option<&[TypeId]>,
    ) -> Result<BTreeMap<i64, Vec<i64>>, Failure> {
        let types = types.map(<[TypeId]>::to_vec);
        on!(self.read(|sql| figures::durations(sql, guild, measure, days, types.as_deref())))
    }
    async fn listed(
        &self,
        guild: GuildId,
        listed: Listed,
        from: Timestamp,
        to: Timestamp,
        most: u32,
    ) -> Result<Vec<Listing>, Failure> {
        on!(self.read(|sql| figures::listed(sql, guild, listed, from, to, most)))
    }
    async fn figures_zone(&self, guild: GuildId) -> Result<Option<String>, Failure> {
        on!(self.read(|sql| figures::zone_of(sql, guild)))
    }
    async fn rebuild_figures(&self, guild: GuildId, zone: &str) -> Result<(), Failure> {
        let zone = zone.to_owned();
        on!(self.write(|sql| figures::rebuild(sql, guild, &zone)))
    }
    async fn build_missing_figures(&self) -> Result<Option<GuildId>, Failure> {
        on!(self.write(|sql| figures::build_missing(sql)))
    }
    async fn check_figures(&self, guild: GuildId, after: u32, most: u32) -> Result<Checked, Failure> {
        on!(self.read(|sql| figures::check(sql, guild, after, most)))
    }
    async fn mend_talks(&self, guild: GuildId, numbers: &[u32]) -> Result<(), Failure> {
        let numbers = numbers.to_vec();
        on!(self.write(|sql| figures::mend_talks(sql, guild, &numbers)))
    }
    async fn to_check(&self, before: Timestamp, most: u32) -> Result<Vec<GuildId>, Failure> {
        on!(self.read(|sql| figures::to_check(sql, before, most)))
    }
    async fn last_check(&self, guild: GuildId) -> Result<Option<Check>, Failure> {
        on!(self.read(|sql| figures::last_check(sql, guild)))
    }
    async fn checked(&self, guild: GuildId, at: Timestamp, found: &Checked) -> Result<(), Failure> {
        let found = found.clone();
        on!(self.write(|sql| figures::checked(sql, guild, at, &found)))
    }
    async fn verify_figures(&self, guild: GuildId) -> Result<u64, Failure> {
        on!(self.read(|sql| figures::verify(sql, guild)))
    }
}
