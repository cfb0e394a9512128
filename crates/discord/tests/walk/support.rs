//! A guild, a desk, a bot and a runner.

use desk::{Attempt, Clock, Desk, Hints, Outcome, Runner};
use discord::{Config, Discord, Secret};
use fake_discord::{Fake, World, sample::Sample, tap::Tap};
use serde_json::Value;
use spec_gate::Gate;
use std::{sync::Arc, time::Duration};
use ticket::{GuildId, Job, Ticket, TicketKey};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A test that waits longer than this has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// What outlasts the program.
pub type Outlasting = (Fake, Sample, tempfile::TempDir, Gate);

/// Everything running.
pub struct Stage {
    pub fake: Fake,
    pub sample: Sample,
    pub desk: Arc<Desk>,
    folder: tempfile::TempDir,
    gate: Gate,
    stop: CancellationToken,
    tasks: Vec<JoinHandle<()>>,
}

pub fn config(fake: &Fake) -> Config {
    Config {
        token: Secret::new(fake.token()),
        api_base: Some(fake.base_url().parse().expect("an address")),
        gateway_url: None,
        public_url: "http://desk.example".to_owned(),
        root_command: "ptickets".to_owned(),
    }
}

pub async fn work(bot: Discord, desk: Arc<Desk>, attempt: Attempt) -> Outcome {
    let bot = bot.attempt(&attempt);
    match attempt.job {
        Job::Wake { ticket, alarm } => {
            desk.ring(ticket, alarm).await.expect("a database");
            Outcome::Done
        }
        Job::SyncSurface { ticket } => bot.sync_surface(ticket).await,
        Job::Welcome { ticket } => bot.welcome(ticket).await,
        Job::Announce { ticket, seq } => bot.announce(ticket, seq).await,
        Job::ModLog { ticket, seq } => bot.mod_log(ticket, seq).await,
        Job::DmClosed { ticket, seq } => bot.dm_closed(ticket, seq).await,
        Job::WarnIdle { ticket, seq } => bot.warn_idle(ticket, seq).await,
        Job::SlaNotice { ticket, seq, whom } => bot.sla_notice(ticket, seq, whom).await,
        Job::TellLoss { ticket, seq, user } => bot.tell_loss(ticket, seq, user).await,
        Job::Pull { guild } | Job::PullLater { guild } => {
            desk.pull(guild).await.expect("a database");
            Outcome::Done
        }
        Job::RebuildFigures { guild } => {
            desk.rebuild_figures(guild).await.expect("a database");
            Outcome::Done
        }
        Job::AnswerOpener { ticket } => bot.answer_opener(ticket).await,
        Job::ClaimByAnswer { ticket, message } => bot.claim_by_answer(ticket, message).await,
        Job::ShowFiles { ticket } => bot.show_files(ticket).await,
        Job::CopyPictures { ticket } => bot.copy_pictures(ticket).await,
        Job::CopyFiles { ticket, message } => bot.copy_files(ticket, message).await,
        Job::Shortcode { ticket, message } => bot.shortcode(ticket, message).await,
        Job::Backfill { ticket, after } => bot.backfill(ticket, after).await,
        Job::Examine { guild } => bot.examine(guild).await,
        Job::Compare { guild } => bot.compare(guild).await,
        Job::Relay { ticket } => bot.relay(ticket).await,
        // Nothing here turns it on.
        Job::Assist { .. }
        | Job::Push { .. }
        | Job::Deliver { .. }
        | Job::Evaluate { .. }
        | Job::Samples { .. }
        | Job::Erase { .. }
        | Job::Recompute { .. }
        | Job::Batch { .. } => Outcome::Done,
        Job::CopyIcon { guild } => bot.copy_icon(guild).await,
        Job::SyncCommands { guild } => bot.sync_guild_commands(guild).await,
        Job::PostPanel { guild, panel, channel } => bot.post_panel(guild, panel, channel).await,
    }
}

impl Stage {
    /// The sample guild with the bot in it and running.
    pub async fn begin() -> Self {
        Self::begin_with(|_, _| {}).await
    }

    pub async fn begin_with(change: impl FnOnce(&mut World, &Sample)) -> Self {
        Self::begin_as(change, |tap| tap).await
    }

    /// Everything that goes over the wire is seen by another too.
    pub async fn begin_seen_by(observer: impl FnOnce(Option<Tap>) -> Option<Tap>) -> Self {
        Self::begin_as(|_, _| {}, observer).await
    }

    async fn begin_as(
        change: impl FnOnce(&mut World, &Sample),
        observer: impl FnOnce(Option<Tap>) -> Option<Tap>,
    ) -> Self {
        let (mut world, sample) = fake_discord::sample::harbor_lights(fake_discord::Clock::System);
        change(&mut world, &sample);
        let gate = Gate::open();
        let settings = fake_discord::Config { tap: observer(gate.tap()), ..fake_discord::Config::default() };
        let fake = Fake::start(settings, world).await.expect("a free port");
        let folder = tempfile::tempdir().expect("a folder");
        Self::start((fake, sample, folder, gate)).await
    }

    async fn start((fake, sample, folder, gate): Outlasting) -> Self {
        let address = store::Address::Sqlite(folder.path().join("desk.db"));
        store::migrations::run(&address).await.expect("a schema");
        let kept = store::open(&address).await.expect("a database");
        kept.release_leases().await.expect("no leases");
        let files = store::files(&folder.path().join("files")).expect("a folder");
        let desk = Arc::new(Desk::new(kept, files, Clock::System, Hints::default()));
        let bot = Discord::connect(config(&fake), Arc::clone(&desk)).await.expect("a token");
        let stop = CancellationToken::new();
        let (running, stopped) = (bot.clone(), stop.clone());
        let gateway = tokio::spawn(async move { running.run(stopped).await.expect("a gateway") });
        let (working, at) = (bot.clone(), Arc::clone(&desk));
        let runner = Runner::new(Arc::clone(&desk), move |job| work(working.clone(), Arc::clone(&at), job));
        let jobs = tokio::spawn(runner.run(stop.clone()));
        fake.until("registered commands", |world| {
            world.commands.iter().any(|one| one.get("guild_id").is_none()).then_some(())
        })
        .await;
        let stage = Self { fake, sample, desk, folder, gate, stop, tasks: vec![gateway, jobs] };
        stage
            .until("the guild in the directory", async |stage| {
                stage.desk.store().guild(stage.guild()).await.expect("a store").map(|_| ())
            })
            .await;
        stage
    }

    /// Ends the program; Discord and the database go on.
    pub async fn end(self) -> Outlasting {
        self.stop.cancel();
        for task in self.tasks {
            tokio::time::timeout(PATIENCE, task).await.expect("ends in time").expect("no panic");
        }
        let despite = self.fake.counters().despite;
        assert!(despite.is_empty(), "sent although an answer had said that nothing is left: {despite:?}");
        // Whoever begins again was told nothing.
        self.fake.forget_told();
        (self.fake, self.sample, self.folder, self.gate)
    }

    /// Starts the program again.
    pub async fn again(outlasting: Outlasting) -> Self {
        Self::start(outlasting).await
    }

    pub fn guild(&self) -> GuildId {
        GuildId(self.sample.guild)
    }

    /// Waits until something is so in the desk.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFn(&Self) -> Option<T>) -> T {
        let mut hints = self.desk.hints().listen();
        let mut world = Duration::from_millis(1);
        let waiting = async {
            loop {
                if let Some(found) = look(self).await {
                    return found;
                }
                // A hint, or a while: not everything that is written is hinted at.
                let _ = tokio::time::timeout(world, hints.recv()).await;
                world = (world * 2).min(Duration::from_millis(200));
            }
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(found) => found,
            Err(_) => panic!("waited in vain for {what}"),
        }
    }

    pub async fn ticket(&self, number: u32) -> Option<Ticket> {
        let key = TicketKey { guild: self.guild(), number };
        self.desk.store().ticket(key).await.expect("a store").map(|found| found.ticket)
    }

    /// Switches tickets on and posts the panel into `#get-help`, as the owner would.
    pub async fn set_up(&self) {
        let owner = self.fake.person(self.sample.owner);
        let place = self.sample.staff_room;
        let role = Value::from(self.sample.staff_roles[0].to_string());
        let asked = owner.slash(place, "ptickets setup", &[("staff", role)]);
        let told = owner.told(asked).await;
        assert!(
            told["embeds"][0]["description"].as_str().is_some_and(|text| text.contains("switched on")),
            "{told}"
        );
        let channel = Value::from(self.sample.get_help.to_string());
        let asked = owner.slash(place, "ptickets panel", &[("channel", channel)]);
        owner.told(asked).await;
        self.fake
            .until("a panel", |world| {
                (!world.channels[&self.sample.get_help].messages.is_empty()).then_some(())
            })
            .await;
        self.until("the doctor has seen the panel", async |stage| {
            let (store, now) = (stage.desk.store(), stage.desk.clock().now());
            let (_, report) = store.report(stage.guild()).await.ok()??;
            let idle = store.next_due().await.ok()?.is_none_or(|due| due > now);
            (report.findings.is_empty() && idle && store.in_hand(now).await.ok()? == 0).then_some(())
        })
        .await;
    }

    /// Mia opens a ticket; gives its channel once the welcome stands.
    pub async fn open(&self, user: u64) -> (u64, u32) {
        let person = self.fake.person(user);
        let pressed = person.press(self.sample.get_help, "Support");
        let sent = person.fill(pressed, &["My boat is stuck", "On a *sandbank* @everyone"]).await;
        let channel = self
            .until("a link to the ticket", async |_| {
                let told = person.told(sent).await;
                let text = told["content"].as_str().unwrap_or_default();
                text.split("<#").nth(1)?.split('>').next()?.parse::<u64>().ok()
            })
            .await;
        let number = self
            .until("a welcome", async |stage| {
                let found = stage.desk.store().ticket_in(stage.guild(), ticket::ChannelId(channel)).await;
                let ticket = found.expect("a store")?.ticket;
                ticket.surface.welcome().map(|_| ticket.key.number)
            })
            .await;
        (channel, number)
    }
}
