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
mod batches;
mod begun_forms;
mod conversation;
mod directory;
mod erasures;
mod evaluations;
mod examined;
mod figures;
mod files;
mod kept;
mod knowledge;
mod line;
mod listed;
mod looks;
pub mod memory;
pub mod migrations;
mod outbox;
mod outward;
mod pictures;
mod postgres;
mod pushes;
mod queue;
mod recompute;
mod records;
mod relay;
mod samples;
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
use desk::{Failure, ports::Store};
use object_store::{ObjectStore, local::LocalFileSystem};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
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
