//! The form builder: the questions of a type, up to five that are always asked (P156), and those that depend on their answers.

use crate::pages::settings::fields::{Fields, Opt};
use ticket::{
    follow::{self, MAX_ALL, When},
    form::{Choice, Field, FieldStyle},
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
    /// On which question it depends, by slot; none of them if it is always asked.
    pub(crate) sources: Vec<Opt>,
    /// After which answers, one a line.
    pub(crate) any: String,
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
    fn of(l: Locale, slot: String, field: &Field, form: &[Field]) -> Self {
        let source = |(index, one): (usize, &Field)| {
            let chosen = field.when.as_ref().is_some_and(|when| when.key == one.key);
            let fits = one.style.leads() && one.when.is_none() && one.key != field.key;
            (fits || chosen).then(|| Opt::new(index, say!(l, "web-ask-after", name = &one.label), chosen))
        };
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
            sources: form.iter().enumerate().filter_map(source).collect(),
            any: field.when.as_ref().map(|when| when.any.join("\n")).unwrap_or_default(),
            choices: field.choices.iter().map(line).collect::<Vec<_>>().join("\n"),
            least: shown_number(field.least.map(u16::from)),
            most: shown_number(field.most.map(u16::from)),
            least_length: shown_number(field.min_length),
            most_length: shown_number(field.max_length),
        }
    }

    /// One that is not asked yet.
    pub(super) fn blank(l: Locale) -> Self {
        Self::of(l, "new".to_owned(), &Field::new("", "", FieldStyle::Short), &[])
    }
}

/// The questions of a form.
pub(super) fn shown(l: Locale, form: &[Field]) -> Vec<Question> {
    form.iter().enumerate().map(|(index, field)| Question::of(l, index.to_string(), field, form)).collect()
}

/// Reads the questions in the order of the page; those without a label are not asked. Keys stay, so answers keep their history.
pub(super) fn read(fields: &Fields, known: &[Field]) -> Vec<Field> {
    let mut form: Vec<Field> = Vec::new();
    let mut slots: Vec<&str> = Vec::new();
    for slot in fields.all("question").take(MAX_ALL + 1) {
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
        slots.push(slot);
    }
    let conditions: Vec<_> =
        slots.iter().map(|slot| condition(fields, slot, (&slots, &form), known)).collect();
    form.iter_mut().zip(conditions).for_each(|(field, when)| field.when = when);
    form
}

/// On which answers a question depends. A page without a script knows the choices as they were: what was renamed on it is followed here.
fn condition(
    fields: &Fields,
    slot: &str,
    (slots, form): (&[&str], &[Field]),
    known: &[Field],
) -> Option<When> {
    let chosen = fields.words(&format!("{slot}-when"))?;
    let any = fields.text(&format!("{slot}-any"));
    let any: Vec<String> =
        any.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let Some(source) = slots.iter().position(|slot| *slot == chosen).and_then(|place| form.get(place)) else {
        // It was taken away. The question stays a follow-up, so that whoever saves hears of it.
        let key =
            chosen.parse::<usize>().ok().and_then(|place| known.get(place)).map(|field| field.key.clone());
        return Some(When { key: key.unwrap_or(chosen), any });
    };
    let before = known.iter().find(|field| field.key == source.key).map(Field::outcomes).unwrap_or_default();
    let (meant, unknown): (Vec<String>, Vec<String>) = any
        .into_iter()
        .partition(|one| before.contains(&one.as_str()) || source.outcomes().contains(&one.as_str()));
    let mut any = follow::renamed(&meant, &before, &source.outcomes());
    any.extend(unknown);
    Some(When { key: source.key.clone(), any })
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

    // Conditions name a question of the page by its slot, and follow its choices; what cannot be understood is kept for the rules to refuse.
    #[test]
    fn conditions_follow_the_page() {
        let choices = |labels: [&str; 3]| {
            labels.map(|label| Choice { label: label.to_owned(), description: None }).into()
        };
        let known = [
            Field {
                choices: choices(["Bill", "Bug", "Other"]),
                ..Field::new("a", "About", FieldStyle::Select)
            },
            Field::new("b", "More", FieldStyle::Short),
        ];
        let read = |about: &str, rest: &str| {
            let about = format!("question=0&0-key=a&0-label=About&0-style=select&0-choices={about}");
            let sent = format!("{about}&question=1&1-key=b&1-label=More&1-style=short&{rest}");
            super::read(&Fields::read(sent.as_bytes()), &known).pop().expect("the second is asked").when
        };
        let when = |key: &str, any: &[&str]| {
            Some(When { key: key.to_owned(), any: any.iter().map(|one| (*one).to_owned()).collect() })
        };
        assert_eq!(read("Bill%0ABug%0AOther", "1-when=&1-any=Bill"), None);
        assert_eq!(read("Other%0ABill%0ABug", "1-when=0&1-any=Bill%0ABug"), when("a", &["Bill", "Bug"]));
        assert_eq!(
            read("Invoice%0ABug%0AOther", "1-when=0&1-any=Bill%0ABug"),
            when("a", &["Invoice", "Bug"])
        );
        assert_eq!(read("Bug%0AOther", "1-when=0&1-any=Bill%0ABug"), when("a", &["Bug"]));
        assert_eq!(read("Bill%0ABug%0AOther", "1-when=0&1-any=Nonsense"), when("a", &["Nonsense"]));
        assert_eq!(read("Bill%0ABug%0AOther&0-remove=on", "1-when=0&1-any=Bill"), when("a", &["Bill"]));
    }
}
