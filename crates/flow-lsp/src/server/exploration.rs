//! Exploration in the background, with its findings as diagnostics of the protocol.
//!
//! Only programs with an open document are explored, and up to a number of states that takes about a second: `flow explore` does the
//! rest. A finding is at the line to look at, and its path is its related places, or lines of its message if the client shows none.

use flow_explore::{Kind, Level};
use gen_lsp_types::{CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Uri};

use super::Server;
use super::background::{Product, Work};
use crate::analysis::exploration::{Discovery, explore};
use crate::workspace::Checked;

/// The task of the background.
pub(crate) fn explore_in_background(work: &Work<'_>) -> Option<Product> {
    let explored = explore(&work.checked.analysis, work.most_states, &mut |states| {
        (work.advance)(&|| format!("{states} states"));
        (work.is_wanted)()
    });
    explored.filter(|_| (work.is_wanted)()).map(|explored| Product::Explored(Box::new(explored)))
}

impl Server {
    /// A finding of an exploration as a diagnostic.
    pub(super) fn discovery(&self, checked: &Checked, finding: &Discovery) -> Diagnostic {
        let related = finding.path.iter().map(|step| DiagnosticRelatedInformation {
            location: self.location(checked, step.line.unwrap_or(finding.place)),
            message: step.text.clone(),
        });
        let can_relate = self.client.can.related_places;
        let lines: String = finding.path.iter().map(|step| format!("\n{}", step.text)).collect();
        let message = if can_relate { finding.message.clone() } else { finding.message.clone() + &lines };
        Diagnostic {
            range: checked.range(finding.place, self.client.encoding),
            severity: Some(match finding.level {
                Level::Deny => DiagnosticSeverity::Error,
                Level::Warn => DiagnosticSeverity::Warning,
                Level::Note => DiagnosticSeverity::Hint,
            }),
            source: Some("flow explore".to_owned()),
            message: message.into(),
            code: Some(finding.kind.name().to_owned().into()),
            code_description: self.page_of(finding.kind),
            tags: None,
            related_information: can_relate.then(|| related.collect()),
            data: None,
        }
    }

    /// The page of a finding: in the book the folder `findings` is a sibling of the folder of the checks.
    fn page_of(&self, kind: Kind) -> Option<CodeDescription> {
        let checks = self.client.settings.pages.as_ref()?.trim_end_matches('/');
        let folder = match kind {
            Kind::IdleRule => checks.to_owned(),
            _ => format!("{}/findings", checks.strip_suffix("/checks")?),
        };
        Some(CodeDescription { href: Uri(format!("{folder}/{}.html", kind.name())) })
    }
}
