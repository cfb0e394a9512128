//! The files that came with a ticket's form, under its welcome: whatever is kept is shown where people talk (P20).

use crate::{
    Discord,
    discord::store_failed,
    reply::{self, color, inert},
    rest::{Fault, Post, Urgency, nonce},
};
use bytes::Bytes;
use desk::{
    Outcome,
    ports::{FileState, StoredFile},
};
use serde_json::{Value, json};
use ticket::{
    ChannelId, GuildConfig, MessageId, Ticket, TicketKey, Trouble,
    doctor::Spot,
    form::Answer,
    say,
    speak::{MAX_ALL_BYTES, MAX_FILE_BYTES},
};

/// Characters of the names of files that stay on the web: with the rest they fit a description (resources/message, "Embed Limits").
const NAMES: usize = 2_048;
/// Discord: opcodes, "Request entity too large".
const TOO_LARGE: u32 = 40_005;
/// Discord: opcodes, "You lack permissions to perform that action".
const NOT_ALLOWED: u32 = 50_013;

/// The files of one message, and whether one of them stays on the web.
#[derive(Default)]
struct Load {
    names: Vec<String>,
    files: Vec<StoredFile>,
    size: u64,
    left_out: bool,
}

impl Discord {
    /// Posts the files of a ticket's form, once, answer by answer.
    pub async fn show_files(&self, key: TicketKey) -> Outcome {
        match self.copy_files(key, MessageId::FORM).await {
            Outcome::Done => {}
            not_yet => return not_yet,
        }
        let (ticket, config) = match self.ticket_and_config(key).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        let Some(channel) = ticket.surface.channel() else { return Outcome::Done };
        let kept = match self.desk.store().files(key).await {
            Ok(kept) => kept,
            Err(failure) => return store_failed(failure),
        };
        let config = self.existing(key.guild, &config);
        let with_files = ticket.answers.iter().filter(|answer| !answer.files.is_empty());
        let loads =
            with_files.flat_map(|answer| loads(answer, &kept).into_iter().map(move |load| (answer, load)));
        for (part, (answer, load)) in loads.enumerate() {
            match self.show_load(&ticket, &config, channel, answer, load, part).await {
                Ok(Ok(())) => {}
                Ok(Err(fault)) => return self.failed(fault),
                Err(failure) => return store_failed(failure),
            }
        }
        Outcome::Done
    }

    /// One message. Where Discord does not take the files, it says where they are.
    async fn show_load(
        &self,
        ticket: &Ticket,
        config: &GuildConfig,
        channel: ChannelId,
        answer: &Answer,
        load: Load,
        part: usize,
    ) -> Result<Result<(), Fault>, desk::Failure> {
        let mut files: Vec<(String, Bytes)> = Vec::with_capacity(load.files.len());
        for file in &load.files {
            files.push((file.name.clone(), self.desk.file(file).await?));
        }
        let nonce = nonce(&format!("form-files:{}:{channel}", ticket.key), part);
        let post = |left_out: bool| Post {
            channel,
            body: self.about(ticket, config, answer, &load.names, left_out),
            nonce: nonce.clone(),
            since: ticket.opened_at,
            urgency: Urgency::Person,
        };
        Ok(match self.rest.post_once_with(post(load.left_out), &files).await {
            Err(fault) if !files.is_empty() && (fault.is_code(TOO_LARGE) || fault.is_code(NOT_ALLOWED)) => {
                if fault.is_code(NOT_ALLOWED) {
                    self.noticed(ticket.key.guild, Spot::Ticket(channel), Trouble::AttachFiles).await;
                }
                tracing::warn!(%fault, key = %ticket.key, "the files of a form stay on the web");
                self.rest.post_once(post(true)).await.map(drop)
            }
            other => other.map(drop),
        })
    }

    fn about(
        &self,
        ticket: &Ticket,
        config: &GuildConfig,
        answer: &Answer,
        names: &[String],
        left_out: bool,
    ) -> Value {
        let ticket_type = config.type_or_removed(ticket.ticket_type);
        let mut text = format!("**{}**", inert(&answer.label));
        if left_out {
            let base = self.config.public_url.trim_end_matches('/');
            let url = format!("{base}/g/{}/tickets/{}", ticket.key.guild, ticket.key.number);
            let names = names.iter().map(|name| inert(name)).collect::<Vec<_>>().join("\n");
            let note = say!(config.settings.locale, "relay-files-on-web", url = url);
            text = format!("{text}\n{}\n{note}", reply::cut(&names, NAMES));
        }
        let color = ticket_type.welcome.color.unwrap_or(color::PLAIN);
        reply::embed(json!({ "color": color, "description": text }))
    }
}

/// The files of an answer by message: as many together as one message holds.
fn loads(answer: &Answer, kept: &[StoredFile]) -> Vec<Load> {
    let mut loads: Vec<Load> = vec![Load::default()];
    for file in answer.files.iter().filter_map(|id| kept.iter().find(|file| file.id == *id)) {
        let goes = file.state == FileState::Kept && file.size <= MAX_FILE_BYTES;
        if goes && loads.last().is_some_and(|load| load.size + file.size > MAX_ALL_BYTES) {
            loads.push(Load::default());
        }
        let Some(load) = loads.last_mut() else { continue };
        load.names.push(file.name.clone());
        if goes {
            load.size += file.size;
            load.files.push(file.clone());
        } else {
            load.left_out = true;
        }
    }
    loads
}

#[cfg(test)]
mod tests {
    use super::*;

    // Proves: P20's files go together as far as Discord takes them; what is too large or lost is named.
    #[test]
    fn files_are_spread_over_messages() {
        const MEGABYTE: u64 = 1024 * 1024;
        let file = |id: u64, size: u64, state| StoredFile {
            id,
            message: MessageId::FORM,
            name: format!("{id}.png"),
            content_type: String::new(),
            size,
            source: String::new(),
            place: String::new(),
            state,
        };
        let sizes = [9, 9, 9, 11, 1];
        let mut kept: Vec<_> =
            (1..).zip(sizes).map(|(id, size)| file(id, size * MEGABYTE, FileState::Kept)).collect();
        kept.push(file(6, 1, FileState::Lost));
        let answer = Answer {
            key: "files".to_owned(),
            label: "Files".to_owned(),
            value: String::new(),
            mentions: false,
            files: (1..=6).collect(),
        };
        let loads = loads(&answer, &kept);
        let ids = |load: &Load| load.files.iter().map(|file| file.id).collect::<Vec<_>>();
        assert_eq!(loads.iter().map(ids).collect::<Vec<_>>(), [vec![1, 2], vec![3, 5]]);
        assert_eq!((loads[0].left_out, loads[1].left_out), (false, true));
        assert_eq!(loads[1].names, ["3.png", "4.png", "5.png", "6.png"]);
    }
}
