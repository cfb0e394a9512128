//! SQLite in memory, without threads: for simulations, which decide who goes on when, and what fails.
//!
//! Everything runs where it is asked for. Before each use, and after each change, whoever asked gives way once, so that a scheduler can
//! let others go first, or end the process there.

use crate::{
    OpenError, migrations,
    sqlite::{self, Connected, within_savepoint},
};
use desk::{Failure, Store};
use rusqlite::Connection;
use std::{
    future::poll_fn,
    sync::{Arc, Mutex},
    task::Poll,
};

use crate::sql::Sql;

/// What becomes of a use of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It happens.
    Happens,
    /// It does not happen, and whoever asked is told so.
    Fails,
    /// It happens, and whoever asked is told that it did not.
    Unheard,
}

/// Decides what becomes of each use; told whether it is a change.
pub type Fates = Arc<dyn Fn(bool) -> Fate + Send + Sync>;

/// A database that can be made as good as new in no time.
pub struct Memory(Arc<Mutex<Connection>>);

impl Memory {
    /// An empty one, with the schema of this program.
    ///
    /// # Errors
    /// [`OpenError`] if the schema cannot be made.
    pub fn new() -> Result<Self, OpenError> {
        let refused = |error: rusqlite::Error| OpenError::Refused(error.to_string());
        let connection = Connection::open_in_memory().map_err(refused)?;
        sqlite::set_up(&connection).map_err(refused)?;
        migrations::in_sqlite(&connection, &crate::Address::Sqlite(std::path::PathBuf::new()))?;
        // All that follows is one transaction that is never committed: undone, it is empty again.
        connection.execute_batch("BEGIN").map_err(refused)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Forgets everything that was written.
    ///
    /// # Errors
    /// [`OpenError`] if it cannot be undone.
    pub fn clear(&self) -> Result<(), OpenError> {
        let connection = self.0.lock().expect("no panic holds it");
        connection.execute_batch("ROLLBACK; BEGIN").map_err(|error| OpenError::Refused(error.to_string()))
    }

    /// A store over it.
    pub fn store(&self, fates: Fates) -> Arc<dyn Store> {
        crate::kept(crate::Engine::Memory(Held { connection: Arc::clone(&self.0), fates }))
    }
}

/// Such a database in use.
pub struct Held {
    connection: Arc<Mutex<Connection>>,
    fates: Fates,
}

/// Lets others go first.
async fn give_way() {
    let mut given = false;
    poll_fn(|context| {
        if given {
            return Poll::Ready(());
        }
        given = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

fn failed() -> Failure {
    Failure::Unavailable("the simulation wants it so".to_owned())
}

impl Held {
    /// Runs `work` in a transaction.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Sql) -> Result<T, Failure> + Send + 'static,
    {
        give_way().await;
        let fate = (self.fates)(true);
        if fate == Fate::Fails {
            return Err(failed());
        }
        let result = within_savepoint(&self.connection.lock().expect("no panic holds it"), work);
        give_way().await;
        if fate == Fate::Unheard { Err(failed()) } else { result }
    }
    /// Runs `work`, which asks one statement at most.
    pub async fn look<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Sql) -> Result<T, Failure> + Send + 'static,
    {
        self.read(work).await
    }

    /// Runs `work` on one consistent state.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Sql) -> Result<T, Failure> + Send + 'static,
    {
        give_way().await;
        match (self.fates)(false) {
            Fate::Happens => work(&mut Connected(&self.connection.lock().expect("no panic holds it"))),
            Fate::Fails | Fate::Unheard => Err(failed()),
        }
    }
}
