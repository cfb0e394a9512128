//! Words as the index has them, and the part of a text to show.

use super::{MAX_WORD, Phrase};

/// Letters on either side of the first word found.
const BEFORE: usize = 50;
/// Letters of a snippet.
const LENGTH: usize = 180;

/// A word of a text: what the index has, and where it stands (bytes).
struct Found {
    token: String,
    from: usize,
    to: usize,
}

/// The words of a text: small letters and digits, without marks on Latin letters. Scripts that put no spaces between words give one word for each
/// letter, so that any part of a sentence can be found.
pub fn tokens(text: &str) -> impl Iterator<Item = String> + '_ {
    scan(text).map(|found| found.token)
}

/// A phrase of these words; nothing if there are none.
pub fn phrase(text: &str) -> Option<Phrase> {
    let tokens: Vec<String> = tokens(text).collect();
    (!tokens.is_empty()).then_some(Phrase { tokens, begins: false, subject: false })
}

fn scan(text: &str) -> impl Iterator<Item = Found> + '_ {
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while letters.next_if(|(_, letter)| !letter.is_alphanumeric()).is_some() {}
        let (from, first) = letters.next()?;
        let mut token = String::new();
        fold(first, &mut token);
        let mut to = from + first.len_utf8();
        if stands_alone(first) {
            return Some(Found { token, from, to });
        }
        let mut count = 1;
        while let Some((at, letter)) =
            letters.next_if(|(_, letter)| letter.is_alphanumeric() && !stands_alone(*letter))
        {
            count += 1;
            if count <= MAX_WORD {
                fold(letter, &mut token);
            }
            to = at + letter.len_utf8();
        }
        Some(Found { token, from, to })
    })
}

/// Thai, Lao, Khmer, Burmese, kana, Han: written without spaces.
fn stands_alone(letter: char) -> bool {
    matches!(letter, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Puts a letter as the index has it: small, Latin ones without marks.
fn fold(letter: char, out: &mut String) {
    for small in letter.to_lowercase() {
        match small {
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => out.push('a'),
            'æ' => out.push_str("ae"),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' => out.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ĥ' | 'ħ' => out.push('h'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => out.push('i'),
            'ĵ' => out.push('j'),
            'ķ' => out.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => out.push('o'),
            'œ' => out.push_str("oe"),
            'ŕ' | 'ŗ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ß' => out.push_str("ss"),
            'ţ' | 'ť' | 'ț' => out.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ŵ' => out.push('w'),
            'ý' | 'ÿ' | 'ŷ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            other if other.is_alphanumeric() => out.push(other),
            _ => {}
        }
    }
}

/// A piece of a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it was looked for.
    pub found: bool,
}

/// The part of a text around the first words found, on one line, with all found words marked. None if nothing of it is in the text.
pub fn snippet(text: &str, phrases: &[&Phrase]) -> Option<Vec<Piece>> {
    let marks = marks(text, phrases);
    let first = marks.first()?.0;
    let from = if first <= BEFORE { 0 } else { back(text, first) };
    let to = text[from..].char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| from + at);
    let mut pieces = Vec::new();
    let mut put = |text: &str, found: bool| {
        let text: String =
            text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
        if !text.is_empty() {
            pieces.push(Piece { text, found });
        }
    };
    if from > 0 {
        put("…", false);
    }
    let mut at = from;
    for (start, end) in marks.into_iter().filter(|(start, end)| *start >= from && *end <= to) {
        put(&text[at..start], false);
        put(&text[start..end], true);
        at = end;
    }
    put(&text[at..to], false);
    if to < text.len() {
        put("…", false);
    }
    Some(pieces)
}

/// The beginning of a word, some letters before this place.
fn back(text: &str, at: usize) -> usize {
    let from = text[..at].char_indices().rev().nth(BEFORE).map_or(0, |(place, _)| place);
    let space = text[from..at].find(char::is_whitespace);
    space.map_or(from, |space| from + space + text[from + space..].chars().next().map_or(0, char::len_utf8))
}

/// Where the phrases stand, in order, none over another.
fn marks(text: &str, phrases: &[&Phrase]) -> Vec<(usize, usize)> {
    let words: Vec<Found> = scan(text).collect();
    let mut marks = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let long =
            phrases.iter().filter(|phrase| stands(&words[at..], phrase)).map(|one| one.tokens.len()).max();
        match long {
            Some(long) => {
                marks.push((words[at].from, words[at + long - 1].to));
                at += long;
            }
            None => at += 1,
        }
    }
    marks
}

/// Whether the words of a phrase stand side by side in a text.
pub fn says(text: &str, phrase: &Phrase) -> bool {
    let words: Vec<Found> = scan(text).collect();
    (0..words.len()).any(|at| stands(&words[at..], phrase))
}

fn stands(words: &[Found], phrase: &Phrase) -> bool {
    let last = phrase.tokens.len().saturating_sub(1);
    words.len() >= phrase.tokens.len()
        && phrase.tokens.iter().zip(words).enumerate().all(|(at, (token, word))| {
            word.token == *token || (phrase.begins && at == last && word.token.starts_with(token.as_str()))
        })
}
