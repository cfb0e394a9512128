//! Questions that depend on an answer, in Discord and on the web.

use crate::hall::{Hall, on_both, read};
use fake_discord::{Person, driver::Entry, world::Answer};
use serde_json::Value;
use ticket::{
    GuildId, TicketType, TypeId,
    follow::When,
    form::{Choice, Field, FieldStyle},
};

fn choices(labels: &[&str]) -> Vec<Choice> {
    labels.iter().map(|label| Choice { label: (*label).to_owned(), description: None }).collect()
}

fn after(field: Field, key: &str, any: &[&str]) -> Field {
    let any = any.iter().map(|one| (*one).to_owned()).collect();
    Field { when: Some(When { key: key.to_owned(), any }), ..field }
}

/// Of a bill its number and a picture are asked for, of something broken when it was seen first.
fn ask(kind: &mut TicketType) {
    let about = Field {
        choices: choices(&["A bill", "Something broke", "Else"]),
        ..Field::new("about", "What is it about?", FieldStyle::Radio)
    };
    let bill = Field { min_length: Some(4), ..Field::new("bill", "Which bill?", FieldStyle::Short) };
    let scan = Field { required: false, ..Field::new("scan", "A scan of it", FieldStyle::Files) };
    kind.form = vec![
        about,
        after(bill, "about", &["A bill"]),
        after(scan, "about", &["A bill"]),
        after(Field::new("since", "Since when?", FieldStyle::Short), "about", &["Something broke"]),
        Field { required: false, ..Field::new("proof", "Anything to show?", FieldStyle::Files) },
        Field::new("words", "In your words", FieldStyle::Paragraph),
    ];
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n not much of a picture";

impl Hall {
    async fn asks_on(&self) {
        self.change(|config| ask(&mut config.types[0])).await;
        self.panel().await;
    }

    async fn open_tickets(&self, person: &Person) -> usize {
        let (guild, user) = (GuildId(self.sample.guild), person.id.to_string().parse().expect("an id"));
        self.store().open_of(guild, user).await.expect("reads").len()
    }

    /// Answers the first form; gives the act.
    async fn begin(&self, who: &Person, about: &str) -> u64 {
        let pressed = who.press(self.sample.get_help, "Help");
        let entries = [
            ("about", Entry::Picked(&[about][..])),
            ("proof", Entry::Files(&[("first.png", "image/png", PNG)][..])),
            ("words", Entry::Text("It looks odd")),
        ];
        who.fill_in(pressed, &entries).await
    }

    /// As [`Hall::begin`], where more questions follow; gives the custom id of the button, and the message it is on.
    async fn begun(&self, who: &Person, about: &str) -> (String, u64) {
        let sent = self.begin(who, about).await;
        let told = who.told(sent).await;
        let button = &told["components"][0]["components"][0];
        assert_eq!(button["label"], "Answer", "{told}");
        let message = told["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        (button["custom_id"].as_str().expect("an id").to_owned(), message)
    }

    async fn nothing_is_begun(&self) {
        // Whatever was kept would stop this.
        self.tamper("CREATE TABLE nothing_begun (n BIGINT NOT NULL CHECK (n = 0)); INSERT INTO nothing_begun SELECT COUNT(*) FROM begun_form; DROP TABLE nothing_begun;").await;
    }
}

fn shown(person: &Person, channel: u64, message: u64) -> Option<Value> {
    let id = message.to_string();
    person.messages(channel).into_iter().find(|one| one["id"] == id.as_str())
}

fn labels(form: &Value) -> Vec<&str> {
    let parts = form["components"].as_array().expect("a form");
    parts.iter().filter_map(|part| part["label"].as_str()).collect()
}

/// One answer leads to further questions and another to none; what was said first is kept through a restart, for nobody else; both parts are in the
/// ticket, in the order of the form, with the files of both; a second press opens no second ticket.
// Proves: P5, P20, P156
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_leads_to_questions() {
    on_both("follow_ups", |hall| async move {
        hall.asks_on().await;
        let (mia, noa, here) = (hall.mia(), hall.noa(), hall.sample.get_help);
        let pressed = mia.press(here, "Help");
        let form = mia.form(pressed).await;
        assert_eq!(
            labels(&form),
            ["What is it about?", "Anything to show?", "In your words"],
            "only what is always asked"
        );

        hall.begin(&mia, "Else").await;
        let first = hall.ticket_is(1, "a ticket at once", |one| Some(one.answers.clone())).await;
        assert_eq!(first.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(), ["about", "proof", "words"]);
        hall.nothing_is_begun().await;

        let (more, message) = hall.begun(&mia, "A bill").await;
        let told = shown(&mia, here, message).expect("is there");
        assert!(read(&told).contains("2 more questions") && !read(&told).contains("odd"), "{}", read(&told));
        assert!(shown(&noa, here, message).is_none(), "it is Mia's alone");
        assert_eq!(hall.open_tickets(&mia).await, 1, "no ticket yet");
        let hall = hall.restarted().await;
        let (mia, noa) = (hall.mia(), hall.noa());

        let forged = noa.press_id(here, message, &more);
        assert!(
            read(&noa.told(forged).await).contains("does not wait for answers any more"),
            "it is not Noa's"
        );
        let pressed = mia.press_id(here, message, &more);
        let form = mia.form(pressed).await;
        assert_eq!(labels(&form), ["Which bill?", "A scan of it"]);
        let again = mia.press_id(here, message, &more);
        let entries = |bill: &'static str| {
            [("bill", Entry::Text(bill)), ("scan", Entry::Files(&[("scan.png", "image/png", PNG)][..]))]
        };
        mia.fill_in(pressed, &entries("A-17")).await;
        let ticket = hall.ticket_is(2, "a welcome", |one| one.surface.welcome().map(|_| one.clone())).await;
        let kept: Vec<_> = ticket.answers.iter().map(|one| (one.key.as_str(), one.value.as_str())).collect();
        let whole = [
            ("about", "A bill"),
            ("bill", "A-17"),
            ("scan", "scan.png"),
            ("proof", "first.png"),
            ("words", "It looks odd"),
        ];
        assert_eq!(kept, whole);
        assert_eq!(
            ticket.past.came.panel.map(|id| id.0),
            Some(1),
            "from the panel, although the second form came from a message"
        );
        let late = mia.fill_in(again, &entries("A-18")).await;
        hall.eventually("the second press is told", async || {
            let message = shown(&mia, here, message)?;
            (read(&message).contains("does not wait for answers any more")
                && message["components"] == serde_json::json!([]))
            .then_some(())
        })
        .await;
        assert!(matches!(
            mia.answer(late).await,
            Answer::Deferred { update: true, .. } | Answer::Message { .. }
        ));
        assert_eq!(hall.open_tickets(&mia).await, 2, "one ticket of two presses");
        hall.nothing_is_begun().await;
        let channel = ticket.surface.channel().expect("has one").0;
        hall.settled().await;
        let names = hall.fake.look(|world| {
            let all = world.channels[&channel].messages.values();
            let files = all.flat_map(|one| one["attachments"].as_array().cloned().unwrap_or_default());
            files.filter_map(|file| file["filename"].as_str().map(str::to_owned)).collect::<Vec<_>>()
        });
        assert_eq!(names, ["scan.png", "first.png"], "the files of both forms");
        hall.end().await;
    })
    .await;
}

/// What is in the way is said where it stands: an answer that is too short can be given again, a form that was changed or a type that was removed
/// since begins anew, and what is older than an hour is gone.
// Proves: P5, P156
#[tokio::test(flavor = "multi_thread")]
async fn what_stands_between_two_forms() {
    on_both("follow_ups_between", |hall| async move {
        hall.asks_on().await;
        let (mia, here) = (hall.mia(), hall.sample.get_help);
        let says = async |message: u64, words: &str| {
            hall.eventually(words, async || {
                let found = shown(&mia, here, message)?;
                read(&found).contains(words).then_some(found)
            })
            .await
        };
        // Fewer letters than the form takes: sent by hand, for Discord's own window would not.
        let (more, message) = hall.begun(&mia, "A bill").await;
        let form = mia.form(mia.press_id(here, message, &more)).await;
        let id = form["custom_id"].as_str().expect("an id").to_owned();
        let short = serde_json::json!({"custom_id": id, "components": [
            {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "bill", "value": "A"}}
        ]});
        mia.interact(here, 5, short, Some(message));
        let told = says(message, "needs at least 4").await;
        assert_eq!(
            told["components"][0]["components"][0]["custom_id"],
            more.as_str(),
            "the button is there still"
        );
        assert_eq!(hall.open_tickets(&mia).await, 0);

        // Begun anew, the one before is of no use.
        let (newer, second) = hall.begun(&mia, "Something broke").await;
        let old = read(&mia.told(mia.press_id(here, message, &more)).await);
        assert!(old.contains("does not wait for answers any more"), "{old}");

        hall.change(|config| config.types[0].form[3].label = "Since which day?".to_owned()).await;
        let changed = read(&mia.told(mia.press_id(here, second, &newer)).await);
        assert!(changed.contains("The form has changed"), "{changed}");
        hall.change(|config| ask(&mut config.types[0])).await;
        let opened = mia.press_id(here, second, &newer);
        mia.form(opened).await;
        hall.change(|config| config.types[0].form.swap(4, 5)).await;
        mia.fill_in(opened, &[("since", Entry::Text("Monday"))]).await;
        assert_eq!(says(second, "The form has changed").await["components"], serde_json::json!([]));
        assert_eq!(hall.open_tickets(&mia).await, 0);

        hall.change(|config| ask(&mut config.types[0])).await;
        let (more, message) = hall.begun(&mia, "Something broke").await;
        hall.change(|config| config.types[0].active = false).await;
        let off = read(&mia.told(mia.press_id(here, message, &more)).await);
        assert!(off.contains("Help"), "{off}");
        hall.change(|config| config.types[0].active = true).await;
        let pressed = mia.press_id(here, message, &more);
        mia.form(pressed).await;
        hall.change(|config| config.settings.blocked.push(mia.id.to_string().parse().expect("an id"))).await;
        mia.fill_in(pressed, &[("since", Entry::Text("Monday"))]).await;
        let refused = ticket::text::refusal(ticket::settings::Locale::English, &ticket::Refusal::Blocked);
        says(message, &refused).await;
        hall.change(|config| config.settings.blocked.clear()).await;
        hall.pass_seconds(3_601);
        let late = read(&mia.told(mia.press_id(here, message, &more)).await);
        assert!(late.contains("more than an hour has passed"), "{late}");
        assert_eq!(hall.open_tickets(&mia).await, 0);

        let (more, message) = hall.begun(&mia, "Something broke").await;
        hall.change(|config| {
            config.types.retain(|kind| kind.id != TypeId(1));
            config
                .panels
                .iter_mut()
                .for_each(|panel| panel.buttons.retain(|one| one.ticket_type != TypeId(1)));
        })
        .await;
        let gone = read(&mia.told(mia.press_id(here, message, &more)).await);
        let unknown = ticket::text::refusal(ticket::settings::Locale::English, &ticket::Refusal::UnknownType);
        assert_eq!(gone.trim(), unknown);
        hall.end().await;
    })
    .await;
}

/// What was begun goes with its member, who leaves or is erased, and with the guild.
// Proves: M28
#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_is_forgotten() {
    on_both("follow_ups_forgotten", |hall| async move {
        hall.asks_on().await;
        let (mia, owner) = (hall.mia(), hall.signed_in(&hall.ingrid()).await);
        hall.begun(&mia, "A bill").await;
        let hers = hall.signed_in(&mia).await;
        assert!(hers.page("/privacy").await.1.contains("what you answered first"));
        assert_eq!(hers.send("/privacy", "/privacy/erase", &[("sure", "on")]).await.0, 303);
        let approve = [("request", "1"), ("act", "approve"), ("sure", "on")];
        assert_eq!(owner.send("/settings/erasures", "/settings/erasures", &approve).await.0, 303);
        hall.settled().await;
        hall.nothing_is_begun().await;

        let noa = hall.noa();
        hall.begun(&noa, "A bill").await;
        noa.leave(hall.sample.guild);
        hall.heard_out().await;
        hall.nothing_is_begun().await;
        hall.end().await;
    })
    .await;
}

/// On the web the page asks what follows: with a script at once (a browser test), without one on the page that comes again, with what was typed; what
/// was answered to questions that are not asked any more is not kept.
// Proves: M17, P5, P156
#[tokio::test(flavor = "multi_thread")]
async fn the_web_asks_what_follows() {
    on_both("follow_ups_web", |hall| async move {
        hall.change(|config| ask(&mut config.types[0])).await;
        let mia = hall.signed_in(&hall.mia()).await;
        let (_, page) = mia.page("/new?type=1").await;
        let part = |page: &str, key: &str| {
            let end = format!("name=\"asked\" value=\"{key}\"");
            let before = page.split(&end).next().expect("a page").rsplit("<fieldset class=\"follow\"").next();
            before.expect("a part").to_owned()
        };
        assert!(part(&page, "bill").contains("data-source=\"answer-about\" data-any=\"0\""), "{page}");
        assert!(
            part(&page, "bill").contains("hidden disabled")
                && part(&page, "since").contains("hidden disabled")
        );
        let first = |once: &'static str| {
            vec![
                ("type", "1"),
                ("once", once),
                ("subject", "An odd bill"),
                ("answer-about", "0"),
                ("answer-words", "Typed with care"),
            ]
        };
        let (status, page) = mia.upload("/new?type=1", "/new", &first("one-of-two"), &[]).await;
        assert_eq!(status, 422);
        assert!(page.contains("more questions follow") && page.contains("Typed with care"), "{page}");
        assert!(
            !part(&page, "bill").contains("hidden disabled")
                && part(&page, "since").contains("hidden disabled")
        );
        let mut second = first("two-of-two");
        second.extend([("asked", "bill"), ("asked", "scan"), ("answer-bill", "A")]);
        let (status, page) = mia.upload("/new?type=1", "/new", &second, &[]).await;
        assert_eq!(status, 422);
        assert!(page.contains("needs at least 4"), "{page}");
        second.pop();
        second.extend([
            ("answer-bill", "A-17"),
            ("asked", "since"),
            ("answer-since", "Typed before she chose another"),
        ]);
        let (status, to) = mia.upload("/new?type=1", "/new", &second, &[("answer-scan=scan.png", PNG)]).await;
        assert_eq!(status, 303, "{to}");
        let answers = hall.ticket_is(1, "a ticket", |one| Some(one.answers.clone())).await;
        let kept: Vec<_> = answers.iter().map(|one| (one.key.as_str(), one.value.as_str())).collect();
        assert_eq!(
            kept,
            [("about", "A bill"), ("bill", "A-17"), ("scan", "scan.png"), ("words", "Typed with care")]
        );

        // An owner sees what is asked after which answers.
        let owner = hall.signed_in(&hall.ingrid()).await;
        let (_, tried) = owner.page("/settings/types/1/try").await;
        assert!(tried.contains("Which bill? *, after “A bill” to “What is it about?”"), "{tried}");
        hall.end().await;
    })
    .await;
}
