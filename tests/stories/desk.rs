//! Staff who never open Discord.

use crate::hall::on_both;
use ticket::{CannedId, Priority, TagId, canned};

/// Everything that a command does in Discord is done on the ticket's page; the channel follows, and a note is for staff only.
// Proves: M57, M58, M77, P36, P37, P38, P39, P40, P41, P42, P48, P71, P73, P84, P85, P86, P87, P89, P124
#[tokio::test(flavor = "multi_thread")]
async fn staff_do_everything_on_the_web() {
    on_both("desk", |hall| async move {
        let guild = ticket::GuildId(hall.sample.guild);
        let mut config = (*hall.store().config(guild).await.expect("reads").config).clone();
        config.settings.pause_by = ticket::settings::PauseRight::Staff;
        config.tags = vec![canned::Tag { id: TagId(4), name: "fog".to_owned(), color: Some(0x11_2233) }];
        config.canned = vec![canned::Canned {
            id: CannedId(1),
            name: "hello".to_owned(),
            category: "Greetings".to_owned(),
            text: "Ahoy {{member.name}}!".to_owned(),
            embed: None,
            as_staff: true,
            types: Vec::new(),
        }];
        let other = config.types[1].id;
        hall.configure(config).await;
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        hall.settled().await;
        let beth = hall.signed_in(&hall.beth()).await;
        let (beth_id, noa_id) = (hall.beth().id.to_string(), hall.noa().id);
        let (_, workers) = beth.page("/tickets/1/workers").await;
        assert!(workers.contains(&format!("value=\"{beth_id}\"")), "{workers}");
        let (_, offered) = beth.page("/tickets/1/canned").await;
        assert!(offered.contains("Ahoy Mia!") && offered.contains("Greetings"), "{offered}");
        let noa_name = hall.fake.look(|world| world.users[&noa_id].username.clone());
        for (act, fields) in [
            ("assign", vec![("to", beth_id.as_str())]),
            ("priority", vec![("priority", "urgent")]),
            ("tags", vec![("add", "4")]),
            ("pin", vec![]),
            ("pause", vec![("reason", "waiting for parts")]),
            ("people", vec![("name", noa_name.as_str())]),
            ("rename", vec![("subject", "Compass  SPINS")]),
        ] {
            let (status, page) = beth.send("/tickets/1", &format!("/tickets/1/{act}"), &fields).await;
            assert_eq!(status, 303, "{act}: {page}");
        }
        let note = [("mode", "note"), ("once", "note-act"), ("text", "she is a *pilot*")];
        assert_eq!(beth.upload("/tickets/1", "/tickets/1/messages", &note, &[]).await.0, 303);
        hall.settled().await;
        let found = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").ticket;
        assert_eq!(found.assignee.map(|user| user.to_string()), Some(beth_id.clone()));
        assert_eq!(
            (found.priority, found.pinned, found.tags.clone()),
            (Priority::Urgent, true, vec![TagId(4)])
        );
        assert_eq!(found.subject, "Compass  SPINS", "kept exactly");
        assert_eq!(found.added, [ticket::UserId(noa_id)]);
        assert!(found.paused.is_some());
        assert!(hall.fake.look(|world| world.sees(noa_id, channel)), "the person added sees the channel");
        let (_, page) = beth.page("/tickets/1").await;
        for words in ["she is a <em>pilot</em>", "Compass  SPINS", "waiting for parts", "fog"] {
            assert!(page.contains(words), "{words}");
        }
        let (_, list) = beth.page("/tickets?q=compass").await;
        assert!(list.contains("<mark>Compass</mark>  SPINS"), "the list shows and finds it");
        assert!(!beth.page("/tickets?q=rudder").await.1.contains("SPINS"));
        let mia = hall.signed_in(&hall.mia()).await;
        let (_, hers) = mia.page("/tickets/1").await;
        assert!(!hers.contains("pilot") && !hers.contains("waiting for parts"), "a note is for staff");
        let (status, _) = mia.upload("/tickets/1", "/tickets/1/messages", &note, &[]).await;
        assert_eq!(status, 422, "members keep no notes, and nothing is said instead");
        for (act, fields) in
            [("priority", vec![("priority", "low")]), ("pin", vec![]), ("assign", vec![("to", "")])]
        {
            let (status, _) = mia.send("/tickets/1", &format!("/tickets/1/{act}"), &fields).await;
            assert_eq!(status, 422, "{act}");
        }
        assert_eq!(mia.page("/tickets/1/workers").await.0, 403);
        assert_eq!(mia.page("/tickets/1/canned").await.0, 403);
        for act in ["resume", "unpin"] {
            assert_eq!(beth.send("/tickets/1", &format!("/tickets/1/{act}"), &[]).await.0, 303, "{act}");
        }
        let (status, _) =
            beth.send("/tickets/1", "/tickets/1/close", &[("ask", "yes"), ("reason", "done?")]).await;
        assert_eq!(status, 303);
        let (_, asked) = mia.page("/tickets/1").await;
        assert!(asked.contains("asks whether this ticket can be closed") && asked.contains("done?"));
        assert_eq!(mia.send("/tickets/1", "/tickets/1/answer", &[]).await.0, 303);
        let to = other.to_string();
        assert_eq!(beth.send("/tickets/1", "/tickets/1/move", &[("to", &to)]).await.0, 303);
        let found = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").ticket;
        assert_eq!(found.ticket_type, other);
        assert!(found.close_request.is_none());
        hall.end().await;
    })
    .await;
}

/// The table holds open tickets first of all, and what the filters say; staff of one type see that type only.
// Proves: M36, M37, M46, M52, M53, M54, M55, M56, P93
#[tokio::test(flavor = "multi_thread")]
async fn the_table_is_filtered_and_sorted() {
    on_both("table", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        hall.opened("Rudder", "is loose").await;
        hall.opened("Anchor", "is gone").await;
        hall.settled().await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let beth_id = hall.beth().id.to_string();
        assert_eq!(ingrid.send("/tickets/1", "/tickets/1/priority", &[("priority", "urgent")]).await.0, 303);
        assert_eq!(ingrid.send("/tickets/2", "/tickets/2/assign", &[("to", &beth_id)]).await.0, 303);
        assert_eq!(ingrid.send("/tickets/3", "/tickets/3/close", &[]).await.0, 303);
        let order = async |query: &str| {
            let (status, page) = ingrid.page(&format!("/all{query}")).await;
            assert_eq!(status, 200, "{query}");
            let page = page.replace("<mark>", "").replace("</mark>", "");
            let mut found: Vec<(usize, &str)> = ["Compass", "Rudder", "Anchor"]
                .into_iter()
                .filter_map(|name| page.find(&format!("<bdi>{name}</bdi>")).map(|at| (at, name)))
                .collect();
            found.sort();
            found.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
        };
        assert_eq!(order("").await, ["Rudder", "Compass"], "open ones, latest first");
        assert_eq!(order("?sort=urgent").await, ["Compass", "Rudder"]);
        assert_eq!(order("?status=closed").await, ["Anchor"]);
        assert_eq!(order("?status=all&sort=oldest").await, ["Compass", "Rudder", "Anchor"]);
        assert_eq!(order(&format!("?worker={beth_id}")).await, ["Rudder"]);
        assert_eq!(order("?worker=none").await, ["Compass"]);
        assert_eq!(order("?q=rudder").await, ["Rudder"]);
        assert_eq!(order("?q=rud*").await, ["Rudder"], "how a word begins");
        assert!(order("?type=9999").await.is_empty());
        let carla = hall.signed_in(&hall.carla()).await;
        let (status, page) = carla.page("/all?status=all").await;
        assert_eq!(status, 200);
        assert!(!page.contains("Compass"), "tickets of another type");
        let mia = hall.signed_in(&hall.mia()).await;
        assert_eq!(mia.page("/all").await.0, 403);
        hall.pass_seconds(30);
        hall.end().await;
    })
    .await;
}
