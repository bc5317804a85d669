//! Phrases and messages to actors as signed requests to a program in any language.
//!
//! Each is a POST with a JSON body, signed in the form of Standard Webhooks: the id is the key of the question, so that a partner that
//! has seen it before answers as it did then. No redirect is followed, and an answer of more than 1 MiB counts as none.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use flow_host::durable::{BoxFuture, Call, MachineTable, PhraseKind, ProgramTable, StoredEvent, Trouble};
use flow_host::http::Secrets;
use flow_host::interpret::{Answers, Delivers, Message, Question};
use serde_json::{Map, Value, json};
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};

use crate::failure::Failure;

/// The most bytes of an answer that are read: the most that the host stores.
const SIZE: u64 = 1024 * 1024;

/// How long a request may take: the host gives an attempt up after as long.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program that answers.
#[derive(Clone, Debug)]
pub(crate) struct Webhooks {
    agent: Agent,
    url: String,
    secrets: Secrets,
    table: &'static ProgramTable,
}

impl Webhooks {
    /// Requests to a URL.
    ///
    /// # Errors
    /// If they are encrypted, and the system trusts no certificates.
    pub(crate) fn new(url: String, secrets: Secrets, table: &'static ProgramTable) -> Result<Self, Failure> {
        let mut config = Agent::config_builder()
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE));
        if url.starts_with("https://") {
            config = config.tls_config(trust_system()?);
        }
        Ok(Webhooks { agent: config.build().into(), url, secrets, table })
    }

    /// Posts a body in a thread that may block, and reads the answer; `None` for an empty one.
    async fn post(&self, call: &Call, body: String) -> Result<Map<String, Value>, Trouble<String>> {
        let (this, call) = (self.clone(), call.clone());
        let posted = tokio::task::spawn_blocking(move || this.post_and_wait(&call, &body)).await;
        posted.unwrap_or_else(|error| Err(Trouble::Later(error.to_string())))
    }

    fn post_and_wait(&self, call: &Call, body: &str) -> Result<Map<String, Value>, Trouble<String>> {
        let id = write_id(&call.key);
        let later = |error: ureq::Error| Trouble::Later(format!("{}: {error}", self.url));
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let mut request = self
            .agent
            .post(&self.url)
            .header("content-type", "application/json")
            .header("webhook-id", &id)
            .header("webhook-timestamp", seconds.to_string());
        if !self.secrets.is_empty() {
            request = request.header("webhook-signature", self.secrets.sign(&id, seconds, body.as_bytes()));
        }
        if let Some(trace) = &call.trace {
            request = request.header("traceparent", trace);
        }
        let mut response = request.send(body).map_err(later)?;
        let status = response.status().as_u16();
        let text = response.body_mut().with_config().limit(SIZE).read_to_string();
        match status {
            200..=299 => read_answer(&text.map_err(later)?),
            408 | 425 | 429 | 500..=599 => Err(Trouble::Later(format!("{} answers {status}", self.url))),
            _ => Err(Trouble::Misconfigured(format!("{} answers {status}", self.url))),
        }
    }

    fn machine(&self, name: &str) -> Option<(usize, &'static MachineTable)> {
        self.table.machines.iter().enumerate().find(|(_, machine)| machine.name == name)
    }

    /// The event that an actor answers with.
    fn read_event(
        &self,
        actor: &str,
        call: &Call,
        answer: &Map<String, Value>,
    ) -> Result<Option<StoredEvent>, Trouble<String>> {
        let Some(name) = answer.get("event") else { return Ok(None) };
        let unknown = || Trouble::Later(format!("@{} takes no event {name} from @{actor}", call.machine));
        let (machine, table) = self.machine(&call.machine).ok_or_else(unknown)?;
        let is_meant = |from: Option<&str>| {
            let name = name.as_str().map(|name| name.trim_start_matches(':'));
            table.events.iter().find(|event| Some(event.name) == name && event.from == from)
        };
        let event = is_meant(Some(actor)).or_else(|| is_meant(None)).ok_or_else(unknown)?;
        let payload = answer.get("payload").cloned().unwrap_or_else(|| json!({})).to_string();
        let (name, from) = (event.name.to_owned(), event.from.map(str::to_owned));
        Ok(Some(StoredEvent { machine, name, from, payload }))
    }
}

/// The key of a question as the value of a header: bytes other than visible ASCII characters are percent-encoded, since the key of a
/// machine that is `one for each …` can be any text.
fn write_id(key: &str) -> String {
    let write = |byte: u8| match byte {
        b'!'..=b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    key.bytes().map(write).collect()
}

/// Connections to servers with a certificate that the system trusts.
fn trust_system() -> Result<TlsConfig, Failure> {
    let found = rustls_native_certs::load_native_certs();
    let certificates: Vec<_> =
        found.certs.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect();
    if certificates.is_empty() {
        let reasons: Vec<_> = found.errors.iter().map(|error| format!(": {error}")).collect();
        return Err(Failure::new(format!("the system trusts no certificates{}", reasons.concat()))
            .help("install them, in the package 'ca-certificates' of most systems, or set SSL_CERT_FILE"));
    }
    Ok(TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(RootCerts::new_with_certs(&certificates))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build())
}

/// Reads the object of an answer. An empty body is an empty object; a refusal is a trouble.
fn read_answer(text: &str) -> Result<Map<String, Value>, Trouble<String>> {
    if text.trim().is_empty() {
        return Ok(Map::new());
    }
    let Ok(Value::Object(answer)) = serde_json::from_str(text) else {
        return Err(Trouble::Later("the answer is no JSON object".to_owned()));
    };
    match answer.get("refused") {
        Some(Value::String(reason)) => Err(Trouble::Refused(reason.clone())),
        Some(reason) => Err(Trouble::Refused(reason.to_string())),
        None => Ok(answer),
    }
}

/// Stored JSON as a value.
fn value_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

impl Answers for Webhooks {
    fn answer<'a>(
        &'a self,
        question: Question<'a>,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<String, Trouble<String>>> {
        let Question { machine, phrase, arguments, context, .. } = question;
        let names = phrase.arguments.iter().map(|argument| argument.name.to_owned());
        let values = value_of(arguments);
        let values = values.as_array().cloned().unwrap_or_default();
        let body = json!({
            "machine": machine.name,
            "instance": call.instance,
            "phrase": phrase.text,
            "function": phrase.function,
            "arguments": names.zip(values).collect::<Map<_, _>>(),
            "context": value_of(context),
            "event": call.event,
            "now": call.now.to_string(),
            "key": call.key,
            "attempt": call.attempt,
        });
        Box::pin(async move {
            let answer = self.post(call, body.to_string()).await?;
            match (answer.get("answer"), phrase.kind) {
                (Some(answer), _) => Ok(answer.to_string()),
                (None, PhraseKind::Action) => Ok("null".to_owned()),
                (None, _) => Err(Trouble::Later("the answer has no \"answer\"".to_owned())),
            }
        })
    }
}

impl Delivers for Webhooks {
    fn deliver<'a>(
        &'a self,
        message: Message<'a>,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<Option<StoredEvent>, Trouble<String>>> {
        let body = json!({
            "actor": message.actor,
            "message": message.name,
            "payload": value_of(message.payload),
            "machine": call.machine,
            "instance": call.instance,
            "now": call.now.to_string(),
            "key": call.key,
            "attempt": call.attempt,
        });
        Box::pin(async move {
            let answer = self.post(call, body.to_string()).await?;
            self.read_event(message.actor, call, &answer)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_request_is_one_of_a_header() {
        assert_eq!(write_id("order/o-1/ab/1"), "order/o-1/ab/1");
        assert_eq!(write_id("stock/caf\u{e9} \0/ab/1"), "stock/caf%C3%A9%20%00/ab/1");
    }

    #[test]
    fn nothing_is_an_answer_and_what_is_no_object_is_asked_for_again() {
        assert_eq!(read_answer("").map(|answer| answer.len()), Ok(0));
        assert_eq!(read_answer(r#"{"refused": "no"}"#), Err(Trouble::Refused("no".to_owned())));
        assert!(matches!(read_answer("<html>"), Err(Trouble::Later(_))));
        assert!(matches!(read_answer("[1]"), Err(Trouble::Later(_))));
    }
}
