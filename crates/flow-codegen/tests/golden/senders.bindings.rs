/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl ticket::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
}
