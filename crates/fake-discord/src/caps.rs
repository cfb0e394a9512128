//! What Discord limits by number in the guild.

/// How much fits. Tests make it smaller; nothing makes it larger on Discord.
#[derive(Clone, Copy, Debug)]
pub struct Caps {
    /// Channels in a guild, threads not counted (error 30013).
    pub channels: usize,
    /// Channels in a category (Discord: resources/channel).
    pub in_category: usize,
    /// Open threads in a guild (error 160006; the number is not documented).
    pub active_threads: usize,
    /// Members of a thread (error 30033).
    pub thread_members: usize,
    /// Changes of a channel's name or topic in ten minutes; not documented, see api-docs issues 1900 and 2760.
    pub renames: usize,
    /// Threads made in a guild in five minutes, refused with a shared 429; not documented, see api-docs issue 7816.
    pub thread_burst: usize,
    /// Webhooks in a channel (error 30007).
    pub webhooks: usize,
    /// Pinned messages in a channel (error 30003).
    pub pins: usize,
    /// Seconds for which a file's address is good; Discord says to obey the address itself.
    pub attachment_life: i64,
    /// Edits in an hour, in a channel, of messages older than an hour (error 30046); the number is not documented.
    pub old_edits: usize,
    /// Direct conversations begun in ten minutes (error 40003); the number is not documented.
    pub new_dms: usize,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            channels: 500,
            in_category: 50,
            active_threads: 1_000,
            thread_members: 1_000,
            renames: 2,
            thread_burst: 50,
            webhooks: 15,
            pins: 250,
            attachment_life: 86_400,
            old_edits: 30,
            new_dms: 100,
        }
    }
}
