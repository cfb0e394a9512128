//! What people do, one by one.

use super::{Life, now, person};
use crate::{
    bot::guild,
    model::{Opening, Web},
    world::{LOG, MEMBERS, Message, STAFF, Told},
};
use desk::{
    Rejected,
    ports::{Filter, Show},
    speak::{Face, Saying},
};
use std::rc::Rc;
use ticket::{
    Actor, ChannelId, Command, Priority, TagId, TicketKey, TypeId, UserId,
    event::{Origin, Reply},
    open::Request,
};

impl Life {
    pub fn note(&mut self, words: &str) {
        if let Some(last) = self.diary.last_mut() {
            last.push_str(words);
        }
    }

    pub(super) fn open(&mut self) {
        let here: Vec<u64> = {
            let world = self.world.borrow();
            MEMBERS.into_iter().filter(|id| world.present.contains(id)).collect()
        };
        let Some(member) = self.dice.one_of(&here) else { return };
        let mut truth = self.truth.borrow_mut();
        let token = format!("boat {}", truth.openings.len());
        let index = truth.openings.len();
        truth.openings.push(Opening { token: token.clone(), outcome: None });
        drop(truth);
        let at = self.clock.now();
        let reply = Reply { application: 1, token: token.clone(), asked_at: Some(at) };
        let request = Request {
            ticket_type: TypeId(1 + self.dice.below(2) as u32),
            answers: vec![("subject".to_owned(), token)],
            files: Vec::new(),
            subject: None,
            on_behalf: None,
            origin: Origin::Discord { reply: Some(reply), panel: None },
            at,
        };
        let (bot, truth) = (self.bot.clone(), Rc::clone(&self.truth));
        self.crew.spawn("open", async move {
            let opened = bot.desk.open(guild(), &person(member), request).await;
            truth.borrow_mut().openings[index].outcome = match opened {
                Ok(handled) => Some(Some(handled.ticket.ticket.key)),
                Err(Rejected::Refused(_)) => Some(None),
                // Nobody knows.
                Err(Rejected::Failed(_)) => None,
            };
        });
    }

    /// Channels and threads of tickets, recorded or not.
    pub(super) fn a_channel(&mut self) -> Option<u64> {
        let all: Vec<u64> = self.world.borrow().channels.keys().copied().filter(|id| *id != LOG).collect();
        self.dice.one_of(&all)
    }

    pub(super) fn thread(&self, id: u64) -> Option<u64> {
        self.world.borrow().channels[&id].thread.then_some(id)
    }

    fn speaker(&mut self) -> Option<u64> {
        let everybody: Vec<u64> = MEMBERS.into_iter().chain(STAFF).chain(STAFF).collect();
        let speaker = self.dice.one_of(&everybody)?;
        self.world.borrow().present.contains(&speaker).then_some(speaker)
    }

    pub(super) fn say(&mut self) {
        let (Some(channel), Some(author)) = (self.a_channel(), self.speaker()) else { return };
        for part in 0..=self.dice.below(2) {
            let text = format!("line {}.{part} of {}", self.diary.len(), self.seed);
            let message = Message { author, text, edited: None, deleted: false, mark: None, hook: false };
            // What is locked takes nothing.
            let _ = self.world.borrow_mut().post(channel, message);
        }
    }

    /// Somebody edits or deletes what they said in an open ticket.
    pub(super) fn change(&mut self, delete: bool) {
        let Some(channel) = self.a_channel() else { return };
        let found = now(self.store.ticket_in(guild(), ChannelId(channel))).expect("reads");
        if !found.is_some_and(|found| found.ticket.is_open()) {
            return;
        }
        let theirs: Vec<u64> = {
            let world = self.world.borrow();
            let own = |one: &Message| MEMBERS.contains(&one.author) || STAFF.contains(&one.author);
            world.channels[&channel].standing().filter(|(_, one)| own(one)).map(|(id, _)| id).collect()
        };
        let Some(id) = self.dice.one_of(&theirs) else { return };
        let text = format!("changed {} of {}", self.diary.len(), self.seed);
        let mut world = self.world.borrow_mut();
        let done = if delete { world.delete(channel, id) } else { world.edit(channel, id, &text) };
        done.expect("it stands there");
    }

    fn a_ticket(&mut self) -> Option<TicketKey> {
        let show = if self.dice.below(4) == 0 { Show::Closed } else { Show::Open };
        let filter = Filter { show, ..Filter::default() };
        let found = now(self.store.list(guild(), &filter, None, 50)).expect("reads");
        let keys: Vec<TicketKey> = found.into_iter().map(|row| row.ticket.key).collect();
        self.dice.one_of(&keys)
    }

    pub(super) fn web_say(&mut self) {
        // Words of the same instant have no order.
        if self.crew.names().iter().any(|name| name == "web_say") {
            return;
        }
        let Some(key) = self.a_ticket() else { return };
        let found = now(self.store.ticket(key)).expect("reads").expect("is there");
        let member = found.ticket.opener.user.0;
        let author = self.dice.one_of(&[STAFF[0], STAFF[1], member]).expect("there are people");
        let once = format!("once {}", self.diary.len());
        let text = format!("web {} of {}", self.diary.len(), self.seed);
        let index = self.truth.borrow().webs.len();
        self.truth.borrow_mut().webs.push(Web::new(key, author, &text));
        // A form that is sent twice says it once.
        for _ in 0..=self.dice.below(2) {
            let saying = Saying {
                text: text.clone(),
                embed: None,
                face: Face::Writer,
                files: Vec::new(),
                once: once.clone(),
                claims: false,
            };
            let (bot, truth) = (self.bot.clone(), Rc::clone(&self.truth));
            self.crew.spawn("web_say", async move {
                if let Ok(_first) = bot.desk.say(key, &person(author), saying).await {
                    truth.borrow_mut().webs[index].said = true;
                }
            });
        }
    }

    pub(super) fn web_change(&mut self) {
        let known: Vec<usize> = {
            let truth = self.truth.borrow();
            (0..truth.webs.len())
                .filter(|index| truth.webs[*index].said && !truth.webs[*index].busy)
                .collect()
        };
        let Some(index) = self.dice.one_of(&known) else { return };
        let (key, author, text) = {
            let truth = self.truth.borrow();
            let web = &truth.webs[index];
            (web.key, web.author, web.texts[0].clone())
        };
        let lines = now(self.store.lines(key, None, 500)).expect("reads");
        let Some(line) = lines.iter().find(|line| line.body.contains(&text)).map(|line| line.message) else {
            return;
        };
        let (bot, truth) = (self.bot.clone(), Rc::clone(&self.truth));
        let take_back = self.dice.below(3) == 0;
        // The first words stay in it, so that it is known again.
        let words = format!("{text} changed {}", self.diary.len());
        self.truth.borrow_mut().webs[index].busy = true;
        if take_back {
            self.truth.borrow_mut().webs[index].perhaps_deleted = true;
        } else {
            self.truth.borrow_mut().webs[index].texts.push(words.clone());
        }
        self.crew.spawn("web_change", async move {
            if take_back {
                let done = bot.desk.take_back(key, &person(author), line).await;
                truth.borrow_mut().webs[index].taken_back(&done);
            } else {
                let done = bot.desk.reword(key, &person(author), line, &words).await;
                truth.borrow_mut().webs[index].reworded(&done, &words);
            }
        });
    }

    pub(super) fn order_something(&mut self) {
        let Some(key) = self.a_ticket() else { return };
        let found = now(self.store.ticket(key)).expect("reads").expect("is there");
        let (opener, member) = (found.ticket.opener.user.0, self.dice.one_of(&MEMBERS).expect("there are"));
        let staff = self.dice.one_of(&STAFF).expect("there are staff");
        let who = |user: u64| Box::new(person(user));
        let number = self.diary.len();
        let all = [
            (staff, Command::Claim),
            (staff, Command::Claim),
            (staff, Command::Unclaim),
            (staff, Command::Assign { to: who(STAFF[0]) }),
            (staff, Command::Unassign),
            (staff, Command::Close { reason: None }),
            (staff, Command::Close { reason: Some("done".to_owned()) }),
            (opener, Command::Close { reason: None }),
            (staff, Command::Reopen),
            (opener, Command::Reopen),
            (staff, Command::RequestClose { reason: None }),
            (opener, Command::AcceptClose),
            (opener, Command::DeclineClose),
            (staff, Command::SetPriority(Priority::Urgent)),
            (staff, Command::Pin),
            (staff, Command::Unpin),
            (staff, Command::Pause { reason: "parts".to_owned() }),
            (staff, Command::Resume),
            (staff, Command::NoReplyNeeded),
            (staff, Command::ReplyNeeded),
            (staff, Command::Snooze { until: None }),
            (staff, Command::Snooze { until: Some(self.clock.now().plus_days(1)) }),
            (staff, Command::Unsnooze),
            (staff, Command::AddUser { who: who(member) }),
            (staff, Command::RemoveUser { user: UserId(member) }),
            (staff, Command::Note { text: "between us".to_owned() }),
            (staff, Command::Tag(TagId(1))),
            (staff, Command::Untag(TagId(1))),
            (staff, Command::Move { to: TypeId(1 + self.dice.below(2) as u32) }),
            (staff, Command::Rename { subject: Some(format!("another {number}")) }),
            (opener, Command::Rate { stars: 4, comment: None }),
        ];
        let (by, command) = all[self.dice.below(all.len())].clone();
        self.note(&format!(" {} {by} {command:?}", key.number));
        self.command(key, by, command.clone());
        if self.dice.below(5) == 0 {
            self.command(key, STAFF[0], command);
        }
    }

    fn command(&mut self, key: TicketKey, by: u64, command: Command) {
        let closes = matches!(command, Command::Close { .. } | Command::AcceptClose);
        {
            let mut truth = self.truth.borrow_mut();
            if closes {
                truth.asked_to_close.insert(key);
            }
            if command == Command::Reopen {
                truth.told_closed.remove(&key);
                truth.asked_to_reopen.insert(key);
            }
        }
        let (bot, truth, at) = (self.bot.clone(), Rc::clone(&self.truth), self.clock.now());
        self.crew.spawn("command", async move {
            let done = bot.desk.handle_at(key, &Actor::Person(person(by)), &command, at).await;
            let mut truth = truth.borrow_mut();
            if closes && done.is_ok() && !truth.asked_to_reopen.contains(&key) {
                truth.told_closed.insert(key);
            }
        });
    }

    pub(super) fn leave(&mut self) {
        let member = self.dice.one_of(&MEMBERS).expect("there are members");
        let mut world = self.world.borrow_mut();
        if world.present.remove(&member) {
            self.truth.borrow_mut().left.insert(member);
            world.tell(Told::Left { user: member });
        } else {
            world.present.insert(member);
        }
    }

    /// Somebody deletes a channel by hand. What nobody had heard by then is lost with it.
    pub(super) fn delete_channel(&mut self) {
        let Some(channel) = self.a_channel() else { return };
        self.note(&format!(" {channel}"));
        if !crate::model::knows_all(self, channel) {
            self.truth.borrow_mut().unheard.insert(channel);
        }
        self.truth.borrow_mut().deleted_by_hand.insert(channel);
        self.world.borrow_mut().delete_channel(channel).expect("it stands");
    }
}
