//! The server: connections, with bounds.
//!
//! HTTP/1.1 without TLS, which a proxy in front of it adds. Each bound is there so that one client cannot keep others from being answered.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

/// How many connections are open at once. Each takes up to 64 KiB for its headers.
const MOST_CONNECTIONS: u32 = 1024;

/// The most bytes of the headers of a request: what proxies commonly let through.
const MOST_HEADER_BYTES: usize = 64 << 10;

/// How many headers a request may have, as above.
const MOST_HEADERS: usize = 100;

/// How long a client may take for the headers of a request, and be silent before.
const HEADER_TIME: Duration = Duration::from_secs(30);

/// How long requests that are in progress at the end may take.
const GRACE: Duration = Duration::from_secs(5);

/// How long the server waits after it could not accept a connection, since the operating system has no more files.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves connections until `until` ends.
pub(super) async fn run(listener: &TcpListener, router: Router, until: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS as usize));
    let (end, ends) = watch::channel(());
    let mut until = pin!(until);
    loop {
        let accept = async {
            // The semaphore is never closed.
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = &mut until => break,
            accepted = accept => accepted,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let (router, ends) = (router.clone(), ends.clone());
        tokio::spawn(async move {
            serve_connection(stream, router, ends).await;
            drop(place);
        });
    }
    drop(end);
    // What takes longer is cut off; its effect is stored, or will be.
    let _ = tokio::time::timeout(GRACE, places.acquire_many(MOST_CONNECTIONS)).await;
}

async fn serve_connection(stream: TcpStream, router: Router, mut ends: watch::Receiver<()>) {
    // Answers are small, and each is written at once.
    let _ = stream.set_nodelay(true);
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME);
    builder.max_buf_size(MOST_HEADER_BYTES).max_headers(MOST_HEADERS);
    let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut connection = pin!(connection);
    let is_ending = tokio::select! {
        // An error is one of the client, which is gone.
        _ = &mut connection => false,
        _ = ends.changed() => true,
    };
    if is_ending {
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }
}
