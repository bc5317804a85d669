//! The README's example: its specification, and this Rust, which stands in the README word for word.

use flow_tests_compiled::readme::{loan, shelf, system};

// README
struct Desk {
    letters: u32,
    books: u32,
}

impl loan::Bindings for Desk {
    type Error = std::convert::Infallible;

    fn send_confirmation_letter(&mut self, _: &loan::Context) -> Result<(), Self::Error> {
        self.letters += 1;
        Ok(())
    }
}

impl shelf::Bindings for Desk {
    type Error = std::convert::Infallible;

    fn book_is_there(&self, _: &shelf::Context) -> bool {
        self.books > 0
    }
}

fn borrow(library: &mut system::System<Desk>) -> loan::State {
    let loan = library.create_loan(loan::Context {});
    library.borrow(loan, loan::event::Borrow { days: 14.into() }).expect("a new loan takes ':borrow'");
    library[loan].state()
}
// README

#[test]
fn the_library_lends_its_book() {
    let mut library = system::System::new(Desk { letters: 0, books: 1 });
    assert_eq!(borrow(&mut library), loan::State::Active);
    assert_eq!(library.bindings().letters, 1);
    library.bindings_mut().books = 0;
    assert_eq!(borrow(&mut library), loan::State::Cancelled);
}

#[test]
fn the_readme_shows_this_code() {
    let code = include_str!("readme.rs").split("// README\n").nth(1).unwrap();
    assert!(include_str!("../../../README.md").contains(code), "the README's Rust differs from\n{code}");
}
