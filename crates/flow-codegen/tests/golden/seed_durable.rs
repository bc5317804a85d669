const _: () = ::flow::__private::generated_for(5u32);
extern crate flow_durable as _;
const _: () = ::flow_durable::__private::generated_for(1u32);
/// The machine `@order` (checkout.flow:3).
///
///
/// Scenarios:
///
/// - `order lifecycle` (checkout.flow:5)
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
        /// `#idle` (checkout.flow:3): the initial state.
        #[serde(rename = "idle")]
        Idle,
        /// `#awaiting_payment` (checkout.flow:18).
        #[serde(rename = "awaiting_payment")]
        AwaitingPayment,
        /// `#paid` (checkout.flow:24).
        #[serde(rename = "paid")]
        Paid,
        /// `#payment_failed` (checkout.flow:34).
        #[serde(rename = "payment_failed")]
        PaymentFailed,
        /// `#fulfilled` (checkout.flow:38).
        #[serde(rename = "fulfilled")]
        Fulfilled,
        /// `#cancelled` (checkout.flow:46).
        #[serde(rename = "cancelled")]
        Cancelled,
    }
    impl State {
        /// All states, the initial one first.
        pub const ALL: &'static [State] = &[
            State::Idle,
            State::AwaitingPayment,
            State::Paid,
            State::PaymentFailed,
            State::Fulfilled,
            State::Cancelled,
        ];
        /// The name of the state, without `#`.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                State::Idle => "idle",
                State::AwaitingPayment => "awaiting_payment",
                State::Paid => "paid",
                State::PaymentFailed => "payment_failed",
                State::Fulfilled => "fulfilled",
                State::Cancelled => "cancelled",
            }
        }
        /// The state with this name, without `#`.
        pub fn from_name(name: &str) -> ::core::option::Option<Self> {
            match name {
                "idle" => ::core::option::Option::Some(State::Idle),
                "awaiting_payment" => {
                    ::core::option::Option::Some(State::AwaitingPayment)
                }
                "paid" => ::core::option::Option::Some(State::Paid),
                "payment_failed" => ::core::option::Option::Some(State::PaymentFailed),
                "fulfilled" => ::core::option::Option::Some(State::Fulfilled),
                "cancelled" => ::core::option::Option::Some(State::Cancelled),
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
        /// `$total`.
        pub total: ::flow::Decimal,
        /// `$items`.
        pub items: ::flow::Value,
    }
    /// The events of `@order` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:checkout from @customer`: public (checkout.flow:12).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct Checkout {}
        impl ::core::fmt::Display for Checkout {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":checkout from @customer")
            }
        }
        /// `:payment_success from @payment`: internal (checkout.flow:23).
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
        pub struct PaymentSuccess {
            /// `$transaction_id`.
            pub transaction_id: ::flow::Text,
        }
        impl ::core::fmt::Display for PaymentSuccess {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":payment_success from @payment")
            }
        }
        /// `:payment_failed from @payment`: internal (checkout.flow:33).
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
        pub struct PaymentFailed {
            /// `$error`.
            pub error: ::flow::Text,
        }
        impl ::core::fmt::Display for PaymentFailed {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":payment_failed from @payment")
            }
        }
        /// `:stock_reserved from @inventory`: internal (checkout.flow:37).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct StockReserved {}
        impl ::core::fmt::Display for StockReserved {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":stock_reserved from @inventory")
            }
        }
        /// `:out_of_stock from @inventory`: internal (checkout.flow:44).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct OutOfStock {}
        impl ::core::fmt::Display for OutOfStock {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":out_of_stock from @inventory")
            }
        }
        /// `:refund_complete from @payment`: internal (checkout.flow:71).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct RefundComplete {}
        impl ::core::fmt::Display for RefundComplete {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":refund_complete from @payment")
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
        /// `:payment_success from @payment`.
        #[serde(rename = "payment_success")]
        PaymentSuccess(event::PaymentSuccess),
        /// `:payment_failed from @payment`.
        #[serde(rename = "payment_failed")]
        PaymentFailed(event::PaymentFailed),
        /// `:stock_reserved from @inventory`.
        #[serde(rename = "stock_reserved")]
        StockReserved(event::StockReserved),
        /// `:out_of_stock from @inventory`.
        #[serde(rename = "out_of_stock")]
        OutOfStock(event::OutOfStock),
        /// `:refund_complete from @payment`.
        #[serde(rename = "refund_complete")]
        RefundComplete(event::RefundComplete),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::Checkout(_) => EventKind::Checkout,
                Event::PaymentSuccess(_) => EventKind::PaymentSuccess,
                Event::PaymentFailed(_) => EventKind::PaymentFailed,
                Event::StockReserved(_) => EventKind::StockReserved,
                Event::OutOfStock(_) => EventKind::OutOfStock,
                Event::RefundComplete(_) => EventKind::RefundComplete,
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
    impl From<event::PaymentSuccess> for Event {
        #[inline]
        fn from(event: event::PaymentSuccess) -> Self {
            Event::PaymentSuccess(event)
        }
    }
    impl From<event::PaymentFailed> for Event {
        #[inline]
        fn from(event: event::PaymentFailed) -> Self {
            Event::PaymentFailed(event)
        }
    }
    impl From<event::StockReserved> for Event {
        #[inline]
        fn from(event: event::StockReserved) -> Self {
            Event::StockReserved(event)
        }
    }
    impl From<event::OutOfStock> for Event {
        #[inline]
        fn from(event: event::OutOfStock) -> Self {
            Event::OutOfStock(event)
        }
    }
    impl From<event::RefundComplete> for Event {
        #[inline]
        fn from(event: event::RefundComplete) -> Self {
            Event::RefundComplete(event)
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
        /// `:payment_success from @payment`.
        #[serde(rename = "payment_success")]
        PaymentSuccess,
        /// `:payment_failed from @payment`.
        #[serde(rename = "payment_failed")]
        PaymentFailed,
        /// `:stock_reserved from @inventory`.
        #[serde(rename = "stock_reserved")]
        StockReserved,
        /// `:out_of_stock from @inventory`.
        #[serde(rename = "out_of_stock")]
        OutOfStock,
        /// `:refund_complete from @payment`.
        #[serde(rename = "refund_complete")]
        RefundComplete,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::Checkout,
            EventKind::PaymentSuccess,
            EventKind::PaymentFailed,
            EventKind::StockReserved,
            EventKind::OutOfStock,
            EventKind::RefundComplete,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::Checkout => "checkout",
                EventKind::PaymentSuccess => "payment_success",
                EventKind::PaymentFailed => "payment_failed",
                EventKind::StockReserved => "stock_reserved",
                EventKind::OutOfStock => "out_of_stock",
                EventKind::RefundComplete => "refund_complete",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::Checkout => ":checkout from @customer",
                    EventKind::PaymentSuccess => ":payment_success from @payment",
                    EventKind::PaymentFailed => ":payment_failed from @payment",
                    EventKind::StockReserved => ":stock_reserved from @inventory",
                    EventKind::OutOfStock => ":out_of_stock from @inventory",
                    EventKind::RefundComplete => ":refund_complete from @payment",
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
        /// `:payment_request to @payment` (checkout.flow:14).
        PaymentRequest(super::payment::event::PaymentRequest),
        /// `:reserve_stock to @inventory` (checkout.flow:25).
        ReserveStock(super::inventory::event::ReserveStock),
        /// `:payment_error to @customer` (checkout.flow:35).
        PaymentError(super::customer::PaymentError),
        /// `:order_confirmed to @customer` (checkout.flow:39).
        OrderConfirmed(super::customer::OrderConfirmed),
        /// `:refund_request to @payment` (checkout.flow:45).
        RefundRequest(super::payment::event::RefundRequest),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::PaymentRequest(_) => ":payment_request to @payment",
                    Emit::ReserveStock(_) => ":reserve_stock to @inventory",
                    Emit::PaymentError(_) => ":payment_error to @customer",
                    Emit::OrderConfirmed(_) => ":order_confirmed to @customer",
                    Emit::RefundRequest(_) => ":refund_request to @payment",
                },
            )
        }
    }
    /// The functions for the phrases of `@order`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `cart is valid` (checkout.flow:13).
        fn cart_is_valid(&self, order: &Context) -> Result<bool, Self::Error>;
    }
    /// The functions for the phrases of `@order` that a host awaits, which you implement.
    ///
    /// A function is called again with the same key if it answers that there is no answer yet, or if the process ends before its answer
    /// is stored.
    pub trait AsyncBindings: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// The error of a phrase: an error, or text.
        type Error: ::flow::BindingError;
        /// `cart is valid` (checkout.flow:13).
        fn cart_is_valid(
            &self,
            order: &Context,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = Result<bool, ::flow_durable::Trouble<Self::Error>>,
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
                state: State::Idle,
                context,
            }
        }
        /// An instance in the initial state.
        pub fn with_id(id: impl Into<::flow::Text>, context: Context) -> Self {
            Order {
                id: id.into(),
                state: State::Idle,
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
                State::Idle => ::core::matches!(event, EventKind::Checkout),
                State::AwaitingPayment => {
                    ::core::matches!(
                        event, EventKind::PaymentSuccess | EventKind::PaymentFailed
                    )
                }
                State::Paid => {
                    ::core::matches!(
                        event, EventKind::StockReserved | EventKind::OutOfStock
                    )
                }
                State::PaymentFailed | State::Fulfilled | State::Cancelled => false,
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
        /// `:checkout from @customer`: accepted in `#idle`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn checkout<B: Bindings>(
            &mut self,
            event: event::Checkout,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Idle => {
                    on_checkout(self, bindings, emits).map_err(::flow::Reason::Failed)
                }
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:payment_success from @payment`: accepted in `#awaiting_payment`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn payment_success<B: Bindings>(
            &mut self,
            event: event::PaymentSuccess,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::AwaitingPayment => Ok(on_payment_success(self, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:payment_failed from @payment`: accepted in `#awaiting_payment`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn payment_failed<B: Bindings>(
            &mut self,
            event: event::PaymentFailed,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::AwaitingPayment => Ok(on_payment_failed(self, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:stock_reserved from @inventory`: accepted in `#paid`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn stock_reserved<B: Bindings>(
            &mut self,
            event: event::StockReserved,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Paid => Ok(on_stock_reserved(self, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:out_of_stock from @inventory`: accepted in `#paid`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn out_of_stock<B: Bindings>(
            &mut self,
            event: event::OutOfStock,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Paid => Ok(on_out_of_stock(self, emits)),
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:refund_complete from @payment`: never accepted.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn refund_complete<B: Bindings>(
            &mut self,
            event: event::RefundComplete,
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
        machine: &mut Order,
        event: &mut Event,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match machine.state {
            State::Idle => {
                match event {
                    Event::Checkout(_) => {
                        on_checkout(machine, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::AwaitingPayment => {
                match event {
                    Event::PaymentSuccess(_) => Ok(on_payment_success(machine, emits)),
                    Event::PaymentFailed(_) => Ok(on_payment_failed(machine, emits)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Paid => {
                match event {
                    Event::StockReserved(_) => Ok(on_stock_reserved(machine, emits)),
                    Event::OutOfStock(_) => Ok(on_out_of_stock(machine, emits)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::PaymentFailed | State::Fulfilled | State::Cancelled => {
                Err(::flow::Reason::Rejected {
                    state: machine.state,
                })
            }
        }
    }
    /// `:checkout from @customer` in `#idle` (checkout.flow:12).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_checkout<B: Bindings>(
        machine: &mut Order,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut step = ::flow::Step::stay(machine.state);
        if B::cart_is_valid(bindings, &machine.context)
            .map_err(|error| ::flow::__private::binding_failed("cart is valid", error))?
        {
            emits
                .emit(
                    Emit::PaymentRequest(super::payment::event::PaymentRequest {
                        order_id: machine.id.clone(),
                        amount: machine.context.total,
                    }),
                );
            machine.state = State::AwaitingPayment;
            step.pass(0, State::AwaitingPayment);
        }
        Ok(step)
    }
    /// `:payment_success from @payment` in `#awaiting_payment` (checkout.flow:23).
    #[inline]
    fn on_payment_success(
        machine: &mut Order,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits
            .emit(
                Emit::ReserveStock(super::inventory::event::ReserveStock {
                    order_id: machine.id.clone(),
                    items: machine.context.items.clone(),
                }),
            );
        machine.state = State::Paid;
        step.pass(0, State::Paid);
        step
    }
    /// `:payment_failed from @payment` in `#awaiting_payment` (checkout.flow:33).
    #[inline]
    fn on_payment_failed(
        machine: &mut Order,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits.emit(Emit::PaymentError(super::customer::PaymentError {}));
        machine.state = State::PaymentFailed;
        step.pass(0, State::PaymentFailed);
        step
    }
    /// `:stock_reserved from @inventory` in `#paid` (checkout.flow:37).
    #[inline]
    fn on_stock_reserved(
        machine: &mut Order,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits.emit(Emit::OrderConfirmed(super::customer::OrderConfirmed {}));
        machine.state = State::Fulfilled;
        step.pass(0, State::Fulfilled);
        step
    }
    /// `:out_of_stock from @inventory` in `#paid` (checkout.flow:44).
    #[inline]
    fn on_out_of_stock(
        machine: &mut Order,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits
            .emit(
                Emit::RefundRequest(super::payment::event::RefundRequest {
                }),
            );
        machine.state = State::Cancelled;
        step.pass(0, State::Cancelled);
        step
    }
    /// The states, events and transitions of `@order`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "order",
        place: ::flow::model::Place {
            file: "checkout.flow",
            line: 3,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("idle", "checkout.flow", 3, 10),
            ("awaiting_payment", "checkout.flow", 18, 24),
            ("paid", "checkout.flow", 24, 22),
            ("payment_failed", "checkout.flow", 34, 22),
            ("fulfilled", "checkout.flow", 38, 22),
            ("cancelled", "checkout.flow", 46, 22),
        ]),
        events: &::flow::__private::model::events([
            ("checkout", Some("customer"), true, "checkout.flow", 12, 9),
            ("payment_success", Some("payment"), false, "checkout.flow", 23, 8),
            ("payment_failed", Some("payment"), false, "checkout.flow", 33, 8),
            ("stock_reserved", Some("inventory"), false, "checkout.flow", 37, 8),
            ("out_of_stock", Some("inventory"), false, "checkout.flow", 44, 8),
            ("refund_complete", Some("payment"), false, "checkout.flow", 71, 12),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 1, "checkout.flow", 12, 5),
            (1, 1, 2, "checkout.flow", 23, 5),
            (1, 2, 3, "checkout.flow", 33, 5),
            (2, 3, 4, "checkout.flow", 37, 5),
            (2, 4, 5, "checkout.flow", 44, 5),
        ]),
    };
}
/// The machine `@payment` (checkout.flow:52).
///
///
/// Scenarios:
///
/// - `payment processing` (checkout.flow:54)
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
pub mod payment {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@payment`.
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
        /// `#idle` (checkout.flow:52): the initial state.
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
    /// The variables of an instance of `@payment`.
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
        /// `$transaction_id`.
        pub transaction_id: ::flow::Text,
        /// `$error_message`.
        pub error_message: ::flow::Text,
    }
    /// The events of `@payment` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:payment_request from @order`: internal (checkout.flow:56).
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
        pub struct PaymentRequest {
            /// `$order_id`.
            pub order_id: ::flow::Text,
            /// `$amount`.
            pub amount: ::flow::Decimal,
        }
        impl ::core::fmt::Display for PaymentRequest {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":payment_request from @order")
            }
        }
        /// `:refund_request from @order`: internal (checkout.flow:69).
        #[derive(
            Clone,
            Debug,
            PartialEq,
            ::flow::__private::serde::Serialize,
            ::flow::__private::serde::Deserialize
        )]
        #[serde(crate = "::flow::__private::serde")]
        #[serde(deny_unknown_fields)]
        pub struct RefundRequest {}
        impl ::core::fmt::Display for RefundRequest {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":refund_request from @order")
            }
        }
    }
    /// Any event of `@payment`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Event {
        /// `:payment_request from @order`.
        #[serde(rename = "payment_request")]
        PaymentRequest(event::PaymentRequest),
        /// `:refund_request from @order`.
        #[serde(rename = "refund_request")]
        RefundRequest(event::RefundRequest),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::PaymentRequest(_) => EventKind::PaymentRequest,
                Event::RefundRequest(_) => EventKind::RefundRequest,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::PaymentRequest> for Event {
        #[inline]
        fn from(event: event::PaymentRequest) -> Self {
            Event::PaymentRequest(event)
        }
    }
    impl From<event::RefundRequest> for Event {
        #[inline]
        fn from(event: event::RefundRequest) -> Self {
            Event::RefundRequest(event)
        }
    }
    /// An event of `@payment` without its payload.
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
        /// `:payment_request from @order`.
        #[serde(rename = "payment_request")]
        PaymentRequest,
        /// `:refund_request from @order`.
        #[serde(rename = "refund_request")]
        RefundRequest,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::PaymentRequest,
            EventKind::RefundRequest,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::PaymentRequest => "payment_request",
                EventKind::RefundRequest => "refund_request",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::PaymentRequest => ":payment_request from @order",
                    EventKind::RefundRequest => ":refund_request from @order",
                },
            )
        }
    }
    /// An emit of `@payment`: an event, a message or a timer operation.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Emit {
        /// `:payment_success to @order` (checkout.flow:60).
        PaymentSuccess(super::order::event::PaymentSuccess),
        /// `:payment_failed to @order` (checkout.flow:65).
        PaymentFailed(super::order::event::PaymentFailed),
        /// `:refund_complete to @order` (checkout.flow:71).
        RefundComplete(super::order::event::RefundComplete),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::PaymentSuccess(_) => ":payment_success to @order",
                    Emit::PaymentFailed(_) => ":payment_failed to @order",
                    Emit::RefundComplete(_) => ":refund_complete to @order",
                },
            )
        }
    }
    /// The functions for the phrases of `@payment`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `process card with $amount` (checkout.flow:57).
        fn process_card_with_amount(
            &mut self,
            payment: &Context,
            amount: ::flow::Decimal,
        ) -> Result<(), Self::Error>;
        /// `card is valid` (checkout.flow:58).
        fn card_is_valid(&self, payment: &Context) -> Result<bool, Self::Error>;
        /// `process refund` (checkout.flow:70).
        fn process_refund(&mut self, payment: &Context) -> Result<(), Self::Error>;
    }
    /// The functions for the phrases of `@payment` that a host awaits, which you implement.
    ///
    /// A function is called again with the same key if it answers that there is no answer yet, or if the process ends before its answer
    /// is stored.
    pub trait AsyncBindings: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// The error of a phrase: an error, or text.
        type Error: ::flow::BindingError;
        /// `process card with $amount` (checkout.flow:57).
        fn process_card_with_amount(
            &self,
            payment: &Context,
            amount: ::flow::Decimal,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = Result<(), ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
        /// `card is valid` (checkout.flow:58).
        fn card_is_valid(
            &self,
            payment: &Context,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = Result<bool, ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
        /// `process refund` (checkout.flow:70).
        fn process_refund(
            &self,
            payment: &Context,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = Result<(), ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 0>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@payment`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub struct Payment {
        state: State,
        context: Context,
    }
    impl Default for Payment {
        #[inline]
        fn default() -> Self {
            Payment::new(Context::default())
        }
    }
    impl Payment {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Payment {
                state: State::Idle,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Payment { state, context }
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
                    ::core::matches!(
                        event, EventKind::PaymentRequest | EventKind::RefundRequest
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
        /// `:payment_request from @order`: accepted in `#idle`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn payment_request<B: Bindings>(
            &mut self,
            event: event::PaymentRequest,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = on_payment_request(self, &event, bindings, emits)
                .map_err(::flow::Reason::Failed);
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:refund_request from @order`: accepted in `#idle`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn refund_request<B: Bindings>(
            &mut self,
            event: event::RefundRequest,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = on_refund_request(self, bindings, emits)
                .map_err(::flow::Reason::Failed);
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
    }
    /// Handles any event, which remains whole if that fails.
    #[inline]
    pub(super) fn respond<B: Bindings>(
        machine: &mut Payment,
        event: &mut Event,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match event {
            Event::PaymentRequest(event) => {
                on_payment_request(machine, event, bindings, emits)
                    .map_err(::flow::Reason::Failed)
            }
            Event::RefundRequest(_) => {
                on_refund_request(machine, bindings, emits)
                    .map_err(::flow::Reason::Failed)
            }
        }
    }
    /// `:payment_request from @order` in `#idle` (checkout.flow:56).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_payment_request<B: Bindings>(
        machine: &mut Payment,
        event: &event::PaymentRequest,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        B::process_card_with_amount(bindings, &machine.context, event.amount)
            .map_err(|error| ::flow::__private::binding_failed(
                "process card with $amount",
                error,
            ))?;
        if B::card_is_valid(bindings, &machine.context)
            .map_err(|error| ::flow::__private::binding_failed("card is valid", error))?
        {
            let computed_1: ::flow::Text = ::flow::Text::from("TXN-12345");
            emits
                .emit(
                    Emit::PaymentSuccess(super::order::event::PaymentSuccess {
                        transaction_id: computed_1.clone(),
                    }),
                );
            machine.context.transaction_id = computed_1;
        } else {
            let computed_2: ::flow::Text = ::flow::Text::from("Card declined");
            emits
                .emit(
                    Emit::PaymentFailed(super::order::event::PaymentFailed {
                        error: computed_2.clone(),
                    }),
                );
            machine.context.error_message = computed_2;
        }
        Ok(::flow::Step::stay(machine.state))
    }
    /// `:refund_request from @order` in `#idle` (checkout.flow:69).
    #[inline]
    fn on_refund_request<B: Bindings>(
        machine: &mut Payment,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        B::process_refund(bindings, &machine.context)
            .map_err(|error| ::flow::__private::binding_failed(
                "process refund",
                error,
            ))?;
        emits
            .emit(
                Emit::RefundComplete(super::order::event::RefundComplete {
                }),
            );
        Ok(::flow::Step::stay(machine.state))
    }
    /// The states, events and transitions of `@payment`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "payment",
        place: ::flow::model::Place {
            file: "checkout.flow",
            line: 52,
            column: 10,
        },
        states: &::flow::__private::model::states([("idle", "checkout.flow", 52, 10)]),
        events: &::flow::__private::model::events([
            ("payment_request", Some("order"), false, "checkout.flow", 56, 8),
            ("refund_request", Some("order"), false, "checkout.flow", 69, 8),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 0, "checkout.flow", 56, 5),
            (0, 1, 0, "checkout.flow", 69, 5),
        ]),
    };
}
/// The machine `@inventory` (checkout.flow:73).
///
///
/// Scenarios:
///
/// - `stock management` (checkout.flow:75)
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
pub mod inventory {
    use ::core::prelude::v1::*;
    use ::core::clone::Clone as _;
    /// The states of `@inventory`.
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
        /// `#idle` (checkout.flow:73): the initial state.
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
    /// The variables of an instance of `@inventory`.
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
    pub struct Context {}
    /// The events of `@inventory` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:reserve_stock from @order`: internal (checkout.flow:77).
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
        pub struct ReserveStock {
            /// `$order_id`.
            pub order_id: ::flow::Text,
            /// `$items`.
            pub items: ::flow::Value,
        }
        impl ::core::fmt::Display for ReserveStock {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":reserve_stock from @order")
            }
        }
    }
    /// Any event of `@inventory`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Event {
        /// `:reserve_stock from @order`.
        #[serde(rename = "reserve_stock")]
        ReserveStock(event::ReserveStock),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::ReserveStock(_) => EventKind::ReserveStock,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::ReserveStock> for Event {
        #[inline]
        fn from(event: event::ReserveStock) -> Self {
            Event::ReserveStock(event)
        }
    }
    /// An event of `@inventory` without its payload.
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
        /// `:reserve_stock from @order`.
        #[serde(rename = "reserve_stock")]
        ReserveStock,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[EventKind::ReserveStock];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::ReserveStock => "reserve_stock",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::ReserveStock => ":reserve_stock from @order",
                },
            )
        }
    }
    /// An emit of `@inventory`: an event, a message or a timer operation.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub enum Emit {
        /// `:stock_reserved to @order` (checkout.flow:80).
        StockReserved(super::order::event::StockReserved),
        /// `:out_of_stock to @order` (checkout.flow:82).
        OutOfStock(super::order::event::OutOfStock),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::StockReserved(_) => ":stock_reserved to @order",
                    Emit::OutOfStock(_) => ":out_of_stock to @order",
                },
            )
        }
    }
    /// The functions for the phrases of `@inventory`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `stock is available` (checkout.flow:78).
        fn stock_is_available(&self, inventory: &Context) -> Result<bool, Self::Error>;
        /// `reserve items` (checkout.flow:79).
        fn reserve_items(&mut self, inventory: &Context) -> Result<(), Self::Error>;
    }
    /// The functions for the phrases of `@inventory` that a host awaits, which you implement.
    ///
    /// A function is called again with the same key if it answers that there is no answer yet, or if the process ends before its answer
    /// is stored.
    pub trait AsyncBindings: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// The error of a phrase: an error, or text.
        type Error: ::flow::BindingError;
        /// `stock is available` (checkout.flow:78).
        fn stock_is_available(
            &self,
            inventory: &Context,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = Result<bool, ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
        /// `reserve items` (checkout.flow:79).
        fn reserve_items(
            &self,
            inventory: &Context,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = Result<(), ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 0>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@inventory`.
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    pub struct Inventory {
        state: State,
        context: Context,
    }
    impl Default for Inventory {
        #[inline]
        fn default() -> Self {
            Inventory::new(Context::default())
        }
    }
    impl Inventory {
        /// An instance in the initial state.
        #[inline]
        pub const fn new(context: Context) -> Self {
            Inventory {
                state: State::Idle,
                context,
            }
        }
        /// An instance with a stored state and context.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            Inventory { state, context }
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
                State::Idle => ::core::matches!(event, EventKind::ReserveStock),
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
        /// `:reserve_stock from @order`: accepted in `#idle`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn reserve_stock<B: Bindings>(
            &mut self,
            event: event::ReserveStock,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = on_reserve_stock(self, bindings, emits)
                .map_err(::flow::Reason::Failed);
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
    }
    /// Handles any event, which remains whole if that fails.
    #[inline]
    pub(super) fn respond<B: Bindings>(
        machine: &mut Inventory,
        event: &mut Event,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Reason<State, B::Error>> {
        match event {
            Event::ReserveStock(_) => {
                on_reserve_stock(machine, bindings, emits)
                    .map_err(::flow::Reason::Failed)
            }
        }
    }
    /// `:reserve_stock from @order` in `#idle` (checkout.flow:77).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_reserve_stock<B: Bindings>(
        machine: &mut Inventory,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        if B::stock_is_available(bindings, &machine.context)
            .map_err(|error| ::flow::__private::binding_failed(
                "stock is available",
                error,
            ))?
        {
            B::reserve_items(bindings, &machine.context)
                .map_err(|error| ::flow::__private::binding_failed(
                    "reserve items",
                    error,
                ))?;
            emits
                .emit(
                    Emit::StockReserved(super::order::event::StockReserved {
                    }),
                );
        } else {
            emits.emit(Emit::OutOfStock(super::order::event::OutOfStock {}));
        }
        Ok(::flow::Step::stay(machine.state))
    }
    /// The states, events and transitions of `@inventory`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "inventory",
        place: ::flow::model::Place {
            file: "checkout.flow",
            line: 73,
            column: 10,
        },
        states: &::flow::__private::model::states([("idle", "checkout.flow", 73, 10)]),
        events: &::flow::__private::model::events([
            ("reserve_stock", Some("order"), false, "checkout.flow", 77, 8),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 0, "checkout.flow", 77, 5),
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
    /// `:payment_error` (checkout.flow:35).
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    #[serde(deny_unknown_fields)]
    pub struct PaymentError {}
    impl From<PaymentError> for Message {
        #[inline]
        fn from(message: PaymentError) -> Self {
            Message::PaymentError(message)
        }
    }
    /// `:order_confirmed` (checkout.flow:39).
    #[derive(
        Clone,
        Debug,
        PartialEq,
        ::flow::__private::serde::Serialize,
        ::flow::__private::serde::Deserialize
    )]
    #[serde(crate = "::flow::__private::serde")]
    #[serde(deny_unknown_fields)]
    pub struct OrderConfirmed {}
    impl From<OrderConfirmed> for Message {
        #[inline]
        fn from(message: OrderConfirmed) -> Self {
            Message::OrderConfirmed(message)
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
        /// `:payment_error`.
        #[serde(rename = "payment_error")]
        PaymentError(PaymentError),
        /// `:order_confirmed`.
        #[serde(rename = "order_confirmed")]
        OrderConfirmed(OrderConfirmed),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::PaymentError(_) => "payment_error",
                Message::OrderConfirmed(_) => "order_confirmed",
            }
        }
    }
    impl ::core::fmt::Display for Message {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, ":{}", self.name())
        }
    }
    /// Delivers messages to the actor `@customer`, which you implement for a host.
    ///
    /// A message is delivered after the step that sends it is stored, and again with the same key until that succeeds.
    pub trait Actor: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// The error of a delivery: an error, or text.
        type Error: ::flow::BindingError;
        /// `:payment_error` (checkout.flow:35).
        fn payment_error(
            &self,
            message: &PaymentError,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = ::core::result::Result<(), ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
        /// `:order_confirmed` (checkout.flow:39).
        fn order_confirmed(
            &self,
            message: &OrderConfirmed,
            call: &::flow_durable::Call,
        ) -> impl ::core::future::Future<
            Output = ::core::result::Result<(), ::flow_durable::Trouble<Self::Error>>,
        > + ::core::marker::Send;
    }
    /// The actor `@customer`, for a host.
    #[derive(Clone, Copy, Debug)]
    pub struct Customer;
    impl ::flow_durable::Outside for Customer {
        type Program = super::system::Program;
        const NAME: &'static str = "customer";
    }
    impl<A_: Actor> ::flow_durable::Reaches<A_> for Customer {
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
                    "payment_error" => {
                        let message: PaymentError = ::flow_durable::__private::read_payload(
                                name,
                                payload,
                            )
                            .map_err(::flow_durable::__private::refuse)?;
                        ::flow_durable::__private::done(
                                A_::payment_error(actor, &message, call),
                            )
                            .await
                    }
                    "order_confirmed" => {
                        let message: OrderConfirmed = ::flow_durable::__private::read_payload(
                                name,
                                payload,
                            )
                            .map_err(::flow_durable::__private::refuse)?;
                        ::flow_durable::__private::done(
                                A_::order_confirmed(actor, &message, call),
                            )
                            .await
                    }
                    _ => {
                        ::core::result::Result::Err(
                            ::flow_durable::__private::unknown_message("customer", name),
                        )
                    }
                }
            })
        }
    }
}
::flow::__private::with_alloc! {
/// The system `e-commerce checkout`: all machines in one process.
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
        /// The machine `payment`.
        #[serde(rename = "payment")]
        Payment(super::payment::Event),
        /// The machine `inventory`.
        #[serde(rename = "inventory")]
        Inventory(super::inventory::Event),
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Event::Order(inner) => ::core::fmt::Display::fmt(inner, f),
                Event::Payment(inner) => ::core::fmt::Display::fmt(inner, f),
                Event::Inventory(inner) => ::core::fmt::Display::fmt(inner, f),
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
        /// The machine `payment`.
        #[serde(rename = "payment")]
        Payment(super::payment::State),
        /// The machine `inventory`.
        #[serde(rename = "inventory")]
        Inventory(super::inventory::State),
    }
    impl ::core::fmt::Display for State {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                State::Order(inner) => ::core::fmt::Display::fmt(inner, f),
                State::Payment(inner) => ::core::fmt::Display::fmt(inner, f),
                State::Inventory(inner) => ::core::fmt::Display::fmt(inner, f),
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
        #[serde(rename = "customer")]
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
        /// Creates an instance of `@order`.
        pub fn create_order(
            &mut self,
            context: super::order::Context,
        ) -> ::flow::system::Id<super::order::Order> {
            self.network.create(|id| super::order::Order::with_id(id, context))
        }
        /// Creates an instance of `@payment`.
        pub fn create_payment(
            &mut self,
            context: super::payment::Context,
        ) -> ::flow::system::Id<super::payment::Payment> {
            self.network.create(|_| super::payment::Payment::new(context))
        }
        /// Creates an instance of `@inventory`.
        pub fn create_inventory(
            &mut self,
            context: super::inventory::Context,
        ) -> ::flow::system::Id<super::inventory::Inventory> {
            self.network.create(|_| super::inventory::Inventory::new(context))
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
    impl<
        B: super::order::Bindings + super::payment::Bindings + super::inventory::Bindings,
    > System<B> {
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
        payment: ::flow::__private::system::List<super::payment::Payment>,
        inventory: ::flow::__private::system::List<super::inventory::Inventory>,
    }
    impl ::flow::__private::system::Parts for Parts {
        const MACHINES: &'static [&'static str] = &["order", "payment", "inventory"];
        type Machines = Machines;
        type Conversations = ::flow::__private::system::Conversations<3>;
        type Event = Event;
        type State = State;
        type Message = Message;
        #[inline]
        fn kind(event: &Event) -> usize {
            match event {
                Event::Order(_) => 0usize,
                Event::Payment(_) => 1usize,
                Event::Inventory(_) => 2usize,
            }
        }
        fn has(machines: &Machines, kind: usize, at: u32) -> bool {
            match kind {
                0usize => machines.order.has(at),
                1usize => machines.payment.has(at),
                2usize => machines.inventory.has(at),
                _ => false,
            }
        }
        #[inline]
        fn state_name(state: State) -> &'static str {
            match state {
                State::Order(state) => state.name(),
                State::Payment(state) => state.name(),
                State::Inventory(state) => state.name(),
            }
        }
        #[inline]
        fn event_name(event: &Event) -> &'static str {
            match event {
                Event::Order(event) => event.kind().name(),
                Event::Payment(event) => event.kind().name(),
                Event::Inventory(event) => event.kind().name(),
            }
        }
        #[inline]
        fn message_name(message: &Message) -> (&'static str, &'static str) {
            match message {
                Message::Customer(message) => ("customer", message.name()),
            }
        }
    }
    impl<
        B: super::order::Bindings + super::payment::Bindings + super::inventory::Bindings,
    > ::flow::__private::system::Handle<B> for Parts {
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
                Event::Payment(event) => {
                    network.step::<super::payment::Payment, B>(coming, event, bindings)
                }
                Event::Inventory(event) => {
                    network
                        .step::<super::inventory::Inventory, B>(coming, event, bindings)
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
                Emit::PaymentRequest(event) => {
                    emits
                        .to_machine::<
                            super::payment::Payment,
                        >(Event::Payment(super::payment::Event::PaymentRequest(event)));
                }
                Emit::ReserveStock(event) => {
                    emits
                        .to_machine::<
                            super::inventory::Inventory,
                        >(
                            Event::Inventory(
                                super::inventory::Event::ReserveStock(event),
                            ),
                        );
                }
                Emit::PaymentError(message) => {
                    emits
                        .to_outside(
                            Message::Customer(
                                super::customer::Message::PaymentError(message),
                            ),
                        );
                }
                Emit::OrderConfirmed(message) => {
                    emits
                        .to_outside(
                            Message::Customer(
                                super::customer::Message::OrderConfirmed(message),
                            ),
                        );
                }
                Emit::RefundRequest(event) => {
                    emits
                        .to_machine::<
                            super::payment::Payment,
                        >(Event::Payment(super::payment::Event::RefundRequest(event)));
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::payment::Payment {
        type System = Parts;
        type Event = super::payment::Event;
        type Emit = super::payment::Emit;
        type Step = super::payment::Step;
        type Naming = ::flow::__private::system::Named;
        const KIND: usize = 1usize;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.payment
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.payment
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::payment::Payment::new(super::payment::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Payment(super::payment::Payment::state(self))
        }
        #[inline]
        fn wrap(event: super::payment::Event) -> Event {
            Event::Payment(event)
        }
        #[inline(always)]
        fn post(
            emit: super::payment::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            <Self as ::flow::__private::system::Posts>::post_to(emit, emits)
        }
    }
    impl ::flow::__private::system::Posts for super::payment::Payment {
        #[inline]
        fn post_to(
            emit: super::payment::Emit,
            emits: &mut impl ::flow::__private::system::Posting<Self>,
        ) {
            use super::payment::Emit;
            match emit {
                Emit::PaymentSuccess(event) => {
                    emits
                        .to_machine::<
                            super::order::Order,
                        >(Event::Order(super::order::Event::PaymentSuccess(event)));
                }
                Emit::PaymentFailed(event) => {
                    emits
                        .to_machine::<
                            super::order::Order,
                        >(Event::Order(super::order::Event::PaymentFailed(event)));
                }
                Emit::RefundComplete(event) => {
                    emits
                        .to_machine::<
                            super::order::Order,
                        >(Event::Order(super::order::Event::RefundComplete(event)));
                }
            }
        }
    }
    impl ::flow::__private::system::Part for super::inventory::Inventory {
        type System = Parts;
        type Event = super::inventory::Event;
        type Emit = super::inventory::Emit;
        type Step = super::inventory::Step;
        type Naming = ::flow::__private::system::Named;
        const KIND: usize = 2usize;
        #[inline]
        fn list(machines: &Machines) -> &::flow::__private::system::List<Self> {
            &machines.inventory
        }
        #[inline]
        fn list_mut(
            machines: &mut Machines,
        ) -> &mut ::flow::__private::system::List<Self> {
            &mut machines.inventory
        }
        #[inline]
        fn create(_: ::flow::Text) -> Self {
            super::inventory::Inventory::new(super::inventory::Context::default())
        }
        #[inline]
        fn state(&self) -> State {
            State::Inventory(super::inventory::Inventory::state(self))
        }
        #[inline]
        fn wrap(event: super::inventory::Event) -> Event {
            Event::Inventory(event)
        }
        #[inline(always)]
        fn post(
            emit: super::inventory::Emit,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) {
            <Self as ::flow::__private::system::Posts>::post_to(emit, emits)
        }
    }
    impl ::flow::__private::system::Posts for super::inventory::Inventory {
        #[inline]
        fn post_to(
            emit: super::inventory::Emit,
            emits: &mut impl ::flow::__private::system::Posting<Self>,
        ) {
            use super::inventory::Emit;
            match emit {
                Emit::StockReserved(event) => {
                    emits
                        .to_machine::<
                            super::order::Order,
                        >(Event::Order(super::order::Event::StockReserved(event)));
                }
                Emit::OutOfStock(event) => {
                    emits
                        .to_machine::<
                            super::order::Order,
                        >(Event::Order(super::order::Event::OutOfStock(event)));
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
    impl<B: super::payment::Bindings> ::flow::__private::system::Respond<B>
    for super::payment::Payment {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::payment::Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::payment::Step, ::flow::system::Reason<State>> {
            super::payment::respond(self, event, bindings, emits)
                .map_err(|reason| ::flow::__private::system::lift(
                    reason,
                    State::Payment,
                ))
        }
    }
    impl<B: super::inventory::Bindings> ::flow::__private::system::Respond<B>
    for super::inventory::Inventory {
        #[inline(always)]
        fn respond(
            &mut self,
            event: &mut super::inventory::Event,
            bindings: &mut ::flow::__private::system::Recording<'_, B>,
            emits: &mut ::flow::__private::system::Emits<'_, Self>,
        ) -> Result<super::inventory::Step, ::flow::system::Reason<State>> {
            super::inventory::respond(self, event, bindings, emits)
                .map_err(|reason| ::flow::__private::system::lift(
                    reason,
                    State::Inventory,
                ))
        }
    }
    impl<B: super::order::Bindings> super::order::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn cart_is_valid(
            &self,
            order: &super::order::Context,
        ) -> Result<bool, Self::Error> {
            self.tried("cart is valid", B::cart_is_valid(self.bindings(), order))
        }
    }
    impl<B: super::payment::Bindings> super::payment::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn process_card_with_amount(
            &mut self,
            payment: &super::payment::Context,
            amount: ::flow::Decimal,
        ) -> Result<(), Self::Error> {
            self.called("process card with $amount");
            B::process_card_with_amount(self.bindings_mut(), payment, amount)
        }
        #[inline]
        fn card_is_valid(
            &self,
            payment: &super::payment::Context,
        ) -> Result<bool, Self::Error> {
            self.tried("card is valid", B::card_is_valid(self.bindings(), payment))
        }
        #[inline]
        fn process_refund(
            &mut self,
            payment: &super::payment::Context,
        ) -> Result<(), Self::Error> {
            self.called("process refund");
            B::process_refund(self.bindings_mut(), payment)
        }
    }
    impl<B: super::inventory::Bindings> super::inventory::Bindings
    for ::flow::__private::system::Recording<'_, B> {
        type Error = B::Error;
        #[inline]
        fn stock_is_available(
            &self,
            inventory: &super::inventory::Context,
        ) -> Result<bool, Self::Error> {
            self.tried(
                "stock is available",
                B::stock_is_available(self.bindings(), inventory),
            )
        }
        #[inline]
        fn reserve_items(
            &mut self,
            inventory: &super::inventory::Context,
        ) -> Result<(), Self::Error> {
            self.called("reserve items");
            B::reserve_items(self.bindings_mut(), inventory)
        }
    }
    /// All machines of the system as a program, for a host.
    pub type Program = Parts;
    impl ::flow_durable::Program for Parts {
        const TABLE: &'static ::flow_durable::ProgramTable = &::flow_durable::ProgramTable {
            name: "e-commerce checkout",
            machines: &[
                ::flow_durable::MachineTable {
                    name: "order",
                    instances: ::flow_durable::Instances::PerConversation,
                    states: &[
                        "idle",
                        "awaiting_payment",
                        "paid",
                        "payment_failed",
                        "fulfilled",
                        "cancelled",
                    ],
                    ends: &[],
                    groups: &[],
                    variables: &[
                        ::flow_durable::Field {
                            name: "total",
                            of_type: "number",
                        },
                        ::flow_durable::Field {
                            name: "items",
                            of_type: "any",
                        },
                    ],
                    inputs: &["total", "items"],
                    events: &[
                        ::flow_durable::EventTable {
                            name: "checkout",
                            from: Some("customer"),
                            public: true,
                            fields: &[],
                            sender_id: None,
                            states: &["idle"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "payment_success",
                            from: Some("payment"),
                            public: false,
                            fields: &[
                                ::flow_durable::Field {
                                    name: "transaction_id",
                                    of_type: "string",
                                },
                            ],
                            sender_id: None,
                            states: &["awaiting_payment"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "payment_failed",
                            from: Some("payment"),
                            public: false,
                            fields: &[
                                ::flow_durable::Field {
                                    name: "error",
                                    of_type: "string",
                                },
                            ],
                            sender_id: None,
                            states: &["awaiting_payment"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "stock_reserved",
                            from: Some("inventory"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &["paid"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "out_of_stock",
                            from: Some("inventory"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &["paid"],
                            deferred: &[],
                        },
                        ::flow_durable::EventTable {
                            name: "refund_complete",
                            from: Some("payment"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &[],
                            deferred: &[],
                        },
                    ],
                    phrases: &[
                        ::flow_durable::Phrase {
                            text: "cart is valid",
                            function: "cart_is_valid",
                            kind: ::flow_durable::PhraseKind::Guard,
                            arguments: &[],
                            answer: "boolean",
                        },
                    ],
                },
                ::flow_durable::MachineTable {
                    name: "payment",
                    instances: ::flow_durable::Instances::PerConversation,
                    states: &["idle"],
                    ends: &[],
                    groups: &[],
                    variables: &[
                        ::flow_durable::Field {
                            name: "transaction_id",
                            of_type: "string",
                        },
                        ::flow_durable::Field {
                            name: "error_message",
                            of_type: "string",
                        },
                    ],
                    inputs: &[],
                    events: &[
                        ::flow_durable::EventTable {
                            name: "payment_request",
                            from: Some("order"),
                            public: false,
                            fields: &[
                                ::flow_durable::Field {
                                    name: "order_id",
                                    of_type: "string",
                                },
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
                            name: "refund_request",
                            from: Some("order"),
                            public: false,
                            fields: &[],
                            sender_id: None,
                            states: &["idle"],
                            deferred: &[],
                        },
                    ],
                    phrases: &[
                        ::flow_durable::Phrase {
                            text: "process card with $amount",
                            function: "process_card_with_amount",
                            kind: ::flow_durable::PhraseKind::Action,
                            arguments: &[
                                ::flow_durable::Field {
                                    name: "amount",
                                    of_type: "number",
                                },
                            ],
                            answer: "",
                        },
                        ::flow_durable::Phrase {
                            text: "card is valid",
                            function: "card_is_valid",
                            kind: ::flow_durable::PhraseKind::Guard,
                            arguments: &[],
                            answer: "boolean",
                        },
                        ::flow_durable::Phrase {
                            text: "process refund",
                            function: "process_refund",
                            kind: ::flow_durable::PhraseKind::Action,
                            arguments: &[],
                            answer: "",
                        },
                    ],
                },
                ::flow_durable::MachineTable {
                    name: "inventory",
                    instances: ::flow_durable::Instances::PerConversation,
                    states: &["idle"],
                    ends: &[],
                    groups: &[],
                    variables: &[],
                    inputs: &[],
                    events: &[
                        ::flow_durable::EventTable {
                            name: "reserve_stock",
                            from: Some("order"),
                            public: false,
                            fields: &[
                                ::flow_durable::Field {
                                    name: "order_id",
                                    of_type: "string",
                                },
                                ::flow_durable::Field {
                                    name: "items",
                                    of_type: "any",
                                },
                            ],
                            sender_id: None,
                            states: &["idle"],
                            deferred: &[],
                        },
                    ],
                    phrases: &[
                        ::flow_durable::Phrase {
                            text: "stock is available",
                            function: "stock_is_available",
                            kind: ::flow_durable::PhraseKind::Guard,
                            arguments: &[],
                            answer: "boolean",
                        },
                        ::flow_durable::Phrase {
                            text: "reserve items",
                            function: "reserve_items",
                            kind: ::flow_durable::PhraseKind::Action,
                            arguments: &[],
                            answer: "",
                        },
                    ],
                },
            ],
            actors: &[
                ::flow_durable::ActorTable {
                    name: "customer",
                    messages: &[
                        ::flow_durable::MessageTable {
                            name: "payment_error",
                            fields: &[],
                        },
                        ::flow_durable::MessageTable {
                            name: "order_confirmed",
                            fields: &[],
                        },
                    ],
                },
            ],
            number: "decimal",
            mappings: &[],
            secrets: &[],
            rules: &[],
            files: &[
                (
                    "checkout.flow",
                    "system: e-commerce checkout\n\nmachine: @order\n\n  scenario: order lifecycle\n\n    given:\n      @customer is logged in\n      cart has items\n      $total: number is 1200\n\n    on> :checkout from @customer\n      ? cart is valid\n        emit :payment_request to @payment\n          with:\n            | order_id | string | $order_id |\n            | amount   | number | $total    |\n        order moves to #awaiting_payment\n\n      expect:\n        = order is in #awaiting_payment\n\n    on :payment_success from @payment\n      order moves to #paid\n      emit :reserve_stock to @inventory\n        with:\n          | order_id | $order_id |\n          | items    | $items    |\n\n      expect:\n        = order is in #paid\n\n    on :payment_failed from @payment\n      order moves to #payment_failed\n      emit :payment_error to @customer\n\n    on :stock_reserved from @inventory\n      order moves to #fulfilled\n      emit :order_confirmed to @customer\n\n      expect:\n        = order is in #fulfilled\n\n    on :out_of_stock from @inventory\n      emit :refund_request to @payment\n      order moves to #cancelled\n\n    expect:\n      = order is in #fulfilled\n      = @customer received :order_confirmed\n\nmachine: @payment\n\n  scenario: payment processing\n\n    on :payment_request from @order\n      process card with $amount\n      ? card is valid\n        $transaction_id: string becomes \"TXN-12345\"\n        emit :payment_success to @order\n          with:\n            | transaction_id | $transaction_id |\n      ?\n        $error_message: string becomes \"Card declined\"\n        emit :payment_failed to @order\n          with:\n            | error | $error_message |\n\n    on :refund_request from @order\n      process refund\n      emit :refund_complete to @order\n\nmachine: @inventory\n\n  scenario: stock management\n\n    on :reserve_stock from @order\n      ? stock is available\n        reserve items\n        emit :stock_reserved to @order\n      ?\n        emit :out_of_stock to @order\n",
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
                        super::order::Event::PaymentSuccess(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(1, payload)
                        }
                        super::order::Event::PaymentFailed(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(2, payload)
                        }
                        super::order::Event::StockReserved(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(3, payload)
                        }
                        super::order::Event::OutOfStock(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(4, payload)
                        }
                        super::order::Event::RefundComplete(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::order::Order,
                            >(5, payload)
                        }
                    }
                }
                Event::Payment(event) => {
                    match event {
                        super::payment::Event::PaymentRequest(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::payment::Payment,
                            >(0, payload)
                        }
                        super::payment::Event::RefundRequest(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::payment::Payment,
                            >(1, payload)
                        }
                    }
                }
                Event::Inventory(event) => {
                    match event {
                        super::inventory::Event::ReserveStock(payload) => {
                            ::flow_durable::__private::write_event::<
                                super::inventory::Inventory,
                            >(0, payload)
                        }
                    }
                }
            }
        }
        fn write_message(
            message: &Message,
        ) -> Result<::flow::Text, ::flow_durable::Unreadable> {
            match message {
                Message::Customer(message) => {
                    match message {
                        super::customer::Message::PaymentError(payload) => {
                            ::flow_durable::__private::write_payload(
                                "payment_error",
                                payload,
                            )
                        }
                        super::customer::Message::OrderConfirmed(payload) => {
                            ::flow_durable::__private::write_payload(
                                "order_confirmed",
                                payload,
                            )
                        }
                    }
                }
            }
        }
        fn visit_plain_machines(_: &mut impl ::flow_durable::PlainMachines<Self>) {}
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
                        super::order::Event::PaymentSuccess(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(2) => {
                        super::order::Event::PaymentFailed(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(3) => {
                        super::order::Event::StockReserved(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(4) => {
                        super::order::Event::OutOfStock(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(5) => {
                        super::order::Event::RefundComplete(
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
                let (context, _): (super::order::Context, _) = ::flow_durable::__private::read_ask::<
                    Self,
                    _,
                >(ask)?;
                match ask.phrase {
                    0 => {
                        ::flow_durable::__private::answer(
                                B::cart_is_valid(bindings, &context, call),
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
        fn cart_is_valid(
            &self,
            order: &super::order::Context,
        ) -> Result<bool, Self::Error> {
            ::flow_durable::Replay::ask(self, 0, &[], &order)
        }
    }
    impl ::flow_durable::Machine for super::payment::Payment {
        type State = super::payment::State;
        type Context = super::payment::Context;
        fn read_instance(
            _: &str,
            state: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let state = ::flow_durable::__private::read_state::<Self>(state)?;
            let context = ::flow_durable::__private::read_context::<Self, _>(context)?;
            Ok(super::payment::Payment::restore(state, context))
        }
        fn new_instance(
            _: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let context: super::payment::Context = ::flow_durable::__private::read_context::<
                Self,
                _,
            >(context)?;
            Ok(super::payment::Payment::new(context))
        }
        fn state_name(&self) -> &'static str {
            super::payment::Payment::state(self).name()
        }
        fn read_state(name: &str) -> Option<super::payment::State> {
            super::payment::State::from_name(name)
        }
        fn write_context(&self) -> Result<::flow::Text, ::flow_durable::Unreadable> {
            ::flow_durable::__private::write_context::<
                Self,
            >(super::payment::Payment::context(self))
        }
        fn read_event(
            event: &::flow_durable::StoredEvent,
        ) -> Result<super::payment::Event, ::flow_durable::Unreadable> {
            Ok(
                match ::flow_durable::__private::event_index::<Self>(event) {
                    Some(0) => {
                        super::payment::Event::PaymentRequest(
                            ::flow_durable::__private::read_payload(
                                &event.name,
                                &event.payload,
                            )?,
                        )
                    }
                    Some(1) => {
                        super::payment::Event::RefundRequest(
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
    impl<B: super::payment::Bindings> ::flow_durable::Runs<B>
    for super::payment::Payment {
        fn respond(
            &mut self,
            event: &mut super::payment::Event,
            bindings: &mut B,
            emits: &mut ::flow_durable::Emits<'_, Self>,
        ) -> Result<::flow::List<&'static str>, ::flow_durable::Stopped> {
            let result = super::payment::respond(self, event, bindings, emits);
            ::flow_durable::__private::finish(result, super::payment::State::name)
        }
    }
    impl<B: super::payment::AsyncBindings> ::flow_durable::Awaits<B>
    for super::payment::Payment {
        fn perform<'a>(
            bindings: &'a B,
            ask: &'a ::flow_durable::Ask,
            call: &'a ::flow_durable::Call,
        ) -> ::flow_durable::BoxFuture<
            'a,
            Result<::flow::Text, ::flow_durable::Trouble<::flow::Text>>,
        > {
            ::flow::__private::Box::pin(async move {
                let (context, arguments): (super::payment::Context, _) = ::flow_durable::__private::read_ask::<
                    Self,
                    _,
                >(ask)?;
                match ask.phrase {
                    0 => {
                        let argument_0: ::flow::Decimal = arguments.read(0)?;
                        ::flow_durable::__private::answer(
                                B::process_card_with_amount(
                                    bindings,
                                    &context,
                                    argument_0,
                                    call,
                                ),
                            )
                            .await
                    }
                    1 => {
                        ::flow_durable::__private::answer(
                                B::card_is_valid(bindings, &context, call),
                            )
                            .await
                    }
                    2 => {
                        ::flow_durable::__private::answer(
                                B::process_refund(bindings, &context, call),
                            )
                            .await
                    }
                    _ => Err(::flow_durable::__private::unknown_phrase::<Self>(ask)),
                }
            })
        }
    }
    impl super::payment::Bindings for ::flow_durable::Replay<'_> {
        type Error = ::flow_durable::Stop;
        fn process_card_with_amount(
            &mut self,
            payment: &super::payment::Context,
            amount: ::flow::Decimal,
        ) -> Result<(), Self::Error> {
            ::flow_durable::Replay::ask(self, 0, &[&amount], &payment)
        }
        fn card_is_valid(
            &self,
            payment: &super::payment::Context,
        ) -> Result<bool, Self::Error> {
            ::flow_durable::Replay::ask(self, 1, &[], &payment)
        }
        fn process_refund(
            &mut self,
            payment: &super::payment::Context,
        ) -> Result<(), Self::Error> {
            ::flow_durable::Replay::ask(self, 2, &[], &payment)
        }
    }
    impl ::flow_durable::Machine for super::inventory::Inventory {
        type State = super::inventory::State;
        type Context = super::inventory::Context;
        fn read_instance(
            _: &str,
            state: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let state = ::flow_durable::__private::read_state::<Self>(state)?;
            let context = ::flow_durable::__private::read_context::<Self, _>(context)?;
            Ok(super::inventory::Inventory::restore(state, context))
        }
        fn new_instance(
            _: &str,
            context: &str,
        ) -> Result<Self, ::flow_durable::Unreadable> {
            let context: super::inventory::Context = ::flow_durable::__private::read_context::<
                Self,
                _,
            >(context)?;
            Ok(super::inventory::Inventory::new(context))
        }
        fn state_name(&self) -> &'static str {
            super::inventory::Inventory::state(self).name()
        }
        fn read_state(name: &str) -> Option<super::inventory::State> {
            super::inventory::State::from_name(name)
        }
        fn write_context(&self) -> Result<::flow::Text, ::flow_durable::Unreadable> {
            ::flow_durable::__private::write_context::<
                Self,
            >(super::inventory::Inventory::context(self))
        }
        fn read_event(
            event: &::flow_durable::StoredEvent,
        ) -> Result<super::inventory::Event, ::flow_durable::Unreadable> {
            Ok(
                match ::flow_durable::__private::event_index::<Self>(event) {
                    Some(0) => {
                        super::inventory::Event::ReserveStock(
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
    impl<B: super::inventory::Bindings> ::flow_durable::Runs<B>
    for super::inventory::Inventory {
        fn respond(
            &mut self,
            event: &mut super::inventory::Event,
            bindings: &mut B,
            emits: &mut ::flow_durable::Emits<'_, Self>,
        ) -> Result<::flow::List<&'static str>, ::flow_durable::Stopped> {
            let result = super::inventory::respond(self, event, bindings, emits);
            ::flow_durable::__private::finish(result, super::inventory::State::name)
        }
    }
    impl<B: super::inventory::AsyncBindings> ::flow_durable::Awaits<B>
    for super::inventory::Inventory {
        fn perform<'a>(
            bindings: &'a B,
            ask: &'a ::flow_durable::Ask,
            call: &'a ::flow_durable::Call,
        ) -> ::flow_durable::BoxFuture<
            'a,
            Result<::flow::Text, ::flow_durable::Trouble<::flow::Text>>,
        > {
            ::flow::__private::Box::pin(async move {
                let (context, _): (super::inventory::Context, _) = ::flow_durable::__private::read_ask::<
                    Self,
                    _,
                >(ask)?;
                match ask.phrase {
                    0 => {
                        ::flow_durable::__private::answer(
                                B::stock_is_available(bindings, &context, call),
                            )
                            .await
                    }
                    1 => {
                        ::flow_durable::__private::answer(
                                B::reserve_items(bindings, &context, call),
                            )
                            .await
                    }
                    _ => Err(::flow_durable::__private::unknown_phrase::<Self>(ask)),
                }
            })
        }
    }
    impl super::inventory::Bindings for ::flow_durable::Replay<'_> {
        type Error = ::flow_durable::Stop;
        fn stock_is_available(
            &self,
            inventory: &super::inventory::Context,
        ) -> Result<bool, Self::Error> {
            ::flow_durable::Replay::ask(self, 0, &[], &inventory)
        }
        fn reserve_items(
            &mut self,
            inventory: &super::inventory::Context,
        ) -> Result<(), Self::Error> {
            ::flow_durable::Replay::ask(self, 1, &[], &inventory)
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
        /// Creates an instance of `@payment`, with a new id.
        fn create_payment(
            &self,
            context: super::payment::Context,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow::system::Id<super::payment::Payment>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::create_instance::<
                super::payment::Payment,
                Self,
            >(self, &context)
        }
        /// Creates an instance of `@payment` with an id of yours: 1 to 128 of `A-Z a-z 0-9 . _ ~ -`.
        fn create_payment_with_id(
            &self,
            id: &str,
            context: super::payment::Context,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow::system::Id<super::payment::Payment>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::create_named::<
                super::payment::Payment,
                Self,
            >(self, id, &context)
        }
        /// Creates an instance of `@inventory`, with a new id.
        fn create_inventory(
            &self,
            context: super::inventory::Context,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow::system::Id<super::inventory::Inventory>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::create_instance::<
                super::inventory::Inventory,
                Self,
            >(self, &context)
        }
        /// Creates an instance of `@inventory` with an id of yours: 1 to 128 of `A-Z a-z 0-9 . _ ~ -`.
        fn create_inventory_with_id(
            &self,
            id: &str,
            context: super::inventory::Context,
        ) -> impl ::core::future::Future<
            Output = Result<
                ::flow::system::Id<super::inventory::Inventory>,
                ::flow_durable::CallError,
            >,
        > + Send {
            ::flow_durable::__private::create_named::<
                super::inventory::Inventory,
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
    }
    impl<C: ::flow_durable::Caller<Program>> HostExt for C {}
}
}
