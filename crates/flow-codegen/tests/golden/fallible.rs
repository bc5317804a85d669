const _: () = ::flow::__private::generated_for(5u32);
/// The machine `@till` (fallible.flow:2).
///
///
/// Scenarios:
///
/// - `pay by card` (fallible.flow:5)
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
pub mod till {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@till`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// `#open` (fallible.flow:3): the initial state.
        Open,
        /// `#paid` (fallible.flow:13).
        Paid,
        /// `#waiting` (fallible.flow:16).
        Waiting,
        /// `#refused` (fallible.flow:18).
        Refused,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[
            State::Open,
            State::Paid,
            State::Waiting,
            State::Refused,
        ];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Open => "open",
                State::Paid => "paid",
                State::Waiting => "waiting",
                State::Refused => "refused",
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@till`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Context {
        /// `$total`.
        pub total: i64,
        /// `$last`.
        pub last: ::flow::Text,
    }
    /// The events of `@till` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:pay from @customer`: public (fallible.flow:6).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Pay {
            /// `$amount`.
            pub amount: i64,
            /// `$card`.
            pub card: ::flow::Text,
        }
        impl ::core::fmt::Display for Pay {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":pay from @customer")
            }
        }
        /// `:ask from @customer`: public (fallible.flow:23).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Ask {
            /// `$card`.
            pub card: ::flow::Text,
        }
        impl ::core::fmt::Display for Ask {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":ask from @customer")
            }
        }
    }
    /// Any event of `@till`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:pay from @customer`.
        Pay(event::Pay),
        /// `:ask from @customer`.
        Ask(event::Ask),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Pay(_) => EventKind::Pay,
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
    impl From<event::Pay> for Event {
        #[inline]
        fn from(event: event::Pay) -> Self {
            Event::Pay(event)
        }
    }
    impl From<event::Ask> for Event {
        #[inline]
        fn from(event: event::Ask) -> Self {
            Event::Ask(event)
        }
    }
    /// An event of `@till` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:pay from @customer`.
        Pay,
        /// `:ask from @customer`.
        Ask,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[EventKind::Pay, EventKind::Ask];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Pay => "pay",
                EventKind::Ask => "ask",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Pay => ":pay from @customer",
                    EventKind::Ask => ":ask from @customer",
                },
            )
        }
    }
    /// An emit of `@till`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {
        /// `:noted to @customer` (fallible.flow:9).
        Noted(super::customer::Noted),
        /// `:done to @customer` (fallible.flow:19).
        Done(super::customer::Done),
        /// `:bad to @customer` (fallible.flow:26).
        Bad(super::customer::Bad),
        /// `:good to @customer` (fallible.flow:29).
        Good(super::customer::Good),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::Noted(_) => ":noted to @customer",
                    Emit::Done(_) => ":done to @customer",
                    Emit::Bad(_) => ":bad to @customer",
                    Emit::Good(_) => ":good to @customer",
                },
            )
        }
    }
    /// The functions for the phrases of `@till`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `card $card is good` (fallible.flow:10).
        fn card_card_is_good(
            &self,
            till: &Context,
            card: &str,
        ) -> Result<bool, Self::Error>;
        /// `card $card is stolen` (fallible.flow:11).
        fn card_card_is_stolen(
            &self,
            till: &Context,
            card: &str,
        ) -> Result<bool, Self::Error>;
        /// `customer is known` (fallible.flow:12).
        fn customer_is_known(&self, till: &Context) -> Result<bool, Self::Error>;
        /// `manager agrees` (fallible.flow:15).
        fn manager_agrees(&self, till: &Context) -> Result<bool, Self::Error>;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 1>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@till`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Till {
        state: State,
        context: Context,
    }
    impl Default for Till {
        #[inline]
        fn default() -> Self {
            Till::new(Context::default())
        }
    }
    impl Till {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Till {
                state: State::Open,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Till { state, context }
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
                State::Open => ::core::matches!(event, EventKind::Pay | EventKind::Ask),
                State::Paid | State::Waiting | State::Refused => {
                    ::core::matches!(event, EventKind::Ask)
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
        /// `:pay from @customer`: accepted in `#open`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn pay<B: Bindings>(
            &mut self,
            event: event::Pay,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Open => {
                    on_pay(self, &event, bindings, emits).map_err(::flow::Reason::Failed)
                }
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:ask from @customer`: accepted in `#open`, `#paid`, `#waiting`, `#refused`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn ask<B: Bindings>(
            &mut self,
            event: event::Ask,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = on_ask(self, &event, bindings, emits)
                .map_err(::flow::Reason::Failed);
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
    }
    /// Handles any event, which remains whole if that fails.
    #[inline]
    pub(super) fn respond<B: Bindings>(
        machine: &mut Till,
        event: &mut Event,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Open => {
                match event {
                    Event::Pay(event) => {
                        on_pay(machine, event, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    Event::Ask(event) => {
                        on_ask(machine, event, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                }
            }
            State::Paid | State::Waiting | State::Refused => {
                match event {
                    Event::Ask(event) => {
                        on_ask(machine, event, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
        }
    }
    /// `:pay from @customer` in `#open` (fallible.flow:6).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_pay<B: Bindings>(
        machine: &mut Till,
        event: &event::Pay,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut step = ::flow::Step::stay(machine.state);
        let mut slot_3 = ::flow::__private::Slot::new();
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(), ::flow::__private::Slot::new()),
            move |machine: &mut Till, (slot_1, slot_2)| {
                slot_2.restore(&mut machine.context.last);
                slot_1.restore(&mut machine.context.total);
                machine.state = from;
            },
        );
        let (machine, (slot_1, slot_2)) = undo.parts();
        let value = ::flow::__private::Arithmetic::add(
                machine.context.total,
                event.amount,
            )
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$total: integer increases by $amount",
            })?;
        slot_1.fill(::core::mem::replace(&mut machine.context.total, value));
        let value = event.card.clone();
        slot_2.fill(::core::mem::replace(&mut machine.context.last, value));
        slot_3.fill(Emit::Noted(super::customer::Noted {}));
        if (B::card_card_is_good(bindings, &machine.context, event.card.as_str())
            .map_err(|error| ::flow::__private::binding_failed(
                "card $card is good",
                error,
            ))?
            && !B::card_card_is_stolen(bindings, &machine.context, event.card.as_str())
                .map_err(|error| ::flow::__private::binding_failed(
                    "card $card is stolen",
                    error,
                ))?)
            || B::customer_is_known(bindings, &machine.context)
                .map_err(|error| ::flow::__private::binding_failed(
                    "customer is known",
                    error,
                ))?
        {
            slot_3.send(emits);
            machine.state = State::Paid;
            step.pass(0, State::Paid);
        } else if machine.context.total > 1000
            && B::manager_agrees(bindings, &machine.context)
                .map_err(|error| ::flow::__private::binding_failed(
                    "manager agrees",
                    error,
                ))?
        {
            slot_3.send(emits);
            machine.state = State::Waiting;
            step.pass(0, State::Waiting);
        } else {
            slot_3.send(emits);
            machine.state = State::Refused;
            step.pass(0, State::Refused);
        }
        emits
            .emit(
                Emit::Done(super::customer::Done {
                    total: machine.context.total,
                }),
            );
        undo.commit();
        Ok(step)
    }
    /// `:ask from @customer` in `#open`, `#paid`, `#waiting`, `#refused` (fallible.flow:23).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_ask<B: Bindings>(
        machine: &mut Till,
        event: &event::Ask,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let step = ::flow::Step::stay(machine.state);
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(),),
            move |machine: &mut Till, (slot_1,)| {
                slot_1.restore(&mut machine.context.last);
            },
        );
        let (machine, (slot_1,)) = undo.parts();
        let value = event.card.clone();
        slot_1.fill(::core::mem::replace(&mut machine.context.last, value));
        if !B::card_card_is_good(bindings, &machine.context, event.card.as_str())
            .map_err(|error| ::flow::__private::binding_failed(
                "card $card is good",
                error,
            ))?
        {
            emits.emit(Emit::Bad(super::customer::Bad {}));
        } else {
            if B::customer_is_known(bindings, &machine.context)
                .map_err(|error| ::flow::__private::binding_failed(
                    "customer is known",
                    error,
                ))?
            {
                emits.emit(Emit::Good(super::customer::Good {}));
            }
        }
        undo.commit();
        Ok(step)
    }
    /// The states, events and transitions of `@till`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "till",
        place: ::flow::model::Place {
            file: "fallible.flow",
            line: 2,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("open", "fallible.flow", 3, 13),
            ("paid", "fallible.flow", 13, 23),
            ("waiting", "fallible.flow", 16, 23),
            ("refused", "fallible.flow", 18, 23),
        ]),
        events: &::flow::__private::model::events([
            ("pay", Some("customer"), true, "fallible.flow", 6, 9),
            ("ask", Some("customer"), true, "fallible.flow", 23, 7),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 1, "fallible.flow", 6, 5),
            (0, 0, 2, "fallible.flow", 6, 5),
            (0, 0, 3, "fallible.flow", 6, 5),
            (0, 1, 0, "fallible.flow", 23, 3),
            (1, 1, 1, "fallible.flow", 23, 3),
            (2, 1, 2, "fallible.flow", 23, 3),
            (3, 1, 3, "fallible.flow", 23, 3),
        ]),
    };
    /// The scenarios of `@till` as functions for tests with your own bindings.
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
        /// Runs `pay by card` (fallible.flow:5) once with these bindings.
        ///
        /// # Panics
        /// If the scenario fails, with a report.
        #[track_caller]
        pub fn pay_by_card<W: World>(world: &mut W) {
            super::super::flow_tests::SPECIFICATION.tell(0, 0, &mut Own(world));
        }
        /// The bindings that the stories run with: those of all machines that take part, and [`Given`].
        pub trait World: Given + super::Bindings<Error: ::core::fmt::Debug> {}
        impl<W: Given + super::Bindings<Error: ::core::fmt::Debug>> World for W {}
        /// The phrases of `given:` and `expect:` in the stories of `@till` that are not bindings.
        pub trait Given {}
        impl<W> Given for W {}
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
                    _ => ::core::option::Option::None,
                }
            }
        }
        ::flow_test::machine! {
            machine Till = "till", restore(); context { total, last } events { 0 : Pay {
            amount, card } 1 : Ask { card } } emits { Noted(sent) => Actor(0, 0) {}
            Done(sent) => Actor(0, 1) { total } Bad(sent) => Actor(0, 2) {} Good(sent) =>
            Actor(0, 3) {} } fallible_guards { 0 : card_card_is_good(card : & str) 1 :
            card_card_is_stolen(card : & str) 2 : customer_is_known() 3 :
            manager_agrees() } actions {}
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
    /// `:noted` (fallible.flow:9).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Noted {}
    impl From<Noted> for Message {
        #[inline]
        fn from(message: Noted) -> Self {
            Message::Noted(message)
        }
    }
    /// `:done` (fallible.flow:19).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Done {
        /// `$total`.
        pub total: i64,
    }
    impl From<Done> for Message {
        #[inline]
        fn from(message: Done) -> Self {
            Message::Done(message)
        }
    }
    /// `:bad` (fallible.flow:26).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Bad {}
    impl From<Bad> for Message {
        #[inline]
        fn from(message: Bad) -> Self {
            Message::Bad(message)
        }
    }
    /// `:good` (fallible.flow:29).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Good {}
    impl From<Good> for Message {
        #[inline]
        fn from(message: Good) -> Self {
            Message::Good(message)
        }
    }
    /// Any message to `@customer`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// `:noted`.
        Noted(Noted),
        /// `:done`.
        Done(Done),
        /// `:bad`.
        Bad(Bad),
        /// `:good`.
        Good(Good),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::Noted(_) => "noted",
                Message::Done(_) => "done",
                Message::Bad(_) => "bad",
                Message::Good(_) => "good",
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
                "fallible.flow",
                "// Guards that may fail: before, between and after changes.\nmachine: @till\n  starts in #open\n\n  scenario: pay by card\n    on> :pay from @customer in #open\n      $total: integer increases by $amount\n      $last: string becomes $card\n      emit :noted to @customer\n      ? card $card is good\n      ? not card $card is stolen\n      ?? customer is known\n        till moves to #paid\n      ? $total > 1000\n      ? manager agrees\n        till moves to #waiting\n      otherwise\n        till moves to #refused\n      emit :done to @customer with total: $total\n    expect:\n      = till is in #paid\n\n  on> :ask from @customer in any state\n    $last becomes $card\n    ? not card $card is good\n      emit :bad to @customer\n    otherwise\n      ? customer is known\n        emit :good to @customer\n",
            ),
        ],
        roots: &["fallible.flow"],
        number: ::flow_test::Number::Decimal,
        machines: &[&super::till::stories::Driver],
    };
    /// `till`.
    mod till {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `pay by card`.
        #[test]
        fn pay_by_card() {
            super::SPECIFICATION.story(0, 0);
        }
    }
    /// Every order of events, as `[explore]` of the settings asks.
    #[test]
    fn explored() {
        SPECIFICATION.explored("[explore]\nstates = 1000\n");
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
        /// The machine `till`.
        Till(super::till::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Till(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A state of any machine of the system.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// The machine `till`.
        Till(super::till::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Till(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A message to any outside actor.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
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
        /// Creates an instance of `@till`.
        pub fn create_till(
            &mut self,
            context: super::till::Context,
        ) -> ::flow::system::Id<super::till::Till> {
            self.network.create(|_| super::till::Till::new(context))
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
    impl<B: super::till::Bindings> System<B> {
        /// Delivers `:pay from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn pay(
            &mut self,
            to: ::flow::system::Id<super::till::Till>,
            event: super::till::event::Pay,
        ) -> Result<Outcome<super::till::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
                event: "pay",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:ask from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn ask(
            &mut self,
            to: ::flow::system::Id<super::till::Till>,
            event: super::till::event::Ask,
        ) -> Result<Outcome<super::till::Step>, Error> {
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
        till: ::flow::__private::system::List<super::till::Till>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["till"];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<1>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Till(_) => 0usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.till.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Till(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Till(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match message {
                Message::Customer(message) => ("customer", message.name()),
            }
        }
    }
    impl<B: super::till::Bindings> ::flow::__private::system::Handle<B> for Parts {
        #[inline]
        fn handle(
            network: &mut ::flow::__private::system::Network<Parts>,
            coming: &::flow::__private::system::Coming,
            event: &mut Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
        ) -> Result<(), ::flow::system::Reason<State>> {
            match event {
                Event::Till(event) => {
                    network.step::<super::till::Till, B>(coming, event, bindings)
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::till::Till {
        type System = Parts;
        type Event = super::till::Event;
        type Emit = super::till::Emit;
        type Step = super::till::Step;
        type Naming = ::flow::__private::system::Numbered;
        const KIND: usize = 0usize;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.till
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.till
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::till::Till::new(super::till::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Till(super::till::Till::state(self))
        }
        #[inline]
        fn wrap(event: super::till::Event) -> Event {
            Event::Till(event)
        }
        #[inline(always)]
        fn post(
            emit: super::till::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            use super::till::Emit;
            match emit {
                Emit::Noted(message) => {
                    emits
                        .to_outside(
                            Message::Customer(super::customer::Message::Noted(message)),
                        );
                }
                Emit::Done(message) => {
                    emits
                        .to_outside(
                            Message::Customer(super::customer::Message::Done(message)),
                        );
                }
                Emit::Bad(message) => {
                    emits
                        .to_outside(
                            Message::Customer(super::customer::Message::Bad(message)),
                        );
                }
                Emit::Good(message) => {
                    emits
                        .to_outside(
                            Message::Customer(super::customer::Message::Good(message)),
                        );
                }
            }
        }
    }
    impl<B: super::till::Bindings> ::flow::__private::system::Respond<B>
    for super::till::Till {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::till::Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::till::Step, ::flow::system::Reason<State>> {
            super::till::respond(self, event, bindings, emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Till))
        }
    }
    impl<B: super::till::Bindings> super::till::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn card_card_is_good(
            &self,
            till: &super::till::Context,
            card: &str,
        ) -> Result<bool, Self::Error> {
            self.tried(
                "card $card is good",
                B::card_card_is_good(self.bindings(), till, card),
            )
        }
        #[inline]
        fn card_card_is_stolen(
            &self,
            till: &super::till::Context,
            card: &str,
        ) -> Result<bool, Self::Error> {
            self.tried(
                "card $card is stolen",
                B::card_card_is_stolen(self.bindings(), till, card),
            )
        }
        #[inline]
        fn customer_is_known(
            &self,
            till: &super::till::Context,
        ) -> Result<bool, Self::Error> {
            self.tried("customer is known", B::customer_is_known(self.bindings(), till))
        }
        #[inline]
        fn manager_agrees(
            &self,
            till: &super::till::Context,
        ) -> Result<bool, Self::Error> {
            self.tried("manager agrees", B::manager_agrees(self.bindings(), till))
        }
    }
}
}
