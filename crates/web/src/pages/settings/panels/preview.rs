//! A panel as Discord shows it, drawn by our own renderer.

use crate::{actor::InGuild, error::Problem, read::moment, words::words};
use serde_json::{Value, json};
use ticket::{
    GuildConfig, Panel, Timestamp,
    panel::{ButtonStyle, Offer, Row},
    say,
};
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
    let clock = here.signed.prefs.clock();
    let conversation = Conversation {
        guild_name: here.guild.name.clone(),
        zone: Some(here.signed.prefs.zone.clone()),
        locale: here.signed.prefs.locale.tag().to_owned(),
        words: clock.words(words(here.signed.prefs.locale)),
        twelve_hour: clock.is_twelve(),
        now: Some(moment(now)),
        ..Conversation::default()
    };
    let mut out = Vec::new();
    let options = Options { files: &no_files, nonce: Some(&here.signed.prefs.nonce) };
    render_message(&conversation, &message, &mut out, options).map_err(|_| Problem::Broken)?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn body(panel: &Panel, config: &GuildConfig, now: Timestamp) -> Value {
    let offers = panel.offers(config);
    let row = |row: &Row<'_>| match row {
        Row::Buttons(offers) => {
            json!({ "type": 1, "components": offers.iter().map(button).collect::<Vec<_>>() })
        }
        Row::Menu(offers) => json!({ "type": 1, "components": [menu(panel, offers, config)] }),
    };
    let rows: Vec<Value> = panel.rows(&offers).iter().map(row).collect();
    json!({
        "id": "1", "type": 0, "content": "", "timestamp": moment(now).to_string(),
        "author": { "id": "1", "username": "Guildhall", "bot": true },
        "embeds": [{ "type": "rich", "title": panel.title, "description": panel.text, "color": panel.color.unwrap_or(USUAL) }],
        "components": rows,
    })
}

fn button(offer: &Offer) -> Value {
    let style = match offer.style {
        ButtonStyle::Primary => 1,
        ButtonStyle::Secondary => 2,
        ButtonStyle::Success => 3,
        ButtonStyle::Danger => 4,
    };
    let emoji = offer.emoji.as_ref().map(|name| json!({ "id": null, "name": name }));
    json!({ "type": 2, "style": style, "label": offer.label, "custom_id": "preview", "emoji": emoji })
}

fn menu(panel: &Panel, offers: &[Offer], config: &GuildConfig) -> Value {
    let option = |offer: &Offer| json!({ "label": offer.label, "value": offer.ticket_type.to_string() });
    let options: Vec<Value> = offers.iter().map(option).collect();
    let usual = || say!(config.settings.locale, "panel-placeholder");
    let placeholder = panel.placeholder.clone().unwrap_or_else(usual);
    json!({ "type": 3, "custom_id": "preview", "options": options, "placeholder": placeholder })
}
