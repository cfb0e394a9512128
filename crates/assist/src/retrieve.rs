//! Which sections answer a question, why, and whether any does.

pub use crate::question::Kind;
use crate::{
    document::{Document, Section},
    index::{Library, Posting},
    question::Asked,
};
use std::collections::BTreeSet;
use ticket::assist::Cited;

/// Characters of a question that are read.
const QUESTION_CHARS: usize = 2_000;

/// One reason for a hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The word as it was asked.
    pub asked: String,
    /// The stem as it stands in the section.
    pub found: String,
    /// How it was found.
    pub kind: Kind,
    /// Whether it stands in the section's own heading.
    pub heading: bool,
    /// What it adds to the score.
    pub score: f32,
}

/// A section that may answer.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// The document.
    pub document: &'a Document,
    /// The section.
    pub section: &'a Section,
    /// The sum of the matches, and of the likeness if there are vectors.
    pub score: f32,
    /// How surely it answers, from 0 to 1.
    pub confidence: f32,
    /// Why, the weightiest first.
    pub why: Vec<Match>,
    /// The cosine of question and section, where an embeddings model is configured.
    pub likeness: Option<f32>,
}

impl Hit<'_> {
    /// The section as files of questions name it: `title#anchor`.
    pub fn name(&self) -> String {
        format!("{}#{}", self.document.title, self.section.anchor)
    }

    /// The section as an answer cites it (P181).
    pub fn cite(&self) -> Cited {
        let heading = self.section.heading();
        let title = &self.document.title;
        Cited {
            document: self.document.id.number,
            title: title.clone(),
            heading: if heading.is_empty() { title.clone() } else { heading.to_owned() },
            anchor: self.section.anchor.clone(),
            version: self.document.version.to_string(),
        }
    }
}

/// What is asked, of which documents.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The words.
    pub text: &'a str,
    /// Numbers of the documents that may answer; all of the guild's if absent (P175, P176).
    pub documents: Option<&'a BTreeSet<u32>>,
    /// What an embeddings model says of the text.
    pub vector: Option<&'a [f32]>,
}

impl<'a> From<&'a str> for Question<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, documents: None, vector: None }
    }
}

impl Library {
    /// The sections most likely to answer, best first, at most so many.
    pub fn search(&self, question: Question<'_>, most: usize) -> Vec<Hit<'_>> {
        let text: String = question.text.chars().take(QUESTION_CHARS).collect();
        let asked = self.understand(&text);
        let total: f32 = asked.iter().map(|asked| asked.rarity).sum();
        let mut found: Vec<Scored> = (0..self.places.len()).map(|_| Scored::default()).collect();
        for (number, asked) in asked.iter().enumerate() {
            for (term, kind) in &asked.terms {
                for posting in &self.postings[*term as usize] {
                    found[posting.place as usize].note(number, *term, *kind, posting, asked.rarity);
                }
            }
        }
        let likeness = |place: usize| self.likeness(place, question.vector);
        let mut hits: Vec<Hit<'_>> = found
            .into_iter()
            .enumerate()
            .filter(|(place, scored)| {
                !scored.finds.is_empty() || likeness(*place).is_some_and(|like| like > LIKE)
            })
            .filter(|(place, _)| {
                let number = self.documents[self.places[*place].document].id.number;
                question.documents.is_none_or(|few| few.contains(&number))
            })
            .map(|(place, scored)| self.hit(place, scored, &asked, total, likeness(place)))
            .collect();
        // Stable: of equals the earlier section of the earlier document.
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        hits.truncate(most);
        hits
    }

    fn hit(&self, place: usize, scored: Scored, asked: &[Asked], total: f32, like: Option<f32>) -> Hit<'_> {
        let (document, section) = self.at(self.places[place]);
        let mut why: Vec<Match> = scored
            .finds
            .iter()
            .map(|find| Match {
                asked: asked[find.asked].plain.clone(),
                found: self.spelled[find.term as usize].clone(),
                kind: find.kind,
                heading: find.heading,
                score: find.score,
            })
            .collect();
        why.sort_by(|a, b| b.score.total_cmp(&a.score));
        let words: f32 = scored.finds.iter().map(|find| find.score).sum();
        let lexical = confidence(&scored.finds, asked, total);
        let meant = like.map_or(0.0, |like| ((like - LIKE) / (1.0 - LIKE)).clamp(0.0, 1.0));
        Hit {
            document,
            section,
            score: words + MEANING * meant,
            confidence: if like.is_some() { (lexical + meant).min(1.0).max(lexical) } else { lexical },
            why,
            likeness: like,
        }
    }

    fn likeness(&self, place: usize, asked: Option<&[f32]>) -> Option<f32> {
        let (asked, stored) = (asked?, self.vectors.get(place)?);
        (asked.len() == stored.len()).then(|| cosine(asked, stored))
    }
}

/// Below this cosine two texts have nothing to do with one another; models differ, most put strangers at 0.1 to 0.4.
const LIKE: f32 = 0.5;
/// What likeness in meaning can add, in the measure of words found.
const MEANING: f32 = 3.0;

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let size = (dot(a, a) * dot(b, b)).sqrt();
    if size > 0.0 { dot(a, b) / size } else { 0.0 }
}

/// How surely a section answers: how much of what was asked stands in it, and whether it is *about* that. A word in its heading says what a
/// section is about; one in its text may be there by the way. The two figures were fitted to the sample questions that are not held out.
fn confidence(finds: &[Find], asked: &[Asked], total: f32) -> f32 {
    const BY_THE_WAY: f32 = 0.2;
    const ENOUGH: f32 = 0.8;
    if total <= 0.0 {
        return 0.0;
    }
    let found = |find: &Find| asked[find.asked].rarity * find.kind.weight();
    let covered: f32 = finds.iter().map(found).sum();
    let about: f32 =
        finds.iter().map(|find| if find.heading { found(find) } else { BY_THE_WAY * find.score }).sum();
    (covered / total).clamp(0.0, 1.0) * (about / ENOUGH).min(1.0)
}

/// What was found in one section.
#[derive(Default)]
struct Scored {
    finds: Vec<Find>,
}

struct Find {
    asked: usize,
    term: u32,
    kind: Kind,
    heading: bool,
    score: f32,
}

impl Scored {
    /// Notes a find; of several for one word of the question only the best counts.
    fn note(&mut self, asked: usize, term: u32, kind: Kind, posting: &Posting, rarity: f32) {
        let score = rarity * kind.weight() * posting.share;
        let find = Find { asked, term, kind, heading: posting.heading, score };
        match self.finds.iter_mut().find(|find| find.asked == asked) {
            Some(known) if known.score < score => *known = find,
            Some(_) => {}
            None => self.finds.push(find),
        }
    }
}
