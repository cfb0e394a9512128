//! Panels: menus, every type, and staying up to date.

use crate::hall::{Hall, on_both, read};
use serde_json::{Value, json};
use ticket::{
    TicketType, TypeId,
    form::{Choice, Field, FieldStyle},
    panel::Layout,
};

fn posted(hall: &Hall, look: impl Fn(&Value) -> bool + Send) -> impl Future<Output = Value> {
    let (fake, here) = (hall.fake.clone(), hall.sample.get_help);
    async move {
        fake.until("the panel", |world| {
            world.channels[&here].messages.values().find(|one| look(one)).cloned()
        })
        .await
    }
}

/// A menu opens like a button; what changes is changed in place, without anybody posting anything.
// Proves: P3, M67, M68, M69
#[tokio::test(flavor = "multi_thread")]
async fn a_panel_keeps_up() {
    on_both("panels", |hall| async move {
        hall.panel().await;
        hall.settled().await;
        let first = posted(&hall, |_| true).await;
        hall.change(|config| {
            config.panels[0].layout = Layout::Menu;
            config.panels[0].placeholder = Some("What can we do?".to_owned());
        })
        .await;
        let menu = posted(&hall, |one| one["components"][0]["components"][0]["type"] == 3).await;
        assert_eq!(menu["id"], first["id"], "in place");
        assert_eq!(
            menu["components"][0]["components"][0]["options"][0]["description"],
            "Questions about the game"
        );
        let mia = hall.mia();
        let asked = mia.select(hall.sample.get_help, "What can we do?", &["Help"]);
        mia.fill(asked, &["Rudder", "is loose"]).await;
        hall.ticket_is(1, "it is open", |one| one.surface.channel()).await;
        // Every active type, also those that come later.
        hall.change(|config| {
            config.panels[0].every_type = true;
            let mut pets = TicketType::new(TypeId(3), "Pets on board");
            pets.staff_roles = config.types[0].staff_roles.clone();
            config.types.push(pets);
        })
        .await;
        let labels = |one: &Value| {
            let options =
                one["components"][0]["components"][0]["options"].as_array().cloned().unwrap_or_default();
            options
                .iter()
                .map(|option| option["label"].as_str().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        posted(&hall, move |one| labels(one) == ["Help", "Billing", "Pets on board"]).await;
        hall.change(|config| config.types[2].active = false).await;
        posted(&hall, move |one| labels(one) == ["Help", "Billing"]).await;
        hall.end().await;
    })
    .await;
}

/// A form asks with everything a form can hold, and the welcome shows what was chosen.
// Proves: P5, P20
#[tokio::test(flavor = "multi_thread")]
async fn forms_of_every_kind() {
    use fake_discord::driver::Entry;
    on_both("forms", |hall| async move {
        hall.change(|config| {
            let choice = |label: &str| Choice { label: label.to_owned(), description: None };
            let with = |key: &str, label: &str, style, choices: &[&str]| Field {
                choices: choices.iter().map(|label| choice(label)).collect(),
                ..Field::new(key, label, style)
            };
            let mut boxes =
                with("what", "What is broken?", FieldStyle::Checkboxes, &["Rudder", "Sail", "Anchor"]);
            boxes.required = false;
            config.types[0].form = vec![
                with("boat", "Which boat?", FieldStyle::Select, &["Gannet", "Tern"]),
                with("when", "Since when?", FieldStyle::Radio, &["Today", "Longer"]),
                boxes,
                with("who", "Who saw it?", FieldStyle::Users, &[]),
                with("sure", "I looked twice", FieldStyle::Checkbox, &[]),
            ];
        })
        .await;
        hall.panel().await;
        let (mia, noa) = (hall.mia(), hall.noa().id.to_string());
        let asked = mia.press(hall.sample.get_help, "Help");
        let entries = [
            ("boat", Entry::Picked(&["Tern"][..])),
            ("when", Entry::Picked(&["Longer"][..])),
            ("what", Entry::Picked(&["Rudder", "Anchor"][..])),
            ("who", Entry::Picked(&[noa.as_str()][..])),
            ("sure", Entry::Ticked(true)),
        ];
        mia.fill_in(asked, &entries).await;
        let opened = hall
            .ticket_is(1, "a welcome", |one| {
                one.surface.welcome().and(one.surface.channel()).map(|at| (at.0, one.clone()))
            })
            .await;
        let values: Vec<&str> = opened.1.answers.iter().map(|answer| answer.value.as_str()).collect();
        assert_eq!(values, ["Tern", "Longer", "Rudder, Anchor", &format!("<@{noa}>"), "✓"]);
        let welcome = mia.messages(opened.0).remove(0);
        let text = read(&welcome);
        assert!(text.contains("Rudder, Anchor") && text.contains(&format!("<@{noa}>")), "{text}");
        let pinged = json!([noa]);
        assert_ne!(welcome["mentions"], pinged, "an answer pings nobody");
        // Unticked where it must be ticked: refused, with the question's name.
        let asked = hall.noa().press(hall.sample.get_help, "Help");
        let mut unticked = entries;
        unticked[4] = ("sure", Entry::Ticked(false));
        let sent = hall.noa().fill_in(asked, &unticked).await;
        let no = read(&hall.noa().told(sent).await);
        assert!(no.contains("I looked twice"), "{no}");
        hall.end().await;
    })
    .await;
}

/// Who may open, how often, and who not at all.
#[tokio::test(flavor = "multi_thread")]
async fn openings_have_rules() {
    on_both("rules", |hall| async move {
        let noa = ticket::UserId(hall.noa().id);
        hall.change(|config| {
            config.types[0].cooldown_minutes = Some(10);
            config.settings.blocked = vec![noa];
        })
        .await;
        hall.panel().await;
        let mia = hall.mia();
        hall.opened("Rudder", "is loose").await;
        let again = mia.press(hall.sample.get_help, "Help");
        let told = read(&mia.told(mia.fill(again, &["Rudder", "again"]).await).await);
        assert!(told.contains("<t:"), "it says from when on: {told}");
        hall.pass_seconds(601);
        let again = mia.press(hall.sample.get_help, "Help");
        mia.fill(again, &["Rudder", "again"]).await;
        hall.ticket_is(2, "a second ticket", |one| one.surface.channel()).await;
        let blocked = hall.noa().press(hall.sample.get_help, "Help");
        let told = read(&hall.noa().told(hall.noa().fill(blocked, &["Rudder", "is loose"]).await).await);
        assert!(!told.contains("is here"), "{told}");
        hall.settled().await;
        assert!(hall.store().ticket(hall.ticket(3)).await.expect("reads").is_none());
        hall.end().await;
    })
    .await;
}
