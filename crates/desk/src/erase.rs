//! Erases a member: ticket by ticket, files first, again if it was interrupted.

use crate::{Desk, Failure, Hint, Outcome, ports::ErasureState};
use object_store::{ObjectStoreExt, path::Path};
use ticket::{GuildId, TicketKey, erase::Erasing};

/// How often everything is looked through: what was written while it ran is found the next time.
const MOST_ROUNDS: u32 = 5;

impl Desk {
    /// Does what was approved. May run twice.
    pub async fn erase(&self, guild: GuildId, id: u32) -> Outcome {
        match self.try_erase(guild, id).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Later { at: None, why: "they are still being written about".to_owned() },
            Err(failure) => Outcome::Later { at: None, why: failure.to_string() },
        }
    }

    async fn try_erase(&self, guild: GuildId, id: u32) -> Result<bool, Failure> {
        let store = self.store();
        let found = store.erasures(guild).await?.into_iter().find(|one| one.id == id);
        let Some(found) = found else { return Ok(true) };
        let ErasureState::Approved { pseudonym, .. } = found.state else { return Ok(true) };
        let mut names = vec![found.name.clone()];
        if let Some(member) = store.member(guild, found.member).await? {
            names.extend([member.name, member.username]);
        }
        names.sort();
        names.dedup();
        let who = Erasing { user: found.member, pseudonym, names, own: Vec::new() };
        for _ in 0..MOST_ROUNDS {
            let tickets = store.erasure_tickets(guild, who.user).await?;
            if tickets.is_empty() {
                for place in store.erasure_pictures(guild, who.user).await? {
                    self.forget_file(&place).await?;
                }
                store.erasure_done(guild, id, self.clock().now()).await?;
                self.hints().send(Hint::Guild(guild));
                self.hints().send(Hint::Jobs);
                return Ok(true);
            }
            for number in tickets {
                let key = TicketKey { guild, number };
                // Files before rows: rows say where the files are.
                for place in store.erasure_files(key, who.user).await? {
                    self.forget_file(&place).await?;
                }
                store.erase_ticket(key, id, &who, self.clock().now()).await?;
                self.hints().send(Hint::Ticket(key));
            }
        }
        Ok(false)
    }

    async fn forget_file(&self, place: &str) -> Result<(), Failure> {
        match self.files().delete(&Path::from(place)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Failure::Unavailable(format!("the file storage failed: {error}"))),
        }
    }
}
