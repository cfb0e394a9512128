//! Guildhall: a self-hosted support desk for Discord communities.

use clap::Parser;
use guildhall::{
    assist,
    config::{Cli, Command},
    demo, serve, tools,
};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_env("GUILDHALL_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
    // Fails only if one was chosen before, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let result = match cli.command {
        Command::Demo(options) => demo::run(options).await,
        Command::Serve(options) => serve::run(options).await,
        Command::Doctor(options) => tools::doctor(options).await,
        Command::Migrate(database) => tools::migrate(database).await,
        Command::Backup(options) => tools::backup(options),
        Command::Restore(options) => tools::restore(options).await,
        Command::Assist(what) => assist::run(what).await,
        Command::Transcript(what) => tools::transcript(what),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One sentence with the way out; causes follow where there are any.
            eprintln!("guildhall: {error:#}");
            ExitCode::FAILURE
        }
    }
}
