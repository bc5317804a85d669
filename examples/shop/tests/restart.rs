//! The shop is killed and restarted.

use std::collections::BTreeSet;
use std::error::Error;
use std::process::Command;

use flow_host::durable::CallError;
use shop::serve::{self, open};
use shop::system::HostExt as _;
use shop::{bank, order};

#[test]
fn an_order_that_is_killed_at_the_bank_is_paid_once() -> Result<(), Box<dyn Error>> {
    let output = Command::new(env!("CARGO_BIN_EXE_shop")).output()?;
    let shown = String::from_utf8(output.stdout)?;
    assert!(output.status.success(), "{shown}");
    let ends_in = |order: u32, state: &str| shown.contains(&format!("order-{order} is in #{state}\n"));
    assert!(ends_in(2, "fulfilled") && ends_in(4, "declined"), "{shown}");
    // There is one lamp, for whoever has paid first.
    let has_lamp = |with: u32, without: u32| ends_in(with, "fulfilled") && ends_in(without, "cancelled");
    assert!(has_lamp(1, 3) || has_lamp(3, 1), "{shown}");
    let keys: Vec<&str> =
        shown.lines().filter_map(|line| line.split_once(" euros for ")).map(|(_, key)| key).collect();
    assert_eq!(keys.len(), 3, "{shown}");
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), 3, "{shown}");
    Ok(())
}

#[tokio::test]
async fn what_happened_is_there_after_a_restart() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    serve::run(folder.path()).await?;
    let charges = bank::charges(&folder.path().join("bank.txt"))?;

    let host = open(folder.path()).await?;
    let orders = host.list::<order::Order>(Some("fulfilled"), 0, 10).await?;
    assert_eq!(orders.len(), 2);
    let lamp = orders.iter().find(|(.., order)| order.context().sku == "lamp");
    let (_, id, order) = lamp.ok_or("somebody has the lamp")?;
    assert_eq!(order.state(), order::State::Fulfilled);
    let error = host.checkout(id, order::event::Checkout {}).await;
    let rejected = CallError::Rejected { event: "checkout".to_owned(), state: "fulfilled".to_owned() };
    assert_eq!(error, Err(rejected));
    assert_eq!(host.dead_letters(0, 10).await?, []);
    let left = host.read(|step| {
        step.query("SELECT pieces FROM shelf WHERE sku = 'lamp'", (), |row| row.get::<_, i64>(0))
    });
    assert_eq!(left.await?, [0]);
    host.shutdown(std::time::Duration::from_secs(5)).await;
    assert_eq!(bank::charges(&folder.path().join("bank.txt"))?, charges);
    Ok(())
}

#[tokio::test]
async fn a_second_host_on_the_same_file_is_refused() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let first = open(folder.path()).await?;
    let second = open(folder.path()).await.map(drop).map_err(|error| error.to_string());
    assert!(second.is_err_and(|error| error.contains("one database has one host")));
    first.shutdown(std::time::Duration::from_secs(5)).await;
    open(folder.path()).await?.shutdown(std::time::Duration::from_secs(5)).await;
    Ok(())
}
