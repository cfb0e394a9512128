//! `cargo bench -p assist`: the time to index 1,000 sections, and to find those that answer a question. Fails when over the limits.

#![allow(clippy::print_stdout)]

use assist::{
    document::{Document, DocumentId},
    index::Library,
    sample,
};
use std::{hint::black_box, time::Instant};
use ticket::GuildId;

const SECTIONS: usize = 1_000;
const INDEX_LIMIT_MS: f64 = 1_000.0;
const SEARCH_LIMIT_MS: f64 = 10.0;

fn main() {
    let markdown = thousand();
    let start = Instant::now();
    let id = DocumentId { guild: GuildId(1), number: 1 };
    let document = Document::read(id, "Everything", &markdown).expect("fits");
    let library = Library::index(GuildId(1), vec![document]).expect("one guild");
    let indexed = start.elapsed().as_secs_f64() * 1e3;
    assert_eq!(library.sections().len(), SECTIONS);
    let questions = sample::questions();
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..10 {
        for question in &questions {
            let start = Instant::now();
            black_box(library.search(question.question.as_str().into(), 5));
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[(times.len() as f64 * share) as usize];
    println!("read and index {SECTIONS} sections ({} KiB): {indexed:.1} ms", markdown.len() / 1024);
    println!(
        "search, {} questions: p50 {:.3} ms, p95 {:.3} ms, p99 {:.3} ms",
        times.len(),
        at(0.5),
        at(0.95),
        at(0.99)
    );
    assert!(indexed < INDEX_LIMIT_MS && at(0.95) < SEARCH_LIMIT_MS, "over the limits");
}

/// A document of 1,000 sections with the words of the sample and as many of its own.
fn thousand() -> String {
    let words: Vec<&str> =
        sample::DOCUMENTS.iter().flat_map(|(_, _, text)| text.split_whitespace()).collect();
    let mut text = String::new();
    for section in 0..SECTIONS {
        let word =
            |at: usize| words[(section * 7_919 + at * (section % 89 + 1)) % words.len()].trim_matches('#');
        text.push_str(&format!("## {} {} {section}\n\n", word(1), word(2)));
        (3..25).for_each(|at| text.push_str(&format!("{} ", word(at))));
        text.push_str(&format!("own{section} term{}\n\n", section % 100));
    }
    text
}
