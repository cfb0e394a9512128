//! The end of a ticket: asked for, rated, idle, and what stays.

use crate::hall::{on_both, read};
use serde_json::{Value, json};
use ticket::{CloseKind, GuildId};

const HOUR: i64 = 3600;

/// Staff ask; only the opener answers; no keeps it open, yes closes it.
#[tokio::test(flavor = "multi_thread")]
async fn a_close_can_be_asked_for() {
    on_both("requests", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (beth, mia) = (hall.beth(), hall.mia());
        let reason = [("reason", json!("it is tight again"))];
        hall.says(&beth, channel, "ptickets request-close", &reason).await;
        let question = |world: &fake_discord::World| {
            let asked = |one: &&Value| {
                one["content"] == format!("<@{}>", mia.id) && read(one).contains("tight again")
            };
            world.channels[&channel].messages.values().rfind(asked).cloned()
        };
        hall.fake.until("the question", question).await;
        let no = read(&beth.told(beth.press(channel, "Yes, close it")).await);
        assert!(no.contains("Only the member who opened"), "{no}");
        mia.told(mia.press(channel, "Not yet")).await;
        hall.ticket_is(1, "it stays open", |one| one.close_request.is_none().then_some(())).await;
        let old = hall.fake.until("the question", question).await;
        assert_eq!(old["components"], json!([]), "an answered question has no buttons");
        hall.says(&beth, channel, "ptickets request-close", &reason).await;
        hall.fake
            .until("the second question", |world| {
                let new = |one: &&Value| read(one).contains("tight again") && one["id"] != old["id"];
                world.channels[&channel].messages.values().find(new).cloned()
            })
            .await;
        mia.told(mia.press(channel, "Yes, close it")).await;
        let closure = hall.ticket_is(1, "it is closed", |one| one.closure().cloned()).await;
        assert_eq!(closure.by.user().map(|user| user.0), Some(mia.id));
        assert_eq!(closure.reason.as_deref(), Some("it is tight again"));
        hall.end().await;
    })
    .await;
}

/// The direct message asks for stars; one press counts, words can follow, another press changes it; a new close asks anew.
// Proves: P97, A34
#[tokio::test(flavor = "multi_thread")]
async fn the_help_is_rated() {
    on_both("ratings", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (beth, mia) = (hall.beth(), hall.mia());
        hall.says(&beth, channel, "ptickets close", &[]).await;
        hall.eventually("a DM", async || mia.dms().pop()).await;
        let thanks = read(&mia.told(mia.press(mia.dm(), "4 ★")).await);
        assert!(thanks.contains("★★★★☆"), "{thanks}");
        let rating = |one: &ticket::Ticket| one.closure().and_then(|closure| closure.rating.clone());
        hall.ticket_is(1, "it is rated", |one| rating(one).filter(|rating| rating.stars == 4)).await;
        let form = mia.press(mia.dm(), "Add a few words");
        mia.told(mia.fill(form, &["Quick and friendly"]).await).await;
        hall.ticket_is(1, "with words", |one| {
            rating(one).filter(|rating| rating.comment.as_deref() == Some("Quick and friendly"))
        })
        .await;
        mia.told(mia.press(mia.dm(), "5 ★")).await;
        hall.ticket_is(1, "changed", |one| rating(one).filter(|rating| rating.stars == 5)).await;
        // Somebody else's press on the same button, forged, is nobody's rating.
        let forged = format!("gh1:rate:{}:1:1", hall.sample.guild);
        let noa = hall.noa();
        let no = read(&noa.told(noa.press_id(noa.dm(), 1, &forged)).await);
        assert!(no.contains("Only the member who opened"), "{no}");
        hall.says(&beth, channel, "ptickets reopen", &[]).await;
        hall.says(&beth, channel, "ptickets close", &[]).await;
        hall.ticket_is(1, "closed, unrated", |one| {
            (one.closure().is_some() && rating(one).is_none()).then_some(())
        })
        .await;
        hall.settled().await;
        hall.pass_seconds(8 * 24 * HOUR);
        let late = read(&mia.told(mia.press(mia.dm(), "1 ★")).await);
        assert!(late.contains("over"), "{late}");
        hall.end().await;
    })
    .await;
}

/// Without feedback there is nothing to press.
// Proves: P98
#[tokio::test(flavor = "multi_thread")]
async fn feedback_can_be_off() {
    on_both("no_feedback", |hall| async move {
        hall.change(|config| {
            config.types[0].feedback = false;
        })
        .await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.says(&hall.beth(), channel, "ptickets close", &[]).await;
        let mia = hall.mia();
        let dm = hall.eventually("a DM", async || mia.dms().pop()).await;
        assert!(!dm.to_string().contains("gh1:rate"), "{dm}");
        hall.end().await;
    })
    .await;
}

/// Two days of silence bring a warning, a third the end; a word in between begins it anew.
// Proves: P108, P109, P110, A5
#[tokio::test(flavor = "multi_thread")]
async fn silence_closes_after_a_warning() {
    on_both("idle", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let mia = hall.mia();
        hall.pass_seconds(47 * HOUR);
        hall.settled().await;
        assert!(mia.dms().is_empty(), "not before two days");
        hall.pass_seconds(HOUR + 60);
        let warning = hall.eventually("a warning", async || mia.dms().pop()).await;
        assert!(read(&warning).contains("will close soon"), "{warning}");
        hall.ticket_is(1, "it is told", |one| one.idle_warning.and_then(|warning| warning.told_at)).await;
        // A word: the cycle begins anew.
        mia.say(channel, "Still loose.");
        let key = hall.ticket(1);
        hall.eventually("it is heard", async || {
            let loaded = hall.store().ticket(key).await.expect("reads")?;
            (loaded.activity.messages > 0 && loaded.activity.last_by.is_some_and(|by| by.0 == mia.id))
                .then_some(())
        })
        .await;
        hall.settled().await;
        hall.pass_seconds(30 * HOUR);
        hall.settled().await;
        hall.ticket_is(1, "it is open", |one| one.is_open().then_some(())).await;
        hall.pass_seconds(18 * HOUR + 60);
        hall.eventually("a second warning", async || (mia.dms().len() == 2).then_some(())).await;
        hall.settled().await;
        hall.ticket_is(1, "not yet", |one| one.is_open().then_some(())).await;
        hall.pass_seconds(24 * HOUR + 60);
        let closure = hall.ticket_is(1, "it is closed", |one| one.closure().cloned()).await;
        assert_eq!(closure.kind, CloseKind::Idle);
        hall.settled().await;
        hall.end().await;
    })
    .await;
}

/// Who takes no direct messages is warned in the ticket, with a ping.
// Proves: A6
#[tokio::test(flavor = "multi_thread")]
async fn a_warning_finds_its_way() {
    on_both("warned_there", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let mia = hall.mia();
        mia.set_dms(false);
        let id = json!(mia.id.to_string());
        hall.pass_seconds(48 * HOUR + 60);
        hall.fake
            .until("a warning in the ticket", |world| {
                let warned =
                    |one: &Value| one["mentions"][0]["id"] == id && read(one).contains("will close soon");
                world.channels[&channel].messages.values().any(warned).then_some(())
            })
            .await;
        hall.ticket_is(1, "it is told", |one| one.idle_warning.and_then(|warning| warning.told_at)).await;
        hall.end().await;
    })
    .await;
}

/// A warning that was late moves the end: nobody is closed out because a process was down. Pinned tickets wait for ever.
// Proves: P38, P94, A6
#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_closed_out_unwarned() {
    on_both("late", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let mia = hall.mia();
        hall.says(&hall.beth(), channel, "ptickets pin", &[]).await;
        for _ in 0..5 {
            hall.pass_seconds(24 * HOUR);
            hall.settled().await;
        }
        assert!(mia.dms().is_empty(), "a pinned ticket is left alone");
        hall.says(&hall.beth(), channel, "ptickets unpin", &[]).await;
        hall.eventually("a warning", async || mia.dms().pop()).await;
        hall.settled().await;
        hall.ticket_is(1, "it is open, five days late", |one| one.is_open().then_some(())).await;
        hall.pass_seconds(23 * HOUR);
        hall.settled().await;
        hall.ticket_is(1, "still", |one| one.is_open().then_some(())).await;
        hall.pass_seconds(2 * HOUR);
        hall.ticket_is(1, "closed a full day after the warning", |one| one.closure().cloned()).await;
        hall.settled().await;
        hall.end().await;
    })
    .await;
}

/// Thirty days after the end the channel goes; the web keeps the conversation, and reopening makes a new channel.
// Proves: M84, M85, A25
#[tokio::test(flavor = "multi_thread")]
async fn the_channel_goes_and_the_history_stays() {
    on_both("thirty_days", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (beth, mia) = (hall.beth(), hall.mia());
        mia.say(channel, "It rattles in the night.");
        hall.says(&beth, channel, "ptickets close", &[]).await;
        hall.pass_seconds(11);
        hall.settled().await;
        hall.pass_seconds(29 * 24 * HOUR);
        hall.settled().await;
        assert!(hall.fake.look(|world| world.channels.contains_key(&channel)), "not before thirty days");
        hall.pass_seconds(24 * HOUR);
        hall.fake.until("it is gone", |world| (!world.channels.contains_key(&channel)).then_some(())).await;
        hall.settled().await;
        let (status, html) = hall.signed_in(&beth).await.page("/tickets/1/transcript").await;
        assert!(status == 200 && html.contains("It rattles in the night."));
        let ticket = hall.ticket_is(1, "it is closed still", |one| Some(one.clone())).await;
        assert_eq!(ticket.closure().map(|closure| closure.kind), Some(CloseKind::Manual));
        let (status, _) = hall.signed_in(&beth).await.send("/tickets/1", "/tickets/1/reopen", &[]).await;
        assert!(status < 400, "{status}");
        hall.fake
            .until("a new channel", |world| {
                let fresh = |one: &&fake_discord::world::Channel| one.kind == 0 && one.name.contains("mia");
                world.channels.values().filter(fresh).any(|one| world.sees(mia.id, one.id)).then_some(())
            })
            .await;
        hall.settled().await;
        hall.end().await;
    })
    .await;
}

/// Each kind of event goes where the settings send it.
// Proves: P201
#[tokio::test(flavor = "multi_thread")]
async fn logs_are_routed() {
    on_both("routes", |hall| async move {
        let guild = GuildId(hall.sample.guild);
        let mut config = (*hall.store().config(guild).await.expect("reads").config).clone();
        config.settings.logs = vec![ticket::settings::LogRoute {
            channel: ticket::ChannelId(hall.sample.staff_room),
            kinds: vec![ticket::settings::LogKind::Changed, ticket::settings::LogKind::Closed],
        }];
        hall.configure(config).await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let beth = hall.beth();
        hall.says(&beth, channel, "ptickets tag", &[("tag", json!("bug"))]).await;
        hall.says(&beth, channel, "ptickets claim", &[]).await;
        hall.says(&beth, channel, "ptickets note", &[("text", json!("hush"))]).await;
        hall.says(&beth, channel, "ptickets close", &[]).await;
        hall.fake
            .until("the close is logged", |world| {
                let closed = |channel: u64| {
                    world.channels[&channel].messages.values().any(|one| read(one).contains("closed"))
                };
                (closed(hall.sample.staff_room) && closed(hall.sample.mod_log)).then_some(())
            })
            .await;
        hall.settled().await;
        let lines = |channel: u64| {
            hall.fake.look(|world| world.channels[&channel].messages.values().map(read).collect::<Vec<_>>())
        };
        let staff_room = lines(hall.sample.staff_room);
        assert_eq!(staff_room.len(), 2, "{staff_room:?}");
        assert!(staff_room[0].contains("added the tag bug") && staff_room[1].contains("closed"));
        let mod_log = lines(hall.sample.mod_log);
        assert_eq!(mod_log.len(), 2, "{mod_log:?}");
        assert!(mod_log[0].contains("opened") && mod_log[1].contains("closed"));
        hall.end().await;
    })
    .await;
}

/// Ninety days after the close the link to the transcript ends, for staff and opener alike; the ticket stays on the web for ever.
// Proves: P158, M61
#[tokio::test(flavor = "multi_thread")]
async fn transcripts_are_kept_for_ninety_days() {
    on_both("retention", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (beth, mia) = (hall.beth(), hall.mia());
        mia.say(channel, "It rattles in the night.");
        hall.says(&beth, channel, "ptickets close", &[]).await;
        hall.pass_seconds(11);
        hall.settled().await;
        let reads = async |page: &str| {
            let staff = hall.signed_in(&beth).await.page(page).await;
            let member = hall.signed_in(&mia).await.page(page).await;
            (staff, member)
        };
        hall.pass_seconds(89 * 24 * HOUR);
        let (staff, member) = reads("/tickets/1/transcript").await;
        assert!(staff.0 == 200 && member.0 == 200, "{} {}", staff.0, member.0);
        hall.pass_seconds(24 * HOUR);
        let (staff, member) = reads("/tickets/1/transcript").await;
        assert!(staff.0 == 410 && member.0 == 410, "{} {}", staff.0, member.0);
        assert!(!member.1.contains("It rattles"), "nothing of it is told");
        hall.pass_seconds(400 * 24 * HOUR);
        let (staff, member) = reads("/tickets/1").await;
        assert!(staff.0 == 200 && staff.1.contains("It rattles in the night."));
        assert!(member.0 == 200 && member.1.contains("It rattles in the night."));
        hall.settled().await;
        hall.end().await;
    })
    .await;
}
