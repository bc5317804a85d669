//! The connections that are open, and which one is closed when there are too many.
//!
//! A connection *waits* while its client has not sent a whole request. Only then can it be closed: for a new connection, if there are too
//! many, or if bodies that are not whole take too much memory. The one that has waited longest is closed, of the address that has most.
//! So a client that sends its request at once is answered, however many are slow.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// The most bytes of bodies that are not whole: room for many that are large and for all that are small.
const MOST_HELD: usize = 32 << 20;

/// A body of this size does not count: with all connections together they are a quarter of that memory.
const SMALL: usize = 8 << 10;

/// The connections of a server.
#[derive(Debug)]
pub(super) struct Connections {
    /// How many connections there are at once.
    most: usize,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    /// The number of the next connection, and of the next wait.
    next: u64,
    all: BTreeMap<u64, State>,
    /// How many connections an address has.
    of: BTreeMap<IpAddr, usize>,
    /// The bytes of large bodies that are not whole.
    held: usize,
}

#[derive(Debug)]
struct State {
    peer: IpAddr,
    /// When its client began to be waited for, in the order of all; `None` while the host is at work.
    waits: Option<u64>,
    held: usize,
    /// Closes it.
    end: Arc<Notify>,
}

/// One connection, until it is dropped.
#[derive(Debug)]
pub(super) struct Connection {
    all: Arc<Connections>,
    number: u64,
    end: Arc<Notify>,
}

impl Connections {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Connections { most: most.max(1), open: Mutex::default() })
    }

    /// A new connection; `None` if there are too many, and the requests of all are being answered.
    pub(super) fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Arc<Connection>> {
        let peer = network_of(peer);
        let mut open = self.lock();
        // A quarter is left to others.
        let own = open.of.get(&peer).copied().unwrap_or_default();
        if own >= self.most - self.most / 4 {
            open.close_one(|state| state.peer == peer).then_some(())?;
        } else if open.all.len() >= self.most {
            open.close_one(|_| true).then_some(())?;
        }
        let number = open.count();
        let end = Arc::new(Notify::new());
        let state = State { peer, waits: Some(number), held: 0, end: Arc::clone(&end) };
        open.all.insert(number, state);
        *open.of.entry(peer).or_default() += 1;
        Some(Arc::new(Connection { all: Arc::clone(self), number, end }))
    }

    /// No code panics while the lock is taken.
    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn count(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Closes the one that has waited longest, of the address with most. Returns whether there was one.
    fn close_one(&mut self, is_meant: impl Fn(&State) -> bool) -> bool {
        let waiting = self.all.iter().filter(|(_, state)| is_meant(state));
        let waiting = waiting.filter_map(|(number, state)| {
            let own = self.of.get(&state.peer).copied().unwrap_or_default();
            Some(((usize::MAX - own, state.waits?), *number))
        });
        let Some((_, number)) = waiting.min() else { return false };
        if let Some(state) = self.remove(number) {
            state.end.notify_one();
        }
        true
    }

    /// Changes a connection, which holds this number of bytes from then on. One that is closed is no longer counted.
    fn hold_as(&mut self, number: u64, change: impl FnOnce(&mut State), held: usize) {
        let Some(state) = self.all.get_mut(&number) else { return };
        change(state);
        self.held = self.held - std::mem::replace(&mut state.held, held) + held;
    }

    fn remove(&mut self, number: u64) -> Option<State> {
        let state = self.all.remove(&number)?;
        self.held -= state.held;
        if let Some(own) = self.of.get_mut(&state.peer) {
            *own -= 1;
            if *own == 0 {
                self.of.remove(&state.peer);
            }
        }
        Some(state)
    }
}

impl Connection {
    /// Returns when the connection must be closed.
    pub(super) async fn closed(&self) {
        self.end.notified().await;
    }

    /// The host has the whole request.
    pub(super) fn work(&self) {
        self.all.lock().hold_as(self.number, |state| state.waits = None, 0);
    }

    /// The host has answered, and waits for the next request.
    pub(super) fn wait(&self) {
        let mut open = self.all.lock();
        let wait = open.count();
        open.hold_as(self.number, |state| state.waits = Some(wait), 0);
    }

    /// Records that `bytes` bytes of a body have been received.
    pub(super) fn hold(&self, bytes: usize) {
        if bytes <= SMALL {
            return;
        }
        let mut open = self.all.lock();
        open.hold_as(self.number, |_| {}, bytes);
        while open.held > MOST_HELD && open.close_one(|state| state.held > 0) {}
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.all.lock().remove(self.number);
    }
}

/// An address as one client has it: of IPv6 it has 64 bits of its own.
fn network_of(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("it is an address")
    }

    fn is_closed(connection: &Arc<Connection>) -> bool {
        !connection.all.lock().all.contains_key(&connection.number)
    }

    #[test]
    fn the_one_that_has_waited_longest_goes_of_the_address_with_most() {
        let connections = Connections::new(8);
        let others: Vec<_> = (7..9)
            .map(|at| connections.admit(address(&format!("192.0.2.{at}"))).expect("there is room"))
            .collect();
        let slow: Vec<_> =
            (0..6).map(|_| connections.admit(address("192.0.2.1")).expect("there is room")).collect();
        // Of eight, one address has six.
        let next = connections.admit(address("192.0.2.1")).expect("one goes");
        assert_eq!(slow.iter().map(is_closed).collect::<Vec<_>>(), [true, false, false, false, false, false]);
        // A connection with a request in progress stays open; its waiting time starts anew after the response.
        slow[1].work();
        let newest = connections.admit(address("192.0.2.1")).expect("one goes");
        assert!(!is_closed(&slow[1]) && is_closed(&slow[2]));
        slow[1].wait();
        let stranger = connections.admit(address("192.0.2.9")).expect("one goes");
        assert!(is_closed(&slow[3]) && !is_closed(&slow[1]));
        assert!([&others[0], &others[1], &next, &newest, &stranger].into_iter().all(|one| !is_closed(one)));
    }

    #[test]
    fn nothing_is_closed_that_is_answered() {
        let connections = Connections::new(4);
        let busy: Vec<_> =
            (0..4).map(|at| connections.admit(address(&format!("192.0.2.{at}"))).expect("room")).collect();
        busy.iter().for_each(|connection| connection.work());
        assert!(connections.admit(address("192.0.2.9")).is_none());
        drop(busy);
        assert!(connections.admit(address("192.0.2.9")).is_some());
        assert_eq!(connections.lock().of.len(), 0);
    }

    #[test]
    fn of_large_bodies_that_are_not_whole_the_oldest_goes() {
        let connections = Connections::new(1000);
        let bodies: Vec<_> =
            (0..40).map(|_| connections.admit(address("192.0.2.1")).expect("room")).collect();
        let small = connections.admit(address("192.0.2.1")).expect("room");
        small.hold(SMALL);
        bodies.iter().for_each(|connection| connection.hold(1 << 20));
        assert_eq!(bodies.iter().filter(|connection| is_closed(connection)).count(), 8);
        assert!(is_closed(&bodies[0]) && !is_closed(&bodies[39]) && !is_closed(&small));
        bodies[39].work();
        assert_eq!(connections.lock().held, 31 << 20);
        drop(bodies);
        assert_eq!(connections.lock().held, 0);
    }

    #[test]
    fn addresses_of_one_network_are_one() {
        assert_eq!(network_of(address("2001:db8::1:2")), network_of(address("2001:db8::ffff")));
        assert_ne!(network_of(address("2001:db8:0:1::1")), network_of(address("2001:db8::1")));
        assert_eq!(network_of(address("::ffff:192.0.2.1")), address("192.0.2.1"));
    }
}
