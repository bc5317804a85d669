//! Each command of `flow-host` on a shop with 64 callers: while its host works, while none runs, and just after the host was killed.
//!
//! The shop is `flow-host serve`, so that it can be killed; the bank is in this process, and remembers every key. After each command, no
//! order is lost or repeated: one that is paid is in the books once, and has one key at the bank and one mail.

mod partner;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::Value;

type Outcome = Result<(), Box<dyn Error>>;

const CALLERS: u64 = 64;

/// The total of an order that the bank refuses to hear of, for a while.
const MISCONFIGURED: u64 = 13;

const SHOP: &str = r#"system: shop
  rules:
    = $booked of @ledger is at least 0
    = @customer receives :thanks at most once

machine: @order
  ends in #paid

  scenario: pay
    on> :checkout from @customer with $total: integer
      charge the card with $total
      emit :book to @ledger
      emit :thanks to @customer
      order moves to #paid
    expect:
      = order is in #paid

machine: @ledger
  one for all

  scenario: count
    on :book from @order
      $booked: integer increases by 1
    expect:
      = $booked is 1
"#;

/// The outside, which answers over HTTP and remembers the keys of each instance: those of charges, and those of mails.
#[derive(Clone, Default)]
struct Outside {
    charges: Arc<Mutex<BTreeMap<String, BTreeSet<String>>>>,
    mails: Arc<Mutex<BTreeMap<String, BTreeSet<String>>>>,
    is_misconfigured: Arc<AtomicBool>,
}

impl Outside {
    /// Answers until the process of the test ends. Returns its URL.
    fn serve(&self) -> Result<String, Box<dyn Error>> {
        let outside = self.clone();
        partner::serve(move |question| outside.hear(question))
    }

    fn hear(&self, body: &Value) -> partner::Answer {
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let kept = if body["actor"].is_string() { &self.mails } else { &self.charges };
        kept.lock()
            .map_err(|error| error.to_string())?
            .entry(text("instance"))
            .or_default()
            .insert(text("key"));
        let is_bad =
            body["arguments"]["total"] == MISCONFIGURED && self.is_misconfigured.load(Ordering::Relaxed);
        Ok((if is_bad { 404 } else { 200 }, "{}"))
    }
}

/// A folder with the database of a shop.
struct Shop {
    folder: tempfile::TempDir,
    outside: Outside,
    bindings: String,
    /// Numbers the orders.
    next: Arc<AtomicU64>,
}

/// A process that serves the shop.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Ends it as an operator does.
    fn stop(mut self) -> Outcome {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status()?;
        self.child.wait()?;
        Ok(())
    }

    fn kill(mut self) -> Outcome {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Callers that buy until they are stopped, or the host is gone.
struct Load {
    is_over: Arc<AtomicBool>,
    callers: Vec<JoinHandle<Vec<String>>>,
}

impl Load {
    /// The orders that were paid, as their callers know.
    fn stop(self) -> Vec<String> {
        self.is_over.store(true, Ordering::Relaxed);
        self.callers.into_iter().flat_map(|caller| caller.join().unwrap_or_default()).collect()
    }
}

/// The status of the answer to a POST; `None` if there was none.
fn post(address: &str, path: &str, body: &str) -> Option<u16> {
    let exchange = || -> Result<u16, Box<dyn Error>> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\nconnection: close\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Ok(text.split(' ').nth(1).ok_or("no status")?.parse()?)
    };
    exchange().ok()
}

/// Buys one order. Returns whether it is paid by the answer.
fn buy(address: &str, id: &str, total: u64) -> Option<bool> {
    post(address, &format!("/order?id={id}"), "{}")?;
    Some(post(address, &format!("/order/{id}/checkout"), &format!("{{\"total\": {total}}}"))? == 200)
}

impl Shop {
    /// A shop with an order that is paid, and some with dead letters.
    fn new(letters: u64) -> Result<Self, Box<dyn Error>> {
        let outside = Outside::default();
        let (bindings, next) = (outside.serve()?, Arc::default());
        let shop = Shop { folder: tempfile::tempdir()?, outside, bindings, next };
        std::fs::write(shop.file("shop.flow"), SHOP)?;
        let server = shop.serve()?;
        assert_eq!(buy(&server.address, "first", 1), Some(true));
        shop.outside.is_misconfigured.store(true, Ordering::Relaxed);
        for letter in 0..letters {
            assert_eq!(buy(&server.address, &format!("letter-{letter}"), MISCONFIGURED), Some(false));
        }
        shop.outside.is_misconfigured.store(false, Ordering::Relaxed);
        server.stop()?;
        Ok(shop)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn path(&self) -> PathBuf {
        self.file("shop.db")
    }

    fn serve(&self) -> Result<Server, Box<dyn Error>> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_flow-host"));
        command.arg("serve").arg(self.file("shop.flow")).arg("--database").arg(self.path());
        command.args(["--bindings", &self.bindings, "--listen"]).arg(format!("{}:0", Ipv4Addr::LOCALHOST));
        let mut child = command.env("NO_PROXY", "*").stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("it has an output")?).read_line(&mut line)?;
        let address = line.trim_start_matches("http://").split(' ').next().unwrap_or_default().to_owned();
        assert!(!address.is_empty(), "the shop serves");
        Ok(Server { child, address })
    }

    fn load(&self, address: &str) -> Load {
        let is_over: Arc<AtomicBool> = Arc::default();
        let caller = |_| {
            let (is_over, next, address) = (Arc::clone(&is_over), Arc::clone(&self.next), address.to_owned());
            thread::spawn(move || {
                let mut paid = Vec::new();
                while !is_over.load(Ordering::Relaxed) {
                    let id = format!("load-{}", next.fetch_add(1, Ordering::Relaxed));
                    match buy(&address, &id, 1) {
                        Some(true) => paid.push(id),
                        Some(false) => {}
                        None => break,
                    }
                }
                paid
            })
        };
        Load { callers: (0..CALLERS).map(caller).collect(), is_over }
    }

    fn command(&self, arguments: &[&str]) -> Result<Output, Box<dyn Error>> {
        let (name, rest) = arguments.split_first().ok_or("there is a command")?;
        let mut process = Command::new(env!("CARGO_BIN_EXE_flow-host"));
        process.arg(name);
        let rest = match (*name, rest) {
            ("clock", [accept, rest @ ..]) => {
                process.arg(accept);
                rest
            }
            (_, rest) => rest,
        };
        Ok(process.arg(self.path()).args(rest).env("USER", "ann").output()?)
    }

    /// The output of a command that succeeds.
    fn run(&self, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
        let output = self.command(arguments)?;
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {:?} {said}", output.status.code());
        Ok(String::from_utf8(output.stdout)?)
    }

    /// The exit code and the error of a command that fails.
    fn fail(&self, arguments: &[&str]) -> Result<(Option<i32>, String), Box<dyn Error>> {
        let output = self.command(arguments)?;
        Ok((output.status.code(), String::from_utf8(output.stderr)?))
    }

    /// The first dead letter that lacks the answer of a phrase, with its order.
    fn letter(&self) -> Result<(String, String), Box<dyn Error>> {
        let letters: Value = serde_json::from_str(&self.run(&["dead", "--format", "json"])?)?;
        let mut letters = letters.as_array().into_iter().flatten();
        let found = letters.find(|of| of["can_be_answered"] == true).ok_or("there is a letter")?;
        let id = found["instance"]["id"].as_str().ok_or("it has an id")?;
        Ok((found["number"].to_string(), id.to_owned()))
    }

    /// Waits until so many more orders are paid.
    fn wait_for_mails(&self, more: usize) -> Outcome {
        let count = || self.outside.mails.lock().map(|mails| mails.len()).map_err(|error| error.to_string());
        let (before, end) = (count()?, Instant::now() + Duration::from_secs(120));
        while count()? < before + more {
            assert!(Instant::now() < end, "the host works");
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    /// Waits until the running host is idle.
    fn settle(&self) -> Outcome {
        let end = Instant::now() + Duration::from_secs(120);
        while self.run(&["restored", "--list"])? != "nothing was under way\n" {
            assert!(Instant::now() < end, "{}", self.run(&["restored", "--list"])?);
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Checks that no order is lost or repeated. `paid` are orders that callers know to be paid.
    fn check(&self, paid: &[String], after: &str) -> Outcome {
        let database =
            rusqlite::Connection::open_with_flags(self.path(), rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let mut select =
            database.prepare("SELECT id FROM flow_instance WHERE machine = 'order' AND state = 'paid'")?;
        let stored: BTreeSet<String> = select.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?;
        let lost: Vec<_> = paid.iter().filter(|id| !stored.contains(*id)).collect();
        assert!(lost.is_empty(), "{after}: {lost:?}");
        let ledger: String =
            database.query_row("SELECT context FROM flow_instance WHERE machine = 'ledger'", (), |row| {
                row.get(0)
            })?;
        let ledger: Value = serde_json::from_str(&ledger)?;
        assert_eq!(ledger["booked"], stored.len(), "{after}: each order is in the books once");
        let mails = self.outside.mails.lock().map_err(|error| error.to_string())?.clone();
        assert_eq!(mails.keys().cloned().collect::<BTreeSet<_>>(), stored, "{after}: each has its mail");
        let charges = self.outside.charges.lock().map_err(|error| error.to_string())?.clone();
        let twice = |keys: &BTreeMap<String, BTreeSet<String>>| {
            keys.iter().filter(|(_, keys)| keys.len() != 1).map(|(id, _)| id.clone()).collect::<Vec<_>>()
        };
        assert_eq!((twice(&charges), twice(&mails)), (Vec::new(), Vec::new()), "{after}: one key each");
        let uncharged: Vec<_> = stored.iter().filter(|id| !charges.contains_key(*id)).collect();
        assert!(uncharged.is_empty(), "{after}: {uncharged:?}");
        Ok(())
    }

    /// The reason of the last decision, with who decided; it is done.
    fn last_decision(&self) -> Result<(String, String, String), Box<dyn Error>> {
        let read: Value =
            serde_json::from_str(&self.run(&["decisions", "--limit", "1", "--format", "json"])?)?;
        let text = |name: &str| read[0][name].as_str().unwrap_or_default().to_owned();
        assert!(!text("at").is_empty() && !text("done").is_empty() && read[0]["error"].is_null(), "{read}");
        Ok((text("what"), text("who"), text("reason")))
    }
}

/// A command of the table, with the arguments after the database. `LETTER` and `ORDER` are replaced by existing ones.
struct Entry {
    arguments: &'static [&'static str],
    /// A part of its output.
    prints: &'static str,
    /// Whether a host must run, or none may.
    needs: Needs,
}

#[derive(Clone, Copy, PartialEq)]
enum Needs {
    Nothing,
    Host,
    NoHost,
}

const fn entry(arguments: &'static [&'static str], prints: &'static str) -> Entry {
    Entry { arguments, prints, needs: Needs::Nothing }
}

/// The commands that only read.
const READING: [Entry; 18] = [
    entry(&["ls"], "@order"),
    entry(&["ls", "order", "--state", "paid"], "first"),
    entry(&["ls", "--format", "json"], "\"machine\""),
    entry(&["show", "order", "first"], "#paid"),
    entry(&["show", "order", "first", "--format", "json"], "\"state\": \"paid\""),
    entry(&["history", "order", "first"], ":checkout"),
    entry(&["history", "order", "first", "--format", "json"], "\"checkout\""),
    entry(&["lanes", "order", "first"], ":checkout"),
    entry(&["dead"], "misconfigured"),
    entry(&["dead", "--format", "json"], "\"misconfigured\""),
    entry(&["plan", "SHOP"], "nothing stored changes"),
    entry(&["restored", "--list", "--format", "json"], "["),
    entry(&["rules"], "at most once\n  checked after each step\n  never broken\n"),
    entry(&["rules", "--format", "json"], "\"is_checked\": true"),
    entry(&["decisions", "--format", "json"], "["),
    entry(&["retention"], "dead letters"),
    entry(&["retention", "--format", "json"], "\"older\""),
    entry(&["backup", "COPY"], "written: "),
];

/// The commands that change something. Each has a reason.
const CHANGING: [Entry; 10] = [
    entry(&["retry", "LETTER"], "is handled again"),
    entry(&["answer", "LETTER", "null"], "goes on with the answer"),
    entry(&["fail", "LETTER"], "goes on with the refusal"),
    entry(&["abandon", "LETTER"], "is forgotten"),
    entry(&["erase", "order", "first"], "are removed"),
    entry(&["archive", "ARCHIVE", "--ended-for", "0"], "written: "),
    entry(&["clean"], "that were older are deleted"),
    Entry { arguments: &["clock", "accept"], prints: "goes by the system's clock", needs: Needs::Host },
    Entry { arguments: &["restored"], prints: "a host can start", needs: Needs::NoHost },
    Entry { arguments: &["drain"], prints: "the host is drained", needs: Needs::Host },
];

const REASON: [&str; 4] = ["--reason", "a test of commands", "--wait", "60"];

impl Entry {
    fn needs_host(&self) -> bool {
        self.needs == Needs::Host
    }

    /// The arguments, with what exists.
    fn fill(&self, shop: &Shop, number: usize) -> Result<Vec<String>, Box<dyn Error>> {
        let file = |name: &str| shop.file(name).display().to_string();
        let fill = |argument: &&str| -> Result<String, Box<dyn Error>> {
            Ok(match *argument {
                "LETTER" => shop.letter()?.0,
                "SHOP" => file("shop.flow"),
                "COPY" => file(&format!("copy-{number}.db")),
                "ARCHIVE" => file(&format!("old-{number}.db")),
                other => other.to_owned(),
            })
        };
        self.arguments.iter().map(fill).collect()
    }

    /// Runs it, and checks its output.
    fn run(&self, shop: &Shop, number: usize, more: &[&str]) -> Outcome {
        let arguments = self.fill(shop, number)?;
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).chain(more.iter().copied()).collect();
        let printed = shop.run(&arguments)?;
        assert!(printed.contains(self.prints), "{arguments:?} prints\n{printed}");
        Ok(())
    }

    /// As [`run`](Entry::run), of a command that needs a reason, which is kept.
    fn decide(&self, shop: &Shop, number: usize) -> Outcome {
        self.run(shop, number, &REASON)?;
        let (what, who, reason) = shop.last_decision()?;
        let expected = if self.arguments[0] == "clock" { "accept-clock" } else { self.arguments[0] };
        assert_eq!((what.as_str(), who.as_str(), reason.as_str()), (expected, "ann", "a test of commands"));
        assert!(shop.run(&["decisions"])?.contains("a test of commands"));
        Ok(())
    }
}

#[test]
fn commands_while_the_host_works() -> Outcome {
    let shop = Shop::new(6)?;
    let server = shop.serve()?;
    let load = shop.load(&server.address);
    for (number, command) in READING.iter().enumerate() {
        command.run(&shop, number, &[])?;
    }
    let running = CHANGING.iter().filter(|command| command.needs != Needs::NoHost);
    // What drains it is the last.
    for (number, command) in running.enumerate() {
        command.decide(&shop, number)?;
    }
    let (code, said) = shop.fail(&["restored", "--reason", "why not"])?;
    assert!(code == Some(2) && said.contains("a host runs with"), "{said}");
    let second = Command::new(env!("CARGO_BIN_EXE_flow-host"))
        .arg("serve")
        .arg(shop.file("shop.flow"))
        .arg("--database")
        .arg(shop.path())
        .args(["--bindings", &shop.bindings, "--listen"])
        .arg(format!("{}:0", Ipv4Addr::LOCALHOST))
        .output()?;
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(second.status.code() == Some(2) && said.contains("another host"), "{said}");
    let paid = load.stop();
    assert!(paid.len() > 64, "there was a load: {}", paid.len());
    server.stop()?;
    // A drained host leaves what it has not begun to the next one.
    let server = shop.serve()?;
    shop.settle()?;
    server.stop()?;
    shop.check(&paid, "load")
}

#[test]
fn commands_while_no_host_runs() -> Outcome {
    let shop = Shop::new(6)?;
    let server = shop.serve()?;
    let load = shop.load(&server.address);
    shop.wait_for_mails(100)?;
    let paid = load.stop();
    shop.settle()?;
    server.stop()?;
    let files = || -> Result<BTreeMap<PathBuf, Vec<u8>>, Box<dyn Error>> {
        let entries = std::fs::read_dir(shop.folder.path())?;
        let read = |entry: std::io::Result<std::fs::DirEntry>| -> Result<_, Box<dyn Error>> {
            let path = entry?.path();
            Ok((path.clone(), std::fs::read(path)?))
        };
        entries.map(read).filter(|file| !matches!(file, Ok((path, _)) if is_left_out(path))).collect()
    };
    let before = files()?;
    for (number, command) in READING.iter().enumerate() {
        command.run(&shop, number, &[])?;
        let after = files()?;
        let changed = |path: &&PathBuf| before.get(*path) != after.get(*path);
        let changed: Vec<_> = before.keys().chain(after.keys()).filter(changed).collect();
        assert_eq!(changed, Vec::<&PathBuf>::new(), "{:?} writes nothing", command.arguments);
    }
    for (number, command) in CHANGING.iter().enumerate() {
        if command.needs_host() {
            let arguments: Vec<&str> = command.arguments.iter().chain(&REASON).copied().collect();
            let (code, said) = shop.fail(&arguments)?;
            assert!(code == Some(2) && said.contains("no host runs with"), "{arguments:?}: {said}");
            continue;
        }
        command.decide(&shop, number)?;
        let server = shop.serve()?;
        shop.settle()?;
        server.stop()?;
        shop.check(&paid, command.arguments[0])?;
    }
    Ok(())
}

/// Backups, which are new files, and the memory that the readers of a database share.
fn is_left_out(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_empty = std::fs::metadata(path).is_ok_and(|file| file.len() == 0);
    name.starts_with("copy-") || name == "shop.db-shm" || (name == "shop.db-wal" && is_empty)
}

#[test]
fn commands_after_the_host_was_killed() -> Outcome {
    let shop = Shop::new(10)?;
    let mut paid = Vec::new();
    let all = READING.iter().map(|command| (command, false)).chain(CHANGING.iter().map(|of| (of, true)));
    for (number, (command, changes)) in all.enumerate() {
        let server = shop.serve()?;
        let load = shop.load(&server.address);
        // In the middle of the work, at another place each time.
        shop.wait_for_mails(5)?;
        thread::sleep(Duration::from_millis(11 * (number as u64 % 7)));
        server.kill()?;
        paid.extend(load.stop());
        match (command.needs, command.arguments[0]) {
            (Needs::Host, _) => {
                let arguments: Vec<&str> = command.arguments.iter().chain(&REASON).copied().collect();
                let (code, said) = shop.fail(&arguments)?;
                assert!(code == Some(2) && said.contains("no host runs with"), "{arguments:?}: {said}");
            }
            (_, "restored") if changes => {
                // It is no copy, so that pending deliveries go on with the same keys.
                shop.run(&["restored", "--reason", "a test of commands"])?;
                if shop.run(&["dead"])?.contains("   restored at") {
                    shop.run(&["retry", "--all", "restored", "--reason", "a test of commands"])?;
                }
            }
            _ if changes => command.decide(&shop, number)?,
            _ => command.run(&shop, number, &[])?,
        }
        let server = shop.serve()?;
        shop.settle()?;
        server.stop()?;
        shop.check(&paid, &format!("{:?}", command.arguments))?;
    }
    assert!(paid.len() > 100, "there was a load: {}", paid.len());
    Ok(())
}

#[test]
fn wrong_arguments_and_missing_reasons_are_refused() -> Outcome {
    let shop = Shop::new(1)?;
    let before = std::fs::read(shop.path())?;
    for command in &CHANGING {
        let arguments = command.fill(&shop, 0)?;
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (code, said) = shop.fail(&arguments)?;
        assert!(code == Some(2) && said.contains("reason"), "{arguments:?}: {said}");
        let (code, said) = shop.fail(&[&arguments[..], &["--reason", " "]].concat())?;
        let is_empty = said.contains("the reason is empty") || command.needs_host();
        assert!(code == Some(2) && is_empty, "{arguments:?}: {said}");
    }
    for command in READING.iter().chain(&CHANGING) {
        let arguments = command.fill(&shop, 0)?;
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (code, said) = shop.fail(&[&arguments[..], &["--colour"]].concat())?;
        assert!(code == Some(2) && said.contains("unexpected argument '--colour'"), "{arguments:?}: {said}");
    }
    for (arguments, expected) in [
        (&["retry", "99", "--reason", "why"][..], "there is no dead letter 99"),
        (&["retry", "--reason", "why"], "<LETTER>"),
        (&["retry", "1", "--all", "restored", "--reason", "why"], "cannot be used with"),
        (&["answer", "1", "yes", "--reason", "why"], "the answer is not JSON"),
        (&["erase", "order", "nobody", "--reason", "why"], "there is no @order 'nobody'"),
        (&["erase", "ordr", "first", "--reason", "why"], "did you mean @order?"),
        (&["show", "order", "frst"], "did you mean 'first'?"),
        (&["restored", "--list", "--reason", "why"], "cannot be used with"),
        (&["restored", "--format", "json"], "only a list is written in JSON"),
        (&["backup", "SHOP"], "exists already"),
    ] {
        let path = shop.file("shop.flow").display().to_string();
        let arguments: Vec<&str> =
            arguments.iter().map(|of| if *of == "SHOP" { path.as_str() } else { of }).collect();
        let (code, said) = shop.fail(&arguments)?;
        assert!(code == Some(2) && said.contains(expected), "{arguments:?}: {said}");
    }
    assert_eq!(std::fs::read(shop.path())?, before, "nothing of this is stored");
    Ok(())
}

/// The commands that only read need no right to write.
#[cfg(unix)]
#[test]
fn a_database_that_cannot_be_written_is_read() -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    /// A user without rights, who exists on most systems.
    const NOBODY: u32 = 65_534;

    let shop = Shop::new(1)?;
    let is_root = Command::new("id").arg("-u").output()?.stdout == b"0\n";
    let mode = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode));
    // The program is copied to where everybody finds it.
    let program = shop.file("flow-host");
    std::fs::copy(env!("CARGO_BIN_EXE_flow-host"), &program)?;
    mode(&program, 0o755)?;
    mode(&shop.file("shop.flow"), 0o444)?;
    let run = |arguments: &[&str]| -> Result<Output, Box<dyn Error>> {
        let mut process = Command::new(&program);
        if is_root {
            process.uid(NOBODY);
        }
        Ok(process.arg(arguments[0]).arg(shop.path()).args(&arguments[1..]).env("USER", "ann").output()?)
    };
    let flow = shop.file("shop.flow").display().to_string();
    mode(&shop.path(), 0o444)?;
    mode(shop.folder.path(), 0o555)?;
    for command in READING.iter().filter(|command| command.arguments[0] != "backup") {
        let arguments: Vec<&str> =
            command.arguments.iter().map(|of| if *of == "SHOP" { flow.as_str() } else { of }).collect();
        let output = run(&arguments)?;
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        assert!(String::from_utf8(output.stdout)?.contains(command.prints), "{arguments:?}");
    }
    let output = run(&["abandon", "1", "--reason", "why not"])?;
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("cannot be"), "{said}");
    if is_root {
        mode(&shop.path(), 0o400)?;
        let said = String::from_utf8(run(&["ls"])?.stderr)?;
        assert!(said.starts_with("error: ") && said.contains("cannot be opened"), "{said}");
    }
    mode(shop.folder.path(), 0o755)?;
    Ok(())
}
