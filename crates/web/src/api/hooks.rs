//! Webhooks: the same endpoints that owners see in their settings.

use super::{Call, Oops, Reply};
use axum::http::StatusCode;
use desk::ports::{Delivery, DeliveryState, Webhook, WebhookState};
use serde::Deserialize;
use serde_json::{Value, json};
use ticket::webhook::Topic;
use webhooks::NotSet;

/// `GET /webhooks`
pub(super) async fn list(call: Call) -> Result<Reply, Oops> {
    call.must_configure()?;
    let page = call.page()?;
    let (rows, more) = page.cut(call.app.desk.store().webhooks(call.guild.id).await?);
    Ok(page.reply(rows.iter().map(shown).collect(), more))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    url: String,
    events: Vec<String>,
}

/// `POST /webhooks`
pub(super) async fn add(call: Call) -> Result<Reply, Oops> {
    call.must_configure()?;
    let Input { url, events } = call.read()?;
    let by = call.actor().by();
    let added = call.app.webhooks.add(call.guild.id, &by, &url, &topics(&events)?).await;
    let (id, secret) = added.map_err(wrong)?;
    with_secret(&call, id, secret.reveal()).await
}

/// `POST /webhooks/{webhook}/secret`
pub(super) async fn secret(call: Call) -> Result<Reply, Oops> {
    let found = found(&call).await?;
    let by = call.actor().by();
    let secret = call.app.webhooks.fresh_secret(call.guild.id, found.id, &by).await.map_err(wrong)?;
    with_secret(&call, found.id, secret.reveal()).await
}

async fn with_secret(call: &Call, id: u32, secret: &str) -> Result<Reply, Oops> {
    let webhook = call.app.desk.store().webhook(call.guild.id, id).await?.ok_or(Oops::NotFound)?;
    let mut data = shown(&webhook);
    data["secret"] = secret.into();
    Ok(Reply::with(StatusCode::CREATED, json!({ "data": data })))
}

/// `GET /webhooks/{webhook}`
pub(super) async fn get(call: Call) -> Result<Reply, Oops> {
    Ok(Reply::ok(json!({ "data": shown(&found(&call).await?) })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    events: Option<Vec<String>>,
    #[serde(default)]
    enabled: Option<bool>,
}

/// `PATCH /webhooks/{webhook}`
pub(super) async fn change(call: Call) -> Result<Reply, Oops> {
    let found = found(&call).await?;
    let (guild, by, webhooks) = (call.guild.id, call.actor().by(), &call.app.webhooks);
    let Change { url, events, enabled } = call.read()?;
    if url.is_some() || events.is_some() {
        let topics = events.map_or(Ok(found.topics), |events| topics(&events))?;
        let url = url.unwrap_or(found.url);
        webhooks.change(guild, found.id, &by, &url, &topics).await.map_err(wrong)?;
    }
    if let Some(on) = enabled {
        webhooks.switch(guild, found.id, &by, on).await.map_err(wrong)?;
    }
    get(call).await
}

/// `DELETE /webhooks/{webhook}`
pub(super) async fn remove(call: Call) -> Result<Reply, Oops> {
    let found = found(&call).await?;
    call.app.webhooks.remove(call.guild.id, found.id, &call.actor().by()).await.map_err(wrong)?;
    Ok(Reply::ok(json!({ "data": { "id": found.id, "removed": true } })))
}

/// `POST /webhooks/{webhook}/test`
pub(super) async fn test(call: Call) -> Result<Reply, Oops> {
    let found = found(&call).await?;
    call.app.webhooks.test(call.guild.id, found.id).await.map_err(wrong)?;
    Ok(Reply::with(StatusCode::ACCEPTED, json!({ "data": { "id": found.id, "accepted": true } })))
}

/// `GET /webhooks/{webhook}/deliveries`
pub(super) async fn deliveries(call: Call) -> Result<Reply, Oops> {
    let (page, found) = (call.page()?, found(&call).await?);
    let rows = call.app.desk.store().deliveries(call.guild.id, found.id, page.rows()).await?;
    let (rows, more) = page.cut(rows);
    Ok(page.reply(rows.iter().map(delivery).collect(), more))
}

async fn found(call: &Call) -> Result<Webhook, Oops> {
    call.must_configure()?;
    let id = call.number("webhook")?;
    call.app.desk.store().webhook(call.guild.id, id).await?.ok_or(Oops::NotFound)
}

fn topics(events: &[String]) -> Result<Vec<Topic>, Oops> {
    let read = |word: &String| {
        let topic = Topic::named(word).filter(|topic| *topic != Topic::Test);
        topic.ok_or_else(|| Oops::Invalid(format!("{word} is no event.")))
    };
    events.iter().map(read).collect()
}

fn wrong(why: NotSet) -> Oops {
    match why {
        NotSet::Failed(failure) => failure.into(),
        NotSet::Unknown => Oops::Invalid("The webhook is switched off, or was removed.".to_owned()),
        other => Oops::Invalid(format!("{other}.")),
    }
}

fn shown(one: &Webhook) -> Value {
    let state = match one.state {
        WebhookState::On => "on",
        WebhookState::Off => "off",
        WebhookState::Failing => "failing",
        WebhookState::Full => "full",
    };
    json!({
        "id": one.id,
        "url": one.url,
        "events": one.topics,
        "enabled": one.state == WebhookState::On,
        "state": state,
        "failures": one.failures,
        "created_at": one.made_at.iso(),
    })
}

fn delivery(one: &Delivery) -> Value {
    let state = match one.state {
        DeliveryState::Waiting => "waiting",
        DeliveryState::Delivered => "delivered",
        DeliveryState::Failed => "failed",
    };
    json!({
        "event_id": one.event,
        "type": one.topic,
        "created_at": one.at.iso(),
        "state": state,
        "attempts": one.attempts,
        "status": one.status,
        "trouble": one.trouble,
        "tried_at": one.tried_at.map(ticket::Timestamp::iso),
    })
}
