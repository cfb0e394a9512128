//! Evaluations in the background: begun on a page, gone on with by a job, a few questions at a time.

use crate::{Assistant, Ended, Run, day};
use assist::{evaluate, index::Library, sample};
use desk::{
    Failure, Hint, Outcome,
    ports::{NewEvaluation, RunState, Spent},
};
use std::sync::Arc;
use ticket::{GuildId, Job, UserId};

/// Questions in one run.
pub const MOST_QUESTIONS: usize = 500;
/// Bytes of a file of questions.
pub const MOST_BYTES: usize = 256 * 1024;

/// What is to be run, and for whom.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The file; the sample's questions over the sample's knowledge bases, if absent.
    pub file: Option<String>,
    /// Whether the model is asked as well, if one is set.
    pub with_model: bool,
    /// Who asks for it.
    pub by: (UserId, String),
}

/// Why no run was begun.
#[derive(Debug, thiserror::Error)]
pub enum NotBegun {
    /// A line is not a question.
    #[error(transparent)]
    Unreadable(#[from] evaluate::Unreadable),
    /// There are no questions in it.
    #[error("there are no questions in it")]
    Empty,
    /// There are too many.
    #[error("more than {MOST_QUESTIONS} questions, or {} KiB", MOST_BYTES / 1024)]
    TooMany,
    /// One runs already.
    #[error("one runs already")]
    Running,
    /// It could not be kept.
    #[error(transparent)]
    Failed(Failure),
}

impl Assistant {
    /// Begins a run of a guild.
    ///
    /// # Errors
    ///
    /// [`NotBegun`].
    pub async fn begin_evaluation(&self, guild: GuildId, wanted: Wanted) -> Result<u32, NotBegun> {
        let file = wanted.file.as_deref().unwrap_or(sample::QUESTIONS);
        if file.len() > MOST_BYTES {
            return Err(NotBegun::TooMany);
        }
        let total = evaluate::questions(file)?.len();
        match total {
            0 => return Err(NotBegun::Empty),
            1..=MOST_QUESTIONS => {}
            _ => return Err(NotBegun::TooMany),
        }
        let client = self.client().await.map_err(NotBegun::Failed)?.filter(|_| wanted.with_model);
        let sample = wanted.file.is_none();
        let mark = self.mark(guild, sample).await.map_err(NotBegun::Failed)?;
        let run = Run {
            sample,
            mark,
            ..Run::new(total, client.as_ref().map(|client| client.endpoint().model.as_str()))
        };
        let (author, author_name) = wanted.by;
        let new = NewEvaluation {
            at: self.desk().clock().now(),
            author,
            author_name,
            questions: file.to_owned(),
            body: written(&run).map_err(NotBegun::Failed)?,
        };
        let number = match self.desk().store().evaluation_begin(guild, new).await {
            Err(Failure::Conflict) => return Err(NotBegun::Running),
            begun => begun.map_err(NotBegun::Failed)?,
        };
        self.desk().enqueue(vec![Job::Evaluate { guild }]).await.map_err(NotBegun::Failed)?;
        Ok(number)
    }

    /// Does `Job::Evaluate`: a few questions, and asks for itself again. What was done is kept, whatever restarts.
    pub async fn evaluate_on(&self, guild: GuildId) -> Outcome {
        match self.go_on(guild).await {
            Ok(()) => Outcome::Done,
            Err(failure) => Outcome::Later { at: None, why: failure.to_string() },
        }
    }

    async fn go_on(&self, guild: GuildId) -> Result<(), Failure> {
        let store = self.desk().store();
        let Some((head, file)) = store.evaluation_running(guild).await? else { return Ok(()) };
        let read = serde_json::from_str::<Run>(&head.body).ok().zip(evaluate::questions(&file).ok());
        let Some((mut run, questions)) = read else {
            store.evaluation_save(guild, head.number, RunState::Stopped, head.body).await?;
            return Ok(());
        };
        let client = self.client().await?;
        let model = client.as_ref().map(|client| client.endpoint().model.as_str());
        if run.asked.as_ref().is_some_and(|asked| model != Some(asked.model.as_str())) {
            run.ended = Some(Ended::Provider);
        }
        if self.mark(guild, run.sample).await? != run.mark {
            run.ended = Some(Ended::Changed);
        }
        let before = run.asked.as_ref().map(|asked| asked.report.clone()).unwrap_or_default();
        let any_left = match run.ended {
            Some(_) => false,
            None => {
                let library = self.library_of(guild, run.sample).await?;
                run.step(client.as_ref(), &library, &questions).await && run.done() < questions.len()
            }
        };
        if let Some(asked) = &run.asked {
            let (tokens, cost) = (asked.report.tokens - before.tokens, asked.report.cost - before.cost);
            let today = day(self.desk().clock().now());
            store.spend(guild, today, None, Spent { tokens, cost, ..Spent::default() }).await?;
        }
        let state = match (run.ended, any_left) {
            (Some(_), _) => RunState::Stopped,
            (None, true) => RunState::Running,
            (None, false) => RunState::Done,
        };
        let goes_on = store.evaluation_save(guild, head.number, state, written(&run)?).await?;
        self.desk().hints().send(Hint::Guild(guild));
        if goes_on && state == RunState::Running {
            self.desk().enqueue(vec![Job::Evaluate { guild }]).await?;
        }
        Ok(())
    }

    async fn library_of(&self, guild: GuildId, sample: bool) -> Result<Arc<Library>, Failure> {
        if sample { Ok(Arc::new(sample::library(guild))) } else { self.library(guild).await }
    }

    /// The versions of the knowledge bases in a few words; the sample's do not change.
    async fn mark(&self, guild: GuildId, sample: bool) -> Result<String, Failure> {
        if sample {
            return Ok(String::new());
        }
        let heads = self.desk().store().knowledge(guild).await?;
        let told: Vec<String> =
            heads.iter().map(|head| format!("{}.{}", head.number, head.version)).collect();
        Ok(told.join(" "))
    }
}

fn written(run: &Run) -> Result<String, Failure> {
    serde_json::to_string(run).map_err(|error| Failure::Broken(error.to_string()))
}
