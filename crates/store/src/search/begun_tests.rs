//! Words that are only begun, without a database.

use super::begun::{beginnings, beside, holds, may_begin};
use ticket::query::{Phrase, Sought, phrase};

fn begun(text: &str) -> Phrase {
    Phrase { begins: true, ..phrase(text).expect("words") }
}

/// An entry never denies a word that begins so, whatever the script, and mostly denies one that does not.
#[test]
fn beginnings_tell() {
    let words = "refund for the late order größe заказ 注 文 of 4711";
    let begins = beginnings(words);
    for word in words.split(' ') {
        for (end, letter) in word.char_indices() {
            let begun = &word[..end + letter.len_utf8()];
            assert!(may_begin(&begins, begun), "{begun}");
        }
    }
    let others = (0..4_000).map(|other| format!("x{other:04}")).filter(|word| may_begin(&begins, word));
    assert!(others.count() < 40, "of 4,000 other words few are taken for one of these");
    assert!(!may_begin(&begins, "refs"), "the fourth letter counts");
    let many: Vec<String> = (0..2_000).map(|word| format!("{word:04}")).collect();
    assert!(beginnings(&many.join(" ")).is_empty(), "a wall of words tells nothing");
}

/// What is known of the words is asked of the index, and what is not is asked of the text.
#[test]
fn words_beside() {
    let words = vec![
        vec![phrase("late").expect("a word")],
        vec![begun("my ord")],
        vec![phrase("one").expect("a word"), begun("tw")],
    ];
    let sought = Sought { words, without: vec![begun("ref")], ..Sought::default() };
    let known = beside(&sought).expect("some are only begun");
    assert_eq!(known.words, [vec![phrase("late").expect("a word")], vec![phrase("my").expect("a word")]]);
    assert!(known.without.is_empty());
    assert_eq!(beside(&known), None);
    assert!(holds("My orders are late, two of them", &sought));
    assert!(holds("one of my orders is late", &sought));
    assert!(!holds("my two orders are late, refund", &sought));
    assert!(!holds("my late order", &sought));
    assert!(!holds("orders of my two late ones", &sought));
}
