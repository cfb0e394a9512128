//! Embeds. Source: Discord "Message Resource", section "Embed Object".

use jiff::Timestamp;
use serde::Serialize;

/// An embed with all visible parts.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Embed {
    /// `rich`, `image`, `video`, `gifv`, `article`, `link`, … as Discord names it.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Heading in markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Text in markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where the heading leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Time shown beside the footer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<Timestamp>,
    /// Colour of the bar, `0xRRGGBB`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<u32>,
    /// Name of the site it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Line above the heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<EmbedAuthor>,
    /// Line at the bottom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<EmbedFooter>,
    /// Address of the large picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Address of the small picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<String>,
    /// Address of the film; shown as a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video: Option<String>,
    /// Fields in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<EmbedField>,
}

/// The author line of an embed.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EmbedAuthor {
    /// Plain text.
    pub name: String,
    /// Where it leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Address of the small round picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon_url: Option<String>,
}

/// The footer of an embed.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EmbedFooter {
    /// Plain text.
    pub text: String,
    /// Address of the small round picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon_url: Option<String>,
}

/// A field of an embed.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EmbedField {
    /// Heading in markdown.
    pub name: String,
    /// Text in markdown.
    pub value: String,
    /// Stands beside its neighbours.
    pub inline: bool,
}
