//! What the form was answered with, where no welcome says it.

use crate::hall::on_both;
use fake_discord::{driver::Entry, permissions::MANAGE_CHANNELS, world::World};
use serde_json::Value;
use ticket::{
    Surface,
    form::{Field, FieldStyle},
};

/// Without a channel the answers are in the transcript, in every form, for staff and for the opener, and a search finds them; once there is a
/// channel, its welcome says them, and they are there once.
// Proves: P20, P58, P156
#[tokio::test(flavor = "multi_thread")]
async fn answers_are_in_the_transcript_without_a_channel() {
    on_both("answers_without_channel", |hall| async move {
        hall.change(|config| {
            let who = Field::new("who", "Who saw it?", FieldStyle::Users);
            config.types[0].form.push(Field { required: false, ..who });
        })
        .await;
        hall.panel().await;
        let guild = hall.sample.guild;
        let permit =
            |world: &mut World, allowed: bool| {
                let own = world.guilds[&guild].members[&world.bot].roles[0];
                world.permit(guild, own, |has| {
                    if allowed { has | MANAGE_CHANNELS } else { has & !MANAGE_CHANNELS }
                });
            };
        hall.fake.change(|world| permit(world, false));
        let (mia, noa) = (hall.mia(), hall.noa().id.to_string());
        let asked = mia.press(hall.sample.get_help, "Help");
        let entries = [
            ("subject", Entry::Text("Loose rudder")),
            ("details", Entry::Text("It **wobbles** <b>badly</b>")),
            ("who", Entry::Picked(&[noa.as_str()][..])),
        ];
        mia.fill_in(asked, &entries).await;
        hall.ticket_is(1, "no channel", |one| {
            matches!(one.surface, Surface::Unavailable { .. }).then_some(())
        })
        .await;
        for person in [hall.beth(), hall.mia()] {
            let browser = hall.signed_in(&person).await;
            for form in ["", "?q=wobbles", "/download", "/download?as=text", "/download?as=json"] {
                let (status, shown) = browser.page(&format!("/tickets/1/transcript{form}")).await;
                assert_eq!(status, 200, "{form}");
                // A search says on its page what it looked for.
                let times = shown.matches("wobbles").count();
                assert!(times == 1 || form.starts_with("?q") && times > 1, "{form}: {times}");
                assert!(shown.contains("What happened, and what did you expect?"), "{form}");
                assert!(form.contains("as=") || !shown.contains("<b>badly"), "their words are words: {form}");
                assert!(shown.contains("Noa"), "members have names: {form}");
            }
            let (_, page) = browser.page("/tickets/1/transcript").await;
            assert!(!page.contains("<strong>wobbles"), "nobody's markup");
            let (_, text) = browser.page("/tickets/1/transcript/download?as=text").await;
            assert!(text.contains("It **wobbles** <b>badly</b>"), "{text}");
            assert!(text.find("opened this ticket") < text.find("wobbles"), "{text}");
            let (_, json) = browser.page("/tickets/1/transcript/download?as=json").await;
            let read: Value = serde_json::from_str(&json).expect("is JSON");
            let lines = read["lines"].as_array().expect("has lines");
            assert_eq!(lines.iter().filter(|line| line["kind"] == "message").count(), 1, "{json}");
            assert_eq!(browser.page("/tickets/1/transcript?q=anchor").await.1.matches("wobbles").count(), 0);
        }
        hall.fake.change(|world| permit(world, true));
        hall.ticket_is(1, "a welcome", |one| one.surface.welcome()).await;
        let beth = hall.signed_in(&hall.beth()).await;
        hall.eventually("the welcome in the transcript", async || {
            let (_, page) = beth.page("/tickets/1/transcript").await;
            assert_eq!(page.matches("wobbles").count(), 1, "they are there once");
            page.contains("APP").then_some(())
        })
        .await;
        hall.end().await;
    })
    .await;
}
