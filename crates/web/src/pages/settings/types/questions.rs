//! The form builder: the questions of a type, up to five (P156).

use crate::pages::settings::fields::{Fields, Opt};
use ticket::{
    form::{Choice, Field, FieldStyle, MAX_FIELDS},
    say,
    settings::Locale,
};

/// A question as the builder shows it.
pub(crate) struct Question {
    /// Tells its fields apart; nothing is kept of it.
    pub(crate) slot: String,
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) help: String,
    pub(crate) placeholder: String,
    pub(crate) styles: Vec<Opt>,
    pub(crate) required: bool,
    pub(crate) choices: String,
    pub(crate) least: String,
    pub(crate) most: String,
    pub(crate) least_length: String,
    pub(crate) most_length: String,
}

const STYLES: [FieldStyle; 12] = [
    FieldStyle::Short,
    FieldStyle::Paragraph,
    FieldStyle::Select,
    FieldStyle::Radio,
    FieldStyle::Checkboxes,
    FieldStyle::Checkbox,
    FieldStyle::Users,
    FieldStyle::Roles,
    FieldStyle::Channels,
    FieldStyle::Mentionables,
    FieldStyle::Files,
    FieldStyle::Text,
];

fn word(style: FieldStyle) -> String {
    serde_json::to_value(style).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

fn label(l: Locale, style: FieldStyle) -> String {
    match style {
        FieldStyle::Short => say!(l, "web-ask-short"),
        FieldStyle::Paragraph => say!(l, "web-ask-paragraph"),
        FieldStyle::Select => say!(l, "web-ask-select"),
        FieldStyle::Radio => say!(l, "web-ask-radio"),
        FieldStyle::Checkboxes => say!(l, "web-ask-checkboxes"),
        FieldStyle::Checkbox => say!(l, "web-ask-checkbox"),
        FieldStyle::Users => say!(l, "web-ask-users"),
        FieldStyle::Roles => say!(l, "web-ask-roles"),
        FieldStyle::Channels => say!(l, "web-ask-channels"),
        FieldStyle::Mentionables => say!(l, "web-ask-mentionables"),
        FieldStyle::Files => say!(l, "web-ask-files"),
        FieldStyle::Text => say!(l, "web-ask-text"),
    }
}

fn shown_number(number: Option<u16>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

impl Question {
    fn of(l: Locale, slot: String, field: &Field) -> Self {
        let line = |choice: &Choice| match &choice.description {
            Some(help) => format!("{} | {help}", choice.label),
            None => choice.label.clone(),
        };
        Self {
            slot,
            key: field.key.clone(),
            label: field.label.clone(),
            help: field.description.clone().unwrap_or_default(),
            placeholder: field.placeholder.clone().unwrap_or_default(),
            styles: STYLES.map(|style| Opt::new(word(style), label(l, style), style == field.style)).into(),
            required: field.required,
            choices: field.choices.iter().map(line).collect::<Vec<_>>().join("\n"),
            least: shown_number(field.least.map(u16::from)),
            most: shown_number(field.most.map(u16::from)),
            least_length: shown_number(field.min_length),
            most_length: shown_number(field.max_length),
        }
    }

    /// One that is not asked yet.
    pub(super) fn blank(l: Locale) -> Self {
        Self::of(l, "new".to_owned(), &Field::new("", "", FieldStyle::Short))
    }
}

/// The questions of a form.
pub(super) fn shown(l: Locale, form: &[Field]) -> Vec<Question> {
    form.iter().enumerate().map(|(index, field)| Question::of(l, index.to_string(), field)).collect()
}

/// Reads the questions in the order of the page; those without a label are not asked. Keys stay, so answers keep their history.
pub(super) fn read(fields: &Fields, known: &[Field]) -> Vec<Field> {
    let mut form: Vec<Field> = Vec::new();
    for slot in fields.all("question").take(MAX_FIELDS + 1) {
        let at = |name: &str| format!("{slot}-{name}");
        if fields.flag(&at("remove")) {
            continue;
        }
        let Some(label) = fields.words(&at("label")) else { continue };
        let style = STYLES.into_iter().find(|style| word(*style) == fields.text(&at("style")));
        let style = style.unwrap_or_default();
        let key = fields.words(&at("key")).filter(|key| known.iter().any(|field| field.key == *key));
        let key = key.unwrap_or_else(|| fresh_key(known, &form));
        let number = |name: &str| fields.words(&at(name)).and_then(|text| text.parse::<u16>().ok());
        let choices = if style.has_choices() { choices(&fields.text(&at("choices"))) } else { Vec::new() };
        let small = |name: &str| number(name).and_then(|number| u8::try_from(number).ok());
        let counted = |name: &str| small(name).filter(|number| *number > 0 && style.is_counted());
        form.push(Field {
            description: fields.words(&at("help")),
            placeholder: fields.words(&at("placeholder")),
            choices,
            least: counted("least"),
            most: counted("most"),
            required: fields.flag(&at("required")),
            min_length: number("least-length").filter(|_| style.is_written()),
            max_length: number("most-length").filter(|_| style.is_written()),
            ..Field::new(key, label, style)
        });
    }
    form
}

fn fresh_key(known: &[Field], form: &[Field]) -> String {
    let taken = |key: &str| known.iter().chain(form).any(|field| field.key == key);
    (1..).map(|number| format!("q{number}")).find(|key| !taken(key)).unwrap_or_default()
}

/// One choice a line; help stands behind a bar.
fn choices(text: &str) -> Vec<Choice> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| match line.split_once('|') {
            Some((label, help)) => Choice {
                label: label.trim().to_owned(),
                description: Some(help.trim().to_owned()).filter(|help| !help.is_empty()),
            },
            None => Choice { label: line.to_owned(), description: None },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_keep_their_keys_and_take_the_order_of_the_page() {
        let known =
            [Field::new("a", "First", FieldStyle::Short), Field::new("q1", "Second", FieldStyle::Short)];
        let sent = "question=1&1-key=q1&1-label=Second&1-style=select&1-choices=Yes+|+really%0ANo&1-required=on&question=0&0-key=a&0-label=First&0-style=short&0-most-length=50&question=new&new-label=Third&new-style=paragraph&question=7&7-label=";
        let form = read(&Fields::read(sent.as_bytes()), &known);
        assert_eq!(form.iter().map(|field| field.key.as_str()).collect::<Vec<_>>(), ["q1", "a", "q2"]);
        assert_eq!(form[0].choices[0].description.as_deref(), Some("really"));
        assert!(form[0].required && !form[1].required);
        assert_eq!((form[1].max_length, form[2].style), (Some(50), FieldStyle::Paragraph));
    }
}
