//! Markdown events as HTML.

use super::Thread;
use crate::markdown::{self, Event, Parsed, Rules, Tag};
use crate::model::{Id, Message};
use jiff::Timestamp;
use std::io::Write;

impl<W: Write> Thread<'_, W> {
    /// Text in markdown. `message` supplies names of mentioned people the conversation does not know.
    pub(super) fn markdown(&mut self, text: &str, rules: Rules, message: Option<&Message>) {
        let mut parsed = std::mem::take(&mut self.parsed);
        markdown::parse_into(text, rules, &mut parsed);
        self.events(&parsed, message);
        self.parsed = parsed;
    }

    /// The text of a message: its own block, large when it is nothing but emoji.
    pub(super) fn content(&mut self, text: &str, message: Option<&Message>) {
        let mut parsed = std::mem::take(&mut self.parsed);
        markdown::parse_into(text, Rules::Message, &mut parsed);
        let jumbo = text.len() <= 2_000 && markdown::is_jumbo(&parsed);
        self.out.raw(if jumbo {
            "<div class=\"t-text t-jumbo\" dir=\"auto\">"
        } else {
            "<div class=\"t-text\" dir=\"auto\">"
        });
        self.events(&parsed, message);
        self.out.raw("</div>");
        self.parsed = parsed;
    }

    fn events(&mut self, parsed: &Parsed, message: Option<&Message>) {
        let words = self.words();
        for event in parsed.events() {
            match event {
                Event::Text(span) => self.out.text(parsed.str(span)),
                Event::Open(tag) => self.open(tag, parsed),
                Event::Close(tag) => self.close(tag),
                Event::Code(span) => {
                    self.out.raw("<code>");
                    self.out.text(parsed.str(span));
                    self.out.raw("</code>");
                }
                Event::CodeBlock { language, code } => {
                    let language = parsed.str(language);
                    self.out.raw("<pre tabindex=\"0\"");
                    if !language.is_empty() {
                        self.out.attr(" data-language=\"", language);
                        self.out.attr("><code class=\"language-", language);
                        self.out.raw(">");
                    } else {
                        self.out.raw("><code>");
                    }
                    self.out.text(parsed.str(code));
                    self.out.raw("</code></pre>");
                }
                Event::User(id) => self.user_mention(*id, message),
                Event::Role(id) => self.role_mention(*id),
                Event::Channel(id) => self.channel_mention(*id),
                Event::Everyone(span) => self.pill(parsed.str(span)),
                Event::Command(span) => {
                    self.out.raw("<span class=\"t-men\">/<bdi>");
                    self.out.text(parsed.str(span));
                    self.out.raw("</bdi></span>");
                }
                Event::Guild(span) => self.pill(match parsed.str(span) {
                    "customize" => &words.guild_customize,
                    "browse" => &words.guild_browse,
                    "guide" | "home" => &words.guild_guide,
                    _ => &words.guild_linked,
                }),
                Event::Emoji { name, id, animated } => self.custom_emoji(*id, parsed.str(name), *animated),
                Event::Time { seconds, style } => {
                    if let Ok(at) = Timestamp::from_second(*seconds) {
                        self.out.raw("<span class=\"t-ts\">");
                        self.time_marked(at, Some(*style), |clock, out| clock.styled(out, at, *style));
                        self.out.raw("</span>");
                    }
                }
            }
        }
    }

    fn open(&mut self, tag: &Tag, parsed: &Parsed) {
        match tag {
            Tag::Emphasis => self.out.raw("<em>"),
            Tag::Strong => self.out.raw("<strong>"),
            Tag::Underline => self.out.raw("<u>"),
            Tag::Strike => self.out.raw("<s>"),
            Tag::Spoiler => {
                self.out.attr(
                    "<label class=\"t-sp\"><input type=\"checkbox\" aria-label=\"",
                    &self.words().reveal,
                );
                self.out.raw("><span>");
            }
            Tag::Link(url) => {
                let url = parsed.str(url);
                self.out.raw("<a");
                self.out.href(url);
                self.out.attr(" title=\"", url);
                self.out.raw(">");
            }
            Tag::Heading(1) => self.out.raw("<div class=\"t-h1\" role=\"heading\" aria-level=\"3\">"),
            Tag::Heading(2) => self.out.raw("<div class=\"t-h2\" role=\"heading\" aria-level=\"4\">"),
            Tag::Heading(_) => self.out.raw("<div class=\"t-h3\" role=\"heading\" aria-level=\"5\">"),
            Tag::Subtext => self.out.raw("<div class=\"t-sub\">"),
            Tag::Quote => self.out.raw("<blockquote>"),
            Tag::List(None) => self.out.raw("<ul>"),
            Tag::List(Some(start)) => {
                self.out.raw("<ol start=\"");
                self.out.number(u64::from(*start));
                self.out.raw("\">");
            }
            Tag::Item => self.out.raw("<li>"),
        }
    }

    fn close(&mut self, tag: &Tag) {
        self.out.raw(match tag {
            Tag::Emphasis => "</em>",
            Tag::Strong => "</strong>",
            Tag::Underline => "</u>",
            Tag::Strike => "</s>",
            Tag::Spoiler => "</span></label>",
            Tag::Link(_) => "</a>",
            Tag::Heading(_) | Tag::Subtext => "</div>",
            Tag::Quote => "</blockquote>",
            Tag::List(None) => "</ul>",
            Tag::List(Some(_)) => "</ol>",
            Tag::Item => "</li>",
        });
    }

    fn pill(&mut self, text: &str) {
        self.out.raw("<span class=\"t-men\">");
        self.out.text(text);
        self.out.raw("</span>");
    }

    fn user_mention(&mut self, id: Id, message: Option<&Message>) {
        let known = self.conversation.people.get(&id).map(|p| p.name.as_str());
        let name = known
            .or_else(|| message?.mentions.iter().find(|u| u.id == id).and_then(crate::model::User::name));
        self.out.raw("<span class=\"t-men\">@<bdi>");
        self.out.text(name.unwrap_or(&self.words().unknown_mention));
        self.out.raw("</bdi></span>");
    }

    fn role_mention(&mut self, id: Id) {
        let conversation = self.conversation;
        let role = conversation.roles.get(&id);
        self.out.raw("<span class=\"t-men");
        if let Some(role) = role.filter(|r| r.color != 0) {
            self.out.raw(" t-tint");
            self.color_classes(role.color);
        }
        self.out.raw("\">@<bdi>");
        self.out.text(role.map_or(&self.words().deleted_role, |r| &r.name));
        self.out.raw("</bdi></span>");
    }

    fn channel_mention(&mut self, id: Id) {
        let conversation = self.conversation;
        self.out.raw("<span class=\"t-men\">#<bdi>");
        self.out.text(conversation.channels.get(&id).map_or(&self.words().unknown_channel, |c| &c.name));
        self.out.raw("</bdi></span>");
    }
}
