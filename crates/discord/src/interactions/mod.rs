//! Interactions: one act, one file. Each is acknowledged first and worked afterwards; every answer is private.

mod assist;
mod close;
mod complete;
mod context;
pub(crate) mod data;
mod follow_ups;
mod form;
mod info;
mod lists;
mod menus;
mod panel;
mod people;
mod post_panel;
pub(crate) mod rating;
mod rename;
mod setup;
mod sort;
mod starters;
mod steps;
mod transcript;

use crate::{Discord, commands::Menu, custom_id::CustomId, reply};
pub(crate) use context::{Act, Said};
use data::{Data, Interaction};
use ticket::{MessageId, Refusal, TicketKey, TypeId, say, text};

/// Kinds of interactions (interactions/receiving-and-responding, "Interaction Type").
const COMMAND: u8 = 2;
const COMPONENT: u8 = 3;
const AUTOCOMPLETE: u8 = 4;
const MODAL: u8 = 5;

impl Discord {
    /// Works one INTERACTION_CREATE.
    pub(crate) async fn interaction(&self, json: &str) {
        let interaction: Interaction = match serde_json::from_str(json) {
            Ok(interaction) => interaction,
            Err(error) => {
                // Where, not what: a value may be a member's words or the interaction's token.
                let (line, column) = (error.line(), error.column());
                tracing::warn!(line, column, "an interaction was not understood");
                return;
            }
        };
        if !self.tried.first_time(interaction.id.0) {
            tracing::debug!("an interaction came twice");
            return;
        }
        let Some(act) = Act::new(self, &interaction).await else {
            tracing::debug!("an interaction outside of a guild was ignored");
            return;
        };
        let acting = async {
            match interaction.kind {
                COMMAND => act.command(&interaction.data).await,
                COMPONENT => act.component(&interaction).await,
                MODAL => act.submitted(&interaction.data).await,
                AUTOCOMPLETE => act.complete(&interaction.data).await,
                kind => tracing::debug!(kind, "an interaction of an unknown kind was ignored"),
            }
        };
        // Beside the act: nobody waits for it, and who opens a ticket is known before anything is said in it.
        let member = interaction.member.as_ref().and_then(|member| member.info(None));
        tokio::join!(acting, self.remember(act.guild, member.into_iter().collect()));
    }
}

impl Act<'_> {
    async fn command(&self, data: &Data) {
        let config = self.bot.guild_config(self.guild).await.unwrap_or_default();
        let act = MessageId(self.id());
        if let Err(refusal) = self.bot.may_command(&config, self.guild, &self.person, self.channel, act) {
            return self.say_at_once(&text::refusal(self.locale, &refusal)).await;
        }
        if let Some(custom) = config.custom_command(&data.name) {
            return self.custom(custom, &config, data.bare_text("args").unwrap_or_default()).await;
        }
        // A form must be the first answer.
        if data.subcommand() == Some("rename") {
            return self.ask_name().await;
        }
        if !self.defer().await {
            return;
        }
        let said = match (Menu::named(&data.name), data.subcommand()) {
            (Some(menu), _) => self.menu(menu, data).await,
            (None, Some(name)) => self.subcommand(name, data).await,
            (None, None) => self.unknown_command(),
        };
        self.finish(said).await;
    }

    async fn subcommand(&self, name: &str, data: &Data) -> Said {
        let words = |name: &str| data.text(name).unwrap_or_default();
        match name {
            "claim" => self.claim().await,
            "unclaim" => self.unclaim().await,
            "close" => self.close(data.text("reason")).await,
            "request-close" => self.request_close(data.text("reason")).await,
            "reopen" => self.reopen(data.number("number")).await,
            "assign" => self.assign(data).await,
            "priority" => self.priority(data).await,
            "pin" => self.pin().await,
            "unpin" => self.unpin().await,
            "pause" => self.pause(words("reason")).await,
            "resume" => self.resume().await,
            "no-reply-needed" => self.no_reply_needed().await,
            "snooze" => self.snooze(data.text("until")).await,
            "unsnooze" => self.unsnooze().await,
            "reply-needed" => self.reply_needed().await,
            "adduser" => self.add_user(data).await,
            "removeuser" => self.remove_user(data).await,
            "note" => self.note(words("text")).await,
            "tag" => self.tag(words("tag")).await,
            "untag" => self.untag(words("tag")).await,
            "can" => self.can(words("name")).await,
            "move" => self.move_to(words("type")).await,
            "info" => self.info(data.number("number")).await,
            "list" => self.list(0).await,
            "stats" => self.stats().await,
            "transcript" => self.transcript(data.number("number")).await,
            "setup" => self.setup(data).await,
            "panel" => self.post_panel(data).await,
            _ => self.unknown_command(),
        }
    }

    fn unknown_command(&self) -> Said {
        Ok(reply::words(&say!(self.locale, "unknown-command")))
    }

    async fn component(&self, interaction: &Interaction) {
        let data = &interaction.data;
        match data.custom_id.parse() {
            Ok(CustomId::Open(ticket_type)) => self.panel_pressed(ticket_type).await,
            Ok(CustomId::Menu(_)) => match data.values().first().and_then(|id| id.parse().ok()) {
                Some(ticket_type) => self.panel_pressed(TypeId(ticket_type)).await,
                None => self.outdated().await,
            },
            Ok(CustomId::Claim) => {
                if self.defer().await {
                    self.finish(self.claim().await).await;
                }
            }
            Ok(CustomId::Close) => self.ask_reason().await,
            Ok(id @ (CustomId::AssistYes | CustomId::AssistNo | CustomId::AssistHuman)) => {
                if self.defer().await {
                    let said = match id {
                        CustomId::AssistHuman => self.assist_human().await,
                        id => self.assist_helped(id == CustomId::AssistYes).await,
                    };
                    self.finish(said).await;
                }
            }
            Ok(id @ (CustomId::AcceptClose | CustomId::DeclineClose)) => {
                if self.defer().await {
                    self.finish(self.answer_request(id == CustomId::AcceptClose, interaction).await).await;
                }
            }
            Ok(CustomId::OpenFor(user, _)) => {
                if self.defer_update().await {
                    self.replace(self.type_chosen(user, interaction).await).await;
                }
            }
            Ok(CustomId::List(page)) => {
                if self.defer_update().await {
                    self.replace(self.list(page).await).await;
                }
            }
            Ok(CustomId::Setup(step)) => {
                if self.defer_update().await {
                    self.replace(self.setup_step(step, interaction).await).await;
                }
            }
            Ok(CustomId::Rate(key, stars)) => {
                if self.defer().await {
                    self.finish(self.rate(key, stars, None).await).await;
                }
            }
            // In a guild the key is of that guild: we wrote it.
            Ok(CustomId::Reopen(key)) if key.guild == self.guild => {
                if self.defer().await {
                    self.finish(self.reopen(Some(key.number)).await).await;
                }
            }
            Ok(CustomId::Comment(key, stars)) => self.ask_comment(key, stars).await,
            Ok(CustomId::More(ticket_type, act)) => self.ask_more(ticket_type, act).await,
            Ok(
                CustomId::Form(_)
                | CustomId::MoreForm(..)
                | CustomId::CloseForm
                | CustomId::RenameForm
                | CustomId::CommentForm(..)
                | CustomId::Reopen(_),
            )
            | Err(_) => self.outdated().await,
        }
    }

    async fn submitted(&self, data: &Data) {
        let id = match data.custom_id.parse() {
            Ok(
                id @ (CustomId::Form(_)
                | CustomId::MoreForm(..)
                | CustomId::CloseForm
                | CustomId::RenameForm
                | CustomId::CommentForm(..)),
            ) => id,
            _ => return self.outdated().await,
        };
        // What follows from a form takes the place of the words that asked for it.
        let acknowledged = match id {
            CustomId::MoreForm(..) => self.defer_update().await,
            _ => self.defer().await,
        };
        if !acknowledged {
            return;
        }
        let answers = data.answers();
        let answer = |name: &str| answers.iter().find(|(key, _)| key == name).map(|(_, text)| text.as_str());
        match id {
            CustomId::Form(ticket_type) => self.form_sent(ticket_type, answers, data.brought()).await,
            CustomId::MoreForm(ticket_type, act) => {
                self.more_sent((ticket_type, act), answers, data.brought()).await;
            }
            CustomId::RenameForm => {
                self.finish(self.rename(answer(rename::NAME).unwrap_or_default()).await).await;
            }
            CustomId::CommentForm(key, stars) => {
                self.finish(self.rate(key, stars, answer(rating::COMMENT)).await).await;
            }
            _ => self.finish(self.close(answer(close::REASON)).await).await,
        }
    }

    /// A button or form of an earlier time.
    async fn outdated(&self) {
        self.say_at_once(&say!(self.locale, "outdated-button")).await;
    }

    /// The ticket with this number; without one the ticket that this channel is.
    pub(crate) async fn ticket_numbered(&self, number: Option<u32>) -> Result<desk::Loaded, context::No> {
        let Some(number) = number else { return self.ticket_here().await };
        let found = self.bot.desk.store().ticket(TicketKey { guild: self.guild, number }).await?;
        // Whose tickets there are is nobody's business who may not see them.
        Ok(found.ok_or(Refusal::NotYours)?)
    }

    /// The ticket that this channel is.
    pub(crate) async fn ticket_here(&self) -> Result<desk::Loaded, context::No> {
        let found = self.bot.desk.store().ticket_in(self.guild, self.channel).await?;
        Ok(found.ok_or(Refusal::NotATicket)?)
    }
}
