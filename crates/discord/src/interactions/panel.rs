//! A panel's button: the form at once, or the ticket.

use super::context::Act;
use crate::{custom_id::CustomId, reply};
use serde_json::{Value, json};
use ticket::{
    Refusal, TicketType, TypeId,
    form::{Field, FieldStyle, MAX_ANSWER, MAX_FIELDS},
    text,
};

/// Characters of a form's title (interactions/receiving-and-responding, "Modal").
const TITLE: usize = 45;

impl Act<'_> {
    /// Shows the form from memory: a form must be the first answer, within three seconds.
    pub(crate) async fn panel_pressed(&self, id: TypeId) {
        let config = match self.bot.guild_config(self.guild).await {
            Ok(config) => config,
            Err(failure) => {
                tracing::error!(%failure, "the configuration cannot be read");
                return self.say_at_once(&ticket::say!(self.locale, "failed")).await;
            }
        };
        let refusal = match config.ticket_type(id) {
            _ if !config.settings.enabled => Refusal::ModuleOff,
            None => Refusal::UnknownType,
            Some(found) if !found.active => Refusal::TypeInactive { name: found.name.clone() },
            Some(found) if found.form.is_empty() => {
                if self.defer().await {
                    self.open(id, Vec::new()).await;
                }
                return;
            }
            Some(found) => return self.show(form(found)).await,
        };
        self.say_at_once(&text::refusal(self.locale, &refusal)).await;
    }
}

fn form(ticket_type: &TicketType) -> Value {
    let labels: Vec<Value> = ticket_type.form.iter().take(MAX_FIELDS).map(label).collect();
    json!({
        "custom_id": CustomId::Form(ticket_type.id).to_string(),
        "title": reply::cut(&ticket_type.name, TITLE),
        "components": labels,
    })
}

/// A question: a label (type 18) around a text input (type 4).
fn label(field: &Field) -> Value {
    let style = match field.style {
        FieldStyle::Short => 1,
        FieldStyle::Paragraph => 2,
    };
    let mut input = json!({
        "type": 4, "custom_id": field.key, "style": style, "required": field.required,
        "max_length": field.max_length.unwrap_or(MAX_ANSWER),
    });
    if let Some(least) = field.min_length {
        input["min_length"] = json!(least);
    }
    if let Some(words) = &field.placeholder {
        input["placeholder"] = json!(words);
    }
    let mut label = json!({ "type": 18, "label": field.label, "component": input });
    if let Some(words) = &field.description {
        label["description"] = json!(words);
    }
    label
}
