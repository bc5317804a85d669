//! The command line: the commands and the options that all of them share.
//!
//! The options of a command are in the command's file. The overview of the commands is written out here because clap cannot
//! group subcommands; a test compares it with the commands that exist.

use clap::{Parser, Subcommand};

use crate::commands::{
    bindings, check, completions, diagram, diff, expand, explain, explore, fmt, lsp, model, new, openapi,
    test,
};
use crate::ui::Color;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "flow",
    version,
    about = "State machines from specifications that people can read",
    disable_help_subcommand = true,
    styles = STYLES,
    help_template = TEMPLATE,
)]
pub(crate) struct Args {
    /// When to use colours: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// One command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(check::CheckArgs),
    Test(test::TestArgs),
    Explore(explore::ExploreArgs),
    Diagram(diagram::DiagramArgs),
    Fmt(fmt::FmtArgs),
    Lsp(lsp::LspArgs),
    Expand(expand::ExpandArgs),
    Bindings(bindings::BindingsArgs),
    Model(model::ModelArgs),
    Openapi(openapi::OpenapiArgs),
    Explain(explain::ExplainArgs),
    Diff(diff::DiffArgs),
    New(new::NewArgs),
    Completions(completions::CompletionsArgs),
}

const STYLES: clap::builder::Styles = clap::builder::Styles::styled()
    .header(crate::ui::BOLD)
    .usage(crate::ui::BOLD)
    .literal(crate::ui::GREEN)
    .error(crate::ui::RED)
    .valid(crate::ui::GREEN)
    .invalid(crate::ui::YELLOW);

const TEMPLATE: &str = "\
{about}

{usage-heading} {usage}

\x1b[1mEvery day\x1b[0m
  \x1b[1;32mcheck\x1b[0m        Check specifications
  \x1b[1;32mtest\x1b[0m         Run stories and test files
  \x1b[1;32mexplore\x1b[0m      Explore every order of events
  \x1b[1;32mdiagram\x1b[0m      Draw machines and stories
  \x1b[1;32mfmt\x1b[0m          Format specifications
  \x1b[1;32mlsp\x1b[0m          Serve an editor

\x1b[1mFor programs around a specification\x1b[0m
  \x1b[1;32mexpand\x1b[0m       Print the Rust code that `flow!` generates
  \x1b[1;32mbindings\x1b[0m     List the phrases to implement in Rust
  \x1b[1;32mmodel\x1b[0m        Print the resolved model as JSON
  \x1b[1;32mopenapi\x1b[0m      Print the HTTP interface as OpenAPI
  \x1b[1;32mdiff\x1b[0m         Compare the meaning of two versions

\x1b[1mTo begin, and to look things up\x1b[0m
  \x1b[1;32mnew\x1b[0m          Create a small project
  \x1b[1;32mexplain\x1b[0m      Show the page of a diagnostic
  \x1b[1;32mcompletions\x1b[0m  Print a script that completes commands in your shell

\x1b[1mOptions\x1b[0m
{options}

\x1b[1mExamples\x1b[0m
  flow new shop               begin a project in the folder 'shop'
  flow check                  check every specification below this folder
  flow test --watch           run the stories again whenever a file is saved
  flow explore                find what goes wrong in some order of events
  flow diagram order.flow     draw the states of a machine
  flow explain never-set      explain a diagnostic and how to fix it

`flow <COMMAND> --help` describes a command.
";

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_valid() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_command_is_in_one_group() {
        for command in Args::command().get_subcommands() {
            let line = format!("  \x1b[1;32m{}\x1b[0m", command.get_name());
            assert_eq!(TEMPLATE.matches(&line).count(), 1, "{}", command.get_name());
        }
    }
}
