//! What may be promised beside the four times: an answer by anybody, and to be heard of again.

use crate::hall::{Hall, on_both};
use ticket::{
    Actor, Command, GuildId, MessageId,
    assist::{Cited, Turn},
    sla::{self, Metric, Stand},
};

const MINUTE: i64 = 60;

async fn stands(hall: &Hall, metric: Metric) -> Vec<Stand> {
    let loaded = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("it is there");
    let clocks = sla::of(&loaded.ticket, &loaded.activity.talk, hall.clock.now());
    clocks.iter().filter(|clock| clock.metric == metric).map(|clock| clock.stand).collect()
}

async fn no_difference(hall: &Hall) {
    let differences = hall.store().verify_figures(GuildId(hall.sample.guild)).await.expect("reads");
    assert_eq!(differences, 0, "the figures are what the tickets say");
}

/// Both are off until they are filled in by clicking. Auto-Assist answers in time, staff too late: each is counted by itself. After staff have
/// answered, the chip counts to their next word, they are warned, it is broken, and the next word begins anew; the close ends it. The
/// report has a line for each, with the tickets behind it, and so has the file.
// Proves: P119
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_by_anybody_and_updates() {
    on_both("updates", |hall| async move {
        hall.change(|config| {
            config.settings.assist.enabled = true;
            config.types[0].assist.enabled = true;
            config.types[0].sla.enabled = true;
        })
        .await;
        hall.panel().await;
        hall.settled().await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let (_, html) = ingrid.page("/settings/types/1").await;
        assert!(html.contains("name=\"sla-normal-update\"") && html.contains("Next update"), "{html}");
        hall.change(|config| {
            let targets = &mut config.types[0].sla.targets.normal;
            assert_eq!((targets.first_answer, targets.update), (None, None), "off unless it is filled in");
            (targets.first_response, targets.first_answer, targets.update) = (Some(60), Some(10), Some(120));
        })
        .await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled_but(60).await;
        hall.pass_seconds(5 * MINUTE);
        let cited = Cited {
            document: 1,
            title: "Rudders".to_owned(),
            heading: "Loose ones".to_owned(),
            anchor: "loose".to_owned(),
            version: "ab".to_owned(),
        };
        let turn = Turn::Reply { text: "Tighten the nut.".to_owned(), cited: vec![cited], worded: false };
        let command = Command::Assist { turn: Box::new(turn), answers: MessageId(u64::MAX >> 1) };
        hall.running.desk.handle(hall.ticket(1), &Actor::System, &command).await.expect("is done");
        assert_eq!(stands(&hall, Metric::FirstAnswer).await, [Stand::Met]);
        assert_eq!(stands(&hall, Metric::FirstResponse).await, [Stand::Pending], "no person has answered");
        assert_eq!(stands(&hall, Metric::Update).await, [], "nobody of the staff has spoken");
        hall.settled_but(60).await;
        hall.pass_seconds(60 * MINUTE);
        hall.beth().say(channel, "We look into it.");
        let clocks = async |metric, want: &[Stand]| {
            hall.eventually(&format!("{metric:?} {want:?}"), async || {
                (stands(&hall, metric).await == want).then_some(())
            })
            .await;
        };
        clocks(Metric::FirstResponse, &[Stand::Late]).await;
        clocks(Metric::Update, &[Stand::Pending]).await;
        hall.settled_but(60).await;
        let staff = hall.signed_in(&hall.beth()).await;
        let (_, html) = staff.page("/tickets/1").await;
        assert!(html.contains("Next update is due"), "the chip counts: {html}");
        hall.pass_seconds(91 * MINUTE);
        let warned = async || {
            let ticket = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").ticket;
            ticket.past.warned.iter().any(|(metric, _)| *metric == Metric::Update).then_some(())
        };
        hall.eventually("staff are warned", warned).await;
        hall.settled_but(60).await;
        hall.pass_seconds(30 * MINUTE);
        let broken = async || {
            let ticket = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").ticket;
            ticket.past.breaches.iter().any(|one| one.metric == Metric::Update).then_some(())
        };
        hall.eventually("it is seen to be broken", broken).await;
        no_difference(&hall).await;
        hall.beth().say(channel, "The part is on its way.");
        clocks(Metric::Update, &[Stand::Late, Stand::Pending]).await;
        hall.settled_but(60).await;
        hall.pass_seconds(60);
        let beth = hall.beth();
        beth.told(beth.slash(channel, "ptickets close", &[("reason", "done".into())])).await;
        clocks(Metric::Update, &[Stand::Late, Stand::Cancelled]).await;
        no_difference(&hall).await;
        let (_, html) = ingrid.page("/reports").await;
        for line in ["Any first answer", "Next update"] {
            assert!(html.contains(line), "{line}: {html}");
        }
        hall.pass_seconds(20);
        hall.end().await;
    })
    .await;
}

/// A conversation that was kept before it was counted when staff wrote differs in nothing from its messages, and the next word makes it whole.
#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_of_before_is_made_whole() {
    on_both("updates_of_before", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.beth().say(channel, "We look into it.");
        let talk = async |messages: u32| {
            hall.eventually("the words are kept", async || {
                let loaded = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
                Some(loaded.activity.talk).filter(|talk| talk.staff_messages() == messages)
            })
            .await
        };
        let mut old = talk(1).await;
        let first = std::mem::take(&mut old.said);
        hall.settled().await;
        let json = serde_json::to_string(&old).expect("is written");
        assert!(!json.contains("said"), "as it was written before: {json}");
        hall.tamper(&format!("UPDATE ticket SET talk = '{json}'")).await;
        no_difference(&hall).await;
        hall.pass_seconds(15 * MINUTE);
        hall.beth().say(channel, "The part is on its way.");
        let whole = talk(2).await;
        assert_eq!((whole.said.len(), whole.said[0]), (2, first[0]));
        no_difference(&hall).await;
        hall.end().await;
    })
    .await;
}
