//! Sets tickets up, step by step, in one private answer that changes with every choice: switched on, types, staff, category, log, panel,
//! and what Discord does not allow yet (M1-M4, P204).

use super::{
    context::{Act, No, Said},
    data::{Data, Interaction},
    starters::prepare,
};
use crate::{
    custom_id::{CustomId, Step},
    discord::invite_url,
    examine::Looked,
    reply::{self, color, inert},
};
use serde_json::{Value, json};
use ticket::{
    ChannelId, GuildConfig, MessageId, Panel, Refusal, RoleId, access,
    doctor::{Report, Spot},
    panel::Posted,
    say,
    ticket_type::Place,
};

/// How often the setup is judged again after someone else saved.
const MOST_TRIES: u32 = 8;
/// Characters of what an embed says (resources/message, "Embed Limits").
const TEXT: usize = 4_096;
/// Staff roles that are chosen at once (components/reference: at most 25 in a menu).
const ROLES: u8 = 10;
/// Kinds of channels (resources/channel): text, category, announcements.
const WRITTEN: [u8; 2] = [0, 5];
const CATEGORY: u8 = 4;

impl Act<'_> {
    /// `/… setup`: switches on, and shows how far it is.
    pub(crate) async fn setup(&self, data: &Data) -> Said {
        let roles: Vec<RoleId> = self.teams(data.id("staff").map(RoleId));
        let config = self.set_up(|config| prepare(config, &roles)).await?;
        self.how_far(&config, None).await
    }

    /// A step of it.
    pub(crate) async fn setup_step(&self, step: Step, interaction: &Interaction) -> Said {
        let chosen = interaction.data.values();
        let first = chosen.first().and_then(|id| id.parse().ok()).map(ChannelId);
        let config = match step {
            Step::Look => self.set_up(|_| {}).await?,
            Step::Staff => {
                let roles = self.teams(chosen.iter().filter_map(|id| id.parse().ok()));
                self.set_up(|config| prepare(config, &roles)).await?
            }
            Step::Category => self.set_up(|config| config.settings.open_category = first).await?,
            Step::Log => self.set_up(|config| config.settings.mod_log = first).await?,
            Step::Panel => return self.panel_chosen(first.ok_or(Refusal::UnknownPanel)?).await,
        };
        self.how_far(&config, None).await
    }

    /// Without `@everyone`, which Discord offers as well: a team is not everybody.
    fn teams(&self, roles: impl IntoIterator<Item = RoleId>) -> Vec<RoleId> {
        roles.into_iter().filter(|role| role.0 != self.guild.0).collect()
    }

    /// Changes the configuration; gives it as it is then.
    async fn set_up(&self, change: impl Fn(&mut GuildConfig)) -> Result<GuildConfig, No> {
        for _ in 0..MOST_TRIES {
            let current = self.bot.desk.store().config(self.guild).await?;
            if !access::may_configure(&current.config, &self.person) {
                return Err(Refusal::ConfigureOnly.into());
            }
            let mut config = GuildConfig::clone(&current.config);
            if current.version == 0 {
                // The first one to set up decides the language; it can be changed in the settings.
                config.settings.locale = self.locale;
            }
            change(&mut config);
            if config == *current.config {
                return Ok(config);
            }
            let saved = config.clone();
            let over = current.version;
            match self.bot.desk.configure(self.guild, &self.actor(), over, config, Vec::new()).await {
                Ok(_) => return Ok(saved),
                Err(desk::Rejected::Refused(Refusal::ConfigChanged)) => {}
                Err(rejected) => return Err(rejected.into()),
            }
        }
        Err(No::Refused(Refusal::ConfigChanged))
    }

    /// Posts the first panel, if Guildhall may do there what it takes.
    async fn panel_chosen(&self, channel: ChannelId) -> Said {
        let config = self.set_up(|config| prepare(config, &[])).await?;
        let panel = config.panels.first().ok_or(Refusal::UnknownPanel)?.id;
        let mut as_if = config.clone();
        let posted = Posted { channel, message: MessageId(0), lost: false };
        as_if.panels.iter_mut().filter(|one| one.id == panel).for_each(|one| one.posted = Some(posted));
        if let Ok(report) = self.bot.look(self.guild, &as_if).await
            && report.findings.iter().any(|one| one.spot == Spot::Panel(channel))
        {
            let words = say!(self.locale, "setup-panel-not", channel = format!("<#{channel}>"));
            return Ok(self.page(&config, Some(&report), Some(words)));
        }
        let stands = self.posted_in(&config, panel, channel).await?;
        let words = match stands {
            Some(_) => None,
            None => Some(say!(self.locale, "panel-soon", channel = format!("<#{channel}>"))),
        };
        let config = self.bot.guild_config(self.guild).await?;
        self.how_far(&config, words).await
    }

    /// Looks at what Discord allows, and says how far it is.
    async fn how_far(&self, config: &GuildConfig, note: Option<String>) -> Said {
        let report = match self.bot.examined(self.guild, config).await {
            Ok(report) => Some(report),
            Err(Looked::Failed(failure)) => return Err(failure.into()),
            Err(Looked::Refused(fault)) => {
                tracing::warn!(%fault, "the permission doctor learned nothing");
                None
            }
        };
        Ok(self.page(config, report.as_ref(), note))
    }

    fn page(&self, config: &GuildConfig, report: Option<&Report>, note: Option<String>) -> Value {
        let advice = report.map(|report| report.advice(self.locale, &|spot| name(config, spot)));
        let fine = advice.as_ref().is_some_and(Vec::is_empty);
        let mut lines: Vec<String> = note.into_iter().map(|note| format!("⚠️ {note}\n")).collect();
        lines.extend(self.steps(config));
        lines.push(String::new());
        match advice {
            None => lines.push(say!(self.locale, "setup-unseen")),
            Some(advice) if advice.is_empty() => {
                lines.push(format!("✅ {}", say!(self.locale, "setup-allowed")))
            }
            Some(advice) => {
                lines.push(format!("**{}**", say!(self.locale, "setup-mend")));
                lines.extend(advice.into_iter().map(|one| {
                    let codes = one.codes.join(", ");
                    format!("⚠️ **{}** ({codes})\n{}\n-# {}", one.place, one.cause, one.fix)
                }));
            }
        }
        let mut body = reply::embed(json!({
            "title": say!(self.locale, "setup-title"),
            "description": reply::cut(&lines.join("\n"), TEXT),
            "color": if fine { color::GOOD } else { color::PLAIN },
        }));
        body["components"] = json!(self.choices(report));
        body
    }

    /// What is done, and what is not yet.
    fn steps(&self, config: &GuildConfig) -> Vec<String> {
        let l = self.locale;
        let line = |done: bool, words: String| format!("{} {words}", if done { "✅" } else { "⬜" });
        let active = || config.types.iter().filter(|kind| kind.active);
        let types =
            active().map(|kind| format!("{} {}", kind.emoji.as_deref().unwrap_or("🎫"), inert(&kind.name)));
        let types = types.collect::<Vec<_>>().join(", ");
        let mut roles: Vec<RoleId> = active().flat_map(|kind| kind.staff_roles.clone()).collect();
        roles.extend(config.settings.staff_role);
        roles.sort_unstable();
        roles.dedup();
        let staff = roles.iter().map(|role| format!("<@&{role}>")).collect::<Vec<_>>().join(" ");
        let place = |channel: Option<ChannelId>| channel.map(|channel| format!("<#{channel}>"));
        let stands: Vec<Posted> =
            config.panels.iter().filter_map(|panel: &Panel| panel.posted.filter(|at| !at.lost)).collect();
        let panels = stands.iter().map(|at| format!("<#{}>", at.channel)).collect::<Vec<_>>().join(" ");
        let in_channels = active().any(|kind| matches!(kind.place, Place::Channel { .. }));
        let mut steps = vec![
            line(config.settings.enabled, say!(l, "setup-step-on")),
            line(!types.is_empty(), say!(l, "setup-step-types", types = types)),
            match roles.is_empty() {
                true => line(false, say!(l, "setup-step-no-staff")),
                false => line(true, say!(l, "setup-step-staff", roles = staff)),
            },
        ];
        if in_channels {
            steps.push(match place(config.settings.open_category) {
                Some(category) => line(true, say!(l, "setup-step-category", category = category)),
                None => line(false, say!(l, "setup-step-no-category")),
            });
        }
        steps.push(match place(config.settings.mod_log) {
            Some(log) => line(true, say!(l, "setup-step-log", channel = log)),
            None => line(false, say!(l, "setup-step-no-log")),
        });
        steps.push(match stands.is_empty() {
            true => line(false, say!(l, "setup-step-no-panel")),
            false => line(true, say!(l, "setup-step-panel", channels = panels)),
        });
        steps
    }

    /// The menus and buttons under it (components/reference).
    fn choices(&self, report: Option<&Report>) -> Vec<Value> {
        let menu = |step: Step, kind: u8, words: String, most: u8| {
            json!({
                "type": kind, "custom_id": CustomId::Setup(step).to_string(), "placeholder": reply::cut(&words, 150),
                "min_values": 1, "max_values": most,
            })
        };
        let of_kinds = |mut menu: Value, kinds: &[u8]| {
            menu["channel_types"] = json!(kinds);
            reply::row(vec![menu])
        };
        let l = self.locale;
        let url = format!("{}/g/{}/settings", self.bot.config.public_url.trim_end_matches('/'), self.guild);
        let mut buttons = vec![
            reply::button(&CustomId::Setup(Step::Look), &say!(l, "setup-look"), 2),
            reply::link(&url, &say!(l, "button-open-web")),
        ];
        let everywhere = |one: &ticket::doctor::Finding| {
            one.spot == Spot::Everywhere && one.trouble.permission(l).is_some()
        };
        if report.is_some_and(|report| report.findings.iter().any(everywhere)) {
            let invite = invite_url(self.bot.application, Some(self.guild));
            buttons.push(reply::link(&invite, &say!(l, "setup-invite")));
        }
        vec![
            reply::row(vec![menu(Step::Staff, 6, say!(l, "setup-choose-staff"), ROLES)]),
            of_kinds(menu(Step::Category, 8, say!(l, "setup-choose-category"), 1), &[CATEGORY]),
            of_kinds(menu(Step::Log, 8, say!(l, "setup-choose-log"), 1), &WRITTEN),
            of_kinds(menu(Step::Panel, 8, say!(l, "setup-choose-panel"), 1), &WRITTEN),
            reply::row(buttons),
        ]
    }
}

/// What a place is called where Discord shows it by itself.
fn name(config: &GuildConfig, spot: Spot) -> String {
    match (spot, spot.channel()) {
        (_, Some(channel)) => format!("<#{channel}>"),
        (Spot::Member(user), _) => format!("<@{user}>"),
        (Spot::Role(role), _) => format!("<@&{role}>"),
        (Spot::Policy(id), _) => {
            let known = config.policies.iter().find(|rule| rule.id == id);
            known.map_or_else(|| id.to_string(), |rule| inert(&rule.name))
        }
        (Spot::Type(kind), _) => inert(&config.type_or_removed(kind).name),
        _ => String::new(),
    }
}
