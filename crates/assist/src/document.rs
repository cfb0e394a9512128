//! A knowledge base is a Markdown document (P177), cut at its headings into sections that can be found and cited (P180, P181).

use crate::clean;
use comrak::{
    Anchorizer, Arena, Node, Options,
    arena_tree::NodeEdge,
    nodes::{ListType, NodeValue},
    parse_document,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, fmt};
use ticket::GuildId;
use url::Url;

/// Bytes of Markdown in one document: some thirty thousand words, where P177 asks for several thousand.
pub const DOCUMENT_BYTES: usize = 256 * 1024;
/// Sections in one document.
pub const DOCUMENT_SECTIONS: usize = 1_000;
/// Characters of one section; a longer one is cut between blocks, so that a prompt holds several.
pub const SECTION_CHARS: usize = 1_800;
/// Characters of one heading.
pub const HEADING_CHARS: usize = 120;

/// Which document: the guild it belongs to, and its name there. There is no way to name one without its guild (P178).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentId {
    /// The guild.
    pub guild: GuildId,
    /// The number of the document within the guild.
    pub number: u32,
}

/// The version of a document: the SHA-256 of its Markdown in hexadecimal. The same text is the same version.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(String);

impl Version {
    /// Of this Markdown.
    pub fn of(markdown: &str) -> Self {
        Self(Sha256::digest(markdown.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect())
    }
    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One part of a document, from a heading to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The headings above it and its own, outermost first. Empty before the first heading.
    pub path: Vec<String>,
    /// Its address within the document, unique there, as in `#refund-window`.
    pub anchor: String,
    /// What it says, without markup: paragraphs by lines, lists with dashes, addresses in brackets after what was linked.
    pub text: String,
}

impl Section {
    /// Its own heading; empty for what stands before the first.
    pub fn heading(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

/// A document, cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Which one.
    pub id: DocumentId,
    /// What people call it.
    pub title: String,
    /// Of which text.
    pub version: Version,
    /// In the order of the text.
    pub sections: Vec<Section>,
    /// Hosts it links to: the only ones an answer may link to.
    pub hosts: BTreeSet<String>,
}

/// Why a text cannot be a knowledge base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// More than [`DOCUMENT_BYTES`].
    #[error("the document has {0} bytes, more than {DOCUMENT_BYTES}")]
    TooLong(usize),
    /// More than [`DOCUMENT_SECTIONS`].
    #[error("the document has {0} sections, more than {DOCUMENT_SECTIONS}")]
    TooManySections(usize),
    /// Nothing to be found in it.
    #[error("the document holds no text")]
    Empty,
}

impl Document {
    /// Cuts Markdown at its headings. HTML in it is left out: it is neither found, nor shown, nor sent anywhere.
    ///
    /// # Errors
    ///
    /// When the text is over a limit, or holds nothing.
    pub fn read(id: DocumentId, title: &str, markdown: &str) -> Result<Self, Unfit> {
        if markdown.len() > DOCUMENT_BYTES {
            return Err(Unfit::TooLong(markdown.len()));
        }
        let mut options = Options::default();
        options.extension.table = true;
        options.extension.strikethrough = true;
        options.extension.autolink = true;
        options.extension.tasklist = true;
        let arena = Arena::new();
        let root = parse_document(&arena, markdown, &options);
        let mut cut = Cut::default();
        for block in root.children() {
            let level = match &block.data().value {
                NodeValue::Heading(heading) => Some(heading.level),
                _ => None,
            };
            let text = plain(block, &mut cut.hosts);
            match level {
                Some(level) => cut.heading(level, &text),
                None => cut.block(&text),
            }
        }
        cut.finish();
        match cut.sections.len() {
            0 => Err(Unfit::Empty),
            many if many > DOCUMENT_SECTIONS => Err(Unfit::TooManySections(many)),
            _ => Ok(Self {
                id,
                title: clean::line(title, HEADING_CHARS),
                version: Version::of(markdown),
                sections: cut.sections,
                hosts: cut.hosts,
            }),
        }
    }
}

/// What has been cut so far.
#[derive(Default)]
struct Cut {
    levels: Vec<(u8, String)>,
    anchor: String,
    /// The anchor is taken: by a part of the same section that was too long.
    taken: bool,
    text: String,
    anchors: Anchorizer,
    sections: Vec<Section>,
    hosts: BTreeSet<String>,
}

impl Cut {
    fn heading(&mut self, level: u8, text: &str) {
        self.finish();
        let text = clean::line(text, HEADING_CHARS);
        self.levels.retain(|(above, _)| *above < level);
        self.anchor = self.anchors.anchorize(&text);
        self.taken = false;
        self.levels.push((level, text));
    }

    /// Adds a block, in pieces if it is longer than a section may be.
    fn block(&mut self, text: &str) {
        let mut rest = text.trim();
        while !rest.is_empty() {
            let room = SECTION_CHARS.saturating_sub(self.text.chars().count() + 1);
            if rest.chars().count() > room && !self.text.is_empty() {
                self.finish();
                continue;
            }
            let (piece, left) = clean::split(rest, SECTION_CHARS);
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(piece.trim_end());
            rest = left.trim_start();
        }
    }

    /// Ends the section. A heading with nothing below it is no section: there is nothing to cite.
    fn finish(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let path: Vec<String> = self.levels.iter().map(|(_, heading)| heading.clone()).collect();
        let anchor = match self.anchor.as_str() {
            "" => self.anchors.anchorize("top"),
            anchor if self.taken => self.anchors.anchorize(anchor),
            anchor => anchor.to_owned(),
        };
        self.taken = true;
        self.sections.push(Section { path, anchor, text: std::mem::take(&mut self.text) });
    }
}

/// The words of a block. Goes edge by edge, not by recursion: a document of ten thousand nested quotes is just a long one.
fn plain<'a>(block: Node<'a>, hosts: &mut BTreeSet<String>) -> String {
    let mut text = String::new();
    for edge in block.traverse() {
        match edge {
            NodeEdge::Start(node) => start(&node.data().value, &mut text),
            NodeEdge::End(node) => end(&node.data().value, &mut text, hosts),
        }
    }
    clean::visible(&text)
}

fn start(value: &NodeValue, text: &mut String) {
    match value {
        NodeValue::Text(words) => text.push_str(words),
        NodeValue::Code(code) => text.push_str(&code.literal),
        NodeValue::CodeBlock(code) => text.push_str(&code.literal),
        NodeValue::SoftBreak => text.push(' '),
        NodeValue::LineBreak => text.push('\n'),
        NodeValue::Item(item) if item.list_type == ListType::Ordered => {
            text.push_str(&format!("{}. ", item.start));
        }
        NodeValue::Item(_) | NodeValue::TaskItem(_) => text.push_str("- "),
        _ => {}
    }
}

fn end(value: &NodeValue, text: &mut String, hosts: &mut BTreeSet<String>) {
    match value {
        NodeValue::Paragraph | NodeValue::TableRow(_) | NodeValue::CodeBlock(_) if !text.ends_with('\n') => {
            text.push('\n');
        }
        NodeValue::TableCell => text.push_str(" | "),
        NodeValue::Link(link) | NodeValue::Image(link) => {
            let known = Url::parse(&link.url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
            let Some(url) = known else { return };
            hosts.extend(url.host_str().map(str::to_owned));
            if !text.ends_with(&link.url) {
                text.push_str(&format!(" ({})", link.url));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
