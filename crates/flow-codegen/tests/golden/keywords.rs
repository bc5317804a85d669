const _: () = ::flow::__private::generated_for(5u32);
/// The machine `@context` (keywords.flow:2).
///
///
/// Scenarios:
///
/// - `names that Rust keeps` (keywords.flow:5)
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
pub mod context {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@context`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// `#self` (keywords.flow:3): the initial state.
        Self_,
        /// `#new` (keywords.flow:8).
        New,
        /// `#type` (keywords.flow:11).
        Type,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[State::Self_, State::New, State::Type];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Self_ => "self",
                State::New => "new",
                State::Type => "type",
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@context`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Context {
        /// `$type`.
        pub r#type: ::flow::Text,
    }
    /// The events of `@context` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:new from @crate`: public (keywords.flow:6).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct New {
            /// `$type`.
            pub r#type: ::flow::Text,
        }
        impl ::core::fmt::Display for New {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":new from @crate")
            }
        }
        /// `:state from @crate`: public (keywords.flow:9).
        #[derive(Clone, Debug, PartialEq)]
        pub struct State {}
        impl ::core::fmt::Display for State {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":state from @crate")
            }
        }
        /// `:handle from @crate`: public (keywords.flow:13).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Handle {}
        impl ::core::fmt::Display for Handle {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":handle from @crate")
            }
        }
        /// `:timer_expired from @system`: internal (keywords.flow:17).
        #[derive(Clone, Debug, PartialEq)]
        pub struct TimerExpired {}
        impl ::core::fmt::Display for TimerExpired {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":timer_expired from @system")
            }
        }
    }
    /// Any event of `@context`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:new from @crate`.
        New(event::New),
        /// `:state from @crate`.
        State(event::State),
        /// `:handle from @crate`.
        Handle(event::Handle),
        /// `:timer_expired from @system`.
        TimerExpired(event::TimerExpired),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::New(_) => EventKind::New,
                Event::State(_) => EventKind::State,
                Event::Handle(_) => EventKind::Handle,
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
    impl From<event::New> for Event {
        #[inline]
        fn from(event: event::New) -> Self {
            Event::New(event)
        }
    }
    impl From<event::State> for Event {
        #[inline]
        fn from(event: event::State) -> Self {
            Event::State(event)
        }
    }
    impl From<event::Handle> for Event {
        #[inline]
        fn from(event: event::Handle) -> Self {
            Event::Handle(event)
        }
    }
    impl From<event::TimerExpired> for Event {
        #[inline]
        fn from(event: event::TimerExpired) -> Self {
            Event::TimerExpired(event)
        }
    }
    /// An event of `@context` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:new from @crate`.
        New,
        /// `:state from @crate`.
        State,
        /// `:handle from @crate`.
        Handle,
        /// `:timer_expired from @system`.
        TimerExpired,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::New,
            EventKind::State,
            EventKind::Handle,
            EventKind::TimerExpired,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::New => "new",
                EventKind::State => "state",
                EventKind::Handle => "handle",
                EventKind::TimerExpired => "timer_expired",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::New => ":new from @crate",
                    EventKind::State => ":state from @crate",
                    EventKind::Handle => ":handle from @crate",
                    EventKind::TimerExpired => ":timer_expired from @system",
                },
            )
        }
    }
    /// An emit of `@context`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {
        /// `:self to @crate` (keywords.flow:12).
        Self_(super::crate_::Self_),
        /// `:start_timer to @crate` (keywords.flow:16).
        StartTimer_(super::crate_::StartTimer),
        /// `start timer` (keywords.flow:17).
        StartTimer(::core::time::Duration),
        /// `:all to @loop` (keywords.flow:19).
        All(super::r#loop::All),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::Self_(_) => ":self to @crate",
                    Emit::StartTimer_(_) => ":start_timer to @crate",
                    Emit::StartTimer(_) => "start timer",
                    Emit::All(_) => ":all to @loop",
                },
            )
        }
    }
    /// The functions for the phrases of `@context`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `match self with $type` (keywords.flow:10).
        fn match_self_with_type(
            &mut self,
            context: &Context,
            r#type: &str,
        ) -> Result<(), Self::Error>;
        /// `impl is in place` (keywords.flow:14).
        fn impl_is_in_place(&self, context: &Context) -> bool;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 1>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@context`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Context_ {
        state: State,
        context: Context,
    }
    impl Default for Context_ {
        #[inline]
        fn default() -> Self {
            Context_::new(Context::default())
        }
    }
    impl Context_ {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Context_ {
                state: State::Self_,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Context_ { state, context }
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
                State::Self_ => ::core::matches!(event, EventKind::New),
                State::New => ::core::matches!(event, EventKind::State),
                State::Type => ::core::matches!(event, EventKind::Handle),
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
        /// `:new from @crate`: accepted in `#self`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn new_<B: Bindings>(
            &mut self,
            mut event: event::New,
            _bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Self_ => Ok(on_new_(self, &mut event)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:state from @crate`: accepted in `#new`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn state_<B: Bindings>(
            &mut self,
            event: event::State,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::New => {
                    on_state_(self, bindings, emits).map_err(::flow::Reason::Failed)
                }
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:handle from @crate`: accepted in `#type`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn handle_<B: Bindings>(
            &mut self,
            event: event::Handle,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Type => Ok(on_handle_(self, bindings, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:timer_expired from @system`: never accepted.
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
            let result = Err(::flow::Reason::Rejected {
                state: self.state,
            });
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
    }
    /// Handles any event, which remains whole if that fails.
    #[inline]
    pub(super) fn respond<B: Bindings>(
        machine: &mut Context_,
        event: &mut Event,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Self_ => {
                match event {
                    Event::New(event) => Ok(on_new_(machine, event)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::New => {
                match event {
                    Event::State(_) => {
                        on_state_(machine, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Type => {
                match event {
                    Event::Handle(_) => Ok(on_handle_(machine, bindings, emits)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
        }
    }
    /// `:new from @crate` in `#self` (keywords.flow:6).
    #[inline]
    fn on_new_(machine: &mut Context_, event: &mut event::New) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        machine.context.r#type = ::core::mem::take(&mut event.r#type);
        machine.state = State::New;
        step.pass(0, State::New);
        step
    }
    /// `:state from @crate` in `#new` (keywords.flow:9).
    #[inline]
    fn on_state_<B: Bindings>(
        machine: &mut Context_,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut step = ::flow::Step::stay(machine.state);
        B::match_self_with_type(
                bindings,
                &machine.context,
                machine.context.r#type.as_str(),
            )
            .map_err(|error| ::flow::__private::binding_failed(
                "match self with $type",
                error,
            ))?;
        emits
            .emit(
                Emit::Self_(super::crate_::Self_ {
                    r#type: machine.context.r#type.clone(),
                }),
            );
        machine.state = State::Type;
        step.pass(0, State::Type);
        Ok(step)
    }
    /// `:handle from @crate` in `#type` (keywords.flow:13).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_handle_<B: Bindings>(
        machine: &mut Context_,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        if B::impl_is_in_place(bindings, &machine.context) {
            emits.emit(Emit::StartTimer_(super::crate_::StartTimer {}));
            emits.emit(Emit::StartTimer(::core::time::Duration::from_millis(250)));
            machine.state = State::Self_;
            step.pass(0, State::Self_);
        } else {
            emits
                .emit(
                    Emit::All(super::r#loop::All {
                        r#fn: ::flow::__private::decimal(1, 0),
                        r#struct: true,
                    }),
                );
        }
        step
    }
    /// The states, events and transitions of `@context`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "context",
        place: ::flow::model::Place {
            file: "keywords.flow",
            line: 2,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("self", "keywords.flow", 3, 13),
            ("new", "keywords.flow", 8, 24),
            ("type", "keywords.flow", 11, 24),
        ]),
        events: &::flow::__private::model::events([
            ("new", Some("crate"), true, "keywords.flow", 6, 9),
            ("state", Some("crate"), true, "keywords.flow", 9, 9),
            ("handle", Some("crate"), true, "keywords.flow", 13, 9),
            ("timer_expired", Some("system"), false, "keywords.flow", 17, 9),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 1, "keywords.flow", 6, 5),
            (1, 1, 2, "keywords.flow", 9, 5),
            (2, 2, 0, "keywords.flow", 13, 5),
        ]),
    };
}
/// The messages to the outside actor `@crate`.
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
pub mod crate_ {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// `:self` (keywords.flow:12).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Self_ {
        /// `$type`.
        pub r#type: ::flow::Text,
    }
    impl From<Self_> for Message {
        #[inline]
        fn from(message: Self_) -> Self {
            Message::Self_(message)
        }
    }
    /// `:start_timer` (keywords.flow:16).
    #[derive(Clone, Debug, PartialEq)]
    pub struct StartTimer {}
    impl From<StartTimer> for Message {
        #[inline]
        fn from(message: StartTimer) -> Self {
            Message::StartTimer(message)
        }
    }
    /// Any message to `@crate`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// `:self`.
        Self_(Self_),
        /// `:start_timer`.
        StartTimer(StartTimer),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::Self_(_) => "self",
                Message::StartTimer(_) => "start_timer",
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
/// The messages to the outside actor `@loop`.
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
pub mod r#loop {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// `:all` (keywords.flow:19).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct All {
        /// `$fn`.
        pub r#fn: ::flow::Decimal,
        /// `$struct`.
        pub r#struct: bool,
    }
    impl From<All> for Message {
        #[inline]
        fn from(message: All) -> Self {
            Message::All(message)
        }
    }
    /// Any message to `@loop`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// `:all`.
        All(All),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::All(_) => "all",
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
        /// The machine `context`.
        Context_(super::context::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Context_(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A state of any machine of the system.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// The machine `context`.
        Context_(super::context::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Context_(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A message to any outside actor.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// A message to `crate_`.
        Crate(super::crate_::Message),
        /// A message to `r#loop`.
        Loop(super::r#loop::Message),
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
        /// Creates an instance of `@context`.
        pub fn create_context(
            &mut self,
            context: super::context::Context,
        ) -> ::flow::system::Id<super::context::Context_> {
            self.network.create(|_| super::context::Context_::new(context))
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
    impl<B: super::context::Bindings> System<B> {
        /// Delivers `:new from @crate` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn new_(
            &mut self,
            to: ::flow::system::Id<super::context::Context_>,
            event: super::context::event::New,
        ) -> Result<Outcome<super::context::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "crate",
                event: "new",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:state from @crate` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn state(
            &mut self,
            to: ::flow::system::Id<super::context::Context_>,
            event: super::context::event::State,
        ) -> Result<Outcome<super::context::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "crate",
                event: "state",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:handle from @crate` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn handle(
            &mut self,
            to: ::flow::system::Id<super::context::Context_>,
            event: super::context::event::Handle,
        ) -> Result<Outcome<super::context::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "crate",
                event: "handle",
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
        context: ::flow::__private::system::List<super::context::Context_>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["context"];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<1>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Context_(_) => 0usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.context.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Context_(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Context_(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match message {
                Message::Crate(message) => ("crate", message.name()),
                Message::Loop(message) => ("loop", message.name()),
            }
        }
    }
    impl<B: super::context::Bindings> ::flow::__private::system::Handle<B> for Parts {
        #[inline]
        fn handle(
            network: &mut ::flow::__private::system::Network<Parts>,
            coming: &::flow::__private::system::Coming,
            event: &mut Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
        ) -> Result<(), ::flow::system::Reason<State>> {
            match event {
                Event::Context_(event) => {
                    network.step::<super::context::Context_, B>(coming, event, bindings)
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::context::Context_ {
        type System = Parts;
        type Event = super::context::Event;
        type Emit = super::context::Emit;
        type Step = super::context::Step;
        type Naming = ::flow::__private::system::Numbered;
        const KIND: usize = 0usize;
        const HAS_STATE_TIMERS: bool = true;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.context
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.context
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::context::Context_::new(super::context::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Context_(super::context::Context_::state(self))
        }
        #[inline]
        fn wrap(event: super::context::Event) -> Event {
            Event::Context_(event)
        }
        #[inline(always)]
        fn post(
            emit: super::context::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            use super::context::Emit;
            match emit {
                Emit::Self_(message) => {
                    emits
                        .to_outside(
                            Message::Crate(super::crate_::Message::Self_(message)),
                        );
                }
                Emit::StartTimer_(message) => {
                    emits
                        .to_outside(
                            Message::Crate(super::crate_::Message::StartTimer(message)),
                        );
                }
                Emit::StartTimer(after) => {
                    emits
                        .start_timer(
                            Event::Context_(
                                super::context::Event::TimerExpired(super::context::event::TimerExpired {}),
                            ),
                            after,
                        );
                }
                Emit::All(message) => {
                    emits
                        .to_outside(Message::Loop(super::r#loop::Message::All(message)));
                }
            }
        }
    }
    impl<B: super::context::Bindings> ::flow::__private::system::Respond<B>
    for super::context::Context_ {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::context::Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::context::Step, ::flow::system::Reason<State>> {
            super::context::respond(self, event, bindings, emits)
                .map_err(|reason| ::flow::__private::system::lift(
                    reason,
                    State::Context_,
                ))
        }
    }
    impl<B: super::context::Bindings> super::context::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn match_self_with_type(
            &mut self,
            context: &super::context::Context,
            r#type: &str,
        ) -> Result<(), Self::Error> {
            self.called("match self with $type");
            B::match_self_with_type(self.bindings_mut(), context, r#type)
        }
        #[inline]
        fn impl_is_in_place(&self, context: &super::context::Context) -> bool {
            self.asked("impl is in place", B::impl_is_in_place(self.bindings(), context))
        }
    }
}
}
