//! Questions of an evaluation, answered as in a ticket: by retrieval alone, and with the model where one is set.

use crate::{Client, TIME, take};
use assist::{
    decide::Situation,
    evaluate::{Action, Expected, Given, Report, alone, staged},
    index::Library,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use ticket::Timestamp;
use tokio::task::JoinSet;

/// Questions that a model is asked at once.
const AT_ONCE: usize = 4;
/// Questions between two looks at whether to go on, where no model is asked.
const STEP: usize = 10;
/// Questions that came out wrong and are kept.
const KEPT: usize = 500;

/// A question for which another action was chosen, or whose section is not among the first three.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// What a member writes.
    pub question: String,
    /// What should happen.
    pub expected: Action,
    /// What retrieval alone does.
    pub alone: Action,
    /// What happens with the model, if one is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Action>,
    /// The section that was found first, as `name#anchor`; empty if none was.
    pub found: String,
    /// How sure that is, in percent.
    pub percent: u8,
    /// Whether an expected section is missing among the first three.
    pub missed: bool,
}

/// With a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Its name.
    pub model: String,
    /// What came out.
    pub report: Report,
    /// Questions that the provider failed at; they end with staff, here as in tickets.
    pub failed: usize,
}

/// A run, as far as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Whether it is the sample's questions over the sample's knowledge bases.
    #[serde(default)]
    pub sample: bool,
    /// Which versions of the knowledge bases are asked; a change of them ends the run.
    #[serde(default)]
    pub mark: String,
    /// All questions.
    pub total: usize,
    /// By retrieval alone.
    pub alone: Report,
    /// With the model, if it is to be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// What came out wrong; no more than a limit.
    #[serde(default)]
    pub wrong: Vec<Mistake>,
    /// Why it ended before its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
}

/// Why a run ended before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// The knowledge bases were changed meanwhile: half of the result would be of other texts.
    Changed,
    /// Another model was set, or none is any more.
    Provider,
}

impl Run {
    /// To be made: so many questions, with this model if it is to be asked.
    pub fn new(total: usize, model: Option<&str>) -> Self {
        let asked = |model: &str| Asked { model: model.to_owned(), report: Report::default(), failed: 0 };
        Self {
            sample: false,
            mark: String::new(),
            total,
            alone: Report::default(),
            asked: model.map(asked),
            wrong: Vec::new(),
            ended: None,
        }
    }

    /// Questions that are done.
    pub fn done(&self) -> usize {
        self.alone.questions
    }

    /// Does the next few of `questions`, which are all of them. Says whether any were left.
    pub async fn step(
        &mut self,
        client: Option<&Arc<Client>>,
        library: &Arc<Library>,
        questions: &[Expected],
    ) -> bool {
        let client = client.filter(|_| self.asked.is_some());
        let many = if client.is_some() { AT_ONCE } else { STEP };
        let next: Vec<Expected> = questions.iter().skip(self.done()).take(many).cloned().collect();
        if next.is_empty() {
            return false;
        }
        let mut answers = JoinSet::new();
        for (place, expected) in next.iter().enumerate() {
            let (client, library) = (client.cloned(), Arc::clone(library));
            let question = expected.question.clone();
            answers.spawn(async move {
                let by_words = alone(&library, &question);
                let with_model = match &client {
                    Some(client) => Some(evaluate(Some(client), &library, &question).await),
                    None => None,
                };
                (place, by_words, with_model)
            });
        }
        let mut given = answers.join_all().await;
        given.sort_by_key(|(place, ..)| *place);
        for (expected, (_, by_words, with_model)) in next.iter().zip(given) {
            self.add(expected, &by_words, with_model.as_ref());
        }
        true
    }

    fn add(&mut self, expected: &Expected, by_words: &Given, with_model: Option<&(Given, bool)>) {
        self.alone.add(expected, by_words);
        if let (Some(asked), Some((given, failed))) = (&mut self.asked, with_model) {
            asked.report.add(expected, given);
            asked.failed += usize::from(*failed);
        }
        let chosen = with_model.map(|(given, _)| given.action);
        let shown = with_model.map_or(by_words, |(given, _)| given);
        let among = shown.found.iter().take(3).any(|found| expected.sections.contains(found));
        let missed = !expected.sections.is_empty() && !among;
        let wrong =
            by_words.action != expected.action || chosen.is_some_and(|chosen| chosen != expected.action);
        if (wrong || missed) && self.wrong.len() < KEPT {
            self.wrong.push(Mistake {
                question: expected.question.clone(),
                expected: expected.action,
                alone: by_words.action,
                asked: chosen,
                found: shown.found.first().cloned().unwrap_or_default(),
                percent: (shown.confidence.clamp(0.0, 1.0) * 100.0) as u8,
                missed,
            });
        }
    }
}

/// What would be done with a question that is the only thing said in a ticket, and whether a provider failed at it.
pub async fn evaluate(client: Option<&Client>, library: &Library, question: &str) -> (Given, bool) {
    let (talk, assist) = staged(library.guild(), question);
    let situation = Situation { assist: &assist, talk: &talk, left_today: 1, now: Timestamp(0) };
    let outcome = take(client, situation, library, TIME).await;
    let action = outcome.turn.map_or(Action::Escalate, |turn| turn.action());
    let (tokens, cost) = (outcome.paid.tokens, outcome.paid.cost);
    let given = Given { action, found: outcome.found, confidence: outcome.confidence, tokens, cost };
    (given, outcome.failure.is_some())
}
