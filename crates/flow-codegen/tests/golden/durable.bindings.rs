/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl order::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `item $sku is sold` (durable.flow:9).
    fn item_sku_is_sold(
        &self,
        order: &order::Context,
        sku: &str,
    ) -> Result<bool, Self::Error> {
        todo!("item $sku is sold")
    }
    /// `price of $sku` (durable.flow:13).
    fn price_of_sku(
        &mut self,
        order: &order::Context,
        sku: &str,
    ) -> Result<::flow::Decimal, Self::Error> {
        todo!("price of $sku")
    }
    /// `note sale of $sku to ledger` (durable.flow:16).
    fn note_sale_of_sku_to_ledger(
        &mut self,
        order: &order::Context,
        sku: &str,
    ) -> Result<(), Self::Error> {
        todo!("note sale of $sku to ledger")
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
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl stock::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl parcel::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl ledger::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
}
