//! A message that members open tickets from (P2-P4).

use crate::{ChannelId, GuildConfig, MessageId, PanelId, TicketType, TypeId};
use serde::{Deserialize, Serialize};

/// Buttons on one panel (P157; Discord: five rows of five).
pub const MAX_BUTTONS: usize = 25;
/// Rows of one message (Discord: components/reference, "Legacy Message Component Behavior").
const ROWS: usize = 5;
/// Buttons in a row, or choices of its menu (Discord: components/reference, "Action Row", "String Select").
const IN_ROW: usize = 5;
const IN_MENU: usize = 25;
/// Types that a panel of all types offers: five menus.
pub const MAX_OFFERS: usize = ROWS * IN_MENU;

/// The look of a button (Discord: components/reference, Button Styles).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ButtonStyle {
    /// Blurple.
    Primary,
    /// Grey.
    #[default]
    Secondary,
    /// Green.
    Success,
    /// Red.
    Danger,
}

/// One button: it opens a ticket of one type (P3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelButton {
    /// The type it opens.
    #[serde(rename = "type")]
    pub ticket_type: TypeId,
    /// Its text; the type's name if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its look.
    #[serde(default)]
    pub style: ButtonStyle,
}

/// How a panel offers its types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// A button for each.
    #[default]
    Buttons,
    /// One menu, with a line of help for each.
    Menu,
}

/// A type as a panel offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The type it opens.
    pub ticket_type: TypeId,
    /// Its text.
    pub label: String,
    /// A line of help.
    pub hint: Option<String>,
    /// Its emoji.
    pub emoji: Option<String>,
    /// Its look, as a button.
    pub style: ButtonStyle,
}

/// A row of a panel's message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row<'a> {
    /// Buttons, at most five.
    Buttons(&'a [Offer]),
    /// A menu of at most 25 choices.
    Menu(&'a [Offer]),
}

/// Where a panel stands in Discord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posted {
    /// The channel.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
    /// It was deleted by hand: the panel is posted again when somebody asks for it (A35).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lost: bool,
}

/// A panel: an embed with buttons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// Its identity within the guild.
    pub id: PanelId,
    /// The embed's title, 1 to 256 characters.
    pub title: String,
    /// The embed's text.
    #[serde(default)]
    pub text: String,
    /// The colour of the embed's edge, 0xRRGGBB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<u32>,
    /// How the types are offered.
    #[serde(default)]
    pub layout: Layout,
    /// What an untouched menu says; a usual sentence if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    /// Offers every active type, in their order, besides those that have a button of their own.
    #[serde(default)]
    pub every_type: bool,
    /// The buttons, 1 to 25; may be none where every type is offered.
    #[serde(default)]
    pub buttons: Vec<PanelButton>,
    /// Where it was posted, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<Posted>,
}

impl Panel {
    /// A panel of buttons that stands nowhere yet.
    pub fn new(id: PanelId, title: impl Into<String>, buttons: Vec<PanelButton>) -> Self {
        Self {
            id,
            title: title.into(),
            text: String::new(),
            color: None,
            layout: Layout::default(),
            placeholder: None,
            every_type: false,
            buttons,
            posted: None,
        }
    }

    /// What it offers, in order, at most 25, and where it offers every type 125. A type that is switched off keeps the button it was given and says so when pressed (M68);
    /// of types that have none only the active ones are offered.
    pub fn offers(&self, config: &GuildConfig) -> Vec<Offer> {
        let offer = |ticket_type: &TicketType, label: Option<&String>, style| Offer {
            ticket_type: ticket_type.id,
            label: label.unwrap_or(&ticket_type.name).clone(),
            hint: ticket_type.hint.clone(),
            emoji: ticket_type.emoji.clone(),
            style,
        };
        let named = self.buttons.iter().filter_map(|button| {
            let found = config.ticket_type(button.ticket_type)?;
            Some(offer(found, button.label.as_ref(), button.style))
        });
        let has_button = |id| self.buttons.iter().any(|button| button.ticket_type == id);
        let others = config.types.iter().filter(|of| self.every_type && of.active && !has_button(of.id));
        let others = others.map(|of| offer(of, None, ButtonStyle::default()));
        named.chain(others).take(if self.every_type { MAX_OFFERS } else { MAX_BUTTONS }).collect()
    }

    /// What it offers as rows of a message. More than 25 types have no room as buttons: those that come last are put into as few menus as it
    /// takes.
    pub fn rows<'a>(&self, offers: &'a [Offer]) -> Vec<Row<'a>> {
        let room = |menus: &usize| (ROWS - menus) * IN_ROW + menus * IN_MENU >= offers.len();
        let menus = match self.layout {
            Layout::Buttons => (0..ROWS).find(room).unwrap_or(ROWS),
            Layout::Menu => ROWS,
        };
        let (buttons, rest) = offers.split_at(offers.len().min((ROWS - menus) * IN_ROW));
        buttons.chunks(IN_ROW).map(Row::Buttons).chain(rest.chunks(IN_MENU).map(Row::Menu)).collect()
    }

    /// Whether it looks the same in both configurations.
    fn looks_alike(&self, config: &GuildConfig, before: &Self, earlier: &GuildConfig) -> bool {
        let plain = |panel: &Self| Self { posted: None, ..panel.clone() };
        plain(self) == plain(before)
            && self.offers(config) == before.offers(earlier)
            && config.settings.locale == earlier.settings.locale
    }
}

/// The posted panels that a change of the configuration makes look different: they are to be brought up to date (M69).
pub fn outdated(before: &GuildConfig, after: &GuildConfig) -> Vec<(PanelId, ChannelId)> {
    let stands = |panel: &&Panel| panel.posted.is_some_and(|posted| !posted.lost);
    let changed = |panel: &&Panel| {
        before.panel(panel.id).is_some_and(|earlier| !panel.looks_alike(after, earlier, before))
    };
    let posted = after.panels.iter().filter(stands).filter(changed);
    posted.filter_map(|panel| Some((panel.id, panel.posted?.channel))).collect()
}
