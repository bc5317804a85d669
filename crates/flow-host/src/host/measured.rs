//! Metrics of a running host.

use flow_durable::{CallError, Program};

use super::Host;
use crate::engine::Engine;
use crate::metrics::Metrics;

impl<P: Program> Host<P> {
    /// Counts of the work that the host has done since its start, and of its pending work.
    ///
    /// # Errors
    /// If the host has stopped, or the database cannot be read.
    pub async fn metrics(&self) -> Result<Metrics, CallError> {
        self.visit(Engine::metrics).await
    }
}
