//! Names that are the same at every run of one delivery, and never reused for another.

use std::fmt;

use sha2::{Digest, Sha256};

/// The name of one delivery: 128 random bits, made in the commit that stores it. It is never a row's number, which could be reused
/// after a deletion or a restored backup, with the keys of another delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeliveryId(pub [u8; 16]);

/// The secret of one database, the source of values that nobody can guess.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret(pub [u8; 32]);

impl DeliveryId {
    /// The key of the question number `n` of this delivery to an instance: [`Call::key`](crate::Call::key).
    pub fn key(&self, machine: &str, instance: &str, n: usize) -> String {
        format!("{machine}/{instance}/{self}/{n}")
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
    /// The value of the call number `n` of `uuid()` in a delivery, in the form of a UUID of version 8: every run of the handler gets the same.
    pub fn uuid(&self, delivery: DeliveryId, n: u64) -> String {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(delivery.0);
        hash.update(n.to_be_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.finalize()[..16]);
        bytes[6] = bytes[6] & 0x0F | 0x80;
        bytes[8] = bytes[8] & 0x3F | 0x80;
        let digits = format!("{:032x}", u128::from_be_bytes(bytes));
        let [a, b, c, d, e] = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
        format!("{a}-{b}-{c}-{d}-{e}")
    }
}

/// Without the secret: it must not get into a log.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
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
}
