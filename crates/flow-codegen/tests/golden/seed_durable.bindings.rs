/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl order::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `cart is valid` (checkout.flow:13).
    fn cart_is_valid(&self, order: &order::Context) -> Result<bool, Self::Error> {
        todo!("cart is valid")
    }
}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl payment::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `process card with $amount` (checkout.flow:57).
    fn process_card_with_amount(
        &mut self,
        payment: &payment::Context,
        amount: ::flow::Decimal,
    ) -> Result<(), Self::Error> {
        todo!("process card with $amount")
    }
    /// `card is valid` (checkout.flow:58).
    fn card_is_valid(&self, payment: &payment::Context) -> Result<bool, Self::Error> {
        todo!("card is valid")
    }
    /// `process refund` (checkout.flow:70).
    fn process_refund(&mut self, payment: &payment::Context) -> Result<(), Self::Error> {
        todo!("process refund")
    }
}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl inventory::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `stock is available` (checkout.flow:78).
    fn stock_is_available(
        &self,
        inventory: &inventory::Context,
    ) -> Result<bool, Self::Error> {
        todo!("stock is available")
    }
    /// `reserve items` (checkout.flow:79).
    fn reserve_items(
        &mut self,
        inventory: &inventory::Context,
    ) -> Result<(), Self::Error> {
        todo!("reserve items")
    }
}
