/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl loan::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `reader is trusted` (stories.flow:19).
    fn reader_is_trusted(&self, loan: &loan::Context) -> bool {
        todo!("reader is trusted")
    }
    /// `send letter to $reader_name` (stories.flow:32).
    fn send_letter_to_reader_name(
        &mut self,
        loan: &loan::Context,
        reader_name: &str,
    ) -> Result<(), Self::Error> {
        todo!("send letter to $reader_name")
    }
    /// `uuid()`: a text that is unique to this call.
    fn uuid(&mut self) -> crate::runtime::Text {
        todo!("uuid()")
    }
    /// `now()`: the current time.
    fn now(&self) -> crate::runtime::Time {
        todo!("now()")
    }
}
#[allow(unused_variables, reason = "nothing is filled in yet")]
impl shelf::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;
    /// `book is lost` (stories.flow:59).
    fn book_is_lost(&self, shelf: &shelf::Context) -> bool {
        todo!("book is lost")
    }
    /// `fetch book` (stories.flow:63).
    fn fetch_book(&mut self, shelf: &shelf::Context) -> Result<(), Self::Error> {
        todo!("fetch book")
    }
}
