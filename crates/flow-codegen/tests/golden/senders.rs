const _: () = ::flow::__private::generated_for(5u32);
/// The machine `@ticket` (senders.flow:2).
///
///
/// Scenarios:
///
/// - `three ways to cancel` (senders.flow:5)
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
pub mod ticket {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@ticket`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// `#open` (senders.flow:3): the initial state.
        Open,
        /// `#closed` (senders.flow:8).
        Closed,
        /// `#archived` (senders.flow:15).
        Archived,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[State::Open, State::Closed, State::Archived];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Open => "open",
                State::Closed => "closed",
                State::Archived => "archived",
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@ticket`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Context {
        /// `$note`.
        pub note: ::flow::Text,
    }
    /// The events of `@ticket` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:cancel from @clerk`: public (senders.flow:6).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct CancelFromClerk {
            /// `$reason`.
            pub reason: ::flow::Text,
        }
        impl ::core::fmt::Display for CancelFromClerk {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":cancel from @clerk")
            }
        }
        /// `:cancel from @customer`: public (senders.flow:9).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct CancelFromCustomer {
            /// `$reason`.
            pub reason: ::flow::Text,
        }
        impl ::core::fmt::Display for CancelFromCustomer {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":cancel from @customer")
            }
        }
        /// `:cancel`: public (senders.flow:13).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Cancel {
            /// `$reason`.
            pub reason: ::flow::Text,
        }
        impl ::core::fmt::Display for Cancel {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":cancel")
            }
        }
    }
    /// Any event of `@ticket`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:cancel from @clerk`.
        CancelFromClerk(event::CancelFromClerk),
        /// `:cancel from @customer`.
        CancelFromCustomer(event::CancelFromCustomer),
        /// `:cancel`.
        Cancel(event::Cancel),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::CancelFromClerk(_) => EventKind::CancelFromClerk,
                Event::CancelFromCustomer(_) => EventKind::CancelFromCustomer,
                Event::Cancel(_) => EventKind::Cancel,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::CancelFromClerk> for Event {
        #[inline]
        fn from(event: event::CancelFromClerk) -> Self {
            Event::CancelFromClerk(event)
        }
    }
    impl From<event::CancelFromCustomer> for Event {
        #[inline]
        fn from(event: event::CancelFromCustomer) -> Self {
            Event::CancelFromCustomer(event)
        }
    }
    impl From<event::Cancel> for Event {
        #[inline]
        fn from(event: event::Cancel) -> Self {
            Event::Cancel(event)
        }
    }
    /// An event of `@ticket` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:cancel from @clerk`.
        CancelFromClerk,
        /// `:cancel from @customer`.
        CancelFromCustomer,
        /// `:cancel`.
        Cancel,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::CancelFromClerk,
            EventKind::CancelFromCustomer,
            EventKind::Cancel,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::CancelFromClerk => "cancel",
                EventKind::CancelFromCustomer => "cancel",
                EventKind::Cancel => "cancel",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::CancelFromClerk => ":cancel from @clerk",
                    EventKind::CancelFromCustomer => ":cancel from @customer",
                    EventKind::Cancel => ":cancel",
                },
            )
        }
    }
    /// An emit of `@ticket`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {
        /// `:error to @clerk` (senders.flow:16).
        ErrorToClerk(super::clerk::Error),
        /// `:error to @customer` (senders.flow:17).
        ErrorToCustomer(super::customer::Error),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::ErrorToClerk(_) => ":error to @clerk",
                    Emit::ErrorToCustomer(_) => ":error to @customer",
                },
            )
        }
    }
    /// The functions for the phrases of `@ticket`, which you implement.
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
    /// An instance of `@ticket`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Ticket {
        state: State,
        context: Context,
    }
    impl Default for Ticket {
        #[inline]
        fn default() -> Self {
            Ticket::new(Context::default())
        }
    }
    impl Ticket {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Ticket {
                state: State::Open,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Ticket { state, context }
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
                State::Open | State::Closed | State::Archived => {
                    ::core::matches!(
                        event, EventKind::CancelFromClerk | EventKind::CancelFromCustomer
                        | EventKind::Cancel
                    )
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
        /// `:cancel from @clerk`: accepted in `#open`, `#closed`, `#archived`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn cancel_from_clerk<B: Bindings>(
            &mut self,
            mut event: event::CancelFromClerk,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Open => Ok(on_cancel_from_clerk(self)),
                State::Closed | State::Archived => {
                    Ok(on_cancel_from_clerk_2(self, &mut event, emits))
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:cancel from @customer`: accepted in `#open`, `#closed`, `#archived`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn cancel_from_customer<B: Bindings>(
            &mut self,
            mut event: event::CancelFromCustomer,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Open => Ok(on_cancel_from_customer(self, &mut event)),
                State::Closed | State::Archived => {
                    Ok(on_cancel_from_customer_2(self, &mut event, emits))
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:cancel`: accepted in `#open`, `#closed`, `#archived`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn cancel<B: Bindings>(
            &mut self,
            mut event: event::Cancel,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = Ok(on_cancel(self, &mut event, emits));
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
    }
    /// Handles any event, which remains whole if that fails.
    #[inline]
    pub(super) fn respond<B: Bindings>(
        machine: &mut Ticket,
        event: &mut Event,
        _bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Open => {
                match event {
                    Event::CancelFromClerk(_) => Ok(on_cancel_from_clerk(machine)),
                    Event::CancelFromCustomer(event) => {
                        Ok(on_cancel_from_customer(machine, event))
                    }
                    Event::Cancel(event) => Ok(on_cancel(machine, event, emits)),
                }
            }
            State::Closed | State::Archived => {
                match event {
                    Event::CancelFromClerk(event) => {
                        Ok(on_cancel_from_clerk_2(machine, event, emits))
                    }
                    Event::CancelFromCustomer(event) => {
                        Ok(on_cancel_from_customer_2(machine, event, emits))
                    }
                    Event::Cancel(event) => Ok(on_cancel(machine, event, emits)),
                }
            }
        }
    }
    /// `:cancel from @clerk` in `#open` (senders.flow:6).
    #[inline]
    fn on_cancel_from_clerk(machine: &mut Ticket) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        machine.context.note = ::flow::Text::from("by the clerk");
        machine.state = State::Closed;
        step.pass(0, State::Closed);
        step
    }
    /// `:cancel from @customer` in `#open` (senders.flow:9).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_cancel_from_customer(
        machine: &mut Ticket,
        event: &mut event::CancelFromCustomer,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        if !event.reason.is_empty() {
            machine.context.note = ::core::mem::take(&mut event.reason);
        }
        machine.state = State::Closed;
        step.pass(0, State::Closed);
        step
    }
    /// `:cancel` in `#open`, `#closed`, `#archived` (senders.flow:13).
    #[inline]
    fn on_cancel(
        machine: &mut Ticket,
        event: &mut event::Cancel,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        let computed_1: ::flow::Text = ::core::mem::take(&mut event.reason);
        emits
            .emit(
                Emit::ErrorToClerk(super::clerk::Error {
                    message: ::flow::Text::from("gone"),
                }),
            );
        emits.emit(Emit::ErrorToCustomer(super::customer::Error {}));
        machine.context.note = computed_1;
        machine.state = State::Archived;
        step.pass(0, State::Archived);
        step
    }
    /// `:cancel from @clerk` in `#closed`, `#archived` (senders.flow:13).
    #[inline]
    fn on_cancel_from_clerk_2(
        machine: &mut Ticket,
        event: &mut event::CancelFromClerk,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        let computed_1: ::flow::Text = ::core::mem::take(&mut event.reason);
        emits
            .emit(
                Emit::ErrorToClerk(super::clerk::Error {
                    message: ::flow::Text::from("gone"),
                }),
            );
        emits.emit(Emit::ErrorToCustomer(super::customer::Error {}));
        machine.context.note = computed_1;
        machine.state = State::Archived;
        step.pass(0, State::Archived);
        step
    }
    /// `:cancel from @customer` in `#closed`, `#archived` (senders.flow:13).
    #[inline]
    fn on_cancel_from_customer_2(
        machine: &mut Ticket,
        event: &mut event::CancelFromCustomer,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        let computed_1: ::flow::Text = ::core::mem::take(&mut event.reason);
        emits
            .emit(
                Emit::ErrorToClerk(super::clerk::Error {
                    message: ::flow::Text::from("gone"),
                }),
            );
        emits.emit(Emit::ErrorToCustomer(super::customer::Error {}));
        machine.context.note = computed_1;
        machine.state = State::Archived;
        step.pass(0, State::Archived);
        step
    }
    /// The states, events and transitions of `@ticket`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "ticket",
        place: ::flow::model::Place {
            file: "senders.flow",
            line: 2,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("open", "senders.flow", 3, 13),
            ("closed", "senders.flow", 8, 23),
            ("archived", "senders.flow", 15, 23),
        ]),
        events: &::flow::__private::model::events([
            ("cancel", Some("clerk"), true, "senders.flow", 6, 9),
            ("cancel", Some("customer"), true, "senders.flow", 9, 9),
            ("cancel", None, true, "senders.flow", 13, 9),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 1, "senders.flow", 6, 5),
            (0, 1, 1, "senders.flow", 9, 5),
            (0, 2, 2, "senders.flow", 13, 5),
            (1, 2, 2, "senders.flow", 13, 5),
            (2, 2, 2, "senders.flow", 13, 5),
        ]),
    };
}
/// The messages to the outside actor `@clerk`.
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
pub mod clerk {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// `:error` (senders.flow:16).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Error {
        /// `$message`.
        pub message: ::flow::Text,
    }
    impl From<Error> for Message {
        #[inline]
        fn from(message: Error) -> Self {
            Message::Error(message)
        }
    }
    /// Any message to `@clerk`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// `:error`.
        Error(Error),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::Error(_) => "error",
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
/// The messages to the outside actor `@customer`.
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
pub mod customer {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// `:error` (senders.flow:17).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Error {}
    impl From<Error> for Message {
        #[inline]
        fn from(message: Error) -> Self {
            Message::Error(message)
        }
    }
    /// Any message to `@customer`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// `:error`.
        Error(Error),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::Error(_) => "error",
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
        /// The machine `ticket`.
        Ticket(super::ticket::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Ticket(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A state of any machine of the system.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// The machine `ticket`.
        Ticket(super::ticket::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Ticket(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A message to any outside actor.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// A message to `clerk`.
        Clerk(super::clerk::Message),
        /// A message to `customer`.
        Customer(super::customer::Message),
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
        /// Creates an instance of `@ticket`.
        pub fn create_ticket(
            &mut self,
            context: super::ticket::Context,
        ) -> ::flow::system::Id<super::ticket::Ticket> {
            self.network.create(|_| super::ticket::Ticket::new(context))
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
        /// Delivers `:cancel from @clerk` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn cancel_from_clerk(
            &mut self,
            to: ::flow::system::Id<super::ticket::Ticket>,
            event: super::ticket::event::CancelFromClerk,
        ) -> Result<Outcome<super::ticket::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "clerk",
                event: "cancel",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:cancel from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn cancel_from_customer(
            &mut self,
            to: ::flow::system::Id<super::ticket::Ticket>,
            event: super::ticket::event::CancelFromCustomer,
        ) -> Result<Outcome<super::ticket::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
                event: "cancel",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:cancel` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn cancel(
            &mut self,
            to: ::flow::system::Id<super::ticket::Ticket>,
            event: super::ticket::event::Cancel,
        ) -> Result<Outcome<super::ticket::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "outside",
                event: "cancel",
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
        ticket: ::flow::__private::system::List<super::ticket::Ticket>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["ticket"];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<1>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Ticket(_) => 0usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.ticket.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Ticket(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Ticket(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match message {
                Message::Clerk(message) => ("clerk", message.name()),
                Message::Customer(message) => ("customer", message.name()),
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
                Event::Ticket(event) => {
                    network.step::<super::ticket::Ticket, B>(coming, event, bindings)
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::ticket::Ticket {
        type System = Parts;
        type Event = super::ticket::Event;
        type Emit = super::ticket::Emit;
        type Step = super::ticket::Step;
        type Naming = ::flow::__private::system::Numbered;
        const KIND: usize = 0usize;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.ticket
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.ticket
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::ticket::Ticket::new(super::ticket::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Ticket(super::ticket::Ticket::state(self))
        }
        #[inline]
        fn wrap(event: super::ticket::Event) -> Event {
            Event::Ticket(event)
        }
        #[inline(always)]
        fn post(
            emit: super::ticket::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            use super::ticket::Emit;
            match emit {
                Emit::ErrorToClerk(message) => {
                    emits
                        .to_outside(
                            Message::Clerk(super::clerk::Message::Error(message)),
                        );
                }
                Emit::ErrorToCustomer(message) => {
                    emits
                        .to_outside(
                            Message::Customer(super::customer::Message::Error(message)),
                        );
                }
            }
        }
    }
    impl<B> ::flow::__private::system::Respond<B> for super::ticket::Ticket {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::ticket::Event,
            _: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::ticket::Step, ::flow::system::Reason<State>> {
            super::ticket::respond(self, event, &mut (), emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Ticket))
        }
    }
}
}
