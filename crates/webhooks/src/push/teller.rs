//! Who sends: the key pair of this installation, and what it says to a push service (VAPID, RFC 8292).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    error::Unspecified,
    rand::SecureRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::json;
use std::fmt;
use ticket::Timestamp;
use url::Url;

/// Seconds for which a token holds: at most a day (RFC 8292, section 2).
const HOLDS_SECONDS: i64 = 12 * 3_600;

/// The key pair.
pub(crate) struct Teller(EcdsaKeyPair);

impl Teller {
    /// A fresh private key, in PKCS #8: a secret.
    pub(crate) fn fresh(rng: &dyn SecureRandom) -> Result<Vec<u8>, Unspecified> {
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, rng)?;
        Ok(made.as_ref().to_vec())
    }

    /// With this private key, in PKCS #8.
    pub(crate) fn of(pkcs8: &[u8], rng: &dyn SecureRandom) -> Option<Self> {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, rng).ok().map(Self)
    }

    /// The public key, in base64url: what browsers ask for as `applicationServerKey`.
    pub(crate) fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key().as_ref())
    }

    /// The `Authorization` of a request to this address. `contact` is where whoever runs the service finds us.
    ///
    /// # Errors
    /// If there is no chance to be had.
    pub(crate) fn authorization(
        &self,
        to: &Url,
        contact: Option<&str>,
        now: Timestamp,
        rng: &dyn SecureRandom,
    ) -> Result<String, Unspecified> {
        let mut claims =
            json!({ "aud": to.origin().ascii_serialization(), "exp": now.seconds() + HOLDS_SECONDS });
        if let Some(contact) = contact {
            claims["sub"] = contact.into();
        }
        let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let said = format!("{}.{}", part(&json!({ "typ": "JWT", "alg": "ES256" })), part(&claims));
        let signature = URL_SAFE_NO_PAD.encode(self.0.sign(rng, said.as_bytes())?);
        Ok(format!("vapid t={said}.{signature}, k={}", self.public()))
    }
}

impl fmt::Debug for Teller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Teller")
    }
}
