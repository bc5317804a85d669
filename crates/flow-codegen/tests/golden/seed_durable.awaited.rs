impl order::AsyncBindings for World {
    type Error = ::core::convert::Infallible;
    /// `cart is valid` (checkout.flow:13).
    async fn cart_is_valid(
        &self,
        order: &order::Context,
        call: &::flow_durable::Call,
    ) -> Result<bool, ::flow_durable::Trouble<Self::Error>> {
        todo!("cart is valid")
    }
}
impl payment::AsyncBindings for World {
    type Error = ::core::convert::Infallible;
    /// `process card with $amount` (checkout.flow:57).
    async fn process_card_with_amount(
        &self,
        payment: &payment::Context,
        amount: ::flow::Decimal,
        call: &::flow_durable::Call,
    ) -> Result<(), ::flow_durable::Trouble<Self::Error>> {
        todo!("process card with $amount")
    }
    /// `card is valid` (checkout.flow:58).
    async fn card_is_valid(
        &self,
        payment: &payment::Context,
        call: &::flow_durable::Call,
    ) -> Result<bool, ::flow_durable::Trouble<Self::Error>> {
        todo!("card is valid")
    }
    /// `process refund` (checkout.flow:70).
    async fn process_refund(
        &self,
        payment: &payment::Context,
        call: &::flow_durable::Call,
    ) -> Result<(), ::flow_durable::Trouble<Self::Error>> {
        todo!("process refund")
    }
}
impl inventory::AsyncBindings for World {
    type Error = ::core::convert::Infallible;
    /// `stock is available` (checkout.flow:78).
    async fn stock_is_available(
        &self,
        inventory: &inventory::Context,
        call: &::flow_durable::Call,
    ) -> Result<bool, ::flow_durable::Trouble<Self::Error>> {
        todo!("stock is available")
    }
    /// `reserve items` (checkout.flow:79).
    async fn reserve_items(
        &self,
        inventory: &inventory::Context,
        call: &::flow_durable::Call,
    ) -> Result<(), ::flow_durable::Trouble<Self::Error>> {
        todo!("reserve items")
    }
}
