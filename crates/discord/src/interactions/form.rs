//! A form that was sent off, or a button without a form: a ticket is opened.

use super::context::Act;
use desk::Brought;
use ticket::{Panel, PanelId, TypeId, event::Origin, open::Request};

impl Act<'_> {
    /// Opens. Success is answered by the job that knows the channel, so that no later word hides the link.
    pub(crate) async fn open(
        &self,
        ticket_type: TypeId,
        answers: Vec<(String, String)>,
        brought: Vec<Brought>,
    ) {
        let request = self.request(ticket_type, answers).await;
        if let Err(rejected) = self.bot.desk.open_with(self.guild, &self.person, request, brought).await {
            self.finish(Err(rejected.into())).await;
        }
    }

    /// The wish to open, by this act.
    pub(super) async fn request(&self, ticket_type: TypeId, answers: Vec<(String, String)>) -> Request {
        Request {
            files: Vec::new(),
            ticket_type,
            answers,
            subject: None,
            on_behalf: None,
            origin: Origin::Discord { reply: Some(self.reply.clone()), panel: self.panel().await },
            at: self.at,
        }
    }

    /// The panel whose button or menu was used, or from which the form came (interactions/receiving-and-responding, "Interaction Object":
    /// a modal carries the message of its component).
    async fn panel(&self) -> Option<PanelId> {
        let config = self.bot.guild_config(self.guild).await.ok()?;
        let at = self.message?;
        let stands = |panel: &&Panel| panel.posted.is_some_and(|posted| posted.message == at);
        config.panels.iter().find(stands).map(|panel| panel.id)
    }
}
