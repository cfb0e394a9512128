//! Messages by words of which only the beginning is known.
//!
//! The index would put together all that begins so before it gives the first entry: with ten million messages that is slower than all else. What is
//! said beside such a word is asked for instead, the latest first, and each entry tells whether one of its words begins so. Only where that does not
//! soon fill a page is the index asked for the beginning itself: then few words begin so, or few messages hold the others. PostgreSQL's index knows
//! the first letters of all words beside the words: it is asked for both at once, and the beginning itself only where fewer letters are known.

use ticket::query::{Phrase, Sought, says};

/// Entries looked at for a page before the index is asked for the beginning itself.
pub const MOST_BESIDE: usize = 3_000;
/// Messages that are read for it, where the entry alone does not tell.
pub const MOST_READ: usize = 300;
/// Words of one message whose beginnings are kept; of those with more nothing is known.
const MOST_CODES: usize = 256;
/// Letters by which PostgreSQL's index knows words. The migration `0038_beginnings` says the same.
const KNOWN: usize = 4;
/// Letters that the first byte of a code stands for; the second one stands for the letter after them.
const FIRST: usize = 3;

/// What is asked for without the words that are only begun; none where there are no such words.
pub fn beside(sought: &Sought) -> Option<Sought> {
    let begun = |phrase: &Phrase| phrase.begins;
    if !sought.begins() {
        return None;
    }
    let words = sought.words.iter().filter_map(|any| match any.as_slice() {
        any if !any.iter().any(begun) => Some(any.to_vec()),
        [one] => {
            let known = one.tokens[..one.tokens.len() - 1].to_vec();
            (!known.is_empty()).then(|| vec![Phrase { tokens: known, begins: false, ..one.clone() }])
        }
        _ => None,
    });
    let without = sought.without.iter().filter(|phrase| !phrase.begins);
    Some(Sought { words: words.collect(), without: without.cloned().collect(), ..sought.clone() })
}

/// The first letters of words that are only begun, where PostgreSQL's index knows them.
pub fn known(sought: &Sought) -> Vec<String> {
    let alone = sought.words.iter().filter_map(|any| match any.as_slice() {
        [one] if one.begins => one.tokens.last(),
        _ => None,
    });
    let long = alone.filter(|token| token.chars().nth(KNOWN - 1).is_some());
    long.map(|token| token.chars().take(KNOWN).collect()).collect()
}

/// Whether a text has all that is asked for, and nothing of what it must not have.
pub fn holds(text: &str, sought: &Sought) -> bool {
    sought.words.iter().all(|any| any.iter().any(|phrase| says(text, phrase)))
        && !sought.without.iter().any(|phrase| says(text, phrase))
}

/// The beginnings of words that have spaces between: two bytes for each, none twice; nothing if there are too many.
pub fn beginnings(words: &str) -> Vec<u8> {
    let mut codes: Vec<[u8; 2]> = words.split_ascii_whitespace().map(code).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.len() > MOST_CODES { Vec::new() } else { codes.concat() }
}

fn code(word: &str) -> [u8; 2] {
    let mut letters = word.chars();
    let first = letters.by_ref().take(FIRST).fold(0xcbf2_9ce4_u32, mixed);
    let first = (first ^ (first >> 8) ^ (first >> 16) ^ (first >> 24)) as u8;
    let next = letters.next().map_or(0, |letter| {
        let mixed = mixed(0, letter);
        1 + ((mixed ^ (mixed >> 11) ^ (mixed >> 22)) % 255) as u8
    });
    [first, next]
}

/// FNV-1a over letters. What is kept depends on it: it stays as it is.
fn mixed(hash: u32, letter: char) -> u32 {
    (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193)
}

/// Whether an entry with these beginnings may be one; false is certain.
pub fn may_hold(begins: &[u8], sought: &Sought) -> bool {
    begins.is_empty()
        || sought
            .words
            .iter()
            .all(|any| any.iter().any(|phrase| phrase.tokens.iter().all(|token| may_begin(begins, token))))
}

/// Whether one of these may be how this word begins.
pub fn may_begin(begins: &[u8], token: &str) -> bool {
    let letters = token.chars().take(FIRST + 1).count();
    let [first, next] = code(token);
    letters < FIRST
        || begins.chunks_exact(2).any(|code| code[0] == first && (letters == FIRST || code[1] == next))
}
