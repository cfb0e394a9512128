//! Knowledge bases from the store to the index: each guild its own, with vectors where there are some, and the provider's key sealed.

mod stand_in;

use assistant::{Assistant, Client, Endpoint, Key, NotSaved, NotSet, Shelf, Vault};
use desk::{Clock, Desk, Failure, Hints, ManualClock};
use stand_in::{Act, StandIn};
use std::sync::Arc;
use ticket::{By, GuildId, Timestamp};

const OURS: GuildId = GuildId(7);
const THEIRS: GuildId = GuildId(8);
const NOW: Timestamp = Timestamp(1_800_000_000_000);

async fn desk() -> (tempfile::TempDir, Arc<Desk>) {
    let folder = tempfile::tempdir().expect("a folder");
    let address = store::Address::Sqlite(folder.path().join("guildhall.db"));
    store::migrations::run(&address).await.expect("migrates");
    let files = store::files(&folder.path().join("files")).expect("a folder");
    let clock = Clock::Manual(ManualClock::at(NOW));
    let desk = Desk::new(store::open(&address).await.expect("opens"), files, clock, Hints::default());
    (folder, Arc::new(desk))
}

fn endpoint(stand_in: &StandIn) -> Endpoint {
    Endpoint {
        base: stand_in.base().parse().expect("an address"),
        model: "tiny".to_owned(),
        embeddings: Some("vec".to_owned()),
        key: Some(Key::new("hush")),
        stream: false,
        price: None,
    }
}

async fn save(
    shelf: &Shelf,
    desk: &Desk,
    guild: GuildId,
    over: Option<(u32, u32)>,
    text: &str,
) -> Result<(u32, u32), NotSaved> {
    let saved = shelf.save(desk.store(), guild, over, ("Shop", text), (&By::System, NOW)).await;
    saved.map(|head| (head.number, head.version))
}

// Proves: P178, P179
#[tokio::test]
async fn a_guild_is_asked_from_its_own_shelf_as_it_stands() {
    let (_folder, desk) = desk().await;
    let shelf = Shelf::default();
    save(&shelf, &desk, OURS, None, "# Refunds\n\nWithin 14 days.").await.expect("is saved");
    save(&shelf, &desk, THEIRS, None, "# Refunds\n\nThe zebra clause.").await.expect("is saved");
    let words = async |guild| {
        let library = shelf.library(desk.store(), guild, None).await.expect("reads");
        library.sections().map(|(_, section)| section.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(words(OURS).await, ["Within 14 days."]);
    assert_eq!(words(THEIRS).await, ["The zebra clause."]);
    save(&shelf, &desk, OURS, Some((1, 1)), "# Refunds\n\nNever.").await.expect("is saved");
    assert_eq!(words(OURS).await, ["Never."], "what was saved counts at once");
    desk.store().knowledge_remove(OURS, 1, 2).await.expect("is removed");
    assert!(words(OURS).await.is_empty());
    assert_eq!(words(THEIRS).await, ["The zebra clause."]);
}

// Proves: P177, P179
#[tokio::test]
async fn what_cannot_be_indexed_is_not_saved() {
    let (_folder, desk) = desk().await;
    let shelf = Shelf::default();
    assert!(matches!(save(&shelf, &desk, OURS, None, "# only a heading").await, Err(NotSaved::Unfit(_))));
    let many = "# a\nb\n".repeat(1_000);
    for _ in 0..5 {
        save(&shelf, &desk, OURS, None, &many).await.expect("is saved");
    }
    assert!(matches!(save(&shelf, &desk, OURS, None, "# one\nmore").await, Err(NotSaved::TooMuch(_))));
    // Smaller than it was: it takes the place of its older self in the count.
    save(&shelf, &desk, OURS, Some((1, 1)), "# one\nmore").await.expect("is saved");
    let late = save(&shelf, &desk, OURS, Some((1, 1)), "# late\nx").await;
    assert!(matches!(late, Err(NotSaved::Failed(Failure::Conflict))));
    assert_eq!(desk.store().knowledge(OURS).await.expect("reads").len(), 5);
}

/// A key that stands in a document by mistake, or in a question, is not sent to be compared either.
#[tokio::test]
async fn no_key_is_compared() {
    let (_folder, desk) = desk().await;
    let (shelf, stand_in) = (Shelf::default(), StandIn::new([Act::Vectors]).await);
    let client = Client::new(endpoint(&stand_in));
    let key = format!("sk-{}", "a1b2c3d4".repeat(5));
    let text = format!("# Refunds {key}\n\nWithin 14 days with {key}.");
    save(&shelf, &desk, OURS, None, &text).await.expect("is saved");
    assert_eq!(shelf.learn(desk.store(), OURS, &client, NOW).await.expect("reads"), 1);
    client.embed(&[format!("is {key} mine?").as_str()]).await.expect("an answer");
    let sent: String = stand_in.seen().iter().map(|one| one.body.to_string()).collect();
    assert!(sent.contains("Within 14 days") && !sent.contains(&key), "{sent}");
}

#[tokio::test]
async fn vectors_are_kept_and_asked_for_once() {
    let (_folder, desk) = desk().await;
    let shelf = Shelf::default();
    let stand_in = StandIn::new([Act::Vectors]).await;
    let client = Client::new(endpoint(&stand_in));
    save(&shelf, &desk, OURS, None, "# Refunds\n\nWithin 14 days.\n\n# Zoo\n\nZebras.")
        .await
        .expect("is saved");
    let vectors =
        async || shelf.library(desk.store(), OURS, Some(&client)).await.expect("reads").has_vectors();
    assert!(!vectors().await, "not before it learned");
    assert_eq!(shelf.learn(desk.store(), OURS, &client, NOW).await.expect("reads"), 1);
    assert!(vectors().await);
    assert_eq!(shelf.learn(desk.store(), OURS, &client, NOW).await.expect("reads"), 0);
    assert_eq!(stand_in.seen().len(), 1);
    let sent = stand_in.seen()[0].body.to_string();
    assert!(sent.contains("Within 14 days.") && sent.contains("Zebras."));
    // A new text has none, and words have to do until it has.
    save(&shelf, &desk, OURS, Some((1, 1)), "# Refunds\n\nNever.").await.expect("is saved");
    assert!(!vectors().await);
    stand_in.now([Act::Status(500)]);
    assert_eq!(
        shelf.learn(desk.store(), OURS, &client, NOW).await.expect("a model that fails is no error"),
        0
    );
    assert!(!vectors().await);
    stand_in.now([Act::Vectors]);
    assert_eq!(shelf.learn(desk.store(), OURS, &client, NOW).await.expect("reads"), 1);
    assert!(vectors().await);
}

// Proves: P184
#[tokio::test]
async fn the_provider_is_sealed_and_counts_at_once() {
    let (folder, desk) = desk().await;
    let stand_in = StandIn::new([Act::HangUp]).await;
    let vault = |byte| Some(Vault::new([byte; 32]));
    let assistant = Assistant::new(Arc::clone(&desk), vault(1));
    assert!(assistant.client().await.expect("reads").is_none());
    assistant.set_provider(Some(&endpoint(&stand_in))).await.expect("is set");
    // Another process, or this one after a restart.
    let other = Assistant::new(Arc::clone(&desk), vault(1));
    assert_eq!(other.client().await.expect("reads").expect("is set").endpoint(), &endpoint(&stand_in));
    let changed = Endpoint { model: "other".to_owned(), ..endpoint(&stand_in) };
    assistant.set_provider(Some(&changed)).await.expect("is set");
    assert_eq!(other.client().await.expect("reads").expect("is set").endpoint().model, "other");
    // Without the key it goes on without a provider.
    for lost in [vault(2), None] {
        assert!(Assistant::new(Arc::clone(&desk), lost).client().await.expect("reads").is_none());
    }
    let keyless = Assistant::new(Arc::clone(&desk), None);
    assert!(matches!(keyless.set_provider(Some(&changed)).await, Err(NotSet::NoVault)));
    assistant.set_provider(None).await.expect("is taken away");
    assert!(other.client().await.expect("reads").is_none());
    drop(folder);
}
