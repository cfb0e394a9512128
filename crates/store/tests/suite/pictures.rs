use super::*;
use desk::ports::{Change, FileState, GuildInfo, Picture, Portrayed, Posted, Shown};
use ticket::{MessageId, ids::DISCORD_EPOCH};

fn id(second: i64) -> MessageId {
    MessageId(((NOW.0 - DISCORD_EPOCH + second * 1000) << 22) as u64)
}

fn said(message: MessageId, author: u64) -> Change {
    Change::Posted(Posted {
        message,
        author: UserId(author),
        human: true,
        staff_reply: false,
        body: "{}".to_owned(),
        edited: None,
        files: vec![],
    })
}

fn seen(what: &Portrayed, message: Option<MessageId>) -> Shown {
    let source = format!("https://cdn.example/{what}");
    Shown { name: what.to_string(), source, message: message.filter(|_| what.is_private()) }
}

/// A picture is known once per guild, is found by every ticket that shows it and by no other, and what only a deleted message shows
/// is hidden.
pub async fn pictures_are_kept_once(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let (one, two) = (opened(&desk, 1).await, opened(&desk, 2).await);
    let face = Portrayed::Avatar { user: UserId(7), hash: "a_1f".to_owned() };
    let link = Portrayed::remote("https://img.example/a.png?ex=1&width=3&is=2&hm=4").expect("is short");
    assert_eq!(link.to_string(), "remote/https://img.example/a.png?width=3");
    let changes = |key| {
        vec![
            (key, said(id(1), 7)),
            (key, Change::Shows(vec![seen(&face, Some(id(1))), seen(&link, Some(id(1)))])),
        ]
    };
    for _ in 0..2 {
        store.append(changes(one), vec![]).await.expect("appends");
    }
    store.append(vec![(two, Change::Shows(vec![seen(&face, Some(id(1)))]))], vec![]).await.expect("appends");

    let all = store.pictures(one).await.expect("reads");
    assert_eq!(all.iter().map(|one| &*one.name).collect::<Vec<_>>(), [face.to_string(), link.to_string()]);
    assert!(all.iter().all(|one| one.state == FileState::Waiting && one.digest.is_empty()));
    for (waiting, digest) in all.iter().zip(["aa", "bb"]) {
        let kept = Picture {
            content_type: "image/png".to_owned(),
            size: 5,
            digest: digest.to_owned(),
            state: FileState::Kept,
            ..waiting.clone()
        };
        store.picture_settled(GUILD, &kept).await.expect("is recorded");
        assert_eq!(store.picture(one, digest, false).await.expect("reads"), Some(kept));
    }
    assert_eq!(store.pictures(two).await.expect("reads").len(), 1);
    assert!(store.picture(two, "aa", false).await.expect("reads").is_some(), "copied once, found twice");
    assert!(store.picture(two, "bb", true).await.expect("reads").is_none(), "another ticket's");
    let foreign = TicketKey { guild: GuildId(5), ..one };
    assert!(store.picture(foreign, "aa", true).await.expect("reads").is_none(), "another guild's");

    let gone = Change::Deleted { message: id(1), at: NOW.plus_seconds(9) };
    store.append(vec![(one, gone)], vec![]).await.expect("appends");
    assert!(store.picture(one, "bb", false).await.expect("reads").is_none(), "its message is deleted");
    assert!(store.picture(one, "bb", true).await.expect("reads").is_some(), "staff see it still");
    assert!(store.picture(one, "aa", false).await.expect("reads").is_some(), "a face is no secret");
    // Settled once, it is not asked for anew.
    store.append(changes(one), vec![]).await.expect("appends");
    assert!(store.pictures(one).await.expect("reads").iter().all(|one| one.state == FileState::Kept));
}

/// A guild's icon is a picture of it that no conversation has to show; who remembers the guild does not change which one it is, and nobody finds
/// what is not the icon, or another guild's.
pub async fn the_icon_of_a_guild(store: Arc<dyn Store>) {
    let info = GuildInfo {
        id: GUILD,
        name: "Harbor".to_owned(),
        icon: Some("1f".to_owned()),
        picture: None,
        owner: UserId(1),
        roles: Vec::new(),
        channels: Vec::new(),
        categories: Vec::new(),
        present: true,
    };
    store.guild_seen(&info).await.expect("remembers");
    let shown = seen(&Portrayed::Icon { hash: "1f".to_owned() }, None);
    let picture = async || store.guild(GUILD).await.expect("reads").expect("is there").picture;
    let waiting = store.icon_wanted(GUILD, &shown).await.expect("is recorded");
    assert_eq!((waiting.state, &waiting.source), (FileState::Waiting, &shown.source));
    assert_eq!(picture().await, None);
    let (content_type, digest) = ("image/png".to_owned(), "cc".to_owned());
    let kept = Picture { content_type, size: 5, digest, state: FileState::Kept, ..waiting };
    store.picture_settled(GUILD, &kept).await.expect("is recorded");
    assert_eq!(store.icon(GUILD, "cc").await.expect("reads"), None, "copied, and not the icon yet");
    store.icon_is(GUILD, Some("cc")).await.expect("is recorded");
    assert_eq!(store.icon_wanted(GUILD, &shown).await.expect("is known"), kept, "known already");
    store.guild_seen(&info).await.expect("remembers");
    assert_eq!(picture().await.as_deref(), Some("cc"));
    assert_eq!(store.guilds().await.expect("reads")[0].picture.as_deref(), Some("cc"));
    assert_eq!(store.icon(GUILD, "cc").await.expect("reads"), Some(kept));
    assert_eq!(store.icon(GuildId(5), "cc").await.expect("reads"), None, "another guild's");
    assert_eq!(store.icon(GUILD, "").await.expect("reads"), None);
    store.icon_is(GUILD, None).await.expect("is recorded");
    assert_eq!((picture().await, store.icon(GUILD, "cc").await.expect("reads")), (None, None));
}

/// Pages backwards follow each other as those forwards do.
pub async fn lines_before_a_message(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let key = opened(&desk, 1).await;
    let mut changes: Vec<_> = (1..=5).map(|second| (key, said(id(second), 9 - second as u64 % 2))).collect();
    // Of this one only its deletion was heard: it is no line.
    changes.push((key, Change::Deleted { message: id(6), at: NOW }));
    store.append(changes, vec![]).await.expect("appends");
    let page = async |before| -> Vec<MessageId> {
        let lines = store.lines_before(key, before, 2).await.expect("reads");
        lines.iter().map(|line| line.message).collect()
    };
    assert_eq!(page(None).await, [id(4), id(5)]);
    assert_eq!(page(Some(id(4))).await, [id(2), id(3)]);
    assert_eq!(page(Some(id(2))).await, [id(1)]);
    assert_eq!(page(Some(id(1))).await, []);
    let elsewhere = TicketKey { number: 900, ..key };
    let some = store.lines_of(key, &[id(5), id(99), id(2), id(6)]).await.expect("reads");
    assert_eq!(some.iter().map(|line| line.message).collect::<Vec<_>>(), [id(5), id(2)]);
    assert!(store.lines_of(elsewhere, &[id(5)]).await.expect("reads").is_empty());
    let spoke = async |key, most| store.speakers(key, most).await.expect("reads");
    assert_eq!(spoke(key, 10).await, [UserId(8), UserId(9)], "in the order in which they spoke");
    assert_eq!(spoke(key, 1).await, [UserId(8)]);
    assert_eq!(spoke(elsewhere, 10).await, []);
    let gone = [2, 4].map(|second| (key, Change::Deleted { message: id(second), at: NOW }));
    store.append(gone.to_vec(), vec![]).await.expect("appends");
    assert_eq!(spoke(key, 10).await, [UserId(8)], "what was deleted does not count");
    assert!(store.lines_before(elsewhere, None, 2).await.expect("reads").is_empty());
}

/// Of two messages in one millisecond the one with the larger id is the last, whichever is heard first.
pub async fn last_by_within_one_millisecond(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let (first, second) = (id(1), MessageId(id(1).0 + 1));
    for order in [[(first, 3), (second, 4)], [(second, 4), (first, 3)]] {
        let key = opened(&desk, 1).await;
        for (message, author) in order {
            store.append(vec![(key, said(message, author))], vec![]).await.expect("appends");
        }
        let activity = store.ticket(key).await.expect("reads").expect("is there").activity;
        assert_eq!((activity.last_at, activity.last_by), (first.at(), Some(UserId(4))));
    }
}
