//! Ids: instances with the type of their machine.
//!
//! They are small, and `Copy` unless their text is a key. An id that is read from its text belongs to no system yet: each takes it for its
//! own instance of that text. Ids are equal if their texts are.

use core::cmp::Ordering;
use core::error;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use alloc::string::String;

use super::instance::{At, Instance, Issuer, Place};
use super::naming::Naming;
use super::parts::{Part, Parts};

/// A machine of a system. Generated code implements it, by a trait of the run time that may change.
pub trait Member: Part {}

impl<M: Part> Member for M {}

/// An instance of the machine `M`. Its text is the machine and a number, `order-1`; the machine alone if that is `one for all`; and the
/// key if it is `one for each …`.
pub struct Id<M: Member> {
    at: At,
    issuer: Issuer,
    naming: M::Naming,
}

impl<M: Member> Id<M> {
    #[inline]
    pub(super) fn new(at: At, issuer: Issuer, naming: M::Naming) -> Self {
        Id { at, issuer, naming }
    }

    /// The id of the instance with a key. Generated code calls it.
    #[doc(hidden)]
    pub fn of_key(key: &str) -> Self {
        let (at, naming) = M::Naming::of_key(key);
        Id { at, issuer: Issuer::UNKNOWN, naming }
    }

    /// The instance without the type of its machine.
    #[inline]
    pub fn instance(&self) -> Instance {
        let place = Place { kind: M::KIND as u32, at: self.at };
        Instance::new(place, self.issuer, M::System::MACHINES, self.naming.key())
    }

    /// The issuer and the number, or the key.
    #[inline]
    pub(super) fn parts(&self) -> (Issuer, At, &M::Naming) {
        (self.issuer, self.at, &self.naming)
    }
}

impl Instance {
    /// The id with its type, if it is an instance of `M`.
    pub fn of<M: Member>(&self) -> Option<Id<M>> {
        let (place, issuer, key) = self.parts_of(M::KIND, M::System::MACHINES[M::KIND])?;
        let (at, naming) = M::Naming::of_instance(place.at, key)?;
        Some(Id { at, issuer, naming })
    }
}

impl<M: Member> From<Id<M>> for Instance {
    fn from(id: Id<M>) -> Instance {
        id.instance()
    }
}

impl<M: Member> From<&Id<M>> for Instance {
    fn from(id: &Id<M>) -> Instance {
        id.instance()
    }
}

impl<M: Member> Clone for Id<M> {
    fn clone(&self) -> Self {
        Id { naming: self.naming.clone(), ..*self }
    }
}

impl<M: Member> Copy for Id<M> where M::Naming: Copy {}

impl<M: Member> PartialEq for Id<M> {
    fn eq(&self, other: &Self) -> bool {
        (self.at, &self.naming) == (other.at, &other.naming)
    }
}

impl<M: Member> Eq for Id<M> {}

impl<M: Member> PartialOrd for Id<M> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By number, or by key.
impl<M: Member> Ord for Id<M> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.at, &self.naming).cmp(&(other.at, &other.naming))
    }
}

impl<M: Member> Hash for Id<M> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.at, &self.naming).hash(state);
    }
}

impl<M: Member> fmt::Debug for Id<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}

impl<M: Member> fmt::Display for Id<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.instance().fmt(f)
    }
}

/// Reads the text of an id: `"order-7".parse::<Id<Order>>()`. Whether there is such an instance is only known to a system.
impl<M: Member> FromStr for Id<M> {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let machine = M::System::MACHINES[M::KIND];
        match M::Naming::parse(text, machine) {
            Some((at, naming)) => Ok(Id { at, issuer: Issuer::UNKNOWN, naming }),
            None => Err(ParseIdError { machine, text: text.into(), example: M::Naming::EXAMPLE }),
        }
    }
}

/// A text that is no id of an instance of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseIdError {
    machine: &'static str,
    text: String,
    /// The part of its ids after the machine's name.
    example: &'static str,
}

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ParseIdError { machine, text, example } = self;
        write!(
            f,
            "'{text}' is not the id of an instance of @{machine}, which reads like '{machine}{example}'"
        )
    }
}

impl error::Error for ParseIdError {}

/// Ids are stored as their texts.
#[cfg(feature = "serde")]
mod storing {
    use alloc::string::String;

    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    use super::{Id, Member};

    impl<M: Member> Serialize for Id<M> {
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
