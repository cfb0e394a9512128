//! What retrieval alone is worth on the sample's questions.

use assist::{
    evaluate::{Action, Report, alone},
    sample,
};
use ticket::GuildId;

fn report(held_out: Option<bool>) -> Report {
    let library = sample::library(GuildId(1));
    let mut report = Report::default();
    for expected in sample::questions().iter().filter(|one| held_out.is_none_or(|held| one.held_out == held))
    {
        report.add(expected, &alone(&library, &expected.question));
    }
    report
}

// Proves: P180, P181
#[test]
fn the_right_section_is_among_the_first_three() {
    for held_out in [None, Some(false), Some(true)] {
        let report = report(held_out);
        assert!(report.recall_3() >= 0.9, "held out {held_out:?}:\n{report}");
    }
}

// Proves: P170
#[test]
fn what_the_documents_do_not_answer_is_not_answered() {
    for held_out in [None, Some(false), Some(true)] {
        let report = report(held_out);
        assert!(
            report.unanswerable >= 20 && report.false_answers() <= 0.05,
            "held out {held_out:?}:\n{report}"
        );
    }
}

/// Silence would pass the test above. At least half is answered, and nearly always from the right section.
#[test]
fn what_they_do_answer_mostly_is() {
    let report = report(None);
    assert!(report.answered * 2 >= report.answerable, "{report}");
    assert!(report.answered_right as f64 >= 0.9 * report.answered as f64, "{report}");
    assert!(report.action_accuracy() >= 0.7, "{report}");
}

/// The questions are what they are said to be: enough of them, of every action, about sections that exist, none twice.
#[test]
fn the_questions_are_well_formed() {
    let (library, questions) = (sample::library(GuildId(1)), sample::questions());
    assert!(questions.len() >= 150);
    let known: Vec<String> = library
        .sections()
        .map(|(document, section)| format!("{}#{}", document.title, section.anchor))
        .collect();
    for one in &questions {
        assert_eq!(one.sections.is_empty(), one.action != Action::Reply, "{}", one.question);
        assert!(one.sections.iter().all(|section| known.contains(section)), "{one:?}");
    }
    for action in [Action::Reply, Action::AskForInfo, Action::OfferClose, Action::Escalate] {
        assert!(questions.iter().filter(|one| one.action == action).count() >= 3, "{action:?}");
    }
    let mut texts: Vec<&str> = questions.iter().map(|one| one.question.as_str()).collect();
    texts.sort_unstable();
    assert!(texts.windows(2).all(|two| two[0] != two[1]));
}
