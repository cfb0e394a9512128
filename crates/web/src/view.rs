//! Small views: the frame around a page, and the pieces that many pages show.

use crate::{accent, actor::InGuild, actor::Signed, assets, done::Toast, nav, prefs::Prefs};
use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::ports::GuildInfo;
use ticket::{Activity, CloseKind, Priority, Status, Ticket, Timestamp, say, settings::Locale};

/// Renders a page.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
        Err(failure) => {
            tracing::error!(%failure, "a template could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// What a frame shows of the person.
pub(crate) struct Account {
    /// Their id.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) mark: Mark,
    pub(crate) csrf: String,
}

/// What a frame shows of the guild.
pub(crate) struct Place {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) mark: Mark,
    pub(crate) nav: Vec<nav::Item>,
}

/// The part of a guild that a page belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    Tickets,
    Overview,
    All,
    Mine,
    Reports,
    Setup,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// It is done.
    Done,
    /// It was refused.
    Refused,
}

/// A sentence on top of a page.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    pub(crate) tone: Tone,
    pub(crate) text: String,
}

impl Notice {
    pub(crate) fn refused(&self) -> bool {
        self.tone == Tone::Refused
    }
    pub(crate) fn class(&self) -> &'static str {
        match self.tone {
            Tone::Done => "notice notice-ok",
            Tone::Refused => "notice notice-no",
        }
    }
}

/// The frame around every page.
pub(crate) struct Shell<'a> {
    pub(crate) l: Locale,
    pub(crate) prefs: &'a Prefs,
    pub(crate) title: String,
    pub(crate) account: Option<Account>,
    pub(crate) place: Option<Place>,
    /// Where hints for this page come from.
    pub(crate) live: Option<String>,
    /// Before anything of it was read.
    since: Option<desk::Moment>,
    pub(crate) units: String,
}

impl<'a> Shell<'a> {
    /// A frame without a person.
    pub(crate) fn bare(prefs: &'a Prefs, title: String) -> Self {
        let l = prefs.locale;
        Self { l, prefs, title, account: None, place: None, live: None, since: None, units: units(l) }
    }

    /// The style of the server's own colour.
    pub(crate) fn accent(&self) -> Option<String> {
        self.prefs.accent.map(accent::address)
    }

    /// A frame for somebody who is signed in.
    pub(crate) fn signed(signed: &'a Signed, title: String) -> Self {
        let name = signed.session.username.clone();
        let account = Account {
            id: signed.session.user.to_string(),
            mark: Mark::of(&name, signed.session.user.0),
            name,
            csrf: signed.session.csrf.clone(),
        };
        Self { account: Some(account), ..Self::bare(&signed.prefs, title) }
    }

    /// A frame inside a guild.
    pub(crate) fn guild(here: &'a InGuild, tab: Tab, title: String) -> Self {
        Self::inside(here, Some(tab), title)
    }

    /// A frame inside a guild; the page may be of no part of it.
    pub(crate) fn inside(here: &'a InGuild, tab: Option<Tab>, title: String) -> Self {
        let mut shell = Self::signed(&here.signed, title);
        if let Some(account) = &mut shell.account {
            account.name.clone_from(&here.person.name);
            account.mark = Mark::of(&here.person.name, here.person.user.0);
        }
        shell.since = Some(here.since);
        shell.place = Some(Place {
            id: here.guild.id.to_string(),
            name: here.guild.name.clone(),
            mark: Mark::server(&here.guild),
            nav: nav::items(here, tab),
        });
        shell
    }

    /// Has the page follow hints, from when it was read.
    pub(crate) fn live(mut self, url: String) -> Self {
        let more = if url.contains('?') { '&' } else { '?' };
        let since = self.since.map(|since| format!("{more}since={}", since.0)).unwrap_or_default();
        self.live = Some(url + &since);
        self
    }

    /// What was done a moment ago, inside a guild.
    pub(crate) fn toast(&self) -> Option<Toast> {
        self.prefs.done.as_ref().map(|done| done.toast(self.l))
    }
    pub(crate) fn script(&self) -> &'static str {
        assets::script()
    }
    pub(crate) fn style(&self) -> &'static str {
        assets::style()
    }
    pub(crate) fn thread_style(&self) -> &'static str {
        assets::thread_style()
    }
    pub(crate) fn touch_icon(&self) -> &'static str {
        assets::touch_icon()
    }
    pub(crate) fn icon(&self) -> &'static str {
        assets::icon()
    }
    pub(crate) fn csrf(&self) -> &str {
        self.account.as_ref().map_or("", |account| &account.csrf)
    }
}

/// Initials on one of six grounds, or our own copy of the picture that they stand for.
pub(crate) struct Mark {
    pub(crate) initials: String,
    pub(crate) ground: u64,
    /// The address of the picture on our own site.
    pub(crate) picture: Option<String>,
}

impl Mark {
    pub(crate) fn of(name: &str, id: u64) -> Self {
        let words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
        let initials: String = words.take(2).flat_map(char::to_uppercase).collect();
        Self {
            initials: if initials.is_empty() { "?".to_owned() } else { initials },
            ground: (id ^ (id >> 22)) % 6,
            picture: None,
        }
    }

    /// A server's icon, once there is a copy of it.
    pub(crate) fn server(guild: &GuildInfo) -> Self {
        let picture = guild.picture.as_ref().map(|digest| format!("/g/{}/icon/{digest}", guild.id));
        Self { picture, ..Self::of(&guild.name, guild.id.0) }
    }
}

/// A moment: for machines, in full for people, and how long ago.
pub(crate) struct When {
    pub(crate) iso: String,
    pub(crate) full: String,
    pub(crate) ago: String,
}

impl When {
    pub(crate) fn new(prefs: &Prefs, at: Timestamp, now: Timestamp) -> Self {
        let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        let local = moment.to_zoned(prefs.zone.clone());
        let units = unit_words(prefs.locale);
        let fill = |index: usize, count: i64| units[index].replacen('0', &count.to_string(), 1);
        let seconds = (now.0 - at.0) / 1000;
        let ago = match seconds {
            ..60 => units[0].clone(),
            60..3_600 => fill(1, seconds / 60),
            3_600..86_400 => fill(2, seconds / 3_600),
            86_400..604_800 => fill(3, seconds / 86_400),
            _ => prefs.clock().date(local.date()),
        };
        Self { iso: moment.to_string(), full: prefs.moment(at), ago }
    }
}

/// "now", "0m", "0h", "0d": the words that the browser counts on with; `0` stands for the number.
fn unit_words(l: Locale) -> [String; 4] {
    [say!(l, "web-ago-now"), say!(l, "web-ago-minutes"), say!(l, "web-ago-hours"), say!(l, "web-ago-days")]
}

fn units(l: Locale) -> String {
    serde_json::to_string(&unit_words(l)).unwrap_or_default()
}

/// The status in a word, and the word in its class.
pub(crate) fn status(l: Locale, ticket: &Ticket) -> (&'static str, String) {
    match ticket.status() {
        Status::Open => ("open", say!(l, "web-status-open")),
        Status::Claimed => ("claimed", say!(l, "web-status-claimed")),
        Status::Assigned => ("assigned", say!(l, "web-status-assigned")),
        Status::Closed => ("closed", say!(l, "web-status-closed")),
        Status::Archived => ("archived", say!(l, "web-status-archived")),
    }
}

/// What its member sees of the status: in progress, waiting for you, done. In a word, and the word in its class.
pub(crate) fn state(l: Locale, ticket: &Ticket, activity: &Activity) -> (&'static str, String) {
    if !ticket.is_open() {
        ("done", say!(l, "web-state-done"))
    } else if activity.last_by.is_some_and(|by| by != ticket.opener.user) || ticket.close_request.is_some() {
        ("yours", say!(l, "web-state-yours"))
    } else {
        ("ours", say!(l, "web-state-ours"))
    }
}

/// The priority in a word, and the word in its class.
pub(crate) fn priority(l: Locale, priority: Priority) -> (&'static str, String) {
    match priority {
        Priority::Low => ("low", say!(l, "web-priority-low")),
        Priority::Normal => ("normal", say!(l, "web-priority-normal")),
        Priority::High => ("high", say!(l, "web-priority-high")),
        Priority::Urgent => ("urgent", say!(l, "web-priority-urgent")),
    }
}

/// How it closed, where nobody did.
pub(crate) fn automatic(l: Locale, kind: CloseKind) -> Option<String> {
    (kind != CloseKind::Manual).then(|| ticket::text::close_kind(l, kind))
}
