//! How the instances of a machine are named: by number, by the machine alone, or by key (reference#instances).
//!
//! Each machine has one [`Naming`], chosen by the generated code, so a machine without a key stores no key.

use core::fmt;
use core::hash::Hash;

use super::instance::{At, Key, THE_ONLY, split_text};

/// The length of the longest id that a host gives out: it fits a path of a request, and an index of a database.
const LONGEST_ID: usize = 128;

/// How the instances of a machine are named.
pub trait Naming: Clone + Ord + Hash + fmt::Debug {
    /// How many instances there are.
    const SHARING: Sharing;
    /// The part of an id after the machine's name.
    const EXAMPLE: &'static str;

    /// Reads the text of an id of a machine.
    fn parse(text: &str, machine: &str) -> Option<(u32, Self)>;
    /// The name of the instance with a number, if it has no key.
    fn of_number(at: u32) -> (u32, Self) {
        Self::of_instance(at, None).unwrap_or_else(|| Self::of_key(""))
    }
    /// The name of the instance with a key.
    fn of_key(key: &str) -> (u32, Self);
    /// The name of an instance with a number, or a key.
    fn of_instance(at: u32, key: Option<&Key>) -> Option<(u32, Self)>;
    /// The key.
    fn key(&self) -> Option<Key>;
}

/// How many instances of a machine there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// As many as conversations make.
    PerConversation,
    /// `one for all`.
    One,
    /// `one for each …`.
    PerKey,
}

/// By number, in the order in which they are made: `order-1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Numbered;

/// As a host names them: by number where a system in this process made them, and by any other text that can be an id. Both are one type,
/// so that code for a host runs in a system too. The text is there only if it is not that of a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Named(Option<Key>);

/// By the machine alone, since there is only one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Only;

/// By key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Keyed(Key);

impl Naming for Numbered {
    const SHARING: Sharing = Sharing::PerConversation;
    const EXAMPLE: &'static str = "-1";

    fn parse(text: &str, machine: &str) -> Option<(At, Self)> {
        let (name, at) = split_text(text)?;
        (name == machine).then_some((at, Numbered))
    }

    fn of_key(_: &str) -> (At, Self) {
        (THE_ONLY, Numbered)
    }

    fn of_instance(at: At, _: Option<&Key>) -> Option<(At, Self)> {
        Some((at, Numbered))
    }

    fn key(&self) -> Option<Key> {
        None
    }
}

impl Naming for Named {
    const SHARING: Sharing = Sharing::PerConversation;
    const EXAMPLE: &'static str = "-1";

    fn parse(text: &str, machine: &str) -> Option<(At, Self)> {
        Numbered::parse(text, machine)
            .map(|(at, _)| (at, Named(None)))
            .or_else(|| is_host_id(text).then(|| Named::of_key(text)))
    }

    fn of_key(key: &str) -> (At, Self) {
        (THE_ONLY, Named(Some(key.into())))
    }

    fn of_instance(at: At, key: Option<&Key>) -> Option<(At, Self)> {
        Some((at, Named(key.cloned())))
    }

    fn key(&self) -> Option<Key> {
        self.0.clone()
    }
}

/// Whether a host can give out a text as an id: the signs that a path of a request has unescaped. An option of a command begins with
/// `-`, so an id does not.
fn is_host_id(text: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'.' | b'_' | b'~' | b'-');
    (1..=LONGEST_ID).contains(&text.len()) && !text.starts_with('-') && text.bytes().all(is_sign)
}

impl Naming for Only {
    const SHARING: Sharing = Sharing::One;
    const EXAMPLE: &'static str = "";

    fn parse(text: &str, machine: &str) -> Option<(At, Self)> {
        (text == machine).then_some((THE_ONLY, Only))
    }

    fn of_key(_: &str) -> (At, Self) {
        (THE_ONLY, Only)
    }

    fn of_instance(_: At, _: Option<&Key>) -> Option<(At, Self)> {
        Some((THE_ONLY, Only))
    }

    fn key(&self) -> Option<Key> {
        None
    }
}

impl Naming for Keyed {
    const SHARING: Sharing = Sharing::PerKey;
    const EXAMPLE: &'static str = "'s key, which is not empty";

    fn parse(text: &str, _: &str) -> Option<(At, Self)> {
        (!text.is_empty()).then(|| Keyed::of_key(text))
    }

    fn of_key(key: &str) -> (At, Self) {
        (THE_ONLY, Keyed(key.into()))
    }

    fn of_instance(_: At, key: Option<&Key>) -> Option<(At, Self)> {
        Some((THE_ONLY, Keyed(key?.clone())))
    }

    fn key(&self) -> Option<Key> {
        Some(self.0.clone())
    }
}
