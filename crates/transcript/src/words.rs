//! The renderer's own words, in the language of the reader. English is built in; a caller brings others by [`Words::read`].

/// Makes the table, with a key for each word: the field's name with `-` for `_`.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $english:literal;)+) => {
        /// Words and patterns. `{name}` and the like are places: a translation may put them where its grammar wants them, or
        /// leave them out. Lists are divided by commas.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Words {
            $($(#[$doc])* pub $name: String,)+
        }

        impl Default for Words {
            fn default() -> Self {
                Self { $($name: $english.to_owned(),)+ }
            }
        }

        impl Words {
            /// Asks for each word by its key, such as `earlier-versions`; places stay as they are, as in `{count}`.
            pub fn read(mut word: impl FnMut(&str) -> String) -> Self {
                Self { $($name: word(&stringify!($name).replace('_', "-")),)+ }
            }
        }
    };
}

words! {
    /// What the whole list of messages is.
    conversation = "Conversation";
    /// Leads to the end of a page.
    skip = "Skip to the end";
    /// How many messages there are: the fact's label.
    messages = "Messages";
    /// Who took part.
    participants = "Participants";
    /// After the participants that are named.
    more = "and {count} more";
    /// At the end of a page.
    message_count_one = "{count} message";
    /// At the end of a page.
    message_count = "{count} messages";
    /// Leads to what was said before.
    earlier = "Show earlier messages";
    /// Leads to what was said after.
    later = "Show later messages";
    /// Leads to all of it on one page.
    whole = "Show the whole conversation";
    /// Looks for words in the conversation.
    search = "Search in this conversation";
    /// What a search has found.
    found_one = "{count} message with “{text}”";
    /// What a search has found.
    found = "{count} messages with “{text}”";
    /// What a search has found, where there is more.
    found_first = "The first {count} messages with “{text}”";
    /// Leads from a search to the conversation.
    back = "Back to the conversation";
    /// In which zone times are.
    times_in = "Times in {zone}";
    /// What made the page.
    made_by = "Transcript by Guildhall";

    /// Beside the name of an application.
    app = "APP";
    /// Beside what was written among staff.
    internal = "Internal";
    /// Beside a note.
    note = "Note · staff only";
    /// Beside an answer that was private.
    private_answer = "Only one person saw this";
    /// Somebody nobody knows.
    unknown_user = "Unknown user";
    /// A mention of somebody nobody knows.
    unknown_mention = "unknown-user";
    /// A mention of a role nobody knows.
    deleted_role = "deleted-role";
    /// A mention of a channel nobody knows.
    unknown_channel = "unknown";

    /// After a text that was edited.
    edited = "(edited)";
    /// Opens what a message said before.
    earlier_versions = "Earlier versions ({count})";
    /// Under a deleted message.
    deleted = "Deleted";
    /// Under a deleted message.
    deleted_at = "Deleted on {time}";
    /// Under a deleted message.
    deleted_by = "Deleted by {name}";
    /// Under a deleted message.
    deleted_by_at = "Deleted by {name} on {time}";

    /// Before what is answered.
    reply_to = "Reply to";
    /// An answered message that is not there.
    reply_missing = "A message that is not shown here";
    /// An answered message that was deleted.
    reply_deleted = "The original message was deleted";
    /// An answered message without a text.
    reply_attachment = "Attachment";
    /// An answered message without text and file.
    reply_open = "Open the message";
    /// Above an answer to a command.
    used = "{name} used {command}";
    /// Above an answer to a command that is not named.
    used_something = "{name} used a command";
    /// Above a forwarded message.
    forwarded = "Forwarded";
    /// Under a forwarded message: where it was said.
    forwarded_from = "{channel}, {time}";
    /// Beside a message that notified nobody.
    silent = "Sent without a notification";
    /// An answer that an application promised.
    thinking = "{name} is thinking …";
    /// Under a message at which a thread was started.
    thread_here = "Thread: {text}";
    /// What the list under a message is.
    reactions = "Reactions";
    /// Opens hidden text.
    reveal = "Reveal spoiler";
    /// Opens a hidden picture.
    spoiler = "Spoiler";
    /// What a custom emoji without a picture is.
    custom_emoji = "Custom emoji {name}";
    /// What a sticker without a picture is.
    sticker = "Sticker";

    /// Under a poll's answer, and under the poll.
    vote_one = "{count} vote";
    /// Under a poll's answer, and under the poll.
    votes = "{count} votes";
    /// Under a poll.
    poll_closed = "Poll closed";
    /// Under a poll that goes on.
    poll_until = "until {time}";
    /// Under a poll in which several answers may be chosen.
    poll_several = "several answers";
    /// How a poll ended.
    poll_won = "{text} won with {count} of {total} votes.";
    /// How a poll ended.
    poll_drawn = "No answer won.";

    /// A file.
    file = "File";
    /// A picture.
    image = "Image";
    /// A film.
    video = "Video";
    /// A sound.
    audio = "Audio";
    /// A voice message.
    voice = "Voice message";
    /// A small picture.
    thumbnail = "Thumbnail";
    /// Beside a file without a copy.
    not_kept = "not kept";
    /// A picture that is only linked to.
    elsewhere = "{what} on {host}";
    /// The size of a small file.
    bytes = "{count} bytes";
    /// Between a number and its tenths.
    decimal = ".";

    /// A button that leads to the shop.
    shop = "Shop";
    /// A menu.
    choose = "Make a selection";
    /// A menu of people.
    choose_user = "Select a member";
    /// A menu of roles.
    choose_role = "Select a role";
    /// A menu of people and roles.
    choose_mentionable = "Select a member or role";
    /// A menu of channels.
    choose_channel = "Select a channel";
    /// Discord's page.
    guild_customize = "Channels & Roles";
    /// Discord's page.
    guild_browse = "Browse Channels";
    /// Discord's page.
    guild_guide = "Server Guide";
    /// Discord's page.
    guild_linked = "Linked Roles";

    /// Somebody was added to the conversation.
    system_added = "{name} added {other}.";
    /// Somebody was removed.
    system_removed = "{name} removed {other}.";
    /// A call.
    system_call = "{name} started a call.";
    /// The channel has another name.
    system_renamed = "{name} changed the channel name: {text}";
    /// The channel has another icon.
    system_icon = "{name} changed the channel icon.";
    /// A message was pinned.
    system_pinned = "{name} pinned {message} to this channel.";
    /// The pinned message.
    system_a_message = "a message";
    /// Somebody joined.
    system_joined = "{name} joined the server.";
    /// A boost.
    system_boosted = "{name} boosted the server.";
    /// Several boosts.
    system_boosted_times = "{name} boosted the server {text} times.";
    /// Boosts led to a level.
    system_boosted_level = "{name} boosted the server. It has reached level {level}.";
    /// The channel follows another.
    system_followed = "{name} follows {text} in this channel.";
    /// What Discord says of server discovery.
    system_discovery = "The server's place in Server Discovery has changed.";
    /// A thread was started.
    system_thread = "{name} started a thread: {text}";
    /// This thread was started at a message.
    system_thread_here = "{name} started this thread.";
    /// Discord suggests to invite people.
    system_invite = "Discord suggests to invite people.";
    /// A message was held back.
    system_automod = "AutoMod has stopped a message of {name}.";
    /// A role was bought.
    system_subscribed_role = "{name} has subscribed to a role.";
    /// Discord offers an app's subscription.
    system_upsell = "{name} has reached a limit of this app.";
    /// A stage began.
    system_stage_begun = "{name} started the stage: {text}";
    /// A stage ended.
    system_stage_ended = "{name} ended the stage: {text}";
    /// Somebody speaks on a stage.
    system_stage_speaker = "{name} is now a speaker.";
    /// A stage has another topic.
    system_stage_topic = "{name} changed the topic of the stage: {text}";
    /// An app was bought.
    system_subscribed_app = "{name} has subscribed to an app.";
    /// The server is locked down.
    system_alert_on = "{name} has turned on security actions.";
    /// The server is no longer locked down.
    system_alert_off = "{name} has turned off security actions.";
    /// A raid.
    system_raid = "{name} has reported a raid.";
    /// No raid.
    system_no_raid = "{name} has reported a false alarm.";
    /// Something of the shop.
    system_bought = "{name} has bought something in the shop.";
    /// A poll is over.
    system_poll = "The poll of {name} is over: {text}";
    /// Anything else.
    system_unknown = "{name} did something that this page does not know.";

    /// The months.
    months = "January,February,March,April,May,June,July,August,September,October,November,December";
    /// The months, short.
    months_short = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec";
    /// The days from Monday.
    weekdays = "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday";
    /// A date.
    date = "{day} {month} {year}";
    /// A date with its day.
    date_with_day = "{weekday}, {date}";
    /// A date in figures.
    date_figures = "{dd}/{mm}/{year}";
    /// A moment, short.
    moment = "{day} {mon} {year}, {time}";
    /// A moment in full.
    moment_full = "{date} at {time}";
    /// A moment before now.
    time_ago = "{span} ago";
    /// A moment after now.
    time_ahead = "in {span}";
    /// One and several seconds, as they stand in the two patterns before.
    seconds = "second,seconds";
    /// One and several minutes.
    minutes = "minute,minutes";
    /// One and several hours.
    hours = "hour,hours";
    /// One and several days.
    days = "day,days";
    /// One and several months.
    month_spans = "month,months";
    /// One and several years.
    years = "year,years";
}

/// A part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'w> {
    /// To be written as it is.
    Text(&'w str),
    /// A place, by its name.
    Place(&'w str),
}

/// The parts of a pattern in their order. A brace that opens no place stands for itself.
pub(crate) fn parts(pattern: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = pattern;
    std::iter::from_fn(move || {
        if let Some((place, after)) = rest.strip_prefix('{').and_then(|inside| inside.split_once('}')) {
            rest = after;
            return Some(Part::Place(place));
        }
        let from = usize::from(rest.starts_with('{'));
        let end = rest.get(from..)?.find('{').map_or(rest.len(), |at| at + from);
        let (text, after) = rest.split_at(end);
        rest = after;
        (!text.is_empty()).then_some(Part::Text(text))
    })
}

/// The nth of a list.
pub(crate) fn nth(list: &str, n: usize) -> &str {
    list.split(',').nth(n).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_falls_into_its_parts() {
        use Part::{Place, Text};
        let all = |pattern| parts(pattern).collect::<Vec<_>>();
        assert_eq!(all("{a} and {b}."), [Place("a"), Text(" and "), Place("b"), Text(".")]);
        assert_eq!(all("{open"), [Text("{open")]);
        assert_eq!(all("x{"), [Text("x"), Text("{")]);
        assert_eq!(all(""), []);
    }

    #[test]
    fn every_word_is_asked_for_by_its_key() {
        let mut asked = Vec::new();
        let words = Words::read(|key| {
            asked.push(key.to_owned());
            key.to_owned()
        });
        assert_eq!(words.earlier_versions, "earlier-versions");
        assert!(asked.len() > 90 && asked.contains(&"system-poll".to_owned()));
    }
}
