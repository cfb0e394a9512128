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
        hall.eventually("she waits again", async || {
            (stands(&hall).await == [Stand::Cancelled, Stand::Pending]).then_some(())
        })
        .await;
        hall.settled().await;
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

async fn ticket_now(hall: &Hall) -> ticket::Ticket {
    hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("it is there").ticket
}

async fn awake(hall: &Hall) {
    hall.ticket_is(1, "it wakes", |one| one.snoozed.is_none().then_some(())).await;
    hall.settled().await;
}

/// How often the ticket's history says so.
async fn said(hall: &Hall, event: impl Fn(&ticket::Event) -> bool) -> usize {
    let log = hall.store().events(hall.ticket(1)).await.expect("reads");
    log.iter().filter(|one| event(&one.event)).count()
}

/// A ticket that is snoozed until a time is out of the views and not given to anybody, and wakes once, whatever restarts; it is closed for
/// being idle only as long after it woke as any other.
#[tokio::test(flavor = "multi_thread")]
async fn snoozed_until_a_time() {
    on_both("snooze_time", |hall| async move {
        promised(&hall).await;
        hall.change(|config| {
            for ticket_type in &mut config.types {
                ticket_type.auto_close.enabled = true;
                (ticket_type.auto_close.after_hours, ticket_type.auto_close.warn_hours) = (48, 24);
            }
        })
        .await;
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        let (beth, mia) = (hall.beth(), hall.mia());
        hall.pass_seconds(1);
        beth.say(channel, "try it away from iron");
        hall.settled().await;
        hall.pass_seconds(1);
        mia.say(channel, "I will on Monday");
        hall.settled().await;
        hall.pass_seconds(5 * MINUTE);
        let desk = hall.signed_in(&beth).await;
        assert_eq!(desk.send("/tickets/1", "/tickets/1/claim", &[]).await.0, 303);
        let says = async |hall: &Hall, command: &str, until: &str| {
            let until = [("until", serde_json::json!(until))];
            hall.says(&beth, channel, &format!("ptickets-wait {command}"), &until).await
        };
        assert!(says(&hall, "snooze", "soon").await.contains("until a time that lies ahead"));
        assert!(says(&hall, "snooze", "900d").await.contains("at most 366 days"));
        let none: [(&str, serde_json::Value); 0] = [];
        let nothing = hall.says(&beth, channel, "ptickets-wait unsnooze", &none).await;
        assert!(nothing.contains("This ticket is not snoozed"), "{nothing}");
        assert!(says(&hall, "snooze", "3d").await.contains("This ticket is snoozed until <t:"));
        for view in ["mine", "us", "member", "unassigned"] {
            assert_eq!(counted(&desk, view).await, "0", "{view}");
        }
        assert_eq!((counted(&desk, "snoozed").await, counted(&desk, "open").await), ("1".into(), "1".into()));
        let (_, page) = desk.page("/tickets?show=snoozed").await;
        let rows = page.split("class=\"queue-rows").nth(1).expect("a list");
        assert!(rows.contains("Compass") && rows.contains("Snoozed until"));
        let (_, page) = desk.page("/tickets?show=open&q=is%3Asnoozed").await;
        assert!(page.split("class=\"queue-rows").nth(1).expect("a list").contains("Compass"));
        let (_, page) = desk.page("/tickets?show=mine&q=compass").await;
        assert!(!page.split("class=\"queue-rows").nth(1).expect("a list").contains("item-subject"));
        let member = hall.signed_in(&mia).await;
        let (_, page) = member.page("/tickets/1").await;
        let read = page.split("id=\"palette\"").next().expect("is a page");
        assert!(!read.to_lowercase().contains("snooz"), "members read nothing of it");
        let refused = hall.says(&mia, channel, "ptickets-wait unsnooze", &none).await;
        assert!(refused.contains("Only staff"), "{refused}");
        is_exact(&hall).await;
        // What pauses while somebody else is waited for stands still.
        assert_eq!(stands(&hall).await, [Stand::Pending]);

        let hall = hall.restarted_after(2 * 24 * 60 * MINUTE).await;
        hall.settled().await;
        assert!(ticket_now(&hall).await.is_open(), "it is not closed for being idle");
        assert!(ticket_now(&hall).await.snoozed.is_some());
        assert_eq!(told(&hall), 0);
        let hall = hall.restarted_after(24 * 60 * MINUTE + 10).await;
        awake(&hall).await;
        let hall = hall.restarted().await;
        hall.settled().await;
        let woke = |event: &ticket::Event| matches!(event, ticket::Event::Woke { .. });
        assert_eq!(said(&hall, woke).await, 1, "it wakes once");
        let desk = hall.signed_in(&beth).await;
        assert_eq!((counted(&desk, "snoozed").await, counted(&desk, "mine").await), ("0".into(), "1".into()));
        assert_eq!(counted(&desk, "us").await, "1");
        assert!(desk.page("/tickets?show=us").await.1.contains("Back in sight"));
        assert!(desk.page("/tickets/1").await.1.contains("its time has come"));
        assert_eq!(stands(&hall).await, [Stand::Pending], "and goes on where it stood");
        hall.pass_seconds(23 * 60 * MINUTE);
        hall.settled().await;
        assert!(ticket_now(&hall).await.idle_warning.is_none(), "idle from when it woke");
        hall.pass_seconds(2 * 60 * MINUTE);
        hall.ticket_is(1, "it is warned of", |one| one.idle_warning.map(|_| ())).await;
        hall.settled().await;
        is_exact(&hall).await;
        hall.end().await;
    })
    .await;
}

/// What the member writes wakes a ticket, whether it was snoozed until a time or until then, and ends nobody's wait but the one that staff
/// ended; a press wakes it too, and a close and a move end its sleep.
#[tokio::test(flavor = "multi_thread")]
async fn snoozed_until_the_member_writes() {
    on_both("snooze_reply", |hall| async move {
        promised(&hall).await;
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        let (beth, mia) = (hall.beth(), hall.mia());
        let desk = hall.signed_in(&hall.ingrid()).await;
        hall.pass_seconds(1);
        beth.say(channel, "try it away from iron");
        hall.settled().await;
        hall.pass_seconds(1);
        mia.say(channel, "I will");
        hall.settled().await;
        hall.pass_seconds(1);
        let snooze =
            async |until: &str| desk.send("/tickets/1", "/tickets/1/snooze", &[("until", until)]).await.0;
        assert_eq!(snooze("").await, 303);
        assert_eq!(stands(&hall).await, [Stand::Cancelled], "nobody waits till they write");
        assert_eq!(counted(&desk, "snoozed").await, "1");
        assert!(desk.page("/tickets?show=snoozed").await.1.contains("Snoozed until they write"));
        is_exact(&hall).await;
        hall.pass_seconds(1);
        mia.say(channel, "it works, but now the lamp is dark");
        awake(&hall).await;
        assert_eq!(stands(&hall).await, [Stand::Cancelled, Stand::Pending]);
        assert_eq!((counted(&desk, "snoozed").await, counted(&desk, "us").await), ("0".into(), "1".into()));

        // Until a time, and the member writes before.
        hall.pass_seconds(1);
        assert_eq!(snooze("2d").await, 303);
        assert_eq!(counted(&desk, "snoozed").await, "1");
        hall.pass_seconds(1);
        beth.say(channel, "I ask somebody");
        hall.settled().await;
        assert!(ticket_now(&hall).await.snoozed.is_some(), "what staff write does not wake it");
        hall.pass_seconds(1);
        mia.say(channel, "please");
        awake(&hall).await;
        let by_member = |event: &ticket::Event| {
            matches!(event, ticket::Event::Woke { why: ticket::snooze::Woken::Member, .. })
        };
        assert_eq!(said(&hall, by_member).await, 2);

        // Taken back, woken by a press, moved, closed.
        hall.pass_seconds(1);
        assert_eq!(snooze("1d").await, 303);
        assert_eq!(desk.send("/tickets/1", "/tickets/1/unsnooze", &[]).await.0, 303);
        assert!(ticket_now(&hall).await.snoozed.is_none());
        assert_eq!(snooze("1d").await, 303);
        assert_eq!(desk.send("/tickets/1", "/tickets/1/move", &[("to", "2")]).await.0, 303);
        assert!(ticket_now(&hall).await.snoozed.is_none());
        assert_eq!(desk.send("/tickets/1", "/tickets/1/move", &[("to", "1")]).await.0, 303);
        assert_eq!(snooze("1d").await, 303);
        assert_eq!(desk.send("/tickets/1", "/tickets/1/close", &[("reason", "")]).await.0, 303);
        assert!(ticket_now(&hall).await.snoozed.is_none());
        assert_eq!(counted(&desk, "snoozed").await, "0");
        assert_eq!(desk.send("/tickets/1", "/tickets/1/snooze", &[("until", "1d")]).await.0, 422);
        hall.settled().await;
        is_exact(&hall).await;
        hall.end().await;
    })
    .await;
}

/// A macro that answers and puts the ticket out of sight until the next morning of the server.
#[tokio::test(flavor = "multi_thread")]
async fn a_macro_snoozes() {
    use ticket::{
        macros::{Act, Macro},
        snooze::Preset,
    };
    on_both("snooze_macro", |hall| async move {
        hall.panel().await;
        let acts = vec![Act::Reply("Back tomorrow.".to_owned()), Act::Snooze(Some(Preset::Tomorrow))];
        let one = Macro { id: 1, name: "Tomorrow".to_owned(), acts, types: Vec::new() };
        hall.change(|config| config.macros = vec![one]).await;
        hall.opened("Compass", "spins").await;
        hall.settled().await;
        let desk = hall.signed_in(&hall.beth()).await;
        let act = "/tickets/1/macros/1";
        let (_, page) = desk.page(act).await;
        assert!(page.contains("Snooze: Tomorrow morning"), "{page}");
        let seen = page.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let fields = [("once", "first-run"), ("seen", seen.unwrap_or_default())];
        let (status, why) = desk.send(act, act, &fields).await;
        assert_eq!(status, 303, "{why}");
        let until = ticket_now(&hall).await.snoozed.expect("it is snoozed").until.expect("until a time");
        let away = until.0 - hall.clock.now().0;
        assert!((1..48 * 3_600_000).contains(&away), "{away}");
        assert_eq!(counted(&desk, "snoozed").await, "1");
        // The form keeps what was chosen.
        let owner = hall.signed_in(&hall.ingrid()).await;
        let (_, page) = owner.page("/settings/macros/1").await;
        assert!(page.contains("<option value=\"tomorrow\" selected>"), "{page}");
        hall.settled().await;
        hall.end().await;
    })
    .await;
}
