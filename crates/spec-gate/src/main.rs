//! Judges what was recorded in another process (`guildhall demo --record FILE`): every exchange and every payload in the file, against what
//! the gate of a test holds them to. Says what was judged, or fails with path and rule.

use fake_discord::tap::Seen;
use spec_gate::{Violation, judge_exchange, judge_payload, told};
use std::{
    collections::HashSet,
    fs::File,
    io::{BufRead as _, BufReader},
    process::ExitCode,
};

#[expect(clippy::print_stdout, reason = "the words of a command line tool")]
fn main() -> ExitCode {
    let files: Vec<_> = std::env::args_os().skip(1).collect();
    let [file] = files.as_slice() else {
        eprintln!("spec-gate FILE: judges what `guildhall demo --record FILE` wrote");
        return ExitCode::FAILURE;
    };
    let why = match File::open(file).map_err(|error| error.to_string()).and_then(judged) {
        Ok((exchanges, payloads, found)) if found.is_empty() => {
            println!("{exchanges} exchanges and {payloads} payloads broke none of Discord's rules");
            return ExitCode::SUCCESS;
        }
        Ok((_, _, found)) => told(&found),
        Err(why) => format!("{}: {why}", file.display()),
    };
    eprintln!("{why}");
    ExitCode::FAILURE
}

/// How many exchanges and payloads there are, and what broke a rule, each once. The last line may have been cut off: whoever wrote it
/// may have been killed.
fn judged(record: impl std::io::Read) -> Result<(usize, usize, Vec<Violation>), String> {
    let (mut exchanges, mut payloads) = (0, 0);
    let (mut known, mut all) = (HashSet::new(), Vec::new());
    let mut lines = BufReader::new(record).lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        let line = line.map_err(|error| error.to_string())?;
        let found = match serde_json::from_str(&line) {
            Ok(Seen::Exchange(exchange)) => {
                exchanges += 1;
                judge_exchange(&exchange)
            }
            Ok(Seen::Payload(text)) => {
                payloads += 1;
                judge_payload(&text)
            }
            Err(_) if lines.peek().is_none() => break,
            Err(error) => return Err(format!("line {}: {error}", index + 1)),
        };
        all.extend(found.into_iter().filter(|one| known.insert(one.clone())));
    }
    // What is recorded begins with the application's own account.
    if exchanges == 0 {
        return Err("nothing was recorded".to_owned());
    }
    Ok((exchanges, payloads, all))
}
