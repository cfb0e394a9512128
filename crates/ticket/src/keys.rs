//! What people may do in a guild beyond their own tickets: keys of the form `group.view` and `group.edit`, and finer ones (P189). They are
//! given to roles and to members, each by itself (M88, M90).

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Key {
    /// See the dashboard and every ticket (P144).
    #[serde(rename = "tickets.view")]
    TicketsView,
    /// Act as staff on every ticket (M46).
    #[serde(rename = "tickets.handle")]
    TicketsHandle,
    /// Panels, types and Auto-Assist (P192); act as staff on every ticket (P105, P151).
    #[serde(rename = "tickets.edit")]
    TicketsEdit,
    /// See canned responses, tags and custom commands.
    #[serde(rename = "resources.view")]
    ResourcesView,
    /// Change them.
    #[serde(rename = "resources.edit")]
    ResourcesEdit,
    /// See the reports of all tickets.
    #[serde(rename = "reports.view")]
    ReportsView,
    /// Take them away as files (M91).
    #[serde(rename = "reports.export")]
    ReportsExport,
    /// See the general settings, the health page and the audit log.
    #[serde(rename = "settings.view")]
    SettingsView,
    /// Change the general settings, and repair what failed.
    #[serde(rename = "settings.edit")]
    SettingsEdit,
    /// See who may do what.
    #[serde(rename = "team.view")]
    TeamView,
    /// Give and take the keys that one has oneself, and block members.
    #[serde(rename = "team.edit")]
    TeamEdit,
}

impl Key {
    /// Every key, in the order people see.
    pub const ALL: [Self; 11] = [
        Self::TicketsView,
        Self::TicketsHandle,
        Self::TicketsEdit,
        Self::ResourcesView,
        Self::ResourcesEdit,
        Self::ReportsView,
        Self::ReportsExport,
        Self::SettingsView,
        Self::SettingsEdit,
        Self::TeamView,
        Self::TeamEdit,
    ];

    /// Its name (P189).
    pub const fn word(self) -> &'static str {
        match self {
            Self::TicketsView => "tickets.view",
            Self::TicketsHandle => "tickets.handle",
            Self::TicketsEdit => "tickets.edit",
            Self::ResourcesView => "resources.view",
            Self::ResourcesEdit => "resources.edit",
            Self::ReportsView => "reports.view",
            Self::ReportsExport => "reports.export",
            Self::SettingsView => "settings.view",
            Self::SettingsEdit => "settings.edit",
            Self::TeamView => "team.view",
            Self::TeamEdit => "team.edit",
        }
    }

    /// The key of this name. There is none for everything: that is the owner's and the administrators' (P191).
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.word() == word)
    }

    /// What comes with it: whoever may change something sees it (P190).
    const fn brings(self) -> &'static [Self] {
        match self {
            Self::TicketsHandle => &[Self::TicketsView],
            Self::TicketsEdit => &[Self::TicketsView, Self::TicketsHandle],
            Self::ResourcesEdit => &[Self::ResourcesView],
            Self::ReportsExport => &[Self::ReportsView],
            Self::SettingsEdit => &[Self::SettingsView],
            Self::TeamEdit => &[Self::TeamView],
            Self::TicketsView
            | Self::ResourcesView
            | Self::ReportsView
            | Self::SettingsView
            | Self::TeamView => &[],
        }
    }
}

/// Some keys, with all that comes with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Key>", into = "Vec<Key>")]
pub struct Keys(BTreeSet<Key>);

impl Keys {
    /// Every key.
    pub fn all() -> Self {
        Key::ALL.into_iter().collect()
    }
    /// Whether this one is among them.
    pub fn has(&self, key: Key) -> bool {
        self.0.contains(&key)
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// The keys in their order.
    pub fn iter(&self) -> impl Iterator<Item = Key> {
        self.0.iter().copied()
    }
    /// Those that were given, without those that come with others.
    pub fn given(&self) -> impl Iterator<Item = Key> {
        self.iter().filter(|key| !self.0.iter().any(|other| other.brings().contains(key)))
    }
    /// Adds others.
    pub fn extend(&mut self, others: &Self) {
        self.0.extend(&others.0);
    }
    /// Those that are in one of both only.
    pub fn differing(&self, other: &Self) -> Self {
        Self(self.0.symmetric_difference(&other.0).copied().collect())
    }
}

impl FromIterator<Key> for Keys {
    fn from_iter<T: IntoIterator<Item = Key>>(keys: T) -> Self {
        Self(keys.into_iter().flat_map(|key| key.brings().iter().copied().chain([key])).collect())
    }
}

impl From<Vec<Key>> for Keys {
    fn from(keys: Vec<Key>) -> Self {
        keys.into_iter().collect()
    }
}

impl From<Keys> for Vec<Key> {
    fn from(keys: Keys) -> Self {
        keys.given().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Proves: P189, P190
    #[test]
    fn keys_have_names_and_bring_what_belongs_to_them() {
        for key in Key::ALL {
            assert_eq!(Key::named(key.word()), Some(key));
            assert_eq!(serde_json::to_value(key).expect("is written"), key.word());
            let keys: Keys = [key].into_iter().collect();
            let (group, act) = key.word().split_once('.').expect("a group and an act");
            assert!(keys.has(Key::named(&format!("{group}.view")).expect("each group can be seen")), "{act}");
            assert!(keys.iter().all(|one| one.word().starts_with(group)), "no key opens another group");
            let written = serde_json::to_string(&keys).expect("is written");
            assert_eq!(written, format!("[\"{}\"]", key.word()), "what comes with it is not written");
            assert_eq!(serde_json::from_str::<Keys>(&written).expect("is read"), keys);
        }
        assert_eq!((Key::named("*"), Key::named("tickets.*")), (None, None));
    }
}
