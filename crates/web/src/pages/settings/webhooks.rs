//! `/g/{guild}/settings/webhooks`: endpoints that are told of what happens (P223-P228). A secret is shown once, when it is made.

use super::{
    Frame, Owner, Said, Section,
    fields::{Fields, Opt},
    frame,
};
use crate::{
    error::Problem,
    flash::Flash,
    view::{Shell, When, page},
};
use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use desk::ports::{Delivery, DeliveryState, Webhook, WebhookState};
use ticket::{
    say,
    settings::Locale,
    webhook::{MOST_ENDPOINTS, MOST_FAILURES, Topic},
};
use webhooks::{NotSet, Secret, Wrong};

/// Deliveries that are shown.
const SHOWN: u32 = 50;

/// An endpoint in the list.
struct Card {
    href: String,
    url: String,
    topics: String,
    state: (&'static str, String),
}

/// A delivery in the list.
struct Row {
    id: i64,
    event: String,
    topic: &'static str,
    at: When,
    attempts: String,
    class: &'static str,
    state: String,
    answer: String,
    ended: bool,
}

#[derive(Template)]
#[template(path = "settings/webhooks/list.html")]
struct List<'a> {
    shell: Shell<'a>,
    frame: Frame,
    cards: Vec<Card>,
    room: bool,
    url: String,
    topics: Vec<Opt>,
}

#[derive(Template)]
#[template(path = "settings/webhooks/edit.html")]
struct Edit<'a> {
    shell: Shell<'a>,
    frame: Frame,
    act: String,
    url: String,
    topics: Vec<Opt>,
    state: (&'static str, String),
    on: bool,
    warning: Option<String>,
    secret: Option<String>,
    rows: Vec<Row>,
}

fn topic_label(l: Locale, topic: Topic) -> String {
    match topic {
        Topic::Opened => say!(l, "hook-topic-opened"),
        Topic::Message => say!(l, "hook-topic-message"),
        Topic::Claimed => say!(l, "hook-topic-claimed"),
        Topic::Released => say!(l, "hook-topic-released"),
        Topic::Assigned => say!(l, "hook-topic-assigned"),
        Topic::Closed => say!(l, "hook-topic-closed"),
        Topic::Reopened => say!(l, "hook-topic-reopened"),
        Topic::Priority => say!(l, "hook-topic-priority"),
        Topic::Moved => say!(l, "hook-topic-moved"),
        Topic::Renamed => say!(l, "hook-topic-renamed"),
        Topic::Tagged => say!(l, "hook-topic-tagged"),
        Topic::Rated => say!(l, "hook-topic-rated"),
        Topic::Snoozed => say!(l, "hook-topic-snoozed"),
        Topic::Woke => say!(l, "hook-topic-woke"),
        Topic::ReplyNeeded => say!(l, "hook-topic-reply-needed"),
        Topic::SlaBroken => say!(l, "hook-topic-sla"),
        Topic::SlaStep => say!(l, "hook-topic-sla-step"),
        Topic::Test => say!(l, "hook-topic-test"),
    }
}

fn state(l: Locale, state: WebhookState) -> (&'static str, String) {
    match state {
        WebhookState::On => ("claimed", say!(l, "hook-on")),
        WebhookState::Off => ("closed", say!(l, "hook-off")),
        WebhookState::Failing => ("open", say!(l, "hook-failing")),
        WebhookState::Full => ("open", say!(l, "hook-full")),
    }
}

fn topics(l: Locale, chosen: &[Topic]) -> Vec<Opt> {
    let option = |topic: Topic| Opt::new(topic.word(), topic_label(l, topic), chosen.contains(&topic));
    Topic::CHOICES.into_iter().map(option).collect()
}

fn chosen(fields: &Fields) -> Vec<Topic> {
    fields.all("topic").filter_map(Topic::named).collect()
}

/// What stands in the way, in words; a failure of ours is none of them.
pub(crate) fn refusal(l: Locale, why: NotSet) -> Result<String, Problem> {
    Ok(match why {
        NotSet::Wrong(Wrong::Address) => say!(l, "hook-wrong-address"),
        NotSet::Wrong(Wrong::NotSecure) => say!(l, "hook-wrong-secure"),
        NotSet::Wrong(Wrong::Private) => say!(l, "hook-wrong-private"),
        NotSet::NoTopics => say!(l, "hook-wrong-topics"),
        NotSet::Full => say!(l, "hook-wrong-full", most = MOST_ENDPOINTS),
        NotSet::Unknown => say!(l, "hook-wrong-gone"),
        NotSet::NoVault => say!(l, "hook-wrong-vault"),
        NotSet::Failed(failure) => return Err(failure.into()),
    })
}

/// `GET /g/{guild}/settings/webhooks`
pub(crate) async fn list(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    let usual = [Topic::Opened, Topic::Message, Topic::Claimed, Topic::Closed];
    render_list(&owner, String::new(), &usual, said).await
}

async fn render_list(owner: &Owner, url: String, picked: &[Topic], said: Said) -> Result<Response, Problem> {
    let (here, code) = (&owner.here, said.code());
    let l = here.signed.prefs.locale;
    let found = owner.app.desk.store().webhooks(here.guild.id).await?;
    let card = |one: &Webhook| Card {
        href: format!("/g/{}/settings/webhooks/{}", here.guild.id, one.id),
        url: one.url.clone(),
        topics: one.topics.iter().map(|topic| topic_label(l, *topic)).collect::<Vec<_>>().join(", "),
        state: state(l, one.state),
    };
    let (shell, frame) = frame(owner, Section::Webhooks, None, said).await?;
    let view = List {
        shell,
        frame,
        cards: found.iter().map(card).collect(),
        room: found.len() < MOST_ENDPOINTS as usize,
        url,
        topics: topics(l, picked),
    };
    Ok(page(code, &view))
}

/// `POST /g/{guild}/settings/webhooks`: adds one, and shows its secret.
pub(crate) async fn add(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let (guild, l) = (owner.here.guild.id, owner.here.signed.prefs.locale);
    let (url, picked) = (fields.text("url"), chosen(&fields));
    match owner.app.webhooks.add(guild, &owner.here.actor().by(), &url, &picked).await {
        Ok((id, secret)) => render(&owner, id, None, Some(secret), Said::default()).await,
        Err(why) => render_list(&owner, url, &picked, Said::refused(refusal(l, why)?)).await,
    }
}

/// `GET /g/{guild}/settings/webhooks/{webhook}`
pub(crate) async fn edit(
    owner: Owner,
    Path((_, id)): Path<(String, u32)>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    render(&owner, id, None, None, said).await
}

async fn render(
    owner: &Owner,
    id: u32,
    given: Option<(String, Vec<Topic>)>,
    secret: Option<Secret>,
    said: Said,
) -> Result<Response, Problem> {
    let (here, code) = (&owner.here, said.code());
    let (guild, l) = (here.guild.id, here.signed.prefs.locale);
    let found = owner.app.desk.store().webhook(guild, id).await?.ok_or(Problem::NotFound)?;
    let deliveries = owner.app.desk.store().deliveries(guild, id, SHOWN).await?;
    let warning = match found.state {
        WebhookState::Failing => Some(say!(l, "hook-failing-text", most = MOST_FAILURES)),
        WebhookState::Full => Some(say!(l, "hook-full-text")),
        WebhookState::On | WebhookState::Off => None,
    };
    let host = found.url.split('/').nth(2).unwrap_or_default().to_owned();
    let (url, picked) = given.unwrap_or_else(|| (found.url.clone(), found.topics.clone()));
    let (shell, frame) = frame(owner, Section::Webhooks, Some(host), said).await?;
    let view = Edit {
        shell,
        frame,
        act: format!("/g/{guild}/settings/webhooks/{id}"),
        url,
        topics: topics(l, &picked),
        state: state(l, found.state),
        on: found.state == WebhookState::On,
        warning,
        secret: secret.map(|secret| secret.reveal().to_owned()),
        rows: deliveries.iter().map(|one| row(owner, one)).collect(),
    };
    Ok(page(code, &view))
}

fn row(owner: &Owner, one: &Delivery) -> Row {
    let l = owner.here.signed.prefs.locale;
    let (class, state) = match one.state {
        DeliveryState::Waiting if one.attempts > 0 => ("open", say!(l, "hook-trying")),
        DeliveryState::Waiting => ("assigned", say!(l, "hook-waiting")),
        DeliveryState::Delivered => ("claimed", say!(l, "hook-delivered")),
        DeliveryState::Failed => ("open", say!(l, "hook-failed")),
    };
    let answer = match (one.status, one.trouble.as_deref()) {
        (Some(status), _) => status.to_string(),
        (None, Some("timeout")) => say!(l, "hook-trouble-timeout"),
        (None, Some("connect")) => say!(l, "hook-trouble-connect"),
        (None, Some("private" | "address")) => say!(l, "hook-trouble-private"),
        (None, Some("secret")) => say!(l, "hook-trouble-secret"),
        (None, Some(_)) => say!(l, "hook-trouble-broken"),
        (None, None) => String::new(),
    };
    Row {
        id: one.id,
        event: one.event.clone(),
        topic: one.topic.word(),
        at: When::new(&owner.here.signed.prefs, one.tried_at.unwrap_or(one.at), owner.app.now()),
        attempts: say!(l, "hook-attempts", count = one.attempts),
        class,
        state,
        answer,
        ended: one.state != DeliveryState::Waiting,
    }
}

/// `POST /g/{guild}/settings/webhooks/{webhook}`: saves address and events.
pub(crate) async fn act(
    owner: Owner,
    Path((_, id)): Path<(String, u32)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (guild, l) = (owner.here.guild.id, owner.here.signed.prefs.locale);
    let (url, picked) = (fields.text("url"), chosen(&fields));
    match owner.app.webhooks.change(guild, id, &owner.here.actor().by(), &url, &picked).await {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{guild}/settings/webhooks/{id}"))),
        Err(NotSet::Unknown) => Err(Problem::NotFound),
        Err(why) => render(&owner, id, Some((url, picked)), None, Said::refused(refusal(l, why)?)).await,
    }
}

/// `POST /g/{guild}/settings/webhooks/{webhook}/do`: what the buttons do.
pub(crate) async fn press(
    owner: Owner,
    Path((_, id)): Path<(String, u32)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (guild, l) = (owner.here.guild.id, owner.here.signed.prefs.locale);
    let (webhooks, by) = (&owner.app.webhooks, owner.here.actor().by());
    let here = format!("/g/{guild}/settings/webhooks/{id}");
    let done = match fields.text("act").as_str() {
        "test" => webhooks.test(guild, id).await.map(|()| Flash::Sent.then(&here)),
        "on" => webhooks.switch(guild, id, &by, true).await.map(|()| Flash::Saved.then(&here)),
        "off" => webhooks.switch(guild, id, &by, false).await.map(|()| Flash::Saved.then(&here)),
        "remove" => {
            let list = format!("/g/{guild}/settings/webhooks");
            webhooks.remove(guild, id, &by).await.map(|()| Flash::Saved.then(&list))
        }
        "again" => {
            let delivery = fields.id("delivery").ok_or(Problem::Unclear)?;
            webhooks.again(guild, id, delivery).await.map(|()| Flash::Sent.then(&here))
        }
        "secret" => match webhooks.fresh_secret(guild, id, &by).await {
            Ok(secret) => return render(&owner, id, None, Some(secret), Said::default()).await,
            Err(why) => Err(why),
        },
        _ => return Err(Problem::Unclear),
    };
    match done {
        Ok(response) => Ok(response),
        Err(NotSet::Unknown) if owner.app.desk.store().webhook(guild, id).await?.is_none() => {
            Err(Problem::NotFound)
        }
        Err(why) => {
            let mut response = render(&owner, id, None, None, Said::refused(refusal(l, why)?)).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}
