//! Errands that are served: machines that make others, and messages to actors outside.

use std::ops::Deref;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use flow::Decimal;
use flow_host::Host;
use flow_host::durable::{Attempts, Call, Trouble};
use flow_host::http::{Api, Secrets};
use tempfile::TempDir;
use tokio::sync::Semaphore;

use crate::client::{Response, Site, read_rows, tokens};
use crate::errands::{bell, courier, desk, shipment, system};

/// The secret of the carrier.
pub(crate) const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A courier that needs `amount` tenths of a second; it refuses if `amount` is 1, and never answers if it is 0.
#[derive(Clone, Default)]
struct Legs {
    traces: Traces,
}

/// The traces that questions belong to, in order.
pub(crate) type Traces = Arc<Mutex<Vec<Option<String>>>>;

impl courier::AsyncBindings for Legs {
    type Error = String;

    async fn carry_amount(
        &self,
        _: &courier::Context,
        amount: Decimal,
        call: &Call,
    ) -> Result<String, Trouble<String>> {
        self.traces.lock().unwrap().push(call.trace.clone());
        let tenths: u64 = amount.to_string().parse().unwrap();
        if tenths == 1 {
            return Err(Trouble::Refused("too heavy".to_owned()));
        }
        if tenths == 0 {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(Duration::from_millis(tenths * 100)).await;
        Ok(format!("{amount} carried"))
    }
}

/// A bell that rings, in a step of the host, until the test ends that.
#[derive(Clone)]
pub(crate) struct Bell {
    begun: Arc<Semaphore>,
    /// Its sender ends the ringing.
    end: Arc<(mpsc::Sender<()>, Mutex<mpsc::Receiver<()>>)>,
}

impl Bell {
    fn new() -> Bell {
        let (end, ended) = mpsc::channel();
        Bell { begun: Arc::new(Semaphore::new(0)), end: Arc::new((end, Mutex::new(ended))) }
    }

    pub(crate) async fn wait_until_it_rings(&self) {
        self.begun.acquire().await.unwrap().forget();
    }

    pub(crate) fn let_it_end(&self) {
        self.end.0.send(()).unwrap();
    }
}

impl bell::Bindings for Bell {
    type Error = String;

    fn ring_for_a_while(&mut self, _: &bell::Context) -> Result<(), String> {
        self.begun.add_permits(1);
        self.end.1.lock().unwrap().recv().map_err(|error| error.to_string())
    }
}

/// Errands that are served.
pub(crate) struct Errands {
    site: Site,
    pub(crate) host: Host<system::Program>,
    pub(crate) traces: Traces,
    pub(crate) bell: Bell,
    folder: TempDir,
}

impl Deref for Errands {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

impl Errands {
    pub(crate) async fn open() -> Errands {
        let folder = tempfile::tempdir().unwrap();
        let legs = Legs::default();
        let traces = Arc::clone(&legs.traces);
        let bell = Bell::new();
        let rung = bell.clone();
        let host = Host::<system::Program>::open(folder.path().join("errands.db"))
            .awaits::<courier::Courier, _>(legs)
            .bindings::<bell::Bell, _>(move |_| rung.clone())
            .phrase_attempts::<courier::Courier>("carry $amount", Attempts { most: 1, ..Attempts::default() })
            .start()
            .await
            .unwrap();
        let api = Api::new()
            .tokens(tokens())
            .partner("carrier", Secrets::read(SECRET).unwrap())
            .all::<shipment::Shipment>("carrier")
            .show::<desk::Desk>(&["calls"])
            .show::<shipment::Shipment>(&["where"]);
        Errands { site: Site::serve(&host, api).await, host, traces, bell, folder }
    }

    /// An errand that takes this number of tenths of a second, or is never over if that is 0.
    pub(crate) async fn run(&self, id: &str, tenths: u32, header: &str) -> Response {
        self.post("ann", &format!("/errand?id={id}"), "{}").await;
        let body = format!("{{\"amount\": {tenths}}}");
        self.post_with("ann", &format!("/errand/{id}/go"), header, &body).await
    }

    /// Every row of every table of the host.
    pub(crate) fn read_rows(&self) -> Vec<String> {
        read_rows(&self.folder.path().join("errands.db"))
    }

    /// The first value of a query of the database.
    pub(crate) fn read<T: rusqlite::types::FromSql>(&self, query: &str) -> T {
        let connection = rusqlite::Connection::open(self.folder.path().join("errands.db")).unwrap();
        connection.query_row(query, (), |row| row.get(0)).unwrap()
    }
}
