//! A member opens a ticket from a panel.

use crate::hall::{Hall, on_both, read};
use serde_json::json;

/// Pressing a button and filling the form gives a private channel with the welcome on top, the answers in it, the staff pinged.
// Proves: P1-P6, P8, P11, P12, P19, P20, P22, P24, M70-M72, M74
#[tokio::test(flavor = "multi_thread")]
async fn a_member_opens_a_ticket_from_a_panel() {
    on_both("opens", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Anchor is stuck", "It will not come up @everyone <@&1>").await;
        let welcome = hall.mia().messages(channel).remove(0);
        let text = read(&welcome);
        assert!(text.contains("Anchor is stuck"), "{text}");
        assert!(text.contains("It will not come up"), "{text}");
        let [support, moderation, billing] = hall.sample.staff_roles.map(|role| role.to_string());
        let pinged = welcome["mention_roles"].to_string();
        assert!(
            pinged.contains(&support) && pinged.contains(&moderation) && !pinged.contains(&billing),
            "{pinged}"
        );
        assert_eq!(welcome["mention_everyone"], false, "a member's answer pings nobody");

        assert!(!hall.noa().channels().contains(&channel), "other members do not see it");
        assert!(hall.beth().channels().contains(&channel), "staff of the type do");
        assert!(!hall.carla().channels().contains(&channel), "staff of other types do not");
        hall.fake.look(|world| {
            let place = &world.channels[&channel];
            assert_eq!(place.topic.as_deref(), Some("🧭 | #1 | Mia | Help"));
            assert_eq!(place.name, "🧭1-mia-help");
            assert_eq!(place.parent, Some(hall.sample.tickets));
        });
        hall.settled().await;
        let logged = hall.fake.look(|world| world.channels[&hall.sample.mod_log].messages.len());
        assert_eq!(logged, 1, "the opening is in the log");
        let (status, page) = hall.signed_in(&hall.beth()).await.page("/tickets").await;
        assert_eq!(status, 200);
        assert!(page.contains("Anchor is stuck"), "it is on the dashboard");
        hall.end().await;
    })
    .await;
}

/// An opening costs Discord two requests besides the answers to the interaction, with a channel and with a thread; a line in the log is a
/// third.
#[tokio::test(flavor = "multi_thread")]
async fn an_opening_costs_two_requests() {
    on_both("costs", |hall| async move {
        let mut config = guildhall::demo::sample_config(&hall.sample);
        config.settings.mod_log = None;
        let parent = ticket::ChannelId(hall.sample.general);
        let mut in_threads = config.clone();
        in_threads.types[0].place = ticket::ticket_type::Place::Thread { parent };
        // A case worker is in the thread as well.
        in_threads.types[0].handlers = vec![ticket::UserId(hall.sample.staff[0])];
        let mut logged = config.clone();
        logged.settings.mod_log = Some(ticket::ChannelId(hall.sample.mod_log));
        hall.panel().await;
        for (number, config, most) in [(1, config, 2), (2, in_threads, 2), (3, logged, 3)] {
            hall.configure(config).await;
            hall.settled().await;
            let before = hall.fake.requests().len();
            let pressed = hall.mia().press(hall.sample.get_help, "Help");
            hall.mia().fill(pressed, &["Sails", "torn"]).await;
            let surface = hall
                .eventually("a welcome", async || {
                    let surface =
                        hall.store().ticket(hall.ticket(number)).await.expect("reads")?.ticket.surface;
                    surface.welcome().map(|_| surface)
                })
                .await;
            hall.settled().await;
            let made = hall.fake.requests().split_off(before);
            // The panel's own request may be noted late.
            let panel = format!("/channels/{}/", hall.sample.get_help);
            let to_interactions = |path: &str| {
                path.starts_with("/interactions") || path.starts_with("/webhooks") || path.starts_with(&panel)
            };
            let others: Vec<_> = made
                .iter()
                .filter(|one| !to_interactions(&one.path))
                .map(|one| format!("{} {}", one.method, one.path))
                .collect();
            assert_eq!(others.len(), most, "{others:?}");
            let channel = surface.channel().expect("it stands").0;
            assert!(hall.mia().channels().contains(&channel), "who opened it is in it");
            if let ticket::Surface::Thread { .. } = surface {
                assert!(hall.beth().channels().contains(&channel), "so is the case worker");
            }
        }
        hall.end().await;
    })
    .await;
}

/// With logging off nothing is posted to the log.
// Proves: P23
#[tokio::test(flavor = "multi_thread")]
async fn without_a_log_nothing_is_logged() {
    on_both("no_log", |hall| async move {
        let mut config = guildhall::demo::sample_config(&hall.sample);
        config.settings.mod_log = None;
        hall.configure(config).await;
        hall.panel().await;
        hall.opened("Sails", "torn").await;
        hall.settled().await;
        assert!(hall.fake.look(|world| world.channels[&hall.sample.mod_log].messages.is_empty()));
        hall.end().await;
    })
    .await;
}

/// Forged and outdated buttons and forms, missing and unknown answers: each gets a clear private answer, and no ticket.
#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_answered_clearly() {
    on_both("bad_input", |hall| async move {
        hall.panel().await;
        let (mia, here) = (hall.mia(), hall.sample.get_help);
        let panel = hall.fake.look(|world| *world.channels[&here].messages.keys().next().expect("the panel"));
        let told = async |asked| read(&mia.told(asked).await);
        for forged in ["gh1:open:99", "gh1:form:1", "gh0:open:1", "nonsense", "gh1:open:1:2"] {
            let words = told(mia.press_id(here, panel, forged)).await;
            assert!(!words.trim().is_empty(), "{forged}");
        }
        let missing = told(mia.submit(here, "gh1:form:1", &[("subject", "Hello"), ("details", "")])).await;
        assert!(missing.contains("What happened, and what did you expect?"), "{missing}");
        let unknown =
            told(mia.submit(here, "gh1:form:1", &[("subject", "a"), ("details", "b"), ("forged", "c")]))
                .await;
        assert!(unknown.contains("form has changed"), "{unknown}");
        let outside = told(mia.slash(here, "ptickets claim", &[])).await;
        assert!(outside.contains("not a ticket"), "{outside}");
        let mut config = guildhall::demo::sample_config(&hall.sample);
        config.settings.enabled = false;
        hall.configure(config).await;
        let off = told(mia.submit(here, "gh1:form:1", &[("subject", "a"), ("details", "b")])).await;
        assert!(off.contains("switched off"), "{off}");
        assert!(hall.store().ticket(hall.ticket(1)).await.expect("reads").is_none());
        hall.end().await;
    })
    .await;
}

/// Answers of 4,000 characters are in the welcome or below it, whole, though a field of an embed holds 1,024.
#[tokio::test(flavor = "multi_thread")]
async fn long_answers_are_kept_whole() {
    on_both("long", |hall| async move {
        hall.panel().await;
        let long = "word ".repeat(800);
        let channel = hall.opened("Long story", long.trim()).await;
        hall.settled().await;
        let all: String = hall.mia().messages(channel).iter().map(read).collect();
        assert_eq!(all.matches("word").count(), 800);
        hall.end().await;
    })
    .await;
}

/// What is said is captured as it happens; edits and deletions too; files are copied to our own storage.
// Proves: P58, P18
#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_is_captured() {
    on_both("captured", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Map", "I am lost").await;
        let first = hall.mia().say(channel, "where am I?");
        let second = hall.beth().say(channel, "in the fog");
        let third = hall.mia().send_file(channel, "see", "map.png", "image/png", b"\x89PNG\r\n\x1a\nmap");
        hall.fake.change(|world| world.clock.advance_seconds(5));
        hall.mia().edit(channel, first, "where are we?");
        hall.mia().delete(channel, second);
        hall.mia().react(channel, third, "👍");
        let key = hall.ticket(1);
        let lines = hall
            .eventually("the conversation is captured", async || {
                let lines = hall.store().lines(key, None, 50).await.expect("reads");
                let find = |id: u64| lines.iter().find(|line| line.message.0 == id);
                let whole = find(first)?.edited.is_some()
                    && find(second)?.deleted.is_some()
                    && find(third)?.body.contains("👍");
                whole.then(|| lines.clone())
            })
            .await;
        let said = |id: u64| lines.iter().find(|line| line.message.0 == id).expect("is there");
        assert!(said(first).body.contains("where are we?"));
        assert!(said(second).body.contains("in the fog"), "kept for staff");
        hall.eventually("the file is copied", async || {
            let files = hall.store().files(key).await.expect("reads");
            (files.first()?.state == desk::ports::FileState::Kept).then_some(())
        })
        .await;
        let loaded = hall.store().ticket(key).await.expect("reads").expect("is there");
        assert_eq!(loaded.activity.first_reply.map(|(_, by)| by.0), Some(hall.sample.staff[0]));
        hall.end().await;
    })
    .await;
}

/// What was said while nobody listened is fetched after starting again.
#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_filled() {
    on_both("gap", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Map", "I am lost").await;
        hall.mia().say(channel, "before");
        hall.settled().await;
        let hall = restart_with(hall, |hall: &Hall| {
            for turn in 0..120 {
                hall.mia().say(channel, &format!("meanwhile {turn}"));
            }
        })
        .await;
        let key = hall.ticket(1);
        let lines = hall
            .eventually("the gap is filled", async || {
                let lines = hall.store().lines(key, None, 500).await.expect("reads");
                let count = lines.iter().filter(|line| line.body.contains("meanwhile")).count();
                (count == 120).then_some(lines)
            })
            .await;
        assert!(lines.windows(2).all(|pair| pair[0].message < pair[1].message), "in order, none twice");
        hall.end().await;
    })
    .await;
}

async fn restart_with(hall: Hall, meanwhile: impl FnOnce(&Hall)) -> Hall {
    hall.fake.forget_sessions();
    meanwhile(&hall);
    hall.restarted().await
}

/// `info` tells the state to whoever may see the ticket, in private.
// Proves: P27-P30
#[tokio::test(flavor = "multi_thread")]
async fn info_tells_the_state() {
    on_both("info", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Map", "I am lost").await;
        let beth = hall.beth();
        beth.told(beth.slash(channel, "ptickets claim", &[])).await;
        let said = hall.mia().say(channel, "hello?");
        let key = hall.ticket(1);
        hall.eventually("the message is captured", async || {
            hall.store()
                .lines(key, None, 50)
                .await
                .expect("reads")
                .iter()
                .any(|line| line.message.0 == said)
                .then_some(())
        })
        .await;
        let told = beth.told(beth.slash(channel, "ptickets info", &[])).await;
        assert_eq!(told["flags"], json!(64), "only for who asked");
        let words = read(&told);
        let (mia, beth) = (format!("Opened by: <@{}>", hall.mia().id), format!("Claimed by: <@{}>", beth.id));
        for part in [mia.as_str(), beth.as_str(), "Map", "Status: Claimed", "Messages: "] {
            assert!(words.contains(part), "{words}");
        }
        hall.end().await;
    })
    .await;
}

/// Discord's refusal to make a channel in a full guild (topics/opcodes-and-status-codes, 30013).
fn guild_is_full(hall: &Hall) {
    let body = json!({ "code": 30013, "message": "Maximum number of guild channels reached (500)" });
    let fault = fake_discord::Fault::Status(400, body.to_string());
    hall.fake.fail("POST", &format!("guilds/{}/channels", hall.sample.guild), fault, 1);
}

/// When the channel comes late, so does the link, but not later; after a quarter of an hour nobody can be answered any more.
#[tokio::test(flavor = "multi_thread")]
async fn the_link_comes_with_the_channel() {
    on_both("late_link", |hall| async move {
        hall.panel().await;
        let answers = [("subject", "Map"), ("details", "I am lost")];
        let words = |message: &serde_json::Value| message["content"].as_str().unwrap_or_default().to_owned();
        let open = async |person: &fake_discord::Person| {
            guild_is_full(&hall);
            let sent = person.submit(hall.sample.get_help, "gh1:form:1", &answers);
            hall.eventually("the reason why there is no channel", async || {
                words(&person.told(sent).await).contains("could not be created").then_some(())
            })
            .await;
            sent
        };
        let sent = open(&hall.mia()).await;
        // Room was made: the next try succeeds, and nothing else has to come due.
        hall.pass_seconds(601);
        hall.eventually("a link in the same answer", async || {
            words(&hall.mia().told(sent).await).contains("<#").then_some(())
        })
        .await;
        hall.settled().await;
        open(&hall.noa()).await;
        hall.settled_but(600).await;
        guild_is_full(&hall);
        hall.pass_seconds(601);
        hall.settled_but(600).await;
        let edits = |hall: &Hall| {
            let all = hall.fake.requests().into_iter();
            all.filter(|one| one.method == "PATCH" && one.path.contains("/messages/@original")).count()
        };
        let before = edits(&hall);
        hall.pass_seconds(601);
        hall.eventually("the channel, too late for the answer", async || {
            hall.store().ticket(hall.ticket(2)).await.expect("reads")?.ticket.surface.channel()
        })
        .await;
        hall.settled().await;
        assert_eq!(edits(&hall), before, "nobody is answered after the token's time");
        hall.end().await;
    })
    .await;
}
