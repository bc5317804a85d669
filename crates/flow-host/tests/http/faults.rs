//! Partners that refuse, are away, panic or are silent: awaited, and after the commit; webhooks that are late or early; another version of the
//! specification amid a handler that waits. Each as callers over HTTP see it.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use flow::Decimal;
use flow_host::durable::{Attempts, Call, Trouble};
use flow_host::http::{Api, Secrets};
use flow_host::{Builder, Host};
use serde_json::json;
use tempfile::TempDir;
use tokio::sync::Semaphore;

use crate::client::{Response, Site, tokens, until};
use crate::errand_site::SECRET;
use crate::{faults, later};

/// The attempts that a partner has got: the amount or label, the key, and the number of the attempt.
type Log = Arc<Mutex<Vec<(String, String, u32)>>>;

/// A bank and a carrier, which behave by the amount and the label.
#[derive(Clone)]
struct Partner {
    log: Log,
    /// Each answer of a silent one needs a permit.
    permits: Arc<Semaphore>,
}

impl Partner {
    fn new() -> Partner {
        Partner { log: Log::default(), permits: Arc::new(Semaphore::new(0)) }
    }

    /// What happens at an attempt: `refused`, `away` and `panic` do that at each; those with `once` only at the first one.
    async fn answer(&self, how: &str, call: &Call) -> Result<String, Trouble<String>> {
        self.log.lock().unwrap().push((how.to_owned(), call.key.clone(), call.attempt));
        match how {
            "refused" => Err(Trouble::Refused("over the limit".to_owned())),
            "away" => Err(Trouble::Later("the line is busy".to_owned())),
            "away once" if call.attempt == 1 => Err(Trouble::Later("the line is busy".to_owned())),
            "panic" => panic!("the partner's library has a mistake"),
            "panic once" if call.attempt == 1 => panic!("the partner's library has a mistake"),
            "silent once" if call.attempt == 1 => std::future::pending().await,
            "waits" => {
                self.permits.acquire().await.unwrap().forget();
                Ok(call.key.clone())
            }
            _ => Ok(call.key.clone()),
        }
    }

    /// The keys and numbers of the attempts for an amount or a label.
    fn attempts(&self, how: &str) -> Vec<(String, u32)> {
        let log = self.log.lock().unwrap();
        log.iter().filter(|(name, ..)| name == how).map(|(_, key, attempt)| (key.clone(), *attempt)).collect()
    }
}

/// What the amounts of the tests mean.
const AMOUNTS: [&str; 8] =
    ["fine", "refused", "away", "away once", "panic", "panic once", "silent once", "waits"];

fn meaning(amount: Decimal) -> &'static str {
    AMOUNTS[amount.to_string().parse::<usize>().unwrap()]
}

impl faults::card::AsyncBindings for Partner {
    type Error = String;

    async fn hold_amount(
        &self,
        _: &faults::card::Context,
        _: Decimal,
        call: &Call,
    ) -> Result<(), Trouble<String>> {
        self.answer("hold", call).await.map(drop)
    }

    async fn charge_the_card_with_amount(
        &self,
        _: &faults::card::Context,
        amount: Decimal,
        call: &Call,
    ) -> Result<String, Trouble<String>> {
        self.answer(meaning(amount), call).await
    }
}

impl later::card::AsyncBindings for Partner {
    type Error = String;

    async fn check_amount(
        &self,
        _: &later::card::Context,
        _: Decimal,
        call: &Call,
    ) -> Result<(), Trouble<String>> {
        self.answer("check", call).await.map(drop)
    }

    async fn charge_the_card_with_amount(
        &self,
        _: &later::card::Context,
        amount: Decimal,
        call: &Call,
    ) -> Result<String, Trouble<String>> {
        self.answer(meaning(amount), call).await
    }
}

impl faults::carrier::Actor for Partner {
    type Error = String;

    async fn take(
        &self,
        message: &faults::carrier::Take,
        call: &Call,
    ) -> Result<Option<faults::carrier::Answer>, Trouble<String>> {
        let place = self.answer(&message.label, call).await?;
        // One that waits has no answer of its own: its event was sent by a webhook.
        let is_told = message.label != "waits";
        Ok(is_told.then(|| faults::parcel::event::Moved { place }.into()))
    }
}

/// A host of the faults.
struct Faults {
    site: Site,
    host: Host<faults::system::Program>,
    partner: Partner,
    folder: TempDir,
}

/// Three attempts within a moment.
const ATTEMPTS: Attempts =
    Attempts { most: 3, within: flow::Duration::from_secs(60), first_pause: flow::Duration::from_millis(10) };

fn build(path: &Path, partner: &Partner) -> Builder<faults::system::Program> {
    Host::<faults::system::Program>::open(path)
        .awaits::<faults::card::Card, _>(partner.clone())
        .actor::<faults::carrier::Carrier, _>(partner.clone())
        .attempts(ATTEMPTS)
        .actor_attempts::<faults::carrier::Carrier>(ATTEMPTS)
}

fn api() -> Api {
    Api::new()
        .tokens(tokens())
        .partner("carrier", Secrets::read(SECRET).unwrap())
        .show_of("card", &["receipt"])
        .show_of("parcel", &["where", "moves"])
        .patience(Duration::from_secs(120))
}

impl Faults {
    async fn open(patience: Duration) -> Faults {
        let folder = tempfile::tempdir().unwrap();
        let partner = Partner::new();
        let built = build(&folder.path().join("faults.db"), &partner).patience(patience);
        let host = built.start().await.unwrap();
        Faults { site: Site::serve(&host, api()).await, host, partner, folder }
    }

    /// Charges a new card; the call has the id of the card as its key.
    async fn charge(&self, id: &str, how: &str) -> Response {
        assert_eq!(self.site.post("ann", &format!("/card?id={id}"), "{}").await.status, 201);
        self.charge_again(id, how, "").await
    }

    async fn charge_again(&self, id: &str, how: &str, header: &str) -> Response {
        let amount = AMOUNTS.iter().position(|meaning| *meaning == how).unwrap();
        let body = format!("{{\"amount\": {amount}}}");
        let headers = format!("Idempotency-Key: charge-{id}\n{header}");
        self.site.post_with("ann", &format!("/card/{id}/charge"), headers.trim_end(), &body).await
    }

    async fn state(&self, path: &str) -> String {
        self.site.get("ann", path).await.json()["state"].as_str().unwrap_or_default().to_owned()
    }

    /// The reasons of the dead letters.
    async fn dead(&self) -> Vec<String> {
        let letters = self.host.dead_letters(0, 99).await.unwrap();
        letters.iter().map(|letter| letter.kind.to_string()).collect()
    }

    /// Ships a new parcel with a label that says how the carrier behaves.
    async fn ship(&self, id: &str, how: &str) {
        assert_eq!(self.site.post("ann", &format!("/parcel?id={id}"), "{}").await.status, 201);
        let shipped =
            self.site.post("ann", &format!("/parcel/{id}/ship"), &json!({ "label": how }).to_string()).await;
        assert_eq!((shipped.status, &shipped.json()["state"]), (200, &json!("shipped")), "{}", shipped.body);
    }

    /// A signed event of the carrier.
    async fn report(&self, path: &str, id: &str, body: &str) -> Response {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let signature = Secrets::read(SECRET).unwrap().sign(id, seconds, body.as_bytes());
        let head = format!(
            "POST /-/actors/carrier/{path}\nContent-Type: application/json\nwebhook-id: {id}\nwebhook-timestamp: {seconds}\n\
             webhook-signature: {signature}"
        );
        self.site.send(&head, body).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_awaited_partner_that_refuses_is_away_or_panics() {
    let faults = Faults::open(Duration::from_secs(60)).await;
    for (id, how, status, problem, attempts) in [
        ("a", "refused", 422, "failed", 1),
        ("b", "away", 503, "exhausted", 3),
        ("c", "panic", 503, "exhausted", 3),
        ("d", "away once", 200, "", 2),
        ("e", "panic once", 200, "", 2),
        ("f", "fine", 200, "", 1),
    ] {
        let answer = faults.charge(id, how).await;
        assert_eq!(answer.status, status, "{how}: {}", answer.body);
        let has_effect = status == 200;
        if !has_effect {
            assert_eq!(answer.problem(), problem, "{how}");
        }
        assert_eq!(faults.state(&format!("/card/{id}")).await, if has_effect { "charged" } else { "idle" });
        let made = faults.partner.attempts(how);
        let numbers: Vec<u32> = made.iter().map(|(_, attempt)| *attempt).collect();
        assert_eq!(numbers, (1..=attempts).collect::<Vec<_>>(), "{how}");
        assert!(made.iter().all(|(key, _)| *key == made[0].0), "{how}: one key, {made:?}");
    }
    // A refusal is the response to its caller; an event that might have charged a card is a dead letter as well.
    assert_eq!(faults.dead().await, ["exhausted", "exhausted"]);
    // A repetition with the key of the call takes up the same delivery, with the same key and the answer of the first phrase.
    let holds = faults.partner.attempts("hold").len();
    assert_eq!(faults.charge_again("b", "away", "").await.problem(), "exhausted");
    let made = faults.partner.attempts("away");
    assert!(made.len() == 6 && made.iter().all(|(key, _)| *key == made[0].0), "{made:?}");
    assert_eq!(faults.partner.attempts("hold").len(), holds, "it has an answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_awaited_partner_that_is_silent_is_asked_again_with_its_key() {
    let faults = Faults::open(Duration::from_millis(300)).await;
    let answer = faults.charge("a", "silent once").await;
    assert_eq!((answer.status, &answer.json()["state"]), (200, &json!("charged")), "{}", answer.body);
    let made = faults.partner.attempts("silent once");
    assert_eq!((made.len(), &made[0].0), (2, &made[1].0));
    assert_eq!(faults.site.get("ann", "/card/a").await.json()["variables"]["receipt"], made[0].0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_actor_that_refuses_is_away_panics_or_is_silent_holds_nobody_up() {
    let faults = Faults::open(Duration::from_millis(300)).await;
    for (id, how, attempts, kind) in [
        ("a", "refused", 1, Some("failed")),
        ("b", "away", 3, Some("exhausted")),
        ("c", "panic", 3, Some("exhausted")),
        ("d", "away once", 2, None),
        ("e", "panic once", 2, None),
        ("f", "silent once", 2, None),
    ] {
        let before = faults.dead().await.len();
        // The customer gets the response before the carrier gets the message.
        faults.ship(id, how).await;
        match kind {
            Some(kind) => {
                until(async || faults.dead().await.len() > before).await;
                assert_eq!(faults.dead().await[before], kind, "{how}");
            }
            None => {
                let path = format!("/parcel/{id}");
                until(async || faults.site.get("ann", &path).await.json()["variables"]["moves"] == 1).await;
            }
        }
        let made = faults.partner.attempts(how);
        assert_eq!(made.len(), attempts, "{how}: {made:?}");
        assert!(made.iter().all(|(key, _)| *key == made[0].0), "{how}: {made:?}");
        assert_eq!(faults.state(&format!("/parcel/{id}")).await, "shipped");
    }
    assert_eq!(faults.dead().await.len(), 3);
}

/// The carrier sends its answer before its attempt returns: the answer is delivered, its message is done, and the result of the attempt has
/// no effect.
#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_comes_before_the_attempt_returns_is_the_answer() {
    let faults = Faults::open(Duration::from_secs(60)).await;
    faults.ship("a", "waits").await;
    until(async || !faults.partner.attempts("waits").is_empty()).await;
    let (key, _) = faults.partner.attempts("waits")[0].clone();
    let path = key.replace('/', "%2F");
    let body = r#"{"event": "moved", "payload": {"place": "Rome"}}"#;
    let first = faults.report(&path, "event-1", body).await;
    assert_eq!(first.status, 200, "{}", first.body);
    let shown = async || faults.site.get("ann", "/parcel/a").await.json()["variables"].clone();
    until(async || shown().await == json!({ "where": "Rome", "moves": 1 })).await;
    // It is repeated while the attempt is still in progress, and after that.
    assert_eq!(faults.report(&path, "event-1", body).await.body, first.body);
    faults.partner.permits.add_permits(1);
    faults.host.settle().await.unwrap();
    assert_eq!(faults.report(&path, "event-1", body).await.body, first.body);
    faults.host.settle().await.unwrap();
    assert_eq!(shown().await, json!({ "where": "Rome", "moves": 1 }));
    assert_eq!((faults.partner.attempts("waits").len(), faults.dead().await.len()), (1, 0));
    // A later answer to the same message is another event.
    let later = faults.report(&path, "event-2", r#"{"event": "delivered"}"#).await;
    assert_eq!(later.status, 200, "{}", later.body);
    until(async || faults.state("/parcel/a").await == "delivered").await;
}

/// An event after the end of its parcel is received, and becomes a dead letter: the partner need not send it again, and operators see it.
#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_is_late_is_received_and_seen() {
    let faults = Faults::open(Duration::from_secs(60)).await;
    faults.ship("a", "fine").await;
    until(async || faults.site.get("ann", "/parcel/a").await.json()["variables"]["moves"] == 1).await;
    assert_eq!(faults.report("parcel/a/delivered", "event-1", "{}").await.status, 200);
    until(async || faults.state("/parcel/a").await == "delivered").await;
    for _ in 0..2 {
        let late = faults.report("parcel/a/moved", "event-2", r#"{"place": "Rome"}"#).await;
        assert_eq!(late.status, 200, "{}", late.body);
        faults.host.settle().await.unwrap();
        assert_eq!(faults.dead().await, ["rejected"]);
    }
    assert_eq!(faults.site.get("ann", "/parcel/a").await.json()["variables"]["moves"], 1);
}

/// Another version of the specification does not start while a handler waits with recorded answers that the version would not ask for; the version that
/// began the handler ends it, and answers its caller.
#[tokio::test(flavor = "multi_thread")]
async fn a_deploy_amid_an_awaited_handler_waits_for_it() {
    let faults = Faults::open(Duration::from_secs(60)).await;
    assert_eq!(faults.site.post("ann", "/card?id=a", "{}").await.status, 201);
    let promised = faults.charge_again("a", "waits", "Prefer: wait=1").await;
    assert_eq!(promised.status, 202, "{}", promised.body);
    let call = format!("/{}", promised.header("location").unwrap().replace("../", ""));
    until(async || !faults.partner.attempts("waits").is_empty()).await;
    let Faults { site, host, partner, folder } = faults;
    drop(site);
    host.shutdown(Duration::ZERO).await;

    let path = folder.path().join("faults.db");
    let deployed = Host::<later::system::Program>::open(&path)
        .awaits::<later::card::Card, _>(partner.clone())
        .start()
        .await;
    let refusal = deployed.map(drop).unwrap_err().to_string();
    assert!(refusal.contains("card"), "{refusal}");

    let host = build(&path, &partner).start().await.unwrap();
    let faults = Faults { site: Site::serve(&host, api()).await, host, partner, folder };
    assert_eq!(faults.site.get("ann", &call).await.body, "\"running\"");
    faults.partner.permits.add_permits(2);
    until(async || faults.site.get("ann", &call).await.status == 200).await;
    assert_eq!(faults.state("/card/a").await, "charged");
    // The attempt was cut off, and is made again with its key.
    let made = faults.partner.attempts("waits");
    assert!(made.len() == 2 && made[0].0 == made[1].0, "{made:?}");
    let Faults { site, host, partner, folder: _folder } = faults;
    drop(site);
    host.shutdown(Duration::from_secs(5)).await;

    let host = Host::<later::system::Program>::open(&path)
        .awaits::<later::card::Card, _>(partner.clone())
        .start()
        .await
        .unwrap();
    let site = Site::serve(&host, Api::new().tokens(tokens()).show_of("card", &["receipt"])).await;
    let shown = site.get("ann", "/card/a").await.json();
    assert_eq!((&shown["state"], &shown["variables"]["receipt"]), (&json!("charged"), &json!(made[0].0)));
    // The key still means that call.
    let body = format!("{{\"amount\": {}}}", AMOUNTS.len() - 1);
    let again = site.post_with("ann", "/card/a/charge", "Idempotency-Key: charge-a", &body).await;
    assert_eq!((again.status, &again.json()["state"]), (200, &json!("charged")), "{}", again.body);
    host.shutdown(Duration::from_secs(5)).await;
}
