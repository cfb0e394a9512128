//! Sample tickets are put in and taken out: a few at a time, again if it was interrupted. Each is written, and goes, in one commit.

use crate::{
    Desk, Failure, Hint, Outcome, Rejected, crash,
    ports::{Change, Commit, Expect, Posted, SampleSet},
};
use futures_util::StreamExt;
use object_store::{ObjectStoreExt, path::Path};
use serde_json::{Value, json};
use ticket::{
    Actor, Alarm, GuildId, Job, MessageId, Scheduled, TicketKey, Timestamp,
    sample::{self, Said, Story},
};

/// Samples in one attempt, after which whoever looks is told.
const STEP: usize = 4;

impl Desk {
    /// Asks that samples be there, or go. `actor` must be one who may configure. Says whether that was not so already.
    ///
    /// # Errors
    /// A [`ticket::Refusal`] of [`sample::types`] where they are to be there, or a [`Failure`].
    pub async fn ask_for_samples(
        &self,
        guild: GuildId,
        actor: &Actor,
        wanted: bool,
    ) -> Result<bool, Rejected> {
        if wanted {
            sample::types(&self.config(guild).await?.config)?;
        }
        let news = self.store().samples_asked(guild, wanted, self.clock().now(), &actor.by()).await?;
        self.hints().send(Hint::Guild(guild));
        self.hints().send(Hint::Jobs);
        Ok(news)
    }

    /// Whether a job is not to be done because it is about a sample and leaves the house.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn is_kept_in(&self, job: &Job) -> Result<bool, Failure> {
        let Some(key) = job.ticket().filter(|_| job.leaves_the_house()) else { return Ok(false) };
        let found = self.store().ticket(key).await?;
        Ok(found.is_some_and(|found| found.ticket.is_sample()))
    }

    /// Does [`Job::Samples`]: a few, and asks for itself again.
    pub async fn go_on_with_samples(&self, guild: GuildId) -> Outcome {
        match self.samples_step(guild).await {
            // The other thing was asked for meanwhile, and with it this job.
            Ok(()) | Err(Failure::Conflict) => Outcome::Done,
            Err(failure) => Outcome::Later { at: None, why: failure.to_string() },
        }
    }

    async fn samples_step(&self, guild: GuildId) -> Result<(), Failure> {
        let Some(set) = self.store().samples(guild).await? else { return Ok(()) };
        let more = if set.wanted {
            self.put_samples(guild, &set).await?
        } else {
            self.take_samples(guild, &set).await?
        };
        if more {
            self.enqueue(vec![Job::Samples { guild }]).await?;
        }
        self.hints().send(Hint::Guild(guild));
        Ok(())
    }

    /// Puts the next ones in; says whether there are more.
    async fn put_samples(&self, guild: GuildId, set: &SampleSet) -> Result<bool, Failure> {
        let config = self.config(guild).await?.config;
        let is_here = |place: &u16| set.here.iter().any(|(known, _)| known == place);
        let mut missing = (0..sample::COUNT).filter(|place| !is_here(place));
        for place in missing.by_ref().take(STEP) {
            let key = TicketKey { guild, number: self.store().next_number(guild).await? };
            // Where there is no type any more there is nothing to be put in.
            let Some(story) = sample::story(&config, place, key, set.at) else { return Ok(false) };
            let said = self.store().ready(changes(&story)).await;
            crash::point("sample");
            self.store().sample_in(place, set.at, commit(story, self.clock().now()), said).await?;
            self.hints().send(Hint::Jobs);
        }
        Ok(missing.next().is_some())
    }

    /// Takes the next ones out, files first: rows say that there may be some. Says whether there are more.
    async fn take_samples(&self, guild: GuildId, set: &SampleSet) -> Result<bool, Failure> {
        for (_, number) in set.here.iter().take(STEP) {
            let key = TicketKey { guild, number: *number };
            self.forget_files(&format!("files/{guild}/{number}")).await?;
            crash::point("sample");
            self.store().sample_out(key).await?;
            self.hints().send(Hint::Ticket(key));
        }
        if set.here.len() > STEP {
            return Ok(true);
        }
        self.store().samples_gone(guild).await?;
        Ok(false)
    }

    async fn forget_files(&self, below: &str) -> Result<(), Failure> {
        let failed = |error| Failure::Unavailable(format!("the file storage failed: {error}"));
        let mut there = self.files().list(Some(&Path::from(below)));
        while let Some(one) = there.next().await {
            match self.files().delete(&one.map_err(failed)?.location).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(failed(error)),
            }
        }
        Ok(())
    }
}

/// What the store is to write of it. Its clocks run, and who is asleep wakes.
fn commit(Story { ticket, events, .. }: Story, now: Timestamp) -> Commit {
    let key = ticket.key;
    let wake = |alarm, due| Scheduled { job: Job::Wake { ticket: key, alarm }, due };
    let mut jobs = Vec::new();
    if ticket.is_open() {
        jobs.push(wake(Alarm::Sla, now));
        let until = ticket.snoozed.as_ref().and_then(|snooze| snooze.until);
        jobs.extend(until.map(|until| wake(Alarm::Snooze, until)));
    }
    Commit { expect: vec![Expect::New(key)], ticket, events, jobs, files: Vec::new() }
}

fn changes(story: &Story) -> Vec<(TicketKey, Change)> {
    let one = |(count, said): (u16, &Said)| {
        let message = MessageId::own(said.at, count);
        let posted = Posted {
            message,
            author: said.by,
            human: true,
            staff_reply: said.staff,
            body: body(message, said, &said.text, None).to_string(),
            edited: None,
            files: Vec::new(),
        };
        let reworded = said.reworded.as_ref().map(|(at, text)| Change::Edited {
            message,
            at: *at,
            body: body(message, said, text, Some(*at)).to_string(),
        });
        [Some(Change::Posted(posted)), reworded]
    };
    let all = (0..).zip(&story.said).flat_map(one).flatten();
    all.map(|change| (story.ticket.key, change)).collect()
}

/// As a message of Discord's is kept.
fn body(message: MessageId, said: &Said, text: &str, edited: Option<Timestamp>) -> Value {
    json!({
        "id": message.to_string(), "type": 0, "content": text, "timestamp": said.at.iso(),
        "edited_timestamp": edited.map(Timestamp::iso),
        "author": {
            "id": said.by.to_string(), "username": said.name.to_lowercase(), "global_name": said.name, "bot": false,
            "avatar": null,
        },
        "member": { "nick": said.name, "roles": [] },
        "attachments": [], "embeds": [], "mentions": [], "mention_roles": [],
    })
}
