//! What the desk asks of its surroundings. Every trait here has two real implementations, SQLite and PostgreSQL, and one suite
//! that both pass.

mod audit;
mod batches;
mod begun_forms;
mod conversation;
mod directory;
mod erasures;
mod evaluations;
mod examined;
mod figures;
mod knowledge;
mod pictures;
mod pushes;
mod queue;
mod recomputes;
mod records;
mod relay;
mod samples;
mod saved_views;
mod search;
mod sessions;
mod tokens;
mod views;
mod webhooks;

pub use audit::{Acted, Audit};
pub use batches::{Batch, BatchState, Batches, Item, ItemState, NewBatch, Taken};
pub use begun_forms::{BegunFile, BegunForm, BegunForms, BegunKey};
pub use conversation::{Body, Change, Conversation, FileState, Line, Posted, Ready, StoredFile};
pub use directory::{Directory, GuildInfo, MemberInfo, RoleInfo};
pub use erasures::{Erased, Erasure, ErasureState, Erasures};
pub use evaluations::{Evaluation, Evaluations, KEPT_EVALUATIONS, NewEvaluation, RunState};
pub use examined::Examined;
pub use figures::{Behind, Check, Checked, Ends, Figure, Figures, Listing, Rows, Span, Total, USUAL_ZONE};
pub use knowledge::{
    Knowledge, KnowledgeHead, KnowledgeText, MOST_KNOWLEDGE, MOST_PROPOSALS, MOST_VERSIONS, NewKnowledge,
    Proposal, Spent,
};
pub use pictures::{Picture, Pictures, Portrayed, Shown};
pub use pushes::{Device, Moved, NewDevice, Pushes};
pub use queue::{Finish, GivenUp, Leased, Queue};
pub use recomputes::{MOST_RECOMPUTED, Progress, Recompute, Recomputes, Which};
pub use records::{Commit, Config, Expect, Loaded, Records, Saved};
pub use relay::{Copy, Relays, Unshown, Waiting};
pub use samples::{SampleSet, Samples};
pub use saved_views::{Kept, SavedViews};
pub use search::{Hit, Hits, Part, Reached, Reader, Search};
pub use sessions::{Addable, Session, Sessions, TokenHash};
pub use ticket::Activity;
pub use tokens::{ApiToken, Begun, MOST_TOKENS, NewToken, Tokens};
pub use views::{Counts, Cursor, Filter, NextWord, Order, Row, Show, Views};
pub use webhooks::{Delivery, DeliveryState, NewWebhook, Told, Tried, Webhook, WebhookState, Webhooks};

use async_trait::async_trait;

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// What the decision relied on is no longer so; nothing was written. Load and judge again.
    #[error("changed in the meantime")]
    Conflict,
    /// The store cannot be reached, or is too busy; trying later may work.
    #[error("the store cannot be reached: {0}")]
    Unavailable(String),
    /// The store answered with something that should not be.
    #[error("the store failed: {0}")]
    Broken(String),
}

/// Everything that is kept.
#[async_trait]
pub trait Store:
    Records
    + Queue
    + Conversation
    + Pictures
    + Directory
    + Views
    + SavedViews
    + Sessions
    + Pushes
    + Relays
    + Samples
    + Figures
    + Knowledge
    + Webhooks
    + Tokens
    + Audit
    + Recomputes
    + Batches
    + BegunForms
    + Evaluations
    + Examined
    + Search
    + Erasures
{
    /// Asks the database for a sign of life.
    async fn ping(&self) -> Result<(), Failure>;
}
