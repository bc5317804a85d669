//! Ids: instances with the type of their machine.
//!
//! They are small and `Copy`. An id that is read from its text belongs to no system yet: each takes it for its own instance of that
//! number. Ids are equal if their texts are.

use core::cmp::Ordering;
use core::error;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::str::FromStr;

use alloc::string::String;

use super::instance::{At, Instance, Issuer, split_text};
use super::parts::{Part, Parts, instance_of};

/// A machine of a system. Generated code implements it, by a trait of the run time that may change.
pub trait Member: Part {}

impl<M: Part> Member for M {}

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
    /// The instance with a number in a system.
    #[inline]
    pub(super) fn of_system(at: At, issuer: Issuer) -> Self {
        Id::new(instance_of::<M>(at, issuer))
    }
}

impl Instance {
    /// The id with its type, if it is an instance of `M`.
    pub fn of<M: Member>(self) -> Option<Id<M>> {
        self.of_kind(M::KIND, M::System::MACHINES[M::KIND]).then(|| Id::new(self))
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
            Some((name, at)) if name == machine => Ok(Id::new(instance_of::<M>(at, Issuer::UNKNOWN))),
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

    use super::{Id, Member};

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
