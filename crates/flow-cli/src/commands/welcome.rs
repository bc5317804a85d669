//! `flow` alone: what can be done here.

use crate::failure::{Exit, Failure};
use crate::inputs::gather;
use crate::ui::Ui;

/// Says what to do next: in a folder without specifications, how to get some.
pub(crate) fn run(ui: &mut Ui) -> Result<Exit, Failure> {
    match gather(&[]) {
        Ok(inputs) => ui.print(format!(
            "{} specifications here: 'flow check', 'flow test', 'flow --help'\n",
            inputs.files.len()
        )),
        Err(_) => ui.print("no specifications here: 'flow new shop', 'flow --help'\n"),
    }
    Ok(Exit::CLEAN)
}
