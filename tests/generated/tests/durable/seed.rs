//! The seed's checkout: three machines with phrases, in every way that it can go.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use flow::Decimal;
use flow_durable::{Call, CallError, Caller, Machine as _, Program as _, Trouble};
use flow_tests_generated::seed_durable::system::{HostExt as _, Program, System};
use flow_tests_generated::seed_durable::{inventory, order, payment};

use crate::host::{Host, Kind, Shared, awaited, block_on, in_step};
use crate::lines;

/// The answers of one run.
#[derive(Clone, Copy, Debug)]
struct Answers {
    cart: bool,
    card: bool,
    stock: bool,
    terminal_works: bool,
}

impl Answers {
    fn all() -> impl Iterator<Item = Answers> {
        (0..16u8).map(|bits| {
            let [cart, card, stock, terminal_works] = [1, 2, 4, 8].map(|bit| bits & bit != 0);
            Answers { cart, card, stock, terminal_works }
        })
    }

    fn process(self) -> Result<(), &'static str> {
        if self.terminal_works { Ok(()) } else { Err("the terminal is down") }
    }
}

impl order::Bindings for Answers {
    type Error = &'static str;

    fn cart_is_valid(&self, order: &order::Context) -> Result<bool, Self::Error> {
        assert_eq!(order.total, Decimal::from(1200));
        Ok(self.cart)
    }
}

impl payment::Bindings for Answers {
    type Error = &'static str;

    fn process_card_with_amount(&mut self, _: &payment::Context, amount: Decimal) -> Result<(), Self::Error> {
        assert_eq!(amount, Decimal::from(1200));
        self.process()
    }

    fn card_is_valid(&self, _: &payment::Context) -> Result<bool, Self::Error> {
        Ok(self.card)
    }

    fn process_refund(&mut self, _: &payment::Context) -> Result<(), Self::Error> {
        Ok(())
    }
}

impl inventory::Bindings for Answers {
    type Error = &'static str;

    fn stock_is_available(&self, _: &inventory::Context) -> Result<bool, Self::Error> {
        Ok(self.stock)
    }

    fn reserve_items(&mut self, _: &inventory::Context) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// The same answers after some time: the first attempt of each question has none.
struct Bank {
    answers: Answers,
    asked: AtomicU32,
    keys: Mutex<Vec<String>>,
}

impl Bank {
    fn new(answers: Answers) -> Self {
        Bank { answers, asked: AtomicU32::new(0), keys: Mutex::default() }
    }

    /// The answer to the second attempt.
    fn answer<T>(&self, call: &Call, answer: Result<T, &'static str>) -> Result<T, Trouble<&'static str>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        match call.attempt {
            1 => Err(Trouble::Later("the line is busy")),
            _ => {
                self.keys.lock().expect("no test panics with the lock").push(call.key.clone());
                answer.map_err(Trouble::Refused)
            }
        }
    }
}

impl order::AsyncBindings for Bank {
    type Error = &'static str;

    async fn cart_is_valid(&self, _: &order::Context, call: &Call) -> Result<bool, Trouble<Self::Error>> {
        self.answer(call, Ok(self.answers.cart))
    }
}

impl payment::AsyncBindings for Bank {
    type Error = &'static str;

    async fn process_card_with_amount(
        &self,
        _: &payment::Context,
        amount: Decimal,
        call: &Call,
    ) -> Result<(), Trouble<Self::Error>> {
        assert_eq!((amount, call.machine.as_str()), (Decimal::from(1200), "payment"));
        self.answer(call, self.answers.process())
    }

    async fn card_is_valid(&self, _: &payment::Context, call: &Call) -> Result<bool, Trouble<Self::Error>> {
        self.answer(call, Ok(self.answers.card))
    }

    async fn process_refund(&self, _: &payment::Context, call: &Call) -> Result<(), Trouble<Self::Error>> {
        self.answer(call, Ok(()))
    }
}

impl inventory::AsyncBindings for Bank {
    type Error = &'static str;

    async fn stock_is_available(
        &self,
        _: &inventory::Context,
        call: &Call,
    ) -> Result<bool, Trouble<Self::Error>> {
        self.answer(call, Ok(self.answers.stock))
    }

    async fn reserve_items(&self, _: &inventory::Context, call: &Call) -> Result<(), Trouble<Self::Error>> {
        self.answer(call, Ok(()))
    }
}

fn kinds_in_step() -> Vec<Kind<Answers>> {
    vec![in_step::<order::Order, _>(), in_step::<payment::Payment, _>(), in_step::<inventory::Inventory, _>()]
}

fn kinds_awaited() -> Vec<Kind<Bank>> {
    vec![awaited::<order::Order, _>(), awaited::<payment::Payment, _>(), awaited::<inventory::Inventory, _>()]
}

fn cart() -> order::Context {
    order::Context { total: Decimal::from(1200), ..order::Context::default() }
}

/// What the in-process system does.
fn expected(answers: Answers) -> Vec<String> {
    let mut system = System::new(answers);
    system.record();
    let order = system.create_order(cart());
    assert_eq!(order.to_string(), "order-1");
    let _ = system.checkout(order.clone(), order::event::Checkout {});
    let _ = system.checkout(order, order::event::Checkout {});
    lines(&system.take_trace())
}

/// What a host does.
fn run<W: Send>(host: Host<W>) -> Host<W> {
    let host = Shared(Mutex::new(host));
    let order = block_on(host.create_order(cart())).expect("the context fits");
    let first = block_on(host.checkout(&order, order::event::Checkout {}));
    if let Ok(step) = first {
        let read = block_on(Caller::<Program>::read(&host, 0, order.to_string()));
        let read = read.expect("it can be read").expect("it is there");
        let read = order::Order::read_instance(&read.id, &read.state, &read.context).expect("it was written");
        assert_eq!(step.from, order::State::Idle);
        assert_eq!(read.context().total, Decimal::from(1200));
    }
    match block_on(host.checkout(&order, order::event::Checkout {})) {
        Ok(step) => assert_eq!(step.to(), order::State::Idle, "the cart is not valid"),
        Err(CallError::Rejected { event, .. }) => assert_eq!(event, "checkout"),
        Err(other) => panic!("{other}"),
    }
    host.0.into_inner().expect("no test panics with the lock")
}

#[test]
fn in_the_step_it_does_what_the_system_does() {
    for answers in Answers::all() {
        let mut host = run(Host::new(kinds_in_step, answers));
        assert_eq!(host.take_trace(), expected(answers), "{answers:?}");
    }
}

#[test]
fn awaited_it_does_the_same_and_asks_nothing_twice_even_if_the_process_ends() {
    for crashes in [false, true] {
        for answers in Answers::all() {
            let mut host = Host::new(kinds_awaited, Bank::new(answers));
            host.crashes = crashes;
            let mut host = run(host);
            assert_eq!(host.take_trace(), expected(answers), "{answers:?}");
            let mut keys = host.world.keys.into_inner().expect("no test panics with the lock");
            let answered = keys.len();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), answered, "each question has one answer");
            assert_eq!(host.performed.len(), 2 * answered, "each was attempted twice");
        }
    }
}

#[test]
fn the_program_is_a_table() {
    let table = Program::TABLE;
    let names: Vec<_> = table.machines.iter().map(|machine| machine.name).collect();
    assert_eq!((table.name, names), ("e-commerce checkout", vec!["order", "payment", "inventory"]));
    assert_eq!(table.machines[0].states[0], "idle");
    assert_eq!(table.fingerprint().len(), 64);
    let asked: Vec<_> =
        table.machines[1].phrases.iter().map(|phrase| (phrase.function, phrase.answer)).collect();
    assert_eq!(
        asked,
        [("process_card_with_amount", ""), ("card_is_valid", "boolean"), ("process_refund", "")]
    );
}
