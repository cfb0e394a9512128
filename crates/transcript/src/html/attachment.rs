//! Files: pictures in a grid, everything else as cards.

use super::{FileRef, FileSource, Thread};
use crate::model::{Attachment, Component, FileKind, Message};
use std::io::Write;

/// Largest side of a picture in the thread, in CSS pixels.
const LARGEST: u32 = 550;

impl<W: Write> Thread<'_, W> {
    pub(super) fn attachments(&mut self, message: &Message) {
        let shown = |a: &&Attachment| !used(&message.components, a);
        let (pictures, others): (Vec<_>, Vec<_>) =
            message.attachments.iter().filter(shown).partition(|a| a.kind() == FileKind::Image);
        let mut missing = Vec::new();
        let mut begun = false;
        let alone = pictures.len() == 1;
        for attachment in pictures {
            let source = (self.options.files)(FileRef::Attachment { message: message.id, attachment });
            if source == FileSource::Missing {
                missing.push(attachment);
                continue;
            }
            if !begun {
                self.out.raw(if alone { "<div class=\"t-pics t-one\">" } else { "<div class=\"t-pics\">" });
                begun = true;
            }
            self.picture(attachment, &source, alone);
        }
        if begun {
            self.out.raw("</div>");
        }
        for attachment in missing.into_iter().chain(others) {
            let source = (self.options.files)(FileRef::Attachment { message: message.id, attachment });
            if attachment.is_spoiler() && attachment.kind() != FileKind::Image {
                self.cover();
                self.card(attachment, &source, false);
                self.out.raw("</details>");
            } else {
                self.card(attachment, &source, message.has(Message::VOICE));
            }
        }
    }

    fn picture(&mut self, attachment: &Attachment, source: &FileSource, alone: bool) {
        let name = attachment.name();
        let alt = attachment.description.as_deref().unwrap_or(&name);
        let size = attachment.width.zip(attachment.height).filter(|_| alone).map(|size| fit(size, LARGEST));
        if attachment.is_spoiler() {
            self.cover();
        }
        if let FileSource::Url(url) = source
            && super::escape::safe_source(url).is_some()
        {
            self.out.attr("<a target=\"_blank\" rel=\"noopener\" href=\"", url);
            self.out.raw(">");
            self.image(source, "t-pic", alt, size);
            self.out.raw("</a>");
        } else if !self.image(source, "t-pic", alt, size) {
            self.card(attachment, source, false);
        }
        if attachment.is_spoiler() {
            self.out.raw("</details>");
        }
    }

    fn card(&mut self, attachment: &Attachment, source: &FileSource, voice: bool) {
        let words = self.words();
        let (sign, what) = match attachment.kind() {
            FileKind::Image => ("▣", &words.image),
            FileKind::Video => ("▶", &words.video),
            FileKind::Audio if voice => ("♪", &words.voice),
            FileKind::Audio => ("♪", &words.audio),
            FileKind::Other => ("▤", &words.file),
        };
        if self.played(attachment, source, voice) {
            return;
        }
        self.file_card(&attachment.name(), attachment.size, &attachment.url, source, (sign, what), |t| {
            if attachment.duration_secs.is_some() {
                t.out.raw(" · ");
                t.duration(attachment);
            }
        });
    }

    pub(super) fn file_card(
        &mut self,
        name: &str,
        size: u64,
        url: &str,
        source: &FileSource,
        (sign, what): (&'static str, &str),
        more: impl FnOnce(&mut Self),
    ) {
        self.out.raw("<div class=\"t-file\"><span class=\"t-fsign\" aria-hidden=\"true\">");
        self.out.raw(sign);
        self.out.raw("</span><span class=\"t-fbody\">");
        let linked = match source {
            FileSource::Url(own) if super::escape::safe_source(own).is_some() => {
                self.out.attr("<a href=\"", own);
                self.out.attr(" download=\"", name);
                self.out.raw(">");
                true
            }
            FileSource::DataUri { .. } => {
                self.out.attr("<a download=\"", name);
                self.out.raw(" href=\"");
                self.out.source(source);
                self.out.raw("\">");
                true
            }
            _ if super::safe_href(url).is_some() => {
                self.out.raw("<a");
                self.out.href(url);
                self.out.raw(">");
                true
            }
            _ => false,
        };
        self.out.raw("<bdi class=\"t-fname\">");
        self.out.text(name);
        self.out.raw(if linked { "</bdi></a>" } else { "</bdi>" });
        self.out.raw("<span class=\"t-quiet\">");
        self.out.text(what);
        if size > 0 {
            self.out.raw(" · ");
            self.size(size);
        }
        more(self);
        if *source == FileSource::Missing {
            self.out.raw(" · ");
            self.out.text(&self.words().not_kept);
        }
        self.out.raw("</span></span></div>");
    }

    fn size(&mut self, bytes: u64) {
        let words = self.words();
        let (unit, name) = match bytes {
            0..1_024 => return self.counted(&words.bytes, bytes),
            1_024..1_048_576 => (1_024, " KB"),
            1_048_576..1_073_741_824 => (1_048_576, " MB"),
            _ => (1_073_741_824, " GB"),
        };
        self.out.number(bytes / unit);
        let tenth = bytes % unit / (unit / 10).max(1);
        if bytes / unit < 100 && tenth > 0 {
            self.out.text(&words.decimal);
            self.out.number(tenth.min(9));
        }
        self.out.raw(name);
    }
}

/// Whether a component shows the file, so that it is not shown twice.
fn used(components: &[Component], file: &Attachment) -> bool {
    components.iter().any(|c| match c {
        Component::MediaGallery { items } => items.iter().any(|media| media.is(file)),
        Component::File { media, .. } | Component::Thumbnail { media } => media.is(file),
        Component::Section { components, accessory } => {
            used(components, file)
                || accessory.as_deref().is_some_and(|a| used(std::slice::from_ref(a), file))
        }
        Component::Container { components, .. } | Component::ActionRow { components } => {
            used(components, file)
        }
        _ => false,
    })
}

/// The size a picture is drawn in.
pub(super) fn fit((width, height): (u32, u32), most: u32) -> (u32, u32) {
    let (width, height) = (width.clamp(1, 100_000), height.clamp(1, 100_000));
    let largest = width.max(height);
    if largest <= most {
        return (width, height);
    }
    ((width * most / largest).max(1), (height * most / largest).max(1))
}
