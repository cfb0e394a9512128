//! What people wrote, as text that means nothing more than its words in Discord's markup.

use crate::form::Answer;

/// Takes the meaning out of what a member wrote: no formatting, no mentions, no hidden links. Plain addresses stay addresses.
pub fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for word in text.split_inclusive(char::is_whitespace) {
        if (word.starts_with("https://") || word.starts_with("http://"))
            && !word.contains(['<', '>', '[', ']', '`'])
        {
            out.push_str(word);
            continue;
        }
        for c in word.chars() {
            let at_start = out.is_empty() || out.ends_with('\n');
            if matches!(c, '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']' | '@')
                || at_start && matches!(c, '#' | '-' | '+')
            {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

impl Answer {
    /// The value as markup: mentions that we made of a choice stay mentions, everything else is words.
    pub fn markup(&self) -> String {
        if self.mentions { self.value.clone() } else { inert(&self.value) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Proves: P20's answers cannot ping, format or hide a link; an address stays whole.
    #[test]
    fn members_words_are_inert() {
        assert_eq!(inert("@everyone <@1> **x**"), "\\@everyone \\<\\@1\\> \\*\\*x\\*\\*");
        assert_eq!(inert("# big\n- a"), "\\# big\n\\- a");
        assert_eq!(inert("[safe](https://bad.example)"), "\\[safe\\](https://bad.example)");
        assert_eq!(inert("see https://a.example/some_page_x ok"), "see https://a.example/some_page_x ok");
    }
}
