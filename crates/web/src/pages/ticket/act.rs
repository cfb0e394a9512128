//! What all acts on a ticket share: hand the command to the desk, and say what came of it.

use crate::{
    actor::InGuild,
    done::Done,
    error::Problem,
    flash::Flash,
    pages::inbox::Asked,
    state::App,
    view::{Notice, Tone},
};
use axum::{
    extract::{FromRequestParts, Query, RawPathParams},
    http::{StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use desk::Rejected;
use std::convert::Infallible;
use ticket::{Command, Refusal, TicketKey, text::refusal};

/// What is added to an address by who acts from the list and stays there.
const STAYS: &str = "stay=list";

/// The ticket that an act is about, as somebody who may read it sees it.
pub(crate) struct At {
    pub(crate) app: App,
    pub(crate) here: InGuild,
    pub(crate) key: TicketKey,
    from: From,
    /// Whether they stay in the list that they acted from.
    stays: bool,
}

impl FromRequestParts<App> for At {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let here = InGuild::from_request_parts(parts, app).await?;
        let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| Problem::NoTicket)?;
        let number =
            params.iter().find(|(name, _)| *name == "number").and_then(|(_, value)| value.parse().ok());
        let number = number.ok_or(Problem::NoTicket)?;
        let Ok(from) = From::from_request_parts(parts, app).await;
        // Who may not read it is told nothing about it.
        here.ticket(app, number).await?;
        let key = TicketKey { guild: here.guild.id, number };
        let stays = parts.uri.query() == Some(STAYS);
        Ok(Self { app: app.clone(), here, key, from, stays })
    }
}

/// What comes after a reply, in the same stroke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Onward {
    /// The ticket is closed.
    Close,
    /// It stays as it is.
    Next,
}

impl Onward {
    pub(crate) fn of(word: &str) -> Option<Self> {
        match word {
            "close" => Some(Self::Close),
            "next" => Some(Self::Next),
            _ => None,
        }
    }
}

impl At {
    /// The ticket after this one in the list beside it.
    pub(crate) async fn next(&self) -> Result<Option<u32>, Problem> {
        let asked = self.from.0.clone().unwrap_or_default();
        crate::pages::inbox::following(&self.app, &self.here, &asked, self.key.number).await
    }

    /// Goes on to the next ticket, or to the list if there is none.
    pub(crate) async fn onward(self, onward: Onward, next: Option<u32>) -> Result<Response, Problem> {
        let query = self.from.0.as_ref().map(Asked::query).unwrap_or_default();
        let list = format!("/g/{}/tickets", self.key.guild);
        let page = next.map_or_else(|| format!("{list}{query}"), |number| format!("{list}/{number}{query}"));
        if onward == Onward::Next {
            return Ok(Redirect::to(&page).into_response());
        }
        let command = Command::Close { reason: None };
        match self.app.desk.handle(self.key, &self.here.actor(), &command).await {
            Ok(handled) => Ok(match Done::by(&handled, self.here.person.user) {
                Some(toast) => toast.then(self.key.guild, &page),
                None => Redirect::to(&page).into_response(),
            }),
            Err(rejected) => self.rejected(rejected, String::new()).await,
        }
    }

    /// Done: back to the page, with a sentence if there is one to say. Refused: the page as it is now, and why not.
    pub(crate) async fn act(self, command: Command, done: Option<Flash>) -> Result<Response, Problem> {
        match self.app.desk.handle(self.key, &self.here.actor(), &command).await {
            Ok(handled) => Ok(match Done::by(&handled, self.here.person.user) {
                Some(toast) => toast.then(self.key.guild, &self.page()),
                None => self.done(done),
            }),
            Err(rejected) => self.rejected(rejected, String::new()).await,
        }
    }

    /// Whether the reader answers a member: staff, and not the opener.
    pub(crate) async fn is_answering(&self) -> Result<bool, Problem> {
        let (loaded, _) = self.here.ticket(&self.app, self.key.number).await?;
        Ok(self.here.is_staff(&loaded) && loaded.ticket.opener.user != self.here.person.user)
    }

    /// The ticket's page, with the list that stood beside it; that list, if they stay there.
    pub(crate) fn page(&self) -> String {
        let query = self.from.0.as_ref().map(Asked::query).unwrap_or_default();
        let ticket = if self.stays { String::new() } else { format!("/{}", self.key.number) };
        format!("/g/{}/tickets{ticket}{query}", self.key.guild)
    }

    /// Back to the page, and to the list that stood beside it.
    pub(crate) fn done(&self, flash: Option<Flash>) -> Response {
        let page = format!("/g/{}/tickets/{}", self.key.guild, self.key.number);
        let query = self.from.0.as_ref().map(Asked::query).unwrap_or_default();
        match flash {
            Some(flash) => flash.then_with(&page, &query),
            None => Redirect::to(&format!("{page}{query}")).into_response(),
        }
    }

    /// The page as it is now, with what is new, and what was written.
    pub(crate) async fn waits(
        self,
        guard: Vec<(String, String)>,
        draft: String,
        closes: bool,
    ) -> Result<Response, Problem> {
        let asked = self.from.0.unwrap_or_default();
        let again = super::Again { guard, closes, draft, asked, ..super::Again::default() };
        super::render(&self.app, &self.here, self.key.number, StatusCode::CONFLICT, again).await
    }

    /// The page as it is now, why not, and what was written.
    pub(crate) async fn rejected(self, rejected: Rejected, draft: String) -> Result<Response, Problem> {
        match rejected {
            Rejected::Refused(Refusal::NotATicket) => Err(Problem::NoTicket),
            Rejected::Refused(why) => {
                let notice =
                    Notice { tone: Tone::Refused, text: refusal(self.here.signed.prefs.locale, &why) };
                let asked = self.from.0.unwrap_or_default();
                let again = super::Again { notice: Some(notice), draft, asked, ..super::Again::default() };
                let code = StatusCode::UNPROCESSABLE_ENTITY;
                super::render(&self.app, &self.here, self.key.number, code, again).await
            }
            Rejected::Failed(failure) => Err(failure.into()),
        }
    }
}

/// The list that stood beside the page an act came from: browsers name that page, within our own site.
struct From(Option<Asked>);

impl FromRequestParts<App> for From {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let page = parts.headers.get(header::REFERER).and_then(|value| value.to_str().ok());
        let page = page.and_then(|page| page.parse::<Uri>().ok()).filter(|page| page.query().is_some());
        Ok(Self(page.and_then(|page| Query::<Asked>::try_from_uri(&page).ok()).map(|Query(asked)| asked)))
    }
}
