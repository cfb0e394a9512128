//! `/g/{guild}/settings/api`: tokens for the API (P215, P216). What a token says is shown once, when it is made.

use super::{
    Frame, Owner, Said, Section,
    fields::{Fields, Opt},
    frame,
};
use crate::{
    api::token::{self, MOST_NAME, MOST_NETWORKS, Scope},
    error::Problem,
    flash::Flash,
    view::{Shell, When, page},
};
use askama::Template;
use axum::response::Response;
use desk::ports::{ApiToken, MOST_TOKENS, NewToken};
use ticket::{say, settings::Locale};

/// Days until a token ends, as they can be chosen; 0 is never.
const DAYS: [u32; 4] = [30, 90, 365, 0];

/// A token in the list.
struct Row {
    id: u32,
    name: String,
    hint: String,
    scopes: String,
    owner: String,
    networks: String,
    used: Option<When>,
    ends: Option<String>,
    class: &'static str,
    state: String,
    good: bool,
}

/// What was filled in.
struct Form {
    name: String,
    scopes: Vec<Opt>,
    days: Vec<Opt>,
    networks: String,
}

#[derive(Template)]
#[template(path = "settings/tokens.html")]
struct Tokens<'a> {
    shell: Shell<'a>,
    frame: Frame,
    rows: Vec<Row>,
    form: Form,
    fresh: Option<String>,
    base: String,
}

fn label(l: Locale, scope: Scope) -> String {
    match scope {
        Scope::TicketsRead => say!(l, "api-scope-read"),
        Scope::TicketsWrite => say!(l, "api-scope-write"),
        Scope::WebhooksManage => say!(l, "api-scope-webhooks"),
    }
}

impl Form {
    fn of(l: Locale, name: String, scopes: &[Scope], days: u32, networks: String) -> Self {
        let scope = |one: Scope| {
            Opt::new(one.word(), format!("{} ({})", label(l, one), one.word()), scopes.contains(&one))
        };
        let day = |one: u32| {
            let text = if one == 0 { say!(l, "api-never") } else { say!(l, "api-days", days = one) };
            Opt::new(one, text, one == days)
        };
        Self { name, scopes: Scope::ALL.map(scope).into(), days: DAYS.map(day).into(), networks }
    }
}

/// `GET /g/{guild}/settings/api`
pub(crate) async fn show(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    let l = owner.here.signed.prefs.locale;
    let form = Form::of(l, String::new(), &[Scope::TicketsRead], DAYS[1], String::new());
    render(&owner, form, None, said).await
}

async fn render(owner: &Owner, form: Form, fresh: Option<String>, said: Said) -> Result<Response, Problem> {
    let (here, code) = (&owner.here, said.code());
    let found = owner.app.desk.store().tokens(here.guild.id).await?;
    let (shell, frame) = frame(owner, Section::Api, None, said).await?;
    let view = Tokens {
        shell,
        frame,
        rows: found.iter().map(|one| row(owner, one)).collect(),
        form,
        fresh,
        base: format!("{}/api/v1/guilds/{}", owner.app.config.origin(), here.guild.id),
    };
    Ok(page(code, &view))
}

fn row(owner: &Owner, one: &ApiToken) -> Row {
    let (l, now) = (owner.here.signed.prefs.locale, owner.app.now());
    let when = |at| When::new(&owner.here.signed.prefs, at, now);
    let ended = one.expires_at.is_some_and(|end| end <= now);
    let (class, state) = match one.revoked_at {
        Some(_) => ("closed", say!(l, "api-revoked")),
        None if ended => ("closed", say!(l, "api-ended")),
        None => ("claimed", say!(l, "api-good")),
    };
    Row {
        id: one.id,
        name: one.name.clone(),
        hint: format!("{}…{}", token::PREFIX, one.hint),
        scopes: one.scopes.join(", "),
        owner: one.owner_name.clone(),
        networks: one.addresses.join(", "),
        used: one.used_at.map(when),
        ends: one.expires_at.map(|end| say!(l, "api-ends", at = when(end).full)),
        class,
        state,
        good: one.revoked_at.is_none(),
    }
}

/// `POST /g/{guild}/settings/api`: makes a token and shows it, or revokes one.
pub(crate) async fn act(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let (guild, l) = (owner.here.guild.id, owner.here.signed.prefs.locale);
    let (store, now) = (owner.app.desk.store(), owner.app.now());
    if let Some(id) = fields.id("revoke") {
        store.token_revoke(guild, id, now, &owner.here.actor().by()).await?;
        return Ok(Flash::Saved.then(&format!("/g/{guild}/settings/api")));
    }
    let name: String = fields.words("name").unwrap_or_default();
    let scopes: Vec<Scope> = fields.all("scope").filter_map(Scope::named).collect();
    let days: u32 = fields.id("days").filter(|days| DAYS.contains(days)).unwrap_or(DAYS[1]);
    let networks = token::networks(&fields.text("networks"));
    let wrong = match &networks {
        _ if name.is_empty() || name.chars().count() > MOST_NAME => {
            Some(say!(l, "api-wrong-name", most = MOST_NAME))
        }
        _ if scopes.is_empty() => Some(say!(l, "api-wrong-scopes")),
        Err(part) => Some(say!(l, "api-wrong-network", given = part)),
        Ok(all) if all.len() > MOST_NETWORKS => Some(say!(l, "api-wrong-networks", most = MOST_NETWORKS)),
        Ok(_) => None,
    };
    let again = |name| Form::of(l, name, &scopes, days, fields.text("networks"));
    if let Some(wrong) = wrong {
        return render(&owner, again(name), None, Said::refused(wrong)).await;
    }
    let fresh = token::fresh();
    let new = NewToken {
        name: name.clone(),
        hash: token::hash(&fresh),
        hint: fresh[fresh.len() - 4..].to_owned(),
        scopes: scopes.iter().map(|scope| scope.word().to_owned()).collect(),
        owner: owner.here.person.user,
        owner_name: owner.here.person.name.clone(),
        addresses: networks.unwrap_or_default(),
        at: now,
        expires_at: (days > 0).then(|| now.plus_days(days)),
    };
    if store.token_make(guild, new).await?.is_none() {
        let said = Said::refused(say!(l, "api-wrong-full", most = MOST_TOKENS));
        return render(&owner, again(name), None, said).await;
    }
    let form = Form::of(l, String::new(), &[Scope::TicketsRead], DAYS[1], String::new());
    render(&owner, form, Some(fresh), Said::default()).await
}
