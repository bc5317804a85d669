//! The figures of a host in the text format of Prometheus, for operators.
//!
//! They have counts and the names of phrases, and no values and ids.

use std::fmt::{Display, Write};

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};

use super::problem::Problem;
use super::service::{Asking, Service, problem_of};
use crate::engine::Engine;
use crate::metrics::Metrics;

impl Service {
    /// `GET /-/metrics`.
    pub(super) async fn measure(&self, asking: &Asking) -> Result<Response<Body>, Problem> {
        if !asking.may_operate() {
            return Err(Problem::unknown());
        }
        let metrics = self.host.visit(Engine::metrics).await.map_err(problem_of)?;
        let mut response = Response::new(Body::from(write(&metrics)));
        let form = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, form);
        Ok(response)
    }
}

fn write(metrics: &Metrics) -> String {
    let mut text = Text(String::new());
    text.add("counter", "handled_total", "Events that were handled.", metrics.handled);
    text.add("counter", "deferred_total", "Events that were put aside.", metrics.deferred);
    text.add("counter", "without_effect_total", "Calls without an effect.", metrics.without_effect);
    text.add("counter", "given_up_total", "Events and messages that became dead letters.", metrics.given_up);
    text.add("counter", "groups_total", "Transactions.", metrics.groups);
    text.add("counter", "steps_total", "Steps in transactions.", metrics.steps);
    text.add("counter", "slow_steps_total", "Steps longer than 10 ms.", metrics.slow_steps);
    let commits = metrics.commit_time.as_secs_f64();
    text.add("counter", "commit_seconds_total", "The time of all commits.", commits);
    text.add("gauge", "longest_commit_seconds", "The longest commit.", metrics.longest_commit.as_secs_f64());
    text.add("gauge", "queued", "Events that are queued.", metrics.queued);
    text.add("gauge", "waiting", "Events whose handlers wait for an answer.", metrics.waiting);
    text.add("gauge", "put_aside", "Events that are put aside.", metrics.put_aside);
    let oldest = metrics.oldest.map_or(0.0, |oldest| oldest.as_micros() as f64 / 1e6);
    text.add("gauge", "oldest_queued_seconds", "How long the oldest queued event waits.", oldest);
    text.add("gauge", "waiting_calls", "Calls that wait for their replies.", metrics.waiting_calls);
    text.add("gauge", "attempts_under_way", "Attempts under way.", metrics.attempts_under_way);
    text.add("gauge", "waiting_attempts", "Attempts that wait for a place.", metrics.waiting_attempts);
    text.begin("gauge", "dead_letters", "Dead letters, by their reason and phrase.");
    for dead in &metrics.dead {
        let labels = format!("{{kind=\"{}\",phrase=\"{}\"}}", dead.kind, escape(&dead.phrase));
        text.line(&format!("dead_letters{labels}"), dead.count);
    }
    text.begin("counter", "broken_rules_total", "How often each checked rule was broken.");
    for broken in &metrics.broken_rules {
        text.line(&format!("broken_rules_total{{rule=\"{}\"}}", escape(&broken.rule)), broken.count);
    }
    text.begin("gauge", "partner_down", "Phrases and actors that get one attempt at a time.");
    for partner in &metrics.partners_down {
        text.line(&format!("partner_down{{partner=\"{}\"}}", escape(partner)), 1);
    }
    text.0
}

/// A label's value, as the format wants it.
fn escape(label: &str) -> String {
    label.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

/// The lines.
struct Text(String);

impl Text {
    fn begin(&mut self, kind: &str, name: &str, help: &str) {
        // A text takes everything that is written to it.
        let _ = writeln!(self.0, "# HELP flow_{name} {help}\n# TYPE flow_{name} {kind}");
    }

    fn line(&mut self, name: &str, value: impl Display) {
        let _ = writeln!(self.0, "flow_{name} {value}");
    }

    fn add(&mut self, kind: &str, name: &str, help: &str, value: impl Display) {
        self.begin(kind, name, help);
        self.line(name, value);
    }
}
