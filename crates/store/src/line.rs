//! Connections to PostgreSQL, each driven by the thread that works with it.
//!
//! The rules about rows are plain functions that run on threads of their own. Were a connection driven by a task of the program's runtime, each of
//! their statements would wake that task and be woken by it, and a page of many short reads would spend most of its time on handing over.

use crate::postgres::causes;
use desk::Failure;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use tokio::{
    runtime::{Builder, Runtime},
    sync::{OwnedSemaphorePermit, Semaphore},
    task::yield_now,
};
use tokio_postgres::{Client, Config, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Connections at most.
const CONNECTIONS: usize = 16;
/// Statements that a connection keeps prepared at most; some are made for what is asked for, so there is no end of them.
pub const MOST_PREPARED: usize = 512;

/// One connection.
pub struct Line {
    /// Drives the connection while somebody waits for an answer; only gone while it is dropped.
    runtime: Option<Runtime>,
    client: Client,
    prepared: HashMap<String, Statement>,
}

impl Line {
    fn open(config: &Config, tls: MakeRustlsConnect) -> Result<Self, Failure> {
        let unavailable = |error: &dyn std::error::Error| Failure::Unavailable(causes(error));
        let runtime =
            Builder::new_current_thread().enable_all().build().map_err(|error| unavailable(&error))?;
        let (client, connection) =
            runtime.block_on(config.connect(tls)).map_err(|error| unavailable(&error))?;
        // It ends with the client, and the client tells of its errors.
        runtime.spawn(connection);
        Ok(Self { runtime: Some(runtime), client, prepared: HashMap::new() })
    }

    /// What can be asked.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Waits for an answer.
    pub fn wait<F: Future>(&self, answer: F) -> F::Output {
        self.runtime.as_ref().expect("only a dropped one is without").block_on(answer)
    }

    /// Sends what is to be sent and reads what has come, without waiting for more.
    pub fn attend(&self) {
        self.wait(yield_now());
    }

    /// A statement that the server knows by name from then on.
    pub fn prepare(&mut self, statement: &str) -> Result<Statement, tokio_postgres::Error> {
        if let Some(known) = self.prepared.get(statement) {
            return Ok(known.clone());
        }
        if self.prepared.len() >= MOST_PREPARED {
            self.prepared.clear();
        }
        let made = self.wait(self.client.prepare(statement))?;
        self.prepared.insert(statement.to_owned(), made.clone());
        Ok(made)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        // It may be dropped where nothing may wait.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// The connections of a database.
pub struct Lines {
    config: Config,
    tls: MakeRustlsConnect,
    idle: Mutex<Vec<Line>>,
    free: Arc<Semaphore>,
}

impl Lines {
    /// Opens none yet.
    pub fn new(config: Config, tls: MakeRustlsConnect) -> Self {
        Self { config, tls, idle: Mutex::default(), free: Arc::new(Semaphore::new(CONNECTIONS)) }
    }

    /// Waits until one is free.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] once the database is closed.
    pub async fn turn(&self) -> Result<OwnedSemaphorePermit, Failure> {
        Arc::clone(&self.free).acquire_owned().await.map_err(|error| Failure::Unavailable(error.to_string()))
    }

    /// Works with one, on a thread that may wait. Where the work panics its transaction is open still: that connection is closed, and no other work
    /// begins within it.
    ///
    /// # Errors
    /// Those of the work; [`Failure::Unavailable`] where the server cannot be reached.
    pub fn with<T>(&self, work: impl FnOnce(&mut Line) -> Result<T, Failure>) -> Result<T, Failure> {
        let idle = self.idle.lock().expect("no panic holds it").pop();
        // A server that went away told so meanwhile.
        let alive = idle.inspect(Line::attend).filter(|line| !line.client.is_closed());
        let mut line = match alive {
            Some(line) => line,
            None => Line::open(&self.config, self.tls.clone())?,
        };
        let worked = work(&mut line);
        self.idle.lock().expect("no panic holds it").push(line);
        worked
    }
}
