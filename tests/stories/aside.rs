//! Tickets that nobody waits for.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};
use ticket::{
    ChannelId, GuildId,
    sla::{ByPriority, Clock, Metric, Stand, Targets},
};

const MINUTE: i64 = 60;

/// Another answer within half an hour.
async fn promised(hall: &Hall) {
    let staff_room = hall.sample.staff_room;
    hall.change(move |config| {
        let soon = Targets { next_response: Some(30), ..Targets::default() };
        for ticket_type in &mut config.types {
            ticket_type.sla.enabled = true;
            ticket_type.sla.targets = ByPriority { normal: soon, ..ByPriority::default() };
        }
        config.settings.sla_channel = Some(ChannelId(staff_room));
    })
    .await;
}

/// The waits for another answer, as their clocks stand.
async fn waits(hall: &Hall) -> Vec<Clock> {
    let loaded = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("it is there");
    let clocks = ticket::sla::of(&loaded.ticket, &loaded.activity.talk, hall.clock.now());
    clocks.into_iter().filter(|clock| clock.metric == Metric::NextResponse).collect()
}

async fn stands(hall: &Hall) -> Vec<Stand> {
    waits(hall).await.iter().map(|clock| clock.stand).collect()
}

async fn is_exact(hall: &Hall) {
    let guild = GuildId(hall.sample.guild);
    assert_eq!(hall.store().verify_figures(guild).await.expect("reads"), 0, "figures are what tickets say");
}

/// The counts of the views, by their words.
async fn counted(browser: &Browser, view: &str) -> String {
    let (status, page) = browser.page(&format!("/tickets?show={view}")).await;
    assert_eq!(status, 200);
    let link =
        page.split(&format!("show={view}\" data-go")).nth(1).and_then(|rest| rest.split("</a>").next());
    link.and_then(|link| link.split("view-count\">").nth(1)?.split('<').next()).expect("a count").to_owned()
}

fn told(hall: &Hall) -> usize {
    hall.fake.look(|world| world.channels[&hall.sample.staff_room].messages.len())
}

/// What needs no answer: nobody waits for one, in Discord and on the web, until the member writes again; it was not answered, and members
/// read nothing of it.
// Proves: P116
#[tokio::test(flavor = "multi_thread")]
async fn no_reply_is_needed() {
    on_both("no_reply", |hall| async move {
        promised(&hall).await;
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        let (beth, mia) = (hall.beth(), hall.mia());
        let says =
            async |command: &str| hall.says(&beth, channel, &format!("ptickets-wait {command}"), &[]).await;
        assert!(says("no-reply-needed").await.contains("Nobody has answered this ticket yet"));
        hall.pass_seconds(1);
        beth.say(channel, "try it away from iron");
        hall.settled().await;
        assert!(says("no-reply-needed").await.contains("Nobody waits for an answer here"));
        assert!(says("reply-needed").await.contains("Nobody said that no answer is needed"));
        hall.pass_seconds(1);
        mia.say(channel, "thanks!");
        hall.settled().await;
        hall.pass_seconds(5 * MINUTE);
        let desk = hall.signed_in(&beth).await;
        assert_eq!((counted(&desk, "us").await, counted(&desk, "member").await), ("1".into(), "0".into()));
        assert_eq!(stands(&hall).await, [Stand::Pending]);
        let refused = hall.says(&mia, channel, "ptickets-wait no-reply-needed", &[]).await;
        assert!(refused.contains("Only staff"), "{refused}");

        assert!(says("no-reply-needed").await.contains("No answer is needed here"));
        assert_eq!(stands(&hall).await, [Stand::Cancelled]);
        assert_eq!((counted(&desk, "us").await, counted(&desk, "member").await), ("0".into(), "1".into()));
        let (_, page) = desk.page("/tickets?show=member").await;
        let rows = page.split("class=\"queue-rows").nth(1).expect("a list");
        assert!(rows.contains("Compass") && rows.contains("No reply needed"));
        let found = async |words: &str| desk.page(&format!("/tickets?show=open&q={words}")).await.1;
        let hit =
            |page: &str| page.split("class=\"queue-rows").nth(1).expect("a list").contains("item-subject");
        assert!(hit(&found("is%3Awaiting").await) && !hit(&found("is%3Aneeds-reply").await));
        is_exact(&hall).await;
        let (_, page) = desk.page("/tickets/1").await;
        assert!(page.contains("said that no answer is needed"), "its history says so");
        let (_, page) = hall.signed_in(&mia).await.page("/tickets/1").await;
        let read = page.split("id=\"palette\"").next().expect("is a page");
        assert!(!read.contains("no answer is needed") && !read.contains("No reply needed"));

        // Taken back as if it had never been said, and said again by a press.
        assert_eq!(desk.send("/tickets/1", "/tickets/1/reply", &[]).await.0, 303);
        assert_eq!(stands(&hall).await, [Stand::Pending]);
        assert_eq!(counted(&desk, "us").await, "1");
        is_exact(&hall).await;
        assert_eq!(desk.send("/tickets/1", "/tickets/1/no-reply", &[]).await.0, 303);
        assert_eq!(stands(&hall).await, [Stand::Cancelled]);
        let hall = hall.restarted_after(10 * 60 * MINUTE).await;
        hall.settled().await;
        assert_eq!((stands(&hall).await, told(&hall)), (vec![Stand::Cancelled], 0), "nobody is late");

        mia.say(channel, "wait, it spins again");
        hall.settled().await;
        assert_eq!(stands(&hall).await, [Stand::Cancelled, Stand::Pending]);
        let desk = hall.signed_in(&beth).await;
        assert_eq!((counted(&desk, "us").await, counted(&desk, "member").await), ("1".into(), "0".into()));
        hall.pass_seconds(31 * MINUTE);
        hall.eventually("staff are told", async || (told(&hall) > 0).then_some(())).await;
        hall.settled().await;
        assert_eq!(stands(&hall).await, [Stand::Cancelled, Stand::Overdue]);
        beth.say(channel, "then bring it in");
        hall.settled().await;
        assert_eq!(stands(&hall).await, [Stand::Cancelled, Stand::Late]);
        let messages = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").activity;
        assert_eq!(messages.talk.again.len(), 1);
        is_exact(&hall).await;
        let guild = GuildId(hall.sample.guild);
        hall.store().rebuild_figures(guild, "UTC").await.expect("is done");
        is_exact(&hall).await;
        hall.end().await;
    })
    .await;
}

/// What is said of many at once, and taken back.
#[tokio::test(flavor = "multi_thread")]
async fn no_reply_is_needed_in_many() {
    on_both("no_reply_many", |hall| async move {
        promised(&hall).await;
        hall.panel().await;
        let (beth, mia) = (hall.beth(), hall.mia());
        for subject in ["Compass", "Rudder"] {
            let channel = hall.opened(subject, "is broken").await;
            hall.pass_seconds(1);
            beth.say(channel, "I have a look");
            hall.settled().await;
            hall.pass_seconds(1);
            mia.say(channel, "thanks!");
            hall.settled().await;
        }
        hall.pass_seconds(1);
        let desk = hall.signed_in(&beth).await;
        let asked = [("act", "no-reply"), ("n", "1"), ("n", "2"), ("list", "inbox")];
        let (status, page) = desk.send("/tickets", "/bulk", &asked).await;
        assert_eq!(status, 303, "{page}");
        hall.settled().await;
        assert_eq!(counted(&desk, "us").await, "0");
        is_exact(&hall).await;
        hall.end().await;
    })
    .await;
}
