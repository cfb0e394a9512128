//! `/g/{guild}/settings/samples`: sample tickets are put in and taken out; and what other pages say of them.

use super::settings::{Frame, Owner, Said, Section, fields::Fields, frame};
use crate::{
    actor::InGuild,
    error::Problem,
    state::App,
    view::{Shell, page},
};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::{Rejected, ports::SampleSet};
use ticket::{Refusal, sample, say, settings::Locale, text::refusal};

/// What a page says of samples to those who may put them in and take them out.
pub(crate) struct Note {
    /// Whether some are there; else they are offered.
    pub(crate) there: bool,
    pub(crate) text: String,
    pub(crate) href: String,
    pub(crate) act: String,
}

/// What there is to say on a page that shows them, or could; nothing to those who may not, or where none can be.
///
/// `listed`: whether the page lists tickets, and they are among them.
pub(crate) async fn note(app: &App, here: &InGuild, listed: bool) -> Result<Option<Note>, Problem> {
    if !Section::General.may_edit(here) {
        return Ok(None);
    }
    let l = here.signed.prefs.locale;
    let href = format!("/g/{}/settings/samples", here.guild.id);
    let set = app.desk.store().samples(here.guild.id).await?;
    let (there, text, act) = match &set {
        None if sample::types(&here.config.config).is_err() => return Ok(None),
        None => (false, say!(l, "sample-offer"), say!(l, "sample-offer-link")),
        Some(set) if set.wanted => {
            let count = set.here.len();
            let text = if listed {
                say!(l, "sample-there", count = count)
            } else {
                say!(l, "sample-state-there", count = count)
            };
            (true, text, say!(l, "sample-there-link"))
        }
        Some(set) => (true, say!(l, "sample-going", count = set.here.len()), say!(l, "sample-going-link")),
    };
    Ok(Some(Note { there, text, href, act }))
}

#[derive(Template)]
#[template(path = "samples/samples.html")]
struct Samples<'a> {
    shell: Shell<'a>,
    frame: Frame,
    count: u16,
    /// What they are, and which numbers they take.
    what: String,
    numbers: String,
    /// How it stands, in words; nothing where there are none.
    state: Option<String>,
    /// Whether it is still being worked on: so many are there.
    under_way: Option<usize>,
    may_load: bool,
    may_remove: bool,
    /// Why there can be none.
    why_not: Option<String>,
}

/// `GET /g/{guild}/settings/samples`
pub(crate) async fn show(owner: Owner) -> Result<Response, Problem> {
    let why_not = sample::types(&owner.here.config.config).err().map(|why| why_not(&owner, &why));
    render(&owner, Said::default(), why_not).await
}

/// `POST /g/{guild}/settings/samples`: has them put in, or taken out.
pub(crate) async fn act(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let (guild, actor) = (owner.here.guild.id, owner.here.actor());
    let wanted = match fields.text("act").as_str() {
        "load" => true,
        "remove" => false,
        _ => return Err(Problem::Unclear),
    };
    match owner.app.desk.ask_for_samples(guild, &actor, wanted).await {
        Ok(_) => Ok(Redirect::to(&format!("/g/{guild}/settings/samples")).into_response()),
        Err(Rejected::Refused(why)) => {
            let said = Said::refused(why_not(&owner, &why));
            render(&owner, said, None).await
        }
        Err(Rejected::Failed(failure)) => Err(failure.into()),
    }
}

fn why_not(owner: &Owner, why: &Refusal) -> String {
    let l = owner.here.signed.prefs.locale;
    match why {
        Refusal::ModuleOff => say!(l, "sample-off"),
        Refusal::UnknownType => say!(l, "sample-no-types"),
        other => refusal(l, other),
    }
}

/// How it stands, in words, and how many are there while it is worked on.
fn state(l: Locale, set: &SampleSet) -> (String, Option<usize>) {
    let (here, all) = (set.here.len(), usize::from(sample::COUNT));
    if !set.wanted {
        (say!(l, "sample-state-going", count = here), Some(here))
    } else if here < all {
        (say!(l, "sample-state-coming", count = here, all = all), Some(here))
    } else {
        (say!(l, "sample-state-there", count = here), None)
    }
}

async fn render(owner: &Owner, said: Said, why_not: Option<String>) -> Result<Response, Problem> {
    let (here, code) = (&owner.here, said.code());
    let l = here.signed.prefs.locale;
    let set = owner.app.desk.store().samples(here.guild.id).await?;
    let title = Some(say!(l, "sample-title"));
    let (mut shell, frame) = frame(owner, Section::General, title, said).await?;
    let (state, under_way) = set.as_ref().map(|set| state(l, set)).unzip();
    if here.may_enter() {
        shell = shell.live(format!("/g/{}/live", here.guild.id));
    }
    let view = Samples {
        shell,
        frame,
        count: sample::COUNT,
        what: say!(l, "sample-what", count = u32::from(sample::COUNT)),
        numbers: say!(l, "sample-numbers", count = u32::from(sample::COUNT)),
        state,
        under_way: under_way.flatten(),
        may_load: set.as_ref().is_none_or(|set| !set.wanted) && why_not.is_none(),
        may_remove: set.is_some_and(|set| set.wanted),
        why_not,
    };
    Ok(page(code, &view))
}
