//! From text to words that can be compared: small letters, no accents, stems, without what says nothing.

use crate::{clean, stop_words, synonyms};
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::HashMap;

/// The languages that are understood; documents may be in either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
}

/// A word of a text, as it was typed, in small letters without accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word(pub String);

impl Word {
    /// Whether it says nothing about what is asked, in this language ("die" is one word in English and another in German).
    pub fn stop(&self, language: Language) -> bool {
        let list = match language {
            Language::English => stop_words::ENGLISH,
            Language::German => stop_words::GERMAN,
        };
        list.binary_search(&self.0.as_str()).is_ok()
    }
}

/// Characters of a word; what is longer is no word.
const WORD_CHARS: usize = 40;

/// The words of a text in their order.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut word = String::new();
    for character in clean::visible(text).chars().flat_map(char::to_lowercase).chain([' ']) {
        match character {
            // One word with or without it: "can't" and "cant".
            '\'' | '’' | '`' | '´' => {}
            _ if character.is_alphanumeric() => unaccented(character, &mut word),
            _ if word.is_empty() => {}
            _ => {
                let plain = unstretched(&std::mem::take(&mut word));
                if plain.chars().count() <= WORD_CHARS {
                    found.push(Word(plain));
                }
            }
        }
    }
    found
}

/// What is written with a hyphen, as one word: "HL-310" as "hl310", "color-blind" as "colorblind", because it is asked for so.
pub fn compounds(text: &str) -> Vec<Word> {
    let hyphened =
        text.split(|c: char| !c.is_alphanumeric() && c != '-').map(|piece| piece.trim_matches('-'));
    let inside = hyphened.filter(|piece| piece.contains('-'));
    inside.flat_map(|piece| words(&piece.replace('-', ""))).collect()
}

fn unaccented(character: char, word: &mut String) {
    match character {
        'à'..='å' => word.push('a'),
        'è'..='ë' => word.push('e'),
        'ì'..='ï' => word.push('i'),
        'ò'..='ö' | 'ø' => word.push('o'),
        'ù'..='ü' => word.push('u'),
        'ç' => word.push('c'),
        'ñ' => word.push('n'),
        'ß' => word.push_str("ss"),
        'æ' => word.push_str("ae"),
        other => word.push(other),
    }
}

/// "plssss" as "pls": no word repeats a letter three times.
fn unstretched(word: &str) -> String {
    let characters: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while at < characters.len() {
        let run = characters[at..].iter().take_while(|next| **next == characters[at]).count();
        let keep = if run >= 3 && !characters[at].is_numeric() { 1 } else { run };
        out.extend(std::iter::repeat_n(characters[at], keep));
        at += run;
    }
    out
}

/// In which language most of the words that say nothing are.
pub fn language(words: &[Word]) -> Language {
    let stops = |language| words.iter().filter(|word| word.stop(language)).count();
    if stops(Language::German) > stops(Language::English) { Language::German } else { Language::English }
}

/// Stems words and knows which stems stand for one another.
pub struct Stems {
    english: Stemmer,
    german: Stemmer,
    groups: HashMap<String, Vec<usize>>,
    members: Vec<Vec<String>>,
}

impl Default for Stems {
    fn default() -> Self {
        let (english, german) = (Stemmer::create(Algorithm::English), Stemmer::create(Algorithm::German));
        let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
        let mut members = Vec::new();
        for (number, group) in synonyms::GROUPS.iter().enumerate() {
            let mut stems: Vec<String> = Vec::new();
            for word in *group {
                stems.extend([english.stem(word).into_owned(), german.stem(word).into_owned()]);
            }
            stems.sort_unstable();
            stems.dedup();
            for stem in &stems {
                groups.entry(stem.clone()).or_default().push(number);
            }
            members.push(stems);
        }
        Self { english, german, groups, members }
    }
}

impl Stems {
    /// The stem of a word in a language.
    pub fn stem(&self, word: &str, language: Language) -> String {
        match language {
            Language::English => self.english.stem(word).into_owned(),
            Language::German => self.german.stem(word).into_owned(),
        }
    }

    /// Other stems for the same thing.
    pub fn others(&self, stem: &str) -> impl Iterator<Item = &str> {
        let groups = self.groups.get(stem).map_or(&[][..], Vec::as_slice);
        groups.iter().flat_map(|group| &self.members[*group]).map(String::as_str)
    }
}

/// Whether two words differ by at most so many slips: a letter too much, too few, another, or two swapped.
pub fn within(a: &str, b: &str, slips: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > slips {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for row in 1..=a.len() {
        let mut here = vec![row; b.len() + 1];
        for column in 1..=b.len() {
            let other = usize::from(a[row - 1] != b[column - 1]);
            let mut least = (above[column] + 1).min(here[column - 1] + 1).min(above[column - 1] + other);
            let swapped = row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1];
            if swapped {
                least = least.min(before[column - 2] + 1);
            }
            here[column] = least;
        }
        if here.iter().min().is_some_and(|least| *least > slips) {
            return false;
        }
        before = std::mem::replace(&mut above, here);
    }
    above[b.len()] <= slips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_made_comparable() {
        let plain: Vec<String> =
            words("I CAN'T log-in plssss, Größe 2000!").into_iter().map(|w| w.0).collect();
        assert_eq!(plain, ["i", "cant", "log", "in", "pls", "grosse", "2000"]);
        let all = words("hey guys how do I get a refund");
        let content: Vec<&str> =
            all.iter().filter(|word| !word.stop(Language::English)).map(|word| word.0.as_str()).collect();
        assert_eq!(content, ["refund"]);
    }

    #[test]
    fn languages_are_told_apart() {
        assert_eq!(language(&words("How do I get my money back?")), Language::English);
        assert_eq!(language(&words("Wie bekomme ich mein Geld zurück?")), Language::German);
    }

    #[test]
    fn lists_are_sorted() {
        assert!(stop_words::ENGLISH.is_sorted() && stop_words::GERMAN.is_sorted());
    }

    #[test]
    fn slips_are_counted() {
        assert!(within("refnud", "refund", 1));
        assert!(within("acount", "account", 1));
        assert!(!within("boat", "coats", 1));
        assert!(within("subscribtion", "subscription", 1));
        assert!(!within("abc", "xyz", 2));
    }

    #[test]
    fn words_stand_for_others() {
        let stems = Stems::default();
        assert!(stems.others("bought").any(|other| other == "buy"));
    }
}
