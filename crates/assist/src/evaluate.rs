//! How good it is, measured: questions with the action and the section that are expected.

use crate::{
    decide::{self, Situation, Step},
    index::Library,
    retrieve::{Hit, Question},
    talk::{Said, Speaker, Talk},
};
use serde::{Deserialize, Serialize};
use std::fmt;
pub use ticket::assist::Action;
use ticket::{
    GuildId, TicketKey, Timestamp,
    assist::{Assist, Behaviour},
};

/// Questions in one file.
pub const QUESTIONS: usize = 5_000;

/// One line of a file of questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// What a member writes.
    pub question: String,
    /// What should happen.
    pub action: Action,
    /// Which sections answer, each as `name#anchor`; any of them will do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<String>,
    /// Kept apart when words and weights are chosen, to see what they are worth on what they were not made for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held_out: bool,
}

/// A file of questions that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A line is not what it should be.
    #[error("line {line}: {why}")]
    Line {
        /// From 1.
        line: usize,
        /// What is wrong.
        why: serde_json::Error,
    },
    /// More than [`QUESTIONS`].
    #[error("more than {QUESTIONS} questions")]
    TooMany,
}

/// Reads a file of questions: one JSON object on each line; empty lines are skipped.
///
/// # Errors
///
/// When a line is not one, or there are too many.
pub fn questions(text: &str) -> Result<Vec<Expected>, Unreadable> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read: Vec<Expected> = lines
        .take(QUESTIONS + 1)
        .map(|(at, line)| serde_json::from_str(line).map_err(|why| Unreadable::Line { line: at + 1, why }))
        .collect::<Result<_, _>>()?;
    if read.len() > QUESTIONS { Err(Unreadable::TooMany) } else { Ok(read) }
}

/// What was done with one question.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// What was chosen.
    pub action: Action,
    /// The sections found, best first, each as `name#anchor`.
    pub found: Vec<String>,
    /// Of the first.
    pub confidence: f32,
    /// Tokens that a provider counted; 0 without one.
    pub tokens: u64,
    /// What they cost, in millionths of the currency; 0 without a price.
    pub cost: u64,
}

/// What retrieval alone does with a question: no provider, one message, nothing before it.
pub fn alone(library: &Library, question: &str) -> Given {
    let (talk, assist) = staged(library.guild(), question);
    let asked = decide::question(&assist, &talk);
    let hits = library.search(Question::from(asked.as_str()), 5);
    let situation = Situation { assist: &assist, talk: &talk, left_today: 1, now: Timestamp(0) };
    let action = match decide::start(situation, &hits, false) {
        Step::Do(turn) => turn.action(),
        // Without a provider none is asked, and the last word is a member's.
        Step::Ask(_) | Step::Quiet(_) => Action::Escalate,
    };
    given(action, &hits)
}

/// A ticket in which this is the only thing that was said.
pub fn staged(guild: GuildId, question: &str) -> (Talk, Assist) {
    let text = question.to_owned();
    let said = Said { speaker: Speaker::Member, at: Timestamp(0), text, files: Vec::new() };
    let talk = Talk::new(TicketKey { guild, number: 1 }, &[], vec![said]);
    (talk, Assist::new(Behaviour::default()))
}

/// What was chosen, with what was found, and nothing spent.
pub fn given(action: Action, hits: &[Hit<'_>]) -> Given {
    let confidence = hits.first().map_or(0.0, |hit| hit.confidence);
    let found = hits.iter().map(Hit::name).collect();
    Given { action, found, confidence, tokens: 0, cost: 0 }
}

/// What came of all questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// All questions.
    pub questions: usize,
    /// Those for which the expected action was chosen.
    pub right_action: usize,
    /// Those that a section answers.
    pub answerable: usize,
    /// Of them, with an expected section among the first three.
    pub within_3: usize,
    /// Of them, among the first five.
    pub within_5: usize,
    /// Of them, replied to.
    pub answered: usize,
    /// Of those, with an expected section first.
    pub answered_right: usize,
    /// Those that should go to staff.
    pub unanswerable: usize,
    /// Of them, replied to all the same.
    pub answered_falsely: usize,
    /// Tokens spent.
    pub tokens: u64,
    /// What they cost, in millionths of the currency.
    #[serde(default)]
    pub cost: u64,
}

impl Report {
    /// Counts one question.
    pub fn add(&mut self, expected: &Expected, given: &Given) {
        let among =
            |most: usize| given.found.iter().take(most).any(|found| expected.sections.contains(found));
        self.questions += 1;
        self.right_action += usize::from(expected.action == given.action);
        self.tokens += given.tokens;
        self.cost += given.cost;
        let replied = given.action == Action::Reply;
        match expected.action {
            Action::Reply => {
                self.answerable += 1;
                self.within_3 += usize::from(among(3));
                self.within_5 += usize::from(among(5));
                self.answered += usize::from(replied);
                self.answered_right += usize::from(replied && among(1));
            }
            Action::Escalate => {
                self.unanswerable += 1;
                self.answered_falsely += usize::from(replied);
            }
            Action::AskForInfo | Action::OfferClose => {}
        }
    }

    /// Share of questions with the expected action.
    pub fn action_accuracy(&self) -> f64 {
        share(self.right_action, self.questions)
    }
    /// Share of answerable questions with an expected section among the first three.
    pub fn recall_3(&self) -> f64 {
        share(self.within_3, self.answerable)
    }
    /// The same among the first five.
    pub fn recall_5(&self) -> f64 {
        share(self.within_5, self.answerable)
    }
    /// Share of unanswerable questions that were answered.
    pub fn false_answers(&self) -> f64 {
        share(self.answered_falsely, self.unanswerable)
    }
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "questions           {}", self.questions)?;
        writeln!(f, "action accuracy     {:.3}", self.action_accuracy())?;
        writeln!(f, "recall at 3         {:.3} of {}", self.recall_3(), self.answerable)?;
        writeln!(f, "recall at 5         {:.3} of {}", self.recall_5(), self.answerable)?;
        writeln!(
            f,
            "answered            {}, of them from the right section {}",
            self.answered, self.answered_right
        )?;
        let (wrong, all) = (self.answered_falsely, self.unanswerable);
        writeln!(f, "false-answer rate   {:.3} ({wrong} of {all})", self.false_answers())?;
        write!(f, "tokens              {}", self.tokens)
    }
}
