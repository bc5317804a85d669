//! The shop's database is opened by a later version of the specification, in which things have other names.

use std::error::Error;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use flow::Decimal;
use flow_host::durable::{Call, Trouble};
use flow_host::{Builder, Host, OpenError, Step, StepError};
use shop::serve;
use shop::system::HostExt as _;
use tokio::sync::Notify;

flow::flow!("tests/later.flow", durable);

/// A bank that is asked once for each charge.
#[derive(Clone, Default)]
struct Bank(Arc<Mutex<Vec<String>>>);

impl payment::AsyncBindings for Bank {
    type Error = String;

    async fn charge_the_card_with_amount(
        &self,
        _: &payment::Context,
        _: Decimal,
        call: &Call,
    ) -> Result<String, Trouble<String>> {
        self.0.lock().map_err(|error| Trouble::Later(error.to_string()))?.push(call.key.clone());
        Ok(call.key.clone())
    }

    async fn give_back_transaction(
        &self,
        _: &payment::Context,
        _: &str,
        _: &Call,
    ) -> Result<(), Trouble<String>> {
        Ok(())
    }
}

/// A shelf that is never empty.
struct Shelf;

impl stock::Bindings for Shelf {
    type Error = StepError;

    fn item_is_on_the_shelf(&self, _: &stock::Context) -> Result<bool, StepError> {
        Ok(true)
    }

    fn take_an_item_from_the_shelf(&mut self, _: &stock::Context) -> Result<(), StepError> {
        Ok(())
    }
}

/// The later version on the database of a folder.
fn later(folder: &Path, bank: &Bank) -> Builder<system::Program> {
    Host::<system::Program>::open(folder.join("shop.db"))
        .bindings::<stock::Stock, _>(|_: Step| Shelf)
        .awaits::<payment::Payment, _>(bank.clone())
}

#[tokio::test]
async fn orders_go_on_in_a_later_version_that_names_things_otherwise() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    serve::run(folder.path()).await?;
    let bank = Bank::default();
    let plan = later(folder.path(), &bank).plan().await?;
    assert!(plan.is_complete(), "{plan}");
    assert!(
        plan.to_string().contains("migrated: @order: 2 instances in #fulfilled are in #delivered"),
        "{plan}"
    );

    let host = later(folder.path(), &bank).start().await?;
    let orders = host.list::<order::Order>(Some("delivered"), 0, 10).await?;
    let mut prices: Vec<_> = orders.iter().map(|(.., order)| order.context().price).collect();
    // Two customers want the same lamp, and whoever has paid first gets it.
    prices.sort();
    assert_eq!(prices, [Decimal::from(40), Decimal::from(80)]);
    assert!(orders.iter().all(|(.., order)| order.state() == order::State::Delivered));
    host.shutdown(Duration::from_secs(5)).await;

    // The version before it does not know these orders, and the copy is its own.
    let before = serve::open(folder.path()).await.map(drop).map_err(|error| error.to_string());
    assert!(before.is_err_and(|error| error.contains("2 instances in #delivered, which is gone")));
    std::fs::rename(folder.path().join("shop.db-before-migration"), folder.path().join("shop.db"))?;
    let host = serve::open(folder.path()).await?;
    assert_eq!(host.list::<shop::order::Order>(Some("fulfilled"), 0, 10).await?.len(), 2);
    host.shutdown(Duration::from_secs(5)).await;
    Ok(())
}

/// The shop's bank, with a test that knows when it is asked, and decides when it charges the card.
struct SlowBank {
    bank: shop::bank::Bank,
    asked: Arc<Notify>,
    may_charge: Arc<Notify>,
    charged: Arc<Notify>,
}

impl shop::payment::AsyncBindings for SlowBank {
    type Error = String;

    async fn charge_the_card_with_amount(
        &self,
        context: &shop::payment::Context,
        amount: Decimal,
        call: &Call,
    ) -> Result<String, Trouble<String>> {
        self.asked.notify_one();
        self.may_charge.notified().await;
        let charged = self.bank.charge_the_card_with_amount(context, amount, call).await;
        self.charged.notify_one();
        charged
    }

    async fn give_back_transaction(
        &self,
        _: &shop::payment::Context,
        _: &str,
        _: &Call,
    ) -> Result<(), Trouble<String>> {
        Ok(())
    }
}

#[tokio::test]
async fn a_deploy_in_the_middle_of_a_charge_goes_on_with_the_same_key() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let [asked, may_charge, charged] = std::array::from_fn(|_| Arc::new(Notify::new()));
    let bank = shop::bank::Bank::new(folder.path().join("bank.txt"));
    let (asks, charges) = (Arc::clone(&asked), Arc::clone(&charged));
    let slow = SlowBank { bank, asked: asks, may_charge: Arc::clone(&may_charge), charged: charges };
    // The shop fills its shelves.
    serve::open(folder.path()).await?.shutdown(Duration::from_secs(5)).await;
    let host = Host::<shop::system::Program>::open(folder.path().join("shop.db"))
        .bindings::<shop::stock::Stock, _>(shop::shelf::Shelf)
        .awaits::<shop::payment::Payment, _>(slow)
        .actor::<shop::customer::Customer, _>(shop::mailer::Mailer)
        .start()
        .await?;
    let context = shop::order::Context { sku: "chair".to_owned(), total: Decimal::from(80) };
    let order = host.create_order_with_id("o-1", context).await?;
    host.checkout(&order, shop::order::event::Checkout {}).await?;
    // The bank takes longer than the host waits, and is asked again by the next version.
    asked.notified().await;
    host.shutdown(Duration::ZERO).await;

    let bank = Bank::default();
    let host = later(folder.path(), &bank).start().await?;
    host.settle().await?;
    let orders = host.list::<order::Order>(Some("delivered"), 0, 10).await?;
    assert_eq!(orders.len(), 1);
    assert_eq!(host.dead_letters(0, 10).await?, []);
    let keys = bank.0.lock().map_err(|error| error.to_string())?.clone();
    assert_eq!(keys.len(), 1, "{keys:?}");
    // The first attempt ends late, with a charge of the same key.
    may_charge.notify_one();
    charged.notified().await;
    let charges = shop::bank::charges(&folder.path().join("bank.txt"))?;
    assert_eq!(charges, [(keys[0].clone(), "80".to_owned())]);
    host.shutdown(Duration::from_secs(5)).await;
    Ok(())
}

#[tokio::test]
async fn what_was_begun_is_finished_before_the_next_version() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let host = serve::open(folder.path()).await?;
    let context = shop::order::Context { sku: "chair".to_owned(), total: Decimal::from(80) };
    let order = host.create_order_with_id("o-1", context).await?;
    host.checkout(&order, shop::order::event::Checkout {}).await?;
    let left = host.drain(Duration::from_secs(60)).await?;
    assert_eq!(left, 0);
    let late =
        host.checkout(&order, shop::order::event::Checkout {}).await.map_err(|error| error.to_string());
    assert!(late.is_err_and(|error| error.contains("takes no new events")));
    host.shutdown(Duration::from_secs(5)).await;
    let bank = Bank::default();
    let opened: Result<_, OpenError> = later(folder.path(), &bank).start().await;
    let host = opened?;
    host.settle().await?;
    assert_eq!(host.list::<order::Order>(Some("delivered"), 0, 10).await?.len(), 1);
    host.shutdown(Duration::from_secs(5)).await;
    Ok(())
}
