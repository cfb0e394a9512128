//! How a ticket is opened: judged, numbered, written, with the files that came with its form.

use crate::{
    Desk, Failure, Handled, Loaded, Rejected,
    brought::Brought,
    desk::MOST_TRIES,
    ports::{Activity, BegunKey, Expect},
};
use std::sync::Arc;
use ticket::{
    Actor, Event, GuildConfig, GuildId, Person, Refusal, TicketKey, TypeId,
    assign::{Records, Strategy},
    open::{self, Request},
};

/// Whether the choice of a case worker looks at more than the open tickets of the type.
pub(crate) fn counts_all(config: &GuildConfig) -> bool {
    let usual = |one: &ticket::TicketType| one.assignment == Strategy::LeastOpenOfType;
    !config.settings.availability.is_empty() || !config.types.iter().all(usual)
}

/// What a choice among these handlers relied on.
pub(crate) fn relied_on(
    guild: GuildId,
    ticket_type: TypeId,
    config: &GuildConfig,
    handlers: &Records,
) -> Option<Expect> {
    let whole = counts_all(config);
    let least = if whole { 1 } else { 2 };
    let relied = handlers.len() >= least;
    let handlers = handlers.iter().map(|(user, record)| (*user, record.clone())).collect();
    relied.then_some(Expect::LoadOf { guild, ticket_type, handlers, whole })
}

impl Desk {
    /// Opens a ticket for a member.
    ///
    /// Openings of one type are judged one after the other in this process, so that the choice of the case worker does not conflict
    /// with itself; across processes the commit's expectations keep it right (M44).
    ///
    /// # Errors
    /// A [`Refusal`] of [`open::open`], or a [`Failure`].
    pub async fn open(&self, guild: GuildId, opener: &Person, request: Request) -> Result<Handled, Rejected> {
        self.open_with(guild, opener, request, Vec::new()).await
    }

    /// As [`Desk::open`], with the files that came with the form: those that answer a question are kept with the ticket.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub async fn open_with(
        &self,
        guild: GuildId,
        opener: &Person,
        request: Request,
        brought: Vec<Brought>,
    ) -> Result<Handled, Rejected> {
        self.open_from(guild, opener, request, brought, None).await
    }

    /// As [`Desk::open_with`], from a form whose first part is kept.
    pub(crate) async fn open_from(
        &self,
        guild: GuildId,
        opener: &Person,
        mut request: Request,
        mut brought: Vec<Brought>,
        begun: Option<BegunKey>,
    ) -> Result<Handled, Rejected> {
        request.files = brought.iter().map(Brought::sent).collect();
        // Where loads of all types count, openings of all types take turns.
        let whole = counts_all(&self.config(guild).await?.config);
        let queue = (guild, if whole { TypeId(0) } else { request.ticket_type });
        let turn = {
            let mut openings = self.openings.lock().expect("no panic holds it");
            Arc::clone(openings.entry(queue).or_default())
        };
        let _turn = turn.lock().await;
        let by = request.on_behalf.as_ref().unwrap_or(opener);
        let mut number = None;
        for _ in 0..MOST_TRIES {
            let config = self.config(guild).await?.config;
            if let Some(begun) = begun {
                self.still_begun(begun, &config).await?;
            }
            let handlers = config.ticket_type(request.ticket_type).map_or(&[][..], |found| &found.handlers);
            let facts = self.store().opening_facts(guild, request.ticket_type, opener.user, handlers).await?;
            // Judged once before a number is spent on it.
            let draft = TicketKey { guild, number: number.unwrap_or(0) };
            let mut event = open::open(&request, draft, opener, &config, &facts)?;
            let key = match number {
                Some(number) => TicketKey { guild, number },
                None => {
                    let fresh = self.store().next_number(guild).await?;
                    number = Some(fresh);
                    TicketKey { guild, number: fresh }
                }
            };
            let Event::Opened { ticket: opened, .. } = &mut event else {
                return Err(Refusal::Nothing.into());
            };
            opened.key = key;
            let asked = |file: &Brought| opened.answers.iter().any(|answer| answer.files.contains(&file.id));
            brought.retain(asked);
            let files = self.take_in(key, &brought).await?;
            let mut expect = vec![Expect::New(key)];
            expect.extend(begun.map(Expect::Begun));
            let limited = config.settings.open_limit.is_some()
                || config.ticket_type(request.ticket_type).is_some_and(|found| found.open_limit.is_some());
            if limited && request.on_behalf.is_none() {
                expect.push(Expect::OpenOf {
                    guild,
                    ticket_type: request.ticket_type,
                    member: opener.user,
                    in_guild: facts.open_in_guild,
                    of_type: facts.open_of_type,
                });
            }
            expect.extend(relied_on(guild, request.ticket_type, &config, &facts.handlers));
            let ticket = (**opened).clone();
            let before = Loaded {
                activity: Activity { last_at: request.at, ..Activity::default() },
                ticket,
                version: 0,
            };
            match self
                .write(before, vec![event], &Actor::Person(by.clone()), request.at, &config, (expect, files))
                .await
            {
                Err(Failure::Conflict) => self.forget_config(guild),
                other => return Ok(other?),
            }
        }
        Err(Failure::Unavailable("too many people at once".to_owned()).into())
    }
}
