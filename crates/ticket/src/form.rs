//! The questions a ticket type asks, and the answers.

use crate::{
    Refusal,
    follow::{self, When},
};
use serde::{Deserialize, Serialize};

/// Fields in one form that are always asked (P156; Discord: a modal holds at most five components). Follow-ups have limits of their own
/// ([`follow::MAX_TOGETHER`], [`follow::MAX_ALL`]).
pub const MAX_FIELDS: usize = 5;
/// Characters of a field's label (Discord: components/reference, Label).
pub const MAX_LABEL: usize = 45;
/// Characters of a field's description (Discord: components/reference, Label).
pub const MAX_DESCRIPTION: usize = 100;
/// Characters of a placeholder (Discord: components/reference, Text Input).
pub const MAX_PLACEHOLDER: usize = 100;
/// Characters of one answer (Discord: components/reference, Text Input).
pub const MAX_ANSWER: u16 = 4000;

/// Choices of one question (Discord: components/reference, String Select; radio and checkbox groups hold at most 10).
pub const MAX_CHOICES: usize = 25;
/// Choices of a radio or checkbox group (Discord: components/reference, Radio Group).
pub const MAX_GROUP: usize = 10;
/// Characters of a choice's label, value or description (Discord: components/reference, String Select).
pub const MAX_CHOICE: usize = 100;
/// Files that one question takes (Discord: components/reference, File Upload).
pub const MAX_FILES: usize = 10;

/// How a question is answered: the components that Discord allows in a modal (components/using-modal-components).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldStyle {
    /// One line.
    #[default]
    Short,
    /// Several lines.
    Paragraph,
    /// A menu of choices.
    Select,
    /// One of a few choices, all in sight.
    Radio,
    /// Any of a few choices, all in sight.
    Checkboxes,
    /// Yes or no.
    Checkbox,
    /// Members of the guild.
    Users,
    /// Roles of the guild.
    Roles,
    /// Channels of the guild.
    Channels,
    /// Members and roles of the guild.
    Mentionables,
    /// Files that are sent along.
    Files,
    /// No question: words to read. The label is not shown, the description is.
    Text,
}

impl FieldStyle {
    /// Whether it is answered with words.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Short | Self::Paragraph)
    }
    /// Whether it offers [`Field::choices`].
    pub fn has_choices(self) -> bool {
        matches!(self, Self::Select | Self::Radio | Self::Checkboxes)
    }
    /// Whether several choices, or files, can be given, so that [`Field::least`] and [`Field::most`] count.
    pub fn is_counted(self) -> bool {
        !matches!(self, Self::Short | Self::Paragraph | Self::Radio | Self::Checkbox | Self::Text)
    }
    /// Whether answers are mentions that we make.
    fn is_mentioned(self) -> bool {
        matches!(self, Self::Users | Self::Roles | Self::Channels | Self::Mentionables)
    }
}

/// One of the answers that a question offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What people read; answers keep it.
    pub label: String,
    /// A line of help under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
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
    /// How it is answered.
    #[serde(default)]
    pub style: FieldStyle,
    /// What it offers, where it offers something.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// How many choices, or files, must be given at least where any are; one if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u8>,
    /// How many choices can be made, or files given, at most; one if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u8>,
    /// Whether an answer must be given.
    #[serde(default = "yes")]
    pub required: bool,
    /// Asked only after certain answers to an earlier question; always, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// The fewest characters of an answer that is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u16>,
    /// The most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u16>,
    /// What the field holds when it is shown; never configured.
    #[serde(skip)]
    pub filled: Option<String>,
}

fn yes() -> bool {
    true
}

impl Field {
    /// A question that must be answered.
    pub fn new(key: impl Into<String>, label: impl Into<String>, style: FieldStyle) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            description: None,
            placeholder: None,
            style,
            choices: Vec::new(),
            least: None,
            most: None,
            required: true,
            when: None,
            min_length: None,
            max_length: None,
            filled: None,
        }
    }

    /// How many choices must be made where any are.
    pub fn least_choices(&self) -> usize {
        if self.style.is_counted() { usize::from(self.least.unwrap_or(1)).max(1) } else { 1 }
    }

    /// How many choices can be made.
    pub fn most_choices(&self) -> usize {
        match self.style {
            FieldStyle::Radio | FieldStyle::Checkbox => 1,
            FieldStyle::Checkboxes => self.most.map_or(self.choices.len(), usize::from),
            _ => usize::from(self.most.unwrap_or(1)),
        }
    }
}

/// A question with its answer, as the ticket keeps them: the label is as it was when asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// [`Field::key`].
    pub key: String,
    /// The question as it was asked.
    pub label: String,
    /// What the member wrote or chose; the names of files, one per line.
    pub value: String,
    /// Whether the value is mentions that we made of a choice of members, roles or channels; else it is nobody's markup.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mentions: bool,
    /// The ids of the files that were sent as the answer; they are kept under [`MessageId::FORM`](crate::MessageId::FORM).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<u64>,
}

/// A file that came with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its id: Discord's, or one of our own.
    pub id: u64,
    /// Its name, as given: untrusted.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}

/// Checks answers against the form as it is now and puts them in its order. Questions that depend on another answer count if they are asked
/// ([`follow::applies`]); what was answered to others is left out: whoever changes their mind on the way has not said it. Several choices are given one per line: the index of a
/// [`Choice`], `yes`, the id of a member, role or channel, `@` and `&` before that of a member or role where both can be chosen, or the
/// id of a file in `sent`.
///
/// # Errors
/// [`Refusal::AnswerMissing`], [`Refusal::AnswerTooShort`], [`Refusal::AnswerTooLong`], [`Refusal::NotAChoice`],
/// [`Refusal::ChoiceCount`], or [`Refusal::FormChanged`] for an answer to a question that the form does not ask.
pub fn check(fields: &[Field], given: &[(String, String)], sent: &[Sent]) -> Result<Vec<Answer>, Refusal> {
    if given.iter().any(|(key, _)| !fields.iter().any(|field| field.key == *key)) {
        return Err(Refusal::FormChanged);
    }
    let mut answers = Vec::with_capacity(fields.len());
    for field in fields.iter().filter(|field| field.style != FieldStyle::Text) {
        if !follow::applies(fields, field, given) {
            continue;
        }
        let value = given.iter().find(|(key, _)| *key == field.key).map_or("", |(_, value)| value.trim());
        let (key, label) = (field.key.clone(), field.label.clone());
        let mentions = field.style.is_mentioned();
        if field.style == FieldStyle::Files {
            let files = files(field, value, sent)?;
            let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
            let (value, files) = (names.join("\n"), files.iter().map(|file| file.id).collect::<Vec<_>>());
            answers.extend((!files.is_empty()).then_some(Answer { key, label, value, mentions, files }));
            continue;
        }
        let value = if field.style.is_written() { written(field, value)? } else { chosen(field, value)? };
        answers.extend(value.map(|value| Answer { key, label, value, mentions, files: Vec::new() }));
    }
    Ok(answers)
}

fn missing(field: &Field) -> Result<Option<String>, Refusal> {
    if field.required { Err(Refusal::AnswerMissing { label: field.label.clone() }) } else { Ok(None) }
}

fn written(field: &Field, value: &str) -> Result<Option<String>, Refusal> {
    let length = value.chars().count();
    if length == 0 {
        return missing(field);
    }
    if let Some(least) = field.min_length.map(usize::from).filter(|least| length < *least) {
        return Err(Refusal::AnswerTooShort { label: field.label.clone(), least, given: length });
    }
    let most = usize::from(field.max_length.unwrap_or(MAX_ANSWER).min(MAX_ANSWER));
    if length > most {
        return Err(Refusal::AnswerTooLong { label: field.label.clone(), most, given: length });
    }
    Ok(Some(value.to_owned()))
}

fn made(value: &str) -> Vec<&str> {
    value.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

fn counted(field: &Field, given: usize) -> Result<(), Refusal> {
    let (least, most) = (field.least_choices(), field.most_choices());
    if (least..=most).contains(&given) {
        return Ok(());
    }
    let label = field.label.clone();
    Err(match field.style {
        FieldStyle::Files => Refusal::FileCount { label, least, most, given },
        _ => Refusal::ChoiceCount { label, least, most, given },
    })
}

/// The files that were sent as an answer.
fn files<'s>(field: &Field, value: &str, sent: &'s [Sent]) -> Result<Vec<&'s Sent>, Refusal> {
    let made = made(value);
    if made.is_empty() {
        return missing(field).map(|_| Vec::new());
    }
    counted(field, made.len())?;
    let one = |line: &str| sent.iter().find(|file| line.parse() == Ok(file.id));
    made.into_iter().map(|line| one(line).ok_or(Refusal::FormChanged)).collect()
}

fn chosen(field: &Field, value: &str) -> Result<Option<String>, Refusal> {
    let made = made(value);
    if made.is_empty() {
        return missing(field);
    }
    counted(field, made.len())?;
    let not_a_choice = || Refusal::NotAChoice { label: field.label.clone() };
    let id = |line: &str| line.parse::<u64>().map_err(|_| not_a_choice());
    let words = made.into_iter().map(|line| {
        Ok(match field.style {
            FieldStyle::Users => format!("<@{}>", id(line)?),
            FieldStyle::Roles => format!("<@&{}>", id(line)?),
            FieldStyle::Channels => format!("<#{}>", id(line)?),
            FieldStyle::Mentionables => match line.split_at_checked(1) {
                Some(("@", user)) => format!("<@{}>", id(user)?),
                Some(("&", role)) => format!("<@&{}>", id(role)?),
                _ => return Err(not_a_choice()),
            },
            FieldStyle::Checkbox if line == "yes" => "✓".to_owned(),
            _ => {
                let index: usize = line.parse().map_err(|_| not_a_choice())?;
                field.choices.get(index).map(|choice| choice.label.clone()).ok_or_else(not_a_choice)?
            }
        })
    });
    Ok(Some(words.collect::<Result<Vec<_>, Refusal>>()?.join(", ")))
}
