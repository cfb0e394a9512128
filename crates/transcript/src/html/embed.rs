//! Embeds.

use super::{FileRef, FileSource, Thread};
use crate::markdown::Rules;
use crate::model::{Embed, Media, Message};
use std::io::Write;

impl<W: Write> Thread<'_, W> {
    pub(super) fn embed(&mut self, embed: &Embed, message: &Message) {
        let words = self.words();
        if let Some((source, url)) = self.bare_picture(embed, message) {
            self.out.raw("<div class=\"t-pics t-one\">");
            self.linked(Some(url), |t| {
                t.image(&source, "t-pic", &words.image, None);
            });
            self.out.raw("</div>");
            return;
        }
        let film = embed.kind.as_deref() == Some("video");
        self.out.raw("<article class=\"t-embed");
        if let Some(color) = embed.color {
            self.out.raw(" t-bar");
            self.color_classes(color);
        }
        self.out.raw("\">");
        if let Some(url) = embed.thumbnail.as_ref().filter(|_| !film) {
            self.remote(url, message, "t-thumb", &words.thumbnail);
        }
        self.embed_top(embed, message);
        if let Some(text) = &embed.description {
            self.out.raw("<div class=\"t-edesc\" dir=\"auto\">");
            self.markdown(text, Rules::Message, Some(message));
            self.out.raw("</div>");
        }
        self.embed_fields(embed, message);
        if let Some(url) = &embed.image {
            self.remote(url, message, "t-eimg", &words.image);
        }
        if film {
            self.film_still(embed, message);
        }
        self.embed_footer(embed, message);
        self.out.raw("</article>");
    }

    /// The picture of a link that is nothing but a picture, with the address it leads to. Discord shows it without a card.
    fn bare_picture<'e>(&self, embed: &'e Embed, message: &Message) -> Option<(FileSource, &'e str)> {
        let only = matches!(embed.kind.as_deref(), Some("image" | "gifv"));
        let shown = embed.thumbnail.as_ref().or(embed.image.as_ref()).filter(|_| only)?;
        let source = (self.options.files)(FileRef::Remote { message: message.id, url: shown });
        let fits = super::people::drawable(&source);
        fits.then_some((source, embed.url.as_deref().unwrap_or(shown)))
    }

    /// Whether the text of a message is only the address of the picture below it; Discord shows the picture alone.
    pub(super) fn is_only_link(&self, message: &Message) -> bool {
        let [embed] = message.embeds.as_slice() else { return false };
        let same = embed.url.as_deref().is_some_and(|url| url == message.content.trim());
        same && !message.has(Message::SUPPRESS_EMBEDS) && self.bare_picture(embed, message).is_some()
    }

    /// A picture from a film, leading to where it is played.
    fn film_still(&mut self, embed: &Embed, message: &Message) {
        let words = self.words();
        let to = embed.url.as_deref().or(embed.video.as_deref());
        let still = embed.thumbnail.as_deref().map(|url| FileRef::Remote { message: message.id, url });
        let source = still.map_or(FileSource::Missing, |still| (self.options.files)(still));
        if super::people::drawable(&source) {
            self.out.raw("<div class=\"t-still\">");
            self.linked(to, |t| {
                t.image(&source, "t-eimg", &words.video, None);
                t.out.raw("<span aria-hidden=\"true\">▶</span>");
            });
            self.out.raw("</div>");
        } else if let Some(url) = to {
            self.remote(url, message, "t-eimg", &words.video);
        }
    }

    fn embed_top(&mut self, embed: &Embed, message: &Message) {
        if let Some(provider) = &embed.provider {
            self.out.raw("<div class=\"t-eprov\" dir=\"auto\">");
            self.out.text(provider);
            self.out.raw("</div>");
        }
        if let Some(author) = &embed.author {
            self.out.raw("<div class=\"t-eauthor\">");
            self.icon(author.icon_url.as_deref(), message);
            self.linked(author.url.as_deref(), |t| {
                t.out.raw("<bdi>");
                t.out.text(&author.name);
                t.out.raw("</bdi>");
            });
            self.out.raw("</div>");
        }
        if let Some(title) = &embed.title {
            self.out.raw("<div class=\"t-etitle\" dir=\"auto\">");
            // A link in a heading that is itself a link: the text is shown as it is written.
            match embed.url.as_deref().filter(|url| super::safe_href(url).is_some()) {
                Some(url) => self.linked(Some(url), |t| t.out.text(title)),
                None => self.line_of(title, message),
            }
            self.out.raw("</div>");
        } else if let Some(url) =
            embed.url.as_deref().filter(|_| embed.description.is_none() && embed.fields.is_empty())
        {
            self.linked(Some(url), |t| t.out.text(url));
        }
    }

    fn embed_fields(&mut self, embed: &Embed, message: &Message) {
        if embed.fields.is_empty() {
            return;
        }
        self.out.raw("<dl class=\"t-fields\">");
        for field in &embed.fields {
            self.out.raw(if field.inline {
                "<div class=\"t-in\"><dt dir=\"auto\">"
            } else {
                "<div><dt dir=\"auto\">"
            });
            self.line_of(&field.name, message);
            self.out.raw("</dt><dd dir=\"auto\">");
            self.markdown(&field.value, Rules::Message, Some(message));
            self.out.raw("</dd></div>");
        }
        self.out.raw("</dl>");
    }

    fn embed_footer(&mut self, embed: &Embed, message: &Message) {
        if embed.footer.is_none() && embed.timestamp.is_none() {
            return;
        }
        self.out.raw("<footer class=\"t-efoot\">");
        if let Some(footer) = &embed.footer {
            self.icon(footer.icon_url.as_deref(), message);
            self.out.raw("<bdi>");
            self.out.text(&footer.text);
            self.out.raw("</bdi>");
        }
        if let Some(at) = embed.timestamp {
            self.out.raw(if embed.footer.is_some() { "<span> • </span>" } else { "" });
            let local = self.clock.local(at);
            self.time(at, |clock, out| clock.short(out, local));
        }
        self.out.raw("</footer>");
    }

    /// A small round picture, if there is a copy.
    fn icon(&mut self, url: Option<&str>, message: &Message) {
        if let Some(url) = url {
            let source = (self.options.files)(FileRef::Remote { message: message.id, url });
            self.image(&source, "t-icon", "", None);
        }
    }

    /// A link around something, if the address may stand in one.
    pub(super) fn linked(&mut self, url: Option<&str>, inside: impl FnOnce(&mut Self)) {
        let url = url.filter(|url| super::safe_href(url).is_some());
        if let Some(url) = url {
            self.out.raw("<a");
            self.out.href(url);
            self.out.raw(">");
        }
        inside(self);
        if url.is_some() {
            self.out.raw("</a>");
        }
    }

    /// A picture somewhere else: our copy, or a link to it.
    pub(super) fn remote(&mut self, url: &str, message: &Message, class: &'static str, what: &str) {
        let media = Media { url: url.to_owned(), ..Media::default() };
        self.media_of(&media, message, class, what);
    }

    /// As [`Self::remote`], for what may be a file of the message itself.
    pub(super) fn media_of(&mut self, media: &Media, message: &Message, class: &'static str, what: &str) {
        let url = media.url.as_str();
        let attached = message.attachments.iter().find(|file| media.is(file));
        let source = match attached {
            Some(attachment) => (self.options.files)(FileRef::Attachment { message: message.id, attachment }),
            None => (self.options.files)(FileRef::Remote { message: message.id, url }),
        };
        let address = attached.map_or(url, |a| a.url.as_str());
        if source != FileSource::Missing && self.image(&source, class, what, None) {
            return;
        }
        if super::safe_href(address).is_some() {
            self.out.raw("<div class=\"t-away\">");
            self.linked(Some(address), |t| {
                t.phrase(&t.words().elsewhere, |t, place| match place {
                    "what" => t.out.text(what),
                    _ => t.out.text(host(address)),
                });
            });
            self.out.raw("</div>");
        }
    }
}

/// The host of an address, for people.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}
