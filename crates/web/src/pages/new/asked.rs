//! The questions of a type on the web: how each is asked, and how its answer is read.

use crate::{actor::InGuild, upload::Upload};
use desk::{Brought, Desk, Rejected, ports::GuildInfo};
use ticket::{
    Refusal, follow,
    form::{Field, FieldStyle, MAX_ANSWER},
    say,
    settings::Locale,
};

/// How a question is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drawn {
    Line,
    Area,
    Menu,
    Several,
    Radio,
    Boxes,
    Files,
    Text,
}

/// Something to choose.
pub(crate) struct Offer {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) help: String,
    pub(crate) chosen: bool,
}

/// On what a question depends.
pub(crate) struct Follows {
    /// The key of the question that follows, by which a page says that it asked it.
    pub(crate) key: String,
    /// The field of the question before it.
    pub(crate) source: String,
    /// The values of that field after which this is asked; `no` for a box that is not ticked.
    pub(crate) any: String,
    /// Whether it is asked now.
    pub(crate) now: bool,
}

/// A question as a page asks it.
pub(crate) struct Question {
    pub(crate) id: String,
    pub(crate) follows: Option<Follows>,
    pub(crate) label: String,
    pub(crate) help: String,
    pub(crate) placeholder: String,
    pub(crate) drawn: Drawn,
    pub(crate) required: bool,
    pub(crate) least: u16,
    pub(crate) most: u16,
    pub(crate) value: String,
    /// How many choices or files it takes, where that is not one.
    pub(crate) count: String,
    pub(crate) several: bool,
    pub(crate) offers: Vec<Offer>,
}

impl Question {
    pub(crate) fn is(&self, name: &str) -> bool {
        name == match self.drawn {
            Drawn::Line => "line",
            Drawn::Area => "area",
            Drawn::Menu => "menu",
            Drawn::Several => "several",
            Drawn::Radio => "radio",
            Drawn::Boxes => "boxes",
            Drawn::Files => "files",
            Drawn::Text => "text",
        }
    }
}

fn id(field: &Field) -> String {
    format!("answer-{}", field.key)
}

/// The questions with what was answered before.
pub(super) fn questions(l: Locale, guild: &GuildInfo, form: &[Field], given: &Upload) -> Vec<Question> {
    let leading = leading(form, given);
    let one = |field: &Field| {
        let follows = follows(form, field, &leading);
        question(l, guild, field, follows, given)
    };
    form.iter().map(one).collect()
}

/// What was answered to questions that others depend on, as the rules read it.
fn leading(form: &[Field], given: &Upload) -> Vec<(String, String)> {
    let leads = form.iter().filter(|field| field.style.leads());
    leads.map(|field| (field.key.clone(), given.all(&id(field)).collect::<Vec<_>>().join("\n"))).collect()
}

fn follows(form: &[Field], field: &Field, leading: &[(String, String)]) -> Option<Follows> {
    let when = field.when.as_ref()?;
    let source = form.iter().find(|one| one.key == when.key)?;
    let outcomes = source.outcomes().into_iter().enumerate();
    let value = |(index, outcome): (usize, &str)| match source.style {
        FieldStyle::Checkbox => outcome.to_owned(),
        _ => index.to_string(),
    };
    let any = outcomes.filter(|(_, outcome)| when.any.iter().any(|one| one == outcome)).map(value);
    Some(Follows {
        key: field.key.clone(),
        source: id(source),
        any: any.collect::<Vec<_>>().join(" "),
        now: follow::applies(form, field, leading),
    })
}

/// Whether questions follow from these answers that the page did not ask: without a script they are asked by the next one.
pub(super) fn asks_more(form: &[Field], given: &Upload) -> bool {
    let unseen = |field: &Field| given.all("asked").all(|key| key != field.key);
    follow::asked(form, &leading(form, given)).iter().any(unseen)
}

/// How many choices or files a question takes.
fn count(l: Locale, field: &Field) -> String {
    let (least, most) = (field.least_choices(), field.most_choices());
    match field.style {
        FieldStyle::Files if most > 1 => say!(l, "web-new-files", least = least, most = most),
        _ if field.style.is_counted() && most > 1 && (least > 1 || most < field.choices.len().max(2)) => {
            say!(l, "web-new-choices", least = least, most = most)
        }
        _ => String::new(),
    }
}

fn question(
    l: Locale,
    guild: &GuildInfo,
    field: &Field,
    follows: Option<Follows>,
    given: &Upload,
) -> Question {
    let id = id(field);
    let several = field.most_choices() > 1;
    let drawn = match field.style {
        FieldStyle::Short | FieldStyle::Users | FieldStyle::Mentionables => Drawn::Line,
        FieldStyle::Paragraph => Drawn::Area,
        FieldStyle::Select | FieldStyle::Roles | FieldStyle::Channels if several => Drawn::Several,
        FieldStyle::Select | FieldStyle::Roles | FieldStyle::Channels => Drawn::Menu,
        FieldStyle::Radio => Drawn::Radio,
        FieldStyle::Checkboxes | FieldStyle::Checkbox => Drawn::Boxes,
        FieldStyle::Files => Drawn::Files,
        FieldStyle::Text => Drawn::Text,
    };
    let before: Vec<&str> = given.all(&id).collect();
    Question {
        follows,
        label: field.label.clone(),
        help: field.description.clone().unwrap_or_default(),
        placeholder: field.placeholder.clone().unwrap_or_default(),
        drawn,
        required: field.required,
        least: field.min_length.unwrap_or(0),
        most: field.max_length.unwrap_or(MAX_ANSWER),
        count: count(l, field),
        several,
        value: before.first().map_or("", |value| value).to_owned(),
        offers: offers(guild, field, &before),
        id,
    }
}

fn offers(guild: &GuildInfo, field: &Field, before: &[&str]) -> Vec<Offer> {
    let offer = |value: String, label: String, help: String| {
        let chosen = before.contains(&value.as_str());
        Offer { value, label, help, chosen }
    };
    match field.style {
        FieldStyle::Checkbox => vec![offer("yes".to_owned(), field.label.clone(), String::new())],
        FieldStyle::Roles => {
            let roles = guild.roles.iter().filter(|role| role.id.0 != guild.id.0);
            roles.map(|role| offer(role.id.to_string(), format!("@{}", role.name), String::new())).collect()
        }
        FieldStyle::Channels => {
            let channels = guild.channels.iter();
            channels.map(|(id, name)| offer(id.to_string(), format!("#{name}"), String::new())).collect()
        }
        _ => {
            let choice = |(index, choice): (usize, &ticket::form::Choice)| {
                let help = choice.description.clone().unwrap_or_default();
                offer(index.to_string(), choice.label.clone(), help)
            };
            field.choices.iter().enumerate().map(choice).collect()
        }
    }
}

/// The answers as the rules read them: several choices one per line, members by id; and the files that are answers. Questions that do not
/// follow from them are left out.
pub(super) async fn answers(
    desk: &Desk,
    here: &InGuild,
    form: &[Field],
    given: &Upload,
) -> Result<(Vec<(String, String)>, Vec<Brought>), Rejected> {
    let mut answers = Vec::with_capacity(form.len());
    let mut all = Vec::new();
    let leading = leading(form, given);
    for field in form.iter().filter(|field| field.style != FieldStyle::Text) {
        if !follow::applies(form, field, &leading) {
            continue;
        }
        let values: Vec<&str> = given.all(&id(field)).filter(|value| !value.trim().is_empty()).collect();
        let value = match field.style {
            FieldStyle::Short | FieldStyle::Paragraph => {
                values.first().map_or_else(String::new, |value| value.replace("\r\n", "\n"))
            }
            FieldStyle::Users | FieldStyle::Mentionables => named(desk, here, field, &values).await?,
            FieldStyle::Files => {
                let name = id(field);
                let sent = given.answers.iter().filter(|(field, _)| *field == name);
                let brought = desk.brought(sent.map(|(_, file)| file.clone()).collect())?;
                let ids = brought.iter().map(|file| file.id.to_string()).collect::<Vec<_>>();
                all.extend(brought);
                ids.join("\n")
            }
            _ => values.join("\n"),
        };
        answers.push((field.key.clone(), value));
    }
    Ok((answers, all))
}

/// Names of members, and of roles where they can be chosen too, separated by commas, as ids.
async fn named(desk: &Desk, here: &InGuild, field: &Field, values: &[&str]) -> Result<String, Rejected> {
    let mut ids = Vec::new();
    for name in values.iter().flat_map(|value| value.split(',')) {
        let name = name.trim().trim_start_matches('@');
        if name.is_empty() {
            continue;
        }
        let found = desk.store().members_named(here.guild.id, name, 10).await?;
        let same = |one: &str| one.to_lowercase() == name.to_lowercase();
        let member = found.into_iter().find(|member| same(&member.name) || same(&member.username));
        let either = field.style == FieldStyle::Mentionables;
        let role =
            here.guild.roles.iter().find(|role| either && role.id.0 != here.guild.id.0 && same(&role.name));
        ids.push(match (member, role) {
            (Some(member), _) if either => format!("@{}", member.user),
            (Some(member), _) => member.user.to_string(),
            (None, Some(role)) => format!("&{}", role.id),
            (None, None) => return Err(Refusal::NotAChoice { label: field.label.clone() }.into()),
        });
    }
    Ok(ids.join("\n"))
}
