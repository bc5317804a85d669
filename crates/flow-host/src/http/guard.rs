//! Checks before a request is looked at: its host, its origin, and what a browser asks about them.
//!
//! A page in a browser can send requests to this computer. The header `Origin` identifies foreign pages; the header `Host` identifies
//! pages of a foreign domain name that resolves to this computer (DNS rebinding).

use std::net::IpAddr;

use axum::body::Body;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, HOST, ORIGIN, VARY,
};
use axum::http::request::Parts as Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};

use super::api::Api;
use super::problem::{FOREIGN_HOST, FOREIGN_ORIGIN, Problem};

/// The headers that a page of another origin may send.
const HEADERS: &str =
    "authorization, content-type, flow-actor, idempotency-key, last-event-id, prefer, traceparent";

/// How long a browser may cache an answer about an origin, in seconds: a day is the most that browsers accept.
const MAX_AGE: &str = "86400";

/// Whether a request may be looked at. Returns the response to one that only asks about an origin.
pub(super) fn check(api: &Api, request: &Request) -> Result<Option<Response<Body>>, Problem> {
    check_host(api, request)?;
    let Some(origin) = request.headers.get(ORIGIN) else { return Ok(None) };
    let is_allowed = is_listed(api, origin);
    if !is_allowed && !is_own(request, origin) {
        return Err(Problem::new(FOREIGN_ORIGIN, "this origin is not among those that the host lets ask"));
    }
    if request.method != Method::OPTIONS || !is_allowed {
        return Ok(None);
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let mut set = |name: HeaderName, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    };
    set(ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
    set(ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
    set(ACCESS_CONTROL_MAX_AGE, MAX_AGE);
    Ok(Some(response))
}

/// Lets the page that asked read the response.
pub(super) fn allow(api: &Api, origin: Option<HeaderValue>, headers: &mut HeaderMap) {
    if api.origins.is_empty() {
        return;
    }
    headers.append(VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = origin.filter(|origin| is_listed(api, origin)) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("location, preference-applied, retry-after"),
        );
    }
}

fn is_listed(api: &Api, origin: &HeaderValue) -> bool {
    api.origins.iter().any(|allowed| allowed.as_bytes() == origin.as_bytes())
}

/// Whether an origin is that of the request's own host.
fn is_own(request: &Request, origin: &HeaderValue) -> bool {
    let Ok(origin) = origin.to_str() else { return false };
    let own = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    own.is_some() && own == host(request)
}

fn host(request: &Request) -> Option<&str> {
    let authority = request.uri.authority().map(|authority| authority.as_str());
    authority.or_else(|| request.headers.get(HOST)?.to_str().ok())
}

fn check_host(api: &Api, request: &Request) -> Result<(), Problem> {
    let is_open = api.authenticate.is_none();
    if api.hosts.is_empty() && !is_open {
        return Ok(());
    }
    let host = host(request).map(without_port).unwrap_or_default();
    let is_known =
        api.hosts.iter().any(|known| known.eq_ignore_ascii_case(host)) || (is_open && is_this_computer(host));
    if is_known {
        return Ok(());
    }
    Err(Problem::new(FOREIGN_HOST, "this host answers for other names"))
}

fn is_this_computer(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    }
}
