/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl refund::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `full refund (100%)` (wordings.flow:9).
    fn full_refund(
        &mut self,
        refund: &refund::Context,
        percent: ::flow::Decimal,
    ) -> Result<(), Self::Error> {
        todo!("full refund (100%)")
    }
    /// `customer has 3 coupons` (wordings.flow:10).
    fn customer_has_coupons(
        &self,
        refund: &refund::Context,
        number: ::flow::Decimal,
    ) -> bool {
        todo!("customer has 3 coupons")
    }
    /// `partial refund (75%)` (wordings.flow:12).
    fn partial_refund(
        &mut self,
        refund: &refund::Context,
        percent: ::flow::Decimal,
    ) -> Result<(), Self::Error> {
        todo!("partial refund (75%)")
    }
    /// `note "a  b" down` (wordings.flow:15).
    fn note_down(
        &mut self,
        refund: &refund::Context,
        text: &str,
    ) -> Result<(), Self::Error> {
        todo!("note \"a  b\" down")
    }
}
