//! Secret values of the settings are masked everywhere: in the output of `flow-host`, and over HTTP.

use std::error::Error;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use flow::Decimal;
use flow_durable::{Attempts, Call, Trouble};
use flow_host::Host;
use flow_host::http::Api;

flow::flow!("tests/masked.flow", durable);

type Outcome = Result<(), Box<dyn Error>>;

/// The hidden number of a card.
const CARD: &str = "4111-2222";

/// A bank that reveals too much about the card, by the total: 2 is refused, 3 has no answer.
struct Bank;

impl payment::AsyncBindings for Bank {
    type Error = String;

    async fn charge_the_card_card_with_total(
        &self,
        _: &payment::Context,
        card: &str,
        total: Decimal,
        _: &Call,
    ) -> Result<(), Trouble<String>> {
        match total.to_string().as_str() {
            "2" => Err(Trouble::Refused(format!("{card} is stolen"))),
            "3" => Err(Trouble::Later(format!("nobody knows {card} now"))),
            _ => Ok(()),
        }
    }
}

/// The response to a request, or a stream up to the state of an instance that has had all its events.
async fn request(address: &str, head: &str, body: &str) -> Result<String, Box<dyn Error>> {
    let text = format!(
        "{head} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nconnection: close\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    let address = address.to_owned();
    let exchange = move || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(120)))?;
        stream.write_all(text.as_bytes())?;
        let (mut all, mut part) = (Vec::new(), [0; 4096]);
        loop {
            let length = stream.read(&mut part)?;
            all.extend_from_slice(&part[..length]);
            let read = String::from_utf8_lossy(&all);
            // A stream never ends by itself.
            let is_stream = read.contains("text/event-stream");
            if length == 0 || (is_stream && read.contains("\ndata: ")) {
                return Ok(read.into_owned());
            }
        }
    };
    Ok(tokio::task::spawn_blocking(exchange).await??)
}

/// The output of `flow-host`, with any exit code.
fn print(database: &Path, command: &[&str]) -> Result<String, Box<dyn Error>> {
    let (name, arguments) = command.split_first().ok_or("there is a command")?;
    let mut process = Command::new(env!("CARGO_BIN_EXE_flow-host"));
    let output = process.arg(name).arg(database).args(arguments).output()?;
    Ok(String::from_utf8(output.stdout)? + &String::from_utf8(output.stderr)?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_shown_nowhere() -> Outcome {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("payment.db");
    let host = Host::<system::Program>::open(&database)
        .awaits::<payment::Payment, _>(Bank)
        .attempts(Attempts { most: 1, ..Attempts::default() })
        .start()
        .await?;
    let shown = host.http(Api::new().authenticate(async |_| None).show::<payment::Payment>(&["number"]));
    assert_eq!(
        shown.map_err(|error| error.to_string()).err().as_deref(),
        Some("'payment.$number' is secret, and cannot be shown")
    );
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?.to_string();
    let server = host.clone();
    tokio::spawn(async move { server.serve(listener, Api::new(), std::future::pending()).await });

    let mut seen = Vec::new();
    for (id, total, expected) in [
        ("a", "1", r#""state":"paid""#),
        ("b", "2", r#""detail":"'charge the card $card with $total' failed: •••""#),
        ("c", "3", r#""detail":"'charge the card $card with $total' has no answer: •••""#),
        ("d", "1000", r#""detail":"The card ••• is too weak""#),
    ] {
        request(&address, &format!("POST /payment?id={id}"), "{}").await?;
        let body = format!(r#"{{"card": "{CARD}", "total": {total}}}"#);
        let answered = request(&address, &format!("POST /payment/{id}/pay"), &body).await?;
        assert!(answered.contains(expected), "{answered}");
        seen.push(answered);
        for path in ["", "/-/history", "/-/events"] {
            seen.push(request(&address, &format!("GET /payment/{id}{path}"), "").await?);
        }
        for command in ["show", "history"] {
            seen.push(print(&database, &[command, "payment", id])?);
            seen.push(print(&database, &[command, "payment", id, "--format", "json"])?);
        }
        seen.push(print(&database, &["lanes", "payment", id])?);
    }
    seen.push(request(&address, "GET /-/metrics", "").await?);
    seen.push(request(&address, "GET /payment", "").await?);
    for command in [&["dead"][..], &["dead", "--format", "json"], &["ls"], &["ls", "payment"]] {
        seen.push(print(&database, command)?);
    }
    host.shutdown(Duration::from_secs(5)).await;
    let showing: Vec<_> = seen.iter().filter(|text| text.contains(CARD)).collect();
    assert!(showing.is_empty(), "{showing:#?}");
    // It was stored, and values that are not secret are shown.
    let hidden = seen.iter().filter(|text| text.contains("•••")).count();
    assert!(hidden >= 10, "{hidden}: {seen:#?}");
    assert!(seen.iter().any(|text| text.contains(r#""total":"1""#)), "{seen:#?}");
    let connection = rusqlite::Connection::open(&database)?;
    let stored: i64 = connection.query_row(
        "SELECT count(*) FROM flow_journal WHERE payload LIKE '%' || ?1 || '%'",
        [CARD],
        |row| row.get(0),
    )?;
    assert!(stored > 0, "the host has it, and goes on with it");
    Ok(())
}

/// A folder with a specification without phrases, and settings.
fn interpreted(settings: &str) -> Result<tempfile::TempDir, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let flow = "machine: @order\n\n  scenario: pay\n    on> :pay from @customer with $card: string\n      \
                $number: string becomes $card\n    expect:\n      = $number is \"\"\n";
    std::fs::write(folder.path().join("order.flow"), flow)?;
    std::fs::write(folder.path().join("flow.toml"), settings)?;
    Ok(folder)
}

/// The output of `flow-host serve` until it ends, or prints its address.
fn serve(folder: &Path) -> Result<(std::process::Child, String), Box<dyn Error>> {
    use std::io::{BufRead, BufReader};
    let mut command = Command::new(env!("CARGO_BIN_EXE_flow-host"));
    command.args(["serve", "order.flow", "--listen"]).arg(format!("{}:0", Ipv4Addr::LOCALHOST));
    let piped = std::process::Stdio::piped;
    let mut child = command.current_dir(folder).stdout(piped()).stderr(piped()).spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().ok_or("it has an output")?).read_line(&mut line)?;
    Ok((child, line))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interpreted_program_has_secrets_too() -> Outcome {
    let folder = interpreted("[host]\nsecret = [\"order.$card\", \"order.$number\"]\n")?;
    let (mut child, line) = serve(folder.path())?;
    let address = line.trim_start_matches("http://").split(' ').next().unwrap_or_default().to_owned();
    request(&address, "POST /order?id=a", "{}").await?;
    let paid = request(&address, "POST /order/a/pay", &format!(r#"{{"card": "{CARD}"}}"#)).await?;
    assert!(paid.contains("200 OK"), "{paid}");
    let history = request(&address, "GET /order/a/-/history", "").await?;
    assert!(history.contains(r#""payload":{"card":"•••"}"#), "{history}");
    child.kill()?;
    child.wait()?;
    let shown = print(&folder.path().join("order.db"), &["show", "order", "a"])?;
    assert!(shown.contains("$number  \"•••\"") && !shown.contains(CARD), "{shown}");
    Ok(())
}

#[test]
fn a_secret_with_another_name_is_an_error() -> Outcome {
    for (settings, expected) in [
        ("[host]\nsecret = [\"order.$cart\"]\n", "did you mean 'order.$card'?"),
        ("[host]\nsecret = [\"oder.$card\"]\n", "did you mean 'order.$card'?"),
        ("[host]\nsecret = [\"order.$password\"]\n", "'@order' has no '$password'"),
    ] {
        let folder = interpreted(settings)?;
        let (mut child, line) = serve(folder.path())?;
        assert_eq!(line, "", "it serves nothing");
        let mut error = String::new();
        child.stderr.take().ok_or("it has errors")?.read_to_string(&mut error)?;
        child.wait()?;
        assert!(error.contains(expected), "{error}");
    }
    Ok(())
}
