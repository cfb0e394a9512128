//! Reads of one statement, which share a few connections to PostgreSQL.
//!
//! One statement sees one consistent state by itself, so a look needs no connection of its own: what many pages look for at the same time goes out
//! together and is answered in that order (<https://docs.rs/tokio-postgres>, "Pipelining"). The rules about rows are plain functions that ask and
//! then go on: they are run once to learn what they ask, and again with the answer. No thread waits meanwhile.

use crate::{
    line::MOST_PREPARED,
    postgres::{causes, each_of, failed, taken},
    sql::{Arg, Engine, Looking, Row, Sql, broken},
};
use desk::Failure;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio_postgres::{Client, Config, Statement, types::ToSql};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Connections that looks share.
const SHARED: usize = 4;
/// Looks that wait on one connection before the next is used as well: each of them waits for those before it.
const TOGETHER: usize = 4;

/// A page is a few rows: what PostgreSQL begins for long work, compiling and processes beside it, takes longer than they do.
const SHORT: &str = "SET jit = off; SET max_parallel_workers_per_gather = 0";

/// The connections that looks share.
pub struct Looks {
    config: Config,
    tls: MakeRustlsConnect,
    shared: [Shared; SHARED],
}

/// One of them.
#[derive(Default)]
struct Shared {
    /// Looks that wait for it.
    waiting: AtomicUsize,
    open: tokio::sync::Mutex<Option<Arc<Open>>>,
}

struct Open {
    client: Client,
    prepared: Mutex<HashMap<String, Statement>>,
}

impl Open {
    /// A statement that the server knows by name from then on.
    async fn prepare(&self, statement: &str) -> Result<Statement, tokio_postgres::Error> {
        let prepared = || self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = prepared().get(statement) {
            return Ok(known.clone());
        }
        let made = self.client.prepare(statement).await?;
        let mut prepared = prepared();
        if prepared.len() >= MOST_PREPARED {
            prepared.clear();
        }
        prepared.insert(statement.to_owned(), made.clone());
        Ok(made)
    }
}

impl Looks {
    /// Opens none yet.
    pub fn new(config: Config, tls: MakeRustlsConnect) -> Self {
        Self { config, tls, shared: Default::default() }
    }

    /// Runs `work`, which asks one statement at most.
    ///
    /// # Errors
    /// Those of the work; [`Failure::Unavailable`] where the server cannot be reached; [`Failure::Broken`] where it asks more than once.
    pub async fn look<T>(
        &self,
        work: impl Fn(&mut dyn Sql) -> Result<T, Failure> + Send,
    ) -> Result<T, Failure> {
        let mut asking = Asking::default();
        let unasked = work(&mut asking);
        let Some((statement, args)) = asking.asked else { return unasked };
        let rows = self.ask(&statement, &args).await?;
        work(&mut Answered { statement, rows: Some(rows) })
    }

    async fn ask(&self, statement: &str, args: &[Arg]) -> Result<Vec<tokio_postgres::Row>, Failure> {
        let few = self.shared.iter().find(|shared| shared.waiting.load(Ordering::Relaxed) < TOGETHER);
        let least = || self.shared.iter().min_by_key(|shared| shared.waiting.load(Ordering::Relaxed));
        let shared = few.or_else(least).ok_or_else(|| broken("there are connections"))?;
        let _waits = Waits::on(&shared.waiting);
        let open = shared.open(&self.config, &self.tls).await?;
        let prepared = open.prepare(statement).await.map_err(failed)?;
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect();
        open.client.query(&prepared, &args).await.map_err(failed)
    }
}

impl Shared {
    /// The connection, opened anew where the server closed it.
    async fn open(&self, config: &Config, tls: &MakeRustlsConnect) -> Result<Arc<Open>, Failure> {
        let mut open = self.open.lock().await;
        if let Some(open) = open.as_ref().filter(|open| !open.client.is_closed()) {
            return Ok(Arc::clone(open));
        }
        let connected = config.connect(tls.clone()).await;
        let (client, connection) = connected.map_err(|error| Failure::Unavailable(causes(&error)))?;
        // It ends with the client, and the client tells of its errors.
        tokio::spawn(connection);
        client.batch_execute(SHORT).await.map_err(failed)?;
        let made = Arc::new(Open { client, prepared: Mutex::default() });
        *open = Some(Arc::clone(&made));
        Ok(made)
    }
}

/// Counts a look for as long as it waits, also where nobody waits for it any more.
struct Waits<'a>(&'a AtomicUsize);

impl<'a> Waits<'a> {
    fn on(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Learns what is asked.
#[derive(Default)]
struct Asking {
    asked: Option<(String, Vec<Arg>)>,
}

impl Asking {
    /// What ends the work where it asks.
    fn learn(&mut self, statement: &str, args: &[Arg]) -> Failure {
        self.asked.get_or_insert_with(|| (statement.to_owned(), args.to_vec()));
        Failure::Broken(String::new())
    }
}

impl Sql for Asking {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }
    fn rows(&mut self, statement: &str, args: &[Arg]) -> Result<Vec<Row>, Failure> {
        Err(self.learn(statement, args))
    }
    fn each(&mut self, statement: &str, args: &[Arg], _: &mut Looking<'_>) -> Result<(), Failure> {
        Err(self.learn(statement, args))
    }
    fn run(&mut self, _: &str, _: &[Arg]) -> Result<u64, Failure> {
        Err(broken("a look changes nothing"))
    }
    fn lock(&mut self, _: &str) -> Result<(), Failure> {
        Err(broken("a look holds nobody up"))
    }
}

/// Has the answer to what was asked.
struct Answered {
    statement: String,
    rows: Option<Vec<tokio_postgres::Row>>,
}

impl Answered {
    fn answer(&mut self, statement: &str) -> Result<Vec<tokio_postgres::Row>, Failure> {
        let rows = self.rows.take().ok_or_else(|| broken("a look is one statement"))?;
        if statement == self.statement { Ok(rows) } else { Err(broken("a look asks the same each time")) }
    }
}

impl Sql for Answered {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }
    fn rows(&mut self, statement: &str, _: &[Arg]) -> Result<Vec<Row>, Failure> {
        taken(&self.answer(statement)?)
    }
    fn each(&mut self, statement: &str, _: &[Arg], what: &mut Looking<'_>) -> Result<(), Failure> {
        each_of(self.answer(statement)?, what)
    }
    fn run(&mut self, _: &str, _: &[Arg]) -> Result<u64, Failure> {
        Err(broken("a look changes nothing"))
    }
    fn lock(&mut self, _: &str) -> Result<(), Failure> {
        Err(broken("a look holds nobody up"))
    }
}

#[cfg(test)]
mod tests {
    use crate::{args, postgres::at_hand, sql::Sql};
    use desk::Failure;
    use futures_util::future::try_join_all;

    fn number(sql: &mut dyn Sql, statement: &str, of: i64) -> Result<i64, Failure> {
        sql.row(statement, args![of])?.map_or(Ok(-1), |mut row| row.number())
    }

    fn told<T>(answer: Result<T, Failure>) -> String {
        match answer {
            Err(Failure::Broken(why)) => why,
            Err(other) => panic!("it is refused for another reason: {other}"),
            Ok(_) => panic!("it is not refused"),
        }
    }

    // Proves: what many look for at the same time, over connections that they share, is answered to each of them.
    #[tokio::test]
    async fn everybody_gets_their_own_answer() {
        let Some((database, _)) = at_hand() else { return };
        let looks =
            (0..200).map(|of| database.look(move |sql| number(sql, "SELECT 2 * CAST($1 AS BIGINT)", of)));
        let answers = try_join_all(looks).await.expect("are answered");
        assert_eq!(answers, (0..200).map(|of| 2 * of).collect::<Vec<_>>());
        // Nobody asks, nobody waits.
        assert_eq!(database.look(|_| Ok(7)).await.expect("is made"), 7);
    }

    // Proves: a look that asks twice, or not the same each time, or changes anything, is refused: it would not be one consistent state.
    #[tokio::test]
    async fn a_look_is_one_statement() {
        let Some((database, _)) = at_hand() else { return };
        let twice = database.look(|sql| {
            number(sql, "SELECT CAST($1 AS BIGINT)", 1)?;
            number(sql, "SELECT CAST($1 AS BIGINT)", 2)
        });
        assert_eq!(told(twice.await), "a look is one statement");
        let asked = std::sync::atomic::AtomicI64::new(0);
        let other = database.look(move |sql| {
            let turn = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            number(sql, &format!("SELECT CAST($1 AS BIGINT) + {turn}"), 1)
        });
        assert_eq!(told(other.await), "a look asks the same each time");
        let change = database.look(|sql| sql.run("CREATE TABLE never (id BIGINT)", args![]));
        assert_eq!(told(change.await), "a look changes nothing");
    }

    // Proves: an error is told to whoever asked, and those beside them are answered; a connection that the server ends is opened again.
    #[tokio::test]
    async fn what_goes_wrong_for_one_goes_wrong_for_nobody_else() {
        let Some((database, url)) = at_hand() else { return };
        let looks = (0..40)
            .map(|of| database.look(move |sql| number(sql, "SELECT 10 / (CAST($1 AS BIGINT) % 4)", of)));
        let answers = futures_util::future::join_all(looks).await;
        for (of, answer) in answers.into_iter().enumerate() {
            match of % 4 {
                0 => assert!(matches!(answer, Err(Failure::Broken(_))), "{of} is divided by nothing"),
                left => assert_eq!(answer.expect("is answered"), 10 / left as i64),
            }
        }
        let own = || {
            database.look(|sql| {
                number(sql, "SELECT CAST(pg_backend_pid() AS BIGINT) + 0 * CAST($1 AS BIGINT)", 1)
            })
        };
        let before = own().await.expect("answers");
        let (client, connection) =
            tokio_postgres::connect(&url, tokio_postgres::NoTls).await.expect("answers");
        tokio::spawn(connection);
        // Returns once it is gone.
        let end = format!("SELECT pg_terminate_backend({before}, 10000)");
        client.batch_execute(&end).await.expect("is ended");
        // Whoever asks before that is known here is told that it is unavailable, which may be tried again.
        let mut now = own().await;
        for _ in 0..1_000 {
            if matches!(now, Err(Failure::Unavailable(_))) {
                tokio::task::yield_now().await;
                now = own().await;
            }
        }
        assert_ne!(now.expect("is opened again"), before);
    }
}
