//! The commands besides `serve` and `demo`.

use crate::{
    config::{Backup, Database, Restore, Serve, Transcript},
    serve,
};
use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use store::{Address, migrations};

/// Prints a line for people.
#[expect(clippy::print_stdout, reason = "the words of a command line tool")]
fn say(line: &str) {
    println!("{line}");
}

/// `guildhall migrate`.
///
/// # Errors
/// A sentence with the way out.
pub async fn migrate(database: Database) -> Result<()> {
    let address = Address::read(&database.address());
    let _alone = store::claim(&address).await?;
    let ran = migrations::run(&address).await?;
    for name in &ran {
        say(&format!("ran {name}"));
    }
    say(&format!("the database is at schema {}", migrations::newest()));
    Ok(())
}

/// `guildhall backup`.
///
/// # Errors
/// A sentence with the way out.
pub fn backup(options: Backup) -> Result<()> {
    store::backup::backup(&Address::read(&options.database.address()), &options.to)?;
    say(&format!(
        "{} holds the database as it was just now; copy the files folder {} as well",
        options.to.display(),
        options.database.files().display()
    ));
    Ok(())
}

/// `guildhall restore`.
///
/// # Errors
/// What is wrong with the backup.
pub async fn restore(options: Restore) -> Result<()> {
    let report = if options.verify {
        store::backup::verify(&options.from).await?
    } else {
        let address = Address::read(&options.database.address());
        let _alone = store::claim(&address).await?;
        store::backup::restore(&options.from, &address).await?
    };
    let store::backup::Report { schema, tickets, events, messages, files } = report;
    say(&format!(
        "{}: schema {schema}, {tickets} tickets, {events} events, {messages} messages, {files} files",
        options.from.display()
    ));
    say(if options.verify {
        "the backup is good"
    } else {
        "restored; what was there before is beside it, as *.before-restore"
    });
    Ok(())
}

/// `guildhall doctor`.
///
/// # Errors
/// If anything has to be fixed.
pub async fn doctor(options: Serve) -> Result<()> {
    let mut bad = 0;
    let mut tell = |ok: bool, name: &str, words: &str| {
        bad += u32::from(!ok);
        say(&format!("{} {name}: {words}", if ok { "ok  " } else { "FIX " }));
    };
    let address = Address::read(&options.database.address());
    match migrations::current(&address).await {
        Ok(found) if found < migrations::newest() => {
            tell(
                true,
                "database",
                &format!("reachable; serve will bring schema {found} up to {}", migrations::newest()),
            );
        }
        Ok(_) => tell(true, "database", "reachable and up to date"),
        Err(error) => tell(false, "database", &error.to_string()),
    }
    let secret = serve::secret(options.client_secret.as_ref(), options.client_secret_file.as_deref())?;
    match secret {
        Some(_) => tell(true, "web sign-in", "a client secret is set"),
        None => tell(
            false,
            "web sign-in",
            "set GUILDHALL_CLIENT_SECRET (Discord developer portal, OAuth2, Client Secret)",
        ),
    }
    match serve::token(&options) {
        Ok(token) => {
            let public_url =
                options.public_url.clone().unwrap_or_else(|| format!("http://{}", options.listen));
            let config = serve::discord_config(&token, options.discord_base.as_deref(), &public_url)?;
            for check in discord::doctor(config).await {
                tell(check.ok, &check.name, &check.sentence);
            }
        }
        Err(error) => tell(false, "token", &error.to_string()),
    }
    if bad > 0 { bail!("{bad} of these need fixing") } else { Ok(()) }
}

/// `guildhall transcript …`.
///
/// # Errors
/// What is wrong with the file.
pub fn transcript(what: Transcript) -> Result<()> {
    let Transcript::Render { file, output, zone } = what;
    let input: Box<dyn Read> = if file.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        Box::new(std::fs::File::open(&file).with_context(|| format!("{} cannot be opened", file.display()))?)
    };
    let mut imported = transcript::import(input)?;
    imported.conversation.zone = Some(
        transcript::zone(&zone)
            .with_context(|| format!("there is no zone {zone:?}: use a name such as Europe/Berlin"))?,
    );
    let writer: Box<dyn Write> = match &output {
        Some(path) => Box::new(
            std::fs::File::create(path).with_context(|| format!("{} cannot be written", path.display()))?,
        ),
        None => Box::new(std::io::stdout().lock()),
    };
    let lines = imported.messages.into_iter().map(transcript::Line::message);
    let options = transcript::Options { files: &transcript::no_files, nonce: None };
    transcript::render_page(&imported.conversation, lines, std::io::BufWriter::new(writer), options)
        .context("the page cannot be written")
}
