//! An answer that comes in pieces: server-sent events with one JSON object each, ended by `[DONE]` (OpenAI: "Streaming").

use crate::{Failure, wire};

/// Bytes of one line.
const LINE: usize = 256 * 1024;

/// Puts lines together from what arrives, whatever the pieces.
#[derive(Default)]
pub(crate) struct Lines {
    rest: Vec<u8>,
}

impl Lines {
    /// The lines that are complete now.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<String>, Failure> {
        self.rest.extend_from_slice(bytes);
        let mut lines = Vec::new();
        while let Some(end) = self.rest.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.rest.drain(..=end).collect();
            let line =
                String::from_utf8(line).map_err(|_| Failure::Nonsense("a stream that is not UTF-8"))?;
            lines.push(line.trim_end_matches(['\n', '\r']).to_owned());
        }
        if self.rest.len() > LINE { Err(Failure::Nonsense("an endless line")) } else { Ok(lines) }
    }
}

/// What one line says.
pub(crate) enum Piece {
    /// Nothing: a comment that keeps the connection, an event's name, the space between events.
    Nothing,
    /// A piece of the answer.
    Part(Box<wire::Response>),
    /// It is complete.
    Done,
}

pub(crate) fn piece(line: &str) -> Result<Piece, Failure> {
    let Some(data) = line.strip_prefix("data:") else {
        return Ok(Piece::Nothing);
    };
    match data.trim() {
        "" => Ok(Piece::Nothing),
        "[DONE]" => Ok(Piece::Done),
        json => serde_json::from_str(json)
            .map(|part| Piece::Part(Box::new(part)))
            .map_err(|_| Failure::Nonsense("a broken stream")),
    }
}
