//! What a form asks for, and where the answers are seen.

use crate::hall::{Hall, on_both, read};
use fake_discord::{Fault, driver::Entry};
use ticket::form::{Field, FieldStyle};

const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 31,
    21, 196, 137, 0, 0, 0, 13, 73, 68, 65, 84, 120, 156, 99, 248, 239, 176, 246, 63, 0, 6, 39, 2, 232, 80,
    180, 62, 121, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];
const LOG: &[u8] = b"12:00 the compass spins\n12:01 it stops\n";

/// Help asks what happened, for one to three files, and who saw it; and says something first.
async fn asks_for_files(hall: &Hall, required: bool) {
    hall.change(|config| {
        config.types[0].form = vec![
            Field {
                description: Some("Please be **kind**.".to_owned()),
                ..Field::new("read", "Before you write", FieldStyle::Text)
            },
            Field::new("what", "What happened?", FieldStyle::Short),
            Field {
                least: Some(1),
                most: Some(3),
                required,
                description: Some("Pictures and logs".to_owned()),
                ..Field::new("proof", "What does it look like?", FieldStyle::Files)
            },
            Field {
                required: false,
                most: Some(2),
                ..Field::new("who", "Who saw it?", FieldStyle::Mentionables)
            },
        ];
    })
    .await;
}

fn files_of(hall: &Hall, channel: u64) -> Vec<String> {
    hall.fake.look(|world| {
        let all = world.channels[&channel].messages.values();
        let files = all.flat_map(|one| one["attachments"].as_array().cloned().unwrap_or_default());
        files.filter_map(|file| file["filename"].as_str().map(str::to_owned)).collect()
    })
}

/// Files that came with a form in Discord: in the channel, on the ticket's page, in the transcript; the bytes are ours.
// Proves: P5, P20, M31, P156
#[tokio::test(flavor = "multi_thread")]
async fn a_form_takes_files() {
    on_both("form_files", |hall| async move {
        asks_for_files(&hall, true).await;
        hall.panel().await;
        let (mia, support) = (hall.mia(), hall.sample.staff_roles[0].to_string());
        let noa = hall.noa().id.to_string();
        let asked = mia.press(hall.sample.get_help, "Help");
        let form = mia.form(asked).await;
        assert_eq!(form["components"][0]["type"], 10);
        let field = &form["components"][2];
        assert_eq!((&field["component"]["type"], &field["component"]["max_values"]), (&19.into(), &3.into()));
        let entries = [
            ("what", Entry::Text("The compass spins")),
            (
                "proof",
                Entry::Files(&[("compass.png", "image/png", PNG), ("log_1.txt", "text/plain", LOG)][..]),
            ),
            ("who", Entry::Picked(&[noa.as_str(), support.as_str()][..])),
        ];
        mia.fill_in(asked, &entries).await;
        let channel =
            hall.ticket_is(1, "a welcome", |one| one.surface.welcome().and(one.surface.channel())).await.0;
        let about = hall
            .fake
            .until("the files", |world| {
                let all = world.channels[&channel].messages.values();
                all.clone()
                    .find(|one| one["attachments"].as_array().is_some_and(|all| all.len() == 2))
                    .cloned()
            })
            .await;
        assert!(read(&about).contains("**What does it look like?**"), "{}", read(&about));
        let welcome = read(&mia.messages(channel)[0]);
        assert!(welcome.contains(&format!("Who saw it?: <@{noa}>, <@&{support}>")), "{welcome}");
        assert!(welcome.contains("compass.png"), "{welcome}");
        hall.settled().await;
        // The links that came with the form are worth nothing any more; everybody who may see the ticket sees the files.
        hall.fake.change(|world| world.uploads.clear());
        for person in [hall.beth(), hall.mia()] {
            let browser = hall.signed_in(&person).await;
            let (_, page) = browser.page("/tickets/1").await;
            let link = |name: &str| {
                let mut links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
                links.find(|link| link.contains("/files/") && link.ends_with(name)).map(str::to_owned)
            };
            let file = link("compass.png").expect("it is linked");
            let answer =
                browser.client.get(format!("{}{file}", browser.base)).header("cookie", &browser.cookie);
            let answer = answer.send().await.expect("answers");
            assert_eq!(answer.headers()["content-type"], "image/png");
            assert_eq!(answer.bytes().await.expect("bytes"), PNG);
            assert!(link("log_1.txt").is_some());
            assert!(page.contains("@Noa") && !page.contains(&format!("&#60;@{noa}")), "names, not ids");
            let (_, transcript) = browser.page("/tickets/1/transcript").await;
            assert!(transcript.contains("compass.png") && transcript.contains("log_1.txt"));
        }
        let others = hall.signed_in(&hall.noa()).await;
        assert_eq!(others.page("/tickets/1").await.0, 403);
        hall.end().await;
    })
    .await;
}

/// Where Discord does not take the files from us, the channel says where they are; nothing is posted twice when a try fails.
// Proves: P20, P203
#[tokio::test(flavor = "multi_thread")]
async fn files_that_discord_does_not_take() {
    on_both("form_files_refused", |hall| async move {
        asks_for_files(&hall, true).await;
        hall.panel().await;
        let everyone = hall.sample.guild;
        let parent = ticket::ChannelId(hall.sample.get_help);
        hall.change(|config| config.types[0].place = ticket::ticket_type::Place::Thread { parent }).await;
        hall.fake.change(|world| {
            let guild = world.guilds.get_mut(&everyone).expect("is there");
            guild
                .roles
                .iter_mut()
                .for_each(|role| role.permissions &= !fake_discord::permissions::ATTACH_FILES);
        });
        let mia = hall.mia();
        let asked = mia.press(hall.sample.get_help, "Help");
        let files = [("compass.png", "image/png", PNG)];
        let entries = [("what", Entry::Text("The compass spins")), ("proof", Entry::Files(&files[..]))];
        mia.fill_in(asked, &entries).await;
        let channel =
            hall.ticket_is(1, "a welcome", |one| one.surface.welcome().and(one.surface.channel())).await.0;
        let told = hall
            .fake
            .until("a word about the files", |world| {
                let mut all = world.channels[&channel].messages.values();
                all.find(|one| read(one).contains("/tickets/1")).map(read)
            })
            .await;
        assert!(told.contains("compass.png"), "{told}");
        assert!(files_of(&hall, channel).is_empty());
        let (_, page) = hall.signed_in(&hall.beth()).await.page("/tickets/1").await;
        assert!(page.contains("compass.png"), "it is on the web");
        hall.end().await;
    })
    .await;
}

/// A file's server that does not answer for a moment delays the file, not the ticket.
// Proves: P20
#[tokio::test(flavor = "multi_thread")]
async fn files_may_come_later() {
    on_both("form_files_later", |hall| async move {
        asks_for_files(&hall, true).await;
        hall.panel().await;
        hall.fake.fail("GET", "/attachments", Fault::Status(503, "busy".to_owned()), 2);
        let mia = hall.mia();
        let asked = mia.press(hall.sample.get_help, "Help");
        let files = [("compass.png", "image/png", PNG)];
        let entries = [("what", Entry::Text("The compass spins")), ("proof", Entry::Files(&files[..]))];
        mia.fill_in(asked, &entries).await;
        let channel =
            hall.ticket_is(1, "a welcome", |one| one.surface.welcome().and(one.surface.channel())).await.0;
        hall.eventually("the file", async || {
            hall.pass_seconds(2);
            (files_of(&hall, channel) == ["compass.png"]).then_some(())
        })
        .await;
        hall.settled().await;
        assert_eq!(files_of(&hall, channel), ["compass.png"], "once");
        hall.end().await;
    })
    .await;
}

/// The same form on the web: the file is kept at once, and shown in Discord as well.
// Proves: M17, M20, P156
#[tokio::test(flavor = "multi_thread")]
async fn the_web_takes_files_for_a_question() {
    on_both("form_files_web", |hall| async move {
        asks_for_files(&hall, true).await;
        let guild = ticket::GuildId(hall.sample.guild);
        hall.eventually("Noa is known", async || {
            let found = hall.store().members_named(guild, "Noa", 1).await.expect("reads");
            (!found.is_empty()).then_some(())
        })
        .await;
        let mia = hall.signed_in(&hall.mia()).await;
        let (_, html) = mia.page("/new?type=1").await;
        assert!(
            html.contains("type=\"file\" id=\"answer-proof\" name=\"answer-proof\" multiple required"),
            "{html}"
        );
        let act = |once: &'static str| {
            vec![
                ("type", "1"),
                ("once", once),
                ("subject", "The compass spins"),
                ("answer-what", "It spins"),
                ("answer-who", "Noa, support"),
            ]
        };
        let (status, page) = mia.upload("/new?type=1", "/new", &act("without-files"), &[]).await;
        assert_eq!(status, 422);
        assert!(page.contains("“What does it look like?”"), "the question is named");
        let four = [
            ("answer-proof=a", PNG),
            ("answer-proof=b", PNG),
            ("answer-proof=c", PNG),
            ("answer-proof=d", PNG),
        ];
        let (status, page) = mia.upload("/new?type=1", "/new", &act("four-files"), &four).await;
        assert_eq!(status, 422);
        assert!(page.contains("1 to 3 files, not 4"), "{page}");
        let one = [("answer-proof=compass & map.png", PNG)];
        let (status, to) = mia.upload("/new?type=1", "/new", &act("one-file"), &one).await;
        assert_eq!(status, 303, "{to}");
        let (_, page) = mia.page("/tickets/1").await;
        assert!(page.contains("compass &#38; map.png") || page.contains("compass &amp; map.png"), "at once");
        assert!(page.contains("@Noa, @Support"), "{page}");
        let channel = hall.ticket_is(1, "a channel", |one| one.surface.channel()).await.0;
        hall.eventually("the file in Discord", async || {
            (files_of(&hall, channel) == ["compass _ map.png"]).then_some(())
        })
        .await;
        hall.end().await;
    })
    .await;
}

/// Menus for roles and channels, a long answer with limits, a placeholder and help: asked, counted and shown in Discord as on the web.
// Proves: P5, P20, M31, P156
#[tokio::test(flavor = "multi_thread")]
async fn every_other_kind_of_question() {
    on_both("form_kinds", |hall| async move {
        hall.change(|config| {
            config.types[0].form = vec![
                Field {
                    min_length: Some(10),
                    max_length: Some(200),
                    placeholder: Some("From the beginning".to_owned()),
                    description: Some("As long as you like".to_owned()),
                    ..Field::new("story", "Tell us", FieldStyle::Paragraph)
                },
                Field {
                    least: Some(2),
                    most: Some(3),
                    ..Field::new("roles", "Which roles?", FieldStyle::Roles)
                },
                Field {
                    required: false,
                    placeholder: Some("Any channel".to_owned()),
                    ..Field::new("where", "Where?", FieldStyle::Channels)
                },
            ];
        })
        .await;
        hall.panel().await;
        let [support, moderation, _] = hall.sample.staff_roles;
        let (mia, here) = (hall.mia(), hall.sample.get_help);
        let asked = mia.press(here, "Help");
        let form = mia.form(asked).await;
        let (story, roles, place) = (
            &form["components"][0],
            &form["components"][1]["component"],
            &form["components"][2]["component"],
        );
        assert_eq!(story["description"], "As long as you like");
        assert_eq!(
            (&story["component"]["min_length"], &story["component"]["max_length"]),
            (&10.into(), &200.into())
        );
        assert_eq!((&roles["min_values"], &roles["max_values"]), (&2.into(), &3.into()));
        assert_eq!((&place["min_values"], &place["placeholder"]), (&0.into(), &"Any channel".into()));
        let ids = [support, moderation, here].map(|id| id.to_string());
        let entries = [
            ("story", Entry::Text("The compass spins all day")),
            ("roles", Entry::Picked(&[ids[0].as_str(), ids[1].as_str()][..])),
            ("where", Entry::Picked(&[ids[2].as_str()][..])),
        ];
        mia.fill_in(asked, &entries).await;
        let channel =
            hall.ticket_is(1, "a welcome", |one| one.surface.welcome().and(one.surface.channel())).await.0;
        let welcome = read(&mia.messages(channel)[0]);
        assert!(welcome.contains(&format!("<@&{support}>, <@&{moderation}>")), "{welcome}");
        assert!(welcome.contains(&format!("<#{here}>")), "{welcome}");
        let browser = hall.signed_in(&mia).await;
        let (_, page) = browser.page("/tickets/1").await;
        assert!(page.contains("@Support, @Moderation") && page.contains("#get-help"), "{page}");
        let (_, form) = browser.page("/new?type=1").await;
        assert!(form.contains("minlength=\"10\" maxlength=\"200\"") && form.contains("From the beginning"));
        let act = |once: &'static str| {
            let text = ("answer-story", "The compass spins all day");
            vec![
                ("type", "1"),
                ("once", once),
                ("subject", "Compass"),
                text,
                ("answer-roles", ids[0].as_str()),
            ]
        };
        let (status, page) = browser.upload("/new?type=1", "/new", &act("one-role"), &[]).await;
        assert_eq!(status, 422, "two roles are asked for");
        assert!(page.contains("2 to 3 choices, not 1"), "{page}");
        let mut two = act("two-roles");
        two.push(("answer-roles", ids[1].as_str()));
        assert_eq!(browser.upload("/new?type=1", "/new", &two, &[]).await.0, 303);
        hall.ticket_is(2, "a welcome", |one| one.surface.welcome()).await;
        hall.end().await;
    })
    .await;
}
