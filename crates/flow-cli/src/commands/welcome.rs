//! `flow` without a command: lists the commands that are useful in this folder.

use crate::failure::{Exit, Failure};
use crate::findings::count_with_noun;
use crate::inputs::gather_inputs;
use crate::ui::{BOLD, Ui, painted};

/// The commands for a folder with specifications, and for one without, each with its purpose.
const HERE: &[(&str, &str)] = &[
    ("flow check", "report their mistakes"),
    ("flow test", "run their stories"),
    ("flow diagram FILE", "draw one"),
    ("flow --help", "everything else"),
];
const EMPTY: &[(&str, &str)] = &[
    ("flow new shop", "a small project in the folder 'shop': a specification, its tests, a program"),
    ("flow check FOLDER", "check the specifications in another folder"),
    ("flow --help", "everything else"),
];

/// Prints the list.
pub(crate) fn run(ui: &mut Ui) -> Result<Exit, Failure> {
    let (title, commands) = match gather_inputs(&[]) {
        Ok(inputs) => {
            (format!("{} below this folder", count_with_noun(inputs.files.len(), "specification")), HERE)
        }
        Err(_) => ("There are no specifications here yet".to_owned(), EMPTY),
    };
    ui.print(format!("{}\n\n", painted(BOLD, &title)));
    for (command, does) in commands {
        ui.print(format!("  {command:18}  {does}\n"));
    }
    Ok(Exit::CLEAN)
}
