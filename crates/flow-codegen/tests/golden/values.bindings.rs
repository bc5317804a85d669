/// What the phrases of the specification look at and act on.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl cart::Bindings for World {
    /// Why an action fails: nothing does yet.
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
    /// `uuid()`: a text that no other call gives.
    fn uuid(&mut self) -> ::flow::Text {
        todo!("uuid()")
    }
    /// `now()`: the time.
    fn now(&self) -> ::flow::Time {
        todo!("now()")
    }
}
