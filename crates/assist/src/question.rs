//! What a question asks for: its words that say something, and which words of the documents each may stand for.

use crate::{
    index::Library,
    synonyms,
    words::{self, Language, Word},
};

/// Words of a question that are looked at, the rarest first.
const QUESTION_WORDS: usize = 24;
/// What a word counts that stands in no document, between 0 and 1: it may be chatter, or what the question is about.
const UNKNOWN: f32 = 0.85;
/// The same for a word of one or two letters.
const UNKNOWN_SHORT: f32 = 0.2;

/// How a word of the question was found in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The word itself, in whichever form.
    Same,
    /// Two words of the question that are one in the section, as "log in" and "login".
    Joined,
    /// Another word for it.
    Synonym,
    /// One that is spelled almost so.
    Spelling,
    /// One that begins or ends with it, or the other way round.
    Part,
}

impl Kind {
    /// How much such a find counts.
    pub(crate) fn weight(self) -> f32 {
        match self {
            Self::Same | Self::Joined => 1.0,
            Self::Synonym => 0.7,
            Self::Spelling => 0.8,
            Self::Part => 0.5,
        }
    }
}

/// A word of the question and the terms it may stand for.
pub(crate) struct Asked {
    pub plain: String,
    pub terms: Vec<(u32, Kind)>,
    /// From 0 (in every section) to 1 (in none).
    pub rarity: f32,
}

impl Library {
    /// The words of a question that say something, and what they may stand for.
    pub(crate) fn understand(&self, text: &str) -> Vec<Asked> {
        let words = words::words(text);
        let language = words::language(&words);
        let mut asked: Vec<Asked> = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let next = words.get(at + 1);
            at += 1;
            if let Some(meant) = next.and_then(|next| synonyms::phrase(&word.0, &next.0)) {
                at += 1;
                asked.push(self.asked(meant, self.stands_for(meant)));
            } else if let Some(term) = next.and_then(|next| self.joined(word, next, language)) {
                at += 1;
                asked.push(self.asked(&word.0, vec![(term, Kind::Joined)]));
            } else if !word.stop(language) && !asked.iter().any(|known| known.plain == word.0) {
                asked.push(self.asked(&word.0, self.stands_for(&word.0)));
            }
        }
        asked.sort_by(|a, b| b.rarity.total_cmp(&a.rarity));
        asked.truncate(QUESTION_WORDS);
        asked
    }

    fn asked(&self, plain: &str, terms: Vec<(u32, Kind)>) -> Asked {
        let rarity = |term: u32| self.rarity(self.postings[term as usize].len());
        let exact = terms.iter().find(|(_, kind)| matches!(kind, Kind::Same | Kind::Joined));
        let rarity = match exact {
            Some((term, _)) => rarity(*term),
            None => terms
                .iter()
                .map(|(term, _)| rarity(*term))
                .reduce(f32::max)
                .unwrap_or(if plain.len() < 3 { UNKNOWN_SHORT } else { UNKNOWN }),
        };
        Asked { plain: plain.to_owned(), terms, rarity }
    }

    /// Two words that are one in a document.
    fn joined(&self, word: &Word, next: &Word, language: Language) -> Option<u32> {
        if word.stop(language) && next.stop(language) {
            return None;
        }
        let whole = format!("{}{}", word.0, next.0);
        let find = |language: &Language| self.terms.get(&self.stems.stem(&whole, *language)).copied();
        (whole.len() >= 5).then(|| self.languages.iter().find_map(find)).flatten()
    }

    /// The terms a word may stand for: itself and its synonyms, or, if there are none, what is spelled almost so. Stemmed in the
    /// languages of the documents, not of the question: they decide what there is to be found.
    fn stands_for(&self, word: &str) -> Vec<(u32, Kind)> {
        let stems: Vec<String> =
            self.languages.iter().map(|language| self.stems.stem(word, *language)).collect();
        let mut terms: Vec<(u32, Kind)> = Vec::new();
        let mut add = |term: u32, kind: Kind| {
            if !terms.iter().any(|(known, _)| *known == term) {
                terms.push((term, kind));
            }
        };
        for stem in &stems {
            if let Some(term) = self.terms.get(stem) {
                add(*term, Kind::Same);
            }
        }
        for stem in stems.iter().flat_map(|stem| self.stems.others(stem)) {
            if let Some(term) = self.terms.get(stem) {
                add(*term, Kind::Synonym);
            }
        }
        if terms.is_empty()
            && let Some(stem) = stems.first()
        {
            let near = |spelled: &String| almost(word, stem, spelled);
            let near = self
                .spelled
                .iter()
                .enumerate()
                .filter_map(|(term, spelled)| Some((term as u32, near(spelled)?)));
            terms.extend(near);
        }
        terms
    }
}

/// Whether a word that stands nowhere may mean one that does.
fn almost(word: &str, stem: &str, spelled: &str) -> Option<Kind> {
    let (long, known) = (stem.len(), spelled.len());
    let slips = match long {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let starts_alike = stem.as_bytes().first() == spelled.as_bytes().first();
    if long >= 5
        && starts_alike
        && (words::within(stem, spelled, slips) || words::within(word, spelled, slips))
    {
        return Some(Kind::Spelling);
    }
    let part = (known >= 5 && long > known && (stem.starts_with(spelled) || stem.ends_with(spelled)))
        || (long >= 5 && known > long && spelled.starts_with(stem));
    part.then_some(Kind::Part)
}
