//! Names that are the same at every run of one delivery, and never reused for another.
//!
//! Keys of questions, values of `uuid()` and ids of new instances are made from the random name of their delivery and the secret of
//! the database, so that they cannot be guessed, and a handler that runs again has the same ones.

use std::fmt;

use flow::Time;
use sha2::{Digest, Sha256};

/// The name of one delivery: 128 random bits, made in the commit that stores it. It is never a row's number, which could be reused
/// after a deletion or a restored backup, with the keys of another delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeliveryId(pub [u8; 16]);

/// The secret of one database, the source of values that cannot be guessed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret(pub [u8; 32]);

impl DeliveryId {
    /// The key of the question number `n` of this delivery to an instance: [`Call::key`](crate::Call::key).
    pub fn key(&self, machine: &str, instance: &str, n: usize) -> String {
        format!("{machine}/{instance}/{self}/{n}")
    }

    /// The key of a guard that is the question number `n`. Until an action begins, guards are not stored, and a run after a crash may
    /// ask another question at this place; so the key also depends on the question.
    pub fn guard_key(
        &self,
        machine: &str,
        instance: &str,
        n: usize,
        function: &str,
        arguments: &str,
    ) -> String {
        let hash = Sha256::new().chain_update(function).chain_update(arguments).finalize();
        let digits: String = hash[..4].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{digits}", self.key(machine, instance, n))
    }

    /// The id that its text, 32 hexadecimal digits, means.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digits = text.len() == 32 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        let value = is_digits.then(|| u128::from_str_radix(text, 16).ok()).flatten()?;
        Some(DeliveryId(value.to_be_bytes()))
    }
}

impl fmt::Display for DeliveryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl Secret {
    /// The id of the instance number `n` that a delivery makes: every run of the handler gets the same. `at` is when it first ran.
    pub fn instance_id(&self, delivery: DeliveryId, n: u64, at: Time) -> String {
        let bytes = self.hash(delivery, n | 1 << 63);
        let mut chance = [0; 10];
        chance.copy_from_slice(&bytes[..10]);
        id_text(at, chance)
    }

    fn hash(&self, delivery: DeliveryId, n: u64) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(delivery.0);
        hash.update(n.to_be_bytes());
        hash.finalize().into()
    }

    /// The value of the call number `n` of `uuid()` in a delivery, in the form of a UUID of version 8: every run of the handler gets the same.
    pub fn uuid(&self, delivery: DeliveryId, n: u64) -> String {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.hash(delivery, n)[..16]);
        bytes[6] = bytes[6] & 0x0F | 0x80;
        bytes[8] = bytes[8] & 0x3F | 0x80;
        let digits = format!("{:032x}", u128::from_be_bytes(bytes));
        let [a, b, c, d, e] = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
        format!("{a}-{b}-{c}-{d}-{e}")
    }
}

/// A hash of texts, by which the same ones are recognised.
pub fn fingerprint_of(texts: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for text in texts {
        // The length separates a text from the next one.
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    hash.finalize().into()
}

/// Without the secret: it must not get into a log.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The text of an id: a time, so that the index of ids grows at its end, and 80 bits of chance.
pub fn id_text(at: Time, chance: [u8; 10]) -> String {
    let millis = u128::from(at.as_millis().max(0).unsigned_abs()) & ((1 << 48) - 1);
    let bits = chance.iter().fold(millis, |bits, byte| bits << 8 | u128::from(*byte));
    (0..ID_DIGITS).rev().map(|digit| char::from(DIGITS[(bits >> (5 * digit) & 31) as usize])).collect()
}

/// Crockford's digits, without letters that look like others.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// 128 bits have 26 digits of 5 bits.
const ID_DIGITS: u32 = 26;

/// The longest id that a caller may choose. A path of a URL has room for it, and for the rest.
const LONGEST_ID: usize = 128;

/// Whether a caller may give an instance this id. Hosts begin their own names with `-`, which no id can.
pub fn is_id(text: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || b"._~-".contains(&sign);
    (1..=LONGEST_ID).contains(&text.len()) && !text.starts_with('-') && text.bytes().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_uuids_of_a_delivery_are_the_same_at_every_run_and_differ_from_all_others() {
        let (secret, other) = (Secret([1; 32]), Secret([2; 32]));
        let (first, second) = (DeliveryId([0; 16]), DeliveryId([9; 16]));
        assert_eq!(secret.uuid(first, 0), secret.uuid(first, 0));
        let mut all =
            vec![secret.uuid(first, 0), secret.uuid(first, 1), secret.uuid(second, 0), other.uuid(first, 0)];
        assert!(all.iter().all(|uuid| uuid.len() == 36 && uuid.as_bytes()[14] == b'8'), "{all:?}");
        all.dedup();
        assert_eq!(all.len(), 4);
    }

    #[test]
    fn a_delivery_is_read_as_it_was_written() {
        let id = DeliveryId([0xAB; 16]);
        assert_eq!(DeliveryId::parse(&id.to_string()), Some(id));
        assert_eq!(DeliveryId::parse("+bababababababababababababababab"), None);
        assert_eq!(id.key("order", "o-1", 2), format!("order/o-1/{}/2", "ab".repeat(16)));
    }

    #[test]
    fn ids_of_instances_sort_by_time_and_are_the_same_at_every_run() {
        let (secret, delivery) = (Secret([1; 32]), DeliveryId([0; 16]));
        let (early, late) = (Time::from_millis(1_700_000_000_000), Time::from_millis(1_700_000_000_001));
        let id = secret.instance_id(delivery, 0, early);
        assert_eq!(id, secret.instance_id(delivery, 0, early));
        assert_ne!(id, secret.instance_id(delivery, 1, early));
        assert!(id < secret.instance_id(delivery, 0, late));
        assert!(id.len() == 26 && is_id(&id), "{id}");
        assert_eq!(id_text(Time::from_millis(-1), [0xFF; 10]), format!("0000000000{}", "z".repeat(16)));
    }

    #[test]
    fn ids_of_callers_have_no_signs_of_urls() {
        assert!(is_id("order-1.a_b~C") && is_id(&"a".repeat(128)));
        let others = ["", "-1", "a/b", "a b", "ä", "%41"];
        assert!(!others.iter().any(|text| is_id(text)) && !is_id(&"a".repeat(129)));
    }

    #[test]
    fn guards_that_differ_have_different_keys() {
        let id = DeliveryId([0; 16]);
        let key = |n, function| id.guard_key("order", "o", n, function, "[]");
        assert_eq!(key(0, "a"), key(0, "a"));
        assert_ne!(key(0, "a"), key(0, "b"));
        assert!(key(0, "a").starts_with(&id.key("order", "o", 0)));
    }
}
