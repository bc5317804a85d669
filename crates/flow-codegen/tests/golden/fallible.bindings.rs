/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl till::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `card $card is good` (fallible.flow:10).
    fn card_card_is_good(
        &self,
        till: &till::Context,
        card: &str,
    ) -> Result<bool, Self::Error> {
        todo!("card $card is good")
    }
    /// `card $card is stolen` (fallible.flow:11).
    fn card_card_is_stolen(
        &self,
        till: &till::Context,
        card: &str,
    ) -> Result<bool, Self::Error> {
        todo!("card $card is stolen")
    }
    /// `customer is known` (fallible.flow:12).
    fn customer_is_known(&self, till: &till::Context) -> Result<bool, Self::Error> {
        todo!("customer is known")
    }
    /// `manager agrees` (fallible.flow:15).
    fn manager_agrees(&self, till: &till::Context) -> Result<bool, Self::Error> {
        todo!("manager agrees")
    }
}
