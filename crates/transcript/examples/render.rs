//! Renders a file of messages to a page: `cargo run -p transcript --example render -- FILE > page.html`.

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, stdout};
use transcript::{Line, Options, import, render_page};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("Give the name of a JSON file.")?;
    let imported = import(BufReader::new(File::open(path)?))?;
    let lines = imported.messages.into_iter().map(Line::message);
    Ok(render_page(&imported.conversation, lines, stdout().lock(), Options::default())?)
}
