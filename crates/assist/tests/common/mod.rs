//! A ticket, a library, and what is said in them.

#![allow(dead_code)]

use assist::{
    decide::{self, Situation, Step},
    document::{Document, DocumentId},
    index::Library,
    retrieve::Question,
    talk::{Said, Speaker, Talk},
};
use ticket::{
    GuildId, TicketKey, Timestamp,
    assist::{Assist, Behaviour},
};

pub const GUILD: GuildId = GuildId(7);
pub const KEY: TicketKey = TicketKey { guild: GUILD, number: 3 };

pub fn now() -> Timestamp {
    Timestamp(1_800_000_000_000)
}

pub fn said(speaker: Speaker, minutes_ago: i64, text: &str) -> Said {
    Said { speaker, at: now().plus_seconds(-60 * minutes_ago), text: text.to_owned(), files: Vec::new() }
}

pub fn member(text: &str) -> Talk {
    talk(vec![said(Speaker::Member, 0, text)])
}

pub fn talk(said: Vec<Said>) -> Talk {
    Talk::new(KEY, &[], said)
}

pub fn library(markdown: &str) -> Library {
    let document =
        Document::read(DocumentId { guild: GUILD, number: 1 }, "Handbook", markdown).expect("fits");
    Library::index(GUILD, vec![document]).expect("one guild")
}

pub const HANDBOOK: &str = "# Refunds\n\nA refund is possible within 14 days. See [the form](https://hl.example/refund).\n\n\
                            # Forgotten password\n\nChoose \"Forgot password\" in the launcher.\n\n# Regattas\n\nEach Saturday.";

pub fn enabled() -> Assist {
    Assist::new(Behaviour { enabled: true, ..Behaviour::default() })
}

pub fn start(assist: &Assist, talk: &Talk, provider: bool) -> Step {
    start_on(&library(HANDBOOK), assist, talk, provider)
}

pub fn start_on(library: &Library, assist: &Assist, talk: &Talk, provider: bool) -> Step {
    let question = decide::question(assist, talk);
    let hits = library.search(Question::from(question.as_str()), 5);
    decide::start(Situation { assist, talk, left_today: 10, now: now() }, &hits, provider)
}
