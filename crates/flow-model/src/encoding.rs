//! The text of a file's bytes, in any of the known encodings (reference#lines).
//!
//! Specifications are UTF-8. Another encoding is one mistake, so its text is read as far as possible: otherwise every line would
//! be reported as well.

/// The text of a file.
pub(crate) struct Decoded {
    /// The text, without a byte order mark.
    pub(crate) text: String,
    /// The bytes that are not UTF-8, if there are any.
    pub(crate) invalid: Option<Invalid>,
}

/// Bytes that are not UTF-8.
pub(crate) struct Invalid {
    /// How they were read.
    pub(crate) encoding: Encoding,
    /// The offset of the first of their characters in the text.
    pub(crate) start: usize,
    /// The length of that character.
    pub(crate) length: usize,
    /// The lines with single bytes that are not UTF-8, in order. What else is wrong there has the same cause.
    pub(crate) lines: Vec<usize>,
}

/// An encoding other than UTF-8.
pub(crate) enum Encoding {
    /// UTF-16 or UTF-32, by its name.
    Wide(&'static str),
    /// UTF-8 with single bytes that are not, which are read as Latin-1.
    Bytes,
    /// No text.
    Binary,
}

/// How many bytes show the encoding of a file without a byte order mark. Every specification has a header in them.
const SAMPLE: usize = 64;

/// How many bytes are needed: the shortest header, `uses:`, in UTF-16.
const MIN_SAMPLE: usize = 10;

/// The text of a file.
pub(crate) fn decode(bytes: Vec<u8>) -> Decoded {
    if let Some((name, text)) = decode_if_wide(&bytes) {
        let first = text.chars().next().map_or(0, char::len_utf8);
        return invalid(text, Encoding::Wide(name), 0, first);
    }
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, invalid: None },
        Err(error) => decode_mixed(error.as_bytes(), error.utf8_error().valid_up_to()),
    }
}

fn invalid(text: String, encoding: Encoding, start: usize, length: usize) -> Decoded {
    Decoded { text, invalid: Some(Invalid { encoding, start, length, lines: Vec::new() }) }
}

/// Text with bytes that are not UTF-8, from `start` on. They become letters, which names and words may contain, so that they are
/// reported only once.
fn decode_mixed(bytes: &[u8], start: usize) -> Decoded {
    if bytes.contains(&0) {
        return invalid(String::new(), Encoding::Binary, 0, 0);
    }
    let mut text = String::with_capacity(bytes.len());
    let (mut lines, mut line) = (Vec::new(), 1);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        line += chunk.valid().matches('\n').count();
        if !chunk.invalid().is_empty() {
            lines.push(line);
        }
        let letter = |byte: u8| Some(char::from(byte)).filter(|c| c.is_lowercase()).unwrap_or('\u{ff}');
        text.extend(chunk.invalid().iter().map(|byte| letter(*byte)));
    }
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    Decoded { text, invalid: Some(Invalid { encoding: Encoding::Bytes, start, length, lines }) }
}

/// The name and the text of UTF-16 or UTF-32, which a byte order mark or zeros between ASCII characters show.
fn decode_if_wide(bytes: &[u8]) -> Option<(&'static str, String)> {
    let wide = |name, width, order| Some((name, decode_wide(bytes, width, order)));
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => return wide("UTF-32", 4, Order::LittleEndian),
        [0, 0, 0xfe, 0xff, ..] => return wide("UTF-32", 4, Order::BigEndian),
        [0xff, 0xfe, ..] => return wide("UTF-16", 2, Order::LittleEndian),
        [0xfe, 0xff, ..] => return wide("UTF-16", 2, Order::BigEndian),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.len() < MIN_SAMPLE {
        return None;
    }
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    // More than half of the characters are ASCII.
    let many = sample.len() / 4;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > many => wide("UTF-16LE", 2, Order::LittleEndian),
        (even, 0) if even > many => wide("UTF-16BE", 2, Order::BigEndian),
        _ => None,
    }
}

/// The order of the bytes of a unit.
#[derive(Clone, Copy)]
enum Order {
    LittleEndian,
    BigEndian,
}

/// Text in units of two or four bytes. Units that encode no character become a replacement character.
fn decode_wide(bytes: &[u8], width: usize, order: Order) -> String {
    let unit = |bytes: &[u8]| {
        let add = |unit: u32, byte: &u8| unit << 8 | u32::from(*byte);
        match order {
            Order::BigEndian => bytes.iter().fold(0, add),
            Order::LittleEndian => bytes.iter().rev().fold(0, add),
        }
    };
    let units = bytes.chunks_exact(width).map(unit);
    let text: String = if width == 2 {
        let units = units.map(|unit| u16::try_from(unit).unwrap_or_default());
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    } else {
        units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "machine: @größe\n  #klein\n";

    fn check(bytes: Vec<u8>, expected: &str) {
        let decoded = decode(bytes);
        let found = decoded.invalid.map(|invalid| match invalid.encoding {
            Encoding::Wide(name) => name,
            Encoding::Bytes => "bytes",
            Encoding::Binary => "binary",
        });
        assert_eq!(found.unwrap_or("UTF-8"), expected);
        let is_read = expected == "binary" || decoded.text == TEXT;
        assert!(is_read, "{expected}: {:?}", decoded.text);
    }

    fn utf_16(mark: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        format!("{mark}{TEXT}").encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn other_encodings_are_read_and_named() {
        check(TEXT.into(), "UTF-8");
        check(format!("\u{feff}{TEXT}").into(), "UTF-8");
        check(utf_16("\u{feff}", u16::to_le_bytes), "UTF-16");
        check(utf_16("\u{feff}", u16::to_be_bytes), "UTF-16");
        check(utf_16("", u16::to_le_bytes), "UTF-16LE");
        check(utf_16("", u16::to_be_bytes), "UTF-16BE");
        let utf_32 = format!("\u{feff}{TEXT}").chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        check(utf_32, "UTF-32");
        check(TEXT.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(), "bytes");
        check(vec![0x7f, b'E', b'L', b'F', 0xff, 0, 1], "binary");
    }

    #[test]
    fn short_files_are_utf_8() {
        for bytes in [&b""[..], b"a", b"a\0"] {
            assert!(decode(bytes.to_vec()).invalid.is_none());
        }
    }
}
