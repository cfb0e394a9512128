//! What people can mend when something could not be done in Discord: a stable code, the cause, and the fix (P203, P204).

use crate::{say, settings::Locale};

/// Why a job was given up, where somebody in the guild can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// Discord refuses for lack of a permission, and does not say which.
    NotAllowed,
    /// The channel cannot be seen.
    ViewChannel,
    /// Nothing can be written in the channel.
    SendMessages,
    /// Messages of others cannot be deleted.
    ManageMessages,
    /// Channels cannot be created or changed.
    ManageChannels,
    /// The permissions of a channel cannot be set.
    ManageRoles,
    /// The channel was deleted.
    ChannelGone,
    /// The channel of the log was deleted.
    LogChannelGone,
    /// The channel for response times was deleted.
    TimesChannelGone,
    /// The bot's token is not accepted any more.
    Token,
    /// Figures of reports were not what the tickets said, and were made anew.
    FiguresDiffered,
}

impl Trouble {
    /// Every trouble there is.
    pub const ALL: [Self; 11] = [
        Self::NotAllowed,
        Self::ViewChannel,
        Self::SendMessages,
        Self::ManageMessages,
        Self::ManageChannels,
        Self::ManageRoles,
        Self::ChannelGone,
        Self::LogChannelGone,
        Self::TimesChannelGone,
        Self::Token,
        Self::FiguresDiffered,
    ];

    /// The code that is stored and shown; it never changes its meaning (P204).
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAllowed => "GH-100",
            Self::ViewChannel => "GH-101",
            Self::SendMessages => "GH-102",
            Self::ManageMessages => "GH-104",
            Self::ManageChannels => "GH-105",
            Self::ManageRoles => "GH-106",
            Self::ChannelGone => "GH-201",
            Self::LogChannelGone => "GH-202",
            Self::TimesChannelGone => "GH-203",
            Self::Token => "GH-401",
            Self::FiguresDiffered => "GH-501",
        }
    }

    /// The trouble with this code; nothing for other words, such as those that older versions stored.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.code() == code)
    }

    /// What is wrong.
    pub fn cause(self, l: Locale) -> String {
        match self {
            Self::NotAllowed => say!(l, "trouble-not-allowed"),
            Self::ViewChannel => say!(l, "trouble-view-channel"),
            Self::SendMessages => say!(l, "trouble-send-messages"),
            Self::ManageMessages => say!(l, "trouble-manage-messages"),
            Self::ManageChannels => say!(l, "trouble-manage-channels"),
            Self::ManageRoles => say!(l, "trouble-manage-roles"),
            Self::ChannelGone => say!(l, "trouble-channel-gone"),
            Self::LogChannelGone => say!(l, "trouble-log-channel-gone"),
            Self::TimesChannelGone => say!(l, "trouble-times-channel-gone"),
            Self::Token => say!(l, "trouble-token"),
            Self::FiguresDiffered => say!(l, "trouble-figures"),
        }
    }

    /// What to do about it.
    pub fn fix(self, l: Locale) -> String {
        match self {
            Self::NotAllowed => say!(l, "trouble-not-allowed-fix"),
            Self::ViewChannel => say!(l, "trouble-view-channel-fix"),
            Self::SendMessages => say!(l, "trouble-send-messages-fix"),
            Self::ManageMessages => say!(l, "trouble-manage-messages-fix"),
            Self::ManageChannels => say!(l, "trouble-manage-channels-fix"),
            Self::ManageRoles => say!(l, "trouble-manage-roles-fix"),
            Self::ChannelGone => say!(l, "trouble-channel-gone-fix"),
            Self::LogChannelGone => say!(l, "trouble-log-channel-gone-fix"),
            Self::TimesChannelGone => say!(l, "trouble-times-channel-gone-fix"),
            Self::Token => say!(l, "trouble-token-fix"),
            Self::FiguresDiffered => say!(l, "trouble-figures-fix"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Proves: every code is found again and no two are alike; every trouble has a cause and a fix in both languages.
    #[test]
    fn codes_lead_back_to_their_words() {
        for trouble in Trouble::ALL {
            assert_eq!(Trouble::of_code(trouble.code()), Some(trouble));
            for locale in [Locale::English, Locale::German] {
                for words in [trouble.cause(locale), trouble.fix(locale)] {
                    assert!(words.ends_with('.') && !words.starts_with("trouble-"), "{words}");
                }
            }
        }
        assert_eq!(Trouble::of_code("no access"), None);
    }
}
