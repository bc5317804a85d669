//! `flow expand`: prints the Rust code that `flow!` generates.

use std::path::PathBuf;

use flow_codegen::{Options, generate, pretty};
use flow_project::{Number, Settings};

use crate::failure::{Exit, Failure};
use crate::specification::{find_program, print_errors};
use crate::ui::Ui;

/// Print the Rust code that `flow!` generates
///
/// Prints exactly the code that the macro and build.rs generate with the same options. Places in it are relative to the current folder,
/// so run it in the package's folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  flow expand flows/order.flow             the code of `flow!(\"flows/order.flow\")`
  flow expand order.flow --number f64      with numbers as `f64`
  flow expand order.flow > src/order.rs    write it to a file

Exit codes: 0 printed, 1 the specification has errors or cannot be read, 2 wrong usage")]
pub(crate) struct ExpandArgs {
    /// A specification (with its files of loose scenarios), a folder, or '-' for standard input; by default this folder
    #[arg(value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// Derive `Serialize` and `Deserialize` for all types; needs the feature 'serde' of 'flow-lang'
    #[arg(long)]
    serde: bool,
    /// Generate a test for each story; needs the crate 'flow_test', or the crate at this path
    #[arg(long, value_name = "PATH", num_args = 0..=1, require_equals = true, default_missing_value = "::flow_test")]
    tests: Option<String>,
    /// Generate what a host needs that keeps the machines in a database; needs the crate 'flow_durable', or the crate at this path
    #[arg(long, value_name = "PATH", num_args = 0..=1, require_equals = true, default_missing_value = "::flow_durable")]
    durable: Option<String>,
    /// The Rust type of a number [default: from flow.toml, else decimal]
    #[arg(long, value_enum, value_name = "TYPE")]
    number: Option<NumberArg>,
    /// Let the functions of guards fail, as those of actions do
    #[arg(long)]
    fallible_guards: bool,
    /// The path of the run-time crate
    #[arg(long = "crate", value_name = "PATH", default_value = "::flow")]
    krate: String,
}

/// What a number is in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum NumberArg {
    /// Exact: 0.1 + 0.2 is 0.3
    Decimal,
    /// Binary floating point
    F64,
    /// Whole numbers only
    I64,
}

impl NumberArg {
    fn number(self) -> Number {
        match self {
            NumberArg::Decimal => Number::Decimal,
            NumberArg::F64 => Number::F64,
            NumberArg::I64 => Number::I64,
        }
    }
}

/// Prints the code, if the specification has no errors.
pub(crate) fn run(args: &ExpandArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    let plain = Options::default();
    let options = Options {
        serde: args.serde,
        tests: args.tests.is_some(),
        flow_test: args.tests.clone().unwrap_or(plain.flow_test),
        durable: args.durable.is_some(),
        flow_durable: args.durable.clone().unwrap_or(plain.flow_durable),
        krate: args.krate.clone(),
        ..Options::default()
    };
    let overrides = Settings {
        number: args.number.map(NumberArg::number),
        fallible_guards: args.fallible_guards.then_some(true),
        ..Settings::default()
    };
    let mut analysis = find_program(&args.paths)?.with_test_files(options.tests).analyze(&overrides);
    let output = generate(&analysis, &options);
    analysis.diagnostics = output.diagnostics;
    print_errors(&analysis, ui);
    if analysis.diagnostics.has_errors() {
        return Ok(Exit::FINDINGS);
    }
    ui.print_data(pretty(&output.code));
    Ok(Exit::CLEAN)
}
