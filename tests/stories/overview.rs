//! Who finds what on the dashboard: its pages, its lists, its figures.

use crate::{
    browser::Browser,
    hall::{Hall, on_both, read},
};
use serde_json::json;
use ticket::UserId;

/// Pages of staff.
const STAFF: [&str; 4] = ["/tickets", "/overview", "/all", "/reports"];
/// Pages of those who configure: panels, types and what Auto-Assist knows among them.
const SETUP: [&str; 9] = [
    "/settings",
    "/settings/panels",
    "/settings/types",
    "/settings/resources",
    "/settings/team",
    "/settings/health",
    "/settings/audit",
    "/knowledge",
    "/setup",
];

/// Where the frame leads, by the last word of each address.
async fn links(browser: &Browser) -> Vec<String> {
    let (status, html) = browser.page("/mine").await;
    assert_eq!(status, 200);
    let nav = html.split("class=\"bar-nav\"").nth(1).and_then(|rest| rest.split("</nav>").next());
    let hrefs = nav.expect("a frame").split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs.filter_map(|href| href.rsplit('/').next().map(str::to_owned)).collect()
}

/// All of these pages answer so.
async fn all_are(browser: &Browser, pages: &[&str], wanted: u16) {
    for page in pages {
        let (status, html) = browser.page(page).await;
        assert_eq!(status, wanted, "{page}");
        assert!(
            status == 200 || !html.contains("<form method=\"post\" action=\"/g/"),
            "{page}: no form of it"
        );
    }
}

/// Gives the Moderation role words of the team form, separated by blanks; an empty one takes it away.
async fn grant(hall: &Hall, owner: &Browser, word: &str) {
    let role = if word.is_empty() { String::new() } else { hall.sample.staff_roles[1].to_string() };
    let (_, html) = owner.page("/settings/team").await;
    let over = html.split("name=\"over\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let mut fields =
        vec![("over", over.expect("a version")), ("row", "0"), ("role-0", &role), ("blocked", "")];
    fields.extend(word.split(' ').map(|key| ("key-0", key)));
    assert_eq!(owner.send("/settings/team", "/settings/team", &fields).await.0, 303, "{word}");
}

/// A Discord role is bound to what it may, and its holders are in by signing in: with the view key they see, and change nothing; with the
/// edit key they set up panels, types and knowledge. What may not be seen is not in the frame, and not half shown either.
// Proves: P185, P192, P193, P195, P197
#[tokio::test(flavor = "multi_thread")]
async fn a_role_opens_the_dashboard() {
    on_both("team_role", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let alex = hall.signed_in(&hall.fake.person(hall.sample.staff[1])).await;
        assert_eq!(links(&alex).await, ["mine"]);
        all_are(&alex, &STAFF, 403).await;
        all_are(&alex, &SETUP, 403).await;
        assert_eq!(alex.page("/tickets/1").await.0, 403);

        grant(&hall, &ingrid, "tickets.view reports.view").await;
        let alex = hall.signed_in(&hall.fake.person(hall.sample.staff[1])).await;
        assert_eq!(links(&alex).await, ["tickets", "overview", "all", "mine", "reports"]);
        all_are(&alex, &STAFF, 200).await;
        all_are(&alex, &SETUP, 403).await;
        assert!(alex.page("/tickets").await.1.contains("Compass"));
        let urgent = [("priority", "urgent")];
        assert_ne!(alex.send("/tickets/1", "/tickets/1/priority", &urgent).await.0, 303, "seeing is all");
        let tags = [("over", "1"), ("tag", "new1"), ("new1-name", "coat")];
        assert_eq!(alex.send("/mine", "/settings/resources", &tags).await.0, 403);

        grant(&hall, &ingrid, &ticket::keys::Key::ALL.map(ticket::keys::Key::word).join(" ")).await;
        assert_eq!(links(&alex).await, ["tickets", "overview", "all", "mine", "reports", "settings"]);
        all_are(&alex, &SETUP, 200).await;
        assert_eq!(alex.send("/tickets/1", "/tickets/1/priority", &urgent).await.0, 303);
        let (_, html) = alex.page("/settings/resources").await;
        let over = html.split("name=\"over\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let tags = [("over", over.expect("a version")), ("tag", "new1"), ("new1-name", "coat")];
        assert_eq!(alex.send("/settings/resources", "/settings/resources", &tags).await.0, 303);
        assert!(hall.config().await.tags.iter().any(|tag| tag.name == "coat"));

        grant(&hall, &ingrid, "").await;
        assert_eq!(links(&alex).await, ["mine"]);
        all_are(&alex, &SETUP, 403).await;
        hall.end().await;
    })
    .await;
}

/// Owner and admins may everything by what they are in Discord, members nothing; no word of a form gives everything away.
// Proves: M87, M93, P191
#[tokio::test(flavor = "multi_thread")]
async fn owner_admin_member() {
    on_both("roster", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        assert!(hall.config().await.settings.team.is_empty());
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let tomas = hall.signed_in(&hall.fake.person(hall.sample.admins[0])).await;
        for (all, priority) in [(&ingrid, "urgent"), (&tomas, "low")] {
            assert_eq!(links(all).await, ["tickets", "overview", "all", "mine", "reports", "settings"]);
            all_are(all, &STAFF, 200).await;
            all_are(all, &SETUP, 200).await;
            assert!(all.page("/settings").await.1.contains("name=\"mod_log\""), "where to log is set there");
            let sent = all.send("/tickets/1", "/tickets/1/priority", &[("priority", priority)]).await;
            assert_eq!(sent.0, 303);
        }
        for person in [hall.noa(), hall.beth()] {
            all_are(&hall.signed_in(&person).await, &SETUP, 403).await;
        }
        let noa = hall.signed_in(&hall.noa()).await;
        assert_eq!(links(&noa).await, ["mine"]);
        all_are(&noa, &STAFF, 403).await;

        let alex = hall.signed_in(&hall.fake.person(hall.sample.staff[1])).await;
        for word in ["*", "everything", "admin", "owner"] {
            grant(&hall, &ingrid, word).await;
            let team = hall.config().await.settings.team;
            assert!(team.iter().all(|one| one.keys.is_empty()), "{word}: {team:?}");
            all_are(&alex, &SETUP, 403).await;
        }
        hall.fake.change(|world| world.set_roles(hall.sample.guild, hall.sample.admins[0], vec![]));
        hall.eventually("who is no admin any more may nothing", async || {
            (tomas.page("/settings").await.0 == 403).then_some(())
        })
        .await;
        all_are(&ingrid, &SETUP, 200).await;
        hall.end().await;
    })
    .await;
}

/// The way in is Discord's, and there is no other.
// Proves: M94
#[tokio::test(flavor = "multi_thread")]
async fn the_way_in_is_discords() {
    on_both("way_in", |hall| async move {
        let beth = hall.signed_in(&hall.beth()).await;
        let (status, html) = beth.get("/").await;
        assert!(
            status == 200 && html.contains("Harbor Lights") && html.contains("<bdi>beth</bdi>"),
            "{html}"
        );
        let stranger = |path: String| beth.client.get(format!("{}{path}", beth.base)).send();
        let sent = stranger(format!("/g/{}/tickets", beth.guild)).await.expect("answers");
        assert_eq!(sent.status(), 303);
        let to = sent.headers()["location"].to_str().expect("text").to_owned();
        let page = stranger(to).await.expect("answers").text().await.expect("is text");
        assert!(page.contains("href=\"/auth/discord?next="), "{page}");
        assert!(!page.contains("type=\"password\"") && !page.contains("name=\"password\""), "{page}");
        let begin = stranger("/auth/discord?next=/".to_owned()).await.expect("answers");
        let at = begin.headers()["location"].to_str().expect("text").to_owned();
        assert!(at.starts_with(&hall.fake.base_url()) && at.contains("identify"), "{at}");
        hall.end().await;
    })
    .await;
}

/// While tickets are switched on, the frame leads to them; while they are off it does not, and one's own are still found.
// Proves: M8
#[tokio::test(flavor = "multi_thread")]
async fn switched_off_is_not_in_the_frame() {
    on_both("module_off", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        let (ingrid, mia) = (hall.signed_in(&hall.ingrid()).await, hall.signed_in(&hall.mia()).await);
        assert_eq!(links(&ingrid).await, ["tickets", "overview", "all", "mine", "reports", "settings"]);
        hall.change(|config| config.settings.enabled = false).await;
        assert_eq!(links(&ingrid).await, ["mine", "reports", "settings"]);
        assert_eq!(links(&mia).await, ["mine"]);
        assert!(mia.page("/mine").await.1.contains("Compass"));
        hall.change(|config| config.settings.enabled = true).await;
        assert_eq!(links(&ingrid).await, ["tickets", "overview", "all", "mine", "reports", "settings"]);
        hall.end().await;
    })
    .await;
}

/// Without categories, panel and log the module works: a ticket is opened, answered and closed on the web.
// Proves: M6
#[tokio::test(flavor = "multi_thread")]
async fn places_and_panel_are_optional() {
    on_both("unwired", |hall| async move {
        hall.change(|config| {
            config.settings.open_category = None;
            config.settings.closed_category = None;
            config.settings.mod_log = None;
            config.panels.clear();
            config.types[0].form.clear();
        })
        .await;
        let (mia, beth) = (hall.signed_in(&hall.mia()).await, hall.signed_in(&hall.beth()).await);
        let fields = [("type", "1"), ("once", "opening-act"), ("subject", "Compass"), ("text", "It spins.")];
        assert!(mia.page("/new?type=1").await.1.contains("name=\"subject\""), "it is offered");
        let (status, to) = mia.upload("/new?type=1", "/new", &fields, &[]).await;
        assert!(status == 303 && to.ends_with("/tickets/1"), "{status} {to}");
        let channel = hall.ticket_is(1, "a channel", |one| one.surface.channel()).await;
        hall.settled().await;
        assert_eq!(hall.fake.look(|world| world.channels[&channel.0].parent), None);
        assert_eq!(beth.write(1, "first-act", "Turn it round.", &[]).await.0, 303);
        hall.eventually("the member reads it", async || {
            mia.page("/tickets/1").await.1.contains("Turn it round.").then_some(())
        })
        .await;
        assert_eq!(beth.send("/tickets/1", "/tickets/1/close", &[]).await.0, 303);
        hall.ticket_is(1, "it is closed", |one| one.closure().map(|_| ())).await;
        hall.pass_seconds(11);
        hall.end().await;
    })
    .await;
}

/// A handler finds the open tickets of their types, and those that are theirs, without any role; closed ones are no work any more.
// Proves: M35, M51
#[tokio::test(flavor = "multi_thread")]
async fn handlers_find_their_work() {
    on_both("todos", |hall| async move {
        let (noa, omar) = (hall.noa(), hall.fake.person(hall.sample.members[2]));
        hall.change(|config| config.types[0].handlers = vec![UserId(noa.id), UserId(omar.id)]).await;
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        hall.opened("Rudder", "is loose").await;
        let pressed = hall.mia().press(hall.sample.get_help, "Billing");
        hall.mia().fill(pressed, &["4417", "Paid twice", ""]).await;
        hall.ticket_is(3, "a ticket of another type", |one| one.surface.welcome()).await;
        hall.settled().await;
        let noa = hall.signed_in(&noa).await;
        let list = async |query: &str| {
            let (status, page) = noa.page(&format!("/tickets{query}")).await;
            assert_eq!(status, 200);
            let found = ["Compass", "Rudder", "Paid twice", "4417"].into_iter();
            (found.filter(|name| page.contains(name)).collect::<Vec<_>>(), page)
        };
        let (open, _) = list("").await;
        assert_eq!(open, ["Compass", "Rudder"], "all open ones of their type");
        let todos = async || {
            let (status, page) = noa.page("/overview").await;
            assert_eq!(status, 200);
            let part = page.split("id=\"o-todos\"").nth(1).unwrap_or_default();
            part.split("</section>").next().unwrap_or_default().to_owned()
        };
        let waiting = todos().await;
        assert!(waiting.contains("Compass") && !waiting.contains("Rudder"), "{waiting}");
        assert_eq!(list("?show=mine").await.0, ["Compass"], "the other is Omar's");
        let omar = hall.signed_in(&omar).await;
        let (_, his) = omar.page("/tickets?show=mine").await;
        assert!(his.contains("Rudder") && !his.contains("Compass"));
        assert_eq!(omar.send("/tickets/1", "/tickets/1/close", &[]).await.0, 303);
        assert_eq!(list("").await.0, ["Rudder"]);
        assert!(list("?show=mine").await.0.is_empty());
        let waiting = todos().await;
        assert!(waiting.contains("Nothing waits for you."), "{waiting}");
        hall.pass_seconds(11);
        hall.end().await;
    })
    .await;
}

/// The reports count tags, average the stars of each of the staff once there are enough, and say how long closing takes on average.
// Proves: P72, P142, M49
#[tokio::test(flavor = "multi_thread")]
async fn the_reports_tell_tags_stars_and_closing() {
    on_both("figures", |hall| async move {
        hall.panel().await;
        let (mia, beth) = (hall.signed_in(&hall.mia()).await, hall.signed_in(&hall.beth()).await);
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        for number in 1..=5 {
            let channel = hall.opened(&format!("Rope {number}"), "is torn").await;
            if number < 3 {
                hall.says(&hall.beth(), channel, "ptickets tag", &[("tag", json!("bug"))]).await;
            }
        }
        hall.settled().await;
        let row = async |of: &str, name: &str| {
            let (status, file) = ingrid.page(&format!("/reports/file?days=7&of={of}")).await;
            assert_eq!(status, 200);
            let found = file.lines().find(|line| line.contains(name)).map(str::to_owned);
            found.unwrap_or_else(|| panic!("{name} is not in {file}"))
        };
        let tag = row("tags", "bug").await;
        assert_eq!(tag.split(',').nth(1), Some("2"), "{tag}");
        for (number, stars, hours) in [(1, "5", 1), (2, "5", 0), (3, "4", 0), (4, "4", 0), (5, "2", 5)] {
            if number == 5 {
                let staff = row("staff", "Beth").await;
                assert!(staff.ends_with(",,,,4"), "four are too few: {staff}");
            }
            hall.pass_seconds(hours * 3600);
            let page = format!("/tickets/{number}");
            assert_eq!(beth.send(&page, &format!("{page}/close"), &[]).await.0, 303);
            assert_eq!(mia.send(&page, &format!("{page}/rate"), &[("stars", stars)]).await.0, 303);
        }
        let staff = row("staff", "Beth").await;
        assert!(staff.ends_with(",4.00,0.8000,0.3755-0.9638,5"), "{staff}");
        let (_, page) = ingrid.page("/reports?days=7").await;
        // Four took an hour, one six.
        assert!(page.contains("Median 1 h, mean 2 h"), "{page}");
        assert!(page.contains("bug"));
        hall.pass_seconds(11);
        hall.end().await;
    })
    .await;
}

/// Where to log is saved in a form, and what happens next is in the log at once.
// Proves: M93, P202
#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_counts_at_once() {
    on_both("log_at_once", |hall| async move {
        hall.panel().await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let (_, html) = ingrid.page("/settings").await;
        let over = html.split("name=\"over\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let here = hall.sample.staff_room;
        let general = [
            ("over", over.expect("a version")),
            ("enabled", "on"),
            ("locale", "en-US"),
            ("close_delay", "10"),
            ("retention", "90"),
            ("pause", "nobody"),
            ("mod_log", &here.to_string()),
        ];
        let (status, page) = ingrid.send("/settings", "/settings", &general).await;
        assert_eq!(status, 303, "{page}");
        let began = hall.clock.now();
        hall.opened("Compass", "spins").await;
        let logged = hall.fake.until("it is logged", |world| {
            let mut all = world.channels[&here].messages.values().map(read);
            all.find(|line| line.contains("opened"))
        });
        let logged = tokio::time::timeout(std::time::Duration::from_secs(5), logged).await;
        let logged = logged.expect("within seconds");
        assert!(logged.contains("Compass"), "{logged}");
        assert_eq!(hall.clock.now(), began, "nothing had to ring first");
        hall.end().await;
    })
    .await;
}
