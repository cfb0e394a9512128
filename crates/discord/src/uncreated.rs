//! Why a channel or thread could not be created, as far as it can be told.

use crate::{
    Discord,
    cache::Guild,
    discord::{give_up, store_failed},
    rest::Fault,
};
use desk::Outcome;
use ticket::{
    Command, GuildId, Permissions, TicketKey, Trouble,
    doctor::Spot,
    surface::{Desired, Problem},
};

/// Seconds after which a full guild is tried again.
const FULL_AGAIN: i64 = 600;

impl Discord {
    pub(crate) async fn cannot_create(&self, key: TicketKey, wanted: &Desired, fault: Fault) -> Outcome {
        self.tried.settled(key);
        let problem = match &fault {
            Fault::Forbidden { .. } => Problem::Forbidden,
            fault if fault.is_code(30_013) => Problem::GuildFull,
            fault if fault.is_code(160_006) => Problem::ThreadsFull,
            Fault::Gone(_) if matches!(wanted, Desired::Thread { .. }) => Problem::ParentGone,
            Fault::Refused { message, .. } => Problem::Refused { message: message.clone() },
            other => Problem::Refused { message: other.to_string() },
        };
        let full = matches!(problem, Problem::GuildFull | Problem::ThreadsFull);
        if let Err(failure) = self.observe(key, Command::SurfaceFailed { problem }).await {
            return store_failed(failure);
        }
        let why = fault.to_string();
        if full {
            let trouble = if fault.is_code(30_013) { Trouble::GuildFull } else { Trouble::ThreadsFull };
            self.noticed(key.guild, Spot::Everywhere, trouble).await;
            let at = Some(self.desk.clock().now().plus_seconds(FULL_AGAIN));
            return Outcome::Later { at, why: trouble.code().to_owned() };
        }
        match fault {
            Fault::Forbidden { .. } => give_up(self.lacking(key.guild, wanted)),
            Fault::Gone(_) if matches!(wanted, Desired::Thread { .. }) => give_up(Trouble::ChannelGone),
            _ => Outcome::GiveUp { why },
        }
    }

    /// What keeps the bot from creating it, as far as its roles tell.
    fn lacking(&self, guild: GuildId, wanted: &Desired) -> Trouble {
        let needed: &[Permissions] = match wanted {
            Desired::Thread { .. } => {
                &[Permissions::CREATE_PRIVATE_THREADS, Permissions::SEND_MESSAGES_IN_THREADS]
            }
            _ => &[Permissions::MANAGE_CHANNELS, Permissions::MANAGE_ROLES],
        };
        let look = |guild: &Guild| {
            let has = guild.my_permissions();
            if has.contains(Permissions::ADMINISTRATOR) {
                return Trouble::NotAllowed;
            }
            let lacks = needed.iter().find(|one| !has.contains(**one));
            let above = matches!(wanted, Desired::Channel { overwrites, .. } if guild.is_below(overwrites));
            match lacks {
                Some(permission) => Trouble::lacking(*permission),
                None if above => Trouble::RoleAbove,
                None => Trouble::NotAllowed,
            }
        };
        self.cache.guild(guild, look).unwrap_or(Trouble::NotAllowed)
    }
}
