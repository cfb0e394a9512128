//! Runs jobs: woken by hints, guaranteed by polling.

use crate::{
    Desk, Failure, Hint, crash,
    ports::{Finish, Leased, Queue},
};
use std::{collections::HashMap, future::Future, sync::Arc, time::Duration};
use ticket::{Job, Timestamp, job::LAST_OF_PEOPLE};
use tokio::{
    sync::{Mutex, broadcast::error::RecvError},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;

/// Jobs worked at once.
pub const MOST_AT_ONCE: u32 = 32;
/// Jobs among them that nobody waits for: however slow Discord is with those, the other hands are free for people.
const MOST_RECORDS: u32 = 24;
/// How long an attempt may take before another process may take the job over; while this one works on it, it takes it over itself.
pub const LEASE_SECONDS: i64 = 120;
/// How late a job can be when every hint is lost.
const POLL: Duration = Duration::from_secs(2);
/// Tries to record the end of an attempt: about as long as a lease.
const MOST_RECORDINGS: u32 = 55;
/// Attempts before a job is given up.
const MOST_ATTEMPTS: u32 = 15;

/// How an attempt at a job ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or not needed any more.
    Done,
    /// To be tried again.
    Later {
        /// Not before; by the usual back-off if absent.
        at: Option<Timestamp>,
        /// Why, for the log and the health page.
        why: String,
    },
    /// It cannot be done.
    GiveUp {
        /// Why, and what would help.
        why: String,
    },
}

/// A job in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The work.
    pub job: Job,
    /// Whether it may have been begun before, by this process or one that ended: what cannot be done twice is looked for first.
    pub again: bool,
}

impl Attempt {
    /// An attempt at a job that was claimed. Leases are counted as long as the row lives; attempts start anew with each process.
    pub fn of(leased: &Leased) -> Self {
        Self { job: leased.job.clone(), again: leased.lease > 1 }
    }
}

/// Seconds to wait after so many attempts: doubling from one second to ten minutes.
fn back_off(attempt: u32) -> i64 {
    (1_i64 << attempt.saturating_sub(1).min(10)).min(600)
}

/// The jobs in hand: the lease of each, and whether nobody waits for it. It is locked while jobs are claimed: one whose lease is being renewed
/// does not end with the lease it had before, for nobody would take its end then, and it would be begun again.
#[derive(Clone, Debug, Default)]
struct InHand(Arc<Mutex<HashMap<i64, (i64, bool)>>>);

impl InHand {
    /// Lets a job go: as it was held last. From here on it can be begun again.
    async fn let_go(&self, leased: &Leased) -> Leased {
        let lease = self.0.lock().await.remove(&leased.id).map_or(leased.lease, |(lease, _)| lease);
        Leased { lease, ..leased.clone() }
    }
}

/// Works the queue of a desk with one function that knows every job.
pub struct Runner<F> {
    desk: Arc<Desk>,
    queue: Arc<dyn Queue>,
    work: F,
    in_hand: InHand,
}

impl<F, R> Runner<F>
where
    F: Fn(Attempt) -> R + Send + Sync + Clone + 'static,
    R: Future<Output = Outcome> + Send + 'static,
{
    /// A runner that gives every job to `work`.
    pub fn new(desk: Arc<Desk>, work: F) -> Self {
        let queue = desk.store_shared();
        Self::over(queue, desk, work)
    }

    /// As [`Runner::new`], with a queue that is reached otherwise than through the desk's store: over a way that takes its time, say.
    pub fn over(queue: Arc<dyn Queue>, desk: Arc<Desk>, work: F) -> Self {
        Self { desk, queue, work, in_hand: InHand::default() }
    }

    /// Works until told to stop; jobs in hand are finished first.
    pub async fn run(self, stop: CancellationToken) {
        let mut hints = self.desk.hints().listen();
        let mut running = JoinSet::new();
        while !stop.is_cancelled() {
            let started = match self.start_due(&mut running).await {
                Ok(started) => started,
                Err(failure) => {
                    tracing::warn!(%failure, "the queue cannot be read; trying again");
                    tokio::time::sleep(POLL).await;
                    continue;
                }
            };
            if started > 0 {
                continue;
            }
            let next = self.queue.next_due().await.ok().flatten();
            let due = async {
                match next {
                    // What is due but was not claimed waits for its lane: a finish wakes us.
                    Some(when) if when > self.desk.clock().now() => self.desk.clock().until(when).await,
                    _ => std::future::pending().await,
                }
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = due => {}
                () = tokio::time::sleep(POLL) => {}
                Some(_) = running.join_next() => {}
                () = wanted(&mut hints) => {}
            }
        }
        while running.join_next().await.is_some() {}
    }

    async fn start_due(&self, running: &mut JoinSet<()>) -> Result<usize, Failure> {
        while running.try_join_next().is_some() {}
        let free = MOST_AT_ONCE.saturating_sub(u32::try_from(running.len()).unwrap_or(u32::MAX));
        if free == 0 {
            return Ok(0);
        }
        let mut in_hand = self.in_hand.0.lock().await;
        let now = self.desk.clock().now();
        // What is due is claimed by rank, so people come first; where there is no room for more records, people only.
        let records = in_hand.values().filter(|(_, record)| *record).count();
        let room = MOST_RECORDS.saturating_sub(u32::try_from(records).unwrap_or(u32::MAX));
        let (most, rank) = if room == 0 { (free, LAST_OF_PEOPLE) } else { (free.min(room), i16::MAX) };
        let until = now.plus_seconds(LEASE_SECONDS);
        let leased = self.queue.claim_up_to(now, until, most, rank).await?;
        let claimed = leased.len();
        // What takes longer than its lease, because Discord has us wait, is not begun a second time beside itself.
        for job in leased {
            if in_hand.insert(job.id, (job.lease, job.job.is_record())).is_some() {
                continue;
            }
            let (desk, queue) = (Arc::clone(&self.desk), Arc::clone(&self.queue));
            running.spawn(attempt((desk, queue), self.work.clone(), self.in_hand.clone(), job));
        }
        Ok(claimed)
    }
}

/// Waits for a hint that there may be jobs; having missed some counts as one.
async fn wanted(hints: &mut tokio::sync::broadcast::Receiver<Hint>) {
    loop {
        match hints.recv().await {
            Ok(Hint::Jobs) | Err(RecvError::Lagged(_)) => return,
            Ok(_) => {}
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// What an outcome means for the job: tried again a little later each time, and given up in the end.
pub fn finish(leased: &Leased, outcome: Outcome, now: Timestamp) -> Finish {
    match outcome {
        Outcome::Done => Finish::Done,
        Outcome::Later { why, .. } if leased.attempt >= MOST_ATTEMPTS && !leased.job.keeps_trying() => {
            Finish::GiveUp { why }
        }
        Outcome::Later { at, why } => {
            tracing::debug!(
                kind = leased.job.kind(),
                why,
                attempt = leased.attempt,
                "a job is to be tried again"
            );
            Finish::Later { due: at.unwrap_or_else(|| now.plus_seconds(back_off(leased.attempt))), why }
        }
        Outcome::GiveUp { why } => Finish::GiveUp { why },
    }
}

async fn attempt<F, R>((desk, queue): (Arc<Desk>, Arc<dyn Queue>), work: F, in_hand: InHand, leased: Leased)
where
    F: Fn(Attempt) -> R,
    R: Future<Output = Outcome> + Send + 'static,
{
    let kind = leased.job.kind();
    crash::point("job-claimed");
    // On a task of its own, so that a panic in one job is that job's failure only.
    let outcome = tokio::spawn((work)(Attempt::of(&leased))).await.unwrap_or_else(|panic| {
        tracing::error!(kind, %panic, "a job panicked");
        Outcome::Later { at: None, why: "an internal error; see the log".to_owned() }
    });
    crash::point("job-worked");
    let now = desk.clock().now();
    let finish = finish(&leased, outcome, now);
    if let Finish::GiveUp { why } = &finish {
        tracing::warn!(kind, why, "a job was given up");
    }
    let held = in_hand.let_go(&leased).await;
    record(&*queue, &held, finish, now).await;
    crash::point("job-finished");
    desk.hints().send(Hint::Jobs);
}

/// Records how an attempt ended, again and again as long as its lease lasts: a disk may be full for a while. After that the job is tried
/// again, which does no harm: jobs make the world match, or look first.
async fn record(queue: &dyn Queue, leased: &Leased, finish: Finish, now: Timestamp) {
    for _ in 0..MOST_RECORDINGS {
        match queue.finish(leased, finish.clone(), now).await {
            Ok(()) => return,
            Err(failure) => {
                tracing::warn!(kind = leased.job.kind(), %failure, "the end of a job cannot be recorded; trying again");
            }
        }
        tokio::time::sleep(POLL).await;
    }
}
