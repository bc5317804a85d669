//! What a host has done, for those who watch it.

use flow_durable::{CallError, Program};

use super::Host;
use crate::engine::Engine;
use crate::metrics::Metrics;

impl<P: Program> Host<P> {
    /// What the host has done since its start and has to do now, in numbers.
    ///
    /// # Errors
    /// If the host has stopped, or the database cannot be read.
    pub async fn metrics(&self) -> Result<Metrics, CallError> {
        self.visit(Engine::metrics).await
    }
}
