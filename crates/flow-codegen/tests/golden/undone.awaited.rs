impl sale::AsyncBindings for World {
    type Error = ::core::convert::Infallible;
    /// `book sale of $amount` (undone.flow:7).
    async fn book_sale_of_amount(
        &self,
        sale: &sale::Context,
        amount: &::flow::Value,
        call: &::flow_durable::Call,
    ) -> Result<(), ::flow_durable::Trouble<Self::Error>> {
        todo!("book sale of $amount")
    }
    /// `receipt of $amount` (undone.flow:11).
    async fn receipt_of_amount(
        &self,
        sale: &sale::Context,
        amount: &::flow::Value,
        call: &::flow_durable::Call,
    ) -> Result<::flow::Text, ::flow_durable::Trouble<Self::Error>> {
        todo!("receipt of $amount")
    }
    /// `print receipt` (undone.flow:14).
    async fn print_receipt(
        &self,
        sale: &sale::Context,
        call: &::flow_durable::Call,
    ) -> Result<(), ::flow_durable::Trouble<Self::Error>> {
        todo!("print receipt")
    }
}
