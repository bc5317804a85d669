//! Rules of a specification, which a host checks after each step: in generated code, and in a program that is interpreted.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use flow_host::interpret::{Builder, Specification};
use flow_host::{BrokenRule, Host};
use flow_project::{DiskLoader, Request, analyze};
use serde_json::Value;
use system::HostExt as _;

flow::flow!("tests/rules.flow", durable);

type Outcome = Result<(), Box<dyn Error>>;

const STOCK: &str = "$left of @stock is at least 0";
const SENT: &str = "order is never in #sent while payment is in #refunded";
const CANCELLED: &str = "once order is in #cancelled, order is never in #sent";
const PARCEL: &str = "@customer receives :parcel at most once";
const LATER: &str = "when payment is in #charged: order gets to #sent or #cancelled";

/// The reported rules, with the ids of the instances.
type Told = Arc<Mutex<Vec<(String, Vec<String>)>>>;

fn note(told: &Told) -> impl Fn(&BrokenRule) + Send + Sync + 'static {
    let told = Arc::clone(told);
    move |broken| {
        let ids = broken.instances.iter().map(|of| of.id.clone()).collect();
        if let Ok(mut told) = told.lock() {
            told.push((broken.rule.clone(), ids));
        }
    }
}

async fn create(host: &Host<system::Program>, id: &str) -> Outcome {
    host.create_order_with_id(id, order::Context::default()).await?;
    host.settle().await?;
    Ok(())
}

/// Sends an event to an order, and waits for all that follows.
async fn send(host: &Host<system::Program>, id: &str, event: &str, product: &str) -> Outcome {
    let (id, product) = (id.parse()?, product.to_owned());
    match event {
        "take" => host.take(&id, order::event::Take { product }).await?,
        "return" => host.r#return(&id, order::event::Return { product }).await?,
        "pay" => host.pay(&id, order::event::Pay {}).await?,
        "refund" => host.refund(&id, order::event::Refund {}).await?,
        "send" => host.send_(&id, order::event::Send {}).await?,
        _ => host.cancel(&id, order::event::Cancel {}).await?,
    };
    host.settle().await?;
    Ok(())
}

fn path(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("warehouse.db")
}

async fn generated(folder: &tempfile::TempDir, told: &Told) -> Result<Host<system::Program>, Box<dyn Error>> {
    Ok(Host::<system::Program>::open(path(folder)).on_broken_rule(note(told)).start().await?)
}

/// The output of `flow-host rules` for programs.
fn read(database: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flow-host"));
    let output = command.arg("rules").arg(database).args(["--format", "json"]).output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The output of `flow-host rules` for people.
fn show(database: &Path) -> Result<String, Box<dyn Error>> {
    let output = Command::new(env!("CARGO_BIN_EXE_flow-host")).arg("rules").arg(database).output()?;
    Ok(String::from_utf8(output.stdout)?)
}

/// How often each rule was broken, and for how many choices of instances it is broken now.
fn counts(rules: &[Value]) -> Vec<(String, i64, usize)> {
    let count = |rule: &Value| {
        let broken = rule["broken_for"].as_array().into_iter().flatten();
        let now = broken.filter(|line| line["is_broken"] == true).count();
        (rule["rule"].as_str().unwrap_or_default().to_owned(), rule["times"].as_i64().unwrap_or(-1), now)
    };
    rules.iter().map(count).collect()
}

fn expected(counts: [(&str, i64, usize); 5]) -> Vec<(String, i64, usize)> {
    counts.map(|(rule, times, now)| (rule.to_owned(), times, now)).into()
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_rules_are_counted_reported_and_listed() -> Outcome {
    let (folder, told) = (tempfile::tempdir()?, Told::default());
    let host = generated(&folder, &told).await?;
    for id in ["a", "b", "c"] {
        create(&host, id).await?;
    }
    let none = expected([(STOCK, 0, 0), (SENT, 0, 0), (CANCELLED, 0, 0), (PARCEL, 0, 0), (LATER, 0, 0)]);
    assert_eq!(counts(&read(&path(&folder))?), none);

    // It stays broken for a second step, is true again, and is broken anew.
    send(&host, "a", "take", "pen").await?;
    send(&host, "a", "take", "pen").await?;
    send(&host, "a", "return", "pen").await?;
    send(&host, "a", "return", "pen").await?;
    send(&host, "a", "take", "pen").await?;
    // Of two machines, in one conversation: a's refund has nothing to do with b.
    send(&host, "a", "refund", "").await?;
    send(&host, "b", "send", "").await?;
    send(&host, "b", "pay", "").await?;
    send(&host, "a", "send", "").await?;
    // What was true once is remembered for its order only, and through a restart.
    send(&host, "c", "cancel", "").await?;
    host.shutdown(Duration::from_secs(5)).await;
    let host = generated(&folder, &told).await?;
    send(&host, "c", "send", "").await?;
    // A second and a third parcel.
    send(&host, "b", "send", "").await?;
    send(&host, "b", "send", "").await?;
    let broken = expected([(STOCK, 2, 1), (SENT, 1, 1), (CANCELLED, 1, 1), (PARCEL, 2, 0), (LATER, 0, 0)]);
    let rules = read(&path(&folder))?;
    assert_eq!(counts(&rules), broken, "{rules:#?}");
    assert_eq!(rules[1]["broken_for"][0]["instances"][0]["id"], "a");
    assert_eq!(rules[1]["broken_for"][0]["states"], serde_json::json!(["sent", "refunded"]));
    assert_eq!((&rules[4]["is_checked"], &rules[3]["is_checked"]), (&false.into(), &true.into()));

    let metrics = host.metrics().await?;
    let counted: Vec<_> = metrics.broken_rules.iter().map(|of| (of.rule.as_str(), of.count)).collect();
    assert_eq!(counted, [(STOCK, 0), (SENT, 0), (CANCELLED, 1), (PARCEL, 2)], "since the start");
    let text = show(&path(&folder))?;
    assert!(
        text.contains(&format!("{STOCK}\n  checked after each step\n  broken 2 times, last at 20")),
        "{text}"
    );
    assert!(text.contains("@stock pen in #there, is broken now\n"), "{text}");
    assert!(text.contains(&format!("{LATER}\n  not checked: it is about what happens sooner")), "{text}");
    host.shutdown(Duration::from_secs(5)).await;
    let told = told.lock().map_err(|error| error.to_string())?.clone();
    let of =
        |rule: &str| told.iter().filter(|(of, _)| of == rule).map(|(_, ids)| ids.clone()).collect::<Vec<_>>();
    assert_eq!((of(STOCK), of(CANCELLED)), (vec![vec!["pen".to_owned()]; 2], vec![vec!["c".to_owned()]]));
    assert_eq!((of(PARCEL), of(SENT).len()), (vec![vec!["b".to_owned()]; 2], 1));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interpreted_program_checks_the_same_rules() -> Outcome {
    let (folder, told) = (tempfile::tempdir()?, Told::default());
    let host = generated(&folder, &told).await?;
    create(&host, "a").await?;
    send(&host, "a", "refund", "").await?;
    host.shutdown(Duration::from_secs(5)).await;

    let request = Request::new(["tests/rules.flow"]);
    let analysis = analyze(&request, &mut DiskLoader::new(env!("CARGO_MANIFEST_DIR")));
    let specification = Specification::new(analysis.model, analysis.program.sources, Vec::new());
    assert_eq!(specification.table().rules, <system::Program as flow_durable::Program>::TABLE.rules);
    let interpreted = Builder::new(specification, path(&folder)).on_broken_rule(note(&told)).start().await?;
    assert_eq!(counts(&read(&path(&folder))?)[1].1, 0);
    interpreted.shutdown(Duration::from_secs(5)).await;

    // The rows of one are those of the other.
    let host = generated(&folder, &told).await?;
    send(&host, "a", "send", "").await?;
    assert_eq!(counts(&read(&path(&folder))?)[1], (SENT.to_owned(), 1, 1));
    Ok(())
}

mod parcels {
    flow::flow!("tests/parcels.flow", durable);
}

const LOST: &str = "once parcel is in #lost, parcel is never in #delivered";
const NO_MORE: &str = "once order is in #cancelled, parcel is never in #sent";

/// How often the two rules about parcels were broken, after some events to an order.
async fn broken_by(events: &[&str]) -> Result<[i64; 2], Box<dyn Error>> {
    use parcels::order;
    use parcels::system::{HostExt as _, Program};

    let folder = tempfile::tempdir()?;
    let host = Host::<Program>::open(path(&folder)).start().await?;
    host.create_order_with_id("a", order::Context::default()).await?;
    let id = "a".parse()?;
    for event in events {
        match *event {
            "pack" => host.pack(&id, order::event::Pack {}).await?,
            "lose" => host.lose(&id, order::event::Lose {}).await?,
            "find" => host.find_(&id, order::event::Find {}).await?,
            "hand over" => host.hand_over(&id, order::event::HandOver {}).await?,
            "hand over the found one" => host.hand_over_found(&id, order::event::HandOverFound {}).await?,
            _ => host.cancel(&id, order::event::Cancel {}).await?,
        };
        host.settle().await?;
    }
    let rules = counts(&read(&path(&folder))?);
    assert_eq!((rules[0].0.as_str(), rules[1].0.as_str()), (LOST, NO_MORE));
    host.shutdown(Duration::from_secs(5)).await;
    Ok([rules[0].1, rules[1].1])
}

/// A rule about what was true is about each parcel by itself, and about an order with each of its parcels, as in stories and exploration.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_true_is_remembered_for_each_choice_of_instances() -> Outcome {
    assert_eq!(broken_by(&["pack", "pack", "lose", "hand over"]).await?, [0, 0]);
    assert_eq!(broken_by(&["pack", "pack", "lose", "find", "hand over the found one"]).await?, [1, 0]);
    // The parcel did not exist yet when the order was cancelled.
    assert_eq!(broken_by(&["cancel", "pack"]).await?, [0, 1]);
    Ok(())
}
