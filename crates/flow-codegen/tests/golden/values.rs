const _: () = ::flow::__private::generated_for(5u32);
/// The machine `@cart` (values.flow:2).
///
///
/// Scenarios:
///
/// - `items of many kinds` (values.flow:5)
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
pub mod cart {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@cart`.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        PartialOrd,
        Ord,
        Hash,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum State {
        /// `#empty` (values.flow:3): the initial state.
        Empty,
        /// `#filled` (values.flow:6).
        Filled,
        /// `#closed` (values.flow:40).
        Closed,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[State::Empty, State::Filled, State::Closed];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Empty => "empty",
                State::Filled => "filled",
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
    /// The variables of an instance of `@cart`.
    #[derive(
        Clone,
        Debug,
        Default,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    #[serde(default)]
    pub struct Context {
        /// `$items`.
        pub items: ::flow::List<Item>,
        /// `$total`.
        pub total: ::flow::Decimal,
        /// `$count`.
        pub count: i64,
        /// `$added_at`.
        pub added_at: ::flow::Time,
        /// `$token`.
        pub token: ::flow::Text,
        /// `$tags`.
        pub tags: ::flow::List<::flow::Text>,
        /// `$gift`.
        pub gift: bool,
        /// `$extra`.
        pub extra: Extra,
    }
    /// The object type of `$item`.
    #[derive(
        Clone,
        Debug,
        Default,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub struct Item {
        /// `price`.
        pub price: ::flow::Decimal,
        /// `name`.
        pub name: ::flow::Text,
    }
    /// The object type of `$extra`.
    #[derive(
        Clone,
        Debug,
        Default,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub struct Extra {
        /// `note`.
        pub note: ::flow::Text,
        /// `weight`.
        pub weight: ::flow::Decimal,
    }
    /// The events of `@cart` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:add from @customer`: public (values.flow:6).
        #[derive(
            Clone,
            Debug,
            Default,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        pub struct Add {
            /// `$item`.
            pub item: super::Item,
        }
        impl ::core::fmt::Display for Add {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":add from @customer")
            }
        }
        /// `:tag from @customer`: public (values.flow:19).
        #[derive(
            Clone,
            Debug,
            Default,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        pub struct Tag {
            /// `$tag`.
            pub tag: ::flow::Text,
        }
        impl ::core::fmt::Display for Tag {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":tag from @customer")
            }
        }
        /// `:remove from @customer`: public (values.flow:28).
        #[derive(
            Clone,
            Debug,
            Default,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        pub struct Remove {
            /// `$item`.
            pub item: super::Item,
        }
        impl ::core::fmt::Display for Remove {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":remove from @customer")
            }
        }
        /// `:close from @customer`: public (values.flow:38).
        #[derive(
            Clone,
            Debug,
            Default,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        pub struct Close {
            /// `$address`.
            pub address: ::flow::Value,
        }
        impl ::core::fmt::Display for Close {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":close from @customer")
            }
        }
    }
    /// Any event of `@cart`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Event {
        /// `:add from @customer`.
        Add(event::Add),
        /// `:tag from @customer`.
        Tag(event::Tag),
        /// `:remove from @customer`.
        Remove(event::Remove),
        /// `:close from @customer`.
        Close(event::Close),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Add(_) => EventKind::Add,
                Event::Tag(_) => EventKind::Tag,
                Event::Remove(_) => EventKind::Remove,
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
    impl From<event::Add> for Event {
        #[inline]
        fn from(event: event::Add) -> Self {
            Event::Add(event)
        }
    }
    impl From<event::Tag> for Event {
        #[inline]
        fn from(event: event::Tag) -> Self {
            Event::Tag(event)
        }
    }
    impl From<event::Remove> for Event {
        #[inline]
        fn from(event: event::Remove) -> Self {
            Event::Remove(event)
        }
    }
    impl From<event::Close> for Event {
        #[inline]
        fn from(event: event::Close) -> Self {
            Event::Close(event)
        }
    }
    /// An event of `@cart` without its payload.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        PartialOrd,
        Ord,
        Hash,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum EventKind {
        /// `:add from @customer`.
        Add,
        /// `:tag from @customer`.
        Tag,
        /// `:remove from @customer`.
        Remove,
        /// `:close from @customer`.
        Close,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::Add,
            EventKind::Tag,
            EventKind::Remove,
            EventKind::Close,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Add => "add",
                EventKind::Tag => "tag",
                EventKind::Remove => "remove",
                EventKind::Close => "close",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Add => ":add from @customer",
                    EventKind::Tag => ":tag from @customer",
                    EventKind::Remove => ":remove from @customer",
                    EventKind::Close => ":close from @customer",
                },
            )
        }
    }
    /// An emit of `@cart`: an event, a message or a timer operation.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Emit {
        /// `:refused to @customer` (values.flow:8).
        Refused(super::customer::Refused),
        /// `:nearly_empty to @customer` (values.flow:37).
        NearlyEmpty(super::customer::NearlyEmpty),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::Refused(_) => ":refused to @customer",
                    Emit::NearlyEmpty(_) => ":nearly_empty to @customer",
                },
            )
        }
    }
    /// The functions for the phrases of `@cart`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `ship $items to $address with 75%` (values.flow:39).
        fn ship_items_to_address_with(
            &mut self,
            cart: &Context,
            items: &[Item],
            address: &::flow::Value,
            percent: ::flow::Decimal,
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
    /// An instance of `@cart`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub struct Cart {
        state: State,
        context: Context,
    }
    impl Default for Cart {
        #[inline]
        fn default() -> Self {
            Cart::new(Context::default())
        }
    }
    impl Cart {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Cart {
                state: State::Empty,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Cart { state, context }
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
                State::Empty => {
                    ::core::matches!(event, EventKind::Add | EventKind::Close)
                }
                State::Filled => {
                    ::core::matches!(
                        event, EventKind::Add | EventKind::Tag | EventKind::Remove |
                        EventKind::Close
                    )
                }
                State::Closed => false,
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
        /// `:add from @customer`: accepted in `#empty`, `#filled`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn add<B: Bindings>(
            &mut self,
            mut event: event::Add,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Empty | State::Filled => {
                    on_add(self, &mut event, bindings, emits)
                        .map_err(::flow::Reason::Failed)
                }
                State::Closed => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:tag from @customer`: accepted in `#filled`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn tag<B: Bindings>(
            &mut self,
            event: event::Tag,
            _bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Filled => Ok(on_tag(self, &event)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:remove from @customer`: accepted in `#filled`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn remove<B: Bindings>(
            &mut self,
            mut event: event::Remove,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Filled => {
                    on_remove(self, &mut event, emits).map_err(::flow::Reason::Failed)
                }
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:close from @customer`: accepted in `#empty`, `#filled`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn close<B: Bindings>(
            &mut self,
            event: event::Close,
            bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Empty | State::Filled => {
                    on_close(self, &event, bindings).map_err(::flow::Reason::Failed)
                }
                State::Closed => {
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
        machine: &mut Cart,
        event: &mut Event,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Empty => {
                match event {
                    Event::Add(event) => {
                        on_add(machine, event, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    Event::Close(event) => {
                        on_close(machine, event, bindings)
                            .map_err(::flow::Reason::Failed)
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Filled => {
                match event {
                    Event::Add(event) => {
                        on_add(machine, event, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    Event::Tag(event) => Ok(on_tag(machine, event)),
                    Event::Remove(event) => {
                        on_remove(machine, event, emits).map_err(::flow::Reason::Failed)
                    }
                    Event::Close(event) => {
                        on_close(machine, event, bindings)
                            .map_err(::flow::Reason::Failed)
                    }
                }
            }
            State::Closed => {
                Err(::flow::Reason::Rejected {
                    state: machine.state,
                })
            }
        }
    }
    /// `:add from @customer` in `#empty`, `#filled` (values.flow:6).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_add<B: Bindings>(
        machine: &mut Cart,
        event: &mut event::Add,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let copied_1 = event.item.price;
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
            move |machine: &mut Cart, (slot_1, slot_2, slot_3, slot_4)| {
                slot_4.restore(&mut machine.context.added_at);
                slot_3.restore(&mut machine.context.total);
                slot_2.take_back(&mut machine.context.items);
                slot_1.restore(&mut machine.context.count);
                machine.state = from;
            },
        );
        let (machine, (slot_1, slot_2, slot_3, slot_4)) = undo.parts();
        if machine.context.items.contains(&event.item) {
            emits
                .emit(
                    Emit::Refused(super::customer::Refused {
                        reason: ::flow::Text::from("twice"),
                        item: ::core::mem::take(&mut event.item),
                    }),
                );
        } else if copied_1 > ::flow::__private::decimal(100050, 2)
            || event.item.name.is_empty()
        {
            emits
                .emit(
                    Emit::Refused(super::customer::Refused {
                        reason: ::core::mem::take(&mut event.item.name),
                        item: Item::default(),
                    }),
                );
        } else {
            let computed_1: ::flow::Decimal = ::flow::__private::Arithmetic::add(
                    machine.context.total,
                    ::flow::__private::Arithmetic::multiply(
                            copied_1,
                            ::flow::__private::decimal(119, 2),
                        )
                        .ok_or(::flow::Failure::Arithmetic {
                            expression: "$item.price * 1.19",
                        })?,
                )
                .ok_or(::flow::Failure::Arithmetic {
                    expression: "$total: number increases by $item.price * 1.19",
                })?;
            let value = ::flow::__private::Arithmetic::add(machine.context.count, 1)
                .ok_or(::flow::Failure::Arithmetic {
                    expression: "$count: integer increases by 1",
                })?;
            slot_1.fill(::core::mem::replace(&mut machine.context.count, value));
            machine.context.items.push(event.item.clone());
            slot_2.fill(());
            slot_3.fill(::core::mem::replace(&mut machine.context.total, computed_1));
            let value = B::now(bindings);
            slot_4.fill(::core::mem::replace(&mut machine.context.added_at, value));
            machine.context.token = B::uuid(bindings);
            machine.state = State::Filled;
            step.pass(0, State::Filled);
        }
        undo.commit();
        Ok(step)
    }
    /// `:close from @customer` in `#empty`, `#filled` (values.flow:38).
    #[inline]
    fn on_close<B: Bindings>(
        machine: &mut Cart,
        event: &event::Close,
        bindings: &mut B,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut step = ::flow::Step::stay(machine.state);
        B::ship_items_to_address_with(
                bindings,
                &machine.context,
                &machine.context.items,
                &event.address,
                ::flow::__private::decimal(75, 2),
            )
            .map_err(|error| ::flow::__private::binding_failed(
                "ship $items to $address with 75%",
                error,
            ))?;
        machine.state = State::Closed;
        step.pass(0, State::Closed);
        Ok(step)
    }
    /// `:tag from @customer` in `#filled` (values.flow:19).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_tag(machine: &mut Cart, event: &event::Tag) -> Step {
        machine.context.tags.push(event.tag.clone());
        machine.context.tags.push(::flow::Text::from("tagged"));
        if event.tag.contains("x") {
            machine.context.gift = false;
        } else if ::flow::__private::contains(&machine.context.tags, "gift") {
            machine.context.gift = true;
        } else if !machine.context.gift {
            ::flow::__private::remove(&mut machine.context.tags, "tagged");
        }
        ::flow::Step::stay(machine.state)
    }
    /// `:remove from @customer` in `#filled` (values.flow:28).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_remove<F>(
        machine: &mut Cart,
        event: &mut event::Remove,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<F>> {
        let copied_1 = event.item.price;
        let mut step = ::flow::Step::stay(machine.state);
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(), ::flow::__private::Slot::new()),
            move |machine: &mut Cart, (slot_1, slot_2)| {
                slot_2.put_back(&mut machine.context.items);
                slot_1.restore(&mut machine.context.total);
                machine.state = from;
            },
        );
        let (machine, (slot_1, slot_2)) = undo.parts();
        let value = ::flow::__private::Arithmetic::subtract(
                machine.context.total,
                ::flow::__private::Arithmetic::multiply(
                        copied_1,
                        ::flow::__private::decimal(119, 2),
                    )
                    .ok_or(::flow::Failure::Arithmetic {
                        expression: "$item.price * 1.19",
                    })?,
            )
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$total decreases by $item.price * 1.19",
            })?;
        slot_1.fill(::core::mem::replace(&mut machine.context.total, value));
        slot_2.fill(::flow::__private::remove(&mut machine.context.items, &event.item));
        if machine.context.items.is_empty() {
            machine.context.total = ::flow::Decimal::ZERO;
            machine.context.extra = Extra {
                note: ::flow::Text::from("none"),
                weight: ::flow::__private::decimal(15, 1),
            };
            machine.state = State::Empty;
            step.pass(0, State::Empty);
        } else if ::flow::__private::length(machine.context.items.len()) == 1
            && machine.context.count >= 1 && machine.context.count <= 3
        {
            emits
                .emit(
                    Emit::NearlyEmpty(super::customer::NearlyEmpty {
                        items: machine.context.items.clone(),
                        count: machine.context.count,
                        label: ::flow::List::from([
                            ::flow::Text::from("a"),
                            ::flow::Text::from("b"),
                        ]),
                    }),
                );
        }
        undo.commit();
        Ok(step)
    }
    /// The states, events and transitions of `@cart`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "cart",
        place: ::flow::model::Place {
            file: "values.flow",
            line: 2,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("empty", "values.flow", 3, 13),
            ("filled", "values.flow", 6, 40),
            ("closed", "values.flow", 40, 21),
        ]),
        events: &::flow::__private::model::events([
            ("add", Some("customer"), true, "values.flow", 6, 9),
            ("tag", Some("customer"), true, "values.flow", 19, 9),
            ("remove", Some("customer"), true, "values.flow", 28, 9),
            ("close", Some("customer"), true, "values.flow", 38, 9),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 1, "values.flow", 6, 5),
            (1, 0, 1, "values.flow", 6, 5),
            (1, 1, 1, "values.flow", 19, 5),
            (1, 2, 0, "values.flow", 28, 5),
            (0, 3, 2, "values.flow", 38, 5),
            (1, 3, 2, "values.flow", 38, 5),
        ]),
    };
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
    /// `:refused` (values.flow:8).
    #[derive(
        Clone,
        Debug,
        Default,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub struct Refused {
        /// `$reason`.
        pub reason: ::flow::Text,
        /// `$item`.
        pub item: super::cart::Item,
    }
    impl From<Refused> for Message {
        #[inline]
        fn from(message: Refused) -> Self {
            Message::Refused(message)
        }
    }
    /// `:nearly_empty` (values.flow:37).
    #[derive(
        Clone,
        Debug,
        Default,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub struct NearlyEmpty {
        /// `$items`.
        pub items: ::flow::List<super::cart::Item>,
        /// `$count`.
        pub count: i64,
        /// `$label`.
        pub label: ::flow::List<::flow::Text>,
    }
    impl From<NearlyEmpty> for Message {
        #[inline]
        fn from(message: NearlyEmpty) -> Self {
            Message::NearlyEmpty(message)
        }
    }
    /// Any message to `@customer`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Message {
        /// `:refused`.
        Refused(Refused),
        /// `:nearly_empty`.
        NearlyEmpty(NearlyEmpty),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::Refused(_) => "refused",
                Message::NearlyEmpty(_) => "nearly_empty",
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
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Event {
        /// The machine `cart`.
        Cart(super::cart::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Cart(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A state of any machine of the system.
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        PartialOrd,
        Ord,
        Hash,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum State {
        /// The machine `cart`.
        Cart(super::cart::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Cart(inner) => ::core::fmt::Display::fmt(inner, f),
            }
        }
    }
    /// A message to any outside actor.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
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
        /// Creates an instance of `@cart`.
        pub fn create_cart(
            &mut self,
            context: super::cart::Context,
        ) -> ::flow::system::Id<super::cart::Cart> {
            self.network.create(|_| super::cart::Cart::new(context))
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
    impl<B: super::cart::Bindings> System<B> {
        /// Delivers `:add from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn add(
            &mut self,
            to: ::flow::system::Id<super::cart::Cart>,
            event: super::cart::event::Add,
        ) -> Result<Outcome<super::cart::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
                event: "add",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:tag from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn tag(
            &mut self,
            to: ::flow::system::Id<super::cart::Cart>,
            event: super::cart::event::Tag,
        ) -> Result<Outcome<super::cart::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
                event: "tag",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:remove from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn remove_(
            &mut self,
            to: ::flow::system::Id<super::cart::Cart>,
            event: super::cart::event::Remove,
        ) -> Result<Outcome<super::cart::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
                event: "remove",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:close from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn close(
            &mut self,
            to: ::flow::system::Id<super::cart::Cart>,
            event: super::cart::event::Close,
        ) -> Result<Outcome<super::cart::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
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
        cart: ::flow::__private::system::List<super::cart::Cart>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["cart"];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<1>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Cart(_) => 0usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.cart.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Cart(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Cart(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match message {
                Message::Customer(message) => ("customer", message.name()),
            }
        }
    }
    impl<B: super::cart::Bindings> ::flow::__private::system::Handle<B> for Parts {
        #[inline]
        fn handle(
            network: &mut ::flow::__private::system::Network<Parts>,
            coming: &::flow::__private::system::Coming,
            event: &mut Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
        ) -> Result<(), ::flow::system::Reason<State>> {
            match event {
                Event::Cart(event) => {
                    network.step::<super::cart::Cart, B>(coming, event, bindings)
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::cart::Cart {
        type System = Parts;
        type Event = super::cart::Event;
        type Emit = super::cart::Emit;
        type Step = super::cart::Step;
        type Naming = ::flow::__private::system::Numbered;
        const KIND: usize = 0usize;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.cart
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.cart
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::cart::Cart::new(super::cart::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Cart(super::cart::Cart::state(self))
        }
        #[inline]
        fn wrap(event: super::cart::Event) -> Event {
            Event::Cart(event)
        }
        #[inline(always)]
        fn post(
            emit: super::cart::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            use super::cart::Emit;
            match emit {
                Emit::Refused(message) => {
                    emits
                        .to_outside(
                            Message::Customer(super::customer::Message::Refused(message)),
                        );
                }
                Emit::NearlyEmpty(message) => {
                    emits
                        .to_outside(
                            Message::Customer(
                                super::customer::Message::NearlyEmpty(message),
                            ),
                        );
                }
            }
        }
    }
    impl<B: super::cart::Bindings> ::flow::__private::system::Respond<B>
    for super::cart::Cart {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::cart::Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::cart::Step, ::flow::system::Reason<State>> {
            super::cart::respond(self, event, bindings, emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Cart))
        }
    }
    impl<B: super::cart::Bindings> super::cart::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn ship_items_to_address_with(
            &mut self,
            cart: &super::cart::Context,
            items: &[super::cart::Item],
            address: &::flow::Value,
            percent: ::flow::Decimal,
        ) -> Result<(), Self::Error> {
            self.called("ship $items to $address with 75%");
            B::ship_items_to_address_with(
                self.bindings_mut(),
                cart,
                items,
                address,
                percent,
            )
        }
        fn uuid(&mut self) -> ::flow::Text {
            B::uuid(self.bindings_mut())
        }
        fn now(&self) -> ::flow::Time {
            B::now(self.bindings())
        }
    }
}
}
