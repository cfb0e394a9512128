//! Lines Discord wrote itself.

use super::{Thread, shown};
use crate::model::Message;
use crate::system::{held_back, text, winner, words};
use std::io::Write;

impl<W: Write> Thread<'_, W> {
    pub(super) fn system(&mut self, message: &Message) {
        self.group = None;
        let (sign, pattern) = words(message, self.words());
        self.out.raw("<li class=\"t-evt t-sys\" id=\"m-");
        self.out.number(message.id.0);
        self.out.raw("\"><span class=\"t-sign\" aria-hidden=\"true\">");
        self.out.raw(sign);
        self.out.raw("</span><span>");
        self.phrase(pattern, |t, place| t.system_place(message, place));
        self.out.raw("</span>");
        self.quiet_time(message.sent_at());
        match message.kind {
            21 => self.started_at(message),
            24 => self.held_back(message),
            46 => self.poll_result(message),
            _ => {}
        }
        self.out.raw("</li>\n");
    }

    fn system_place(&mut self, message: &Message, place: &str) {
        let conversation = self.conversation;
        match place {
            "name" => {
                let who = shown(conversation, &message.author, Some(message));
                self.name(who.name, who.color);
            }
            "other" => {
                if let Some(user) = message.mentions.first() {
                    let who = shown(conversation, user, None);
                    self.name(who.name, who.color);
                }
            }
            "message" => match message.reference.and_then(|to| to.message_id) {
                Some(id) => {
                    self.out.raw("<a href=\"#m-");
                    self.out.number(id.0);
                    self.out.raw("\">");
                    self.out.text(&self.words().system_a_message);
                    self.out.raw("</a>");
                }
                None => self.out.text(&self.words().system_a_message),
            },
            "level" => self.out.number(u64::from(message.kind.saturating_sub(8))),
            "text" => {
                self.out.raw("<bdi><strong>");
                self.out.text(text(message));
                self.out.raw("</strong></bdi>");
            }
            _ => {}
        }
    }

    /// The message that a thread was started at.
    fn started_at(&mut self, message: &Message) {
        let Some(first) = message.referenced.as_deref() else { return };
        let conversation = self.conversation;
        let who = shown(conversation, &first.author, Some(first));
        self.out.raw("<div class=\"t-fwd\">");
        self.name(who.name, who.color);
        self.body(first, &[]);
        self.out.raw("</div>");
    }

    /// What AutoMod did not let through.
    fn held_back(&mut self, message: &Message) {
        if let Some(text) = held_back(message) {
            self.out.raw("<div class=\"t-fwd\">");
            self.content(text, Some(message));
            self.out.raw("</div>");
        }
    }

    fn poll_result(&mut self, message: &Message) {
        let words = self.words();
        self.out.raw("<div class=\"t-fwd\">");
        match winner(message) {
            Some((answer, votes, total)) => self.phrase(&words.poll_won, |t, place| match place {
                "text" => {
                    t.out.raw("<bdi><strong>");
                    t.out.text(answer);
                    t.out.raw("</strong></bdi>");
                }
                "count" => t.out.number(votes),
                _ => t.out.number(total),
            }),
            None => self.out.text(&words.poll_drawn),
        }
        self.out.raw("</div>");
    }
}
