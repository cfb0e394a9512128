//! What a person may go to in a guild. A page that may not be seen is not in the list (P195); while tickets are switched off, neither are
//! their lists (M7, M8): the guild's name still leads there, and to one's own tickets there is always a way (M12).

use crate::{actor::InGuild, pages::settings::Section, view::Tab};
use ticket::say;

/// A link of the frame.
pub(crate) struct Item {
    pub(crate) label: String,
    pub(crate) href: String,
    /// The name of its sign, for small screens.
    pub(crate) icon: &'static str,
    pub(crate) current: bool,
}

/// The sections, in their order; the page is of `tab`, or of none.
pub(crate) fn items(here: &InGuild, tab: Option<Tab>) -> Vec<Item> {
    let l = here.signed.prefs.locale;
    let item = |of: Tab, label: String, path: &str| Item {
        label,
        href: format!("/g/{}{path}", here.guild.id),
        icon: icon(of),
        current: Some(of) == tab,
    };
    let mut items = Vec::new();
    if here.may_enter() && here.config.config.settings.enabled {
        items.push(item(Tab::Tickets, say!(l, "web-inbox"), "/tickets"));
        items.push(item(Tab::Overview, say!(l, "web-dashboard"), "/overview"));
        items.push(item(Tab::All, say!(l, "web-all-tickets"), "/all"));
    }
    items.push(item(Tab::Mine, say!(l, "web-my-tickets"), "/mine"));
    if here.may_report() {
        items.push(item(Tab::Reports, say!(l, "report-title"), "/reports"));
    }
    if let Some(first) = Section::first(here) {
        items.push(item(Tab::Setup, say!(l, "web-settings"), &format!("/{}", first.path())));
    }
    items
}

fn icon(tab: Tab) -> &'static str {
    match tab {
        Tab::Tickets => "inbox",
        Tab::Overview => "panel",
        Tab::All => "all",
        Tab::Mine => "mine",
        Tab::Reports => "chart",
        Tab::Setup => "gear",
    }
}
