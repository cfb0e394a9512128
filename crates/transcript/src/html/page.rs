//! The page around the lines.

use super::{FileRef, FileSource, Thread, stylesheet};
use crate::model::{Conversation, Fact, Theme};
use std::io::Write;

impl<W: Write> Thread<'_, W> {
    pub(super) fn page_head(&mut self) {
        let conversation = self.conversation;
        let locale = if conversation.locale.is_empty() { "en" } else { &conversation.locale };
        self.out.attr("<!DOCTYPE html>\n<html lang=\"", locale);
        self.out.raw(match conversation.theme {
            Theme::System => ">",
            Theme::Light => " data-theme=\"light\">",
            Theme::Dark => " data-theme=\"dark\">",
        });
        self.out.raw("<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        // Should anything slip through, the browser still fetches nothing from elsewhere and runs nothing.
        self.out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' data:; media-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action ");
        self.out.raw(if conversation.nav.search.is_some() { "'self'\">" } else { "'none'\">" });
        self.out.raw("<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"robots\" content=\"noindex\"><meta name=\"color-scheme\" content=\"dark light\"><title>");
        self.out.text(&conversation.title);
        if !conversation.guild_name.is_empty() {
            self.out.raw(" · ");
            self.out.text(&conversation.guild_name);
        }
        self.out.raw("</title><style");
        if let Some(nonce) = self.options.nonce {
            self.out.attr(" nonce=\"", nonce);
        }
        self.out.raw(">");
        self.out.raw(stylesheet());
        self.out.raw("</style></head>\n<body class=\"t-page\"><a class=\"t-skip\" href=\"#t-end\">");
        self.out.text(&conversation.words.skip);
        self.out.raw("</a><main>");
        self.header(conversation);
        self.nav(conversation);
    }

    /// To the rest, where the page shows a part.
    fn nav(&mut self, conversation: &Conversation) {
        let (nav, words) = (&conversation.nav, &*conversation.words);
        if nav.search.is_none() && nav.earlier.is_none() && nav.found.is_none() {
            return;
        }
        self.out.raw("<nav class=\"t-nav\">");
        if let Some(action) = &nav.search {
            self.out.attr("<form role=\"search\" method=\"get\" action=\"", action);
            self.out.attr(
                "><input type=\"search\" name=\"q\" maxlength=\"200\" required aria-label=\"",
                &words.search,
            );
            self.out.attr(" placeholder=\"", &words.search);
            self.out.attr(" value=\"", nav.found.as_ref().map_or("", |found| &found.text));
            self.out.raw("></form>");
        }
        if let Some(found) = &nav.found {
            let count = match (found.more, found.count) {
                (true, _) => &words.found_first,
                (false, 1) => &words.found_one,
                (false, _) => &words.found,
            };
            self.out.raw("<p class=\"t-quiet\">");
            self.phrase(count, |t, place| match place {
                "count" => t.out.number(found.count),
                _ => {
                    t.out.raw("<bdi>");
                    t.out.text(&found.text);
                    t.out.raw("</bdi>");
                }
            });
            self.out.raw("</p>");
            self.way(Some(&found.back), &words.back);
        }
        self.way(nav.earlier.as_deref(), &words.earlier);
        self.way(nav.whole.as_deref(), &words.whole);
        self.out.raw("</nav>");
    }

    fn way(&mut self, to: Option<&str>, words: &str) {
        if let Some(to) = to {
            self.out.attr("<a class=\"t-btn\" href=\"", to);
            self.out.raw(">");
            self.out.text(words);
            self.out.raw("</a>");
        }
    }

    fn header(&mut self, conversation: &Conversation) {
        self.out.raw("<header class=\"t-top\"><div class=\"t-where\">");
        let icon = conversation.guild_icon.as_deref();
        let source = icon.map_or(FileSource::Missing, |icon| (self.options.files)(FileRef::GuildIcon(icon)));
        self.image(&source, "t-gicon", "", Some((24, 24)));
        if !conversation.guild_name.is_empty() {
            self.out.raw("<bdi>");
            self.out.text(&conversation.guild_name);
            self.out.raw("</bdi>");
        }
        if !conversation.channel_name.is_empty() {
            self.out.raw("<span class=\"t-chan\">#<bdi>");
            self.out.text(&conversation.channel_name);
            self.out.raw("</bdi></span>");
        }
        self.out.raw("</div><h1 dir=\"auto\">");
        self.out.text(&conversation.title);
        self.out.raw("</h1>");
        if let Some(status) = &conversation.status {
            self.out.raw("<span class=\"t-status\">");
            self.out.text(status);
            self.out.raw("</span>");
        }
        self.facts(conversation);
        self.participants(conversation);
        self.out.raw("</header>\n");
    }

    fn facts(&mut self, conversation: &Conversation) {
        if conversation.facts.is_empty() && conversation.message_count.is_none() {
            return;
        }
        self.out.raw("<dl class=\"t-facts\">");
        for fact in &conversation.facts {
            let (Fact::Text { label, .. } | Fact::Time { label, .. } | Fact::Person { label, .. }) = fact;
            self.out.raw("<div><dt>");
            self.out.text(label);
            self.out.raw("</dt><dd dir=\"auto\">");
            match fact {
                Fact::Text { value, .. } => self.out.text(value),
                Fact::Time { at, .. } => {
                    let local = self.clock.local(*at);
                    self.time(*at, |clock, out| clock.short(out, local));
                }
                Fact::Person { id, .. } => self.name_of(*id),
            }
            self.out.raw("</dd></div>");
        }
        if let Some(count) = conversation.message_count {
            self.out.raw("<div><dt>");
            self.out.text(&conversation.words.messages);
            self.out.raw("</dt><dd>");
            self.out.number(count);
            self.out.raw("</dd></div>");
        }
        self.out.raw("</dl>");
    }

    fn participants(&mut self, conversation: &Conversation) {
        if conversation.participants.is_empty() {
            return;
        }
        self.out.attr("<ul class=\"t-parts\" role=\"list\" aria-label=\"", &conversation.words.participants);
        self.out.raw(">");
        for id in conversation.participants.iter().take(Conversation::SHOWN_PARTICIPANTS) {
            self.out.raw("<li>");
            self.chip(*id);
            self.out.raw("</li>");
        }
        let hidden = conversation.participants.len().saturating_sub(Conversation::SHOWN_PARTICIPANTS);
        if hidden > 0 {
            self.out.raw("<li class=\"t-quiet\">");
            self.counted(&conversation.words.more, hidden as u64);
            self.out.raw("</li>");
        }
        self.out.raw("</ul>");
    }

    pub(super) fn page_foot(&mut self) {
        let zone = self.clock.zone_name().to_owned();
        let conversation = self.conversation;
        if conversation.nav.later.is_some() {
            self.out.raw("<nav class=\"t-nav\">");
            self.way(conversation.nav.later.as_deref(), &conversation.words.later);
            self.out.raw("</nav>");
        }
        self.out.raw("<footer class=\"t-end\" id=\"t-end\"><span>");
        let words = self.words();
        let count = if self.messages == 1 { &words.message_count_one } else { &words.message_count };
        self.counted(count, self.messages);
        self.out.raw("</span><span>");
        self.phrase(&words.times_in, |t, _| t.out.text(&zone));
        self.out.raw("</span><span>");
        self.out.text(&words.made_by);
        self.out.raw("</span></footer></main></body></html>\n");
    }
}
