//! Opening, working and closing tickets.

use crate::support::Stage;
use serde_json::{Value, json};
use ticket::{Actor, ChannelId, GuildConfig, Status, Surface, ticket_type::Place};

fn text(message: &Value) -> String {
    message["content"].as_str().unwrap_or_default().to_owned()
}

// Proves: P2, P5, P11, P12, P19, P20, P26: a member opens a ticket from the panel; a private channel with the welcome on top,
// exactly the configured pings, and nobody else sees it. It costs two requests beside the interaction's answers.
#[tokio::test(flavor = "multi_thread")]
async fn a_member_opens_a_ticket() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let before = stage.fake.requests().len();
    let [mia, noa, ..] = stage.sample.members;
    let (channel, number) = stage.open(mia).await;
    assert_eq!(number, 1);
    let paths: Vec<String> = stage.fake.requests()[before..]
        .iter()
        .map(|request| format!("{} {}", request.method, request.path))
        .filter(|path| !path.contains("/interactions/") && !path.contains("/webhooks/"))
        .collect();
    let expected = [
        format!("POST /guilds/{}/channels", stage.sample.guild),
        format!("POST /channels/{channel}/messages"),
    ];
    assert_eq!(paths, expected);
    let sees = |user: u64| stage.fake.person(user).channels().contains(&channel);
    assert!(sees(mia) && sees(stage.sample.staff[0]));
    assert!(!sees(noa) && !sees(stage.sample.staff[1]));
    let messages = stage.fake.person(mia).messages(channel);
    assert_eq!(messages.len(), 1, "{messages:?}");
    let role = stage.sample.staff_roles[0];
    assert_eq!(text(&messages[0]), format!("<@&{role}> <@{mia}>"));
    assert_eq!(messages[0]["embeds"][0]["fields"][1]["value"], "On a \\*sandbank\\* \\@everyone");
    let topic = stage.fake.look(|world| world.channels[&channel].topic.clone());
    assert!(format!("{topic:?}").contains("🎫 | #1 | Mia | Support"), "{topic:?}");
    stage.end().await;
}

// Proves: P34, P57, P31, P32, P95, P22: claim by button, the second one hears who has it; close by form with a reason, said in the
// channel and by DM.
#[tokio::test(flavor = "multi_thread")]
async fn staff_claim_and_close() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let (mia, beth) = (stage.sample.members[0], stage.fake.person(stage.sample.staff[0]));
    let (channel, number) = stage.open(mia).await;
    let claimed = beth.press(channel, "Claim");
    assert_eq!(text(&beth.told(claimed).await), "This ticket is yours.");
    let ingrid = stage.fake.person(stage.sample.owner);
    let refused = ingrid.slash(channel, "ptickets claim", &[]);
    assert!(text(&ingrid.told(refused).await).starts_with("Beth has this ticket."));
    let member = stage.fake.person(mia);
    let refused = member.slash(channel, "ptickets claim", &[]);
    assert!(text(&member.told(refused).await).starts_with("Only staff"));
    let asked = beth.slash(channel, "ptickets info", &[]);
    let info = beth.told(asked).await;
    assert!(info["embeds"][0]["fields"].to_string().contains("Claimed"), "{info}");
    let pressed = beth.press(channel, "Close");
    let sent = beth.fill(pressed, &["Towed it home"]).await;
    assert!(text(&beth.told(sent).await).starts_with("This ticket is closed."));
    let dm = stage.until("a direct message", async |_| member.dms().into_iter().next()).await;
    assert!(dm.to_string().contains("Towed it home"), "{dm}");
    assert!(dm.to_string().contains(&format!("/tickets/{number}/transcript")), "{dm}");
    stage
        .until("the end in the channel", async |_| {
            let said = member.messages(channel);
            said.iter().any(|one| one["embeds"].to_string().contains("closed this ticket")).then_some(())
        })
        .await;
    stage
        .until("the archived channel", async |stage| {
            let ticket = stage.ticket(number).await?;
            (ticket.status() == Status::Archived).then_some(())
        })
        .await;
    stage
        .until("nobody may write any more", async |_| {
            member.try_send(channel, json!({ "content": "hello?" }), Vec::new()).is_err().then_some(())
        })
        .await;
    assert!(member.channels().contains(&channel));
    stage.end().await;
}

// Proves: P49: commands outside of a ticket, old buttons, forms that are off: each has a polite answer.
#[tokio::test(flavor = "multi_thread")]
async fn everything_has_an_answer() {
    let stage = Stage::begin().await;
    let beth = stage.fake.person(stage.sample.staff[0]);
    let asked = beth.slash(stage.sample.staff_room, "ptickets close", &[]);
    assert!(text(&beth.told(asked).await).starts_with("This is not a ticket."));
    let asked = beth.slash(stage.sample.staff_room, "ptickets setup", &[]);
    assert!(text(&beth.told(asked).await).starts_with("Only the owner"));
    stage.set_up().await;
    let mia = stage.fake.person(stage.sample.members[0]);
    let message = mia.messages(stage.sample.get_help)[0]["id"].as_str().unwrap().parse().unwrap();
    for id in ["gh0:open:1", "something", "gh1:close-form"] {
        let pressed = mia.press_id(stage.sample.get_help, message, id);
        assert!(text(&mia.told(pressed).await).starts_with("This button is from an earlier time"), "{id}");
    }
    let sent = mia.submit(stage.sample.get_help, "gh1:form:1", &[("subject", ""), ("details", "x")]);
    assert!(text(&mia.told(sent).await).contains("needs an answer"));
    let pressed = mia.press_id(stage.sample.get_help, message, "gh1:open:77");
    assert!(text(&mia.told(pressed).await).starts_with("This kind of ticket no longer exists."));
    stage.end().await;
}

// Proves: A36, A22: a channel deleted by hand closes its ticket; so does a member who leaves.
#[tokio::test(flavor = "multi_thread")]
async fn what_happens_to_discord_happens_to_tickets() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let [mia, noa, ..] = stage.sample.members;
    let (channel, first) = stage.open(mia).await;
    let (_, second) = stage.open(noa).await;
    stage.fake.change(|world| world.delete_channel(channel)).expect("a channel");
    let gone = async |stage: &Stage| {
        let ticket = stage.ticket(first).await?;
        (ticket.surface == Surface::Gone && !ticket.is_open()).then_some(())
    };
    stage.until("a closed ticket", gone).await;
    stage.fake.change(|world| world.remove_member(stage.sample.guild, noa));
    stage
        .until("the second closed", async |stage| {
            stage.ticket(second).await.filter(|ticket| !ticket.is_open()).map(|_| ())
        })
        .await;
    stage.end().await;
}

// Proves: P13, P14, P16, P22: a type with threads opens private threads in its channel, logs to the mod-log, and locks on closing.
#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_can_be_a_thread() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let current = stage.desk.store().config(stage.guild()).await.expect("a store");
    let mut config = GuildConfig::clone(&current.config);
    config.settings.mod_log = Some(ChannelId(stage.sample.mod_log));
    config.settings.close_delay_seconds = 0;
    config.types[0].place = Place::Thread { parent: ChannelId(stage.sample.general) };
    stage
        .desk
        .configure(stage.guild(), &Actor::System, current.version, config, vec![])
        .await
        .expect("valid");
    let mia = stage.fake.person(stage.sample.members[0]);
    let (thread, number) = stage.open(mia.id).await;
    let kind = stage.fake.look(|world| (world.channels[&thread].kind, world.channels[&thread].parent));
    assert_eq!(kind, (12, Some(stage.sample.general)));
    assert!(mia.channels().contains(&thread));
    assert!(!stage.fake.person(stage.sample.members[1]).channels().contains(&thread));
    // It has hidden itself by then, as an idle thread does.
    stage.fake.person(stage.sample.owner).set_thread(thread, true, false);
    let asked = mia.slash(thread, "ptickets close", &[("reason", json!("found it"))]);
    mia.told(asked).await;
    let locked = async |stage: &Stage| {
        let metadata = stage.fake.look(|world| world.channels[&thread].thread.clone());
        let archived = stage.ticket(number).await?.status() == Status::Archived;
        metadata.filter(|thread| archived && thread.locked && thread.archived).map(|_| ())
    };
    stage.until("a locked thread", locked).await;
    let log = async |stage: &Stage| {
        let entries = stage.fake.person(stage.sample.owner).messages(stage.sample.mod_log);
        (entries.len() == 2).then_some(entries)
    };
    let entries = stage.until("two log entries", log).await;
    assert!(entries[1].to_string().contains("found it"));
    stage.end().await;
}
