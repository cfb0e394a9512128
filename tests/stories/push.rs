//! People are told on their devices, while no page is open.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
    receiver::{Got, Receiver},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::{
    io::Write,
    process::{Command, Stdio},
};
use ticket::{GuildId, UserId, settings::Locale};

pub const PAGE: &str = "/notifications";

/// Asks the script that knows what browsers do.
fn browsers_way(argument: &[&str], given: &str) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stories/open_push.mjs");
    let mut node = Command::new("node");
    let node = node.arg(script).args(argument).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = node.spawn().expect("node runs");
    child.stdin.take().expect("takes input").write_all(given.as_bytes()).expect("takes it");
    let output = child.wait_with_output().expect("ends");
    assert!(output.status.success(), "it cannot be opened");
    serde_json::from_slice(&output.stdout).expect("is JSON")
}

/// A device: its keys, and where its service is.
pub struct Device {
    pub keys: Value,
    pub endpoint: String,
}

impl Device {
    pub fn at(service: &Receiver) -> Self {
        Self { keys: browsers_way(&["keys"], ""), endpoint: service.url.clone() }
    }

    /// What the device is told by a message that its service got, and what the service is told of who sends it.
    pub fn opens(&self, got: &Got) -> (Value, Value) {
        let body = URL_SAFE_NO_PAD.encode(&got.raw);
        let given = json!({ "keys": self.keys, "body": body, "authorization": got.headers["authorization"] });
        let mut opened = browsers_way(&[], &given.to_string());
        (opened["told"].take(), opened["claims"].take())
    }

    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let text = |name: &str| self.keys[name].as_str().expect("text");
        vec![("act", "on"), ("endpoint", &self.endpoint), ("key", text("key")), ("auth", text("auth"))]
    }
}

impl Browser {
    /// Sends the form of the page that is nobody's guild's; keeps the cookie that comes.
    pub async fn sends(&mut self, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let (_, html) = self.get(PAGE).await;
        let secret = html.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let mut form = vec![("csrf", secret.expect("a form is on the page"))];
        form.extend(fields);
        let asked = self.client.post(format!("{}{path}", self.base)).header("cookie", &self.cookie);
        let response = asked.header("origin", &self.base).form(&form).send().await.expect("answers");
        let set = response.headers().get("set-cookie").and_then(|value| value.to_str().ok());
        if let Some(cookie) = set.and_then(|set| set.split(';').next()).filter(|one| one.contains("device")) {
            self.cookie = format!("{}; {cookie}", self.cookie);
        }
        (response.status().as_u16(), response.text().await.expect("is text"))
    }

    /// Switches notifications on for this browser, on these occasions.
    pub async fn is_told(&mut self, device: &Device, occasions: &[&str]) {
        let mut fields = device.fields();
        fields.extend(occasions.iter().map(|one| ("on", *one)));
        assert_eq!(self.sends(PAGE, &fields).await.0, 303);
    }
}

impl Hall {
    pub async fn got(&self, service: &Receiver, many: usize) -> Got {
        self.eventually("it is pushed", async || service.got().get(many - 1).cloned()).await
    }

    /// How many devices somebody has.
    pub async fn devices(&self, user: u64) -> usize {
        self.store().devices(UserId(user)).await.expect("reads").len()
    }

    /// A ticket that Beth has, in its channel.
    pub async fn beths(&self) -> u64 {
        self.panel().await;
        let channel = self.opened("Compass", "spins").await;
        self.says(&self.beth(), channel, "ptickets claim", &[]).await;
        self.settled().await;
        channel
    }
}

pub const ALL: [&str; 5] = ["assigned", "wrote", "mentioned", "clock", "answered"];

/// Beth has it on: the member writes, and one push comes, signed, for her device alone, without a word of the conversation. A restart sends
/// no second, what she does herself none; without her role she learns nothing, and a device that is gone is forgotten.
// Proves: P194
#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_ticket_is_told_that_the_member_wrote() {
    on_both("pushed", |hall| async move {
        let (service, channel) = (Receiver::new().await, hall.beths().await);
        let (mia, beth) = (hall.mia(), hall.beth());
        mia.say(channel, "is anybody there?");
        hall.settled().await;
        assert_eq!(service.got().len(), 0, "nobody has it on");

        let device = Device::at(&service);
        let mut browser = hall.signed_in(&beth).await;
        browser.is_told(&device, &ALL).await;
        let (_, page) = browser.get(PAGE).await;
        assert!(page.contains("on for this device") && page.contains("Not reached yet"), "{page}");
        assert!(!page.contains("127.0.0.1") && !page.contains(device.keys["auth"].as_str().expect("text")));
        assert!(page.contains("data-push-key-value=\"B"), "the public key is on the page");

        mia.say(channel, "SECRET-WORDS of the member");
        let first = hall.got(&service, 1).await;
        hall.settled().await;
        let (told, claims) = device.opens(&first);
        assert_eq!(told["title"], "Mia wrote in ticket #1");
        assert_eq!(told["body"], "Compass · Harbor Lights");
        assert_eq!(told["url"], format!("/g/{}/tickets/1", hall.sample.guild));
        assert!(!told.to_string().contains("SECRET-WORDS"));
        assert_eq!((&claims["alg"], &claims["sub"]), (&json!("ES256"), &Value::Null));
        assert!(service.url.starts_with(claims["aud"].as_str().expect("an origin")), "{claims}");
        let left = claims["exp"].as_i64().expect("a time") - hall.clock.now().seconds();
        assert!((1..=86_400).contains(&left), "{left}");
        assert!(page.contains(claims["key"].as_str().expect("text")), "the browser was told this key");
        assert_eq!(first.headers["content-encoding"], "aes128gcm");
        assert!((86_000..=86_400).contains(&first.headers["ttl"].parse::<i64>().expect("seconds")));
        assert_eq!(first.headers["topic"], told["tag"].as_str().expect("text"));

        let hall = hall.restarted().await;
        hall.settled().await;
        assert_eq!(service.got().len(), 1, "a restart sends no second");
        let mut browser = Browser { base: hall.web.clone(), ..browser };
        let (_, page) = browser.get(PAGE).await;
        assert!(page.contains("Last reached"), "{page}");
        assert!(page.contains(claims["key"].as_str().expect("text")), "the key is the same for ever");

        assert_eq!(browser.write(1, "an-answer", "Yes, I am.", &[]).await.0, 303);
        hall.says(&beth, channel, "ptickets assign", &[]).await;
        let note = json!(format!("<@{}> myself", beth.id));
        hall.says(&beth, channel, "ptickets note", &[("text", note)]).await;
        hall.settled().await;
        assert_eq!(service.got().len(), 1, "what she does herself is no news");

        let (owner, roles) = (
            hall.ingrid(),
            hall.fake.look(|world| world.guilds[&hall.sample.guild].members[&beth.id].roles.clone()),
        );
        owner.set_roles(hall.sample.guild, beth.id, Vec::new());
        hall.settled().await;
        mia.say(channel, "and now?");
        hall.settled().await;
        assert_eq!(service.got().len(), 1, "who lost the role learns nothing");
        owner.set_roles(hall.sample.guild, beth.id, roles);
        hall.settled().await;

        browser.sends(PAGE, &[("act", "save"), ("on", "assigned")]).await;
        mia.say(channel, "not for you");
        hall.settled().await;
        assert_eq!(service.got().len(), 1, "she does not want to know of it any more");
        browser.sends(PAGE, &[("act", "save"), ("on", "wrote")]).await;
        service.answer(|_| 410);
        mia.say(channel, "are you gone?");
        hall.got(&service, 2).await;
        hall.settled().await;
        assert_eq!(hall.devices(beth.id).await, 0, "a device that is gone is forgotten");
        mia.say(channel, "hello?");
        hall.settled().await;
        assert_eq!(service.got().len(), 2);
        hall.end().await;
    })
    .await;
}

/// A service that is busy is asked again, less and less often, also after a restart, and for a day; then it is no news any more.
#[tokio::test(flavor = "multi_thread")]
async fn a_busy_service_is_asked_again_for_a_day() {
    on_both("pushed_again", |hall| async move {
        let (service, channel) = (Receiver::new().await, hall.beths().await);
        let device = Device::at(&service);
        let mut browser = hall.signed_in(&hall.beth()).await;
        browser.is_told(&device, &ALL).await;
        service.answer(|_| 503);
        hall.mia().say(channel, "is anybody there?");
        hall.got(&service, 1).await;
        hall.settled_but(20).await;
        let hall = hall.restarted_after(31).await;
        hall.got(&service, 2).await;
        hall.settled_but(20).await;
        service.answer(|_| 201);
        hall.pass_seconds(60);
        let third = hall.got(&service, 3).await;
        hall.settled().await;
        assert_eq!(device.opens(&third).0["title"], "Mia wrote in ticket #1");

        service.answer(|_| 429);
        hall.mia().say(channel, "and now?");
        hall.got(&service, 4).await;
        hall.settled_but(20).await;
        hall.pass_seconds(86_500);
        hall.settled().await;
        assert_eq!(service.got().len(), 4, "what is a day old is no news");
        assert_eq!(hall.devices(hall.beth().id).await, 1, "the device may come back");
        hall.end().await;
    })
    .await;
}

/// A member is told in their language that staff answered, and nothing of what staff do among themselves. Their copy names the device
/// without its keys; who signs out is told nothing there any more, nor is who was signed in before somebody else.
// Proves: P73, P124
#[tokio::test(flavor = "multi_thread")]
async fn a_member_is_told_of_answers_only() {
    on_both("pushed_to_members", |hall| async move {
        let (service, channel) = (Receiver::new().await, hall.beths().await);
        let (mia, beth) = (hall.mia(), hall.beth());
        let device = Device::at(&service);
        let mut browser = hall.signed_in(&mia).await;
        browser.cookie += "; guildhall_language=de";
        let (_, page) = browser.get(PAGE).await;
        assert!(
            page.contains("Mitteilungen") && !page.contains("Notiz"),
            "what is for staff is not offered: {page}"
        );
        browser.is_told(&device, &["answered"]).await;
        let secret = json!(format!("SECRET-NOTE for <@{}>", mia.id));
        hall.says(&beth, channel, "ptickets note", &[("text", secret)]).await;
        hall.says(&beth, channel, "ptickets priority", &[("level", json!("high"))]).await;
        mia.say(channel, "is anybody there?");
        hall.settled().await;
        assert_eq!(service.got().len(), 0, "neither notes nor acts nor her own words");
        let staff = hall.signed_in(&beth).await;
        assert_eq!(staff.write(1, "an-answer", "I am.", &[]).await.0, 303);
        let first = hall.got(&service, 1).await;
        hall.settled().await;
        assert_eq!(service.got().len(), 1, "once, though it was said on the web and shown in Discord");
        let (told, _) = device.opens(&first);
        assert_eq!(
            (&told["title"], &told["lang"]),
            (&json!("Es gibt eine Antwort auf dein Ticket #1"), &json!("de"))
        );

        let (_, copy) = browser.page("/privacy/export").await;
        let copy: Value = serde_json::from_str(&copy).expect("is JSON");
        assert_eq!(
            (copy["devices"].as_array().map(Vec::len), &copy["devices"][0]["language"]),
            (Some(1), &json!("de"))
        );
        assert!(!copy.to_string().contains(device.keys["key"].as_str().expect("text")));

        assert_eq!(browser.sends("/auth/sign-out", &[]).await.0, 303);
        assert_eq!(hall.devices(mia.id).await, 0, "signing out ends it");
        assert_eq!(staff.write(1, "another-answer", "Still here.", &[]).await.0, 303);
        hall.settled().await;
        assert_eq!(service.got().len(), 1);

        let mut browser = hall.signed_in(&mia).await;
        browser.is_told(&device, &ALL).await;
        let cookie =
            browser.cookie.split("; ").find(|one| one.contains("device")).expect("is kept").to_owned();
        assert_eq!(hall.devices(mia.id).await, 1);
        hall.signed_in_after(&beth, &cookie).await;
        assert_eq!(hall.devices(mia.id).await, 0, "somebody else is at this browser");
        hall.end().await;
    })
    .await;
}

/// Each occasion is told to whom it concerns: who is given a ticket, who is mentioned in a note, whose ticket is late. What is for others is
/// told on none of their devices, and each device is told in its own language.
#[tokio::test(flavor = "multi_thread")]
async fn every_occasion_is_told_to_whom_it_concerns() {
    on_both("pushed_on", |hall| async move {
        let service = Receiver::new().await;
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        hall.settled().await;
        let (beth, ingrid, guild) = (hall.beth(), hall.ingrid(), GuildId(hall.sample.guild));
        let device = Device::at(&service);
        let mut browser = hall.signed_in(&beth).await;
        browser.is_told(&device, &ALL).await;
        // A second device of hers, which is German.
        let other = Device { endpoint: format!("{}&other=1", service.url), ..Device::at(&service) };
        let mut second = hall.signed_in(&beth).await;
        second.cookie += "; guildhall_language=de";
        second.is_told(&other, &ALL).await;
        let here = |one: &desk::ports::Device| one.told.locale == Locale::German;
        assert!(hall.store().devices(UserId(beth.id)).await.expect("reads").iter().any(here));

        let titles = async |many: usize| {
            hall.got(&service, many).await;
            hall.settled().await;
            let opens = |got: &Got| {
                let (told, _) = open_any(&device, &other, got);
                told["title"].as_str().expect("text").to_owned()
            };
            let mut titles: Vec<_> = service.got()[many - 2..].iter().map(opens).collect();
            titles.sort();
            titles
        };
        hall.says(&ingrid, channel, "ptickets assign", &[("user", json!(beth.id.to_string()))]).await;
        assert_eq!(titles(2).await, ["Ticket #1 gehört jetzt dir", "Ticket #1 is yours"]);
        let note = json!(format!("ask <@{}>, SECRET-NOTE", beth.id));
        hall.says(&ingrid, channel, "ptickets note", &[("text", note)]).await;
        let mentioned = titles(4).await;
        assert!(
            mentioned.iter().any(|title| title.contains("hat dich in Ticket #1 erwähnt")),
            "{mentioned:?}"
        );
        assert!(mentioned.iter().any(|title| title.contains("mentioned you")), "{mentioned:?}");
        for got in service.got() {
            let (told, _) = open_any(&device, &other, &got);
            assert!(!told.to_string().contains("SECRET"), "no word of the note is told: {told}");
        }

        let (_, refused) = second
            .sends(
                PAGE,
                &[("act", "on"), ("endpoint", "http://push.example.com/x"), ("key", "x"), ("auth", "y")],
            )
            .await;
        assert!(refused.contains("öffentlich"), "{refused}");
        let ids: Vec<_> =
            hall.store().devices(UserId(beth.id)).await.expect("reads").iter().map(|one| one.id).collect();
        let id = ids[0].to_string();
        let mut stranger = hall.signed_in(&hall.carla()).await;
        stranger.sends(PAGE, &[("act", "forget"), ("device", &id)]).await;
        assert_eq!(hall.devices(beth.id).await, 2, "another's device cannot be forgotten");
        browser.sends(PAGE, &[("act", "forget"), ("device", &id)]).await;
        assert_eq!(hall.devices(beth.id).await, 1, "one's own can");
        browser.sends(PAGE, &[("act", "off")]).await;
        assert_eq!(hall.devices(beth.id).await, 0);
        assert!(hall.store().given_up(guild).await.expect("reads").is_empty());
        hall.end().await;
    })
    .await;
}

/// What came for one of two devices.
fn open_any(one: &Device, other: &Device, got: &Got) -> (Value, Value) {
    if got.path.contains("other") { other.opens(got) } else { one.opens(got) }
}
