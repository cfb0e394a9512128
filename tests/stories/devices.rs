//! Of what is told on devices: promised times that run out, and devices that get another address.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
    push::{ALL, Device, PAGE},
    receiver::Receiver,
};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use ticket::{
    RoleId, UserId,
    settings::{Capability, TeamRole},
    sla::{ByPriority, Targets},
};

const MINUTE: i64 = 60;

/// A first response within an hour, and a warning when 48 minutes of it are used up.
async fn promised(hall: &Hall) {
    hall.change(|config| {
        let hour = Targets { first_response: Some(60), ..Targets::default() };
        for one in &mut config.types {
            one.sla.enabled = true;
            one.sla.targets = ByPriority { normal: hour, high: hour, urgent: hour, low: hour };
            one.sla.warn_percent = 80;
        }
    })
    .await;
}

/// Who has the ticket is told that its promised time is nearly used up, and that it is, each once; nobody else is, nor who does not want to know, nor
/// anybody once it was answered.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_what_is_overdue_is_told() {
    on_both("pushed_overdue", |hall| async move {
        let (service, other) = (Receiver::new().await, Receiver::new().await);
        promised(&hall).await;
        // Carla sees every ticket, and has none.
        let billing = RoleId(hall.sample.staff_roles[2]);
        hall.change(|config| config.settings.team = vec![TeamRole::of(billing, Capability::Edit)]).await;
        hall.beths().await;
        let device = Device::at(&service);
        let mut beth = hall.signed_in(&hall.beth()).await;
        beth.is_told(&device, &ALL).await;
        let mut carla = hall.signed_in(&hall.carla()).await;
        carla.is_told(&Device::at(&other), &ALL).await;
        let title = async |hall: &Hall, many: usize| {
            let got = hall.got(&service, many).await;
            hall.settled_but(60).await;
            assert_eq!(service.got().len(), many, "once");
            (device.opens(&got).0["title"].clone(), got.headers["urgency"].clone())
        };
        hall.pass_seconds(47 * MINUTE);
        hall.settled_but(60).await;
        assert_eq!(service.got().len(), 0, "there is time");
        hall.pass_seconds(MINUTE);
        assert_eq!(title(&hall, 1).await, (json!("Ticket #1 is nearly overdue"), "high".to_owned()));
        hall.pass_seconds(12 * MINUTE);
        assert_eq!(title(&hall, 2).await, (json!("Ticket #1 is overdue"), "high".to_owned()));
        let hall = hall.restarted().await;
        hall.settled_but(60).await;
        assert_eq!(service.got().len(), 2, "a restart tells nothing twice");
        let mut beth = Browser { base: hall.web.clone(), ..beth };
        assert_eq!(beth.write(1, "an-answer", "Turn it off and on.", &[]).await.0, 303);

        // A service that was busy meanwhile is not sent what is not so any more.
        service.answer(|_| 503);
        hall.opened("Rudder", "is loose").await;
        assert_eq!(beth.send("/tickets/2", "/tickets/2/claim", &[]).await.0, 303);
        hall.pass_seconds(49 * MINUTE);
        hall.got(&service, 3).await;
        hall.settled_but(20).await;
        assert_eq!(beth.write(2, "an-answer", "Tighten it.", &[]).await.0, 303);
        service.answer(|_| 201);
        hall.pass_seconds(5 * MINUTE);
        hall.settled_but(60).await;
        assert_eq!(service.got().len(), 3, "it was answered");

        // Who wants to know other things only.
        beth.sends(PAGE, &[("act", "save"), ("on", "wrote")]).await;
        hall.opened("Anchor", "is lost").await;
        assert_eq!(beth.send("/tickets/3", "/tickets/3/claim", &[]).await.0, 303);
        hall.pass_seconds(61 * MINUTE);
        hall.settled_but(60).await;
        assert_eq!((service.got().len(), other.got().len()), (3, 0));
        hall.end().await;
    })
    .await;
}

/// What the page's worker does when the push service gives its browser another address.
async fn moves(browser: &Browser, cookie: &str, to: &Device) -> u16 {
    let address = format!("{}{PAGE}/address", browser.base);
    let asked = browser.client.get(&address).header("cookie", cookie).send().await.expect("answers");
    let told: Value = asked.json().await.unwrap_or_default();
    let mut form = vec![("csrf", told["csrf"].as_str().unwrap_or_default())];
    form.extend(to.fields());
    let sent = browser.client.post(&address).header("cookie", cookie).header("origin", &browser.base);
    sent.form(&form).send().await.expect("answers").status().as_u16()
}

/// A browser that has another address stays the device that it is, also where it was just being told at the one before; by its session, and
/// only itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_device_with_another_address_is_told_there() {
    on_both("pushed_elsewhere", |hall| async move {
        let (service, later) = (Receiver::new().await, Receiver::new().await);
        let channel = hall.beths().await;
        let (mia, beth) = (hall.mia(), hall.beth());
        let (device, moved) = (Device::at(&service), Device::at(&later));
        let mut browser = hall.signed_in(&beth).await;
        browser.is_told(&device, &["wrote"]).await;
        let kept = async || hall.store().devices(UserId(beth.id)).await.expect("reads").pop().expect("one");
        let before = kept().await;

        // Nobody else, and nobody without a session; nothing that is no address.
        let (session, own) = browser.cookie.split_once("; ").expect("two cookies");
        let stranger = hall.signed_in(&hall.carla()).await;
        assert_eq!(moves(&browser, &format!("{}; {own}", stranger.cookie), &moved).await, 404);
        assert_eq!(moves(&browser, session, &moved).await, 404);
        assert!([303, 403].contains(&moves(&browser, own, &moved).await));
        let nowhere = Device { endpoint: "http://push.example.com/x".to_owned(), ..Device::at(&later) };
        assert_eq!(moves(&browser, &browser.cookie, &nowhere).await, 400);
        assert!(kept().await == before);

        // The address before is gone while something is on its way there.
        let held = service.hold().await;
        let there = Arc::new(AtomicBool::new(false));
        let on_its_way = Arc::clone(&there);
        service.answer(move |_| {
            on_its_way.store(true, Ordering::SeqCst);
            410
        });
        mia.say(channel, "is anybody there?");
        hall.eventually("it is on its way", async || there.load(Ordering::SeqCst).then_some(())).await;
        assert_eq!(moves(&browser, &browser.cookie, &moved).await, 204);
        drop(held);
        let got = hall.got(&later, 1).await;
        hall.settled().await;
        assert_eq!(moved.opens(&got).0["title"], "Mia wrote in ticket #1");
        assert_eq!((service.got().len(), later.got().len()), (1, 1));

        let after = kept().await;
        assert_eq!((after.id, &after.told.occasions), (before.id, &before.told.occasions));
        assert!(browser.get(PAGE).await.1.contains("on for this device"));
        browser.sends("/auth/sign-out", &[]).await;
        assert!([303, 403].contains(&moves(&browser, &browser.cookie, &device).await));
        assert_eq!(hall.devices(beth.id).await, 0, "who signed out is told nothing again");
        hall.end().await;
    })
    .await;
}
