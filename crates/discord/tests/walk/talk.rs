//! What is said in tickets, and what is fetched later.

use crate::support::Stage;
use desk::ports::{FileState, Line};
use ticket::{MessageId, TicketKey};

async fn lines(stage: &Stage, number: u32) -> Vec<Line> {
    let key = TicketKey { guild: stage.guild(), number };
    stage.desk.store().lines(key, None, 100).await.expect("a store")
}

async fn line(stage: &Stage, number: u32, message: u64) -> Option<Line> {
    lines(stage, number).await.into_iter().find(|line| line.message == MessageId(message))
}

// Proves: P18, P116, A13: what people and Guildhall say is kept in order, with edits, deletions and reactions; the first reply by
// staff is noticed.
#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_kept() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let mia = stage.fake.person(stage.sample.members[0]);
    let beth = stage.fake.person(stage.sample.staff[0]);
    let (channel, number) = stage.open(mia.id).await;
    let first = mia.say(channel, "hello?");
    let second = beth.say(channel, "I am here");
    let third = mia.say(channel, "oops");
    mia.edit(channel, first, "hello!");
    mia.react(channel, second, "👍");
    mia.delete(channel, third);
    let settled = async |stage: &Stage| {
        let edited = line(stage, number, first).await?.body.contains("hello!");
        let reacted = line(stage, number, second).await?.body.contains("👍");
        let deleted = line(stage, number, third).await?.deleted.is_some();
        (edited && reacted && deleted).then_some(())
    };
    stage.until("every change", settled).await;
    let all = lines(&stage, number).await;
    assert_eq!(all.len(), 4, "welcome and three messages");
    assert!(all[3].body.contains("oops"), "a deleted message is kept");
    let key = TicketKey { guild: stage.guild(), number };
    let activity = stage.desk.store().ticket(key).await.unwrap().unwrap().activity;
    assert_eq!(activity.first_reply.map(|(_, by)| by.0), Some(beth.id));
    // The moment, not the person: two messages of one millisecond have no later one.
    assert_eq!(activity.last_at, ticket::MessageId(third).at());
    stage.end().await;
}

// Proves: files are copied when they arrive, and their type is what they are, not what they are called.
#[tokio::test(flavor = "multi_thread")]
async fn files_are_copied() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let mia = stage.fake.person(stage.sample.members[0]);
    let (channel, number) = stage.open(mia.id).await;
    let png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR";
    mia.send_file(channel, "look", "page.html", "text/html", png);
    let key = TicketKey { guild: stage.guild(), number };
    let kept = stage
        .until("a copied file", async |stage| {
            let files = stage.desk.store().files(key).await.expect("a store");
            files.into_iter().find(|file| file.state == FileState::Kept)
        })
        .await;
    assert_eq!(
        (kept.content_type.as_str(), kept.size, kept.name.as_str()),
        ("image/png", png.len() as u64, "page.html")
    );
    let (fake, sample, folder, gate) = stage.end().await;
    assert_eq!(std::fs::read(folder.path().join("files").join(&kept.place)).unwrap(), png);
    drop((fake, sample, gate));
}

// Proves: what was said, edited and deleted while the program was away is fetched when it comes back.
#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_filled() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let (mia, channel, number) = {
        let mia = stage.sample.members[0];
        let (channel, number) = stage.open(mia).await;
        (mia, channel, number)
    };
    let person = stage.fake.person(mia);
    let edited = person.say(channel, "before");
    let deleted = person.say(channel, "regret");
    let both = async |stage: &Stage| {
        line(stage, number, edited).await?;
        line(stage, number, deleted).await.map(|_| ())
    };
    stage.until("both messages", both).await;
    let away = stage.end().await;
    let person = away.0.person(mia);
    person.edit(channel, edited, "after");
    person.delete(channel, deleted);
    let missed: Vec<u64> = (0..150).map(|count| person.say(channel, &format!("line {count}"))).collect();
    away.0.forget_sessions();
    let stage = Stage::again(away).await;
    let filled = async |stage: &Stage| {
        line(stage, number, edited).await.filter(|line| line.body.contains("after"))?;
        line(stage, number, deleted).await.filter(|line| line.deleted.is_some())?;
        let key = TicketKey { guild: stage.guild(), number };
        let newest = stage.desk.store().newest(key).await.expect("a store")?;
        (newest.0 == missed[149]).then_some(())
    };
    stage.until("the gap filled", filled).await;
    let key = TicketKey { guild: stage.guild(), number };
    let all = stage.desk.store().lines(key, None, 500).await.unwrap();
    assert_eq!(all.len(), 1 + 2 + 150);
    stage.end().await;
}

// Proves: a connection that breaks is resumed, and nothing said meanwhile is lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_broken_connection_is_resumed() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let mia = stage.fake.person(stage.sample.members[0]);
    let (channel, number) = stage.open(mia.id).await;
    stage.fake.cut_connections();
    let said = mia.say(channel, "still there?");
    stage.until("the message", async |stage| line(stage, number, said).await).await;
    stage.end().await;
}

// Proves: P58: a file that comes with an edit is kept as well; applications promise an answer and give it later.
#[tokio::test(flavor = "multi_thread")]
async fn files_of_an_edit_are_copied() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let mia = stage.fake.person(stage.sample.members[0]);
    let (channel, number) = stage.open(mia.id).await;
    let said = mia.say(channel, "wait for it");
    let elsewhere = mia.send_file(
        stage.sample.general,
        "",
        "chart.png",
        "image/png",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    );
    stage.fake.change(|world| {
        let attachments = world.channels[&stage.sample.general].messages[&elsewhere]["attachments"].clone();
        let known = world.channels.get_mut(&channel).and_then(|place| place.messages.get_mut(&said));
        let known = known.expect("it was said");
        known["attachments"] = attachments;
        known["edited_timestamp"] = "2030-01-01T00:00:00.000000+00:00".into();
        let message = known.clone();
        let event = world.as_event(channel, mia.id, &message);
        world.dispatch("MESSAGE_UPDATE", &event);
    });
    let key = TicketKey { guild: stage.guild(), number };
    let kept = stage
        .until("a copied file", async |stage| {
            let files = stage.desk.store().files(key).await.expect("a store");
            files.into_iter().find(|file| file.state == FileState::Kept)
        })
        .await;
    assert_eq!((kept.name.as_str(), kept.message), ("chart.png", MessageId(said)));
    stage.end().await;
}
