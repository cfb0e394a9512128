//! Addresses of uploaded files: signed, and worth something for a while (Discord: reference, "Signed Attachment CDN URLs").

use crate::{
    error::{Answered, invalid},
    world::World,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What this fake signs with; nothing depends on its being secret.
const KEY: &str = "signed by the fake";
/// Addresses that can be refreshed at once (OpenAPI file).
const MOST: usize = 50;

fn signature(path: &str, ex: &str, is: &str) -> String {
    hex::encode(Sha256::digest(format!("{KEY}\n{path}\n{ex}\n{is}")))
}

impl World {
    /// An address of a file that is good from now on.
    pub(crate) fn signed(&self, path: &str) -> String {
        let now = self.clock.now() / 1_000;
        let (ex, is) = (format!("{:x}", now + self.caps.attachment_life), format!("{now:x}"));
        let hm = signature(path, &ex, &is);
        format!("{}{path}?ex={ex}&is={is}&hm={hm}&", self.base)
    }

    /// Whether an address of a file is signed by this fake and still good.
    pub(crate) fn is_good(&self, path: &str, ex: &str, is: &str, hm: &str) -> bool {
        let until = i64::from_str_radix(ex, 16).unwrap_or(0);
        signature(path, ex, is) == hm && until * 1_000 > self.clock.now()
    }

    /// Puts fresh addresses into a message that is read again.
    pub(crate) fn sign_again(&self, message: &mut Value) {
        for file in message["attachments"].as_array_mut().into_iter().flatten() {
            for key in ["url", "proxy_url"] {
                if let Some(path) = file[key].as_str().and_then(|url| self.path_of(url)) {
                    file[key] = json!(self.signed(path));
                }
            }
        }
    }

    fn path_of<'u>(&self, url: &'u str) -> Option<&'u str> {
        let path = url.strip_prefix(&self.base)?.split('?').next()?;
        path.starts_with("/attachments/").then_some(path)
    }

    /// Fresh addresses for those given (`POST /attachments/refresh-urls`).
    pub(crate) fn refresh(&self, body: &Value) -> Answered {
        let given = body["attachment_urls"].as_array().map(Vec::as_slice).unwrap_or_default();
        if !(1..=MOST).contains(&given.len()) {
            let words = format!("Must be between 1 and {MOST} in length.");
            return Err(invalid("attachment_urls", "BASE_TYPE_BAD_LENGTH", &words));
        }
        let fresh = |original: &Value| {
            let path = original.as_str().and_then(|url| self.path_of(url));
            json!({"original": original, "refreshed": path.map(|path| self.signed(path))})
        };
        Ok(json!({"refreshed_urls": given.iter().map(fresh).collect::<Value>()}))
    }
}
