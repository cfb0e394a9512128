//! The ports towards other programs, over both databases: webhooks, tokens, and the acts of owners.

use crate::{
    Kept, audit, erasures, outbox,
    tokens::{self, Request},
    webhooks,
};
use async_trait::async_trait;
use desk::{
    Failure,
    ports::{
        Acted, ApiToken, Audit, Begun, Delivery, Erasure, Erasures, NewToken, NewWebhook, TokenHash, Tokens,
        Tried, Webhook, Webhooks,
    },
};
use ticket::{By, GuildId, TicketKey, Timestamp, UserId, erase::Erasing, webhook::Topic};

#[async_trait]
impl Webhooks for Kept {
    async fn webhooks(&self, guild: GuildId) -> Result<Vec<Webhook>, Failure> {
        on!(self.read(|sql| webhooks::webhooks(sql, guild)))
    }
    async fn webhook(&self, guild: GuildId, id: u32) -> Result<Option<Webhook>, Failure> {
        on!(self.read(|sql| webhooks::webhook(sql, guild, id)))
    }
    async fn webhook_add(&self, guild: GuildId, new: NewWebhook) -> Result<Option<u32>, Failure> {
        on!(self.write(|sql| webhooks::add(sql, guild, &new)))
    }
    async fn webhook_change(
        &self,
        guild: GuildId,
        id: u32,
        url: &str,
        topics: &[Topic],
        at: Timestamp,
        by: &By,
    ) -> Result<bool, Failure> {
        let (url, topics, by) = (url.to_owned(), topics.to_vec(), by.clone());
        on!(self.write(|sql| webhooks::change(sql, guild, id, (&url, &topics), (at, &by))))
    }
    async fn webhook_secret(
        &self,
        guild: GuildId,
        id: u32,
        sealed: &str,
        at: Timestamp,
        by: &By,
    ) -> Result<bool, Failure> {
        let (sealed, by) = (sealed.to_owned(), by.clone());
        on!(self.write(|sql| webhooks::secret(sql, guild, id, &sealed, (at, &by))))
    }
    async fn webhook_switch(
        &self,
        guild: GuildId,
        id: u32,
        on: bool,
        at: Timestamp,
        by: &By,
    ) -> Result<bool, Failure> {
        let by = by.clone();
        on!(self.write(|sql| webhooks::switch(sql, guild, id, on, (at, &by))))
    }
    async fn webhook_remove(&self, guild: GuildId, id: u32, at: Timestamp, by: &By) -> Result<bool, Failure> {
        let by = by.clone();
        on!(self.write(|sql| webhooks::remove(sql, guild, id, (at, &by))))
    }
    async fn webhook_test(
        &self,
        guild: GuildId,
        id: u32,
        event: &str,
        at: Timestamp,
    ) -> Result<bool, Failure> {
        let event = event.to_owned();
        on!(self.write(|sql| outbox::test(sql, guild, id, &event, at)))
    }
    async fn delivery_next(&self, guild: GuildId, webhook: u32) -> Result<Option<Delivery>, Failure> {
        on!(self.read(|sql| outbox::next(sql, guild, webhook)))
    }
    async fn delivery_body(&self, guild: GuildId, id: i64, body: &str) -> Result<String, Failure> {
        let body = body.to_owned();
        on!(self.write(|sql| outbox::body(sql, guild, id, &body)))
    }
    async fn delivery_tried(
        &self,
        guild: GuildId,
        webhook: u32,
        id: i64,
        tried: &Tried,
    ) -> Result<u32, Failure> {
        let tried = tried.clone();
        on!(self.write(|sql| outbox::tried(sql, guild, webhook, id, &tried)))
    }
    async fn deliveries(&self, guild: GuildId, webhook: u32, limit: u32) -> Result<Vec<Delivery>, Failure> {
        on!(self.read(|sql| outbox::latest(sql, guild, webhook, limit)))
    }
    async fn delivery_again(
        &self,
        guild: GuildId,
        webhook: u32,
        id: i64,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        on!(self.write(|sql| outbox::again(sql, guild, webhook, id, now)))
    }
    async fn deliveries_swept(&self, guild: GuildId, webhook: u32, before: Timestamp) -> Result<(), Failure> {
        on!(self.write(|sql| outbox::swept(sql, guild, webhook, before)))
    }
}

#[async_trait]
impl Tokens for Kept {
    async fn tokens(&self, guild: GuildId) -> Result<Vec<ApiToken>, Failure> {
        on!(self.read(|sql| tokens::tokens(sql, guild)))
    }
    async fn token_make(&self, guild: GuildId, new: NewToken) -> Result<Option<u32>, Failure> {
        on!(self.write(|sql| tokens::make(sql, guild, &new)))
    }
    async fn token(&self, hash: &TokenHash) -> Result<Option<ApiToken>, Failure> {
        let hash = *hash;
        on!(self.read(|sql| tokens::token(sql, &hash)))
    }
    async fn token_used(&self, guild: GuildId, id: u32, now: Timestamp) -> Result<(), Failure> {
        on!(self.write(|sql| tokens::used(sql, guild, id, now)))
    }
    async fn token_revoke(&self, guild: GuildId, id: u32, now: Timestamp, by: &By) -> Result<bool, Failure> {
        let by = by.clone();
        on!(self.write(|sql| tokens::revoke(sql, guild, id, (now, &by))))
    }
    async fn request_begun(
        &self,
        guild: GuildId,
        token: u32,
        key: &str,
        digest: &str,
        now: Timestamp,
        stale: Timestamp,
    ) -> Result<Begun, Failure> {
        let (key, digest) = (key.to_owned(), digest.to_owned());
        on!(self.write(|sql| tokens::begun(sql, &Request { guild, token, key: &key }, &digest, now, stale)))
    }
    async fn request_answered(
        &self,
        guild: GuildId,
        token: u32,
        key: &str,
        answer: Option<(u16, &str)>,
    ) -> Result<(), Failure> {
        let (key, answer) = (key.to_owned(), answer.map(|(status, body)| (status, body.to_owned())));
        on!(self.write(|sql| {
            let answer = answer.as_ref().map(|(status, body)| (*status, body.as_str()));
            tokens::answered(sql, &Request { guild, token, key: &key }, answer)
        }))
    }
    async fn requests_swept(&self, before: Timestamp) -> Result<(), Failure> {
        on!(self.write(|sql| tokens::swept(sql, before)))
    }
}

#[async_trait]
impl Audit for Kept {
    async fn acts(&self, guild: GuildId, before: Option<i64>, limit: u32) -> Result<Vec<Acted>, Failure> {
        on!(self.read(|sql| audit::acts(sql, guild, before, limit)))
    }
}

#[async_trait]
impl Erasures for Kept {
    async fn erasures(&self, guild: GuildId) -> Result<Vec<Erasure>, Failure> {
        on!(self.read(|sql| erasures::erasures(sql, guild)))
    }
    async fn erasure_of(&self, guild: GuildId, member: UserId) -> Result<Option<Erasure>, Failure> {
        on!(self.read(|sql| erasures::of_member(sql, guild, member)))
    }
    async fn erasure_ask(
        &self,
        guild: GuildId,
        member: UserId,
        name: &str,
        at: Timestamp,
        due: Timestamp,
    ) -> Result<Option<u32>, Failure> {
        let name = name.to_owned();
        on!(self.write(|sql| erasures::ask(sql, guild, (member, &name), at, due)))
    }
    async fn erasure_decide(
        &self,
        guild: GuildId,
        id: u32,
        decision: Result<UserId, String>,
        at: Timestamp,
        by: &By,
    ) -> Result<bool, Failure> {
        let by = by.clone();
        on!(self.write(|sql| {
            let decision = decision.as_ref().map(|user| *user).map_err(String::as_str);
            erasures::decide(sql, guild, id, decision, (at, &by))
        }))
    }
    async fn erasure_tickets(&self, guild: GuildId, member: UserId) -> Result<Vec<u32>, Failure> {
        on!(self.read(|sql| erasures::tickets(sql, guild, member)))
    }
    async fn erasure_files(&self, key: TicketKey, member: UserId) -> Result<Vec<String>, Failure> {
        on!(self.read(|sql| erasures::files(sql, key, member)))
    }
    async fn erase_ticket(
        &self,
        key: TicketKey,
        request: u32,
        who: &Erasing,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let who = who.clone();
        on!(self.write(|sql| erasures::ticket(sql, key, request, &who, now)))
    }
    async fn erasure_pictures(&self, guild: GuildId, member: UserId) -> Result<Vec<String>, Failure> {
        on!(self.read(|sql| erasures::pictures(sql, guild, member)))
    }
    async fn erasure_done(&self, guild: GuildId, id: u32, now: Timestamp) -> Result<(), Failure> {
        on!(self.write(|sql| erasures::done(sql, guild, id, now)))
    }
}
