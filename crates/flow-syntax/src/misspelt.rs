//! `misspelt`: headers with a slip in their word, as `senario: pay`.
//!
//! They are reported here and then read as the header that was meant, so that the lines below them are nested and read as they will be when
//! the slip is corrected. The lines after a `test:` may be names of tests, which are not checked.

use crate::diagnostic::{Diagnostics, Name};
use crate::hints::{self, Place};
use crate::kind::{HEADERS, Header, Kind};
use crate::lines::{Health, Line};
use crate::source::{FileId, Span};
use crate::suggest::near;
use crate::text::shortened;

/// Reports misspelt headers and gives them their kind.
pub(crate) fn correct_headers(file: FileId, lines: &mut [Line<'_>], diags: &mut Diagnostics) {
    for line in lines {
        match line.kind {
            Kind::Header(Header::Test) => return,
            Kind::UnknownHeader if line.health == Health::Sound => {}
            _ => continue,
        }
        let Some((word, rest)) = line.text.split_once(':') else { continue };
        if hints::help(Place::Header, word).is_some() {
            continue;
        }
        let meant = intended_header(word).and_then(|word| HEADERS.iter().find(|(known, _)| *known == word));
        let Some((known, header)) = meant.filter(|(_, header)| can_follow_header(*header, rest)) else {
            continue;
        };
        let span = Span::new(file, line.start, line.start + word.len() + 1);
        diags
            .report(Name::UnknownHeader, span, format!("there is no header '{}:'", shortened(word)))
            .did_you_mean([span], format!("{known}:"));
        line.kind = Kind::Header(*header);
    }
}

/// The word that was probably meant instead of one with a ':'.
pub(crate) fn intended_header(word: &str) -> Option<&'static str> {
    let known = HEADERS.iter().map(|(word, _)| *word).chain(["otherwise", "with"]);
    near(word, known.filter(|word| !matches!(*word, "triggered" | "observe")))
}

/// Whether a text can follow a header.
fn can_follow_header(header: Header, rest: &str) -> bool {
    let rest = rest.trim();
    match header {
        Header::Machine => rest.starts_with('@'),
        Header::System | Header::Test | Header::Scenario => !rest.is_empty(),
        Header::Uses | Header::Given | Header::Expect | Header::Rules => rest.is_empty(),
        // In a test, or reserved.
        Header::Assume | Header::Triggered | Header::Observe => false,
    }
}
