//! What comes with messages: files and pictures.

use super::{Batch, Facts};
use crate::{pictures, shown, wire};
use desk::ports::{Change, FileState, Shown, StoredFile};
use std::collections::{BTreeSet, HashMap};
use ticket::{GuildId, Job, MessageId, Ticket, TicketKey, UserId};

impl Batch<'_> {
    /// Records what stands above conversations: the faces of those who act on the ticket, and the guild's icon. Of whom the directory does not
    /// know yet, the job that copies them finds out.
    pub(super) async fn headed(&mut self, guild: GuildId, tickets: &[Ticket]) {
        let users: BTreeSet<UserId> = tickets.iter().flat_map(pictures::acting).collect();
        let users: Vec<UserId> = users.into_iter().collect();
        let known = self.bot.desk.store().members(guild, &users).await.unwrap_or_default();
        let cdn = self.bot.cdn();
        let faces: HashMap<UserId, Option<Shown>> =
            known.iter().map(|member| (member.user, cdn.face_of(member))).collect();
        let icon = self.bot.cache.guild(guild, |guild| guild.info.icon.clone()).flatten();
        let icon = icon.and_then(|icon| cdn.icon(guild, &icon));
        for ticket in tickets {
            let faces_of: Vec<_> = pictures::acting(ticket).map(|user| faces.get(&user)).collect();
            if faces_of.contains(&None) {
                self.copy_pictures(ticket.key);
            }
            let shown: Vec<Shown> = faces_of.into_iter().flatten().flatten().chain(&icon).cloned().collect();
            if !shown.is_empty() {
                self.shows(ticket.key, shown);
            }
        }
    }

    /// Files may come with an edit: applications promise an answer, and give it later.
    pub(super) fn brought(&mut self, key: TicketKey, message: &wire::Message, facts: Facts) {
        let files = files(key, message);
        if files.is_empty() {
            return;
        }
        self.changes.push((key, Change::Brings(files)));
        if facts.copies {
            self.jobs.push(Job::CopyFiles { ticket: key, message: message.id });
        }
    }

    /// Records the pictures that a message shows which is read otherwise now.
    pub(super) fn pictured(&mut self, key: TicketKey, message: MessageId, facts: Facts, json: &str) {
        if facts.copies
            && let Ok(body) = serde_json::from_str(json)
        {
            self.shows(key, shown::of(self.bot.cdn(), key.guild, message, &body));
        }
    }

    pub(super) fn shows(&mut self, key: TicketKey, pictures: Vec<Shown>) {
        let fresh = self.bot.cache.unrecorded(key, pictures);
        if !fresh.is_empty() {
            self.changes.push((key, Change::Shows(fresh)));
            self.copy_pictures(key);
        }
    }

    fn copy_pictures(&mut self, key: TicketKey) {
        let job = Job::CopyPictures { ticket: key };
        if !self.jobs.contains(&job) {
            self.jobs.push(job);
        }
    }
}

pub(super) fn files(key: TicketKey, message: &wire::Message) -> Vec<StoredFile> {
    let one = |attachment: wire::Attachment| StoredFile {
        id: attachment.id.0,
        message: message.id,
        name: attachment.filename,
        content_type: attachment.content_type,
        size: attachment.size,
        source: attachment.url,
        place: format!("files/{}/{}/{}/{}", key.guild, key.number, message.id, attachment.id),
        state: FileState::Waiting,
    };
    message.files().map(one).collect()
}
