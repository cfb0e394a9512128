//! The questions a ticket type asks, and the answers.

use crate::Refusal;
use serde::{Deserialize, Serialize};

/// Fields in one form (P156; Discord: a modal holds at most five components).
pub const MAX_FIELDS: usize = 5;
/// Characters of a field's label (Discord: components/reference, Label).
pub const MAX_LABEL: usize = 45;
/// Characters of a field's description (Discord: components/reference, Label).
pub const MAX_DESCRIPTION: usize = 100;
/// Characters of a placeholder (Discord: components/reference, Text Input).
pub const MAX_PLACEHOLDER: usize = 100;
/// Characters of one answer (Discord: components/reference, Text Input).
pub const MAX_ANSWER: u16 = 4000;

/// How an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldStyle {
    /// One line.
    #[default]
    Short,
    /// Several lines.
    Paragraph,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Names the field within its form; never shown. Answers keep it, so a renamed label keeps its history.
    pub key: String,
    /// The question, 1 to 45 characters.
    pub label: String,
    /// A line of help under the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Shown in the empty field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    /// One line or several.
    #[serde(default)]
    pub style: FieldStyle,
    /// Whether an answer must be given.
    #[serde(default = "yes")]
    pub required: bool,
    /// The fewest characters of an answer that is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u16>,
    /// The most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u16>,
}

fn yes() -> bool {
    true
}

/// A question with its answer, as the ticket keeps them: the label is as it was when asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// [`Field::key`].
    pub key: String,
    /// The question as it was asked.
    pub label: String,
    /// What the member wrote.
    pub value: String,
}

/// Checks answers against the form as it is now and puts them in its order.
///
/// # Errors
/// [`Refusal::AnswerMissing`], [`Refusal::AnswerTooShort`], [`Refusal::AnswerTooLong`], or [`Refusal::FormChanged`] for an answer to
/// a question that the form does not ask.
pub fn check(fields: &[Field], given: &[(String, String)]) -> Result<Vec<Answer>, Refusal> {
    if given.iter().any(|(key, _)| !fields.iter().any(|field| field.key == *key)) {
        return Err(Refusal::FormChanged);
    }
    let mut answers = Vec::with_capacity(fields.len());
    for field in fields {
        let value = given.iter().find(|(key, _)| *key == field.key).map_or("", |(_, value)| value.trim());
        let length = value.chars().count();
        if length == 0 {
            if field.required {
                return Err(Refusal::AnswerMissing { label: field.label.clone() });
            }
            continue;
        }
        if let Some(least) = field.min_length.map(usize::from).filter(|least| length < *least) {
            return Err(Refusal::AnswerTooShort { label: field.label.clone(), least, given: length });
        }
        let most = usize::from(field.max_length.unwrap_or(MAX_ANSWER).min(MAX_ANSWER));
        if length > most {
            return Err(Refusal::AnswerTooLong { label: field.label.clone(), most, given: length });
        }
        answers.push(Answer { key: field.key.clone(), label: field.label.clone(), value: value.to_owned() });
    }
    Ok(answers)
}
