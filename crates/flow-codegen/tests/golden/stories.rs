const _: () = ::flow::__private::generated_for(5u32);
/// The machine `@loan` (stories.flow:3).
///
///
/// Scenarios:
///
/// - `borrow a book` (stories.flow:6)
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
pub mod loan {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@loan`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// `#requested` (stories.flow:4): the initial state.
        Requested,
        /// `#waiting` (stories.flow:25).
        Waiting,
        /// `#active` (stories.flow:34).
        Active,
        /// `#cancelled` (stories.flow:37).
        Cancelled,
        /// `#closed` (stories.flow:45).
        Closed,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[
            State::Requested,
            State::Waiting,
            State::Active,
            State::Cancelled,
            State::Closed,
        ];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Requested => "requested",
                State::Waiting => "waiting",
                State::Active => "active",
                State::Cancelled => "cancelled",
                State::Closed => "closed",
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@loan`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Context {
        /// `$days`.
        pub days: ::flow::Decimal,
        /// `$reader_name`.
        pub reader_name: ::flow::Text,
        /// `$borrowed_at`.
        pub borrowed_at: ::flow::Time,
        /// `$slip`.
        pub slip: ::flow::Text,
        /// `$book`.
        pub book: Book,
        /// `$fee`.
        pub fee: ::flow::Decimal,
        /// `$returned`.
        pub returned: ::flow::List<Book>,
        /// `$checked`.
        pub checked: bool,
    }
    /// The object type of `$book`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Book {
        /// `title`.
        pub title: ::flow::Text,
        /// `price`.
        pub price: ::flow::Decimal,
    }
    /// The events of `@loan` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:borrow from @reader`: public (stories.flow:15).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Borrow {
            /// `$reason`.
            pub reason: ::flow::Text,
        }
        impl ::core::fmt::Display for Borrow {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":borrow from @reader")
            }
        }
        /// `:reserved from @shelf`: internal (stories.flow:30).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Reserved {
            /// `$place`.
            pub place: ::flow::Decimal,
        }
        impl ::core::fmt::Display for Reserved {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":reserved from @shelf")
            }
        }
        /// `:missing from @shelf`: internal (stories.flow:35).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Missing {}
        impl ::core::fmt::Display for Missing {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":missing from @shelf")
            }
        }
        /// `:timer_expired from @system`: internal (stories.flow:38).
        #[derive(Clone, Debug, PartialEq)]
        pub struct TimerExpired {}
        impl ::core::fmt::Display for TimerExpired {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":timer_expired from @system")
            }
        }
        /// `:return from @reader`: public (stories.flow:41).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Return {}
        impl ::core::fmt::Display for Return {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":return from @reader")
            }
        }
        /// `:check from @self`: internal (stories.flow:46).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Check {}
        impl ::core::fmt::Display for Check {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":check from @self")
            }
        }
        /// `:remind from @self`: internal (stories.flow:43).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Remind {}
        impl ::core::fmt::Display for Remind {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":remind from @self")
            }
        }
    }
    /// Any event of `@loan`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:borrow from @reader`.
        Borrow(event::Borrow),
        /// `:reserved from @shelf`.
        Reserved(event::Reserved),
        /// `:missing from @shelf`.
        Missing(event::Missing),
        /// `:timer_expired from @system`.
        TimerExpired(event::TimerExpired),
        /// `:return from @reader`.
        Return(event::Return),
        /// `:check from @self`.
        Check(event::Check),
        /// `:remind from @self`.
        Remind(event::Remind),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Borrow(_) => EventKind::Borrow,
                Event::Reserved(_) => EventKind::Reserved,
                Event::Missing(_) => EventKind::Missing,
                Event::TimerExpired(_) => EventKind::TimerExpired,
                Event::Return(_) => EventKind::Return,
                Event::Check(_) => EventKind::Check,
                Event::Remind(_) => EventKind::Remind,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::Borrow> for Event {
        #[inline]
        fn from(event: event::Borrow) -> Self {
            Event::Borrow(event)
        }
    }
    impl From<event::Reserved> for Event {
        #[inline]
        fn from(event: event::Reserved) -> Self {
            Event::Reserved(event)
        }
    }
    impl From<event::Missing> for Event {
        #[inline]
        fn from(event: event::Missing) -> Self {
            Event::Missing(event)
        }
    }
    impl From<event::TimerExpired> for Event {
        #[inline]
        fn from(event: event::TimerExpired) -> Self {
            Event::TimerExpired(event)
        }
    }
    impl From<event::Return> for Event {
        #[inline]
        fn from(event: event::Return) -> Self {
            Event::Return(event)
        }
    }
    impl From<event::Check> for Event {
        #[inline]
        fn from(event: event::Check) -> Self {
            Event::Check(event)
        }
    }
    impl From<event::Remind> for Event {
        #[inline]
        fn from(event: event::Remind) -> Self {
            Event::Remind(event)
        }
    }
    /// An event of `@loan` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:borrow from @reader`.
        Borrow,
        /// `:reserved from @shelf`.
        Reserved,
        /// `:missing from @shelf`.
        Missing,
        /// `:timer_expired from @system`.
        TimerExpired,
        /// `:return from @reader`.
        Return,
        /// `:check from @self`.
        Check,
        /// `:remind from @self`.
        Remind,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::Borrow,
            EventKind::Reserved,
            EventKind::Missing,
            EventKind::TimerExpired,
            EventKind::Return,
            EventKind::Check,
            EventKind::Remind,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Borrow => "borrow",
                EventKind::Reserved => "reserved",
                EventKind::Missing => "missing",
                EventKind::TimerExpired => "timer_expired",
                EventKind::Return => "return",
                EventKind::Check => "check",
                EventKind::Remind => "remind",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Borrow => ":borrow from @reader",
                    EventKind::Reserved => ":reserved from @shelf",
                    EventKind::Missing => ":missing from @shelf",
                    EventKind::TimerExpired => ":timer_expired from @system",
                    EventKind::Return => ":return from @reader",
                    EventKind::Check => ":check from @self",
                    EventKind::Remind => ":remind from @self",
                },
            )
        }
    }
    /// An emit of `@loan`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {
        /// `:reserve to @shelf` (stories.flow:23).
        Reserve(super::shelf::event::Reserve),
        /// `start timer` (stories.flow:24).
        StartTimer(::core::time::Duration),
        /// `:refused to @reader` (stories.flow:27).
        Refused(super::reader::Refused),
        /// `:enjoy to @reader` (stories.flow:33).
        Enjoy(super::reader::Enjoy),
        /// `:sorry to @reader` (stories.flow:36).
        Sorry(super::reader::Sorry),
        /// `cancel timer` (stories.flow:39).
        CancelTimer,
        /// `schedule :remind` (stories.flow:43).
        ScheduleRemind(::core::time::Duration),
        /// `:check to @self` (stories.flow:44).
        Check(event::Check),
        /// `cancel :remind` (stories.flow:47).
        CancelRemind,
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::Reserve(_) => ":reserve to @shelf",
                    Emit::StartTimer(_) => "start timer",
                    Emit::Refused(_) => ":refused to @reader",
                    Emit::Enjoy(_) => ":enjoy to @reader",
                    Emit::Sorry(_) => ":sorry to @reader",
                    Emit::CancelTimer => "cancel timer",
                    Emit::ScheduleRemind(_) => "schedule :remind",
                    Emit::Check(_) => ":check to @self",
                    Emit::CancelRemind => "cancel :remind",
                },
            )
        }
    }
    /// The functions for the phrases of `@loan`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `reader is trusted` (stories.flow:19).
        fn reader_is_trusted(&self, loan: &Context) -> bool;
        /// `send letter to $reader_name` (stories.flow:32).
        fn send_letter_to_reader_name(
            &mut self,
            loan: &Context,
            reader_name: &str,
        ) -> Result<(), Self::Error>;
        /// `uuid()`: a text that is unique to this call.
        fn uuid(&mut self) -> ::flow::Text;
        /// `now()`: the current time.
        fn now(&self) -> ::flow::Time;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 1>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@loan`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Loan {
        id: ::flow::Text,
        state: State,
        context: Context,
    }
    impl Loan {
        /// An instance in the initial state, with an empty id.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Loan {
                id: ::flow::Text::new(),
                state: State::Requested,
                context,
            }
        }
        /// An instance in the initial state.
        pub fn with_id(id: impl Into<::flow::Text>, context: Context) -> Self {
            Loan {
                id: id.into(),
                state: State::Requested,
                context,
            }
        }
        /// An instance with a stored state and context, and an empty id.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Loan {
                id: ::flow::Text::new(),
                state,
                context,
            }
        }
        /// An instance with a stored state and context.
        pub fn restore_with_id(
            id: impl Into<::flow::Text>,
            state: State,
            context: Context,
        ) -> Self {
            Loan {
                id: id.into(),
                state,
                context,
            }
        }
        /// The id of the instance.
        #[inline]
        pub fn id(&self) -> &str {
            self.id.as_str()
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
                State::Requested => ::core::matches!(event, EventKind::Borrow),
                State::Waiting => {
                    ::core::matches!(
                        event, EventKind::Reserved | EventKind::Missing |
                        EventKind::TimerExpired
                    )
                }
                State::Active => ::core::matches!(event, EventKind::Return),
                State::Cancelled => false,
                State::Closed => ::core::matches!(event, EventKind::Check),
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
        /// `:borrow from @reader`: accepted in `#requested`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn borrow<B: Bindings>(
            &mut self,
            mut event: event::Borrow,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Requested => Ok(on_borrow(self, &mut event, bindings, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:reserved from @shelf`: accepted in `#waiting`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn reserved<B: Bindings>(
            &mut self,
            event: event::Reserved,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Waiting => {
                    on_reserved(self, &event, bindings, emits)
                        .map_err(::flow::Reason::Failed)
                }
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:missing from @shelf`: accepted in `#waiting`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn missing<B: Bindings>(
            &mut self,
            event: event::Missing,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Waiting => Ok(on_missing(self, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:timer_expired from @system`: accepted in `#waiting`.
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
                State::Waiting => Ok(on_timer_expired(self, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:return from @reader`: accepted in `#active`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn r#return<B: Bindings>(
            &mut self,
            event: event::Return,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Active => on_return(self, emits).map_err(::flow::Reason::Failed),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:check from @self`: accepted in `#closed`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn check<B: Bindings>(
            &mut self,
            event: event::Check,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Closed => Ok(on_check(self, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:remind from @self`: never accepted.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn remind<B: Bindings>(
            &mut self,
            event: event::Remind,
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
        machine: &mut Loan,
        event: &mut Event,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Requested => {
                match event {
                    Event::Borrow(event) => {
                        Ok(on_borrow(machine, event, bindings, emits))
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Waiting => {
                match event {
                    Event::Reserved(event) => {
                        on_reserved(machine, event, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    Event::Missing(_) => Ok(on_missing(machine, emits)),
                    Event::TimerExpired(_) => Ok(on_timer_expired(machine, emits)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Active => {
                match event {
                    Event::Return(_) => {
                        on_return(machine, emits).map_err(::flow::Reason::Failed)
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Cancelled => {
                Err(::flow::Reason::Rejected {
                    state: machine.state,
                })
            }
            State::Closed => {
                match event {
                    Event::Check(_) => Ok(on_check(machine, emits)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
        }
    }
    /// `:borrow from @reader` in `#requested` (stories.flow:15).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_borrow<B: Bindings>(
        machine: &mut Loan,
        event: &mut event::Borrow,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(),),
            move |machine: &mut Loan, (slot_1,)| {
                slot_1.restore(&mut machine.context.borrowed_at);
                machine.state = from;
            },
        );
        let (machine, (slot_1,)) = undo.parts();
        if machine.context.days <= ::flow::__private::decimal(30, 0)
            && B::reader_is_trusted(bindings, &machine.context)
        {
            let value = B::now(bindings);
            slot_1.fill(::core::mem::replace(&mut machine.context.borrowed_at, value));
            let computed_1: ::flow::Text = B::uuid(bindings);
            let computed_2: Book = Book {
                title: ::flow::Text::from("Emma"),
                price: ::flow::__private::decimal(950, 2),
            };
            emits
                .emit(
                    Emit::Reserve(super::shelf::event::Reserve {
                        reason: ::core::mem::take(&mut event.reason),
                        price: computed_2.price,
                    }),
                );
            emits.emit(Emit::StartTimer(::core::time::Duration::from_secs(120)));
            machine.context.slip = computed_1;
            machine.context.book = computed_2;
            machine.state = State::Waiting;
            step.pass(0, State::Waiting);
        } else {
            emits
                .emit(
                    Emit::Refused(super::reader::Refused {
                        reason: ::flow::Text::from("too long"),
                        days: machine.context.days,
                    }),
                );
        }
        undo.commit();
        step
    }
    /// `:reserved from @shelf` in `#waiting` (stories.flow:30).
    #[inline]
    fn on_reserved<B: Bindings>(
        machine: &mut Loan,
        event: &event::Reserved,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut step = ::flow::Step::stay(machine.state);
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(),),
            move |machine: &mut Loan, (slot_1,)| {
                slot_1.restore(&mut machine.context.fee);
                machine.state = from;
            },
        );
        let (machine, (slot_1,)) = undo.parts();
        let value = ::flow::__private::Arithmetic::add(
                machine.context.fee,
                ::flow::__private::Arithmetic::divide(
                        event.place,
                        ::flow::__private::decimal(4, 0),
                    )
                    .ok_or(::flow::Failure::Arithmetic {
                        expression: "$place / 4",
                    })?,
            )
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$fee increases by $place / 4",
            })?;
        slot_1.fill(::core::mem::replace(&mut machine.context.fee, value));
        B::send_letter_to_reader_name(
                bindings,
                &machine.context,
                machine.context.reader_name.as_str(),
            )
            .map_err(|error| ::flow::__private::binding_failed(
                "send letter to $reader_name",
                error,
            ))?;
        emits
            .emit(
                Emit::Enjoy(super::reader::Enjoy {
                    loan: machine.id.clone(),
                    fee: machine.context.fee,
                }),
            );
        machine.state = State::Active;
        step.pass(0, State::Active);
        undo.commit();
        Ok(step)
    }
    /// `:missing from @shelf` in `#waiting` (stories.flow:35).
    #[inline]
    fn on_missing(machine: &mut Loan, emits: &mut impl ::flow::Sink<Emit>) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits.emit(Emit::Sorry(super::reader::Sorry {}));
        machine.state = State::Cancelled;
        step.pass(0, State::Cancelled);
        step
    }
    /// `:timer_expired from @system` in `#waiting` (stories.flow:38).
    #[inline]
    fn on_timer_expired(
        machine: &mut Loan,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits.emit(Emit::CancelTimer);
        machine.state = State::Cancelled;
        step.pass(0, State::Cancelled);
        step
    }
    /// `:return from @reader` in `#active` (stories.flow:41).
    #[inline]
    fn on_return<F>(
        machine: &mut Loan,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<F>> {
        let mut step = ::flow::Step::stay(machine.state);
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(),),
            move |machine: &mut Loan, (slot_1,)| {
                slot_1.take_back(&mut machine.context.returned);
                machine.state = from;
            },
        );
        let (machine, (slot_1,)) = undo.parts();
        machine.context.returned.push(machine.context.book.clone());
        slot_1.fill(());
        emits
            .emit(
                Emit::ScheduleRemind(
                    ::flow::__private::Arithmetic::duration(
                            machine.context.days,
                            86400000,
                        )
                        .ok_or(::flow::Failure::Arithmetic {
                            expression: "schedule :remind for $days days",
                        })?,
                ),
            );
        emits.emit(Emit::Check(event::Check {}));
        machine.state = State::Closed;
        step.pass(0, State::Closed);
        undo.commit();
        Ok(step)
    }
    /// `:check from @self` in `#closed` (stories.flow:46).
    #[inline]
    fn on_check(machine: &mut Loan, emits: &mut impl ::flow::Sink<Emit>) -> Step {
        emits.emit(Emit::CancelRemind);
        machine.context.checked = true;
        ::flow::Step::stay(machine.state)
    }
    /// The states, events and transitions of `@loan`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "loan",
        place: ::flow::model::Place {
            file: "stories.flow",
            line: 3,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("requested", "stories.flow", 4, 13),
            ("waiting", "stories.flow", 25, 23),
            ("active", "stories.flow", 34, 21),
            ("cancelled", "stories.flow", 37, 21),
            ("closed", "stories.flow", 45, 21),
        ]),
        events: &::flow::__private::model::events([
            ("borrow", Some("reader"), true, "stories.flow", 15, 9),
            ("reserved", Some("shelf"), false, "stories.flow", 30, 8),
            ("missing", Some("shelf"), false, "stories.flow", 35, 8),
            ("timer_expired", Some("system"), false, "stories.flow", 38, 8),
            ("return", Some("reader"), true, "stories.flow", 41, 9),
            ("check", Some("self"), false, "stories.flow", 46, 8),
            ("remind", Some("self"), false, "stories.flow", 43, 16),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 1, "stories.flow", 15, 5),
            (1, 1, 2, "stories.flow", 30, 5),
            (1, 2, 3, "stories.flow", 35, 5),
            (1, 3, 3, "stories.flow", 38, 5),
            (2, 4, 4, "stories.flow", 41, 5),
            (4, 5, 4, "stories.flow", 46, 5),
        ]),
    };
    /// The scenarios of `@loan` as functions for tests with your own bindings.
    #[cfg(test)]
    #[allow(
        unused_imports,
        unused_variables,
        unused_mut,
        unreachable_patterns,
        clippy::all,
        reason = "not every machine needs everything"
    )]
    pub mod stories {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// Runs `borrow a book` (stories.flow:6) once with these bindings.
        ///
        /// # Panics
        /// If the scenario fails, with a report.
        #[track_caller]
        pub fn borrow_a_book<W: World>(world: &mut W) {
            super::super::flow_tests::SPECIFICATION.tell(0, 0, &mut Own(world));
        }
        /// The bindings that the stories run with: those of all machines that take part, and [`Given`].
        pub trait World: Given + super::Bindings<
                Error: ::core::fmt::Debug,
            > + super::super::shelf::Bindings<Error: ::core::fmt::Debug> {}
        impl<
            W: Given + super::Bindings<Error: ::core::fmt::Debug>
                + super::super::shelf::Bindings<Error: ::core::fmt::Debug>,
        > World for W {}
        /// The phrases of `given:` and `expect:` in the stories of `@loan` that are not bindings.
        pub trait Given {
            /// Given: `@reader is registered` (stories.flow:8).
            fn reader_is_registered(&mut self);
            /// Given: `@reader is banned` (stories.flow:9).
            fn reader_is_banned(&mut self, holds: bool);
            /// Given: `shelf contains` (stories.flow:12).
            fn shelf_contains(&mut self, rows: &[ShelfContains]);
            /// Expected: `$fee is fair` (stories.flow:52).
            fn fee_is_fair(
                &self,
                context: &super::Context,
                fee: ::flow::Decimal,
            ) -> bool;
        }
        /// A row: `shelf contains` (stories.flow:12).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct ShelfContains {
            /// `title`.
            pub title: ::flow::Text,
            /// `copies`.
            pub copies: ::flow::Decimal,
            /// `rare`.
            pub rare: bool,
        }
        struct Own<'w, W>(&'w mut W);
        impl<W: World> ::flow_test::World for Own<'_, W> {
            fn run(
                &mut self,
                machine: usize,
                before: &::flow_test::Snapshot,
                event: usize,
                payload: &[::flow_test::Value],
                recorder: &::flow_test::Recorder,
            ) -> ::flow_test::Outcome {
                match machine {
                    0 => {
                        run(
                            before,
                            event,
                            payload,
                            &mut ::flow_test::Observed::new(&mut *self.0, recorder),
                        )
                    }
                    1 => {
                        super::super::shelf::stories::run(
                            before,
                            event,
                            payload,
                            &mut ::flow_test::Observed::new(&mut *self.0, recorder),
                        )
                    }
                    _ => {
                        ::core::panic!(
                            "machine {machine} takes no part in these stories"
                        )
                    }
                }
            }
            fn given(
                &mut self,
                phrase: usize,
                args: &[::flow_test::Value],
                holds: bool,
                rows: &[::flow_test::Row],
            ) {
                match phrase {
                    0 => {
                        Given::reader_is_registered(&mut *self.0);
                    }
                    1 => {
                        Given::reader_is_banned(&mut *self.0, holds);
                    }
                    2 => {
                        Given::shelf_contains(
                            &mut *self.0,
                            &rows
                                .iter()
                                .map(|row| ShelfContains {
                                    title: row.get("title"),
                                    copies: row.get("copies"),
                                    rare: row.get("rare"),
                                })
                                .collect::<::flow_test::std::vec::Vec<_>>(),
                        );
                    }
                    _ => {}
                }
            }
            fn asserted(
                &mut self,
                phrase: usize,
                of: &[::flow_test::Value],
                args: &[::flow_test::Value],
            ) -> ::core::option::Option<bool> {
                match phrase {
                    5 => {
                        let argument_0: ::flow::Decimal = ::flow_test::argument(args, 0);
                        ::core::option::Option::Some(
                            Given::fee_is_fair(&*self.0, &context(of), argument_0),
                        )
                    }
                    3 => {
                        ::core::option::Option::Some(
                            super::Bindings::reader_is_trusted(&*self.0, &context(of)),
                        )
                    }
                    _ => ::core::option::Option::None,
                }
            }
        }
        ::flow_test::machine! {
            machine Loan = "loan", restore_with_id(id); context { days, reader_name,
            borrowed_at, slip, book, fee, returned, checked } events { 0 : Borrow {
            reason } 1 : Reserved { place } 2 : Missing {} 3 : TimerExpired {} 4 : Return
            {} 5 : Check {} 6 : Remind {} } emits { Reserve(sent) => Machine(1, 0) {
            reason, price } StartTimer(sent) => StartTimer(3) {} Refused(sent) =>
            Actor(0, 0) { reason, days } Enjoy(sent) => Actor(0, 1) { loan, fee }
            Sorry(sent) => Actor(0, 2) {} CancelTimer => CancelTimer() {}
            ScheduleRemind(sent) => Schedule(6) {} Check(sent) => Itself(5) {}
            CancelRemind => Cancel(6) {} } guards { 3 : reader_is_trusted() } actions { 4
            : send_letter_to_reader_name(reader_name : & str) } uuid uuid now now
        }
        ::flow_test::object! {
            Book { "title" : title, "price" : price }
        }
    }
}
/// The machine `@shelf` (stories.flow:55).
///
///
/// Scenarios:
///
/// - `keep books` (stories.flow:56)
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
pub mod shelf {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@shelf`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// `#idle` (stories.flow:55): the initial state.
        Idle,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[State::Idle];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Idle => "idle",
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@shelf`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Context {
        /// `$reserved`.
        pub reserved: i64,
    }
    /// The events of `@shelf` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:reserve from @loan`: internal (stories.flow:57).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Reserve {
            /// `$reason`.
            pub reason: ::flow::Text,
            /// `$price`.
            pub price: ::flow::Decimal,
        }
        impl ::core::fmt::Display for Reserve {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":reserve from @loan")
            }
        }
    }
    /// Any event of `@shelf`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:reserve from @loan`.
        Reserve(event::Reserve),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Reserve(_) => EventKind::Reserve,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::Reserve> for Event {
        #[inline]
        fn from(event: event::Reserve) -> Self {
            Event::Reserve(event)
        }
    }
    /// An event of `@shelf` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:reserve from @loan`.
        Reserve,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[EventKind::Reserve];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Reserve => "reserve",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Reserve => ":reserve from @loan",
                },
            )
        }
    }
    /// An emit of `@shelf`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {
        /// `:missing to @loan` (stories.flow:60).
        Missing(super::loan::event::Missing),
        /// `:reserved to @loan` (stories.flow:64).
        Reserved(super::loan::event::Reserved),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::Missing(_) => ":missing to @loan",
                    Emit::Reserved(_) => ":reserved to @loan",
                },
            )
        }
    }
    /// The functions for the phrases of `@shelf`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `book is lost` (stories.flow:59).
        fn book_is_lost(&self, shelf: &Context) -> bool;
        /// `fetch book` (stories.flow:63).
        fn fetch_book(&mut self, shelf: &Context) -> Result<(), Self::Error>;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 0>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@shelf`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Shelf {
        state: State,
        context: Context,
    }
    impl Default for Shelf {
        #[inline]
        fn default() -> Self {
            Shelf::new(Context::default())
        }
    }
    impl Shelf {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Shelf {
                state: State::Idle,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Shelf { state, context }
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
                State::Idle => ::core::matches!(event, EventKind::Reserve),
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
        /// `:reserve from @loan`: accepted in `#idle`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn reserve<B: Bindings>(
            &mut self,
            event: event::Reserve,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = on_reserve(self, &event, bindings, emits)
                .map_err(::flow::Reason::Failed);
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
    }
    /// Handles any event, which remains whole if that fails.
    #[inline]
    pub(super) fn respond<B: Bindings>(
        machine: &mut Shelf,
        event: &mut Event,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match event {
            Event::Reserve(event) => {
                on_reserve(machine, event, bindings, emits)
                    .map_err(::flow::Reason::Failed)
            }
        }
    }
    /// `:reserve from @loan` in `#idle` (stories.flow:57).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_reserve<B: Bindings>(
        machine: &mut Shelf,
        event: &event::Reserve,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let step = ::flow::Step::stay(machine.state);
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(),),
            move |machine: &mut Shelf, (slot_1,)| {
                slot_1.restore(&mut machine.context.reserved);
            },
        );
        let (machine, (slot_1,)) = undo.parts();
        if event.price > ::flow::__private::decimal(100, 0)
            || B::book_is_lost(bindings, &machine.context)
        {
            emits.emit(Emit::Missing(super::loan::event::Missing {}));
        } else {
            let value = ::flow::__private::Arithmetic::add(machine.context.reserved, 1)
                .ok_or(::flow::Failure::Arithmetic {
                    expression: "$reserved: integer increases by 1",
                })?;
            slot_1.fill(::core::mem::replace(&mut machine.context.reserved, value));
            B::fetch_book(bindings, &machine.context)
                .map_err(|error| ::flow::__private::binding_failed(
                    "fetch book",
                    error,
                ))?;
            emits
                .emit(
                    Emit::Reserved(super::loan::event::Reserved {
                        place: ::flow::__private::decimal(6, 0),
                    }),
                );
        }
        undo.commit();
        Ok(step)
    }
    /// The states, events and transitions of `@shelf`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "shelf",
        place: ::flow::model::Place {
            file: "stories.flow",
            line: 55,
            column: 10,
        },
        states: &::flow::__private::model::states([("idle", "stories.flow", 55, 10)]),
        events: &::flow::__private::model::events([
            ("reserve", Some("loan"), false, "stories.flow", 57, 8),
        ]),
        transitions: &::flow::__private::model::edges([(0, 0, 0, "stories.flow", 57, 5)]),
    };
    /// The scenarios of `@shelf` as functions for tests with your own bindings.
    #[cfg(test)]
    #[allow(
        unused_imports,
        unused_variables,
        unused_mut,
        unreachable_patterns,
        clippy::all,
        reason = "not every machine needs everything"
    )]
    pub mod stories {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        ::flow_test::machine! {
            machine Shelf = "shelf", restore(); context { reserved } events { 0 : Reserve
            { reason, price } } emits { Missing(sent) => Machine(0, 2) {} Reserved(sent)
            => Machine(0, 1) { place } } guards { 0 : book_is_lost() } actions { 1 :
            fetch_book() }
        }
    }
}
/// The messages to the outside actor `@reader`.
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
pub mod reader {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// `:refused` (stories.flow:27).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Refused {
        /// `$reason`.
        pub reason: ::flow::Text,
        /// `$days`.
        pub days: ::flow::Decimal,
    }
    impl From<Refused> for Message {
        #[inline]
        fn from(message: Refused) -> Self {
            Message::Refused(message)
        }
    }
    /// `:enjoy` (stories.flow:33).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Enjoy {
        /// `$loan`.
        pub loan: ::flow::Text,
        /// `$fee`.
        pub fee: ::flow::Decimal,
    }
    impl From<Enjoy> for Message {
        #[inline]
        fn from(message: Enjoy) -> Self {
            Message::Enjoy(message)
        }
    }
    /// `:sorry` (stories.flow:36).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Sorry {}
    impl From<Sorry> for Message {
        #[inline]
        fn from(message: Sorry) -> Self {
            Message::Sorry(message)
        }
    }
    /// Any message to `@reader`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// `:refused`.
        Refused(Refused),
        /// `:enjoy`.
        Enjoy(Enjoy),
        /// `:sorry`.
        Sorry(Sorry),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::Refused(_) => "refused",
                Message::Enjoy(_) => "enjoy",
                Message::Sorry(_) => "sorry",
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
/// The scenarios and test cases of the specification as tests.
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
#[cfg(test)]
pub mod flow_tests {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    extern crate flow_test as _;
    const _: () = ::flow_test::generated_for(3u32);
    /// The specification and the machines generated from it.
    pub static SPECIFICATION: ::flow_test::Specification = ::flow_test::Specification {
        files: &[
            (
                "stories.flow",
                "system: city library\n\nmachine: @loan\n  starts in #requested\n\n  scenario: borrow a book\n    given:\n      @reader is registered\n      @reader is not banned\n      $days: number is 14\n      $reader_name is \"Ada\"\n      shelf contains:\n        | title | copies | rare  |\n        | Emma  | 2      | false |\n    on> :borrow from @reader\n      given:\n        $reason is \"holiday\"\n      ? $days <= 30\n      ? reader is trusted\n        $borrowed_at becomes now()\n        $slip becomes uuid()\n        $book: object becomes {title: \"Emma\", price: 9.50}\n        emit :reserve to @shelf with reason: $reason, price: $book.price\n        start timer for 2 minutes\n        loan moves to #waiting\n      otherwise\n        emit :refused to @reader with reason: \"too long\", days: $days\n      expect:\n        = loan is in #waiting\n    on :reserved from @shelf\n      $fee increases by $place / 4\n      send letter to $reader_name\n      emit :enjoy to @reader with loan: $loan_id, fee: $fee\n      loan moves to #active\n    on :missing from @shelf\n      emit :sorry to @reader\n      loan moves to #cancelled\n    on :timer_expired from @system\n      cancel timer\n      loan moves to #cancelled\n    on> :return from @reader in #active\n      $returned adds $book\n      schedule :remind for $days days\n      emit :check to @self\n      loan moves to #closed\n    on :check from @self in #closed\n      cancel :remind\n      $checked becomes true\n    expect:\n      = loan is in #closed\n      = @reader received :enjoy\n      = $fee is fair\n      = reader is trusted\n\nmachine: @shelf\n  scenario: keep books\n    on :reserve from @loan\n      ? $price > 100\n      ?? book is lost\n        emit :missing to @loan\n      otherwise\n        $reserved: integer increases by 1\n        fetch book\n        emit :reserved to @loan with place: 6\n",
            ),
            (
                "stories.test.flow",
                "test: city library\n  for scenario: borrow a book\n    for :borrow to @loan:\n      too long a loan:\n        with scenario:\n          $days is 60\n        = @reader received :refused\n      a reader nobody trusts:\n        assume:\n          ? reader is trusted = false\n        = loan is in #requested\n    for :reserve to @shelf:\n      a lost book:\n        assume:\n          ? book is lost = true\n        = :missing was emitted to @loan\n    the letter fails:\n      after :borrow\n      = loan is in #waiting\n",
            ),
        ],
        roots: &["stories.flow", "stories.test.flow"],
        number: ::flow_test::Number::Decimal,
        machines: &[&super::loan::stories::Driver, &super::shelf::stories::Driver],
    };
    /// `loan`.
    mod loan {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `borrow a book`.
        #[test]
        fn borrow_a_book() {
            super::SPECIFICATION.story(0, 0);
        }
        /// `borrow a book the letter fails`.
        #[test]
        fn borrow_a_book_the_letter_fails() {
            super::SPECIFICATION.case("stories.test.flow", 17);
        }
        /// `borrow a book borrow too long a loan`.
        #[test]
        fn borrow_a_book_borrow_too_long_a_loan() {
            super::SPECIFICATION.case("stories.test.flow", 4);
        }
        /// `borrow a book borrow a reader nobody trusts`.
        #[test]
        fn borrow_a_book_borrow_a_reader_nobody_trusts() {
            super::SPECIFICATION.case("stories.test.flow", 8);
        }
        /// `borrow a book reserve a lost book`.
        #[test]
        fn borrow_a_book_reserve_a_lost_book() {
            super::SPECIFICATION.case("stories.test.flow", 13);
        }
    }
}
::flow::__private::with_alloc! {
/// The system `city library`: all machines in one process.
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
    #[repr(u8)]
    pub enum Event {
        /// The machine `loan`.
        Loan(super::loan::Event),
        /// The machine `shelf`.
        Shelf(super::shelf::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Loan(inner) => ::core::fmt::Display::fmt(inner, f),
                Event::Shelf(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A state of any machine of the system.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// The machine `loan`.
        Loan(super::loan::State),
        /// The machine `shelf`.
        Shelf(super::shelf::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Loan(inner) => ::core::fmt::Display::fmt(inner, f),
                State::Shelf(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A message to any outside actor.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// A message to `reader`.
        Reader(super::reader::Message),
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
        /// Creates an instance of `@loan`.
        pub fn create_loan(
            &mut self,
            context: super::loan::Context,
        ) -> ::flow::system::Id<super::loan::Loan> {
            self.network.create(|id| super::loan::Loan::with_id(id, context))
        }
        /// Creates an instance of `@shelf`.
        pub fn create_shelf(
            &mut self,
            context: super::shelf::Context,
        ) -> ::flow::system::Id<super::shelf::Shelf> {
            self.network.create(|_| super::shelf::Shelf::new(context))
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
    impl<B: super::loan::Bindings + super::shelf::Bindings> System<B> {
        /// Delivers `:borrow from @reader` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn borrow(
            &mut self,
            to: ::flow::system::Id<super::loan::Loan>,
            event: super::loan::event::Borrow,
        ) -> Result<Outcome<super::loan::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "reader",
                event: "borrow",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:return from @reader` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn r#return(
            &mut self,
            to: ::flow::system::Id<super::loan::Loan>,
            event: super::loan::event::Return,
        ) -> Result<Outcome<super::loan::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "reader",
                event: "return",
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
        loan: ::flow::__private::system::List<super::loan::Loan>,
        shelf: ::flow::__private::system::List<super::shelf::Shelf>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["loan", "shelf"];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<2>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Loan(_) => 0usize,
                Event::Shelf(_) => 1usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.loan.has(at),
                1usize => machines.shelf.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Loan(state) => state.name(),
                State::Shelf(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Loan(event) => event.kind().name(),
                Event::Shelf(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match message {
                Message::Reader(message) => ("reader", message.name()),
            }
        }
    }
    impl<
        B: super::loan::Bindings + super::shelf::Bindings,
    > ::flow::__private::system::Handle<B> for Parts {
        #[inline]
        fn handle(
            network: &mut ::flow::__private::system::Network<Parts>,
            coming: &::flow::__private::system::Coming,
            event: &mut Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
        ) -> Result<(), ::flow::system::Reason<State>> {
            match event {
                Event::Loan(event) => {
                    network.step::<super::loan::Loan, B>(coming, event, bindings)
                }
                Event::Shelf(event) => {
                    network.step::<super::shelf::Shelf, B>(coming, event, bindings)
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::loan::Loan {
        type System = Parts;
        type Event = super::loan::Event;
        type Emit = super::loan::Emit;
        type Step = super::loan::Step;
        type Naming = ::flow::__private::system::Numbered;
        const KIND: usize = 0usize;
        const HAS_STATE_TIMERS: bool = true;
        const READS_ID: bool = true;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.loan
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.loan
        }
        #[inline]
        fn create(id: ::flow::Text) -> Self {
            super::loan::Loan::with_id(id, super::loan::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Loan(super::loan::Loan::state(self))
        }
        #[inline]
        fn wrap(event: super::loan::Event) -> Event {
            Event::Loan(event)
        }
        #[inline(always)]
        fn post(
            emit: super::loan::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            use super::loan::Emit;
            match emit {
                Emit::Reserve(event) => {
                    emits
                        .to_machine::<
                            super::shelf::Shelf,
                        >(Event::Shelf(super::shelf::Event::Reserve(event)));
                }
                Emit::StartTimer(after) => {
                    emits
                        .start_timer(
                            Event::Loan(
                                super::loan::Event::TimerExpired(super::loan::event::TimerExpired {}),
                            ),
                            after,
                        );
                }
                Emit::Refused(message) => {
                    emits
                        .to_outside(
                            Message::Reader(super::reader::Message::Refused(message)),
                        );
                }
                Emit::Enjoy(message) => {
                    emits
                        .to_outside(
                            Message::Reader(super::reader::Message::Enjoy(message)),
                        );
                }
                Emit::Sorry(message) => {
                    emits
                        .to_outside(
                            Message::Reader(super::reader::Message::Sorry(message)),
                        );
                }
                Emit::CancelTimer => {
                    emits.cancel_timer();
                }
                Emit::ScheduleRemind(after) => {
                    emits
                        .schedule(
                            Event::Loan(
                                super::loan::Event::Remind(super::loan::event::Remind {}),
                            ),
                            after,
                        );
                }
                Emit::Check(event) => {
                    emits.to_itself(Event::Loan(super::loan::Event::Check(event)));
                }
                Emit::CancelRemind => {
                    emits.cancel("remind");
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::shelf::Shelf {
        type System = Parts;
        type Event = super::shelf::Event;
        type Emit = super::shelf::Emit;
        type Step = super::shelf::Step;
        type Naming = ::flow::__private::system::Numbered;
        const KIND: usize = 1usize;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.shelf
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.shelf
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::shelf::Shelf::new(super::shelf::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Shelf(super::shelf::Shelf::state(self))
        }
        #[inline]
        fn wrap(event: super::shelf::Event) -> Event {
            Event::Shelf(event)
        }
        #[inline(always)]
        fn post(
            emit: super::shelf::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            use super::shelf::Emit;
            match emit {
                Emit::Missing(event) => {
                    emits
                        .to_machine::<
                            super::loan::Loan,
                        >(Event::Loan(super::loan::Event::Missing(event)));
                }
                Emit::Reserved(event) => {
                    emits
                        .to_machine::<
                            super::loan::Loan,
                        >(Event::Loan(super::loan::Event::Reserved(event)));
                }
            }
        }
    }
    impl<B: super::loan::Bindings> ::flow::__private::system::Respond<B>
    for super::loan::Loan {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::loan::Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::loan::Step, ::flow::system::Reason<State>> {
            super::loan::respond(self, event, bindings, emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Loan))
        }
    }
    impl<B: super::shelf::Bindings> ::flow::__private::system::Respond<B>
    for super::shelf::Shelf {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::shelf::Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::shelf::Step, ::flow::system::Reason<State>> {
            super::shelf::respond(self, event, bindings, emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Shelf))
        }
    }
    impl<B: super::loan::Bindings> super::loan::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn reader_is_trusted(&self, loan: &super::loan::Context) -> bool {
            self.asked("reader is trusted", B::reader_is_trusted(self.bindings(), loan))
        }
        #[inline]
        fn send_letter_to_reader_name(
            &mut self,
            loan: &super::loan::Context,
            reader_name: &str,
        ) -> Result<(), Self::Error> {
            self.called("send letter to $reader_name");
            B::send_letter_to_reader_name(self.bindings_mut(), loan, reader_name)
        }
        fn uuid(&mut self) -> ::flow::Text {
            B::uuid(self.bindings_mut())
        }
        fn now(&self) -> ::flow::Time {
            B::now(self.bindings())
        }
    }
    impl<B: super::shelf::Bindings> super::shelf::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn book_is_lost(&self, shelf: &super::shelf::Context) -> bool {
            self.asked("book is lost", B::book_is_lost(self.bindings(), shelf))
        }
        #[inline]
        fn fetch_book(
            &mut self,
            shelf: &super::shelf::Context,
        ) -> Result<(), Self::Error> {
            self.called("fetch book");
            B::fetch_book(self.bindings_mut(), shelf)
        }
    }
}
}
