//! Who is in a thread.

use crate::{
    Discord,
    rest::{Call, Fault},
};
use desk::Outcome;
use ticket::{ChannelId, Event, TicketKey, UserId};
use twilight_http::routing::Route;

impl Discord {
    /// Adding someone who is in the thread changes nothing; someone who left the guild cannot be added.
    pub(crate) async fn add_members(&self, channel: ChannelId, members: &[UserId]) -> Outcome {
        for member in members {
            let route = Route::AddThreadMember { channel_id: channel.0, user_id: member.0 };
            match self.rest.send(Call::of(&route)).await {
                Ok(()) | Err(Fault::Gone(_) | Fault::Forbidden { .. } | Fault::Refused { .. }) => {}
                Err(fault) => return self.failed(fault),
            }
        }
        Outcome::Done
    }
    /// People who were taken out of a thread's ticket. Whoever is not in it any more is no news to Discord.
    pub(crate) async fn remove_members(
        &self,
        key: TicketKey,
        channel: ChannelId,
        members: &[UserId],
    ) -> Result<(), Fault> {
        let events = self.desk.store().events(key).await;
        let events = events.map_err(|failure| Fault::Later { after: None, why: failure.to_string() })?;
        let mut gone: Vec<UserId> = events
            .iter()
            .filter_map(|recorded| match &recorded.event {
                Event::UserRemoved { user } if !members.contains(user) => Some(*user),
                _ => None,
            })
            .collect();
        gone.sort();
        gone.dedup();
        for user in gone {
            let route = Route::RemoveThreadMember { channel_id: channel.0, user_id: user.0 };
            match self.rest.send(Call::of(&route)).await {
                Ok(()) | Err(Fault::Gone(_) | Fault::Refused { .. }) => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }
}
