//! Addresses of documents as paths of the loader, and back.
//!
//! A file's path is absolute, with `/` between its parts. A document of another kind, such as a buffer that was never saved, keeps its
//! address as its path.

use flow_model::join;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

const FILE: &str = "file://";
/// This machine, as some clients name it in the address of a file.
const HOST: &str = "localhost";

/// The characters that are percent-encoded in an address.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The path of an address. The letter of a drive is a small one, since clients differ in how they write it.
pub fn path_of(uri: &str) -> String {
    let Some(rest) = uri.strip_prefix(FILE) else { return join("", uri) };
    let rest = rest.strip_prefix(HOST).filter(|rest| rest.starts_with('/')).unwrap_or(rest);
    let path = percent_decode_str(rest).decode_utf8_lossy().into_owned();
    match path.strip_prefix('/').filter(|path| has_drive(path)) {
        Some(drive) => join("", &format!("{}{}", drive[..1].to_ascii_lowercase(), &drive[1..])),
        None => join("", &path),
    }
}

/// The address of a path.
pub fn uri_of(path: &str) -> String {
    match path {
        _ if path.starts_with('/') => format!("{FILE}{}", utf8_percent_encode(path, ENCODED)),
        _ if has_drive(path) => format!("{FILE}/{}", utf8_percent_encode(path, ENCODED)),
        _ => path.to_owned(),
    }
}

/// Whether a path is that of a file.
pub fn is_file(path: &str) -> bool {
    path.starts_with('/') || has_drive(path)
}

/// Whether a path begins with a drive of Windows: `c:/`.
fn has_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && bytes[2] == b'/'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(uri: &str, path: &str) {
        assert_eq!(path_of(uri), path);
        assert_eq!(uri_of(path), uri);
    }

    #[test]
    fn addresses_of_files() {
        check("file:///shop/order.flow", "/shop/order.flow");
        check("file:///my%20shop/%C3%A4%23.flow", "/my shop/\u{e4}#.flow");
        check("file:///c%3A/shop/order.flow", "c:/shop/order.flow");
        assert_eq!(path_of("file:///c:/shop/./order.flow"), "c:/shop/order.flow");
        assert_eq!(path_of("file:///shop/../order.flow"), "/order.flow");
        assert_eq!(path_of("file://localhost/shop/order.flow"), "/shop/order.flow");
    }

    /// Visual Studio Code writes `c%3A`, Neovim and Helix `C:`.
    #[test]
    fn drives_of_windows() {
        for uri in
            ["file:///c%3A/my%20shop/a.flow", "file:///C:/my%20shop/a.flow", "file:///C%3a/my shop/a.flow"]
        {
            assert_eq!(path_of(uri), "c:/my shop/a.flow");
        }
        assert!(is_file("c:/my shop/a.flow"));
        check("file:///c%3A/%C3%A4/a.flow", "c:/\u{e4}/a.flow");
        // No drive.
        check("file:///c%3A", "/c:");
        check("file:///1%3A/a.flow", "/1:/a.flow");
    }

    #[test]
    fn other_documents_keep_their_address() {
        check("untitled:Untitled-1", "untitled:Untitled-1");
        assert!(!is_file("untitled:Untitled-1"));
        assert!(is_file("/a.flow"));
    }
}
