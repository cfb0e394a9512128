//! An owner who sets everything up by clicking.

use crate::hall::on_both;
use ticket::{GuildConfig, assign::Strategy, form::FieldStyle, keys::Key, panel::Layout, sla::Policy};

/// Types, panels, resources, team and the rest are changed in forms; the audit log names who changed what; a panel goes to Discord.
// Proves: M3, M5, M29, M30, M34, M62, M63, M65, M66, P76, P103, P128, P129, P132, P143, P145, P159, P206
#[tokio::test(flavor = "multi_thread")]
async fn everything_is_configured_in_forms() {
    on_both("settings_forms", |hall| async move {
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let over = ingrid.version("/settings").await;
        let general = [
            ("over", over.as_str()),
            ("enabled", "on"),
            ("locale", "de"),
            ("close_delay", "30"),
            ("retention", "365"),
            ("open_limit", "3"),
            ("pause", "staff"),
        ];
        assert_eq!(ingrid.send("/settings", "/settings", &general).await.0, 303);
        let now = hall.config().await;
        assert_eq!((now.settings.retention_days, now.settings.open_limit), (365, Some(3)));
        assert_eq!(now.settings.close_delay_seconds, 30);

        let over = ingrid.version("/settings/types/new").await;
        let beth = hall.fake.look(|world| world.users[&hall.sample.staff[0]].username.clone());
        let kind = [
            ("over", over.as_str()),
            ("name", "Lost and found"),
            ("emoji", "🧳"),
            ("hint", "Something went missing"),
            ("active", "on"),
            ("handlers", beth.as_str()),
            ("welcome", "Hello {member}"),
            ("place", "channel"),
            ("after_close", "archive"),
            ("auto_close", "on"),
            ("after_hours", "72"),
            ("warn_hours", "24"),
            ("question", "new1"),
            ("new1-label", "What is it?"),
            ("new1-style", "select"),
            ("new1-choices", "A bag\nA coat | or jacket"),
            ("new1-required", "on"),
        ];
        let (status, page) = ingrid.send("/settings/types/new", "/settings/types/new", &kind).await;
        assert_eq!(status, 303, "{page}");
        let now = hall.config().await;
        let made = now.types.last().expect("a type").clone();
        assert_eq!((made.name.as_str(), made.opener_can_close), ("Lost and found", false));
        assert_eq!(made.handlers, [ticket::UserId(hall.sample.staff[0])]);
        assert_eq!((made.form[0].style, made.form[0].choices.len()), (FieldStyle::Select, 2));

        let (id, over) = (made.id.to_string(), ingrid.version("/settings/panels/new").await);
        let panel = [
            ("over", over.as_str()),
            ("title", "Lost something?"),
            ("text", "Tell us."),
            ("button", "0"),
            ("0-type", id.as_str()),
            ("0-label", "I lost it"),
            ("0-style", "success"),
        ];
        assert_eq!(ingrid.send("/settings/panels/new", "/settings/panels/new", &panel).await.0, 303);
        let now = hall.config().await;
        let at = now.panels.last().expect("a panel").id;
        let (_, preview) = ingrid
            .page(&format!(
                "/settings/panels/preview?title=Draft&button=0&0-type={id}&0-label=Press%20%3Cb%3E"
            ))
            .await;
        assert!(preview.contains("Draft") && !preview.contains("<b>"), "as Discord shows it, and inert");
        let channel = hall.sample.get_help.to_string();
        let post = format!("/settings/panels/{at}/post");
        assert_eq!(ingrid.send("/settings/panels", &post, &[("channel", &channel)]).await.0, 303);
        hall.fake
            .until("the panel", |world| {
                let all = world.channels[&hall.sample.get_help].messages.values();
                let mut all = all.filter(|one| one["embeds"][0]["title"] == "Lost something?");
                all.next().map(|one| assert_eq!(one["components"][0]["components"][0]["label"], "I lost it"))
            })
            .await;
        hall.settled().await;

        let over = ingrid.version("/settings/resources/new").await;
        let canned = [("over", over.as_str()), ("name", "found"), ("text", "We have it, {{member.name}}!")];
        assert_eq!(ingrid.send("/settings/resources/new", "/settings/resources/new", &canned).await.0, 303);
        let over = ingrid.version("/settings/resources").await;
        let tags =
            [("over", over.as_str()), ("tag", "new1"), ("new1-name", "coat"), ("new1-color", "#112233")];
        assert_eq!(ingrid.send("/settings/resources", "/settings/resources", &tags).await.0, 303);
        let role = hall.fake.look(|world| world.guilds[&hall.sample.guild].roles[1].id.to_string());
        let over = ingrid.version("/settings/team").await;
        let team = [
            ("over", over.as_str()),
            ("row", "0"),
            ("role-0", role.as_str()),
            ("key-0", "tickets.handle"),
            ("blocked", ""),
        ];
        assert_eq!(ingrid.send("/settings/team", "/settings/team", &team).await.0, 303);
        let now = hall.config().await;
        assert_eq!(now.canned.last().map(|canned| canned.name.as_str()), Some("found"));
        assert_eq!(now.tags[0].color, Some(0x11_2233));
        assert!(
            now.settings.team[0].keys.has(Key::TicketsHandle)
                && !now.settings.team[0].keys.has(Key::TicketsEdit)
        );
        let (_, audit) = ingrid.page("/settings/audit").await;
        assert!(audit.contains("Ingrid") && audit.contains("365"), "{audit}");
        // Places are named as the pages name them, in the reader's language, and found by those words.
        assert!(audit.contains("Settings › Days a transcript link works"), "{audit}");
        assert!(!audit.contains("retention_days") && audit.contains("Tickets: work every ticket"), "{audit}");
        let (_, found) = ingrid.page("/settings/audit?who=&what=TRANSCRIPT%20link").await;
        assert!(found.contains("Days a transcript link works") && !found.contains("coat"), "{found}");
        let (_, found) = ingrid.page("/settings/audit?who=&what=retention_days").await;
        assert!(!found.contains("class=\"diff\""), "{found}");
        let german = crate::own_look::with(&ingrid, "guildhall_language=de");
        let (_, found) = german.page("/settings/audit?who=&what=transkript-link").await;
        assert!(found.contains("Einstellungen › Tage, die ein Transkript-Link gilt"), "{found}");
        let (_, lines) = german.page("/settings/audit/file?who=&what=").await;
        assert!(lines.contains("Einstellungen › Tage, die ein Transkript-Link gilt"), "{lines}");
        assert!(ingrid.page("/settings/health").await.1.contains("Nothing is wrong"));

        for (page, act, fields) in [
            ("/settings", "/settings", vec![("close_delay", "soon")]),
            ("/settings/types/new", "/settings/types/new", vec![("name", "")]),
            (
                "/settings/types/new",
                "/settings/types/new",
                vec![("name", "X"), ("handlers", "nobody-at-all")],
            ),
            ("/settings/panels/new", "/settings/panels/new", vec![("title", "no buttons")]),
            (
                "/settings/resources/new",
                "/settings/resources/new",
                vec![("name", "two words"), ("text", "x")],
            ),
        ] {
            let over = ingrid.version(page).await;
            let fields: Vec<_> = fields.into_iter().chain([("over", over.as_str())]).collect();
            assert_eq!(ingrid.send(page, act, &fields).await.0, 422, "{act} {fields:?}");
        }
        hall.end().await;
    })
    .await;
}

/// Two save one section at once: the second is told, sees both, and nothing is lost; two who save different sections both succeed.
// Proves: P145
#[tokio::test(flavor = "multi_thread")]
async fn two_who_save_at_once() {
    on_both("settings_twice", |hall| async move {
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let page = format!("/settings/types/{}", hall.config().await.types[0].id);
        let over = ingrid.version(&page).await;
        let kind = |name: &'static str| {
            vec![
                ("name", name),
                ("active", "on"),
                ("place", "channel"),
                ("after_hours", "72"),
                ("warn_hours", "24"),
            ]
        };
        let with = |fields: Vec<(&'static str, &'static str)>, over: &str| {
            let over: &'static str = Box::leak(over.to_owned().into_boxed_str());
            fields.into_iter().chain([("over", over)]).collect::<Vec<_>>()
        };
        assert_eq!(ingrid.send(&page, &page, &with(kind("First"), &over)).await.0, 303);
        let (status, told) = ingrid.send(&page, &page, &with(kind("Second"), &over)).await;
        assert_eq!(status, 409);
        assert!(told.contains("saved this meanwhile") && told.contains("First") && told.contains("Second"));
        assert_eq!(hall.config().await.types[0].name, "First");
        // Another section, from the same old version.
        let tags = [("over", over.as_str()), ("tag", "new1"), ("new1-name", "coat")];
        assert_eq!(ingrid.send("/settings/resources", "/settings/resources", &tags).await.0, 303);
        let again = told.split("name=\"over\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let again = again.expect("a version");
        assert_eq!(ingrid.send(&page, &page, &with(kind("Second"), again)).await.0, 303);
        let now = hall.config().await;
        assert_eq!((now.types[0].name.as_str(), now.tags.len()), ("Second", 1));
        hall.end().await;
    })
    .await;
}

/// A panel offers its types in one menu with words of its own, every active type by itself; what its form does not ask stays.
// Proves: P2, P128
#[tokio::test(flavor = "multi_thread")]
async fn a_panel_with_a_menu() {
    on_both("settings_menu", |hall| async move {
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let over = ingrid.version("/settings/panels/new").await;
        let panel = [
            ("over", over.as_str()),
            ("title", "Where to?"),
            ("layout", "menu"),
            ("placeholder", "Pick <one>"),
            ("every_type", "on"),
        ];
        assert_eq!(ingrid.send("/settings/panels/new", "/settings/panels/new", &panel).await.0, 303);
        let now = hall.config().await;
        let made = now.panels.last().expect("a panel").clone();
        assert_eq!((made.layout, made.every_type), (Layout::Menu, true));
        assert_eq!((made.placeholder.as_deref(), made.buttons.len()), (Some("Pick <one>"), 0));
        assert!(!made.offers(&now).is_empty(), "every active type");

        let page = format!("/settings/panels/{}", made.id);
        let (_, html) = ingrid.page(&page).await;
        assert!(html.contains("<option value=\"menu\" selected>"), "{html}");
        let asked = "/settings/panels/preview?title=Draft&every_type=on&placeholder=Pick%20one";
        let (_, menu) = ingrid.page(&format!("{asked}&layout=menu")).await;
        let (_, buttons) = ingrid.page(&format!("{asked}&layout=buttons")).await;
        assert!(menu.contains("Pick one") && !menu.contains("<button"), "a menu: {menu}");
        let name = &now.types[0].name;
        assert!(buttons.contains(name.as_str()) && !buttons.contains("Pick one"), "buttons: {buttons}");

        // It stands in Discord; saved as buttons it goes on standing there.
        let channel = hall.sample.get_help.to_string();
        let post = format!("{page}/post");
        assert_eq!(ingrid.send("/settings/panels", &post, &[("channel", &channel)]).await.0, 303);
        hall.settled().await;
        let posted = hall.config().await.panel(made.id).and_then(|panel| panel.posted);
        assert!(posted.is_some());
        let over = ingrid.version(&page).await;
        let plain = [("over", over.as_str()), ("title", "Where to?"), ("every_type", "on")];
        assert_eq!(ingrid.send(&page, &page, &plain).await.0, 303);
        let now = hall.config().await.panel(made.id).cloned().expect("still there");
        assert_eq!((now.layout, now.placeholder, now.posted), (Layout::Buttons, None, posted));
        hall.end().await;
    })
    .await;
}

/// Custom commands are added, changed and removed in one list; a name that cannot be typed is refused and nothing is lost.
// Proves: P132
#[tokio::test(flavor = "multi_thread")]
async fn custom_commands_in_a_form() {
    on_both("settings_commands", |hall| async move {
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let before = hall.config().await;
        let (page, act) = ("/settings/resources", "/settings/resources/commands");
        let names = |config: &GuildConfig| -> Vec<(String, String)> {
            config.custom_commands.iter().map(|one| (one.name.clone(), one.text.clone())).collect()
        };
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let over = ingrid.version(page).await;
        let two = [
            ("over", over.as_str()),
            ("command", "new1"),
            ("new1-name", "?rules"),
            ("new1-text", "Be kind.\r\nStay dry."),
            ("command", "new2"),
            ("new2-name", "hours"),
            ("new2-text", "Nine to five"),
            ("command", "new"),
            ("new-name", ""),
            ("new-text", ""),
        ];
        assert_eq!(ingrid.send(page, act, &two).await.0, 303);
        let now = hall.config().await;
        assert_eq!(names(&now), [pair("rules", "Be kind.\nStay dry."), pair("hours", "Nine to five")]);
        assert_eq!((&now.canned, &now.tags), (&before.canned, &before.tags), "nothing else changed");
        assert!(ingrid.page(page).await.1.contains("Stay dry."));

        let over = ingrid.version(page).await;
        let bad = [("over", over.as_str()), ("command", "0"), ("0-name", "two words"), ("0-text", "Kept")];
        let (status, told) = ingrid.send(page, act, &bad).await;
        assert!(status == 422 && told.contains("two words") && told.contains("Kept"), "{told}");
        assert_eq!(names(&hall.config().await).len(), 2);

        // One goes, the other is changed.
        let one = [("over", over.as_str()), ("command", "1"), ("1-name", "hours"), ("1-text", "Ten to six")];
        assert_eq!(ingrid.send(page, act, &one).await.0, 303);
        assert_eq!(names(&hall.config().await), [pair("hours", "Ten to six")]);
        hall.end().await;
    })
    .await;
}

/// A type's way of handing out cases and its response times are set in its form: suggested and off until switched on.
// Proves: P119
#[tokio::test(flavor = "multi_thread")]
async fn response_times_in_a_form() {
    on_both("settings_promises", |hall| async move {
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let new = "/settings/types/new";
        let (_, html) = ingrid.page(new).await;
        let suggested =
            "name=\"sla-urgent-first_response\" type=\"number\" inputmode=\"numeric\" value=\"15\"";
        assert!(html.contains(suggested) && !html.contains("name=\"sla\" value=\"on\" checked"), "{html}");
        let over = ingrid.version(new).await;
        let made = [
            ("over", over.as_str()),
            ("name", "Harbour"),
            ("assignment", "round_robin"),
            ("sla-urgent-first_response", "15"),
        ];
        assert_eq!(ingrid.send(new, new, &made).await.0, 303);
        let made = hall.config().await.types.pop().expect("a type");
        assert_eq!((made.assignment, &made.sla), (Strategy::RoundRobin, &Policy::default()));

        let page = format!("/settings/types/{}", made.id);
        let send = async |extra: &[(&str, &str)]| {
            let over = ingrid.version(&page).await;
            let same = [("over", over.as_str()), ("name", "Harbour")];
            let fields: Vec<_> = same.into_iter().chain(extra.iter().copied()).collect();
            ingrid.send(&page, &page, &fields).await
        };
        let promised = [
            ("sla", "on"),
            ("sla-urgent-first_response", "5"),
            ("sla-urgent-first_resolution", "600"),
            ("sla-low-first_response", ""),
        ];
        assert_eq!(send(&promised).await.0, 303);
        let now = hall.config().await.types.pop().expect("a type");
        assert_eq!(now.assignment, Strategy::RoundRobin, "what was not asked stays");
        let mut wanted = Policy { enabled: true, ..Policy::default() };
        wanted.targets.urgent.first_response = Some(5);
        wanted.targets.urgent.first_resolution = Some(600);
        wanted.targets.low.first_response = None;
        assert_eq!(now.sla, wanted);
        let (status, told) = send(&[("sla", "on"), ("sla-high-first_response", "soon")]).await;
        assert!(status == 422 && told.contains("soon"), "{told}");
        assert_eq!(send(&[("sla", "on"), ("sla-high-first_response", "0")]).await.0, 422);
        assert_eq!(hall.config().await.types.pop().map(|kind| kind.sla), Some(wanted));
        hall.end().await;
    })
    .await;
}

/// The time zone, and where staff are warned of response times, are set in the form; a zone that does not exist is refused.
// Proves: P143
#[tokio::test(flavor = "multi_thread")]
async fn time_zone_and_warnings_in_a_form() {
    on_both("settings_zone", |hall| async move {
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let before = hall.config().await;
        let channel = hall.sample.get_help.to_string();
        let role = hall.fake.look(|world| world.guilds[&hall.sample.guild].roles[1].id.to_string());
        let send = async |zone: &str| {
            let over = ingrid.version("/settings").await;
            let fields = [
                ("over", over.as_str()),
                ("enabled", "on"),
                ("zone", zone),
                ("sla_channel", &channel),
                ("sla_ping", &role),
            ];
            ingrid.send("/settings", "/settings", &fields).await
        };
        let (status, told) = send("Europe/Atlantis").await;
        assert!(status == 422 && told.contains("value=\"Europe/Atlantis\""), "{told}");
        assert_eq!(send("Europe/Berlin").await.0, 303);
        let now = hall.config().await.settings;
        assert_eq!(now.zone.as_deref(), Some("Europe/Berlin"));
        assert_eq!(now.sla_channel.map(|id| id.to_string()), Some(channel.clone()));
        assert_eq!(now.sla_ping.map(|id| id.to_string()), Some(role.clone()));
        assert_eq!((now.team, now.hours), (before.settings.team, before.settings.hours), "stays");
        hall.end().await;
    })
    .await;
}
