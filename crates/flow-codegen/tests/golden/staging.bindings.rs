/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl order::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `charge card with $card` (staging.flow:19).
    fn charge_card_with_card(
        &mut self,
        order: &order::Context,
        card: &str,
    ) -> Result<(), Self::Error> {
        todo!("charge card with $card")
    }
    /// `card is fresh` (staging.flow:20).
    fn card_is_fresh(&self, order: &order::Context) -> bool {
        todo!("card is fresh")
    }
    /// `stamp card` (staging.flow:22).
    fn stamp_card(&mut self, order: &order::Context) -> Result<(), Self::Error> {
        todo!("stamp card")
    }
}
