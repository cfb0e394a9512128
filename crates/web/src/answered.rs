//! What the opener answered in the form, as the first line of a transcript (P20, P58). In Discord the welcome says it; of a ticket that has no
//! channel, or had none before it was closed, nothing else would.

use crate::{error::Problem, pages::ticket::mentioned, read::moment, state::App};
use desk::ports::StoredFile;
use ticket::{MessageId, Ticket, UserId, form::Answer, ids::DISCORD_EPOCH};
use transcript::{
    Id, Message, MessageLine, User,
    model::{Attachment, Embed, EmbedField},
};

/// The line; none if there were no answers, or a welcome that is kept shows them.
pub(crate) async fn line(
    app: &App,
    ticket: &Ticket,
    welcomes: &[MessageId],
) -> Result<Option<MessageLine>, Problem> {
    if ticket.answers.is_empty() {
        return Ok(None);
    }
    let key = ticket.key;
    let kept = app.desk.store().lines_of(key, welcomes).await?;
    if kept.iter().any(|line| line.deleted.is_none()) {
        return Ok(None);
    }
    let files = if ticket.has_files() { app.desk.store().files(key).await? } else { Vec::new() };
    let ids = ticket.answers.iter().flat_map(|answer| &answer.files);
    let sent = ids.filter_map(|id| files.iter().find(|file| file.id == *id)).map(attachment);
    let users: Vec<UserId> = ticket.answers.iter().flat_map(mentioned).collect();
    let mentions = match users.is_empty() {
        true => Vec::new(),
        false => app.desk.store().members(key.guild, &users).await?,
    };
    let opener = &ticket.opener;
    let author = named(opener.user, &opener.name);
    let fields = ticket.answers.iter().map(field).collect();
    let message = Message {
        id: Id(((ticket.opened_at.0 - DISCORD_EPOCH).max(0) as u64) << 22),
        author,
        timestamp: Some(moment(ticket.opened_at)),
        attachments: sent.collect(),
        mentions: mentions.iter().map(|member| named(member.user, &member.name)).collect(),
        embeds: vec![Embed { kind: Some("rich".to_owned()), fields, ..Embed::default() }],
        ..Message::default()
    };
    Ok(Some(MessageLine { message, deleted: None, versions: Vec::new(), internal: false }))
}

fn named(user: UserId, name: &str) -> User {
    User { id: Id(user.0), username: name.to_owned(), global_name: Some(name.to_owned()), ..User::default() }
}

fn field(answer: &Answer) -> EmbedField {
    EmbedField { name: ticket::inert::inert(&answer.label), value: answer.markup(), inline: false }
}

fn attachment(file: &StoredFile) -> Attachment {
    Attachment {
        id: Id(file.id),
        filename: file.name.clone(),
        content_type: Some(file.content_type.clone()),
        size: file.size,
        ..Attachment::default()
    }
}
