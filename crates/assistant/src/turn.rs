//! One turn: look at the message, ask the model if there is one, and be done in time.

use crate::{Client, Failure, Paid};
use assist::{
    decide::{self, Quiet, Situation, Step},
    index::Library,
    retrieve::{Hit, Question},
};
use std::{collections::BTreeSet, time::Duration};
use ticket::assist::Turn;

/// Within this time something is done with a message, whatever the provider does.
pub const TIME: Duration = Duration::from_secs(decide::SECONDS);
/// The part of it that vectors may take; without them retrieval goes by words.
pub(crate) const VECTOR_SHARE: u32 = 4;
/// Sections that are looked at.
const MOST: usize = assist::prompt::EXCERPTS;

/// What came of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What is to be done, or why nothing is.
    pub turn: Result<Turn, Quiet>,
    /// What it took.
    pub paid: Paid,
    /// The sections found, best first, each as `name#anchor`.
    pub found: Vec<String>,
    /// How sure the first is.
    pub confidence: f32,
    /// What went wrong, for the log.
    pub failure: Option<Failure>,
}

/// Takes a turn. Is done within `time`, which is [`TIME`] but in tests.
pub async fn take(
    client: Option<&Client>,
    situation: Situation<'_>,
    library: &Library,
    time: Duration,
) -> Outcome {
    let mut took = Took::default();
    let work = work(client, situation, library, time / VECTOR_SHARE, &mut took);
    let (turn, failure) = match tokio::time::timeout(time, work).await {
        Ok(Ok(turn)) => (turn, None),
        Ok(Err(failure)) => (Ok(decide::failed(situation.talk, failure.why())), Some(failure)),
        Err(_) => (Ok(decide::failed(situation.talk, Failure::Slow.why())), Some(Failure::Slow)),
    };
    let Took { paid, found, confidence } = took;
    Outcome { turn, paid, found, confidence, failure }
}

/// What is known of a turn, also of one that is cut short.
#[derive(Default)]
struct Took {
    paid: Paid,
    found: Vec<String>,
    confidence: f32,
}

async fn work(
    client: Option<&Client>,
    situation: Situation<'_>,
    library: &Library,
    vector_time: Duration,
    took: &mut Took,
) -> Result<Result<Turn, Quiet>, Failure> {
    if let Some(quiet) = decide::quiet(&situation) {
        return Ok(Err(quiet));
    }
    let asked = decide::question(situation.assist, situation.talk);
    let vector = vector(client, library, &asked, vector_time, &mut took.paid).await;
    let numbers: BTreeSet<u32> = situation.assist.behaviour.documents.iter().copied().collect();
    let question = Question {
        text: &asked,
        documents: (!numbers.is_empty()).then_some(&numbers),
        vector: vector.as_deref(),
    };
    let hits = library.search(question, MOST);
    took.found = hits.iter().map(Hit::name).collect();
    took.confidence = hits.first().map_or(0.0, |hit| hit.confidence);
    let mut step = decide::start(situation, &hits, client.is_some());
    loop {
        match (step, client) {
            (Step::Quiet(quiet), _) => return Ok(Err(quiet)),
            (Step::Do(turn), _) => return Ok(Ok(turn)),
            (Step::Ask(prompt), Some(client)) => {
                let said = client.chat(&prompt.messages).await?;
                took.paid += said.paid;
                step = decide::answered(situation.assist, situation.talk, *prompt, &said.text);
            }
            // Nobody asks for a model where there is none.
            (Step::Ask(_), None) => return Err(Failure::Unreachable),
        }
    }
}

/// The question as a vector. If there is none, in time, words have to do.
pub(crate) async fn vector(
    client: Option<&Client>,
    library: &Library,
    asked: &str,
    time: Duration,
    paid: &mut Paid,
) -> Option<Vec<f32>> {
    let client = client.filter(|_| library.has_vectors())?;
    let texts = [asked];
    let (vectors, took) = tokio::time::timeout(time, client.embed(&texts)).await.ok()?.ok()??;
    *paid += took;
    vectors.into_iter().next()
}
