//! Problems: the responses to requests without an effect.
//!
//! All have a body of the same form. Some have a header with the next step: how to authenticate, or when to repeat the request.

use crate::Access;
use crate::json::Json;
use crate::schemas::{plain, reference};

/// The statuses of problems that a kind of request can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problems {
    /// Of one that only reads.
    Read,
    /// Of one that creates an instance or sends an event.
    Call,
    /// Of one that asks for the outcome of such a call, which may have been a problem.
    Outcome,
    /// Of one of a partner, which is signed.
    Report,
}

impl Problems {
    fn statuses(self) -> &'static [u16] {
        match self {
            Problems::Read => &[400, 401, 403, 404, 503],
            Problems::Call => &[400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503],
            Problems::Outcome => &[400, 401, 403, 404, 409, 422, 429, 500, 503],
            Problems::Report => &[400, 401, 403, 404, 413, 415, 422, 503],
        }
    }

    /// The statuses with their responses.
    pub(crate) fn list(self, access: Access) -> Vec<(String, Json)> {
        let statuses = self.statuses().iter();
        // Without authentication, there is no response for missing authentication.
        let is_signed = self == Problems::Report;
        let statuses = statuses.filter(|status| **status != 401 || access != Access::Open || is_signed);
        let refer = |status: &u16| {
            let name = match status {
                401 if !is_signed => "-unauthenticated",
                429 | 503 => "-later",
                _ => "-problem",
            };
            let reference = Json::object([("$ref", Json::text(format!("#/components/responses/{name}")))]);
            (status.to_string(), reference)
        };
        statuses.map(refer).collect()
    }

    /// The responses, by their names.
    pub(crate) fn write_all() -> Json {
        let why = "Why the request has no effect.";
        let unknown = "The request does not say who asks, or the host does not know them.";
        let later = "Why the request has no effect; it may have one after so many seconds.";
        Json::object([
            ("-problem", response(why, None)),
            ("-unauthenticated", response(unknown, Some(("WWW-Authenticate", plain("string"))))),
            ("-later", response(later, Some(("Retry-After", plain("integer"))))),
        ])
    }
}

fn response(description: &str, header: Option<(&str, Json)>) -> Json {
    let content =
        Json::object([("application/problem+json", Json::object([("schema", reference("-problem"))]))]);
    let mut members = vec![("description".to_owned(), Json::text(description))];
    members.extend(header.map(|(name, schema)| ("headers".to_owned(), write_header(name, schema))));
    members.push(("content".to_owned(), content));
    Json::Object(members)
}

/// A header that some responses have.
pub(crate) fn write_optional_header(name: &str, description: &str) -> Json {
    let header = Json::object([("description", Json::text(description)), ("schema", plain("string"))]);
    Json::object([(name, header)])
}

/// A header that a response always has.
pub(crate) fn write_header(name: &str, schema: Json) -> Json {
    Json::object([(name, Json::object([("required", Json::Flag(true)), ("schema", schema)]))])
}
