const _: () = ::flow::__private::generated_for(5u32);
extern crate flow_durable as _;
const _: () = ::flow_durable::__private::generated_for(1u32);
/// The machine `@sale` (undone.flow:2).
///
#[allow(
    dead_code,
    missing_copy_implementations,
    missing_debug_implementations,
    single_use_lifetimes,
    trivial_numeric_casts,
    unreachable_code,
    unreachable_pub,
    unused_imports,
    unused_qualifications,
    variant_size_differences,
    clippy::approx_constant,
    clippy::enum_variant_names,
    clippy::excessive_precision,
    clippy::large_enum_variant,
    clippy::match_single_binding,
    clippy::module_inception,
    clippy::nursery,
    clippy::pedantic,
    clippy::result_large_err,
    clippy::too_many_arguments,
    clippy::upper_case_acronyms,
    clippy::wrong_self_convention,
    reason = "names, sizes and literals are the specification's"
)]
pub mod sale {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@sale`.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        PartialOrd,
        Ord,
        Hash,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum State {
        /// `#new` (undone.flow:3): the initial state.
        #[serde(rename = "new")]
        New,
        /// `#paid` (undone.flow:4, an end).
        #[serde(rename = "paid")]
        Paid,
        /// `#failed` (undone.flow:4, an end).
        #[serde(rename = "failed")]
        Failed,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[State::New, State::Paid, State::Failed];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::New => "new",
                State::Paid => "paid",
                State::Failed => "failed",
            }
        }
        /// Whether an instance in this state has come to its end: `ends in` names the state.
        #[inline]
        pub const fn is_end(self) -> bool {
            ::core::matches!(self, State::Paid | State::Failed)
        }
        /// The state with this name, without `#`.
        pub fn from_name(name: &str) -> ::core::option::Option<Self> {
            match name {
                "new" => ::core::option::Option::Some(State::New),
                "paid" => ::core::option::Option::Some(State::Paid),
                "failed" => ::core::option::Option::Some(State::Failed),
                _ => ::core::option::Option::None,
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@sale`.
    #[derive(
        Clone,
        Debug,
        Default,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    #[serde(default)]
    #[serde(deny_unknown_fields)]
    pub struct Context {
        /// `$receipt`.
        pub receipt: ::flow::Text,
    }
    /// The events of `@sale` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:sell from @customer`: public (undone.flow:6).
        #[derive(
            Clone,
            Debug,
            Default,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Sell {
            /// `$amount`.
            pub amount: ::flow::Value,
        }
        impl ::core::fmt::Display for Sell {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":sell from @customer")
            }
        }
    }
    /// Any event of `@sale`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Event {
        /// `:sell from @customer`.
        #[serde(rename = "sell")]
        Sell(event::Sell),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Sell(_) => EventKind::Sell,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::Sell> for Event {
        #[inline]
        fn from(event: event::Sell) -> Self {
            Event::Sell(event)
        }
    }
    /// An event of `@sale` without its payload.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        PartialOrd,
        Ord,
        Hash,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum EventKind {
        /// `:sell from @customer`.
        #[serde(rename = "sell")]
        Sell,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[EventKind::Sell];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Sell => "sell",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Sell => ":sell from @customer",
                },
            )
        }
    }
    /// An emit of `@sale`: an event, a message or a timer operation.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Emit {}
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, _f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match *self {}
        }
    }
    /// The functions for the phrases of `@sale`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `book sale of $amount` (undone.flow:7).
        fn book_sale_of_amount(
            &mut self,
            sale: &Context,
            amount: &::flow::Value,
        ) -> Result<(), Self::Error>;
        /// `receipt of $amount` (undone.flow:11).
        fn receipt_of_amount(
            &mut self,
            sale: &Context,
            amount: &::flow::Value,
        ) -> Result<::flow::Text, Self::Error>;
        /// `print receipt` (undone.flow:14).
        fn print_receipt(&mut self, sale: &Context) -> Result<(), Self::Error>;
    }
    /// The functions for the phrases of `@sale` that a host awaits, which you implement.
    ///
    /// A function is called again with the same key if it answers that there is no answer yet, or if the process ends before its answer
    /// is stored.
    pub trait AsyncBindings: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// The error of a phrase: an error, or text.
        type Error: ::flow::BindingError;
        /// `book sale of $amount` (undone.flow:7).
        fn book_sale_of_amount(
            &self,
            sale: &Context,
            amount: &::flow::Value,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = Result<(), ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
        /// `receipt of $amount` (undone.flow:11).
        fn receipt_of_amount(
            &self,
            sale: &Context,
            amount: &::flow::Value,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = Result<::flow::Text, ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
        /// `print receipt` (undone.flow:14).
        fn print_receipt(
            &self,
            sale: &Context,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = Result<(), ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 1>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@sale`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub struct Sale {
        state: State,
        context: Context,
    }
    impl Default for Sale {
        #[inline]
        fn default() -> Self {
            Sale::new(Context::default())
        }
    }
    impl Sale {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Sale { state: State::New, context }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Sale { state, context }
        }
        /// The current state.
        #[inline]
        pub const fn state(&self) -> State {
            self.state
        }
        /// The variables of the instance.
        #[inline]
        pub const fn context(&self) -> &Context {
            &self.context
        }
        /// Whether the current state accepts an event.
        #[inline]
        pub const fn accepts(&self, event: EventKind) -> bool {
            match self.state {
                State::New => ::core::matches!(event, EventKind::Sell),
                State::Paid | State::Failed => false,
            }
        }
        /// Handles any event.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn handle<B: Bindings>(
            &mut self,
            mut event: Event,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            respond(self, &mut event, bindings, emits)
                .map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:sell from @customer`: accepted in `#new`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn sell<B: Bindings>(
            &mut self,
            event: event::Sell,
            bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::New => {
                    on_sell(self, &event, bindings).map_err(::flow::Reason::Failed)
                }
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
    }
    /// Handles any event, which remains whole if that fails.
    #[inline]
    pub(super) fn respond<B: Bindings>(
        machine: &mut Sale,
        event: &mut Event,
        bindings: &mut B,
        _emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::New => {
                match event {
                    Event::Sell(event) => {
                        on_sell(machine, event, bindings).map_err(::flow::Reason::Failed)
                    }
                }
            }
            State::Paid | State::Failed => {
                Err(::flow::Reason::Rejected {
                    state: machine.state,
                })
            }
        }
    }
    /// `:sell from @customer` in `#new` (undone.flow:6).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_sell<B: Bindings>(
        machine: &mut Sale,
        event: &event::Sell,
        bindings: &mut B,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut step = ::flow::Step::stay(machine.state);
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(), ::flow::__private::Slot::new()),
            move |machine: &mut Sale, (slot_1, slot_2)| {
                slot_2.restore(&mut machine.context.receipt);
                slot_1.restore(&mut machine.context.receipt);
                machine.state = from;
            },
        );
        let (machine, (slot_1, slot_2)) = undo.parts();
        let failure_1 = ::flow_durable::__private::Attempt::begin()
            .end(
                B::book_sale_of_amount(bindings, &machine.context, &event.amount)
                    .map_err(|error| ::flow::__private::binding_failed(
                        "book sale of $amount",
                        error,
                    )),
            )
            .err();
        if failure_1.is_some() {
            machine.state = State::Failed;
            step.pass(0, State::Failed);
        } else if let Some(failure) = failure_1 {
            return Err(failure);
        } else {
            let failure_1 = {
                match ::flow_durable::__private::Attempt::begin()
                    .end(
                        B::receipt_of_amount(bindings, &machine.context, &event.amount)
                            .map_err(|error| ::flow::__private::binding_failed(
                                "receipt of $amount",
                                error,
                            )),
                    )
                {
                    Ok(answer) => {
                        slot_1
                            .fill(
                                ::core::mem::replace(&mut machine.context.receipt, answer),
                            );
                        None
                    }
                    Err(failure) => Some(failure),
                }
            };
            if failure_1.is_some() {
                let value = ::flow::Text::from("none");
                slot_2.fill(::core::mem::replace(&mut machine.context.receipt, value));
            } else if let Some(failure) = failure_1 {
                return Err(failure);
            }
            B::print_receipt(bindings, &machine.context)
                .map_err(|error| ::flow::__private::binding_failed(
                    "print receipt",
                    error,
                ))?;
            machine.state = State::Paid;
            step.pass(0, State::Paid);
        }
        undo.commit();
        Ok(step)
    }
    /// The states, events and transitions of `@sale`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "sale",
        place: ::flow::model::Place {
            file: "undone.flow",
            line: 2,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("new", "undone.flow", 3, 13),
            ("paid", "undone.flow", 4, 11),
            ("failed", "undone.flow", 4, 18),
        ]),
        events: &::flow::__private::model::events([
            ("sell", Some("customer"), true, "undone.flow", 6, 7),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 1, "undone.flow", 6, 3),
            (0, 0, 2, "undone.flow", 6, 3),
        ]),
    };
}
::flow::__private::with_alloc! {
/// The system: all machines in one process.
#[allow(
    dead_code,
    missing_copy_implementations,
    missing_debug_implementations,
    single_use_lifetimes,
    trivial_numeric_casts,
    unreachable_code,
    unreachable_pub,
    unused_imports,
    unused_qualifications,
    variant_size_differences,
    clippy::approx_constant,
    clippy::enum_variant_names,
    clippy::excessive_precision,
    clippy::large_enum_variant,
    clippy::match_single_binding,
    clippy::module_inception,
    clippy::nursery,
    clippy::pedantic,
    clippy::result_large_err,
    clippy::too_many_arguments,
    clippy::upper_case_acronyms,
    clippy::wrong_self_convention,
    reason = "names, sizes and literals are the specification's"
)]
pub mod system {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// An event to any machine of the system.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Event {
        /// The machine `sale`.
        #[serde(rename = "sale")]
        Sale(super::sale::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Sale(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A state of any machine of the system.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        PartialOrd,
        Ord,
        Hash,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum State {
        /// The machine `sale`.
        #[serde(rename = "sale")]
        Sale(super::sale::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Sale(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A message to any outside actor.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Message {}
    /// All machines of the system with the bindings `B`, in one process.
    ///
    /// A call returns after every event that it causes between machines is delivered.
    pub struct System<B> {
        network: ::flow::__private::system::Network<Parts>,
        bindings: B,
    }
    /// The result of a call: the step of the machine, the messages to outside actors, and the events that had no effect.
    pub type Outcome<Step = ()> = ::flow::system::Outcome<Step, Message, Event, State>;
    /// An event that had no effect, whole, with the reason.
    pub type Undelivered = ::flow::system::Undelivered<Event, State>;
    /// The error of a call: its event, which had no effect.
    pub type Error = ::flow::__private::Box<Undelivered>;
    /// A step, or an event that had no effect, as an observer sees it.
    pub type Observed<'a> = ::flow::system::Observed<'a, Event, State, Message>;
    impl<B> System<B> {
        /// A system without instances, with its clock at zero.
        pub fn new(bindings: B) -> Self {
            System {
                network: ::flow::__private::system::Network::new(),
                bindings,
            }
        }
        /// The bindings.
        pub fn bindings(&self) -> &B {
            &self.bindings
        }
        /// The bindings, mutably.
        pub fn bindings_mut(&mut self) -> &mut B {
            &mut self.bindings
        }
        /// Drops the system and returns the bindings.
        pub fn into_bindings(self) -> B {
            self.bindings
        }
        /// Creates an instance of `@sale`.
        pub fn create_sale(
            &mut self,
            context: super::sale::Context,
        ) -> ::flow::system::Id<super::sale::Sale> {
            self.network.create(|_| super::sale::Sale::new(context))
        }
        /// The instance of an id; `None` if it does not exist, or the id is of another system.
        pub fn get<M: ::flow::system::Member<System = Parts>>(
            &self,
            id: ::flow::system::Id<M>,
        ) -> Option<&M> {
            self.network.get(id)
        }
        /// The id with a text, like `order-1`, of an instance of `M`; `None` if it does not exist.
        pub fn find<M: ::flow::system::Member<System = Parts>>(
            &self,
            id: &str,
        ) -> Option<::flow::system::Id<M>> {
            self.network.find(id)
        }
        /// Removes an instance with its timers, and returns it; `None` where `get` finds nothing. Events to it are undelivered from
        /// then on, and its number is not used again.
        pub fn remove<M: ::flow::system::Member<System = Parts>>(
            &mut self,
            id: ::flow::system::Id<M>,
        ) -> Option<M> {
            self.network.remove(id)
        }
        /// All instances of the machine `M` with their ids, oldest first.
        pub fn all<'a, M: ::flow::system::Member<System = Parts> + 'a>(
            &'a self,
        ) -> impl Iterator<Item = (::flow::system::Id<M>, &'a M)> {
            self.network.all()
        }
        /// The instance of `M` that an event of an instance to `M` would reach, if that does not answer another instance; `None`
        /// if the event would make one.
        pub fn receiver<M: ::flow::system::Member<System = Parts>>(
            &self,
            of: impl Into<::flow::system::Instance>,
        ) -> Option<::flow::system::Id<M>> {
            self.network.receiver(of.into())
        }
        /// The time of the clock: the sum of all calls of `advance`.
        pub fn now(&self) -> ::core::time::Duration {
            self.network.now()
        }
        /// The time of the clock when the next timer is due; `None` if none is running.
        pub fn next_due(&self) -> Option<::core::time::Duration> {
            self.network.next_due()
        }
        /// The number of events between machines, and of timers, that one call delivers at most; 100,000 at first.
        pub fn budget(&self) -> usize {
            self.network.budget()
        }
        /// Sets that number. A call that has used it up returns the other events as undelivered.
        pub fn set_budget(&mut self, deliveries: usize) {
            self.network.set_budget(deliveries);
        }
        /// Returns what calls left that a panic of a binding ended: messages that were sent, and events that were in flight. Each is
        /// returned once.
        pub fn take_interrupted(&mut self) -> Outcome {
            self.network.take_interrupted()
        }
        /// Starts to record events, messages and calls of bindings.
        pub fn record(&mut self) {
            self.network.record();
        }
        /// Returns the record since the last call. Recording continues.
        pub fn take_trace(&mut self) -> ::flow::system::Trace {
            self.network.take_trace()
        }
        /// Calls a function after each step, and for each event that had no effect; in place of the function before.
        pub fn observe(
            &mut self,
            observer: impl FnMut(&Observed<'_>) + Send + Sync + 'static,
        ) {
            self.network.observe(observer);
        }
    }
    impl<B: super::sale::Bindings> System<B> {
        /// Delivers `:sell from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn sell(
            &mut self,
            to: ::flow::system::Id<super::sale::Sale>,
            event: super::sale::event::Sell,
        ) -> Result<Outcome<super::sale::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
                event: "sell",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Advances the clock. Events of timers are delivered in the order in which they become due.
        pub fn advance(&mut self, by: ::core::time::Duration) -> Outcome {
            self.network.advance(by, &mut self.bindings)
        }
        /// Delivers an event again that had no effect, to the same receiver from the same sender, then every event that it
        /// causes. If it has no effect again, it is in the outcome.
        ///
        /// # Panics
        /// If the event is of another system.
        pub fn redeliver(&mut self, undelivered: Undelivered) -> Outcome {
            self.network.redeliver(undelivered, &mut self.bindings)
        }
    }
    impl<
        B,
        M: ::flow::system::Member<System = Parts>,
    > ::core::ops::Index<::flow::system::Id<M>> for System<B> {
        type Output = M;
        #[track_caller]
        fn index(&self, id: ::flow::system::Id<M>) -> &M {
            self.network.machine(id)
        }
    }
    /// The machines of the system, for the run time.
    #[derive(Clone, Copy, Debug)]
    pub struct Parts;
    /// The instances of each machine.
    #[derive(Default)]
    pub struct Machines {
        sale: ::flow::__private::system::List<super::sale::Sale>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["sale"];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<1>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Sale(_) => 0usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.sale.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Sale(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Sale(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match *message {}
        }
    }
    impl<B: super::sale::Bindings> ::flow::__private::system::Handle<B> for Parts {
        #[inline]
        fn handle(
            network: &mut ::flow::__private::system::Network<Parts>,
            coming: &::flow::__private::system::Coming,
            event: &mut Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
        ) -> Result<(), ::flow::system::Reason<State>> {
            match event {
                Event::Sale(event) => {
                    network.step::<super::sale::Sale, B>(coming, event, bindings)
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::sale::Sale {
        type System = Parts;
        type Event = super::sale::Event;
        type Emit = super::sale::Emit;
        type Step = super::sale::Step;
        type Naming = ::flow::__private::system::Named;
        const KIND: usize = 0usize;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.sale
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.sale
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::sale::Sale::new(super::sale::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Sale(super::sale::Sale::state(self))
        }
        #[inline]
        fn has_ended(&self) -> bool {
            super::sale::Sale::state(self).is_end()
        }
        #[inline]
        fn wrap(event: super::sale::Event) -> Event {
            Event::Sale(event)
        }
        #[inline(always)]
        fn post(
            emit: super::sale::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            <Self as ::flow::__private::system::Posts>::post_to(emit, emits)
        }
    }
    impl ::flow::__private::system::Posts for super::sale::Sale {
        #[inline]
        fn post_to(
            emit: super::sale::Emit,
            _: &mut impl ::flow::__private::system::Posting<Self>,
        ) {
            match emit {}
        }
    }
    impl<B: super::sale::Bindings> ::flow::__private::system::Respond<B>
    for super::sale::Sale {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::sale::Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::sale::Step, ::flow::system::Reason<State>> {
            super::sale::respond(self, event, bindings, emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Sale))
        }
    }
    impl<B: super::sale::Bindings> super::sale::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn book_sale_of_amount(
            &mut self,
            sale: &super::sale::Context,
            amount: &::flow::Value,
        ) -> Result<(), Self::Error> {
            self.called("book sale of $amount");
            B::book_sale_of_amount(self.bindings_mut(), sale, amount)
        }
        #[inline]
        fn receipt_of_amount(
            &mut self,
            sale: &super::sale::Context,
            amount: &::flow::Value,
        ) -> Result<::flow::Text, Self::Error> {
            self.called("receipt of $amount");
            B::receipt_of_amount(self.bindings_mut(), sale, amount)
        }
        #[inline]
        fn print_receipt(
            &mut self,
            sale: &super::sale::Context,
        ) -> Result<(), Self::Error> {
            self.called("print receipt");
            B::print_receipt(self.bindings_mut(), sale)
        }
    }
    /// All machines of the system as a program, for a host.
    pub type Program = Parts;
    impl ::flow_durable::Program for Parts {
        const TABLE: &'static ::flow_durable::ProgramTable = &::flow_durable::ProgramTable {
            name: "",
            machines: &[
                ::flow_durable::MachineTable {
                    name: "sale",
                    instances: ::flow_durable::Instances::PerConversation,
                    states: &["new", "paid", "failed"],
                    ends: &["paid", "failed"],
                    groups: &[],
                    variables: &[
                        ::flow_durable::Field {
                            name: "receipt",
                            of_type: "string",
                        },
                    ],
                    inputs: &[],
                    events: &[
                        ::flow_durable::EventTable {
                            name: "sell",
                            from: Some("customer"),
                            public: true,
                            fields: &[
                                ::flow_durable::Field {
                                    name: "amount",
                                    of_type: "any",
                                },
                            ],
                            sender_id: None,
                            states: &["new"],
                            deferred: &[],
                        },
                    ],
                    phrases: &[
                        ::flow_durable::Phrase {
                            text: "book sale of $amount",
                            function: "book_sale_of_amount",
                            kind: ::flow_durable::PhraseKind::Action,
                            arguments: &[
                                ::flow_durable::Field {
                                    name: "amount",
                                    of_type: "any",
                                },
                            ],
                            answer: "",
                        },
                        ::flow_durable::Phrase {
                            text: "receipt of $amount",
                            function: "receipt_of_amount",
                            kind: ::flow_durable::PhraseKind::Answer,
                            arguments: &[
                                ::flow_durable::Field {
                                    name: "amount",
                                    of_type: "any",
                                },
                            ],
                            answer: "string",
                        },
                        ::flow_durable::Phrase {
                            text: "print receipt",
                            function: "print_receipt",
                            kind: ::flow_durable::PhraseKind::Action,
                            arguments: &[],
                            answer: "",
                        },
                    ],
                },
            ],
            actors: &[
                ::flow_durable::ActorTable {
                    name: "customer",
                    messages: &[],
                },
            ],
            number: "decimal",
            mappings: &[],
            secrets: &[],
            rules: &[],
            files: &[
                (
                    "undone.flow",
                    "// What a durable host takes back: the rows of a phrase whose failure the handler takes.\nmachine: @sale\n  starts in #new\n  ends in #paid, #failed\n\n  on> :sell from @customer in #new\n    book sale of $amount\n    ? that failed\n      sale moves to #failed\n    otherwise\n      $receipt: string comes from receipt of $amount\n      ? that failed\n        $receipt becomes \"none\"\n      print receipt\n      sale moves to #paid\n",
                ),
            ],
        };
        fn write_event(
            event: &Event,
        ) -> Result<::flow_durable::StoredEvent, ::flow_durable::Unreadable> {
            match event {
                Event::Sale(event) => {
                    match event {
                        super::sale::Event::Sell(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::sale::Sale,
                            >(0, payload)
                        }
                    }
                }
            }
        }
        fn write_message(
            message: &Message,
        ) -> Result<::flow::Text, ::flow_durable::Unreadable> {
            match *message {}
        }
        fn visit_plain_machines(_: &mut impl ::flow_durable::PlainMachines<Self>) {}
    }
    impl ::flow_durable::Machine for super::sale::Sale {
        type State = super::sale::State;
        type Context = super::sale::Context;
        fn read_instance(
            _: &str,
            state: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let state = ::flow_durable::__private::read_state::<Self>(state)?;
            let context = ::flow_durable::__private::read_context::<Self, _>(context)?;
            Ok(super::sale::Sale::restore(state, context))
        }
        fn new_instance(
            _: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let context: super::sale::Context = ::flow_durable::__private::read_context::<
                Self,
                _,
            >(context)?;
            Ok(super::sale::Sale::new(context))
        }
        fn state_name(&self) -> &'static str {
            super::sale::Sale::state(self).name()
        }
        fn read_state(name: &str) -> Option<super::sale::State> {
            super::sale::State::from_name(name)
        }
        fn write_context(&self) -> Result<::flow::Text, ::flow_durable::Unreadable> {
            ::flow_durable::__private::write_context::<
                Self,
            >(super::sale::Sale::context(self))
        }
        fn read_event(
            event: &::flow_durable::StoredEvent,
        ) -> Result<super::sale::Event, ::flow_durable::Unreadable> {
            Ok(
                match ::flow_durable::__private::event_index::<Self>(event) {
                    Some(0) => {
                        super::sale::Event::Sell(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    _ => {
                        return Err(
                            ::flow_durable::__private::unknown_event::<Self>(event),
                        );
                    }
                },
            )
        }
    }
    impl<B: super::sale::Bindings> ::flow_durable::Runs<B> for super::sale::Sale {
        fn respond(
            &mut self,
            event: &mut super::sale::Event,
            bindings: &mut B,
            emits: &mut ::flow_durable::Emits<'_, Self>,
        ) -> Result<::flow::List<&'static str>, ::flow_durable::Stopped> {
            let result = super::sale::respond(self, event, bindings, emits);
            ::flow_durable::__private::finish(result, super::sale::State::name)
        }
    }
    impl<B: super::sale::AsyncBindings> ::flow_durable::Awaits<B> for super::sale::Sale {
        fn perform<'a>(
            bindings: &'a B,
            ask: &'a ::flow_durable::Ask,
            call: &'a ::flow_durable::Call,
        ) -> ::flow_durable::BoxFuture<
            'a,
            Result<::flow::Text, ::flow_durable::Trouble<::flow::Text>>,
        > {
            ::flow::__private::Box::pin(async move {
                let (context, arguments): (super::sale::Context, _) = ::flow_durable::__private::read_ask::<
                    Self,
                    _,
                >(ask)?;
                match ask.phrase {
                    0 => {
                        let argument_0: ::flow::Value = arguments.read(0)?;
                        ::flow_durable::__private::answer(
                                B::book_sale_of_amount(
                                    bindings,
                                    &context,
                                    &argument_0,
                                    call,
                                ),
                            )
                            .await
                    }
                    1 => {
                        let argument_0: ::flow::Value = arguments.read(0)?;
                        ::flow_durable::__private::answer(
                                B::receipt_of_amount(bindings, &context, &argument_0, call),
                            )
                            .await
                    }
                    2 => {
                        ::flow_durable::__private::answer(
                                B::print_receipt(bindings, &context, call),
                            )
                            .await
                    }
                    _ => Err(::flow_durable::__private::unknown_phrase::<Self>(ask)),
                }
            })
        }
    }
    impl super::sale::Bindings for ::flow_durable::Replay<'_> {
        type Error = ::flow_durable::Stop;
        fn book_sale_of_amount(
            &mut self,
            sale: &super::sale::Context,
            amount: &::flow::Value,
        ) -> Result<(), Self::Error> {
            ::flow_durable::Replay::ask(self, 0, &[&amount], &sale)
        }
        fn receipt_of_amount(
            &mut self,
            sale: &super::sale::Context,
            amount: &::flow::Value,
        ) -> Result<::flow::Text, Self::Error> {
            ::flow_durable::Replay::ask(self, 1, &[&amount], &sale)
        }
        fn print_receipt(
            &mut self,
            sale: &super::sale::Context,
        ) -> Result<(), Self::Error> {
            ::flow_durable::Replay::ask(self, 2, &[], &sale)
        }
    }
    /// The calls of a host that runs this program.
    ///
    /// Each returns when its effect is stored.
    pub trait HostExt: ::flow_durable::Caller<Program> + Sized {
        /// Creates an instance of `@sale`, with a new id.
        fn create_sale(
            &self,
            context: super::sale::Context,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow::system::Id<super::sale::Sale>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::create_instance::<
                super::sale::Sale,
                Self,
            >(self, &context)
        }
        /// Creates an instance of `@sale` with an id of yours: 1 to 128 of `A-Z a-z 0-9 . _ ~ -`.
        fn create_sale_with_id(
            &self,
            id: &str,
            context: super::sale::Context,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow::system::Id<super::sale::Sale>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::create_named::<
                super::sale::Sale,
                Self,
            >(self, id, &context)
        }
        /// Sends `:sell from @customer` to an instance, and returns its step.
        fn sell(
            &self,
            to: &::flow::system::Id<super::sale::Sale>,
            event: super::sale::event::Sell,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow_durable::Outcome<super::sale::State>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::send_event::<
                super::sale::Sale,
                Self,
            >(self, &to, super::sale::Event::Sell(event))
        }
    }
    impl<C: ::flow_durable::Caller<Program>> HostExt for C {}
}
}
