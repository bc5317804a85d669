/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl größe::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `merke [uuid()] und $teil` (corners.flow:29).
    fn merke_und_teil(
        &mut self,
        größe: &größe::Context,
        list: &[::flow::Text],
        teil: &größe::Teil,
    ) -> Result<(), Self::Error> {
        todo!("merke [uuid()] und $teil")
    }
    /// `frage mit ["x", uuid()]` (corners.flow:35).
    fn frage_mit(&self, größe: &größe::Context, list: &[::flow::Text]) -> bool {
        todo!("frage mit [\"x\", uuid()]")
    }
    /// `prüfe $teil.name und $teil` (corners.flow:37).
    fn prüfe_teil_name_und_teil(
        &mut self,
        größe: &größe::Context,
        teil_name: &str,
        teil: &größe::Teil,
    ) -> Result<(), Self::Error> {
        todo!("prüfe $teil.name und $teil")
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
impl keller::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `drucke $teil` (corners.flow:56).
    fn drucke_teil(
        &mut self,
        keller: &keller::Context,
        teil: &größe::Teil,
    ) -> Result<(), Self::Error> {
        todo!("drucke $teil")
    }
}
