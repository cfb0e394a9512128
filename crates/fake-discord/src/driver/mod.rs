//! A person's hands and eyes: what somebody can do at their Discord client, for tests.
//!
//! [`Fake::person`] gives a [`Person`]. They see only what their permissions show them, and what their client would not let them do panics with
//! the reason: a button that is not there, a command that is hidden from them, a required field left empty. The exceptions are for forging:
//! [`Person::press_id`], [`Person::submit`] and [`Person::interact`] send what they are given.
//!
//! Everything that asks the application for something gives the interaction's id at once. [`Person::told`] waits for the message that
//! answers it, [`Person::answer`] for any first answer.
//!
//! ```ignore
//! // Messages.
//! let message = mia.say(channel, "Hello");
//! mia.edit(channel, message, "Hello!");
//! // Buttons by their text, menus by their placeholder or custom id; the newest message that has one.
//! let asked = mia.press(channel, "Open a ticket");
//! let asked = mia.select(channel, "What is it about?", &["Billing"]);
//! let asked = mia.select_ids(channel, "Whom?", &[beth.id]);
//! // Forms: in order, or by label or custom id.
//! let sent = mia.fill(asked, &["Subject", "Details"]).await;
//! let sent = mia.fill_in(asked, &[("Subject", Entry::Text("a")), ("Area", Entry::Picked(&["Billing"])), ("I agree", Entry::Ticked(true))]).await;
//! // Commands: groups and subcommands by their path, options by name; completion; those of the context menus.
//! let asked = beth.slash(channel, "tickets user add", &[("member", json!(mia.id.to_string()))]);
//! let choices = beth.complete(channel, "tickets reply", &[], ("name", "ref")).await;
//! let asked = beth.use_on_message(channel, "Open a ticket about this", message);
//! let asked = beth.use_on_user(channel, "Open a ticket for them", mia.id);
//! // By hand, behind the application's back: rename, move, delete, archive, roles, timeouts, leaving and coming.
//! ingrid.rename_channel(channel, "mine now");
//! mia.leave(guild);
//! // Direct messages: the same acts, in the channel that `dm` gives.
//! let asked = mia.press(mia.dm(), "Close");
//! ```

mod commands;
mod components;
mod forms;
mod hands;

pub use forms::Entry;

use crate::{
    Fake, Incoming, permissions,
    world::{Answer, Channel, Upload, World},
};
use serde_json::{Value, json};

/// A person at their Discord client.
#[derive(Clone)]
pub struct Person {
    fake: Fake,
    /// Their account.
    pub id: u64,
}

impl Person {
    pub(crate) fn new(fake: Fake, id: u64) -> Self {
        Self { fake, id }
    }

    /// The channels and threads they see, oldest first.
    pub fn channels(&self) -> Vec<u64> {
        self.fake.look(|world| {
            let seen = world.channels.values().filter(|one| one.kind != 4 && world.sees(self.id, one.id));
            seen.map(|one| one.id).collect()
        })
    }

    /// The messages they see in a channel, oldest first: their own private ones too.
    pub fn messages(&self, channel: u64) -> Vec<Value> {
        self.fake.look(|world| seen_in(world, self.id, channel))
    }

    /// The messages of their direct conversation with the application.
    pub fn dms(&self) -> Vec<Value> {
        self.fake.look(|world| {
            let own = |one: &&Channel| {
                one.kind == 1 && one.recipients.contains(&self.id) && one.recipients.contains(&world.bot)
            };
            world
                .channels
                .values()
                .find(own)
                .map(|one| one.messages.values().cloned().collect())
                .unwrap_or_default()
        })
    }

    /// Their direct conversation with the application.
    pub fn dm(&self) -> u64 {
        self.fake.change(|world| {
            let bot = world.bot;
            world.dm(bot, self.id)
        })
    }

    /// Says something; gives the message's id.
    ///
    /// # Panics
    /// If they may not write there.
    pub fn say(&self, channel: u64, text: &str) -> u64 {
        self.send(channel, json!({"content": text}), Vec::new())
    }

    /// What they said earlier, in Unix milliseconds.
    pub fn said(&self, channel: u64, text: &str, at: i64) {
        let _ = self.fake.change(|world| world.recall(channel, self.id, text, at));
    }

    /// Begins to write something (Discord: events/gateway-events, "Typing Start").
    pub fn types(&self, channel: u64) {
        self.fake.change(|world| {
            let Some(guild) = world.guild_of(channel) else { return };
            let data = json!({
                "channel_id": channel.to_string(), "guild_id": guild.id.to_string(), "user_id": self.id.to_string(),
                "timestamp": world.clock.now() / 1000, "member": crate::wire::member_of(world, guild, self.id),
            });
            world.dispatch("TYPING_START", &data);
        });
    }

    /// Has their client in another language from now on (Discord: reference, "Locales").
    pub fn speaks(&self, locale: &str) {
        self.fake.change(|world| world.spoken.insert(self.id, locale.to_owned()));
    }

    /// Says something in answer to a message.
    pub fn reply(&self, channel: u64, to: u64, text: &str) -> u64 {
        self.send(
            channel,
            json!({"content": text, "message_reference": {"message_id": to.to_string()}}),
            Vec::new(),
        )
    }

    /// Sends a sticker of the guild's.
    pub fn send_sticker(&self, channel: u64, sticker: u64) -> u64 {
        self.send(channel, json!({"sticker_ids": [sticker.to_string()]}), Vec::new())
    }

    /// Sends a file with a text.
    pub fn send_file(&self, channel: u64, text: &str, name: &str, content_type: &str, bytes: &[u8]) -> u64 {
        let upload = Upload { content_type: content_type.to_owned(), bytes: bytes.to_vec() };
        self.send(channel, json!({"content": text}), vec![Incoming { name: name.to_owned(), upload }])
    }

    fn send(&self, channel: u64, body: Value, files: Vec<Incoming>) -> u64 {
        self.try_send(channel, body, files).unwrap_or_else(|why| panic!("{} in {channel}: {why}", self.id))
    }

    /// Sends a message as the client would; says why not.
    ///
    /// # Errors
    /// If they may not write there.
    pub fn try_send(&self, channel: u64, body: Value, files: Vec<Incoming>) -> Result<u64, String> {
        self.fake.change(|world| {
            if permissions::in_channel(world, self.id, channel) & permissions::SEND_MESSAGES == 0 {
                return Err("may not write there".to_owned());
            }
            let sent = world.post(channel, self.id, &body, files, None);
            sent.map(|message| crate::messages::wire_id(&message)).map_err(|refused| refused.message)
        })
    }

    /// Changes one of their messages.
    ///
    /// # Panics
    /// If it is not theirs.
    pub fn edit(&self, channel: u64, message: u64, text: &str) {
        self.fake
            .change(|world| world.edit_message(channel, message, &json!({"content": text})))
            .expect("their message");
    }

    /// Deletes one of their messages.
    pub fn delete(&self, channel: u64, message: u64) {
        self.fake.change(|world| world.delete_message(channel, message)).expect("their message");
    }

    /// Reacts to a message: with a character, or `name:id` of an emoji of the guild's.
    pub fn react(&self, channel: u64, message: u64, emoji: &str) {
        self.fake.change(|world| world.react(self.id, channel, message, emoji)).expect("a message");
    }

    /// Waits for the application's first answer.
    pub async fn answer(&self, interaction: u64) -> Answer {
        let look = |world: &World| {
            Some(world.interactions[&interaction].answer.clone()).filter(|answer| *answer != Answer::None)
        };
        self.fake.until("an answer to an interaction", look).await
    }

    /// Waits for the application's message in answer to an interaction, deferred or not.
    pub async fn told(&self, interaction: u64) -> Value {
        let look = |world: &World| {
            let known = &world.interactions[&interaction];
            let Answer::Message { id } = known.answer else { return None };
            world.message_in(known.channel, id).cloned()
        };
        self.fake.until("a message in answer to an interaction", look).await
    }

    /// Opens or closes their direct messages to strangers.
    pub fn set_dms(&self, open: bool) {
        self.fake.change(|world| {
            if let Some(user) = world.users.get_mut(&self.id) {
                user.dms_open = open;
            }
        });
    }
}

/// What a person sees in a channel.
pub(crate) fn seen_in(world: &World, person: u64, channel: u64) -> Vec<Value> {
    let Some(place) = world.channels.get(&channel).filter(|_| world.sees(person, channel)) else {
        return Vec::new();
    };
    let own = place.ephemeral.values().filter(|(to, _)| *to == person).map(|(_, message)| message);
    let mut all: Vec<&Value> = place.messages.values().chain(own).collect();
    all.sort_by_key(|message| crate::messages::wire_id(message));
    all.into_iter().cloned().collect()
}
