//! What stands above a message: what it answers, or the command it came from.

use super::{Thread, shown};
use crate::model::Message;
use std::io::Write;

/// Characters shown of an answered message.
const REPLY_CHARS: usize = 160;

impl<W: Write> Thread<'_, W> {
    pub(super) fn reply(&mut self, message: &Message) {
        let Some(reference) = message.reference.filter(|r| r.kind == 0 && message.kind != 20) else { return };
        let words = self.words();
        self.out.raw("<div class=\"t-reply\"><span class=\"t-vh\">");
        self.out.text(&words.reply_to);
        self.out.raw(" </span>");
        let Some(answered) = &message.referenced else {
            self.out.raw("<em>");
            self.out.text(if message.referenced_deleted {
                &words.reply_deleted
            } else {
                &words.reply_missing
            });
            self.out.raw("</em></div>");
            return;
        };
        let conversation = self.conversation;
        let who = shown(conversation, &answered.author, Some(answered));
        self.avatar(answered.author.id, &who);
        self.name(who.name, who.color);
        self.out.raw(" <a class=\"t-snip\" dir=\"auto\" href=\"#m-");
        self.out.number(reference.message_id.unwrap_or(answered.id).0);
        self.out.raw("\">");
        self.snippet(answered);
        self.out.raw("</a></div>");
    }

    /// One line of plain text standing for a message.
    fn snippet(&mut self, message: &Message) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        let cut: String = message.content.chars().take(REPLY_CHARS * 2).collect();
        crate::text::plain(self.conversation, &cut, Some(message), false, &mut scratch);
        let mut chars = 0;
        let mut words = scratch.split_whitespace().peekable();
        if words.peek().is_none() {
            let words = self.words();
            let attached = !message.attachments.is_empty();
            self.out.raw("<em>");
            self.out.text(if attached { &words.reply_attachment } else { &words.reply_open });
            self.out.raw("</em>");
        }
        for word in words {
            let left = REPLY_CHARS.saturating_sub(chars);
            if left == 0 {
                self.out.raw("…");
                break;
            }
            let end = word.char_indices().nth(left).map_or(word.len(), |(i, _)| i);
            self.out.text(&word[..end]);
            self.out.raw(" ");
            chars += word[..end].chars().count() + 1;
        }
        self.scratch = scratch;
    }

    pub(super) fn interaction(&mut self, message: &Message) {
        let Some(interaction) = &message.interaction else { return };
        let conversation = self.conversation;
        let who = shown(conversation, &interaction.user, None);
        self.out.raw("<div class=\"t-reply\">");
        self.avatar(interaction.user.id, &who);
        let words = self.words();
        let pattern = if interaction.name.is_some() { &words.used } else { &words.used_something };
        self.phrase(pattern, |t, place| match (place, &interaction.name) {
            ("name", _) => t.name(who.name, who.color),
            ("command", Some(name)) => {
                t.out.raw("<span class=\"t-men\">/<bdi>");
                t.out.text(name);
                t.out.raw("</bdi></span>");
            }
            _ => {}
        });
        self.out.raw("</div>");
    }
}
