//! Lines Discord wrote itself. Source: Discord "Message Resource", section "Message Types".

use super::{Thread, shown};
use crate::model::Message;
use std::io::Write;

/// What stands after the name, by message type; `{}` stands for a name found in the message.
fn words(kind: u8) -> (&'static str, &'static str) {
    match kind {
        1 => ("+", " added "),
        2 => ("−", " removed "),
        3 => ("☎", " started a call."),
        4 => ("✎", " changed the channel name: "),
        5 => ("✎", " changed the channel icon."),
        6 => ("⚲", " pinned a message to this channel."),
        7 => ("→", " joined the server."),
        8..=11 => ("◆", " boosted the server."),
        12 => ("→", " added a followed channel: "),
        14..=17 => ("i", " Server discovery changed."),
        18 => ("#", " started a thread: "),
        21 => ("#", " started this thread."),
        22 => ("i", " was reminded to invite people."),
        24 => ("!", " was stopped by AutoMod."),
        25 | 26 => ("◆", " subscribed to a role."),
        27..=31 => ("♪", " used the stage."),
        32 => ("◆", " subscribed to an app."),
        36..=39 => ("!", " reported on the server's safety."),
        44 => ("◆", " bought something in the shop."),
        46 => ("▤", " closed a poll."),
        _ => ("i", " did something this page does not know."),
    }
}

impl<W: Write> Thread<'_, W> {
    pub(super) fn system(&mut self, message: &Message) {
        self.group = None;
        let conversation = self.conversation;
        let who = shown(conversation, &message.author, Some(message));
        let (sign, text) = words(message.kind);
        self.out.raw("<li class=\"t-evt t-sys\" id=\"m-");
        self.out.number(message.id.0);
        self.out.raw("\"><span class=\"t-sign\" aria-hidden=\"true\">");
        self.out.raw(sign);
        self.out.raw("</span><span>");
        self.name(who.name, who.color);
        self.out.raw(text);
        match message.kind {
            1 | 2 => {
                if let Some(user) = message.mentions.first() {
                    let who = shown(conversation, user, None);
                    self.name(who.name, who.color);
                }
            }
            _ if !message.content.is_empty() && text.ends_with(": ") => {
                self.out.raw("<bdi><strong>");
                self.out.text(&message.content);
                self.out.raw("</strong></bdi>");
            }
            _ if !message.content.is_empty() => {
                self.out.raw(" <bdi>");
                self.out.text(&message.content);
                self.out.raw("</bdi>");
            }
            _ => {}
        }
        self.out.raw("</span>");
        self.quiet_time(message.sent_at());
        self.out.raw("</li>\n");
    }
}
