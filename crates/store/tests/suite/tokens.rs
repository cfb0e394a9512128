//! Tokens of the API, and answers that are given again.

use super::*;
use desk::ports::{Begun, MOST_TOKENS, NewToken};
use ticket::{By, audit::Act};

fn token(n: u8) -> NewToken {
    NewToken {
        name: format!("Robot {n}"),
        hash: [n; 32],
        hint: "abcd".to_owned(),
        scopes: vec!["tickets:read".to_owned()],
        owner: UserId(5),
        owner_name: "Ingrid".to_owned(),
        addresses: vec!["10.0.0.0/8".to_owned()],
        at: NOW,
        expires_at: Some(NOW.plus_days(30)),
    }
}

// Proves: P215
pub async fn tokens_are_known_by_their_hash(store: Arc<dyn Store>) {
    let id = store.token_make(GUILD, token(1)).await.expect("writes").expect("there is room");
    let found = store.token(&[1; 32]).await.expect("reads").expect("is known");
    assert_eq!((found.guild, found.id, found.owner, found.used_at), (GUILD, id, UserId(5), None));
    assert_eq!((found.scopes, found.addresses), (token(1).scopes, token(1).addresses));
    assert!(store.token(&[2; 32]).await.expect("reads").is_none());
    assert!(store.tokens(GuildId(2)).await.expect("reads").is_empty());
    store.token_used(GUILD, id, NOW).await.expect("writes");
    assert_eq!(store.tokens(GUILD).await.expect("reads")[0].used_at, Some(NOW));
    assert!(!store.token_revoke(GuildId(2), id, NOW, &By::System).await.expect("writes"), "another guild's");
    assert!(store.token_revoke(GUILD, id, NOW, &By::System).await.expect("writes"));
    assert!(!store.token_revoke(GUILD, id, NOW, &By::System).await.expect("writes"), "once");
    assert_eq!(store.token(&[1; 32]).await.expect("reads").expect("is known").revoked_at, Some(NOW));
    let acts = store.acts(GUILD, None, 9).await.expect("reads");
    assert!(matches!(&acts[0].act, Act::TokenRevoked { token, .. } if *token == id));
    assert!(matches!(&acts[1].act, Act::TokenMade { name, .. } if name == "Robot 1"));
    for n in 0..MOST_TOKENS {
        let made = store.token_make(GUILD, token(u8::try_from(n).expect("few") + 10)).await.expect("writes");
        assert_eq!(made, Some(id + 1 + n), "revoked ones take no room, and numbers are never used again");
    }
    assert_eq!(store.token_make(GUILD, token(200)).await.expect("writes"), None);
}

// Proves: P221
pub async fn requests_are_begun_once(store: Arc<dyn Store>) {
    let stale = NOW.plus_seconds(-60);
    let begin = async |key: &str, digest: &str, now: Timestamp| {
        store.request_begun(GUILD, 1, key, digest, now, now.plus_seconds(-60)).await.expect("writes")
    };
    let at_once = (0..8).map(|_| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.request_begun(GUILD, 1, "a", "x", NOW, stale).await })
    });
    let mut first = 0;
    for one in at_once.collect::<Vec<_>>() {
        match one.await.expect("no panic").expect("writes") {
            Begun::First => first += 1,
            other => assert_eq!(other, Begun::Unfinished),
        }
    }
    assert_eq!(first, 1);
    assert_eq!(begin("a", "y", NOW).await, Begun::Other);
    store.request_answered(GUILD, 1, "a", Some((201, "done"))).await.expect("writes");
    assert_eq!(begin("a", "x", NOW).await, Begun::Answered(201, "done".to_owned()));
    assert_eq!(begin("a", "y", NOW).await, Begun::Other);
    let other = store.request_begun(GUILD, 2, "a", "y", NOW, stale).await.expect("writes");
    assert_eq!(other, Begun::First, "another token's key");
    assert_eq!(begin("b", "x", NOW).await, Begun::First);
    assert_eq!(begin("b", "x", NOW.plus_seconds(59)).await, Begun::Unfinished);
    assert_eq!(begin("b", "x", NOW.plus_seconds(60)).await, Begun::First, "it died");
    store.request_answered(GUILD, 1, "b", None).await.expect("writes");
    assert_eq!(begin("b", "z", NOW).await, Begun::First, "it failed, and was forgotten");
    store.requests_swept(NOW.plus_seconds(1)).await.expect("writes");
    assert_eq!(begin("a", "y", NOW).await, Begun::First, "old answers are forgotten");
}
