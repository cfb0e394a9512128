//! The same ticket in a browser.

use crate::{browser::hears, hall::on_both};

/// Staff claim and close on the web what was opened in Discord; the channel follows. Both ways at once give one close.
// Proves: M59, P161, P162, P163
#[tokio::test(flavor = "multi_thread")]
async fn staff_work_on_the_web() {
    on_both("web", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins <script>alert(1)</script>").await;
        let said = hall.mia().say(channel, "please hurry");
        hall.eventually("it is kept", async || {
            let lines = hall.store().lines(hall.ticket(1), None, 50).await.expect("reads");
            lines.iter().any(|line| line.message.0 == said).then_some(())
        })
        .await;
        hall.settled().await;
        let beth = hall.signed_in(&hall.beth()).await;
        let page = hall
            .eventually("the conversation is on the page", async || {
                let (status, page) = beth.page("/tickets/1").await;
                assert_eq!(status, 200);
                page.contains("please hurry").then_some(page)
            })
            .await;
        assert!(!page.contains("<script>alert"), "and inert");
        assert_eq!(beth.send("/tickets/1", "/tickets/1/claim", &[]).await.0, 303);
        let (at_once, from_discord) =
            tokio::join!(beth.send("/tickets/1", "/tickets/1/close", &[("reason", "recalibrated")]), async {
                hall.mia().told(hall.mia().slash(channel, "ptickets close", &[])).await
            });
        let events = hall.store().events(hall.ticket(1)).await.expect("reads");
        let closes = events.iter().filter(|one| matches!(one.event, ticket::Event::Closed { .. })).count();
        assert_eq!(closes, 1, "{} / {from_discord}", at_once.0);
        assert!(at_once.0 == 303 || at_once.1.contains("closed already"), "{}", at_once.1);
        let (status, transcript) = beth.page("/tickets/1/transcript").await;
        assert_eq!(status, 200);
        assert!(transcript.contains("please hurry"));
        let (_, file) = beth.page("/tickets/1/transcript/download").await;
        assert!(file.contains("please hurry") && !file.contains("src=\"http"), "it stands alone");
        let mia = hall.signed_in(&hall.mia()).await;
        assert_eq!(mia.page("/tickets/1/transcript").await.0, 200, "the opener reads it too");
        assert_eq!(mia.page("/tickets").await.0, 403, "but not the list");
        hall.end().await;
    })
    .await;
}

/// Who does not belong there sees nothing; a lost role counts at once; forms need their secret.
// Proves: P144, P146, P196, P199
#[tokio::test(flavor = "multi_thread")]
async fn the_web_lets_in_who_may() {
    on_both("access", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        hall.settled().await;
        let noa = hall.signed_in(&hall.noa()).await;
        for path in ["/tickets", "/tickets/1", "/tickets/1/transcript", "/tickets/2"] {
            assert_eq!(noa.page(path).await.0, 403, "{path}");
        }
        let carla = hall.signed_in(&hall.carla()).await;
        assert_eq!(carla.page("/tickets/1").await.0, 403, "staff of another type");
        assert!(!carla.page("/tickets").await.1.contains("Compass"));
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.get("/g/5/tickets/1").await.0, 404, "another guild's id");
        let foreign = beth.client.post(format!("{}/g/{}/tickets/1/claim", beth.base, beth.guild));
        let foreign = foreign
            .header("cookie", &beth.cookie)
            .form(&[("csrf", "guessed")])
            .send()
            .await
            .expect("answers");
        assert_eq!(foreign.status(), 403);
        let nobody = beth
            .client
            .get(format!("{}/g/{}/tickets/1", beth.base, beth.guild))
            .send()
            .await
            .expect("answers");
        assert_eq!(nobody.status(), 303, "who is not signed in is sent to sign in");
        assert_eq!(beth.page("/tickets/1").await.0, 200);
        hall.fake.change(|world| world.set_roles(hall.sample.guild, hall.sample.staff[0], vec![]));
        hall.eventually("the lost role counts", async || {
            (beth.page("/tickets/1").await.0 == 403).then_some(())
        })
        .await;
        hall.end().await;
    })
    .await;
}

/// Every answer carries the headers that keep browsers safe.
#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_headers() {
    on_both("headers", |hall| async move {
        let beth = hall.signed_in(&hall.beth()).await;
        for path in [
            "/",
            "/auth/signed-out",
            "/healthz",
            "/readyz",
            "/nowhere",
            &format!("/g/{}/tickets", beth.guild),
        ] {
            let asked = beth.client.get(format!("{}{path}", beth.base)).header("cookie", &beth.cookie);
            let response = asked.send().await.expect("answers");
            let policy = response.headers()["content-security-policy"].to_str().expect("text").to_owned();
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
            assert_eq!(response.headers()["x-content-type-options"], "nosniff", "{path}");
            assert_eq!(response.headers()["cache-control"], "no-store", "{path}");
        }
        let away = beth
            .client
            .get(format!("{}/auth/discord?next=//evil.example/", beth.base))
            .send()
            .await
            .expect("answers");
        let cookie = away.headers()["set-cookie"].to_str().expect("text").to_owned();
        assert!(!cookie.contains("ZXZpbC5leGFtcGxl"), "only paths of our own are gone back to");
        hall.end().await;
    })
    .await;
}

/// An open list hears of a ticket that is opened, claimed and closed by itself, and shows each as what it is.
// Proves: P130, P131
#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_live() {
    on_both("live", |hall| async move {
        hall.panel().await;
        let beth = hall.signed_in(&hall.beth()).await;
        // A stream for each step: what it hears was caused by that step.
        let listen = async || {
            let live = format!("{}/g/{}/live", beth.base, beth.guild);
            let stream = beth.client.get(live).header("cookie", &beth.cookie).send().await.expect("answers");
            assert_eq!(stream.headers()["content-type"], "text/event-stream");
            stream
        };
        let mut stream = listen().await;
        let channel = hall.opened("Compass", "spins").await;
        hears(&mut stream, "action=\"refresh\"").await;
        let (_, html) = beth.page("/tickets?show=open").await;
        assert!(html.contains("Compass"), "open");
        hall.settled().await;
        stream = listen().await;
        hall.says(&hall.beth(), channel, "ptickets claim", &[]).await;
        hears(&mut stream, "action=\"refresh\"").await;
        let (_, html) = beth.page("/tickets?show=mine").await;
        assert!(html.contains("Compass"), "claimed by her");
        hall.settled().await;
        stream = listen().await;
        hall.says(&hall.beth(), channel, "ptickets close", &[]).await;
        hears(&mut stream, "action=\"refresh\"").await;
        let (_, html) = beth.page("/tickets?show=open").await;
        assert!(!html.contains("Compass"), "open no more");
        let (_, html) = beth.page("/tickets?show=closed").await;
        assert!(html.contains("Compass"), "closed");
        drop(stream);
        hall.end().await;
    })
    .await;
}
