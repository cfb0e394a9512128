//! A question of an evaluation, answered as in a ticket.

use crate::{Client, TIME, take};
use assist::{
    decide::Situation,
    evaluate::{Action, Given, given, staged},
    index::Library,
    retrieve::Question,
};
use ticket::Timestamp;

/// What would be done with a question that is the only thing said in a ticket.
pub async fn evaluate(client: Option<&Client>, library: &Library, question: &str) -> Given {
    let (talk, assist) = staged(library.guild(), question);
    let situation = Situation { assist: &assist, talk: &talk, left_today: 1, now: Timestamp(0) };
    let outcome = take(client, situation, library, TIME).await;
    let action = outcome.turn.map_or(Action::Escalate, |turn| turn.action());
    let (tokens, cost) = (outcome.paid.tokens, outcome.paid.cost);
    Given { tokens, cost, ..given(action, &library.search(Question::from(question), 5)) }
}
