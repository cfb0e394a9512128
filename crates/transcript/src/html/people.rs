//! Names, pictures of people, custom emoji, moments.

use super::{FileRef, FileSource, Shown, Thread, shown};
use crate::color;
use crate::model::{Emoji, Id};
use jiff::Timestamp;
use std::io::Write;

/// Whether a source can stand in an `img`.
pub(super) fn drawable(source: &FileSource) -> bool {
    match source {
        FileSource::Url(url) => super::escape::safe_source(url).is_some(),
        FileSource::DataUri { mime, .. } => super::escape::closed_mime(mime).starts_with("image/"),
        FileSource::Missing => false,
    }
}

/// What is drawn once and named later.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Face,
    Emoji,
}

impl<W: Write> Thread<'_, W> {
    /// Writes the classes that carry a colour, each with a space before it.
    pub(super) fn color_classes(&mut self, rgb: u32) {
        let steps = color::steps(rgb);
        self.out.raw(" t-h");
        self.out.number(u64::from(steps.hue));
        self.out.raw(" t-c");
        self.out.number(u64::from(steps.chroma));
        self.out.raw(" t-l");
        self.out.number(u64::from(steps.light));
    }

    /// A name in its colour, kept apart from the direction of the text around it.
    pub(super) fn name(&mut self, name: &str, color: Option<u32>) {
        self.out.raw("<bdi class=\"t-name");
        if let Some(rgb) = color {
            self.out.raw(" t-tint");
            self.color_classes(rgb);
        }
        self.out.raw("\">");
        self.out.text(name);
        self.out.raw("</bdi>");
    }

    /// The name of somebody known only by id.
    pub(super) fn name_of(&mut self, id: Id) {
        let conversation = self.conversation;
        match conversation.people.get(&id) {
            Some(person) => self.name(&person.name, person.color.filter(|c| *c != 0)),
            None => self.name(&self.words().unknown_user, None),
        }
    }

    /// The round picture, or initials on a colour of their own. Decoration: the name stands beside it.
    pub(super) fn avatar(&mut self, id: Id, who: &Shown<'_>) {
        if let Some(class) = who.avatar.and_then(|avatar| self.drawn_already(Kind::Face, id, avatar)) {
            self.face(class);
            return;
        }
        let source = who
            .avatar
            .map_or(FileSource::Missing, |avatar| (self.options.files)(FileRef::Avatar { user: id, avatar }));
        if let FileSource::DataUri { .. } = source {
            let class = self.draw(Kind::Face, id, who.avatar.unwrap_or_default(), &source);
            self.face(class);
        } else if self.image(&source, "t-av", "", None) {
            // The address was enough.
        } else {
            self.out.raw("<span class=\"t-av t-init t-h");
            self.out.number(u64::from(color::hue_of(id.0)));
            self.out.raw("\" aria-hidden=\"true\">");
            let mut words =
                who.name.split_whitespace().filter_map(|w| w.chars().find(|c| c.is_alphanumeric()));
            let (first, second) = (words.next(), words.next());
            for c in [first, second].into_iter().flatten() {
                let mut bytes = [0; 4];
                self.out.text(c.encode_utf8(&mut bytes));
            }
            self.out.raw("</span>");
        }
    }

    fn face(&mut self, class: (Id, usize)) {
        self.out.raw("<span class=\"t-av");
        self.class(Kind::Face, class);
        self.out.raw("\" aria-hidden=\"true\"></span>");
    }

    /// The class of a picture that is in the page already.
    fn drawn_already(&self, kind: Kind, id: Id, look: &str) -> Option<(Id, usize)> {
        let looks = self.drawn.get(&(kind, id))?;
        Some((id, looks.iter().position(|known| **known == *look)?))
    }

    /// Writes a picture's bytes into the page, as the background of a class; later uses only name it. A person may look
    /// otherwise in an older message, and one webhook is many people.
    fn draw(&mut self, kind: Kind, id: Id, look: &str, source: &FileSource) -> (Id, usize) {
        let looks = self.drawn.entry((kind, id)).or_default();
        looks.push(look.into());
        let class = (id, looks.len() - 1);
        self.out.raw("<style");
        if let Some(nonce) = self.options.nonce {
            self.out.attr(" nonce=\"", nonce);
        }
        self.out.raw(">.");
        self.class_name(kind, class);
        self.out.raw("{background-image:url(");
        self.out.source(source);
        self.out.raw(")}</style>");
        class
    }

    /// The class with a space before it.
    fn class(&mut self, kind: Kind, class: (Id, usize)) {
        self.out.raw(" ");
        self.class_name(kind, class);
    }

    fn class_name(&mut self, kind: Kind, (id, look): (Id, usize)) {
        self.out.raw(match kind {
            Kind::Face => "t-a",
            Kind::Emoji => "t-e",
        });
        self.out.number(id.0);
        if look > 0 {
            self.out.raw("-");
            self.out.number(look as u64);
        }
    }

    /// An `img`, if there is a source for it.
    pub(super) fn image(
        &mut self,
        source: &FileSource,
        class: &'static str,
        alt: &str,
        size: Option<(u32, u32)>,
    ) -> bool {
        if !drawable(source) {
            return false;
        }
        self.out.raw("<img class=\"");
        self.out.raw(class);
        self.out.attr("\" alt=\"", alt);
        if let Some((width, height)) = size {
            self.out.raw(" width=\"");
            self.out.number(u64::from(width));
            self.out.raw("\" height=\"");
            self.out.number(u64::from(height));
            self.out.raw("\"");
        }
        self.out.raw(" loading=\"lazy\" decoding=\"async\" src=\"");
        self.out.source(source);
        self.out.raw("\">");
        true
    }

    /// A custom emoji: its picture, or its name.
    pub(super) fn custom_emoji(&mut self, id: Id, name: &str, animated: bool) {
        if let Some(class) = self.drawn_already(Kind::Emoji, id, "") {
            self.emoji_picture(class, name);
            return;
        }
        let source = (self.options.files)(FileRef::Emoji { id, name, animated });
        match &source {
            FileSource::DataUri { .. } => {
                let class = self.draw(Kind::Emoji, id, "", &source);
                self.emoji_picture(class, name);
            }
            FileSource::Url(url) if super::escape::safe_source(url).is_some() => {
                self.out.attr("<img class=\"t-em\" loading=\"lazy\" alt=\":", name);
                self.out.attr(" title=\":", name);
                self.out.attr(" src=\"", url);
                self.out.raw(">");
            }
            _ => {
                self.out.raw("<span class=\"t-emn\" title=\"");
                self.phrase(&self.words().custom_emoji, |t, _| t.out.text(name));
                self.out.raw("\">:");
                self.out.text(name);
                self.out.raw(":</span>");
            }
        }
    }

    fn emoji_picture(&mut self, class: (Id, usize), name: &str) {
        self.out.raw("<span class=\"t-em");
        self.class(Kind::Emoji, class);
        self.out.attr("\" role=\"img\" aria-label=\":", name);
        self.out.attr(" title=\":", name);
        self.out.raw("></span>");
    }

    /// Any emoji of a button, reaction or poll.
    pub(super) fn emoji(&mut self, emoji: &Emoji) {
        match emoji.id {
            Some(id) => self.custom_emoji(id, &emoji.name, emoji.animated),
            None => {
                self.out.raw("<span class=\"t-ue\">");
                self.out.text(&emoji.name);
                self.out.raw("</span>");
            }
        }
    }

    /// A `time` element; `shown` writes what is read, the full date is its title.
    pub(super) fn time(&mut self, at: Timestamp, shown: impl FnOnce(&crate::time::Clock, &mut String)) {
        self.time_marked(at, None, shown);
    }

    /// As [`Self::time`]; `style` is kept so that a script may write it in the viewer's own way.
    pub(super) fn time_marked(
        &mut self,
        at: Timestamp,
        style: Option<char>,
        shown: impl FnOnce(&crate::time::Clock, &mut String),
    ) {
        use std::fmt::Write as _;
        self.out.raw("<time datetime=\"");
        let _ = write!(self.out.buffer, "{at}");
        self.out.raw("\"");
        if let Some(style) = style {
            let mut bytes = [0; 4];
            self.out.attr(" data-style=\"", style.encode_utf8(&mut bytes));
        }
        let mut words = std::mem::take(&mut self.scratch);
        words.clear();
        self.clock.full(&mut words, at);
        self.out.attr(" title=\"", &words);
        self.out.raw(">");
        words.clear();
        shown(&self.clock, &mut words);
        self.out.text(&words);
        self.scratch = words;
        self.out.raw("</time>");
    }

    /// Name and small picture of a participant.
    pub(super) fn chip(&mut self, id: Id) {
        let conversation = self.conversation;
        let user = crate::model::User { id, ..Default::default() };
        let who = shown(conversation, &user, None);
        self.out.raw("<span class=\"t-chip\">");
        self.avatar(id, &who);
        self.name(who.name, who.color);
        self.out.raw("</span>");
    }
}
