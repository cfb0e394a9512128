//! A panel as Discord shows it, drawn by our own renderer.

use crate::{actor::InGuild, error::Problem, read::moment};
use serde_json::{Value, json};
use ticket::{GuildConfig, Panel, Timestamp, panel::ButtonStyle};
use transcript::{Conversation, Message, Options, no_files, render_message};

/// Discord's own colour where none is chosen.
const USUAL: u32 = 0x58_65f2;

/// The markup of the message.
pub(super) fn html(
    here: &InGuild,
    panel: &Panel,
    config: &GuildConfig,
    now: Timestamp,
) -> Result<String, Problem> {
    let message: Message = serde_json::from_value(body(panel, config, now)).map_err(|_| Problem::Broken)?;
    let conversation = Conversation {
        guild_name: here.guild.name.clone(),
        zone: Some(here.signed.prefs.zone.clone()),
        locale: here.signed.prefs.locale.tag().to_owned(),
        now: Some(moment(now)),
        ..Conversation::default()
    };
    let mut out = Vec::new();
    let options = Options { files: &no_files, nonce: Some(&here.signed.prefs.nonce) };
    render_message(&conversation, &message, &mut out, options).map_err(|_| Problem::Broken)?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn body(panel: &Panel, config: &GuildConfig, now: Timestamp) -> Value {
    let button = |one: &ticket::panel::PanelButton| {
        let kind = config.ticket_type(one.ticket_type)?;
        let style = match one.style {
            ButtonStyle::Primary => 1,
            ButtonStyle::Secondary => 2,
            ButtonStyle::Success => 3,
            ButtonStyle::Danger => 4,
        };
        let label = one.label.as_ref().unwrap_or(&kind.name);
        let emoji = kind.emoji.as_ref().map(|name| json!({ "id": null, "name": name }));
        Some(json!({ "type": 2, "style": style, "label": label, "custom_id": "preview", "emoji": emoji }))
    };
    let buttons: Vec<Value> = panel.buttons.iter().filter_map(button).collect();
    let rows: Vec<Value> = buttons.chunks(5).map(|row| json!({ "type": 1, "components": row })).collect();
    json!({
        "id": "1", "type": 0, "content": "", "timestamp": moment(now).to_string(),
        "author": { "id": "1", "username": "Guildhall", "bot": true },
        "embeds": [{ "type": "rich", "title": panel.title, "description": panel.text, "color": panel.color.unwrap_or(USUAL) }],
        "components": rows,
    })
}
