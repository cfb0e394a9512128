//! The one way text gets into a page.
//!
//! Markup is accepted only as `&'static str`, so no value of a person can be written as markup by mistake; everything
//! else goes through [`Out::text`] or an attribute method, which escape.

use super::FileSource;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{self, Write};

/// Bytes collected before they are handed on.
const FLUSH_AT: usize = 32 * 1024;

/// Writes HTML to a writer, in pieces. The first error is kept and returned by [`Out::check`]; nothing is written after it.
pub(crate) struct Out<W> {
    pub(crate) buffer: String,
    writer: W,
    error: Option<io::Error>,
}

impl<W: Write> Out<W> {
    pub(crate) fn new(writer: W) -> Self {
        Self { buffer: String::with_capacity(FLUSH_AT * 2), writer, error: None }
    }

    /// Hands on what was collected, if it is enough, and reports an error that happened.
    pub(crate) fn check(&mut self) -> io::Result<()> {
        if self.buffer.len() >= FLUSH_AT {
            self.flush();
        }
        self.error.take().map_or(Ok(()), Err)
    }

    /// Hands on everything.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        self.flush();
        self.check()?;
        self.writer.flush()
    }

    fn flush(&mut self) {
        if self.error.is_none() {
            self.error = self.writer.write_all(self.buffer.as_bytes()).err();
        }
        self.buffer.clear();
    }

    /// Markup, only as a literal.
    #[inline]
    pub(crate) fn raw(&mut self, markup: &'static str) {
        self.buffer.push_str(markup);
    }

    /// Text of anybody.
    #[inline]
    pub(crate) fn text(&mut self, text: &str) {
        escape(&mut self.buffer, text);
    }

    /// A number.
    pub(crate) fn number(&mut self, n: u64) {
        let mut digits = [0u8; 20];
        let mut at = digits.len();
        let mut n = n;
        loop {
            at -= 1;
            #[allow(clippy::cast_possible_truncation)]
            let digit = (n % 10) as u8;
            digits[at] = b'0' + digit;
            n /= 10;
            if n == 0 {
                break;
            }
        }
        self.buffer.extend(digits[at..].iter().map(|b| char::from(*b)));
    }

    /// ` name="value"`; the name with its leading space, `=` and quote is the literal.
    pub(crate) fn attr(&mut self, open: &'static str, value: &str) {
        self.raw(open);
        self.text(value);
        self.raw("\"");
    }

    /// ` href="…"` with what makes a link leave nothing behind, for an address that passed [`safe_href`].
    pub(crate) fn href(&mut self, url: &str) {
        if let Some(url) = safe_href(url) {
            self.attr(" href=\"", url);
            self.raw(" target=\"_blank\" rel=\"noopener noreferrer nofollow\"");
        }
    }

    /// The address of a file between quotes already written; nothing for a source that is not allowed.
    pub(crate) fn source(&mut self, source: &FileSource) {
        match source {
            FileSource::Url(url) => self.text(safe_source(url).unwrap_or_default()),
            FileSource::DataUri { mime, bytes } => {
                self.raw("data:");
                self.raw(closed_mime(mime));
                self.raw(";base64,");
                // A multiple of three bytes at a time, so that the pieces join without padding.
                for piece in bytes.chunks(48 * 1024) {
                    STANDARD.encode_string(piece, &mut self.buffer);
                    self.flush();
                }
            }
            FileSource::Missing => {}
        }
    }
}

/// Escapes text for content and for quoted attributes. Characters a page cannot hold become U+FFFD.
pub(crate) fn escape(out: &mut String, text: &str) {
    const SPECIAL: [bool; 128] = {
        let mut table = [false; 128];
        let mut i = 0;
        while i < 32 {
            table[i] = i != 9 && i != 10;
            i += 1;
        }
        table[b'&' as usize] = true;
        table[b'<' as usize] = true;
        table[b'>' as usize] = true;
        table[b'"' as usize] = true;
        table[b'\'' as usize] = true;
        table[127] = true;
        table
    };
    let bytes = text.as_bytes();
    let mut plain = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte < 128 && SPECIAL[byte as usize] {
            out.push_str(&text[plain..at]);
            plain = at + 1;
            out.push_str(match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                b'\r' => "",
                _ => "\u{fffd}",
            });
        }
    }
    out.push_str(&text[plain..]);
}

/// The address, if it may stand in a link: http, https, mailto or discord, with something behind the scheme and no space
/// or control character in it.
pub(crate) fn safe_href(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once(':')?;
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    let fits = if is("http") || is("https") {
        rest.strip_prefix("//")
            .is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
    } else if is("discord") {
        rest.starts_with("//") && rest.len() > 2
    } else {
        is("mailto") && rest.contains('@')
    };
    (fits && url.len() <= 4_096 && !url.contains(|c: char| c.is_whitespace() || c.is_control()))
        .then_some(url)
}

/// The address, if a resolver may give it: a path of our own, or http(s).
pub(crate) fn safe_source(url: &str) -> Option<&str> {
    let own = !url.is_empty() && !url.starts_with("//") && !url.contains(['\\', ':']);
    let web = url.starts_with("https://") || url.starts_with("http://");
    ((own || web) && !url.contains(|c: char| c.is_control() || c.is_whitespace())).then_some(url)
}

/// Media types that may be named in a page; everything else is bytes to download.
pub(crate) fn closed_mime(mime: &str) -> &'static str {
    const KNOWN: [&str; 13] = [
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/avif",
        "video/mp4",
        "video/webm",
        "audio/mpeg",
        "audio/ogg",
        "audio/wav",
        "audio/webm",
        "application/pdf",
        "text/plain",
    ];
    KNOWN.into_iter().find(|known| mime.eq_ignore_ascii_case(known)).unwrap_or("application/octet-stream")
}
