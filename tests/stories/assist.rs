//! Auto-Assist: the first reply, and when it knows to stop.

use crate::hall::{Hall, on_both, read};
use assistant::{Endpoint, Key};
use guildhall::demo;
use serde_json::{Value, json};
use ticket::{
    Event, GuildId, MessageId,
    assist::{Behaviour, CallHours, Turn, Why},
    calendar::{self, Calendar, Week},
};

#[path = "../../crates/assistant/tests/stand_in/mod.rs"]
pub mod stand_in;
use stand_in::{Act, StandIn};

pub const HELP: &str = "Talk to a human";

impl Hall {
    /// Auto-Assist works in help tickets, with the sample's knowledge bases.
    pub async fn assisted(&self, change: impl FnOnce(&mut Behaviour)) {
        let mut config = demo::assisted(demo::sample_config(&self.sample), &self.sample);
        change(&mut config.types[0].assist);
        self.configure(config).await;
        demo::knowledge(&self.running, GuildId(self.sample.guild)).await.expect("is saved");
    }

    /// Mia says something, is heard, and the time to gather more of it passes.
    async fn asks(&self, channel: u64, text: &str) {
        let said = MessageId(self.mia().say(channel, text));
        self.heard(said).await;
        self.pass_seconds(4);
    }

    async fn heard(&self, said: MessageId) {
        self.eventually("it is heard", async || {
            self.store().newest(self.ticket(1)).await.expect("reads").filter(|newest| *newest >= said)
        })
        .await;
    }

    /// What Auto-Assist posts after the messages that were there.
    pub async fn answer(&self, channel: u64, before: usize) -> Value {
        self.fake
            .until("an automatic message", |world| {
                let automatic = |one: &&Value| footer(one).starts_with("Automatic message");
                world.channels[&channel].messages.values().filter(automatic).nth(before).cloned()
            })
            .await
    }

    pub async fn assist_events(&self) -> Vec<Turn> {
        let events = self.store().events(self.ticket(1)).await.expect("reads");
        let turn = |event| match event {
            Event::Assisted { turn, .. } => Some(turn),
            _ => None,
        };
        events.into_iter().filter_map(|recorded| turn(recorded.event)).collect()
    }

    pub async fn note(&self) -> String {
        let found = self.eventually("a note for staff", async || {
            let events = self.store().events(self.ticket(1)).await.expect("reads");
            events.into_iter().find_map(|recorded| match recorded.event {
                Event::Noted { text } => Some(text),
                _ => None,
            })
        });
        found.await
    }
}

pub fn footer(message: &Value) -> &str {
    message["embeds"][0]["footer"]["text"].as_str().unwrap_or_default()
}

pub fn pinged(message: &Value) -> Vec<String> {
    message["mention_roles"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|id| id.as_str().map(str::to_owned))
        .collect()
}

/// With no provider at all: the best section, cited, with "Did this help?"; on no, staff.
// Proves: P164, P166, P167, P168, P170, P173, P181, P182
#[tokio::test(flavor = "multi_thread")]
async fn retrieval_alone_answers_and_escalates_on_no() {
    on_both("assist_alone", |hall| async move {
        hall.assisted(|_| {}).await;
        hall.panel().await;
        let channel = hall.opened("Shop", "question").await;
        hall.asks(channel, "how do I get a refund?").await;
        let answer = hall.answer(channel, 0).await;
        let text = read(&answer);
        assert!(text.contains("within 14 days of the purchase"), "{text}");
        let source = "Automatic message · From: Shop, payment and licences › Refunds";
        assert_eq!(footer(&answer), source);
        assert!(text.contains("Did this help?"));
        assert!(pinged(&answer).is_empty());
        let loaded = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
        assert_eq!(loaded.activity.first_reply, None, "the first reply is a person's");
        let mia = hall.mia();
        let noa = read(&mia.told(mia.press(channel, "No")).await);
        assert!(noa.contains("team has been called"), "{noa}");
        let call = hall.answer(channel, 1).await;
        assert_eq!(pinged(&call), [hall.sample.staff_roles[0].to_string()]);
        let note = hall.note().await;
        assert_eq!(note.lines().count(), 2, "{note}");
        assert!(note.contains("did not help"), "{note}");
        // Silent from now on.
        hall.asks(channel, "and how do I cancel the harbor pass?").await;
        hall.settled().await;
        assert_eq!(hall.assist_events().await.len(), 2);
        let again = read(&mia.told(mia.press(channel, HELP)).await);
        assert!(again.contains("called already"), "{again}");
        hall.end().await;
    })
    .await;
}

/// What the documents do not answer goes to staff at once; a member who wants a person gets one; nobody else may press.
// Proves: P169, P171, P172, P173
#[tokio::test(flavor = "multi_thread")]
async fn what_it_does_not_know_reaches_a_person() {
    on_both("assist_unknown", |hall| async move {
        hall.assisted(|assist| assist.role = None).await;
        hall.panel().await;
        let channel = hall.opened("Quest", "x").await;
        hall.asks(channel, "thanks, that fixed it").await;
        let offer = hall.answer(channel, 0).await;
        assert!(read(&offer).contains("close this ticket"));
        // The demo's custom command answers this one.
        hall.asks(channel, "?status").await;
        hall.settled().await;
        assert_eq!(hall.assist_events().await.len(), 1);
        hall.asks(channel, "why are there no seagulls on the moon").await;
        let call = hall.answer(channel, 1).await;
        assert!(read(&call).contains("called the team"));
        assert!(pinged(&call).is_empty(), "no role is set");
        let note = hall.note().await;
        assert!(note.contains("seagulls on the moon") && note.lines().count() == 2, "{note}");
        let ticket = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").ticket;
        assert!(ticket.is_open(), "it never closes");
        hall.end().await;
    })
    .await;
}

/// Business hours are local time: nine in the morning in Berlin pings before and after the clocks go forward, eight does not; and a ticket keeps
/// the hours it was opened with.
// Proves: P173, P175, P182, P183
#[tokio::test(flavor = "multi_thread")]
async fn it_pings_in_business_hours_of_the_place() {
    on_both("assist_hours", |hall| async move {
        let week = Week::daily(&["09:00-17:00".parse::<calendar::Hours>().expect("hours")]);
        let berlin = Calendar { zone: "Europe/Berlin".to_owned(), week, exceptions: Vec::new() };
        let mut config = demo::assisted(demo::sample_config(&hall.sample), &hall.sample);
        config.settings.hours = Some(berlin);
        config.types[0].assist.hours = CallHours::Business;
        hall.configure(config).await;
        demo::knowledge(&hall.running, GuildId(hall.sample.guild)).await.expect("is saved");
        hall.panel().await;
        let role = hall.sample.staff_roles[0].to_string();
        // In seconds since 1970: half past eight and half past nine on 27 March 2027; half past nine and half past five in the afternoon on the
        // 28th. The clocks go forward in the night between.
        let days =
            [(1_806_132_600, false), (1_806_136_200, true), (1_806_219_000, true), (1_806_247_800, false)];
        for (number, (instant, pings)) in (1..).zip(days) {
            hall.pass_seconds(instant - hall.clock.now().0 / 1000);
            let channel = hall.opened("Moon", "question").await;
            if number == 4 {
                hall.change(|config| config.types[0].assist.hours = CallHours::Always).await;
            }
            let said = MessageId(hall.mia().say(channel, "why are there no seagulls on the moon"));
            hall.eventually("it is heard", async || {
                hall.store()
                    .newest(hall.ticket(number))
                    .await
                    .expect("reads")
                    .filter(|newest| *newest >= said)
            })
            .await;
            hall.pass_seconds(4);
            let call = hall.answer(channel, 0).await;
            assert_eq!(pinged(&call), if pings { vec![role.clone()] } else { Vec::new() }, "{instant}");
            hall.settled().await;
        }
        hall.end().await;
    })
    .await;
}

/// It does not talk over staff, and several short messages are one question.
#[tokio::test(flavor = "multi_thread")]
async fn it_waits_while_staff_are_there() {
    on_both("assist_staff", |hall| async move {
        hall.assisted(|_| {}).await;
        hall.panel().await;
        let channel = hall.opened("Shop", "question").await;
        let said = MessageId(hall.beth().say(channel, "I look into it."));
        hall.heard(said).await;
        hall.asks(channel, "how do I get a refund?").await;
        hall.settled().await;
        assert!(hall.assist_events().await.is_empty());
        hall.pass_seconds(31 * 60);
        let first = MessageId(hall.mia().say(channel, "hi"));
        hall.heard(first).await;
        hall.asks(channel, "how do I get a refund?").await;
        let answer = hall.answer(channel, 0).await;
        assert!(footer(&answer).contains("Refunds"));
        hall.settled().await;
        assert_eq!(hall.assist_events().await.len(), 1, "one answer to two messages");
        hall.end().await;
    })
    .await;
}

/// What the member writes on the web is looked at all the same, and what staff write there keeps it silent, under whichever face.
// Proves: P167
#[tokio::test(flavor = "multi_thread")]
async fn the_web_is_heard_too() {
    on_both("assist_web", |hall| async move {
        hall.assisted(|_| {}).await;
        hall.panel().await;
        let channel = hall.opened("Shop", "question").await;
        let mia = hall.signed_in(&hall.mia()).await;
        assert_eq!(mia.write(1, "first-act", "how do I get a refund?", &[]).await.0, 303);
        hall.pass_seconds(4);
        assert!(footer(&hall.answer(channel, 0).await).contains("Refunds"));
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.write(1, "second-act", "I am here.", &[]).await.0, 303);
        assert_eq!(mia.write(1, "third-act", "and how do I cancel the harbor pass?", &[]).await.0, 303);
        hall.pass_seconds(4);
        hall.settled().await;
        assert_eq!(hall.assist_events().await.len(), 1);
        hall.pass_seconds(31 * 60);
        hall.says(&hall.beth(), channel, "ptickets can", &[("name", json!("hello"))]).await;
        hall.settled().await;
        hall.asks(channel, "how do I cancel the harbor pass?").await;
        hall.settled().await;
        assert_eq!(hall.assist_events().await.len(), 1, "a canned response is a person's");
        hall.end().await;
    })
    .await;
}

/// A type without it, and a ticket from before it was turned on, are left alone.
// Proves: P174, P175, P183
#[tokio::test(flavor = "multi_thread")]
async fn only_enabled_types_and_new_tickets() {
    on_both("assist_off", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Shop", "question").await;
        hall.assisted(|_| {}).await;
        hall.asks(channel, "how do I get a refund?").await;
        hall.settled().await;
        assert!(hall.assist_events().await.is_empty());
        hall.end().await;
    })
    .await;
}

fn reply(text: &str) -> String {
    json!({ "action": "reply", "text": text, "citations": ["S1"], "confidence": 0.9, "summary": ["A refund.", "Nothing is missing."] })
        .to_string()
}

/// With a provider: its words, made harmless, from the sections it was shown; what it is sent holds nothing but the talk.
// Proves: P164, P168, P178, P180, P181, P184
#[tokio::test(flavor = "multi_thread")]
async fn a_provider_words_the_answer() {
    on_both("assist_model", |hall| async move {
        hall.assisted(|_| {}).await;
        let hostile =
            reply("Fourteen days. @everyone https://evil.example/x https://shop.harborlights.example/y");
        let stand_in = StandIn::new([Act::Stream(hostile)]).await;
        let endpoint = Endpoint {
            base: stand_in.base().parse().expect("an address"),
            model: "tiny".to_owned(),
            embeddings: None,
            key: Some(Key::new("hush")),
            stream: true,
            price: None,
        };
        hall.running.assistant.set_provider(Some(&endpoint)).await.expect("is set");
        let sealed = hall.store().sealed("assist-endpoint").await.expect("reads").expect("is there");
        assert!(!sealed.contains("hush") && !sealed.contains("tiny"));
        hall.panel().await;
        let channel = hall.opened("Shop", "question").await;
        let beth = hall.beth();
        let key = hall.ticket(1);
        let person =
            hall.store().member(key.guild, ticket::UserId(beth.id)).await.expect("reads").expect("is known");
        let guild = hall.store().guild(key.guild).await.expect("reads").expect("is known");
        let actor = ticket::Actor::Person(guild.person(&person));
        let note = ticket::Command::Note { text: "the zebra is a known cheater".to_owned() };
        hall.running.desk.handle(key, &actor, &note).await.expect("is noted");
        hall.asks(channel, "how do I get a refund?").await;
        let answer = hall.answer(channel, 0).await;
        let text = read(&answer);
        assert!(
            text.contains("Fourteen days.") && text.contains("https://shop.harborlights.example/y"),
            "{text}"
        );
        assert!(!text.contains("@everyone") && !text.contains("https://evil"), "{text}");
        let sent = stand_in.seen();
        assert_eq!(sent.len(), 1);
        let whole = sent[0].body.to_string();
        assert!(whole.contains("how do I get a refund?") && !whole.contains("zebra"), "{whole}");
        let day = assistant::day(hall.clock.now());
        hall.eventually("what it cost is counted", async || {
            let spent = hall.store().spent(key.guild, day).await.expect("reads");
            ((spent.spoken, spent.tokens) == (1, 777)).then_some(())
        })
        .await;
        let (by_ticket, _) = hall.store().spent_on(key.guild, (day, day), 0, 9).await.expect("reads");
        assert_eq!(
            by_ticket.iter().map(|(number, one)| (*number, one.tokens)).collect::<Vec<_>>(),
            [(1, 777)]
        );
        hall.end().await;
    })
    .await;
}

/// A provider that is down, limited or talks nonsense: staff are called, and the note says why.
#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_fails_ends_with_staff() {
    for (name, act, why) in [
        ("down", Act::HangUp, Why::Unreachable),
        ("limited", Act::Status(429), Why::Limited),
        ("nonsense", Act::Say("Sure!".to_owned()), Why::Nonsense),
        ("refuses", Act::Refuse, Why::Model),
    ] {
        let act = &act;
        on_both(&format!("assist_{name}"), |hall| async move {
            hall.assisted(|_| {}).await;
            let stand_in = StandIn::new([act.clone()]).await;
            let base = stand_in.base().parse().expect("an address");
            let endpoint = Endpoint {
                base,
                model: "tiny".to_owned(),
                embeddings: None,
                key: None,
                stream: false,
                price: None,
            };
            hall.running.assistant.set_provider(Some(&endpoint)).await.expect("is set");
            hall.panel().await;
            let channel = hall.opened("Shop", "question").await;
            hall.asks(channel, "how do I get a refund?").await;
            hall.answer(channel, 0).await;
            let turns = hall.assist_events().await;
            assert!(matches!(&turns[..], [Turn::Escalate { why: found, .. }] if *found == why), "{turns:?}");
            assert!(hall.note().await.contains("refund"));
            hall.end().await;
        })
        .await;
    }
}
