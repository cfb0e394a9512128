//! A server with more types than buttons fit: a panel of all of them, and a right click on a member, still reach each one.

use crate::hall::{Hall, on_both, read};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use ticket::{TicketType, TypeId, event::Origin, open::Request, panel::Layout};

/// As many as a server may have.
const TYPES: u32 = 50;
/// One page of the list, and a little more.
const TICKETS: u32 = 17;

/// What each row of a message offers: how many buttons, or choices of a menu.
fn rows(message: &Value) -> Vec<(u64, usize)> {
    let rows = message["components"].as_array().cloned().unwrap_or_default();
    rows.iter()
        .map(|row| {
            let parts = row["components"].as_array().cloned().unwrap_or_default();
            let choices = parts[0]["options"].as_array().map(Vec::len);
            (parts[0]["type"].as_u64().unwrap_or_default(), choices.unwrap_or(parts.len()))
        })
        .collect()
}

async fn panel_with(hall: &Hall, wanted: &[(u64, usize)]) -> Value {
    let here = hall.sample.get_help;
    let looked = hall.fake.until("the panel", |world| {
        world.channels[&here].messages.values().find(|one| rows(one) == wanted).cloned()
    });
    looked.await
}

/// A list that is longer than a message is turned page by page, in place; what is on no page is on none.
// Proves: P45
#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_is_turned() {
    on_both("long_list", |hall| async move {
        let guild = ticket::GuildId(hall.sample.guild);
        let known = hall.store().guild(guild).await.expect("reads").expect("is known");
        let noa = hall.noa().id;
        let member = hall.eventually("Noa is known", async || {
            hall.store().member(guild, ticket::UserId(noa)).await.expect("reads")
        });
        let person = known.person(&member.await);
        for number in 1..=TICKETS {
            let answers = vec![
                ("subject".to_owned(), format!("*Sail* {number} {}", "_".repeat(80))),
                ("details".to_owned(), "torn".to_owned()),
            ];
            let request = Request {
                ticket_type: TypeId(1),
                answers,
                files: Vec::new(),
                subject: None,
                on_behalf: None,
                origin: Origin::Web,
                at: hall.clock.now(),
            };
            hall.running.desk.open(guild, &person, request).await.expect("opens");
        }
        hall.settled().await;
        let (beth, room) = (hall.beth(), hall.sample.staff_room);
        let asked = beth.slash(room, "ptickets list", &[]);
        let count = |text: &str| text.matches("Normal").count();
        let first = beth.told(asked).await;
        assert_eq!(count(&read(&first)), 15);
        let message = first["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        for (label, lines) in [("More", TICKETS as usize - 15), ("Back", 15)] {
            let list =
                || beth.messages(room).into_iter().rev().find(|one| read(one).contains("Open tickets"));
            let shown = list().expect("the list");
            let parts = shown["components"][0]["components"].as_array().cloned().unwrap_or_default();
            let button = parts.iter().find(|part| part["label"] == label).expect(label);
            beth.press_id(room, message, button["custom_id"].as_str().expect("an id"));
            hall.eventually("the page is turned", async || (count(&read(&list()?)) == lines).then_some(()))
                .await;
        }
        hall.end().await;
    })
    .await;
}

/// With 50 types a panel of all has three rows of buttons and two menus, or two menus alone; a fifty-first is refused. The last of them is opened
/// from it, and by staff for a member.
// Proves: P3, P155, P157, M67
#[tokio::test(flavor = "multi_thread")]
async fn every_one_of_fifty_types_is_offered() {
    on_both("many_types", |hall| async move {
        hall.panel().await;
        hall.settled().await;
        hall.change(|config| {
            let staff = config.types[0].staff_roles.clone();
            for number in config.types.len() as u32 + 1..=TYPES {
                let kind = TicketType::new(TypeId(number), format!("Kind {number}"));
                config.types.push(TicketType { staff_roles: staff.clone(), ..kind });
            }
            config.panels[0].every_type = true;
        })
        .await;
        let shown = panel_with(&hall, &[(2, 5), (2, 5), (2, 5), (3, 25), (3, 10)]).await;
        let ids: Vec<String> = shown["components"]
            .as_array()
            .expect("rows")
            .iter()
            .flat_map(|row| row["components"].as_array().cloned().unwrap_or_default())
            .map(|part| part["custom_id"].to_string())
            .collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "each answers for itself");
        let (mia, here) = (hall.mia(), hall.sample.get_help);
        mia.select(here, "What is it about? (2/2)", &["Kind 50"]);
        hall.ticket_is(1, "it is open", |one| (one.ticket_type == TypeId(TYPES)).then_some(())).await;
        mia.press(here, "Kind 15");
        hall.ticket_is(2, "it is open", |one| (one.ticket_type == TypeId(15)).then_some(())).await;

        hall.change(|config| config.panels[0].layout = Layout::Menu).await;
        panel_with(&hall, &[(3, 25), (3, 25)]).await;
        hall.change(|config| {
            config.panels[0].layout = Layout::Buttons;
            config.types[20..].iter_mut().for_each(|kind| kind.active = false);
        })
        .await;
        panel_with(&hall, &[(2, 5), (2, 5), (2, 5), (2, 5)]).await;
        hall.change(|config| config.types.iter_mut().for_each(|kind| kind.active = true)).await;
        panel_with(&hall, &[(2, 5), (2, 5), (2, 5), (3, 25), (3, 10)]).await;

        let (ingrid, general, noa) = (hall.ingrid(), hall.sample.general, hall.noa().id);
        let question = ingrid.told(ingrid.use_on_user(general, "Open a ticket for them", noa)).await;
        assert_eq!(rows(&question), [(3, 25), (3, 25)]);
        let second = &question["components"][1]["components"][0];
        let data = json!({
            "component_type": 3, "values": [TYPES.to_string()], "id": second["id"], "custom_id": second["custom_id"],
        });
        let message = question["id"].as_str().and_then(|id| id.parse().ok());
        ingrid.interact(general, 3, data, message);
        let opener = hall.ticket_is(3, "it is open", |one| {
            (one.ticket_type == TypeId(TYPES)).then_some(one.opener.user.0)
        });
        assert_eq!(opener.await, noa);

        // One too many is refused, and nothing changes.
        let guild = ticket::GuildId(hall.sample.guild);
        let current = hall.running.desk.config(guild).await.expect("reads");
        let mut config = (*current.config).clone();
        config.types.push(TicketType::new(TypeId(TYPES + 1), "One too many"));
        let saved =
            hall.running.desk.configure(guild, &ticket::Actor::System, current.version, config, Vec::new()).await;
        assert!(saved.is_err(), "a fifty-first type");
        hall.end().await;
    })
    .await;
}
