//! How a receiver knows that it is us, and that it is new (P225). Two forms of one signature: our own, with everything in one header, and
//! that of Standard Webhooks, for which there are libraries.

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::{hmac, rand::SecureRandom};

/// What a secret begins with.
const PREFIX: &str = "whsec_";
/// Bytes of chance in it.
const BYTES: usize = 32;

/// A secret that signs. Shown once, sealed at rest, never logged.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// If there is no chance to be had.
    pub fn fresh(rng: &dyn SecureRandom) -> std::io::Result<Self> {
        let mut bytes = [0; BYTES];
        rng.fill(&mut bytes).map_err(|_| std::io::Error::other("no randomness"))?;
        Ok(Self(format!("{PREFIX}{}", STANDARD.encode(bytes))))
    }

    /// As it was kept.
    pub(crate) fn kept(text: String) -> Self {
        Self(text)
    }

    /// As it is shown, once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    fn key(&self) -> hmac::Key {
        let text = self.0.strip_prefix(PREFIX).unwrap_or(&self.0);
        let bytes = STANDARD.decode(text).unwrap_or_else(|_| text.as_bytes().to_vec());
        hmac::Key::new(hmac::HMAC_SHA256, &bytes)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// `t=1700000000,v1=5257a8…`: HMAC-SHA256 in hexadecimal over `{t}.{body}`.
pub fn signature(secret: &Secret, seconds: i64, body: &[u8]) -> String {
    let mut context = hmac::Context::with_key(&secret.key());
    context.update(format!("{seconds}.").as_bytes());
    context.update(body);
    format!("t={seconds},v1={}", hex::encode(context.sign()))
}

/// `v1,g0hM9S…`: HMAC-SHA256 in base64 over `{id}.{t}.{body}` (Standard Webhooks).
pub fn standard(secret: &Secret, id: &str, seconds: i64, body: &[u8]) -> String {
    let mut context = hmac::Context::with_key(&secret.key());
    context.update(format!("{id}.{seconds}.").as_bytes());
    context.update(body);
    format!("v1,{}", STANDARD.encode(context.sign()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;

    /// The second value is the example of the Standard Webhooks specification.
    // Proves: P225
    #[test]
    fn signatures_are_those_of_the_standard() {
        let secret = Secret::kept("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned());
        let body = br#"{"test": 2432232314}"#;
        assert_eq!(
            standard(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
        let one = signature(&secret, 1_614_265_330, body);
        assert!(one.starts_with("t=1614265330,v1=") && one.len() == "t=1614265330,v1=".len() + 64, "{one}");
        assert_ne!(one, signature(&secret, 1_614_265_331, body), "the time is signed");
        assert_ne!(one, signature(&secret, 1_614_265_330, b"{}"), "the body is signed");
    }

    #[test]
    fn secrets_are_new_and_do_not_show() {
        let rng = SystemRandom::new();
        let (one, two) = (Secret::fresh(&rng).expect("is made"), Secret::fresh(&rng).expect("is made"));
        assert_ne!(one.reveal(), two.reveal());
        assert!(one.reveal().starts_with("whsec_") && one.reveal().len() == 6 + 44);
        assert_eq!(format!("{one:?}"), "Secret(…)");
    }
}
