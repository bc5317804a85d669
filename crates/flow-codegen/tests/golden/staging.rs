const _: () = ::flow::__private::generated_for(5u32);
/// The machine `@order` (staging.flow:2).
///
///
/// Scenarios:
///
/// - `everything is put back` (staging.flow:5)
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
pub mod order {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@order`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// `#open` (staging.flow:3): the initial state.
        Open,
        /// `#paying` (staging.flow:15).
        Paying,
        /// `#stamped` (staging.flow:23).
        Stamped,
        /// `#paid` (staging.flow:25).
        Paid,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[
            State::Open,
            State::Paying,
            State::Stamped,
            State::Paid,
        ];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Open => "open",
                State::Paying => "paying",
                State::Stamped => "stamped",
                State::Paid => "paid",
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@order`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Context {
        /// `$tags`.
        pub tags: ::flow::List<::flow::Text>,
        /// `$total`.
        pub total: i64,
        /// `$last`.
        pub last: ::flow::Text,
        /// `$attempts`.
        pub attempts: i64,
        /// `$share_size`.
        pub share_size: i64,
    }
    /// The events of `@order` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:fill from @shop`: public (staging.flow:6).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Fill {
            /// `$tag`.
            pub tag: ::flow::Text,
            /// `$price`.
            pub price: i64,
        }
        impl ::core::fmt::Display for Fill {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":fill from @shop")
            }
        }
        /// `:pay from @shop`: public (staging.flow:10).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Pay {
            /// `$card`.
            pub card: ::flow::Text,
            /// `$share`.
            pub share: i64,
        }
        impl ::core::fmt::Display for Pay {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":pay from @shop")
            }
        }
        /// `:split from @shop`: public (staging.flow:27).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Split {
            /// `$share`.
            pub share: i64,
        }
        impl ::core::fmt::Display for Split {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":split from @shop")
            }
        }
        /// `:stamp from @shop`: public (staging.flow:35).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Stamp {}
        impl ::core::fmt::Display for Stamp {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":stamp from @shop")
            }
        }
        /// `:bill from @shop`: public (staging.flow:40).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Bill {
            /// `$share`.
            pub share: i64,
        }
        impl ::core::fmt::Display for Bill {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":bill from @shop")
            }
        }
        /// `:reset from @shop`: public (staging.flow:44).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Reset {}
        impl ::core::fmt::Display for Reset {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":reset from @shop")
            }
        }
    }
    /// Any event of `@order`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:fill from @shop`.
        Fill(event::Fill),
        /// `:pay from @shop`.
        Pay(event::Pay),
        /// `:split from @shop`.
        Split(event::Split),
        /// `:stamp from @shop`.
        Stamp(event::Stamp),
        /// `:bill from @shop`.
        Bill(event::Bill),
        /// `:reset from @shop`.
        Reset(event::Reset),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Fill(_) => EventKind::Fill,
                Event::Pay(_) => EventKind::Pay,
                Event::Split(_) => EventKind::Split,
                Event::Stamp(_) => EventKind::Stamp,
                Event::Bill(_) => EventKind::Bill,
                Event::Reset(_) => EventKind::Reset,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::Fill> for Event {
        #[inline]
        fn from(event: event::Fill) -> Self {
            Event::Fill(event)
        }
    }
    impl From<event::Pay> for Event {
        #[inline]
        fn from(event: event::Pay) -> Self {
            Event::Pay(event)
        }
    }
    impl From<event::Split> for Event {
        #[inline]
        fn from(event: event::Split) -> Self {
            Event::Split(event)
        }
    }
    impl From<event::Stamp> for Event {
        #[inline]
        fn from(event: event::Stamp) -> Self {
            Event::Stamp(event)
        }
    }
    impl From<event::Bill> for Event {
        #[inline]
        fn from(event: event::Bill) -> Self {
            Event::Bill(event)
        }
    }
    impl From<event::Reset> for Event {
        #[inline]
        fn from(event: event::Reset) -> Self {
            Event::Reset(event)
        }
    }
    /// An event of `@order` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:fill from @shop`.
        Fill,
        /// `:pay from @shop`.
        Pay,
        /// `:split from @shop`.
        Split,
        /// `:stamp from @shop`.
        Stamp,
        /// `:bill from @shop`.
        Bill,
        /// `:reset from @shop`.
        Reset,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::Fill,
            EventKind::Pay,
            EventKind::Split,
            EventKind::Stamp,
            EventKind::Bill,
            EventKind::Reset,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Fill => "fill",
                EventKind::Pay => "pay",
                EventKind::Split => "split",
                EventKind::Stamp => "stamp",
                EventKind::Bill => "bill",
                EventKind::Reset => "reset",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Fill => ":fill from @shop",
                    EventKind::Pay => ":pay from @shop",
                    EventKind::Split => ":split from @shop",
                    EventKind::Stamp => ":stamp from @shop",
                    EventKind::Bill => ":bill from @shop",
                    EventKind::Reset => ":reset from @shop",
                },
            )
        }
    }
    /// An emit of `@order`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {
        /// `:receipt to @shop` (staging.flow:16).
        Receipt(super::shop::Receipt),
        /// `:welcome to @shop` (staging.flow:21).
        Welcome(super::shop::Welcome),
        /// `:done to @shop` (staging.flow:26).
        Done(super::shop::Done),
        /// `:noted to @shop` (staging.flow:28).
        Noted(super::shop::Noted),
        /// `:small to @shop` (staging.flow:33).
        Small(super::shop::Small),
        /// `:share to @shop` (staging.flow:43).
        Share(super::shop::Share),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::Receipt(_) => ":receipt to @shop",
                    Emit::Welcome(_) => ":welcome to @shop",
                    Emit::Done(_) => ":done to @shop",
                    Emit::Noted(_) => ":noted to @shop",
                    Emit::Small(_) => ":small to @shop",
                    Emit::Share(_) => ":share to @shop",
                },
            )
        }
    }
    /// The functions for the phrases of `@order`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `charge card with $card` (staging.flow:19).
        fn charge_card_with_card(
            &mut self,
            order: &Context,
            card: &str,
        ) -> Result<(), Self::Error>;
        /// `card is fresh` (staging.flow:20).
        fn card_is_fresh(&self, order: &Context) -> bool;
        /// `stamp card` (staging.flow:22).
        fn stamp_card(&mut self, order: &Context) -> Result<(), Self::Error>;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 2>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@order`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Order {
        state: State,
        context: Context,
    }
    impl Default for Order {
        #[inline]
        fn default() -> Self {
            Order::new(Context::default())
        }
    }
    impl Order {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Order {
                state: State::Open,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Order { state, context }
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
                State::Open => {
                    ::core::matches!(
                        event, EventKind::Fill | EventKind::Pay | EventKind::Split |
                        EventKind::Stamp | EventKind::Bill
                    )
                }
                State::Paying => false,
                State::Stamped | State::Paid => {
                    ::core::matches!(event, EventKind::Split | EventKind::Reset)
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
        /// `:fill from @shop`: accepted in `#open`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn fill<B: Bindings>(
            &mut self,
            mut event: event::Fill,
            _bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Open => on_fill(self, &mut event).map_err(::flow::Reason::Failed),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:pay from @shop`: accepted in `#open`.
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
        /// `:split from @shop`: accepted in `#open`, `#stamped`, `#paid`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn split<B: Bindings>(
            &mut self,
            event: event::Split,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Open | State::Stamped | State::Paid => {
                    on_split(self, &event, emits).map_err(::flow::Reason::Failed)
                }
                State::Paying => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:stamp from @shop`: accepted in `#open`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn stamp<B: Bindings>(
            &mut self,
            event: event::Stamp,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Open => {
                    on_stamp(self, bindings, emits).map_err(::flow::Reason::Failed)
                }
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:bill from @shop`: accepted in `#open`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn bill<B: Bindings>(
            &mut self,
            event: event::Bill,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Open => {
                    on_bill(self, &event, bindings, emits)
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
        /// `:reset from @shop`: accepted in `#stamped`, `#paid`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn reset<B: Bindings>(
            &mut self,
            event: event::Reset,
            _bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Stamped | State::Paid => Ok(on_reset(self)),
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
        machine: &mut Order,
        event: &mut Event,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Open => {
                match event {
                    Event::Fill(event) => {
                        on_fill(machine, event).map_err(::flow::Reason::Failed)
                    }
                    Event::Pay(event) => {
                        on_pay(machine, event, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    Event::Split(event) => {
                        on_split(machine, event, emits).map_err(::flow::Reason::Failed)
                    }
                    Event::Stamp(_) => {
                        on_stamp(machine, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    Event::Bill(event) => {
                        on_bill(machine, event, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Paying => {
                Err(::flow::Reason::Rejected {
                    state: machine.state,
                })
            }
            State::Stamped | State::Paid => {
                match event {
                    Event::Split(event) => {
                        on_split(machine, event, emits).map_err(::flow::Reason::Failed)
                    }
                    Event::Reset(_) => Ok(on_reset(machine)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
        }
    }
    /// `:fill from @shop` in `#open` (staging.flow:6).
    #[inline]
    fn on_fill<F>(
        machine: &mut Order,
        event: &mut event::Fill,
    ) -> Result<Step, ::flow::Failure<F>> {
        machine.context.total = ::flow::__private::Arithmetic::add(
                machine.context.total,
                event.price,
            )
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$total: number increases by $price",
            })?;
        machine.context.tags.push(event.tag.clone());
        machine.context.last = ::core::mem::take(&mut event.tag);
        Ok(::flow::Step::stay(machine.state))
    }
    /// `:pay from @shop` in `#open` (staging.flow:10).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_pay<B: Bindings>(
        machine: &mut Order,
        event: &event::Pay,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut step = ::flow::Step::stay(machine.state);
        let mut slot_5 = ::flow::__private::Slot::new();
        let mut slot_7 = ::flow::__private::Slot::new();
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
            move |machine: &mut Order, (slot_1, slot_2, slot_3, slot_4, slot_6)| {
                slot_6.restore(&mut machine.context.share_size);
                slot_4.take_back(&mut machine.context.tags);
                slot_3.put_back(&mut machine.context.tags);
                slot_2.restore(&mut machine.context.last);
                slot_1.restore(&mut machine.context.attempts);
                machine.state = from;
            },
        );
        let (machine, (slot_1, slot_2, slot_3, slot_4, slot_6)) = undo.parts();
        let value = ::flow::__private::Arithmetic::add(machine.context.attempts, 1)
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$attempts: integer increases by 1",
            })?;
        slot_1.fill(::core::mem::replace(&mut machine.context.attempts, value));
        let value = event.card.clone();
        slot_2.fill(::core::mem::replace(&mut machine.context.last, value));
        slot_3.fill(::flow::__private::remove(&mut machine.context.tags, "a"));
        machine.context.tags.push(::flow::Text::from("paid"));
        slot_4.fill(());
        machine.state = State::Paying;
        step.pass(0, State::Paying);
        slot_5
            .fill(
                Emit::Receipt(super::shop::Receipt {
                    text: event.card.clone(),
                    total: machine.context.total,
                }),
            );
        if event.share != 0 {
            let value = ::flow::__private::Arithmetic::divide(
                    machine.context.total,
                    event.share,
                )
                .ok_or(::flow::Failure::Arithmetic {
                    expression: "$total / $share",
                })?;
            slot_6.fill(::core::mem::replace(&mut machine.context.share_size, value));
        }
        B::charge_card_with_card(bindings, &machine.context, event.card.as_str())
            .map_err(|error| ::flow::__private::binding_failed(
                "charge card with $card",
                error,
            ))?;
        if B::card_is_fresh(bindings, &machine.context) {
            slot_7.fill(Emit::Welcome(super::shop::Welcome {}));
            B::stamp_card(bindings, &machine.context)
                .map_err(|error| ::flow::__private::binding_failed(
                    "stamp card",
                    error,
                ))?;
            slot_5.send(emits);
            slot_7.send(emits);
            machine.state = State::Stamped;
            step.pass(1, State::Stamped);
        } else {
            slot_5.send(emits);
            machine.state = State::Paid;
            step.pass(1, State::Paid);
        }
        emits
            .emit(
                Emit::Done(super::shop::Done {
                    attempts: machine.context.attempts,
                }),
            );
        undo.commit();
        Ok(step)
    }
    /// `:split from @shop` in `#open`, `#stamped`, `#paid` (staging.flow:27).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_split<F>(
        machine: &mut Order,
        event: &event::Split,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<F>> {
        let mut step = ::flow::Step::stay(machine.state);
        let mut slot_2 = ::flow::__private::Slot::new();
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(), ::flow::__private::Slot::new()),
            move |machine: &mut Order, (slot_1, slot_3)| {
                slot_3.restore(&mut machine.context.tags);
                slot_1.restore(&mut machine.context.total);
                machine.state = from;
            },
        );
        let (machine, (slot_1, slot_3)) = undo.parts();
        let value = ::flow::__private::Arithmetic::divide(
                machine.context.total,
                event.share,
            )
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$total / $share",
            })?;
        slot_1.fill(::core::mem::replace(&mut machine.context.total, value));
        slot_2.fill(Emit::Noted(super::shop::Noted {}));
        machine.state = State::Open;
        step.pass(0, State::Open);
        slot_3.fill(::core::mem::take(&mut machine.context.tags));
        if ::flow::__private::Arithmetic::divide(machine.context.total, event.share)
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$total / $share",
            })? < 10
        {
            slot_2.send(emits);
            emits.emit(Emit::Small(super::shop::Small {}));
        } else {
            slot_2.send(emits);
        }
        emits
            .emit(
                Emit::Done(super::shop::Done {
                    attempts: machine.context.attempts,
                }),
            );
        undo.commit();
        Ok(step)
    }
    /// `:stamp from @shop` in `#open` (staging.flow:35).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_stamp<B: Bindings>(
        machine: &mut Order,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut slot_1 = ::flow::__private::Slot::new();
        slot_1.fill(Emit::Noted(super::shop::Noted {}));
        if B::card_is_fresh(bindings, &machine.context) {
            B::stamp_card(bindings, &machine.context)
                .map_err(|error| ::flow::__private::binding_failed(
                    "stamp card",
                    error,
                ))?;
            slot_1.send(emits);
        } else {
            slot_1.send(emits);
        }
        emits
            .emit(
                Emit::Done(super::shop::Done {
                    attempts: machine.context.attempts,
                }),
            );
        Ok(::flow::Step::stay(machine.state))
    }
    /// `:bill from @shop` in `#open` (staging.flow:40).
    #[inline]
    fn on_bill<B: Bindings>(
        machine: &mut Order,
        event: &event::Bill,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut slot_1 = ::flow::__private::Slot::new();
        let mut slot_2 = ::flow::__private::Slot::new();
        slot_1.fill(Emit::Noted(super::shop::Noted {}));
        B::stamp_card(bindings, &machine.context)
            .map_err(|error| ::flow::__private::binding_failed("stamp card", error))?;
        slot_2
            .fill(
                Emit::Share(super::shop::Share {
                    amount: ::flow::__private::Arithmetic::divide(
                            machine.context.total,
                            event.share,
                        )
                        .ok_or(::flow::Failure::Arithmetic {
                            expression: "$total / $share",
                        })?,
                }),
            );
        slot_1.send(emits);
        slot_2.send(emits);
        Ok(::flow::Step::stay(machine.state))
    }
    /// `:reset from @shop` in `#stamped`, `#paid` (staging.flow:44).
    #[inline]
    fn on_reset(machine: &mut Order) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        machine.state = State::Paying;
        step.pass(0, State::Paying);
        machine.state = State::Open;
        step.pass(1, State::Open);
        step
    }
    /// The states, events and transitions of `@order`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "order",
        place: ::flow::model::Place {
            file: "staging.flow",
            line: 2,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("open", "staging.flow", 3, 13),
            ("paying", "staging.flow", 15, 22),
            ("stamped", "staging.flow", 23, 24),
            ("paid", "staging.flow", 25, 24),
        ]),
        events: &::flow::__private::model::events([
            ("fill", Some("shop"), true, "staging.flow", 6, 9),
            ("pay", Some("shop"), true, "staging.flow", 10, 9),
            ("split", Some("shop"), true, "staging.flow", 27, 9),
            ("stamp", Some("shop"), true, "staging.flow", 35, 9),
            ("bill", Some("shop"), true, "staging.flow", 40, 9),
            ("reset", Some("shop"), true, "staging.flow", 44, 9),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 0, "staging.flow", 6, 5),
            (0, 1, 2, "staging.flow", 10, 5),
            (0, 1, 3, "staging.flow", 10, 5),
            (0, 2, 0, "staging.flow", 27, 5),
            (2, 2, 0, "staging.flow", 27, 5),
            (3, 2, 0, "staging.flow", 27, 5),
            (0, 3, 0, "staging.flow", 35, 5),
            (0, 4, 0, "staging.flow", 40, 5),
            (2, 5, 0, "staging.flow", 44, 5),
            (3, 5, 0, "staging.flow", 44, 5),
        ]),
    };
}
/// The messages to the outside actor `@shop`.
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
pub mod shop {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// `:receipt` (staging.flow:16).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Receipt {
        /// `$text`.
        pub text: ::flow::Text,
        /// `$total`.
        pub total: i64,
    }
    impl From<Receipt> for Message {
        #[inline]
        fn from(message: Receipt) -> Self {
            Message::Receipt(message)
        }
    }
    /// `:welcome` (staging.flow:21).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Welcome {}
    impl From<Welcome> for Message {
        #[inline]
        fn from(message: Welcome) -> Self {
            Message::Welcome(message)
        }
    }
    /// `:done` (staging.flow:26).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Done {
        /// `$attempts`.
        pub attempts: i64,
    }
    impl From<Done> for Message {
        #[inline]
        fn from(message: Done) -> Self {
            Message::Done(message)
        }
    }
    /// `:noted` (staging.flow:28).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Noted {}
    impl From<Noted> for Message {
        #[inline]
        fn from(message: Noted) -> Self {
            Message::Noted(message)
        }
    }
    /// `:small` (staging.flow:33).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Small {}
    impl From<Small> for Message {
        #[inline]
        fn from(message: Small) -> Self {
            Message::Small(message)
        }
    }
    /// `:share` (staging.flow:43).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Share {
        /// `$amount`.
        pub amount: i64,
    }
    impl From<Share> for Message {
        #[inline]
        fn from(message: Share) -> Self {
            Message::Share(message)
        }
    }
    /// Any message to `@shop`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// `:receipt`.
        Receipt(Receipt),
        /// `:welcome`.
        Welcome(Welcome),
        /// `:done`.
        Done(Done),
        /// `:noted`.
        Noted(Noted),
        /// `:small`.
        Small(Small),
        /// `:share`.
        Share(Share),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::Receipt(_) => "receipt",
                Message::Welcome(_) => "welcome",
                Message::Done(_) => "done",
                Message::Noted(_) => "noted",
                Message::Small(_) => "small",
                Message::Share(_) => "share",
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
        /// The machine `order`.
        Order(super::order::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Order(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A state of any machine of the system.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum State {
        /// The machine `order`.
        Order(super::order::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Order(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A message to any outside actor.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// A message to `shop`.
        Shop(super::shop::Message),
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
        /// Creates an instance of `@order`.
        pub fn create_order(
            &mut self,
            context: super::order::Context,
        ) -> ::flow::system::Id<super::order::Order> {
            self.network.create(|_| super::order::Order::new(context))
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
    impl<B: super::order::Bindings> System<B> {
        /// Delivers `:fill from @shop` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn fill(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::Fill,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "shop",
                event: "fill",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:pay from @shop` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn pay(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::Pay,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "shop",
                event: "pay",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:split from @shop` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn split(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::Split,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "shop",
                event: "split",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:stamp from @shop` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn stamp(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::Stamp,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "shop",
                event: "stamp",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:bill from @shop` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn bill(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::Bill,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "shop",
                event: "bill",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:reset from @shop` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn reset(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::Reset,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "shop",
                event: "reset",
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
        order: ::flow::__private::system::List<super::order::Order>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["order"];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<1>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Order(_) => 0usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.order.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Order(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Order(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match message {
                Message::Shop(message) => ("shop", message.name()),
            }
        }
    }
    impl<B: super::order::Bindings> ::flow::__private::system::Handle<B> for Parts {
        #[inline]
        fn handle(
            network: &mut ::flow::__private::system::Network<Parts>,
            coming: &::flow::__private::system::Coming,
            event: &mut Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
        ) -> Result<(), ::flow::system::Reason<State>> {
            match event {
                Event::Order(event) => {
                    network.step::<super::order::Order, B>(coming, event, bindings)
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::order::Order {
        type System = Parts;
        type Event = super::order::Event;
        type Emit = super::order::Emit;
        type Step = super::order::Step;
        type Naming = ::flow::__private::system::Numbered;
        const KIND: usize = 0usize;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.order
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.order
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::order::Order::new(super::order::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Order(super::order::Order::state(self))
        }
        #[inline]
        fn wrap(event: super::order::Event) -> Event {
            Event::Order(event)
        }
        #[inline(always)]
        fn post(
            emit: super::order::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            use super::order::Emit;
            match emit {
                Emit::Receipt(message) => {
                    emits
                        .to_outside(
                            Message::Shop(super::shop::Message::Receipt(message)),
                        );
                }
                Emit::Welcome(message) => {
                    emits
                        .to_outside(
                            Message::Shop(super::shop::Message::Welcome(message)),
                        );
                }
                Emit::Done(message) => {
                    emits.to_outside(Message::Shop(super::shop::Message::Done(message)));
                }
                Emit::Noted(message) => {
                    emits
                        .to_outside(Message::Shop(super::shop::Message::Noted(message)));
                }
                Emit::Small(message) => {
                    emits
                        .to_outside(Message::Shop(super::shop::Message::Small(message)));
                }
                Emit::Share(message) => {
                    emits
                        .to_outside(Message::Shop(super::shop::Message::Share(message)));
                }
            }
        }
    }
    impl<B: super::order::Bindings> ::flow::__private::system::Respond<B>
    for super::order::Order {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::order::Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::order::Step, ::flow::system::Reason<State>> {
            super::order::respond(self, event, bindings, emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Order))
        }
    }
    impl<B: super::order::Bindings> super::order::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn charge_card_with_card(
            &mut self,
            order: &super::order::Context,
            card: &str,
        ) -> Result<(), Self::Error> {
            self.called("charge card with $card");
            B::charge_card_with_card(self.bindings_mut(), order, card)
        }
        #[inline]
        fn card_is_fresh(&self, order: &super::order::Context) -> bool {
            self.asked("card is fresh", B::card_is_fresh(self.bindings(), order))
        }
        #[inline]
        fn stamp_card(
            &mut self,
            order: &super::order::Context,
        ) -> Result<(), Self::Error> {
            self.called("stamp card");
            B::stamp_card(self.bindings_mut(), order)
        }
    }
}
}
