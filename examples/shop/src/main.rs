//! `cargo run -p shop`: runs the shop, kills it while the bank is charging a card, and runs it again.
//!
//! The second run continues where the first one was killed: every order ends, and every card is charged once.
//! `cargo run -p shop -- work FOLDER` runs the shop alone, in a folder for its files, and `cargo run -p shop -- serve FOLDER [PORT]` over
//! HTTP; `examples/shop/checkout.sh` kills that while customers check out.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use shop::{bank, serve};

/// The shop is killed when the bank hears of a payment for the second time.
const KILLED_AT: usize = 2;

/// The port where the shop is served, if none is given. This computer alone reaches it.
const PORT: u16 = 8080;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [] => show(),
        [command, folder] if command == "work" => serve::run(Path::new(folder)).await,
        [command, folder] if command == "serve" => serve_at(folder, PORT).await,
        [command, folder, port] if command == "serve" => serve_at(folder, port.parse()?).await,
        _ => Err("usage: shop, shop work FOLDER, or shop serve FOLDER [PORT]".into()),
    }
}

#[cfg(feature = "http")]
async fn serve_at(folder: &str, port: u16) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    shop::web::serve(Path::new(folder), (std::net::Ipv4Addr::LOCALHOST, port)).await
}

/// Builds the shop again, with the libraries for HTTP, and becomes that program: whoever only wants to see the shop need not wait for them.
#[cfg(all(unix, not(feature = "http")))]
async fn serve_at(folder: &str, port: u16) -> Result<(), Box<dyn Error>> {
    use std::os::unix::process::CommandExt;

    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--features", "http"]);
    cargo.args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")]);
    cargo.args(["--", "serve", folder]).arg(port.to_string());
    println!("The shop is built with HTTP.");
    Err(cargo.exec().into())
}

/// A program that runs cannot be built again here.
#[cfg(not(any(unix, feature = "http")))]
async fn serve_at(folder: &str, port: u16) -> Result<(), Box<dyn Error>> {
    Err(format!("build it with HTTP: cargo run -p shop --features http -- serve {folder} {port}").into())
}

/// Runs the shop twice, in processes of their own.
fn show() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("work").arg(folder.path());

    println!("The shop opens.");
    let mut first = command.stdout(Stdio::piped()).spawn()?;
    let mut payments = 0;
    for line in BufReader::new(first.stdout.take().ok_or("the shop has no output")?).lines() {
        let line = line?;
        println!("{line}");
        payments += usize::from(line.starts_with("  bank:"));
        if payments == KILLED_AT {
            break;
        }
    }
    first.kill()?;
    first.wait()?;

    println!("\nThe shop is killed in the middle of a payment, and opens again.");
    let status = command.stdout(Stdio::inherit()).status()?;
    let charges = bank::charges(&folder.path().join("bank.txt"))?;
    println!("\nThe bank charged {} cards, each once:", charges.len());
    charges.iter().for_each(|(key, amount)| println!("  {amount} euros for {key}"));
    if status.success() { Ok(()) } else { Err("the second run failed".into()) }
}
