/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl sale::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `book sale of $amount` (undone.flow:7).
    fn book_sale_of_amount(
        &mut self,
        sale: &sale::Context,
        amount: &::flow::Value,
    ) -> Result<(), Self::Error> {
        todo!("book sale of $amount")
    }
    /// `receipt of $amount` (undone.flow:11).
    fn receipt_of_amount(
        &mut self,
        sale: &sale::Context,
        amount: &::flow::Value,
    ) -> Result<::flow::Text, Self::Error> {
        todo!("receipt of $amount")
    }
    /// `print receipt` (undone.flow:14).
    fn print_receipt(&mut self, sale: &sale::Context) -> Result<(), Self::Error> {
        todo!("print receipt")
    }
}
