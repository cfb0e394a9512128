//! Interactions: one act, one file. Each is acknowledged first and worked afterwards; every answer is private.

mod assign;
mod claim;
mod close;
mod context;
mod data;
mod form;
mod info;
mod panel;
mod post_panel;
mod reopen;
mod setup;
mod transcript;

use crate::{Discord, custom_id::CustomId, reply};
use context::{Act, Said};
use data::{Data, Interaction};
use ticket::{Refusal, say};

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
        let Some(act) = Act::new(self, &interaction).await else {
            tracing::debug!("an interaction outside of a guild was ignored");
            return;
        };
        match interaction.kind {
            COMMAND => act.command(&interaction.data).await,
            COMPONENT => act.component(&interaction.data).await,
            MODAL => act.submitted(&interaction.data).await,
            AUTOCOMPLETE => act.complete(&interaction.data).await,
            kind => tracing::debug!(kind, "an interaction of an unknown kind was ignored"),
        }
        if let Some(info) = interaction.member.as_ref().and_then(|member| member.info(None)) {
            self.remember(act.guild, vec![info]).await;
        }
    }
}

impl Act<'_> {
    async fn command(&self, data: &Data) {
        if !self.defer().await {
            return;
        }
        let said: Said = match data.subcommand() {
            Some("claim") => self.claim().await,
            Some("unclaim") => self.unclaim().await,
            Some("close") => self.close(data.text("reason")).await,
            Some("reopen") => self.reopen().await,
            Some("assign") => self.assign(data).await,
            Some("info") => self.info().await,
            Some("setup") => self.setup(data).await,
            Some("panel") => self.post_panel(data).await,
            Some("transcript") => self.transcript().await,
            _ => Ok(reply::words(&say!(self.locale, "unknown-command"))),
        };
        self.finish(said).await;
    }

    async fn component(&self, data: &Data) {
        match data.custom_id.parse() {
            Ok(CustomId::Open(ticket_type)) => self.panel_pressed(ticket_type).await,
            Ok(CustomId::Claim) => {
                if self.defer().await {
                    self.finish(self.claim().await).await;
                }
            }
            Ok(CustomId::Close) => self.ask_reason().await,
            Ok(CustomId::Form(_) | CustomId::CloseForm) | Err(_) => self.outdated().await,
        }
    }

    async fn submitted(&self, data: &Data) {
        let id = data.custom_id.parse();
        if !matches!(id, Ok(CustomId::Form(_) | CustomId::CloseForm)) {
            return self.outdated().await;
        }
        if !self.defer().await {
            return;
        }
        let answers = data.answers();
        match id {
            Ok(CustomId::Form(ticket_type)) => self.open(ticket_type, answers).await,
            _ => {
                let reason = answers.into_iter().find(|(key, _)| key == close::REASON).map(|(_, text)| text);
                self.finish(self.close(reason.as_deref()).await).await;
            }
        }
    }

    /// A button or form of an earlier time.
    async fn outdated(&self) {
        self.say_at_once(&say!(self.locale, "outdated-button")).await;
    }

    /// The ticket that this channel is.
    async fn ticket_here(&self) -> Result<desk::Loaded, context::No> {
        let found = self.bot.desk.store().ticket_in(self.guild, self.channel).await?;
        Ok(found.ok_or(Refusal::NotATicket)?)
    }
}
