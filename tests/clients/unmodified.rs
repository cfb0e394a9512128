//! Bots without any configuration: Discord's names lead to a TLS front, in a mount namespace with a hosts file of its own.

use crate::{
    Stage,
    front::{Front, NAMES},
};
use std::{
    net::SocketAddr,
    path::Path,
    sync::atomic::{AtomicU8, Ordering},
};
use tokio::{net::TcpListener, process::Command};

/// Starts the front before the stand-in and gives what a bot needs around it; none where this machine does not let us.
pub async fn around(stage: &Stage, folder: &Path) -> Option<Command> {
    // Loopback has many addresses: two runs on one machine do not meet, nor do two fronts of one run.
    static FRONTS: AtomicU8 = AtomicU8::new(1);
    let front = FRONTS.fetch_add(1, Ordering::Relaxed);
    let [high, low, ..] = std::process::id().to_le_bytes();
    let address = SocketAddr::from(([127, high, low, front], 443));
    let listener = allowed(TcpListener::bind(address).await, "port 443 of a loopback address")?;
    let may = Command::new("unshare").args(["--mount", "true"]).status().await;
    allowed(
        may.and_then(|status| {
            status.success().then_some(()).ok_or(std::io::ErrorKind::PermissionDenied.into())
        }),
        "unshare --mount",
    )?;
    let front = Front::new().expect("a certificate");
    let (authority, hosts) = (folder.join("authority.pem"), folder.join("hosts"));
    std::fs::write(&authority, &front.authority).expect("a file");
    let names =
        NAMES.iter().filter(|name| **name != "localhost").map(|name| format!("{} {name}\n", address.ip()));
    std::fs::write(&hosts, names.collect::<String>() + "127.0.0.1 localhost\n").expect("a file");
    let to = stage.fake.base_url().trim_start_matches("http://").parse().expect("an address");
    tokio::spawn(front.run(listener, to));
    stage.fake.change(|world| world.base = "https://discord.com".to_owned());
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "sh", "-c", "mount --bind \"$HOSTS_FILE\" /etc/hosts && exec \"$@\"", "sh"])
        .env("HOSTS_FILE", hosts)
        .env("NODE_EXTRA_CA_CERTS", &authority)
        .env("SSL_CERT_FILE", &authority)
        .env_remove("DISCORD_BASE");
    Some(command)
}

fn allowed<T>(result: std::io::Result<T>, what: &str) -> Option<T> {
    match result {
        Ok(done) => Some(done),
        Err(why) => {
            assert!(std::env::var_os("GUILDHALL_STRICT_TESTS").is_none(), "{what}: {why}");
            eprintln!("SKIPPED: unmodified bots need {what}: {why}");
            None
        }
    }
}
