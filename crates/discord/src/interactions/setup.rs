//! Switch tickets on, with something to begin with.

use super::{
    context::{Act, No, Said},
    data::Data,
};
use crate::reply;
use ticket::{
    GuildConfig, Panel, PanelId, Refusal, RoleId, TicketType, TypeId, access,
    form::{Field, FieldStyle},
    panel::{ButtonStyle, PanelButton},
    say,
    settings::Locale,
};

/// How often the setup is judged again after someone else saved.
const MOST_TRIES: u32 = 8;

impl Act<'_> {
    pub(crate) async fn setup(&self, data: &Data) -> Said {
        let role = data.id("staff").map(RoleId);
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
            prepare(&mut config, role);
            let saved =
                self.bot.desk.configure(self.guild, &self.actor(), current.version, config, Vec::new()).await;
            match saved {
                Ok(_) => return Ok(self.ready(role)),
                Err(desk::Rejected::Refused(Refusal::ConfigChanged)) => {}
                Err(rejected) => return Err(rejected.into()),
            }
        }
        Err(No::Refused(Refusal::ConfigChanged))
    }

    fn ready(&self, role: Option<RoleId>) -> serde_json::Value {
        let command = self.bot.config.root_command.as_str();
        let words = say!(self.locale, "setup-done", command = command);
        let staff = match role {
            Some(role) => say!(self.locale, "setup-staff", role = format!("<@&{role}>")),
            None => say!(self.locale, "setup-no-staff", command = command),
        };
        let url = format!("{}/g/{}", self.bot.config.public_url.trim_end_matches('/'), self.guild);
        let mut body = reply::words(&format!("{words}\n{staff}"));
        let button = reply::link(&url, &say!(self.locale, "button-open-web"));
        body["components"] = serde_json::json!([reply::row(vec![button])]);
        body
    }
}

/// Switches on; adds two starter types and a panel where there are none, and the staff role to every type.
fn prepare(config: &mut GuildConfig, role: Option<RoleId>) {
    config.settings.enabled = true;
    let locale = config.settings.locale;
    if config.types.is_empty() {
        config.types = vec![support(locale), problem(locale)];
    }
    if config.panels.is_empty() {
        config.panels = vec![panel(config, locale)];
    }
    for ticket_type in &mut config.types {
        ticket_type.staff_roles.extend(role.filter(|role| !ticket_type.staff_roles.contains(role)));
    }
}

fn field(key: &str, label: String, style: FieldStyle, required: bool) -> Field {
    let most = if style == FieldStyle::Short { 200 } else { 2000 };
    Field { required, max_length: Some(most), ..Field::new(key, label, style) }
}

fn support(locale: Locale) -> TicketType {
    TicketType {
        emoji: Some("🎫".to_owned()),
        form: vec![
            field("subject", say!(locale, "starter-support-subject"), FieldStyle::Short, true),
            field("details", say!(locale, "starter-support-details"), FieldStyle::Paragraph, true),
        ],
        welcome: welcome(locale),
        ..TicketType::new(TypeId(1), say!(locale, "starter-support"))
    }
}

fn problem(locale: Locale) -> TicketType {
    TicketType {
        emoji: Some("🚩".to_owned()),
        form: vec![
            field("what", say!(locale, "starter-problem-what"), FieldStyle::Short, true),
            field("details", say!(locale, "starter-problem-details"), FieldStyle::Paragraph, true),
            field("proof", say!(locale, "starter-problem-proof"), FieldStyle::Paragraph, false),
        ],
        welcome: welcome(locale),
        ..TicketType::new(TypeId(2), say!(locale, "starter-problem"))
    }
}

fn welcome(locale: Locale) -> ticket::ticket_type::Welcome {
    let text = say!(locale, "starter-welcome", member = "{member}");
    ticket::ticket_type::Welcome { text, ..ticket::ticket_type::Welcome::default() }
}

fn panel(config: &GuildConfig, locale: Locale) -> Panel {
    let styles = [ButtonStyle::Primary, ButtonStyle::Secondary];
    let button = |(index, found): (usize, &TicketType)| PanelButton {
        ticket_type: found.id,
        label: None,
        style: styles[usize::from(index > 0)],
    };
    let buttons = config.types.iter().take(ticket::panel::MAX_BUTTONS).enumerate().map(button).collect();
    let text = say!(locale, "starter-panel-text");
    Panel { text, ..Panel::new(PanelId(1), say!(locale, "starter-panel-title"), buttons) }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Proves: what setup makes is valid in every language, and a second setup adds a role but no types.
    #[test]
    fn starters_are_valid() {
        for locale in [Locale::English, Locale::German] {
            let mut config = GuildConfig::default();
            config.settings.locale = locale;
            prepare(&mut config, Some(RoleId(5)));
            assert_eq!(config.check(), Ok(()));
            assert_eq!(config.types.iter().map(|found| found.form.len()).collect::<Vec<_>>(), [2, 3]);
            assert_eq!(config.panels[0].buttons.len(), 2);
            prepare(&mut config, Some(RoleId(6)));
            assert_eq!(config.types.len(), 2);
            assert_eq!(config.types[0].staff_roles, [RoleId(5), RoleId(6)]);
        }
    }
}
