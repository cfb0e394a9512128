//! One suite, every database, every time.
//!
//! SQLite runs in a folder of its own for each test. PostgreSQL runs where `TEST_POSTGRES` names a server; without it that half is skipped
//! and says so, and fails when `GUILDHALL_STRICT_TESTS` is set.

#[allow(dead_code, reason = "one for several files")]
mod fresh;
mod suite;

use desk::Store;
use fresh::Fresh;
use std::{future::Future, sync::Arc};
use store::{Address, migrations};

async fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Arc<dyn Store>) -> F) {
    let folder = tempfile::tempdir().expect("a folder");
    let address = Address::Sqlite(folder.path().join("guildhall.db"));
    migrations::run(&address).await.expect("migrates");
    test(store::open(&address).await.expect("opens")).await;
}

async fn on_postgres<F: Future<Output = ()>>(name: &str, test: impl FnOnce(Arc<dyn Store>) -> F) {
    let Some(fresh) = Fresh::named(&format!("conformance_{name}")).await else { return };
    let address = fresh.address();
    migrations::run(&address).await.expect("migrates");
    test(store::open(&address).await.expect("opens")).await;
    fresh.end().await;
}

macro_rules! conformance {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $name() {
                    super::on_sqlite(super::suite::$name).await;
                }
            )+
        }
        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $name() {
                    super::on_postgres(stringify!($name), super::suite::$name).await;
                }
            )+
        }
    };
}

conformance! {
    one_of_32_claims_wins;
    two_hundred_open_at_once;
    a_limit_holds_under_a_storm;
    a_stale_commit_writes_nothing;
    a_lease_that_ends_is_taken_over;
    a_long_job_is_begun_once;
    a_job_that_ends_while_it_is_held_on;
    an_end_told_twice_ends_nothing_else;
    a_request_during_the_work_is_not_swallowed;
    lanes_are_worked_one_at_a_time;
    people_are_served_where_records_have_no_room;
    alarms_are_set_anew;
    given_up_jobs_can_be_revived;
    changes_commute;
    versions_are_kept;
    what_is_fetched_after_an_edit_stands;
    first_reply_and_activity;
    configuration_is_saved_over_its_version;
    lists_and_counts;
    views_are_kept;
    begun_forms_are_kept;
    a_begun_form_opens_one_ticket;
    savings_are_kept;
    people_and_sessions;
    files_are_settled;
    pictures_are_kept_once;
    the_icon_of_a_guild;
    the_last_report_stands;
    lines_before_a_message;
    last_by_within_one_millisecond;
    case_workers_balance_under_a_storm;
    what_is_said_waits_to_be_shown;
    a_copy_is_not_doubled;
    deleting_every_copy_deletes_the_message;
    a_copy_races_with_its_echo;
    caps_hold_and_freed_hands_are_filled;
    weights_and_waiting;
    everyone_takes_turns;
    who_is_known_and_who_is_away;
    figures_follow_every_change;
    figures_hold_under_a_storm;
    reports_say_what_happened;
    knowledge_is_versioned_and_of_one_guild;
    knowledge_has_limits;
    knowledge_by_two_at_once;
    proposals_wait_until_they_are_done;
    vectors_days_and_secrets;
    a_day_has_so_many_messages_and_no_more;
    deliveries_are_written_with_the_event;
    endpoints_that_fail_are_switched_off;
    a_turn_of_a_batch_is_taken_once;
    batches_come_to_an_end;
    one_evaluation_runs_at_once;
    a_run_turns_each_ticket_once;
    words_are_found_where_they_are_said;
    words_follow_edits_and_deletions;
    words_are_found_by_those_who_may_read_them;
    a_batch_is_found_by_its_last_words;
    what_fails_leaves_nothing_behind;
    filters_hold;
    pages_of_a_search;
    begun_words;
    begun_words_of_edits;
    walks_of_lists_agree;
    tokens_are_known_by_their_hash;
    requests_are_begun_once;
    devices_are_one_persons;
    a_device_that_moves_stays;
    pushes_are_asked_for_with_what_they_tell_of;
}
