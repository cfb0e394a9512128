//! Tickets, configurations and jobs.

use crate::{Kept, queue, records};
use async_trait::async_trait;
use desk::{
    Failure, Loaded,
    ports::{Commit, Config, Finish, GivenUp, Leased, Queue, Records, Saved},
};
use ticket::{
    By, ChannelId, GuildConfig, GuildId, Recorded, Scheduled, TicketKey, Timestamp, TypeId, UserId,
    open::Facts,
};

#[async_trait]
impl Records for Kept {
    async fn config(&self, guild: GuildId) -> Result<Config, Failure> {
        on!(self.read(|sql| records::config(sql, guild)))
    }
    async fn save_config(
        &self,
        guild: GuildId,
        over: u32,
        config: &GuildConfig,
        jobs: &[Scheduled],
        at: Timestamp,
        by: &By,
    ) -> Result<u32, Failure> {
        let (config, jobs, by) = (config.clone(), jobs.to_vec(), by.clone());
        on!(self.write(|sql| records::save_config(sql, guild, over, &config, &jobs, (at, &by))))
    }
    async fn saved(&self, guild: GuildId, before: Option<u32>, limit: u32) -> Result<Vec<Saved>, Failure> {
        on!(self.read(|sql| records::saved(sql, guild, before, limit)))
    }
    async fn next_number(&self, guild: GuildId) -> Result<u32, Failure> {
        on!(self.write(|sql| records::next_number(sql, guild)))
    }
    async fn opening_facts(
        &self,
        guild: GuildId,
        ticket_type: TypeId,
        member: UserId,
        handlers: &[UserId],
    ) -> Result<Facts, Failure> {
        let handlers = handlers.to_vec();
        on!(self.read(|sql| records::opening_facts(sql, guild, ticket_type, member, &handlers)))
    }
    async fn ticket(&self, key: TicketKey) -> Result<Option<Loaded>, Failure> {
        on!(self.look(|sql| records::ticket(sql, key)))
    }
    async fn tickets(&self, keys: &[TicketKey]) -> Result<Vec<Loaded>, Failure> {
        let keys = keys.to_vec();
        on!(self.read(|sql| records::tickets(sql, &keys)))
    }
    async fn ticket_in(&self, guild: GuildId, channel: ChannelId) -> Result<Option<Loaded>, Failure> {
        on!(self.look(|sql| records::ticket_in(sql, guild, channel)))
    }
    async fn surfaces(&self, guild: GuildId) -> Result<Vec<(ChannelId, TicketKey)>, Failure> {
        on!(self.read(|sql| records::surfaces(sql, guild)))
    }
    async fn open_of(&self, guild: GuildId, member: UserId) -> Result<Vec<TicketKey>, Failure> {
        on!(self.read(|sql| records::open_of(sql, guild, member)))
    }
    async fn openers(&self, guild: GuildId) -> Result<Vec<UserId>, Failure> {
        on!(self.read(|sql| records::openers(sql, guild)))
    }
    async fn commit(&self, commit: Commit) -> Result<(), Failure> {
        on!(self.write(|sql| records::commit(sql, &commit)))
    }
    async fn events(&self, key: TicketKey) -> Result<Vec<Recorded>, Failure> {
        on!(self.look(|sql| records::events(sql, key)))
    }
    async fn event(&self, key: TicketKey, seq: u32) -> Result<Option<Recorded>, Failure> {
        on!(self.look(|sql| records::event(sql, key, seq)))
    }
}

#[async_trait]
impl Queue for Kept {
    async fn enqueue(&self, jobs: Vec<Scheduled>) -> Result<(), Failure> {
        on!(self.write(|sql| queue::enqueue(sql, &jobs)))
    }
    async fn claim_up_to(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        most: u32,
        rank: i16,
    ) -> Result<Vec<Leased>, Failure> {
        // Most looks find nothing, and looking must not cost a commit.
        let due = on!(self.read(|sql| queue::any_claimable(sql, now, rank)))?;
        if !due {
            return Ok(Vec::new());
        }
        on!(self.write(|sql| queue::claim(sql, (now, lease_until), most, rank)))
    }
    async fn finish(&self, leased: &Leased, finish: Finish, now: Timestamp) -> Result<(), Failure> {
        let leased = leased.clone();
        on!(self.write(|sql| queue::finish(sql, &leased, &finish, now)))
    }
    async fn next_due(&self) -> Result<Option<Timestamp>, Failure> {
        on!(self.read(|sql| queue::next_due(sql)))
    }
    async fn in_hand(&self, now: Timestamp) -> Result<u64, Failure> {
        on!(self.read(|sql| queue::in_hand(sql, now)))
    }
    async fn release_leases(&self) -> Result<(), Failure> {
        on!(self.write(|sql| queue::release_leases(sql)))
    }
    async fn given_up(&self, guild: GuildId) -> Result<Vec<GivenUp>, Failure> {
        on!(self.read(|sql| queue::given_up(sql, guild)))
    }
    async fn revive(&self, guild: GuildId, id: i64, now: Timestamp) -> Result<(), Failure> {
        on!(self.write(|sql| queue::revive(sql, guild, id, now)))
    }
}
