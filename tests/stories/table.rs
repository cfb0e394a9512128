//! Who may use which command in which state: a table that is read in review, as people get it in Discord. `ticket`'s table of the same
//! kind holds the rules behind it.

use crate::hall::{Hall, on_both, read};
use desk::ports::{Commit, Expect};
use fake_discord::{Fault, Person, world::Answer};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Write};
use ticket::{
    By, Claim, CloseKind, CloseRequest, Closure, Event, MessageId, Recorded, State, Surface, TagId, Ticket,
    UserId,
};

/// Characters of an answer in the table.
const SHOWN: usize = 60;

/// What is done in a ticket's channel.
enum Act {
    /// A command with its options.
    Slash(&'static str, Vec<(&'static str, Value)>),
    /// One of those about waiting.
    Wait(&'static str, Vec<(&'static str, Value)>),
    /// A button, by its id.
    Press(&'static str),
    /// A form that a command or button shows: sent off.
    Send(&'static str, &'static [(&'static str, &'static str)]),
    /// The right click that keeps a message as a note.
    Note,
}

/// Every command that is about a ticket.
fn acts(hall: &Hall) -> Vec<(&'static str, Act)> {
    let pia = hall.sample.members[3].to_string();
    let omar = hall.sample.members[2].to_string();
    let beth = hall.sample.staff[0].to_string();
    let slash = |name, options| (name, Act::Slash(name, options));
    vec![
        slash("info", vec![]),
        slash("list", vec![]),
        slash("stats", vec![]),
        slash("transcript", vec![]),
        slash("claim", vec![]),
        ("button Claim", Act::Press("gh1:claim")),
        slash("unclaim", vec![]),
        slash("assign", vec![("user", json!(beth))]),
        slash("priority", vec![("level", json!("high"))]),
        slash("pin", vec![]),
        slash("unpin", vec![]),
        slash("pause", vec![("reason", json!("waiting"))]),
        slash("resume", vec![]),
        ("no-reply-needed", Act::Wait("no-reply-needed", vec![])),
        ("reply-needed", Act::Wait("reply-needed", vec![])),
        ("snooze", Act::Wait("snooze", vec![("until", json!("3d"))])),
        ("unsnooze", Act::Wait("unsnooze", vec![])),
        slash("adduser", vec![("user", json!(pia))]),
        slash("removeuser", vec![("user", json!(omar))]),
        slash("note", vec![("text", json!("be kind"))]),
        ("menu Add to ticket notes", Act::Note),
        slash("tag", vec![("tag", json!("1"))]),
        slash("untag", vec![("tag", json!("2"))]),
        slash("can", vec![("name", json!("hello"))]),
        slash("move", vec![("type", json!("2"))]),
        slash("rename", vec![]),
        ("rename, sent off", Act::Send("gh1:rename-form", &[("name", "Tiller")])),
        slash("request-close", vec![]),
        ("button Yes, close it", Act::Press("gh1:accept-close")),
        ("button Not yet", Act::Press("gh1:decline-close")),
        slash("close", vec![("reason", json!("tightened"))]),
        ("button Close", Act::Press("gh1:close")),
        ("close, sent off", Act::Send("gh1:close-form", &[("reason", "tightened")])),
        slash("reopen", vec![]),
    ]
}

/// The states in which each is tried, made from a ticket as it was opened.
fn states(hall: &Hall, open: &Ticket) -> Vec<(&'static str, Ticket)> {
    let (user, name, at) = (UserId(hall.sample.admins[0]), "Tomás".to_owned(), open.opened_at);
    let tags = vec![TagId(2)];
    let added = vec![UserId(hall.sample.members[2])];
    let open = Ticket { tags, added, claim: None, assignee: None, ..open.clone() };
    let request = CloseRequest { by: user, name: name.clone(), at, reason: None };
    let closure = Closure {
        by: By::Person { user, name: name.clone() },
        at,
        kind: CloseKind::Manual,
        reason: None,
        archived: false,
        expired: false,
        unasked: false,
        rating: None,
    };
    vec![
        ("open", open.clone()),
        ("claimed", Ticket { claim: Some(Claim { by: user, name, at }), pinned: true, ..open.clone() }),
        ("close asked for", Ticket { close_request: Some(request), ..open.clone() }),
        ("closed", Ticket { state: State::Closed(closure), ..open }),
    ]
}

/// Puts a ticket back into a state, over whatever it is in.
async fn put_back(hall: &Hall, state: &Ticket) {
    for _ in 0..20 {
        let version = hall.store().events(state.key).await.expect("reads").len() as u32;
        let event = Event::WelcomePosted { message: MessageId(1) };
        let commit = Commit {
            expect: vec![Expect::Version(state.key, version)],
            ticket: state.clone(),
            events: vec![Recorded { seq: version + 1, at: hall.clock.now(), by: By::System, event }],
            jobs: Vec::new(),
            files: Vec::new(),
        };
        match hall.store().commit(commit).await {
            Err(desk::Failure::Conflict) => {}
            done => return done.expect("is put back"),
        }
    }
    panic!("the ticket does not come to rest");
}

/// What somebody is told, on one short line, without what differs from run to run.
async fn told(who: &Person, asked: u64) -> String {
    if matches!(who.answer(asked).await, Answer::Modal(_)) {
        return "a form".to_owned();
    }
    let text = read(&who.told(asked).await);
    let line = text.split('\n').find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut short = String::new();
    for c in line.chars().take(400) {
        match c {
            '0'..='9' if short.ends_with('0') => {}
            '0'..='9' => short.push('0'),
            c => short.push(c),
        }
    }
    short.chars().take(SHOWN).collect()
}

async fn does(hall: &Hall, who: &Person, channel: u64, act: &Act) -> String {
    let newest = || {
        let all = hall.fake.look(|world| world.channels[&channel].messages.keys().next().copied());
        all.expect("the welcome")
    };
    let asked = match act {
        Act::Slash(name, options) => who.slash(channel, &format!("ptickets {name}"), options),
        Act::Wait(name, options) => who.slash(channel, &format!("ptickets-wait {name}"), options),
        Act::Press(id) => who.press_id(channel, newest(), id),
        Act::Send(form, values) => who.submit(channel, form, values),
        Act::Note => who.use_on_message(channel, "Add to ticket notes", newest()),
    };
    told(who, asked).await
}

/// Every command, button and right click, for every kind of person in every state, is as the table says, on both databases.
// Proves: P33, P49, P55, P56, P57, P101, P102, P147, P148
#[tokio::test(flavor = "multi_thread")]
async fn who_may_use_which_command() {
    on_both("table", |hall| async move {
        // What would be said elsewhere of so many acts would take Discord's pace.
        hall.mia().set_dms(false);
        hall.change(|config| {
            config.settings.pause_by = ticket::settings::PauseRight::Staff;
            config.settings.mod_log = None;
        })
        .await;
        hall.panel().await;
        let people = [
            ("opener", hall.mia()),
            ("added member", hall.fake.person(hall.sample.members[2])),
            ("stranger", hall.noa()),
            ("staff of the type", hall.beth()),
            ("staff of another", hall.carla()),
            ("owner", hall.ingrid()),
        ];
        let mut rows = Vec::new();
        for (index, (role, who)) in people.iter().enumerate() {
            let channel = hall.opened("Rudder", "is loose").await;
            let number = index as u32 + 1;
            let opened = hall
                .ticket_is(number, "it is ready", |one| {
                    matches!(one.surface, Surface::Channel { welcome: Some(_), .. }).then(|| one.clone())
                })
                .await;
            let added = [("user", json!(hall.sample.members[2].to_string()))];
            hall.says(&hall.beth(), channel, "ptickets adduser", &added).await;
            let omar = hall.sample.members[2];
            hall.fake.until("Omar sees it", |world| world.sees(omar, channel).then_some(())).await;
            // A ticket is put back, its channel is not: whoever is in stays in.
            let path = format!("channels/{channel}");
            hall.fake.fail("PATCH", &path, Fault::Status(503, "busy".to_owned()), 100_000);
            if !hall.fake.look(|world| world.sees(who.id, channel)) {
                rows.push((*role, "any", "any", "does not see the channel".to_owned()));
                continue;
            }
            for (state, ticket) in states(&hall, &opened) {
                for (name, act) in acts(&hall) {
                    put_back(&hall, &ticket).await;
                    rows.push((*role, state, name, does(&hall, who, channel, &act).await));
                }
            }
            // What is still to be announced there has no place any more, and keeps nobody waiting.
            hall.ingrid().delete_channel(channel);
        }
        // What is about no ticket, and whether all that is registered is in the table.
        let mut tried: BTreeSet<String> = acts(&hall).iter().map(|(name, _)| (*name).to_owned()).collect();
        for (role, who) in &people {
            let here = hall.sample.get_help;
            let said = hall.noa().say(here, "My sail is torn");
            let mia = hall.sample.members[0];
            for (name, asked) in [
                ("info", who.slash(here, "ptickets info", &[])),
                ("setup", who.slash(here, "ptickets setup", &[])),
                ("panel", who.slash(here, "ptickets panel", &[])),
                ("menu Open a ticket from this", who.use_on_message(here, "Open a ticket from this", said)),
                ("menu Open a ticket for them", who.use_on_user(here, "Open a ticket for them", mia)),
            ] {
                tried.insert(name.to_owned());
                rows.push((*role, "no ticket", name, told(who, asked).await));
            }
        }
        let registered = hall.fake.look(|world| {
            let own = world.commands.iter().filter(|one| one.get("guild_id").is_none());
            let names = own.flat_map(|one| match one["type"].as_u64() {
                Some(1) => one["options"].as_array().cloned().unwrap_or_default(),
                _ => vec![json!({ "name": format!("menu {}", one["name"].as_str().unwrap_or_default()) })],
            });
            names.map(|one| one["name"].as_str().unwrap_or_default().to_owned()).collect::<BTreeSet<_>>()
        });
        let missing: Vec<_> = registered.difference(&tried).collect();
        assert!(missing.is_empty(), "not in the table: {missing:?}");
        insta::assert_snapshot!("who_may_use_which_command", table(&rows));
        hall.settled().await;
        hall.end().await;
    })
    .await;
}

/// By command and state: each answer with those who get it.
fn table(rows: &[(&str, &str, &str, String)]) -> String {
    let mut out = String::new();
    let mut heads: Vec<(&str, &str)> = Vec::new();
    for (_, state, name, _) in rows {
        if !heads.contains(&(name, state)) {
            heads.push((name, state));
        }
    }
    heads.sort_by_key(|(name, _)| rows.iter().position(|row| row.2 == *name));
    let mut before = "";
    for (name, state) in heads {
        if name != before {
            writeln!(out, "\n{name}").expect("a string takes it");
            before = name;
        }
        let mut answers: Vec<(&str, Vec<&str>)> = Vec::new();
        for (role, _, _, answer) in rows.iter().filter(|row| row.1 == state && row.2 == name) {
            match answers.iter_mut().find(|(known, _)| known == answer) {
                Some((_, roles)) => roles.push(role),
                None => answers.push((answer, vec![role])),
            }
        }
        for (answer, roles) in answers {
            writeln!(out, "  {state:<16} {answer:<62} {}", roles.join(", ")).expect("a string takes it");
        }
    }
    out
}
