//! Secrets at rest: sealed with ChaCha20-Poly1305 (RFC 8439) under a key that is not in the database, bound to their name.

use ring::{
    aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    digest,
    rand::SecureRandom,
};
use std::{io, path::Path};

/// Bytes of a key.
const KEY: usize = 32;
/// The form of what is kept.
const FORM: &str = "v1";

/// Seals and opens. Holds the key.
pub struct Vault {
    key: LessSafeKey,
    id: String,
}

/// Why a secret cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Locked {
    /// Sealed under another key.
    #[error("it was sealed under the key {0}: put that key file back, or set the secret again")]
    OtherKey(String),
    /// Not what was sealed.
    #[error("it was changed after it was sealed, or is of another form: set the secret again")]
    Changed,
}

impl Vault {
    /// With this key.
    ///
    /// # Panics
    ///
    /// Never: the length is that of the algorithm.
    pub fn new(key: [u8; KEY]) -> Self {
        let id = hex::encode(&digest::digest(&digest::SHA256, &key).as_ref()[..4]);
        let key = UnboundKey::new(&CHACHA20_POLY1305, &key).expect("32 bytes");
        Self { key: LessSafeKey::new(key), id }
    }

    /// With the key in this file: 64 hexadecimal digits. Makes the file, readable by its owner alone, if there is none.
    ///
    /// # Errors
    ///
    /// If it cannot be read or made, or holds something else.
    pub fn at(path: &Path, rng: &dyn SecureRandom) -> io::Result<Self> {
        let text = match std::fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => fresh(path, rng)?,
            other => other?,
        };
        let mut key = [0; KEY];
        hex::decode_to_slice(text.trim(), &mut key).map_err(|_| {
            io::Error::new(io::ErrorKind::InvalidData, "a key file holds 64 hexadecimal digits")
        })?;
        Ok(Self::new(key))
    }

    /// Seals a secret for a name. The same secret never looks the same twice.
    ///
    /// # Errors
    ///
    /// If there is no chance to be had.
    pub fn seal(&self, name: &str, secret: &[u8], rng: &dyn SecureRandom) -> io::Result<String> {
        let mut nonce = [0; NONCE_LEN];
        rng.fill(&mut nonce).map_err(|_| io::Error::other("no randomness"))?;
        let mut sealed = secret.to_vec();
        self.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(name), &mut sealed)
            .map_err(|_| io::Error::other("too long to be sealed"))?;
        Ok(format!("{FORM}:{}:{}:{}", self.id, hex::encode(nonce), hex::encode(sealed)))
    }

    /// Opens what was sealed for this name.
    ///
    /// # Errors
    ///
    /// [`Locked`].
    pub fn open(&self, name: &str, sealed: &str) -> Result<Vec<u8>, Locked> {
        let parts: Vec<&str> = sealed.split(':').collect();
        let [FORM, id, nonce, body] = parts[..] else { return Err(Locked::Changed) };
        if id != self.id {
            return Err(Locked::OtherKey(id.to_owned()));
        }
        let mut bytes = [0; NONCE_LEN];
        hex::decode_to_slice(nonce, &mut bytes).map_err(|_| Locked::Changed)?;
        let mut body = hex::decode(body).map_err(|_| Locked::Changed)?;
        let nonce = Nonce::assume_unique_for_key(bytes);
        let open = self.key.open_in_place(nonce, Aad::from(name), &mut body).map_err(|_| Locked::Changed)?;
        Ok(open.to_vec())
    }
}

fn fresh(path: &Path, rng: &dyn SecureRandom) -> io::Result<String> {
    use std::io::Write;
    let mut key = [0; KEY];
    rng.fill(&mut key).map_err(|_| io::Error::other("no randomness"))?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let text = hex::encode(key);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;

    #[test]
    fn secrets_are_sealed_to_their_name_and_key() {
        let (vault, rng) = (Vault::new([7; KEY]), SystemRandom::new());
        let sealed = vault.seal("endpoint", b"hush", &rng).expect("is sealed");
        assert!(!sealed.contains("hush") && !sealed.contains(&hex::encode("hush")));
        assert_ne!(sealed, vault.seal("endpoint", b"hush", &rng).expect("is sealed"));
        assert_eq!(vault.open("endpoint", &sealed), Ok(b"hush".to_vec()));
        assert_eq!(vault.open("other", &sealed), Err(Locked::Changed));
        let mut bent = sealed.clone();
        bent.replace_range(bent.len() - 1.., if sealed.ends_with('0') { "1" } else { "0" });
        assert_eq!(vault.open("endpoint", &bent), Err(Locked::Changed));
        assert!(matches!(Vault::new([8; KEY]).open("endpoint", &sealed), Err(Locked::OtherKey(_))));
        for text in ["", "v1", "v1:x:y", "v2:a:b:c", "v1:::"] {
            assert!(vault.open("endpoint", text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_key_file_is_made_once_and_for_its_owner() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deep").join("secret.key");
        let rng = SystemRandom::new();
        let sealed = Vault::at(&path, &rng).expect("is made").seal("a", b"x", &rng).expect("is sealed");
        assert_eq!(Vault::at(&path, &rng).expect("is read").open("a", &sealed), Ok(b"x".to_vec()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).expect("is there").permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&path, "short").expect("is written");
        assert!(Vault::at(&path, &rng).is_err());
    }
}
