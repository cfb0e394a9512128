//! A form that was sent off, or a button without a form: a ticket is opened.

use super::context::Act;
use desk::Brought;
use ticket::{TypeId, event::Origin, open::Request};

impl Act<'_> {
    /// Opens. Success is answered by the job that knows the channel, so that no later word hides the link.
    pub(crate) async fn open(
        &self,
        ticket_type: TypeId,
        answers: Vec<(String, String)>,
        brought: Vec<Brought>,
    ) {
        let origin = Origin::Discord { reply: Some(self.reply.clone()) };
        let request = Request {
            files: Vec::new(),
            ticket_type,
            answers,
            subject: None,
            on_behalf: None,
            origin,
            at: self.at,
        };
        if let Err(rejected) = self.bot.desk.open_with(self.guild, &self.person, request, brought).await {
            self.finish(Err(rejected.into())).await;
        }
    }
}
