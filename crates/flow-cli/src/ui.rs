//! What people see: standard output for results, standard error for everything else.
//!
//! Commands write text with ANSI colours where they like; the streams drop them where they are not wanted (`--color`,
//! `NO_COLOR`, no terminal). A reader that has gone away (`flow … | head`) wants no more: what is written then is dropped, and the exit
//! code stays the verdict. Any other trouble with standard output is a failure.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use anstyle::{AnsiColor, Style as Paint};
use flow_syntax::Style;
use flow_syntax::diagnostic::Diagnostic;
use flow_syntax::render::{broken, render_within};
use flow_syntax::source::Sources;

use crate::failure::{Exit, Failure, reason};
use crate::progress::{Bar, Progress};

/// Whether colours are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// Where a terminal shows them, and `NO_COLOR` is not set.
    #[default]
    Auto,
    /// Even in a pipe.
    Always,
    /// Not at all.
    Never,
}

/// Bold.
pub(crate) const BOLD: Paint = Paint::new().bold();
/// Good news.
pub(crate) const GREEN: Paint = Paint::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
/// Warnings.
pub(crate) const YELLOW: Paint = Paint::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
/// Errors.
pub(crate) const RED: Paint = Paint::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
/// Places.
pub(crate) const BLUE: Paint = Paint::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Blue)));
/// What matters less.
pub(crate) const DIM: Paint = Paint::new().dimmed();

/// `text` in a colour, for [`Ui::print`] and [`Ui::say`].
pub(crate) fn painted(paint: Paint, text: &str) -> String {
    format!("{paint}{text}{paint:#}")
}

/// How wide text is where there is no terminal to say so.
const WIDTH: usize = 100;
/// Text is not broken to be narrower than this.
const NARROWEST: usize = 20;
/// What stands before the help of a failure.
const HELP: &str = "  = help: ";

/// Where a command writes.
pub(crate) struct Ui {
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
    /// How far the work is, where that is shown.
    bar: Bar,
    /// Whether the reader of standard output has gone away.
    is_closed: bool,
    /// What could not be written, if anything.
    broken: Option<Failure>,
}

impl Ui {
    /// The program's own streams.
    pub(crate) fn new(color: Color) -> Self {
        Ui {
            out: AutoStream::new(io::stdout(), choice(color, &io::stdout())),
            err: AutoStream::new(io::stderr(), choice(color, &io::stderr())),
            bar: Bar::default(),
            is_closed: false,
            broken: None,
        }
    }

    /// Writes a part of the result.
    pub(crate) fn print(&mut self, text: impl AsRef<str>) {
        self.write(text.as_ref().as_bytes());
    }

    /// Writes a part of the result that is no text, as it is: the stream for text would look for colours in it.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        if self.is_closed || self.broken.is_some() {
            return;
        }
        let written = self.out.flush().and_then(|()| io::stdout().write_all(bytes));
        if let Err(error) = written.and_then(|()| io::stdout().flush()) {
            self.trouble(&error);
        }
    }

    /// Writes something that is no part of the result.
    pub(crate) fn say(&mut self, text: impl AsRef<str>) {
        // Nobody is left to be told that standard error cannot be written.
        let err = &mut self.err;
        let _ = self.bar.beside(|| err.write_all(text.as_ref().as_bytes()).and_then(|()| err.flush()));
    }

    /// Says what is wrong with specifications.
    pub(crate) fn tell<'d>(
        &mut self,
        diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
        sources: &Sources,
    ) {
        for diagnostic in diagnostics {
            self.say(render_within(diagnostic, sources, Style::Colour, self.said_columns()) + "\n");
        }
    }

    /// Says why the command cannot do what was asked for.
    pub(crate) fn fail(&mut self, failure: &Failure) {
        let mut text =
            format!("{}{}\n", painted(RED, "error"), painted(BOLD, &format!(": {}", failure.message)));
        for help in &failure.help {
            let help =
                broken(help, self.said_columns().saturating_sub(HELP.len()).max(NARROWEST), HELP.len());
            text += &format!("  {} {}: {help}\n", painted(BLUE, "="), painted(GREEN, "help"));
        }
        self.say(text);
    }

    /// Ends the result.
    ///
    /// # Errors
    /// If not all of it could be written.
    pub(crate) fn finish(&mut self) -> Result<(), Failure> {
        if let Err(error) = self.out.flush() {
            self.trouble(&error);
        }
        self.broken.take().map_or(Ok(()), Err)
    }

    /// Begins anew: empties the screen, if there is one.
    pub(crate) fn clear(&mut self) {
        if self.is_terminal() {
            self.print("\x1b[2J\x1b[3J\x1b[H");
        }
    }

    /// Whether the reader of standard output has gone away.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// How the result shows diagnostics.
    pub(crate) fn style(&self) -> Style {
        if self.has_colour() { Style::Colour } else { Style::Plain }
    }

    /// Whether the result is shown in colours.
    pub(crate) fn has_colour(&self) -> bool {
        self.out.current_choice() != anstream::ColorChoice::Never
    }

    /// Whether somebody looks at the result right now.
    pub(crate) fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Whether the result may have signs beyond ASCII that are no one's words.
    pub(crate) fn has_unicode(&self) -> bool {
        has_unicode(|name| std::env::var(name).ok())
    }

    /// How many columns there are: those of the terminal, or `COLUMNS`.
    pub(crate) fn width(&self) -> usize {
        self.columns().unwrap_or(WIDTH)
    }

    /// How many columns the result may take, if anything says so: `COLUMNS`, or a terminal.
    pub(crate) fn columns(&self) -> Option<usize> {
        columns(terminal_size::terminal_size_of(io::stdout()))
    }

    /// How many columns there are for what is no part of the result.
    fn said_columns(&self) -> usize {
        columns(terminal_size::terminal_size_of(io::stderr())).unwrap_or(usize::MAX)
    }

    /// Shows how far `of` pieces of work are, if it takes longer than a second.
    pub(crate) fn progress(&self, doing: &'static str, of: usize) -> Progress {
        Progress::new(doing, of, &self.bar)
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.is_closed || self.broken.is_some() {
            return;
        }
        let out = &mut self.out;
        if let Err(error) = self.bar.beside(|| out.write_all(bytes)) {
            self.trouble(&error);
        }
    }

    fn trouble(&mut self, error: &io::Error) {
        self.is_closed = true;
        if error.kind() != io::ErrorKind::BrokenPipe {
            self.broken = Some(unwritten(error));
        }
    }
}

/// How wide lines may be: what `COLUMNS` says, else what a terminal has.
fn columns(terminal: Option<(terminal_size::Width, terminal_size::Height)>) -> Option<usize> {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = terminal.map(|(width, _)| usize::from(width.0));
    said.or(seen).filter(|width| *width >= NARROWEST)
}

fn unwritten(error: &io::Error) -> Failure {
    let failure = Failure::new(format!("the result cannot be written: {}", reason(error)));
    failure.help("free some space, or write it elsewhere")
}

/// Shows what clap has to say: help goes to standard output, errors to standard error.
pub(crate) fn finish_help(help: &clap::Error) -> ExitCode {
    match help.print().and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Ui::new(Color::Auto).fail(&unwritten(&error));
            Exit::MISUSE.into()
        }
        _ if help.use_stderr() => Exit::MISUSE.into(),
        _ => Exit::CLEAN.into(),
    }
}

fn choice(color: Color, stream: &impl anstream::stream::RawStream) -> anstream::ColorChoice {
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
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().filter_map(|name| variable(name)).find(|said| !said.is_empty());
    let locale = locale.unwrap_or_default().to_lowercase();
    !is_simple && (locale.contains("utf-8") || locale.contains("utf8"))
}

#[cfg(test)]
mod tests {
    use super::has_unicode;

    fn check(variables: &[(&str, &str)], expected: bool) {
        let variable = |wanted: &str| {
            variables.iter().find(|(name, _)| *name == wanted).map(|(_, said)| (*said).to_owned())
        };
        assert_eq!(has_unicode(variable), expected, "{variables:?}");
    }

    #[test]
    #[cfg(not(windows))]
    fn the_locale_says_whether_there_is_unicode() {
        check(&[], false);
        check(&[("LANG", "C")], false);
        check(&[("LANG", "de_DE.UTF-8")], true);
        check(&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "C")], false);
        check(&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "")], true);
        check(&[("LC_CTYPE", "C.utf8"), ("TERM", "dumb")], false);
    }
}
