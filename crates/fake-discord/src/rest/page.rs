//! What pages of lists ask for.

use super::read::number;
use crate::error::{Answered, invalid};
use std::collections::HashMap;

/// How many are wanted: `usual` if nothing is said, refused over `most`.
pub(super) fn limit(query: &HashMap<String, String>, usual: usize, most: usize) -> Answered<usize> {
    let Some(text) = query.get("limit") else { return Ok(usual) };
    let bad = |code: &str, words: &str| invalid("limit", code, words);
    let asked: usize =
        text.parse().map_err(|_| bad("NUMBER_TYPE_COERCE", &format!("Value \"{text}\" is not int.")))?;
    match asked {
        0 => Err(bad("NUMBER_TYPE_MIN", "int value should be greater than or equal to 1.")),
        n if n > most => {
            Err(bad("NUMBER_TYPE_MAX", &format!("int value should be less than or equal to {most}.")))
        }
        n => Ok(n),
    }
}

/// An id from which the page goes on.
pub(super) fn id(query: &HashMap<String, String>, key: &str) -> Answered<Option<u64>> {
    query.get(key).map(|text| number(text)).transpose()
}

/// Whether a parameter of the query means yes: libraries send both.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "true" | "1")
}
