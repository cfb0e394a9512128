//! Buttons, selects and the blocks of components v2: drawn, never usable.

use super::{FileRef, Thread};
use crate::model::{ButtonStyle, Component, Emoji, Media, Message, SelectKind};
use std::io::Write;

/// Components inside components are drawn to this depth; Discord allows four.
const DEPTH: u8 = 8;

impl<W: Write> Thread<'_, W> {
    pub(super) fn components(&mut self, components: &[Component], message: &Message) {
        self.nested(components, message, DEPTH);
    }

    fn nested(&mut self, components: &[Component], message: &Message, depth: u8) {
        if depth > 0 {
            for component in components {
                self.component(component, message, depth - 1);
            }
        }
    }

    fn component(&mut self, component: &Component, message: &Message, depth: u8) {
        match component {
            Component::ActionRow { components } => {
                self.out.raw("<div class=\"t-row\">");
                self.nested(components, message, depth);
                self.out.raw("</div>");
            }
            Component::Button { style, label, emoji, url, .. } => {
                self.button(*style, label.as_deref(), emoji.as_ref(), url.as_deref());
            }
            Component::Select { select, placeholder, chosen } => {
                self.select(*select, placeholder.as_deref(), chosen)
            }
            Component::Section { components, accessory } => {
                self.out.raw("<div class=\"t-sect\"><div>");
                self.nested(components, message, depth);
                self.out.raw("</div>");
                if let Some(accessory) = accessory.as_deref().filter(|_| depth > 0) {
                    self.component(accessory, message, depth - 1);
                }
                self.out.raw("</div>");
            }
            Component::TextDisplay { content } => self.content(content, Some(message)),
            Component::Thumbnail { media } => self.media(media, message, "t-thumb", &self.words().thumbnail),
            Component::MediaGallery { items } => {
                self.out.raw("<div class=\"t-pics\">");
                for media in items {
                    self.media(media, message, "t-pic", &self.words().image);
                }
                self.out.raw("</div>");
            }
            Component::File { media, name, size } => {
                let found = message.attachments.iter().find(|file| media.is(file));
                let (source, url, size) = match found {
                    Some(a) => (
                        (self.options.files)(FileRef::Attachment { message: message.id, attachment: a }),
                        &a.url,
                        a.size,
                    ),
                    None => (
                        (self.options.files)(FileRef::Remote { message: message.id, url: &media.url }),
                        &media.url,
                        *size,
                    ),
                };
                self.file_card(name, size, url, &source, ("▤", &self.words().file), |_| {});
            }
            Component::Separator { divider, large } => self.out.raw(match (divider, large) {
                (true, false) => "<hr class=\"t-sep\">",
                (true, true) => "<hr class=\"t-sep t-big\">",
                (false, false) => "<div class=\"t-gap\"></div>",
                (false, true) => "<div class=\"t-gap t-big\"></div>",
            }),
            Component::Container { components, accent_color, spoiler } => {
                if *spoiler {
                    self.cover();
                }
                self.out.raw("<div class=\"t-box");
                if let Some(color) = accent_color {
                    self.out.raw(" t-bar");
                    self.color_classes(*color);
                }
                self.out.raw("\">");
                self.nested(components, message, depth);
                self.out.raw(if *spoiler { "</div></details>" } else { "</div>" });
            }
        }
    }

    fn button(&mut self, style: ButtonStyle, label: Option<&str>, emoji: Option<&Emoji>, url: Option<&str>) {
        let url = url.filter(|url| super::safe_href(url).is_some());
        let class = match style {
            ButtonStyle::Primary | ButtonStyle::Premium => "t-btn t-b1",
            ButtonStyle::Secondary => "t-btn",
            ButtonStyle::Success => "t-btn t-b3",
            ButtonStyle::Danger => "t-btn t-b4",
            ButtonStyle::Link => "t-btn t-b5",
        };
        match url {
            Some(url) => {
                self.out.raw("<a");
                self.out.href(url);
            }
            None => self.out.raw("<button type=\"button\" disabled"),
        }
        self.out.raw(" class=\"");
        self.out.raw(class);
        self.out.raw("\">");
        if let Some(emoji) = emoji {
            self.emoji(emoji);
        }
        if let Some(label) = label {
            self.out.raw("<bdi>");
            self.out.text(label);
            self.out.raw("</bdi>");
        } else if style == ButtonStyle::Premium {
            self.out.text(&self.words().shop);
        }
        self.out.raw(if url.is_some() { "<span aria-hidden=\"true\"> ↗</span></a>" } else { "</button>" });
    }

    fn select(&mut self, kind: SelectKind, placeholder: Option<&str>, chosen: &[String]) {
        let words = self.words();
        self.out.raw("<div class=\"t-sel\"><span dir=\"auto\">");
        if chosen.is_empty() {
            self.out.text(placeholder.unwrap_or(match kind {
                SelectKind::Text => &words.choose,
                SelectKind::User => &words.choose_user,
                SelectKind::Role => &words.choose_role,
                SelectKind::Mentionable => &words.choose_mentionable,
                SelectKind::Channel => &words.choose_channel,
            }));
        }
        for (at, label) in chosen.iter().enumerate() {
            self.out.raw(if at > 0 { ", " } else { "" });
            self.out.text(label);
        }
        self.out.raw("</span><span aria-hidden=\"true\">▾</span></div>");
    }

    fn media(&mut self, media: &Media, message: &Message, class: &'static str, what: &str) {
        let alt = media.description.as_deref().unwrap_or(what);
        if media.spoiler {
            self.cover();
        }
        self.media_of(media, message, class, alt);
        if media.spoiler {
            self.out.raw("</details>");
        }
    }
}
