//! [`Tokens`]: who has which bearer token.
//!
//! A list has the SHA-256 of each token and never the token, so that readers of the list cannot use it.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fmt, fs};

use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};

use super::api::ApiError;
use crate::principal::Principal;

/// Bearer tokens with those who have them. Several tokens of one principal are valid at once, so that one can be replaced.
#[derive(Clone, Default)]
pub struct Tokens(BTreeMap<[u8; 32], Principal>);

impl Tokens {
    /// Reads a list: a line for each token with the actor, the subject and the token's SHA-256 in hexadecimal digits; `-operator` in place
    /// of an actor for those who run the host. Lines may be separated by `;` too. Empty lines, and those that begin with `#`, do not count.
    ///
    /// ```text
    /// customer  ann  9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    /// -operator  ops  60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752
    /// ```
    ///
    /// `printf %s "$TOKEN" | sha256sum` prints the digits of a token, which should be a random text of 32 digits or more.
    ///
    /// # Errors
    /// If a line has another form, or two principals have one token.
    pub fn read(list: &str) -> Result<Self, ApiError> {
        let mut tokens = BTreeMap::new();
        for (at, line) in list.split(['\n', ';']).enumerate() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let mistake = |text: &str| Err(ApiError::Tokens(format!("token {}: {text}", at + 1)));
            match words[..] {
                [] => {}
                [first, ..] if first.starts_with('#') => {}
                [actor, subject, digits] => {
                    let Some(hash) = read_hash(digits) else {
                        return mistake("a SHA-256 has 64 hexadecimal digits");
                    };
                    let known = tokens.insert(hash, Principal::new(actor, subject));
                    if known.is_some_and(|known| known != Principal::new(actor, subject)) {
                        return mistake("somebody else has this one");
                    }
                }
                _ => return mistake("write an actor, a subject and a SHA-256"),
            }
        }
        Ok(Tokens(tokens))
    }

    /// Reads the list in a file.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, ApiError> {
        let path = path.as_ref();
        let cannot = |error| ApiError::Tokens(format!("{} cannot be read: {error}", path.display()));
        Tokens::read(&fs::read_to_string(path).map_err(cannot)?)
    }

    /// Reads the list in a variable of the environment.
    ///
    /// # Errors
    /// If it is not set, or cannot be read.
    pub fn from_env(variable: &str) -> Result<Self, ApiError> {
        let cannot = |error| ApiError::Tokens(format!("{variable}: {error}"));
        Tokens::read(&env::var(variable).map_err(cannot)?)
    }

    /// The principal with the token in the headers. The time that it takes to compare hashes reveals no token.
    pub(super) fn find(&self, headers: &HeaderMap) -> Option<Principal> {
        let mut all = headers.get_all(header::AUTHORIZATION).iter();
        let value = all.next().filter(|_| all.next().is_none())?.to_str().ok()?;
        let (scheme, token) = value.split_once(' ')?;
        let is_bearer = scheme.eq_ignore_ascii_case("bearer");
        is_bearer.then(|| self.0.get(&<[u8; 32]>::from(Sha256::digest(token.trim()))).cloned()).flatten()
    }
}

fn read_hash(digits: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    let is_hash = digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    for (at, byte) in hash.iter_mut().enumerate().filter(|_| is_hash) {
        *byte = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok()?;
    }
    is_hash.then_some(hash)
}

/// Without the hashes.
impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tokens({})", self.0.len())
    }
}
