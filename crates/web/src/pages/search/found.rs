//! What was found, by ticket: each with the words around what was looked for, and the way there.

use super::reader;
use crate::{actor::InGuild, error::Problem, state::App, view::When};
use desk::ports::{Hit, Part, Reached, Row};
use std::collections::HashMap;
use ticket::{
    UserId,
    query::{Phrase, Piece, Sought, snippet},
    say,
};

/// Places shown of one ticket on one page.
const MOST_PLACES: usize = 3;

/// A ticket in which something was found.
pub(crate) struct Found {
    pub(crate) row: Row,
    /// The subject with what was found in it.
    pub(crate) subject: Vec<Piece>,
    pub(crate) places: Vec<Snippet>,
    /// Further places on this page.
    pub(crate) more: usize,
}

impl Found {
    /// A ticket of a list.
    pub(crate) fn bare(row: Row) -> Self {
        Self { row, subject: Vec::new(), places: Vec::new(), more: 0 }
    }

    /// Its subject, with what was found in it.
    pub(crate) fn subject(&self) -> Vec<Piece> {
        match self.subject.is_empty() {
            true => vec![Piece { text: self.row.ticket.subject.clone(), found: false }],
            false => self.subject.clone(),
        }
    }
}

/// A place in a ticket.
pub(crate) struct Snippet {
    /// `answer`, `note`, `message`.
    pub(crate) kind: &'static str,
    /// Whose message or note it is, or which question is answered.
    pub(crate) label: String,
    pub(crate) pieces: Vec<Piece>,
    /// The place in the conversation, to follow the ticket's address.
    pub(crate) anchor: String,
    pub(crate) when: When,
}

impl Snippet {
    /// The way to it; `query` begins with a question mark.
    pub(crate) fn href(&self, ticket: &str, query: &str) -> String {
        match self.anchor.split_once('#') {
            Some((above, anchor)) if !above.is_empty() => {
                let sign = if query.is_empty() { "?" } else { "&" };
                format!("{ticket}{query}{sign}above={above}#{anchor}")
            }
            Some((_, anchor)) => format!("{ticket}{query}#{anchor}"),
            None => format!("{ticket}{query}"),
        }
    }
}

/// Looks, and puts what was found together by ticket, in the order of what was found first.
pub(crate) async fn found(
    app: &App,
    here: &InGuild,
    sought: &Sought,
    after: Option<Reached>,
    limit: u32,
) -> Result<(Vec<Found>, Option<Reached>), Problem> {
    let store = app.desk.store();
    let hits = store.search(here.guild.id, &reader(here), sought, after, limit).await?;
    let mut speakers: Vec<UserId> = hits.hits.iter().filter_map(|hit| hit.by).collect();
    speakers.sort();
    speakers.dedup();
    let known = store.members(here.guild.id, &speakers).await?;
    let names: HashMap<UserId, String> = known.into_iter().map(|member| (member.user, member.name)).collect();
    let phrases: Vec<&Phrase> = sought.words.iter().flatten().collect();
    let mut all: Vec<Found> = Vec::new();
    for hit in hits.hits {
        let number = hit.row.ticket.key.number;
        let at = all.iter().position(|found| found.row.ticket.key.number == number).unwrap_or_else(|| {
            all.push(Found {
                subject: snippet(&hit.row.ticket.subject, &phrases).unwrap_or_default(),
                row: hit.row.clone(),
                places: Vec::new(),
                more: 0,
            });
            all.len() - 1
        });
        let places = place(app, here, &hit, &phrases, &names);
        if all[at].places.len() < MOST_PLACES {
            all[at].places.extend(places);
        } else {
            all[at].more += usize::from(places.is_some());
        }
    }
    Ok((all, hits.next))
}

fn place(
    app: &App,
    here: &InGuild,
    hit: &Hit,
    phrases: &[&Phrase],
    names: &HashMap<UserId, String>,
) -> Option<Snippet> {
    let l = here.signed.prefs.locale;
    let when = When::new(&here.signed.prefs, hit.at, app.now());
    let name = || {
        let opener = &hit.row.ticket.opener;
        let name = hit.by.and_then(|by| names.get(&by)).cloned();
        name.or_else(|| (hit.by == Some(opener.user)).then(|| opener.name.clone())).unwrap_or_default()
    };
    match hit.part {
        Part::Head => hit.row.ticket.answers.iter().find_map(|answer| {
            let pieces = snippet(&answer.value, phrases)?;
            Some(Snippet {
                kind: "answer",
                label: answer.label.clone(),
                pieces,
                anchor: "#answers".to_owned(),
                when: When::new(&here.signed.prefs, hit.at, app.now()),
            })
        }),
        Part::Note(seq) => Some(Snippet {
            kind: "note",
            label: match name() {
                name if name.is_empty() => say!(l, "search-note"),
                name => say!(l, "search-note-by", name = name),
            },
            pieces: pieces(&hit.text, phrases),
            anchor: format!("#n-{seq}"),
            when,
        }),
        Part::Message(message) => Some(Snippet {
            kind: "message",
            label: name(),
            pieces: pieces(&hit.text, phrases),
            anchor: format!("{message}#m-{message}"),
            when,
        }),
    }
}

/// The words around what was found; else how the text begins.
fn pieces(text: &str, phrases: &[&Phrase]) -> Vec<Piece> {
    snippet(text, phrases)
        .unwrap_or_else(|| vec![Piece { text: text.chars().take(160).collect(), found: false }])
}
