impl order::AsyncBindings for World {
    type Error = ::core::convert::Infallible;
    /// `item $sku is sold` (durable.flow:9).
    async fn item_sku_is_sold(
        &self,
        order: &order::Context,
        sku: &str,
        call: &::flow_durable::Call,
    ) -> Result<bool, ::flow_durable::Trouble<Self::Error>> {
        todo!("item $sku is sold")
    }
    /// `price of $sku` (durable.flow:13).
    async fn price_of_sku(
        &self,
        order: &order::Context,
        sku: &str,
        call: &::flow_durable::Call,
    ) -> Result<::flow::Decimal, ::flow_durable::Trouble<Self::Error>> {
        todo!("price of $sku")
    }
    /// `note sale of $sku to ledger` (durable.flow:16).
    async fn note_sale_of_sku_to_ledger(
        &self,
        order: &order::Context,
        sku: &str,
        call: &::flow_durable::Call,
    ) -> Result<(), ::flow_durable::Trouble<Self::Error>> {
        todo!("note sale of $sku to ledger")
    }
}
