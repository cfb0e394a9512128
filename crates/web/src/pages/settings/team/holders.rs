//! Who has which permissions now, and how these are called (M87, M89).

use crate::{error::Problem, pages::settings::Owner};
use desk::ports::MemberInfo;
use std::collections::BTreeMap;
use ticket::{
    GuildConfig, Permissions, Person, RoleId, UserId, access,
    keys::{Key, Keys},
    say,
    settings::Locale,
};

/// People shown at most.
const MOST: u32 = 200;

/// Somebody with permissions.
pub(crate) struct Holder {
    pub(crate) name: String,
    pub(crate) href: String,
    /// Owner, administrator or member.
    pub(crate) place: String,
    pub(crate) tags: Vec<Tag>,
}

/// A short word for the permissions of a group; the whole of them is shown when it is pointed at.
pub(crate) struct Tag {
    pub(crate) word: String,
    pub(crate) label: String,
}

/// Everybody with permissions who is here, by name.
pub(crate) async fn holders(owner: &Owner, config: &GuildConfig) -> Result<Vec<Holder>, Problem> {
    let (here, store, l) = (&owner.here, owner.app.desk.store(), owner.here.signed.prefs.locale);
    let settings = &config.settings;
    let admins = here.guild.roles.iter().filter(|role| role.permissions.contains(Permissions::ADMINISTRATOR));
    let mut roles: Vec<RoleId> = admins.map(|role| role.id).filter(|id| id.0 != here.guild.id.0).collect();
    roles.extend(settings.team.iter().map(|team| team.role));
    roles.extend(settings.admin_roles.iter().chain(&settings.mod_roles));
    let mut found: BTreeMap<UserId, MemberInfo> = BTreeMap::new();
    let mut named: Vec<UserId> = settings.members.iter().map(|one| one.user).collect();
    named.push(here.guild.owner);
    for member in store
        .members_holding(here.guild.id, &roles, MOST)
        .await?
        .into_iter()
        .chain(store.members(here.guild.id, &named).await?)
    {
        found.insert(member.user, member);
    }
    let holder = |member: MemberInfo| {
        let person = here.guild.person(&member);
        let keys = access::keys(config, &person);
        let place = place(l, &person);
        let href = format!("/g/{}/members/{}", here.guild.id, member.user);
        Holder { name: member.name, href, place, tags: tags(l, &keys) }
    };
    let here_now = found.into_values().filter(|member| member.present && !member.bot);
    let mut people: Vec<Holder> = here_now.map(holder).filter(|one| !one.tags.is_empty()).collect();
    people.sort_by_cached_key(|one| one.name.to_lowercase());
    Ok(people)
}

/// What somebody is here: owner, administrator or member (M87).
pub(crate) fn place(l: Locale, person: &Person) -> String {
    if person.owner {
        say!(l, "web-team-is-owner")
    } else if person.permissions.contains(Permissions::ADMINISTRATOR) {
        say!(l, "web-team-is-admin")
    } else {
        say!(l, "web-team-is-member")
    }
}

/// A tag for each group in which somebody may something; one for everything.
pub(crate) fn tags(l: Locale, keys: &Keys) -> Vec<Tag> {
    if *keys == Keys::all() {
        return vec![Tag { word: say!(l, "web-team-all"), label: labels(l, keys) }];
    }
    let mut tags: Vec<Tag> = Vec::new();
    for key in keys.given() {
        let word = group(l, key);
        match tags.iter_mut().find(|tag| tag.word == word) {
            Some(tag) => tag.label = format!("{}; {}", tag.label, label(l, key)),
            None => tags.push(Tag { word, label: label(l, key) }),
        }
    }
    tags
}

/// What a key is called.
pub(crate) fn label(l: Locale, key: Key) -> String {
    match key {
        Key::TicketsView => say!(l, "web-key-tickets-view"),
        Key::TicketsHandle => say!(l, "web-key-tickets-handle"),
        Key::TicketsEdit => say!(l, "web-key-tickets-edit"),
        Key::ResourcesView => say!(l, "web-key-resources-view"),
        Key::ResourcesEdit => say!(l, "web-key-resources-edit"),
        Key::ReportsView => say!(l, "web-key-reports-view"),
        Key::ReportsExport => say!(l, "web-key-reports-export"),
        Key::SettingsView => say!(l, "web-key-settings-view"),
        Key::SettingsEdit => say!(l, "web-key-settings-edit"),
        Key::TeamView => say!(l, "web-key-team-view"),
        Key::TeamEdit => say!(l, "web-key-team-edit"),
    }
}

/// What keys are called, without those that come with others.
pub(crate) fn labels(l: Locale, keys: &Keys) -> String {
    keys.given().map(|key| label(l, key)).collect::<Vec<_>>().join("; ")
}

fn group(l: Locale, key: Key) -> String {
    match key {
        Key::TicketsView | Key::TicketsHandle | Key::TicketsEdit => say!(l, "web-key-group-tickets"),
        Key::ResourcesView | Key::ResourcesEdit => say!(l, "web-key-group-resources"),
        Key::ReportsView | Key::ReportsExport => say!(l, "web-key-group-reports"),
        Key::SettingsView | Key::SettingsEdit => say!(l, "web-key-group-settings"),
        Key::TeamView | Key::TeamEdit => say!(l, "web-key-group-team"),
    }
}
