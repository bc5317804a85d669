//! The program `flow-host` on databases of real hosts: while one runs and works, and while none does.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use flow::Decimal;
use flow_durable::{Attempts, Call, Trouble};
use flow_host::Host;
use serde_json::Value;
use system::HostExt as _;
use tokio::sync::Notify;

flow::flow!("tests/shop.flow", durable);

type Outcome = Result<(), Box<dyn Error>>;

/// A bank that is down at times.
#[derive(Clone, Default)]
struct Bank {
    is_down: Arc<AtomicBool>,
    /// It is notified of each question.
    asked: Arc<Notify>,
}

impl payment::AsyncBindings for Bank {
    type Error = String;

    async fn charge_the_card_card_with_total(
        &self,
        _: &payment::Context,
        _: &str,
        _: Decimal,
        _: &Call,
    ) -> Result<(), Trouble<String>> {
        self.asked.notify_one();
        match self.is_down.load(Ordering::Relaxed) {
            true => Err(Trouble::Later("the bank is down".to_owned())),
            false => Ok(()),
        }
    }
}

/// A folder with the database of a shop.
struct Shop {
    folder: tempfile::TempDir,
    bank: Bank,
}

impl Shop {
    fn new() -> Result<Self, Box<dyn Error>> {
        Ok(Shop { folder: tempfile::tempdir()?, bank: Bank::default() })
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("shop.db")
    }

    /// Starts a host that gives a phrase up after one attempt.
    async fn start(&self) -> Result<Host<system::Program>, Box<dyn Error>> {
        let host = Host::<system::Program>::open(self.path())
            .awaits::<payment::Payment, _>(self.bank.clone())
            .attempts(Attempts { most: 1, ..Attempts::default() })
            .start()
            .await?;
        Ok(host)
    }

    /// A shop with an order with a dead letter as its payment, and one that is paid. No host runs.
    async fn with_dead_letter() -> Result<Self, Box<dyn Error>> {
        let shop = Shop::new()?;
        let host = shop.start().await?;
        buy(&host, "o-1", 12).await?;
        host.settle().await?;
        shop.bank.is_down.store(true, Ordering::Relaxed);
        buy(&host, "o-2", 20).await?;
        host.settle().await?;
        host.shutdown(Duration::from_secs(5)).await;
        shop.bank.is_down.store(false, Ordering::Relaxed);
        Ok(shop)
    }
}

async fn buy(host: &Host<system::Program>, id: &str, total: i64) -> Outcome {
    let order = host.create_order_with_id(id, order::Context::default()).await?;
    host.checkout(&order, order::event::Checkout { total: Decimal::from(total) }).await?;
    Ok(())
}

/// Buys one order after the other for some seconds. Returns how many there are.
async fn buy_for_seconds(host: Host<system::Program>, seconds: u64) -> Result<usize, String> {
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut orders = 0;
    while Instant::now() < end {
        orders += 1;
        buy(&host, &format!("load-{orders}"), 1).await.map_err(|error| error.to_string())?;
    }
    Ok(orders)
}

/// Runs `flow-host` with the database as the first argument after the command.
fn run(database: &Path, command: &[&str], arguments: &[&str]) -> Result<Output, Box<dyn Error>> {
    let mut process = Command::new(env!("CARGO_BIN_EXE_flow-host"));
    Ok(process.args(command).arg(database).args(arguments).env("USER", "ann").output()?)
}

/// The output of `flow-host`.
fn shown(database: &Path, command: &str, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = run(database, &[command], arguments)?;
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "flow-host {command} {arguments:?}: {error}");
    Ok(String::from_utf8(output.stdout)?)
}

/// The output of `flow-host` for programs.
fn read(database: &Path, command: &str, arguments: &[&str]) -> Result<Value, Box<dyn Error>> {
    let arguments = [arguments, &["--format", "json"]].concat();
    Ok(serde_json::from_str(&shown(database, command, &arguments)?)?)
}

/// The exit code and the error of `flow-host`.
fn error(database: &Path, command: &str, arguments: &[&str]) -> Result<(i32, String), Box<dyn Error>> {
    let output = run(database, &[command], arguments)?;
    Ok((output.status.code().unwrap_or(-1), String::from_utf8(output.stderr)?))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_host_keeps_is_shown_without_it() -> Outcome {
    let shop = Shop::with_dead_letter().await?;
    let path = shop.path();
    assert_eq!(
        shown(&path, "ls", &[])?,
        "@order    #paid     1\n@order    #paying   1\n@payment  #charged  1\n"
    );
    assert_eq!(shown(&path, "ls", &["order", "--state", "#paying"])?, "o-2  #paying  1 step\n");
    let listed = shown(&path, "ls", &["@order", "--limit", "1"])?;
    assert!(listed.contains("o-1") && listed.contains("--after"), "{listed}");
    let order = shown(&path, "show", &["order", "o-1"])?;
    assert!(order.starts_with("@order o-1\n  state  #paid\n  steps  2\n"), "{order}");
    assert!(order.contains("$paid  \"12\""), "{order}");
    let history = read(&path, "history", &["order", "o-1"])?;
    let what = |at: usize, field: &str| history[at][field].clone();
    assert_eq!((what(0, "what"), what(1, "event")), ("created".into(), "checkout".into()));
    assert_eq!(what(1, "sent")[0]["name"], "pay");
    let lanes = shown(&path, "lanes", &["order", "o-1"])?;
    assert!([":checkout", ":pay", ":charged", "@payment"].iter().all(|part| lanes.contains(part)), "{lanes}");
    let dead = read(&path, "dead", &[])?;
    assert_eq!((&dead[0]["kind"], &dead[0]["name"]), (&"exhausted".into(), &"pay".into()));
    assert_eq!((&dead[0]["can_be_answered"], &dead[0]["from"]["id"]), (&true.into(), &"o-2".into()));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_without_a_host_are_carried_out_by_the_next_one() -> Outcome {
    let shop = Shop::with_dead_letter().await?;
    let path = shop.path();
    let said = shown(&path, "retry", &["1", "--reason", "the bank is up again"])?;
    assert_eq!(said, "dead letter 1 is handled again when a host starts\n");
    assert_eq!(shown(&path, "dead", &[])?, "");
    let host = shop.start().await?;
    host.settle().await?;
    assert_eq!(read(&path, "show", &["order", "o-2"])?["state"], "paid");
    host.shutdown(Duration::from_secs(5)).await;
    let database = rusqlite::Connection::open(&path)?;
    let noted: String =
        database.query_row("SELECT note FROM flow_journal WHERE what = 'retried'", (), |row| row.get(0))?;
    assert!(noted.contains("the bank is up again") && noted.contains("ann"), "{noted}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_are_carried_out_by_a_host_under_load() -> Outcome {
    let shop = Shop::with_dead_letter().await?;
    let path = shop.path();
    let host = shop.start().await?;
    let load = tokio::spawn(buy_for_seconds(host.clone(), 3));
    let operate = tokio::task::spawn_blocking(move || {
        let said = |result: Result<String, Box<dyn Error>>| result.map_err(|error| error.to_string());
        let answered =
            said(shown(&path, "answer", &["1", "null", "--reason", "charged by hand", "--by", "bob"]))?;
        let copy = path.with_file_name("copy.db");
        said(shown(&path, "backup", &[copy.to_str().unwrap_or_default()]))?;
        let listed = said(shown(&copy, "ls", &[]))?;
        Ok::<_, String>((answered, listed))
    });
    let (answered, listed) = operate.await??;
    assert_eq!(answered, "dead letter 1 goes on with the answer\n");
    assert!(listed.contains("@order"), "{listed}");
    assert!(load.await?? > 0);
    host.settle().await?;
    assert_eq!(read(&shop.path(), "show", &["order", "o-2"])?["state"], "paid");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_is_told_of_dead_letters() -> Outcome {
    let shop = Shop::new()?;
    shop.bank.is_down.store(true, Ordering::Relaxed);
    let (tell, told) = std::sync::mpsc::channel();
    let host = Host::<system::Program>::open(shop.path())
        .awaits::<payment::Payment, _>(shop.bank.clone())
        .attempts(Attempts { most: 1, ..Attempts::default() })
        .on_dead_letter(move |letter| drop(tell.send((letter.number, letter.kind.to_string()))))
        .start()
        .await?;
    buy(&host, "o-1", 1).await?;
    let told = tokio::task::spawn_blocking(move || told.recv_timeout(Duration::from_secs(60))).await??;
    assert_eq!(told, (1, "exhausted".to_owned()));
    Ok(())
}

/// The instances in an archive.
fn archived(archive: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let database = rusqlite::Connection::open(archive)?;
    let mut select = database.prepare("SELECT machine || ' ' || id FROM flow_archive ORDER BY n")?;
    Ok(select.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The note of the journal about an operation on an instance.
fn note_of(database: &Path, what: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let select = "SELECT note FROM flow_journal WHERE what = ?1
                  AND instance = (SELECT n FROM flow_instance WHERE machine = 'order' AND id = ?2)";
    Ok(rusqlite::Connection::open(database)?.query_row(select, (what, id), |row| row.get(0))?)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_ended_is_archived_and_erased_while_no_host_runs() -> Outcome {
    let shop = Shop::with_dead_letter().await?;
    let (path, old) = (shop.path(), shop.folder.path().join("old.db"));
    let to = old.to_str().ok_or("the path is text")?;
    assert_eq!(
        shown(&path, "archive", &[to, "--reason", "a year is over"])?,
        "there is nothing to archive\n"
    );
    let said = shown(&path, "archive", &[to, "--ended-for", "0", "--reason", "a year is over"])?;
    assert_eq!(said, format!("written: {to}\n"));
    assert_eq!(archived(&old)?, ["order o-1"]);
    let note = note_of(&path, "archived", "o-1")?;
    assert!(note.contains("a year is over") && note.contains("ann"), "{note}");
    assert!(!shown(&path, "show", &["order", "o-1"])?.contains("$paid"));

    let (code, said) = error(&path, "archive", &[path.to_str().unwrap_or_default(), "--reason", "space"])?;
    assert!(code == 2 && said.contains("the database itself"), "{said}");
    let (code, said) = error(&path, "erase", &["order", "o-2", "--reason", "asked for"])?;
    assert!(code == 1 && said.contains("has not ended"), "{said}");
    let (code, said) = error(&path, "erase", &["order", "o-7", "--reason", "asked for"])?;
    assert!(code == 2 && said.contains("there is no @order 'o-7'"), "{said}");
    shown(&path, "erase", &["order", "o-1", "--reason", "asked for"])?;
    assert!(note_of(&path, "erased", "o-1")?.contains("asked for"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_ended_is_archived_and_erased_by_a_host_under_load() -> Outcome {
    let shop = Shop::with_dead_letter().await?;
    let (path, old) = (shop.path(), shop.folder.path().join("old.db"));
    let host = shop.start().await?;
    // More than one batch.
    for order in 0..100 {
        buy(&host, &format!("o-{}", order + 10), 1).await?;
    }
    host.settle().await?;
    let load = tokio::spawn(buy_for_seconds(host.clone(), 3));
    let (file, to) = (path.clone(), old.clone());
    let operate = tokio::task::spawn_blocking(move || {
        let said = |result: Result<String, Box<dyn Error>>| result.map_err(|error| error.to_string());
        said(shown(&file, "erase", &["order", "o-1", "--reason", "asked for", "--by", "bob"]))?;
        let to = to.to_str().unwrap_or_default();
        said(shown(&file, "archive", &[to, "--ended-for", "0", "--reason", "space", "--by", "bob"]))
    });
    operate.await??;
    assert!(load.await?? > 0);
    let moved = archived(&old)?;
    assert!((0..100).all(|order| moved.contains(&format!("order o-{}", order + 10))), "{moved:?}");
    // Erased instances are not archived, and instances that have not ended stay.
    assert!(["order o-1", "order o-2"].iter().all(|other| !moved.iter().any(|id| id == other)), "{moved:?}");
    assert!(note_of(&path, "archived", "o-50")?.contains("bob"));
    assert!(note_of(&path, "erased", "o-1")?.contains("bob"));
    assert_eq!(read(&path, "show", &["order", "o-2"])?["state"], "paying");
    // The host goes on, and archived orders take no events.
    buy(&host, "later", 1).await?;
    let id = "o-50".parse()?;
    let late = host.checkout(&id, order::event::Checkout { total: Decimal::from(1) }).await;
    assert!(late.is_err(), "{late:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_does_not_fit_is_refused_with_what_fits() -> Outcome {
    let shop = Shop::with_dead_letter().await?;
    let path = shop.path();
    shown(&path, "fail", &["1", "--reason", "the customer went away"])?;
    let host = shop.start().await?;
    host.settle().await?;
    // It has failed, and no question is left.
    let (code, said) = error(&path, "answer", &["2", "null", "--reason", "paid after all"])?;
    assert_eq!(code, 2);
    assert!(
        said.contains("no phrase of this dead letter waits") && said.contains("'retry' handles"),
        "{said}"
    );
    let (code, said) = error(&path, "retry", &["7", "--reason", "again"])?;
    assert!(code == 2 && said.contains("there is no dead letter 7"), "{said}");
    let (code, said) = error(&path, "retry", &["2", "--reason", " "])?;
    assert!(code == 2 && said.contains("the reason is empty"), "{said}");
    let (code, said) = error(&path, "answer", &["2", "ok", "--reason", "paid"])?;
    assert!(code == 2 && said.contains("is not JSON"), "{said}");
    assert_eq!(shown(&path, "abandon", &["2", "--reason", "forget it"])?, "dead letter 2 is forgotten\n");
    assert_eq!(shown(&path, "dead", &[])?, "");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_is_drained_and_follows_the_clock_on_command() -> Outcome {
    let shop = Shop::with_dead_letter().await?;
    let path = shop.path();
    for command in [&["drain"][..], &["clock", "accept"]] {
        let output = run(&path, command, &["--reason", "a new version"])?;
        let said = String::from_utf8(output.stderr)?;
        assert!(output.status.code() == Some(2) && said.contains("no host runs"), "{said}");
    }
    let host = shop.start().await?;
    let output = run(&path, &["clock", "accept"], &["--reason", "the clock was wrong"])?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = shown(&path, "drain", &["--reason", "a new version"])?;
    assert!(said.contains("no handler waits"), "{said}");
    assert!(buy(&host, "late", 1).await.is_err_and(|error| error.to_string().contains("drained")));
    host.shutdown(Duration::from_secs(5)).await;
    // The next host takes events again.
    let host = shop.start().await?;
    buy(&host, "o-3", 1).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drain_that_takes_too_long_says_how_many_handlers_wait() -> Outcome {
    let shop = Shop::new()?;
    shop.bank.is_down.store(true, Ordering::Relaxed);
    let host = Host::<system::Program>::open(shop.path())
        .awaits::<payment::Payment, _>(shop.bank.clone())
        .attempts(Attempts { most: 1000, ..Attempts::default() })
        .start()
        .await?;
    buy(&host, "o-1", 1).await?;
    // The handler has begun when the bank is asked.
    shop.bank.asked.notified().await;
    let id = host.list::<payment::Payment>(None, 0, 1).await?;
    assert!(id.is_empty(), "the payment has had no step");
    let (code, said) = error(&shop.path(), "drain", &["--reason", "a new version", "--patience", "1"])?;
    assert!(code == 1 && said.contains("1 handler still waits"), "{said}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_exist_is_named_with_what_does() -> Outcome {
    let shop = Shop::with_dead_letter().await?;
    let path = shop.path();
    let said = |command: &str, arguments: &[&str]| error(&path, command, arguments).map(|(_, said)| said);
    assert!(said("show", &["ordr", "o-1"])?.contains("did you mean @order?"));
    assert!(said("show", &["order", "o-1x"])?.contains("did you mean 'o-1'?"));
    assert!(said("ls", &["order", "--state", "payed"])?.contains("did you mean #paid?"));
    let missing = error(&shop.folder.path().join("no.db"), "ls", &[])?;
    assert!(missing.0 == 2 && missing.1.contains("there is no file"), "{missing:?}");
    assert!(!shop.folder.path().join("no.db").exists());

    let text = shop.folder.path().join("notes.txt");
    std::fs::write(&text, "this is no database, but a text that is long enough to be taken for one")?;
    assert!(error(&text, "ls", &[])?.1.contains("is not a database"));

    let other = shop.folder.path().join("other.db");
    rusqlite::Connection::open(&other)?.execute_batch("CREATE TABLE t (a)")?;
    assert!(error(&other, "ls", &[])?.1.contains("no host has written"));

    let database = rusqlite::Connection::open(&path)?;
    database.execute("UPDATE flow_meta SET value = 99 WHERE name = 'format'", ())?;
    let newer = error(&path, "dead", &[])?.1;
    assert!(newer.contains("use the newer host"), "{newer}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_says_what_a_new_version_makes_of_what_is_stored() -> Outcome {
    let shop = Shop::with_dead_letter().await?;
    let text = include_str!("shop.flow");
    let flow = |name: &str, text: &str| {
        let path = shop.folder.path().join(name);
        std::fs::write(&path, text).map(|()| path.display().to_string())
    };
    let same = flow("same.flow", text)?;
    assert_eq!(shown(&shop.path(), "plan", &[&same])?, "nothing stored changes\n");
    let other = flow("other.flow", &text.replace("#paid", "#settled"))?;
    let (code, said) = error(&shop.path(), "plan", &[&other])?;
    assert!(code == 1 && said.contains("1 instance in #paid, which is gone"), "{said}");
    std::fs::write(shop.folder.path().join("flow.toml"), "[migrate.order]\n\"#paid\" = \"#settled\"\n")?;
    assert!(shown(&shop.path(), "plan", &[&other])?.starts_with("migrated: @order: 1 instance"));
    let broken = flow("broken.flow", &text.replace("machine: @order", "machine: @Order"))?;
    let (code, said) = error(&shop.path(), "plan", &[&broken])?;
    assert!(code == 2 && said.contains("the specification has errors"), "{said}");
    Ok(())
}
