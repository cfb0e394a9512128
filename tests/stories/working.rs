//! What staff do with a ticket besides answering: priority, notes, tags, pins, pauses, lists.

use crate::hall::{on_both, read};
use serde_json::json;
use ticket::{Event, Priority, settings::PauseRight};

/// Staff say how urgent it is; members may not, and do not see it.
// Proves: P37, A30
#[tokio::test(flavor = "multi_thread")]
async fn priorities() {
    on_both("priorities", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (beth, mia) = (hall.beth(), hall.mia());
        let no = hall.says(&mia, channel, "ptickets priority", &[("level", json!("urgent"))]).await;
        assert!(no.contains("Only staff"), "{no}");
        let yes = hall.says(&beth, channel, "ptickets priority", &[("level", json!("urgent"))]).await;
        assert!(yes.contains("Urgent"), "{yes}");
        hall.ticket_is(1, "it is urgent", |ticket| (ticket.priority == Priority::Urgent).then_some(())).await;
        let again = hall.says(&beth, channel, "ptickets priority", &[("level", json!("urgent"))]).await;
        assert!(again.contains("already"), "{again}");
        assert!(hall.says(&beth, channel, "ptickets info", &[]).await.contains("Urgent"));
        assert!(!hall.says(&mia, channel, "ptickets info", &[]).await.contains("Urgent"));
        hall.end().await;
    })
    .await;
}

/// A note reaches staff on the web, and the member nowhere.
// Proves: P40, P73, P74, P75
#[tokio::test(flavor = "multi_thread")]
async fn notes_stay_among_staff() {
    on_both("notes", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (beth, mia) = (hall.beth(), hall.mia());
        let words = "Same boat as last spring, be kind";
        let told = beth.told(beth.slash(channel, "ptickets note", &[("text", json!(words))])).await;
        assert_eq!(told["flags"], json!(64), "only Beth sees the answer");
        let said = mia.say(channel, "The tiller too, by the way.");
        let clicked = read(&beth.told(beth.use_on_message(channel, "Add to ticket notes", said)).await);
        assert!(clicked.contains("Only staff"), "{clicked}");
        let no = hall.says(&mia, channel, "ptickets note", &[("text", json!("hm"))]).await;
        assert!(no.contains("Only staff"), "{no}");
        hall.settled().await;
        let events = hall.store().events(hall.ticket(1)).await.expect("reads");
        let notes: Vec<_> = events
            .iter()
            .filter_map(|one| if let Event::Noted { text } = &one.event { Some(text.as_str()) } else { None })
            .collect();
        assert_eq!(notes.len(), 2);
        assert!(notes[1].contains("The tiller too") && notes[1].contains(&said.to_string()), "{notes:?}");
        let staff = hall.signed_in(&beth).await;
        for page in ["/tickets/1", "/tickets/1/transcript"] {
            let (status, html) = staff.page(page).await;
            assert!(status == 200 && html.contains(words), "staff read it on {page}");
        }
        let member = hall.signed_in(&mia).await;
        for page in ["/tickets/1", "/tickets/1/transcript"] {
            let (_, html) = member.page(page).await;
            assert!(!html.contains(words), "the member must not read it on {page}");
        }
        let seen = json!([mia.messages(channel), mia.dms()]).to_string();
        assert!(!seen.contains(words));
        hall.end().await;
    })
    .await;
}

/// Tags complete from the guild's list, come and go.
// Proves: P71, P123, A3
#[tokio::test(flavor = "multi_thread")]
async fn tags_come_and_go() {
    on_both("tags", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let beth = hall.beth();
        let offered = beth.complete(channel, "ptickets tag", &[], ("tag", "re")).await;
        assert_eq!(offered, [("refund".to_owned(), json!("2"))]);
        let told = hall.says(&beth, channel, "ptickets tag", &[("tag", json!("2"))]).await;
        assert!(told.contains("refund"), "{told}");
        // By hand, by its name.
        hall.says(&beth, channel, "ptickets tag", &[("tag", json!("Bug"))]).await;
        let tags = hall.ticket_is(1, "two tags", |one| (one.tags.len() == 2).then(|| one.tags.clone())).await;
        assert_eq!(tags, [ticket::TagId(1), ticket::TagId(2)]);
        let held = beth.complete(channel, "ptickets untag", &[], ("tag", "")).await;
        assert_eq!(held.len(), 2);
        // What staff sort and answer by is not completed for members.
        for (command, option) in
            [("untag", "tag"), ("tag", "tag"), ("can", "name"), ("move", "type"), ("panel", "panel")]
        {
            let offered =
                hall.mia().complete(channel, &format!("ptickets {command}"), &[], (option, "")).await;
            assert_eq!(offered, [], "{command}");
        }
        hall.says(&beth, channel, "ptickets untag", &[("tag", json!("1"))]).await;
        hall.ticket_is(1, "one tag", |one| (one.tags == [ticket::TagId(2)]).then_some(())).await;
        let unknown = hall.says(&beth, channel, "ptickets tag", &[("tag", json!("barnacle"))]).await;
        assert!(unknown.contains("no such tag") || unknown.contains("no tag"), "{unknown}");
        hall.end().await;
    })
    .await;
}

/// Pausing is nobody's right until the settings grant it; the same command lets the clocks go on.
// Proves: P48, P121, A2
#[tokio::test(flavor = "multi_thread")]
async fn pausing_is_granted() {
    on_both("pauses", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let beth = hall.beth();
        let reason = [("reason", json!("waiting for parts"))];
        let no = hall.says(&beth, channel, "ptickets pause", &reason).await;
        assert!(hall.store().ticket(hall.ticket(1)).await.unwrap().unwrap().ticket.paused.is_none(), "{no}");
        hall.change(|config| {
            config.settings.pause_by = PauseRight::Staff;
        })
        .await;
        hall.says(&beth, channel, "ptickets pause", &reason).await;
        let pause = hall.ticket_is(1, "it is paused", |one| one.paused.clone()).await;
        assert_eq!(pause.reason, "waiting for parts");
        hall.says(&beth, channel, "ptickets pause", &reason).await;
        hall.ticket_is(1, "it goes on", |one| one.paused.is_none().then_some(())).await;
        hall.end().await;
    })
    .await;
}

/// The list and the figures hold what the asker handles; a member sees their own.
// Proves: P45, P46, A33
#[tokio::test(flavor = "multi_thread")]
async fn lists_hold_what_is_ones_own() {
    on_both("lists", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder is loose", "since Monday").await;
        hall.settled().await;
        let here = hall.sample.get_help;
        let beth = hall.says(&hall.beth(), here, "ptickets list", &[]).await;
        assert!(beth.contains("Rudder is loose") && beth.contains(&format!("<#{channel}>")), "{beth}");
        let carla = hall.says(&hall.carla(), here, "ptickets list", &[]).await;
        assert!(!carla.contains("Rudder"), "billing does not see help: {carla}");
        assert!(hall.says(&hall.mia(), here, "ptickets list", &[]).await.contains("Rudder is loose"));
        assert!(!hall.says(&hall.noa(), here, "ptickets list", &[]).await.contains("Rudder"));
        let figures = hall.says(&hall.beth(), here, "ptickets stats", &[]).await;
        assert!(figures.contains("closed in 30 days") && figures.contains("First response"), "{figures}");
        assert!(figures.contains("At a glance"), "{figures}");
        let no = hall.says(&hall.noa(), here, "ptickets stats", &[]).await;
        assert!(no.contains("Only staff"), "{no}");
        hall.end().await;
    })
    .await;
}

/// Staff open for a member: from their message, or from a click on them; a ticket like any other.
#[tokio::test(flavor = "multi_thread")]
async fn staff_open_for_a_member() {
    on_both("menus", |hall| async move {
        hall.panel().await;
        let (beth, mia, general) = (hall.beth(), hall.mia(), hall.sample.general);
        let said = mia.say(general, "My rudder is loose, who can help?\nSince Monday.");
        // Beth handles one type only: it is open at once.
        let told = read(&beth.told(beth.use_on_message(general, "Open a ticket from this", said)).await);
        assert!(told.contains("Ticket #1") && told.contains(&format!("<@{}>", mia.id)), "{told}");
        let opened = hall.ticket_is(1, "it is open", |one| one.surface.channel().map(|_| one.clone())).await;
        assert_eq!(opened.opener.user.0, mia.id);
        assert_eq!(opened.subject, "My rudder is loose, who can help?");
        assert!(opened.answers[1].value.contains(&said.to_string()), "the link leads back");
        // The owner handles several: the menu asks which.
        let ingrid = hall.ingrid();
        let asked = ingrid.use_on_user(general, "Open a ticket for them", hall.noa().id);
        let question = ingrid.told(asked).await;
        assert!(
            question["components"][0]["components"][0]["options"]
                .as_array()
                .is_some_and(|all| all.len() == 2)
        );
        let data = json!({
            "component_type": 3, "values": ["2"], "id": 2,
            "custom_id": question["components"][0]["components"][0]["custom_id"],
        });
        let message = question["id"].as_str().and_then(|id| id.parse().ok());
        ingrid.interact(general, 3, data, message);
        let second = hall.eventually("it is open", async || {
            hall.store().ticket(hall.ticket(2)).await.expect("reads").map(|found| found.ticket)
        });
        assert_eq!(second.await.opener.user.0, hall.noa().id);
        let no = read(&mia.told(mia.use_on_user(general, "Open a ticket for them", beth.id)).await);
        assert!(no.contains("Only staff"), "{no}");
        hall.end().await;
    })
    .await;
}
