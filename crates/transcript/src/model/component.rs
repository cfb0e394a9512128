//! Message components, old and new. Source: Discord "Component Reference".

use super::Emoji;
use serde::Serialize;

/// One component of a message. Kinds that show nothing in a message (text inputs, labels, kinds made later) are left
/// out when a message is read.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Component {
    /// Buttons or a select side by side.
    ActionRow {
        /// What it holds.
        components: Vec<Component>,
    },
    /// A button; drawn, never usable.
    Button {
        /// Colour.
        style: ButtonStyle,
        /// Text on it.
        label: Option<String>,
        /// Emoji before the text.
        emoji: Option<Emoji>,
        /// Target of a link button.
        url: Option<String>,
        /// Could not be pressed in Discord either.
        disabled: bool,
    },
    /// A select menu; drawn, never usable.
    Select {
        /// What it chooses from.
        select: SelectKind,
        /// Text while nothing is chosen.
        placeholder: Option<String>,
        /// Labels of the options chosen by default.
        chosen: Vec<String>,
    },
    /// Text with a thing at its side.
    Section {
        /// The texts.
        components: Vec<Component>,
        /// Button or thumbnail.
        accessory: Option<Box<Component>>,
    },
    /// Text in markdown.
    TextDisplay {
        /// The text.
        content: String,
    },
    /// A small picture.
    Thumbnail {
        /// The picture.
        media: Media,
    },
    /// Pictures in a grid.
    MediaGallery {
        /// The pictures in order.
        items: Vec<Media>,
    },
    /// A file card.
    File {
        /// The file.
        media: Media,
        /// Its name.
        name: String,
        /// Bytes.
        size: u64,
    },
    /// Space between things.
    Separator {
        /// With a line.
        divider: bool,
        /// With more space.
        large: bool,
    },
    /// A framed box.
    Container {
        /// What it holds.
        components: Vec<Component>,
        /// Colour of the bar, `0xRRGGBB`.
        accent_color: Option<u32>,
        /// Hidden until opened.
        spoiler: bool,
    },
}

/// A picture or film inside a component.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Media {
    /// Where it is: an address, or `attachment://name`.
    pub url: String,
    /// The message's own file, if it is one.
    #[serde(rename = "attachment_id", skip_serializing_if = "Option::is_none")]
    pub attachment: Option<super::Id>,
    /// Description for people who cannot see it.
    pub description: Option<String>,
    /// Hidden until opened.
    pub spoiler: bool,
}

impl Media {
    /// Whether it is this file of the message.
    #[must_use]
    pub fn is(&self, file: &super::Attachment) -> bool {
        self.attachment.is_some_and(|id| id == file.id)
            || self.url.strip_prefix("attachment://").is_some_and(|name| name == file.filename)
    }
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ButtonStyle {
    /// Blurple.
    Primary,
    /// Grey.
    Secondary,
    /// Green.
    Success,
    /// Red.
    Danger,
    /// Grey, leads to an address.
    Link,
    /// Leads to a shop item.
    Premium,
}

/// What a select menu offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SelectKind {
    /// Given options.
    Text,
    /// Members.
    User,
    /// Roles.
    Role,
    /// Members and roles.
    Mentionable,
    /// Channels.
    Channel,
}
