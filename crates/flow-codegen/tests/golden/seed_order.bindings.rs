/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl order::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `cart is empty` (order.flow:7).
    fn cart_is_empty(&self, order: &order::Context) -> bool {
        todo!("cart is empty")
    }
    /// `cart is valid` (order.flow:33).
    fn cart_is_valid(&self, order: &order::Context) -> bool {
        todo!("cart is valid")
    }
    /// `send confirmation email` (order.flow:63).
    fn send_confirmation_email(
        &mut self,
        order: &order::Context,
    ) -> Result<(), Self::Error> {
        todo!("send confirmation email")
    }
    /// `instant refund to wallet` (process-refund.flow:10).
    fn instant_refund_to_wallet(
        &mut self,
        order: &order::Context,
    ) -> Result<(), Self::Error> {
        todo!("instant refund to wallet")
    }
    /// `process credit card refund` (process-refund.flow:13).
    fn process_credit_card_refund(
        &mut self,
        order: &order::Context,
    ) -> Result<(), Self::Error> {
        todo!("process credit card refund")
    }
    /// `customer has premium status` (process-refund.flow:17).
    fn customer_has_premium_status(&self, order: &order::Context) -> bool {
        todo!("customer has premium status")
    }
    /// `partial refund (75%)` (process-refund.flow:18).
    fn partial_refund(
        &mut self,
        order: &order::Context,
        percent: ::flow::Decimal,
    ) -> Result<(), Self::Error> {
        todo!("partial refund (75%)")
    }
    /// `store credit only` (process-refund.flow:25).
    fn store_credit_only(&mut self, order: &order::Context) -> Result<(), Self::Error> {
        todo!("store credit only")
    }
    /// `refund denied` (process-refund.flow:31).
    fn refund_denied(&mut self, order: &order::Context) -> Result<(), Self::Error> {
        todo!("refund denied")
    }
}
