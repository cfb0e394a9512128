//! A sample as it would have been written, had it happened.

use super::{
    member, number,
    set::{Act, SET, Sketch},
    staff, types,
};
use crate::{
    By, Claim, CloseKind, CloseRequest, Closure, Event, GuildConfig, Pause, Rating, Recorded, Surface,
    Ticket, TicketKey, Timestamp, UserId, apply,
    event::Origin,
    form::{Answer, Field},
    settings::Locale,
    sla,
    snooze::Snooze,
    state::Opener,
};

const MINUTE: i64 = 60_000;

/// A sample with its past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// As it is now.
    pub ticket: Ticket,
    /// What happened, in order.
    pub events: Vec<Recorded>,
    /// What was said, in order.
    pub said: Vec<Said>,
}

/// Something that was said in a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: UserId,
    /// What they are called.
    pub name: &'static str,
    /// Whether they are of the staff.
    pub staff: bool,
    /// In which words.
    pub text: String,
    /// When it was changed, and into what.
    pub reworded: Option<(Timestamp, String)>,
}

/// The sample at a place of the set, under a number of the guild's, as it is when loaded then. The same for the same.
///
/// Nothing beyond the set, or where there are no types to spread it over ([`types`]).
pub fn story(config: &GuildConfig, place: u16, key: TicketKey, now: Timestamp) -> Option<Story> {
    let sketch = SET.get(usize::from(place))?;
    let types = types(config).ok()?;
    let kind = types.get(usize::from(place) % types.len())?;
    let (user, name) = member(sketch.people.0);
    let mut words = Words { locale: config.settings.locale, place, next: 1 };
    let opened = Timestamp(now.0 - sketch.ago * MINUTE);
    let (subject, details) = (words.named("subject"), words.named("details"));
    let opener = Opener { user, name: name.to_owned() };
    let mut ticket = Ticket::new(key, kind.id, opener, opened, subject.clone());
    ticket.sample = Some(place);
    ticket.surface = Surface::Gone;
    ticket.priority = sketch.priority;
    let asked = asked(&kind.form);
    let wordy = asked.iter().filter(|field| !number::asked(field)).count();
    let mut texts = if wordy == 1 { vec![&details] } else { vec![&subject, &details] }.into_iter();
    let answered = |field: &&Field| {
        if number::asked(field) {
            return Some(answer(field, &number::of(field, place)));
        }
        texts.next().map(|text| answer(field, text))
    };
    ticket.answers = asked.iter().filter_map(answered).collect();
    ticket.past.promise = sla::promised(config, &ticket, opened);
    let event = Event::Opened { ticket: Box::new(ticket.clone()), origin: Origin::Web };
    let mut told = Telling { config, sketch, ticket, events: Vec::new(), said: Vec::new(), now };
    told.happens(opened, told.member(), event);
    if wordy == 0 {
        told.says(Timestamp(opened.0 + 1000), false, details);
    }
    for (after, act) in sketch.acts {
        told.act(Timestamp(opened.0 + after * MINUTE), *act, &mut words);
    }
    let Telling { ticket, events, said, .. } = told;
    Some(Story { ticket, events, said })
}

/// The questions that a sample answers: the first two that ask for words, and those for numbers before the second.
fn asked(form: &[Field]) -> Vec<&Field> {
    let mut wordy = 0;
    let mut asked = Vec::new();
    for field in form.iter().filter(|field| field.style.is_written() && field.when.is_none()) {
        if wordy < 2 {
            asked.push(field);
        }
        wordy += usize::from(!number::asked(field));
    }
    asked
}

fn answer(field: &Field, text: &str) -> Answer {
    let most = field.max_length.map_or(usize::MAX, usize::from);
    Answer {
        key: field.key.clone(),
        label: field.label.clone(),
        value: text.chars().take(most).collect(),
        mentions: false,
        files: Vec::new(),
    }
}

/// The words of one sample, in the order in which they come.
struct Words {
    locale: Locale,
    place: u16,
    next: u16,
}

impl Words {
    fn named(&self, what: &str) -> String {
        self.locale.say_with(&format!("sample-{}-{what}", self.place + 1), &[])
    }
    fn next(&mut self) -> String {
        let found = self.named(&self.next.to_string());
        self.next += 1;
        found
    }
}

struct Telling<'a> {
    config: &'a GuildConfig,
    sketch: &'a Sketch,
    ticket: Ticket,
    events: Vec<Recorded>,
    said: Vec<Said>,
    now: Timestamp,
}

impl Telling<'_> {
    fn member(&self) -> By {
        let (user, name) = member(self.sketch.people.0);
        By::Person { user, name: name.to_owned() }
    }

    fn happens(&mut self, at: Timestamp, by: By, event: Event) {
        self.ticket = apply(self.ticket.clone(), &event);
        self.events.push(Recorded { seq: self.events.len() as u32 + 1, at, by, event });
    }

    fn says(&mut self, at: Timestamp, by_staff: bool, text: String) {
        let (by, name) = if by_staff { staff(self.sketch.people.1) } else { member(self.sketch.people.0) };
        self.said.push(Said { at, by, name, staff: by_staff, text, reworded: None });
    }

    fn act(&mut self, at: Timestamp, act: Act, words: &mut Words) {
        let (user, name) = staff(self.sketch.people.1);
        let name = name.to_owned();
        let by = By::Person { user, name: name.clone() };
        let closed = |by: By, kind, reason| {
            let unasked = kind == CloseKind::OpenerLeft;
            let closure =
                Closure { by, at, kind, reason, archived: true, expired: true, unasked, rating: None };
            Event::Closed { closure }
        };
        let rated = |stars, comment| Event::Rated { rating: Rating { stars, comment, at } };
        match act {
            Act::Says => self.says(at, false, words.next()),
            Act::Answers => self.says(at, true, words.next()),
            Act::Rewords => {
                if let Some(last) = self.said.iter_mut().rfind(|one| !one.staff) {
                    last.reworded = Some((at, words.next()));
                }
            }
            Act::Claims => self.happens(at, by, Event::Claimed { claim: Claim { by: user, name, at } }),
            Act::Assigns => {
                // By another of them.
                let (other, theirs) = staff(self.sketch.people.1 - 1);
                let by = By::Person { user: other, name: theirs.to_owned() };
                self.happens(at, by, Event::Assigned { to: user, name });
            }
            Act::Notes => self.happens(at, by, Event::Noted { text: words.next() }),
            Act::Tags(place) => {
                if let Some(tag) = self.config.tags.get(place) {
                    self.happens(at, by, Event::Tagged { tag: tag.id, name: tag.name.clone() });
                }
            }
            Act::Urges(to) => {
                let from = self.ticket.priority;
                self.happens(at, by, Event::PriorityChanged { from, to });
            }
            Act::Pauses => {
                let reason = words.next();
                self.happens(at, by, Event::Paused { pause: Pause { by: user, name, at, reason } });
            }
            Act::Snoozes(hours) => {
                let until = Some(self.now.plus_hours(hours));
                self.happens(at, by, Event::Snoozed { snooze: Snooze { by: user, name, at, until } });
            }
            Act::Settles => self.happens(at, by, Event::NoReplyNeeded { at }),
            Act::AsksToClose => {
                let request = CloseRequest { by: user, name, at, reason: None };
                self.happens(at, by, Event::CloseRequested { request });
            }
            Act::Closes => self.happens(at, by.clone(), closed(by, CloseKind::Manual, None)),
            Act::ClosesFor => {
                let reason = Some(words.next());
                self.happens(at, by.clone(), closed(by, CloseKind::Manual, reason));
            }
            Act::Times => self.happens(at, By::System, closed(By::System, CloseKind::Idle, None)),
            Act::Leaves => self.happens(at, By::System, closed(By::System, CloseKind::OpenerLeft, None)),
            Act::Reopens => self.happens(at, by, Event::Reopened { at }),
            Act::Rates(stars) => self.happens(at, self.member(), rated(stars, None)),
            Act::Comments(stars) => {
                let comment = Some(words.next());
                self.happens(at, self.member(), rated(stars, comment));
            }
        }
    }
}
