//! Other programs are told what happens.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
    receiver::Receiver,
};
use desk::ports::{DeliveryState, Tried, WebhookState};
use std::collections::BTreeSet;
use ticket::{GuildId, webhook::MOST_FAILURES};

const PAGE: &str = "/settings/webhooks";

impl Hall {
    fn guild(&self) -> GuildId {
        GuildId(self.sample.guild)
    }

    /// The owner adds an endpoint in the browser; gives its secret.
    async fn told(&self, owner: &Browser, url: &str, topics: &[&str]) -> String {
        let mut form = vec![("url", url)];
        form.extend(topics.iter().map(|topic| ("topic", *topic)));
        let (status, page) = owner.send(PAGE, PAGE, &form).await;
        assert_eq!(status, 200, "{page}");
        let secret = page.split("value=\"whsec_").nth(1).and_then(|rest| rest.split('"').next());
        format!("whsec_{}", secret.expect("the secret is shown"))
    }
}

/// What happens in Discord and on the web arrives in order, each once, signed; no note is in it. The secret is shown once, and kept sealed.
// Proves: P223, P224, P225, P228
#[tokio::test(flavor = "multi_thread")]
async fn programs_are_told() {
    on_both("told", |hall| async move {
        let receiver = Receiver::new().await;
        let owner = hall.signed_in(&hall.ingrid()).await;
        let topics =
            ["ticket.opened", "ticket.message", "ticket.claimed", "ticket.released", "ticket.closed"];
        let secret = hall.told(&owner, &receiver.url, &topics).await;
        let (_, again) = owner.page(&format!("{PAGE}/1")).await;
        assert!(!again.contains("whsec_") && again.contains("ticket.opened"), "it is shown once");
        let kept = hall.store().webhook(hall.guild(), 1).await.expect("reads").expect("is there");
        assert!(!kept.secret.contains(&secret[6..]) && kept.secret.starts_with("v1:"), "sealed");
        let (_, audit) = owner.page("/settings/audit").await;
        assert!(audit.contains("127.0.0.1") && !audit.contains("in-the-address"), "{audit}");

        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        hall.settled().await;
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.send("/tickets/1", "/tickets/1/claim", &[]).await.0, 303);
        hall.says(&hall.beth(), channel, "ptickets note", &[("text", "SECRET-NOTE".into())]).await;
        hall.mia().say(channel, "please hurry");
        hall.eventually("her words", async || {
            receiver.taken().iter().any(|one| one.kind() == "ticket.message").then_some(())
        })
        .await;
        let (status, _) = beth.write(1, "a-reply-1", "On my way.", &[("map.txt", b"here")]).await;
        assert_eq!(status, 303);
        assert_eq!(beth.send("/tickets/1", "/tickets/1/close", &[("reason", "recalibrated")]).await.0, 303);
        hall.eventually("the close", async || {
            receiver.taken().iter().any(|one| one.kind() == "ticket.closed").then_some(())
        })
        .await;
        hall.pass_seconds(30);
        hall.settled().await;

        let taken = receiver.taken();
        let kinds: Vec<String> = taken.iter().map(|one| one.kind()).collect();
        assert_eq!(
            kinds,
            ["ticket.opened", "ticket.claimed", "ticket.message", "ticket.message", "ticket.closed"]
        );
        let ids: BTreeSet<String> =
            taken.iter().map(|one| one.json()["id"].as_str().expect("an id").to_owned()).collect();
        assert_eq!(ids.len(), taken.len(), "each once");
        for one in &taken {
            let body = one.json();
            assert!(one.is_signed_with(&secret) && !one.is_signed_with("whsec_AAAA"));
            assert_eq!(body["guild_id"], hall.sample.guild.to_string());
            assert_eq!((&body["livemode"], &body["data"]["number"]), (&true.into(), &1.into()));
            assert!(body["created_at"].as_str().is_some_and(|at| at.ends_with('Z')));
            let head = |name: &str| one.headers[name].clone();
            assert_eq!(head("guildhall-event-id"), body["id"]);
            assert_eq!(head("guildhall-event-type"), body["type"]);
            assert_eq!(
                (head("idempotency-key"), head("webhook-id")),
                (head("guildhall-event-id"), head("guildhall-event-id"))
            );
            assert_eq!(head("content-type"), "application/json");
            assert!(!String::from_utf8_lossy(&one.raw).contains("SECRET-NOTE"), "a note left");
        }
        let opened = &taken[0].json()["data"];
        assert_eq!(opened["opener"]["id"], hall.mia().id.to_string());
        assert_eq!(opened["channel_id"], channel.to_string());
        assert_eq!((&opened["subject"], &opened["ticket_type"]["id"]), (&"Compass".into(), &1.into()));
        assert_eq!(taken[1].json()["data"]["claimed_by"]["id"], hall.beth().id.to_string());
        let (first, second) = (&taken[2].json()["data"], &taken[3].json()["data"]);
        assert_eq!((&first["content"], &first["from"]), (&"please hurry".into(), &"opener".into()));
        assert_eq!((&second["content"], &second["from"]), (&"On my way.".into(), &"staff".into()));
        assert_eq!(second["attachments"][0]["name"], "map.txt");
        let closed = &taken[4].json()["data"];
        assert_eq!((&closed["reason"], &closed["kind"]), (&"recalibrated".into(), &"manual".into()));
        assert_eq!(closed["closer"]["id"], hall.beth().id.to_string());
        hall.end().await;
    })
    .await;
}

/// What is not taken comes again with the same id and the same bytes, later and later, and what happened after it waits its turn. What is
/// refused is not tried again.
// Proves: P224, P226
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_taken_comes_again() {
    on_both("told_again", |hall| async move {
        let receiver = Receiver::new().await;
        let owner = hall.signed_in(&hall.ingrid()).await;
        hall.told(&owner, &receiver.url, &["ticket.opened", "ticket.priority", "ticket.claimed"]).await;
        let mut rounds = vec![503, 429, 408, 425].into_iter();
        receiver.answer(move |body| match body["type"].as_str() {
            Some("ticket.opened") => rounds.next().unwrap_or(200),
            Some("ticket.priority") => 422,
            _ => 200,
        });
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.send("/tickets/1", "/tickets/1/priority", &[("priority", "high")]).await.0, 303);
        assert_eq!(beth.send("/tickets/1", "/tickets/1/claim", &[]).await.0, 303);
        for round in 1..=4 {
            hall.eventually("another attempt", async || (receiver.got().len() >= round).then_some(())).await;
            let waits = hall
                .eventually("it waits", async || {
                    let one = hall.store().webhook(hall.guild(), 1).await.expect("reads")?;
                    (one.failures as usize == round).then_some(one.next_at?)
                })
                .await;
            let least = 5 << (round - 1);
            let seconds = (waits.0 - hall.clock.now().0) / 1000;
            assert!((least..=least + least / 4 + 1).contains(&seconds), "{round}: {seconds}");
            assert_eq!(receiver.got().len(), round, "nothing overtakes it, and nobody is hurried");
            hall.pass_seconds(least + least / 4 + 1);
        }
        hall.eventually("the last", async || {
            receiver.taken().iter().any(|one| one.kind() == "ticket.claimed").then_some(())
        })
        .await;
        hall.settled().await;
        let got = receiver.got();
        let kinds: Vec<String> = got.iter().map(|one| one.kind()).collect();
        assert_eq!(
            kinds,
            ["ticket.opened"; 5].into_iter().chain(["ticket.priority", "ticket.claimed"]).collect::<Vec<_>>()
        );
        assert!(got[..5].iter().all(|one| one.raw == got[0].raw), "the same bytes");
        assert!(got[..5].iter().all(|one| one.headers["webhook-id"] == got[0].headers["webhook-id"]));
        let log = hall.store().deliveries(hall.guild(), 1, 10).await.expect("reads");
        let ends: Vec<_> = log.iter().map(|one| (one.state, one.status, one.attempts)).collect();
        assert_eq!(
            ends,
            [
                (DeliveryState::Delivered, Some(200), 1),
                (DeliveryState::Failed, Some(422), 1),
                (DeliveryState::Delivered, Some(200), 5)
            ]
        );
        let (_, page) = owner.page(&format!("{PAGE}/1")).await;
        assert!(page.contains("422") && page.contains("5 attempts") && page.contains("Send again"));
        hall.end().await;
    })
    .await;
}

/// Thirty failures in a row switch an endpoint off; it stays off, over restarts too, until somebody switches it on.
// Proves: P227
#[tokio::test(flavor = "multi_thread")]
async fn thirty_failures_switch_it_off() {
    on_both("told_off", |hall| async move {
        let receiver = Receiver::new().await;
        receiver.answer(|_| 500);
        let owner = hall.signed_in(&hall.ingrid()).await;
        hall.told(&owner, &receiver.url, &["ticket.opened"]).await;
        let one = format!("{PAGE}/1");
        for _ in 0..3 {
            assert_eq!(owner.send(&one, &format!("{one}/do"), &[("act", "test")]).await.0, 303);
        }
        let webhook = async || hall.store().webhook(hall.guild(), 1).await.expect("reads").expect("is there");
        // At rest: time must not pass a job in hand by, or its lease ends and it is begun twice.
        let rests = async |failures: u32| {
            hall.eventually("it failed, and rests", async || {
                let (store, now) = (hall.store(), hall.clock.now());
                let rests = store.in_hand(now).await.expect("reads") == 0
                    && store.next_due().await.expect("reads").is_none_or(|due| due > now);
                (webhook().await.failures == failures && rests).then_some(())
            })
            .await;
            assert_eq!(webhook().await.state == WebhookState::On, failures < MOST_FAILURES, "{failures}");
        };
        let fails = async |failures: u32| {
            rests(failures).await;
            hall.pass_seconds(4_501);
        };
        fails(1).await;
        fails(2).await;
        rests(3).await;
        // A day of the same.
        let first = hall.store().delivery_next(hall.guild(), 1).await.expect("reads").expect("waits");
        for _ in 3..MOST_FAILURES - 3 {
            let at = hall.clock.now();
            let tried = Tried {
                at,
                status: Some(500),
                trouble: None,
                state: DeliveryState::Waiting,
                next_at: Some(at.plus_seconds(60)),
            };
            hall.store().delivery_tried(hall.guild(), 1, first.id, &tried).await.expect("writes");
        }
        hall.pass_seconds(4_501);
        for failures in MOST_FAILURES - 2..=MOST_FAILURES {
            fails(failures).await;
        }
        hall.settled().await;
        assert_eq!(webhook().await.state, WebhookState::Failing);
        let hall = hall.restarted().await;
        let owner = hall.signed_in(&hall.ingrid()).await;
        let refused = owner.send(&one, &format!("{one}/do"), &[("act", "test")]).await;
        assert_eq!(refused.0, 422, "it is off");
        let (_, page) = owner.page(&one).await;
        assert!(page.contains("30 attempts failed in a row"), "{page}");
        hall.settled().await;
        let before = receiver.got().len();
        assert_eq!(before, 6, "off is off");
        receiver.answer(|_| 200);
        assert_eq!(owner.send(&one, &format!("{one}/do"), &[("act", "on")]).await.0, 303);
        hall.eventually("what waited", async || (receiver.got().len() > before).then_some(())).await;
        hall.settled().await;
        let found = hall.store().webhook(hall.guild(), 1).await.expect("reads").expect("is there");
        assert_eq!((found.state, found.failures), (WebhookState::On, 0));
        let test = receiver.got().pop().expect("came").json();
        assert_eq!((&test["type"], &test["livemode"]), (&"test".into(), &false.into()));
        hall.end().await;
    })
    .await;
}
