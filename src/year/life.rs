//! A ticket's life: who did and said what, and when.

use super::{Chance, DAY, HOUR, MINUTE, tales::Tale};
use ::assist::index::Library;
use desk::ports::{Change, Posted, Spent};
use std::sync::LazyLock;
use ticket::{
    By, Claim, CloseKind, Closure, Event, GuildId, MessageId, Recorded, Ticket, TicketKey, Timestamp, UserId,
    assist::{Cited, Turn, Why},
    state::Rating,
};

/// The stand-in's bot.
const BOT: u64 = 100_000_000_000_000_000;

/// What is told of it so far.
pub(super) struct Story {
    pub(super) events: Vec<Recorded>,
    pub(super) messages: Vec<(TicketKey, Change)>,
    pub(super) ticket: Ticket,
    pub(super) now: Timestamp,
    /// By Auto-Assist.
    pub(super) spent: Spent,
    tale: &'static Tale,
    worker: (UserId, &'static str),
}

impl Story {
    pub(super) fn new(
        ticket: Ticket,
        tale: &'static Tale,
        worker: (UserId, &'static str),
        now: Timestamp,
    ) -> Self {
        Self { events: Vec::new(), messages: Vec::new(), ticket, now, spent: Spent::default(), tale, worker }
    }

    /// Unless it is still to come.
    pub(super) fn happens(&mut self, at: Timestamp, by: By, event: Event) {
        if at > self.now {
            return;
        }
        self.ticket = ticket::apply(self.ticket.clone(), &event);
        self.events.push(Recorded { seq: self.events.len() as u32 + 1, at, by, event });
    }

    fn member(&self) -> By {
        By::Person { user: self.ticket.opener.user, name: self.ticket.opener.name.clone() }
    }

    fn staff(&self) -> By {
        By::Person { user: self.worker.0, name: self.worker.1.to_owned() }
    }

    fn says(&mut self, chance: &mut Chance, at: Timestamp, author: UserId, text: &str) {
        if at > self.now {
            return;
        }
        // Discord's ids hold the milliseconds since 2015 above 22 bits.
        let id = ((at.0 - 1_420_070_400_000) as u64) << 22 | chance.below(1 << 22);
        let bot = author.0 == BOT;
        let name = match author {
            one if one == self.worker.0 => self.worker.1.to_lowercase(),
            _ if bot => "guildhall".to_owned(),
            _ => self.ticket.opener.name.to_lowercase(),
        };
        let body = serde_json::json!({
            "id": id.to_string(), "content": text, "type": 0, "author": { "id": author.to_string(), "username": name, "bot": bot },
            "timestamp": at.iso(), "attachments": [], "embeds": [], "mentions": [], "mention_roles": [],
        });
        let posted = Posted {
            message: MessageId(id),
            author,
            human: !bot,
            staff_reply: author == self.worker.0,
            body: body.to_string(),
            edited: None,
            files: Vec::new(),
        };
        self.messages.push((self.ticket.key, Change::Posted(posted)));
    }

    /// Auto-Assist looks first. Says whether nobody else is needed.
    pub(super) fn assisted(&mut self, chance: &mut Chance) -> bool {
        let opened = self.ticket.opened_at;
        let at = Timestamp(opened.0 + 2_000 + chance.below(6_000) as i64);
        let Some((cited, text)) = self.tale.known.and_then(section) else {
            self.called(at, Why::Unsure);
            return false;
        };
        self.happens(
            at,
            By::System,
            Event::Assisted {
                turn: Turn::Reply { text: text.clone(), cited: vec![cited], worded: false },
                answers: None,
                at,
            },
        );
        self.spent = self.spent.with(Spent { spoken: 1, ..Spent::default() });
        self.says(chance, at, UserId(BOT), &text);
        let read = Timestamp(at.0 + MINUTE + chance.below(6) as i64 * MINUTE);
        if chance.percent(28) {
            self.says(chance, read, self.ticket.opener.user, "I have tried that already.");
            self.called(Timestamp(read.0 + 3_000), Why::NotHelped);
            return false;
        }
        let member = self.member();
        self.happens(read, member.clone(), Event::AssistHelped);
        self.says(chance, read, self.ticket.opener.user, "That helped, thank you!");
        let closed = Timestamp(read.0 + chance.wait(4 * MINUTE));
        self.ends(chance, closed, member);
        true
    }

    fn called(&mut self, at: Timestamp, why: Why) {
        let turn = Turn::Escalate { why, summary: None, question: self.tale.details.to_owned() };
        self.happens(at, By::System, Event::Assisted { turn, answers: None, at });
        self.spent = self.spent.with(Spent { escalated: 1, ..Spent::default() });
    }

    /// Claimed, answered, talked about, closed, rated; some are reopened, some are left alone.
    pub(super) fn lived(&mut self, chance: &mut Chance, answer: Timestamp, work: i64) {
        if chance.percent(5) {
            let closure = closure(By::System, Timestamp(self.ticket.opened_at.0 + 3 * DAY), CloseKind::Idle);
            return self.happens(closure.at, By::System, Event::Closed { closure });
        }
        let (tale, (worker, name), member) = (self.tale, self.worker, self.ticket.opener.user);
        let claim = Claim { by: worker, name: name.to_owned(), at: answer };
        self.happens(answer, self.staff(), Event::Claimed { claim });
        self.says(chance, answer, worker, tale.staff[0]);
        let mut at = answer;
        for turn in 0..(chance.below(5) as usize).min(2) {
            at = Timestamp(at.0 + chance.wait(90 * MINUTE));
            self.says(chance, at, member, tale.member[turn]);
            at = Timestamp(at.0 + chance.wait(40 * MINUTE));
            self.says(chance, at, worker, tale.staff[turn + 1]);
        }
        at = Timestamp(at.0 + chance.wait(work));
        self.ends(chance, at, self.staff());
        if chance.percent(6) && !self.ticket.is_open() {
            at = Timestamp(at.0 + chance.wait(20 * HOUR));
            self.happens(at, self.staff(), Event::Reopened { at });
            self.says(chance, Timestamp(at.0 + 1), member, "It happened again.");
            at = Timestamp(at.0 + chance.wait(2 * HOUR));
            self.says(chance, at, worker, "Now it should hold.");
            at = Timestamp(at.0 + chance.wait(HOUR));
            self.ends(chance, at, self.staff());
        }
    }

    fn ends(&mut self, chance: &mut Chance, at: Timestamp, by: By) {
        self.happens(at, by.clone(), Event::Closed { closure: closure(by, at, CloseKind::Manual) });
        let rated = Timestamp(at.0 + chance.wait(2 * HOUR));
        if chance.percent(42) && !self.ticket.is_open() {
            let stars = [5, 5, 5, 5, 4, 4, 5, 3, 2, 4][chance.below(10) as usize];
            let rating = Rating { stars, comment: None, at: rated };
            self.happens(rated, self.member(), Event::Rated { rating });
        }
    }
}

fn closure(by: By, at: Timestamp, kind: CloseKind) -> Closure {
    Closure { by, at, kind, reason: None, archived: true, expired: true, unasked: false, rating: None }
}

/// A section of the sample's knowledge bases, as it is quoted.
fn section(heading: &str) -> Option<(Cited, String)> {
    static LIBRARY: LazyLock<Library> = LazyLock::new(|| assist::sample::library(GuildId(1)));
    let (document, section) = LIBRARY.sections().find(|(_, section)| section.heading() == heading)?;
    let (_, title, _) = assist::sample::DOCUMENTS.get(document.id.number as usize - 1)?;
    let cited = Cited {
        document: document.id.number,
        title: (*title).to_owned(),
        heading: heading.to_owned(),
        anchor: section.anchor.clone(),
        version: document.version.to_string(),
    };
    Some((cited, section.text.clone()))
}
