//! What the opener answered, beside the conversation: words, names, files (P20).

use crate::{actor::InGuild, error::Problem, state::App};
use desk::ports::{FileState, MemberInfo, StoredFile};
use ticket::{Ticket, UserId, form::Answer};

/// An answer as the page shows it.
pub(super) struct Answered {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) files: Vec<Attached>,
}

/// A file that was sent as an answer.
pub(super) struct Attached {
    pub(super) name: String,
    /// Where it is; none if it is not copied, or could not be.
    pub(super) href: Option<String>,
    pub(super) picture: bool,
}

/// The answers of a ticket.
pub(super) async fn answers(app: &App, here: &InGuild, ticket: &Ticket) -> Result<Vec<Answered>, Problem> {
    let key = ticket.key;
    let files = if ticket.has_files() { app.desk.store().files(key).await? } else { Vec::new() };
    let users: Vec<UserId> = ticket.answers.iter().flat_map(mentioned).collect();
    let members =
        if users.is_empty() { Vec::new() } else { app.desk.store().members(key.guild, &users).await? };
    let base = format!("/g/{}/tickets/{}/files", key.guild, key.number);
    let one = |answer: &Answer| {
        let sent = answer.files.iter().filter_map(|id| files.iter().find(|file| file.id == *id));
        let files: Vec<Attached> = sent.map(|file| attached(&base, file)).collect();
        let value = if answer.mentions { names(here, &members, &answer.value) } else { answer.value.clone() };
        Answered { label: answer.label.clone(), value, files }
    };
    Ok(ticket.answers.iter().map(one).collect())
}

fn attached(base: &str, file: &StoredFile) -> Attached {
    let name: String = url::form_urlencoded::byte_serialize(file.name.as_bytes()).collect();
    let kept = file.state == FileState::Kept;
    Attached {
        name: file.name.clone(),
        href: kept.then(|| format!("{base}/{}/{}", file.id, name.replace('+', "%20"))),
        picture: kept && super::super::files::is_drawn(&file.content_type),
    }
}

/// The mentions that an answer consists of (see [`ticket::form::check`]): the sign of its kind, and the id.
fn parts(value: &str) -> impl Iterator<Item = (&str, u64)> {
    value.split(", ").filter_map(|part| {
        let inner = part.strip_prefix('<')?.strip_suffix('>')?;
        let digits = inner.trim_start_matches(['@', '&', '#']);
        Some((&inner[..inner.len() - digits.len()], digits.parse().ok()?))
    })
}

/// The members that an answer names.
pub(crate) fn mentioned(answer: &Answer) -> Vec<UserId> {
    let users = parts(&answer.value).filter(|(sign, _)| *sign == "@");
    if answer.mentions { users.map(|(_, id)| UserId(id)).collect() } else { Vec::new() }
}

/// Names for mentions; whoever is not known keeps the id.
fn names(here: &InGuild, members: &[MemberInfo], value: &str) -> String {
    let name = |(sign, id): (&str, u64)| {
        let found = match sign {
            "@" => members.iter().find(|member| member.user.0 == id).map(|member| member.name.as_str()),
            "@&" => here.guild.roles.iter().find(|role| role.id.0 == id).map(|role| role.name.as_str()),
            _ => here.guild.channels.iter().find(|(known, _)| known.0 == id).map(|(_, name)| name.as_str()),
        };
        let sign = if sign == "#" { "#" } else { "@" };
        found.map_or_else(|| format!("{sign}{id}"), |found| format!("{sign}{found}"))
    };
    parts(value).map(name).collect::<Vec<_>>().join(", ")
}
