const _: () = ::flow::__private::generated_for(5u32);
/// The machine `@refund` (wordings.flow:3).
///
///
/// Scenarios:
///
/// - `late` (wordings.flow:4)
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
pub mod refund {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@refund`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// `#idle` (wordings.flow:3): the initial state.
        Idle,
        /// `#done` (wordings.flow:16).
        Done,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[State::Idle, State::Done];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Idle => "idle",
                State::Done => "done",
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@refund`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Context {
        /// `$days`.
        pub days: i64,
    }
    /// The events of `@refund` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:ask from @customer`: public (wordings.flow:7).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Ask {}
        impl ::core::fmt::Display for Ask {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":ask from @customer")
            }
        }
    }
    /// Any event of `@refund`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:ask from @customer`.
        Ask(event::Ask),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Ask(_) => EventKind::Ask,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::Ask> for Event {
        #[inline]
        fn from(event: event::Ask) -> Self {
            Event::Ask(event)
        }
    }
    /// An event of `@refund` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:ask from @customer`.
        Ask,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[EventKind::Ask];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Ask => "ask",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Ask => ":ask from @customer",
                },
            )
        }
    }
    /// An emit of `@refund`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {}
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, _f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match *self {}
        }
    }
    /// The functions for the phrases of `@refund`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `full refund (100%)` (wordings.flow:9).
        fn full_refund(
            &mut self,
            refund: &Context,
            percent: ::flow::Decimal,
        ) -> Result<(), Self::Error>;
        /// `customer has 3 coupons` (wordings.flow:10).
        fn customer_has_coupons(
            &self,
            refund: &Context,
            number: ::flow::Decimal,
        ) -> bool;
        /// `partial refund (75%)` (wordings.flow:12).
        fn partial_refund(
            &mut self,
            refund: &Context,
            percent: ::flow::Decimal,
        ) -> Result<(), Self::Error>;
        /// `note "a  b" down` (wordings.flow:15).
        fn note_down(&mut self, refund: &Context, text: &str) -> Result<(), Self::Error>;
        #[doc(hidden)]
        #[inline]
        fn __words(&self, _words: &'static str) -> &Self
        where
            Self: ::core::marker::Sized,
        {
            self
        }
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 1>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@refund`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Refund {
        state: State,
        context: Context,
    }
    impl Default for Refund {
        #[inline]
        fn default() -> Self {
            Refund::new(Context::default())
        }
    }
    impl Refund {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Refund {
                state: State::Idle,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Refund { state, context }
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
                State::Idle => ::core::matches!(event, EventKind::Ask),
                State::Done => false,
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
        /// `:ask from @customer`: accepted in `#idle`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn ask<B: Bindings>(
            &mut self,
            event: event::Ask,
            bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Idle => on_ask(self, bindings).map_err(::flow::Reason::Failed),
                State::Done => {
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
        machine: &mut Refund,
        event: &mut Event,
        bindings: &mut B,
        _emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Idle => {
                match event {
                    Event::Ask(_) => {
                        on_ask(machine, bindings).map_err(::flow::Reason::Failed)
                    }
                }
            }
            State::Done => {
                Err(::flow::Reason::Rejected {
                    state: machine.state,
                })
            }
        }
    }
    /// `:ask from @customer` in `#idle` (wordings.flow:7).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_ask<B: Bindings>(
        machine: &mut Refund,
        bindings: &mut B,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut step = ::flow::Step::stay(machine.state);
        if machine.context.days < 10 {
            B::full_refund(bindings, &machine.context, ::flow::__private::decimal(1, 0))
                .map_err(|error| ::flow::__private::binding_failed(
                    "full refund (100%)",
                    error,
                ))?;
        } else if B::customer_has_coupons(
            bindings.__words("customer has 3 coupons"),
            &machine.context,
            ::flow::__private::decimal(3, 0),
        )
            || B::customer_has_coupons(
                bindings.__words("customer has 4 coupons"),
                &machine.context,
                ::flow::__private::decimal(4, 0),
            )
        {
            {
                bindings.__words("partial refund (75%)");
                B::partial_refund(
                        bindings,
                        &machine.context,
                        ::flow::__private::decimal(75, 2),
                    )
                    .map_err(|error| ::flow::__private::binding_failed(
                        "partial refund (75%)",
                        error,
                    ))?;
            }
        } else {
            {
                bindings.__words("partial refund (50%)");
                B::partial_refund(
                        bindings,
                        &machine.context,
                        ::flow::__private::decimal(5, 1),
                    )
                    .map_err(|error| ::flow::__private::binding_failed(
                        "partial refund (50%)",
                        error,
                    ))?;
            }
        }
        B::note_down(bindings, &machine.context, "a  b")
            .map_err(|error| ::flow::__private::binding_failed(
                "note \"a  b\" down",
                error,
            ))?;
        machine.state = State::Done;
        step.pass(0, State::Done);
        Ok(step)
    }
    /// The states, events and transitions of `@refund`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "refund",
        place: ::flow::model::Place {
            file: "wordings.flow",
            line: 3,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("idle", "wordings.flow", 3, 10),
            ("done", "wordings.flow", 16, 23),
        ]),
        events: &::flow::__private::model::events([
            ("ask", Some("customer"), true, "wordings.flow", 7, 9),
        ]),
        transitions: &::flow::__private::model::edges([(0, 0, 1, "wordings.flow", 7, 5)]),
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
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// The machine `refund`.
        Refund(super::refund::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Refund(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A state of any machine of the system.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// The machine `refund`.
        Refund(super::refund::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Refund(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A message to any outside actor.
    #[derive(Clone, Debug, PartialEq)]
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
        /// Creates an instance of `@refund`.
        pub fn create_refund(
            &mut self,
            context: super::refund::Context,
        ) -> ::flow::system::Id<super::refund::Refund> {
            self.network.create(|_| super::refund::Refund::new(context))
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
    impl<B: super::refund::Bindings> System<B> {
        /// Delivers `:ask from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn ask(
            &mut self,
            to: ::flow::system::Id<super::refund::Refund>,
            event: super::refund::event::Ask,
        ) -> Result<Outcome<super::refund::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
                event: "ask",
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
        refund: ::flow::__private::system::List<super::refund::Refund>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["refund"];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<1>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Refund(_) => 0usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.refund.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Refund(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Refund(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match *message {}
        }
    }
    impl<B: super::refund::Bindings> ::flow::__private::system::Handle<B> for Parts {
        #[inline]
        fn handle(
            network: &mut ::flow::__private::system::Network<Parts>,
            coming: &::flow::__private::system::Coming,
            event: &mut Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
        ) -> Result<(), ::flow::system::Reason<State>> {
            match event {
                Event::Refund(event) => {
                    network.step::<super::refund::Refund, B>(coming, event, bindings)
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::refund::Refund {
        type System = Parts;
        type Event = super::refund::Event;
        type Emit = super::refund::Emit;
        type Step = super::refund::Step;
        type Naming = ::flow::__private::system::Numbered;
        const KIND: usize = 0usize;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.refund
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.refund
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::refund::Refund::new(super::refund::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Refund(super::refund::Refund::state(self))
        }
        #[inline]
        fn wrap(event: super::refund::Event) -> Event {
            Event::Refund(event)
        }
        #[inline(always)]
        fn post(
            emit: super::refund::Emit,
            _: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            match emit {}
        }
    }
    impl<B: super::refund::Bindings> ::flow::__private::system::Respond<B>
    for super::refund::Refund {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::refund::Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::refund::Step, ::flow::system::Reason<State>> {
            super::refund::respond(self, event, bindings, emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Refund))
        }
    }
    impl<B: super::refund::Bindings> super::refund::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn full_refund(
            &mut self,
            refund: &super::refund::Context,
            percent: ::flow::Decimal,
        ) -> Result<(), Self::Error> {
            self.called("full refund (100%)");
            B::full_refund(self.bindings_mut(), refund, percent)
        }
        #[inline]
        fn customer_has_coupons(
            &self,
            refund: &super::refund::Context,
            number: ::flow::Decimal,
        ) -> bool {
            self.asked(
                self.words_or("customer has 3 coupons"),
                B::customer_has_coupons(self.bindings(), refund, number),
            )
        }
        #[inline]
        fn partial_refund(
            &mut self,
            refund: &super::refund::Context,
            percent: ::flow::Decimal,
        ) -> Result<(), Self::Error> {
            self.called(self.words_or("partial refund (75%)"));
            B::partial_refund(self.bindings_mut(), refund, percent)
        }
        #[inline]
        fn note_down(
            &mut self,
            refund: &super::refund::Context,
            text: &str,
        ) -> Result<(), Self::Error> {
            self.called("note \"a  b\" down");
            B::note_down(self.bindings_mut(), refund, text)
        }
        #[inline]
        fn __words(&self, words: &'static str) -> &Self {
            self.keep_words(words);
            self
        }
    }
}
}
