//! Posts panels and keeps the posted ones up to date (M66, M69).

use crate::{
    Discord,
    custom_id::CustomId,
    discord::{give_up, store_failed, unwritable},
    reply::{self, color},
    rest::{Call, Fault, Urgency, nonce},
    wire,
};
use desk::{Failure, Outcome, Rejected, crash};
use serde_json::{Value, json};
use ticket::{
    Actor, ChannelId, GuildConfig, GuildId, MessageId, Panel, PanelId, Refusal, Trouble,
    panel::{ButtonStyle, Offer, Posted, Row},
    say,
};
use twilight_http::routing::Route;

/// How often the place of a panel is written again after someone else saved the configuration.
const MOST_TRIES: u32 = 16;
/// The newest messages of a channel among which a panel is looked for.
const LOOKED_AT: u16 = 100;

impl Discord {
    /// Posts a panel into a channel, or edits it where it stands there already.
    pub async fn post_panel(&self, guild: GuildId, panel: PanelId, channel: ChannelId) -> Outcome {
        let config = match self.desk.store().config(guild).await {
            Ok(config) => config,
            Err(failure) => return store_failed(failure),
        };
        let Some(found) = config.config.panel(panel) else { return Outcome::Done };
        let body = message(found, &config.config);
        let before = found.posted;
        if let Some(posted) = before.filter(|posted| posted.channel == channel) {
            match self.edit_panel(posted, &body).await {
                Ok(()) => return Outcome::Done,
                // It was deleted by hand: posted anew below.
                Err(Fault::Gone(_)) => {}
                Err(fault) => return self.failed(fault),
            }
        }
        // The version is part of the name, so that a panel deleted a minute ago is posted again.
        let work = format!("post_panel:{guild}:{panel}:{channel}:{}", config.version);
        let standing = match self.standing_panel(channel, &body, &config.config).await {
            Ok(standing) => standing,
            Err(fault) => return self.failed(fault),
        };
        let stands = |message| Posted { channel, message, lost: false };
        crash::point("panel-before");
        let posted = match standing {
            Some(message) => self.edit_panel(stands(message), &body).await.map(|()| message),
            None => self.rest.post_message(channel, body, &nonce(&work, 0), Urgency::Person).await,
        };
        crash::point("panel-after");
        let message = match posted {
            Ok(message) => message,
            Err(Fault::Gone(_)) => return give_up(Trouble::ChannelGone),
            Err(Fault::Forbidden { code, .. }) => return give_up(unwritable(code)),
            Err(fault) => return self.failed(fault),
        };
        let outcome = self.remember_posted(guild, panel, stands(message)).await;
        if let (Outcome::Done, Some(old)) = (&outcome, before.filter(|old| old.message != message)) {
            self.remove_old(old).await;
        }
        outcome
    }

    /// The panel as an earlier attempt may have posted it: a late message of ours with the same buttons that is no other panel's. Its
    /// title would become a link if it carried a mark.
    async fn standing_panel(
        &self,
        channel: ChannelId,
        body: &Value,
        config: &GuildConfig,
    ) -> Result<Option<MessageId>, Fault> {
        if !self.rest.looks_first() {
            return Ok(None);
        }
        let route = Route::GetMessages {
            after: None,
            around: None,
            before: None,
            channel_id: channel.0,
            limit: Some(LOOKED_AT),
        };
        let messages: Vec<wire::Message> = match self.rest.get(&route).await {
            Ok(messages) => messages,
            // What is wrong with the channel is said by the attempt to post.
            Err(Fault::Gone(_) | Fault::Forbidden { .. }) => return Ok(None),
            Err(fault) => return Err(fault),
        };
        let wanted = pressable(&body["components"]);
        let posted =
            |id: MessageId| config.panels.iter().any(|panel| panel.posted.is_some_and(|at| at.message == id));
        let fits = |message: &&wire::Message| {
            message.is_by(self.me)
                && !posted(message.id)
                && pressable(&Value::from(message.components.clone())) == wanted
        };
        Ok(messages.iter().filter(fits).map(|message| message.id).max())
    }

    async fn edit_panel(&self, posted: Posted, body: &Value) -> Result<(), Fault> {
        let route = Route::UpdateMessage { channel_id: posted.channel.0, message_id: posted.message.0 };
        self.rest.send(Call::json(&route, body)?).await
    }

    /// The message that the panel had before; that it cannot be removed does no harm, its buttons work.
    async fn remove_old(&self, old: Posted) {
        let route = Route::DeleteMessage { channel_id: old.channel.0, message_id: old.message.0 };
        if let Err(fault) = self.rest.send(Call::of(&route).record()).await {
            tracing::debug!(%fault, "the panel's old message stays");
        }
    }

    async fn remember_posted(&self, guild: GuildId, panel: PanelId, posted: Posted) -> Outcome {
        match self.change_panels(guild, |found| (found.id == panel).then_some(posted)).await {
            Ok(()) => Outcome::Done,
            Err(Rejected::Refused(Refusal::ConfigChanged)) => {
                Outcome::Later { at: None, why: "the configuration keeps changing".to_owned() }
            }
            Err(Rejected::Refused(refusal)) => Outcome::GiveUp { why: refusal.to_string() },
            Err(Rejected::Failed(failure)) => store_failed(failure),
        }
    }

    /// The messages of these panels were deleted by hand: noted, so that people see it and post them again (A35).
    pub(crate) async fn panels_deleted(
        &self,
        guild: GuildId,
        deleted: impl Fn(&Posted) -> bool,
    ) -> Result<(), Failure> {
        let noted = self
            .change_panels(guild, |found| {
                let posted = found.posted.filter(|posted| !posted.lost && deleted(posted))?;
                Some(Posted { lost: true, ..posted })
            })
            .await;
        match noted {
            Ok(()) => Ok(()),
            Err(Rejected::Refused(refusal)) => {
                tracing::warn!(%refusal, "that a panel was deleted could not be noted");
                Ok(())
            }
            Err(Rejected::Failed(failure)) => Err(failure),
        }
    }

    /// Writes where panels stand now; what `place` says nothing about stays.
    async fn change_panels(
        &self,
        guild: GuildId,
        place: impl Fn(&Panel) -> Option<Posted>,
    ) -> Result<(), Rejected> {
        for _ in 0..MOST_TRIES {
            let current = self.desk.store().config(guild).await?;
            let mut config = GuildConfig::clone(&current.config);
            let mut changed = false;
            for panel in &mut config.panels {
                let Some(posted) = place(panel) else { continue };
                changed |= panel.posted != Some(posted);
                panel.posted = Some(posted);
            }
            if !changed {
                return Ok(());
            }
            match self.desk.configure(guild, &Actor::System, current.version, config, Vec::new()).await {
                Ok(_) => return Ok(()),
                Err(Rejected::Refused(Refusal::ConfigChanged)) => {}
                Err(rejected) => return Err(rejected),
            }
        }
        Err(Refusal::ConfigChanged.into())
    }
}

/// The address of a message.
pub(crate) fn message_url(guild: GuildId, channel: ChannelId, message: MessageId) -> String {
    format!("https://discord.com/channels/{guild}/{channel}/{message}")
}

/// The custom ids in rows of buttons.
fn pressable(rows: &Value) -> Vec<&str> {
    let rows = rows.as_array().into_iter().flatten();
    let buttons = rows.filter_map(|row| row["components"].as_array()).flatten();
    buttons.filter_map(|button| button["custom_id"].as_str()).collect()
}

fn message(panel: &Panel, config: &GuildConfig) -> Value {
    let offers = panel.offers(config);
    let rows = panel.rows(&offers);
    let menus = rows.iter().filter(|row| matches!(row, Row::Menu(_))).count();
    let first = rows.len() - menus;
    let rows: Vec<Value> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| match row {
            Row::Buttons(offers) => reply::row(offers.iter().map(button).collect()),
            Row::Menu(offers) => reply::row(vec![menu(panel, offers, (at - first, menus), config)]),
        })
        .collect();
    let mut embed =
        json!({ "title": reply::cut(&panel.title, 256), "color": panel.color.unwrap_or(color::PLAIN) });
    if !panel.text.is_empty() {
        embed["description"] = json!(reply::cut(&panel.text, 4096));
    }
    let mut body = reply::embed(embed);
    body["components"] = json!(rows);
    body
}

/// A type that is switched off keeps its button and says so when pressed (M68): disabled, it would only raise questions.
fn button(offer: &Offer) -> Value {
    let style = match offer.style {
        ButtonStyle::Primary => 1,
        ButtonStyle::Secondary => 2,
        ButtonStyle::Success => 3,
        ButtonStyle::Danger => 4,
    };
    let mut body = reply::button(&CustomId::Open(offer.ticket_type), &offer.label, style);
    if let Some(emoji) = &offer.emoji {
        body["emoji"] = reply::emoji(emoji);
    }
    body
}

/// A menu; of several, which one it is stands behind what it says.
fn menu(panel: &Panel, offers: &[Offer], (number, of): (usize, usize), config: &GuildConfig) -> Value {
    let option = |offer: &Offer| {
        let mut option =
            json!({ "label": reply::cut(&offer.label, 100), "value": offer.ticket_type.to_string() });
        if let Some(hint) = &offer.hint {
            option["description"] = json!(reply::cut(hint, 100));
        }
        if let Some(emoji) = &offer.emoji {
            option["emoji"] = reply::emoji(emoji);
        }
        option
    };
    let options: Vec<Value> = offers.iter().map(option).collect();
    let usual = || say!(config.settings.locale, "panel-placeholder");
    let mut placeholder = reply::cut(&panel.placeholder.clone().unwrap_or_else(usual), 140);
    if of > 1 {
        placeholder = format!("{placeholder} ({}/{of})", number + 1);
    }
    // A panel has five rows at most.
    let id = CustomId::Menu(u8::try_from(number).unwrap_or_default());
    json!({ "type": 3, "custom_id": id.to_string(), "options": options, "placeholder": placeholder })
}
