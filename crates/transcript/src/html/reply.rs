//! What stands above a message: what it answers, or the command it came from.

use super::{Thread, shown};
use crate::markdown::{self, Event, Rules};
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

    /// One line standing for a message: its text without styles, with the custom emoji in it.
    fn snippet(&mut self, message: &Message) {
        let cut: String = message.content.chars().take(REPLY_CHARS * 2).collect();
        let parsed = markdown::parse(&cut, Rules::Line);
        let mut piece = String::new();
        let (mut left, mut gap, mut any) = (REPLY_CHARS, false, false);
        for event in parsed.events() {
            if let Event::Emoji { name, id, animated } = event {
                self.out.raw(if gap { " " } else { "" });
                self.custom_emoji(*id, parsed.str(name), *animated);
                (left, gap, any) = (left.saturating_sub(1), false, true);
                continue;
            }
            piece.clear();
            crate::text::one(self.conversation, &parsed, event, Some(message), false, &mut piece);
            for c in piece.chars() {
                if c.is_whitespace() {
                    gap = any;
                } else if left > 0 {
                    self.out.raw(if gap { " " } else { "" });
                    self.out.text(c.encode_utf8(&mut [0; 4]));
                    (left, gap, any) = (left - 1, false, true);
                }
            }
        }
        if left == 0 {
            self.out.raw("…");
        }
        if !any {
            let words = self.words();
            let attached = !message.attachments.is_empty();
            self.out.raw("<em>");
            self.out.text(if attached { &words.reply_attachment } else { &words.reply_open });
            self.out.raw("</em>");
        }
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
