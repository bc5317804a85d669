//! Public events over HTTP.
//!
//! Paths and values are those of the specification, which the tables of the program have, so that a program with generated types and an
//! interpreted one answer alike. [`Api`] configures who may do and see what; [`Host::http`] makes a router of it, and [`Host::serve`] a
//! server with bounds for connections, headers and times.

mod answers;
mod api;
mod calls;
mod connections;
mod events;
mod guard;
mod history;
mod metrics;
mod openapi;
mod page;
mod partners;
mod prefer;
mod problem;
mod reads;
mod route;
mod server;
mod service;
mod signing;
mod tokens;
mod trace;
mod values;

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use tokio::net::TcpListener;

use crate::host::Host;
pub use crate::principal::Principal;
pub use api::{Api, ApiError};
use service::Service;
pub use signing::{SecretError, Secrets};
pub use tokens::Tokens;

impl<P> Host<P> {
    /// A router that serves the public events, to be nested in another one or served. Since it can be served on any address, it needs
    /// authentication.
    ///
    /// # Errors
    /// If the specification has no such machine, actor or variable, or no authentication is configured.
    pub fn http(&self, api: Api) -> Result<Router, ApiError> {
        if api.authenticate.is_none() {
            return Err(ApiError::OpenRouter);
        }
        let service = Arc::new(Service::new(self.without_types(), api)?);
        Ok(Router::new().fallback(move |request: Request| {
            let service = Arc::clone(&service);
            async move { service.answer(request).await }
        }))
    }

    /// Serves the public events until `until` ends. Without authentication, the address must be one that only this computer reaches;
    /// every caller there may be every actor.
    ///
    /// # Errors
    /// As those of [`http`](Host::http); or if the address is reached from other computers, and no authentication is configured.
    pub async fn serve(
        &self,
        listener: TcpListener,
        api: Api,
        until: impl Future<Output = ()>,
    ) -> Result<(), ApiError> {
        let address =
            listener.local_addr().map_err(|error| ApiError::Address("the address".to_owned(), error))?;
        if api.authenticate.is_none() && !address.ip().is_loopback() {
            return Err(ApiError::Open(address.to_string()));
        }
        let most = api.connections;
        let service = Arc::new(Service::new(self.without_types(), api)?);
        server::run(&listener, service, most, until).await;
        Ok(())
    }
}
