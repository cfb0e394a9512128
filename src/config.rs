//! What the program is told: by command line, environment, or a file.

use clap::{Args, Parser, Subcommand};
use std::{fmt, net::SocketAddr, path::PathBuf};

/// A self-hosted support desk for Discord communities.
#[derive(Parser)]
#[command(name = "guildhall", version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The program's commands.
#[derive(Subcommand)]
pub enum Command {
    /// Try the product: a sample community in a built-in stand-in for Discord, everything on this machine.
    Demo(Demo),
    /// Run the support desk against Discord.
    Serve(Serve),
    /// Check token, intents, permissions and database, and print what to fix.
    Doctor(Serve),
    /// Bring the database up to this version.
    Migrate(Database),
    /// Write a consistent copy of the database to a file, while it is in use.
    Backup(Backup),
    /// Check a backup, or put it in place of the database.
    Restore(Restore),
    /// Set the provider of Auto-Assist, and measure its answers.
    #[command(subcommand)]
    Assist(AssistCommand),
    /// Work with transcripts.
    #[command(subcommand)]
    Transcript(Transcript),
}

/// Where the database is.
#[derive(Args, Clone)]
pub struct Database {
    /// A SQLite file (`sqlite:///path` or a path) or a PostgreSQL server (`postgres://…`); by default a file in the data folder.
    #[arg(long = "database", env = "GUILDHALL_DATABASE")]
    pub url: Option<String>,
    /// The folder for the database file and for copies of files.
    #[arg(long = "data", env = "GUILDHALL_DATA", default_value = "data")]
    pub folder: PathBuf,
}

impl Database {
    /// The database's address.
    pub fn address(&self) -> String {
        self.url.clone().unwrap_or_else(|| self.folder.join("guildhall.db").display().to_string())
    }
    /// Where copies of files are kept.
    pub fn files(&self) -> PathBuf {
        self.folder.join("files")
    }
}

/// A value that is never printed.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The value, for the one who has to use it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value.trim().to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

impl std::str::FromStr for Secret {
    type Err = std::convert::Infallible;
    fn from_str(value: &str) -> Result<Self, Self::Err> {
        Ok(value.to_owned().into())
    }
}

/// How to run against Discord.
#[derive(Args, Clone)]
pub struct Serve {
    /// Where things are kept.
    #[command(flatten)]
    pub database: Database,
    /// The bot's token.
    #[arg(long, env = "GUILDHALL_TOKEN", hide_env_values = true)]
    pub token: Option<Secret>,
    /// A file that holds the bot's token.
    #[arg(long, env = "GUILDHALL_TOKEN_FILE", conflicts_with = "token")]
    pub token_file: Option<PathBuf>,
    /// The application's OAuth2 client secret, for signing in on the web.
    #[arg(long, env = "GUILDHALL_CLIENT_SECRET", hide_env_values = true)]
    pub client_secret: Option<Secret>,
    /// A file that holds the client secret.
    #[arg(long, env = "GUILDHALL_CLIENT_SECRET_FILE", conflicts_with = "client_secret")]
    pub client_secret_file: Option<PathBuf>,
    /// The address the web listens on.
    #[arg(long, env = "GUILDHALL_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The address people reach the web at, as `https://support.example.org`.
    #[arg(long, env = "GUILDHALL_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The name of the slash command that holds all others: 1 to 32 small letters, digits, - and _.
    #[arg(long = "command", env = "GUILDHALL_COMMAND", default_value = crate::serve::ROOT_COMMAND, value_parser = command_name)]
    pub command: String,
    /// Let webhooks lead to private and loopback addresses, there also over http. Off by default: whoever may configure a server could
    /// otherwise have this machine call into its own network.
    #[arg(long, env = "GUILDHALL_WEBHOOKS_PRIVATE")]
    pub webhooks_private: bool,
    /// Another base for Discord's API, OAuth2 and gateway: for stand-ins only.
    #[arg(long, env = "GUILDHALL_DISCORD_BASE", hide = true)]
    pub discord_base: Option<String>,
}

/// A name that Discord takes for a command (interactions/application-commands, "Application Command Naming").
fn command_name(given: &str) -> Result<String, String> {
    let name = given.trim().trim_start_matches('/');
    let fits = |c: char| matches!(c, '-' | '_') || c.is_alphanumeric() && !c.is_uppercase();
    if (1..=32).contains(&name.chars().count()) && name.chars().all(fits) {
        Ok(name.to_owned())
    } else {
        Err("a command has 1 to 32 small letters, digits, - and _".to_owned())
    }
}

/// How to run the demo.
#[derive(Args, Clone)]
pub struct Demo {
    /// The port of the web; the stand-in for Discord takes the next one. With 0, free ones.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Keep the demo's data here; by default it is new with each start.
    #[arg(long)]
    pub data: Option<PathBuf>,
    /// Begin with a year of tickets, so that the reports have something to say; always so where no data is kept.
    #[arg(long)]
    pub year: bool,
    /// Write everything that goes over the stand-in's wire to this new file, as lines of JSON.
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
}

/// How to back up.
#[derive(Args, Clone)]
pub struct Backup {
    /// What to back up.
    #[command(flatten)]
    pub database: Database,
    /// The file to write; it must not exist.
    pub to: PathBuf,
}

/// How to restore.
#[derive(Args, Clone)]
pub struct Restore {
    /// Where to restore to.
    #[command(flatten)]
    pub database: Database,
    /// Only check the backup.
    #[arg(long)]
    pub verify: bool,
    /// The backup.
    pub from: PathBuf,
}

/// What can be done with Auto-Assist.
#[derive(Subcommand, Clone)]
pub enum AssistCommand {
    /// Set which model is asked, show it, or take it away. Any OpenAI-compatible endpoint, hosted or on this machine.
    Provider(Provider),
    /// Run questions with the expected action and section, and print how many came out right.
    Evaluate(Evaluate),
}

/// Which model is asked.
#[derive(Args, Clone)]
pub struct Provider {
    /// Where things are kept.
    #[command(flatten)]
    pub database: Database,
    /// The base address with the version, as `https://api.example.com/v1` or `http://127.0.0.1:11434/v1`.
    #[arg(long = "url", requires = "model")]
    pub endpoint: Option<String>,
    /// The chat model's name there.
    #[arg(long, requires = "endpoint")]
    pub model: Option<String>,
    /// The embeddings model's name there; without one, sections are found by words alone.
    #[arg(long, requires = "endpoint")]
    pub embeddings: Option<String>,
    /// The key.
    #[arg(long, env = "GUILDHALL_ASSIST_KEY", hide_env_values = true)]
    pub key: Option<Secret>,
    /// A file that holds the key.
    #[arg(long, conflicts_with = "key")]
    pub key_file: Option<PathBuf>,
    /// Take answers piece by piece.
    #[arg(long)]
    pub stream: bool,
    /// What a million tokens cost, of questions and of answers, as "0.15/0.60 USD": then costs are shown beside tokens.
    #[arg(long, requires = "endpoint")]
    pub price: Option<assistant::Price>,
    /// Take the provider away.
    #[arg(long, conflicts_with_all = ["endpoint", "model"])]
    pub remove: bool,
}

/// Which questions are run.
#[derive(Args, Clone)]
pub struct Evaluate {
    /// Where things are kept.
    #[command(flatten)]
    pub database: Database,
    /// The Discord server whose knowledge bases are asked; without it the sample's.
    #[arg(long)]
    pub guild: Option<u64>,
    /// A file with one JSON object on each line: `question`, `action`, and for replies `sections` as `title#anchor`.
    #[arg(long)]
    pub questions: Option<PathBuf>,
    /// Leave the model out: retrieval alone.
    #[arg(long)]
    pub alone: bool,
    /// Print each question for which another action was chosen.
    #[arg(long, short)]
    pub verbose: bool,
}

/// What can be done with transcripts.
#[derive(Subcommand, Clone)]
pub enum Transcript {
    /// Turn a DiscordChatExporter JSON export, or an array of Discord message objects, into an HTML page.
    Render {
        /// The file to read; `-` for standard input.
        file: PathBuf,
        /// The file to write; standard output if absent.
        #[arg(long, short)]
        output: Option<PathBuf>,
        /// The zone for times, as `Europe/Berlin`.
        #[arg(long, default_value = "UTC")]
        zone: String,
    },
}

#[cfg(test)]
mod tests {
    use super::command_name;

    /// What Discord takes as a command's name is taken, with or without its stroke; everything else is refused before Discord does.
    #[test]
    fn a_command_has_a_name_that_discord_takes() {
        for (given, name) in [
            ("ptickets", "ptickets"),
            ("/hilfe", "hilfe"),
            ("help-desk_2", "help-desk_2"),
            ("tickéts", "tickéts"),
        ] {
            assert_eq!(command_name(given).as_deref(), Ok(name));
        }
        for given in ["", "/", "Help", "two words", "a/b", &"x".repeat(33)] {
            assert!(command_name(given).is_err(), "{given}");
        }
    }
}
