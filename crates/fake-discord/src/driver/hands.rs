//! What people with rights do to a server by hand, behind the application's back.

use super::Person;
use crate::{
    permissions as p, wire,
    world::{Member, Overwrite, World},
};
use serde_json::{Value, json};

impl Person {
    fn must(&self, world: &World, channel: u64, permission: u64) {
        let has = p::in_channel(world, self.id, channel);
        assert!(has & permission == permission, "{} may not do that in {channel}", self.id);
    }

    fn must_in_guild(&self, world: &World, guild: u64, permission: u64) {
        let has = p::in_guild(&world.guilds[&guild], self.id);
        assert!(has & permission == permission, "{} may not do that in {guild}", self.id);
    }

    /// Changes a channel, category or thread; everyone is told.
    ///
    /// # Panics
    /// If they may not.
    fn change_channel(&self, channel: u64, permission: u64, change: impl FnOnce(&mut crate::world::Channel)) {
        self.fake.change(|world| {
            self.must(world, channel, permission);
            let Some(place) = world.channels.get_mut(&channel) else { return };
            change(place);
            let event = if place.thread.is_some() { "THREAD_UPDATE" } else { "CHANNEL_UPDATE" };
            let object = wire::channel(world, &world.channels[&channel]);
            world.dispatch(event, &object);
        });
    }

    /// Renames a channel, category or thread.
    ///
    /// # Panics
    /// If they may not.
    pub fn rename_channel(&self, channel: u64, name: &str) {
        self.change_channel(channel, self.right_over(channel), |place| name.clone_into(&mut place.name));
    }

    /// Moves a channel into a category, or out of any.
    ///
    /// # Panics
    /// If they may not.
    pub fn move_channel(&self, channel: u64, category: Option<u64>) {
        self.change_channel(channel, p::MANAGE_CHANNELS, |place| place.parent = category);
    }

    /// Sets the overwrites of a channel.
    ///
    /// # Panics
    /// If they may not.
    pub fn set_overwrites(&self, channel: u64, overwrites: Vec<Overwrite>) {
        self.change_channel(channel, p::MANAGE_ROLES, |place| place.overwrites = overwrites);
    }

    /// Deletes a channel, category or thread.
    ///
    /// # Panics
    /// If they may not.
    pub fn delete_channel(&self, channel: u64) {
        let right = self.right_over(channel);
        self.fake.change(|world| {
            self.must(world, channel, right);
            world.delete_channel(channel).expect("is there");
        });
    }

    fn right_over(&self, channel: u64) -> u64 {
        let thread = self.fake.look(|world| world.channels[&channel].thread.is_some());
        if thread { p::MANAGE_THREADS } else { p::MANAGE_CHANNELS }
    }

    /// Archives or opens a thread, and locks it or not.
    ///
    /// # Panics
    /// If they may not.
    pub fn set_thread(&self, thread: u64, archived: bool, locked: bool) {
        self.fake.change(|world| {
            self.must(world, thread, p::MANAGE_THREADS);
            world.change_thread(thread, &json!({"archived": archived, "locked": locked}));
            let object = wire::channel(world, &world.channels[&thread]);
            world.dispatch("THREAD_UPDATE", &object);
        });
    }

    /// Deletes anyone's message.
    ///
    /// # Panics
    /// If they may not.
    pub fn remove_message(&self, channel: u64, message: u64) {
        self.fake.change(|world| {
            self.must(world, channel, p::MANAGE_MESSAGES);
            world.delete_message(channel, message).expect("is there");
        });
    }

    /// Deletes a role: nobody has it any more, and overwrites for it are gone.
    ///
    /// # Panics
    /// If they may not.
    pub fn delete_role(&self, guild: u64, role: u64) {
        self.fake.change(|world| {
            self.must_in_guild(world, guild, p::MANAGE_ROLES);
            world.delete_role(guild, role);
        });
    }

    /// Gives someone their roles, all of them.
    ///
    /// # Panics
    /// If they may not.
    pub fn set_roles(&self, guild: u64, user: u64, roles: Vec<u64>) {
        self.fake.change(|world| {
            self.must_in_guild(world, guild, p::MANAGE_ROLES);
            world.set_roles(guild, user, roles);
        });
    }

    /// Times someone out for so many seconds; 0 ends it.
    ///
    /// # Panics
    /// If they may not.
    pub fn time_out(&self, guild: u64, user: u64, seconds: i64) {
        self.fake.change(|world| {
            self.must_in_guild(world, guild, p::MODERATE_MEMBERS);
            let until = (seconds > 0).then(|| world.clock.now() + seconds * 1_000);
            let member = world.guilds.get_mut(&guild).and_then(|guild| guild.members.get_mut(&user));
            member.expect("is a member").timed_out_until = until;
            world.tell_member(guild, user);
        });
    }

    /// Leaves a server.
    pub fn leave(&self, guild: u64) {
        self.fake.change(|world| world.remove_member(guild, self.id));
    }

    /// Comes to a server, without roles.
    pub fn join(&self, guild: u64) {
        self.fake.change(|world| world.add_member(guild, self.id));
    }
}

impl World {
    /// Tells everyone how a member is now.
    pub(crate) fn tell_member(&mut self, guild: u64, user: u64) {
        let mut event = wire::member_of(self, &self.guilds[&guild], user);
        event["guild_id"] = json!(guild.to_string());
        self.dispatch("GUILD_MEMBER_UPDATE", &event);
    }

    /// Takes somebody into a guild and tells everyone.
    pub fn add_member(&mut self, guild: u64, user: u64) {
        let joined_at = self.clock.now();
        let Some(known) = self.guilds.get_mut(&guild) else { return };
        known.members.insert(user, Member { joined_at, ..Member::default() });
        let mut event = wire::member_of(self, &self.guilds[&guild], user);
        event["guild_id"] = json!(guild.to_string());
        self.dispatch("GUILD_MEMBER_ADD", &event);
    }

    /// Deletes a role and what hangs on it, and tells everyone.
    pub fn delete_role(&mut self, guild: u64, role: u64) {
        let Some(known) = self.guilds.get_mut(&guild) else { return };
        known.roles.retain(|one| one.id != role);
        for member in known.members.values_mut() {
            member.roles.retain(|one| *one != role);
        }
        let event = json!({"guild_id": guild.to_string(), "role_id": role.to_string()});
        self.dispatch("GUILD_ROLE_DELETE", &event);
        let touched: Vec<u64> = (self.channels.values_mut())
            .filter(|place| place.guild == Some(guild) && place.overwrites.iter().any(|one| one.id == role))
            .map(|place| {
                place.overwrites.retain(|one| one.id != role);
                place.id
            })
            .collect();
        for channel in touched {
            let object: Value = wire::channel(self, &self.channels[&channel]);
            self.dispatch("CHANNEL_UPDATE", &object);
        }
    }
}
