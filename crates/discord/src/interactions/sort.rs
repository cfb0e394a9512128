//! Tags, and another type.

use super::context::{Act, Said};
use crate::reply::{self, inert};
use ticket::{Command, Refusal, TagId, TypeId, say};

impl Act<'_> {
    pub(crate) async fn tag(&self, named: &str) -> Said {
        let (id, name) = self.tag_named(named).await?;
        let warned = self.does_and_warns(Command::Tag(id)).await?;
        let said = say!(self.locale, "reply-tagged", tag = inert(&name));
        Ok(reply::words(&format!("{said}{warned}")))
    }

    pub(crate) async fn untag(&self, named: &str) -> Said {
        let (id, name) = self.tag_named(named).await?;
        let warned = self.does_and_warns(Command::Untag(id)).await?;
        let said = say!(self.locale, "reply-untagged", tag = inert(&name));
        Ok(reply::words(&format!("{said}{warned}")))
    }

    /// A completed choice is an id; what is typed by hand is a name.
    async fn tag_named(&self, named: &str) -> Result<(TagId, String), super::context::No> {
        let config = self.bot.guild_config(self.guild).await?;
        let by_id = named.parse().ok().and_then(|id| config.tag(TagId(id)));
        let tag = by_id.or_else(|| config.tag_named(named)).ok_or(Refusal::UnknownTag)?;
        Ok((tag.id, tag.name.clone()))
    }

    /// Moves to another type; those whom it welcomes are pinged by the announcement (P78).
    pub(crate) async fn move_to(&self, named: &str) -> Said {
        let config = self.bot.guild_config(self.guild).await?;
        let by_id = named.parse().ok().and_then(|id| config.ticket_type(TypeId(id)));
        let by_name = || config.types.iter().find(|of| of.name.eq_ignore_ascii_case(named));
        let to = by_id.or_else(by_name).ok_or(Refusal::UnknownType)?;
        let warned = self.does_and_warns(Command::Move { to: to.id }).await?;
        let said = say!(self.locale, "reply-moved", name = inert(&to.name));
        Ok(reply::words(&format!("{said}{warned}")))
    }
}
