//! Why a request has no effect, as RFC 9457 writes it.
//!
//! Each kind of problem has a name, which is the last part of its type, and a status. The names are stable; programs compare them.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use flow_durable::CallError;
use serde_json::{Map, Value, json};

/// A kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    status: u16,
    pub(super) title: &'static str,
    /// The seconds after which the same request may succeed.
    retry_after: Option<u8>,
}

const fn kind(status: u16, name: &'static str, title: &'static str) -> Kind {
    Kind { name, status, title, retry_after: None }
}

const fn later(status: u16, name: &'static str, title: &'static str, seconds: u8) -> Kind {
    Kind { name, status, title, retry_after: Some(seconds) }
}

pub(super) const MALFORMED: Kind = kind(400, "malformed", "The request cannot be read");
pub(super) const ACTOR_NEEDED: Kind =
    kind(400, "actor-needed", "Several actors may do this: the header Flow-Actor says which one asks");
pub(super) const UNAUTHENTICATED: Kind =
    kind(401, "unauthenticated", "The request does not say who asks, or the host does not know them");
pub(super) const UNSIGNED: Kind = kind(401, "unsigned", "The request is not signed by this partner");
pub(super) const STALE: Kind = kind(401, "stale", "The signature is too old, or from the future");
pub(super) const FOREIGN_ORIGIN: Kind =
    kind(403, "foreign-origin", "A page of another origin may not do this");
pub(super) const FOREIGN_HOST: Kind = kind(403, "foreign-host", "The request is for another host");
pub(super) const FORBIDDEN: Kind = kind(403, "forbidden", "Whoever asks is not this actor");
pub(super) const UNKNOWN: Kind = kind(404, "unknown", "There is no such thing, or it is not yours");
pub(super) const METHOD: Kind = kind(405, "method", "This path has other methods");
const REJECTED: Kind = kind(409, "rejected", "The state does not accept the event");
const REFUSED: Kind = kind(409, "refused", "The event is refused");
const EXISTS: Kind = kind(409, "exists", "There is an instance of this id");
const RUNNING: Kind = kind(409, "running", "The first call with this key has no result yet");
pub(super) const TOO_LARGE: Kind = kind(413, "too-large", "The body is too large");
pub(super) const MEDIA_TYPE: Kind = kind(415, "media-type", "The body must be application/json");
pub(super) const UNFIT: Kind = kind(422, "unfit", "The values do not fit");
const FAILED: Kind = kind(422, "failed", "A step of the handler failed");
const KEY_USED: Kind = kind(422, "key-used", "The key was used for another call");
const BUSY: Kind = later(429, "busy", "Too many events wait for this instance", 1);
const PANICKED: Kind = kind(500, "panicked", "The program has a mistake");
const EXHAUSTED: Kind = later(503, "exhausted", "A partner has not answered after all attempts", 30);
pub(super) const UNAVAILABLE: Kind = later(503, "unavailable", "The host takes no events at the moment", 1);

/// All kinds, for the pages that explain them.
pub(super) const KINDS: &[Kind] = &[
    MALFORMED,
    ACTOR_NEEDED,
    UNAUTHENTICATED,
    UNSIGNED,
    STALE,
    FOREIGN_ORIGIN,
    FOREIGN_HOST,
    FORBIDDEN,
    UNKNOWN,
    METHOD,
    REJECTED,
    REFUSED,
    EXISTS,
    RUNNING,
    TOO_LARGE,
    MEDIA_TYPE,
    UNFIT,
    FAILED,
    KEY_USED,
    BUSY,
    PANICKED,
    EXHAUSTED,
    UNAVAILABLE,
];

/// A problem of one request.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Problem {
    pub(super) kind: Kind,
    detail: String,
    /// More about it, by names.
    more: Map<String, Value>,
    allow: Option<&'static str>,
}

impl Problem {
    pub(super) fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Problem { kind, detail: detail.into(), more: Map::new(), allow: None }
    }

    /// Adds something that programs read.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.more.insert(name.to_owned(), value.into());
        self
    }

    /// A value that does not fit its type.
    pub(super) fn unfit(field: &str, detail: impl Into<String>) -> Self {
        Problem::new(UNFIT, detail).with("field", field)
    }

    /// The path does not exist, for any caller.
    pub(super) fn unknown() -> Self {
        Problem::new(UNKNOWN, "there is nothing at this path for you")
    }

    /// There is no resource at the root, which people open first.
    pub(super) fn root() -> Self {
        Problem::new(UNKNOWN, "there is nothing at this path; /-/openapi shows those that there are")
    }

    /// The path has other methods.
    pub(super) fn method(allow: &'static str) -> Self {
        Problem { allow: Some(allow), ..Problem::new(METHOD, format!("use {allow}")) }
    }

    /// The problem of a call, with the events that the state accepts.
    pub(super) fn of(error: CallError, accepted_in: impl FnOnce(&str) -> Option<Vec<&'static str>>) -> Self {
        let text = error.to_string();
        match error {
            CallError::Rejected { state, .. } => {
                let accepted = accepted_in(&state);
                let problem = Problem::new(REJECTED, text).with("state", state);
                match accepted {
                    Some(accepted) => problem.with("accepts", json!(accepted)),
                    None => problem,
                }
            }
            CallError::Refused { reason } => Problem::new(REFUSED, reason),
            CallError::Failed { phrase, .. } => Problem::new(FAILED, text).with("phrase", phrase),
            CallError::Panicked { .. } => Problem::new(PANICKED, "a step of the handler panicked"),
            CallError::Exhausted { phrase, .. } => Problem::new(EXHAUSTED, text).with("phrase", phrase),
            CallError::NotFound { .. } => Problem::unknown(),
            CallError::Exists { .. } => Problem::new(EXISTS, text),
            CallError::TooLarge(_) => Problem::new(TOO_LARGE, text),
            CallError::KeyUsed(_) => {
                Problem::new(KEY_USED, "another request had this Idempotency-Key, with other values")
            }
            CallError::Running => Problem::new(RUNNING, text),
            CallError::Busy => Problem::new(BUSY, text),
            CallError::Unavailable(reason) => Problem::new(UNAVAILABLE, reason),
            // A reason that this version does not know is one of the values.
            _ => Problem::new(UNFIT, text),
        }
    }

    pub(super) fn into_response(self) -> Response<Body> {
        let Problem { kind, detail, more, allow } = self;
        // The order of the members is the same in every build, also with the feature `preserve_order` of `serde_json`.
        let mut text = format!(
            "{{\"type\":{},\"title\":{},\"status\":{},\"detail\":{}",
            Value::from(format!("/-/problems/{}", kind.name)),
            Value::from(kind.title),
            kind.status,
            Value::from(detail)
        );
        more.iter()
            .for_each(|(name, value)| text.push_str(&format!(",{}:{value}", Value::from(name.as_str()))));
        text.push_str("}\n");
        let mut response = Response::new(Body::from(text));
        *response.status_mut() =
            StatusCode::from_u16(kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = kind.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(u16::from(seconds)));
        }
        if kind == UNAUTHENTICATED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(allow) = allow {
            headers.insert(header::ALLOW, HeaderValue::from_static(allow));
        }
        response
    }
}
