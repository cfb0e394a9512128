use super::{search::*, *};
use desk::ports::{Change, Reached, Reader};
use ticket::query::says;

/// What is said in the ticket of a guild: half of it `common`, with words that begin alike now and then, and many that nearly do.
fn said() -> Vec<String> {
    let one = |count: usize| match count {
        5 | 9 | 40 => "common refunding my orders".to_owned(),
        1_700 | 3_900 | 3_950 => "common orderly refunds".to_owned(),
        count if count % 2 == 0 => format!("common order of my case {count} reflected"),
        count if count % 7 == 0 => format!("rare{} seldom refused", count % 97),
        count => format!("rare{} refused my order", count % 97),
    };
    (0..4_000).map(one).collect()
}

/// Words that are only begun are found like others, the latest first and each once: alone, beside what everybody says, in phrases, with OR and minus,
/// whether most messages have them or few, and page by page.
// Proves: P88
pub async fn begun_words(store: Arc<dyn Store>) {
    much_is_said(&store).await;
    each_is_found_once(&store).await;
}

/// Thousands of messages in two tickets.
pub async fn much_is_said(store: &Arc<dyn Store>) {
    let desk = desk(store, tagged()).await;
    opened(&desk, 1).await;
    opened(&desk, 2).await;
    let texts = said();
    let all: Vec<_> =
        texts.iter().enumerate().map(|(at, text)| posted(1 + at as u32 % 2, at as u16, 1, text)).collect();
    for some in all.chunks(500) {
        store.append(some.to_vec(), vec![]).await.expect("appends");
    }
}

/// What each search finds is what has its words, the latest first, whoever asks.
pub async fn each_is_found_once(store: &Arc<dyn Store>) {
    let texts = said();
    let member = Reader::Member(UserId(2));
    for (reader, text) in [
        (&EVERYONE, "refund*"),
        (&EVERYONE, "common refund*"),
        (&EVERYONE, "ref*"),
        (&EVERYONE, "rare96 re*"),
        (&EVERYONE, "common my-ord*"),
        (&EVERYONE, "common my-orde*"),
        (&EVERYONE, "refl*"),
        (&EVERYONE, "seld* refus*"),
        (&EVERYONE, "common -order*"),
        (&EVERYONE, "refundi* OR rare5"),
        (&EVERYONE, "common orders* -refunds"),
        (&EVERYONE, "nothi*"),
        (&EVERYONE, "common"),
        (&EVERYONE, "rare96"),
        (&EVERYONE, "seldom"),
        (&member, "seldom"),
        (&EVERYONE, "orderly"),
        (&EVERYONE, "common -reflected"),
        (&member, "rare5"),
        (&member, "refund*"),
        (&member, "common refund* order*"),
    ] {
        let wanted = sought(text);
        let expected: Vec<&str> = (0..texts.len())
            .rev()
            .filter(|at| *reader == EVERYONE || at % 2 == 1)
            .map(|at| texts[at].as_str())
            .filter(|said| {
                wanted.words.iter().all(|any| any.iter().any(|phrase| says(said, phrase)))
                    && !wanted.without.iter().any(|phrase| says(said, phrase))
            })
            .collect();
        let (mut found, mut after): (Vec<String>, Option<Reached>) = (Vec::new(), None);
        for page in 0.. {
            let hits = store.search(GUILD, reader, &wanted, after, 40).await.expect("searches");
            found.extend(hits.hits.into_iter().map(|hit| hit.text));
            after = hits.next;
            if after.is_none() {
                break;
            }
            assert!(page < 200, "{text}: it ends");
        }
        assert_eq!(found, expected, "{text}");
    }
}

/// An edited message is found by how its words begin now.
pub async fn begun_words_of_edits(store: Arc<dyn Store>) {
    let desk = desk(&store, tagged()).await;
    let key = opened(&desk, 1).await;
    let message = say(&store, 1, 1, 1, "first secret of mine").await;
    assert_eq!(found(&store, "mine secr*").await, "1m");
    let body = serde_json::json!({ "content": "other words of mine" }).to_string();
    let edited = Change::Edited { message, at: NOW.plus_seconds(9), body };
    store.append(vec![(key, edited)], vec![]).await.expect("edits");
    assert_eq!(found(&store, "mine secr*").await, "");
    assert_eq!(found(&store, "mine oth*").await, "1m");
}
