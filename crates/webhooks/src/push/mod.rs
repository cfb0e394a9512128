//! How people are told on their devices: what browsers call push (RFC 8030).
//!
//! What is told is decided in `ticket::push` and asked for by the store in the commit of what it tells of. Here it is looked at again,
//! worded, encrypted and sent. Where nobody switched it on, nothing is asked for and nothing is sent.

mod sealed;
mod teller;

use crate::{
    deliver::trouble,
    endpoints::{NotSet, Webhooks},
    guard,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use desk::{
    Failure, Outcome,
    ports::{Device, Moved, NewDevice},
};
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER};
use ring::digest;
use sealed::Reader;
use serde_json::json;
pub(crate) use teller::Teller;
use ticket::{
    Event, MessageId, TicketKey, Timestamp, access, loss,
    push::{self, Cause, LASTS_SECONDS, Occasion},
};

/// What the private key is sealed for.
const KEY: &str = "push:key";
/// Letters of a topic at most (RFC 8030, section 5.4).
const TOPIC_CHARS: usize = 32;

/// What is to be told.
struct News {
    occasion: Occasion,
    /// When it happened.
    at: Timestamp,
    title: String,
    text: String,
}

/// What came of an attempt.
enum Sent {
    /// The service took it.
    Taken,
    /// The service knows the device no more, or not by our key.
    Gone,
    /// The service has something against the message itself.
    Refused(u16),
    /// Not now; perhaps after so many seconds.
    Failed(String, Option<i64>),
}

impl Webhooks {
    /// The public key of this installation, in base64url; the pair is made when it is first asked for. None if the private key cannot be
    /// read: it was sealed under another key file.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn push_key(&self) -> Result<Option<String>, Failure> {
        Ok(self.teller().await?.map(Teller::public))
    }

    async fn teller(&self) -> Result<Option<&Teller>, Failure> {
        let made = self.teller.get_or_try_init(|| async {
            let store = self.desk.store();
            let no = |what: &str| Some(Failure::Unavailable(what.to_owned()));
            let sealed = match store.push_key().await.map_err(Some)? {
                Some(sealed) => sealed,
                None => {
                    let fresh = Teller::fresh(&self.rng).map_err(|_| no("no randomness"))?;
                    let sealed = self.seal(KEY, &URL_SAFE_NO_PAD.encode(fresh));
                    let sealed = sealed.ok_or_else(|| no("no randomness"))?;
                    store.push_key_make(&sealed, self.desk.clock().now()).await.map_err(Some)?
                }
            };
            let opened = self.open(KEY, &sealed).and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
            let teller = opened.and_then(|pkcs8| Teller::of(&pkcs8, &self.rng));
            // Looked at again next time: the key file may be put back.
            teller.ok_or(None)
        });
        match made.await {
            Ok(teller) => Ok(Some(teller)),
            Err(None) => Ok(None),
            Err(Some(failure)) => Err(failure),
        }
    }

    /// Has a device told from now on.
    ///
    /// # Errors
    /// [`NotSet::Wrong`] if its service may not be reached, or what it gave are no keys.
    pub async fn device_add(&self, new: NewDevice) -> Result<i64, NotSet> {
        let endpoint = self.sendable(&new.endpoint, &new.key, &new.auth)?;
        Ok(self.desk.store().device_add(NewDevice { endpoint, ..new }).await?)
    }

    /// Has a device told at another address from now on; false if it is not known as this person's.
    ///
    /// # Errors
    /// As [`Webhooks::device_add`].
    pub async fn device_moved(&self, to: Moved) -> Result<bool, NotSet> {
        let endpoint = self.sendable(&to.endpoint, &to.key, &to.auth)?;
        Ok(self.desk.store().device_moved(Moved { endpoint, ..to }).await?)
    }

    /// The address as it is kept, if something can be sent there.
    fn sendable(&self, endpoint: &str, key: &str, auth: &str) -> Result<String, NotSet> {
        let endpoint = guard::check(endpoint, self.private)?.to_string();
        let reader = Reader::read(key, auth).ok_or(guard::Wrong::Address)?;
        reader.seal(b"", &self.rng).map_err(|_| guard::Wrong::Address)?;
        Ok(endpoint)
    }

    /// Tells a device what it was to be told of, if that is still so.
    pub async fn push(&self, key: TicketKey, device: i64, cause: Cause) -> Outcome {
        match self.try_push(key, device, cause).await {
            Ok(outcome) => outcome,
            Err(failure) => Outcome::Later { at: None, why: failure.to_string() },
        }
    }

    async fn try_push(&self, key: TicketKey, id: i64, cause: Cause) -> Result<Outcome, Failure> {
        let store = self.desk.store();
        let Some(device) = store.device(id).await? else { return Ok(Outcome::Done) };
        let Some(news) = self.news(key, &device, cause).await? else { return Ok(Outcome::Done) };
        let age = (self.desk.clock().now().0 - news.at.0) / 1_000;
        if age >= LASTS_SECONDS {
            tracing::info!(device = id, ticket = %key, "a device was not reached for a day");
            return Ok(Outcome::Done);
        }
        let sent = match self.teller().await? {
            Some(teller) => self.send_to(teller, key, &device, cause, &news, LASTS_SECONDS - age).await,
            None => Sent::Failed("the key of this installation cannot be read".to_owned(), None),
        };
        // How long it took is not for the clock of decisions to know; what counts is when it ended.
        let now = self.desk.clock().now();
        Ok(match sent {
            Sent::Taken => {
                store.device_reached(id, now).await?;
                Outcome::Done
            }
            Sent::Gone => {
                if store.device_gone(id, &device.told.endpoint).await? {
                    tracing::info!(device = id, "a device is not there any more");
                    Outcome::Done
                } else {
                    // It is gone, or told where it is now while this was under way.
                    let why = "the device has another address".to_owned();
                    Outcome::Later { at: Some(now), why }
                }
            }
            Sent::Refused(status) => {
                tracing::warn!(device = id, status, "a push service refuses what it is sent");
                Outcome::Done
            }
            Sent::Failed(why, after) => {
                let wait = push::wait_seconds(age).max(after.unwrap_or(0)).min(LASTS_SECONDS);
                Outcome::Later { at: Some(now.plus_seconds(wait)), why }
            }
        })
    }

    /// What the device is to be told, as things are now; nothing if it is not so any more, or not for its person to know.
    async fn news(&self, key: TicketKey, device: &Device, cause: Cause) -> Result<Option<News>, Failure> {
        let (store, user) = (self.desk.store(), device.told.user);
        let Some(guild) = store.guild(key.guild).await?.filter(|guild| guild.present) else {
            return Ok(None);
        };
        let Some(member) = store.member(key.guild, user).await?.filter(|member| member.present) else {
            return Ok(None);
        };
        let Some(loaded) = store.ticket(key).await? else { return Ok(None) };
        let (ticket, config) = (&loaded.ticket, self.desk.config(key.guild).await?.config);
        let mine = |told: Vec<(ticket::UserId, Occasion)>| {
            told.into_iter().find(|(whom, _)| *whom == user).map(|(_, occasion)| occasion)
        };
        let l = device.told.locale;
        let (occasion, at, by, overdue) = match cause {
            Cause::Event { seq } => {
                let Some(event) = store.event(key, seq).await? else { return Ok(None) };
                let Some(occasion) = mine(push::of_event(ticket, &event)) else { return Ok(None) };
                if !push::is_so(ticket, &loaded.activity.talk, &event.event, self.desk.clock().now()) {
                    return Ok(None);
                }
                let overdue = matches!(event.event, Event::SlaBroken { .. });
                (occasion, event.at, push::name(l, &event.by), overdue)
            }
            Cause::Message { message } => {
                let line = store.lines_of(key, &[MessageId(message.0)]).await?.pop();
                let Some(line) = line.filter(|line| line.deleted.is_none()) else { return Ok(None) };
                let told = push::of_message(line.author, ticket.opener.user, loss::holders(ticket));
                let Some(occasion) = mine(told) else { return Ok(None) };
                let author = store.member(key.guild, line.author).await?;
                let kind = config.type_or_removed(ticket.ticket_type);
                let staff = |author| access::is_staff(&config, &kind, &guild.person(author));
                if occasion == Occasion::Answered && !author.as_ref().is_some_and(staff) {
                    return Ok(None);
                }
                let name = author.map_or_else(|| ticket.opener.name.clone(), |author| author.name);
                (occasion, message.at(), name, false)
            }
        };
        let wanted = device.told.occasions.contains(&occasion);
        if !wanted || !push::may_know(&config, ticket, &guild.person(&member), occasion) {
            return Ok(None);
        }
        let (title, text) = push::words(l, occasion, ticket, (&by, overdue), &guild.name);
        Ok(Some(News { occasion, at, title, text }))
    }

    async fn send_to(
        &self,
        teller: &Teller,
        key: TicketKey,
        device: &Device,
        cause: Cause,
        news: &News,
        lasts: i64,
    ) -> Sent {
        // The rule may have been made stricter since it was switched on.
        let Ok(url) = guard::check(&device.told.endpoint, self.private) else { return Sent::Gone };
        let Some(reader) = Reader::read(&device.told.key, &device.told.auth) else { return Sent::Gone };
        let topic = topic(key, &device.told.auth);
        let said = json!({
            "id": format!("{key}:{cause}"), "tag": topic, "title": news.title, "body": news.text,
            "url": format!("/g/{}/tickets/{}", key.guild, key.number), "lang": device.told.locale.tag(),
        });
        let Ok(body) = reader.seal(said.to_string().as_bytes(), &self.rng) else { return Sent::Gone };
        // Some services ask for a contact; an address that nobody can reach is none.
        let contact = self.public_url.starts_with("https://").then_some(self.public_url.as_str());
        let now = self.desk.clock().now();
        let Ok(authorization) = teller.authorization(&url, contact, now, &self.rng) else {
            return Sent::Failed("no randomness".to_owned(), None);
        };
        let urgency = if news.occasion == Occasion::Clock { "high" } else { "normal" };
        let request = self
            .http
            .post(url)
            .header(AUTHORIZATION, authorization)
            .header(CONTENT_ENCODING, "aes128gcm")
            .header(CONTENT_TYPE, "application/octet-stream")
            .header("ttl", lasts)
            .header("topic", topic)
            .header("urgency", urgency)
            .body(body);
        // Of the answer only its head counts: its body is not read.
        match request.send().await {
            Ok(answer) => {
                let after = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
                came(answer.status().as_u16(), after.and_then(|value| value.trim().parse().ok()))
            }
            Err(error) => Sent::Failed(trouble(&error).to_owned(), None),
        }
    }
}

/// What the status of an answer means (RFC 8030, sections 5 and 7.3; RFC 8292, section 4.2).
fn came(status: u16, after: Option<i64>) -> Sent {
    match status {
        200..=299 => Sent::Taken,
        403 | 404 | 410 => Sent::Gone,
        408 | 429 | 500.. => Sent::Failed(status.to_string(), after),
        _ => Sent::Refused(status),
    }
}

/// One name for each ticket, so that the newest takes the place of those before it; it tells the service nothing of the ticket.
fn topic(key: TicketKey, secret: &str) -> String {
    let hash = digest::digest(&digest::SHA256, format!("{secret}:{key}").as_bytes());
    URL_SAFE_NO_PAD.encode(hash).chars().take(TOPIC_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ticket::GuildId;

    #[test]
    fn a_topic_fits_and_is_the_tickets_own() {
        let of = |number| topic(TicketKey { guild: GuildId(900), number }, "secret");
        assert_eq!((of(1).len(), of(1) == of(1), of(1) == of(2)), (32, true, false));
    }

    #[test]
    fn statuses_mean_what_the_standard_says() {
        assert!(matches!(came(201, None), Sent::Taken));
        assert!([403, 404, 410].into_iter().all(|status| matches!(came(status, None), Sent::Gone)));
        assert!(matches!(came(429, Some(7)), Sent::Failed(_, Some(7))));
        assert!(matches!(came(503, None), Sent::Failed(_, None)));
        assert!([301, 400, 413].into_iter().all(|status| matches!(came(status, None), Sent::Refused(_))));
    }
}
