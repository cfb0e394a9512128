use super::*;
use desk::{
    Failure,
    ports::{Finish, GivenUp, Leased, Queue},
};
use ticket::{Alarm, ChannelId, Job, PanelId, Scheduled};

fn key(number: u32) -> TicketKey {
    TicketKey { guild: GUILD, number }
}

fn sync(number: u32) -> Scheduled {
    Scheduled { job: Job::SyncSurface { ticket: key(number) }, due: NOW }
}

fn soon(seconds: i64) -> Timestamp {
    NOW.plus_seconds(seconds)
}

/// Where there is no room for more of what nobody waits for, only what people wait for is given out, however long the other is due.
pub async fn people_are_served_where_records_have_no_room(store: Arc<dyn Store>) {
    let missed = Job::Backfill { ticket: key(1), after: None };
    store.enqueue(vec![Scheduled { job: missed.clone(), due: NOW }]).await.expect("is asked for");
    let people = ticket::job::LAST_OF_PEOPLE;
    assert!(store.claim_up_to(soon(9), soon(60), 10, people).await.expect("claims").is_empty());
    store.enqueue(vec![sync(2)]).await.expect("is asked for");
    let given = store.claim_up_to(soon(9), soon(60), 10, people).await.expect("claims");
    assert_eq!(given.into_iter().map(|one| one.job).collect::<Vec<_>>(), [sync(2).job]);
    let given = store.claim(soon(9), soon(60), 10).await.expect("claims");
    assert_eq!(given.into_iter().map(|one| one.job).collect::<Vec<_>>(), [missed]);
}

/// A lease that ends is taken over; the first holder's finish then changes nothing.
pub async fn a_lease_that_ends_is_taken_over(store: Arc<dyn Store>) {
    store.enqueue(vec![sync(1)]).await.expect("is asked for");
    let first = store.claim(NOW, soon(60), 10).await.expect("claims").remove(0);
    assert!(store.claim(soon(59), soon(200), 10).await.expect("claims").is_empty(), "it is held");
    assert_eq!(store.next_due().await.expect("reads"), Some(soon(60)));
    let in_hand = async |at| store.in_hand(soon(at)).await.expect("reads");
    assert_eq!((in_hand(59).await, in_hand(60).await), (1, 0));
    let second = store.claim(soon(60), soon(200), 10).await.expect("claims").remove(0);
    assert_eq!(second.attempt, 2);
    store.finish(&first, Finish::Done, soon(61)).await.expect("is ignored");
    assert_eq!(store.next_due().await.expect("reads"), Some(soon(200)), "the second holder still has it");
    store.finish(&second, Finish::Done, soon(62)).await.expect("ends");
    assert_eq!(store.next_due().await.expect("reads"), None);
}

/// A job that is worked until the test says so, by a runner of its own.
struct Long {
    clock: desk::ManualClock,
    desk: Arc<Desk>,
    begun: tokio::sync::watch::Receiver<u32>,
    end: tokio::sync::watch::Sender<bool>,
    stop: tokio_util::sync::CancellationToken,
    running: tokio::task::JoinHandle<()>,
}

impl Long {
    /// Asks for it, and waits until it is begun.
    async fn begin(store: &Arc<dyn Store>, queue: Arc<dyn Queue>) -> Self {
        let clock = desk::ManualClock::at(NOW);
        let folder = std::env::temp_dir().join("guildhall-conformance-files");
        let files = store::files(&folder).expect("a folder");
        let desk = desk::Clock::Manual(clock.clone());
        let desk = Arc::new(Desk::new(Arc::clone(store), files, desk, desk::Hints::default()));
        let (begins, mut begun) = tokio::sync::watch::channel(0);
        let (end, ended) = tokio::sync::watch::channel(false);
        let begins = Arc::new(begins);
        let runner = desk::Runner::over(queue, Arc::clone(&desk), move |_| {
            let (begins, mut ended) = (Arc::clone(&begins), ended.clone());
            async move {
                begins.send_modify(|begun| *begun += 1);
                ended.wait_for(|ended| *ended).await.expect("is told");
                desk::Outcome::Done
            }
        });
        let stop = tokio_util::sync::CancellationToken::new();
        let running = tokio::spawn(runner.run(stop.clone()));
        desk.enqueue(vec![sync(1).job]).await.expect("is asked for");
        begun.wait_for(|begun| *begun == 1).await.expect("begins");
        Self { clock, desk, begun, end, stop, running }
    }

    /// Its lease is over.
    fn outlast(&self) {
        self.clock.advance_seconds(desk::runner::LEASE_SECONDS + 1);
        self.desk.hints().send(desk::Hint::Jobs);
    }

    /// Waits for its end, which is the only one.
    async fn was_begun_once(self, store: &Arc<dyn Store>) {
        until(async || store.next_due().await.expect("reads").is_none().then_some(())).await;
        self.stop.cancel();
        self.running.await.expect("ends");
        assert_eq!(*self.begun.borrow(), 1, "it was begun once");
    }
}

/// What takes longer than its lease is not begun a second time beside itself: the process that works on it holds it on, and ends it.
// Proves: M79
pub async fn a_long_job_is_begun_once(store: Arc<dyn Store>) {
    let queue: Arc<dyn Queue> = store.clone();
    let long = Long::begin(&store, queue).await;
    for _ in 0..3 {
        let held = store.next_due().await.expect("reads").expect("it is held");
        long.outlast();
        until(async || (store.next_due().await.expect("reads") > Some(held)).then_some(())).await;
    }
    long.end.send(true).expect("is heard");
    long.was_begun_once(&store).await;
}

/// Hands on to a queue, and keeps its answers to claims back while it is shut.
struct Gate {
    queue: Arc<dyn Store>,
    open: tokio::sync::watch::Sender<bool>,
    /// How many jobs stand in answers that were kept back.
    kept_back: tokio::sync::watch::Sender<usize>,
    /// How many ends were told.
    ends: tokio::sync::watch::Sender<usize>,
}

#[async_trait::async_trait]
impl Queue for Gate {
    async fn claim_up_to(
        &self,
        now: Timestamp,
        until: Timestamp,
        most: u32,
        rank: i16,
    ) -> Result<Vec<Leased>, Failure> {
        let claimed = self.queue.claim_up_to(now, until, most, rank).await?;
        if !claimed.is_empty() && !*self.open.borrow() {
            self.kept_back.send_modify(|kept| *kept += claimed.len());
            self.open.subscribe().wait_for(|open| *open).await.expect("is opened");
        }
        Ok(claimed)
    }
    async fn finish(&self, leased: &Leased, finish: Finish, now: Timestamp) -> Result<(), Failure> {
        let told = self.queue.finish(leased, finish, now).await;
        self.ends.send_modify(|ends| *ends += 1);
        told
    }
    async fn enqueue(&self, jobs: Vec<Scheduled>) -> Result<(), Failure> {
        self.queue.enqueue(jobs).await
    }
    async fn next_due(&self) -> Result<Option<Timestamp>, Failure> {
        self.queue.next_due().await
    }
    async fn in_hand(&self, now: Timestamp) -> Result<u64, Failure> {
        self.queue.in_hand(now).await
    }
    async fn release_leases(&self) -> Result<(), Failure> {
        self.queue.release_leases().await
    }
    async fn given_up(&self, guild: GuildId) -> Result<Vec<GivenUp>, Failure> {
        self.queue.given_up(guild).await
    }
    async fn revive(&self, guild: GuildId, id: i64, now: Timestamp) -> Result<(), Failure> {
        self.queue.revive(guild, id, now).await
    }
}

/// A job ends in the very moment in which its lease is being renewed: the queue has renewed it, and its answer is on its way. The end is told
/// under the new lease, and it is not begun again.
// Proves: M79
pub async fn a_job_that_ends_while_it_is_held_on(store: Arc<dyn Store>) {
    let gate = Arc::new(Gate {
        queue: Arc::clone(&store),
        open: tokio::sync::watch::Sender::new(true),
        kept_back: tokio::sync::watch::Sender::new(0),
        ends: tokio::sync::watch::Sender::new(0),
    });
    let queue: Arc<dyn Queue> = gate.clone();
    let long = Long::begin(&store, queue).await;
    gate.open.send_replace(false);
    long.outlast();
    gate.kept_back.subscribe().wait_for(|kept| *kept == 1).await.expect("it is renewed");
    long.end.send(true).expect("is heard");
    // Whoever would tell an end under the lease of before has time for it.
    let told = async { gate.ends.subscribe().wait_for(|ends| *ends > 0).await.map(drop) };
    let _ = tokio::time::timeout(std::time::Duration::from_millis(300), told).await;
    gate.open.send_replace(true);
    long.was_begun_once(&store).await;
}

/// Waits for something that is looked for again and again.
async fn until<T>(look: impl AsyncFn() -> Option<T>) -> T {
    let waiting = async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await.expect("in time")
}

/// What ended once has ended: told again, as after an answer that got lost, it ends nothing that was asked for since, though that is the
/// first attempt at a first request just the same.
pub async fn an_end_told_twice_ends_nothing_else(store: Arc<dyn Store>) {
    store.enqueue(vec![sync(1)]).await.expect("is asked for");
    let first = store.claim(NOW, soon(60), 10).await.expect("claims").remove(0);
    store.finish(&first, Finish::Done, soon(1)).await.expect("ends");
    store.enqueue(vec![sync(2)]).await.expect("is asked for");
    let second = store.claim(soon(2), soon(60), 10).await.expect("claims").remove(0);
    store.finish(&first, Finish::Done, soon(3)).await.expect("is ignored");
    store.finish(&first, Finish::GiveUp { why: "late".to_owned() }, soon(3)).await.expect("is ignored");
    assert_eq!(store.in_hand(soon(4)).await.expect("reads"), 1, "the second is still worked");
    store
        .finish(&second, Finish::Later { due: soon(9), why: "busy".to_owned() }, soon(5))
        .await
        .expect("is kept");
    assert_eq!(store.next_due().await.expect("reads"), Some(soon(9)));
}

/// Work that is asked for again while it runs is run again.
pub async fn a_request_during_the_work_is_not_swallowed(store: Arc<dyn Store>) {
    store.enqueue(vec![sync(1), sync(1)]).await.expect("is asked for");
    let running = store.claim(NOW, soon(60), 10).await.expect("claims");
    assert_eq!(running.len(), 1, "asked for twice before it runs: one piece of work");
    store.enqueue(vec![sync(1)]).await.expect("is asked for");
    store.finish(&running[0], Finish::Done, soon(1)).await.expect("ends");
    let again = store.claim(soon(1), soon(60), 10).await.expect("claims");
    assert_eq!(again.len(), 1);
    store.finish(&again[0], Finish::Done, soon(2)).await.expect("ends");
    assert!(store.claim(soon(900), soon(901), 10).await.expect("claims").is_empty());
}

/// Jobs of one ticket run one after the other, in order; other tickets do not wait for them.
pub async fn lanes_are_worked_one_at_a_time(store: Arc<dyn Store>) {
    let announce = |seq| Scheduled { job: Job::Announce { ticket: key(1), seq }, due: NOW };
    store.enqueue(vec![announce(2), announce(3), sync(2)]).await.expect("is asked for");
    let first = store.claim(NOW, soon(60), 10).await.expect("claims");
    let kinds: Vec<_> = first.iter().map(|leased| leased.job.key()).collect();
    assert_eq!(kinds, [sync(2).job.key(), announce(2).job.key()]);
    assert!(store.claim(soon(1), soon(60), 10).await.expect("claims").is_empty());
    store.finish(&first[1], Finish::Done, soon(1)).await.expect("ends");
    let second = store.claim(soon(1), soon(60), 10).await.expect("claims");
    assert_eq!(second.iter().map(|leased| leased.job.key()).collect::<Vec<_>>(), [announce(3).job.key()]);
}

/// An alarm that is set again rings at its new time only.
pub async fn alarms_are_set_anew(store: Arc<dyn Store>) {
    let wake =
        |seconds| Scheduled { job: Job::Wake { ticket: key(1), alarm: Alarm::Archive }, due: soon(seconds) };
    store.enqueue(vec![wake(10)]).await.expect("is set");
    store.enqueue(vec![wake(30)]).await.expect("is set anew");
    assert!(store.claim(soon(20), soon(60), 10).await.expect("claims").is_empty());
    assert_eq!(store.next_due().await.expect("reads"), Some(soon(30)));
    assert_eq!(store.claim(soon(30), soon(60), 10).await.expect("claims").len(), 1);
}

/// What was given up waits for people, shows why, and can be tried again; later tries wait for their time.
pub async fn given_up_jobs_can_be_revived(store: Arc<dyn Store>) {
    let post = Job::PostPanel { guild: GUILD, panel: PanelId(1), channel: ChannelId(2) };
    store.enqueue(vec![Scheduled { job: post.clone(), due: NOW }]).await.expect("is asked for");
    let leased = store.claim(NOW, soon(60), 10).await.expect("claims").remove(0);
    let later = Finish::Later { due: soon(5), why: "busy".to_owned() };
    store.finish(&leased, later, NOW).await.expect("ends");
    assert!(store.claim(soon(4), soon(60), 10).await.expect("claims").is_empty());
    let leased = store.claim(soon(5), soon(60), 10).await.expect("claims").remove(0);
    assert_eq!(leased.attempt, 2);
    store.finish(&leased, Finish::GiveUp { why: "no access".to_owned() }, soon(6)).await.expect("ends");
    assert_eq!(store.next_due().await.expect("reads"), None);
    let given_up = store.given_up(GUILD).await.expect("reads").remove(0);
    assert_eq!((given_up.job, given_up.why.as_str(), given_up.at), (post, "no access", soon(6)));
    assert!(store.given_up(GuildId(4)).await.expect("reads").is_empty());
    store.revive(GuildId(4), given_up.id, soon(7)).await.expect("another guild's is left alone");
    assert!(store.claim(soon(7), soon(60), 10).await.expect("claims").is_empty());
    store.revive(GUILD, given_up.id, soon(7)).await.expect("revives");
    assert_eq!(store.claim(soon(7), soon(60), 10).await.expect("claims")[0].attempt, 1);
}
