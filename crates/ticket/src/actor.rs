//! Who acts.

use crate::{Permissions, RoleId, UserId};
use serde::{Deserialize, Serialize};

/// A member of the guild, as they are at this moment: from the interaction's own facts in Discord, from the directory on the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub user: UserId,
    /// Server nickname, else global name, else username (A23).
    pub name: String,
    /// The roles held now, without `@everyone`.
    pub roles: Vec<RoleId>,
    /// Effective Discord permissions.
    pub permissions: Permissions,
    /// Whether they own the guild.
    pub owner: bool,
    /// Whether the account is a bot.
    pub bot: bool,
}

/// Who gives a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A member of the guild, in Discord or in a browser.
    Person(Person),
    /// Guildhall itself: alarms, and what it observes of Discord.
    System,
}

impl Actor {
    /// The name under which the log remembers this actor.
    pub fn by(&self) -> By {
        match self {
            Self::Person(person) => By::Person { user: person.user, name: person.name.clone() },
            Self::System => By::System,
        }
    }
    /// The person, where it is one.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::System => None,
        }
    }
}

/// An actor as the log remembers them: the name is as it was then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum By {
    /// A member of the guild.
    Person {
        /// The account.
        user: UserId,
        /// The display name at that time.
        name: String,
    },
    /// Guildhall itself.
    System,
}

impl By {
    /// The account, where it was a person.
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::Person { user, .. } => Some(*user),
            Self::System => None,
        }
    }
    /// The name to show for a person.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Person { name, .. } => Some(name),
            Self::System => None,
        }
    }
}
