//! What people can mend when something could not be done in Discord: a stable code, the cause, and the fix (P203, P204).

use crate::{Permissions, settings::Locale};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

macro_rules! troubles {
    ($($(#[$doc:meta])* $name:ident $code:literal $words:literal,)+) => {
        /// What is wrong, where somebody in the guild can do something about it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Trouble {
            $($(#[$doc])* $name,)+
        }

        impl Trouble {
            /// Every trouble there is.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The code that is stored and shown; it never changes its meaning (P204).
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("GH-", $code),)+
                }
            }

            /// Its name among the sentences.
            const fn words(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("trouble-", $words),)+
                }
            }
        }
    };
}

troubles! {
    /// Discord refuses for lack of a permission, and does not say which.
    NotAllowed "100" "not-allowed",
    /// The channel cannot be seen.
    ViewChannel "101" "view-channel",
    /// Nothing can be written in the channel.
    SendMessages "102" "send-messages",
    /// Messages show no embeds: nearly everything that Guildhall says is one.
    EmbedLinks "103" "embed-links",
    /// Messages of others cannot be deleted.
    ManageMessages "104" "manage-messages",
    /// Channels cannot be created or changed.
    ManageChannels "105" "manage-channels",
    /// The permissions of a channel cannot be set.
    ManageRoles "106" "manage-roles",
    /// Reactions cannot be added.
    AddReactions "107" "add-reactions",
    /// Messages cannot be posted under the names of their writers.
    ManageWebhooks "108" "manage-webhooks",
    /// Files cannot be posted.
    AttachFiles "109" "attach-files",
    /// What was said before cannot be read.
    ReadHistory "110" "read-history",
    /// Private threads cannot be created.
    CreateThreads "111" "create-threads",
    /// Nothing can be written in threads.
    SendInThreads "112" "send-in-threads",
    /// Threads cannot be locked or archived.
    ManageThreads "113" "manage-threads",
    /// Roles that nobody may mention are not called.
    MentionRoles "114" "mention-roles",
    /// A role stands above Guildhall's own.
    RoleAbove "115" "role-above",
    /// The channel was deleted.
    ChannelGone "201" "channel-gone",
    /// The channel of the log was deleted.
    LogChannelGone "202" "log-channel-gone",
    /// The channel for response times was deleted.
    TimesChannelGone "203" "times-channel-gone",
    /// A role was deleted.
    RoleGone "204" "role-gone",
    /// A category was deleted.
    CategoryGone "205" "category-gone",
    /// The channel holds as many webhooks as it can, and none is Guildhall's.
    NoWebhook "301" "no-webhook",
    /// Nothing says where a panel or the threads of a type are to be.
    NoChannel "302" "no-channel",
    /// Nobody is staff for a type.
    NoStaff "303" "no-staff",
    /// The type that a step of response times moves tickets to was deleted or is switched off.
    StepTypeGone "304" "step-type-gone",
    /// A step of response times tells webhooks, and none listens to steps.
    StepNoWebhook "305" "step-no-webhook",
    /// A step of response times gives tickets to who is on call, and nobody handles them.
    StepNobodyOnCall "306" "step-nobody-on-call",
    /// The bot's token is not accepted any more.
    Token "401" "token",
    /// What Guildhall must be told of is switched off at Discord.
    Intents "402" "intents",
    /// Discord closed its gateway to Guildhall for another reason.
    Gateway "403" "gateway",
    /// The guild holds as many channels as it can.
    GuildFull "501" "guild-full",
    /// The category and those for what does not fit hold as many channels as they can.
    CategoryFull "502" "category-full",
    /// The member takes no direct messages.
    DmClosed "503" "dm-closed",
    /// The channel holds as many active threads as it can.
    ThreadsFull "504" "threads-full",
    /// Figures of reports were not what the tickets said, and were made anew.
    FiguresDiffered "601" "figures",
}

impl Trouble {
    /// The trouble with this code; nothing for other words, such as those that older versions stored.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|trouble| trouble.code() == code)
    }

    /// What the lack of a permission is.
    pub fn lacking(permission: Permissions) -> Self {
        match permission {
            Permissions::VIEW_CHANNEL => Self::ViewChannel,
            Permissions::SEND_MESSAGES => Self::SendMessages,
            Permissions::EMBED_LINKS => Self::EmbedLinks,
            Permissions::MANAGE_MESSAGES => Self::ManageMessages,
            Permissions::MANAGE_CHANNELS => Self::ManageChannels,
            Permissions::MANAGE_ROLES => Self::ManageRoles,
            Permissions::ADD_REACTIONS => Self::AddReactions,
            Permissions::MANAGE_WEBHOOKS => Self::ManageWebhooks,
            Permissions::ATTACH_FILES => Self::AttachFiles,
            Permissions::READ_MESSAGE_HISTORY => Self::ReadHistory,
            Permissions::CREATE_PRIVATE_THREADS => Self::CreateThreads,
            Permissions::SEND_MESSAGES_IN_THREADS => Self::SendInThreads,
            Permissions::MANAGE_THREADS => Self::ManageThreads,
            Permissions::MENTION_EVERYONE => Self::MentionRoles,
            _ => Self::NotAllowed,
        }
    }

    /// Whether it is a permission that is lacking: a look at all of them says which, and where.
    pub fn is_permission(self) -> bool {
        self <= Self::RoleAbove
    }

    /// Discord's name for the permission that is lacking, if it is one.
    pub fn permission(self, l: Locale) -> Option<String> {
        let named = self.is_permission() && !matches!(self, Self::NotAllowed | Self::RoleAbove);
        named.then(|| l.say_with(&self.words().replacen("trouble", "permission", 1), &[]))
    }

    /// What is wrong.
    pub fn cause(self, l: Locale) -> String {
        l.say_with(self.words(), &[])
    }

    /// What to do about it.
    pub fn fix(self, l: Locale) -> String {
        l.say_with(&format!("{}-fix", self.words()), &[])
    }
}

impl Serialize for Trouble {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Trouble {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let code = String::deserialize(input)?;
        Self::of_code(&code).ok_or_else(|| de::Error::custom("an unknown code"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permissions::NEEDED;

    // Proves: P204: every code is found again and no two are alike; every trouble has a cause and a fix in both languages; every
    // permission that is asked for has a code of its own.
    #[test]
    fn codes_lead_back_to_their_words() {
        for trouble in Trouble::ALL {
            assert_eq!(Trouble::of_code(trouble.code()), Some(*trouble));
            for locale in [Locale::English, Locale::German] {
                for words in [trouble.cause(locale), trouble.fix(locale)] {
                    assert!(words.ends_with('.') && !words.starts_with("trouble-"), "{words}");
                }
            }
        }
        for (permission, english) in NEEDED {
            let named = Trouble::lacking(*permission).permission(Locale::English);
            assert!(named.is_none_or(
                |named| named.replace("Channels", "Channel") == english.replace("Channels", "Channel")
            ));
        }
        assert_eq!(Trouble::of_code("no access"), None);
        for (permission, name) in NEEDED.iter().filter(|(bit, _)| *bit != Permissions::PIN_MESSAGES) {
            assert_ne!(Trouble::lacking(*permission), Trouble::NotAllowed, "{name}");
        }
    }
}
