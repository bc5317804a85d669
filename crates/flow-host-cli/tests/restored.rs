//! A database that was restored from a backup: `flow-host restored`, before a host goes on with it.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use flow::Decimal;
use flow_durable::{Call, Trouble};
use flow_host::{Host, ManualClock};
use serde_json::Value;
use system::HostExt as _;

flow::flow!("tests/restored.flow", durable);

type Outcome = Result<(), Box<dyn Error>>;

/// The outside, which no backup takes back: how often each key was performed, and whether it answers at all.
#[derive(Clone, Default)]
struct Outside {
    is_up: Arc<AtomicBool>,
    performed: Arc<Mutex<BTreeMap<String, u32>>>,
}

impl Outside {
    fn perform(&self, call: &Call) -> Result<(), Trouble<String>> {
        if !self.is_up.load(Ordering::Relaxed) {
            return Err(Trouble::Later("nobody is there".to_owned()));
        }
        let mut performed = self.performed.lock().map_err(|error| Trouble::Later(error.to_string()))?;
        *performed.entry(call.key.clone()).or_default() += 1;
        Ok(())
    }

    fn performed(&self) -> Result<BTreeMap<String, u32>, String> {
        self.performed.lock().map(|performed| performed.clone()).map_err(|error| error.to_string())
    }
}

impl payment::AsyncBindings for Outside {
    type Error = String;

    async fn charge_the_card_card_with_total(
        &self,
        _: &payment::Context,
        _: &str,
        _: Decimal,
        call: &Call,
    ) -> Result<(), Trouble<String>> {
        self.perform(call)
    }
}

impl customer::Actor for Outside {
    type Error = String;

    async fn confirmed(&self, _: &customer::Confirmed, call: &Call) -> Result<(), Trouble<String>> {
        self.perform(call)
    }

    async fn gave_up(&self, _: &customer::GaveUp, call: &Call) -> Result<(), Trouble<String>> {
        self.perform(call)
    }
}

/// A folder with a database that was restored, and the keys that were performed in the time that was lost.
struct Restored {
    folder: tempfile::TempDir,
    bank: Outside,
    mail: Outside,
}

impl Restored {
    fn path(&self) -> PathBuf {
        self.folder.path().join("shop.db")
    }

    async fn start(&self, clock: &ManualClock) -> Result<Host<system::Program>, Box<dyn Error>> {
        let host = Host::<system::Program>::open(self.path())
            .awaits::<payment::Payment, _>(self.bank.clone())
            .actor::<customer::Customer, _>(self.mail.clone())
            .clock(clock)
            .start()
            .await?;
        Ok(host)
    }

    /// A copy is made while a card is charged, a mail is sent and a timer runs. The host finishes all three, and then the copy takes the
    /// place of the database.
    async fn new() -> Result<Self, Box<dyn Error>> {
        let shop =
            Restored { folder: tempfile::tempdir()?, bank: Outside::default(), mail: Outside::default() };
        let clock = ManualClock::new(an_hour_ago());
        let host = shop.start(&clock).await?;
        shop.bank.is_up.store(true, Ordering::Relaxed);
        check_out(&host, "o-2").await?;
        shop.bank.is_up.store(false, Ordering::Relaxed);
        check_out(&host, "o-1").await?;
        let copy = shop.folder.path().join("copy.db");
        run(&shop.path(), "backup", &[&copy.display().to_string()])?;

        shop.bank.is_up.store(true, Ordering::Relaxed);
        shop.mail.is_up.store(true, Ordering::Relaxed);
        clock.advance(flow::Duration::from_secs(300));
        host.settle().await?;
        check_out(&host, "lost").await?;
        host.shutdown(Duration::from_secs(5)).await;
        for suffix in ["", "-wal", "-shm"] {
            drop(std::fs::remove_file(shop.folder.path().join(format!("shop.db{suffix}"))));
        }
        std::fs::rename(copy, shop.path())?;
        Ok(shop)
    }
}

fn an_hour_ago() -> flow::Time {
    let now = flow_host::inspect::now();
    now.checked_sub(flow::Duration::from_secs(3600)).unwrap_or(now)
}

async fn check_out(host: &Host<system::Program>, id: &str) -> Outcome {
    let order = host.create_order_with_id(id, order::Context::default()).await?;
    host.checkout(&order, order::event::Checkout { total: Decimal::from(7) }).await?;
    host.settle().await?;
    Ok(())
}

fn command(database: &Path, command: &str, arguments: &[&str]) -> Command {
    let mut process = Command::new(env!("CARGO_BIN_EXE_flow-host"));
    process.arg(command).arg(database).args(arguments).env("USER", "ann");
    process
}

fn output(database: &Path, name: &str, arguments: &[&str]) -> Result<Output, Box<dyn Error>> {
    Ok(command(database, name, arguments).output()?)
}

/// The output of a command that succeeds.
fn run(database: &Path, name: &str, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = output(database, name, arguments)?;
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// The exit code and the error of a command that does not.
fn error(database: &Path, name: &str, arguments: &[&str]) -> Result<(Option<i32>, String), Box<dyn Error>> {
    let output = output(database, name, arguments)?;
    Ok((output.status.code(), String::from_utf8(output.stderr)?))
}

/// The kind, the name and the number of a dead letter.
type Letter = (String, String, i64);

fn letters(database: &Path) -> Result<Vec<Letter>, Box<dyn Error>> {
    let read: Vec<Value> = serde_json::from_str(&run(database, "dead", &["--format", "json"])?)?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let letter =
        |of: &Value| (text(&of["kind"]), text(&of["name"]), of["number"].as_i64().unwrap_or_default());
    Ok(read.iter().map(letter).collect())
}

fn names(letters: &[Letter]) -> Vec<(&str, &str)> {
    letters.iter().map(|(kind, name, _)| (kind.as_str(), name.as_str())).collect()
}

const HELD: [(&str, &str); 3] =
    [("restored", "pay"), ("restored", "timer_expired"), ("restored", "confirmed")];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_under_way_goes_out_before_somebody_has_decided() -> Outcome {
    let shop = Restored::new().await?;
    let path = shop.path();
    let (charged, mailed) = (shop.bank.performed()?, shop.mail.performed()?);
    assert!(charged.len() == 3 && charged.values().all(|times| *times == 1), "{charged:?}");
    let before = std::fs::read(&path)?;
    let listed = run(&path, "restored", &["--list"])?;
    let asked = listed.lines().find(|line| line.starts_with("asked")).ok_or("a card is charged")?;
    assert!(charged.keys().any(|key| asked.ends_with(key.as_str())), "{listed}");
    let sent = listed.lines().find(|line| line.starts_with("message")).ok_or("a mail is sent")?;
    assert!(mailed.keys().any(|key| sent.ends_with(key.as_str())), "{listed}");
    let is_timer = |line: &str| line.starts_with("timer    @order o-1 ") && line.ends_with(":timer_expired");
    assert!(listed.lines().any(|line| is_timer(line.trim_end())), "{listed}");
    assert_eq!(std::fs::read(&path)?, before, "a list changes nothing");

    let (code, said) = error(&path, "restored", &[])?;
    assert!(code == Some(2) && said.contains("there is no reason"), "{said}");
    let (code, said) = error(&path, "restored", &["--reason", " "])?;
    assert!(code == Some(2) && said.contains("the reason is empty"), "{said}");
    let said = run(&path, "restored", &["--reason", "the disk was lost"])?;
    assert!(said.starts_with("3 events and messages were under way"), "{said}");
    assert_eq!(names(&letters(&path)?), HELD);
    let noted: (String, String, String, bool) = rusqlite::Connection::open(&path)?.query_row(
        "SELECT who, what, reason, done IS NOT NULL AND error IS NULL FROM flow_command",
        (),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    assert_eq!(noted, ("ann".to_owned(), "restored".to_owned(), "the disk was lost".to_owned(), true));

    let host = shop.start(&ManualClock::new(an_hour_ago())).await?;
    host.settle().await?;
    assert_eq!((shop.bank.performed()?, shop.mail.performed()?), (charged.clone(), mailed.clone()));
    let (code, said) = error(&path, "restored", &["--reason", "again"])?;
    assert!(code == Some(2) && said.contains("a host runs with"), "{said}");
    // Places in the journal, which clients remember, do not come again.
    check_out(&host, "o-3").await?;
    let select = "SELECT n, at, (SELECT done FROM flow_command) FROM flow_journal ORDER BY n DESC LIMIT 1";
    let (last, at, restored): (i64, i64, i64) =
        rusqlite::Connection::open(&path)?
            .query_row(select, (), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    assert!(last > 1_000_000_000_000, "{last}");
    assert!(at >= restored, "the clock of the database does not go back, although that of the host does");

    // What is taken up again has the keys that it had.
    let timer = letters(&path)?.iter().find(|of| of.1 == "timer_expired").map(|of| of.2.to_string());
    run(&path, "abandon", &[&timer.ok_or("the timer is there")?, "--reason", "it was paid in time"])?;
    let said = run(&path, "retry", &["--all", "restored", "--reason", "the bank knows its keys"])?;
    assert_eq!(said.lines().count(), 2, "{said}");
    host.settle().await?;
    assert_eq!(letters(&path)?, []);
    let twice = |now: BTreeMap<String, u32>, before: &BTreeMap<String, u32>| {
        let again = now.iter().filter(|(_, times)| **times == 2).count();
        (now.len() - before.len(), again)
    };
    assert_eq!(twice(shop.bank.performed()?, &charged), (1, 1), "o-3 is new, and o-1 was asked again");
    assert_eq!(twice(shop.mail.performed()?, &mailed), (2, 1), "of o-1 and o-3, and that of o-2 again");
    assert!(run(&path, "ls", &["order", "--state", "paid"])?.lines().count() == 3);
    let (code, said) = error(&path, "retry", &["--all", "restored", "--reason", "again"])?;
    assert!(code == Some(2) && said.contains("no dead letter that is 'restored'"), "{said}");
    let (code, said) = error(&path, "retry", &["--all", "lost", "--reason", "again"])?;
    assert!(code == Some(2) && said.contains("it is no kind"), "{said}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_meanwhile_does_all_of_it_or_nothing() -> Outcome {
    let shop = Restored::new().await?;
    let path = shop.path();
    for pause in 0..12 {
        let mut process = command(&path, "restored", &["--reason", "the disk was lost"]);
        let mut process = process.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        std::thread::sleep(Duration::from_millis(3 * pause));
        process.kill()?;
        process.wait()?;
        let held = letters(&path)?;
        assert!(held.is_empty() || names(&held) == HELD, "{held:?}");
    }
    run(&path, "restored", &["--reason", "the disk was lost"])?;
    assert_eq!(names(&letters(&path)?), HELD);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_carries_it_out_before_anything_else() -> Outcome {
    let shop = Restored::new().await?;
    let (path, charged) = (shop.path(), shop.bank.performed()?);
    // As by a `flow-host` that was killed after it had stored the command.
    rusqlite::Connection::open(&path)?.execute(
        "INSERT INTO flow_command (at, who, what, letter, reason) VALUES (1, 'ann', 'restored', 0, 'the disk was lost')",
        (),
    )?;
    let host = shop.start(&ManualClock::new(flow_host::inspect::now())).await?;
    host.settle().await?;
    assert_eq!(shop.bank.performed()?, charged);
    assert_eq!(names(&letters(&path)?), HELD);
    host.shutdown(Duration::from_secs(5)).await;
    Ok(())
}
