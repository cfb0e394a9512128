//! Modals, as Discord takes them (components/using-modal-components).

use crate::reply;
use serde_json::{Value, json};
use ticket::form::{Field, FieldStyle, MAX_ANSWER, MAX_CHOICES, MAX_FIELDS, MAX_FILES};

/// Characters of a form's title (interactions/receiving-and-responding, "Modal").
const TITLE: usize = 45;

/// A form: a title and its questions.
pub(crate) fn of(custom_id: String, title: &str, fields: &[Field]) -> Value {
    let parts: Vec<Value> = fields.iter().take(MAX_FIELDS).map(part).collect();
    json!({ "custom_id": custom_id, "title": reply::cut(title, TITLE), "components": parts })
}

/// Words to read (type 10), or a question: a label (type 18) around what takes the answer.
fn part(field: &Field) -> Value {
    if field.style == FieldStyle::Text {
        return json!({ "type": 10, "content": field.description.as_deref().unwrap_or(&field.label) });
    }
    let mut label = json!({ "type": 18, "label": field.label, "component": input(field) });
    if let Some(words) = &field.description {
        label["description"] = json!(words);
    }
    label
}

fn input(field: &Field) -> Value {
    let mut input = json!({ "type": kind(field.style), "custom_id": field.key });
    if field.style != FieldStyle::Checkbox {
        input["required"] = json!(field.required);
    }
    match field.style {
        FieldStyle::Short | FieldStyle::Paragraph => write_into(&mut input, field),
        FieldStyle::Select | FieldStyle::Checkboxes => {
            input["options"] = options(field);
            limits(&mut input, field, field.choices.len());
        }
        FieldStyle::Radio => input["options"] = options(field),
        FieldStyle::Users | FieldStyle::Roles | FieldStyle::Channels | FieldStyle::Mentionables => {
            limits(&mut input, field, MAX_CHOICES);
        }
        FieldStyle::Files => limits(&mut input, field, MAX_FILES),
        FieldStyle::Checkbox | FieldStyle::Text => {}
    }
    let has_placeholder = !matches!(
        field.style,
        FieldStyle::Radio | FieldStyle::Checkboxes | FieldStyle::Checkbox | FieldStyle::Files
    );
    if let Some(words) = field.placeholder.as_ref().filter(|_| has_placeholder) {
        input["placeholder"] = json!(words);
    }
    input
}

/// Numbers of components (components/reference, "Component Types").
fn kind(style: FieldStyle) -> u8 {
    match style {
        FieldStyle::Select => 3,
        FieldStyle::Short | FieldStyle::Paragraph => 4,
        FieldStyle::Users => 5,
        FieldStyle::Roles => 6,
        FieldStyle::Mentionables => 7,
        FieldStyle::Channels => 8,
        FieldStyle::Text => 10,
        FieldStyle::Files => 19,
        FieldStyle::Radio => 21,
        FieldStyle::Checkboxes => 22,
        FieldStyle::Checkbox => 23,
    }
}

fn write_into(input: &mut Value, field: &Field) {
    input["style"] = json!(if field.style == FieldStyle::Short { 1 } else { 2 });
    input["max_length"] = json!(field.max_length.unwrap_or(MAX_ANSWER));
    if let Some(least) = field.min_length {
        input["min_length"] = json!(least);
    }
    if let Some(words) = &field.filled {
        input["value"] = json!(reply::cut(words, field.max_length.unwrap_or(MAX_ANSWER).into()));
    }
}

fn limits(input: &mut Value, field: &Field, all: usize) {
    let most = field.most_choices().clamp(1, all.max(1));
    // What need not be answered may be left out whatever the fewest are: the rules look at what is given.
    input["min_values"] = json!(if field.required { field.least_choices().min(most) } else { 0 });
    input["max_values"] = json!(most);
}

/// Choices are named by their place: labels can be equal to a hundred characters and need not be unique to Discord.
fn options(field: &Field) -> Value {
    let of = |(index, choice): (usize, &ticket::form::Choice)| {
        let mut option = json!({ "label": choice.label, "value": index.to_string() });
        if let Some(words) = &choice.description {
            option["description"] = json!(words);
        }
        option
    };
    field.choices.iter().enumerate().map(of).collect()
}
