//! Questions that follow from the answers to a form. A form cannot answer a form (interactions/receiving-and-responding, "Interaction Callback
//! Type"), so a button stands between the two.

use super::context::{Act, No};
use crate::{custom_id::CustomId, modal, reply};
use desk::{Brought, Rejected, begin, ports::BegunKey};
use serde_json::json;
use ticket::{Refusal, TypeId, follow, say, text};

impl Act<'_> {
    /// A form was sent: if questions follow from its answers, it is kept and they are asked; else the ticket is opened.
    pub(crate) async fn form_sent(
        &self,
        ticket_type: TypeId,
        answers: Vec<(String, String)>,
        brought: Vec<Brought>,
    ) {
        let asks_more = match self.bot.guild_config(self.guild).await {
            Ok(config) => config.ticket_type(ticket_type).is_some_and(|found| follow::any(&found.form)),
            Err(failure) => return self.finish(Err(failure.into())).await,
        };
        if !asks_more {
            return self.open(ticket_type, answers, brought).await;
        }
        let request = self.request(ticket_type, answers.clone()).await;
        let key = self.begun(ticket_type, self.id());
        match self.bot.desk.begin(key, &self.person, request, &brought).await {
            Ok(asked) if asked.is_empty() => self.open(ticket_type, answers, brought).await,
            Ok(asked) => {
                let mut body =
                    reply::words(&say!(self.locale, "more-questions", count = begin::count(&asked)));
                let more = CustomId::More(ticket_type, self.id());
                body["components"] =
                    json!([reply::row(vec![reply::button(&more, &say!(self.locale, "button-answer"), 1)])]);
                self.finish(Ok(body)).await;
            }
            Err(rejected) => self.finish(Err(rejected.into())).await,
        }
    }

    /// The button was pressed: the questions, which must be the first answer.
    pub(crate) async fn ask_more(&self, ticket_type: TypeId, act: u64) {
        match self.bot.desk.follow_ups(self.begun(ticket_type, act)).await {
            Ok((name, asked)) => {
                let form = CustomId::MoreForm(ticket_type, act).to_string();
                self.show(modal::of(form, &name, &asked)).await;
            }
            Err(Rejected::Refused(refusal)) => self.say_at_once(&text::refusal(self.locale, &refusal)).await,
            Err(Rejected::Failed(failure)) => {
                tracing::error!(%failure, "a begun form cannot be read");
                self.say_at_once(&say!(self.locale, "failed")).await;
            }
        }
    }

    /// They were answered: the ticket is opened. As long as the answers can be mended, the button stays.
    pub(crate) async fn more_sent(
        &self,
        (ticket_type, act): (TypeId, u64),
        answers: Vec<(String, String)>,
        brought: Vec<Brought>,
    ) {
        let request = self.request(ticket_type, answers).await;
        let key = self.begun(ticket_type, act);
        match self.bot.desk.open_begun(key, &self.person, request, brought).await {
            Ok(_) => {}
            Err(Rejected::Refused(
                refusal @ (Refusal::FormGone | Refusal::FormChanged | Refusal::UnknownType),
            )) => {
                self.replace(Err(No::Refused(refusal))).await;
            }
            Err(rejected) => self.finish(Err(rejected.into())).await,
        }
    }

    fn begun(&self, ticket_type: TypeId, act: u64) -> BegunKey {
        BegunKey { guild: self.guild, member: self.person.user, ticket_type, act }
    }
}
