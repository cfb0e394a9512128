//! What the permission doctor found.

use super::GUILD;
use desk::Store;
use std::sync::Arc;
use ticket::{
    ChannelId, GuildId, Timestamp, Trouble,
    doctor::{Finding, Report, Spot},
};

/// The last report of a guild stands, with its time; of no other.
// Proves: P204
pub async fn the_last_report_stands(store: Arc<dyn Store>) {
    assert_eq!(store.report(GUILD).await.expect("reads"), None);
    let finding = |spot, trouble| Finding { spot, trouble };
    let first = Report { findings: vec![finding(Spot::Everywhere, Trouble::ManageRoles)] };
    let second = Report {
        findings: vec![
            finding(Spot::Panel(ChannelId(u64::MAX >> 1)), Trouble::SendMessages),
            finding(Spot::Log(ChannelId(7)), Trouble::LogChannelGone),
        ],
    };
    store.save_report(GUILD, Timestamp(1), &first).await.expect("writes");
    store.save_report(GUILD, Timestamp(2), &second).await.expect("writes");
    assert_eq!(store.report(GUILD).await.expect("reads"), Some((Timestamp(2), second)));
    assert_eq!(store.report(GuildId(GUILD.0 + 1)).await.expect("reads"), None);
}
