//! Post a panel, or bring the posted one up to date.

use super::{
    context::{Act, No, Said},
    data::Data,
};
use crate::{panel_post::message_url, reply};
use desk::Hint;
use serde_json::{Value, json};
use std::time::Duration;
use ticket::{ChannelId, GuildConfig, Job, Panel, PanelId, Refusal, access, panel::Posted, say};

/// How long the answer waits for the panel to stand.
const WAIT: Duration = Duration::from_secs(10);

impl Act<'_> {
    pub(crate) async fn post_panel(&self, data: &Data) -> Said {
        let config = self.bot.guild_config(self.guild).await?;
        if !access::may_configure(&config, &self.person) {
            return Err(Refusal::ConfigureOnly.into());
        }
        let panel = chosen(&config, data.text("panel")).ok_or(Refusal::UnknownPanel)?;
        let given = data.id("channel").map(ChannelId);
        let channel = given.or(panel.posted.map(|posted| posted.channel)).unwrap_or(self.channel);
        let posted = self.posted_in(&config, panel.id, channel).await?;
        Ok(match posted {
            Some(posted) => self.posted(posted),
            None => reply::words(&say!(self.locale, "panel-soon", channel = format!("<#{channel}>"))),
        })
    }

    /// Has a panel posted in a channel; gives where it stands once it does.
    pub(super) async fn posted_in(
        &self,
        config: &GuildConfig,
        id: PanelId,
        channel: ChannelId,
    ) -> Result<Option<Posted>, No> {
        let before = config.panel(id).and_then(|panel| panel.posted);
        let mut hints = self.bot.desk.hints().listen();
        let job = Job::PostPanel { guild: self.guild, panel: id, channel };
        self.bot.desk.enqueue(vec![job]).await?;
        // Where it stands already, it stays: its link is known now.
        if let Some(posted) = before.filter(|posted| posted.channel == channel && !posted.lost) {
            return Ok(Some(posted));
        }
        let stands = async {
            loop {
                match hints.recv().await {
                    Ok(Hint::Guild(guild)) if guild == self.guild => {}
                    Ok(_) => continue,
                    Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {}
                    Err(_) => return None,
                }
                let posted = self.stands(id).await.filter(|posted| Some(*posted) != before);
                if posted.is_some() {
                    return posted;
                }
            }
        };
        Ok(tokio::time::timeout(WAIT, stands).await.ok().flatten())
    }

    async fn stands(&self, id: PanelId) -> Option<Posted> {
        self.bot.guild_config(self.guild).await.ok()?.panel(id)?.posted
    }

    fn posted(&self, posted: Posted) -> Value {
        let channel = format!("<#{}>", posted.channel);
        let mut body = reply::words(&say!(self.locale, "panel-posted", channel = channel));
        let url = message_url(self.guild, posted.channel, posted.message);
        body["components"] = json!([reply::row(vec![reply::link(&url, &say!(self.locale, "button-go"))])]);
        body
    }
}

/// The panel with this id or title; the first if none is named.
fn chosen<'a>(config: &'a GuildConfig, named: Option<&str>) -> Option<&'a Panel> {
    let Some(named) = named else { return config.panels.first() };
    let by_id = named.parse().ok().and_then(|id| config.panel(PanelId(id)));
    by_id.or_else(|| config.panels.iter().find(|panel| panel.title.eq_ignore_ascii_case(named)))
}
