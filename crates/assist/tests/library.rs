//! What a library holds, whose it is, and what it says about a hit.

use assist::{
    document::{DOCUMENT_SECTIONS, Document, DocumentId},
    index::{Library, Refused, SECTIONS},
    retrieve::{Kind, Question},
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use ticket::GuildId;

fn document(guild: u64, number: u32, markdown: &str) -> Document {
    Document::read(DocumentId { guild: GuildId(guild), number }, "Handbook", markdown).expect("fits")
}

fn anchors(library: &Library, question: Question<'_>) -> Vec<String> {
    library.search(question, 5).iter().map(|hit| hit.section.anchor.clone()).collect()
}

// Proves: P178
#[test]
fn a_library_is_of_one_guild() {
    let mixed = Library::index(GuildId(1), vec![document(1, 1, "# A\nours"), document(2, 1, "# B\ntheirs")]);
    assert_eq!(mixed.err(), Some(Refused::Foreign(GuildId(2))));
    let many = (1..=6).map(|number| document(1, number, &"# a\nb\n".repeat(DOCUMENT_SECTIONS))).collect();
    assert_eq!(Library::index(GuildId(1), many).err(), Some(Refused::TooManySections(SECTIONS + 1_000)));
}

// Proves: P175, P176
#[test]
fn a_type_asks_only_its_own_documents() {
    let documents =
        vec![document(1, 1, "# Refunds\nWithin 14 days."), document(1, 2, "# Refund of coins\nNever.")];
    let library = Library::index(GuildId(1), documents).expect("one guild");
    assert_eq!(anchors(&library, "refund".into()).len(), 2);
    let second = BTreeSet::from([2]);
    let question = Question { documents: Some(&second), ..Question::from("refund") };
    assert_eq!(anchors(&library, question), ["refund-of-coins"]);
    let none = Question { documents: Some(&BTreeSet::new()), ..Question::from("refund") };
    assert!(anchors(&library, none).is_empty());
}

#[test]
fn a_hit_says_why() {
    let text = "# Refunds\nMoney comes back.\n\n# Login\nUse the launcher.\n\n# Error HL-310\nThe disk is full.\n\n# Membership\nIt costs 5.";
    let library = Library::index(GuildId(1), vec![document(1, 1, text)]).expect("one guild");
    let why = |question: &str| {
        let hits = library.search(question.into(), 1);
        hits.first().map(|hit| (hit.section.anchor.clone(), hit.why[0].kind, hit.why[0].heading))
    };
    assert_eq!(why("a refund please"), Some(("refunds".to_owned(), Kind::Same, true)));
    assert_eq!(why("refnud"), Some(("refunds".to_owned(), Kind::Spelling, true)));
    assert_eq!(why("how to log in"), Some(("login".to_owned(), Kind::Joined, true)));
    assert_eq!(why("my subscription"), Some(("membership".to_owned(), Kind::Synonym, true)));
    assert_eq!(why("hl310"), Some(("error-hl-310".to_owned(), Kind::Same, true)));
    assert_eq!(why("elephants"), None);
}

/// German documents are asked in German, with its own words for one thing.
#[test]
fn german_is_understood() {
    let text = "# Rückerstattung\nDas Geld kommt in zehn Tagen zurück, wenn du weniger als zwei Stunden gespielt hast.\n\n\
                # Kündigung\nDas Abo endet mit dem Monat und wird nicht verlängert.";
    let library = Library::index(GuildId(1), vec![document(1, 1, text)]).expect("one guild");
    assert_eq!(anchors(&library, "Wie bekomme ich mein Geld zurück?".into())[0], "rückerstattung");
    assert_eq!(anchors(&library, "ich möchte kündigen".into())[0], "kündigung");
}

/// Where words fail, likeness in meaning finds; vectors that do not fit are refused, and of another length than the question's ignored.
#[test]
fn embeddings_find_what_words_do_not() {
    let index = || {
        Library::index(GuildId(1), vec![document(1, 1, "# Cats\nThey purr.\n\n# Dogs\nThey bark.")])
            .expect("fits")
    };
    assert_eq!(index().with_vectors(vec![vec![1.0, 0.0]]).err(), Some(Refused::Vectors));
    assert_eq!(index().with_vectors(vec![vec![1.0, 0.0], vec![1.0]]).err(), Some(Refused::Vectors));
    let library = index().with_vectors(vec![vec![1.0, 0.0], vec![0.0, 1.0]]).expect("fit");
    let asked = |vector: &[f32]| {
        let hits = library.search(Question { vector: Some(vector), ..Question::from("feline") }, 5);
        hits.iter().map(|hit| (hit.section.anchor.clone(), hit.confidence)).collect::<Vec<_>>()
    };
    assert_eq!(asked(&[0.9, 0.1]).len(), 1);
    assert_eq!(asked(&[0.9, 0.1])[0].0, "cats");
    assert!(asked(&[0.9, 0.1])[0].1 > 0.5);
    assert!(asked(&[1.0]).is_empty());
    assert!(asked(&[0.0, 0.0]).is_empty());
}

proptest! {
    /// No text, in document or question, breaks the search, and confidence is a share.
    #[test]
    fn any_text_can_be_asked(body in "\\PC{0,200}", question in "\\PC{0,200}") {
        let Ok(document) = Document::read(DocumentId { guild: GuildId(1), number: 1 }, &question, &body) else { return Ok(()) };
        let library = Library::index(GuildId(1), vec![document]).expect("one guild");
        for hit in library.search(question.as_str().into(), 5) {
            prop_assert!((0.0..=1.0).contains(&hit.confidence));
        }
    }
}
