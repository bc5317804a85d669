//! Handlers that wait for answers.
