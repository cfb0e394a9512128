//! Who works a ticket, and who takes part in it.

use super::{
    context::{Act, Said},
    data::Data,
};
use crate::reply;
use desk::ports::MemberInfo;
use ticket::{Command, UserId, say};

impl Act<'_> {
    /// Makes someone the handler; nobody, if nobody is named.
    pub(crate) async fn assign(&self, data: &Data) -> Said {
        if data.id("user").is_none() {
            let before = self.does(Command::Unassign).await?;
            let was = before.assignee.map_or_else(String::new, |user| format!("<@{user}>"));
            return Ok(reply::words(&say!(self.locale, "reply-unassigned", user = was)));
        }
        let Some(member) = self.chosen(data).await else { return Ok(self.no_member()) };
        let to = Box::new(self.bot.person_by_roles(self.guild, &member));
        self.does(Command::Assign { to }).await?;
        Ok(reply::words(&say!(self.locale, "reply-assigned", user = format!("<@{}>", member.user))))
    }

    pub(crate) async fn add_user(&self, data: &Data) -> Said {
        let Some(member) = self.chosen(data).await else { return Ok(self.no_member()) };
        let who = Box::new(self.bot.person_by_roles(self.guild, &member));
        self.does(Command::AddUser { who }).await?;
        Ok(reply::words(&say!(self.locale, "reply-user-added", user = format!("<@{}>", member.user))))
    }

    /// Also takes out who is in the guild no more.
    pub(crate) async fn remove_user(&self, data: &Data) -> Said {
        let Some(user) = data.id("user").map(UserId) else { return Ok(self.no_member()) };
        self.does(Command::RemoveUser { user }).await?;
        Ok(reply::words(&say!(self.locale, "reply-user-removed", user = format!("<@{user}>"))))
    }

    async fn chosen(&self, data: &Data) -> Option<MemberInfo> {
        let member = data.member("user")?;
        self.bot.remember(self.guild, vec![member.clone()]).await;
        Some(member)
    }

    pub(crate) fn no_member(&self) -> serde_json::Value {
        reply::words(&say!(self.locale, "not-a-member"))
    }
}
