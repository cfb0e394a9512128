//! Auto-Assist at work: knowledge bases on their shelf, the model that is asked, and the turn that is taken.
//!
//! Nothing here decides what a member is told; that is `assist`. A model is any endpoint that speaks OpenAI's chat wire, hosted or on this machine
//! (llama.cpp, vLLM, Ollama). Whatever goes wrong with it has a name, and ends with staff being called.

mod assistant;
mod client;
mod draft;
mod endpoint;
mod evaluation;
mod failure;
mod measure;
mod price;
pub mod reading;
mod shelf;
mod stream;
mod turn;
mod wire;

pub use assistant::{Assistant, NotSet, day};
pub use client::{Client, Said};
pub use desk::{Locked, Vault};
pub use draft::Draft;
pub use endpoint::{Endpoint, Key, Wrong};
pub use evaluation::{MOST_BYTES, MOST_QUESTIONS, NotBegun, Wanted};
pub use failure::Failure;
pub use measure::{Asked, Ended, Mistake, Run, evaluate};
pub use price::{NoPrice, Paid, Price};
pub use shelf::{NotSaved, Shelf};
pub use turn::{Outcome, TIME, take};
