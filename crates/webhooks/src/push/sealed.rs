//! What only one device can read: a message encrypted for it (RFC 8291), as one record (RFC 8188).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{self, ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey},
    error::Unspecified,
    hkdf::{HKDF_SHA256, KeyType, Salt},
    rand::SecureRandom,
};

/// Bytes of a public key: a point of P-256, uncompressed.
const POINT: usize = 65;
/// Bytes of the secret that a device shares.
const AUTH: usize = 16;
/// Bytes of the salt of a message.
const SALT: usize = 16;
/// The size of a record; ours have one, and are smaller. Push services take 4,096 bytes at least (RFC 8030, section 7.2).
const RECORD: u32 = 4_096;
/// Texts are filled up to a multiple of so many bytes: their length says less of them.
const STEP: usize = 512;
/// Says that a record is the last one (RFC 8188, section 2).
const LAST: u8 = 2;

/// What messages to a device are encrypted for.
pub(crate) struct Reader {
    point: [u8; POINT],
    auth: [u8; AUTH],
}

impl Reader {
    /// Reads what a browser gave: base64url, with or without padding.
    pub(crate) fn read(key: &str, auth: &str) -> Option<Self> {
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
        let (point, auth) = (bytes(key)?.try_into().ok()?, bytes(auth)?.try_into().ok()?);
        Some(Self { point, auth })
    }

    /// Encrypts a text for it: the body of a request.
    ///
    /// # Errors
    /// If its key is no point of the curve, or there is no chance to be had.
    pub(crate) fn seal(&self, text: &[u8], rng: &dyn SecureRandom) -> Result<Vec<u8>, Unspecified> {
        let own = EphemeralPrivateKey::generate(&ECDH_P256, rng)?;
        let public = own.compute_public_key()?;
        let ours: [u8; POINT] = public.as_ref().try_into().map_err(|_| Unspecified)?;
        let mut salt = [0; SALT];
        rng.fill(&mut salt)?;
        let theirs = UnparsedPublicKey::new(&ECDH_P256, self.point);
        // The delimiter is part of what is filled up.
        let whole = (text.len() + 1).next_multiple_of(STEP);
        agreement::agree_ephemeral(own, &theirs, |shared| self.with(shared, &ours, salt, text, whole))?
    }

    /// The same with everything that was left to chance given; the text is filled up to `whole` bytes.
    fn with(
        &self,
        shared: &[u8],
        ours: &[u8; POINT],
        salt: [u8; SALT],
        text: &[u8],
        whole: usize,
    ) -> Result<Vec<u8>, Unspecified> {
        let mut secret = [0; 32];
        expand(&self.auth, shared, &[b"WebPush: info\0", &self.point, ours], &mut secret)?;
        let (mut key, mut nonce) = ([0; 16], [0; 12]);
        expand(&salt, &secret, &[b"Content-Encoding: aes128gcm\0"], &mut key)?;
        expand(&salt, &secret, &[b"Content-Encoding: nonce\0"], &mut nonce)?;
        let mut record = text.to_vec();
        record.push(LAST);
        record.resize(whole.max(record.len()), 0);
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?);
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)?;
        let length = u8::try_from(POINT).map_err(|_| Unspecified)?;
        Ok([&salt[..], &RECORD.to_be_bytes(), &[length], ours, &record].concat())
    }
}

/// The length of what is derived, in bytes.
struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// HKDF with SHA-256 (RFC 5869).
fn expand(salt: &[u8], secret: &[u8], info: &[&[u8]], to: &mut [u8]) -> Result<(), Unspecified> {
    let length = Length(to.len());
    Salt::new(HKDF_SHA256, salt).extract(secret).expand(info, length)?.fill(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEIRS: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).expect("is base64url")
    }

    /// The example of RFC 8291, appendix A.
    #[test]
    fn as_the_example_of_the_standard() {
        let reader = Reader::read(THEIRS, AUTH).expect("fits");
        let shared = bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let ours =
            bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().expect("16 bytes");
        let text = b"When I grow up, I want to be a watermelon";
        let sealed = reader.with(&shared, &ours.try_into().expect("65 bytes"), salt, text, 0).expect("seals");
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(URL_SAFE_NO_PAD.encode(sealed), expected);
    }

    #[test]
    fn each_is_sealed_anew_and_its_length_says_little() {
        let (reader, rng) = (Reader::read(THEIRS, AUTH).expect("fits"), ring::rand::SystemRandom::new());
        let one = reader.seal(b"a", &rng).expect("seals");
        let other = reader.seal(&[b'a'; 500], &rng).expect("seals");
        assert_eq!(one.len(), other.len());
        assert_ne!(one[..16], other[..16], "the salt");
        assert_ne!(one[21..86], other[21..86], "the key");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        assert!(Reader::read(THEIRS, "short").is_none());
        assert!(Reader::read(AUTH, AUTH).is_none());
        let nowhere = URL_SAFE_NO_PAD.encode([4; 65]);
        let reader = Reader::read(&nowhere, AUTH).expect("has the right length");
        assert!(reader.seal(b"a", &ring::rand::SystemRandom::new()).is_err(), "it is not on the curve");
    }
}
