//! Ids of instances: [`Id`] with the machine's type, [`Instance`] for any machine.
//!
//! Both are small and `Copy`. A system assigns them, and refuses those of another system; their text is the value of `$order_id`
//! in a specification (reference#instance-id). An id that is read from its text belongs to no system yet: each takes it for
//! its own instance of that number. Ids are equal if their texts are.

use core::cmp::Ordering;
use core::error;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::str::FromStr;

use alloc::string::String;

use super::{Member, Parts};

/// The index of an instance among those of its machine, oldest first.
pub(super) type At = u32;

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
    const UNKNOWN: Issuer = Issuer(0);

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

/// An instance of any machine of a system. Its text is the machine and a number: `order-1`.
#[derive(Clone, Copy)]
pub struct Instance {
    place: Place,
    issuer: Issuer,
    /// The machine's name in [`Parts::MACHINES`]: one pointer instead of two.
    machine: &'static &'static str,
}

impl Instance {
    /// The instance of `M` with an index.
    #[inline]
    pub(super) fn of_machine<M: Member>(at: At, issuer: Issuer) -> Self {
        let place = Place { kind: M::KIND as u32, at };
        Instance { place, issuer, machine: &M::System::MACHINES[M::KIND] }
    }

    /// The instance at a place in a system.
    pub(super) fn at<P: Parts>(place: Place, issuer: Issuer) -> Self {
        Instance { place, issuer, machine: &P::MACHINES[place.kind as usize] }
    }

    /// The machine's name, without sigil.
    pub fn machine(self) -> &'static str {
        self.machine
    }

    /// Its number among the instances of its machine, from 1.
    pub fn number(self) -> usize {
        self.place.at as usize + 1
    }

    /// The id with its type, if it is an instance of `M`.
    pub fn of<M: Member>(self) -> Option<Id<M>> {
        let same = self.place.kind as usize == M::KIND && *self.machine == M::System::MACHINES[M::KIND];
        same.then(|| Id::new(self))
    }

    /// Its text, which is the instance's id in a specification.
    pub fn text(self) -> String {
        let mut text = String::with_capacity(self.machine.len() + 1 + LONGEST_NUMBER);
        text.push_str(self.machine);
        text.push('-');
        push_number(&mut text, self.place.at + 1);
        text
    }

    /// Its place in the system `system` of the machines `P`; `None` if another system assigned it.
    #[inline]
    pub(super) fn place_in<P: Parts>(self, system: Issuer) -> Option<Place> {
        let is_own = self.issuer == system || self.is_unassigned_of::<P>();
        is_own.then_some(self.place)
    }

    /// Whether it was read from the text of an instance of the machines `P`.
    #[cold]
    fn is_unassigned_of<P: Parts>(self) -> bool {
        self.issuer == Issuer::UNKNOWN && P::MACHINES.get(self.place.kind as usize) == Some(self.machine)
    }

    /// What determines its text.
    fn key(self) -> (Place, &'static str) {
        (self.place, self.machine)
    }
}

/// Adds the decimal digits of a number, two at a time. `write!` would need several times the instructions, and every instance that
/// stores its id is made with its text.
fn push_number(text: &mut String, number: u32) {
    const PAIRS: &str = "0001020304050607080910111213141516171819\
                         2021222324252627282930313233343536373839\
                         4041424344454647484950515253545556575859\
                         6061626364656667686970717273747576777879\
                         8081828384858687888990919293949596979899";
    if number < 10 {
        return text.push(char::from(b'0' + number as u8));
    }
    if number >= 100 {
        push_number(text, number / 100);
    }
    let pair = (number % 100 * 2) as usize;
    text.push_str(&PAIRS[pair..pair + 2]);
}

/// The machine and the index in the text of an id; `None` if it is none. There is one text for each id: `order-07` is none.
fn split_text(text: &str) -> Option<(&str, At)> {
    let (machine, number) = text.rsplit_once('-')?;
    let is_number = number.bytes().all(|digit| digit.is_ascii_digit()) && !number.starts_with('0');
    let number: At = number.parse().ok().filter(|_| is_number)?;
    Some((machine, number - 1))
}

impl PartialEq for Instance {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Instance {}

impl PartialOrd for Instance {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By machine in the order of the specification, then by number.
impl Ord for Instance {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for Instance {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instance({self})")
    }
}

impl fmt::Display for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.machine, self.number())
    }
}

/// An instance of the machine `M`. Its text is the machine and a number: `order-1`.
pub struct Id<M> {
    instance: Instance,
    machine: PhantomData<fn() -> M>,
}

impl<M> Id<M> {
    #[inline]
    pub(super) fn new(instance: Instance) -> Self {
        Id { instance, machine: PhantomData }
    }

    /// The instance without the type of its machine.
    #[inline]
    pub fn instance(self) -> Instance {
        self.instance
    }
}

impl<M: Member> Id<M> {
    /// The instance of a system with an index.
    #[inline]
    pub(super) fn of_system(at: At, issuer: Issuer) -> Self {
        Id::new(Instance::of_machine::<M>(at, issuer))
    }
}

impl<M> From<Id<M>> for Instance {
    fn from(id: Id<M>) -> Instance {
        id.instance
    }
}

impl<M> Clone for Id<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Id<M> {}

impl<M> PartialEq for Id<M> {
    fn eq(&self, other: &Self) -> bool {
        self.instance == other.instance
    }
}

impl<M> Eq for Id<M> {}

impl<M> PartialOrd for Id<M> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<M> Ord for Id<M> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instance.cmp(&other.instance)
    }
}

impl<M> Hash for Id<M> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instance.hash(state);
    }
}

impl<M> fmt::Debug for Id<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.instance)
    }
}

impl<M> fmt::Display for Id<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.instance.fmt(f)
    }
}

/// Reads the text of an id: `"order-7".parse::<Id<Order>>()`. Whether there is such an instance is only known to a system.
impl<M: Member> FromStr for Id<M> {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let machine = M::System::MACHINES[M::KIND];
        match split_text(text) {
            Some((name, at)) if name == machine => {
                Ok(Id::new(Instance::of_machine::<M>(at, Issuer::UNKNOWN)))
            }
            _ => Err(ParseIdError { machine, text: text.into() }),
        }
    }
}

/// A text that is no id of an instance of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseIdError {
    machine: &'static str,
    text: String,
}

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ParseIdError { machine, text } = self;
        write!(f, "'{text}' is not the id of an instance of @{machine}, which reads like '{machine}-1'")
    }
}

impl error::Error for ParseIdError {}

/// Ids are stored as their texts.
#[cfg(feature = "serde")]
mod storing {
    use alloc::string::String;

    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    use super::{Id, Instance, Member};

    impl Serialize for Instance {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }

    impl<M> Serialize for Id<M> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }

    impl<'de, M: Member> Deserialize<'de> for Id<M> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
        }
    }
}
