//! Cuts a long text into messages that Discord takes.

use crate::reply::{fitting, length};

/// Characters of a message's content (resources/message), counted in the stricter way.
pub(crate) const CONTENT: usize = 2_000;
/// A fence of a code block, with room for its closing line.
const FENCE: &str = "```";
const CLOSING: usize = 4;
/// A language after a fence that is longer is not carried over.
const MOST_LANGUAGE: usize = 20;

/// The pieces of a text, in order: whole if it fits; else cut at an empty line, a line's end, a space, anywhere, in this order. A code
/// block that is cut is closed and opened again. `taken` is what the first piece has less room by.
pub(crate) fn parts(text: &str, taken: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.to_owned();
    loop {
        let room = if parts.is_empty() { CONTENT - taken } else { CONTENT };
        if length(&rest) <= room {
            break;
        }
        let piece = cut(&rest, room - CLOSING);
        let (mut piece, after) = (piece.to_owned(), rest[piece.len()..].trim_start_matches('\n').to_owned());
        rest = after;
        if let Some(language) = open_fence(&piece) {
            rest = format!("{FENCE}{language}\n{rest}");
            piece = format!("{}\n{FENCE}", piece.trim_end());
        }
        if !piece.trim().is_empty() {
            parts.push(piece.trim_end().to_owned());
        }
    }
    if parts.is_empty() || !rest.trim().is_empty() {
        parts.push(rest);
    }
    parts
}

/// The start of a text that fits, cut where it hurts least.
fn cut(text: &str, room: usize) -> &str {
    let start = fitting(text, room);
    // In the first half a cut at a better place would waste more than it gives.
    let good = |at: Option<usize>| at.filter(|at| *at > start.len() / 2);
    let end = good(start.rfind("\n\n")).or(good(start.rfind('\n'))).or(good(start.rfind(' ')));
    end.map_or(start, |end| &start[..=end])
}

/// The language of a code block that is still open at the end of the text.
fn open_fence(text: &str) -> Option<&str> {
    if text.matches(FENCE).count().is_multiple_of(2) {
        return None;
    }
    let (_, last) = text.rsplit_once(FENCE)?;
    let language = last.split('\n').next().unwrap_or_default();
    let plain = language.len() <= MOST_LANGUAGE && language.chars().all(|c| c.is_ascii_alphanumeric());
    Some(if plain && last.contains('\n') { language } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str, taken: usize) -> Vec<String> {
        let all = parts(text, taken);
        for (index, part) in all.iter().enumerate() {
            let room = if index == 0 { CONTENT - taken } else { CONTENT };
            assert!(length(part) <= room, "part {index} has {} units", length(part));
            assert!(!part.trim().is_empty() || all.len() == 1);
        }
        all
    }

    // Proves: A26: a text of up to 2,000 characters is one message; longer ones are cut at line ends.
    #[test]
    fn long_texts_are_cut_at_lines() {
        assert_eq!(checked("short", 0), ["short"]);
        assert_eq!(checked("", 0), [""]);
        assert_eq!(checked(&"a".repeat(2_000), 0).len(), 1);
        let lines = format!("{}\n{}", "a".repeat(1_500), "b".repeat(1_000));
        assert_eq!(checked(&lines, 0), ["a".repeat(1_500), "b".repeat(1_000)]);
        assert_eq!(checked(&"word ".repeat(900), 100).len(), 3);
    }

    // Proves: no character is lost or cut in half, however the text is made.
    #[test]
    fn nothing_is_lost() {
        for unit in ["🎫", "ab", "a b ", "line\n", "é"] {
            let text = unit.repeat(7_900 / unit.chars().count());
            let joined: String = checked(&text, 37).concat();
            let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(visible(&joined), visible(&text), "{unit:?}");
        }
    }

    // Proves: a code block that is cut is closed in one message and opened in the next.
    #[test]
    fn code_blocks_go_on() {
        let text = format!("look:\n```rust\n{}```\nthat is it", "let a = 1;\n".repeat(300));
        let all = checked(&text, 0);
        assert!(all.len() > 1);
        for part in &all {
            assert_eq!(part.matches(FENCE).count() % 2, 0, "{part}");
        }
        assert!(all[1].starts_with("```rust\nlet a"));
    }
}
