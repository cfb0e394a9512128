//! `/g/{guild}/settings/erasures`: members who asked to be erased, and what is decided about it.

use super::{Frame, Owner, Said, Section, fields::Fields, frame};
use crate::{
    error::Problem,
    flash::Flash,
    view::{Shell, When, page},
};
use askama::Template;
use axum::response::Response;
use desk::ports::{Erasure, ErasureState};
use ticket::{command::MAX_REASON, erase, say, text};

/// A request in the list.
struct Row {
    id: u32,
    name: String,
    asked: When,
    due: String,
    late: bool,
    open: usize,
    class: &'static str,
    state: String,
    what: String,
    waits: bool,
}

#[derive(Template)]
#[template(path = "settings/erasures.html")]
struct Erasures<'a> {
    shell: Shell<'a>,
    frame: Frame,
    rows: Vec<Row>,
    most: usize,
}

/// `GET /g/{guild}/settings/erasures`
pub(crate) async fn show(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    render(&owner, said).await
}

async fn render(owner: &Owner, said: Said) -> Result<Response, Problem> {
    let code = said.code();
    let found = owner.app.desk.store().erasures(owner.here.guild.id).await?;
    let mut rows = Vec::with_capacity(found.len());
    for one in &found {
        rows.push(row(owner, one).await?);
    }
    let (shell, frame) = frame(owner, Section::Erasures, None, said).await?;
    Ok(page(code, &Erasures { shell, frame, rows, most: MAX_REASON }))
}

async fn row(owner: &Owner, one: &Erasure) -> Result<Row, Problem> {
    let (here, now) = (&owner.here, owner.app.now());
    let l = here.signed.prefs.locale;
    let when = |at| When::new(&here.signed.prefs, at, now);
    let waits = one.state == ErasureState::Asked;
    let open = if waits { owner.app.desk.store().open_of(here.guild.id, one.member).await?.len() } else { 0 };
    let by = |by: &ticket::By| text::by(l, by);
    let (class, state, what) = match &one.state {
        ErasureState::Asked => ("open", say!(l, "erase-waits"), String::new()),
        ErasureState::Declined { at, by: who, reason } => {
            let text = say!(l, "erase-declined-by", name = by(who), at = when(*at).full);
            ("closed", say!(l, "erase-declined"), format!("{text} {reason}"))
        }
        ErasureState::Approved { at, by: who, .. } => {
            let text = say!(l, "erase-approved-by", name = by(who), at = when(*at).full);
            ("assigned", say!(l, "erase-running"), text)
        }
        ErasureState::Done { at, by: who, counts } => {
            let text = say!(l, "erase-approved-by", name = by(who), at = when(*at).full);
            let counts = say!(
                l,
                "erase-counts",
                tickets = counts.tickets,
                messages = counts.messages,
                files = counts.files
            );
            ("claimed", say!(l, "erase-done"), format!("{text} {counts}"))
        }
    };
    Ok(Row {
        id: one.id,
        name: if one.name.is_empty() { say!(l, "erase-nobody") } else { one.name.clone() },
        asked: when(one.asked_at),
        due: say!(l, "erase-due", at = when(one.due_at).full),
        late: waits && one.due_at <= now,
        open,
        class,
        state,
        what,
        waits,
    })
}

/// `POST /g/{guild}/settings/erasures`: approves or declines.
pub(crate) async fn act(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let (guild, l) = (owner.here.guild.id, owner.here.signed.prefs.locale);
    let (store, now, by) = (owner.app.desk.store(), owner.app.now(), owner.here.actor().by());
    let id: u32 = fields.id("request").ok_or(Problem::Unclear)?;
    let found = store.erasures(guild).await?.into_iter().find(|one| one.id == id);
    let found = found.filter(|one| one.state == ErasureState::Asked);
    let Some(found) = found else {
        return render(&owner, Said::refused(say!(l, "erase-decided"))).await;
    };
    let decision = match fields.text("act").as_str() {
        "approve" if !fields.flag("sure") => Err(say!(l, "erase-be-sure")),
        "approve" if !store.open_of(guild, found.member).await?.is_empty() => {
            Err(say!(l, "erase-open", name = &found.name))
        }
        "approve" => Ok(Ok(erase::pseudonym(chance()))),
        "decline" => match fields.words("reason") {
            Some(reason) => Ok(Err(reason.chars().take(MAX_REASON).collect())),
            None => Err(say!(l, "erase-why")),
        },
        _ => return Err(Problem::Unclear),
    };
    let decision = match decision {
        Ok(decision) => decision,
        Err(wrong) => return render(&owner, Said::refused(wrong)).await,
    };
    if !store.erasure_decide(guild, id, decision, now, &by).await? {
        return render(&owner, Said::refused(say!(l, "erase-decided"))).await;
    }
    owner.app.desk.hints().send(desk::Hint::Jobs);
    Ok(Flash::Decided.then(&format!("/g/{guild}/settings/erasures")))
}

fn chance() -> u64 {
    let mut bytes = [0_u8; 8];
    rand::Rng::fill(&mut rand::rng(), &mut bytes);
    u64::from_le_bytes(bytes)
}
