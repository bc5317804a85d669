//! `flow-host serve` with the bindings of `examples/without-rust`: a specification that runs without Rust code.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use flow_host::http::Secrets;
use serde_json::Value;

type Outcome = Result<(), Box<dyn Error>>;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OTHER_SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

/// A process that prints its address first, and ends with its test.
struct Server {
    child: Child,
    address: String,
    /// The rest of its output. Without a reader, a program that prints would fail.
    _output: BufReader<ChildStdout>,
}

impl Server {
    fn start(command: &mut Command) -> Result<Self, Box<dyn Error>> {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().ok_or("it has no output")?);
        output.read_line(&mut line)?;
        let address = line.split(' ').next().unwrap_or_default().trim().to_owned();
        match address.starts_with("http://") || address.starts_with("https://") {
            true => Ok(Server { child, address, _output: output }),
            false => Err(format!("{command:?} prints {line:?}").into()),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/without-rust")
}

fn host(database: &Path, bindings: &str) -> Result<Server, Box<dyn Error>> {
    Server::start(&mut host_command(database, bindings))
}

fn host_command(database: &Path, bindings: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flow-host"));
    command.arg("serve").arg(example().join("flows/order.flow")).arg("--database").arg(database);
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).to_string();
    command.args(["--bindings", bindings, "--listen", &listen, "--show", "order.$receipt"]);
    // A request must go to the other program, past any proxy of the system.
    command.env("NO_PROXY", "*").env("FLOW_HOST_SECRET", SECRET);
    command
}

fn bindings(interpreter: &str, file: &str, secrets: &str) -> Result<Server, Box<dyn Error>> {
    let mut command = Command::new(interpreter);
    Server::start(command.arg(example().join(file)).arg("0").env("FLOW_HOST_SECRET", secrets))
}

/// The status and the body of the answer to a POST with more headers.
fn request_with(
    server: &Server,
    headers: &str,
    path: &str,
    body: &str,
) -> Result<(u16, Value), Box<dyn Error>> {
    exchange(server, "POST", path, headers, body)
}

/// Checks an order out. The caller waits longer than the bindings need, also on a busy machine.
fn check_out(server: &Server, order: &str, total: &str) -> Result<(u16, Value), Box<dyn Error>> {
    let body = format!("{{\"total\": {total}}}");
    request_with(server, "prefer: wait=60\r\n", &format!("/order/{order}/checkout"), &body)
}

/// The status and the body of an answer.
fn request(server: &Server, method: &str, path: &str, body: &str) -> Result<(u16, Value), Box<dyn Error>> {
    exchange(server, method, path, "", body)
}

fn exchange(
    server: &Server,
    method: &str,
    path: &str,
    headers: &str,
    body: &str,
) -> Result<(u16, Value), Box<dyn Error>> {
    let address = server.address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address)?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\nconnection: close\r\n\
         {headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no status")?;
    let body = text.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    let body = body.get(body.find('{').unwrap_or(0)..=body.rfind('}').unwrap_or(0)).unwrap_or("null");
    Ok((status, serde_json::from_str(body).unwrap_or(Value::Null)))
}

/// Waits until an order is in a state.
fn wait_for(server: &Server, order: &str, state: &str) -> Result<Value, Box<dyn Error>> {
    let end = Instant::now() + Duration::from_secs(120);
    loop {
        let (_, shown) = request(server, "GET", &format!("/order/{order}"), "")?;
        if shown["state"] == state {
            return Ok(shown);
        }
        if Instant::now() > end {
            return Err(format!("{order} is not in #{state}: {shown}").into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Orders that are paid and declined, before and after a restart of the host.
fn sell(interpreter: &str, file: &str) -> Outcome {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("order.db");
    // While one secret replaces another, both are known.
    let bindings = bindings(interpreter, file, &format!("{OTHER_SECRET} {SECRET}"))?;
    let server = host(&database, &bindings.address)?;
    assert_eq!(request(&server, "POST", "/order?id=o-1", "{}")?.0, 201);
    let (status, step) = check_out(&server, "o-1", "\"12.50\"")?;
    assert_eq!((status, &step["state"]), (200, &"charging".into()), "{step}");
    let shown = wait_for(&server, "o-1", "paid")?;
    assert_eq!(shown["variables"]["receipt"], "receipt for 12.50", "{shown}");
    drop(server);

    let server = host(&database, &bindings.address)?;
    assert_eq!(request(&server, "POST", "/order?id=o-2", "{}")?.0, 201);
    let (status, step) = check_out(&server, "o-2", "500")?;
    assert_eq!((status, &step["state"]), (200, &"charging".into()), "{step}");
    wait_for(&server, "o-2", "cancelled")?;
    wait_for(&server, "o-1", "paid")?;
    let (status, problem) = check_out(&server, "o-1", "\"1\"")?;
    assert_eq!(status, 409, "{problem}");
    Ok(())
}

#[test]
fn python_answers() -> Outcome {
    sell("python3", "bindings.py")
}

#[test]
fn node_answers() -> Outcome {
    sell("node", "bindings.mjs")
}

/// A host that is killed breaks its requests off.
fn break_off(interpreter: &str, file: &str) -> Outcome {
    let bindings = bindings(interpreter, file, SECRET)?;
    for _ in 0..20 {
        let address = bindings.address.trim_start_matches("http://").trim_end_matches("/flow");
        let mut stream = TcpStream::connect(address)?;
        write!(stream, "POST /flow HTTP/1.1\r\nhost: {address}\r\ncontent-length: 100\r\n\r\n{{")?;
        drop(stream);
        let mut stream = TcpStream::connect(address)?;
        let end = "connection: close\r\ncontent-length: 2\r\n\r\n{}";
        write!(stream, "POST /flow HTTP/1.1\r\nhost: {address}\r\n{end}")?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        assert!(text.contains(" 401 "), "it is not signed: {text}");
    }
    Ok(())
}

#[test]
fn a_request_that_breaks_off_does_not_end_the_bindings_in_python() -> Outcome {
    break_off("python3", "bindings.py")
}

#[test]
fn a_request_that_breaks_off_does_not_end_the_bindings_in_node() -> Outcome {
    break_off("node", "bindings.mjs")
}

#[test]
fn a_wrong_secret_is_a_dead_letter_at_once_that_goes_on_when_it_is_corrected() -> Outcome {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("order.db");
    let wrong = bindings("python3", "bindings.py", OTHER_SECRET)?;
    let server = host(&database, &wrong.address)?;
    request(&server, "POST", "/order?id=o-1", "{}")?;
    let (status, problem) = check_out(&server, "o-1", "\"1\"")?;
    assert_eq!(status, 503, "{problem}");
    drop((server, wrong));
    let dead = Command::new(env!("CARGO_BIN_EXE_flow-host"))
        .arg("dead")
        .arg(&database)
        .args(["--format", "json"])
        .output()?;
    let dead: Value = serde_json::from_slice(&dead.stdout)?;
    assert_eq!((&dead[0]["kind"], &dead[0]["name"]), (&"misconfigured".into(), &"checkout".into()), "{dead}");

    let right = bindings("python3", "bindings.py", SECRET)?;
    let server = host(&database, &right.address)?;
    let retried = Command::new(env!("CARGO_BIN_EXE_flow-host"))
        .arg("retry")
        .arg(&database)
        .args(["1", "--reason", "the secret is right", "--by", "ann"])
        .output()?;
    assert!(retried.status.success(), "{}", String::from_utf8_lossy(&retried.stderr));
    wait_for(&server, "o-1", "paid")?;
    Ok(())
}

/// The error of `flow-host serve`.
fn refused(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let output = Command::new(env!("CARGO_BIN_EXE_flow-host"))
        .arg("serve")
        .args(arguments)
        .current_dir(folder.path())
        .env_remove("FLOW_HOST_SECRET")
        .output()?;
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(std::fs::read_dir(folder.path())?.count(), 0, "no database is made");
    Ok(String::from_utf8(output.stderr)?)
}

#[test]
fn what_cannot_be_served_is_refused_before_a_database_is_made() -> Outcome {
    let order = example().join("flows/order.flow");
    let order = order.to_str().ok_or("the path is text")?;
    let said = refused(&[order])?;
    assert!(said.contains("nobody answers the phrases of @order") && said.contains("--bindings"), "{said}");
    let said = refused(&[order, "--bindings", "http://example.com/flow"])?;
    assert!(said.contains("there is no secret"), "{said}");
    let said = refused(&[order, "--bindings", "ftp://example.com/flow"])?;
    assert!(said.contains("begins with https://"), "{said}");
    let said = refused(&[order, "--bindings", "https://example.com/flow"])?;
    assert!(said.contains("there is no secret"), "{said}");
    let said = refused(&[order, "--bindings", "http://localhost/", "--partner", "bank"])?;
    assert!(said.contains("set FLOW_HOST_SECRET_BANK"), "{said}");
    // Callers are not authenticated, and every computer reaches the address.
    let said = refused(&[order, "--bindings", "http://localhost/", "--listen", "0.0.0.0:0"])?;
    assert!(said.contains("nobody who asks is known") && said.contains("--tokens"), "{said}");
    let said = refused(&[order, "--bindings", "http://localhost/", "--show", "order.$recept"])?;
    assert!(said.contains("@order has no $recept"), "{said}");
    let said = refused(&[order, "--bindings", "http://localhost/", "--partner", "bnk"])?;
    assert!(said.contains("FLOW_HOST_SECRET_BNK"), "{said}");
    let said = refused(&[order, "--bindings", "http://localhost/", "--listen", "8080"])?;
    assert!(said.contains("and a port after ':'"), "{said}");
    let said = refused(&["nothing.flow"])?;
    assert!(said.contains("nothing.flow"), "{said}");
    let said = refused(&[order, "--bindings", "http://localhost/", "--start", "order={}"])?;
    assert!(said.contains("start values"), "{said}");
    Ok(())
}

/// The bindings in Python, with a certificate.
const ENCRYPTED: &str = r#"
import ssl, sys
sys.path.insert(0, sys.argv[1])
import bindings
host = bindings.HOST
server = bindings.ThreadingHTTPServer((host, 0), bindings.Bindings)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[2])
server.socket = context.wrap_socket(server.socket, server_side=True)
print(f"https://{host}:{server.server_port}/flow", flush=True)
server.serve_forever()
"#;

fn certificate(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tls").join(name)
}

#[test]
fn requests_can_be_encrypted() -> Outcome {
    let folder = tempfile::tempdir()?;
    let mut python = Command::new("python3");
    python.args(["-c", ENCRYPTED]).arg(example()).arg(certificate("server.pem"));
    let bindings = Server::start(python.env("FLOW_HOST_SECRET", SECRET).env("PYTHONDONTWRITEBYTECODE", "1"))?;
    let host = |name: &str, authority: &str| {
        let mut command = host_command(&folder.path().join(name), &bindings.address);
        Server::start(command.env("SSL_CERT_FILE", certificate(authority)))
    };
    let server = host("order.db", "authority.pem")?;
    request(&server, "POST", "/order?id=o-1", "{}")?;
    let (status, step) = check_out(&server, "o-1", "\"12.50\"")?;
    assert_eq!((status, &step["state"]), (200, &"charging".into()), "{step}");
    wait_for(&server, "o-1", "paid")?;

    // No trusted authority confirms that this is `localhost`.
    let distrustful = host("other.db", "another-authority.pem")?;
    request(&distrustful, "POST", "/order?id=o-1", "{}")?;
    let call =
        request_with(&distrustful, "prefer: wait=2\r\n", "/order/o-1/checkout", r#"{"total": "12.50"}"#)?;
    assert_eq!(call.0, 202, "{call:?}");
    assert_eq!(request(&distrustful, "GET", "/order/o-1", "")?.1["state"], "idle");
    Ok(())
}

/// Answers all requests like a guard with the answer yes, and keeps their heads.
fn listen() -> Result<(String, std::sync::mpsc::Receiver<String>), Box<dyn Error>> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = format!("http://{}/flow", listener.local_addr()?);
    let (heads, received) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream?;
            let mut text = [0; 4096];
            let length = stream.read(&mut text)?;
            let answer = r#"{"answer": true}"#;
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{answer}",
                answer.len()
            )?;
            // The test may be over.
            let _ = heads.send(String::from_utf8_lossy(&text[..length]).into_owned());
        }
        std::io::Result::Ok(())
    });
    Ok((address, received))
}

#[test]
fn a_trace_is_passed_on_to_the_bindings() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (bindings, heads) = listen()?;
    let server = host(&folder.path().join("order.db"), &bindings)?;
    request(&server, "POST", "/order?id=o-1", "{}")?;
    let trace = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n";
    let headers = format!("{trace}prefer: wait=1\r\n");
    request_with(&server, &headers, "/order/o-1/checkout", r#"{"total": "12.50"}"#)?;
    let head = heads.recv_timeout(Duration::from_secs(120))?;
    assert!(head.contains(trace), "{head}");
    Ok(())
}

/// A specification without phrases, and with a carrier that is a program.
const PARCELS: &str = "machine: @parcel
  ends in #delivered

  scenario: deliver
    on> :send from @customer in #idle
      emit :take to @carrier
      parcel moves to #sent
    on :delivered from @carrier in #sent
      parcel moves to #delivered
    expect:
      = parcel is in #delivered
";

#[test]
fn a_partner_sends_signed_events() -> Outcome {
    let folder = tempfile::tempdir()?;
    let flow = folder.path().join("parcels.flow");
    std::fs::write(&flow, PARCELS)?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_flow-host"));
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).to_string();
    command.arg("serve").arg(&flow).arg("--database").arg(folder.path().join("parcels.db"));
    command.args(["--listen", &listen, "--partner", "carrier"]).env_remove("FLOW_HOST_SECRET");
    let server = Server::start(command.env("FLOW_HOST_SECRET_CARRIER", format!("{OTHER_SECRET} {SECRET}")))?;
    request(&server, "POST", "/parcel?id=p-1", "{}")?;
    request(&server, "POST", "/parcel/p-1/send", "{}")?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let report = |signature: &str| {
        let headers =
            format!("webhook-id: e-1\r\nwebhook-timestamp: {now}\r\nwebhook-signature: {signature}\r\n");
        request_with(&server, &headers, "/-/actors/carrier/parcel/p-1/delivered", "{}")
    };
    assert_eq!(report("v1,AAAA")?.0, 401);
    assert_eq!(report(&Secrets::read(SECRET)?.sign("e-1", now, b"{}"))?.0, 200);
    let end = Instant::now() + Duration::from_secs(120);
    while request(&server, "GET", "/parcel/p-1", "")?.1["state"] != "delivered" {
        assert!(Instant::now() < end, "it is not delivered");
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
