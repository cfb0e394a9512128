//! Any published bot against the stand-in, unmodified: `cargo run -p fake-discord --example front -- 127.0.0.1:443 127.0.0.1:8301 ca.pem`.
//! docs/fidelity.md says what goes around it.

mod front;

use front::Front;
use std::net::SocketAddr;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [listen, to, file] = given.as_slice() else {
        return Err(
            "wanted: where to listen, where the stand-in is, and a file for the authority's certificate"
                .into(),
        );
    };
    let (listen, to): (SocketAddr, SocketAddr) = (listen.parse()?, to.parse()?);
    if !(listen.ip().is_loopback() && to.ip().is_loopback()) {
        return Err("it stands in for Discord on this machine only: both addresses must be loopback".into());
    }
    let front = Front::new()?;
    std::fs::write(file, &front.authority)?;
    let listener = TcpListener::bind(listen).await?;
    eprintln!("https on {listen} for {}", front::NAMES.join(", "));
    Ok(front.run(listener, to).await?)
}
