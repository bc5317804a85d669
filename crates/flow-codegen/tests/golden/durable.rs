const _: () = ::flow::__private::generated_for(5u32);
extern crate flow_durable as _;
const _: () = ::flow_durable::__private::generated_for(1u32);
/// The machine `@order` (durable.flow:4).
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
pub mod order {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@order`.
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
        /// `#new` (durable.flow:5): the initial state.
        #[serde(rename = "new")]
        New,
        /// `#delivered` (durable.flow:6, an end).
        #[serde(rename = "delivered")]
        Delivered,
        /// `#cancelled` (durable.flow:6, an end).
        #[serde(rename = "cancelled")]
        Cancelled,
        /// `#asking` (durable.flow:18).
        #[serde(rename = "asking")]
        Asking,
        /// `#paying` (durable.flow:25).
        #[serde(rename = "paying")]
        Paying,
        /// `#packing` (durable.flow:37).
        #[serde(rename = "packing")]
        Packing,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[
            State::New,
            State::Delivered,
            State::Cancelled,
            State::Asking,
            State::Paying,
            State::Packing,
        ];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::New => "new",
                State::Delivered => "delivered",
                State::Cancelled => "cancelled",
                State::Asking => "asking",
                State::Paying => "paying",
                State::Packing => "packing",
            }
        }
        /// Whether an instance in this state has come to its end: `ends in` names the state.
        #[inline]
        pub const fn is_end(self) -> bool {
            ::core::matches!(self, State::Delivered | State::Cancelled)
        }
        /// The state with this name, without `#`.
        pub fn from_name(name: &str) -> ::core::option::Option<Self> {
            match name {
                "new" => ::core::option::Option::Some(State::New),
                "delivered" => ::core::option::Option::Some(State::Delivered),
                "cancelled" => ::core::option::Option::Some(State::Cancelled),
                "asking" => ::core::option::Option::Some(State::Asking),
                "paying" => ::core::option::Option::Some(State::Paying),
                "packing" => ::core::option::Option::Some(State::Packing),
                _ => ::core::option::Option::None,
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
    #[serde(deny_unknown_fields)]
    pub struct Context {
        /// `$sku`.
        pub sku: ::flow::Text,
        /// `$speed`.
        pub speed: Speed,
        /// `$type`.
        pub r#type: ::flow::Text,
        /// `$total`.
        pub total: ::flow::Decimal,
        /// `$asked`.
        pub asked: ::flow::Time,
        /// `$receipt`.
        pub receipt: ::flow::Text,
        /// `$paid`.
        pub paid: ::flow::Decimal,
        /// `$parcel`.
        pub parcel: Option<::flow::system::Id<super::parcel::Parcel>>,
    }
    /// The choice `$speed`.
    #[derive(
        Clone,
        Copy,
        Debug,
        Default,
        PartialEq,
        Eq,
        PartialOrd,
        Ord,
        Hash,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Speed {
        /// `"slow"`.
        #[default]
        #[serde(rename = "slow")]
        Slow,
        /// `"fast"`.
        #[serde(rename = "fast")]
        Fast,
    }
    impl Speed {
        /// All of them, in the order of the specification.
        pub const ALL: &'static [Speed] = &[Speed::Slow, Speed::Fast];
        /// Its text.
        #[inline]
        pub const fn as_str(self) -> &'static str {
            match self {
                Speed::Slow => "slow",
                Speed::Fast => "fast",
            }
        }
        /// The one that has this text.
        pub fn from_text(text: &str) -> ::core::option::Option<Self> {
            match text {
                "slow" => ::core::option::Option::Some(Speed::Slow),
                "fast" => ::core::option::Option::Some(Speed::Fast),
                _ => ::core::option::Option::None,
            }
        }
    }
    impl ::core::fmt::Display for Speed {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    /// The events of `@order` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:checkout from @customer`: public (durable.flow:8).
        #[derive(
            Clone,
            Debug,
            Default,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Checkout {
            /// `$sku`.
            pub sku: ::flow::Text,
            /// `$speed`.
            pub speed: super::Speed,
            /// `$type`.
            pub r#type: ::flow::Text,
        }
        impl ::core::fmt::Display for Checkout {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":checkout from @customer")
            }
        }
        /// `:reserved from @stock`: internal (durable.flow:21).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Reserved {}
        impl ::core::fmt::Display for Reserved {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":reserved from @stock")
            }
        }
        /// `:missing from @stock`: internal (durable.flow:26).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Missing {}
        impl ::core::fmt::Display for Missing {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":missing from @stock")
            }
        }
        /// `:remind from @self`: internal (durable.flow:29).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Remind {}
        impl ::core::fmt::Display for Remind {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":remind from @self")
            }
        }
        /// `:charged from @bank`: internal (durable.flow:31).
        #[derive(
            Clone,
            Debug,
            Default,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Charged {
            /// `$amount`.
            pub amount: ::flow::Decimal,
        }
        impl ::core::fmt::Display for Charged {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":charged from @bank")
            }
        }
        /// `:declined from @bank`: internal (durable.flow:38).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Declined {}
        impl ::core::fmt::Display for Declined {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":declined from @bank")
            }
        }
        /// `:timer_expired from @system`: internal (durable.flow:42).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct TimerExpired {}
        impl ::core::fmt::Display for TimerExpired {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":timer_expired from @system")
            }
        }
        /// `:hurry from @customer`: public (durable.flow:44).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Hurry {}
        impl ::core::fmt::Display for Hurry {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":hurry from @customer")
            }
        }
        /// `:arrived from @parcel`: internal (durable.flow:47).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Arrived {}
        impl ::core::fmt::Display for Arrived {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":arrived from @parcel")
            }
        }
    }
    /// Any event of `@order`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Event {
        /// `:checkout from @customer`.
        #[serde(rename = "checkout")]
        Checkout(event::Checkout),
        /// `:reserved from @stock`.
        #[serde(rename = "reserved")]
        Reserved(event::Reserved),
        /// `:missing from @stock`.
        #[serde(rename = "missing")]
        Missing(event::Missing),
        /// `:remind from @self`.
        #[serde(rename = "remind")]
        Remind(event::Remind),
        /// `:charged from @bank`.
        #[serde(rename = "charged")]
        Charged(event::Charged),
        /// `:declined from @bank`.
        #[serde(rename = "declined")]
        Declined(event::Declined),
        /// `:timer_expired from @system`.
        #[serde(rename = "timer_expired")]
        TimerExpired(event::TimerExpired),
        /// `:hurry from @customer`.
        #[serde(rename = "hurry")]
        Hurry(event::Hurry),
        /// `:arrived from @parcel`.
        #[serde(rename = "arrived")]
        Arrived(event::Arrived),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Checkout(_) => EventKind::Checkout,
                Event::Reserved(_) => EventKind::Reserved,
                Event::Missing(_) => EventKind::Missing,
                Event::Remind(_) => EventKind::Remind,
                Event::Charged(_) => EventKind::Charged,
                Event::Declined(_) => EventKind::Declined,
                Event::TimerExpired(_) => EventKind::TimerExpired,
                Event::Hurry(_) => EventKind::Hurry,
                Event::Arrived(_) => EventKind::Arrived,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::Checkout> for Event {
        #[inline]
        fn from(event: event::Checkout) -> Self {
            Event::Checkout(event)
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
    impl From<event::Remind> for Event {
        #[inline]
        fn from(event: event::Remind) -> Self {
            Event::Remind(event)
        }
    }
    impl From<event::Charged> for Event {
        #[inline]
        fn from(event: event::Charged) -> Self {
            Event::Charged(event)
        }
    }
    impl From<event::Declined> for Event {
        #[inline]
        fn from(event: event::Declined) -> Self {
            Event::Declined(event)
        }
    }
    impl From<event::TimerExpired> for Event {
        #[inline]
        fn from(event: event::TimerExpired) -> Self {
            Event::TimerExpired(event)
        }
    }
    impl From<event::Hurry> for Event {
        #[inline]
        fn from(event: event::Hurry) -> Self {
            Event::Hurry(event)
        }
    }
    impl From<event::Arrived> for Event {
        #[inline]
        fn from(event: event::Arrived) -> Self {
            Event::Arrived(event)
        }
    }
    /// An event of `@order` without its payload.
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
        /// `:checkout from @customer`.
        #[serde(rename = "checkout")]
        Checkout,
        /// `:reserved from @stock`.
        #[serde(rename = "reserved")]
        Reserved,
        /// `:missing from @stock`.
        #[serde(rename = "missing")]
        Missing,
        /// `:remind from @self`.
        #[serde(rename = "remind")]
        Remind,
        /// `:charged from @bank`.
        #[serde(rename = "charged")]
        Charged,
        /// `:declined from @bank`.
        #[serde(rename = "declined")]
        Declined,
        /// `:timer_expired from @system`.
        #[serde(rename = "timer_expired")]
        TimerExpired,
        /// `:hurry from @customer`.
        #[serde(rename = "hurry")]
        Hurry,
        /// `:arrived from @parcel`.
        #[serde(rename = "arrived")]
        Arrived,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::Checkout,
            EventKind::Reserved,
            EventKind::Missing,
            EventKind::Remind,
            EventKind::Charged,
            EventKind::Declined,
            EventKind::TimerExpired,
            EventKind::Hurry,
            EventKind::Arrived,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Checkout => "checkout",
                EventKind::Reserved => "reserved",
                EventKind::Missing => "missing",
                EventKind::Remind => "remind",
                EventKind::Charged => "charged",
                EventKind::Declined => "declined",
                EventKind::TimerExpired => "timer_expired",
                EventKind::Hurry => "hurry",
                EventKind::Arrived => "arrived",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Checkout => ":checkout from @customer",
                    EventKind::Reserved => ":reserved from @stock",
                    EventKind::Missing => ":missing from @stock",
                    EventKind::Remind => ":remind from @self",
                    EventKind::Charged => ":charged from @bank",
                    EventKind::Declined => ":declined from @bank",
                    EventKind::TimerExpired => ":timer_expired from @system",
                    EventKind::Hurry => ":hurry from @customer",
                    EventKind::Arrived => ":arrived from @parcel",
                },
            )
        }
    }
    /// An emit of `@order`: an event, a message or a timer operation.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Emit {
        /// `:reserve to @stock` (durable.flow:17).
        Reserve(super::stock::event::Reserve),
        /// `:charge to @bank` (durable.flow:22).
        Charge(super::bank::Charge),
        /// `start timer` (durable.flow:23).
        StartTimer(::core::time::Duration),
        /// `schedule :remind` (durable.flow:24).
        ScheduleRemind(::core::time::Duration),
        /// `:sorry to @mailer` (durable.flow:27).
        Sorry(super::mailer::Sorry),
        /// `:pack to a new @parcel` (durable.flow:33).
        Pack(::flow::system::Id<super::parcel::Parcel>, super::parcel::event::Pack),
        /// `:count to @ledger` (durable.flow:35).
        Count(super::ledger::event::Count),
        /// `cancel :remind` (durable.flow:36).
        CancelRemind,
        /// `cancel timer` (durable.flow:39).
        CancelTimer,
        /// `:hurry to an @parcel` (durable.flow:45).
        Hurry(::flow::system::Id<super::parcel::Parcel>, super::parcel::event::Hurry),
        /// `:look to all @parcel` (durable.flow:46).
        Look(super::parcel::event::Look),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::Reserve(_) => ":reserve to @stock",
                    Emit::Charge(_) => ":charge to @bank",
                    Emit::StartTimer(_) => "start timer",
                    Emit::ScheduleRemind(_) => "schedule :remind",
                    Emit::Sorry(_) => ":sorry to @mailer",
                    Emit::Pack(..) => ":pack to a new @parcel",
                    Emit::Count(_) => ":count to @ledger",
                    Emit::CancelRemind => "cancel :remind",
                    Emit::CancelTimer => "cancel timer",
                    Emit::Hurry(..) => ":hurry to an @parcel",
                    Emit::Look(_) => ":look to all @parcel",
                },
            )
        }
    }
    /// The functions for the phrases of `@order`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `item $sku is sold` (durable.flow:9).
        fn item_sku_is_sold(
            &self,
            order: &Context,
            sku: &str,
        ) -> Result<bool, Self::Error>;
        /// `price of $sku` (durable.flow:13).
        fn price_of_sku(
            &mut self,
            order: &Context,
            sku: &str,
        ) -> Result<::flow::Decimal, Self::Error>;
        /// `note sale of $sku to ledger` (durable.flow:16).
        fn note_sale_of_sku_to_ledger(
            &mut self,
            order: &Context,
            sku: &str,
        ) -> Result<(), Self::Error>;
        /// `uuid()`: a text that is unique to this call.
        fn uuid(&mut self) -> ::flow::Text;
        /// `now()`: the current time.
        fn now(&self) -> ::flow::Time;
    }
    /// The functions for the phrases of `@order` that a host awaits, which you implement.
    ///
    /// A function is called again with the same key if it answers that there is no answer yet, or if the process ends before its answer
    /// is stored.
    pub trait AsyncBindings: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// The error of a phrase: an error, or text.
        type Error: ::flow::BindingError;
        /// `item $sku is sold` (durable.flow:9).
        fn item_sku_is_sold(
            &self,
            order: &Context,
            sku: &str,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = Result<bool, ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
        /// `price of $sku` (durable.flow:13).
        fn price_of_sku(
            &self,
            order: &Context,
            sku: &str,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = Result<::flow::Decimal, ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
        /// `note sale of $sku to ledger` (durable.flow:16).
        fn note_sale_of_sku_to_ledger(
            &self,
            order: &Context,
            sku: &str,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = Result<(), ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 1>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@order`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub struct Order {
        id: ::flow::Text,
        state: State,
        context: Context,
    }
    impl Order {
        /// An instance in the initial state, with an empty id.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Order {
                id: ::flow::Text::new(),
                state: State::New,
                context,
            }
        }
        /// An instance in the initial state.
        pub fn with_id(id: impl Into<::flow::Text>, context: Context) -> Self {
            Order {
                id: id.into(),
                state: State::New,
                context,
            }
        }
        /// An instance with a stored state and context, and an empty id.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Order {
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
            Order {
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
                State::New => ::core::matches!(event, EventKind::Checkout),
                State::Delivered | State::Cancelled => false,
                State::Asking => {
                    ::core::matches!(event, EventKind::Reserved | EventKind::Missing)
                }
                State::Paying => {
                    ::core::matches!(
                        event, EventKind::Remind | EventKind::Charged |
                        EventKind::Declined | EventKind::TimerExpired
                    )
                }
                State::Packing => {
                    ::core::matches!(event, EventKind::Hurry | EventKind::Arrived)
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
            emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
        ) -> Result<Step, Error<B::Error>> {
            respond(self, &mut event, bindings, emits)
                .map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:checkout from @customer`: accepted in `#new`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn checkout<B: Bindings>(
            &mut self,
            event: event::Checkout,
            bindings: &mut B,
            emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::New => on_checkout(self, &event, bindings, emits),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:reserved from @stock`: accepted in `#asking`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn reserved<B: Bindings>(
            &mut self,
            event: event::Reserved,
            _bindings: &mut B,
            emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Asking => Ok(on_reserved(self, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:missing from @stock`: accepted in `#asking`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn missing<B: Bindings>(
            &mut self,
            event: event::Missing,
            _bindings: &mut B,
            emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Asking => Ok(on_missing(self, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:remind from @self`: accepted in `#paying`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn remind<B: Bindings>(
            &mut self,
            event: event::Remind,
            _bindings: &mut B,
            emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Paying => Ok(on_remind(self, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:charged from @bank`: accepted in `#paying`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn charged<B: Bindings>(
            &mut self,
            mut event: event::Charged,
            _bindings: &mut B,
            emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Paying => {
                    on_charged(self, &mut event, emits).map_err(::flow::Reason::Failed)
                }
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:declined from @bank`: accepted in `#paying`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn declined<B: Bindings>(
            &mut self,
            event: event::Declined,
            _bindings: &mut B,
            emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Paying => Ok(on_declined(self, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:timer_expired from @system`: accepted in `#paying`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn timer_expired<B: Bindings>(
            &mut self,
            event: event::TimerExpired,
            _bindings: &mut B,
            _emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Paying => Ok(on_timer_expired(self)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:hurry from @customer`: accepted in `#packing`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn hurry<B: Bindings>(
            &mut self,
            event: event::Hurry,
            _bindings: &mut B,
            emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Packing => on_hurry(self, emits).map_err(::flow::Reason::Failed),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:arrived from @parcel`: accepted in `#packing`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn arrived<B: Bindings>(
            &mut self,
            event: event::Arrived,
            _bindings: &mut B,
            _emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Packing => Ok(on_arrived(self)),
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
        emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::New => {
                match event {
                    Event::Checkout(event) => {
                        on_checkout(machine, event, bindings, emits)
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Delivered | State::Cancelled => {
                Err(::flow::Reason::Rejected {
                    state: machine.state,
                })
            }
            State::Asking => {
                match event {
                    Event::Reserved(_) => Ok(on_reserved(machine, emits)),
                    Event::Missing(_) => Ok(on_missing(machine, emits)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Paying => {
                match event {
                    Event::Remind(_) => Ok(on_remind(machine, emits)),
                    Event::Charged(event) => {
                        on_charged(machine, event, emits).map_err(::flow::Reason::Failed)
                    }
                    Event::Declined(_) => Ok(on_declined(machine, emits)),
                    Event::TimerExpired(_) => Ok(on_timer_expired(machine)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Packing => {
                match event {
                    Event::Hurry(_) => {
                        on_hurry(machine, emits).map_err(::flow::Reason::Failed)
                    }
                    Event::Arrived(_) => Ok(on_arrived(machine)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
        }
    }
    /// `:checkout from @customer` in `#new` (durable.flow:8).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_checkout<B: Bindings>(
        machine: &mut Order,
        event: &event::Checkout,
        bindings: &mut B,
        emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
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
                ::flow::__private::Slot::new(),
            ),
            move |machine: &mut Order, (slot_1, slot_2, slot_3, slot_4, slot_5, slot_6)| {
                slot_6.restore(&mut machine.context.receipt);
                slot_5.restore(&mut machine.context.asked);
                slot_4.restore(&mut machine.context.total);
                slot_3.restore(&mut machine.context.r#type);
                slot_2.restore(&mut machine.context.speed);
                slot_1.restore(&mut machine.context.sku);
                machine.state = from;
            },
        );
        let (machine, (slot_1, slot_2, slot_3, slot_4, slot_5, slot_6)) = undo.parts();
        if B::item_sku_is_sold(bindings, &machine.context, event.sku.as_str())
            .map_err(|error| ::flow::__private::binding_failed(
                "item $sku is sold",
                error,
            ))?
        {
            let value = event.sku.clone();
            slot_1.fill(::core::mem::replace(&mut machine.context.sku, value));
            let value = event.speed;
            slot_2.fill(::core::mem::replace(&mut machine.context.speed, value));
            let value = event.r#type.clone();
            slot_3.fill(::core::mem::replace(&mut machine.context.r#type, value));
            {
                let answer = B::price_of_sku(
                        bindings,
                        &machine.context,
                        event.sku.as_str(),
                    )
                    .map_err(|error| ::flow::__private::binding_failed(
                        "price of $sku",
                        error,
                    ))?;
                slot_4.fill(::core::mem::replace(&mut machine.context.total, answer));
            }
            let value = B::now(bindings);
            slot_5.fill(::core::mem::replace(&mut machine.context.asked, value));
            let value = B::uuid(bindings);
            slot_6.fill(::core::mem::replace(&mut machine.context.receipt, value));
            B::note_sale_of_sku_to_ledger(bindings, &machine.context, event.sku.as_str())
                .map_err(|error| ::flow::__private::binding_failed(
                    "note sale of $sku to ledger",
                    error,
                ))?;
            emits
                .emit(
                    Emit::Reserve({
                        let sent = super::stock::event::Reserve {
                            sku: event.sku.clone(),
                            order_id: machine.id.clone(),
                        };
                        (!(sent.sku.is_empty()))
                            .then_some(sent)
                            .ok_or(::flow::Failure::Arithmetic {
                                expression: "emit :reserve to @stock with $sku, $order_id",
                            })?
                    }),
                );
            machine.state = State::Asking;
            step.pass(0, State::Asking);
        } else {
            return Err(
                ::flow::Reason::Refused(
                    ::flow::Refusal::computed(
                        ::flow::__private::Joined::new()
                            .and(event.sku.as_str())
                            .and(" is not sold")
                            .text(),
                    ),
                ),
            );
        }
        undo.commit();
        Ok(step)
    }
    /// `:reserved from @stock` in `#asking` (durable.flow:21).
    #[inline]
    fn on_reserved(
        machine: &mut Order,
        emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits
            .emit(
                Emit::Charge(super::bank::Charge {
                    amount: machine.context.total,
                }),
            );
        emits.emit(Emit::StartTimer(::core::time::Duration::from_secs(259200)));
        emits.emit(Emit::ScheduleRemind(::core::time::Duration::from_secs(86400)));
        machine.state = State::Paying;
        step.pass(0, State::Paying);
        step
    }
    /// `:missing from @stock` in `#asking` (durable.flow:26).
    #[inline]
    fn on_missing(
        machine: &mut Order,
        emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits
            .emit(
                Emit::Sorry(super::mailer::Sorry {
                    sku: machine.context.sku.clone(),
                }),
            );
        machine.state = State::Cancelled;
        step.pass(0, State::Cancelled);
        step
    }
    /// `:remind from @self` in `#paying` (durable.flow:29).
    #[inline]
    fn on_remind(
        machine: &mut Order,
        emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
    ) -> Step {
        emits
            .emit(
                Emit::Sorry(super::mailer::Sorry {
                    sku: machine.context.sku.clone(),
                }),
            );
        ::flow::Step::stay(machine.state)
    }
    /// `:charged from @bank` in `#paying` (durable.flow:31).
    #[inline]
    fn on_charged<F>(
        machine: &mut Order,
        event: &mut event::Charged,
        emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
    ) -> Result<Step, ::flow::Failure<F>> {
        let mut step = ::flow::Step::stay(machine.state);
        let mut slot_2 = ::flow::__private::Slot::new();
        #[allow(unused_assignments)]
        let mut made_3: Option<::flow::system::Id<super::parcel::Parcel>> = None;
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(),),
            move |machine: &mut Order, (slot_1,)| {
                slot_1.restore(&mut machine.context.paid);
                machine.state = from;
            },
        );
        let (machine, (slot_1,)) = undo.parts();
        let value = event.amount;
        slot_1.fill(::core::mem::replace(&mut machine.context.paid, value));
        slot_2
            .fill({
                let sent = super::parcel::event::Pack {
                    content: machine.context.sku.clone(),
                    speed: machine.context.speed,
                };
                let made = ::flow::system::Neighbours::<
                    Order,
                >::reserve::<super::parcel::Parcel>(emits);
                made_3 = Some(::core::clone::Clone::clone(&made));
                Emit::Pack(made, sent)
            });
        let computed_1: Option<::flow::system::Id<super::parcel::Parcel>> = Some(
            made_3
                .clone()
                .or_else(|| ::flow::system::Neighbours::<
                    Order,
                >::partner::<super::parcel::Parcel>(emits))
                .ok_or(::flow::Failure::Arithmetic {
                    expression: "@parcel",
                })?,
        );
        slot_2.send(emits);
        emits
            .emit(
                Emit::Count(super::ledger::event::Count {
                    amount: event.amount,
                }),
            );
        emits.emit(Emit::CancelRemind);
        machine.context.parcel = computed_1;
        machine.state = State::Packing;
        step.pass(0, State::Packing);
        undo.commit();
        Ok(step)
    }
    /// `:declined from @bank` in `#paying` (durable.flow:38).
    #[inline]
    fn on_declined(
        machine: &mut Order,
        emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits.emit(Emit::CancelTimer);
        emits
            .emit(
                Emit::Sorry(super::mailer::Sorry {
                    sku: machine.context.sku.clone(),
                }),
            );
        machine.state = State::Cancelled;
        step.pass(0, State::Cancelled);
        step
    }
    /// `:timer_expired from @system` in `#paying` (durable.flow:42).
    #[inline]
    fn on_timer_expired(machine: &mut Order) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        machine.state = State::Cancelled;
        step.pass(0, State::Cancelled);
        step
    }
    /// `:hurry from @customer` in `#packing` (durable.flow:44).
    #[inline]
    fn on_hurry<F>(
        machine: &mut Order,
        emits: &mut (impl ::flow::Sink<Emit> + ::flow::system::Neighbours<Order>),
    ) -> Result<Step, ::flow::Failure<F>> {
        emits
            .emit(
                Emit::Hurry(
                    ::core::clone::Clone::clone(&machine.context.parcel)
                        .ok_or(::flow::Failure::Arithmetic {
                            expression: "$parcel",
                        })?,
                    super::parcel::event::Hurry {},
                ),
            );
        emits.emit(Emit::Look(super::parcel::event::Look {}));
        Ok(::flow::Step::stay(machine.state))
    }
    /// `:arrived from @parcel` in `#packing` (durable.flow:47).
    #[inline]
    fn on_arrived(machine: &mut Order) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        machine.state = State::Delivered;
        step.pass(0, State::Delivered);
        step
    }
    /// The states, events and transitions of `@order`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "order",
        place: ::flow::model::Place {
            file: "durable.flow",
            line: 4,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("new", "durable.flow", 5, 13),
            ("delivered", "durable.flow", 6, 11),
            ("cancelled", "durable.flow", 6, 23),
            ("asking", "durable.flow", 18, 22),
            ("paying", "durable.flow", 25, 20),
            ("packing", "durable.flow", 37, 20),
        ]),
        events: &::flow::__private::model::events([
            ("checkout", Some("customer"), true, "durable.flow", 8, 7),
            ("reserved", Some("stock"), false, "durable.flow", 21, 6),
            ("missing", Some("stock"), false, "durable.flow", 26, 6),
            ("remind", Some("self"), false, "durable.flow", 29, 6),
            ("charged", Some("bank"), false, "durable.flow", 31, 6),
            ("declined", Some("bank"), false, "durable.flow", 38, 6),
            ("timer_expired", Some("system"), false, "durable.flow", 42, 6),
            ("hurry", Some("customer"), true, "durable.flow", 44, 7),
            ("arrived", Some("parcel"), false, "durable.flow", 47, 6),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 3, "durable.flow", 8, 3),
            (3, 1, 4, "durable.flow", 21, 3),
            (3, 2, 2, "durable.flow", 26, 3),
            (4, 3, 4, "durable.flow", 29, 3),
            (4, 4, 5, "durable.flow", 31, 3),
            (4, 5, 2, "durable.flow", 38, 3),
            (4, 6, 2, "durable.flow", 42, 3),
            (5, 7, 5, "durable.flow", 44, 3),
            (5, 8, 1, "durable.flow", 47, 3),
        ]),
    };
}
/// The machine `@stock` (durable.flow:50).
///
///
/// Scenarios:
///
/// - `shelves` (durable.flow:53)
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
pub mod stock {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@stock`.
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
        /// `#idle` (durable.flow:50): the initial state.
        #[serde(rename = "idle")]
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
        /// The state with this name, without `#`.
        pub fn from_name(name: &str) -> ::core::option::Option<Self> {
            match name {
                "idle" => ::core::option::Option::Some(State::Idle),
                _ => ::core::option::Option::None,
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@stock`.
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
    #[serde(deny_unknown_fields)]
    pub struct Context {
        /// `$sku`.
        pub sku: ::flow::Text,
        /// `$left`.
        pub left: i64,
    }
    /// The events of `@stock` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:reserve from @order`: internal (durable.flow:56).
        #[derive(
            Clone,
            Debug,
            Default,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Reserve {
            /// `$sku`.
            pub sku: ::flow::Text,
            /// `$order_id`.
            pub order_id: ::flow::Text,
        }
        impl ::core::fmt::Display for Reserve {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":reserve from @order")
            }
        }
        /// `:refill from @clerk`: public (durable.flow:62).
        #[derive(
            Clone,
            Debug,
            Default,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Refill {
            /// `$pieces`.
            pub pieces: i64,
        }
        impl ::core::fmt::Display for Refill {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":refill from @clerk")
            }
        }
    }
    /// Any event of `@stock`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Event {
        /// `:reserve from @order`.
        #[serde(rename = "reserve")]
        Reserve(event::Reserve),
        /// `:refill from @clerk`.
        #[serde(rename = "refill")]
        Refill(event::Refill),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Reserve(_) => EventKind::Reserve,
                Event::Refill(_) => EventKind::Refill,
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
    impl From<event::Refill> for Event {
        #[inline]
        fn from(event: event::Refill) -> Self {
            Event::Refill(event)
        }
    }
    /// An event of `@stock` without its payload.
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
        /// `:reserve from @order`.
        #[serde(rename = "reserve")]
        Reserve,
        /// `:refill from @clerk`.
        #[serde(rename = "refill")]
        Refill,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[EventKind::Reserve, EventKind::Refill];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Reserve => "reserve",
                EventKind::Refill => "refill",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Reserve => ":reserve from @order",
                    EventKind::Refill => ":refill from @clerk",
                },
            )
        }
    }
    /// An emit of `@stock`: an event, a message or a timer operation.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Emit {
        /// `:reserved to @order` (durable.flow:59).
        Reserved(super::order::event::Reserved),
        /// `:missing to @order` (durable.flow:61).
        Missing(super::order::event::Missing),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::Reserved(_) => ":reserved to @order",
                    Emit::Missing(_) => ":missing to @order",
                },
            )
        }
    }
    /// The functions for the phrases of `@stock`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
    }
    impl Bindings for () {
        type Error = ::core::convert::Infallible;
    }
    /// The functions for the phrases of `@stock` that a host awaits, which you implement.
    ///
    /// A function is called again with the same key if it answers that there is no answer yet, or if the process ends before its answer
    /// is stored.
    pub trait AsyncBindings: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// The error of a phrase: an error, or text.
        type Error: ::flow::BindingError;
    }
    impl AsyncBindings for () {
        type Error = ::core::convert::Infallible;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 0>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@stock`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub struct Stock {
        state: State,
        context: Context,
    }
    impl Default for Stock {
        #[inline]
        fn default() -> Self {
            Stock::new(Context::default())
        }
    }
    impl Stock {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Stock {
                state: State::Idle,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Stock { state, context }
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
                State::Idle => {
                    ::core::matches!(event, EventKind::Reserve | EventKind::Refill)
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
        /// `:reserve from @order`: accepted in `#idle`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn reserve<B: Bindings>(
            &mut self,
            event: event::Reserve,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = on_reserve(self, emits).map_err(::flow::Reason::Failed);
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:refill from @clerk`: accepted in `#idle`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn refill<B: Bindings>(
            &mut self,
            event: event::Refill,
            _bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = on_refill(self, &event).map_err(::flow::Reason::Failed);
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
    }
    /// Handles any event, which remains whole if that fails.
    #[inline]
    pub(super) fn respond<B: Bindings>(
        machine: &mut Stock,
        event: &mut Event,
        _bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match event {
            Event::Reserve(_) => {
                on_reserve(machine, emits).map_err(::flow::Reason::Failed)
            }
            Event::Refill(event) => {
                on_refill(machine, event).map_err(::flow::Reason::Failed)
            }
        }
    }
    /// `:reserve from @order` in `#idle` (durable.flow:56).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_reserve<F>(
        machine: &mut Stock,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<F>> {
        if machine.context.left > 0 {
            let computed_1: i64 = ::flow::__private::Arithmetic::subtract(
                    machine.context.left,
                    1,
                )
                .ok_or(::flow::Failure::Arithmetic {
                    expression: "$left decreases by 1",
                })?;
            emits.emit(Emit::Reserved(super::order::event::Reserved {}));
            machine.context.left = computed_1;
        } else {
            emits.emit(Emit::Missing(super::order::event::Missing {}));
        }
        Ok(::flow::Step::stay(machine.state))
    }
    /// `:refill from @clerk` in `#idle` (durable.flow:62).
    #[inline]
    fn on_refill<F>(
        machine: &mut Stock,
        event: &event::Refill,
    ) -> Result<Step, ::flow::Failure<F>> {
        machine.context.left = ::flow::__private::Arithmetic::add(
                machine.context.left,
                event.pieces,
            )
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$left increases by $pieces",
            })?;
        Ok(::flow::Step::stay(machine.state))
    }
    /// The states, events and transitions of `@stock`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "stock",
        place: ::flow::model::Place {
            file: "durable.flow",
            line: 50,
            column: 10,
        },
        states: &::flow::__private::model::states([("idle", "durable.flow", 50, 10)]),
        events: &::flow::__private::model::events([
            ("reserve", Some("order"), false, "durable.flow", 56, 8),
            ("refill", Some("clerk"), true, "durable.flow", 62, 9),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 0, "durable.flow", 56, 5),
            (0, 1, 0, "durable.flow", 62, 5),
        ]),
    };
}
/// The machine `@parcel` (durable.flow:65).
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
pub mod parcel {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@parcel`.
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
        /// `#open` (durable.flow:66): the initial state.
        #[serde(rename = "open")]
        Open,
        /// `#there` (durable.flow:67, an end).
        #[serde(rename = "there")]
        There,
        /// `#on_its_way` (durable.flow:74).
        #[serde(rename = "on_its_way")]
        OnItsWay,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[State::Open, State::There, State::OnItsWay];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Open => "open",
                State::There => "there",
                State::OnItsWay => "on_its_way",
            }
        }
        /// Whether an instance in this state has come to its end: `ends in` names the state.
        #[inline]
        pub const fn is_end(self) -> bool {
            ::core::matches!(self, State::There)
        }
        /// The state with this name, without `#`.
        pub fn from_name(name: &str) -> ::core::option::Option<Self> {
            match name {
                "open" => ::core::option::Option::Some(State::Open),
                "there" => ::core::option::Option::Some(State::There),
                "on_its_way" => ::core::option::Option::Some(State::OnItsWay),
                _ => ::core::option::Option::None,
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@parcel`.
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
    #[serde(deny_unknown_fields)]
    pub struct Context {
        /// `$content`.
        pub content: ::flow::Text,
        /// `$fast`.
        pub fast: bool,
        /// `$looks`.
        pub looks: i64,
    }
    /// The events of `@parcel` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:pack from @order`: internal (durable.flow:69).
        #[derive(
            Clone,
            Debug,
            Default,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Pack {
            /// `$content`.
            pub content: ::flow::Text,
            /// `$speed`.
            pub speed: super::super::order::Speed,
        }
        impl ::core::fmt::Display for Pack {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":pack from @order")
            }
        }
        /// `:hurry from @order`: internal (durable.flow:75).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Hurry {}
        impl ::core::fmt::Display for Hurry {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":hurry from @order")
            }
        }
        /// `:look from @order`: internal (durable.flow:77).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Look {}
        impl ::core::fmt::Display for Look {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":look from @order")
            }
        }
        /// `:arrival from @system`: internal (durable.flow:79).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Arrival {}
        impl ::core::fmt::Display for Arrival {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":arrival from @system")
            }
        }
    }
    /// Any event of `@parcel`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Event {
        /// `:pack from @order`.
        #[serde(rename = "pack")]
        Pack(event::Pack),
        /// `:hurry from @order`.
        #[serde(rename = "hurry")]
        Hurry(event::Hurry),
        /// `:look from @order`.
        #[serde(rename = "look")]
        Look(event::Look),
        /// `:arrival from @system`.
        #[serde(rename = "arrival")]
        Arrival(event::Arrival),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Pack(_) => EventKind::Pack,
                Event::Hurry(_) => EventKind::Hurry,
                Event::Look(_) => EventKind::Look,
                Event::Arrival(_) => EventKind::Arrival,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::Pack> for Event {
        #[inline]
        fn from(event: event::Pack) -> Self {
            Event::Pack(event)
        }
    }
    impl From<event::Hurry> for Event {
        #[inline]
        fn from(event: event::Hurry) -> Self {
            Event::Hurry(event)
        }
    }
    impl From<event::Look> for Event {
        #[inline]
        fn from(event: event::Look) -> Self {
            Event::Look(event)
        }
    }
    impl From<event::Arrival> for Event {
        #[inline]
        fn from(event: event::Arrival) -> Self {
            Event::Arrival(event)
        }
    }
    /// An event of `@parcel` without its payload.
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
        /// `:pack from @order`.
        #[serde(rename = "pack")]
        Pack,
        /// `:hurry from @order`.
        #[serde(rename = "hurry")]
        Hurry,
        /// `:look from @order`.
        #[serde(rename = "look")]
        Look,
        /// `:arrival from @system`.
        #[serde(rename = "arrival")]
        Arrival,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::Pack,
            EventKind::Hurry,
            EventKind::Look,
            EventKind::Arrival,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Pack => "pack",
                EventKind::Hurry => "hurry",
                EventKind::Look => "look",
                EventKind::Arrival => "arrival",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Pack => ":pack from @order",
                    EventKind::Hurry => ":hurry from @order",
                    EventKind::Look => ":look from @order",
                    EventKind::Arrival => ":arrival from @system",
                },
            )
        }
    }
    /// An emit of `@parcel`: an event, a message or a timer operation.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Emit {
        /// `start timer :arrival` (durable.flow:73).
        StartTimerArrival(::core::time::Duration),
        /// `:arrived to @order` (durable.flow:80).
        Arrived(super::order::event::Arrived),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::StartTimerArrival(_) => "start timer :arrival",
                    Emit::Arrived(_) => ":arrived to @order",
                },
            )
        }
    }
    /// The functions for the phrases of `@parcel`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
    }
    impl Bindings for () {
        type Error = ::core::convert::Infallible;
    }
    /// The functions for the phrases of `@parcel` that a host awaits, which you implement.
    ///
    /// A function is called again with the same key if it answers that there is no answer yet, or if the process ends before its answer
    /// is stored.
    pub trait AsyncBindings: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// The error of a phrase: an error, or text.
        type Error: ::flow::BindingError;
    }
    impl AsyncBindings for () {
        type Error = ::core::convert::Infallible;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 1>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@parcel`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub struct Parcel {
        state: State,
        context: Context,
    }
    impl Default for Parcel {
        #[inline]
        fn default() -> Self {
            Parcel::new(Context::default())
        }
    }
    impl Parcel {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Parcel {
                state: State::Open,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Parcel { state, context }
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
                State::Open => ::core::matches!(event, EventKind::Pack),
                State::There => false,
                State::OnItsWay => {
                    ::core::matches!(
                        event, EventKind::Hurry | EventKind::Look | EventKind::Arrival
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
        /// `:pack from @order`: accepted in `#open`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn pack<B: Bindings>(
            &mut self,
            mut event: event::Pack,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Open => Ok(on_pack(self, &mut event, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:hurry from @order`: accepted in `#on_its_way`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn hurry<B: Bindings>(
            &mut self,
            event: event::Hurry,
            _bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::OnItsWay => Ok(on_hurry(self)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:look from @order`: accepted in `#on_its_way`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn look<B: Bindings>(
            &mut self,
            event: event::Look,
            _bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::OnItsWay => on_look(self).map_err(::flow::Reason::Failed),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:arrival from @system`: accepted in `#on_its_way`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn arrival<B: Bindings>(
            &mut self,
            event: event::Arrival,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::OnItsWay => Ok(on_arrival(self, emits)),
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
        machine: &mut Parcel,
        event: &mut Event,
        _bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Open => {
                match event {
                    Event::Pack(event) => Ok(on_pack(machine, event, emits)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::There => {
                Err(::flow::Reason::Rejected {
                    state: machine.state,
                })
            }
            State::OnItsWay => {
                match event {
                    Event::Hurry(_) => Ok(on_hurry(machine)),
                    Event::Look(_) => on_look(machine).map_err(::flow::Reason::Failed),
                    Event::Arrival(_) => Ok(on_arrival(machine, emits)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
        }
    }
    /// `:pack from @order` in `#open` (durable.flow:69).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_pack(
        machine: &mut Parcel,
        event: &mut event::Pack,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (::flow::__private::Slot::new(), ::flow::__private::Slot::new()),
            move |machine: &mut Parcel, (slot_1, slot_2)| {
                slot_2.restore(&mut machine.context.fast);
                slot_1.restore(&mut machine.context.content);
                machine.state = from;
            },
        );
        let (machine, (slot_1, slot_2)) = undo.parts();
        let value = ::core::mem::take(&mut event.content);
        slot_1.fill(::core::mem::replace(&mut machine.context.content, value));
        if event.speed == super::order::Speed::Fast {
            let value = true;
            slot_2.fill(::core::mem::replace(&mut machine.context.fast, value));
        }
        emits.emit(Emit::StartTimerArrival(::core::time::Duration::from_secs(172800)));
        machine.state = State::OnItsWay;
        step.pass(0, State::OnItsWay);
        undo.commit();
        step
    }
    /// `:hurry from @order` in `#on_its_way` (durable.flow:75).
    #[inline]
    fn on_hurry(machine: &mut Parcel) -> Step {
        machine.context.fast = true;
        ::flow::Step::stay(machine.state)
    }
    /// `:look from @order` in `#on_its_way` (durable.flow:77).
    #[inline]
    fn on_look<F>(machine: &mut Parcel) -> Result<Step, ::flow::Failure<F>> {
        machine.context.looks = ::flow::__private::Arithmetic::add(
                machine.context.looks,
                1,
            )
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$looks: integer increases by 1",
            })?;
        Ok(::flow::Step::stay(machine.state))
    }
    /// `:arrival from @system` in `#on_its_way` (durable.flow:79).
    #[inline]
    fn on_arrival(machine: &mut Parcel, emits: &mut impl ::flow::Sink<Emit>) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits.emit(Emit::Arrived(super::order::event::Arrived {}));
        machine.state = State::There;
        step.pass(0, State::There);
        step
    }
    /// The states, events and transitions of `@parcel`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "parcel",
        place: ::flow::model::Place {
            file: "durable.flow",
            line: 65,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("open", "durable.flow", 66, 13),
            ("there", "durable.flow", 67, 11),
            ("on_its_way", "durable.flow", 74, 21),
        ]),
        events: &::flow::__private::model::events([
            ("pack", Some("order"), false, "durable.flow", 69, 6),
            ("hurry", Some("order"), false, "durable.flow", 75, 6),
            ("look", Some("order"), false, "durable.flow", 77, 6),
            ("arrival", Some("system"), false, "durable.flow", 79, 6),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 2, "durable.flow", 69, 3),
            (2, 1, 2, "durable.flow", 75, 3),
            (2, 2, 2, "durable.flow", 77, 3),
            (2, 3, 1, "durable.flow", 79, 3),
        ]),
    };
}
/// The machine `@ledger` (durable.flow:83).
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
pub mod ledger {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@ledger`.
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
        /// `#idle` (durable.flow:83): the initial state.
        #[serde(rename = "idle")]
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
        /// The state with this name, without `#`.
        pub fn from_name(name: &str) -> ::core::option::Option<Self> {
            match name {
                "idle" => ::core::option::Option::Some(State::Idle),
                _ => ::core::option::Option::None,
            }
        }
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "#{}", self.name())
        }
    }
    /// The variables of an instance of `@ledger`.
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
    #[serde(deny_unknown_fields)]
    pub struct Context {
        /// `$sum`.
        pub sum: ::flow::Decimal,
        /// `$closed`.
        pub closed: ::flow::List<::flow::Decimal>,
    }
    /// The events of `@ledger` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:count from @order`: internal (durable.flow:86).
        #[derive(
            Clone,
            Debug,
            Default,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Count {
            /// `$amount`.
            pub amount: ::flow::Decimal,
        }
        impl ::core::fmt::Display for Count {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":count from @order")
            }
        }
        /// `:close from @clerk`: public (durable.flow:88).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Close {}
        impl ::core::fmt::Display for Close {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":close from @clerk")
            }
        }
    }
    /// Any event of `@ledger`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Event {
        /// `:count from @order`.
        #[serde(rename = "count")]
        Count(event::Count),
        /// `:close from @clerk`.
        #[serde(rename = "close")]
        Close(event::Close),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Count(_) => EventKind::Count,
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
    impl From<event::Count> for Event {
        #[inline]
        fn from(event: event::Count) -> Self {
            Event::Count(event)
        }
    }
    impl From<event::Close> for Event {
        #[inline]
        fn from(event: event::Close) -> Self {
            Event::Close(event)
        }
    }
    /// An event of `@ledger` without its payload.
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
        /// `:count from @order`.
        #[serde(rename = "count")]
        Count,
        /// `:close from @clerk`.
        #[serde(rename = "close")]
        Close,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[EventKind::Count, EventKind::Close];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Count => "count",
                EventKind::Close => "close",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Count => ":count from @order",
                    EventKind::Close => ":close from @clerk",
                },
            )
        }
    }
    /// An emit of `@ledger`: an event, a message or a timer operation.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Emit {}
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, _f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match *self {}
        }
    }
    /// The functions for the phrases of `@ledger`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
    }
    impl Bindings for () {
        type Error = ::core::convert::Infallible;
    }
    /// The functions for the phrases of `@ledger` that a host awaits, which you implement.
    ///
    /// A function is called again with the same key if it answers that there is no answer yet, or if the process ends before its answer
    /// is stored.
    pub trait AsyncBindings: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// The error of a phrase: an error, or text.
        type Error: ::flow::BindingError;
    }
    impl AsyncBindings for () {
        type Error = ::core::convert::Infallible;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 0>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@ledger`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub struct Ledger {
        state: State,
        context: Context,
    }
    impl Default for Ledger {
        #[inline]
        fn default() -> Self {
            Ledger::new(Context::default())
        }
    }
    impl Ledger {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Ledger {
                state: State::Idle,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Ledger { state, context }
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
                State::Idle => {
                    ::core::matches!(event, EventKind::Count | EventKind::Close)
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
        /// `:count from @order`: accepted in `#idle`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn count<B: Bindings>(
            &mut self,
            event: event::Count,
            _bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = on_count(self, &event).map_err(::flow::Reason::Failed);
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:close from @clerk`: accepted in `#idle`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn close<B: Bindings>(
            &mut self,
            event: event::Close,
            _bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = Ok(on_close(self));
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
    }
    /// Handles any event, which remains whole if that fails.
    #[inline]
    pub(super) fn respond<B: Bindings>(
        machine: &mut Ledger,
        event: &mut Event,
        _bindings: &mut B,
        _emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match event {
            Event::Count(event) => {
                on_count(machine, event).map_err(::flow::Reason::Failed)
            }
            Event::Close(_) => Ok(on_close(machine)),
        }
    }
    /// `:count from @order` in `#idle` (durable.flow:86).
    #[inline]
    fn on_count<F>(
        machine: &mut Ledger,
        event: &event::Count,
    ) -> Result<Step, ::flow::Failure<F>> {
        machine.context.sum = ::flow::__private::Arithmetic::add(
                machine.context.sum,
                event.amount,
            )
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$sum: number increases by $amount",
            })?;
        Ok(::flow::Step::stay(machine.state))
    }
    /// `:close from @clerk` in `#idle` (durable.flow:88).
    #[inline]
    fn on_close(machine: &mut Ledger) -> Step {
        machine.context.closed.push(machine.context.sum);
        machine.context.sum = ::flow::__private::decimal(0, 0);
        ::flow::Step::stay(machine.state)
    }
    /// The states, events and transitions of `@ledger`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "ledger",
        place: ::flow::model::Place {
            file: "durable.flow",
            line: 83,
            column: 10,
        },
        states: &::flow::__private::model::states([("idle", "durable.flow", 83, 10)]),
        events: &::flow::__private::model::events([
            ("count", Some("order"), false, "durable.flow", 86, 6),
            ("close", Some("clerk"), true, "durable.flow", 88, 7),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 0, "durable.flow", 86, 3),
            (0, 1, 0, "durable.flow", 88, 3),
        ]),
    };
}
/// The messages to the outside actor `@bank`.
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
pub mod bank {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// `:charge` (durable.flow:22).
    #[derive(
        Clone,
        Debug,
        Default,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    #[serde(deny_unknown_fields)]
    pub struct Charge {
        /// `$amount`.
        pub amount: ::flow::Decimal,
    }
    impl From<Charge> for Message {
        #[inline]
        fn from(message: Charge) -> Self {
            Message::Charge(message)
        }
    }
    /// Any message to `@bank`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Message {
        /// `:charge`.
        #[serde(rename = "charge")]
        Charge(Charge),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::Charge(_) => "charge",
            }
        }
    }
    impl ::core::fmt::Display for Message {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, ":{}", self.name())
        }
    }
    /// Delivers messages to the actor `@bank`, which you implement for a host.
    ///
    /// A message is delivered after the step that sends it is stored, and again with the same key until that succeeds.
    pub trait Actor: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// The error of a delivery: an error, or text.
        type Error: ::flow::BindingError;
        /// `:charge` (durable.flow:22). `None` is no answer, or one that comes later by another way.
        fn charge(
            &self,
            message: &Charge,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = ::core::result::Result<
                ::core::option::Option<Answer>,
                ::flow_durable::Trouble<Self::Error>,
            >,
        > + ::core::marker::Send;
    }
    /// An answer of `@bank`: an event to the machine that sent the message.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Answer {
        /// `:charged from @bank`.
        Charged(super::order::event::Charged),
        /// `:declined from @bank`.
        Declined(super::order::event::Declined),
    }
    impl From<super::order::event::Charged> for Answer {
        fn from(event: super::order::event::Charged) -> Self {
            Answer::Charged(event)
        }
    }
    impl From<super::order::event::Declined> for Answer {
        fn from(event: super::order::event::Declined) -> Self {
            Answer::Declined(event)
        }
    }
    impl Answer {
        fn write(
            &self,
        ) -> ::core::result::Result<
            ::flow_durable::StoredEvent,
            ::flow_durable::Unreadable,
        > {
            match self {
                Answer::Charged(payload) => {
                    ::flow_durable::__private::write_event::<
                        super::order::Order,
                    >(4usize, payload)
                }
                Answer::Declined(payload) => {
                    ::flow_durable::__private::write_event::<
                        super::order::Order,
                    >(5usize, payload)
                }
            }
        }
    }
    /// The actor `@bank`, for a host.
    #[derive(Clone, Copy, Debug)]
    pub struct Bank;
    impl ::flow_durable::Outside for Bank {
        type Program = super::system::Program;
        const NAME: &'static str = "bank";
    }
    impl<A_: Actor> ::flow_durable::Reaches<A_> for Bank {
        fn deliver<'a>(
            actor: &'a A_,
            name: &'a str,
            payload: &'a str,
            call: &'a ::flow_durable::Call,
        ) -> ::flow_durable::BoxFuture<
            'a,
            ::core::result::Result<
                ::core::option::Option<::flow_durable::StoredEvent>,
                ::flow_durable::Trouble<::flow::Text>,
            >,
        > {
            ::flow::__private::Box::pin(async move {
                match name {
                    "charge" => {
                        let message: Charge = ::flow_durable::__private::read_payload(
                                name,
                                payload,
                            )
                            .map_err(::flow_durable::__private::refuse)?;
                        ::flow_durable::__private::reply(
                                A_::charge(actor, &message, call),
                                Answer::write,
                            )
                            .await
                    }
                    _ => {
                        ::core::result::Result::Err(
                            ::flow_durable::__private::unknown_message("bank", name),
                        )
                    }
                }
            })
        }
    }
}
/// The messages to the outside actor `@mailer`.
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
pub mod mailer {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// `:sorry` (durable.flow:27).
    #[derive(
        Clone,
        Debug,
        Default,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    #[serde(deny_unknown_fields)]
    pub struct Sorry {
        /// `$sku`.
        pub sku: ::flow::Text,
    }
    impl From<Sorry> for Message {
        #[inline]
        fn from(message: Sorry) -> Self {
            Message::Sorry(message)
        }
    }
    /// Any message to `@mailer`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Message {
        /// `:sorry`.
        #[serde(rename = "sorry")]
        Sorry(Sorry),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
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
    /// Delivers messages to the actor `@mailer`, which you implement for a host.
    ///
    /// A message is delivered after the step that sends it is stored, and again with the same key until that succeeds.
    pub trait Actor: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// The error of a delivery: an error, or text.
        type Error: ::flow::BindingError;
        /// `:sorry` (durable.flow:27).
        fn sorry(
            &self,
            message: &Sorry,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = ::core::result::Result<(), ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
    }
    /// The actor `@mailer`, for a host.
    #[derive(Clone, Copy, Debug)]
    pub struct Mailer;
    impl ::flow_durable::Outside for Mailer {
        type Program = super::system::Program;
        const NAME: &'static str = "mailer";
    }
    impl<A_: Actor> ::flow_durable::Reaches<A_> for Mailer {
        fn deliver<'a>(
            actor: &'a A_,
            name: &'a str,
            payload: &'a str,
            call: &'a ::flow_durable::Call,
        ) -> ::flow_durable::BoxFuture<
            'a,
            ::core::result::Result<
                ::core::option::Option<::flow_durable::StoredEvent>,
                ::flow_durable::Trouble<::flow::Text>,
            >,
        > {
            ::flow::__private::Box::pin(async move {
                match name {
                    "sorry" => {
                        let message: Sorry = ::flow_durable::__private::read_payload(
                                name,
                                payload,
                            )
                            .map_err(::flow_durable::__private::refuse)?;
                        ::flow_durable::__private::done(A_::sorry(actor, &message, call))
                            .await
                    }
                    _ => {
                        ::core::result::Result::Err(
                            ::flow_durable::__private::unknown_message("mailer", name),
                        )
                    }
                }
            })
        }
    }
}
::flow::__private::with_alloc! {
/// The system `parcel shop`: all machines in one process.
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
    #[repr(u8)]
    pub enum Event {
        /// The machine `order`.
        #[serde(rename = "order")]
        Order(super::order::Event),
        /// The machine `stock`.
        #[serde(rename = "stock")]
        Stock(super::stock::Event),
        /// The machine `parcel`.
        #[serde(rename = "parcel")]
        Parcel(super::parcel::Event),
        /// The machine `ledger`.
        #[serde(rename = "ledger")]
        Ledger(super::ledger::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Order(inner) => ::core::fmt::Display::fmt(inner, f),
                Event::Stock(inner) => ::core::fmt::Display::fmt(inner, f),
                Event::Parcel(inner) => ::core::fmt::Display::fmt(inner, f),
                Event::Ledger(inner) => ::core::fmt::Display::fmt(inner, f),
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
        /// The machine `order`.
        #[serde(rename = "order")]
        Order(super::order::State),
        /// The machine `stock`.
        #[serde(rename = "stock")]
        Stock(super::stock::State),
        /// The machine `parcel`.
        #[serde(rename = "parcel")]
        Parcel(super::parcel::State),
        /// The machine `ledger`.
        #[serde(rename = "ledger")]
        Ledger(super::ledger::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Order(inner) => ::core::fmt::Display::fmt(inner, f),
                State::Stock(inner) => ::core::fmt::Display::fmt(inner, f),
                State::Parcel(inner) => ::core::fmt::Display::fmt(inner, f),
                State::Ledger(inner) => ::core::fmt::Display::fmt(inner, f),
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
        /// A message to `bank`.
        #[serde(rename = "bank")]
        Bank(super::bank::Message),
        /// A message to `mailer`.
        #[serde(rename = "mailer")]
        Mailer(super::mailer::Message),
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
        /// A system with the instances of machines that are `one for all`, with its clock at zero.
        pub fn new(bindings: B) -> Self {
            let mut system = System {
                network: ::flow::__private::system::Network::new(),
                bindings,
            };
            let _ = system.create_ledger(Default::default());
            system
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
            self.network.create(|id| super::order::Order::with_id(id, context))
        }
        /// Starts the instance of `@stock` whose keys are in these variables, in place of the one that there is.
        pub fn create_stock(
            &mut self,
            context: super::stock::Context,
        ) -> ::flow::system::Id<super::stock::Stock> {
            let id = ::flow::system::Id::<
                super::stock::Stock,
            >::of_key(&::flow::__private::system::KeyValue::to_key(&context.sku));
            self.network.start(id, |_| super::stock::Stock::new(context))
        }
        /// The id of the instance of `@stock` with a key. Its first event makes the instance.
        pub fn stock(&self, sku: &str) -> ::flow::system::Id<super::stock::Stock> {
            ::flow::system::Id::<
                super::stock::Stock,
            >::of_key(&::flow::__private::system::KeyValue::to_key(&sku))
        }
        /// Creates an instance of `@parcel`.
        pub fn create_parcel(
            &mut self,
            context: super::parcel::Context,
        ) -> ::flow::system::Id<super::parcel::Parcel> {
            self.network.create(|_| super::parcel::Parcel::new(context))
        }
        /// Starts the instance of `@ledger` with these variables, in place of the one that there is.
        pub fn create_ledger(
            &mut self,
            context: super::ledger::Context,
        ) -> ::flow::system::Id<super::ledger::Ledger> {
            let id = ::flow::system::Id::<super::ledger::Ledger>::of_key("");
            self.network.start(id, |_| super::ledger::Ledger::new(context))
        }
        /// The id of the instance of `@ledger`.
        pub fn ledger(&self) -> ::flow::system::Id<super::ledger::Ledger> {
            ::flow::system::Id::<super::ledger::Ledger>::of_key("")
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
        /// Delivers `:checkout from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn checkout(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::Checkout,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
                event: "checkout",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:charged from @bank` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn charged(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::Charged,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "bank",
                event: "charged",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:declined from @bank` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn declined(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::Declined,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "bank",
                event: "declined",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:hurry from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn hurry(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::Hurry,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
                event: "hurry",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:refill from @clerk` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn refill(
            &mut self,
            sku: &str,
            event: super::stock::event::Refill,
        ) -> Result<Outcome<super::stock::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "clerk",
                event: "refill",
            };
            self.network
                .send(
                    ::flow::system::Id::<
                        super::stock::Stock,
                    >::of_key(&::flow::__private::system::KeyValue::to_key(&sku)),
                    arrival,
                    event,
                    &mut self.bindings,
                )
        }
        /// Delivers `:close from @clerk` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn close(
            &mut self,
            event: super::ledger::event::Close,
        ) -> Result<Outcome<super::ledger::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "clerk",
                event: "close",
            };
            self.network
                .send(
                    ::flow::system::Id::<super::ledger::Ledger>::of_key(""),
                    arrival,
                    event,
                    &mut self.bindings,
                )
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
        stock: ::flow::__private::system::List<super::stock::Stock>,
        parcel: ::flow::__private::system::List<super::parcel::Parcel>,
        ledger: ::flow::__private::system::List<super::ledger::Ledger>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &[
            "order",
            "stock",
            "parcel",
            "ledger",
        ];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<4>;
        type Event = Event;
        type State = State;
        type Message = Message;
        fn sharing(kind: usize) -> ::flow::__private::system::Sharing {
            match kind {
                1usize => ::flow::__private::system::Sharing::PerKey,
                3usize => ::flow::__private::system::Sharing::One,
                _ => ::flow::__private::system::Sharing::PerConversation,
            }
        }
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Order(_) => 0usize,
                Event::Stock(_) => 1usize,
                Event::Parcel(_) => 2usize,
                Event::Ledger(_) => 3usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.order.has(at),
                1usize => machines.stock.has(at),
                2usize => machines.parcel.has(at),
                3usize => machines.ledger.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Order(state) => state.name(),
                State::Stock(state) => state.name(),
                State::Parcel(state) => state.name(),
                State::Ledger(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Order(event) => event.kind().name(),
                Event::Stock(event) => event.kind().name(),
                Event::Parcel(event) => event.kind().name(),
                Event::Ledger(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match message {
                Message::Bank(message) => ("bank", message.name()),
                Message::Mailer(message) => ("mailer", message.name()),
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
                Event::Stock(event) => {
                    network.step::<super::stock::Stock, B>(coming, event, bindings)
                }
                Event::Parcel(event) => {
                    network.step::<super::parcel::Parcel, B>(coming, event, bindings)
                }
                Event::Ledger(event) => {
                    network.step::<super::ledger::Ledger, B>(coming, event, bindings)
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::order::Order {
        type System = Parts;
        type Event = super::order::Event;
        type Emit = super::order::Emit;
        type Step = super::order::Step;
        type Naming = ::flow::__private::system::Named;
        const KIND: usize = 0usize;
        const HAS_STATE_TIMERS: bool = true;
        const READS_ID: bool = true;
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
        fn create(id: ::flow::Text) -> Self {
            super::order::Order::with_id(id, super::order::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Order(super::order::Order::state(self))
        }
        #[inline]
        fn has_ended(&self) -> bool {
            super::order::Order::state(self).is_end()
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
            <Self as ::flow::__private::system::Posts>::post_to(emit, emits)
        }
    }
    impl ::flow::__private::system::Posts for super::order::Order {
        #[inline]
        fn post_to(
            emit: super::order::Emit,
            emits: &mut impl ::flow::__private::system::Posting<Self>,
        ) {
            use super::order::Emit;
            match emit {
                Emit::Reserve(event) => {
                    let key = ::flow::Text::from(
                        ::flow::__private::system::KeyValue::to_key(&event.sku),
                    );
                    emits
                        .to_key::<
                            super::stock::Stock,
                        >(&key, Event::Stock(super::stock::Event::Reserve(event)));
                }
                Emit::Charge(message) => {
                    emits
                        .to_outside(
                            Message::Bank(super::bank::Message::Charge(message)),
                        );
                }
                Emit::StartTimer(after) => {
                    emits
                        .start_timer(
                            Event::Order(
                                super::order::Event::TimerExpired(super::order::event::TimerExpired {}),
                            ),
                            after,
                        );
                }
                Emit::ScheduleRemind(after) => {
                    emits
                        .schedule(
                            Event::Order(
                                super::order::Event::Remind(super::order::event::Remind {}),
                            ),
                            after,
                        );
                }
                Emit::Sorry(message) => {
                    emits
                        .to_outside(
                            Message::Mailer(super::mailer::Message::Sorry(message)),
                        );
                }
                Emit::Pack(to, event) => {
                    emits.to_new(to, Event::Parcel(super::parcel::Event::Pack(event)));
                }
                Emit::Count(event) => {
                    emits.to_only(Event::Ledger(super::ledger::Event::Count(event)));
                }
                Emit::CancelRemind => {
                    emits.cancel("remind");
                }
                Emit::CancelTimer => {
                    emits.cancel_timer();
                }
                Emit::Hurry(to, event) => {
                    emits
                        .to_reference(
                            &to,
                            Event::Parcel(super::parcel::Event::Hurry(event)),
                        );
                }
                Emit::Look(event) => {
                    emits
                        .to_all::<
                            super::parcel::Parcel,
                        >(&Event::Parcel(super::parcel::Event::Look(event)));
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::stock::Stock {
        type System = Parts;
        type Event = super::stock::Event;
        type Emit = super::stock::Emit;
        type Step = super::stock::Step;
        type Naming = ::flow::__private::system::Keyed;
        const KIND: usize = 1usize;
        const READS_ID: bool = true;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.stock
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.stock
        }
        #[inline]
        fn create(id: ::flow::Text) -> Self {
            super::stock::Stock::new(super::stock::Context {
                sku: ::flow::__private::system::KeyValue::from_key(&id),
                ..super::stock::Context::default()
            })
        }
        #[inline]
        fn state(&self) -> State {
            State::Stock(super::stock::Stock::state(self))
        }
        #[inline]
        fn wrap(event: super::stock::Event) -> Event {
            Event::Stock(event)
        }
        #[inline(always)]
        fn post(
            emit: super::stock::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            <Self as ::flow::__private::system::Posts>::post_to(emit, emits)
        }
    }
    impl ::flow::__private::system::Posts for super::stock::Stock {
        #[inline]
        fn post_to(
            emit: super::stock::Emit,
            emits: &mut impl ::flow::__private::system::Posting<Self>,
        ) {
            use super::stock::Emit;
            match emit {
                Emit::Reserved(event) => {
                    emits
                        .to_machine::<
                            super::order::Order,
                        >(Event::Order(super::order::Event::Reserved(event)));
                }
                Emit::Missing(event) => {
                    emits
                        .to_machine::<
                            super::order::Order,
                        >(Event::Order(super::order::Event::Missing(event)));
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::parcel::Parcel {
        type System = Parts;
        type Event = super::parcel::Event;
        type Emit = super::parcel::Emit;
        type Step = super::parcel::Step;
        type Naming = ::flow::__private::system::Named;
        const KIND: usize = 2usize;
        const HAS_STATE_TIMERS: bool = true;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.parcel
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.parcel
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::parcel::Parcel::new(super::parcel::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Parcel(super::parcel::Parcel::state(self))
        }
        #[inline]
        fn has_ended(&self) -> bool {
            super::parcel::Parcel::state(self).is_end()
        }
        #[inline]
        fn wrap(event: super::parcel::Event) -> Event {
            Event::Parcel(event)
        }
        #[inline(always)]
        fn post(
            emit: super::parcel::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            <Self as ::flow::__private::system::Posts>::post_to(emit, emits)
        }
    }
    impl ::flow::__private::system::Posts for super::parcel::Parcel {
        #[inline]
        fn post_to(
            emit: super::parcel::Emit,
            emits: &mut impl ::flow::__private::system::Posting<Self>,
        ) {
            use super::parcel::Emit;
            match emit {
                Emit::StartTimerArrival(after) => {
                    emits
                        .start_timer(
                            Event::Parcel(
                                super::parcel::Event::Arrival(super::parcel::event::Arrival {}),
                            ),
                            after,
                        );
                }
                Emit::Arrived(event) => {
                    emits
                        .to_machine::<
                            super::order::Order,
                        >(Event::Order(super::order::Event::Arrived(event)));
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::ledger::Ledger {
        type System = Parts;
        type Event = super::ledger::Event;
        type Emit = super::ledger::Emit;
        type Step = super::ledger::Step;
        type Naming = ::flow::__private::system::Only;
        const KIND: usize = 3usize;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.ledger
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.ledger
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::ledger::Ledger::new(super::ledger::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Ledger(super::ledger::Ledger::state(self))
        }
        #[inline]
        fn wrap(event: super::ledger::Event) -> Event {
            Event::Ledger(event)
        }
        #[inline(always)]
        fn post(
            emit: super::ledger::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            <Self as ::flow::__private::system::Posts>::post_to(emit, emits)
        }
    }
    impl ::flow::__private::system::Posts for super::ledger::Ledger {
        #[inline]
        fn post_to(
            emit: super::ledger::Emit,
            _: &mut impl ::flow::__private::system::Posting<Self>,
        ) {
            match emit {}
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
    impl<B> ::flow::__private::system::Respond<B> for super::stock::Stock {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::stock::Event,
            _: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::stock::Step, ::flow::system::Reason<State>> {
            super::stock::respond(self, event, &mut (), emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Stock))
        }
    }
    impl<B> ::flow::__private::system::Respond<B> for super::parcel::Parcel {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::parcel::Event,
            _: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::parcel::Step, ::flow::system::Reason<State>> {
            super::parcel::respond(self, event, &mut (), emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Parcel))
        }
    }
    impl<B> ::flow::__private::system::Respond<B> for super::ledger::Ledger {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::ledger::Event,
            _: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::ledger::Step, ::flow::system::Reason<State>> {
            super::ledger::respond(self, event, &mut (), emits)
                .map_err(|reason| ::flow::__private::system::lift(reason, State::Ledger))
        }
    }
    impl<B: super::order::Bindings> super::order::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn item_sku_is_sold(
            &self,
            order: &super::order::Context,
            sku: &str,
        ) -> Result<bool, Self::Error> {
            self.tried(
                "item $sku is sold",
                B::item_sku_is_sold(self.bindings(), order, sku),
            )
        }
        #[inline]
        fn price_of_sku(
            &mut self,
            order: &super::order::Context,
            sku: &str,
        ) -> Result<::flow::Decimal, Self::Error> {
            self.called("price of $sku");
            B::price_of_sku(self.bindings_mut(), order, sku)
        }
        #[inline]
        fn note_sale_of_sku_to_ledger(
            &mut self,
            order: &super::order::Context,
            sku: &str,
        ) -> Result<(), Self::Error> {
            self.called("note sale of $sku to ledger");
            B::note_sale_of_sku_to_ledger(self.bindings_mut(), order, sku)
        }
        fn uuid(&mut self) -> ::flow::Text {
            B::uuid(self.bindings_mut())
        }
        fn now(&self) -> ::flow::Time {
            B::now(self.bindings())
        }
    }
    /// All machines of the system as a program, for a host.
    pub type Program = Parts;
    impl ::flow_durable::Program for Parts {
        const TABLE: &'static ::flow_durable::ProgramTable = &::flow_durable::ProgramTable {
            name: "parcel shop",
            machines: &[
                ::flow_durable::MachineTable {
                    name: "order",
                    instances: ::flow_durable::Instances::PerConversation,
                    states: &[
                        "new",
                        "delivered",
                        "cancelled",
                        "asking",
                        "paying",
                        "packing",
                    ],
                    ends: &["delivered", "cancelled"],
                    groups: &[],
                    variables: &[
                        ::flow_durable::Field {
                            name: "sku",
                            of_type: "string",
                        },
                        ::flow_durable::Field {
                            name: "speed",
                            of_type: "one of \"slow\", \"fast\"",
                        },
                        ::flow_durable::Field {
                            name: "type",
                            of_type: "string",
                        },
                        ::flow_durable::Field {
                            name: "total",
                            of_type: "number",
                        },
                        ::flow_durable::Field {
                            name: "asked",
                            of_type: "time",
                        },
                        ::flow_durable::Field {
                            name: "receipt",
                            of_type: "string",
                        },
                        ::flow_durable::Field {
                            name: "paid",
                            of_type: "number",
                        },
                        ::flow_durable::Field {
                            name: "parcel",
                            of_type: "@parcel",
                        },
                    ],
                    inputs: &[],
                    events: &[
                        ::flow_durable::EventTable {
                            name: "checkout",
                            from: Some("customer"),
                            public: true,
                            fields: &[
                                ::flow_durable::Field {
                                    name: "sku",
                                    of_type: "string",
                                },
                                ::flow_durable::Field {
                                    name: "speed",
                                    of_type: "one of \"slow\", \"fast\"",
                                },
                                ::flow_durable::Field {
                                    name: "type",
                                    of_type: "string",
                                },
                            ],
                            sender_id: None,
                            states: &["new"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "reserved",
                            from: Some("stock"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &["asking"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "missing",
                            from: Some("stock"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &["asking"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "remind",
                            from: Some("self"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &["paying"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "charged",
                            from: Some("bank"),
                            public: false,
                            fields: &[
                                ::flow_durable::Field {
                                    name: "amount",
                                    of_type: "number",
                                },
                            ],
                            sender_id: None,
                            states: &["paying"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "declined",
                            from: Some("bank"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &["paying"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "timer_expired",
                            from: Some("system"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &["paying"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "hurry",
                            from: Some("customer"),
                            public: true,
                            fields: &[],
                            sender_id: None,
                            states: &["packing"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "arrived",
                            from: Some("parcel"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &["packing"],
                            deferred: &[],
                        },
                    ],
                    phrases: &[
                        ::flow_durable::Phrase {
                            text: "item $sku is sold",
                            function: "item_sku_is_sold",
                            kind: ::flow_durable::PhraseKind::Guard,
                            arguments: &[
                                ::flow_durable::Field {
                                    name: "sku",
                                    of_type: "string",
                                },
                            ],
                            answer: "boolean",
                        },
                        ::flow_durable::Phrase {
                            text: "price of $sku",
                            function: "price_of_sku",
                            kind: ::flow_durable::PhraseKind::Answer,
                            arguments: &[
                                ::flow_durable::Field {
                                    name: "sku",
                                    of_type: "string",
                                },
                            ],
                            answer: "number",
                        },
                        ::flow_durable::Phrase {
                            text: "note sale of $sku to ledger",
                            function: "note_sale_of_sku_to_ledger",
                            kind: ::flow_durable::PhraseKind::Action,
                            arguments: &[
                                ::flow_durable::Field {
                                    name: "sku",
                                    of_type: "string",
                                },
                            ],
                            answer: "",
                        },
                    ],
                },
                ::flow_durable::MachineTable {
                    name: "stock",
                    instances: ::flow_durable::Instances::PerKey(&["sku"]),
                    states: &["idle"],
                    ends: &[],
                    groups: &[],
                    variables: &[
                        ::flow_durable::Field {
                            name: "sku",
                            of_type: "string",
                        },
                        ::flow_durable::Field {
                            name: "left",
                            of_type: "integer",
                        },
                    ],
                    inputs: &[],
                    events: &[
                        ::flow_durable::EventTable {
                            name: "reserve",
                            from: Some("order"),
                            public: false,
                            fields: &[
                                ::flow_durable::Field {
                                    name: "sku",
                                    of_type: "string",
                                },
                                ::flow_durable::Field {
                                    name: "order_id",
                                    of_type: "string",
                                },
                            ],
                            sender_id: None,
                            states: &["idle"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "refill",
                            from: Some("clerk"),
                            public: true,
                            fields: &[
                                ::flow_durable::Field {
                                    name: "pieces",
                                    of_type: "integer",
                                },
                            ],
                            sender_id: None,
                            states: &["idle"],
                            deferred: &[],
                        },
                    ],
                    phrases: &[],
                },
                ::flow_durable::MachineTable {
                    name: "parcel",
                    instances: ::flow_durable::Instances::PerConversation,
                    states: &["open", "there", "on_its_way"],
                    ends: &["there"],
                    groups: &[],
                    variables: &[
                        ::flow_durable::Field {
                            name: "content",
                            of_type: "string",
                        },
                        ::flow_durable::Field {
                            name: "fast",
                            of_type: "boolean",
                        },
                        ::flow_durable::Field {
                            name: "looks",
                            of_type: "integer",
                        },
                    ],
                    inputs: &[],
                    events: &[
                        ::flow_durable::EventTable {
                            name: "pack",
                            from: Some("order"),
                            public: false,
                            fields: &[
                                ::flow_durable::Field {
                                    name: "content",
                                    of_type: "string",
                                },
                                ::flow_durable::Field {
                                    name: "speed",
                                    of_type: "one of \"slow\", \"fast\"",
                                },
                            ],
                            sender_id: None,
                            states: &["open"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "hurry",
                            from: Some("order"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &["on_its_way"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "look",
                            from: Some("order"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &["on_its_way"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "arrival",
                            from: Some("system"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &["on_its_way"],
                            deferred: &[],
                        },
                    ],
                    phrases: &[],
                },
                ::flow_durable::MachineTable {
                    name: "ledger",
                    instances: ::flow_durable::Instances::One,
                    states: &["idle"],
                    ends: &[],
                    groups: &[],
                    variables: &[
                        ::flow_durable::Field {
                            name: "sum",
                            of_type: "number",
                        },
                        ::flow_durable::Field {
                            name: "closed",
                            of_type: "array of number",
                        },
                    ],
                    inputs: &[],
                    events: &[
                        ::flow_durable::EventTable {
                            name: "count",
                            from: Some("order"),
                            public: false,
                            fields: &[
                                ::flow_durable::Field {
                                    name: "amount",
                                    of_type: "number",
                                },
                            ],
                            sender_id: None,
                            states: &["idle"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "close",
                            from: Some("clerk"),
                            public: true,
                            fields: &[],
                            sender_id: None,
                            states: &["idle"],
                            deferred: &[],
                        },
                    ],
                    phrases: &[],
                },
            ],
            actors: &[
                ::flow_durable::ActorTable {
                    name: "customer",
                    messages: &[],
                },
                ::flow_durable::ActorTable {
                    name: "bank",
                    messages: &[
                        ::flow_durable::MessageTable {
                            name: "charge",
                            fields: &[
                                ::flow_durable::Field {
                                    name: "amount",
                                    of_type: "number",
                                },
                            ],
                        },
                    ],
                },
                ::flow_durable::ActorTable {
                    name: "mailer",
                    messages: &[
                        ::flow_durable::MessageTable {
                            name: "sorry",
                            fields: &[
                                ::flow_durable::Field {
                                    name: "sku",
                                    of_type: "string",
                                },
                            ],
                        },
                    ],
                },
                ::flow_durable::ActorTable {
                    name: "clerk",
                    messages: &[],
                },
            ],
            number: "decimal",
            mappings: &[],
            secrets: &[],
            rules: &[],
            files: &[
                (
                    "durable.flow",
                    "// What a durable host stores and delivers: actors that answer, timers, references, keys, and names that Rust keeps.\nsystem: parcel shop\n\nmachine: @order\n  starts in #new\n  ends in #delivered, #cancelled\n\n  on> :checkout from @customer in #new\n    ? item $sku is sold\n      $sku becomes $sku\n      $speed: one of \"slow\", \"fast\" becomes $speed\n      $type: string becomes $type\n      $total: number comes from price of $sku\n      $asked becomes now()\n      $receipt becomes uuid()\n      note sale of $sku to ledger\n      emit :reserve to @stock with $sku, $order_id\n      order moves to #asking\n    otherwise\n      reject \"{$sku} is not sold\"\n  on :reserved from @stock in #asking\n    emit :charge to @bank with amount: $total\n    start timer for 3 days\n    schedule :remind for 1 day\n    order moves to #paying\n  on :missing from @stock in #asking\n    emit :sorry to @mailer with $sku\n    order moves to #cancelled\n  on :remind from @self in #paying\n    emit :sorry to @mailer with $sku\n  on :charged from @bank in #paying\n    $paid becomes $amount\n    emit :pack to a new @parcel with content: $sku, speed: $speed\n    $parcel becomes @parcel\n    emit :count to @ledger with $amount\n    cancel :remind\n    order moves to #packing\n  on :declined from @bank in #paying\n    cancel timer\n    emit :sorry to @mailer with $sku\n    order moves to #cancelled\n  on :timer_expired from @system in #paying\n    order moves to #cancelled\n  on> :hurry from @customer in #packing\n    emit :hurry to $parcel\n    emit :look to all @parcel\n  on :arrived from @parcel in #packing\n    order moves to #delivered\n\nmachine: @stock\n  one for each $sku\n\n  scenario: shelves\n    given:\n      $left: integer is 2\n    on :reserve from @order\n      ? $left > 0\n        $left decreases by 1\n        emit :reserved to @order\n      otherwise\n        emit :missing to @order\n    on> :refill from @clerk\n      $left increases by $pieces\n\nmachine: @parcel\n  starts in #open\n  ends in #there\n\n  on :pack from @order in #open\n    $content becomes $content\n    ? $speed is \"fast\"\n      $fast becomes true\n    start timer :arrival for 2 days\n    parcel moves to #on_its_way\n  on :hurry from @order in #on_its_way\n    $fast becomes true\n  on :look from @order in #on_its_way\n    $looks: integer increases by 1\n  on :arrival from @system in #on_its_way\n    emit :arrived to @order\n    parcel moves to #there\n\nmachine: @ledger\n  one for all\n\n  on :count from @order\n    $sum: number increases by $amount\n  on> :close from @clerk\n    $closed adds $sum\n    $sum becomes 0\n",
                ),
            ],
        };
        fn write_event(
            event: &Event,
        ) -> Result<::flow_durable::StoredEvent, ::flow_durable::Unreadable> {
            match event {
                Event::Order(event) => {
                    match event {
                        super::order::Event::Checkout(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(0, payload)
                        }
                        super::order::Event::Reserved(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(1, payload)
                        }
                        super::order::Event::Missing(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(2, payload)
                        }
                        super::order::Event::Remind(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(3, payload)
                        }
                        super::order::Event::Charged(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(4, payload)
                        }
                        super::order::Event::Declined(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(5, payload)
                        }
                        super::order::Event::TimerExpired(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(6, payload)
                        }
                        super::order::Event::Hurry(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(7, payload)
                        }
                        super::order::Event::Arrived(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(8, payload)
                        }
                    }
                }
                Event::Stock(event) => {
                    match event {
                        super::stock::Event::Reserve(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::stock::Stock,
                            >(0, payload)
                        }
                        super::stock::Event::Refill(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::stock::Stock,
                            >(1, payload)
                        }
                    }
                }
                Event::Parcel(event) => {
                    match event {
                        super::parcel::Event::Pack(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::parcel::Parcel,
                            >(0, payload)
                        }
                        super::parcel::Event::Hurry(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::parcel::Parcel,
                            >(1, payload)
                        }
                        super::parcel::Event::Look(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::parcel::Parcel,
                            >(2, payload)
                        }
                        super::parcel::Event::Arrival(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::parcel::Parcel,
                            >(3, payload)
                        }
                    }
                }
                Event::Ledger(event) => {
                    match event {
                        super::ledger::Event::Count(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::ledger::Ledger,
                            >(0, payload)
                        }
                        super::ledger::Event::Close(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::ledger::Ledger,
                            >(1, payload)
                        }
                    }
                }
            }
        }
        fn write_message(
            message: &Message,
        ) -> Result<::flow::Text, ::flow_durable::Unreadable> {
            match message {
                Message::Bank(message) => {
                    match message {
                        super::bank::Message::Charge(payload) => {
                            ::flow_durable::__private::write_payload("charge", payload)
                        }
                    }
                }
                Message::Mailer(message) => {
                    match message {
                        super::mailer::Message::Sorry(payload) => {
                            ::flow_durable::__private::write_payload("sorry", payload)
                        }
                    }
                }
            }
        }
        fn visit_plain_machines(visitor: &mut impl ::flow_durable::PlainMachines<Self>) {
            visitor.visit::<super::stock::Stock>();
            visitor.visit::<super::parcel::Parcel>();
            visitor.visit::<super::ledger::Ledger>();
        }
    }
    impl ::flow_durable::Machine for super::order::Order {
        type State = super::order::State;
        type Context = super::order::Context;
        fn read_instance(
            id: &str,
            state: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let state = ::flow_durable::__private::read_state::<Self>(state)?;
            let context = ::flow_durable::__private::read_context::<Self, _>(context)?;
            Ok(super::order::Order::restore_with_id(id, state, context))
        }
        fn new_instance(
            id: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let context: super::order::Context = ::flow_durable::__private::read_context::<
                Self,
                _,
            >(context)?;
            Ok(super::order::Order::with_id(id, context))
        }
        fn state_name(&self) -> &'static str {
            super::order::Order::state(self).name()
        }
        fn read_state(name: &str) -> Option<super::order::State> {
            super::order::State::from_name(name)
        }
        fn write_context(&self) -> Result<::flow::Text, ::flow_durable::Unreadable> {
            ::flow_durable::__private::write_context::<
                Self,
            >(super::order::Order::context(self))
        }
        fn read_event(
            event: &::flow_durable::StoredEvent,
        ) -> Result<super::order::Event, ::flow_durable::Unreadable> {
            Ok(
                match ::flow_durable::__private::event_index::<Self>(event) {
                    Some(0) => {
                        super::order::Event::Checkout(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(1) => {
                        super::order::Event::Reserved(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(2) => {
                        super::order::Event::Missing(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(3) => {
                        super::order::Event::Remind(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(4) => {
                        super::order::Event::Charged(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(5) => {
                        super::order::Event::Declined(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(6) => {
                        super::order::Event::TimerExpired(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(7) => {
                        super::order::Event::Hurry(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(8) => {
                        super::order::Event::Arrived(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    _ => {
                        return Err(
                            ::flow_durable::__private::unknown_event::<Self>(event),
                        );
                    }
                },
            )
        }
    }
    impl<B: super::order::Bindings> ::flow_durable::Runs<B> for super::order::Order {
        fn respond(
            &mut self,
            event: &mut super::order::Event,
            bindings: &mut B,
            emits: &mut ::flow_durable::Emits<'_, Self>,
        ) -> Result<::flow::List<&'static str>, ::flow_durable::Stopped> {
            let result = super::order::respond(self, event, bindings, emits);
            ::flow_durable::__private::finish(result, super::order::State::name)
        }
    }
    impl<B: super::order::AsyncBindings> ::flow_durable::Awaits<B>
    for super::order::Order {
        fn perform<'a>(
            bindings: &'a B,
            ask: &'a ::flow_durable::Ask,
            call: &'a ::flow_durable::Call,
        ) -> ::flow_durable::BoxFuture<
            'a,
            Result<::flow::Text, ::flow_durable::Trouble<::flow::Text>>,
        > {
            ::flow::__private::Box::pin(async move {
                let (context, arguments): (super::order::Context, _) = ::flow_durable::__private::read_ask::<
                    Self,
                    _,
                >(ask)?;
                match ask.phrase {
                    0 => {
                        let argument_0: ::flow::Text = arguments.read(0)?;
                        ::flow_durable::__private::answer(
                                B::item_sku_is_sold(bindings, &context, &argument_0, call),
                            )
                            .await
                    }
                    1 => {
                        let argument_0: ::flow::Text = arguments.read(0)?;
                        ::flow_durable::__private::answer(
                                B::price_of_sku(bindings, &context, &argument_0, call),
                            )
                            .await
                    }
                    2 => {
                        let argument_0: ::flow::Text = arguments.read(0)?;
                        ::flow_durable::__private::answer(
                                B::note_sale_of_sku_to_ledger(
                                    bindings,
                                    &context,
                                    &argument_0,
                                    call,
                                ),
                            )
                            .await
                    }
                    _ => Err(::flow_durable::__private::unknown_phrase::<Self>(ask)),
                }
            })
        }
    }
    impl super::order::Bindings for ::flow_durable::Replay<'_> {
        type Error = ::flow_durable::Stop;
        fn item_sku_is_sold(
            &self,
            order: &super::order::Context,
            sku: &str,
        ) -> Result<bool, Self::Error> {
            ::flow_durable::Replay::ask(self, 0, &[&sku], &order)
        }
        fn price_of_sku(
            &mut self,
            order: &super::order::Context,
            sku: &str,
        ) -> Result<::flow::Decimal, Self::Error> {
            ::flow_durable::Replay::ask(self, 1, &[&sku], &order)
        }
        fn note_sale_of_sku_to_ledger(
            &mut self,
            order: &super::order::Context,
            sku: &str,
        ) -> Result<(), Self::Error> {
            ::flow_durable::Replay::ask(self, 2, &[&sku], &order)
        }
        fn uuid(&mut self) -> ::flow::Text {
            ::flow_durable::Replay::uuid(self)
        }
        fn now(&self) -> ::flow::Time {
            ::flow_durable::Replay::now(self)
        }
    }
    impl ::flow_durable::Machine for super::stock::Stock {
        type State = super::stock::State;
        type Context = super::stock::Context;
        fn read_instance(
            _: &str,
            state: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let state = ::flow_durable::__private::read_state::<Self>(state)?;
            let context = ::flow_durable::__private::read_context::<Self, _>(context)?;
            Ok(super::stock::Stock::restore(state, context))
        }
        fn new_instance(
            id: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let mut context: super::stock::Context = ::flow_durable::__private::read_context::<
                Self,
                _,
            >(context)?;
            context.sku = ::flow::__private::system::KeyValue::from_key(id);
            ::flow_durable::__private::check_key::<
                Self,
            >(id, &::flow::__private::system::KeyValue::to_key(&context.sku))?;
            Ok(super::stock::Stock::new(context))
        }
        fn state_name(&self) -> &'static str {
            super::stock::Stock::state(self).name()
        }
        fn read_state(name: &str) -> Option<super::stock::State> {
            super::stock::State::from_name(name)
        }
        fn write_context(&self) -> Result<::flow::Text, ::flow_durable::Unreadable> {
            ::flow_durable::__private::write_context::<
                Self,
            >(super::stock::Stock::context(self))
        }
        fn read_event(
            event: &::flow_durable::StoredEvent,
        ) -> Result<super::stock::Event, ::flow_durable::Unreadable> {
            Ok(
                match ::flow_durable::__private::event_index::<Self>(event) {
                    Some(0) => {
                        super::stock::Event::Reserve(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(1) => {
                        super::stock::Event::Refill(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    _ => {
                        return Err(
                            ::flow_durable::__private::unknown_event::<Self>(event),
                        );
                    }
                },
            )
        }
    }
    impl<B> ::flow_durable::Runs<B> for super::stock::Stock {
        fn respond(
            &mut self,
            event: &mut super::stock::Event,
            _: &mut B,
            emits: &mut ::flow_durable::Emits<'_, Self>,
        ) -> Result<::flow::List<&'static str>, ::flow_durable::Stopped> {
            let result = super::stock::respond(self, event, &mut (), emits);
            ::flow_durable::__private::finish(result, super::stock::State::name)
        }
    }
    impl<B: super::stock::AsyncBindings> ::flow_durable::Awaits<B>
    for super::stock::Stock {
        fn perform<'a>(
            _bindings: &'a B,
            ask: &'a ::flow_durable::Ask,
            _call: &'a ::flow_durable::Call,
        ) -> ::flow_durable::BoxFuture<
            'a,
            Result<::flow::Text, ::flow_durable::Trouble<::flow::Text>>,
        > {
            ::flow::__private::Box::pin(async move {
                Err(::flow_durable::__private::unknown_phrase::<Self>(ask))
            })
        }
    }
    impl ::flow_durable::Machine for super::parcel::Parcel {
        type State = super::parcel::State;
        type Context = super::parcel::Context;
        fn read_instance(
            _: &str,
            state: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let state = ::flow_durable::__private::read_state::<Self>(state)?;
            let context = ::flow_durable::__private::read_context::<Self, _>(context)?;
            Ok(super::parcel::Parcel::restore(state, context))
        }
        fn new_instance(
            _: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let context: super::parcel::Context = ::flow_durable::__private::read_context::<
                Self,
                _,
            >(context)?;
            Ok(super::parcel::Parcel::new(context))
        }
        fn state_name(&self) -> &'static str {
            super::parcel::Parcel::state(self).name()
        }
        fn read_state(name: &str) -> Option<super::parcel::State> {
            super::parcel::State::from_name(name)
        }
        fn write_context(&self) -> Result<::flow::Text, ::flow_durable::Unreadable> {
            ::flow_durable::__private::write_context::<
                Self,
            >(super::parcel::Parcel::context(self))
        }
        fn read_event(
            event: &::flow_durable::StoredEvent,
        ) -> Result<super::parcel::Event, ::flow_durable::Unreadable> {
            Ok(
                match ::flow_durable::__private::event_index::<Self>(event) {
                    Some(0) => {
                        super::parcel::Event::Pack(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(1) => {
                        super::parcel::Event::Hurry(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(2) => {
                        super::parcel::Event::Look(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(3) => {
                        super::parcel::Event::Arrival(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    _ => {
                        return Err(
                            ::flow_durable::__private::unknown_event::<Self>(event),
                        );
                    }
                },
            )
        }
    }
    impl<B> ::flow_durable::Runs<B> for super::parcel::Parcel {
        fn respond(
            &mut self,
            event: &mut super::parcel::Event,
            _: &mut B,
            emits: &mut ::flow_durable::Emits<'_, Self>,
        ) -> Result<::flow::List<&'static str>, ::flow_durable::Stopped> {
            let result = super::parcel::respond(self, event, &mut (), emits);
            ::flow_durable::__private::finish(result, super::parcel::State::name)
        }
    }
    impl<B: super::parcel::AsyncBindings> ::flow_durable::Awaits<B>
    for super::parcel::Parcel {
        fn perform<'a>(
            _bindings: &'a B,
            ask: &'a ::flow_durable::Ask,
            _call: &'a ::flow_durable::Call,
        ) -> ::flow_durable::BoxFuture<
            'a,
            Result<::flow::Text, ::flow_durable::Trouble<::flow::Text>>,
        > {
            ::flow::__private::Box::pin(async move {
                Err(::flow_durable::__private::unknown_phrase::<Self>(ask))
            })
        }
    }
    impl ::flow_durable::Machine for super::ledger::Ledger {
        type State = super::ledger::State;
        type Context = super::ledger::Context;
        fn read_instance(
            _: &str,
            state: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let state = ::flow_durable::__private::read_state::<Self>(state)?;
            let context = ::flow_durable::__private::read_context::<Self, _>(context)?;
            Ok(super::ledger::Ledger::restore(state, context))
        }
        fn new_instance(
            _: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let context: super::ledger::Context = ::flow_durable::__private::read_context::<
                Self,
                _,
            >(context)?;
            Ok(super::ledger::Ledger::new(context))
        }
        fn state_name(&self) -> &'static str {
            super::ledger::Ledger::state(self).name()
        }
        fn read_state(name: &str) -> Option<super::ledger::State> {
            super::ledger::State::from_name(name)
        }
        fn write_context(&self) -> Result<::flow::Text, ::flow_durable::Unreadable> {
            ::flow_durable::__private::write_context::<
                Self,
            >(super::ledger::Ledger::context(self))
        }
        fn read_event(
            event: &::flow_durable::StoredEvent,
        ) -> Result<super::ledger::Event, ::flow_durable::Unreadable> {
            Ok(
                match ::flow_durable::__private::event_index::<Self>(event) {
                    Some(0) => {
                        super::ledger::Event::Count(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(1) => {
                        super::ledger::Event::Close(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    _ => {
                        return Err(
                            ::flow_durable::__private::unknown_event::<Self>(event),
                        );
                    }
                },
            )
        }
    }
    impl<B> ::flow_durable::Runs<B> for super::ledger::Ledger {
        fn respond(
            &mut self,
            event: &mut super::ledger::Event,
            _: &mut B,
            emits: &mut ::flow_durable::Emits<'_, Self>,
        ) -> Result<::flow::List<&'static str>, ::flow_durable::Stopped> {
            let result = super::ledger::respond(self, event, &mut (), emits);
            ::flow_durable::__private::finish(result, super::ledger::State::name)
        }
    }
    impl<B: super::ledger::AsyncBindings> ::flow_durable::Awaits<B>
    for super::ledger::Ledger {
        fn perform<'a>(
            _bindings: &'a B,
            ask: &'a ::flow_durable::Ask,
            _call: &'a ::flow_durable::Call,
        ) -> ::flow_durable::BoxFuture<
            'a,
            Result<::flow::Text, ::flow_durable::Trouble<::flow::Text>>,
        > {
            ::flow::__private::Box::pin(async move {
                Err(::flow_durable::__private::unknown_phrase::<Self>(ask))
            })
        }
    }
    /// The calls of a host that runs this program.
    ///
    /// Each returns when its effect is stored.
    pub trait HostExt: ::flow_durable::Caller<Program> + Sized {
        /// Creates an instance of `@order`, with a new id.
        fn create_order(
            &self,
            context: super::order::Context,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow::system::Id<super::order::Order>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::create_instance::<
                super::order::Order,
                Self,
            >(self, &context)
        }
        /// Creates an instance of `@order` with an id of yours: 1 to 128 of `A-Z a-z 0-9 . _ ~ -`.
        fn create_order_with_id(
            &self,
            id: &str,
            context: super::order::Context,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow::system::Id<super::order::Order>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::create_named::<
                super::order::Order,
                Self,
            >(self, id, &context)
        }
        /// Creates the instance of `@stock` whose keys are in these variables.
        fn create_stock(
            &self,
            context: super::stock::Context,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow::system::Id<super::stock::Stock>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::create_named::<
                super::stock::Stock,
                Self,
            >(self, &::flow::__private::system::KeyValue::to_key(&context.sku), &context)
        }
        /// Creates an instance of `@parcel`, with a new id.
        fn create_parcel(
            &self,
            context: super::parcel::Context,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow::system::Id<super::parcel::Parcel>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::create_instance::<
                super::parcel::Parcel,
                Self,
            >(self, &context)
        }
        /// Creates an instance of `@parcel` with an id of yours: 1 to 128 of `A-Z a-z 0-9 . _ ~ -`.
        fn create_parcel_with_id(
            &self,
            id: &str,
            context: super::parcel::Context,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow::system::Id<super::parcel::Parcel>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::create_named::<
                super::parcel::Parcel,
                Self,
            >(self, id, &context)
        }
        /// Sends `:checkout from @customer` to an instance, and returns its step.
        fn checkout(
            &self,
            to: &::flow::system::Id<super::order::Order>,
            event: super::order::event::Checkout,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow_durable::Outcome<super::order::State>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::send_event::<
                super::order::Order,
                Self,
            >(self, &to, super::order::Event::Checkout(event))
        }
        /// Sends `:charged from @bank` to an instance, and returns its step.
        fn charged(
            &self,
            to: &::flow::system::Id<super::order::Order>,
            event: super::order::event::Charged,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow_durable::Outcome<super::order::State>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::send_event::<
                super::order::Order,
                Self,
            >(self, &to, super::order::Event::Charged(event))
        }
        /// Sends `:declined from @bank` to an instance, and returns its step.
        fn declined(
            &self,
            to: &::flow::system::Id<super::order::Order>,
            event: super::order::event::Declined,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow_durable::Outcome<super::order::State>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::send_event::<
                super::order::Order,
                Self,
            >(self, &to, super::order::Event::Declined(event))
        }
        /// Sends `:hurry from @customer` to an instance, and returns its step.
        fn hurry(
            &self,
            to: &::flow::system::Id<super::order::Order>,
            event: super::order::event::Hurry,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow_durable::Outcome<super::order::State>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::send_event::<
                super::order::Order,
                Self,
            >(self, &to, super::order::Event::Hurry(event))
        }
        /// Sends `:refill from @clerk` to an instance, and returns its step.
        fn refill(
            &self,
            sku: &str,
            event: super::stock::event::Refill,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow_durable::Outcome<super::stock::State>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::send_event::<
                super::stock::Stock,
                Self,
            >(
                self,
                &::flow::system::Id::<
                    super::stock::Stock,
                >::of_key(&::flow::__private::system::KeyValue::to_key(&sku)),
                super::stock::Event::Refill(event),
            )
        }
        /// Sends `:close from @clerk` to an instance, and returns its step.
        fn close(
            &self,
            event: super::ledger::event::Close,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow_durable::Outcome<super::ledger::State>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::send_event::<
                super::ledger::Ledger,
                Self,
            >(
                self,
                &::flow::system::Id::<super::ledger::Ledger>::of_key(""),
                super::ledger::Event::Close(event),
            )
        }
    }
    impl<C: ::flow_durable::Caller<Program>> HostExt for C {}
}
}
