const _: () = ::flow::__private::generated_for(5u32);
/// The machine `@order` (order.flow:1).
///
///
/// Scenarios:
///
/// - `add to cart` (order.flow:3)
/// - `checkout` (order.flow:23)
/// - `successful checkout` (successful-checkout.flow:1)
/// - `payment fails` (payment-fails.flow:1)
/// - `out of stock after payment` (out-of-stock.flow:1)
/// - `process refund` (process-refund.flow:1)
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
        /// `#idle` (order.flow:1): the initial state.
        Idle,
        /// `#awaiting_payment` (order.flow:38).
        AwaitingPayment,
        /// `#paid` (order.flow:48).
        Paid,
        /// `#payment_failed` (order.flow:55).
        PaymentFailed,
        /// `#fulfilled` (order.flow:61).
        Fulfilled,
        /// `#cancelled` (order.flow:70).
        Cancelled,
        /// `#refunded` (process-refund.flow:11).
        Refunded,
        /// `#refund_pending` (process-refund.flow:14).
        RefundPending,
        /// `#partially_refunded` (process-refund.flow:19).
        PartiallyRefunded,
        /// `#credit_issued` (process-refund.flow:28).
        CreditIssued,
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
            State::Refunded,
            State::RefundPending,
            State::PartiallyRefunded,
            State::CreditIssued,
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
                State::Refunded => "refunded",
                State::RefundPending => "refund_pending",
                State::PartiallyRefunded => "partially_refunded",
                State::CreditIssued => "credit_issued",
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
        /// `$items`.
        pub items: ::flow::List<Item>,
        /// `$total`.
        pub total: ::flow::Decimal,
        /// `$days_since_purchase`.
        pub days_since_purchase: ::flow::Decimal,
        /// `$order_total`.
        pub order_total: ::flow::Decimal,
        /// `$credit_amount`.
        pub credit_amount: ::flow::Value,
    }
    /// The object type of `$item`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Item {
        /// `price`.
        pub price: ::flow::Decimal,
    }
    /// The events of `@order` with their payloads.
    pub mod event {
        use ::core::prelude::v1::*;
        use ::core::clone::Clone as _;
        /// `:add_item from @customer`: public (order.flow:9).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct AddItem {
            /// `$item`.
            pub item: super::Item,
        }
        impl ::core::fmt::Display for AddItem {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":add_item from @customer")
            }
        }
        /// `:remove_item from @customer`: public (order.flow:16).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct RemoveItem {
            /// `$item`.
            pub item: super::Item,
        }
        impl ::core::fmt::Display for RemoveItem {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":remove_item from @customer")
            }
        }
        /// `:checkout from @customer`: public (order.flow:32).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Checkout {}
        impl ::core::fmt::Display for Checkout {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":checkout from @customer")
            }
        }
        /// `:payment_success from @payment`: internal (order.flow:47).
        #[derive(Clone, Debug, PartialEq)]
        pub struct PaymentSuccess {}
        impl ::core::fmt::Display for PaymentSuccess {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":payment_success from @payment")
            }
        }
        /// `:payment_failed from @payment`: internal (order.flow:54).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct PaymentFailed {
            /// `$error_message`.
            pub error_message: ::flow::Value,
        }
        impl ::core::fmt::Display for PaymentFailed {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":payment_failed from @payment")
            }
        }
        /// `:stock_reserved from @inventory`: internal (order.flow:60).
        #[derive(Clone, Debug, PartialEq)]
        pub struct StockReserved {}
        impl ::core::fmt::Display for StockReserved {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":stock_reserved from @inventory")
            }
        }
        /// `:out_of_stock from @inventory`: internal (order.flow:68).
        #[derive(Clone, Debug, PartialEq)]
        pub struct OutOfStock {}
        impl ::core::fmt::Display for OutOfStock {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":out_of_stock from @inventory")
            }
        }
        /// `:request_refund from @customer`: public (process-refund.flow:7).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct RequestRefund {
            /// `$order_total`.
            pub order_total: ::flow::Value,
        }
        impl ::core::fmt::Display for RequestRefund {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":request_refund from @customer")
            }
        }
        /// `:refund_processed from @payment`: internal (process-refund.flow:36).
        #[derive(Clone, Debug, PartialEq)]
        pub struct RefundProcessed {}
        impl ::core::fmt::Display for RefundProcessed {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(":refund_processed from @payment")
            }
        }
    }
    /// Any event of `@order`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        /// `:add_item from @customer`.
        AddItem(event::AddItem),
        /// `:remove_item from @customer`.
        RemoveItem(event::RemoveItem),
        /// `:checkout from @customer`.
        Checkout(event::Checkout),
        /// `:payment_success from @payment`.
        PaymentSuccess(event::PaymentSuccess),
        /// `:payment_failed from @payment`.
        PaymentFailed(event::PaymentFailed),
        /// `:stock_reserved from @inventory`.
        StockReserved(event::StockReserved),
        /// `:out_of_stock from @inventory`.
        OutOfStock(event::OutOfStock),
        /// `:request_refund from @customer`.
        RequestRefund(event::RequestRefund),
        /// `:refund_processed from @payment`.
        RefundProcessed(event::RefundProcessed),
    }
    impl Event {
        /// The event without its payload.
        #[inline]
        pub const fn kind(&self) -> EventKind {
            match self {
                Event::AddItem(_) => EventKind::AddItem,
                Event::RemoveItem(_) => EventKind::RemoveItem,
                Event::Checkout(_) => EventKind::Checkout,
                Event::PaymentSuccess(_) => EventKind::PaymentSuccess,
                Event::PaymentFailed(_) => EventKind::PaymentFailed,
                Event::StockReserved(_) => EventKind::StockReserved,
                Event::OutOfStock(_) => EventKind::OutOfStock,
                Event::RequestRefund(_) => EventKind::RequestRefund,
                Event::RefundProcessed(_) => EventKind::RefundProcessed,
            }
        }
    }
    impl ::core::fmt::Display for Event {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.kind(), f)
        }
    }
    impl From<event::AddItem> for Event {
        #[inline]
        fn from(event: event::AddItem) -> Self {
            Event::AddItem(event)
        }
    }
    impl From<event::RemoveItem> for Event {
        #[inline]
        fn from(event: event::RemoveItem) -> Self {
            Event::RemoveItem(event)
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
    impl From<event::RequestRefund> for Event {
        #[inline]
        fn from(event: event::RequestRefund) -> Self {
            Event::RequestRefund(event)
        }
    }
    impl From<event::RefundProcessed> for Event {
        #[inline]
        fn from(event: event::RefundProcessed) -> Self {
            Event::RefundProcessed(event)
        }
    }
    /// An event of `@order` without its payload.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EventKind {
        /// `:add_item from @customer`.
        AddItem,
        /// `:remove_item from @customer`.
        RemoveItem,
        /// `:checkout from @customer`.
        Checkout,
        /// `:payment_success from @payment`.
        PaymentSuccess,
        /// `:payment_failed from @payment`.
        PaymentFailed,
        /// `:stock_reserved from @inventory`.
        StockReserved,
        /// `:out_of_stock from @inventory`.
        OutOfStock,
        /// `:request_refund from @customer`.
        RequestRefund,
        /// `:refund_processed from @payment`.
        RefundProcessed,
    }
    impl EventKind {
        /// All events.
        pub const ALL: &'static [EventKind] = &[
            EventKind::AddItem,
            EventKind::RemoveItem,
            EventKind::Checkout,
            EventKind::PaymentSuccess,
            EventKind::PaymentFailed,
            EventKind::StockReserved,
            EventKind::OutOfStock,
            EventKind::RequestRefund,
            EventKind::RefundProcessed,
        ];
        /// The name of the event, without `:` and sender.
        #[inline]
        pub const fn name(self) -> &'static str {
            match self {
                EventKind::AddItem => "add_item",
                EventKind::RemoveItem => "remove_item",
                EventKind::Checkout => "checkout",
                EventKind::PaymentSuccess => "payment_success",
                EventKind::PaymentFailed => "payment_failed",
                EventKind::StockReserved => "stock_reserved",
                EventKind::OutOfStock => "out_of_stock",
                EventKind::RequestRefund => "request_refund",
                EventKind::RefundProcessed => "refund_processed",
            }
        }
    }
    impl ::core::fmt::Display for EventKind {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    EventKind::AddItem => ":add_item from @customer",
                    EventKind::RemoveItem => ":remove_item from @customer",
                    EventKind::Checkout => ":checkout from @customer",
                    EventKind::PaymentSuccess => ":payment_success from @payment",
                    EventKind::PaymentFailed => ":payment_failed from @payment",
                    EventKind::StockReserved => ":stock_reserved from @inventory",
                    EventKind::OutOfStock => ":out_of_stock from @inventory",
                    EventKind::RequestRefund => ":request_refund from @customer",
                    EventKind::RefundProcessed => ":refund_processed from @payment",
                },
            )
        }
    }
    /// An emit of `@order`: an event, a message or a timer operation.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Emit {
        /// `:payment_request to @payment` (order.flow:34).
        PaymentRequest(super::payment::PaymentRequest),
        /// `:error to @customer` (order.flow:40).
        Error(super::customer::Error),
        /// `:reserve_stock to @inventory` (order.flow:49).
        ReserveStock(super::inventory::ReserveStock),
        /// `:payment_error to @customer` (order.flow:56).
        PaymentError(super::customer::PaymentError),
        /// `:order_confirmed to @customer` (order.flow:62).
        OrderConfirmed(super::customer::OrderConfirmed),
        /// `:refund_request to @payment` (order.flow:69).
        RefundRequest(super::payment::RefundRequest),
        /// `:order_cancelled to @customer` (order.flow:71).
        OrderCancelled(super::customer::OrderCancelled),
        /// `:credit_issued to @customer` (process-refund.flow:27).
        CreditIssued(super::customer::CreditIssued),
        /// `:refund_rejected to @customer` (process-refund.flow:32).
        RefundRejected(super::customer::RefundRejected),
        /// `:refund_confirmation to @customer` (process-refund.flow:37).
        RefundConfirmation(super::customer::RefundConfirmation),
    }
    impl ::core::fmt::Display for Emit {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Emit::PaymentRequest(_) => ":payment_request to @payment",
                    Emit::Error(_) => ":error to @customer",
                    Emit::ReserveStock(_) => ":reserve_stock to @inventory",
                    Emit::PaymentError(_) => ":payment_error to @customer",
                    Emit::OrderConfirmed(_) => ":order_confirmed to @customer",
                    Emit::RefundRequest(_) => ":refund_request to @payment",
                    Emit::OrderCancelled(_) => ":order_cancelled to @customer",
                    Emit::CreditIssued(_) => ":credit_issued to @customer",
                    Emit::RefundRejected(_) => ":refund_rejected to @customer",
                    Emit::RefundConfirmation(_) => ":refund_confirmation to @customer",
                },
            )
        }
    }
    /// The functions for the phrases of `@order`, which you implement.
    pub trait Bindings {
        /// The error of a failed action: an error, or text.
        type Error: ::flow::BindingError;
        /// `cart is empty` (order.flow:7).
        fn cart_is_empty(&self, order: &Context) -> bool;
        /// `cart is valid` (order.flow:33).
        fn cart_is_valid(&self, order: &Context) -> bool;
        /// `send confirmation email` (order.flow:63).
        fn send_confirmation_email(
            &mut self,
            order: &Context,
        ) -> Result<(), Self::Error>;
        /// `instant refund to wallet` (process-refund.flow:10).
        fn instant_refund_to_wallet(
            &mut self,
            order: &Context,
        ) -> Result<(), Self::Error>;
        /// `process credit card refund` (process-refund.flow:13).
        fn process_credit_card_refund(
            &mut self,
            order: &Context,
        ) -> Result<(), Self::Error>;
        /// `customer has premium status` (process-refund.flow:17).
        fn customer_has_premium_status(&self, order: &Context) -> bool;
        /// `partial refund (75%)` (process-refund.flow:18).
        fn partial_refund(
            &mut self,
            order: &Context,
            percent: ::flow::Decimal,
        ) -> Result<(), Self::Error>;
        /// `store credit only` (process-refund.flow:25).
        fn store_credit_only(&mut self, order: &Context) -> Result<(), Self::Error>;
        /// `refund denied` (process-refund.flow:31).
        fn refund_denied(&mut self, order: &Context) -> Result<(), Self::Error>;
        #[doc(hidden)]
        #[inline]
        fn __words(&self, _words: &'static str) -> &Self
        where
            Self: ::core::marker::Sized,
        {
            self
        }
    }
    /// The result of an accepted event: the states before and after it.
    pub type Step = ::flow::Step<State, 1>;
    /// An event that had no effect, with the reason. `B` is the error of the bindings.
    pub type Error<B> = ::flow::Error<State, Event, B>;
    /// An instance of `@order`.
    #[derive(Clone, Debug, PartialEq)]
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
                State::Idle => {
                    ::core::matches!(
                        event, EventKind::AddItem | EventKind::RemoveItem |
                        EventKind::Checkout
                    )
                }
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
                State::PaymentFailed | State::Cancelled => false,
                State::Fulfilled => ::core::matches!(event, EventKind::RequestRefund),
                State::Refunded
                | State::RefundPending
                | State::PartiallyRefunded
                | State::CreditIssued => {
                    ::core::matches!(event, EventKind::RefundProcessed)
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
        /// `:add_item from @customer`: accepted in `#idle`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn add_item<B: Bindings>(
            &mut self,
            mut event: event::AddItem,
            _bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Idle => {
                    on_add_item(self, &mut event).map_err(::flow::Reason::Failed)
                }
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
        }
        /// `:remove_item from @customer`: accepted in `#idle`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn remove_item<B: Bindings>(
            &mut self,
            mut event: event::RemoveItem,
            _bindings: &mut B,
            _emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Idle => {
                    on_remove_item(self, &mut event).map_err(::flow::Reason::Failed)
                }
                _ => {
                    Err(::flow::Reason::Rejected {
                        state: self.state,
                    })
                }
            };
            result.map_err(|reason| ::flow::Error::new(event, reason))
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
                State::Idle => Ok(on_checkout(self, bindings, emits)),
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
            mut event: event::PaymentFailed,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::AwaitingPayment => Ok(on_payment_failed(self, &mut event, emits)),
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
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Paid => {
                    on_stock_reserved(self, bindings, emits)
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
        /// `:request_refund from @customer`: accepted in `#fulfilled`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn request_refund<B: Bindings>(
            &mut self,
            mut event: event::RequestRefund,
            bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Fulfilled => {
                    on_request_refund(self, &mut event, bindings, emits)
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
        /// `:refund_processed from @payment`: accepted in `#refunded`, `#refund_pending`, `#partially_refunded`, `#credit_issued`.
        ///
        /// # Errors
        /// If the state does not accept the event, or its handler fails. The instance does not change.
        #[inline]
        pub fn refund_processed<B: Bindings>(
            &mut self,
            event: event::RefundProcessed,
            _bindings: &mut B,
            emits: &mut impl ::flow::Sink<Emit>,
        ) -> Result<Step, Error<B::Error>> {
            let result = match self.state {
                State::Refunded
                | State::RefundPending
                | State::PartiallyRefunded
                | State::CreditIssued => Ok(on_refund_processed(self, emits)),
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
            State::Idle => {
                match event {
                    Event::AddItem(event) => {
                        on_add_item(machine, event).map_err(::flow::Reason::Failed)
                    }
                    Event::RemoveItem(event) => {
                        on_remove_item(machine, event).map_err(::flow::Reason::Failed)
                    }
                    Event::Checkout(_) => Ok(on_checkout(machine, bindings, emits)),
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
                    Event::PaymentFailed(event) => {
                        Ok(on_payment_failed(machine, event, emits))
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Paid => {
                match event {
                    Event::StockReserved(_) => {
                        on_stock_reserved(machine, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    Event::OutOfStock(_) => Ok(on_out_of_stock(machine, emits)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::PaymentFailed | State::Cancelled => {
                Err(::flow::Reason::Rejected {
                    state: machine.state,
                })
            }
            State::Fulfilled => {
                match event {
                    Event::RequestRefund(event) => {
                        on_request_refund(machine, event, bindings, emits)
                            .map_err(::flow::Reason::Failed)
                    }
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
            State::Refunded
            | State::RefundPending
            | State::PartiallyRefunded
            | State::CreditIssued => {
                match event {
                    Event::RefundProcessed(_) => Ok(on_refund_processed(machine, emits)),
                    _ => {
                        Err(::flow::Reason::Rejected {
                            state: machine.state,
                        })
                    }
                }
            }
        }
    }
    /// `:add_item from @customer` in `#idle` (order.flow:9).
    #[inline]
    fn on_add_item<F>(
        machine: &mut Order,
        event: &mut event::AddItem,
    ) -> Result<Step, ::flow::Failure<F>> {
        let copied_1 = event.item.price;
        machine.context.total = ::flow::__private::Arithmetic::add(
                machine.context.total,
                copied_1,
            )
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$total: number increases by $item.price",
            })?;
        machine.context.items.push(event.item.clone());
        Ok(::flow::Step::stay(machine.state))
    }
    /// `:remove_item from @customer` in `#idle` (order.flow:16).
    #[inline]
    fn on_remove_item<F>(
        machine: &mut Order,
        event: &mut event::RemoveItem,
    ) -> Result<Step, ::flow::Failure<F>> {
        let copied_1 = event.item.price;
        machine.context.total = ::flow::__private::Arithmetic::subtract(
                machine.context.total,
                copied_1,
            )
            .ok_or(::flow::Failure::Arithmetic {
                expression: "$total decreases by $item.price",
            })?;
        ::flow::__private::remove(&mut machine.context.items, &event.item);
        Ok(::flow::Step::stay(machine.state))
    }
    /// `:checkout from @customer` in `#idle` (order.flow:32).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_checkout<B: Bindings>(
        machine: &mut Order,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        if B::cart_is_valid(bindings, &machine.context) {
            emits
                .emit(
                    Emit::PaymentRequest(super::payment::PaymentRequest {
                        order_id: machine.id.clone(),
                        amount: machine.context.total,
                    }),
                );
            machine.state = State::AwaitingPayment;
            step.pass(0, State::AwaitingPayment);
        } else if B::cart_is_empty(bindings, &machine.context) {
            emits
                .emit(
                    Emit::Error(super::customer::Error {
                        message: ::flow::Text::from("Cart is empty"),
                    }),
                );
        }
        step
    }
    /// `:payment_success from @payment` in `#awaiting_payment` (order.flow:47).
    #[inline]
    fn on_payment_success(
        machine: &mut Order,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits.emit(Emit::ReserveStock(super::inventory::ReserveStock {}));
        machine.state = State::Paid;
        step.pass(0, State::Paid);
        step
    }
    /// `:payment_failed from @payment` in `#awaiting_payment` (order.flow:54).
    #[inline]
    fn on_payment_failed(
        machine: &mut Order,
        event: &mut event::PaymentFailed,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits
            .emit(
                Emit::PaymentError(super::customer::PaymentError {
                    error: ::core::mem::take(&mut event.error_message),
                }),
            );
        machine.state = State::PaymentFailed;
        step.pass(0, State::PaymentFailed);
        step
    }
    /// `:stock_reserved from @inventory` in `#paid` (order.flow:60).
    #[inline]
    fn on_stock_reserved<B: Bindings>(
        machine: &mut Order,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut step = ::flow::Step::stay(machine.state);
        let mut slot_1 = ::flow::__private::Slot::new();
        let from = machine.state;
        let mut undo = ::flow::__private::Undo::new(
            machine,
            (),
            move |machine: &mut Order, _| {
                machine.state = from;
            },
        );
        let (machine, _) = undo.parts();
        machine.state = State::Fulfilled;
        step.pass(0, State::Fulfilled);
        slot_1.fill(Emit::OrderConfirmed(super::customer::OrderConfirmed {}));
        B::send_confirmation_email(bindings, &machine.context)
            .map_err(|error| ::flow::__private::binding_failed(
                "send confirmation email",
                error,
            ))?;
        slot_1.send(emits);
        undo.commit();
        Ok(step)
    }
    /// `:out_of_stock from @inventory` in `#paid` (order.flow:68).
    #[inline]
    fn on_out_of_stock(
        machine: &mut Order,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits.emit(Emit::RefundRequest(super::payment::RefundRequest {}));
        emits.emit(Emit::OrderCancelled(super::customer::OrderCancelled {}));
        machine.state = State::Cancelled;
        step.pass(0, State::Cancelled);
        step
    }
    /// `:request_refund from @customer` in `#fulfilled` (process-refund.flow:7).
    #[allow(clippy::all, reason = "guards are the specification's")]
    #[inline]
    fn on_request_refund<B: Bindings>(
        machine: &mut Order,
        event: &mut event::RequestRefund,
        bindings: &mut B,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Result<Step, ::flow::Failure<B::Error>> {
        let mut step = ::flow::Step::stay(machine.state);
        if machine.context.days_since_purchase < ::flow::__private::decimal(7, 0) {
            if machine.context.order_total < ::flow::__private::decimal(100, 0) {
                B::instant_refund_to_wallet(bindings, &machine.context)
                    .map_err(|error| ::flow::__private::binding_failed(
                        "instant refund to wallet",
                        error,
                    ))?;
                machine.state = State::Refunded;
                step.pass(0, State::Refunded);
            } else if machine.context.order_total >= ::flow::__private::decimal(100, 0) {
                B::process_credit_card_refund(bindings, &machine.context)
                    .map_err(|error| ::flow::__private::binding_failed(
                        "process credit card refund",
                        error,
                    ))?;
                machine.state = State::RefundPending;
                step.pass(0, State::RefundPending);
            }
        } else if machine.context.days_since_purchase < ::flow::__private::decimal(30, 0)
        {
            if B::customer_has_premium_status(bindings, &machine.context) {
                {
                    bindings.__words("partial refund (75%)");
                    B::partial_refund(
                            bindings,
                            &machine.context,
                            ::flow::__private::decimal(75, 2),
                        )
                        .map_err(|error| ::flow::__private::binding_failed(
                            "partial refund (75%)",
                            error,
                        ))?;
                }
                machine.state = State::PartiallyRefunded;
                step.pass(0, State::PartiallyRefunded);
            } else {
                {
                    bindings.__words("partial refund (50%)");
                    B::partial_refund(
                            bindings,
                            &machine.context,
                            ::flow::__private::decimal(5, 1),
                        )
                        .map_err(|error| ::flow::__private::binding_failed(
                            "partial refund (50%)",
                            error,
                        ))?;
                }
                machine.state = State::PartiallyRefunded;
                step.pass(0, State::PartiallyRefunded);
            }
        } else if machine.context.days_since_purchase < ::flow::__private::decimal(90, 0)
        {
            B::store_credit_only(bindings, &machine.context)
                .map_err(|error| ::flow::__private::binding_failed(
                    "store credit only",
                    error,
                ))?;
            let computed_1: ::flow::Value = ::core::mem::take(&mut event.order_total);
            emits.emit(Emit::CreditIssued(super::customer::CreditIssued {}));
            machine.context.credit_amount = computed_1;
            machine.state = State::CreditIssued;
            step.pass(0, State::CreditIssued);
        } else {
            B::refund_denied(bindings, &machine.context)
                .map_err(|error| ::flow::__private::binding_failed(
                    "refund denied",
                    error,
                ))?;
            emits
                .emit(
                    Emit::RefundRejected(super::customer::RefundRejected {
                        reason: ::flow::Text::from("Refund period expired"),
                    }),
                );
        }
        Ok(step)
    }
    /// `:refund_processed from @payment` in `#refunded`, `#refund_pending`, `#partially_refunded`, `#credit_issued` (process-refund.flow:36).
    #[inline]
    fn on_refund_processed(
        machine: &mut Order,
        emits: &mut impl ::flow::Sink<Emit>,
    ) -> Step {
        let mut step = ::flow::Step::stay(machine.state);
        emits
            .emit(
                Emit::RefundConfirmation(super::customer::RefundConfirmation {
                }),
            );
        machine.state = State::Refunded;
        step.pass(0, State::Refunded);
        step
    }
    /// The states, events and transitions of `@order`, with their positions in the source.
    pub const MODEL: ::flow::Machine = ::flow::Machine {
        name: "order",
        place: ::flow::model::Place {
            file: "order.flow",
            line: 1,
            column: 10,
        },
        states: &::flow::__private::model::states([
            ("idle", "order.flow", 1, 10),
            ("awaiting_payment", "order.flow", 38, 22),
            ("paid", "order.flow", 48, 20),
            ("payment_failed", "order.flow", 55, 20),
            ("fulfilled", "order.flow", 61, 20),
            ("cancelled", "order.flow", 70, 20),
            ("refunded", "process-refund.flow", 11, 24),
            ("refund_pending", "process-refund.flow", 14, 24),
            ("partially_refunded", "process-refund.flow", 19, 24),
            ("credit_issued", "process-refund.flow", 28, 22),
        ]),
        events: &::flow::__private::model::events([
            ("add_item", Some("customer"), true, "order.flow", 9, 7),
            ("remove_item", Some("customer"), true, "order.flow", 16, 7),
            ("checkout", Some("customer"), true, "order.flow", 32, 7),
            ("payment_success", Some("payment"), false, "order.flow", 47, 6),
            ("payment_failed", Some("payment"), false, "order.flow", 54, 6),
            ("stock_reserved", Some("inventory"), false, "order.flow", 60, 6),
            ("out_of_stock", Some("inventory"), false, "order.flow", 68, 6),
            ("request_refund", Some("customer"), true, "process-refund.flow", 7, 7),
            ("refund_processed", Some("payment"), false, "process-refund.flow", 36, 6),
        ]),
        transitions: &::flow::__private::model::edges([
            (0, 0, 0, "order.flow", 9, 3),
            (0, 1, 0, "order.flow", 16, 3),
            (0, 2, 1, "order.flow", 32, 3),
            (1, 3, 2, "order.flow", 47, 3),
            (1, 4, 3, "order.flow", 54, 3),
            (2, 5, 4, "order.flow", 60, 3),
            (2, 6, 5, "order.flow", 68, 3),
            (4, 7, 6, "process-refund.flow", 7, 3),
            (4, 7, 7, "process-refund.flow", 7, 3),
            (4, 7, 8, "process-refund.flow", 7, 3),
            (4, 7, 9, "process-refund.flow", 7, 3),
            (6, 8, 6, "process-refund.flow", 36, 3),
            (7, 8, 6, "process-refund.flow", 36, 3),
            (8, 8, 6, "process-refund.flow", 36, 3),
            (9, 8, 6, "process-refund.flow", 36, 3),
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
    /// `:error` (order.flow:40).
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
    /// `:payment_error` (order.flow:56).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct PaymentError {
        /// `$error`.
        pub error: ::flow::Value,
    }
    impl From<PaymentError> for Message {
        #[inline]
        fn from(message: PaymentError) -> Self {
            Message::PaymentError(message)
        }
    }
    /// `:order_confirmed` (order.flow:62).
    #[derive(Clone, Debug, PartialEq)]
    pub struct OrderConfirmed {}
    impl From<OrderConfirmed> for Message {
        #[inline]
        fn from(message: OrderConfirmed) -> Self {
            Message::OrderConfirmed(message)
        }
    }
    /// `:order_cancelled` (order.flow:71).
    #[derive(Clone, Debug, PartialEq)]
    pub struct OrderCancelled {}
    impl From<OrderCancelled> for Message {
        #[inline]
        fn from(message: OrderCancelled) -> Self {
            Message::OrderCancelled(message)
        }
    }
    /// `:credit_issued` (process-refund.flow:27).
    #[derive(Clone, Debug, PartialEq)]
    pub struct CreditIssued {}
    impl From<CreditIssued> for Message {
        #[inline]
        fn from(message: CreditIssued) -> Self {
            Message::CreditIssued(message)
        }
    }
    /// `:refund_rejected` (process-refund.flow:32).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct RefundRejected {
        /// `$reason`.
        pub reason: ::flow::Text,
    }
    impl From<RefundRejected> for Message {
        #[inline]
        fn from(message: RefundRejected) -> Self {
            Message::RefundRejected(message)
        }
    }
    /// `:refund_confirmation` (process-refund.flow:37).
    #[derive(Clone, Debug, PartialEq)]
    pub struct RefundConfirmation {}
    impl From<RefundConfirmation> for Message {
        #[inline]
        fn from(message: RefundConfirmation) -> Self {
            Message::RefundConfirmation(message)
        }
    }
    /// Any message to `@customer`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// `:error`.
        Error(Error),
        /// `:payment_error`.
        PaymentError(PaymentError),
        /// `:order_confirmed`.
        OrderConfirmed(OrderConfirmed),
        /// `:order_cancelled`.
        OrderCancelled(OrderCancelled),
        /// `:credit_issued`.
        CreditIssued(CreditIssued),
        /// `:refund_rejected`.
        RefundRejected(RefundRejected),
        /// `:refund_confirmation`.
        RefundConfirmation(RefundConfirmation),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::Error(_) => "error",
                Message::PaymentError(_) => "payment_error",
                Message::OrderConfirmed(_) => "order_confirmed",
                Message::OrderCancelled(_) => "order_cancelled",
                Message::CreditIssued(_) => "credit_issued",
                Message::RefundRejected(_) => "refund_rejected",
                Message::RefundConfirmation(_) => "refund_confirmation",
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
/// The messages to the outside actor `@payment`.
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
    /// `:payment_request` (order.flow:34).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct PaymentRequest {
        /// `$order_id`.
        pub order_id: ::flow::Text,
        /// `$amount`.
        pub amount: ::flow::Decimal,
    }
    impl From<PaymentRequest> for Message {
        #[inline]
        fn from(message: PaymentRequest) -> Self {
            Message::PaymentRequest(message)
        }
    }
    /// `:refund_request` (order.flow:69).
    #[derive(Clone, Debug, PartialEq)]
    pub struct RefundRequest {}
    impl From<RefundRequest> for Message {
        #[inline]
        fn from(message: RefundRequest) -> Self {
            Message::RefundRequest(message)
        }
    }
    /// Any message to `@payment`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// `:payment_request`.
        PaymentRequest(PaymentRequest),
        /// `:refund_request`.
        RefundRequest(RefundRequest),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::PaymentRequest(_) => "payment_request",
                Message::RefundRequest(_) => "refund_request",
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
/// The messages to the outside actor `@inventory`.
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
    /// `:reserve_stock` (order.flow:49).
    #[derive(Clone, Debug, PartialEq)]
    pub struct ReserveStock {}
    impl From<ReserveStock> for Message {
        #[inline]
        fn from(message: ReserveStock) -> Self {
            Message::ReserveStock(message)
        }
    }
    /// Any message to `@inventory`.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Message {
        /// `:reserve_stock`.
        ReserveStock(ReserveStock),
    }
    impl Message {
        /// The name of the event, without `:`.
        #[inline]
        pub const fn name(&self) -> &'static str {
            match self {
                Message::ReserveStock(_) => "reserve_stock",
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
        /// A message to `customer`.
        Customer(super::customer::Message),
        /// A message to `payment`.
        Payment(super::payment::Message),
        /// A message to `inventory`.
        Inventory(super::inventory::Message),
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
        /// Delivers `:add_item from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn add_item(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::AddItem,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
                event: "add_item",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:remove_item from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn remove_item(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::RemoveItem,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
                event: "remove_item",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
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
        /// Delivers `:payment_success from @payment` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn payment_success(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::PaymentSuccess,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "payment",
                event: "payment_success",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:payment_failed from @payment` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn payment_failed(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::PaymentFailed,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "payment",
                event: "payment_failed",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:stock_reserved from @inventory` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn stock_reserved(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::StockReserved,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "inventory",
                event: "stock_reserved",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:out_of_stock from @inventory` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn out_of_stock(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::OutOfStock,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "inventory",
                event: "out_of_stock",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:request_refund from @customer` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn request_refund(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::RequestRefund,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "customer",
                event: "request_refund",
            };
            self.network.send(to, arrival, event, &mut self.bindings)
        }
        /// Delivers `:refund_processed from @payment` to an instance, then every event that it causes between machines.
        ///
        /// # Errors
        /// If the instance does not accept the event, or its handler fails. The system does not change.
        pub fn refund_processed(
            &mut self,
            to: ::flow::system::Id<super::order::Order>,
            event: super::order::event::RefundProcessed,
        ) -> Result<Outcome<super::order::Step>, Error> {
            let arrival = ::flow::__private::system::Arrival {
                from: "payment",
                event: "refund_processed",
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
                Message::Customer(message) => ("customer", message.name()),
                Message::Payment(message) => ("payment", message.name()),
                Message::Inventory(message) => ("inventory", message.name()),
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
            use super::order::Emit;
            match emit {
                Emit::PaymentRequest(message) => {
                    emits
                        .to_outside(
                            Message::Payment(
                                super::payment::Message::PaymentRequest(message),
                            ),
                        );
                }
                Emit::Error(message) => {
                    emits
                        .to_outside(
                            Message::Customer(super::customer::Message::Error(message)),
                        );
                }
                Emit::ReserveStock(message) => {
                    emits
                        .to_outside(
                            Message::Inventory(
                                super::inventory::Message::ReserveStock(message),
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
                Emit::RefundRequest(message) => {
                    emits
                        .to_outside(
                            Message::Payment(
                                super::payment::Message::RefundRequest(message),
                            ),
                        );
                }
                Emit::OrderCancelled(message) => {
                    emits
                        .to_outside(
                            Message::Customer(
                                super::customer::Message::OrderCancelled(message),
                            ),
                        );
                }
                Emit::CreditIssued(message) => {
                    emits
                        .to_outside(
                            Message::Customer(
                                super::customer::Message::CreditIssued(message),
                            ),
                        );
                }
                Emit::RefundRejected(message) => {
                    emits
                        .to_outside(
                            Message::Customer(
                                super::customer::Message::RefundRejected(message),
                            ),
                        );
                }
                Emit::RefundConfirmation(message) => {
                    emits
                        .to_outside(
                            Message::Customer(
                                super::customer::Message::RefundConfirmation(message),
                            ),
                        );
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
        fn cart_is_empty(&self, order: &super::order::Context) -> bool {
            self.asked("cart is empty", B::cart_is_empty(self.bindings(), order))
        }
        #[inline]
        fn cart_is_valid(&self, order: &super::order::Context) -> bool {
            self.asked("cart is valid", B::cart_is_valid(self.bindings(), order))
        }
        #[inline]
        fn send_confirmation_email(
            &mut self,
            order: &super::order::Context,
        ) -> Result<(), Self::Error> {
            self.called("send confirmation email");
            B::send_confirmation_email(self.bindings_mut(), order)
        }
        #[inline]
        fn instant_refund_to_wallet(
            &mut self,
            order: &super::order::Context,
        ) -> Result<(), Self::Error> {
            self.called("instant refund to wallet");
            B::instant_refund_to_wallet(self.bindings_mut(), order)
        }
        #[inline]
        fn process_credit_card_refund(
            &mut self,
            order: &super::order::Context,
        ) -> Result<(), Self::Error> {
            self.called("process credit card refund");
            B::process_credit_card_refund(self.bindings_mut(), order)
        }
        #[inline]
        fn customer_has_premium_status(&self, order: &super::order::Context) -> bool {
            self.asked(
                "customer has premium status",
                B::customer_has_premium_status(self.bindings(), order),
            )
        }
        #[inline]
        fn partial_refund(
            &mut self,
            order: &super::order::Context,
            percent: ::flow::Decimal,
        ) -> Result<(), Self::Error> {
            self.called(self.words_or("partial refund (75%)"));
            B::partial_refund(self.bindings_mut(), order, percent)
        }
        #[inline]
        fn store_credit_only(
            &mut self,
            order: &super::order::Context,
        ) -> Result<(), Self::Error> {
            self.called("store credit only");
            B::store_credit_only(self.bindings_mut(), order)
        }
        #[inline]
        fn refund_denied(
            &mut self,
            order: &super::order::Context,
        ) -> Result<(), Self::Error> {
            self.called("refund denied");
            B::refund_denied(self.bindings_mut(), order)
        }
        #[inline]
        fn __words(&self, words: &'static str) -> &Self {
            self.keep_words(words);
            self
        }
    }
}
}
