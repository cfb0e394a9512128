//! How a model is asked: any endpoint that speaks OpenAI's chat wire, hosted or on this machine (llama.cpp, vLLM, Ollama).
//!
//! Nothing here decides what a member is told; that is `assist`. Whatever goes wrong here has a name, and ends with staff being called.

mod client;
mod endpoint;
mod failure;
mod stream;
mod turn;
mod wire;

pub use client::{Client, Said};
pub use endpoint::{Endpoint, Key, Wrong};
pub use failure::Failure;
pub use turn::{Outcome, TIME, take};
