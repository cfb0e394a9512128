//! Response times computed again: a few tickets at a time, each judged as it is when its turn comes, by an ordinary command. What was done
//! once changes nothing the second time, so a run that is interrupted goes on where it was.

use crate::{
    Desk, Failure, Hint, Outcome, Rejected,
    ports::{MOST_RECOMPUTED, Progress, Recompute, Row, RunState, Which},
};
use ticket::{
    Actor, Command, GuildId, Job, Timestamp,
    sla::{self, AtOnce, Outlook},
};

/// Tickets in one attempt: some seconds at most, far less than a lease.
const STEP: u32 = 50;
/// Tickets that are read at once for a preview.
const PAGE: u32 = 500;
/// Tickets that are named in a preview.
const NAMED: usize = 10;

/// What would come of a run over open tickets.
#[derive(Clone, Debug, Default)]
pub struct Ahead {
    /// Open tickets.
    pub tickets: u32,
    /// For which something else would be promised.
    pub different: u32,
    /// Which would be overdue at once.
    pub overdue: u32,
    /// The first of them, and by how much.
    pub named: Vec<(Row, AtOnce)>,
}

impl Desk {
    /// What would come of a run over tickets that were closed in a period; nothing where there are more than [`MOST_RECOMPUTED`].
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn outlook(
        &self,
        guild: GuildId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Option<Outlook>, Failure> {
        let which = Which::Closed(from, to);
        if self.store().recompute_count(guild, which, MOST_RECOMPUTED + 1).await? > MOST_RECOMPUTED {
            return Ok(None);
        }
        let (config, now) = (self.config(guild).await?.config, self.clock().now());
        let mut outlook = Outlook::default();
        let mut after = (Timestamp(i64::MIN), 0);
        loop {
            let rows = self.store().recompute_tickets(guild, which, after, PAGE).await?;
            for row in &rows {
                outlook.add(&row.ticket, &row.activity.talk, &config, now);
            }
            match rows.last().filter(|_| rows.len() == PAGE as usize) {
                Some(last) => after = place(last),
                None => return Ok(Some(outlook)),
            }
            tokio::task::yield_now().await;
        }
    }

    /// What would come of a run over open tickets, of the first [`MOST_RECOMPUTED`].
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn ahead(&self, guild: GuildId) -> Result<Ahead, Failure> {
        let (config, now) = (self.config(guild).await?.config, self.clock().now());
        let mut ahead = Ahead::default();
        let mut after = (Timestamp(i64::MIN), 0);
        loop {
            let rows = self.store().recompute_tickets(guild, Which::Open, after, PAGE).await?;
            let more = rows.len() == PAGE as usize && ahead.tickets + PAGE < MOST_RECOMPUTED;
            after = rows.last().map_or(after, place);
            for row in rows {
                ahead.tickets += 1;
                let Some(would) = sla::would_be(&row.ticket, &row.activity.talk, &config, now) else {
                    continue;
                };
                ahead.different += 1;
                if let Some(found) = would {
                    ahead.overdue += 1;
                    if ahead.named.len() < NAMED {
                        ahead.named.push((row, found));
                    }
                }
            }
            if !more {
                return Ok(ahead);
            }
            tokio::task::yield_now().await;
        }
    }

    /// Begins a run by the version of the configuration that was looked at. Says whether it did: another may run, there may be too many
    /// tickets, or the configuration changed since.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn begin_recompute(
        &self,
        guild: GuildId,
        actor: &Actor,
        which: Which,
        config: u32,
    ) -> Result<bool, Failure> {
        let total = self.store().recompute_count(guild, which, MOST_RECOMPUTED + 1).await?;
        if total > MOST_RECOMPUTED || self.store().config(guild).await?.version != config {
            return Ok(false);
        }
        let new = Recompute {
            number: 0,
            at: self.clock().now(),
            by: actor.by(),
            which,
            config,
            total,
            state: RunState::Running,
            progress: Progress { after: (Timestamp(i64::MIN), 0), ..Progress::default() },
        };
        match self.store().recompute_begin(guild, new).await {
            Err(Failure::Conflict) => Ok(false),
            begun => {
                begun?;
                self.hints().send(Hint::Guild(guild));
                self.hints().send(Hint::Jobs);
                Ok(true)
            }
        }
    }

    /// Stops the run of a guild: what was computed stays. Says whether one ran.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn stop_recompute(&self, guild: GuildId) -> Result<bool, Failure> {
        let Some(run) = self.running(guild).await? else { return Ok(false) };
        let stopped = self.store().recompute_save(guild, run.number, RunState::Stopped, run.progress).await?;
        self.hints().send(Hint::Guild(guild));
        Ok(stopped)
    }

    async fn running(&self, guild: GuildId) -> Result<Option<Recompute>, Failure> {
        Ok(self.store().recompute(guild).await?.filter(|run| run.state == RunState::Running))
    }

    /// Does [`Job::Recompute`]: a few tickets, and asks for itself again.
    pub async fn go_on_with_recompute(&self, guild: GuildId) -> Outcome {
        match self.recompute_step(guild).await {
            Ok(()) => Outcome::Done,
            Err(failure) => Outcome::Later { at: None, why: failure.to_string() },
        }
    }

    async fn recompute_step(&self, guild: GuildId) -> Result<(), Failure> {
        let Some(run) = self.running(guild).await? else { return Ok(()) };
        let store = self.store();
        if store.config(guild).await?.version != run.config {
            store.recompute_save(guild, run.number, RunState::Stopped, run.progress).await?;
            self.hints().send(Hint::Guild(guild));
            return Ok(());
        }
        let mut progress = run.progress;
        let rows = store.recompute_tickets(guild, run.which, progress.after, STEP).await?;
        for row in &rows {
            match self.handle(row.ticket.key, &Actor::System, &Command::Recompute).await {
                Ok(_) => progress.changed += 1,
                Err(Rejected::Refused(_)) => {}
                Err(Rejected::Failed(failure)) => {
                    // What was done is done; the next attempt goes on from here.
                    store.recompute_save(guild, run.number, RunState::Running, progress).await?;
                    return Err(failure);
                }
            }
            progress.turned += 1;
            progress.after = place(row);
        }
        let over = rows.len() < STEP as usize;
        let state = if over { RunState::Done } else { RunState::Running };
        if store.recompute_save(guild, run.number, state, progress).await? && !over {
            self.enqueue(vec![Job::Recompute { guild }]).await?;
        }
        self.hints().send(Hint::Guild(guild));
        Ok(())
    }
}

/// Where a run goes on after this ticket.
fn place(row: &Row) -> (Timestamp, u32) {
    let closed = row.ticket.closure().map_or(Timestamp(i64::MIN), |closure| closure.at);
    (closed, row.ticket.key.number)
}
