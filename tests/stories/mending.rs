//! What Discord does not allow: said where it is, by a stable code, with what to do about it.

use crate::hall::{Hall, on_both, read};
use fake_discord::{
    Fault, Person, permissions as p,
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
        let everybody = owner.select_ids(here, "Who is staff?", &[sample.guild]);
        assert!(
            read(&owner.told(everybody).await).contains("⬜ Nobody is staff yet"),
            "everybody is no team"
        );
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
        assert_eq!(count, Some("1"), "what a member decides is not counted: {page}");
        assert!(looked(&hall, &owner).await.contains("has every permission it needs"));
        assert!(!browser.page("/settings/health").await.1.contains("GH-301"));
        hall.end().await;
    })
    .await;
}

/// What is deleted or taken away by hand is on the health page without anybody looking, and off it once it is given back.
// Proves: P203, P204, P205
#[tokio::test(flavor = "multi_thread")]
async fn what_happens_behind_its_back() {
    on_both("behind_its_back", |hall| async move {
        hall.panel().await;
        hall.settled().await;
        let (sample, owner) = (hall.sample, hall.ingrid());
        let report = async |look: &dyn Fn(&[&str]) -> bool| {
            hall.eventually("the report follows", async || {
                let (_, report) = hall.store().report(GuildId(sample.guild)).await.expect("reads")?;
                let codes: Vec<&str> = report.findings.iter().map(|one| one.trouble.code()).collect();
                look(&codes).then_some(())
            })
            .await;
        };
        owner.delete_channel(sample.mod_log);
        report(&|codes| codes == ["GH-202"]).await;
        let own = bot_role(&hall);
        let before = hall.fake.look(|world| {
            world.guilds[&sample.guild].roles.iter().find(|role| role.id == own).map(|role| role.permissions)
        });
        hall.fake.change(|world| world.permit(sample.guild, own, |has| has & !p::MANAGE_MESSAGES));
        report(&|codes| codes == ["GH-104", "GH-202"]).await;
        hall.fake.change(|world| world.permit(sample.guild, own, |_| before.expect("a role")));
        report(&|codes| codes == ["GH-202"]).await;
        hall.change(|config| config.settings.mod_log = None).await;
        report(&|codes| codes.is_empty()).await;
        // Nothing is asked of Discord while all is as it was.
        hall.settled().await;
        let asked = || hall.fake.requests().iter().filter(|one| one.path.ends_with("/roles")).count();
        let before = asked();
        hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        assert_eq!(asked(), before);
        hall.end().await;
    })
    .await;
}

/// A channel that cannot be created says why, as far as it can be told: a role above ours, a full server; and so does what Discord keeps
/// from us.
// Proves: P203, P204
#[tokio::test(flavor = "multi_thread")]
async fn why_there_is_no_channel() {
    on_both("no_channel", |hall| async move {
        hall.panel().await;
        hall.settled().await;
        let (mia, guild) = (hall.mia(), GuildId(hall.sample.guild));
        let create = format!("guilds/{guild}/channels");
        let refused = |status, code: u32| {
            Fault::Status(status, serde_json::json!({ "code": code, "message": "no" }).to_string())
        };
        let (own, support) = (bot_role(&hall), hall.sample.staff_roles[0]);
        hall.fake.change(|world| {
            let known = world.guilds.get_mut(&guild.0).expect("is there");
            let top = known.roles.iter().map(|role| role.position).max().unwrap_or(0);
            known.roles.iter_mut().filter(|role| role.id == support).for_each(|role| role.position = top + 1);
            world.permit(guild.0, support, |has| has);
        });
        hall.eventually("the role stands above", async || {
            let known = hall.store().guild(guild).await.expect("reads")?;
            let place =
                |id: u64| known.roles.iter().find(|role| role.id == RoleId(id)).map(|role| role.position);
            (place(support) > place(own)).then_some(())
        })
        .await;
        hall.fake.fail("POST", &create, refused(403, 50_013), 1);
        let pressed = mia.press(hall.sample.get_help, "Help");
        mia.fill(pressed, &["Rudder", "is loose"]).await;
        let given_up = async |code: &'static str| {
            hall.eventually(code, async || {
                let all = hall.store().given_up(guild).await.expect("reads");
                all.into_iter().find(|one| one.why == code)
            })
            .await
        };
        let one = given_up("GH-115").await;
        let browser = hall.signed_in(&hall.ingrid()).await;
        let page = browser.page("/settings/health").await.1;
        assert!(page.contains("GH-115") && page.contains("above the roles of the team"), "{page}");
        let again = one.id.to_string();
        assert_eq!(browser.send("/settings/health", "/settings/health", &[("again", &again)]).await.0, 303);
        hall.ticket_is(1, "its channel", |one| one.surface.welcome()).await;
        // The server is full: said at once, tried again later.
        hall.fake.fail("POST", &create, refused(400, 30_013), 1);
        let noa = hall.noa();
        let pressed = noa.press(hall.sample.get_help, "Help");
        noa.fill(pressed, &["Sail", "is torn"]).await;
        hall.eventually("a full server", async || {
            let (_, report) = hall.store().report(guild).await.expect("reads")?;
            report.findings.iter().any(|one| one.trouble == Trouble::GuildFull).then_some(())
        })
        .await;
        hall.settled_but(500).await;
        hall.pass_seconds(601);
        hall.ticket_is(2, "its channel", |one| one.surface.welcome()).await;
        // Discord keeps from us what is said.
        hall.fake.change(|world| world.granted = 0);
        let told = looked(&hall, &hall.ingrid()).await;
        assert!(told.contains("**Whole server** (GH-402)"), "{told}");
        hall.end().await;
    })
    .await;
}
