//! What is out of sight for a while, beyond one ticket's page: told to who put it there, in bulk, to programs, and before steps.

use crate::{
    bulk::{act, ended, in_bulk},
    hall::{Hall, on_both, read},
    receiver::Receiver,
};
use serde_json::{Value, json};
use ticket::{
    Event, GuildId, TypeId,
    sla::{Act, ByPriority, Moment, Step, Targets},
    snooze::Woken,
};

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

async fn snoozed(hall: &Hall, number: u32) -> bool {
    let found = hall.store().ticket(hall.ticket(number)).await.expect("reads").expect("is there");
    found.ticket.snoozed.is_some()
}

async fn is_back(hall: &Hall) {
    hall.ticket_is(1, "it is back", |one| one.snoozed.is_none().then_some(())).await;
    hall.settled_but(60).await;
}

/// Who snoozed a ticket is told by direct message that it is back, whatever brought it, once, and not of what they did themselves.
#[tokio::test(flavor = "multi_thread")]
async fn who_snoozed_is_told() {
    on_both("snooze_told", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        hall.settled().await;
        let desk = hall.signed_in(&hall.beth()).await;
        let snooze = async |desk: &crate::browser::Browser, until: &str| {
            assert_eq!(desk.send("/tickets/1", "/tickets/1/snooze", &[("until", until)]).await.0, 303);
        };
        let told = |hall: &Hall| {
            let dms = hall.beth().dms();
            dms.iter().map(read).filter(|dm| dm.contains("Ticket #1: it is back")).collect::<Vec<_>>()
        };
        snooze(&desk, "2d").await;
        assert_eq!(desk.send("/tickets/1", "/tickets/1/unsnooze", &[]).await.0, 303);
        hall.settled().await;
        assert!(told(&hall).is_empty(), "she did it herself: {:?}", told(&hall));

        snooze(&desk, "2d").await;
        let hall = hall.restarted_after(2 * DAY + 10).await;
        is_back(&hall).await;
        assert_eq!(told(&hall).len(), 1, "{:?}", told(&hall));
        assert!(told(&hall)[0].contains("its time has come"), "{:?}", told(&hall));
        let hall = hall.restarted().await;
        hall.settled_but(60).await;
        assert_eq!(told(&hall).len(), 1, "once");

        let desk = hall.signed_in(&hall.beth()).await;
        snooze(&desk, "").await;
        hall.pass_seconds(1);
        hall.mia().say(channel, "it is broken again");
        is_back(&hall).await;
        assert!(told(&hall)[1].contains("the member wrote"), "{:?}", told(&hall));

        hall.pass_seconds(1);
        snooze(&desk, "2d").await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        assert_eq!(ingrid.send("/tickets/1", "/tickets/1/unsnooze", &[]).await.0, 303);
        is_back(&hall).await;
        assert!(told(&hall)[2].contains("Ingrid woke this ticket"), "{:?}", told(&hall));

        // Nobody is told of what is closed by then.
        snooze(&desk, "2d").await;
        assert_eq!(desk.send("/tickets/1", "/tickets/1/close", &[("reason", "")]).await.0, 303);
        hall.settled().await;
        assert_eq!(told(&hall).len(), 3);
        hall.end().await;
    })
    .await;
}

/// Many are snoozed until one time, which is said first, and taken back in one go; a move in bulk brings back what was snoozed, another
/// priority does not.
#[tokio::test(flavor = "multi_thread")]
async fn many_are_snoozed() {
    on_both("snooze_many", |hall| async move {
        hall.panel().await;
        for subject in ["Compass", "Rudder"] {
            hall.opened(subject, "is broken").await;
        }
        hall.settled().await;
        let desk = hall.signed_in(&hall.beth()).await;
        let (_, list) = desk.page("/tickets").await;
        assert!(list.contains("value=\"snooze\"") && list.contains("value=\"snooze:"), "{list}");
        let until = hall.clock.now().plus_days(2);
        let wish = format!("snooze:{}", until.0);
        let (status, page) = desk.rehearses(&[("act", &wish), ("n", "1"), ("n", "2")]).await;
        assert!(
            status == 200 && page.contains("Snooze 2 tickets until ") && page.contains("In sight"),
            "{page}"
        );
        let fields = [("act", wish.as_str()), ("n", "1"), ("n", "2")];
        let batch = in_bulk(&hall, &desk, &fields).await;
        for number in [1, 2] {
            let found = hall.store().ticket(hall.ticket(number)).await.expect("reads").expect("is there");
            assert_eq!(found.ticket.snoozed.and_then(|snooze| snooze.until), Some(until));
        }
        assert_eq!(act(&desk, "/tickets", &format!("/bulk/{batch}/undo"), &[]).await.0, 303);
        ended(&hall, batch).await;
        assert!(!snoozed(&hall, 1).await && !snoozed(&hall, 2).await, "taken back");

        in_bulk(&hall, &desk, &[("act", "snooze"), ("n", "1"), ("n", "2")]).await;
        assert!(snoozed(&hall, 1).await && snoozed(&hall, 2).await);
        in_bulk(&hall, &desk, &[("act", "priority:high"), ("n", "1")]).await;
        assert!(snoozed(&hall, 1).await, "it stays out of sight");
        let past = format!("snooze:{}", hall.clock.now().0 - 1);
        let (_, page) = desk.rehearses(&[("act", &past), ("n", "1")]).await;
        assert!(page.contains("until a time that lies ahead"), "{page}");
        in_bulk(&hall, &desk, &[("act", "move:2"), ("n", "1"), ("n", "2")]).await;
        assert!(!snoozed(&hall, 1).await && !snoozed(&hall, 2).await, "others are to see it");
        hall.settled().await;
        hall.end().await;
    })
    .await;
}

/// A program snoozes and wakes, and says that no answer is needed, each once however often it asks; another one is told.
// Proves: P215, P221, P228
#[tokio::test(flavor = "multi_thread")]
async fn programs_snooze_and_are_told() {
    on_both("snooze_api", |hall| async move {
        let receiver = Receiver::new().await;
        let owner = hall.signed_in(&hall.ingrid()).await;
        let hook = [
            ("url", receiver.url.as_str()),
            ("topic", "ticket.snoozed"),
            ("topic", "ticket.woke"),
            ("topic", "ticket.reply_needed"),
        ];
        assert_eq!(owner.send("/settings/webhooks", "/settings/webhooks", &hook).await.0, 200);
        let token = async |scope: &str| {
            let form = [("name", "Robot"), ("scope", "tickets:read"), ("scope", scope), ("days", "30")];
            let (_, made) = owner.send("/settings/api", "/settings/api", &form).await;
            let token = made.split("value=\"guildhall_").nth(1).and_then(|rest| rest.split('"').next());
            format!("guildhall_{}", token.expect("it is shown"))
        };
        let (writes, reads) = (token("tickets:write").await, token("tickets:read").await);
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        hall.settled().await;
        hall.pass_seconds(1);
        hall.beth().say(channel, "try it away from iron");
        hall.settled().await;
        hall.pass_seconds(1);
        hall.mia().say(channel, "thanks!");
        hall.settled().await;
        hall.pass_seconds(1);
        let client = reqwest::Client::new();
        let ask = async |token: &str, what: &str, key: &str, body: Value| {
            let url = format!("{}/api/v1/guilds/{}/tickets/1/{what}", hall.web, hall.sample.guild);
            let mut asked = client.post(url).bearer_auth(token).header("idempotency-key", key);
            if !body.is_null() {
                asked = asked.json(&body);
            }
            let answer = asked.send().await.expect("answers");
            (answer.status().as_u16(), answer.json::<Value>().await.expect("JSON"))
        };
        let (status, refused) = ask(&reads, "snooze", "k0", Value::Null).await;
        assert_eq!((status, &refused["error"]["required_scope"]), (403, &"tickets:write".into()));
        assert_eq!(ask(&writes, "snooze", "k1", json!({ "until": "soon" })).await.0, 400);
        let until = hall.clock.now().plus_days(1);
        for _ in 0..2 {
            let (status, one) = ask(&writes, "snooze", "k2", json!({ "until": until.iso() })).await;
            assert_eq!((status, &one["data"]["snoozed"]["until"]), (200, &until.iso().into()), "{one}");
            assert_eq!(one["data"]["reply_needed"], true);
        }
        let (status, one) = ask(&writes, "wake", "k3", Value::Null).await;
        assert_eq!((status, &one["data"]["snoozed"]), (200, &Value::Null), "{one}");
        let (status, refused) = ask(&writes, "wake", "k4", Value::Null).await;
        assert_eq!((status, &refused["error"]["reason"]), (409, &"not_snoozed".into()), "{refused}");
        let (status, one) = ask(&writes, "no-reply-needed", "k5", Value::Null).await;
        assert_eq!((status, &one["data"]["reply_needed"]), (200, &false.into()), "{one}");
        let (status, one) = ask(&writes, "reply-needed", "k6", Value::Null).await;
        assert_eq!((status, &one["data"]["reply_needed"]), (200, &true.into()), "{one}");
        hall.eventually("all was told", async || (receiver.taken().len() == 4).then_some(())).await;
        hall.settled().await;
        let told: Vec<Value> = receiver.taken().iter().map(|one| one.json()).collect();
        let kinds: Vec<&str> = told.iter().filter_map(|one| one["type"].as_str()).collect();
        assert_eq!(kinds, ["ticket.snoozed", "ticket.woke", "ticket.reply_needed", "ticket.reply_needed"]);
        assert_eq!(told[0]["data"]["until"], until.iso());
        assert_eq!((&told[1]["data"]["why"], &told[1]["data"]["number"]), (&"staff".into(), &1.into()));
        assert_eq!((&told[2]["data"]["needed"], &told[3]["data"]["needed"]), (&false.into(), &true.into()));
        hall.end().await;
    })
    .await;
}

/// A step that gives a snoozed ticket to others brings it back, for they have to see it; one that only tells somebody leaves it.
#[tokio::test(flavor = "multi_thread")]
async fn steps_bring_back_what_others_have_to_see() {
    for (name, act, why) in [
        ("snooze_step_move", Act::MoveTo { to: TypeId(2) }, Some(Woken::Moved)),
        ("snooze_step_queue", Act::BackToQueue, Some(Woken::Step)),
        ("snooze_step_raise", Act::RaisePriority, None),
    ] {
        on_both(name, move |hall| async move {
            hall.change(|config| {
                let soon = Targets { first_response: Some(60), ..Targets::default() };
                let policy = &mut config.types[0].sla;
                (policy.enabled, policy.warn_percent) = (true, 0);
                policy.targets = ByPriority { normal: soon, high: soon, ..ByPriority::default() };
                policy.steps = vec![Step::new(Moment::Percent(50), act)];
            })
            .await;
            hall.panel().await;
            hall.opened("Compass", "spins").await;
            hall.settled_but(60).await;
            let desk = hall.signed_in(&hall.beth()).await;
            assert_eq!(desk.send("/tickets/1", "/tickets/1/claim", &[]).await.0, 303);
            assert_eq!(desk.send("/tickets/1", "/tickets/1/snooze", &[("until", "2d")]).await.0, 303);
            hall.pass_seconds(31 * MINUTE);
            hall.ticket_is(1, "the step is taken", |one| (one.past.steps.len() == 1).then_some(())).await;
            hall.settled_but(60).await;
            assert_eq!(snoozed(&hall, 1).await, why.is_none());
            let log = hall.store().events(hall.ticket(1)).await.expect("reads");
            let woke = log.iter().find_map(|one| match &one.event {
                Event::Woke { why, .. } => Some(*why),
                _ => None,
            });
            assert_eq!(woke, why);
            let guild = GuildId(hall.sample.guild);
            assert_eq!(hall.store().verify_figures(guild).await.expect("reads"), 0);
            hall.running.stop().await;
            hall.fake.stop();
        })
        .await;
    }
}

/// A type to which a step leads is not deleted; what a step could not do is on the health page before it comes due, and goes once it is mended.
// Proves: P204, P205
#[tokio::test(flavor = "multi_thread")]
async fn steps_that_lead_nowhere_are_seen_ahead() {
    on_both("steps_nowhere", |hall| async move {
        hall.change(|config| {
            let soon = Targets { first_response: Some(60), ..Targets::default() };
            let policy = &mut config.types[0].sla;
            policy.enabled = true;
            policy.targets = ByPriority { normal: soon, ..ByPriority::default() };
            policy.steps = vec![Step::new(Moment::Percent(50), Act::MoveTo { to: TypeId(2) })];
        })
        .await;
        let owner = hall.signed_in(&hall.ingrid()).await;
        let page = "/settings/types/2";
        let (_, html) = owner.page(page).await;
        let over = html.split("name=\"over\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let form = [("over", over.expect("a form")), ("remove", "yes")];
        let (status, html) = owner.send(page, page, &form).await;
        assert!(status == 422 && html.contains("change that step first"), "{status} {html}");
        let guild = GuildId(hall.sample.guild);
        let config = hall.store().config(guild).await.expect("reads").config;
        assert!(config.ticket_type(TypeId(2)).is_some(), "it is there");
        // Switched off is allowed, and seen ahead.
        hall.change(|config| {
            config.types[1].active = false;
            config.types[0].handlers.clear();
            let policy = &mut config.types[0].sla;
            policy.steps.push(Step::new(Moment::Percent(60), Act::CallWebhook));
        })
        .await;
        let says = async |hall: &Hall, what: &str, there: bool| {
            hall.eventually(what, async || {
                let (_, html) = owner.page("/settings/health").await;
                (html.contains(what) == there).then_some(())
            })
            .await;
        };
        says(&hall, "GH-304", true).await;
        says(&hall, "GH-305", true).await;
        let receiver = Receiver::new().await;
        let hook = [("url", receiver.url.as_str()), ("topic", "ticket.sla_step")];
        assert_eq!(owner.send("/settings/webhooks", "/settings/webhooks", &hook).await.0, 200);
        says(&hall, "GH-305", false).await;
        hall.change(|config| {
            config.types[1].active = true;
            config.types[0].sla.steps = vec![Step::new(Moment::Percent(50), Act::AssignOnCall)];
        })
        .await;
        says(&hall, "GH-304", false).await;
        says(&hall, "GH-306", true).await;
        let beth = ticket::UserId(hall.sample.staff[0]);
        hall.change(move |config| config.types[0].handlers = vec![beth]).await;
        says(&hall, "GH-306", false).await;
        hall.settled().await;
        hall.end().await;
    })
    .await;
}
