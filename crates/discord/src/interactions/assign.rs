//! Make someone the handler.

use super::{
    context::{Act, Said},
    data::Data,
};
use crate::reply;
use ticket::{Command, say};

impl Act<'_> {
    pub(crate) async fn assign(&self, data: &Data) -> Said {
        let key = self.ticket_here().await?.ticket.key;
        let Some(member) = data.member("user") else {
            return Ok(reply::words(&say!(self.locale, "not-a-member")));
        };
        self.bot.remember(self.guild, vec![member.clone()]).await;
        let to = self.bot.person_by_roles(self.guild, &member);
        let command = Command::Assign { to: Box::new(to) };
        self.bot.desk.handle_at(key, &self.actor(), &command, self.at).await?;
        Ok(reply::words(&say!(self.locale, "reply-assigned", user = format!("<@{}>", member.user))))
    }
}
