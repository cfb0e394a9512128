//! Which words stand in which sections, built when a knowledge base is saved (P179) and whenever the process starts.

use crate::{
    document::{Document, Section},
    words::{self, Language, Stems},
};
use std::collections::{BTreeSet, HashMap};
use ticket::GuildId;

/// A word in a heading counts as so many in the text.
const HEADING: f32 = 3.0;
/// A word in a heading further up, or in the title of the document.
const ABOVE: f32 = 1.0;
/// BM25's usual saturation.
const K1: f32 = 1.2;
/// How much long sections are held back. Less than the usual 0.75: sections are cut to a similar length.
const B: f32 = 0.5;
/// In fewer sections than these nothing can be said about how rare a word is: with two, each word would be in half of them.
const FEW: usize = 20;
/// Sections of one guild, over all its documents.
pub const SECTIONS: usize = 5_000;

/// The documents of one guild, ready to be asked. Holds no other guild's (P178): [`Library::index`] refuses them.
pub struct Library {
    guild: GuildId,
    pub(crate) documents: Vec<Document>,
    pub(crate) places: Vec<Place>,
    /// Those the documents are in.
    pub(crate) languages: Vec<Language>,
    pub(crate) stems: Stems,
    pub(crate) terms: HashMap<String, u32>,
    pub(crate) spelled: Vec<String>,
    pub(crate) postings: Vec<Vec<Posting>>,
    pub(crate) vectors: Vec<Vec<f32>>,
}

/// Where a section is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub document: usize,
    pub section: usize,
}

/// That a word stands in a section.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Posting {
    pub place: u32,
    /// BM25's share that does not depend on the question, from 0 to 1 + K1.
    pub share: f32,
    pub heading: bool,
}

/// Why documents cannot be a guild's library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A document of another guild.
    #[error("a document of guild {0} does not belong here")]
    Foreign(GuildId),
    /// More than [`SECTIONS`].
    #[error("the documents have {0} sections, more than {SECTIONS}")]
    TooManySections(usize),
    /// Vectors that are not one for each section, all of one length.
    #[error("the vectors do not fit the sections")]
    Vectors,
}

#[derive(Default)]
struct Count {
    weight: f32,
    heading: bool,
}

impl Library {
    /// Indexes the documents of a guild.
    ///
    /// # Errors
    ///
    /// When one of them belongs to another guild, or there are too many sections.
    pub fn index(guild: GuildId, documents: Vec<Document>) -> Result<Self, Refused> {
        if let Some(foreign) = documents.iter().find(|document| document.id.guild != guild) {
            return Err(Refused::Foreign(foreign.id.guild));
        }
        let total = documents.iter().map(|document| document.sections.len()).sum();
        if total > SECTIONS {
            return Err(Refused::TooManySections(total));
        }
        let mut library = Self {
            guild,
            documents: Vec::new(),
            places: Vec::with_capacity(total),
            languages: Vec::new(),
            stems: Stems::default(),
            terms: HashMap::new(),
            spelled: Vec::new(),
            postings: Vec::new(),
            vectors: Vec::new(),
        };
        let mut counts: Vec<HashMap<u32, Count>> = Vec::with_capacity(total);
        for (number, document) in documents.iter().enumerate() {
            let text: String = document.sections.iter().map(|section| section.text.as_str()).collect();
            let language = words::language(&words::words(&text));
            if !library.languages.contains(&language) {
                library.languages.push(language);
            }
            for (at, section) in document.sections.iter().enumerate() {
                library.places.push(Place { document: number, section: at });
                counts.push(library.count(document, section, language));
            }
        }
        library.documents = documents;
        library.post(&counts);
        Ok(library)
    }

    fn count(&mut self, document: &Document, section: &Section, language: Language) -> HashMap<u32, Count> {
        let mut counts: HashMap<u32, Count> = HashMap::new();
        let above = section.path.len().saturating_sub(1);
        let fields = section.path[..above].iter().map(|heading| (heading.as_str(), ABOVE)).chain([
            (document.title.as_str(), ABOVE),
            (section.heading(), HEADING),
            (section.text.as_str(), 1.0),
        ]);
        for (text, weight) in fields {
            let said = words::words(text).into_iter().filter(|word| !word.stop(language));
            for word in said.chain(words::compounds(text)) {
                let term = self.term(&word.0, language);
                let count = counts.entry(term).or_default();
                count.weight += weight;
                count.heading |= weight >= HEADING;
            }
        }
        counts
    }

    fn term(&mut self, word: &str, language: Language) -> u32 {
        let stem = self.stems.stem(word, language);
        let next = self.spelled.len() as u32;
        *self.terms.entry(stem).or_insert_with_key(|stem| {
            self.spelled.push(stem.clone());
            self.postings.push(Vec::new());
            next
        })
    }

    fn post(&mut self, counts: &[HashMap<u32, Count>]) {
        let length = |count: &HashMap<u32, Count>| count.values().map(|count| count.weight).sum::<f32>();
        let mean = (counts.iter().map(length).sum::<f32>() / counts.len().max(1) as f32).max(1.0);
        for (place, count) in counts.iter().enumerate() {
            let held_back = K1 * (1.0 - B + B * length(count) / mean);
            for (term, found) in count {
                let share = found.weight * (K1 + 1.0) / (found.weight + held_back);
                let posting = Posting { place: place as u32, share, heading: found.heading };
                self.postings[*term as usize].push(posting);
            }
        }
    }

    /// Adds what an embeddings model says of the sections, in the order of [`Library::sections`].
    ///
    /// # Errors
    ///
    /// When there is not one vector for each, all of the same length.
    pub fn with_vectors(mut self, vectors: Vec<Vec<f32>>) -> Result<Self, Refused> {
        let length = vectors.first().map_or(0, Vec::len);
        let even = length > 0 && vectors.iter().all(|vector| vector.len() == length);
        if vectors.len() != self.places.len() || !even {
            return Err(Refused::Vectors);
        }
        self.vectors = vectors;
        Ok(self)
    }

    /// Whether sections can be compared by meaning.
    pub fn has_vectors(&self) -> bool {
        !self.vectors.is_empty()
    }

    /// Whose documents these are.
    pub fn guild(&self) -> GuildId {
        self.guild
    }

    /// The documents.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// All sections with the document each is from.
    pub fn sections(&self) -> impl ExactSizeIterator<Item = (&Document, &Section)> {
        self.places.iter().map(|place| self.at(*place))
    }

    /// Hosts that the documents with these numbers link to.
    pub fn hosts(&self, documents: Option<&BTreeSet<u32>>) -> BTreeSet<String> {
        let asked =
            self.documents.iter().filter(|one| documents.is_none_or(|few| few.contains(&one.id.number)));
        asked.flat_map(|document| document.hosts.iter().cloned()).collect()
    }

    pub(crate) fn at(&self, place: Place) -> (&Document, &Section) {
        let document = &self.documents[place.document];
        (document, &document.sections[place.section])
    }

    /// How rare a word is that stands in so many sections: 0 for one that is in all, 1 for one that is in none, whatever the size.
    pub(crate) fn rarity(&self, sections: usize) -> f32 {
        let all = self.places.len().max(FEW) as f32;
        let of = |found: f32| (1.0 + (all - found + 0.5) / (found + 0.5)).ln();
        of(sections as f32) / of(0.0)
    }
}
