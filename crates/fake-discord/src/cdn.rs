//! Where Discord keeps pictures (Discord: reference, "Image Formatting").

use crate::{
    Fault, State,
    error::{Answered, unknown},
    rest::take_fault,
    sketch::Sketch,
    wire,
    world::World,
};
use axum::{
    Router,
    extract::State as Shared,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::Arc;

pub(crate) fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/avatars/{user}/{file}", get(picture))
        .route("/icons/{guild}/{file}", get(picture))
        .route("/guilds/{guild}/users/{user}/avatars/{file}", get(picture))
        .route("/emojis/{file}", get(picture))
        .route("/stickers/{file}", get(picture))
        .route("/external/{file}", get(picture))
}

fn gone() -> Response {
    (StatusCode::NOT_FOUND, "This content is no longer available.").into_response()
}

/// A picture in the one format that it has; asked for in another it is not found, where Discord would convert it.
async fn picture(Shared(state): Shared<Arc<State>>, uri: Uri) -> Response {
    if let Some(Fault::Status(status, body)) = take_fault(&state, "GET", uri.path()) {
        return (StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY), body).into_response();
    }
    let sketch = state.lock().pictures.get(uri.path()).copied();
    state.asked.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(uri.path().to_owned());
    match sketch {
        Some(sketch) => {
            let headers =
                [(header::CONTENT_TYPE, sketch.content_type()), (header::CACHE_CONTROL, "max-age=3600")];
            (headers, sketch.bytes()).into_response()
        }
        None => gone(),
    }
}

impl World {
    /// Keeps a picture in a folder, and gives the hash it is found by.
    pub fn hang(&mut self, folder: &str, sketch: Sketch) -> String {
        let hash = hex::encode(&Sha256::digest(format!("{sketch:?}"))[..16]);
        self.hang_as(folder, &hash, sketch);
        hash
    }

    /// Keeps a picture in a folder, under a name without its ending.
    pub fn hang_as(&mut self, folder: &str, name: &str, sketch: Sketch) {
        let ending = if sketch.frames > 1 { "gif" } else { "png" };
        self.pictures.insert(format!("/{folder}/{name}.{ending}"), sketch);
    }

    /// Gives an account another face, or none, and tells everyone. The old one stays where it was.
    pub fn set_face(&mut self, user: u64, face: Option<Sketch>) {
        let hash = face.map(|face| self.hang(&format!("avatars/{user}"), face));
        let Some(known) = self.users.get_mut(&user) else { return };
        known.avatar = hash;
        let theirs = self.guilds.values().filter(|guild| guild.members.contains_key(&user));
        for guild in theirs.map(|guild| guild.id).collect::<Vec<_>>() {
            let mut event = wire::member_of(self, &self.guilds[&guild], user);
            event["guild_id"] = json!(guild.to_string());
            self.dispatch("GUILD_MEMBER_UPDATE", &event);
        }
    }

    /// Gives a guild another icon, or none, and tells everyone in it. The old one stays where it was. A moving one can be had as a
    /// still picture as well (Discord: reference, "CDN Formatting").
    pub fn set_icon(&mut self, guild: u64, icon: Option<Sketch>) {
        let folder = format!("icons/{guild}");
        let hash = icon.map(|icon| {
            let hash = self.hang(&folder, Sketch { frames: 1, ..icon });
            if icon.frames == 1 {
                return hash;
            }
            let moving = format!("a_{hash}");
            self.hang_as(&folder, &moving, icon);
            self.hang_as(&folder, &moving, Sketch { frames: 1, ..icon });
            moving
        });
        let Some(known) = self.guilds.get_mut(&guild) else { return };
        known.icon = hash;
        let event = wire::guild_object(known);
        self.dispatch("GUILD_UPDATE", &event);
    }

    /// Adds what a link in a message shows, as Discord does some time after it was posted: a change without an edit. Its picture is
    /// at Discord's own proxy.
    ///
    /// # Errors
    /// If there is no such message.
    pub fn unfurl(
        &mut self,
        channel: u64,
        message: u64,
        link: &str,
        title: &str,
        shows: Sketch,
    ) -> Answered<()> {
        let name = self.hang("external", shows);
        let ending = if shows.frames > 1 { "gif" } else { "png" };
        let proxy = format!("{}/external/{name}.{ending}", self.base);
        let place = self.channels.get_mut(&channel).ok_or_else(|| unknown("Channel", 10003))?;
        let known = place.messages.get_mut(&message).ok_or_else(|| unknown("Message", 10008))?;
        let thumbnail = json!({
            "url": format!("{link}/preview.{ending}"), "proxy_url": proxy, "width": shows.side, "height": shows.side, "flags": 0,
        });
        known["embeds"] = json!([{"type": "link", "url": link, "title": title, "thumbnail": thumbnail}]);
        let (known, author) = (known.clone(), crate::messages::wire_id(&known["author"]));
        let event = self.as_event(channel, author, &known);
        self.dispatch("MESSAGE_UPDATE", &event);
        Ok(())
    }

    /// A reaction's or a text's emoji as an object: a character, or `name:id` of one of a guild's.
    pub(crate) fn emoji_object(&self, emoji: &str) -> Value {
        let custom = emoji.rsplit_once(':').and_then(|(_, id)| id.parse::<u64>().ok());
        let known = self.guilds.values().flat_map(|guild| &guild.emojis).find(|one| Some(one.id) == custom);
        match known {
            Some(known) if known.animated => {
                json!({"id": known.id.to_string(), "name": known.name, "animated": true})
            }
            Some(known) => json!({"id": known.id.to_string(), "name": known.name}),
            None => json!({"id": null, "name": emoji}),
        }
    }
}
