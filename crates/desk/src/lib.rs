//! What happens: load, decide, commit, hint; the job runner; the ports.

pub mod ports;
