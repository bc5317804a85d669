//! The shop over HTTP, for this computer: whoever asks is every actor, and needs no token.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use flow_host::http::Api;
use tokio::net::{TcpListener, ToSocketAddrs};

use crate::order;
use crate::serve::open;

/// Serves the shop in a folder until somebody presses Ctrl-C.
///
/// # Errors
/// If the database or the address cannot be used.
pub async fn serve(folder: &Path, address: impl ToSocketAddrs) -> Result<(), Box<dyn Error>> {
    let host = open(folder).await?;
    let api = Api::new().show::<order::Order>(&["sku", "total"]);
    let listener = TcpListener::bind(address).await?;
    println!("http://{} serves the orders in {}", listener.local_addr()?, folder.display());
    // An error means that the operating system has no such signal.
    let until = async { drop(tokio::signal::ctrl_c().await) };
    host.serve(listener, api, until).await?;
    host.shutdown(Duration::from_secs(5)).await;
    Ok(())
}
