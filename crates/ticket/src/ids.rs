//! Identities and instants.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// Reads a snowflake from a decimal string or a number: files made by hand hold either.
fn snowflake<'de, D: Deserializer<'de>>(input: D) -> Result<u64, D::Error> {
    struct Digits;
    impl de::Visitor<'_> for Digits {
        type Value = u64;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a Discord id: digits, best in quotes")
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<u64, E> {
            text.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
        }
        fn visit_u64<E: de::Error>(self, number: u64) -> Result<u64, E> {
            Ok(number)
        }
        fn visit_i64<E: de::Error>(self, number: i64) -> Result<u64, E> {
            u64::try_from(number).map_err(|_| E::invalid_value(de::Unexpected::Signed(number), &self))
        }
    }
    input.deserialize_any(Digits)
}

macro_rules! snowflake_id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(&self.0)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                snowflake(input).map(Self)
            }
        }
        impl $name {
            /// The number as databases hold it. Discord's ids stay below 2^63 until the year 2084.
            pub fn as_i64(self) -> i64 {
                self.0 as i64
            }
            /// From the number as databases hold it.
            pub fn from_i64(number: i64) -> Self {
                Self(number as u64)
            }
        }
    )+};
}

snowflake_id! {
    /// A Discord server.
    GuildId;
    /// A Discord account, person or bot.
    UserId;
    /// A role of a guild. The role with the guild's own id is `@everyone`.
    RoleId;
    /// A channel, category or thread.
    ChannelId;
    /// A Discord message; its upper bits are the time it was sent.
    MessageId;
}

/// Discord's epoch, 2015-01-01T00:00:00Z, in Unix milliseconds (Discord: reference, "Snowflakes").
pub const DISCORD_EPOCH: i64 = 1_420_070_400_000;

impl MessageId {
    /// When Discord received the message: the time that counts, whenever we come to process it.
    pub fn at(self) -> Timestamp {
        Timestamp((self.0 >> 22) as i64 + DISCORD_EPOCH)
    }
    /// The smallest id of that instant: everything sent then or later has a larger one.
    pub fn earliest(at: Timestamp) -> Self {
        Self((at.0 - DISCORD_EPOCH).max(0).unsigned_abs() << 22)
    }

    /// The id of a message that was not said in Discord: its time, so that it sorts among Discord's own, and all bits for worker and
    /// process set, so that it meets none of them. `count` tells apart what is said within one millisecond.
    pub fn own(at: Timestamp, count: u16) -> Self {
        let passed = u64::try_from(at.0 - DISCORD_EPOCH).unwrap_or(0);
        Self(passed << 22 | Self::OWN | u64::from(count & 0xfff))
    }

    /// Whether the id is of the form that [`MessageId::own`] gives.
    pub fn looks_own(self) -> bool {
        self.0 & Self::OWN == Self::OWN
    }

    /// What files belong to that came with the form of a ticket, and so with no message.
    pub const FORM: Self = Self(0);

    /// The bits that a snowflake has for worker and process (Discord: reference, "Snowflakes").
    const OWN: u64 = 0x3f_f000;
}

impl UserId {
    /// When the account was made.
    pub fn since(self) -> Timestamp {
        MessageId(self.0).at()
    }
}

macro_rules! small_id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

small_id! {
    /// A ticket type, counted within its guild.
    TypeId;
    /// A panel, counted within its guild.
    PanelId;
    /// A tag, counted within its guild.
    TagId;
    /// A canned response, counted within its guild.
    CannedId;
}

/// Which ticket: the guild and the number that people see. Numbers are never reused and may have gaps (A27).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TicketKey {
    /// The guild it belongs to.
    pub guild: GuildId,
    /// Its number within the guild, from 1.
    pub number: u32,
}

impl fmt::Display for TicketKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.guild, self.number)
    }
}

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// As machines write it: `2026-01-31T12:34:56.789Z`.
    pub fn iso(self) -> String {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or_default().to_string()
    }
    /// This instant moved by so many seconds.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }
    /// This instant moved by so many hours.
    pub fn plus_hours(self, hours: u32) -> Self {
        self.plus_seconds(i64::from(hours) * 3600)
    }
    /// This instant moved by so many days of 24 hours.
    pub fn plus_days(self, days: u32) -> Self {
        self.plus_seconds(i64::from(days) * 86_400)
    }
    /// Whole Unix seconds, as Discord's `<t:…>` wants them.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }
}
