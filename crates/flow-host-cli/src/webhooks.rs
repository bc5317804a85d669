//! Phrases and messages to actors as signed requests to a program in any language.
//!
//! Each is a POST with a JSON body, signed in the form of Standard Webhooks: the id is the key of the question, so that a partner that
//! has seen it before answers as it did then. No redirect is followed, and an answer of more than 1 MiB counts as none.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flow_host::durable::{BoxFuture, Call, MachineTable, PhraseKind, ProgramTable, StoredEvent, Trouble};
use flow_host::interpret::{Answers, Delivers, Message, Question};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Map, Value, json};
use sha2::Sha256;
use ureq::Agent;

use crate::failure::Failure;

/// The most bytes of an answer that are read: what the host stores of one.
const SIZE: u64 = 1024 * 1024;

/// How long a request may take: the host gives an attempt up after as long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Secrets that sign the requests.
#[derive(Clone, Debug, Default)]
pub(crate) struct Secrets(Vec<Vec<u8>>);

/// The program that answers.
#[derive(Clone, Debug)]
pub(crate) struct Webhooks {
    agent: Agent,
    url: String,
    secrets: Secrets,
    table: &'static ProgramTable,
}

impl Secrets {
    /// Reads one or two secrets: while one replaces another, requests are signed with both.
    ///
    /// # Errors
    /// If one is not in the form of Standard Webhooks.
    pub(crate) fn read(text: &str) -> Result<Self, Failure> {
        let read = |secret: &str| {
            let bytes = STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret));
            // Standard Webhooks asks for 24 bytes at least.
            bytes.ok().filter(|bytes| bytes.len() >= 24).ok_or_else(|| {
                Failure::new("a secret is no 'whsec_' with at least 24 bytes in base64")
                    .help("make one: printf 'whsec_%s\\n' \"$(head -c 32 /dev/urandom | base64)\"")
            })
        };
        text.split_whitespace().map(read).collect::<Result<_, _>>().map(Secrets)
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The signatures of a request, one for each secret: `v1,… v1,…`.
    fn sign(&self, id: &str, seconds: u64, body: &str) -> String {
        let signed = format!("{id}.{seconds}.{body}");
        let sign = |secret: &Vec<u8>| {
            // A key of any length is taken.
            let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
            mac.update(signed.as_bytes());
            Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
        };
        self.0.iter().filter_map(sign).collect::<Vec<_>>().join(" ")
    }
}

impl Webhooks {
    /// Requests to a URL.
    pub(crate) fn new(url: String, secrets: Secrets, table: &'static ProgramTable) -> Self {
        let config = Agent::config_builder()
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .build();
        Webhooks { agent: config.into(), url, secrets, table }
    }

    /// Posts a body in a thread that may block, and reads the answer; `None` for an empty one.
    async fn post(&self, key: &str, body: String) -> Result<Map<String, Value>, Trouble<String>> {
        let (this, key) = (self.clone(), key.to_owned());
        let posted = tokio::task::spawn_blocking(move || this.post_and_wait(&key, &body)).await;
        posted.unwrap_or_else(|error| Err(Trouble::Later(error.to_string())))
    }

    fn post_and_wait(&self, key: &str, body: &str) -> Result<Map<String, Value>, Trouble<String>> {
        let later = |error: ureq::Error| Trouble::Later(format!("{}: {error}", self.url));
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let mut request = self
            .agent
            .post(&self.url)
            .header("content-type", "application/json")
            .header("webhook-id", key)
            .header("webhook-timestamp", seconds.to_string());
        if !self.secrets.is_empty() {
            request = request.header("webhook-signature", self.secrets.sign(key, seconds, body));
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

/// The object of an answer. Nothing is an empty one; a refusal is a trouble.
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
            let answer = self.post(&call.key, body.to_string()).await?;
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
            let answer = self.post(&call.key, body.to_string()).await?;
            self.read_event(message.actor, call, &answer)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification of Standard Webhooks.
    #[test]
    fn a_request_is_signed_as_standard_webhooks_says() {
        let secrets = Secrets::read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("it is a secret");
        assert_eq!(
            secrets.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn two_secrets_make_two_signatures_and_a_short_one_is_refused() {
        let two = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
        let signed = Secrets::read(two).expect("they are secrets").sign("m", 1, "{}");
        assert_eq!(signed.split(' ').filter(|signature| signature.starts_with("v1,")).count(), 2, "{signed}");
        assert!(Secrets::read("whsec_c2hvcnQ=").is_err());
    }

    #[test]
    fn nothing_is_an_answer_and_what_is_no_object_is_asked_for_again() {
        assert_eq!(read_answer("").map(|answer| answer.len()), Ok(0));
        assert_eq!(read_answer(r#"{"refused": "no"}"#), Err(Trouble::Refused("no".to_owned())));
        assert!(matches!(read_answer("<html>"), Err(Trouble::Later(_))));
        assert!(matches!(read_answer("[1]"), Err(Trouble::Later(_))));
    }
}
