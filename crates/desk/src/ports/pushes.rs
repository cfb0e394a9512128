//! Devices on which people want to be told (RFC 8030), and the key that says who tells them (RFC 8292).
//!
//! As sessions, they are a person's in the whole installation and of no guild.

use super::{Failure, TokenHash};
use async_trait::async_trait;
use ticket::{Timestamp, UserId, push::Occasion, settings::Locale};

/// A browser that is to be told.
#[derive(Clone, PartialEq, Eq)]
pub struct NewDevice {
    /// Whose.
    pub user: UserId,
    /// SHA-256 of what its cookie says: by that the browser is known when its person signs out.
    pub token: TokenHash,
    /// Where its push service takes messages: whoever knows the address can send there, so it is shown nobody.
    pub endpoint: String,
    /// Its public key, P-256, uncompressed, in base64url without padding.
    pub key: String,
    /// Its secret of 16 bytes, in base64url without padding.
    pub auth: String,
    /// The language of what it is told.
    pub locale: Locale,
    /// On which occasions.
    pub occasions: Vec<Occasion>,
    /// The browser and the system, as it calls itself; empty if it does not.
    pub name: [String; 2],
    /// Since when.
    pub at: Timestamp,
}

/// Another address that its push service gave a browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Moved {
    /// Who is signed in on it.
    pub user: UserId,
    /// As [`NewDevice::token`]: which one it is.
    pub token: TokenHash,
    /// As [`NewDevice::endpoint`].
    pub endpoint: String,
    /// As [`NewDevice::key`].
    pub key: String,
    /// As [`NewDevice::auth`].
    pub auth: String,
}

/// As [`NewDevice`], as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Device {
    /// Names it; never used again.
    pub id: i64,
    /// What was said of it.
    pub told: NewDevice,
    /// When its push service last took something for it.
    pub reached: Option<Timestamp>,
}

/// Devices.
#[async_trait]
pub trait Pushes: Send + Sync {
    /// The sealed private key of this installation, if one was made.
    async fn push_key(&self) -> Result<Option<String>, Failure>;
    /// Keeps a private key, sealed. The first that was kept stands and is given.
    async fn push_key_make(&self, sealed: &str, now: Timestamp) -> Result<String, Failure>;
    /// Has a device told from now on, in place of what was known of this browser and of this address. Of one person at most
    /// [`ticket::push::MOST_DEVICES`] are kept.
    async fn device_add(&self, device: NewDevice) -> Result<i64, Failure>;
    /// Changes on which occasions the browser with this token is told, and in which language; if it is this person's.
    async fn device_change(
        &self,
        user: UserId,
        token: &TokenHash,
        occasions: &[Occasion],
        locale: Locale,
    ) -> Result<bool, Failure>;
    /// One of them.
    async fn device(&self, id: i64) -> Result<Option<Device>, Failure>;
    /// A person's devices, the latest first.
    async fn devices(&self, user: UserId) -> Result<Vec<Device>, Failure>;
    /// Its push service took something for it.
    async fn device_reached(&self, id: i64, now: Timestamp) -> Result<(), Failure>;
    /// A device is told at another address from now on, and stays what it is; false if it is not known as this person's.
    async fn device_moved(&self, to: Moved) -> Result<bool, Failure>;
    /// Forgets one, if it is this person's.
    async fn device_remove(&self, id: i64, user: UserId) -> Result<bool, Failure>;
    /// Its push service knows this address no more: it is forgotten, unless it has another address by now.
    async fn device_gone(&self, id: i64, endpoint: &str) -> Result<bool, Failure>;
    /// The browser with this token is nobody's any more, or this person's only.
    async fn device_left(&self, token: &TokenHash, now_of: Option<UserId>) -> Result<(), Failure>;
}
