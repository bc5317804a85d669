//! Instances: which one of which machine and system, without the machine's type.
//!
//! A system assigns them, and refuses those of another system; their text is the value of `$order_id` in a specification
//! (reference#instance-id).

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use alloc::string::String;
use alloc::sync::Arc;

/// The key of an instance, as text.
pub(super) type Key = Arc<str>;

/// The index of an instance among those of its machine, oldest first.
pub(super) type At = u32;

/// The number in the id of an instance that has none, since it is named by its machine or by a key. No other instance has it.
pub(super) const THE_ONLY: At = At::MAX;

/// The number of digits of the greatest index.
const LONGEST_NUMBER: usize = 10;

/// The machine of an instance, by its kind, and the index of the instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub(super) kind: u32,
    pub(super) at: At,
}

/// The system that assigned an id: a number that is no part of the id's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Issuer(u32);

impl Issuer {
    /// The issuer of an id that was read from its text.
    pub(super) const UNKNOWN: Issuer = Issuer(0);

    /// A number that no other system of the process has. Where the processor has no atomic counter, all systems have the same.
    pub(super) fn next() -> Self {
        #[cfg(target_has_atomic = "32")]
        {
            use core::sync::atomic::{AtomicU32, Ordering};
            static NEXT: AtomicU32 = AtomicU32::new(1);
            Issuer(NEXT.fetch_add(1, Ordering::Relaxed).max(1))
        }
        #[cfg(not(target_has_atomic = "32"))]
        Issuer(1)
    }
}

/// An instance of any machine of a system. Its text is the machine and a number, `order-1`; the machine alone if that is `one for all`;
/// and the key if it is `one for each …`.
#[derive(Clone)]
pub struct Instance {
    place: Place,
    issuer: Issuer,
    key: Option<Key>,
    /// The machine's name in [`Parts::MACHINES`]: one pointer instead of two.
    machine: &'static &'static str,
}

impl Instance {
    /// An instance of a system with machines of these names.
    #[inline]
    pub(super) fn new(
        place: Place,
        issuer: Issuer,
        machines: &'static [&'static str],
        key: Option<Key>,
    ) -> Self {
        Instance { place, issuer, key, machine: &machines[place.kind as usize] }
    }

    /// The machine's name, without sigil.
    pub fn machine(&self) -> &'static str {
        self.machine
    }

    /// Its number among the instances of its machine, from 1; also 1 if it is named by its machine or by a key.
    pub fn number(&self) -> usize {
        if self.place.at == THE_ONLY { 1 } else { self.place.at as usize + 1 }
    }

    /// The key of an instance of a machine that is `one for each …`, as text; several keys are joined by `/`.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Its text, which is the instance's id in a specification.
    pub fn text(&self) -> String {
        match self.place.at {
            THE_ONLY => self.key().unwrap_or(self.machine).into(),
            at => numbered_text(self.machine, at),
        }
    }

    /// Its place in a system with machines of these names; `None` if another system assigned it. The number of an instance with a key is
    /// not part of it.
    #[inline]
    pub(super) fn place_in(&self, system: Issuer, machines: &'static [&'static str]) -> Option<Place> {
        let is_own = self.issuer == system || self.is_unassigned_of(machines);
        is_own.then_some(self.place)
    }

    /// Its parts, if its machine has this kind and this name.
    #[inline]
    pub(super) fn parts_of(&self, kind: usize, name: &'static str) -> Option<(Place, Issuer, Option<&Key>)> {
        let is_same = self.place.kind as usize == kind && *self.machine == name;
        is_same.then_some((self.place, self.issuer, self.key.as_ref()))
    }

    /// Whether it was read from the text of an instance of machines with these names.
    #[cold]
    fn is_unassigned_of(&self, machines: &'static [&'static str]) -> bool {
        self.issuer == Issuer::UNKNOWN && machines.get(self.place.kind as usize) == Some(self.machine)
    }

    /// The parts that determine its text.
    fn identity(&self) -> (Place, Option<&Key>, &'static str) {
        (self.place, self.key.as_ref(), self.machine)
    }
}

/// The text of an instance of a machine that is named by its number.
pub(super) fn numbered_text(machine: &str, at: At) -> String {
    let mut text = String::with_capacity(machine.len() + 1 + LONGEST_NUMBER);
    text.push_str(machine);
    text.push('-');
    push_number(&mut text, at + 1);
    text
}

/// Adds the decimal digits of a number, two at a time. `write!` would need several times the instructions, and every instance that
/// stores its id is made with its text.
#[inline(always)]
fn push_number(text: &mut String, number: u32) {
    if number < 10_000 { push_short_number(text, number) } else { push_long_number(text, number) }
}

#[inline(always)]
fn push_short_number(text: &mut String, number: u32) {
    let (high, low) = (number / 100, number % 100);
    match (high, low) {
        (10.., _) => push_pair(text, high),
        (1.., _) => push_digit(text, high),
        (0, 10..) => {}
        (0, _) => return push_digit(text, low),
    }
    push_pair(text, low);
}

/// As [`push_number`], for more than four digits.
#[cold]
#[inline(never)]
fn push_long_number(text: &mut String, number: u32) {
    push_number(text, number / 10_000);
    push_pair(text, number / 100 % 100);
    push_pair(text, number % 100);
}

#[inline]
fn push_digit(text: &mut String, digit: u32) {
    text.push(char::from(b'0' + digit as u8));
}

/// Adds two digits.
#[inline]
fn push_pair(text: &mut String, pair: u32) {
    const PAIRS: &str = "0001020304050607080910111213141516171819\
                         2021222324252627282930313233343536373839\
                         4041424344454647484950515253545556575859\
                         6061626364656667686970717273747576777879\
                         8081828384858687888990919293949596979899";
    let at = 2 * pair as usize;
    text.push_str(&PAIRS[at..at + 2]);
}

/// The machine and the index in the text of an id; `None` if it is none. There is one text for each id: `order-07` is none.
pub(super) fn split_text(text: &str) -> Option<(&str, At)> {
    let (machine, number) = text.rsplit_once('-')?;
    let is_number = number.bytes().all(|digit| digit.is_ascii_digit()) && !number.starts_with('0');
    let number: At = number.parse().ok().filter(|_| is_number)?;
    Some((machine, number - 1))
}

impl PartialEq for Instance {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Instance {}

impl PartialOrd for Instance {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By machine in the order of the specification, then by number or key.
impl Ord for Instance {
    fn cmp(&self, other: &Self) -> Ordering {
        self.identity().cmp(&other.identity())
    }
}

impl Hash for Instance {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instance({self})")
    }
}

impl fmt::Display for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.at == THE_ONLY {
            return f.write_str(self.key().unwrap_or(self.machine));
        }
        write!(f, "{}-{}", self.machine, self.number())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Instance {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
