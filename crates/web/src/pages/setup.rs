//! `/g/{guild}/setup`: what is configured, as a file out and in.

use super::{
    samples,
    settings::{Frame, Owner, Said, Section, frame},
};
use crate::{
    actor::InGuild,
    error::Problem,
    flash::Flash,
    view::{Shell, page},
};
use askama::Template;
use axum::{
    Form,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use desk::Rejected;
use serde::Deserialize;
use ticket::{GuildConfig, say, text::refusal};

#[derive(Template)]
#[template(path = "setup.html")]
struct Setup<'a> {
    shell: Shell<'a>,
    frame: Frame,
    /// The text in the box: ours, or what was refused.
    draft: String,
    /// What there is to say of samples.
    samples: Option<samples::Note>,
}

/// `GET /g/{guild}/setup`
pub(crate) async fn show(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    render(&owner, said, written(&owner.here)).await
}

/// `GET /g/{guild}/setup/export`: the whole configuration as one file.
pub(crate) async fn export(Owner { here, .. }: Owner) -> Result<Response, Problem> {
    let name = format!("attachment; filename=\"guildhall-{}.toml\"", here.guild.id);
    let name = HeaderValue::from_str(&name).map_err(|_| Problem::Unclear)?;
    let kind = HeaderValue::from_static("application/toml; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], written(&here)).into_response())
}

#[derive(Deserialize)]
pub(crate) struct Import {
    text: String,
    /// The version that the text was made from.
    over: u32,
}

/// `POST /g/{guild}/setup/import`
pub(crate) async fn import(
    owner: Owner,
    Form(Import { text, over }): Form<Import>,
) -> Result<Response, Problem> {
    let (here, l) = (&owner.here, owner.here.signed.prefs.locale);
    // Over the version it was made from, still: pressing again must not undo what somebody else saved.
    let refused = |said: String| Said { version: Some(over), ..Said::refused(said) };
    let config = match toml::from_str::<GuildConfig>(&text) {
        Ok(config) => config,
        Err(problem) => {
            let said = say!(l, "web-setup-unreadable", problem = problem.to_string().trim());
            return render(&owner, refused(said), text).await;
        }
    };
    match owner.app.desk.configure(here.guild.id, &here.actor(), over, config, Vec::new()).await {
        Ok(_) => Ok(Flash::Saved.then(&format!("/g/{}/setup", here.guild.id))),
        Err(Rejected::Refused(why)) => render(&owner, refused(refusal(l, &why)), text).await,
        Err(Rejected::Failed(failure)) => Err(failure.into()),
    }
}

fn written(here: &InGuild) -> String {
    toml::to_string_pretty(&*here.config.config).unwrap_or_default()
}

async fn render(owner: &Owner, said: Said, draft: String) -> Result<Response, Problem> {
    let code = said.code();
    let (shell, frame) = frame(owner, Section::File, None, said).await?;
    let samples = samples::note(&owner.app, &owner.here, false).await?;
    Ok(page(code, &Setup { shell, frame, draft, samples }))
}
