//! What cannot be taken back is said once, also when the process dies right after saying it and Discord has long forgotten the nonce.

mod process;

use fake_discord::{Clock, driver::Entry};
use process::{Home, Kind};
use serde_json::Value;
use std::{cell::RefCell, sync::Arc, time::Duration};
use ticket::{
    GuildId, TicketKey,
    follow::When,
    form::{Field, FieldStyle},
};

/// A wait longer than this has failed.
const PATIENCE: Duration = Duration::from_secs(30);
/// Longer than any nonce is remembered.
const AN_HOUR: i64 = 3600;

impl Home {
    /// Mia opens a ticket.
    fn opens(&self) {
        let answers = [("subject", "trouble"), ("details", "it is stuck")];
        self.fake.person(self.sample.members[0]).submit(self.sample.get_help, "gh1:form:1", &answers);
    }

    /// The owner uses a command in the ticket's channel.
    async fn uses(&self, command: &str) {
        let place = self
            .fake
            .until("the ticket's channel", |world| {
                let mut here = world.channels.values().filter(|one| one.parent == Some(self.sample.tickets));
                here.find(|one| !one.messages.is_empty()).map(|one| one.id)
            })
            .await;
        self.fake.person(self.sample.owner).slash(place, command, &[]);
    }

    /// The process dies at a point that `act` leads to, lives on an hour later, and works off what is left.
    async fn dies_at(&self, point: &str, act: impl AsyncFn(&Self)) {
        let sessions = self.sessions();
        let mut dying = self.start(Some(point));
        self.listening(sessions).await;
        act(self).await;
        assert!(dying.dies(PATIENCE).await, "{point} is not reached");
        self.fake.change(|world| world.clock.advance_seconds(AN_HOUR));
        let sessions = self.sessions();
        let living = self.start(None);
        self.listening(sessions).await;
        self.drained(PATIENCE).await;
        living.kill().await;
        let given_up = self.store.given_up(GuildId(self.sample.guild)).await.expect("reads");
        assert!(given_up.is_empty(), "{point}: {given_up:?}");
    }

    fn all_messages(&self) -> Vec<Value> {
        self.fake
            .look(|world| world.channels.values().flat_map(|one| one.messages.values().cloned()).collect())
    }

    fn count(&self, words: &str) -> usize {
        self.all_messages().iter().filter(|message| message.to_string().contains(words)).count()
    }
}

async fn everything_is_said_once(kind: Kind, name: &str) {
    let now = desk::Clock::System.now().0;
    let Some(home) = Home::new(kind, name, Clock::at(now)).await else { return };
    home.dies_at("panel-after", async |home| {
        let place = home.sample.get_help;
        home.fake.person(home.sample.owner).slash(place, "ptickets panel", &[]);
    })
    .await;
    assert_eq!(home.count("gh1:open:1"), 1, "one panel");
    home.dies_at("welcome-after", async |home| home.opens()).await;
    assert_eq!(home.count("gh1:claim"), 1, "one welcome");
    assert_eq!(home.count("Ticket #1 opened"), 1, "one line in the log");
    home.dies_at("announce-after", async |home| home.uses("ptickets claim").await).await;
    assert_eq!(home.count("is working on this ticket"), 1, "one announcement");
    home.dies_at("dm-after", async |home| home.uses("ptickets close").await).await;
    assert_eq!(home.count("/tickets/1/transcript#"), 1, "one direct message");
    assert_eq!(home.count("Ticket #1 closed"), 1, "one line in the log");
    home.dies_at("modlog-after", async |home| home.opens()).await;
    assert_eq!(home.count("Ticket #2 opened"), 1, "one line in the log");
    let key = TicketKey { guild: GuildId(home.sample.guild), number: 2 };
    assert!(home.store.ticket(key).await.expect("reads").is_some());
}

// Proves: what was sent just before the process died is not sent again, an hour later, with the nonce forgotten.
#[tokio::test(flavor = "multi_thread")]
async fn everything_is_said_once_on_sqlite() {
    everything_is_said_once(Kind::Sqlite, "once").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_said_once_on_postgres() {
    everything_is_said_once(Kind::Postgres, "once").await;
}

/// How often each ticket became urgent.
async fn urgent(home: &Home, count: u32) -> Vec<usize> {
    let mut all = Vec::new();
    for number in 1..=count {
        let key = TicketKey { guild: GuildId(home.sample.guild), number };
        let events = home.store.events(key).await.expect("reads");
        let became = |one: &&ticket::Recorded| matches!(one.event, ticket::Event::PriorityChanged { .. });
        all.push(events.iter().filter(became).count());
    }
    all
}

/// An act in bulk is killed before a ticket's commit, then after one, and goes on with the next life.
async fn a_batch_goes_on(kind: Kind, name: &str) {
    let Some(home) = Home::new(kind, name, Clock::System).await else { return };
    let guild = GuildId(home.sample.guild);
    let sessions = home.sessions();
    let first = home.start(None);
    home.listening(sessions).await;
    let answers = [("subject", "trouble"), ("details", "it is stuck")];
    let members = &home.sample.members[..6];
    for member in members {
        home.fake.person(*member).submit(home.sample.get_help, "gh1:form:1", &answers);
    }
    let here = |world: &fake_discord::World| {
        world.channels.values().filter(|one| one.parent == Some(home.sample.tickets)).count()
    };
    home.fake.until("six channels", |world| (here(world) >= members.len()).then_some(())).await;
    home.uses("ptickets claim").await;
    home.drained(PATIENCE).await;
    first.kill().await;

    let author = ticket::UserId(home.sample.owner);
    let act = ticket::batch::Act::Priority(ticket::Priority::Urgent).to_string();
    let at = desk::Clock::System.now();
    let tickets: Vec<u32> = (1..=6).collect();
    let new = desk::ports::NewBatch { at, author, act, reason: None, tickets };
    let number = home.store.batch_begin(guild, new).await.expect("begins");
    let mut done = 0;
    for point in ["before-commit:3", "after-commit:2"] {
        let mut dying = home.start(Some(point));
        assert!(dying.dies(PATIENCE).await, "{point} is not reached");
        let now = urgent(&home, 6).await;
        assert!(now.iter().all(|times| *times <= 1), "{point}: {now:?}");
        let sum = now.iter().sum::<usize>();
        assert!((done..6).contains(&sum), "{point}: {sum} after {done}");
        done = sum;
    }
    assert!(done > 0, "it died in the middle");
    let sessions = home.sessions();
    let living = home.start(None);
    home.listening(sessions).await;
    home.drained(Duration::from_secs(180)).await;
    living.kill().await;
    assert_eq!(urgent(&home, 6).await, [1; 6], "each once");
    let batch = home.store.batch(guild, number).await.expect("reads").expect("is there");
    assert_eq!((batch.state, batch.count(desk::ports::ItemState::Done)), (desk::ports::BatchState::Done, 6));
    assert!(home.store.given_up(guild).await.expect("reads").is_empty());
}

// Proves: an act in bulk survives kills, each ticket once.
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_goes_on_on_sqlite() {
    a_batch_goes_on(Kind::Sqlite, "once_batch").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_goes_on_on_postgres() {
    a_batch_goes_on(Kind::Postgres, "once_batch").await;
}

/// Killed before and after the commit of a form's second part, it is one ticket with the answers of both parts.
async fn a_second_form_is_one_ticket(kind: Kind, name: &str) {
    let Some(home) = Home::new(kind, name, Clock::System).await else { return };
    let (guild, here) = (GuildId(home.sample.guild), home.sample.get_help);
    let files = store::files(&home.folder.path().join("files")).expect("a folder");
    let desk = desk::Desk::new(Arc::clone(&home.store), files, desk::Clock::System, desk::Hints::default());
    let known = home.store.config(guild).await.expect("reads");
    let mut config = Arc::unwrap_or_clone(known.config);
    let box_to_tick = Field::new("paid", "Is it about a bill?", FieldStyle::Checkbox);
    let when = When { key: "paid".to_owned(), any: vec!["yes".to_owned()] };
    let which = Field { when: Some(when), ..Field::new("bill", "Which bill?", FieldStyle::Short) };
    config.types[0].form = vec![box_to_tick, which];
    desk.configure(guild, &ticket::Actor::System, known.version, config, Vec::new()).await.expect("is valid");
    let mia = home.fake.person(home.sample.members[0]);
    let sessions = home.sessions();
    let first = home.start(None);
    home.listening(sessions).await;
    home.fake.person(home.sample.owner).slash(here, "ptickets panel", &[]);
    home.fake.until("the panel", |world| (!world.channels[&here].messages.is_empty()).then_some(())).await;
    home.drained(PATIENCE).await;
    first.kill().await;
    let filter = desk::ports::Filter { show: desk::ports::Show::All, ..Default::default() };
    let mut opened = 0;
    for (point, there) in [("before-commit", 0), ("after-commit", 1)] {
        let button = RefCell::new((String::new(), 0));
        home.dies_at(point, async |_| {
            let begun = mia.fill_in(mia.press(here, "Help"), &[("paid", Entry::Ticked(true))]).await;
            let told = mia.told(begun).await;
            let id = &told["components"][0]["components"][0]["custom_id"];
            let message = told["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
            let id = id.as_str().expect("an id").to_owned();
            let pressed = mia.press_id(here, message, &id);
            *button.borrow_mut() = (id, message);
            mia.fill_in(pressed, &[("bill", Entry::Text("A-17"))]).await;
        })
        .await;
        let rows = home.store.list(guild, &filter, None, 10).await.expect("reads");
        assert_eq!(rows.len(), opened + there, "{point}");
        // Whoever does not know what became of it answers again.
        let (id, message) = button.into_inner();
        let sessions = home.sessions();
        let living = home.start(None);
        home.listening(sessions).await;
        let pressed = mia.press_id(here, message, &id);
        if there == 0 {
            mia.fill_in(pressed, &[("bill", Entry::Text("A-17"))]).await;
        } else {
            assert!(mia.told(pressed).await.to_string().contains("does not wait for answers any more"));
        }
        opened += 1;
        // A number may be left out: it is not given again.
        let newest = async {
            loop {
                let rows = home.store.list(guild, &filter, None, 10).await.expect("reads");
                if rows.len() >= opened {
                    break rows.into_iter().map(|row| row.ticket).max_by_key(|one| one.key.number);
                }
                tokio::task::yield_now().await;
            }
        };
        let newest = tokio::time::timeout(PATIENCE, newest).await.expect("a ticket").expect("the newest");
        let keys: Vec<&str> = newest.answers.iter().map(|one| one.key.as_str()).collect();
        assert_eq!(keys, ["paid", "bill"], "{point}");
        home.drained(PATIENCE).await;
        living.kill().await;
        assert_eq!(home.store.list(guild, &filter, None, 10).await.expect("reads").len(), opened, "{point}");
    }
    assert_eq!(home.count("gh1:claim"), opened, "a welcome each");
}

// Proves: a form in two parts survives a kill within the second: no ticket is lost, none is doubled.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_form_is_one_ticket_on_sqlite() {
    a_second_form_is_one_ticket(Kind::Sqlite, "once_second_form").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_form_is_one_ticket_on_postgres() {
    a_second_form_is_one_ticket(Kind::Postgres, "once_second_form").await;
}

/// What the program says when it is used on a home that may be another's.
async fn refusal(home: &Home, args: &[&str]) -> String {
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_guildhall"));
    command
        .args(args)
        .env("GUILDHALL_DATA", home.folder.path())
        .env("GUILDHALL_DISCORD_BASE", home.fake.base_url())
        .env("GUILDHALL_TOKEN", home.fake.token())
        .env("GUILDHALL_LOG", "off")
        .env_remove("GUILDHALL_DATABASE")
        .kill_on_drop(true);
    if let store::Address::Postgres(url) = &home.address {
        command.env("GUILDHALL_DATABASE", url);
    }
    let output = tokio::time::timeout(PATIENCE, command.output()).await.expect("it ends").expect("it starts");
    assert!(!output.status.success(), "it must not go on");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A second process on the same database ends with a sentence, and the first goes on undisturbed: two would say everything twice.
async fn a_second_one_is_refused(kind: Kind) {
    let Some(home) = Home::new(kind, "second", Clock::System).await else { return };
    let first = home.start(None);
    home.listening(0).await;
    let copy = home.folder.path().join("copy.db").display().to_string();
    let mut uses = vec![vec!["serve", "--listen", "127.0.0.1:0"], vec!["migrate"]];
    if kind == Kind::Sqlite {
        store::backup::backup(&home.address, copy.as_ref()).expect("is copied while in use");
        uses.push(vec!["restore", &copy]);
    }
    for args in uses {
        let said = refusal(&home, &args).await;
        assert!(said.contains("another Guildhall is working with this database"), "{args:?}: {said}");
        assert_eq!(said.trim().lines().count(), 1, "one sentence: {said}");
    }
    assert_eq!(home.sessions(), 1, "Discord never heard of the others");
    let ingrid = home.fake.person(home.sample.owner);
    let asked = ingrid.slash(home.sample.get_help, "ptickets panel", &[]);
    assert!(ingrid.told(asked).await.to_string().contains("channels"), "the first one works");
    first.kill().await;
    let third = home.start(None);
    home.listening(1).await;
    third.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_one_is_refused_on_sqlite() {
    a_second_one_is_refused(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_one_is_refused_on_postgres() {
    a_second_one_is_refused(Kind::Postgres).await;
}
