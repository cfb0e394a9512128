//! Who may do what in a guild: keys of roles and of members.

use crate::{browser::Browser, hall::on_both};
use ticket::{
    RoleId, UserId,
    keys::Key,
    settings::{Capability, TeamRole},
};

/// How these pages answer.
async fn answers(browser: &Browser, pages: &[&str]) -> Vec<u16> {
    let mut all = Vec::new();
    for page in pages {
        all.push(browser.page(page).await.0);
    }
    all
}

/// Saves the team form with these fields.
async fn save(browser: &Browser, fields: &[(&str, &str)]) -> (u16, String) {
    let over = browser.version("/settings/team").await;
    let mut all = vec![("over", over.as_str())];
    all.extend(fields);
    browser.send("/settings/team", "/settings/team", &all).await
}

/// Each key opens its own pages and nothing else, to a role or to one member; they add up, and are taken away one by one.
// Proves: P189, P190, P195, P196, M88, M89, M90, M91
#[tokio::test(flavor = "multi_thread")]
async fn keys_open_what_they_name() {
    on_both("team_keys", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let alex = hall.signed_in(&hall.fake.person(hall.sample.staff[1])).await;
        let omar = hall.signed_in(&hall.fake.person(hall.sample.members[2])).await;
        let role = hall.sample.staff_roles[1].to_string();
        let pages = [
            "/tickets",
            "/reports",
            "/settings/resources",
            "/settings",
            "/settings/team",
            "/settings/panels",
            "/setup",
        ];
        let given = |key: &'static str| vec![("row", "0"), ("role-0", role.as_str()), ("key-0", key)];
        for (key, wanted) in [
            ("tickets.view", [200, 403, 403, 403, 403, 403, 403]),
            ("tickets.edit", [200, 403, 403, 403, 403, 200, 403]),
            ("resources.view", [403, 403, 200, 403, 403, 403, 403]),
            ("resources.edit", [403, 403, 200, 403, 403, 403, 403]),
            ("reports.view", [403, 200, 403, 403, 403, 403, 403]),
            ("settings.view", [403, 403, 403, 200, 403, 403, 403]),
            ("team.view", [403, 403, 403, 403, 200, 403, 403]),
        ] {
            assert_eq!(save(&ingrid, &given(key)).await.0, 303);
            assert_eq!(answers(&alex, &pages).await, wanted, "{key}");
            assert_eq!(answers(&omar, &pages).await, [403; 7], "{key} is not for others");
        }

        // To see is not to change; what cannot be done is not offered.
        assert_eq!(save(&ingrid, &given("resources.view")).await.0, 303);
        let (_, html) = alex.page("/settings/resources").await;
        assert!(html.contains("<fieldset class=\"bare\" disabled>"), "{html}");
        assert!(!html.contains("/settings/panels\"") && !html.contains("/settings/team\""), "{html}");
        let over = ingrid.version("/settings/resources").await;
        let tag = [("over", over.as_str()), ("tag", "new"), ("new-name", "coat"), ("new-color", "#112233")];
        assert_eq!(alex.send("/settings/resources", "/settings/resources", &tag).await.0, 403);
        assert_eq!(save(&ingrid, &given("resources.edit")).await.0, 303);
        assert_eq!(alex.send("/settings/resources", "/settings/resources", &tag).await.0, 303);
        assert_eq!(hall.config().await.tags.len(), 1);

        // Reports are taken away as files by another key.
        let file = "/reports/file?of=volume";
        assert_eq!(save(&ingrid, &given("reports.view")).await.0, 303);
        let (_, html) = alex.page("/reports").await;
        assert!(!html.contains("/reports/file?"), "{html}");
        assert_eq!(alex.page(file).await.0, 403);
        assert_eq!(save(&ingrid, &given("reports.export")).await.0, 303);
        let (_, html) = alex.page("/reports").await;
        let link = html.split("/reports/file?").nth(1).and_then(|rest| rest.split('"').next());
        let link =
            format!("/reports/file?{}", link.expect("a link").replace("&amp;", "&").replace("&#38;", "&"));
        assert_eq!(alex.page(&link).await.0, 200);

        // One member, by name, with keys that have nothing to do with one another.
        let name = hall.fake.look(|world| world.users[&hall.sample.members[2]].username.clone());
        let own = [
            ("member-row", "0"),
            ("member-0", name.as_str()),
            ("member-key-0", "tickets.view"),
            ("member-key-0", "settings.view"),
        ];
        assert_eq!(save(&ingrid, &own).await.0, 303);
        assert_eq!(answers(&omar, &pages).await, [200, 403, 403, 200, 403, 403, 403]);
        let (_, html) = ingrid.page("/settings/team").await;
        let tags = html.split("class=\"team-people\"").nth(1).expect("who has permissions");
        assert!(
            tags.contains(">Tickets<") && tags.contains("title=\"Tickets: see the inbox and every ticket\""),
            "{tags}"
        );
        assert_eq!(save(&ingrid, &[own[0], own[1], own[3]]).await.0, 303);
        assert_eq!(
            answers(&omar, &pages).await,
            [403, 403, 403, 200, 403, 403, 403],
            "one is taken, the other stays"
        );
        assert_eq!(answers(&alex, &pages).await, [403; 7], "the role is not in the team any more");
        hall.end().await;
    })
    .await;
}

/// Nobody gives more than they have, and nobody but the owner and administrators has everything.
// Proves: P187, P191
#[tokio::test(flavor = "multi_thread")]
async fn nobody_gives_more_than_they_have() {
    on_both("team_given", |hall| async move {
        let alex = hall.signed_in(&hall.fake.person(hall.sample.staff[1])).await;
        let (role, other) = (hall.sample.staff_roles[1].to_string(), hall.sample.staff_roles[2].to_string());
        hall.change(|config| {
            let keys = [Key::TeamEdit, Key::TicketsView].into_iter().collect::<ticket::keys::Keys>();
            config.settings.team = vec![TeamRole::of(RoleId(hall.sample.staff_roles[1]), keys)];
        })
        .await;
        let own =
            [("row", "0"), ("role-0", role.as_str()), ("key-0", "team.edit"), ("key-0", "tickets.view")];
        let with = |key: &'static str| {
            let mut fields = own.to_vec();
            fields.extend([("row", "1"), ("role-1", other.as_str()), ("key-1", key)]);
            fields
        };
        let (status, told) = save(&alex, &with("settings.edit")).await;
        assert!(status == 422 && told.contains("only the permissions that you have"), "{status}");
        let mut more = own.to_vec();
        more.push(("key-0", "tickets.edit"));
        assert_eq!(save(&alex, &more).await.0, 422, "not to themselves either");
        assert_eq!(save(&alex, &with("tickets.view")).await.0, 303);
        let team = hall.config().await.settings.team;
        assert!(team.len() == 2 && !team[1].keys.has(Key::SettingsEdit));
        // By no other way: the same file, put in with more in it, is not theirs to put in.
        assert_eq!(alex.page("/setup").await.0, 403);
        hall.end().await;
    })
    .await;
}

/// The old admin and mod roles count as long as there is no team role, and not a moment longer.
// Proves: P200
#[tokio::test(flavor = "multi_thread")]
async fn old_roles_count_until_there_is_a_team() {
    on_both("team_old", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        let alex = hall.signed_in(&hall.fake.person(hall.sample.staff[1])).await;
        let carla = hall.signed_in(&hall.carla()).await;
        let pages = ["/tickets/1", "/settings"];
        assert_eq!(answers(&alex, &pages).await, [403, 403]);
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let (admins, mods) = (hall.sample.staff_roles[1].to_string(), hall.sample.staff_roles[2].to_string());
        let old = [("admin_roles", admins.as_str()), ("mod_roles", mods.as_str())];
        assert_eq!(save(&ingrid, &old).await.0, 303);
        assert_eq!(answers(&alex, &pages).await, [200, 200], "an old admin role");
        assert_eq!(answers(&carla, &pages).await, [200, 403], "an old mod role");
        let claimed = carla.send("/tickets/1", "/tickets/1/priority", &[("priority", "high")]).await;
        assert_eq!(claimed.0, 303);
        assert!(
            !hall.fake.look(|world| world.sees(hall.sample.staff[2], channel)),
            "a channel that stands is as it was"
        );

        // The first team role, whatever it is, takes their place.
        let support = hall.sample.staff_roles[0].to_string();
        let mut team = old.to_vec();
        team.extend([("row", "0"), ("role-0", support.as_str()), ("key-0", "tickets.view")]);
        assert_eq!(save(&ingrid, &team).await.0, 303);
        assert_eq!(hall.config().await.settings.admin_roles.len(), 1, "they are still written down");
        assert_eq!(answers(&alex, &pages).await, [403, 403]);
        assert_eq!(answers(&carla, &pages).await, [403, 403]);
        hall.change(|config| config.settings.team.clear()).await;
        assert_eq!(answers(&alex, &pages).await, [200, 200], "and count again without a team");
        hall.settled().await;
        hall.end().await;
    })
    .await;
}

/// Who somebody is, for staff: their tickets as far as the reader may see them, their rights for those who may see the team.
// Proves: M92
#[tokio::test(flavor = "multi_thread")]
async fn members_are_looked_at() {
    on_both("team_member", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        let page = format!("/members/{}", hall.sample.members[0]);
        let (beth, carla) = (hall.signed_in(&hall.beth()).await, hall.signed_in(&hall.carla()).await);
        let (ingrid, noa) = (hall.signed_in(&hall.ingrid()).await, hall.signed_in(&hall.noa()).await);
        let (_, ticket) = beth.page("/tickets/1").await;
        assert!(
            ticket.contains(&format!("src=\"/g/{}{page}\"", hall.sample.guild)),
            "it opens over the ticket"
        );
        let (status, html) = beth.page(&page).await;
        assert!(
            status == 200 && html.contains("Compass") && html.contains("<turbo-frame id=\"member\""),
            "{html}"
        );
        assert!(!html.contains("sees and opens only their own"), "rights are for those who may see the team");
        let (_, html) = carla.page(&page).await;
        assert!(html.contains("None that you may see") && !html.contains("Compass"), "{html}");
        let (_, html) = ingrid.page(&page).await;
        assert!(html.contains("Compass") && html.contains("sees and opens only their own"), "{html}");
        assert_eq!(noa.page(&page).await.0, 403);
        assert_eq!(ingrid.page("/members/4711").await.0, 404);
        // Of the team alone, without tickets; and without tickets while they are switched off.
        let omar = hall.signed_in(&hall.fake.person(hall.sample.members[2])).await;
        hall.change(|config| {
            let keys = [Key::TeamView].into_iter().collect();
            config.settings.members =
                vec![ticket::settings::TeamMember { user: UserId(hall.sample.members[2]), keys }];
        })
        .await;
        let (_, html) = omar.page(&page).await;
        assert!(!html.contains("Compass") && html.contains("sees and opens only their own"), "{html}");
        hall.change(|config| config.settings.enabled = false).await;
        assert!(!ingrid.page(&page).await.1.contains("Compass"));
        hall.change(|config| {
            config.settings.enabled = true;
            config.settings.blocked = vec![UserId(hall.sample.members[0])];
            config.settings.team = vec![TeamRole::of(RoleId(hall.sample.staff_roles[2]), Capability::View)];
        })
        .await;
        assert!(ingrid.page(&page).await.1.contains("May open no tickets"));
        assert!(carla.page(&page).await.1.contains("Compass"), "with the view key she sees them");
        hall.end().await;
    })
    .await;
}
