//! The conversation as JSON, in the names of Discord's API.

use crate::model::{Conversation, Line};
use std::borrow::Borrow;
use std::io::{self, Write};

/// Writes `{"format":"guildhall-transcript","version":1,"conversation":{…},"lines":[…]}`, one line of the conversation
/// per line of text, as it goes.
///
/// # Errors
/// When the writer fails.
pub fn to_json<L: Borrow<Line>>(
    conversation: &Conversation,
    lines: impl IntoIterator<Item = L>,
    writer: impl Write,
) -> io::Result<()> {
    let mut writer = io::BufWriter::new(writer);
    writer.write_all(b"{\"format\":\"guildhall-transcript\",\"version\":1,\"conversation\":")?;
    serde_json::to_writer(&mut writer, conversation)?;
    writer.write_all(b",\"lines\":[")?;
    for (at, line) in lines.into_iter().enumerate() {
        writer.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut writer, line.borrow())?;
    }
    writer.write_all(b"\n]}\n")?;
    writer.flush()
}
