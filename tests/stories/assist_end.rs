//! Auto-Assist where things go wrong or get long: a person is called in time, and staff are not talked over.

use crate::{
    assist::stand_in::{Act, StandIn},
    hall::{Hall, on_both},
};
use desk::ports::{Change, Posted};
use serde_json::json;
use std::time::{Duration, Instant};
use ticket::{MessageId, TicketKey, UserId, assist::Why};

/// Real seconds in which a person is called, whatever a model does.
const WITHIN: Duration = Duration::from_secs(20);

/// A model that is dead, hangs, drips, refuses, is limited or talks nonsense, all at once in as many tickets: in each of them staff are called within
/// twenty seconds of clock time, and the note says what for.
// Proves: P173
#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_model_does_a_person_is_called_in_time() {
    on_both("assist_in_time", |hall| async move {
        hall.assisted(|_| {}).await;
        let acts = [
            (Act::Hang, Why::Slow),
            (Act::StreamAndHang, Why::Slow),
            (Act::Drip, Why::Slow),
            (Act::HangUp, Why::Unreachable),
            (Act::Status(500), Why::Unreachable),
            (Act::Status(429), Why::Limited),
            (Act::Refuse, Why::Model),
            (Act::Endless, Why::Nonsense),
            (Act::Say("Sure!".to_owned()), Why::Nonsense),
        ];
        hall.panel().await;
        let mut channels = Vec::new();
        for number in 1..=acts.len() {
            channels.push(hall.opened(&format!("Shop {number}"), "question").await);
        }
        // Nonsense is asked for once more, so it comes last and again.
        let stand_in = StandIn::new(acts.iter().map(|(act, _)| act.clone())).await;
        hall.provider(&stand_in).await;
        let mia = hall.mia();
        for (at, channel) in channels.iter().enumerate() {
            let said = MessageId(mia.say(*channel, "how do I get a refund?"));
            heard(&hall, hall.ticket(at as u32 + 1), said).await;
        }
        let began = Instant::now();
        hall.pass_seconds(4);
        let mut found = Vec::new();
        for number in 1..=channels.len() as u32 {
            let why = hall.ticket_is(number, "staff are called", |one| one.assist.as_ref()?.why).await;
            found.push(format!("{why:?}"));
        }
        for channel in &channels {
            hall.answer(*channel, 0).await;
        }
        let took = began.elapsed();
        assert!(took < WITHIN, "{took:?}");
        let mut expected: Vec<String> = acts.iter().map(|(_, why)| format!("{why:?}")).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
        hall.end().await;
    })
    .await;
}

async fn heard(hall: &Hall, key: TicketKey, said: MessageId) {
    hall.eventually("it is heard", async || {
        hall.store().newest(key).await.expect("reads").filter(|newest| *newest >= said)
    })
    .await;
}

/// In a ticket with thousands of lines it is the newest question that is answered; a pinned message is no question; and staff who spoke before
/// twenty-five messages of the member, within half an hour, are not talked over.
// Proves: P167
#[tokio::test(flavor = "multi_thread")]
async fn a_long_ticket_is_read_from_its_end() {
    on_both("assist_long", |hall| async move {
        hall.assisted(|_| {}).await;
        hall.panel().await;
        let channel = hall.opened("Shop", "question").await;
        let (key, mia) = (hall.ticket(1), hall.mia());
        let beth = hall.beth().id;
        // Discord's ids hold the milliseconds since 2015 above 22 bits.
        let now = (hall.clock.now().0 - 1_420_070_400_000) as u64;
        let line = |number: u64, author: u64, text: &str| {
            let message = MessageId(((now - 7_200_000 + number) << 22) | 1);
            let body = json!({ "type": 0, "content": text, "author": { "id": author.to_string() } });
            let author = UserId(author);
            let posted = Posted {
                message,
                author,
                human: true,
                staff_reply: false,
                body: body.to_string(),
                files: vec![],
                edited: None,
            };
            (key, Change::Posted(posted))
        };
        for page in 0..11_u64 {
            let lines = (0..200).map(|at| {
                // Somebody of the staff had the last word, two hours ago.
                let who = if page * 200 + at == 2_199 { beth } else { mia.id };
                line(page * 200 + at, who, "and then the harbor was full of boats")
            });
            hall.running.desk.append(lines.collect(), Vec::new()).await.expect("is kept");
        }
        hall.pass_seconds(7_200);
        let said = MessageId(mia.say(channel, "how do I get a refund?"));
        heard(&hall, key, said).await;
        // Pinning says nothing: the question before it is still the last word.
        let pinned = MessageId(said.0 + 1);
        let body = json!({ "type": 6, "content": "", "author": { "id": mia.id.to_string() } }).to_string();
        let author = UserId(mia.id);
        let posted = Posted {
            message: pinned,
            author,
            human: false,
            staff_reply: false,
            body,
            files: vec![],
            edited: None,
        };
        hall.running.desk.append(vec![(key, Change::Posted(posted))], Vec::new()).await.expect("is kept");
        hall.pass_seconds(4);
        let answer = hall.answer(channel, 0).await;
        assert!(crate::assist::footer(&answer).contains("Refunds"), "{answer}");
        hall.settled().await;

        let spoke = MessageId(hall.beth().say(channel, "I look into it."));
        heard(&hall, key, spoke).await;
        hall.pass_seconds(20 * 60);
        let mut last = spoke;
        for _ in 0..25 {
            last = MessageId(mia.say(channel, "hello, and how do I cancel the harbor pass?"));
        }
        heard(&hall, key, last).await;
        hall.pass_seconds(4);
        hall.settled().await;
        assert_eq!(hall.assist_events().await.len(), 1, "staff are there");
        hall.end().await;
    })
    .await;
}
