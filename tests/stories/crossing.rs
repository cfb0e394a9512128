//! Things that cross: something changes while the answer to a request is lost, or before what was made is recorded.

use crate::hall::{Hall, on_both, read};
use fake_discord::Fault;
use serde_json::{Value, json};
use ticket::{MessageId, ticket_type::Place};

impl Hall {
    /// Mia opens a ticket, and nobody hears that its channel was made.
    async fn made_unheard(&self) -> u64 {
        self.fake.fail("POST", "/channels", Fault::ResetAfter, 1);
        let before = self.channels();
        let pressed = self.mia().press(self.sample.get_help, "Help");
        self.mia().fill(pressed, &["Rudder", "is loose"]).await;
        let fresh = self
            .fake
            .until("a channel", |world| world.channels.keys().copied().find(|id| !before.contains(id)));
        fresh.await
    }

    fn channels(&self) -> Vec<u64> {
        self.fake.look(|world| world.channels.keys().copied().collect())
    }

    /// What our webhook says in a channel.
    fn hooked(&self, channel: u64) -> Vec<String> {
        let text = |one: &Value| one["content"].as_str().unwrap_or_default().to_owned();
        self.fake.look(|world| {
            let all = world.channels[&channel].messages.values();
            all.filter(|one| one.get("webhook_id").is_some()).map(text).collect()
        })
    }

    /// Waits until the webhook has said something.
    async fn hooked_once(&self, channel: u64) {
        let hooked = |one: &Value| one.get("webhook_id").is_some();
        let look = |world: &fake_discord::World| {
            world.channels[&channel].messages.values().any(hooked).then_some(())
        };
        self.fake.until("what the webhook says", look).await;
    }

    /// The id of Beth's last message, by which her page changes it.
    async fn own_last(&self, beth: &crate::browser::Browser) -> String {
        let (_, page) = beth.page("/tickets/1").await;
        let id = page.split("id=\"own-last\" hidden data-id=\"").nth(1);
        id.and_then(|rest| rest.split('"').next()).expect("the last message can be changed").to_owned()
    }
}

/// A ticket is renamed while the answer to the making of its channel is lost: the channel is found again, and bears the new name.
// Proves: P42, P82
#[tokio::test(flavor = "multi_thread")]
async fn a_channel_is_found_again_under_its_old_name() {
    on_both("crossing_rename", |hall| async move {
        hall.panel().await;
        let before = hall.channels();
        let channel = hall.made_unheard().await;
        let beth = hall.signed_in(&hall.beth()).await;
        let (status, _) =
            beth.send("/tickets/1", "/tickets/1/rename", &[("subject", "Another rudder")]).await;
        assert_eq!(status, 303);
        hall.pass_seconds(5);
        hall.settled().await;
        hall.pass_seconds(5);
        hall.settled().await;
        let surface = hall.ticket_is(1, "a channel", |one| one.surface.channel()).await;
        assert_eq!(surface.0, channel);
        assert_eq!(hall.channels().len(), before.len() + 1, "no other was made");
        let name = hall.fake.look(|world| world.channels[&channel].name.clone());
        assert_eq!(name, "another-rudder");
        hall.end().await;
    })
    .await;
}

/// A ticket is closed while the answer to the making of its channel is lost: the channel is found again, and put away with it.
// Proves: P31, P99
#[tokio::test(flavor = "multi_thread")]
async fn a_channel_of_a_ticket_that_closed_meanwhile_is_put_away() {
    on_both("crossing_close", |hall| async move {
        hall.panel().await;
        let channel = hall.made_unheard().await;
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.send("/tickets/1", "/tickets/1/close", &[]).await.0, 303);
        hall.pass_seconds(15);
        hall.settled().await;
        hall.pass_seconds(5);
        hall.settled().await;
        let surface = hall.ticket_is(1, "a channel", |one| one.surface.channel()).await;
        assert_eq!(surface.0, channel);
        let closed = hall.sample.closed;
        hall.fake
            .until("it is put away", |world| (world.channels[&channel].parent == Some(closed)).then_some(()))
            .await;
        hall.end().await;
    })
    .await;
}

/// A ticket gets a new channel for one that was deleted: what was said in the old one stays as it was.
// Proves: P58, A36
#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_in_an_earlier_channel_stays() {
    on_both("crossing_channels", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let first = hall.mia().say(channel, "in the first channel");
        hall.settled().await;
        hall.ingrid().delete_channel(channel);
        hall.ticket_is(1, "it is closed", |one| (!one.is_open()).then_some(())).await;
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.send("/tickets/1", "/tickets/1/reopen", &[]).await.0, 303);
        let fresh = hall.ticket_is(1, "a new channel", |one| one.surface.channel()).await;
        assert_ne!(fresh.0, channel);
        hall.settled().await;
        let second = hall.mia().say(fresh.0, "in the second");
        // A new session looks at every open ticket.
        hall.fake.change(|world| world.sessions.clear());
        hall.fake.cut_connections();
        hall.fake.until("a new session", |world| (!world.sessions.is_empty()).then_some(())).await;
        let line = async |id: u64| {
            let found = hall.store().lines_of(hall.ticket(1), &[MessageId(id)]).await.expect("reads");
            found.into_iter().next()
        };
        hall.eventually("the second line", async || line(second).await).await;
        hall.settled().await;
        assert_eq!(line(first).await.expect("is kept").deleted, None);
        hall.end().await;
    })
    .await;
}

/// The answer to a message that Discord took gets lost, and its words are changed before it is looked for: it stands there once, as changed.
// Proves: M79, M82, A26
#[tokio::test(flavor = "multi_thread")]
async fn what_is_changed_before_it_is_recorded_stands_once() {
    on_both("crossing_words", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        let beth = hall.signed_in(&hall.beth()).await;
        hall.settled().await;
        hall.fake.fail("POST", "webhooks/", Fault::ResetAfter, 1);
        assert_eq!(beth.write(1, "crossing-act", "Nort", &[]).await.0, 303);
        hall.hooked_once(channel).await;
        let id = hall.own_last(&beth).await;
        let fields = [("edit", id.as_str()), ("once", "change-act"), ("text", "North")];
        assert_eq!(beth.upload("/tickets/1", "/tickets/1/messages", &fields, &[]).await.0, 303);
        hall.pass_seconds(5);
        hall.settled().await;
        assert_eq!(hall.hooked(channel), ["North"]);
        hall.end().await;
    })
    .await;
}

/// The same, where it is taken back: nothing of it stays in Discord.
// Proves: M79, A26
#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_before_it_is_recorded_goes() {
    on_both("crossing_back", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        let beth = hall.signed_in(&hall.beth()).await;
        hall.settled().await;
        hall.fake.fail("POST", "webhooks/", Fault::ResetAfter, 1);
        assert_eq!(beth.write(1, "crossing-act", "Nonsense", &[]).await.0, 303);
        hall.hooked_once(channel).await;
        let id = hall.own_last(&beth).await;
        let fields = [("edit", id.as_str()), ("once", "back-act"), ("take_back", "yes"), ("text", "")];
        assert_eq!(beth.upload("/tickets/1", "/tickets/1/messages", &fields, &[]).await.0, 303);
        hall.pass_seconds(5);
        hall.settled().await;
        assert_eq!(hall.hooked(channel), Vec::<String>::new());
        hall.end().await;
    })
    .await;
}

/// Who claims on the web is brought into the ticket's thread, where only those who are in it see anything.
// Proves: P34, P13
#[tokio::test(flavor = "multi_thread")]
async fn who_claims_on_the_web_is_in_the_thread() {
    on_both("crossing_claim", |hall| async move {
        let parent = ticket::ChannelId(hall.sample.get_help);
        hall.change(|config| {
            config.types[0].place = Place::Thread { parent };
            config.types[0].welcome_ping.staff = false;
        })
        .await;
        hall.panel().await;
        let pressed = hall.mia().press(hall.sample.get_help, "Help");
        hall.mia().fill(pressed, &["Rudder", "is loose"]).await;
        let thread =
            hall.ticket_is(1, "a thread", |one| one.surface.welcome().and(one.surface.channel())).await;
        hall.settled().await;
        let within = |user: u64| {
            hall.fake.look(|world| {
                let thread = world.channels[&thread.0].thread.as_ref().expect("a thread");
                thread.members.contains(&user)
            })
        };
        assert!(!within(hall.beth().id));
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.send("/tickets/1", "/tickets/1/claim", &[]).await.0, 303);
        hall.settled().await;
        assert!(within(hall.beth().id));
        hall.end().await;
    })
    .await;
}

/// A ticket is reopened while the answer to the end of its channel is lost: it gets a new one, and is not closed as if somebody had deleted
/// the old one by hand.
// Proves: P33, M84, A36
#[tokio::test(flavor = "multi_thread")]
async fn who_reopens_while_the_channel_goes_gets_a_new_one() {
    on_both("crossing_removal", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.says(&hall.beth(), channel, "ptickets close", &[]).await;
        hall.pass_seconds(11);
        hall.settled().await;
        hall.fake.fail("DELETE", "channels/", Fault::ResetAfter, 1);
        hall.pass_seconds(30 * 24 * 3_600);
        hall.fake.until("it is gone", |world| (!world.channels.contains_key(&channel)).then_some(())).await;
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.send("/tickets/1", "/tickets/1/reopen", &[]).await.0, 303);
        hall.pass_seconds(5);
        let fresh = hall
            .ticket_is(1, "a new channel", |one| one.surface.channel().filter(|fresh| fresh.0 != channel))
            .await;
        hall.settled().await;
        let ticket = hall.ticket_is(1, "the ticket", |one| Some(one.clone())).await;
        assert!(ticket.is_open(), "{ticket:?}");
        assert_eq!(ticket.surface.channel(), Some(fresh));
        hall.end().await;
    })
    .await;
}

/// A ticket is reopened and claimed before its thread could be unlocked: who opened it is called and all are told once it is, each once.
// Proves: P33, P51
#[tokio::test(flavor = "multi_thread")]
async fn who_reopens_before_the_thread_is_unlocked_is_announced() {
    on_both("crossing_told", |hall| async move {
        let thread = closed_thread(&hall).await;
        let beth = hall.signed_in(&hall.beth()).await;
        hall.fake.fail("PATCH", &format!("channels/{thread}"), Fault::Status(503, "busy".to_owned()), 12);
        assert_eq!(beth.send("/tickets/1", "/tickets/1/reopen", &[]).await.0, 303);
        assert_eq!(beth.send("/tickets/1", "/tickets/1/claim", &[]).await.0, 303);
        let path = format!("channels/{thread}/messages");
        hall.eventually("it is refused", async || {
            hall.pass_seconds(1);
            let asked = hall.fake.requests();
            asked.iter().any(|one| one.path.contains(&path) && one.status == 400).then_some(())
        })
        .await;
        hall.eventually("both are told", async || {
            hall.pass_seconds(30);
            let told = |is: &dyn Fn(&str) -> bool| {
                hall.fake.look(|world| {
                    world.channels[&thread].messages.values().filter(|one| is(read(one).trim())).count()
                })
            };
            let mia = format!("<@{}>", hall.mia().id);
            let called = told(&|text| text.starts_with(&mia) && text.ends_with("have a look here.")) == 1;
            (called && told(&|text| text.contains("is working on this ticket")) == 1).then_some(())
        })
        .await;
        hall.pass_seconds(600);
        hall.end().await;
    })
    .await;
}

/// A ticket in a thread that was closed, and is locked for it.
async fn closed_thread(hall: &Hall) -> u64 {
    let parent = ticket::ChannelId(hall.sample.get_help);
    hall.change(|config| config.types[0].place = Place::Thread { parent }).await;
    hall.panel().await;
    let pressed = hall.mia().press(hall.sample.get_help, "Help");
    hall.mia().fill(pressed, &["Rudder", "is loose"]).await;
    let thread =
        hall.ticket_is(1, "a thread", |one| one.surface.welcome().and(one.surface.channel())).await.0;
    hall.settled().await;
    let beth = hall.signed_in(&hall.beth()).await;
    assert_eq!(beth.send("/tickets/1", "/tickets/1/close", &[]).await.0, 303);
    hall.pass_seconds(11);
    hall.fake.until("it is locked", |world| locked(world, thread).then_some(())).await;
    hall.settled().await;
    thread
}

fn locked(world: &fake_discord::World, thread: u64) -> bool {
    world.channels[&thread].thread.as_ref().is_some_and(|one| one.locked)
}

/// A ticket is reopened, and somebody writes on the web before its thread could be unlocked: what they wrote waits for that.
// Proves: P33, M79
#[tokio::test(flavor = "multi_thread")]
async fn who_writes_before_the_thread_is_unlocked_is_heard() {
    on_both("crossing_locked", |hall| async move {
        let thread = closed_thread(&hall).await;
        let beth = hall.signed_in(&hall.beth()).await;
        hall.fake.fail("PATCH", &format!("channels/{thread}"), Fault::Status(503, "busy".to_owned()), 12);
        assert_eq!(beth.send("/tickets/1", "/tickets/1/reopen", &[]).await.0, 303);
        assert_eq!(beth.write(1, "too-early", "Still loose?", &[]).await.0, 303);
        hall.eventually("it is refused", async || {
            hall.pass_seconds(1);
            let asked = hall.fake.requests();
            asked.iter().any(|one| one.path.contains("/webhooks/") && one.status == 400).then_some(())
        })
        .await;
        hall.eventually("it is unlocked", async || {
            hall.pass_seconds(30);
            (!hall.fake.look(|world| locked(world, thread))).then_some(())
        })
        .await;
        hall.eventually("it is said", async || {
            hall.pass_seconds(30);
            (!hall.hooked(thread).is_empty()).then_some(())
        })
        .await;
        assert_eq!(hall.hooked(thread), ["Still loose?"]);
        assert!(!hall.fake.look(|world| locked(world, thread)));
        hall.end().await;
    })
    .await;
}

/// What somebody said is edited twice around a connection that ends, and fetched after that: it reads as it was left, not as in between.
// Proves: P58, A26
#[tokio::test(flavor = "multi_thread")]
async fn what_is_fetched_after_two_edits_reads_as_it_was_left() {
    on_both("crossing_edits", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        // Said while nobody listens, and Discord does not give it away until it was edited twice, however often it is asked.
        let text = r#"{"message": "500: Internal Server Error", "code": 0}"#;
        hall.fake.fail("GET", "/messages", Fault::Status(500, text.to_owned()), 1_000);
        let line = async |id: u64| {
            let found = hall.store().lines_of(hall.ticket(1), &[MessageId(id)]).await.expect("reads");
            found.into_iter().next().map(|line| line.body)
        };
        let mia = hall.mia().id;
        let body = json!({"content": "starboard"});
        let said = hall.unheard(|world| world.post(channel, mia, &body, Vec::new(), None)).expect("is said");
        let id = said["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        hall.heard_again().await;
        hall.eventually("it is asked for in vain", async || {
            let failed = |one: &fake_discord::Request| one.status == 500 && one.path.contains("/messages");
            hall.fake.requests().iter().any(failed).then_some(())
        })
        .await;
        // This edit is heard, the next is not.
        hall.mia().edit(channel, id, "port");
        let later = hall.mia().say(channel, "later");
        hall.eventually("what was said later", async || line(later).await).await;
        assert_eq!(line(id).await, None);
        let body = json!({"content": "amidships"});
        hall.unheard(|world| world.edit_message(channel, id, &body)).expect("is edited");
        hall.heard_again().await;
        hall.fake.relent();
        hall.eventually("it is fetched", async || {
            hall.pass_seconds(5);
            line(id).await
        })
        .await;
        hall.settled().await;
        let (_, page) = hall.signed_in(&hall.beth()).await.page("/tickets/1").await;
        assert!(page.contains("amidships"), "{page}");
        hall.end().await;
    })
    .await;
}
