//! Who does what: assigning, states, who may configure, what members see.

use crate::hall::{Hall, on_both, read};
use fake_discord::Person;
use serde_json::json;
use ticket::{
    CloseKind, RoleId, UserId,
    settings::{Capability, Locale, TeamRole},
    ticket_type::Place,
};

/// One claims, another is assigned: two facts that do not touch one another. The state is told at every step.
// Proves: P10, P36, P52, P53, P54, M45
#[tokio::test(flavor = "multi_thread")]
async fn claim_and_assignment_are_two_facts() {
    on_both("assigns", |hall| async move {
        let (beth, carla, mia) = (hall.beth(), hall.carla(), hall.mia());
        hall.change(|config| config.types[0].handlers = vec![UserId(beth.id), UserId(carla.id)]).await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        // The fairest handler has it from the start; take it off to begin with nothing.
        hall.says(&beth, channel, "ptickets assign", &[]).await;
        let info = async |word: &str| {
            let text = hall.says(&beth, channel, "ptickets info", &[]).await;
            assert!(text.contains(word), "{word} is not in {text}");
            text
        };
        info("Open").await;
        hall.says(&beth, channel, "ptickets claim", &[]).await;
        info("Claimed").await;
        let whom = [("user", json!(carla.id.to_string()))];
        hall.says(&beth, channel, "ptickets assign", &whom).await;
        let both = hall.ticket_is(1, "both", |one| Some((one.claim.clone()?.by.0, one.assignee?.0))).await;
        assert_eq!(both, (beth.id, carla.id));
        let text = info("Assigned").await;
        assert!(text.contains(&format!("<@{}>", carla.id)) && text.contains(&format!("<@{}>", beth.id)));
        hall.says(&beth, channel, "ptickets unclaim", &[]).await;
        hall.ticket_is(1, "the assignment stays", |one| {
            (one.claim.is_none() && one.assignee == Some(UserId(carla.id))).then_some(())
        })
        .await;
        hall.says(&carla, channel, "ptickets claim", &[]).await;
        hall.says(&carla, channel, "ptickets assign", &[]).await;
        hall.ticket_is(1, "the claim stays", |one| {
            (one.claim.is_some() && one.assignee.is_none()).then_some(())
        })
        .await;
        let member = [("user", json!(mia.id.to_string()))];
        let no = hall.says(&beth, channel, "ptickets assign", &member).await;
        assert!(no.contains("is not staff"), "{no}");
        hall.says(&beth, channel, "ptickets close", &[]).await;
        info("Closed").await;
        hall.pass_seconds(11);
        hall.settled().await;
        info("Archived").await;
        hall.end().await;
    })
    .await;
}

/// Whoever loses a ticket by somebody else's hand is told by direct message, in the server's language: who took it, and who has it now. Not whoever
/// gives it away, nor who has it in the other way still, nor who works there no more; and once, whatever restarts.
#[tokio::test(flavor = "multi_thread")]
async fn who_loses_a_ticket_is_told() {
    on_both("loses", |hall| async move {
        let (beth, ingrid) = (hall.beth(), hall.ingrid());
        let other = hall.fake.person(hall.sample.staff[1]);
        hall.change(|config| {
            for one in &mut config.types {
                one.handlers.clear();
                one.staff_roles = hall.sample.staff_roles.map(RoleId).to_vec();
            }
        })
        .await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let told = |hall: &Hall, who: &Person| -> Vec<String> {
            let all = hall.fake.person(who.id).dms();
            let all = all.iter().map(read);
            all.filter(|dm| dm.contains("is not yours any more") || dm.contains("ist nicht mehr deins"))
                .collect()
        };
        let acts = async |hall: &Hall, who: &Person, path: &str, to: Option<&Person>| {
            let to: Vec<_> = to.iter().map(|to| ("user", json!(to.id.to_string()))).collect();
            hall.says(who, channel, path, &to).await;
            hall.settled().await;
        };
        acts(&hall, &beth, "ptickets claim", None).await;
        acts(&hall, &beth, "ptickets unclaim", None).await;
        assert_eq!(told(&hall, &beth).len(), 0, "by her own hand");
        acts(&hall, &beth, "ptickets claim", None).await;
        acts(&hall, &other, "ptickets unclaim", None).await;
        let dms = told(&hall, &beth);
        let [dm] = &dms[..] else { panic!("{dms:?}") };
        for word in ["#1", "Rudder", &format!("<@{}> took it off you", other.id), "Nobody has it now"] {
            assert!(dm.contains(word), "{word} is not in {dm}");
        }
        acts(&hall, &beth, "ptickets claim", None).await;
        acts(&hall, &other, "ptickets assign", Some(&other)).await;
        acts(&hall, &other, "ptickets unclaim", None).await;
        assert!(told(&hall, &beth)[1].contains(&format!("<@{}> took it over", other.id)));
        acts(&hall, &other, "ptickets assign", Some(&beth)).await;
        assert_eq!(told(&hall, &other).len(), 0, "she gave it away");
        acts(&hall, &beth, "ptickets claim", None).await;
        acts(&hall, &other, "ptickets unclaim", None).await;
        assert_eq!(told(&hall, &beth).len(), 2, "it is assigned to her");
        acts(&hall, &ingrid, "ptickets assign", Some(&other)).await;
        let hall = hall.restarted().await;
        hall.settled().await;
        let dms = told(&hall, &beth);
        assert_eq!(dms.len(), 3, "{dms:?}");
        assert!(dms[2].contains(&format!("<@{}> took it off you. <@{}> has it now", ingrid.id, other.id)));
        hall.change(|config| config.settings.locale = Locale::German).await;
        acts(&hall, &ingrid, "ptickets assign", Some(&beth)).await;
        let dms = told(&hall, &other);
        let [dm] = &dms[..] else { panic!("{dms:?}") };
        assert!(
            dm.contains("ist nicht mehr deins") && dm.contains(&format!("Jetzt hat es <@{}>", beth.id)),
            "{dm}"
        );
        ingrid.set_roles(hall.sample.guild, beth.id, Vec::new());
        hall.settled().await;
        acts(&hall, &ingrid, "ptickets assign", Some(&other)).await;
        assert_eq!(told(&hall, &beth).len(), 3, "she does not work there any more");
        hall.end().await;
    })
    .await;
}

/// The transcript is there at once, for those who may read it.
// Proves: P47
#[tokio::test(flavor = "multi_thread")]
async fn a_transcript_on_demand() {
    on_both("on_demand", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let mia = hall.mia();
        mia.say(channel, "It rattles in the night.");
        hall.settled().await;
        let beth = hall.beth();
        let told = beth.told(beth.slash(channel, "ptickets transcript", &[])).await;
        let url = told["components"][0]["components"][0]["url"].as_str().expect("a link").to_owned();
        let path = url.strip_prefix(&hall.web).expect("ours").to_owned();
        hall.eventually("the message is in it", async || {
            let (status, html) = hall.signed_in(&beth).await.get(&path).await;
            (status == 200 && html.contains("It rattles in the night.")).then_some(())
        })
        .await;
        let (status, _) = hall.signed_in(&hall.noa()).await.get(&path).await;
        assert_eq!(status, 403, "not for others");
        hall.end().await;
    })
    .await;
}

/// Without Manage Channels the channel keeps its name; the web and the lists have the new one at once.
// Proves: P90
#[tokio::test(flavor = "multi_thread")]
async fn a_name_needs_no_permission() {
    on_both("no_manage", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let beth = hall.beth();
        hall.fake.fail("PATCH", &format!("channels/{channel}"), fake_discord::Fault::Code(50_013), 50);
        let asked = beth.slash(channel, "ptickets rename", &[]);
        beth.told(beth.fill(asked, &["Loose Rudder"]).await).await;
        hall.ticket_is(1, "the new subject", |one| (one.subject == "Loose Rudder").then_some(())).await;
        for page in ["/tickets", "/tickets/1"] {
            let (_, html) = hall.signed_in(&beth).await.page(page).await;
            assert!(html.contains("Loose Rudder"), "{page}");
        }
        hall.running.stop().await;
        hall.fake.stop();
    })
    .await;
}

/// A closed thread is locked and archived after the delay.
// Proves: P100
#[tokio::test(flavor = "multi_thread")]
async fn threads_are_locked() {
    on_both("locks", |hall| async move {
        let parent = ticket::ChannelId(hall.sample.get_help);
        hall.change(|config| {
            config.types[0].place = Place::Thread { parent };
            config.types[0].ping_roles = config.types[0].staff_roles.clone();
        })
        .await;
        hall.panel().await;
        let pressed = hall.mia().press(hall.sample.get_help, "Help");
        hall.mia().fill(pressed, &["Rudder", "is loose"]).await;
        let thread = hall
            .ticket_is(1, "a thread", |one| one.surface.welcome().and(one.surface.channel()).map(|at| at.0))
            .await;
        hall.settled().await;
        hall.says(&hall.beth(), thread, "ptickets close", &[]).await;
        hall.pass_seconds(11);
        hall.fake
            .until("it is locked", |world| {
                let thread = world.channels[&thread].thread.as_ref()?;
                (thread.locked && thread.archived).then_some(())
            })
            .await;
        assert!(hall.mia().try_send(thread, json!({"content": "one more"}), vec![]).is_err());
        hall.end().await;
    })
    .await;
}

/// Where only staff may close, the opener's button and command are refused, with words.
// Proves: P103, P104, P106
#[tokio::test(flavor = "multi_thread")]
async fn closing_can_be_for_staff() {
    on_both("staff_close", |hall| async move {
        hall.change(|config| config.types[0].opener_can_close = false).await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let mia = hall.mia();
        let by_command = hall.says(&mia, channel, "ptickets close", &[]).await;
        let form = mia.press(channel, "Close");
        let by_button = read(&mia.told(mia.fill(form, &[""]).await).await);
        for no in [by_command, by_button] {
            assert!(no.contains("Only staff"), "{no}");
        }
        hall.ticket_is(1, "it is open", |one| one.is_open().then_some(())).await;
        hall.says(&hall.beth(), channel, "ptickets close", &[]).await;
        hall.ticket_is(1, "staff can", |one| one.closure().cloned()).await;
        hall.end().await;
    })
    .await;
}

/// How long, and whether at all, is the type's own.
// Proves: P111
#[tokio::test(flavor = "multi_thread")]
async fn silence_is_configured() {
    on_both("idle_config", |hall| async move {
        hall.change(|config| {
            config.types[0].auto_close.after_hours = 12;
            config.types[0].auto_close.warn_hours = 2;
            config.types[1].auto_close.enabled = false;
        })
        .await;
        hall.panel().await;
        hall.opened("Rudder", "is loose").await;
        let noa = hall.noa();
        let asked = noa.press(hall.sample.get_help, "Billing");
        noa.fill(asked, &["4417", "Paid twice", ""]).await;
        hall.ticket_is(2, "a second ticket", |one| one.surface.welcome()).await;
        hall.settled().await;
        hall.pass_seconds(10 * 3600 + 60);
        hall.eventually("a warning after ten hours", async || hall.mia().dms().pop()).await;
        hall.settled().await;
        hall.pass_seconds(2 * 3600 + 60);
        let closure = hall.ticket_is(1, "closed after twelve", |one| one.closure().cloned()).await;
        assert_eq!(closure.kind, CloseKind::Idle);
        for _ in 0..10 {
            hall.pass_seconds(24 * 3600);
            hall.settled().await;
        }
        hall.ticket_is(2, "the other stays open", |one| one.is_open().then_some(())).await;
        assert!(noa.dms().is_empty());
        hall.end().await;
    })
    .await;
}

/// Only those who may configure set up and post panels; the capability can be given to a role.
// Proves: P145
#[tokio::test(flavor = "multi_thread")]
async fn configuring_is_a_capability() {
    on_both("configure", |hall| async move {
        let (beth, here) = (hall.beth(), hall.sample.get_help);
        for command in ["ptickets panel", "ptickets setup"] {
            let no = hall.says(&beth, here, command, &[]).await;
            assert!(!no.contains("The panel is in") && !no.contains("switched on"), "{no}");
        }
        let role = RoleId(hall.sample.staff_roles[0]);
        hall.change(|config| config.settings.team = vec![TeamRole::of(role, Capability::Edit)]).await;
        let yes = hall.says(&beth, here, "ptickets panel", &[]).await;
        assert!(yes.contains("The panel is in"), "{yes}");
        hall.end().await;
    })
    .await;
}

/// A member sees their own ticket's public part, and of other tickets nothing at all.
// Proves: P123, P124, P126
#[tokio::test(flavor = "multi_thread")]
async fn members_see_the_public_part() {
    on_both("public_part", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (beth, mia, noa) = (hall.beth(), hall.mia(), hall.noa());
        hall.says(&beth, channel, "ptickets note", &[("text", json!("hush, a note"))]).await;
        hall.says(&beth, channel, "ptickets tag", &[("tag", json!("bug"))]).await;
        hall.says(&beth, channel, "ptickets priority", &[("level", json!("high"))]).await;
        beth.say(channel, "We are on it.");
        beth.say(hall.sample.staff_room, "Between us: an old boat.");
        hall.eventually("what was said is kept", async || {
            let lines = hall.store().lines(hall.ticket(1), None, 50).await.expect("reads");
            lines.iter().any(|line| line.body.contains("We are on it.")).then_some(())
        })
        .await;
        hall.settled().await;
        let browser = hall.signed_in(&mia).await;
        for page in ["/tickets/1", "/tickets/1/transcript"] {
            let (status, html) = browser.page(page).await;
            assert!(status == 200 && html.contains("We are on it."), "{page}");
            for secret in ["hush, a note", "added the tag", "changed the priority", "an old boat"] {
                assert!(!html.contains(secret), "{secret} is on {page}");
            }
        }
        assert!(!noa.channels().contains(&channel));
        let (status, html) = hall.signed_in(&noa).await.page("/tickets/1").await;
        assert!(status == 403 && !html.contains("Rudder"), "{status}");
        hall.end().await;
    })
    .await;
}

/// Ping roles are mentioned on top and see the channel; the case worker is named there.
// Proves: M31, M32, M75, M78
#[tokio::test(flavor = "multi_thread")]
async fn the_welcome_calls_the_right_people() {
    on_both("calls", |hall| async move {
        let role = hall.sample.staff_roles[1];
        hall.change(|config| config.types[1].ping_roles = vec![RoleId(role)]).await;
        hall.panel().await;
        let (noa, carla) = (hall.noa(), hall.carla());
        let before = noa.channels();
        let asked = noa.press(hall.sample.get_help, "Billing");
        noa.fill(asked, &["4417", "Paid twice", ""]).await;
        let (channel, welcome) = hall
            .fake
            .until("a welcome", |world| {
                let fresh = world.channels.values().filter(|one| one.kind == 0 && !before.contains(&one.id));
                let mut seen = fresh.filter(|one| world.sees(noa.id, one.id));
                seen.find_map(|one| Some((one.id, one.messages.values().next()?.clone())))
            })
            .await;
        let roles = welcome["mention_roles"].as_array().cloned().unwrap_or_default();
        assert!(roles.contains(&json!(role.to_string())), "{welcome}");
        let mentioned = welcome["mentions"].as_array().cloned().unwrap_or_default();
        assert!(mentioned.iter().any(|one| one["id"] == json!(carla.id.to_string())), "{welcome}");
        let holder = hall.fake.look(|world| {
            let members = &world.guilds[&hall.sample.guild].members;
            let own = |(id, member): (&u64, &fake_discord::world::Member)| {
                (member.roles.contains(&role) && *id != hall.sample.owner).then_some(*id)
            };
            members.iter().find_map(own).expect("somebody holds it")
        });
        assert!(hall.fake.look(|world| world.sees(holder, channel)), "pinged for a channel they see");
        hall.end().await;
    })
    .await;
}

/// Tickets are off until somebody switches them on; then they can be switched off again.
// Proves: M1, M2
#[tokio::test(flavor = "multi_thread")]
async fn tickets_are_a_module() {
    on_both("module", |hall| async move {
        assert!(!ticket::GuildConfig::default().settings.enabled, "off by default");
        hall.panel().await;
        hall.settled().await;
        hall.change(|config| config.settings.enabled = false).await;
        let mia = hall.mia();
        let no = read(&mia.told(mia.press(hall.sample.get_help, "Help")).await);
        assert!(no.contains("switched off") || no.contains("are off"), "{no}");
        hall.change(|config| config.settings.enabled = true).await;
        hall.opened("Rudder", "is loose").await;
        hall.end().await;
    })
    .await;
}
