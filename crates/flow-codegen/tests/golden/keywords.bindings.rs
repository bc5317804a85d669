/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl context::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `match self with $type` (keywords.flow:10).
    fn match_self_with_type(
        &mut self,
        context: &context::Context,
        r#type: &str,
    ) -> Result<(), Self::Error> {
        todo!("match self with $type")
    }
    /// `impl is in place` (keywords.flow:14).
    fn impl_is_in_place(&self, context: &context::Context) -> bool {
        todo!("impl is in place")
    }
}
