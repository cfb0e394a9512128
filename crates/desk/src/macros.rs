//! Running a macro: the whole of it is judged before any of it is done.

use crate::{
    Desk, Failure, Rejected,
    guard::{News, Said, Seen},
    speak::Saying,
};
use ticket::{
    Actor, Command, Given, GuildConfig, Person, Recorded, Refusal, Ticket, TicketKey, canned,
    macros::{Act, Macro, Whom, is_so_already},
    snooze::Preset,
    speak,
};

/// How an act of a macro stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// It will be done.
    Will,
    /// It is so already.
    Already,
    /// It cannot be done; then none of it is.
    Refused(Refusal),
}

/// An act of a macro for one ticket.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Which.
    pub act: Act,
    /// Its words with the variables filled in.
    pub text: String,
    /// The name of who is to be assigned.
    pub whom: Option<String>,
    /// How it stands.
    pub outlook: Outlook,
    step: Option<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    Say(String),
    Do(Command),
}

/// What came of running a macro.
#[derive(Debug)]
pub enum Ran {
    /// What happened; and why it stopped, if somebody changed the ticket meanwhile.
    Done(Vec<Recorded>, Option<Refusal>),
    /// Nothing: this is new, and the macro replies.
    Wait(Vec<News>),
}

impl Desk {
    /// What a macro would do.
    ///
    /// # Errors
    /// [`Refusal::NotATicket`], or a [`Failure`].
    pub async fn rehearse_macro(
        &self,
        key: TicketKey,
        person: &Person,
        wanted: &Macro,
    ) -> Result<Vec<Planned>, Rejected> {
        let config = self.config(key.guild).await?.config;
        let loaded = self.store().ticket(key).await?.ok_or(Refusal::NotATicket)?;
        let server = self.store().guild(key.guild).await?.map(|guild| guild.name).unwrap_or_default();
        let (actor, now) = (Actor::Person(person.clone()), self.clock().now());
        let mut ticket = loaded.ticket;
        let mut planned = Vec::with_capacity(wanted.acts.len());
        for act in &wanted.acts {
            let text = filled(act, &ticket, person, &config, &server);
            let (step, whom) = self.step(key, person, act, &text).await?;
            let outlook = match &step {
                None => {
                    Outlook::Refused(Refusal::AssigneeNotStaff { name: whom.clone().unwrap_or_default() })
                }
                Some(Step::Say(text)) => match speak::say(&ticket, person, &config, text, &[], false) {
                    Ok(_) => Outlook::Will,
                    Err(why) => Outlook::Refused(why),
                },
                Some(Step::Do(command)) => {
                    let loads =
                        self.loads((&ticket, &loaded.activity), command, &config, &mut Vec::new()).await?;
                    let given = Given { config: &config, activity: &loaded.activity, loads: &loads, now };
                    match ticket::decide(&ticket, command, &actor, &given) {
                        Ok(events) => {
                            ticket = events.iter().fold(ticket, ticket::apply);
                            Outlook::Will
                        }
                        Err(why) if is_so_already(&why) => Outlook::Already,
                        Err(why) => Outlook::Refused(why),
                    }
                }
            };
            planned.push(Planned { act: act.clone(), text, whom, outlook, step });
        }
        Ok(planned)
    }

    /// Runs a macro: all of it, or nothing if an act would be refused. A reply heeds what is new, as [`Desk::say_guarded`] does.
    ///
    /// # Errors
    /// The first [`Refusal`], or a [`Failure`].
    pub async fn run_macro(
        &self,
        key: TicketKey,
        person: &Person,
        wanted: &Macro,
        once: String,
        seen: Option<Seen>,
    ) -> Result<Ran, Rejected> {
        let planned = self.rehearse_macro(key, person, wanted).await?;
        let refused = planned.iter().find_map(|one| match &one.outlook {
            Outlook::Refused(why) => Some(why.clone()),
            _ => None,
        });
        if let Some(why) = refused {
            return Err(why.into());
        }
        let actor = Actor::Person(person.clone());
        let mut events = Vec::new();
        for step in planned.into_iter().filter_map(|one| one.step) {
            let done = match step {
                Step::Say(text) => {
                    let saying = Saying { text, once: once.clone(), ..Saying::default() };
                    match seen {
                        Some(seen) => match self.say_guarded(key, person, saying, seen).await {
                            Ok(Said::Wait(news)) if events.is_empty() => return Ok(Ran::Wait(news)),
                            other => other.map(drop),
                        },
                        None => self.say(key, person, saying).await.map(drop),
                    }
                }
                Step::Do(command) => match self.handle(key, &actor, &command).await {
                    Ok(handled) => {
                        events.extend(handled.events);
                        Ok(())
                    }
                    Err(rejected) => Err(rejected),
                },
            };
            match done {
                Ok(()) => {}
                Err(Rejected::Refused(why)) if is_so_already(&why) => {}
                Err(Rejected::Refused(why)) => return Ok(Ran::Done(events, Some(why))),
                Err(failed) => return Err(failed),
            }
        }
        Ok(Ran::Done(events, None))
    }

    /// What an act is, and the name of who is assigned. Nothing where that person has left.
    async fn step(
        &self,
        key: TicketKey,
        person: &Person,
        act: &Act,
        text: &str,
    ) -> Result<(Option<Step>, Option<String>), Failure> {
        let command = match act {
            Act::Reply(_) => return Ok((Some(Step::Say(text.to_owned())), None)),
            Act::Note(_) => Command::Note { text: text.to_owned() },
            Act::Claim => Command::Claim,
            Act::Assign(Whom::Nobody) => Command::Unassign,
            Act::Assign(Whom::Me) => {
                let to = Box::new(person.clone());
                return Ok((Some(Step::Do(Command::Assign { to })), Some(person.name.clone())));
            }
            Act::Assign(Whom::User(user)) => {
                let guild = self.store().guild(key.guild).await?;
                let member = self.store().member(key.guild, *user).await?;
                let name = member.as_ref().map_or_else(|| user.to_string(), |member| member.name.clone());
                let there = guild.zip(member.filter(|member| member.present));
                let to = there.map(|(guild, member)| Box::new(guild.person(&member)));
                return Ok((to.map(|to| Step::Do(Command::Assign { to })), Some(name)));
            }
            Act::Tag(tag) => Command::Tag(*tag),
            Act::Untag(tag) => Command::Untag(*tag),
            Act::Priority(level) => Command::SetPriority(*level),
            Act::Move(to) => Command::Move { to: *to },
            Act::Snooze(preset) => {
                let (config, now) = (self.config(key.guild).await?.config, self.clock().now());
                // Later today when today is nearly over is tomorrow.
                let at =
                    |preset: Preset| preset.at(&config, now).or_else(|| Preset::Tomorrow.at(&config, now));
                Command::Snooze { until: preset.and_then(at) }
            }
            Act::Close(_) => Command::Close { reason: Some(text.to_owned()).filter(|text| !text.is_empty()) },
        };
        Ok((Some(Step::Do(command)), None))
    }
}

fn filled(act: &Act, ticket: &Ticket, person: &Person, config: &GuildConfig, server: &str) -> String {
    let (Act::Reply(text) | Act::Note(text) | Act::Close(text)) = act else { return String::new() };
    let kind = config.type_or_removed(ticket.ticket_type);
    let facts = canned::Facts {
        ticket,
        type_name: &kind.name,
        staff: &person.name,
        server,
        locale: config.settings.locale,
    };
    canned::render(text, &facts)
}
