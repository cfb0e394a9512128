//! Labelled points at which a test may kill the process: "between the commit and the call" must be survivable everywhere.

/// Kills this process at once if the environment names this point: `GUILDHALL_CRASH_AT=label` or `label:n` for the n-th time.
///
/// Compiled to nothing in release builds.
pub fn point(_label: &str) {
    #[cfg(debug_assertions)]
    {
        use std::sync::atomic::{AtomicU32, Ordering};
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let Ok(wanted) = std::env::var("GUILDHALL_CRASH_AT") else { return };
        let (label, nth) = wanted.split_once(':').unwrap_or((&wanted, "1"));
        if label == _label && (COUNT.fetch_add(1, Ordering::SeqCst) + 1).to_string() == nth {
            std::process::abort();
        }
    }
}
