//! `flow` alone: what can be done here.

use crate::failure::{Exit, Failure};
use crate::findings::counted;
use crate::inputs::gather;
use crate::ui::{BOLD, Ui, painted};

/// Commands and what they are for, where there are specifications, and where there are none.
const HERE: &[(&str, &str)] = &[
    ("flow check", "say what is wrong with them"),
    ("flow test", "play their stories"),
    ("flow diagram FILE", "draw one"),
    ("flow --help", "everything else"),
];
const EMPTY: &[(&str, &str)] = &[
    ("flow new shop", "a small project in the folder 'shop': a specification, its tests, a program"),
    ("flow check FOLDER", "look at specifications that lie elsewhere"),
    ("flow --help", "everything else"),
];

/// Says what to do next.
pub(crate) fn run(ui: &mut Ui) -> Result<Exit, Failure> {
    let (title, commands) = match gather(&[]) {
        Ok(inputs) => (format!("{} below this folder", counted(inputs.files.len(), "specification")), HERE),
        Err(_) => ("There are no specifications here yet".to_owned(), EMPTY),
    };
    ui.print(format!("{}\n\n", painted(BOLD, &title)));
    for (command, does) in commands {
        ui.print(format!("  {command:18}  {does}\n"));
    }
    Ok(Exit::CLEAN)
}
