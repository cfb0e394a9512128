//! Serves the pages with sample data on loopback, to look at: `cargo run -p web --example preview -- 8099`.
//!
//! Prints a cookie for each sample person; set it in the browser to be them.
#![allow(clippy::print_stdout, reason = "a program for people")]

#[path = "../tests/world/mod.rs"]
mod world;

use desk::ports::Change;
use ticket::Command;
use tokio_util::sync::CancellationToken;
use world::{ADA, BETH, CARO, GUILD, JONAS, MIRA, NOW, World};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port: u16 = std::env::args().nth(1).map_or(Ok(8099), |text| text.parse())?;
    let world = World::new().await;
    tickets(&world).await;
    for (user, name) in [(ADA, "ada"), (BETH, "beth"), (MIRA, "mira"), (JONAS, "jonas")] {
        println!("guildhall={}", world.sign_in(user, name).await.0);
    }
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let address = format!("http://127.0.0.1:{port}");
    println!("{address}/g/{GUILD}/tickets");
    let router = web::router(std::sync::Arc::clone(&world.desk), world::config(&address));
    web::serve(listener, router, CancellationToken::new()).await?;
    Ok(())
}

async fn tickets(world: &World) {
    let samples = [
        (MIRA, 1, "Charged twice for the spring season", 200),
        (JONAS, 2, "The launcher closes itself whenever I press “Play”, since the update on Thursday", 95),
        (MIRA, 2, "Map tiles are missing in the north", 4_000),
        (JONAS, 1, "Refund for a gift", 12_000),
        (MIRA, 1, "<script>alert(1)</script> & an “invoice”", 33),
    ];
    let mut keys = Vec::new();
    for (user, kind, subject, minutes) in samples {
        keys.push(world.open(user, kind, subject, minutes).await);
    }
    let first = keys[0];
    world.ready(first, 3100).await;
    world
        .says(
            first,
            MIRA,
            "Hi! My card shows **two** charges for the season pass:\n> 12.99 €\n> 12.99 €",
            198,
        )
        .await;
    world.does(first, BETH, Command::Claim, 180).await;
    world.says(first, BETH, "Hello Mira, I am looking at it. Is it order `4417`?", 178).await;
    let edited = world.says(first, MIRA, "Yes", 170).await;
    let body = world.desk.store().lines(first, None, 50).await.unwrap();
    let body = body
        .iter()
        .find(|line| line.message == edited)
        .unwrap()
        .body
        .replace("\"Yes\"", "\"Yes, that one. Here is the statement.\"");
    let change = Change::Edited { message: edited, at: NOW.plus_seconds(-60 * 169), body };
    world.desk.append(vec![(first, change)], Vec::new()).await.unwrap();
    world.sends(first, MIRA, "", 168, Some((71, "statement.png", "image/png", world::PNG))).await;
    world
        .sends(
            first,
            MIRA,
            "and the log",
            167,
            Some((72, "log.html", "text/html", b"<script>alert(1)</script>")),
        )
        .await;
    let gone = world.says(first, MIRA, "my password is hunter2", 160).await;
    let change = Change::Deleted { message: gone, at: NOW.plus_seconds(-60 * 159) };
    world.desk.append(vec![(first, change)], Vec::new()).await.unwrap();
    world
        .says(first, BETH, "Found it, the second one is refunded. It takes three days. <@440401920>", 12)
        .await;
    world.ready(keys[1], 3101).await;
    let caro = world.actor(CARO).await.person().unwrap().clone();
    world.does(keys[1], BETH, Command::Assign { to: Box::new(caro) }, 90).await;
    world.says(keys[1], JONAS, "Any news?", 4).await;
    world.does(keys[2], CARO, Command::Claim, 3_900).await;
    world.does(keys[2], CARO, Command::SetPriority(ticket::Priority::High), 3_800).await;
    world
        .does(
            first,
            BETH,
            Command::Note { text: "She has paid twice before: *check the bank* first.".to_owned() },
            150,
        )
        .await;
    world.does(first, BETH, Command::Tag(ticket::TagId(1)), 140).await;
    world.does(first, BETH, Command::SetPriority(ticket::Priority::Urgent), 139).await;
    world
        .does(keys[1], CARO, Command::RequestClose { reason: Some("The patch is out.".to_owned()) }, 20)
        .await;
    world
        .does(
            keys[3],
            BETH,
            Command::Close { reason: Some("Refunded, and the member agreed.".to_owned()) },
            11_000,
        )
        .await;
}
