const _: () = ::flow::__private::generated_for(5u32);
/// The machine `@lamp` (lamp.flow:2).
///
///
/// Scenarios:
///
/// - `light for a while` (lamp.flow:5)
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
pub mod lamp {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@lamp`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// `#off` (lamp.flow:3): the initial state.
        Off,
        /// `#on` (lamp.flow:8).
        On,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[State::Off, State::On];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Off => "off",
                State::On => "on",
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@lamp`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Context {
        /// `$presses`.
        pub presses: i64,
    }
    /// The events of `@lamp` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:press`: public (lamp.flow:6).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Press {}
        impl ::core::fmt::Display for Press {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":press")
            }
        }
        /// `:timer_expired from @system`: internal (lamp.flow:15).
        #[derive(Clone, Debug, PartialEq)]
        pub struct TimerExpired {}
        impl ::core::fmt::Display for TimerExpired {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":timer_expired from @system")
            }
        }
    }
    /// Any event of `@lamp`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:press`.
        Press(event::Press),
        /// `:timer_expired from @system`.
        TimerExpired(event::TimerExpired),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Press(_) => EventKind::Press,
                Event::TimerExpired(_) => EventKind::TimerExpired,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::Press> for Event {
        #[inline]
        fn from(event: event::Press) -> Self {
            Event::Press(event)
        }
    }
    impl From<event::TimerExpired> for Event {
        #[inline]
        fn from(event: event::TimerExpired) -> Self {
            Event::TimerExpired(event)
        }
    }
    /// An event of `@lamp` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:press`.
        Press,
        /// `:timer_expired from @system`.
        TimerExpired,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::Press,
            EventKind::TimerExpired,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Press => "press",
                EventKind::TimerExpired => "timer_expired",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Press => ":press",
                    EventKind::TimerExpired => ":timer_expired from @system",
                },
            )
        }
    }
    /// An emit of `@lamp`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {
        /// `start timer` (lamp.flow:10).
        StartTimer(::core::time::Duration),
        /// `cancel timer` (lamp.flow:13).
        CancelTimer,
        /// `:switched_off to @house` (lamp.flow:14).
        SwitchedOff(super::house::SwitchedOff),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::StartTimer(_) => "start timer",
                    Emit::CancelTimer => "cancel timer",
                    Emit::SwitchedOff(_) => ":switched_off to @house",
                },
            )
        }
    }
    /// The functions for the phrases of `@lamp`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
    }
    impl Bindings for () {
        type Error = ::core::convert::Infallible;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 1>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@lamp`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Lamp {
        state: State,
        context: Context,
    }
    impl Default for Lamp {
        #[inline]
        fn default() -> Self {
            Lamp::new(Context::default())
        }
    }
    impl Lamp {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Lamp { state: State::Off, context }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Lamp { state, context }
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
                State::Off => ::core::matches!(event, EventKind::Press),
                State::On => {
                    ::core::matches!(event, EventKind::Press | EventKind::TimerExpired)
                }
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
        /// `:press`: accepted in `#off`, `#on`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn press<B: Bindings>(
            &mut self,
            event: event::Press,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = on_press(self, emits).map_err(::flow::Reason::Failed);
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:timer_expired from @system`: accepted in `#on`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn timer_expired<B: Bindings>(
            &mut self,
            event: event::TimerExpired,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::On => Ok(on_timer_expired(self, emits)),
                State::Off => {
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
        machine: &mut Lamp,
        event: &mut Event,
        _bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Off => {
                match event {
                    Event::Press(_) => {
                        on_press(machine, emits).map_err(::flow::Reason::Failed)
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::On => {
                match event {
                    Event::Press(_) => {
                        on_press(machine, emits).map_err(::flow::Reason::Failed)
                    }
                    Event::TimerExpired(_) => Ok(on_timer_expired(machine, emits)),
                }
            }
        }
    }
    /// `:press` in `#off`, `#on` (lamp.flow:6).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_press<F>(
        machine: &mut Lamp,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<F>> {
        let mut step = ::flow::Step::stay(machine.state);
        if machine.state == State::Off {
            let computed_1: i64 = ::flow::__private::Arithmetic::add(
                    machine.context.presses,
                    1,
                )
                .ok_or(::flow::Failure::Arithmetic {
                    expression: "$presses: integer increases by 1",
                })?;
            emits.emit(Emit::StartTimer(::core::time::Duration::from_secs(90)));
            machine.state = State::On;
            step.pass(0, State::On);
            machine.context.presses = computed_1;
        } else if machine.state == State::On {
            emits.emit(Emit::CancelTimer);
            emits.emit(Emit::SwitchedOff(super::house::SwitchedOff {}));
            machine.state = State::Off;
            step.pass(0, State::Off);
        }
        Ok(step)
    }
    /// `:timer_expired from @system` in `#on` (lamp.flow:15).
    #[inline]
    fn on_timer_expired(
        machine: &mut Lamp,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits.emit(Emit::SwitchedOff(super::house::SwitchedOff {}));
        machine.state = State::Off;
        step.pass(0, State::Off);
        step
    }
    /// The states, events and transitions of `@lamp`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "lamp",
        place: ::flow::model::Place {
            file: "lamp.flow",
            line: 2,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("off", "lamp.flow", 3, 13),
            ("on", "lamp.flow", 8, 23),
        ]),
        events: &::flow::__private::model::events([
            ("press", None, true, "lamp.flow", 6, 9),
            ("timer_expired", Some("system"), false, "lamp.flow", 15, 8),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 1, "lamp.flow", 6, 5),
            (1, 0, 0, "lamp.flow", 6, 5),
            (1, 1, 0, "lamp.flow", 15, 5),
        ]),
    };
}
/// The messages to the outside actor `@house`.
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
pub mod house {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// `:switched_off` (lamp.flow:14).
    #[derive(Clone, Debug, PartialEq)]
    pub struct SwitchedOff {}
    impl From<SwitchedOff> for Message {
        #[inline]
        fn from(message: SwitchedOff) -> Self {
            Message::SwitchedOff(message)
        }
    }
    /// Any message to `@house`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// `:switched_off`.
        SwitchedOff(SwitchedOff),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::SwitchedOff(_) => "switched_off",
            }
        }
    }
    impl ::core::fmt::Display for Message {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, ":{}", self.name())
        }
    }
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
        /// The machine `lamp`.
        Lamp(super::lamp::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Lamp(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A state of any machine of the system.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// The machine `lamp`.
        Lamp(super::lamp::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Lamp(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A message to any outside actor.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// A message to `house`.
        House(super::house::Message),
    }
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
        /// Creates an instance of `@lamp`.
        pub fn create_lamp(
            &mut self,
            context: super::lamp::Context,
        ) -> ::flow::system::Id<super::lamp::Lamp> {
            self.network.create(|_| super::lamp::Lamp::new(context))
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
    impl<B> System<B> {
        /// Delivers `:press` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn press(
            &mut self,
            to: ::flow::system::Id<super::lamp::Lamp>,
            event: super::lamp::event::Press,
        ) -> Result<Outcome<super::lamp::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "outside",
                event: "press",
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
        lamp: ::flow::__private::system::List<super::lamp::Lamp>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["lamp"];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<1>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Lamp(_) => 0usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.lamp.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Lamp(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Lamp(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match message {
                Message::House(message) => ("house", message.name()),
            }
        }
    }
    impl<B> ::flow::__private::system::Handle<B> for Parts {
        #[inline]
        fn handle(
            network: &mut ::flow::__private::system::Network<Parts>,
            coming: &::flow::__private::system::Coming,
            event: &mut Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
        ) -> Result<(), ::flow::system::Reason<State>> {
            match event {
                Event::Lamp(event) => {
                    network.step::<super::lamp::Lamp, B>(coming, event, bindings)
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::lamp::Lamp {
        type System = Parts;
        type Event = super::lamp::Event;
        type Emit = super::lamp::Emit;
        type Step = super::lamp::Step;
        type Naming = ::flow::__private::system::Numbered;
        const KIND: usize = 0usize;
        const HAS_STATE_TIMERS: bool = true;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.lamp
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.lamp
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::lamp::Lamp::new(super::lamp::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Lamp(super::lamp::Lamp::state(self))
        }
        #[inline]
        fn wrap(event: super::lamp::Event) -> Event {
            Event::Lamp(event)
        }
        #[inline(always)]
        fn post(
            emit: super::lamp::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            use super::lamp::Emit;
            match emit {
                Emit::StartTimer(after) => {
                    emits
                        .start_timer(
                            Event::Lamp(
                                super::lamp::Event::TimerExpired(super::lamp::event::TimerExpired {}),
                            ),
                            after,
                        );
                }
                Emit::CancelTimer => {
                    emits.cancel_timer();
                }
                Emit::SwitchedOff(message) => {
                    emits
                        .to_outside(
                            Message::House(super::house::Message::SwitchedOff(message)),
                        );
                }
            }
        }
    }
    impl<B> ::flow::__private::system::Respond<B> for super::lamp::Lamp {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::lamp::Event,
            _: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::lamp::Step, ::flow::system::Reason<State>> {
            super::lamp::respond(self, event, &mut (), emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Lamp))
        }
    }
}
}
