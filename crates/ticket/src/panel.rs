//! A message that members open tickets from (P2-P4).

use crate::{ChannelId, MessageId, PanelId, TypeId};
use serde::{Deserialize, Serialize};

/// Buttons on one panel (P157; Discord: five rows of five).
pub const MAX_BUTTONS: usize = 25;

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
    /// The buttons, 1 to 25.
    pub buttons: Vec<PanelButton>,
    /// Where it was posted, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<Posted>,
}
