//! What is known about a ticket, for the pane beside the conversation.

use crate::{
    actor::InGuild,
    chip::{self, Chip},
    state::App,
    view::{When, automatic, state, status},
};
use desk::Loaded;
use ticket::{Surface, access::Audience, say, settings::Locale};

/// One labelled fact.
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) value: Value,
}

/// Its value.
pub(crate) enum Value {
    Words(String),
    /// There is none, in words.
    None(String),
    Moment(When),
    Sla(Chip),
}

/// Where the conversation is in Discord.
pub(crate) enum SurfaceView {
    /// There, behind this link.
    There(String),
    /// Nothing to press, but nothing wrong.
    Said(String),
    /// It could not be made, and why.
    Wrong(String),
    /// Nowhere, and nothing is to be said of that.
    Nowhere,
}

/// Its status in a word, and the word in its class. Its member reads whose turn it is, in the words of their list.
pub(crate) fn standing(here: &InGuild, loaded: &Loaded, audience: Audience) -> (&'static str, String) {
    let (l, Loaded { ticket, activity, .. }) = (here.signed.prefs.locale, loaded);
    if audience == Audience::Member && ticket.opener.user == here.person.user {
        state(l, ticket, activity)
    } else {
        status(l, ticket)
    }
}

pub(crate) fn facts(app: &App, here: &InGuild, loaded: &Loaded, audience: Audience) -> Vec<Fact> {
    let (l, ticket) = (here.signed.prefs.locale, &loaded.ticket);
    let now = app.now();
    let when = |at| Value::Moment(When::new(&here.signed.prefs, at, now));
    let none = || Value::None(say!(l, "web-nobody"));
    let fact = |label, value| Fact { label, value };
    let first_reply = loaded.activity.first_reply;
    let mut all = vec![fact(say!(l, "web-fact-status"), Value::Words(standing(here, loaded, audience).1))];
    // Staff have the member above, with what there is to know and do about them.
    if audience != Audience::Staff {
        all.push(fact(say!(l, "web-fact-member"), Value::Words(ticket.opener.name.clone())));
    }
    all.push(fact(
        say!(l, "web-fact-claimer"),
        ticket.claim.as_ref().map_or_else(none, |claim| Value::Words(claim.name.clone())),
    ));
    if audience == Audience::Staff {
        let chip = chip::of(&here.signed.prefs, ticket, &loaded.activity, now);
        all.extend(chip.map(|chip| fact(say!(l, "chip-label"), Value::Sla(chip))));
        let named = ticket.past.promise.as_ref().and_then(|promise| promise.by.as_ref());
        all.extend(named.map(|by| fact(say!(l, "fact-policy"), Value::Words(by.name.clone()))));
    }
    all.push(fact(say!(l, "web-fact-opened"), when(ticket.opened_at)));
    let replied = first_reply.map(|(at, _)| when(at));
    all.push(fact(
        say!(l, "web-fact-first-reply"),
        replied.unwrap_or_else(|| Value::None(say!(l, "web-not-yet"))),
    ));
    if let Some(closure) = ticket.closure() {
        all.push(fact(say!(l, "web-fact-closed"), when(closure.at)));
        let by = automatic(l, closure.kind).unwrap_or_else(|| ticket::text::by(l, &closure.by));
        all.push(fact(say!(l, "web-fact-closed-by"), Value::Words(by)));
        if let Some(reason) = &closure.reason {
            all.push(fact(say!(l, "web-fact-reason"), Value::Words(reason.clone())));
        }
    }
    all
}

/// What to say of the channel or thread. Members are not told what an admin has to repair.
pub(crate) fn surface(app: &App, l: Locale, loaded: &Loaded, audience: Audience) -> SurfaceView {
    match &loaded.ticket.surface {
        _ if loaded.ticket.is_sample() => SurfaceView::Nowhere,
        Surface::Channel { channel, .. } | Surface::Thread { channel, .. } => {
            let base = app.config.channel_links.trim_end_matches('/');
            SurfaceView::There(format!("{base}/{}/{channel}", loaded.ticket.key.guild))
        }
        Surface::Pending => SurfaceView::Said(say!(l, "web-surface-pending")),
        Surface::Gone => SurfaceView::Said(say!(l, "web-surface-gone")),
        Surface::Unavailable { .. } if audience == Audience::Member => {
            SurfaceView::Said(say!(l, "web-surface-unavailable"))
        }
        Surface::Unavailable { problem } => {
            let problem = ticket::text::problem(l, problem);
            SurfaceView::Wrong(say!(l, "web-surface-wrong", problem = problem))
        }
    }
}
