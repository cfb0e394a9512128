//! Compression of the gateway (Discord: events/gateway, "Encoding and Compression").

use axum::extract::ws::Message;
use flate2::{Compress, Compression, FlushCompress};
use std::io::{self, Write};

/// Room that is added to the output at a time, in bytes.
const STEP: usize = 4_096;
/// Payloads from this size on are compressed where the client asked for payload compression, in bytes.
const WORTH_IT: usize = 1_024;

/// How messages of one connection are written.
pub(super) enum Packer {
    /// As text.
    Plain,
    /// As text, but large ones as a zlib stream of their own (`compress` in Identify).
    Payloads,
    /// `compress=zlib-stream`: one stream for the connection; each message ends with a sync flush, `00 00 FF FF`.
    Zlib(Box<Compress>),
    /// `compress=zstd-stream`: one frame, flushed after each message.
    Zstd(zstd::stream::write::Encoder<'static, Vec<u8>>),
}

impl Packer {
    /// What the query's `compress` asks for; unknown ways are taken as none.
    pub(super) fn asked(compress: Option<&str>) -> io::Result<Self> {
        Ok(match compress {
            Some("zlib-stream") => Self::Zlib(Box::new(Compress::new(Compression::fast(), true))),
            Some("zstd-stream") => Self::Zstd(zstd::stream::write::Encoder::new(Vec::new(), 3)?),
            _ => Self::Plain,
        })
    }

    /// Switches to payload compression, unless the transport is compressed already.
    pub(super) fn payloads(&mut self) {
        if matches!(self, Self::Plain) {
            *self = Self::Payloads;
        }
    }

    /// Whether a message may come in pieces: only this transport says where one ends.
    pub(super) fn has_pieces(&self) -> bool {
        matches!(self, Self::Zlib(_))
    }

    /// One message, complete for the reader to decode.
    pub(super) fn pack(&mut self, text: String) -> io::Result<Message> {
        match self {
            Self::Payloads if text.len() >= WORTH_IT => {
                let mut whole = flate2::write::ZlibEncoder::new(Vec::new(), Compression::fast());
                whole.write_all(text.as_bytes())?;
                Ok(Message::Binary(whole.finish()?.into()))
            }
            Self::Plain | Self::Payloads => Ok(Message::Text(text.into())),
            Self::Zlib(stream) => Ok(Message::Binary(flushed(stream, text.as_bytes())?.into())),
            Self::Zstd(stream) => {
                stream.write_all(text.as_bytes())?;
                stream.flush()?;
                Ok(Message::Binary(std::mem::take(stream.get_mut()).into()))
            }
        }
    }
}

fn flushed(stream: &mut Compress, input: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(STEP);
    let before = stream.total_in();
    loop {
        let taken = usize::try_from(stream.total_in() - before).unwrap_or(input.len());
        stream.compress_vec(&input[taken..], &mut out, FlushCompress::Sync).map_err(io::Error::other)?;
        let taken = stream.total_in() - before;
        // Room to spare means that the flush is complete.
        if taken == input.len() as u64 && out.len() < out.capacity() {
            return Ok(out);
        }
        out.reserve(STEP);
    }
}
