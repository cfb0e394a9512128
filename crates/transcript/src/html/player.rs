//! Sounds and films that a browser plays.

use super::{FileSource, Thread};
use crate::model::{Attachment, FileKind};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::fmt::Write as _;
use std::io::Write;

/// Bars drawn of a voice message; Discord sends up to 256 values.
const BARS: usize = 64;
/// Largest side of a film in the thread, in CSS pixels.
const LARGEST: u32 = 400;

impl<W: Write> Thread<'_, W> {
    /// A player, if there is a copy of something that browsers play.
    pub(super) fn played(&mut self, attachment: &Attachment, source: &FileSource, voice: bool) -> bool {
        let mime = match source {
            FileSource::Url(url) if super::escape::safe_source(url).is_some() => {
                attachment.content_type.as_deref().unwrap_or_default()
            }
            FileSource::DataUri { mime, .. } => mime,
            _ => return false,
        };
        // Discord adds the codecs after a semicolon.
        let mime = super::escape::closed_mime(mime.split(';').next().unwrap_or_default().trim());
        match attachment.kind() {
            FileKind::Audio if mime.starts_with("audio/") => self.sound(attachment, source, voice),
            FileKind::Video if mime.starts_with("video/") => self.film(attachment, source),
            _ => return false,
        }
        true
    }

    fn sound(&mut self, attachment: &Attachment, source: &FileSource, voice: bool) {
        let words = self.words();
        let name = attachment.name();
        self.out.raw("<div class=\"t-file t-sound\">");
        self.out.raw("<div class=\"t-soundh\">");
        if voice {
            self.wave(attachment);
            self.quiet(&words.voice);
        } else {
            self.out.raw("<bdi class=\"t-fname\">");
            self.out.text(&name);
            self.out.raw("</bdi>");
        }
        if attachment.duration_secs.is_some() {
            self.out.raw("<span class=\"t-quiet\">");
            self.duration(attachment);
            self.out.raw("</span>");
        }
        self.out.attr(
            "</div><audio controls preload=\"none\" aria-label=\"",
            if voice { &words.voice } else { &name },
        );
        self.out.raw(" src=\"");
        self.out.source(source);
        self.out.raw("\"></audio></div>");
    }

    fn film(&mut self, attachment: &Attachment, source: &FileSource) {
        self.out
            .attr("<video class=\"t-film\" controls preload=\"metadata\" aria-label=\"", &attachment.name());
        if let Some((width, height)) = attachment.width.zip(attachment.height) {
            let (width, height) = super::attachment::fit((width, height), LARGEST);
            self.out.raw(" width=\"");
            self.out.number(u64::from(width));
            self.out.raw("\" height=\"");
            self.out.number(u64::from(height));
            self.out.raw("\"");
        }
        self.out.raw(" src=\"");
        self.out.source(source);
        self.out.raw("\"></video>");
    }

    /// How loud it is from moment to moment.
    fn wave(&mut self, attachment: &Attachment) {
        let loud = attachment.waveform.as_deref().filter(|text| text.len() <= 1_024);
        let Some(loud) = loud.and_then(|text| STANDARD.decode(text).ok()).filter(|loud| !loud.is_empty())
        else {
            return;
        };
        let bars = loud.len().min(BARS);
        self.out.raw("<svg class=\"t-wave\" aria-hidden=\"true\" viewBox=\"0 0 ");
        self.out.number(bars as u64 * 3);
        self.out.raw(" 24\"><path d=\"");
        for bar in 0..bars {
            let (from, to) = (bar * loud.len() / bars, (bar + 1) * loud.len() / bars);
            let most = loud[from..to.max(from + 1)].iter().max().copied().unwrap_or(0);
            let half = (u32::from(most) * 11 / 255).max(1);
            let _ = write!(self.out.buffer, "M{} {}v{}", bar * 3 + 1, 12 - half, half * 2);
        }
        self.out.raw("\"/></svg>");
    }

    /// Minutes and seconds.
    pub(super) fn duration(&mut self, attachment: &Attachment) {
        if let Some(seconds) = attachment.duration_secs.filter(|s| s.is_finite() && *s >= 0.0 && *s < 1e6) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let seconds = seconds.round() as u64;
            self.out.number(seconds / 60);
            self.out.raw(if seconds % 60 < 10 { ":0" } else { ":" });
            self.out.number(seconds % 60);
        }
    }
}
