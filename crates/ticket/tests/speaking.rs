//! Who may say what in a ticket, from outside Discord.

mod common;

use common::*;
use ticket::{
    Actor, Refusal, UserId,
    access::{self, Audience},
    speak::{self, Attached, Voice},
};

const FILE: Attached<'static> = Attached { name: "a.png", size: 10 };

/// Staff for the type and the opener speak; nobody else does, and nobody in a closed ticket.
// Proves: P17, M28, P148
#[test]
fn staff_and_opener_speak() {
    for (who, actor) in people() {
        let Actor::Person(person) = actor else { continue };
        let expected = match who {
            "opener" => Ok(Voice::Opener),
            "stranger" | "other type's role" | "team: view" | "bot with role" => Err(Refusal::NotYours),
            _ => Ok(Voice::Staff),
        };
        assert_eq!(speak::say(&ticket(), &person, &config(), "hi", &[], false), expected, "{who}");
        let closed = speak::say(&closed(false), &person, &config(), "hi", &[], false);
        assert_eq!(closed, expected.and(Err(Refusal::Closed)), "{who}");
    }
}

/// Staff who opened a ticket themselves speak as its member: that is no reply by staff.
// Proves: A13, P122
#[test]
fn staff_in_their_own_ticket_are_the_member() {
    let beth = with_role(2, "Beth", BILLING_ROLE);
    assert_eq!(speak::say(&ticket(), &beth, &config(), "hi", &[], false), Ok(Voice::Opener));
}

/// A message holds words or files, and not too much of either.
#[test]
fn a_message_has_limits() {
    let attempt = |text: &str, files: &[Attached<'_>]| {
        speak::say(&ticket(), &person(2, "Mia"), &config(), text, files, false).map(|_| ())
    };
    assert_eq!(attempt(" \n", &[]), Err(Refusal::MessageEmpty));
    assert_eq!(attempt("", &[FILE]), Ok(()));
    assert_eq!(attempt(&"é".repeat(speak::MAX_TEXT), &[]), Ok(()));
    let (most, given) = (speak::MAX_TEXT, speak::MAX_TEXT + 1);
    assert_eq!(attempt(&"é".repeat(given), &[]), Err(Refusal::MessageTooLong { most, given }));
    assert_eq!(attempt("", &[FILE; 11]), Err(Refusal::TooManyFiles { most: 10 }));
    let large = Attached { size: speak::MAX_FILE_BYTES, ..FILE };
    assert_eq!(attempt("", &[large, large, large]), Err(Refusal::FilesTooLarge { most: 25 }));
    let larger = Attached { size: speak::MAX_FILE_BYTES + 1, ..FILE };
    assert_eq!(attempt("", &[larger]), Err(Refusal::FileTooLarge { name: "a.png".to_owned(), most: 10 }));
}

/// Only who wrote a message changes it.
#[test]
fn words_are_their_authors() {
    let (mia, beth) = (person(2, "Mia"), with_role(20, "Beth", BILLING_ROLE));
    let reword = |who, text, files| speak::reword(&ticket(), who, &config(), UserId(2), text, files);
    assert_eq!(reword(&mia, "better", false), Ok(()));
    assert_eq!(reword(&mia, "", true), Ok(()));
    assert_eq!(reword(&mia, "", false), Err(Refusal::MessageEmpty));
    assert_eq!(reword(&beth, "better", false), Err(Refusal::NotYourMessage));
    assert_eq!(speak::take_back(&ticket(), &beth, &config(), UserId(2)), Err(Refusal::NotYourMessage));
    assert_eq!(speak::take_back(&closed(false), &mia, &config(), UserId(2)), Err(Refusal::Closed));
}

/// A member always reads their own ticket, past and current; its transcript only where the type gives it to them.
// Proves: M12, P9
#[test]
fn a_member_reads_their_own_ticket() {
    let mut config = config();
    let mia = person(2, "Mia");
    assert!(access::may_read_transcript(&config, &ticket(), &mia));
    config.types[0].transcript.for_opener = false;
    assert_eq!(access::audience(&config, &closed(true), &mia), Some(Audience::Member));
    assert!(!access::may_read_transcript(&config, &ticket(), &mia));
    assert!(access::may_read_transcript(&config, &ticket(), &with_role(20, "Beth", BILLING_ROLE)));
    assert!(!access::may_read_transcript(&config, &ticket(), &person(3, "Noa")));
}
