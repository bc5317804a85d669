//! Numbers as bytes: seven bits in each, the last one with a mark.
//!
//! Most numbers of a world are below 128, so that they need one byte; packed worlds (`pack`, `compiled`) consist of such numbers only.
//! Equal numbers have equal bytes, so that packed worlds are compared as bytes.

/// Adds a number to some bytes.
pub(crate) fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number > 0x7F {
        bytes.push((number & 0x7F) as u8);
        number >>= 7;
    }
    bytes.push(number as u8 | 0x80);
}

/// Reads numbers from bytes.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes, at: 0 }
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    pub(crate) fn number(&mut self) -> u32 {
        let first = self.bytes[self.at];
        self.at += 1;
        if first & 0x80 != 0 {
            return u32::from(first & 0x7F);
        }
        let (mut number, mut shift) = (u32::from(first), 7);
        loop {
            let byte = self.bytes[self.at];
            self.at += 1;
            number |= u32::from(byte & 0x7F) << shift;
            if byte & 0x80 != 0 {
                return number;
            }
            shift += 7;
        }
    }
}
