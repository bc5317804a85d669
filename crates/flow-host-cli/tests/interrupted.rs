//! Callers of `flow-host serve` whose events are interrupted: by a partner that fails, by the end of the process, and by another version of
//! the specification.
//!
//! The host is a process, so that it can be killed. Its promises over HTTP are read over HTTP afterwards.

mod partner;

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

type Outcome = Result<(), Box<dyn Error>>;

/// A machine with a handler that waits for a bank.
const ACCOUNTS: &str = r#"system: accounts

machine: @account

  scenario: pay
    on> :pay from @customer with $amount: integer
      $sum: integer becomes $amount + $fee
      ? the bank is willing
        charge the card with $sum
        $paid: integer increases by $sum
        send a receipt
      otherwise
        reject "the bank is closed"
    on> :raise from @customer with $more: integer
      $fee: integer becomes $more
    expect:
      = $paid is 0
"#;

/// An order that puts an event aside, and has a timer.
const SHOP: &str = r#"system: shop

machine: @order
  ends in #expired

  scenario: buy
    on> :pay from @customer in #idle with $amount: integer
      $total: integer becomes $amount
      start timer :overdue for 1 day
      order moves to #paid
    on> :cancel from @customer in #paid
      defer
    on> :pack from @customer in #paid
      order moves to #packed
    on> :cancel from @customer in #packed
      $cancellations: integer increases by 1
    expect:
      = order is in #packed

  scenario: nobody packs it
    on :overdue from @system in #paid
      order moves to #expired
    expect:
      = order is in #expired
"#;

/// The answer to a request: its status, its head and its body.
#[derive(Clone, Debug, PartialEq)]
struct Answer {
    status: u16,
    location: String,
    body: Value,
}

/// Sends a request. An error means that there was no answer.
fn exchange(address: &str, line: &str, headers: &str, body: &str) -> Result<Answer, Box<dyn Error>> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(120)))?;
    write!(
        stream,
        "{line} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\nconnection: close\r\n{headers}\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or("no answer")?;
    let location = head.lines().find_map(|line| line.strip_prefix("location: ")).unwrap_or_default();
    Ok(Answer {
        status: head.split(' ').nth(1).ok_or("no status")?.parse()?,
        location: format!("/{}", location.replace("../", "")),
        body: serde_json::from_str(body).unwrap_or(Value::Null),
    })
}

/// A process that serves a specification, and ends with its test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(mut command: Command) -> Result<Self, Box<dyn Error>> {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("it has no output")?).read_line(&mut line)?;
        let address = line.split(' ').next().unwrap_or_default().trim_start_matches("http://").to_owned();
        if address.is_empty() {
            Err(format!("{command:?} does not serve").into())
        } else {
            Ok(Server { child, address })
        }
    }

    /// Ends it as an operator does.
    fn stop(mut self) -> Outcome {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        self.child.wait()?;
        Ok(())
    }

    fn kill(mut self) -> Outcome {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Sends an event of a customer with a key.
    fn send(&self, path: &str, key: &str, body: &str) -> Result<Answer, Box<dyn Error>> {
        let headers = format!("flow-actor: customer\r\nidempotency-key: {key}\r\n");
        exchange(&self.address, &format!("POST {path}"), &headers, body)
    }

    fn get(&self, path: &str) -> Result<Answer, Box<dyn Error>> {
        exchange(&self.address, &format!("GET {path}"), "flow-actor: customer\r\n", "")
    }

    /// Waits until an instance is as expected, as long as a busy machine may take.
    fn wait_for(&self, path: &str, is_so: impl Fn(&Answer) -> bool) -> Result<Answer, Box<dyn Error>> {
        let end = Instant::now() + Duration::from_secs(120);
        loop {
            let shown = self.get(path)?;
            if is_so(&shown) {
                return Ok(shown);
            }
            if Instant::now() > end {
                return Err(format!("{path} remains {shown:?}").into());
            }
            thread::sleep(Duration::from_millis(20));
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

/// A folder with a specification and its database.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(text: &str) -> Result<Self, Box<dyn Error>> {
        let folder = Folder(tempfile::tempdir()?);
        std::fs::write(folder.file("program.flow"), text)?;
        Ok(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Another folder with the same files.
    fn copy(&self) -> Result<Self, Box<dyn Error>> {
        let copy = Folder(tempfile::tempdir()?);
        for entry in std::fs::read_dir(self.0.path())? {
            let entry = entry?;
            std::fs::copy(entry.path(), copy.0.path().join(entry.file_name()))?;
        }
        Ok(copy)
    }

    fn command(&self, shown: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_flow-host"));
        command.arg("serve").arg(self.file("program.flow")).arg("--database").arg(self.database());
        command.env("NO_PROXY", "*").env_remove("FLOW_HOST_SECRET");
        for variable in shown {
            command.args(["--show", variable]);
        }
        command
    }

    fn database(&self) -> PathBuf {
        self.file("shop.db")
    }

    /// Serves at an address of the system's choice.
    fn serve(&self, shown: &[&str], bindings: Option<&str>) -> Result<Server, Box<dyn Error>> {
        let mut command = self.command(shown);
        command.args(["--listen", &SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).to_string()]);
        command.args(bindings.iter().flat_map(|url| ["--bindings", url]));
        Server::start(command)
    }

    /// The rows of a query on the database, as texts.
    fn query(&self, sql: &str) -> Result<Vec<String>, Box<dyn Error>> {
        let connection = rusqlite::Connection::open(self.database())?;
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map((), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The program that answers phrases. It remembers the keys of each question.
#[derive(Clone, Default)]
struct Bank {
    asked: Arc<Mutex<BTreeMap<String, Vec<String>>>>,
    /// The receipts cannot be sent.
    is_misconfigured: Arc<AtomicBool>,
    /// The answers about receipts wait.
    is_slow: Arc<AtomicBool>,
}

impl Bank {
    /// Answers until the process of the test ends. Returns its URL.
    fn serve(&self) -> Result<String, Box<dyn Error>> {
        let bank = self.clone();
        partner::serve(move |question| bank.hear(question))
    }

    fn hear(&self, question: &Value) -> partner::Answer {
        let text = |name: &str| question[name].as_str().unwrap_or_default().to_owned();
        let (function, key) = (text("function"), text("key"));
        let name = format!("{} {function}", text("instance"));
        self.asked.lock().map_err(|error| error.to_string())?.entry(name).or_default().push(key);
        if function.starts_with("send") {
            while self.is_slow.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(5));
            }
            return Ok((if self.is_misconfigured.load(Ordering::Relaxed) { 404 } else { 200 }, "{}"));
        }
        Ok((200, if function.contains("willing") { r#"{"answer": true}"# } else { "{}" }))
    }

    /// The keys of the questions about an instance.
    fn keys(&self, instance: &str, function: &str) -> Result<Vec<String>, Box<dyn Error>> {
        let asked = self.asked.lock().map_err(|error| error.to_string())?;
        let name = format!("{instance} {function}");
        let (_, keys) =
            asked.iter().find(|(asked, _)| asked.starts_with(&name)).ok_or(format!("{asked:?}"))?;
        Ok(keys.clone())
    }
}

/// Decides about the oldest dead letter while the host runs, as an operator does.
fn retry(folder: &Folder) -> Outcome {
    let letters = folder.query("SELECT CAST(n AS TEXT) FROM flow_dead ORDER BY n")?;
    let letter = letters.first().ok_or("there is no dead letter")?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_flow-host"));
    command.arg("retry").arg(folder.database()).args([letter, "--reason", "the bank is up", "--by", "ann"]);
    let output = command.output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// A payment is charged, and its receipt cannot be sent; the account moves on before an operator retries. Its caller, who was promised an
/// answer, reads each outcome.
#[test]
fn a_dead_letter_is_retried_after_its_instance_moved_on_and_its_caller_reads_the_outcome() -> Outcome {
    let folder = Folder::new(ACCOUNTS)?;
    let bank = Bank::default();
    let server = folder.serve(&["account.$paid", "account.$fee"], Some(&bank.serve()?))?;
    bank.is_misconfigured.store(true, Ordering::Relaxed);
    bank.is_slow.store(true, Ordering::Relaxed);
    assert_eq!(server.send("/account?id=a", "create-a", "{}")?.status, 201);
    let headers = "flow-actor: customer\r\nidempotency-key: pay-a\r\nprefer: wait=1\r\n";
    let promised = exchange(&server.address, "POST /account/a/pay", headers, r#"{"amount": 5}"#)?;
    assert_eq!(promised.status, 202, "{promised:?}");
    let call = promised.location;
    assert_eq!(server.get(&call)?.body, "running");
    bank.is_slow.store(false, Ordering::Relaxed);
    let failed = server.wait_for(&call, |answer| answer.status != 202)?;
    assert_eq!(failed.body["type"], "/-/problems/exhausted", "{failed:?}");
    assert_eq!((failed.status, &failed.body["phrase"]), (503, &json!("send a receipt")), "{failed:?}");
    assert_eq!(server.get("/account/a")?.body["variables"], json!({ "paid": 0, "fee": 0 }));

    // With another fee the charge would be another one: the card is not charged again.
    bank.is_misconfigured.store(false, Ordering::Relaxed);
    assert_eq!(server.send("/account/a/raise", "raise-1", r#"{"more": 1}"#)?.status, 200);
    retry(&folder)?;
    let kind = "SELECT kind FROM flow_dead";
    let end = Instant::now() + Duration::from_secs(120);
    while folder.query(kind)? != ["performed-but-no-longer-fits"] {
        assert!(Instant::now() < end, "{:?}", folder.query(kind)?);
        thread::sleep(Duration::from_millis(20));
    }
    let unfit = server.get(&call)?;
    assert_eq!((unfit.status, &unfit.body["type"]), (422, &json!("/-/problems/failed")), "{unfit:?}");
    assert_eq!(server.get("/account/a")?.body["variables"], json!({ "paid": 0, "fee": 1 }));
    assert_eq!((bank.keys("a", "charge")?.len(), bank.keys("a", "send")?.len()), (1, 1));

    // Its fee is that of before: the charge counts, and the receipt is sent.
    assert_eq!(server.send("/account/a/raise", "raise-2", r#"{"more": 0}"#)?.status, 200);
    retry(&folder)?;
    server.wait_for("/account/a", |answer| answer.body["variables"] == json!({ "paid": 5, "fee": 0 }))?;
    let done = server.wait_for(&call, |answer| answer.status == 200)?;
    assert_eq!(done.body["from"], "idle", "{done:?}");
    let again = server.send("/account/a/pay", "pay-a", r#"{"amount": 5}"#)?;
    assert_eq!((again.status, again.body), (200, done.body), "the key means the payment that was retried");
    assert_eq!(server.get("/account/a")?.body["variables"]["paid"], 5);
    let (charges, receipts) = (bank.keys("a", "charge")?, bank.keys("a", "send")?);
    assert_eq!((charges.len(), receipts.len()), (1, 2), "{charges:?} {receipts:?}");
    assert_eq!(receipts[0], receipts[1], "one key for both attempts");
    assert!(bank.keys("a", "the_bank_is_willing")?.len() > 1, "the guard is asked anew");
    server.stop()?;
    assert_eq!(folder.query("SELECT kind FROM flow_dead")?, Vec::<String>::new());
    Ok(())
}

/// Sends an event until there is an answer, at the server of the moment. Returns the answer.
fn insist(server: &Server, path: &str, key: &str) -> Result<Answer, Box<dyn Error>> {
    let end = Instant::now() + Duration::from_secs(120);
    loop {
        match server.send(path, key, "{}") {
            Ok(answer) if answer.status != 409 && answer.status != 503 => return Ok(answer),
            other if Instant::now() > end => return Err(format!("{path}: {other:?}").into()),
            _ => thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// The moments of an order at which the process is killed.
#[derive(Clone, Copy, Debug)]
struct Kills {
    /// This long after its customer has sent `:cancel`, which may have no answer then.
    in_flight: Option<Duration>,
    /// After the promise.
    after_promise: bool,
    /// After the move.
    after_move: bool,
}

fn cancel_and_kill(folder: &Folder, id: &str, kills: Kills) -> Outcome {
    let shown = ["order.$total", "order.$cancellations"];
    let mut server = folder.serve(&shown, None)?;
    assert_eq!(server.send(&format!("/order?id={id}"), &format!("create-{id}"), "{}")?.status, 201);
    let paid = server.send(&format!("/order/{id}/pay"), &format!("pay-{id}"), r#"{"amount": 5}"#)?;
    assert_eq!(paid.status, 200, "{kills:?}: {paid:?}");
    let (cancel, key) = (format!("/order/{id}/cancel"), format!("cancel-{id}"));
    if let Some(after) = kills.in_flight {
        let (address, line) = (server.address.clone(), format!("POST {cancel}"));
        let headers = format!("flow-actor: customer\r\nidempotency-key: {key}\r\n");
        // It has an answer or not, by chance.
        let request = thread::spawn(move || drop(exchange(&address, &line, &headers, "{}")));
        thread::sleep(after);
        server.kill()?;
        request.join().map_err(|_| "the request panicked")?;
        server = folder.serve(&shown, None)?;
    }
    let promised = insist(&server, &cancel, &key)?;
    assert_eq!((promised.status, &promised.body["deferred"]), (202, &json!(true)), "{kills:?}: {promised:?}");
    if kills.after_promise {
        server.kill()?;
        server = folder.serve(&shown, None)?;
    }
    let before = server.get(&format!("/order/{id}"))?.body;
    assert_eq!(
        (&before["state"], &before["variables"]["cancellations"]),
        (&json!("paid"), &json!(0)),
        "{kills:?}"
    );
    assert_eq!(insist(&server, &cancel, &key)?.body, promised.body, "{kills:?}: the key means the same call");
    let packed = server.send(&format!("/order/{id}/pack"), &format!("pack-{id}"), "{}")?;
    assert_eq!(packed.status, 200, "{kills:?}: {packed:?}");
    if kills.after_move {
        server.kill()?;
        server = folder.serve(&shown, None)?;
    }
    let is_cancelled = |answer: &Answer| answer.body["variables"]["cancellations"] != 0;
    let after = server.wait_for(&format!("/order/{id}"), is_cancelled)?.body;
    assert_eq!(
        (&after["state"], &after["variables"]["cancellations"]),
        (&json!("packed"), &json!(1)),
        "{kills:?}"
    );
    assert_eq!(insist(&server, &cancel, &key)?.body, promised.body, "{kills:?}: it is not handled again");
    server.kill()?;
    // Another start does not handle it again.
    let server = folder.serve(&shown, None)?;
    assert_eq!(server.get(&format!("/order/{id}"))?.body, after, "{kills:?}");
    server.stop()?;
    let sql = format!(
        "SELECT what || count(*) FROM flow_journal WHERE event = 'cancel'
         AND instance = (SELECT n FROM flow_instance WHERE id = '{id}') GROUP BY what ORDER BY what"
    );
    assert_eq!(folder.query(&sql)?, ["deferred1", "handled1"], "{kills:?}");
    Ok(())
}

#[test]
fn a_deferred_event_at_a_crash_is_handled_once_after_the_move() -> Outcome {
    let folder = Folder::new(SHOP)?;
    let mut round = 0;
    for in_flight in [None, Some(0), Some(500), Some(3000)] {
        for (after_promise, after_move) in [(true, false), (false, true), (true, true)] {
            let in_flight = in_flight.map(Duration::from_micros);
            cancel_and_kill(&folder, &format!("o-{round}"), Kills { in_flight, after_promise, after_move })?;
            round += 1;
        }
    }
    assert_eq!(folder.query("SELECT kind FROM flow_dead")?, Vec::<String>::new());
    Ok(())
}

/// Another version of the shop, which opens a database with an order of 5 in `#paid`, a deferred `:cancel` and the timer `:overdue`.
struct Version {
    /// The texts that are replaced, and their replacements.
    changes: &'static [(&'static str, &'static str)],
    /// A part of the refusal without mappings; none if the version goes on.
    refusal: Option<&'static str>,
    /// The mappings; none if no mapping helps.
    mappings: Option<&'static str>,
    /// The state of the order after the migration.
    state: &'static str,
    /// The variable with the total, and its value.
    total: (&'static str, &'static str),
}

const VERSIONS: &[Version] = &[
    Version {
        changes: &[
            (
                "      order moves to #packed",
                "      $notes: integer increases by 1\n      order moves to #packed",
            ),
            (
                "  scenario: nobody packs it",
                "  scenario: praise\n    on> :praise from @customer in #packed\n      order moves to #praised\n\n  scenario: nobody packs it",
            ),
        ],
        refusal: None,
        mappings: Some(""),
        state: "paid",
        total: ("total", "5"),
    },
    Version {
        changes: &[("$total: integer", "$total: number")],
        refusal: None,
        mappings: Some(""),
        state: "paid",
        total: ("total", "\"5\""),
    },
    Version {
        changes: &[("#paid", "#settled")],
        refusal: Some("2 instances in #paid, which is gone"),
        mappings: Some("[migrate.order]\n\"#paid\" = \"#settled\"\n"),
        state: "settled",
        total: ("total", "5"),
    },
    Version {
        changes: &[("$total", "$sum")],
        refusal: Some("$total is gone"),
        mappings: Some("[migrate.order]\n\"$total\" = \"$sum\"\n"),
        state: "paid",
        total: ("sum", "5"),
    },
    Version {
        changes: &[(":cancel", ":withdraw")],
        refusal: Some(":cancel"),
        mappings: Some("[migrate.order]\n\":cancel\" = \":withdraw\"\n"),
        state: "paid",
        total: ("total", "5"),
    },
    Version {
        changes: &[(":overdue", ":forgotten")],
        refusal: Some(":overdue"),
        mappings: Some("[migrate.order]\n\":overdue\" = \":forgotten\"\n"),
        state: "paid",
        total: ("total", "5"),
    },
    Version {
        changes: &[("  ends in #expired\n", "  one for all\n")],
        refusal: Some("@order"),
        mappings: None,
        state: "paid",
        total: ("total", "5"),
    },
    Version {
        changes: &[
            ("@order\n", "@purchase\n"),
            ("order moves", "purchase moves"),
            ("= order is", "= purchase is"),
        ],
        refusal: Some("@order"),
        mappings: None,
        state: "paid",
        total: ("total", "5"),
    },
];

/// Starts a host that must refuse to. Returns its errors. Meanwhile, requests get no answer.
fn refuse(folder: &Folder) -> Result<String, Box<dyn Error>> {
    // An address that was free a moment ago.
    let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.to_string();
    let mut command = folder.command(&[]);
    let mut child =
        command.args(["--listen", &address]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let end = Instant::now() + Duration::from_secs(120);
    let status = loop {
        let answer = exchange(&address, "GET /-/live", "", "");
        if let (Ok(answer), _) | (_, Ok(answer)) = (answer, exchange(&address, "GET /order/a", "", "")) {
            child.kill()?;
            panic!("a host that cannot go on answers: {answer:?}");
        }
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if Instant::now() > end {
            child.kill()?;
            panic!("it does not end");
        }
    };
    assert!(!status.success());
    assert!(exchange(&address, "GET /-/live", "", "").is_err());
    let mut said = String::new();
    child.stderr.take().ok_or("it has no errors")?.read_to_string(&mut said)?;
    Ok(said)
}

/// The stored orders go on with another version: as their first caller sees them, after the move that takes up a deferred event, and
/// when a timer is due.
fn go_on(folder: &Folder, version: &Version) -> Outcome {
    let changes = version.changes;
    let (name, total) = version.total;
    let shown = [format!("order.${name}"), "order.$cancellations".to_owned()];
    let shown = [&*shown[0], &*shown[1]];
    let as_stored = json!({ name: serde_json::from_str::<Value>(total)?, "cancellations": 0 });
    let server = folder.serve(&shown, None)?;
    for id in ["a", "b"] {
        let order = server.get(&format!("/order/{id}"))?;
        assert_eq!(
            (order.status, &order.body["state"]),
            (200, &json!(version.state)),
            "{changes:?}: {order:?}"
        );
        assert_eq!(order.body["variables"], as_stored, "{changes:?}");
    }
    let packed = server.send("/order/a/pack", "pack-a", "{}")?;
    assert_eq!((packed.status, &packed.body["state"]), (200, &json!("packed")), "{changes:?}: {packed:?}");
    let is_cancelled = |answer: &Answer| answer.body["variables"]["cancellations"] == 1;
    server.wait_for("/order/a", is_cancelled).map_err(|error| format!("{changes:?}: {error}"))?;
    server.stop()?;
    // A day goes by.
    rusqlite::Connection::open(folder.database())?.execute("UPDATE flow_timer SET due = 1", ())?;
    let server = folder.serve(&shown, None)?;
    server
        .wait_for("/order/b", |answer| answer.body["state"] == "expired")
        .map_err(|error| format!("{changes:?}: {error}"))?;
    assert_eq!(
        server.get("/order/a")?.body["state"],
        "packed",
        "{changes:?}: its timer ended with its state"
    );
    server.stop()?;
    // The deferred event of b ends with its order, as a dead letter.
    assert_eq!(folder.query("SELECT kind FROM flow_dead")?.len(), 1, "{changes:?}");
    Ok(())
}

#[test]
fn another_version_goes_on_with_what_is_stored_or_refuses_and_answers_nothing() -> Outcome {
    let old = Folder::new(SHOP)?;
    let shown = ["order.$total", "order.$cancellations"];
    let server = old.serve(&shown, None)?;
    for id in ["a", "b"] {
        assert_eq!(server.send(&format!("/order?id={id}"), &format!("create-{id}"), "{}")?.status, 201);
        assert_eq!(
            server.send(&format!("/order/{id}/pay"), &format!("pay-{id}"), r#"{"amount": 5}"#)?.status,
            200
        );
        assert_eq!(server.send(&format!("/order/{id}/cancel"), &format!("cancel-{id}"), "{}")?.status, 202);
    }
    let before = server.get("/order/a")?;
    server.stop()?;
    for version in VERSIONS {
        let changes = version.changes;
        let text = changes.iter().fold(SHOP.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from} is in the text");
            text.replace(from, to)
        });
        let folder = old.copy()?;
        std::fs::write(folder.file("program.flow"), &text)?;
        if let Some(refusal) = version.refusal {
            let said = refuse(&folder)?;
            assert!(said.contains(refusal) && said.contains("Nothing was changed"), "{changes:?}: {said}");
            // The version that wrote the database goes on with it.
            std::fs::write(folder.file("program.flow"), SHOP)?;
            let server = folder.serve(&shown, None)?;
            assert_eq!(server.get("/order/a")?, before, "{changes:?}");
            server.stop()?;
            std::fs::write(folder.file("program.flow"), &text)?;
        }
        if let Some(mappings) = version.mappings {
            std::fs::write(folder.file("flow.toml"), mappings)?;
            go_on(&folder, version)?;
        }
    }
    Ok(())
}

/// A value that the new type cannot have is found when the database is opened, before anything is served.
#[test]
fn a_stored_value_that_does_not_fit_is_refused_at_the_start() -> Outcome {
    let folder = Folder::new(
        &SHOP.replace("$total: integer", "$total: string").replace("$amount: integer", "$amount: string"),
    )?;
    let shown = ["order.$total"];
    let server = folder.serve(&shown, None)?;
    for (id, amount) in [("a", "5"), ("b", "five")] {
        assert_eq!(server.send(&format!("/order?id={id}"), &format!("create-{id}"), "{}")?.status, 201);
        let paid = server.send(
            &format!("/order/{id}/pay"),
            &format!("pay-{id}"),
            &json!({ "amount": amount }).to_string(),
        )?;
        assert_eq!(paid.status, 200, "{paid:?}");
    }
    let before = server.get("/order/b")?;
    server.stop()?;
    let old = std::fs::read_to_string(folder.file("program.flow"))?;
    std::fs::write(folder.file("program.flow"), SHOP)?;
    assert!(refuse(&folder)?.contains("$total"));
    std::fs::write(folder.file("flow.toml"), "[migrate.order]\n\"$total\" = \"$total\"\n")?;
    let said = refuse(&folder)?;
    assert!(said.contains("was not changed: after the migration") && said.contains("total"), "{said}");
    std::fs::write(folder.file("program.flow"), old)?;
    let server = folder.serve(&shown, None)?;
    assert_eq!(server.get("/order/b")?, before);
    server.stop()
}
