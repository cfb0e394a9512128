//! Commands: where and how often they are used, and those that a server has of its own.

use crate::hall::{Hall, on_both, read};
use serde_json::json;
use ticket::{ChannelId, GuildId, RoleId, UserId, canned::Embed, custom::CustomCommand};

fn command(name: &str, text: &str) -> CustomCommand {
    CustomCommand { name: name.to_owned(), text: text.to_owned(), ..CustomCommand::default() }
}

/// The guild's own commands, as Discord offers them, once these names stand there.
async fn registered(hall: &Hall, names: &[&str]) {
    let guild = hall.sample.guild.to_string();
    hall.fake
        .until("the guild's commands", |world| {
            let own = world.commands.iter().filter(|one| one["guild_id"] == guild.as_str());
            let own: Vec<_> = own.map(|one| one["name"].as_str().unwrap_or_default()).collect();
            (own == names).then_some(())
        })
        .await;
}

/// Channels, categories, people and roles are left out; panels work all the same.
// Proves: P208
#[tokio::test(flavor = "multi_thread")]
async fn what_is_ignored_gets_no_commands() {
    on_both("commands_ignored", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (beth, mia, noa, ingrid) = (hall.beth(), hall.mia(), hall.noa(), hall.ingrid());
        let (here, general) = (hall.sample.get_help, hall.sample.general);
        let list = async |who| hall.says(who, general, "ptickets list", &[]).await;
        let off = "switched off here";
        assert!(!list(&mia).await.contains(off));

        hall.change(|config| config.settings.commands.ignored_channels = vec![ChannelId(general)]).await;
        assert!(list(&mia).await.contains(off) && list(&ingrid).await.contains(off));
        let said = mia.say(general, "My rudder is loose");
        let clicked = read(&beth.told(beth.use_on_message(general, "Open a ticket from this", said)).await);
        assert!(clicked.contains(off), "{clicked}");
        assert!(!hall.says(&mia, here, "ptickets list", &[]).await.contains(off), "elsewhere they work");

        // The category of a ticket stands for its channel: what is typed there is only a message.
        let category = hall.sample.tickets;
        hall.change(|config| config.settings.commands.ignored_channels = vec![ChannelId(category)]).await;
        assert!(hall.says(&beth, channel, "ptickets claim", &[]).await.contains(off));
        let trigger = mia.say(channel, "?status");
        hall.settled().await;
        assert!(hall.fake.look(|world| world.channels[&channel].messages.contains_key(&trigger)), "it stays");
        assert!(!mia.messages(channel).iter().any(|one| read(one).contains("All ferries run")));

        hall.change(|config| {
            config.settings.commands.ignored_channels.clear();
            config.settings.commands.ignored_users = vec![UserId(mia.id)];
            config.settings.commands.ignored_roles = vec![RoleId(hall.sample.staff_roles[0])];
        })
        .await;
        assert!(list(&mia).await.contains(off) && list(&beth).await.contains(off));
        assert!(!list(&noa).await.contains(off));
        // A panel is no command.
        let pressed = mia.press(here, "Help");
        mia.fill(pressed, &["Sail", "is torn"]).await;
        hall.ticket_is(2, "it is open", |one| one.surface.channel()).await;
        hall.end().await;
    })
    .await;
}

/// One channel is for commands: tickets go on, admins are free.
// Proves: P209
#[tokio::test(flavor = "multi_thread")]
async fn one_channel_is_for_commands() {
    on_both("commands_channel", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (here, general) = (hall.sample.get_help, hall.sample.general);
        hall.change(|config| config.settings.commands.channel = Some(ChannelId(general))).await;
        let (mia, beth, ingrid) = (hall.mia(), hall.beth(), hall.ingrid());
        for who in [&mia, &beth] {
            let no = hall.says(who, here, "ptickets list", &[]).await;
            assert!(no.contains(&format!("<#{general}>")), "{no}");
            assert!(hall.says(who, general, "ptickets list", &[]).await.contains("Rudder"));
        }
        let told = hall.says(&mia, channel, "ptickets info", &[]).await;
        assert!(told.contains("Rudder"), "in a ticket they work: {told}");
        assert!(hall.says(&ingrid, here, "ptickets list", &[]).await.contains("Rudder"), "admins are free");
        hall.end().await;
    })
    .await;
}

/// After a command a member waits; others do not, and what was refused does not count.
// Proves: P210
#[tokio::test(flavor = "multi_thread")]
async fn commands_have_a_cooldown() {
    on_both("commands_cooldown", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.change(|config| config.settings.commands.cooldown_seconds = 30).await;
        let (mia, beth, general) = (hall.mia(), hall.beth(), hall.sample.general);
        let list = async |who| hall.says(who, general, "ptickets list", &[]).await;
        assert!(list(&mia).await.contains("Rudder"));
        hall.pass_seconds(20);
        let no = list(&mia).await;
        assert!(no.contains("in 10 seconds"), "{no}");
        // Whichever command it is, and however it is typed.
        assert!(hall.says(&mia, channel, "ptickets info", &[]).await.contains("10 seconds"));
        mia.say(channel, "?status");
        hall.settled().await;
        assert!(!mia.messages(channel).iter().any(|one| read(one).contains("All ferries run")));
        assert!(list(&beth).await.contains("Rudder"), "others do not wait");
        hall.pass_seconds(10);
        mia.say(channel, "?status");
        hall.fake
            .until("the status", |world| {
                let all = &world.channels[&channel].messages;
                all.values().any(|one| read(one).contains("All ferries run")).then_some(())
            })
            .await;
        hall.settled().await;
        hall.end().await;
    })
    .await;
}

/// A server's own commands are Discord's as well, speak with who asks, and answer them alone, or all where it is set so.
// Proves: P211, P212, P213, P214
#[tokio::test(flavor = "multi_thread")]
async fn servers_have_commands_of_their_own() {
    on_both("commands_custom", |hall| async move {
        registered(&hall, &["status"]).await;
        let embed = Embed {
            title: Some("{{guild.name}}".to_owned()),
            text: "Asked by {{user}} in {{channel}}".to_owned(),
            color: None,
            footer: Some("{{if args == crew}}Aye{{endif}}".to_owned()),
        };
        let hours = CustomCommand {
            hint: "When somebody is there".to_owned(),
            embed: Some(embed),
            ..command(
                "opening_hours",
                "{{if args}}{{args}}: {{else}}{{user.mention}}, {{endif}}nine to five.",
            )
        };
        hall.change(|config| config.custom_commands = vec![hours, command("bell", "Ring the bell twice.")])
            .await;
        registered(&hall, &["opening_hours", "bell"]).await;
        let (mia, general) = (hall.mia(), hall.sample.general);
        let told = mia.told(mia.slash(general, "opening_hours", &[])).await;
        assert_eq!(told["flags"], json!(64), "only who asked sees it");
        assert_eq!(told["content"], json!(format!("<@{}>, nine to five.", mia.id)));
        assert_eq!(told["mentions"], json!([]), "nobody is pinged");
        let shown = &told["embeds"][0];
        assert_eq!(shown["title"], "Harbor Lights");
        assert_eq!(shown["description"], json!(format!("Asked by Mia in <#{general}>")));
        assert!(shown["footer"].is_null(), "a condition that does not hold leaves nothing");
        let told = mia.told(mia.slash(general, "opening_hours", &[("args", json!("crew"))])).await;
        assert_eq!(
            (&told["content"], &told["embeds"][0]["footer"]["text"]),
            (&json!("crew: nine to five."), &json!("Aye"))
        );

        // For all to see, where the server has it so.
        hall.change(|config| config.settings.commands.private = false).await;
        let told = mia.told(mia.slash(general, "bell", &[])).await;
        assert!(told["flags"].as_u64().unwrap_or(0) & 64 == 0, "{told}");
        assert!(hall.noa().messages(general).iter().any(|one| read(one).contains("Ring the bell")));
        let told = mia.told(mia.slash(general, "ptickets list", &[])).await;
        assert_eq!(told["flags"], json!(64), "what is about tickets stays private");

        // In a ticket what all see is part of the conversation; there `?name` works as well.
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        mia.told(mia.slash(channel, "bell", &[])).await;
        mia.say(channel, "?opening_hours on Monday");
        hall.fake
            .until("both answers", |world| {
                let all = &world.channels[&channel].messages;
                let said = |words: &str| all.values().any(|one| read(one).contains(words));
                (said("Ring the bell") && said("on Monday: nine to five.")).then_some(())
            })
            .await;
        hall.settled().await;
        let (_, html) = hall.signed_in(&mia).await.page("/tickets/1").await;
        assert!(html.contains("Ring the bell") && html.contains("on Monday: nine to five."), "{html}");

        // One call changes them all; the same again is none.
        let asked = |hall: &Hall| {
            let all = hall.fake.requests();
            all.iter().filter(|one| one.method == "PUT" && one.path.contains("/guilds/")).count()
        };
        let before = asked(&hall);
        hall.change(|config| config.custom_commands.truncate(1)).await;
        registered(&hall, &["opening_hours"]).await;
        hall.change(|config| config.settings.retention_days = 40).await;
        hall.settled().await;
        assert_eq!(asked(&hall), before + 1);
        hall.end().await;
    })
    .await;
}

/// The rules are set in a form, and go out and in with the file; a command that is wrong is refused, and nothing is lost.
// Proves: P208, P209, P210, P211, P212, P214
#[tokio::test(flavor = "multi_thread")]
async fn commands_are_set_in_forms() {
    on_both("commands_form", |hall| async move {
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let (page, general) = ("/settings/commands", hall.sample.general.to_string());
        let (tickets, role) = (hall.sample.tickets.to_string(), hall.sample.staff_roles[0].to_string());
        let over = ingrid.version(page).await;
        let id = hall.sample.members[1];
        let noa = hall.fake.look(|world| world.users[&id].username.clone());
        // Who is in a server is told bit by bit after the start.
        let known =
            async || hall.store().member(GuildId(hall.sample.guild), UserId(id)).await.expect("reads");
        hall.eventually("Noa is known", known).await;
        let rules = [
            ("over", over.as_str()),
            ("channel", general.as_str()),
            ("ignored_channels", tickets.as_str()),
            ("ignored_channels", general.as_str()),
            ("ignored_roles", role.as_str()),
            ("ignored_users", noa.as_str()),
            ("cooldown", "15"),
        ];
        let (status, said) = ingrid.send(page, page, &rules).await;
        assert_eq!(status, 303, "{said}");
        let set = hall.config().await.settings.commands;
        assert_eq!(
            (set.channel, set.cooldown_seconds, set.private),
            (Some(ChannelId(hall.sample.general)), 15, false)
        );
        assert_eq!(set.ignored_channels.len(), 2);
        assert_eq!(set.ignored_users, [UserId(hall.sample.members[1])]);
        let (_, html) = ingrid.page(page).await;
        assert!(html.contains(&format!("value=\"{noa}\"")) && html.contains("value=\"15\""), "{html}");
        let over = ingrid.version(page).await;
        let (status, told) = ingrid.send(page, page, &[("over", &over), ("cooldown", "4000")]).await;
        assert!(status == 422 && told.contains("3600"), "{told}");

        // Out and in again.
        let (status, file) = ingrid.page("/setup/export").await;
        assert!(status == 200 && file.contains("cooldown_seconds"), "{file}");
        hall.change(|config| config.settings.commands = ticket::command_rules::CommandRules::default()).await;
        let over = ingrid.version("/setup").await;
        let (status, told) =
            ingrid.send("/setup", "/setup/import", &[("over", &over), ("text", &file)]).await;
        assert_eq!(status, 303, "{told}");
        assert_eq!(hall.config().await.settings.commands, set);

        let (page, act) = ("/settings/resources", "/settings/resources/commands");
        for (name, text, body, why) in [
            ("ab", "Kept", "", "3 to 32"),
            ("Rules", "Kept", "", "lower-case"),
            ("rules", "Kept {{usr}}", "", "usr"),
            ("rules", "Kept {{if args}}", "", "endif"),
            ("rules", &*"Kept ".repeat(401), "", "2000"),
            ("rules", "Kept", &*"x".repeat(4097), "4096"),
        ] {
            let over = ingrid.version(page).await;
            let bad = [
                ("over", &*over),
                ("command", "new"),
                ("new-name", name),
                ("new-text", text),
                ("new-body", body),
            ];
            let (status, told) = ingrid.send(page, act, &bad).await;
            assert!(status == 422 && told.contains(why) && told.contains("Kept"), "{name} {why}: {status}");
        }
        let over = ingrid.version(page).await;
        let (body, footer) = ("x".repeat(4000), "y".repeat(2000));
        let long = [
            ("over", &*over),
            ("command", "new"),
            ("new-name", "rules"),
            ("new-body", &body),
            ("new-footer", &footer),
        ];
        let mut longer = long.to_vec();
        longer.push(("new-title", "z"));
        let (status, told) = ingrid.send(page, act, &longer).await;
        assert!(status == 422 && told.contains("6001 characters"), "{status}");
        assert_eq!(ingrid.send(page, act, &long).await.0, 303);
        assert_eq!(
            hall.config().await.custom_commands[0].embed.as_ref().map(|one| one.text.len()),
            Some(4000)
        );
        hall.settled().await;
        hall.end().await;
    })
    .await;
}

/// The command can have another name: it is registered in one call, the old one goes, and it works; a start that changes nothing registers nothing.
// Proves: P34
#[tokio::test(flavor = "multi_thread")]
async fn the_command_has_another_name() {
    on_both("renamed_root", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let puts = |hall: &Hall| {
            let asked = hall.fake.requests().into_iter();
            asked
                .filter(|one| {
                    one.method == "PUT" && one.path.ends_with("/commands") && !one.path.contains("guilds")
                })
                .count()
        };
        let before = puts(&hall);
        let hall = hall.restarted().await;
        hall.mia().say(channel, "Hello?");
        hall.settled().await;
        assert_eq!(puts(&hall), before, "nothing is registered anew");
        let hall = hall.restarted_as("helpdesk").await;
        let roots = |world: &fake_discord::World| {
            let own = world.commands.iter().filter(|one| one.get("guild_id").is_none() && one["type"] == 1);
            own.map(|one| one["name"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        hall.fake
            .until("it is registered", |world| (roots(world) == ["helpdesk", "helpdesk-wait"]).then_some(()))
            .await;
        let told = hall.says(&hall.beth(), channel, "helpdesk claim", &[]).await;
        assert!(told.contains("yours"), "{told}");
        assert_eq!(puts(&hall), before + 1, "in one call");
        hall.ticket_is(1, "it is claimed", |one| one.claim.as_ref().map(|_| ())).await;
        hall.end().await;
    })
    .await;
}
