const _: () = ::flow::__private::generated_for(5u32);
/// The machine `@job` (timers.flow:2).
///
///
/// Scenarios:
///
/// - `retry by oneself` (timers.flow:5)
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
pub mod job {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@job`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// `#waiting` (timers.flow:3): the initial state.
        Waiting,
        /// `#running` (timers.flow:9).
        Running,
        /// `#failed` (timers.flow:17).
        Failed,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[
            State::Waiting,
            State::Running,
            State::Failed,
        ];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Waiting => "waiting",
                State::Running => "running",
                State::Failed => "failed",
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@job`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Context {
        /// `$delay`.
        pub delay: i64,
        /// `$number`.
        pub number: f64,
    }
    /// The events of `@job` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:begin from @user`: public (timers.flow:6).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Begin {
            /// `$seconds`.
            pub seconds: i64,
        }
        impl ::core::fmt::Display for Begin {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":begin from @user")
            }
        }
        /// `:attempt from @self`: internal (timers.flow:10).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Attempt {
            /// `$number`.
            pub number: f64,
        }
        impl ::core::fmt::Display for Attempt {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":attempt from @self")
            }
        }
        /// `:retry from @self`: internal (timers.flow:18).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Retry {}
        impl ::core::fmt::Display for Retry {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":retry from @self")
            }
        }
        /// `:timer_expired from @system`: internal (timers.flow:21).
        #[derive(Clone, Debug, PartialEq)]
        pub struct TimerExpired {}
        impl ::core::fmt::Display for TimerExpired {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":timer_expired from @system")
            }
        }
    }
    /// Any event of `@job`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:begin from @user`.
        Begin(event::Begin),
        /// `:attempt from @self`.
        Attempt(event::Attempt),
        /// `:retry from @self`.
        Retry(event::Retry),
        /// `:timer_expired from @system`.
        TimerExpired(event::TimerExpired),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Begin(_) => EventKind::Begin,
                Event::Attempt(_) => EventKind::Attempt,
                Event::Retry(_) => EventKind::Retry,
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
    impl From<event::Begin> for Event {
        #[inline]
        fn from(event: event::Begin) -> Self {
            Event::Begin(event)
        }
    }
    impl From<event::Attempt> for Event {
        #[inline]
        fn from(event: event::Attempt) -> Self {
            Event::Attempt(event)
        }
    }
    impl From<event::Retry> for Event {
        #[inline]
        fn from(event: event::Retry) -> Self {
            Event::Retry(event)
        }
    }
    impl From<event::TimerExpired> for Event {
        #[inline]
        fn from(event: event::TimerExpired) -> Self {
            Event::TimerExpired(event)
        }
    }
    /// An event of `@job` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:begin from @user`.
        Begin,
        /// `:attempt from @self`.
        Attempt,
        /// `:retry from @self`.
        Retry,
        /// `:timer_expired from @system`.
        TimerExpired,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::Begin,
            EventKind::Attempt,
            EventKind::Retry,
            EventKind::TimerExpired,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Begin => "begin",
                EventKind::Attempt => "attempt",
                EventKind::Retry => "retry",
                EventKind::TimerExpired => "timer_expired",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Begin => ":begin from @user",
                    EventKind::Attempt => ":attempt from @self",
                    EventKind::Retry => ":retry from @self",
                    EventKind::TimerExpired => ":timer_expired from @system",
                },
            )
        }
    }
    /// An emit of `@job`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {
        /// `:attempt to @self` (timers.flow:8).
        Attempt(event::Attempt),
        /// `schedule :retry` (timers.flow:13).
        ScheduleRetry(::core::time::Duration),
        /// `start timer` (timers.flow:14).
        StartTimer(::core::time::Duration),
        /// `cancel :retry` (timers.flow:16).
        CancelRetry,
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::Attempt(_) => ":attempt to @self",
                    Emit::ScheduleRetry(_) => "schedule :retry",
                    Emit::StartTimer(_) => "start timer",
                    Emit::CancelRetry => "cancel :retry",
                },
            )
        }
    }
    /// The functions for the phrases of `@job`, which you implement.
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
    /// An instance of `@job`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Job {
        state: State,
        context: Context,
    }
    impl Default for Job {
        #[inline]
        fn default() -> Self {
            Job::new(Context::default())
        }
    }
    impl Job {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Job {
                state: State::Waiting,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Job { state, context }
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
                State::Waiting => ::core::matches!(event, EventKind::Begin),
                State::Running => {
                    ::core::matches!(
                        event, EventKind::Attempt | EventKind::Retry |
                        EventKind::TimerExpired
                    )
                }
                State::Failed => false,
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
        /// `:begin from @user`: accepted in `#waiting`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn begin<B: Bindings>(
            &mut self,
            mut event: event::Begin,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Waiting => Ok(on_begin(self, &mut event, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:attempt from @self`: accepted in `#running`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn attempt<B: Bindings>(
            &mut self,
            event: event::Attempt,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Running => {
                    on_attempt(self, &event, emits).map_err(::flow::Reason::Failed)
                }
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:retry from @self`: accepted in `#running`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn retry<B: Bindings>(
            &mut self,
            event: event::Retry,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Running => on_retry(self, emits).map_err(::flow::Reason::Failed),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:timer_expired from @system`: accepted in `#running`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn timer_expired<B: Bindings>(
            &mut self,
            event: event::TimerExpired,
            _bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Running => Ok(on_timer_expired(self)),
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
        machine: &mut Job,
        event: &mut Event,
        _bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Waiting => {
                match event {
                    Event::Begin(event) => Ok(on_begin(machine, event, emits)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Running => {
                match event {
                    Event::Attempt(event) => {
                        on_attempt(machine, event, emits).map_err(::flow::Reason::Failed)
                    }
                    Event::Retry(_) => {
                        on_retry(machine, emits).map_err(::flow::Reason::Failed)
                    }
                    Event::TimerExpired(_) => Ok(on_timer_expired(machine)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Failed => {
                Err(::flow::Reason::Rejected {
                    state: machine.state,
                })
            }
        }
    }
    /// `:begin from @user` in `#waiting` (timers.flow:6).
    #[inline]
    fn on_begin(
        machine: &mut Job,
        event: &mut event::Begin,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        let computed_1: i64 = event.seconds;
        emits.emit(Emit::Attempt(event::Attempt { number: 1.0 }));
        machine.context.delay = computed_1;
        machine.state = State::Running;
        step.pass(0, State::Running);
        step
    }
    /// `:attempt from @self` in `#running` (timers.flow:10).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_attempt<F>(
        machine: &mut Job,
        event: &event::Attempt,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<F>> {
        let mut step = ::flow::Step::stay(machine.state);
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(),),
            move |machine: &mut Job, (slot_1,)| {
                slot_1.restore(&mut machine.context.number);
                machine.state = from;
            },
        );
        let (machine, (slot_1,)) = undo.parts();
        let value = event.number;
        slot_1.fill(::core::mem::replace(&mut machine.context.number, value));
        if event.number < 3.0 {
            emits
                .emit(
                    Emit::ScheduleRetry(
                        ::flow::__private::Arithmetic::duration(
                                machine.context.delay,
                                1000,
                            )
                            .ok_or(::flow::Failure::Arithmetic {
                                expression: "schedule :retry for $delay seconds",
                            })?,
                    ),
                );
            emits.emit(Emit::StartTimer(::core::time::Duration::from_secs(7200)));
        } else {
            emits.emit(Emit::CancelRetry);
            machine.state = State::Failed;
            step.pass(0, State::Failed);
        }
        undo.commit();
        Ok(step)
    }
    /// `:retry from @self` in `#running` (timers.flow:18).
    #[inline]
    fn on_retry<F>(
        machine: &mut Job,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<F>> {
        let computed_1: f64 = ::flow::__private::Arithmetic::add(
                machine.context.number,
                1.0,
            )
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$number increases by 1",
            })?;
        emits
            .emit(
                Emit::Attempt(event::Attempt {
                    number: computed_1,
                }),
            );
        machine.context.number = computed_1;
        Ok(::flow::Step::stay(machine.state))
    }
    /// `:timer_expired from @system` in `#running` (timers.flow:21).
    #[inline]
    fn on_timer_expired(machine: &mut Job) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        machine.state = State::Failed;
        step.pass(0, State::Failed);
        step
    }
    /// The states, events and transitions of `@job`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "job",
        place: ::flow::model::Place {
            file: "timers.flow",
            line: 2,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("waiting", "timers.flow", 3, 13),
            ("running", "timers.flow", 9, 20),
            ("failed", "timers.flow", 17, 22),
        ]),
        events: &::flow::__private::model::events([
            ("begin", Some("user"), true, "timers.flow", 6, 9),
            ("attempt", Some("self"), false, "timers.flow", 10, 8),
            ("retry", Some("self"), false, "timers.flow", 18, 8),
            ("timer_expired", Some("system"), false, "timers.flow", 21, 8),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 1, "timers.flow", 6, 5),
            (1, 1, 2, "timers.flow", 10, 5),
            (1, 2, 1, "timers.flow", 18, 5),
            (1, 3, 2, "timers.flow", 21, 5),
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
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// The machine `job`.
        Job(super::job::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Job(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A state of any machine of the system.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// The machine `job`.
        Job(super::job::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Job(inner) => ::core::fmt::Display::fmt(inner, f),
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
        /// Creates an instance of `@job`.
        pub fn create_job(
            &mut self,
            context: super::job::Context,
        ) -> ::flow::system::Id<super::job::Job> {
            self.network.create(|_| super::job::Job::new(context))
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
        /// Delivers `:begin from @user` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn begin(
            &mut self,
            to: ::flow::system::Id<super::job::Job>,
            event: super::job::event::Begin,
        ) -> Result<Outcome<super::job::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "user",
                event: "begin",
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
        job: ::flow::__private::system::List<super::job::Job>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["job"];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<1>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Job(_) => 0usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.job.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Job(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Job(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match *message {}
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
                Event::Job(event) => {
                    network.step::<super::job::Job, B>(coming, event, bindings)
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::job::Job {
        type System = Parts;
        type Event = super::job::Event;
        type Emit = super::job::Emit;
        type Step = super::job::Step;
        type Naming = ::flow::__private::system::Numbered;
        const KIND: usize = 0usize;
        const HAS_STATE_TIMERS: bool = true;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.job
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.job
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::job::Job::new(super::job::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Job(super::job::Job::state(self))
        }
        #[inline]
        fn wrap(event: super::job::Event) -> Event {
            Event::Job(event)
        }
        #[inline(always)]
        fn post(
            emit: super::job::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            use super::job::Emit;
            match emit {
                Emit::Attempt(event) => {
                    emits.to_itself(Event::Job(super::job::Event::Attempt(event)));
                }
                Emit::ScheduleRetry(after) => {
                    emits
                        .schedule(
                            Event::Job(
                                super::job::Event::Retry(super::job::event::Retry {}),
                            ),
                            after,
                        );
                }
                Emit::StartTimer(after) => {
                    emits
                        .start_timer(
                            Event::Job(
                                super::job::Event::TimerExpired(super::job::event::TimerExpired {}),
                            ),
                            after,
                        );
                }
                Emit::CancelRetry => {
                    emits.cancel("retry");
                }
            }
        }
    }
    impl<B> ::flow::__private::system::Respond<B> for super::job::Job {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::job::Event,
            _: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::job::Step, ::flow::system::Reason<State>> {
            super::job::respond(self, event, &mut (), emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Job))
        }
    }
}
}
