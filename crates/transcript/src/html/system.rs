//! Lines Discord wrote itself. Source: Discord "Message Resource", section "Message Types".

use super::{Thread, shown};
use crate::model::{Embed, Message};
use crate::words::Words;
use std::io::Write;

/// The sign before the line, and its words.
fn words<'w>(message: &Message, words: &'w Words) -> (&'static str, &'w str) {
    match message.kind {
        1 => ("+", &words.system_added),
        2 => ("−", &words.system_removed),
        3 => ("☎", &words.system_call),
        4 => ("✎", &words.system_renamed),
        5 => ("✎", &words.system_icon),
        6 => ("⚲", &words.system_pinned),
        7 => ("→", &words.system_joined),
        8 if message.content.is_empty() => ("◆", &words.system_boosted),
        8 => ("◆", &words.system_boosted_times),
        9..=11 => ("◆", &words.system_boosted_level),
        12 => ("→", &words.system_followed),
        14..=17 => ("i", &words.system_discovery),
        18 => ("#", &words.system_thread),
        21 => ("#", &words.system_thread_here),
        22 => ("i", &words.system_invite),
        24 => ("!", &words.system_automod),
        25 => ("◆", &words.system_subscribed_role),
        26 => ("◆", &words.system_upsell),
        27 => ("♪", &words.system_stage_begun),
        28 => ("♪", &words.system_stage_ended),
        29 | 30 => ("♪", &words.system_stage_speaker),
        31 => ("♪", &words.system_stage_topic),
        32 => ("◆", &words.system_subscribed_app),
        36 => ("!", &words.system_alert_on),
        37 => ("!", &words.system_alert_off),
        38 => ("!", &words.system_raid),
        39 => ("!", &words.system_no_raid),
        44 => ("◆", &words.system_bought),
        46 => ("▤", &words.system_poll),
        _ => ("i", &words.system_unknown),
    }
}

/// What an embed that Discord wrote says under a name.
fn fact<'m>(message: &'m Message, kind: &str, name: &str) -> Option<&'m str> {
    let embed = message.embeds.iter().find(|embed| embed.kind.as_deref() == Some(kind))?;
    embed.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str())
}

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
                let question = fact(message, "poll_result", "poll_question_text");
                self.out.raw("<bdi><strong>");
                self.out.text(question.unwrap_or(&message.content));
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
        let is = |embed: &&Embed| embed.kind.as_deref() == Some("auto_moderation_message");
        let text = message.embeds.iter().find(is).and_then(|embed| embed.description.as_deref());
        if let Some(text) = text {
            self.out.raw("<div class=\"t-fwd\">");
            self.content(text, Some(message));
            self.out.raw("</div>");
        }
    }

    fn poll_result(&mut self, message: &Message) {
        let said = |name| fact(message, "poll_result", name);
        let number = |name| said(name).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        let words = self.words();
        self.out.raw("<div class=\"t-fwd\">");
        match said("victor_answer_text").or_else(|| said("victor_answer_emoji_name")) {
            Some(answer) => self.phrase(&words.poll_won, |t, place| match place {
                "text" => {
                    t.out.raw("<bdi><strong>");
                    t.out.text(answer);
                    t.out.raw("</strong></bdi>");
                }
                "count" => t.out.number(number("victor_answer_votes")),
                _ => t.out.number(number("total_votes")),
            }),
            None => self.out.text(&words.poll_drawn),
        }
        self.out.raw("</div>");
    }
}
