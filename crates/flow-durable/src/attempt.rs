//! Phrases with a failure that the handler takes, with `that failed` (reference#failed-steps): writes of such a phrase before it failed
//! are rolled back, while the handler goes on.
//!
//! Generated code marks where such a phrase begins and ends. A host that has bindings act in its transaction listens in the thread of the
//! handler; without a listener the marks have no effect.

use std::cell::Cell;

/// Where the handler is at a phrase with a failure that it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The phrase begins.
    Begin,
    /// It has succeeded.
    Keep,
    /// It has failed: its rows are taken back.
    Undo,
}

/// A function that hears of each mark.
pub type OnMark = fn(Mark);

thread_local! {
    static ON_MARK: Cell<Option<OnMark>> = const { Cell::new(None) };
}

/// Sets who hears of the marks in this thread.
pub fn listen_to_marks(on_mark: Option<OnMark>) {
    ON_MARK.set(on_mark);
}

/// A phrase with a failure that the handler takes, for generated code.
#[doc(hidden)]
#[derive(Debug)]
#[must_use = "its end is marked by `end`"]
pub struct Attempt {
    on_mark: Option<OnMark>,
}

impl Attempt {
    /// The phrase begins.
    pub fn begin() -> Self {
        let on_mark = ON_MARK.get();
        if let Some(on_mark) = on_mark {
            on_mark(Mark::Begin);
        }
        Attempt { on_mark }
    }

    /// The phrase has ended. Returns its result. If the handler ends before, its rows are taken back as a whole.
    pub fn end<T, E>(self, result: Result<T, E>) -> Result<T, E> {
        if let Some(on_mark) = self.on_mark {
            on_mark(if result.is_ok() { Mark::Keep } else { Mark::Undo });
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    thread_local! {
        static HEARD: Cell<Vec<Mark>> = const { Cell::new(Vec::new()) };
    }

    fn hear(mark: Mark) {
        let mut heard = HEARD.take();
        heard.push(mark);
        HEARD.set(heard);
    }

    #[test]
    fn the_listener_of_the_thread_hears_how_a_phrase_ends() {
        assert_eq!(Attempt::begin().end::<_, ()>(Ok(1)), Ok(1));
        listen_to_marks(Some(hear));
        assert_eq!(Attempt::begin().end::<_, ()>(Ok(1)), Ok(1));
        assert_eq!(Attempt::begin().end::<(), _>(Err(2)), Err(2));
        listen_to_marks(None);
        drop(Attempt::begin());
        assert_eq!(HEARD.take(), [Mark::Begin, Mark::Keep, Mark::Begin, Mark::Undo]);
    }
}
