/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl cart::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `ship $items to $address with 75%` (values.flow:39).
    fn ship_items_to_address_with(
        &mut self,
        cart: &cart::Context,
        items: &[cart::Item],
        address: &::flow::Value,
        percent: ::flow::Decimal,
    ) -> Result<(), Self::Error> {
        todo!("ship $items to $address with 75%")
    }
    /// `uuid()`: a text that is unique to this call.
    fn uuid(&mut self) -> ::flow::Text {
        todo!("uuid()")
    }
    /// `now()`: the current time.
    fn now(&self) -> ::flow::Time {
        todo!("now()")
    }
}
