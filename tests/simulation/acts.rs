//! What people do, what goes wrong, and how time passes: one step at a time.

use crate::{
    dice::Dice,
    model::{Counters, Model, Opening, Said, check, knows},
    stage::{PATIENCE, Stage},
};
use fake_discord::{Person, World, faults::Faults, world::Answer};
use serde_json::{Value, json};
use ticket::{Actor, Command, Permissions, TicketKey, UserId};
use tokio::time::Instant;

/// Seconds that pass at a time.
const PAUSES: [i64; 6] = [20, 300, 3_600, 6 * 3_600, 2 * 86_400, 8 * 86_400];

/// Kinds of steps.
#[derive(Clone, Copy, Debug)]
enum Step {
    Open,
    MemberSays,
    StaffSays,
    Edit,
    Delete,
    Claim,
    Close,
    Reopen,
    Other,
    Wait,
    Cut,
    Forget,
    Restart,
    Outage,
    Rename,
    DeleteChannel,
    Archive,
    Leave,
    WebClose,
    Away,
    Storm,
}

const STEPS: [(usize, Step); 21] = [
    (14, Step::Open),
    (26, Step::MemberSays),
    (18, Step::StaffSays),
    (5, Step::Edit),
    (4, Step::Delete),
    (5, Step::Claim),
    (7, Step::Close),
    (3, Step::Reopen),
    (9, Step::Other),
    (10, Step::Wait),
    (3, Step::Cut),
    (1, Step::Forget),
    (1, Step::Restart),
    (1, Step::Outage),
    (2, Step::Rename),
    (1, Step::DeleteChannel),
    (1, Step::Archive),
    (1, Step::Leave),
    (2, Step::WebClose),
    (1, Step::Away),
    (3, Step::Storm),
];

/// One run.
pub struct Run {
    pub stage: Stage,
    pub model: Model,
    dice: Dice,
    seed: u64,
    stormy: bool,
    storms: u64,
    /// Faults that were drawn.
    pub faults: usize,
    /// Seconds that passed.
    pub seconds: i64,
    /// What was done, for the report of a failure.
    pub diary: Vec<String>,
}

impl Run {
    pub async fn begin(seed: u64) -> Self {
        let (stage, model) = (Stage::begin(seed).await, Model::default());
        let (dice, diary) = (Dice::new(seed), Vec::new());
        Self { stage, model, dice, seed, stormy: false, storms: 0, faults: 0, seconds: 0, diary }
    }

    pub async fn step(&mut self) {
        let step = self.dice.weighed(&STEPS);
        self.diary.push(format!("{step:?}"));
        match step {
            Step::Open => self.open().await,
            Step::MemberSays => self.says(false).await,
            Step::StaffSays => self.says(true).await,
            Step::Edit => self.changes(false).await,
            Step::Delete => self.changes(true).await,
            Step::Claim => self.command("ptickets claim", &[]).await,
            Step::Close => self.command("ptickets close", &[]).await,
            Step::Reopen => self.command("ptickets reopen", &[]).await,
            Step::Other => self.other().await,
            Step::Wait => self.wait().await,
            Step::Cut => {
                self.stage.fake.cut_connections();
                self.says(false).await;
                self.stage.connected().await;
            }
            Step::Forget => {
                self.stage.fake.forget_sessions();
                self.says(true).await;
                self.stage.connected().await;
            }
            Step::Restart => self.restart().await,
            Step::Outage => self.outage().await,
            Step::Rename => self.by_hand(|ingrid, channel| ingrid.rename_channel(channel, "by-hand")).await,
            Step::DeleteChannel => self.delete_channel().await,
            Step::Archive => {
                let archive = |ingrid: &Person, channel: u64| ingrid.set_thread(channel, true, false);
                self.in_thread(archive).await;
            }
            Step::Leave => self.leave(),
            Step::WebClose => self.web_close().await,
            Step::Away => self.away().await,
            Step::Storm => self.storm(!self.stormy),
        }
    }

    fn storm(&mut self, begins: bool) {
        if self.stormy {
            self.faults += self.stage.fake.injected().len();
        }
        self.stormy = begins;
        self.storms += u64::from(begins);
        let mut faults = Faults::bad_day(self.seed.wrapping_mul(1_000).wrapping_add(self.storms));
        faults.events.dropped = 1;
        self.stage.fake.storm_quietly(begins.then_some(&faults));
    }

    /// Channels of open tickets, with who opened them.
    async fn open_channels(&mut self) -> Vec<(u64, TicketKey, u64)> {
        let mut open = Vec::new();
        for (channel, key) in self.stage.surfaces().await {
            self.model.tickets.insert(channel, key);
            let loaded = self.stage.store().ticket(key).await.expect("reads").expect("is there");
            let there = self.stage.fake.look(|world| world.channels.contains_key(&channel));
            if loaded.ticket.is_open() && there {
                open.push((channel, key, loaded.ticket.opener.user.0));
            }
        }
        open
    }

    async fn open(&mut self) {
        let sample = self.stage.sample;
        let here = self.stage.fake.look(|world| {
            let all = &world.guilds[&sample.guild].members;
            sample.members.into_iter().filter(|id| all.contains_key(id)).collect::<Vec<_>>()
        });
        let Some(member) = self.dice.one_of(&here) else { return };
        let subject = format!("boat {} of {}", self.model.openings.len(), self.seed);
        let person = self.stage.person(member);
        let interaction = match self.dice.below(2) {
            0 => person.submit(
                sample.get_help,
                "gh1:form:1",
                &[("subject", &subject), ("details", "it is stuck")],
            ),
            _ => {
                let values = [("order", subject.as_str()), ("problem", "late"), ("wish", "")];
                person.submit(sample.get_help, "gh1:form:2", &values)
            }
        };
        self.model.openings.push(Opening { interaction, subject });
        self.fate(interaction).await;
    }

    /// Waits until an interaction is answered, or cannot be.
    async fn fate(&self, interaction: u64) {
        let (begun, stormy) = (Instant::now(), self.stormy);
        let look = move |world: &World| {
            let known = &world.interactions[&interaction];
            let answered = known.original.is_some() || matches!(known.answer, Answer::Modal(_));
            // Of what meets a fault it is not known whether anything follows; the next step may come.
            let late = stormy && begun.elapsed() > PATIENCE / 60;
            (answered || known.failed || late).then_some(())
        };
        self.stage.fake.until("the fate of an interaction", look).await;
    }

    /// Notes what is done, for the report of a failure.
    fn note(&mut self, words: String) {
        if let Some(last) = self.diary.last_mut() {
            last.push_str(&words);
        }
    }

    async fn says(&mut self, staff: bool) {
        if self.stage.fake.look(|world| world.sessions.is_empty()) && self.dice.below(4) == 0 {
            return;
        }
        let open = self.open_channels().await;
        let Some((channel, _, opener)) = self.dice.one_of(&open) else { return };
        let author = if staff { self.stage.sample.owner } else { opener };
        let text = format!("line {} of {}", self.diary.len(), self.seed);
        let sent = self.stage.person(author).try_send(channel, json!({"content": text}), Vec::new());
        if let Ok(message) = sent {
            self.note(format!("({channel}:{message})"));
            let said = Said { author, text, deleted: false };
            self.model.said.entry(channel).or_default().insert(message, said);
        }
    }

    /// Somebody edits or deletes what they said.
    async fn changes(&mut self, delete: bool) {
        let open: Vec<u64> = self.open_channels().await.into_iter().map(|(channel, ..)| channel).collect();
        let there: Vec<(u64, u64)> = self.stage.fake.look(|world| {
            let all =
                self.model.said.iter().flat_map(|(channel, said)| said.keys().map(|id| (*channel, *id)));
            all.filter(|(channel, id)| {
                open.contains(channel)
                    && world.channels.get(channel).is_some_and(|place| place.messages.contains_key(id))
            })
            .collect()
        });
        // Of long conversations only the end is looked at again after an outage.
        let late = &there[there.len().saturating_sub(20)..];
        let Some((channel, message)) = self.dice.one_of(late) else { return };
        let archived = self
            .stage
            .fake
            .look(|world| world.channels[&channel].thread.as_ref().is_some_and(|thread| thread.archived));
        if archived {
            return;
        }
        // Two changes in one instant have no order.
        self.stage.pass(1);
        let text = format!("changed {} of {}", self.diary.len(), self.seed);
        let Some(said) = self.model.said.get_mut(&channel).and_then(|said| said.get_mut(&message)) else {
            return;
        };
        let person = self.stage.person(said.author);
        self.diary.last_mut().expect("a step is noted").push_str(&format!("({channel}:{message})"));
        if delete {
            person.delete(channel, message);
            said.deleted = true;
        } else {
            person.edit(channel, message, &text);
            said.text = text;
        }
    }

    /// One of the commands that change a ticket and leave it open.
    async fn other(&mut self) {
        let (sample, id) = (self.stage.sample, |user: u64| json!(user.to_string()));
        let member = self.dice.one_of(&sample.members).expect("there are members");
        let kind = if self.dice.below(2) == 0 { "1" } else { "2" };
        let all = [
            ("unclaim", vec![]),
            ("request-close", vec![("reason", json!("is it done?"))]),
            ("assign", vec![("user", id(sample.staff[0]))]),
            ("priority", vec![("level", json!("high"))]),
            ("pause", vec![("reason", json!("waiting for parts"))]),
            ("resume", vec![]),
            ("pin", vec![]),
            ("adduser", vec![("user", id(member))]),
            ("adduser", vec![("user", id(member))]),
            ("removeuser", vec![("user", id(member))]),
            ("move", vec![("type", json!(kind))]),
            ("note", vec![("text", json!("between us"))]),
        ];
        let (command, options) = &all[self.dice.below(all.len())];
        self.note(format!(" {command}"));
        self.command(&format!("ptickets {command}"), options).await;
    }

    async fn command(&mut self, path: &str, options: &[(&str, Value)]) {
        let channels = match path {
            "ptickets reopen" => self.closed_channels().await,
            _ => self.open_channels().await.into_iter().map(|(channel, key, _)| (channel, key)).collect(),
        };
        let Some((channel, key)) = self.dice.one_of(&channels) else { return };
        let ingrid = self.stage.person(self.stage.sample.owner);
        self.note(format!("({channel})"));
        if path == "ptickets reopen" {
            self.model.told_closed.remove(&key);
        }
        let asked = ingrid.slash(channel, path, options);
        self.fate(asked).await;
        if !self.stormy && !self.stage.fake.look(|world| world.interactions[&asked].failed) {
            ingrid.told(asked).await;
            let loaded = self.stage.store().ticket(key).await.expect("reads").expect("is there");
            if !loaded.ticket.is_open() {
                self.model.told_closed.insert(key);
            }
        }
    }

    async fn closed_channels(&mut self) -> Vec<(u64, TicketKey)> {
        let open: Vec<u64> = self.open_channels().await.into_iter().map(|(channel, ..)| channel).collect();
        let mut known = self.stage.surfaces().await;
        let sees = |channel: u64| self.stage.fake.look(|world| world.sees(self.stage.sample.owner, channel));
        known.retain(|(channel, _)| !open.contains(channel) && sees(*channel));
        known
    }

    /// Waits a moment for answers that are on their way: hours do not pass between a question and its answer.
    async fn answered(&self) {
        let none_waits = |world: &World| {
            let waits = |one: &fake_discord::world::Interaction| {
                !one.failed && matches!(one.answer, Answer::None | Answer::Deferred { .. })
            };
            (!world.interactions.values().rev().take(3).any(waits)).then_some(())
        };
        // In a storm an answer may be lost for good.
        let waiting = self.stage.fake.until("the last answers", none_waits);
        let _ = tokio::time::timeout(PATIENCE / 200, waiting).await;
    }

    async fn wait(&mut self) {
        self.answered().await;
        self.stage.settled().await;
        let pause = self.dice.one_of(&PAUSES).expect("there are pauses");
        self.seconds += pause;
        self.stage.pass(pause);
        self.stage.settled().await;
    }

    async fn restart(&mut self) {
        self.stage.settled().await;
        let open = self.open_channels().await;
        self.stage.stop().await;
        for (channel, _, author) in open.into_iter().take(3) {
            let text = format!("unheard {} of {}", self.diary.len(), self.seed);
            let sent = self.stage.person(author).try_send(channel, json!({"content": text}), Vec::new());
            if let Ok(message) = sent {
                self.note(format!("({channel}:{message})"));
                let said = Said { author, text, deleted: false };
                self.model.said.entry(channel).or_default().insert(message, said);
            }
        }
        self.stage.pass(600);
        // Whether it can start in a storm is not asked here.
        self.storm(false);
        self.stage.start().await;
        self.stage.connected().await;
    }

    async fn outage(&mut self) {
        self.stage.settled().await;
        self.stage.fake.set_available(self.stage.sample.guild, false);
        let hours = 1 + self.dice.below(8) as i64;
        self.stage.pass(hours * 3_600);
        self.seconds += hours * 3_600;
        self.stage.fake.set_available(self.stage.sample.guild, true);
        self.stage.connected().await;
    }

    /// The gateway is away for hours, REST is not: people go on talking, alarms ring.
    async fn away(&mut self) {
        self.stage.settled().await;
        self.stage.fake.set_gateway(false);
        for _ in 0..3 {
            self.says(false).await;
            self.says(true).await;
            self.wait().await;
        }
        self.stage.fake.set_gateway(true);
        self.stage.connected().await;
    }

    async fn by_hand(&mut self, act: impl Fn(&Person, u64)) {
        let open = self.open_channels().await;
        if let Some((channel, ..)) = self.dice.one_of(&open) {
            self.note(format!("({channel})"));
            act(&self.stage.person(self.stage.sample.owner), channel);
        }
    }

    /// A member leaves, or one who left comes back.
    fn leave(&mut self) {
        let (guild, sample) = (self.stage.sample.guild, self.stage.sample);
        let member = self.stage.person(self.dice.one_of(&sample.members).expect("there are members"));
        let here = self.stage.fake.look(|world| world.guilds[&guild].members.contains_key(&member.id));
        if here { member.leave(guild) } else { member.join(guild) }
    }

    /// Staff close a ticket on the web while the connection to Discord is cut, right after something was said.
    async fn web_close(&mut self) {
        self.stage.settled().await;
        if self.dice.below(2) == 0 {
            self.stage.fake.cut_connections();
        }
        self.says(false).await;
        let open = self.open_channels().await;
        let Some((channel, key, _)) = self.dice.one_of(&open) else { return };
        self.note(format!("({channel})"));
        let owner = ticket::Person {
            user: UserId(self.stage.sample.owner),
            name: "Ingrid".to_owned(),
            roles: Vec::new(),
            permissions: Permissions::ADMINISTRATOR,
            owner: true,
            bot: false,
        };
        let close = Command::Close { reason: Some("seen to".to_owned()) };
        let desk = &self.stage.running().desk;
        // Somebody may have been quicker.
        if desk.handle(key, &Actor::Person(owner), &close).await.is_ok() {
            self.model.told_closed.insert(key);
        }
        self.stage.connected().await;
    }

    /// Somebody deletes a channel by hand, once all that was said there has been heard.
    async fn delete_channel(&mut self) {
        self.storm(false);
        self.stage.connected().await;
        self.stage.settled().await;
        let open = self.open_channels().await;
        let Some((channel, key, _)) = self.dice.one_of(&open) else { return };
        self.note(format!("({channel})"));
        self.model.tickets.insert(channel, key);
        let (stage, model) = (&self.stage, &self.model);
        stage
            .until("what was said is known", async || knows(stage, model, channel).await.then_some(()))
            .await;
        self.stage.person(self.stage.sample.owner).delete_channel(channel);
    }

    async fn in_thread(&mut self, act: impl Fn(&Person, u64)) {
        let mut open = self.open_channels().await;
        open.retain(|(channel, ..)| self.stage.fake.look(|world| world.channels[channel].thread.is_some()));
        if let Some((channel, ..)) = self.dice.one_of(&open) {
            act(&self.stage.person(self.stage.sample.owner), channel);
        }
    }

    /// Calms everything and compares, until all is well or patience is over.
    pub async fn compare(&mut self) -> (Counters, Vec<String>) {
        self.storm(false);
        self.stage.connected().await;
        let begun = Instant::now();
        loop {
            self.stage.settled().await;
            let (counters, notes) = check(&self.stage, &mut self.model).await;
            if counters.all_zero() || begun.elapsed() > PATIENCE / 4 {
                return (counters, notes);
            }
            self.stage.pass(5);
            tokio::task::yield_now().await;
        }
    }
}
