//! Devices on which people want to be told.

use super::*;
use desk::ports::{Change, Moved, NewDevice, Posted};
use ticket::{
    Command, Job, MessageId,
    push::{Cause, MOST_DEVICES, Occasion},
    settings::Locale,
};

fn device(user: u64, n: u8) -> NewDevice {
    NewDevice {
        user: UserId(user),
        token: [n; 32],
        endpoint: format!("https://push.example.com/{n}"),
        key: "key".to_owned(),
        auth: "auth".to_owned(),
        locale: Locale::German,
        occasions: vec![Occasion::Wrote, Occasion::Assigned],
        name: ["Firefox".to_owned(), "Android".to_owned()],
        at: NOW,
    }
}

/// A browser has one row, whoever is at it; a person has some, and forgets only their own. The first key stands.
pub async fn devices_are_one_persons(store: Arc<dyn Store>) {
    let of = async |user: u64| {
        let all = store.devices(UserId(user)).await.expect("reads");
        all.into_iter().map(|one| one.told.endpoint).collect::<Vec<_>>()
    };
    let ends = |n: u8| format!("https://push.example.com/{n}");
    let first = store.device_add(device(5, 1)).await.expect("writes");
    store.device_add(device(5, 2)).await.expect("writes");
    assert_eq!(of(5).await, [ends(2), ends(1)]);
    let kept = store.device(first).await.expect("reads").expect("is there");
    assert!(kept.told == device(5, 1) && kept.reached.is_none());
    store.device_reached(first, NOW.plus_seconds(1)).await.expect("writes");
    let kept = store.device(first).await.expect("reads").expect("is there");
    assert_eq!(kept.reached, Some(NOW.plus_seconds(1)));

    assert!(!store.device_remove(first, UserId(6)).await.expect("writes"), "another's");
    let change = async |user: u64| {
        let on = [Occasion::Clock];
        store.device_change(UserId(user), &[1; 32], &on, Locale::English).await.expect("writes")
    };
    assert!(!change(6).await, "another's");
    assert!(change(5).await);
    let told = store.device(first).await.expect("reads").expect("is there").told;
    assert_eq!((told.occasions, told.locale), (vec![Occasion::Clock], Locale::English));

    let again = store.device_add(NewDevice { endpoint: ends(1), ..device(6, 3) }).await.expect("writes");
    assert!(again > first, "numbers are never used again");
    assert_eq!(
        (of(5).await, of(6).await),
        (vec![ends(2)], vec![ends(1)]),
        "the browser is somebody else's now"
    );
    store.device_left(&[3; 32], Some(UserId(6))).await.expect("writes");
    assert_eq!(of(6).await.len(), 1, "it is theirs");
    store.device_left(&[3; 32], Some(UserId(5))).await.expect("writes");
    assert_eq!(of(6).await.len(), 0, "somebody else is at it");
    store.device_left(&[2; 32], None).await.expect("writes");
    assert_eq!(of(5).await.len(), 0, "signed out");

    for n in 0..=u8::try_from(MOST_DEVICES).expect("few") {
        store.device_add(device(5, 10 + n)).await.expect("writes");
    }
    let all = of(5).await;
    assert_eq!(
        (all.len(), all.contains(&ends(10))),
        (MOST_DEVICES as usize, false),
        "the first is forgotten"
    );
    assert_eq!(store.push_key().await.expect("reads"), None);
    assert_eq!(store.push_key_make("one", NOW).await.expect("writes"), "one");
    assert_eq!(store.push_key_make("other", NOW).await.expect("writes"), "one");
    assert_eq!(store.push_key().await.expect("reads").as_deref(), Some("one"));
}

/// A device that has another address keeps all that was said of it, and is not forgotten for the address before.
pub async fn a_device_that_moves_stays(store: Arc<dyn Store>) {
    let ends = |n: u8| format!("https://push.example.com/{n}");
    let id = store.device_add(device(5, 1)).await.expect("writes");
    let other = store.device_add(device(6, 2)).await.expect("writes");
    store.device_reached(id, NOW.plus_seconds(1)).await.expect("writes");
    let to = |user: u64, token: u8, n: u8| Moved {
        user: UserId(user),
        token: [token; 32],
        endpoint: ends(n),
        key: "another key".to_owned(),
        auth: "another secret".to_owned(),
    };
    for wrong in [to(6, 1, 3), to(5, 2, 3), to(5, 9, 3)] {
        assert!(!store.device_moved(wrong).await.expect("writes"), "another's, or none");
    }
    let is_at = async |id: i64| store.device(id).await.expect("reads").map(|one| one.told.endpoint);
    assert_eq!((is_at(id).await, is_at(other).await), (Some(ends(1)), Some(ends(2))));

    assert!(store.device_moved(to(5, 1, 3)).await.expect("writes"));
    let kept = store.device(id).await.expect("reads").expect("is there");
    let Moved { endpoint, key, auth, .. } = to(5, 1, 3);
    assert!(kept.told == NewDevice { endpoint, key, auth, ..device(5, 1) });
    assert_eq!(kept.reached, Some(NOW.plus_seconds(1)));
    assert!(!store.device_gone(id, &ends(1)).await.expect("writes"), "that was before");
    assert_eq!(is_at(id).await, Some(ends(3)));
    // An address is one browser's.
    assert!(store.device_moved(to(5, 1, 2)).await.expect("writes"));
    assert_eq!((is_at(id).await, is_at(other).await), (Some(ends(2)), None));
    assert!(store.device_gone(id, &ends(2)).await.expect("writes"));
    assert_eq!(is_at(id).await, None);
}

/// In the commit of an event and of a message stands whom it is to be told; where nobody switched it on, nothing.
pub async fn pushes_are_asked_for_with_what_they_tell_of(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let key = opened(&desk, 50).await;
    let asked = async || {
        let due = store.claim(NOW.plus_days(1), NOW.plus_days(2), 100).await.expect("claims");
        let mut jobs = Vec::new();
        for one in due {
            jobs.extend(matches!(one.job, Job::Push { .. }).then(|| one.job.clone()));
            store.finish(&one, desk::ports::Finish::Done, NOW).await.expect("writes");
        }
        jobs
    };
    // Of each lane one at a time.
    let all_asked = async || {
        let mut found = Vec::new();
        for _ in 0..6 {
            found.extend(asked().await);
        }
        found
    };
    let says = async |author: u64, n: u16| {
        let message = MessageId::own(NOW, n);
        let posted = Posted {
            message,
            author: UserId(author),
            human: true,
            staff_reply: author != 50,
            body: "{}".to_owned(),
            edited: None,
            files: Vec::new(),
        };
        store.append(vec![(key, Change::Posted(posted))], Vec::new()).await.expect("writes");
        Cause::Message { message }
    };
    desk.handle(key, &staff(7), &Command::Claim).await.expect("is claimed");
    says(50, 1).await;
    assert_eq!(all_asked().await, [], "nobody switched it on");
    let id = store.device_add(device(7, 1)).await.expect("writes");
    store.device_add(device(8, 2)).await.expect("writes");
    let cause = says(50, 2).await;
    says(7, 3).await;
    desk.handle(key, &staff(7), &Command::Note { text: "<@7>".to_owned() }).await.expect("is noted");
    assert_eq!(all_asked().await, [Job::Push { ticket: key, device: id, cause }]);
}
