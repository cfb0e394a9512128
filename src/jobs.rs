//! One match from every job to the function that does it.

use assistant::Assistant;
use desk::{Attempt, Desk, Outcome};
use discord::Discord;
use std::sync::Arc;
use ticket::{Alarm, Job};
use webhooks::Webhooks;

/// Does one job.
pub async fn work(
    desk: Arc<Desk>,
    discord: Arc<Discord>,
    assistant: Arc<Assistant>,
    webhooks: Arc<Webhooks>,
    attempt: Attempt,
) -> Outcome {
    let discord = discord.attempt(&attempt);
    let guild = attempt.job.guild();
    let outcome = outcome(&desk, &discord, &assistant, &webhooks, attempt.job).await;
    // Somebody will want to know which permission is missing, and where.
    if let Outcome::GiveUp { why } = &outcome
        && ticket::Trouble::of_code(why).is_some_and(ticket::Trouble::is_permission)
        && let Err(failure) = desk.enqueue(vec![Job::Examine { guild }]).await
    {
        tracing::warn!(%failure, "the permission doctor is not asked");
    }
    outcome
}

async fn outcome(
    desk: &Desk,
    discord: &Discord,
    assistant: &Assistant,
    webhooks: &Webhooks,
    job: Job,
) -> Outcome {
    // Whoever asked for it: of a sample nothing leaves the house.
    match desk.is_kept_in(&job).await {
        Ok(false) => {}
        Ok(true) => return Outcome::Done,
        Err(failure) => return done(Err(failure)),
    }
    match job {
        Job::Wake { ticket, alarm: Alarm::Idle } => match discord.backfill(ticket, None).await {
            // Silence is judged by what was said, not by what was heard: an outage closes no ticket.
            Outcome::Done => done(desk.ring(ticket, Alarm::Idle).await),
            not_yet => not_yet,
        },
        Job::Wake { ticket, alarm } => done(desk.ring(ticket, alarm).await),
        Job::SyncSurface { ticket } => discord.sync_surface(ticket).await,
        Job::Welcome { ticket } => discord.welcome(ticket).await,
        Job::Announce { ticket, seq } => discord.announce(ticket, seq).await,
        Job::ModLog { ticket, seq } => discord.mod_log(ticket, seq).await,
        Job::DmClosed { ticket, seq } => discord.dm_closed(ticket, seq).await,
        Job::WarnIdle { ticket, seq } => discord.warn_idle(ticket, seq).await,
        Job::SlaNotice { ticket, seq, whom } => discord.sla_notice(ticket, seq, whom).await,
        Job::TellLoss { ticket, seq, user } => discord.tell_loss(ticket, seq, user).await,
        Job::Pull { guild } | Job::PullLater { guild } => done(desk.pull(guild).await),
        Job::Recompute { guild } => desk.go_on_with_recompute(guild).await,
        Job::RebuildFigures { guild } => done(desk.rebuild_figures(guild).await),
        Job::AnswerOpener { ticket } => discord.answer_opener(ticket).await,
        Job::Assist { ticket } => assistant.work(ticket).await,
        Job::Evaluate { guild } => assistant.evaluate_on(guild).await,
        Job::CopyFiles { ticket, message } => discord.copy_files(ticket, message).await,
        Job::ClaimByAnswer { ticket, message } => discord.claim_by_answer(ticket, message).await,
        Job::ShowFiles { ticket } => discord.show_files(ticket).await,
        Job::CopyPictures { ticket } => discord.copy_pictures(ticket).await,
        Job::CopyIcon { guild } => discord.copy_icon(guild).await,
        Job::Shortcode { ticket, message } => discord.shortcode(ticket, message).await,
        Job::Backfill { ticket, after } => discord.backfill(ticket, after).await,
        Job::Examine { guild } => discord.examine(guild).await,
        Job::Compare { guild } => discord.compare(guild).await,
        Job::Relay { ticket } => discord.relay(ticket).await,
        Job::SyncCommands { guild } => discord.sync_guild_commands(guild).await,
        Job::Batch { guild, batch } => desk.go_on_with_batch(guild, batch).await,
        Job::Samples { guild } => desk.go_on_with_samples(guild).await,
        Job::Erase { guild, request } => desk.erase(guild, request).await,
        Job::Deliver { guild, webhook } => webhooks.deliver(guild, webhook).await,
        Job::Push { ticket, device, cause } => webhooks.push(ticket, device, cause).await,
        Job::PostPanel { guild, panel, channel } => discord.post_panel(guild, panel, channel).await,
    }
}

fn done(result: Result<(), desk::Failure>) -> Outcome {
    match result {
        Ok(()) => Outcome::Done,
        Err(failure) => Outcome::Later { at: None, why: failure.to_string() },
    }
}
