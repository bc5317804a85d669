//! The server: connections, with bounds.
//!
//! HTTP/1.1 without TLS, which a proxy in front of it adds. Each bound is there so that one client cannot keep others from being answered:
//! none of them makes a client wait for another one.

use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::connections::{Connection, Connections};
use super::service::Service;

/// How many connections get a refusal at once, when there are too many. Others are closed without a response.
const MOST_REFUSALS: usize = 64;

/// How long a client may take to read the refusal.
const REFUSAL_TIME: Duration = Duration::from_secs(1);

/// The response that refuses a connection.
const REFUSAL: &str = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\n\
    Content-Type: application/problem+json\r\nContent-Length: 126\r\n\r\n\
    {\"type\":\"/-/problems/unavailable\",\"title\":\"The host takes no events at the moment\",\"status\":503,\
    \"detail\":\"too many requests\"}\n";

/// The most bytes of the headers of a request: the limit of common proxies.
const MOST_HEADER_BYTES: usize = 64 << 10;

/// How many headers a request may have, as above.
const MOST_HEADERS: usize = 100;

/// How long a client may take for the headers of a request, and be silent before.
const HEADER_TIME: Duration = Duration::from_secs(30);

/// How long requests that are in progress at the end may take.
const GRACE: Duration = Duration::from_secs(5);

/// How long the server waits after it could not accept a connection, since the operating system has no more files.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves connections until `until` ends, and at most `most` at once.
pub(super) async fn run(
    listener: &TcpListener,
    service: Arc<Service>,
    most: usize,
    until: impl Future<Output = ()>,
) {
    let connections = Connections::new(most);
    let refusals = Arc::new(Semaphore::new(MOST_REFUSALS));
    let mut tasks = JoinSet::new();
    let (end, ends) = watch::channel(());
    let mut until = pin!(until);
    loop {
        let accepted = tokio::select! {
            () = &mut until => break,
            Some(_) = tasks.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        match connections.admit(peer.ip()) {
            Some(connection) => {
                tasks.spawn(serve_connection(stream, connection, Arc::clone(&service), ends.clone()));
            }
            None => {
                if let Ok(permit) = Arc::clone(&refusals).try_acquire_owned() {
                    tasks.spawn(async move {
                        // A client that does not read it has disconnected.
                        let _ = tokio::time::timeout(REFUSAL_TIME, refuse(stream)).await;
                        drop(permit);
                    });
                }
            }
        }
    }
    drop(end);
    // Longer requests are cut off; their effects are stored, or will be.
    let _ = tokio::time::timeout(GRACE, async { while tasks.join_next().await.is_some() {} }).await;
}

/// Serves one connection, until its client or the host ends it, or others need its place.
async fn serve_connection(
    stream: TcpStream,
    connection: Arc<Connection>,
    service: Arc<Service>,
    mut ends: watch::Receiver<()>,
) {
    // Answers are small, and each is written at once.
    let _ = stream.set_nodelay(true);
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME);
    builder.max_buf_size(MOST_HEADER_BYTES).max_headers(MOST_HEADERS);
    let of = Arc::clone(&connection);
    let answer = service_fn(move |mut request: Request<Incoming>| {
        let (service, of) = (Arc::clone(&service), Arc::clone(&of));
        request.extensions_mut().insert(Arc::clone(&of));
        async move {
            let response = service.answer(request.map(Body::new)).await;
            // From here on, its client is waited for: to read the answer, and to ask again.
            of.wait();
            Ok::<_, Infallible>(response)
        }
    });
    let mut serving = pin!(builder.serve_connection(TokioIo::new(stream), answer));
    let is_ending = tokio::select! {
        // An error is one of the client, which has disconnected.
        _ = &mut serving => false,
        () = connection.closed() => false,
        _ = ends.changed() => true,
    };
    if is_ending {
        serving.as_mut().graceful_shutdown();
        let _ = serving.await;
    }
}

/// Responds that there are too many requests. The request is read to its end, so that the client gets no connection error.
async fn refuse(mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(REFUSAL.as_bytes()).await?;
    stream.shutdown().await?;
    let mut rest = [0; 1024];
    while stream.read(&mut rest).await? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_refusal_is_as_long_as_it_says() {
        let (head, body) = REFUSAL.split_once("\r\n\r\n").expect("it has a body");
        assert!(head.ends_with(&format!("Content-Length: {}", body.len())), "{} bytes", body.len());
    }
}
