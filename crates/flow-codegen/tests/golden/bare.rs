const _: () = crate::runtime::__private::generated_for(5u32);
/// The machine `@door` (bare.flow:2).
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
pub mod door {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@door`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// `#closed` (bare.flow:3): the initial state.
        Closed,
        /// `#open` (bare.flow:4).
        Open,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[State::Closed, State::Open];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Closed => "closed",
                State::Open => "open",
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@door`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Context {}
    /// The events of `@door` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:open`: public (bare.flow:6).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Open {}
        impl ::core::fmt::Display for Open {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":open")
            }
        }
        /// `:close`: public (bare.flow:8).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Close {}
        impl ::core::fmt::Display for Close {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":close")
            }
        }
    }
    /// Any event of `@door`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:open`.
        Open(event::Open),
        /// `:close`.
        Close(event::Close),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Open(_) => EventKind::Open,
                Event::Close(_) => EventKind::Close,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::Open> for Event {
        #[inline]
        fn from(event: event::Open) -> Self {
            Event::Open(event)
        }
    }
    impl From<event::Close> for Event {
        #[inline]
        fn from(event: event::Close) -> Self {
            Event::Close(event)
        }
    }
    /// An event of `@door` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:open`.
        Open,
        /// `:close`.
        Close,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[EventKind::Open, EventKind::Close];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Open => "open",
                EventKind::Close => "close",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Open => ":open",
                    EventKind::Close => ":close",
                },
            )
        }
    }
    /// An emit of `@door`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {}
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, _f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match *self {}
        }
    }
    /// The functions for the phrases of `@door`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: crate::runtime::BindingError;
    }
    impl Bindings for () {
        type Error = ::core::convert::Infallible;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = crate::runtime::Step<State, 1>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = crate::runtime::Error<State, Event, B>;
    /// An instance of `@door`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Door {
        state: State,
        context: Context,
    }
    impl Default for Door {
        #[inline]
        fn default() -> Self {
            Door::new(Context::default())
        }
    }
    impl Door {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Door {
                state: State::Closed,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Door { state, context }
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
                State::Closed => ::core::matches!(event, EventKind::Open),
                State::Open => ::core::matches!(event, EventKind::Close),
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
            emits: &mut impl crate::runtime::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            respond(self, &mut event, bindings, emits)
                .map_err(|reason| crate::runtime::Error::new(event, reason))
        }
        /// `:open`: accepted in `#closed`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn open<B: Bindings>(
            &mut self,
            event: event::Open,
            _bindings: &mut B,
            _emits: &mut impl crate::runtime::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Closed => Ok(on_open(self)),
                State::Open => {
                    Err(crate::runtime::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| crate::runtime::Error::new(event, reason))
        }
        /// `:close`: accepted in `#open`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn close<B: Bindings>(
            &mut self,
            event: event::Close,
            _bindings: &mut B,
            _emits: &mut impl crate::runtime::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Open => Ok(on_close(self)),
                State::Closed => {
                    Err(crate::runtime::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| crate::runtime::Error::new(event, reason))
        }
    }
    /// Handles any event, which remains whole if that fails.
    #[inline]
    pub(super) fn respond<B: Bindings>(
        machine: &mut Door,
        event: &mut Event,
        _bindings: &mut B,
        _emits: &mut impl crate::runtime::Sink<Emit>,
    ) -> Result<Step, crate::runtime::Reason<State, B::Error>> {
        match machine.state {
            State::Closed => {
                match event {
                    Event::Open(_) => Ok(on_open(machine)),
                    _ => {
                        Err(crate::runtime::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Open => {
                match event {
                    Event::Close(_) => Ok(on_close(machine)),
                    _ => {
                        Err(crate::runtime::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
        }
    }
    /// `:open` in `#closed` (bare.flow:6).
    #[inline]
    fn on_open(machine: &mut Door) -> Step {
        let mut step = crate::runtime::Step::stay(machine.state);
        machine.state = State::Open;
        step.pass(0, State::Open);
        step
    }
    /// `:close` in `#open` (bare.flow:8).
    #[inline]
    fn on_close(machine: &mut Door) -> Step {
        let mut step = crate::runtime::Step::stay(machine.state);
        machine.state = State::Closed;
        step.pass(0, State::Closed);
        step
    }
    /// The states, events and transitions of `@door`, with their positions in the source.
    pub const MODEL: crate::runtime::Machine = crate::runtime::Machine {
        name: "door",
        place: crate::runtime::model::Place {
            file: "bare.flow",
            line: 2,
            column: 10,
        },
        states: &crate::runtime::__private::model::states([
            ("closed", "bare.flow", 3, 3),
            ("open", "bare.flow", 4, 3),
        ]),
        events: &crate::runtime::__private::model::events([
            ("open", None, true, "bare.flow", 6, 7),
            ("close", None, true, "bare.flow", 8, 7),
        ]),
        transitions: &crate::runtime::__private::model::edges([
            (0, 0, 1, "bare.flow", 6, 3),
            (1, 1, 0, "bare.flow", 8, 3),
        ]),
    };
}
crate::runtime::__private::with_alloc! {
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
        /// The machine `door`.
        Door(super::door::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Door(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A state of any machine of the system.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// The machine `door`.
        Door(super::door::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Door(inner) => ::core::fmt::Display::fmt(inner, f),
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
        network: crate::runtime::__private::system::Network<Parts>,
        bindings: B,
    }
    /// The result of a call: the step of the machine, the messages to outside actors, and the events that had no effect.
    pub type Outcome<Step = ()> = crate::runtime::system::Outcome<
        Step,
        Message,
        Event,
        State,
    >;
    /// An event that had no effect, whole, with the reason.
    pub type Undelivered = crate::runtime::system::Undelivered<Event, State>;
    /// The error of a call: its event, which had no effect.
    pub type Error = crate::runtime::__private::Box<Undelivered>;
    /// A step, or an event that had no effect, as an observer sees it.
    pub type Observed<'a> = crate::runtime::system::Observed<'a, Event, State, Message>;
    impl<B> System<B> {
        /// A system without instances, with its clock at zero.
        pub fn new(bindings: B) -> Self {
            System {
                network: crate::runtime::__private::system::Network::new(),
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
        /// Creates an instance of `@door`.
        pub fn create_door(
            &mut self,
            context: super::door::Context,
        ) -> crate::runtime::system::Id<super::door::Door> {
            self.network.create(|_| super::door::Door::new(context))
        }
        /// The instance of an id; `None` if it does not exist, or the id is of another system.
        pub fn get<M: crate::runtime::system::Member<System = Parts>>(
            &self,
            id: crate::runtime::system::Id<M>,
        ) -> Option<&M> {
            self.network.get(id)
        }
        /// The id with a text, like `order-1`, of an instance of `M`; `None` if it does not exist.
        pub fn find<M: crate::runtime::system::Member<System = Parts>>(
            &self,
            id: &str,
        ) -> Option<crate::runtime::system::Id<M>> {
            self.network.find(id)
        }
        /// Removes an instance with its timers, and returns it; `None` where `get` finds nothing. Events to it are undelivered from
        /// then on, and its number is not used again.
        pub fn remove<M: crate::runtime::system::Member<System = Parts>>(
            &mut self,
            id: crate::runtime::system::Id<M>,
        ) -> Option<M> {
            self.network.remove(id)
        }
        /// All instances of the machine `M` with their ids, oldest first.
        pub fn all<'a, M: crate::runtime::system::Member<System = Parts> + 'a>(
            &'a self,
        ) -> impl Iterator<Item = (crate::runtime::system::Id<M>, &'a M)> {
            self.network.all()
        }
        /// The instance of `M` that an event of an instance to `M` would reach, if that does not answer another instance; `None`
        /// if the event would make one.
        pub fn receiver<M: crate::runtime::system::Member<System = Parts>>(
            &self,
            of: impl Into<crate::runtime::system::Instance>,
        ) -> Option<crate::runtime::system::Id<M>> {
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
        pub fn take_trace(&mut self) -> crate::runtime::system::Trace {
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
    impl<B> System<B> {
        /// Delivers `:open` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn open(
            &mut self,
            to: crate::runtime::system::Id<super::door::Door>,
            event: super::door::event::Open,
        ) -> Result<Outcome<super::door::Step>, Error> {
            let arrival = crate::runtime::__private::system::Arrival {
                from: "outside",
                event: "open",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:close` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn close(
            &mut self,
            to: crate::runtime::system::Id<super::door::Door>,
            event: super::door::event::Close,
        ) -> Result<Outcome<super::door::Step>, Error> {
            let arrival = crate::runtime::__private::system::Arrival {
                from: "outside",
                event: "close",
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
        M: crate::runtime::system::Member<System = Parts>,
    > ::core::ops::Index<crate::runtime::system::Id<M>> for System<B> {
        type Output = M;
        #[track_caller]
        fn index(&self, id: crate::runtime::system::Id<M>) -> &M {
            self.network.machine(id)
        }
    }
    /// The machines of the system, for the run time.
    #[derive(Clone, Copy, Debug)]
    pub struct Parts;
    /// The instances of each machine.
    #[derive(Default)]
    pub struct Machines {
        door: crate::runtime::__private::system::List<super::door::Door>,
    }
    impl crate::runtime::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["door"];
        type Machines = Machines;
        type Conversations = crate::runtime::__private::system::Conversations<1>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Door(_) => 0usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.door.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Door(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Door(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match *message {}
        }
    }
    impl<B> crate::runtime::__private::system::Handle<B> for Parts {
        #[inline]
        fn handle(
            network: &mut crate::runtime::__private::system::Network<Parts>,
            coming: &crate::runtime::__private::system::Coming,
            event: &mut Event,
            bindings: &mut crate::runtime::__private::system::Recording<'_, B>,
        ) -> Result<(), crate::runtime::system::Reason<State>> {
            match event {
                Event::Door(event) => {
                    network.step::<super::door::Door, B>(coming, event, bindings)
                }
            }
        }
    }
    impl crate::runtime::__private::system::Part for super::door::Door {
        type System = Parts;
        type Event = super::door::Event;
        type Emit = super::door::Emit;
        type Step = super::door::Step;
        type Naming = crate::runtime::__private::system::Numbered;
        const KIND: usize = 0usize;
        #[inline]
        fn list(machines: &Machines) -> &crate::runtime::__private::system::List<Self> {
            &machines.door
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut crate::runtime::__private::system::List<Self> {
            &mut machines.door
        }
        #[inline]
        fn create(_: crate::runtime::Text) -> Self {
            super::door::Door::new(super::door::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Door(super::door::Door::state(self))
        }
        #[inline]
        fn wrap(event: super::door::Event) -> Event {
            Event::Door(event)
        }
        #[inline(always)]
        fn post(
            emit: super::door::Emit,
            _: &mut crate::runtime::__private::system::Emits<'_, Self>,
        ) {
            match emit {}
        }
    }
    impl<B> crate::runtime::__private::system::Respond<B> for super::door::Door {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::door::Event,
            _: &mut crate::runtime::__private::system::Recording<'_, B>,
            emits: &mut crate::runtime::__private::system::Emits<'_, Self>,
        ) -> Result<super::door::Step, crate::runtime::system::Reason<State>> {
            super::door::respond(self, event, &mut (), emits)
                .map_err(|reason| crate::runtime::__private::system::lift(
                    reason,
                    State::Door,
                ))
        }
    }
}
}
