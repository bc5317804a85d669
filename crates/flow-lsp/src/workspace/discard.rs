//! A thread that drops what is no longer needed: to free the model and the mentions of a long text takes a tenth of the time of the next
//! analysis, for which somebody waits.

use std::any::Any;
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// The thread, which starts with the first value and ends when this is dropped.
#[derive(Debug, Default)]
pub(super) struct Discard {
    sender: Option<Sender<Box<dyn Any + Send>>>,
}

impl Discard {
    /// Drops a value in the thread; here, if there can be none.
    pub(super) fn drop_later(&mut self, value: impl Any + Send) {
        if self.sender.is_none() {
            self.sender = start();
        }
        if let Some(sender) = &self.sender {
            // A value that is not taken is dropped here.
            drop(sender.send(Box::new(value)));
        }
    }
}

fn start() -> Option<Sender<Box<dyn Any + Send>>> {
    let (sender, receiver) = channel();
    let drop_all = move || receiver.into_iter().for_each(drop::<Box<dyn Any + Send>>);
    thread::Builder::new().name("discard".to_owned()).spawn(drop_all).ok().map(|_| sender)
}

#[cfg(test)]
mod tests {
    use super::Discard;
    use std::sync::mpsc::{Sender, channel};
    use std::thread;

    /// Sends the id of the thread in which it is dropped.
    struct Witness(Sender<thread::ThreadId>);

    impl Drop for Witness {
        fn drop(&mut self) {
            self.0.send(thread::current().id()).unwrap();
        }
    }

    #[test]
    fn values_are_dropped_in_another_thread() {
        let (sender, dropped) = channel();
        let mut discard = Discard::default();
        discard.drop_later(Witness(sender.clone()));
        discard.drop_later(Witness(sender));
        let threads: Vec<_> = dropped.iter().take(2).collect();
        assert_ne!(threads[0], thread::current().id());
        assert_eq!(threads[0], threads[1]);
    }
}
