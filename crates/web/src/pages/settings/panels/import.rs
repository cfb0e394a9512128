//! A panel takes over a message by its link.

use super::super::{Owner, fields::Fields};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use desk::pointed::{Pointed, Pointer, Unread};
use serde_json::json;
use ticket::{GuildId, say, settings::Locale};
use url::Url;

/// Where Discord's links lead; the app of every channel of release has its own.
const HOSTS: [&str; 4] = ["discord.com", "ptb.discord.com", "canary.discord.com", "discordapp.com"];

/// What a link was found to be.
#[derive(Debug, PartialEq, Eq)]
enum Link {
    /// To a message of this guild.
    Here(Pointer),
    /// To a message elsewhere: in another guild, or between two people.
    Elsewhere,
    /// To none.
    None,
}

/// Reads a link as "Copy Message Link" gives it.
fn read(text: &str, guild: GuildId) -> Link {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    // Typed by hand it may lack its beginning.
    let parsed = Url::parse(text).or_else(|_| Url::parse(&format!("https://{text}")));
    let Ok(url) = parsed else { return Link::None };
    let host = url.host_str().unwrap_or_default();
    let known = HOSTS.contains(&host.strip_prefix("www.").unwrap_or(host));
    let parts: Vec<&str> = url.path().trim_matches('/').split('/').collect();
    let ["channels", place, channel, message] = parts[..] else { return Link::None };
    let (Ok(channel), Ok(message)) = (channel.parse(), message.parse()) else { return Link::None };
    if !known || !matches!(url.scheme(), "https" | "http") {
        return Link::None;
    }
    match place.parse::<GuildId>() {
        Ok(found) if found == guild => Link::Here(Pointer { guild, channel, message }),
        Ok(_) => Link::Elsewhere,
        Err(_) if place == "@me" => Link::Elsewhere,
        Err(_) => Link::None,
    }
}

fn why(l: Locale, unread: Unread) -> String {
    match unread {
        Unread::NoChannel => say!(l, "paste-no-channel"),
        Unread::NoMessage => say!(l, "paste-no-message"),
        Unread::Hidden => say!(l, "paste-hidden"),
        Unread::Blind => say!(l, "paste-blind"),
        Unread::Empty => say!(l, "paste-empty"),
        Unread::Later => say!(l, "paste-later"),
    }
}

/// `POST /g/{guild}/settings/panels/import`: the message behind a link, as JSON; or a sentence that says why not, and what to do.
pub(crate) async fn act(owner: Owner, fields: Fields) -> Response {
    let (here, l) = (&owner.here, owner.here.signed.prefs.locale);
    // A question with an answer, whatever it is: what has an error's status becomes a page.
    let refused = |words: String| Json(json!({ "why": words })).into_response();
    let at = match read(&fields.text("link"), here.guild.id) {
        Link::Here(at) => at,
        Link::Elsewhere => return refused(say!(l, "paste-elsewhere", guild = &here.guild.name)),
        Link::None => return refused(say!(l, "paste-no-link")),
    };
    match owner.app.desk.pointed(at, &here.person).await {
        // As embed builders write it, so that both ways of taking over are one.
        Ok(Pointed { content, embeds, components }) => {
            let message = json!({ "content": content, "embeds": embeds, "components": components });
            Json(json!({ "message": message })).into_response()
        }
        Err(unread) => refused(why(l, unread)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ticket::{ChannelId, MessageId};

    #[test]
    fn only_links_to_messages_are_links() {
        let here = GuildId(100);
        let at = Link::Here(Pointer { guild: here, channel: ChannelId(7), message: MessageId(9) });
        for link in [
            "https://discord.com/channels/100/7/9",
            "  https://ptb.discord.com/channels/100/7/9/ ",
            "<https://canary.discord.com/channels/100/7/9>",
            "https://discordapp.com/channels/100/7/9?x=1#y",
            "discord.com/channels/100/7/9",
            "https://www.discord.com/channels/100/7/9",
        ] {
            assert_eq!(read(link, here), at, "{link}");
        }
        for link in ["https://discord.com/channels/101/7/9", "https://discord.com/channels/@me/7/9"] {
            assert_eq!(read(link, here), Link::Elsewhere, "{link}");
        }
        for link in [
            "",
            "hello",
            "https://discord.com/channels/100/7",
            "https://discord.com/channels/100/7/x",
            "https://discord.com.example.org/channels/100/7/9",
            "https://example.org/channels/100/7/9",
            "https://example.org@evil.test/channels/100/7/9",
            "ftp://discord.com/channels/100/7/9",
        ] {
            assert_eq!(read(link, here), Link::None, "{link}");
        }
    }
}
