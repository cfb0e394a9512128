//! Sample tickets: invented conversations that a guild can load to try everything out, and take out again.
//!
//! A sample never leaves the house. Nothing of it is shown in Discord, nobody is told of it, no other program and no model is: of what an
//! event of it leads to only that is done which stays inside ([`Job::leaves_the_house`]). Its people are nobody: their ids are none that
//! Discord gives.

mod number;
mod set;
mod story;

pub use story::{Said, Story, story};

use crate::{Due, GuildConfig, Refusal, Ticket, TicketType, UserId};

/// How many there are.
pub const COUNT: u16 = set::SET.len() as u16;
/// Invented people have ids from here on. An id of Discord's holds the milliseconds since 2015 above 22 bits (Discord: reference,
/// "Snowflakes"): one below 2^22 would have been given within the first of them.
const FIRST: u64 = (1 << 22) - 64;
/// Members and staff. They are called the same in every language.
const MEMBERS: [&str; 10] =
    ["Mira", "Jonas", "Priya", "Ben", "Yuki", "Carlos", "Lena", "Samir", "Ada", "Tom"];
const STAFF: [&str; 3] = ["Robin", "Alexis", "Noor"];

/// Whether an account was invented. Only samples are opened by such.
pub fn is_invented(user: UserId) -> bool {
    user.0 >> 6 == FIRST >> 6
}

/// What an invented person is called.
pub fn name(user: UserId) -> Option<&'static str> {
    let place = usize::try_from(user.0.checked_sub(FIRST)?).ok()?;
    MEMBERS.iter().chain(&STAFF).nth(place).copied()
}

fn member(place: usize) -> (UserId, &'static str) {
    (UserId(FIRST + place as u64), MEMBERS[place])
}

fn staff(place: usize) -> (UserId, &'static str) {
    (UserId(FIRST + (MEMBERS.len() + place) as u64), STAFF[place])
}

/// Of what is to follow, what may: of a sample nothing that leaves the house.
pub fn kept_in(ticket: &Ticket, mut due: Due) -> Due {
    if ticket.is_sample() {
        due.retain(|one| !one.job.leaves_the_house());
    }
    due
}

/// The types that samples are spread over, in the guild's own order.
///
/// # Errors
/// [`Refusal::ModuleOff`] where tickets are off, [`Refusal::UnknownType`] where there is no type that opens any.
pub fn types(config: &GuildConfig) -> Result<Vec<&TicketType>, Refusal> {
    if !config.settings.enabled {
        return Err(Refusal::ModuleOff);
    }
    let types: Vec<_> = config.types.iter().filter(|one| one.active).collect();
    if types.is_empty() { Err(Refusal::UnknownType) } else { Ok(types) }
}
