//! The shop itself: opens its database, takes the orders that it does not have yet, and works until all have ended.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use flow::Decimal;
use flow_diagram::Lanes;
use flow_host::durable::CallError;
use flow_host::{Host, Step, StepError};

use crate::bank::Bank;
use crate::mailer::Mailer;
use crate::shelf::Shelf;
use crate::system::{HostExt as _, Program};
use crate::{customer, lanes, order, payment, stock};

/// What the customers order: two lamps of which there is one, and a table that costs more than the card has.
const ORDERS: [(&str, &str, i64); 4] =
    [("order-1", "lamp", 40), ("order-2", "chair", 80), ("order-3", "lamp", 40), ("order-4", "table", 300)];

/// The pieces on the shelves.
const PIECES: &[(&str, i64)] = &[("lamp", 1), ("chair", 5), ("table", 2)];

/// Opens the shop in a folder.
///
/// # Errors
/// If the database cannot be used.
pub async fn open(folder: &Path) -> Result<Host<Program>, Box<dyn Error>> {
    let host = Host::<Program>::open(folder.join("shop.db"))
        .bindings::<stock::Stock, _>(Shelf)
        .awaits::<payment::Payment, _>(Bank::new(folder.join("bank.txt")))
        .actor::<customer::Customer, _>(Mailer)
        .start()
        .await?;
    host.write(|step: &Step| -> Result<(), StepError> { Shelf::fill(step, PIECES) }).await?;
    Ok(host)
}

/// Runs the shop until nothing is left to do.
///
/// # Errors
/// If the database cannot be used, or an order is not accepted.
pub async fn run(folder: &Path) -> Result<(), Box<dyn Error>> {
    let host = open(folder).await?;
    for (id, sku, total) in ORDERS {
        take_order(&host, id, sku, total).await?;
    }
    finish(&host).await?;
    for (_, id, order) in host.list::<order::Order>(None, 0, 100).await? {
        println!("{id} is in {}", order.state());
    }
    let first = "order-1".parse()?;
    println!(
        "\n{}",
        lanes::draw(&host.history::<order::Order>(&first).await?).text(Lanes::WithStates).trim_end()
    );
    host.shutdown(Duration::from_secs(5)).await;
    Ok(())
}

/// Takes an order. The shop may have been killed before or after any of the two calls, so that each may have been made before.
async fn take_order(host: &Host<Program>, id: &str, sku: &str, total: i64) -> Result<(), Box<dyn Error>> {
    let context = order::Context { sku: sku.to_owned(), total: Decimal::from(total) };
    let order = match host.create_order_with_id(id, context).await {
        Err(CallError::Exists { id, .. }) => id.parse()?,
        order => order?,
    };
    match host.checkout(&order, order::event::Checkout {}).await {
        Err(CallError::Rejected { .. }) => {}
        step => {
            step?;
            println!("{id}: a {sku} for {total} euros");
        }
    }
    Ok(())
}

/// Waits until every order has ended: a question that the bank has not answered is asked again after a while.
async fn finish(host: &Host<Program>) -> Result<(), Box<dyn Error>> {
    loop {
        host.settle().await?;
        let orders = host.list::<order::Order>(None, 0, 100).await?;
        let is_open = |order: &order::Order| {
            matches!(order.state(), order::State::Idle | order::State::AwaitingPayment | order::State::Paid)
        };
        if !orders.iter().any(|(_, _, order)| is_open(order)) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
