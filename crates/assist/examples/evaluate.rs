//! `cargo run -p assist --example evaluate [-v]`: what retrieval alone makes of the sample's questions.

#![allow(clippy::print_stdout)]

use assist::{
    evaluate::{Report, alone},
    sample,
};
use ticket::GuildId;

fn main() {
    let verbose = std::env::args().any(|argument| argument == "-v");
    let library = sample::library(GuildId(1));
    for held_out in [false, true] {
        let mut report = Report::default();
        for expected in sample::questions().iter().filter(|question| question.held_out == held_out) {
            let given = alone(&library, &expected.question);
            if verbose && given.action != expected.action {
                let first = given.found.first().map_or("-", String::as_str);
                let (wanted, question) = (expected.action, &expected.question);
                println!(
                    "{:?} for {wanted:?}: {question} ({first} at {:.2})",
                    given.action, given.confidence
                );
            }
            report.add(expected, &given);
        }
        println!("{}\n{report}\n", if held_out { "held out" } else { "not held out" });
    }
}
