//! Three knowledge bases and questions about them, for the demo and for measuring. A made-up game and its made-up shop.

use crate::{
    document::{Document, DocumentId},
    evaluate::{self, Expected},
    index::Library,
};
use ticket::GuildId;

/// Name, title and Markdown of each.
pub const DOCUMENTS: [(&str, &str, &str); 3] = [
    ("rules", "Server rules and moderation", include_str!("../sample/rules.md")),
    ("shop", "Shop, payment and licences", include_str!("../sample/shop.md")),
    ("game", "Game help", include_str!("../sample/game.md")),
];
/// The file of questions.
pub const QUESTIONS: &str = include_str!("../sample/questions.jsonl");

/// The three, indexed for a guild, each titled by its name so that questions can refer to it.
pub fn library(guild: GuildId) -> Library {
    let read = |(number, (name, _, markdown)): (usize, &(&str, &str, &str))| {
        let id = DocumentId { guild, number: number as u32 + 1 };
        Document::read(id, name, markdown).expect("the sample fits")
    };
    Library::index(guild, DOCUMENTS.iter().enumerate().map(read).collect())
        .expect("the sample is of one guild")
}

/// The questions.
pub fn questions() -> Vec<Expected> {
    evaluate::questions(QUESTIONS).expect("the sample is well formed")
}
