/// What the phrases of the specification look at and act on.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl job::Bindings for World {
    /// Why an action fails: nothing does yet.
    type Error = ::core::convert::Infallible;
}
