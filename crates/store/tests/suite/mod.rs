//! What every store must do.

mod batches;
mod begun;
mod begun_forms;
mod conversation;
mod evaluations;
mod examined;
mod figures;
mod jobs;
mod knowledge;
mod lists;
mod pictures;
mod pushes;
mod queue_of_people;
mod recomputes;
mod relay;
mod saved_views;
mod search;
mod tickets;
mod together;
mod tokens;
mod webhooks;

pub use batches::*;
pub use begun::*;
pub use begun_forms::*;
pub use conversation::*;
pub use evaluations::*;
pub use examined::*;
pub use figures::*;
pub use jobs::*;
pub use knowledge::*;
pub use lists::*;
pub use pictures::*;
pub use pushes::*;
pub use queue_of_people::*;
pub use recomputes::*;
pub use relay::*;
pub use saved_views::*;
pub use search::*;
pub use tickets::*;
pub use together::*;
pub use tokens::*;
pub use webhooks::*;

use desk::{Desk, Store, ports::GuildInfo};
use std::sync::Arc;
use ticket::{
    Actor, GuildConfig, GuildId, Permissions, Person, RoleId, Settings, TicketKey, TicketType, Timestamp,
    TypeId, UserId, event::Origin, open::Request,
};

pub const GUILD: GuildId = GuildId(9_000_000_000_000_000_001);
pub const KIND: TypeId = TypeId(1);
pub const STAFF: RoleId = RoleId(77);
pub const NOW: Timestamp = Timestamp(1_790_000_000_000);

/// The guild as Discord shows it.
pub fn harbor() -> GuildInfo {
    GuildInfo {
        id: GUILD,
        name: "Harbor".to_owned(),
        icon: None,
        picture: None,
        owner: UserId(1),
        roles: Vec::new(),
        channels: Vec::new(),
        categories: Vec::new(),
        present: true,
    }
}

pub fn person(id: u64) -> Person {
    let (user, name) = (UserId(id), format!("Person {id}"));
    Person { user, name, roles: Vec::new(), permissions: Permissions::NONE, owner: false, bot: false }
}

pub fn staff(id: u64) -> Actor {
    Actor::Person(Person { roles: vec![STAFF], ..person(id) })
}

pub fn config() -> GuildConfig {
    let mut kind = TicketType::new(KIND, "Help");
    kind.staff_roles = vec![STAFF];
    GuildConfig {
        settings: Settings { enabled: true, ..Settings::default() },
        types: vec![kind],
        ..GuildConfig::default()
    }
}

/// A desk over the store, with the standard configuration saved.
pub async fn desk(store: &Arc<dyn Store>, config: GuildConfig) -> Arc<Desk> {
    let clock = desk::Clock::Manual(desk::ManualClock::at(NOW));
    let folder = std::env::temp_dir().join("guildhall-conformance-files");
    let files = store::files(&folder).expect("a folder");
    let desk = Desk::new(Arc::clone(store), files, clock, desk::Hints::default());
    desk.configure(GUILD, &Actor::System, 0, config, Vec::new()).await.expect("is saved");
    Arc::new(desk)
}

pub fn request() -> Request {
    Request {
        files: Vec::new(),
        ticket_type: KIND,
        answers: Vec::new(),
        subject: None,
        on_behalf: None,
        origin: Origin::Web,
        at: NOW,
    }
}

pub async fn opened(desk: &Desk, by: u64) -> TicketKey {
    desk.open(GUILD, &person(by), request()).await.expect("opens").ticket.ticket.key
}
