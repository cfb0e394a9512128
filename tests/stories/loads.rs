//! How much somebody has, and who is given what (definitions A.3).

use crate::hall::{Hall, on_both};
use fake_discord::Person;
use ticket::{GuildConfig, GuildId, UserId, assign::Availability};

async fn config(hall: &Hall) -> GuildConfig {
    (*hall.store().config(GuildId(hall.sample.guild)).await.expect("reads").config).clone()
}

async fn given(hall: &Hall, number: u32) -> Option<UserId> {
    hall.store().ticket(hall.ticket(number)).await.expect("reads").expect("is there").ticket.assignee
}

async fn says(hall: &Hall, number: u32, who: &Person, channel: u64, text: &str) {
    let messages = async || {
        hall.store().ticket(hall.ticket(number)).await.expect("reads").expect("is there").activity.messages
    };
    let before = messages().await;
    hall.pass_seconds(1);
    who.say(channel, text);
    hall.eventually("it is heard", async || (messages().await > before).then_some(())).await;
}

/// Beth is given one ticket at a time. As soon as she answers she is given the next, also over a crash; when the first member writes again
/// both are hers, nothing is taken from her, and she is given no more until she has room.
// Proves: M38
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_makes_room() {
    on_both("loads", |hall| async move {
        let beth = UserId(hall.sample.staff[0]);
        hall.change(|config| {
            config.settings.open_limit = None;
            for one in &mut config.types {
                (one.handlers, one.open_limit) = (vec![beth], None);
            }
            config.settings.availability = vec![Availability { cap: Some(1), ..Availability::of(beth) }];
        })
        .await;
        hall.panel().await;
        let first = hall.opened("Rudder", "is loose").await;
        hall.opened("Compass", "spins").await;
        hall.opened("Lamp", "is dark").await;
        assert_eq!((given(&hall, 1).await, given(&hall, 2).await), (Some(beth), None));
        // What follows from the answer is asked for with it: whoever starts again finds it.
        says(&hall, 1, &hall.beth(), first, "Try the other screw.").await;
        let hall = hall.restarted().await;
        hall.ticket_is(2, "it is given", |one| (one.assignee == Some(beth)).then_some(())).await;
        hall.settled_but(60).await;
        assert_eq!(given(&hall, 3).await, None, "one at a time");
        says(&hall, 1, &hall.mia(), first, "It is loose again.").await;
        hall.settled_but(60).await;
        assert_eq!((given(&hall, 1).await, given(&hall, 2).await), (Some(beth), Some(beth)), "both are hers");
        assert_eq!(given(&hall, 3).await, None);
        says(&hall, 1, &hall.beth(), first, "A new one is on its way.").await;
        hall.settled_but(60).await;
        assert_eq!(given(&hall, 3).await, None, "she has one still");
        let desk = hall.signed_in(&hall.beth()).await;
        assert_eq!(desk.send("/tickets/2", "/tickets/2/close", &[("reason", "")]).await.0, 303);
        hall.ticket_is(3, "it is given", |one| (one.assignee == Some(beth)).then_some(())).await;
        hall.running.stop().await;
        hall.fake.stop();
    })
    .await;
}

/// What a ticket weighs is set in the form of a type and carried by the file of the setup; what is no weight, or more than anybody is given,
/// is refused in words.
#[tokio::test(flavor = "multi_thread")]
async fn weights_are_set_in_the_form() {
    on_both("loads_form", |hall| async move {
        let beth = UserId(hall.sample.staff[0]);
        hall.change(|config| {
            config.types[0].handlers = vec![beth];
            config.settings.availability = vec![Availability { cap: Some(4), ..Availability::of(beth) }];
        })
        .await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let name = config(&hall).await.types[0].name.clone();
        let handler = beth.to_string();
        for (weight, waiting, refused) in [
            ("3", true, None),
            ("11", false, Some("a whole number from 0 to 10")),
            ("half", false, Some("half")),
            ("5", false, Some("nobody who handles this type is given more than 4")),
            ("0", false, None),
        ] {
            let (_, html) = ingrid.page("/settings/types/1").await;
            let over = html.split("name=\"over\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
            let mut fields = vec![
                ("over", over.expect("a form")),
                ("name", name.as_str()),
                ("active", "on"),
                ("place", "channel"),
                ("after_close", "archive"),
                ("handlers", handler.as_str()),
                ("steps", "on"),
                ("weight", weight),
            ];
            fields.extend(waiting.then_some(("count-waiting", "on")));
            let before = config(&hall).await.types[0].clone();
            let (status, page) = ingrid.send("/settings/types/1", "/settings/types/1", &fields).await;
            let kind = config(&hall).await.types[0].clone();
            match refused {
                Some(why) => {
                    assert!(status == 422 && page.contains(why), "{weight}: {status} {page}");
                    assert!(page.contains(&format!("value=\"{weight}\"")), "what was typed stays: {page}");
                    assert_eq!(kind, before);
                }
                None => {
                    assert_eq!(status, 303, "{page}");
                    assert_eq!((kind.weight.to_string().as_str(), kind.count_waiting), (weight, waiting));
                    let (_, file) = ingrid.page("/setup/export").await;
                    assert!(file.contains(&format!("weight = {weight}")), "{file}");
                    assert_eq!(file.contains("count_waiting = true"), waiting, "{file}");
                }
            }
        }
        hall.end().await;
    })
    .await;
}
