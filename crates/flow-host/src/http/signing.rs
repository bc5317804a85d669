//! [`Secrets`]: signatures of requests between a host and its partners, in the form of Standard Webhooks.
//!
//! A signature is over the id, the time and the body of a request, and only these: a partner that signs for several hosts has a
//! secret for each.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::problem::{MALFORMED, Problem, STALE, UNSIGNED};

/// How far the clock of a partner may differ, in seconds, and how old a request may be: the value that Standard Webhooks proposes.
const TOLERANCE: u64 = 5 * 60;

/// The fewest bytes of a secret that Standard Webhooks allows.
const SHORTEST: usize = 24;

/// The longest `webhook-id`: the longest keys that the host itself sends have 128 characters of an id, two names and a number.
const LONGEST_ID: usize = 512;

/// Secrets of a partner. Several are valid at once, so that one can replace another.
#[derive(Clone, Default)]
pub struct Secrets(Vec<Vec<u8>>);

/// A text that is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret is no 'whsec_' with at least {SHORTEST} bytes in base64")]
pub struct SecretError;

impl Secrets {
    /// Reads secrets that are separated by spaces: `whsec_` and at least 24 bytes in base64.
    ///
    /// # Errors
    /// If one has another form.
    pub fn read(text: &str) -> Result<Self, SecretError> {
        let read = |secret: &str| {
            let bytes = STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret));
            bytes.ok().filter(|bytes| bytes.len() >= SHORTEST).ok_or(SecretError)
        };
        text.split_whitespace().map(read).collect::<Result<_, _>>().map(Secrets)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The signatures of a request, one for each secret: the value of its header `webhook-signature`. `seconds` is that of
    /// `webhook-timestamp`.
    pub fn sign(&self, id: &str, seconds: u64, body: &[u8]) -> String {
        let sign = |mac: Hmac<Sha256>| format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        self.hash(id, &seconds.to_string(), body).map(sign).collect::<Vec<_>>().join(" ")
    }

    /// The signature of each secret.
    fn hash<'a>(
        &'a self,
        id: &'a str,
        seconds: &'a str,
        body: &'a [u8],
    ) -> impl Iterator<Item = Hmac<Sha256>> + 'a {
        // A key of any length is taken.
        let macs = self.0.iter().filter_map(|secret| Hmac::<Sha256>::new_from_slice(secret).ok());
        macs.map(move |mut mac| {
            [id.as_bytes(), b".", seconds.as_bytes(), b".", body].iter().for_each(|part| mac.update(part));
            mac
        })
    }

    /// Whether one of these signatures is right. It takes the same time for all that are wrong.
    fn knows(&self, signatures: &str, id: &str, seconds: &str, body: &[u8]) -> bool {
        let given =
            signatures.split_whitespace().filter_map(|one| STANDARD.decode(one.strip_prefix("v1,")?).ok());
        given.into_iter().any(|given| {
            self.hash(id, seconds, body).filter(|mac| mac.clone().verify_slice(&given).is_ok()).count() > 0
        })
    }
}

/// Without the secrets.
impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({})", self.0.len())
    }
}

/// The headers of a signed request.
#[derive(Debug)]
pub(super) struct Signed<'a> {
    /// The partner's own name of the request, by which a repetition is recognised.
    pub(super) id: &'a str,
    seconds: &'a str,
    signatures: &'a str,
}

impl<'a> Signed<'a> {
    /// Reads the headers of a request that was received at `now`, before its body is read.
    pub(super) fn read(headers: &'a HeaderMap, now: SystemTime) -> Result<Self, Problem> {
        let read = |name: &str| {
            let mut all = headers.get_all(name).iter();
            let value = all.next().and_then(|value| value.to_str().ok()).filter(|_| all.next().is_none());
            let missing = || Problem::new(UNSIGNED, format!("the request needs one header {name}"));
            value.filter(|value| !value.is_empty()).ok_or_else(missing)
        };
        let signed = Signed {
            id: read("webhook-id")?,
            seconds: read("webhook-timestamp")?,
            signatures: read("webhook-signature")?,
        };
        if signed.id.len() > LONGEST_ID {
            return Err(Problem::new(MALFORMED, format!("a webhook-id has at most {LONGEST_ID} characters")));
        }
        let is_number = signed.seconds.bytes().all(|digit| digit.is_ascii_digit());
        let sent = signed.seconds.parse::<u64>().ok().filter(|_| is_number);
        let sent = sent.ok_or_else(|| Problem::new(UNSIGNED, "webhook-timestamp has seconds since 1970"))?;
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        if now.abs_diff(sent) > TOLERANCE {
            let detail = format!("the clocks differ by more than {TOLERANCE} seconds, or the request is old");
            return Err(Problem::new(STALE, detail));
        }
        Ok(signed)
    }

    /// Checks the signature with the body.
    pub(super) fn check(&self, secrets: &Secrets, body: &[u8]) -> Result<(), Problem> {
        if secrets.knows(self.signatures, self.id, self.seconds, body) {
            return Ok(());
        }
        Err(Problem::new(UNSIGNED, "no signature is right: the secret or the body is another one"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const OTHER: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    /// The example of the specification of Standard Webhooks.
    #[test]
    fn a_request_is_signed_as_standard_webhooks_says() {
        let secrets = Secrets::read(SECRET).expect("it is a secret");
        assert_eq!(
            secrets.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn two_secrets_make_two_signatures_and_a_short_one_is_refused() {
        let signed =
            Secrets::read(&format!("{SECRET} {OTHER}")).expect("they are secrets").sign("m", 1, b"{}");
        assert_eq!(signed.split(' ').filter(|signature| signature.starts_with("v1,")).count(), 2, "{signed}");
        assert_eq!(Secrets::read("whsec_c2hvcnQ=").expect_err("it is short"), SecretError);
    }

    /// The name of the problem of a request at a time; `None` if it is correct.
    fn check(known: &str, id: &str, sent: &str, signature: &str, now: u64) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        for (name, value) in
            [("webhook-id", id), ("webhook-timestamp", sent), ("webhook-signature", signature)]
        {
            headers.insert(name, value.parse().expect("it is a value"));
        }
        let now = UNIX_EPOCH + Duration::from_secs(now);
        let secrets = Secrets::read(known).expect("they are secrets");
        let read = Signed::read(&headers, now).and_then(|signed| signed.check(&secrets, b"{}"));
        read.err().map(|problem| problem.kind.name)
    }

    #[test]
    fn a_signature_is_checked_with_each_secret_and_within_its_time() {
        let signature = Secrets::read(SECRET).expect("it is a secret").sign("m", 1000, b"{}");
        let both = format!("{OTHER} {SECRET}");
        assert_eq!(check(SECRET, "m", "1000", &signature, 1300), None);
        assert_eq!(check(&both, "m", "1000", &format!("v1a,unknown v1,AAAA {signature}"), 700), None);
        assert_eq!(check(SECRET, "m", "1000", &signature, 1301), Some("stale"));
        assert_eq!(check(SECRET, "m", "1000", &signature, 699), Some("stale"));
        assert_eq!(check(OTHER, "m", "1000", &signature, 1000), Some("unsigned"));
        assert_eq!(check(SECRET, "n", "1000", &signature, 1000), Some("unsigned"));
        assert_eq!(check(SECRET, "m", "1001", &signature, 1000), Some("unsigned"));
        assert_eq!(check(SECRET, "m", "+1000", &signature, 1000), Some("unsigned"));
        assert_eq!(check(SECRET, "m", "1000", "v1,", 1000), Some("unsigned"));
        assert_eq!(check("", "m", "1000", &signature, 1000), Some("unsigned"));
    }
}
