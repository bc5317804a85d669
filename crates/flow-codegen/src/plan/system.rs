//! The place of the in-process system in the plan.

use flow_model::model::Model;

/// The in-process system of a model.
#[derive(Debug, Default)]
pub struct System {}

/// Plans the system.
pub(crate) fn plan(_model: &Model) -> System {
    System::default()
}
