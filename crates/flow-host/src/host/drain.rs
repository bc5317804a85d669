//! [`Host::drain`]: the end of one version of a program, before another one takes the database over.
//!
//! The engine finishes handlers that have begun; `drain` waits for it.

use std::time::{Duration, Instant};

use flow_durable::{CallError, Program};

use super::Host;
use crate::engine::Engine;

/// How often the engine is asked whether it is done: a drain takes as long as the slowest partner, so that this delay is not noticed.
const PAUSE: Duration = Duration::from_millis(20);

impl<P: Program> Host<P> {
    /// Prepares for another version of the program: calls are refused, no queued event and no timer is begun, and handlers that wait for
    /// answers are finished, or given up after their attempts. Waits so long for that at most, and returns how many still wait. Call
    /// [`shutdown`](Host::shutdown) next; the version that starts then makes what may not fit it a dead letter, `program-changed`.
    ///
    /// Only a restart ends the drain, of the same version too.
    ///
    /// # Errors
    /// If the host has stopped, or the database cannot be written.
    pub async fn drain(&self, patience: Duration) -> Result<usize, CallError> {
        let end = Instant::now() + patience;
        self.visit(|engine| {
            engine.begin_drain();
            Ok(())
        })
        .await?;
        while self.visit(|engine| Ok(engine.count_open())).await? > 0 && Instant::now() < end {
            tokio::time::sleep(PAUSE).await;
        }
        self.visit(Engine::end_drain).await
    }
}
