//! A draft for staff: what the knowledge bases say to the member's last question. Never sent by itself.

use crate::{Assistant, Paid, TIME, reading};
use assist::{
    clean,
    decide::{self, Step},
    prompt::Prompt,
    retrieve::{Hit, Question},
};
use desk::Failure;
use std::collections::BTreeSet;
use ticket::{
    Ticket,
    assist::{Assist, Behaviour, Cited, Turn},
};

/// Sections that are named beside a draft.
const NAMED: usize = 3;

/// What is suggested.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The words; empty if nothing fits.
    pub text: String,
    /// What they rest on, or what comes nearest.
    pub cited: Vec<Cited>,
    /// Whether a model worded it.
    pub worded: bool,
}

impl Assistant {
    /// Suggests an answer to what the member said last. Works whether or not Auto-Assist speaks in the ticket.
    ///
    /// # Errors
    ///
    /// A [`Failure`] of the store; without a model's answer the nearest section has to do.
    pub async fn draft(&self, ticket: &Ticket) -> Result<Draft, Failure> {
        let store = self.desk().store();
        let config = self.desk().config(ticket.key.guild).await?.config;
        let set = config.ticket_type(ticket.ticket_type).map(|kind| kind.assist.clone()).unwrap_or_default();
        let talk = reading::read(store, &config, ticket).await?.talk;
        let open = talk.open_question();
        let asked = if open.trim().is_empty() { talk.all_of_member() } else { open };
        let asked = if asked.trim().is_empty() { talk.form().to_owned() } else { asked };
        let client = self.client().await?;
        let library = self.shelf().library(store, ticket.key.guild, client.as_deref()).await?;
        let documents: BTreeSet<u32> = set.documents.iter().copied().collect();
        let documents = (!documents.is_empty()).then_some(&documents);
        // Words leave this server only where the admin lets Auto-Assist see tickets of this type; those of samples never do.
        let allowed = config.settings.assist.enabled && set.enabled && !ticket.is_sample();
        let vector =
            if allowed { self.vector(&library, &asked, Some(ticket.key.number)).await? } else { None };
        let question = Question { text: &asked, documents, vector: vector.as_deref() };
        let hits = library.search(question, assist::prompt::EXCERPTS);
        if let Some(client) = client.filter(|_| allowed && !hits.is_empty()) {
            let assist = Assist::new(Behaviour { sure_percent: 0, ..set });
            let mut paid = Paid::default();
            let work = async {
                let mut prompt = Prompt::new(&talk, &assist.behaviour, &hits);
                loop {
                    let said = client.chat(&prompt.messages).await.ok()?;
                    paid += said.paid;
                    match decide::answered(&assist, &talk, prompt, &said.text) {
                        Step::Ask(again) => prompt = *again,
                        Step::Do(Turn::Reply { text, cited, .. }) => {
                            return Some(Draft { text, cited, worded: true });
                        }
                        Step::Do(Turn::AskForInfo { text: Some(text) }) => {
                            return Some(Draft { text, cited: Vec::new(), worded: true });
                        }
                        Step::Do(_) | Step::Quiet(_) => return None,
                    }
                }
            };
            let worded = tokio::time::timeout(TIME, work).await.ok().flatten();
            let now = self.desk().clock().now();
            store.spend(ticket.key.guild, crate::day(now), Some(ticket.key.number), paid.into()).await?;
            if let Some(draft) = worded {
                return Ok(draft);
            }
        }
        Ok(nearest(&hits, set.sure_percent))
    }
}

fn nearest(hits: &[Hit<'_>], sure_percent: u8) -> Draft {
    // For a person who reads it before it is sent, half as sure is enough.
    let sure = |hit: &&Hit<'_>| hit.confidence * 200.0 >= f32::from(sure_percent);
    let text = hits.first().filter(sure);
    let text = text.map(|hit| clean::answer(&hit.section.text, &hit.document.hosts)).unwrap_or_default();
    // A text is from one section; without one, what comes nearest is worth a look.
    let named = if text.is_empty() { NAMED } else { 1 };
    Draft { text, cited: hits.iter().take(named).map(Hit::cite).collect(), worded: false }
}
