//! What Discord does not allow: said where it is, by a stable code, with what to do about it.

use crate::hall::{Hall, on_both, read};
use fake_discord::{
    Person, permissions as p,
    world::{Overwrite, Webhook},
};
use ticket::{ChannelId, GuildId, RoleId, Trouble, settings::LogRoute};

/// What the owner reads after looking again.
async fn looked(hall: &Hall, owner: &Person) -> String {
    let asked = owner.slash(hall.sample.staff_room, "ptickets setup", &[]);
    read(&owner.told(asked).await)
}

fn bot_role(hall: &Hall) -> u64 {
    hall.fake.look(|world| {
        let guild = &world.guilds[&hall.sample.guild];
        guild.members[&world.bot].roles[0]
    })
}

/// Denies the bot something in a channel or category.
fn deny(hall: &Hall, channel: u64, what: u64) {
    let role = bot_role(hall);
    hall.fake.change(|world| {
        let place = world.channels.get_mut(&channel).expect("is there");
        place.overwrites.retain(|one| one.id != role);
        if what != 0 {
            place.overwrites.push(Overwrite { id: role, kind: 0, allow: 0, deny: what });
        }
    });
}

fn everywhere(hall: &Hall, change: impl Fn(u64) -> u64) {
    hall.fake.change(|world| {
        let guild = world.guilds.get_mut(&hall.sample.guild).expect("is there");
        guild.roles.iter_mut().for_each(|role| role.permissions = change(role.permissions));
    });
}

/// Setting up in Discord: each step is a choice, and what is missing is said with its place; the web says the same.
// Proves: M1, M2, M4, P203, P204, P205
#[tokio::test(flavor = "multi_thread")]
async fn setting_up_step_by_step() {
    on_both("setting_up", |hall| async move {
        hall.configure(ticket::GuildConfig::default()).await;
        let (owner, sample) = (hall.ingrid(), hall.sample);
        let (here, help) = (sample.staff_room, sample.get_help);
        let asked = owner.slash(here, "ptickets setup", &[]);
        let first = read(&owner.told(asked).await);
        assert!(first.contains("✅ Tickets are switched on"), "{first}");
        assert!(first.contains("✅ Members can open: 🎫 Support, 🚩"), "{first}");
        assert!(first.contains("⬜ Nobody is staff yet"), "{first}");
        assert!(first.contains("⬜ The panel stands nowhere yet"), "{first}");
        assert!(first.contains("GH-302") && first.contains("GH-303"), "{first}");
        deny(&hall, help, p::SEND_MESSAGES | p::EMBED_LINKS);
        deny(&hall, sample.tickets, p::MANAGE_ROLES);
        let staff = owner.select_ids(here, "Who is staff?", &[sample.staff_roles[0]]);
        let told = read(&owner.told(staff).await);
        assert!(told.contains(&format!("✅ Staff: <@&{}>", sample.staff_roles[0])), "{told}");
        assert!(!told.contains("GH-303"), "{told}");
        let chosen = owner.select_ids(here, "In which category do tickets open?", &[sample.tickets]);
        let told = read(&owner.told(chosen).await);
        assert!(
            told.contains(&format!("**<#{}>, category for tickets** (GH-106)", sample.tickets)),
            "{told}"
        );
        assert!(told.contains("lacks: Manage Roles"), "{told}");
        let panel = "Where does the panel stand? It is posted at once.";
        let told = read(&owner.told(owner.select_ids(here, panel, &[help])).await);
        assert!(told.contains(&format!("The panel was not posted in <#{help}>")), "{told}");
        assert!(told.contains(&format!("**<#{help}>, channel of a panel** (GH-102, GH-103)")), "{told}");
        assert!(told.contains("lacks: Send Messages, Embed Links"), "{told}");
        // The same on the web, counted in the menu.
        let browser = hall.signed_in(&owner).await;
        let (status, _) = browser.send("/settings/health", "/settings/health", &[("look", "on")]).await;
        assert_eq!(status, 303);
        let page = hall
            .eventually("the same on the web", async || {
                let page = browser.page("/settings/health").await.1;
                page.contains("GH-106").then_some(page)
            })
            .await;
        assert!(page.contains("lacks: Manage Roles") && page.contains(", category for tickets"), "{page}");
        let count = page.split("class=\"badge\">").nth(1).and_then(|rest| rest.split('<').next());
        assert_eq!(count, Some("2"), "the category, and no panel");
        deny(&hall, help, 0);
        deny(&hall, sample.tickets, 0);
        let told = read(&owner.told(owner.select_ids(here, panel, &[help])).await);
        assert!(told.contains(&format!("✅ Members find the panel in <#{help}>")), "{told}");
        assert!(told.contains("has every permission it needs"), "{told}");
        let log = owner.select_ids(here, "Where is logged what happens?", &[sample.mod_log]);
        assert!(
            read(&owner.told(log).await)
                .contains(&format!("✅ What happens is logged in <#{}>", sample.mod_log))
        );
        let page = browser.page("/settings/health").await.1;
        assert!(
            !page.contains("class=\"badge\"") && page.contains("has every permission it needs"),
            "{page}"
        );
        let mia = hall.mia();
        let pressed = mia.press(help, "Support");
        mia.fill(pressed, &["Rudder", "is loose"]).await;
        hall.ticket_is(1, "a channel", |one| one.surface.channel()).await;
        hall.end().await;
    })
    .await;
}

/// Whichever permission is missing, in the whole server, it has its code, its name and its cure; in two languages.
// Proves: P203, P204
#[tokio::test(flavor = "multi_thread")]
async fn every_permission_has_a_code() {
    on_both("every_permission", |hall| async move {
        hall.panel().await;
        hall.settled().await;
        let threads = ChannelId(hall.sample.get_help);
        hall.change(|config| {
            config.settings.open_category = Some(ChannelId(hall.sample.tickets));
            config.types[1].place = ticket::ticket_type::Place::Thread { parent: threads };
        })
        .await;
        let owner = hall.ingrid();
        let before: Vec<(u64, u64)> = hall.fake.look(|world| {
            world.guilds[&hall.sample.guild].roles.iter().map(|role| (role.id, role.permissions)).collect()
        });
        let fine = looked(&hall, &owner).await;
        assert!(fine.contains("has every permission it needs"), "{fine}");
        for (permission, name) in ticket::permissions::NEEDED {
            let code = Trouble::lacking(*permission);
            if code == Trouble::NotAllowed || code == Trouble::ViewChannel {
                continue;
            }
            everywhere(&hall, |has| has & !permission.0);
            let told = looked(&hall, &owner).await;
            assert!(told.contains("**Whole server**") && told.contains(code.code()), "{name}: {told}");
            assert!(told.contains(*name), "{name}: {told}");
            assert_eq!(told.matches("GH-").count(), 1, "said once: {told}");
            hall.fake.change(|world| {
                let guild = world.guilds.get_mut(&hall.sample.guild).expect("is there");
                for (id, permissions) in &before {
                    guild
                        .roles
                        .iter_mut()
                        .filter(|role| role.id == *id)
                        .for_each(|role| role.permissions = *permissions);
                }
            });
        }
        everywhere(&hall, |has| has & !p::MANAGE_WEBHOOKS);
        looked(&hall, &owner).await;
        let browser = hall.signed_in(&owner).await;
        let german = browser.client.get(format!("{}/g/{}/settings/health", browser.base, browser.guild));
        let german = german.header("cookie", &browser.cookie).header("accept-language", "de").send().await;
        let german = german.expect("answers").text().await.expect("is text");
        assert!(
            german.contains("Ganzer Server") && german.contains("Guildhall fehlt: Webhooks verwalten"),
            "{german}"
        );
        hall.end().await;
    })
    .await;
}

/// What was deleted, is full, or was never chosen.
// Proves: P203, P204
#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_or_full() {
    on_both("gone_or_full", |hall| async move {
        hall.panel().await;
        hall.settled().await;
        let (sample, owner) = (hall.sample, hall.ingrid());
        hall.change(|config| {
            config.settings.open_category = Some(ChannelId(sample.tickets));
            config.settings.closed_category = Some(ChannelId(9_000_001));
            config.settings.sla_channel = Some(ChannelId(9_000_002));
            config.settings.logs = vec![LogRoute {
                channel: ChannelId(9_000_003),
                kinds: ticket::settings::LogKind::ALL.into(),
            }];
            config.types[0].staff_roles.push(RoleId(9_000_004));
            config.types[1].staff_roles.clear();
        })
        .await;
        hall.fake.change(|world| {
            for number in 0..50 {
                let id = world.id();
                let mut channel = world.channels[&sample.general].clone();
                (channel.id, channel.name, channel.parent) =
                    (id, format!("old-{number}"), Some(sample.tickets));
                world.channels.insert(id, channel);
            }
        });
        let told = looked(&hall, &owner).await;
        for (code, place) in [
            ("GH-205", "<#9000001>, category for closed tickets"),
            ("GH-203", "<#9000002>, channel for response times"),
            ("GH-202", "<#9000003>, log channel"),
            ("GH-204", "Role <@&9000004>"),
            ("GH-303", "Ticket type Billing"),
            ("GH-502", &format!("<#{}>, category for tickets", sample.tickets)),
        ] {
            assert!(told.contains(&format!("**{place}** ({code})")), "{code}: {told}");
        }
        // Room in another category is enough.
        hall.change(|config| config.settings.overflow_categories = vec![ChannelId(sample.closed)]).await;
        assert!(!looked(&hall, &owner).await.contains("GH-502"));
        hall.fake.change(|world| {
            let (mut id, sample_channel) = (world.id(), world.channels[&sample.general].clone());
            while world.channels.len() < 500 {
                world.channels.insert(id, fake_discord::world::Channel { id, ..sample_channel.clone() });
                id = world.id();
            }
        });
        assert!(looked(&hall, &owner).await.contains("**Whole server** (GH-501)"));
        hall.end().await;
    })
    .await;
}

/// What comes up at work is on the health page with its code, and gone once it is mended and looked at again.
// Proves: P203, P204, P205
#[tokio::test(flavor = "multi_thread")]
async fn what_comes_up_at_work() {
    on_both("comes_up", |hall| async move {
        hall.panel().await;
        hall.settled().await;
        let (mia, owner) = (hall.mia(), hall.ingrid());
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let report = async |code: &'static str| {
            let guild = GuildId(hall.sample.guild);
            hall.eventually(code, async || {
                let (_, report) = hall.store().report(guild).await.expect("reads")?;
                report.findings.iter().any(|one| one.trouble.code() == code).then_some(())
            })
            .await;
        };
        // The channel holds as many webhooks as it can.
        hall.fake.change(|world| {
            for _ in 0..15 {
                let id = world.id();
                let hook = Webhook { id, token: format!("other-{id}"), channel, name: "Other".to_owned() };
                world.webhooks.insert(id, hook);
            }
        });
        let staff = hall.signed_in(&hall.beth()).await;
        assert_eq!(staff.write(1, "first-words", "We are on it.", &[]).await.0, 303);
        report("GH-301").await;
        // The member takes no messages.
        hall.fake.change(|world| world.users.get_mut(&mia.id).expect("is there").dms_open = false);
        hall.says(&hall.beth(), channel, "ptickets close", &[]).await;
        report("GH-503").await;
        let browser = hall.signed_in(&owner).await;
        let page = browser.page("/settings/health").await.1;
        assert!(page.contains("Member Mia") && page.contains("GH-503") && page.contains("GH-301"), "{page}");
        let count = page.split("class=\"badge\">").nth(1).and_then(|rest| rest.split('<').next());
        assert_eq!(count, Some("1"), "what a member decides is not counted");
        assert!(looked(&hall, &owner).await.contains("has every permission it needs"));
        assert!(!browser.page("/settings/health").await.1.contains("GH-301"));
        hall.end().await;
    })
    .await;
}
