//! The end of a channel or thread whose time is over.

use crate::{
    Discord,
    discord::store_failed,
    rest::{Call, Fault},
};
use desk::{Outcome, crash, ports::FileState};
use ticket::{ChannelId, Command, MessageId, Ticket};
use twilight_http::routing::Route;

impl Discord {
    /// Deletes a channel or thread whose time is over, once everything in it is kept (A25).
    pub(crate) async fn remove(&self, ticket: &Ticket, channel: ChannelId) -> Outcome {
        let key = ticket.key;
        // Nobody writes there any more, even if it was never put away: else a last word would go with it, unread.
        match self.shut(ticket, channel).await {
            Outcome::Done => {}
            not_yet => return not_yet,
        }
        // From the beginning: a gap that waits to be filled would be lost for good.
        match self.backfill(key, Some(MessageId(1))).await {
            Outcome::Done => {}
            not_yet => return not_yet,
        }
        match self.desk.store().files(key).await {
            Ok(files) if files.iter().any(|file| file.state == FileState::Waiting) => {
                return Outcome::Later { at: None, why: "files are still being copied".to_owned() };
            }
            Ok(_) => {}
            Err(failure) => return store_failed(failure),
        }
        let _in_hand = self.cache.in_hand(channel);
        crash::point("surface-before-remove");
        let removed = self.rest.send(Call::of(&Route::DeleteChannel { channel_id: channel.0 })).await;
        crash::point("surface-after-remove");
        match removed {
            Ok(()) | Err(Fault::Gone(_)) => {}
            Err(fault) => return self.failed(fault),
        }
        self.cache.ticket_gone(channel);
        match self.observe(key, Command::SurfaceRemoved).await {
            Ok(()) => Outcome::Done,
            Err(failure) => store_failed(failure),
        }
    }
}
