const _: () = ::flow::__private::generated_for(5u32);
/// The machine `@größe` (corners.flow:4).
///
///
/// Scenarios:
///
/// - `wächst und schrumpft` (corners.flow:7)
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
pub mod größe {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@größe`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// `#klein` (corners.flow:5): the initial state.
        Klein,
        /// `#groß` (corners.flow:8).
        Groß,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[State::Klein, State::Groß];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Klein => "klein",
                State::Groß => "groß",
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@größe`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Context {
        /// `$höhe`.
        pub höhe: i64,
        /// `$liste`.
        pub liste: ::flow::List<::flow::Text>,
        /// `$teil`.
        pub teil: Teil,
        /// `$seit`.
        pub seit: ::flow::Time,
        /// `$irgendwas`.
        pub irgendwas: ::flow::Value,
    }
    /// The object type of `$teil`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Teil {
        /// `name`.
        pub name: ::flow::Text,
        /// `maß`.
        pub maß: ::flow::Decimal,
        /// `tief`.
        pub tief: Tief,
    }
    /// The object type of `$tief`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Tief {
        /// `wert`.
        pub wert: ::flow::Decimal,
    }
    /// The events of `@größe` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:messen from @mensch`: public (corners.flow:8).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Messen {
            /// `$maß`.
            pub maß: ::flow::Decimal,
            /// `$wert`.
            pub wert: ::flow::Decimal,
            /// `$name`.
            pub name: ::flow::Text,
        }
        impl ::core::fmt::Display for Messen {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":messen from @mensch")
            }
        }
        /// `:leeren from @mensch`: public (corners.flow:24).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Leeren {
            /// `$irgendwas`.
            pub irgendwas: ::flow::Value,
            /// `$name`.
            pub name: ::flow::Value,
        }
        impl ::core::fmt::Display for Leeren {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":leeren from @mensch")
            }
        }
        /// `:wachsen from @keller`: internal (corners.flow:57).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Wachsen {}
        impl ::core::fmt::Display for Wachsen {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":wachsen from @keller")
            }
        }
    }
    /// Any event of `@größe`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:messen from @mensch`.
        Messen(event::Messen),
        /// `:leeren from @mensch`.
        Leeren(event::Leeren),
        /// `:wachsen from @keller`.
        Wachsen(event::Wachsen),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Messen(_) => EventKind::Messen,
                Event::Leeren(_) => EventKind::Leeren,
                Event::Wachsen(_) => EventKind::Wachsen,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::Messen> for Event {
        #[inline]
        fn from(event: event::Messen) -> Self {
            Event::Messen(event)
        }
    }
    impl From<event::Leeren> for Event {
        #[inline]
        fn from(event: event::Leeren) -> Self {
            Event::Leeren(event)
        }
    }
    impl From<event::Wachsen> for Event {
        #[inline]
        fn from(event: event::Wachsen) -> Self {
            Event::Wachsen(event)
        }
    }
    /// An event of `@größe` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:messen from @mensch`.
        Messen,
        /// `:leeren from @mensch`.
        Leeren,
        /// `:wachsen from @keller`.
        Wachsen,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::Messen,
            EventKind::Leeren,
            EventKind::Wachsen,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Messen => "messen",
                EventKind::Leeren => "leeren",
                EventKind::Wachsen => "wachsen",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Messen => ":messen from @mensch",
                    EventKind::Leeren => ":leeren from @mensch",
                    EventKind::Wachsen => ":wachsen from @keller",
                },
            )
        }
    }
    /// An emit of `@größe`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {
        /// `:fertig to @mensch` (corners.flow:20).
        Fertig(super::mensch::Fertig),
        /// `:wachsen to @keller` (corners.flow:23).
        Wachsen(super::keller::event::Wachsen),
        /// `:geleert to @mensch` (corners.flow:38).
        Geleert(super::mensch::Geleert),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::Fertig(_) => ":fertig to @mensch",
                    Emit::Wachsen(_) => ":wachsen to @keller",
                    Emit::Geleert(_) => ":geleert to @mensch",
                },
            )
        }
    }
    /// The functions for the phrases of `@größe`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `merke [uuid()] und $teil` (corners.flow:29).
        fn merke_und_teil(
            &mut self,
            größe: &Context,
            list: &[::flow::Text],
            teil: &Teil,
        ) -> Result<(), Self::Error>;
        /// `frage mit ["x", uuid()]` (corners.flow:35).
        fn frage_mit(&self, größe: &Context, list: &[::flow::Text]) -> bool;
        /// `prüfe $teil.name und $teil` (corners.flow:37).
        fn prüfe_teil_name_und_teil(
            &mut self,
            größe: &Context,
            teil_name: &str,
            teil: &Teil,
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
    /// An instance of `@größe`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Größe {
        state: State,
        context: Context,
    }
    impl Default for Größe {
        #[inline]
        fn default() -> Self {
            Größe::new(Context::default())
        }
    }
    impl Größe {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Größe {
                state: State::Klein,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Größe { state, context }
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
                State::Klein => ::core::matches!(event, EventKind::Messen),
                State::Groß => {
                    ::core::matches!(event, EventKind::Messen | EventKind::Leeren)
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
        /// `:messen from @mensch`: accepted in `#klein`, `#groß`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn messen<B: Bindings>(
            &mut self,
            mut event: event::Messen,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = on_messen(self, &mut event, emits)
                .map_err(::flow::Reason::Failed);
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:leeren from @mensch`: accepted in `#groß`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn leeren<B: Bindings>(
            &mut self,
            event: event::Leeren,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Groß => {
                    on_leeren(self, &event, bindings, emits)
                        .map_err(::flow::Reason::Failed)
                }
                State::Klein => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:wachsen from @keller`: never accepted.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn wachsen<B: Bindings>(
            &mut self,
            event: event::Wachsen,
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
        machine: &mut Größe,
        event: &mut Event,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Klein => {
                match event {
                    Event::Messen(event) => {
                        on_messen(machine, event, emits).map_err(::flow::Reason::Failed)
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Groß => {
                match event {
                    Event::Messen(event) => {
                        on_messen(machine, event, emits).map_err(::flow::Reason::Failed)
                    }
                    Event::Leeren(event) => {
                        on_leeren(machine, event, bindings, emits)
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
    /// `:messen from @mensch` in `#klein`, `#groß` (corners.flow:8).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_messen<F>(
        machine: &mut Größe,
        event: &mut event::Messen,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<F>> {
        let mut step = ::flow::Step::stay(machine.state);
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(), ::flow::__private::Slot::new()),
            move |machine: &mut Größe, (slot_1, slot_2)| {
                slot_2.restore(&mut machine.context.teil);
                slot_1.restore(&mut machine.context.liste);
                machine.state = from;
            },
        );
        let (machine, (slot_1, slot_2)) = undo.parts();
        if ::flow::__private::Arithmetic::negate(event.maß)
            .ok_or(::flow::Failure::Arithmetic {
                expression: "-$maß",
            })? < ::flow::__private::decimal(-25, 1)
            || event.wert < ::flow::__private::decimal(1, 0)
            || event.wert > ::flow::__private::decimal(3, 0)
        {
            machine.context.höhe = -4;
        } else if ::flow::__private::Arithmetic::add(machine.context.höhe, 1)
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$höhe + 1",
            })?
            > ::flow::__private::Arithmetic::add(1i64, 2)
                .ok_or(::flow::Failure::Arithmetic {
                    expression: "1 + 2",
                })? && event.name.as_str() < "m" && event.name.as_str() != "x"
        {
            machine.context.liste = ::flow::List::from([
                ::flow::Text::from("a"),
                ::core::mem::take(&mut event.name),
            ]);
        } else if machine.context.liste == ["a", "b"]
            && ::flow::__private::length(machine.context.liste.len()) == 2
        {
            slot_1.fill(::core::mem::take(&mut machine.context.liste));
            let value = Teil {
                name: event.name.clone(),
                maß: event.maß,
                tief: Tief {
                    wert: ::flow::__private::decimal(1, 0),
                },
            };
            slot_2.fill(::core::mem::replace(&mut machine.context.teil, value));
            emits
                .emit(
                    Emit::Fertig(super::mensch::Fertig {
                        teil: machine.context.teil.clone(),
                        liste: machine.context.liste.clone(),
                        wert: machine.context.teil.tief.wert,
                        höhe: ::flow::__private::Arithmetic::negate(
                                machine.context.höhe,
                            )
                            .ok_or(::flow::Failure::Arithmetic {
                                expression: "-$höhe",
                            })?,
                    }),
                );
        } else {
            emits
                .emit(
                    Emit::Wachsen(super::keller::event::Wachsen {
                        teil: machine.context.teil.clone(),
                        anzahl: ::flow::__private::decimal(3, 0),
                        name: ::core::mem::take(&mut event.name),
                    }),
                );
            machine.state = State::Groß;
            step.pass(0, State::Groß);
        }
        undo.commit();
        Ok(step)
    }
    /// `:leeren from @mensch` in `#groß` (corners.flow:24).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_leeren<B: Bindings>(
        machine: &mut Größe,
        event: &event::Leeren,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut step = ::flow::Step::stay(machine.state);
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (
                ::flow::__private::Slot::new(),
                ::flow::__private::Slot::new(),
                ::flow::__private::Slot::new(),
                ::flow::__private::Slot::new(),
            ),
            move |machine: &mut Größe, (slot_1, slot_2, slot_3, slot_4)| {
                slot_4.restore(&mut machine.context.irgendwas);
                slot_3.restore(&mut machine.context.seit);
                slot_2.restore(&mut machine.context.liste);
                slot_1.restore(&mut machine.context.teil);
                machine.state = from;
            },
        );
        let (machine, (slot_1, slot_2, slot_3, slot_4)) = undo.parts();
        slot_1.fill(::core::mem::take(&mut machine.context.teil));
        let value = ::flow::List::new();
        slot_2.fill(::core::mem::replace(&mut machine.context.liste, value));
        let value = B::now(bindings);
        slot_3.fill(::core::mem::replace(&mut machine.context.seit, value));
        let value = event.irgendwas.clone();
        slot_4.fill(::core::mem::replace(&mut machine.context.irgendwas, value));
        {
            let argument_1 = ::flow::List::from([B::uuid(bindings)]);
            B::merke_und_teil(
                    bindings,
                    &machine.context,
                    &argument_1,
                    &machine.context.teil,
                )
                .map_err(|error| ::flow::__private::binding_failed(
                    "merke [uuid()] und $teil",
                    error,
                ))?;
        }
        if (machine.context.teil == Teil::default() && machine.context.höhe == 0_i64
            && machine.context.seit == ::flow::Time::from_millis(0)
            && !event.irgendwas.is_empty())
            || (event.name.is_empty()
                && {
                    let argument_1 = ::flow::List::from([
                        ::flow::Text::from("x"),
                        B::uuid(bindings),
                    ]);
                    B::frage_mit(bindings, &machine.context, &argument_1)
                })
        {
            machine.state = State::Klein;
            step.pass(0, State::Klein);
            B::prüfe_teil_name_und_teil(
                    bindings,
                    &machine.context,
                    machine.context.teil.name.as_str(),
                    &machine.context.teil,
                )
                .map_err(|error| ::flow::__private::binding_failed(
                    "prüfe $teil.name und $teil",
                    error,
                ))?;
        }
        emits.emit(Emit::Geleert(super::mensch::Geleert {}));
        undo.commit();
        Ok(step)
    }
    /// The states, events and transitions of `@größe`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "größe",
        place: ::flow::model::Place {
            file: "corners.flow",
            line: 4,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("klein", "corners.flow", 5, 13),
            ("groß", "corners.flow", 8, 41),
        ]),
        events: &::flow::__private::model::events([
            ("messen", Some("mensch"), true, "corners.flow", 8, 9),
            ("leeren", Some("mensch"), true, "corners.flow", 24, 9),
            ("wachsen", Some("keller"), false, "corners.flow", 57, 12),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 1, "corners.flow", 8, 5),
            (1, 0, 1, "corners.flow", 8, 5),
            (1, 1, 0, "corners.flow", 24, 5),
        ]),
    };
}
/// The machine `@keller` (corners.flow:42).
///
///
/// Scenarios:
///
/// - `lagern` (corners.flow:45)
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
pub mod keller {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@keller`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// `#offen` (corners.flow:43): the initial state.
        Offen,
        /// `#zu` (corners.flow:54).
        Zu,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[State::Offen, State::Zu];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Offen => "offen",
                State::Zu => "zu",
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@keller`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Context {
        /// `$lager`.
        pub lager: ::flow::List<super::größe::Teil>,
        /// `$namen`.
        pub namen: ::flow::List<::flow::Text>,
        /// `$summe`.
        pub summe: ::flow::Decimal,
        /// `$letztes`.
        pub letztes: super::größe::Teil,
    }
    /// The events of `@keller` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:wachsen from @größe`: internal (corners.flow:46).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Wachsen {
            /// `$teil`.
            pub teil: super::super::größe::Teil,
            /// `$anzahl`.
            pub anzahl: ::flow::Decimal,
            /// `$name`.
            pub name: ::flow::Text,
        }
        impl ::core::fmt::Display for Wachsen {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":wachsen from @größe")
            }
        }
        /// `:zählen`: public (corners.flow:58).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Zählen {}
        impl ::core::fmt::Display for Zählen {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":zählen")
            }
        }
    }
    /// Any event of `@keller`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:wachsen from @größe`.
        Wachsen(event::Wachsen),
        /// `:zählen`.
        Zählen(event::Zählen),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Wachsen(_) => EventKind::Wachsen,
                Event::Zählen(_) => EventKind::Zählen,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::Wachsen> for Event {
        #[inline]
        fn from(event: event::Wachsen) -> Self {
            Event::Wachsen(event)
        }
    }
    impl From<event::Zählen> for Event {
        #[inline]
        fn from(event: event::Zählen) -> Self {
            Event::Zählen(event)
        }
    }
    /// An event of `@keller` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:wachsen from @größe`.
        Wachsen,
        /// `:zählen`.
        Zählen,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[EventKind::Wachsen, EventKind::Zählen];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Wachsen => "wachsen",
                EventKind::Zählen => "zählen",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Wachsen => ":wachsen from @größe",
                    EventKind::Zählen => ":zählen",
                },
            )
        }
    }
    /// An emit of `@keller`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {
        /// `:wachsen to @größe` (corners.flow:57).
        Wachsen(super::größe::event::Wachsen),
        /// `:anzahl to @mensch` (corners.flow:60).
        Anzahl(super::mensch::Anzahl),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::Wachsen(_) => ":wachsen to @größe",
                    Emit::Anzahl(_) => ":anzahl to @mensch",
                },
            )
        }
    }
    /// The functions for the phrases of `@keller`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `drucke $teil` (corners.flow:56).
        fn drucke_teil(
            &mut self,
            keller: &Context,
            teil: &super::größe::Teil,
        ) -> Result<(), Self::Error>;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 1>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@keller`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Keller {
        state: State,
        context: Context,
    }
    impl Default for Keller {
        #[inline]
        fn default() -> Self {
            Keller::new(Context::default())
        }
    }
    impl Keller {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Keller {
                state: State::Offen,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Keller { state, context }
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
                State::Offen => ::core::matches!(event, EventKind::Wachsen),
                State::Zu => {
                    ::core::matches!(event, EventKind::Wachsen | EventKind::Zählen)
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
        /// `:wachsen from @größe`: accepted in `#offen`, `#zu`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn wachsen<B: Bindings>(
            &mut self,
            event: event::Wachsen,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = on_wachsen(self, &event, bindings, emits)
                .map_err(::flow::Reason::Failed);
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:zählen`: accepted in `#zu`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn zählen<B: Bindings>(
            &mut self,
            event: event::Zählen,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Zu => Ok(on_zählen(self, emits)),
                State::Offen => {
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
        machine: &mut Keller,
        event: &mut Event,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Offen => {
                match event {
                    Event::Wachsen(event) => {
                        on_wachsen(machine, event, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Zu => {
                match event {
                    Event::Wachsen(event) => {
                        on_wachsen(machine, event, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    Event::Zählen(_) => Ok(on_zählen(machine, emits)),
                }
            }
        }
    }
    /// `:wachsen from @größe` in `#offen`, `#zu` (corners.flow:46).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_wachsen<B: Bindings>(
        machine: &mut Keller,
        event: &event::Wachsen,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let copied_1 = event.teil.maß;
        let mut step = ::flow::Step::stay(machine.state);
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (
                ::flow::__private::Slot::new(),
                ::flow::__private::Slot::new(),
                ::flow::__private::Slot::new(),
                ::flow::__private::Slot::new(),
                ::flow::__private::Slot::new(),
            ),
            move |machine: &mut Keller, (slot_1, slot_2, slot_3, slot_4, slot_5)| {
                slot_5.restore(&mut machine.context.letztes);
                slot_4.put_back(&mut machine.context.lager);
                slot_3.take_back(&mut machine.context.namen);
                slot_2.take_back(&mut machine.context.lager);
                slot_1.restore(&mut machine.context.summe);
                machine.state = from;
            },
        );
        let (machine, (slot_1, slot_2, slot_3, slot_4, slot_5)) = undo.parts();
        let value = ::flow::__private::Arithmetic::add(
                machine.context.summe,
                ::flow::__private::Arithmetic::subtract(
                        ::flow::__private::Arithmetic::divide(
                                ::flow::__private::Arithmetic::multiply(
                                        event.anzahl,
                                        copied_1,
                                    )
                                    .ok_or(::flow::Failure::Arithmetic {
                                        expression: "$anzahl * $teil.maß",
                                    })?,
                                ::flow::__private::decimal(2, 0),
                            )
                            .ok_or(::flow::Failure::Arithmetic {
                                expression: "$anzahl * $teil.maß / 2",
                            })?,
                        ::flow::__private::decimal(1, 0),
                    )
                    .ok_or(::flow::Failure::Arithmetic {
                        expression: "$anzahl * $teil.maß / 2 - 1",
                    })?,
            )
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$summe: number increases by $anzahl * $teil.maß / 2 - 1",
            })?;
        slot_1.fill(::core::mem::replace(&mut machine.context.summe, value));
        machine.context.lager.push(event.teil.clone());
        slot_2.fill(());
        machine.context.namen.push(event.teil.name.clone());
        slot_3.fill(());
        if machine.context.lager.contains(&event.teil) && event.teil.name.contains("x") {
            slot_4
                .fill(
                    ::flow::__private::remove(&mut machine.context.lager, &event.teil),
                );
        } else if event.teil == machine.context.letztes {
            machine.state = State::Zu;
            step.pass(0, State::Zu);
        }
        let value = event.teil.clone();
        slot_5.fill(::core::mem::replace(&mut machine.context.letztes, value));
        B::drucke_teil(bindings, &machine.context, &event.teil)
            .map_err(|error| ::flow::__private::binding_failed("drucke $teil", error))?;
        emits.emit(Emit::Wachsen(super::größe::event::Wachsen {}));
        undo.commit();
        Ok(step)
    }
    /// `:zählen` in `#zu` (corners.flow:58).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_zählen(machine: &mut Keller, emits: &mut impl ::flow::Sink<Emit>) -> Step {
        if !machine.context.lager.is_empty() {
            emits
                .emit(
                    Emit::Anzahl(super::mensch::Anzahl {
                        zahl: machine.context.summe,
                        alle: machine.context.namen.clone(),
                        beide: machine.context.lager.clone(),
                    }),
                );
        }
        ::flow::Step::stay(machine.state)
    }
    /// The states, events and transitions of `@keller`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "keller",
        place: ::flow::model::Place {
            file: "corners.flow",
            line: 42,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("offen", "corners.flow", 43, 13),
            ("zu", "corners.flow", 54, 25),
        ]),
        events: &::flow::__private::model::events([
            ("wachsen", Some("größe"), false, "corners.flow", 46, 8),
            ("zählen", None, true, "corners.flow", 58, 9),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 1, "corners.flow", 46, 5),
            (1, 0, 1, "corners.flow", 46, 5),
            (1, 1, 1, "corners.flow", 58, 5),
        ]),
    };
}
/// The messages to the outside actor `@mensch`.
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
pub mod mensch {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// `:fertig` (corners.flow:20).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Fertig {
        /// `$teil`.
        pub teil: super::größe::Teil,
        /// `$liste`.
        pub liste: ::flow::List<::flow::Text>,
        /// `$wert`.
        pub wert: ::flow::Decimal,
        /// `$höhe`.
        pub höhe: i64,
    }
    impl From<Fertig> for Message {
        #[inline]
        fn from(message: Fertig) -> Self {
            Message::Fertig(message)
        }
    }
    /// `:geleert` (corners.flow:38).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Geleert {}
    impl From<Geleert> for Message {
        #[inline]
        fn from(message: Geleert) -> Self {
            Message::Geleert(message)
        }
    }
    /// `:anzahl` (corners.flow:60).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Anzahl {
        /// `$zahl`.
        pub zahl: ::flow::Decimal,
        /// `$alle`.
        pub alle: ::flow::List<::flow::Text>,
        /// `$beide`.
        pub beide: ::flow::List<super::größe::Teil>,
    }
    impl From<Anzahl> for Message {
        #[inline]
        fn from(message: Anzahl) -> Self {
            Message::Anzahl(message)
        }
    }
    /// Any message to `@mensch`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// `:fertig`.
        Fertig(Fertig),
        /// `:geleert`.
        Geleert(Geleert),
        /// `:anzahl`.
        Anzahl(Anzahl),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::Fertig(_) => "fertig",
                Message::Geleert(_) => "geleert",
                Message::Anzahl(_) => "anzahl",
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
/// The system `corners`: all machines in one process.
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
        /// The machine `größe`.
        Größe(super::größe::Event),
        /// The machine `keller`.
        Keller(super::keller::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Größe(inner) => ::core::fmt::Display::fmt(inner, f),
                Event::Keller(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A state of any machine of the system.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// The machine `größe`.
        Größe(super::größe::State),
        /// The machine `keller`.
        Keller(super::keller::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Größe(inner) => ::core::fmt::Display::fmt(inner, f),
                State::Keller(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A message to any outside actor.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// A message to `mensch`.
        Mensch(super::mensch::Message),
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
        /// Creates an instance of `@größe`.
        pub fn create_größe(
            &mut self,
            context: super::größe::Context,
        ) -> ::flow::system::Id<super::größe::Größe> {
            self.network.create(|_| super::größe::Größe::new(context))
        }
        /// Creates an instance of `@keller`.
        pub fn create_keller(
            &mut self,
            context: super::keller::Context,
        ) -> ::flow::system::Id<super::keller::Keller> {
            self.network.create(|_| super::keller::Keller::new(context))
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
    impl<B: super::größe::Bindings + super::keller::Bindings> System<B> {
        /// Delivers `:messen from @mensch` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn messen(
            &mut self,
            to: ::flow::system::Id<super::größe::Größe>,
            event: super::größe::event::Messen,
        ) -> Result<Outcome<super::größe::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "mensch",
                event: "messen",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:leeren from @mensch` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn leeren(
            &mut self,
            to: ::flow::system::Id<super::größe::Größe>,
            event: super::größe::event::Leeren,
        ) -> Result<Outcome<super::größe::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "mensch",
                event: "leeren",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:zählen` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn zählen(
            &mut self,
            to: ::flow::system::Id<super::keller::Keller>,
            event: super::keller::event::Zählen,
        ) -> Result<Outcome<super::keller::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "outside",
                event: "zählen",
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
        größe: ::flow::__private::system::List<super::größe::Größe>,
        keller: ::flow::__private::system::List<super::keller::Keller>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["größe", "keller"];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<2>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Größe(_) => 0usize,
                Event::Keller(_) => 1usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.größe.has(at),
                1usize => machines.keller.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Größe(state) => state.name(),
                State::Keller(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Größe(event) => event.kind().name(),
                Event::Keller(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match message {
                Message::Mensch(message) => ("mensch", message.name()),
            }
        }
    }
    impl<
        B: super::größe::Bindings + super::keller::Bindings,
    > ::flow::__private::system::Handle<B> for Parts {
        #[inline]
        fn handle(
            network: &mut ::flow::__private::system::Network<Parts>,
            coming: &::flow::__private::system::Coming,
            event: &mut Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
        ) -> Result<(), ::flow::system::Reason<State>> {
            match event {
                Event::Größe(event) => {
                    network.step::<super::größe::Größe, B>(coming, event, bindings)
                }
                Event::Keller(event) => {
                    network.step::<super::keller::Keller, B>(coming, event, bindings)
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::größe::Größe {
        type System = Parts;
        type Event = super::größe::Event;
        type Emit = super::größe::Emit;
        type Step = super::größe::Step;
        type Naming = ::flow::__private::system::Numbered;
        const KIND: usize = 0usize;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.größe
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.größe
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::größe::Größe::new(super::größe::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Größe(super::größe::Größe::state(self))
        }
        #[inline]
        fn wrap(event: super::größe::Event) -> Event {
            Event::Größe(event)
        }
        #[inline(always)]
        fn post(
            emit: super::größe::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            use super::größe::Emit;
            match emit {
                Emit::Fertig(message) => {
                    emits
                        .to_outside(
                            Message::Mensch(super::mensch::Message::Fertig(message)),
                        );
                }
                Emit::Wachsen(event) => {
                    emits
                        .to_machine::<
                            super::keller::Keller,
                        >(Event::Keller(super::keller::Event::Wachsen(event)));
                }
                Emit::Geleert(message) => {
                    emits
                        .to_outside(
                            Message::Mensch(super::mensch::Message::Geleert(message)),
                        );
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::keller::Keller {
        type System = Parts;
        type Event = super::keller::Event;
        type Emit = super::keller::Emit;
        type Step = super::keller::Step;
        type Naming = ::flow::__private::system::Numbered;
        const KIND: usize = 1usize;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.keller
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.keller
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::keller::Keller::new(super::keller::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Keller(super::keller::Keller::state(self))
        }
        #[inline]
        fn wrap(event: super::keller::Event) -> Event {
            Event::Keller(event)
        }
        #[inline(always)]
        fn post(
            emit: super::keller::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            use super::keller::Emit;
            match emit {
                Emit::Wachsen(event) => {
                    emits
                        .to_machine::<
                            super::größe::Größe,
                        >(Event::Größe(super::größe::Event::Wachsen(event)));
                }
                Emit::Anzahl(message) => {
                    emits
                        .to_outside(
                            Message::Mensch(super::mensch::Message::Anzahl(message)),
                        );
                }
            }
        }
    }
    impl<B: super::größe::Bindings> ::flow::__private::system::Respond<B>
    for super::größe::Größe {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::größe::Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::größe::Step, ::flow::system::Reason<State>> {
            super::größe::respond(self, event, bindings, emits)
                .map_err(|reason| ::flow::__private::system::lift(
                    reason,
                    State::Größe,
                ))
        }
    }
    impl<B: super::keller::Bindings> ::flow::__private::system::Respond<B>
    for super::keller::Keller {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::keller::Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::keller::Step, ::flow::system::Reason<State>> {
            super::keller::respond(self, event, bindings, emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Keller))
        }
    }
    impl<B: super::größe::Bindings> super::größe::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn merke_und_teil(
            &mut self,
            größe: &super::größe::Context,
            list: &[::flow::Text],
            teil: &super::größe::Teil,
        ) -> Result<(), Self::Error> {
            self.called("merke [uuid()] und $teil");
            B::merke_und_teil(self.bindings_mut(), größe, list, teil)
        }
        #[inline]
        fn frage_mit(
            &self,
            größe: &super::größe::Context,
            list: &[::flow::Text],
        ) -> bool {
            self.asked(
                "frage mit [\"x\", uuid()]",
                B::frage_mit(self.bindings(), größe, list),
            )
        }
        #[inline]
        fn prüfe_teil_name_und_teil(
            &mut self,
            größe: &super::größe::Context,
            teil_name: &str,
            teil: &super::größe::Teil,
        ) -> Result<(), Self::Error> {
            self.called("prüfe $teil.name und $teil");
            B::prüfe_teil_name_und_teil(self.bindings_mut(), größe, teil_name, teil)
        }
        fn uuid(&mut self) -> ::flow::Text {
            B::uuid(self.bindings_mut())
        }
        fn now(&self) -> ::flow::Time {
            B::now(self.bindings())
        }
    }
    impl<B: super::keller::Bindings> super::keller::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn drucke_teil(
            &mut self,
            keller: &super::keller::Context,
            teil: &super::größe::Teil,
        ) -> Result<(), Self::Error> {
            self.called("drucke $teil");
            B::drucke_teil(self.bindings_mut(), keller, teil)
        }
    }
}
}
