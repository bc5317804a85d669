//! The output streams: standard output for results, standard error for everything else.
//!
//! Commands always write text with ANSI colours; the streams strip them if they are not wanted (`--color`, `NO_COLOR`, no
//! terminal). After the reader has closed the pipe (`flow … | head`), output is dropped and the exit code is unaffected. Any
//! other error of standard output is a failure.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use anstyle::{AnsiColor, Style as Paint};
use flow_syntax::Style;
use flow_syntax::diagnostic::Diagnostic;
use flow_syntax::render::{escaped, escaped_between_colours, render_within, wrap_text};
use flow_syntax::source::Sources;

use crate::failure::{Exit, Failure, io_reason};
use crate::progress::{Bar, Progress};

/// Whether colours are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// In a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Even in a pipe.
    Always,
    /// Not at all.
    Never,
}

/// Bold.
pub(crate) const BOLD: Paint = Paint::new().bold();
/// Success.
pub(crate) const GREEN: Paint = Paint::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
/// Warnings.
pub(crate) const YELLOW: Paint = Paint::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
/// Errors.
pub(crate) const RED: Paint = Paint::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
/// Places.
pub(crate) const BLUE: Paint = Paint::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Blue)));
/// Secondary information.
pub(crate) const DIM: Paint = Paint::new().dimmed();

/// `text` in a colour, for [`Ui::print`] and [`Ui::eprint`].
pub(crate) fn painted(paint: Paint, text: &str) -> String {
    format!("{paint}{text}{paint:#}")
}

/// The width of text without a terminal: the longest line that is comfortable to read.
const WIDTH: usize = 100;
/// The minimum width to wrap text to: narrower lines would contain single words.
const NARROWEST: usize = 20;
/// The prefix of a line of help; its length is the indentation of continuation lines.
const HELP: &str = "  = help: ";

/// The output streams of a command.
pub(crate) struct Ui {
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
    /// The progress bar, while one is shown.
    bar: Bar,
    /// Whether the reader of standard output has closed the pipe.
    is_closed: bool,
    /// The first error of standard output that is not a closed pipe.
    write_error: Option<Failure>,
}

impl Ui {
    /// The program's own streams.
    pub(crate) fn new(color: Color) -> Self {
        Ui {
            out: AutoStream::new(io::stdout(), color_choice(color, &io::stdout())),
            err: AutoStream::new(io::stderr(), color_choice(color, &io::stderr())),
            bar: Bar::default(),
            is_closed: false,
            write_error: None,
        }
    }

    /// Writes human-readable text to standard output.
    pub(crate) fn print(&mut self, text: impl AsRef<str>) {
        self.write(escaped_between_colours(text.as_ref()).as_bytes());
    }

    /// Writes data to standard output unchanged: no character is escaped, and no colour is stripped.
    pub(crate) fn print_data(&mut self, text: impl AsRef<str>) {
        self.print_bytes(text.as_ref().as_bytes());
    }

    /// Writes binary data to standard output, likewise.
    pub(crate) fn print_bytes(&mut self, bytes: &[u8]) {
        if self.is_closed || self.write_error.is_some() {
            return;
        }
        let written = self.out.flush().and_then(|()| io::stdout().write_all(bytes));
        if let Err(error) = written.and_then(|()| io::stdout().flush()) {
            self.record_write_error(&error);
        }
    }

    /// Writes text to standard error.
    pub(crate) fn eprint(&mut self, text: impl AsRef<str>) {
        // An error of standard error cannot be reported anywhere.
        let (err, text) = (&mut self.err, escaped_between_colours(text.as_ref()));
        let _ = self.bar.suspend(|| err.write_all(text.as_bytes()).and_then(|()| err.flush()));
    }

    /// Prints diagnostics to standard error.
    pub(crate) fn print_diagnostics<'d>(
        &mut self,
        diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
        sources: &Sources,
    ) {
        for diagnostic in diagnostics {
            self.eprint(render_within(diagnostic, sources, Style::Colour, self.stderr_columns()) + "\n");
        }
    }

    /// Prints a failure to standard error.
    pub(crate) fn print_failure(&mut self, failure: &Failure) {
        let mut text = format!(
            "{}{}\n",
            painted(RED, "error"),
            painted(BOLD, &format!(": {}", escaped(&failure.message)))
        );
        for help in &failure.help {
            let help = wrap_text(
                &escaped(help),
                self.stderr_columns().saturating_sub(HELP.len()).max(NARROWEST),
                HELP.len(),
            );
            text += &format!("  {} {}: {help}\n", painted(BLUE, "="), painted(GREEN, "help"));
        }
        self.eprint(text);
    }

    /// Flushes standard output.
    ///
    /// # Errors
    /// If not all of it could be written.
    pub(crate) fn finish(&mut self) -> Result<(), Failure> {
        if let Err(error) = self.out.flush() {
            self.record_write_error(&error);
        }
        self.write_error.take().map_or(Ok(()), Err)
    }

    /// Clears the screen of a terminal.
    pub(crate) fn clear_screen(&mut self) {
        if self.is_terminal() {
            self.print_data("\x1b[2J\x1b[3J\x1b[H");
        }
    }

    /// Whether the reader of standard output has closed the pipe.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// The style of diagnostics on standard output.
    pub(crate) fn style(&self) -> Style {
        if self.has_colour() { Style::Colour } else { Style::Plain }
    }

    /// Whether standard output shows colours.
    pub(crate) fn has_colour(&self) -> bool {
        self.out.current_choice() != anstream::ColorChoice::Never
    }

    /// Whether standard output is a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Whether output may use characters beyond ASCII of its own.
    pub(crate) fn has_unicode(&self) -> bool {
        has_unicode(|name| std::env::var(name).ok())
    }

    /// The width of standard output in columns, with a default.
    pub(crate) fn width(&self) -> usize {
        self.columns().unwrap_or(WIDTH)
    }

    /// The width of standard output in columns: `COLUMNS`, or that of the terminal; `None` without either.
    pub(crate) fn columns(&self) -> Option<usize> {
        columns(terminal_size::terminal_size_of(io::stdout()))
    }

    /// The width of standard error in columns.
    fn stderr_columns(&self) -> usize {
        columns(terminal_size::terminal_size_of(io::stderr())).unwrap_or(usize::MAX)
    }

    /// Starts a progress bar for a task of `of` steps; it appears if the task takes longer than a second.
    pub(crate) fn start_progress(&self, doing: &'static str, of: usize) -> Progress {
        Progress::new(doing, of, &self.bar)
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.is_closed || self.write_error.is_some() {
            return;
        }
        let out = &mut self.out;
        if let Err(error) = self.bar.suspend(|| out.write_all(bytes)) {
            self.record_write_error(&error);
        }
    }

    fn record_write_error(&mut self, error: &io::Error) {
        self.is_closed = true;
        if error.kind() != io::ErrorKind::BrokenPipe {
            self.write_error = Some(write_failure(error));
        }
    }
}

/// The width of lines: `COLUMNS`, else the width of the terminal.
fn columns(terminal: Option<(terminal_size::Width, terminal_size::Height)>) -> Option<usize> {
    let variable = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = terminal.map(|(width, _)| usize::from(width.0));
    variable.or(seen).filter(|width| *width >= NARROWEST)
}

fn write_failure(error: &io::Error) -> Failure {
    let failure = Failure::new(format!("the result cannot be written: {}", io_reason(error)));
    failure.help("free some space, or write it elsewhere")
}

/// Prints the help or the error that clap returns: help to standard output, errors to standard error.
pub(crate) fn finish_help(help: &clap::Error) -> ExitCode {
    match help.print().and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Ui::new(Color::Auto).print_failure(&write_failure(&error));
            Exit::MISUSE.into()
        }
        _ if help.use_stderr() => Exit::MISUSE.into(),
        _ => Exit::CLEAN.into(),
    }
}

fn color_choice(color: Color, stream: &impl anstream::stream::RawStream) -> anstream::ColorChoice {
    match color {
        Color::Auto => AutoStream::choice(stream),
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
}

/// Whether the locale's characters are Unicode.
fn has_unicode(variable: impl Fn(&str) -> Option<String>) -> bool {
    if cfg!(windows) {
        return true;
    }
    let is_simple = variable("TERM").is_some_and(|term| term == "dumb" || term == "linux");
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| variable(name))
        .find(|value| !value.is_empty());
    let locale = locale.unwrap_or_default().to_lowercase();
    !is_simple && (locale.contains("utf-8") || locale.contains("utf8"))
}

#[cfg(test)]
mod tests {
    use super::has_unicode;

    fn check(variables: &[(&str, &str)], expected: bool) {
        let variable = |wanted: &str| {
            variables.iter().find(|(name, _)| *name == wanted).map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(has_unicode(variable), expected, "{variables:?}");
    }

    #[test]
    #[cfg(not(windows))]
    fn the_locale_decides_on_unicode() {
        check(&[], false);
        check(&[("LANG", "C")], false);
        check(&[("LANG", "de_DE.UTF-8")], true);
        check(&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "C")], false);
        check(&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "")], true);
        check(&[("LC_CTYPE", "C.utf8"), ("TERM", "dumb")], false);
    }
}
