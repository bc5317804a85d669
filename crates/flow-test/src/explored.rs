//! Explores every order of events as a test, where `[explore]` of the settings has `test = true`.
//!
//! It is about the specification: that the compiled machines do the same is what the other tests are for. The settings are a part of the
//! generated code, since tests read no files.

use flow_explore::{
    Closing, Continue, Exploration, Gate, Level, Options, Verdict, describe_step, explore, find_closings,
};
use flow_model::MemoryLoader;
use flow_project::{Request, SETTINGS_FILE, analyze};

use crate::specification::{Specification, print_or_panic};

impl Specification {
    /// Explores the specification with these settings, the text of a `flow.toml`. Warnings and accepted findings are printed.
    ///
    /// # Panics
    /// With the report, if an error is found that is not accepted, or the required verdict is not reached.
    #[track_caller]
    pub fn explored(&self, settings: &str) {
        print_or_panic(self.check_explored(settings));
    }

    /// As [`Specification::explored`].
    ///
    /// # Errors
    /// The report.
    pub fn check_explored(&self, settings: &str) -> Result<String, String> {
        let texts = self.files.iter().copied().chain([(SETTINGS_FILE, settings)]);
        let request = Request { overrides: self.settings(), ..Request::new(self.roots.iter().copied()) };
        let analysis = analyze(&request, &mut MemoryLoader::new(texts));
        let explore_settings = analysis.settings.explore.as_ref();
        let options = explore_settings.map(Options::from).unwrap_or_default();
        let exploration = explore(&analysis.model, &options, &mut |_| Continue::Yes);
        let closings = find_closings(&analysis.model, &options, &exploration, &mut |_| Continue::Yes);
        let exploration = exploration.with_rule_texts(&analysis.program.sources);
        let gate = Gate::of(&exploration, explore_settings);
        let mut report = describe_verdict(&exploration, &closings);
        for (at, finding) in exploration.findings.iter().enumerate() {
            report += &format!("\n{}: {}\n", finding.kind.name(), finding.message);
            match gate.reason(at) {
                Some(reason) => report += &format!("  accepted: {reason}\n"),
                None => {
                    report += &format!("  to accept it: \"{}\" = \"…\" in [explore.accept]\n", finding.key);
                    for (number, step) in finding.trace.steps.iter().enumerate() {
                        let step = describe_step(&analysis.model, step);
                        report += &format!("{:>3}. {step}\n", number + 1);
                    }
                }
            }
        }
        for key in &gate.outdated {
            report += &format!("\naccepted, but it does not occur: {key}\n");
        }
        if let Some(unmet) = &gate.unmet {
            return Err(format!("{report}\nwhat is required is not reached: {unmet}\n"));
        }
        let has_error = gate.open_findings(&exploration, &[Level::Deny]).next().is_some();
        if has_error { Err(report) } else { Ok(report) }
    }
}

fn describe_verdict(exploration: &Exploration, closings: &[Closing]) -> String {
    let (verdict, notes) = match &exploration.verdict {
        Verdict::Everything => ("everything", &[][..]),
        Verdict::Approximately(notes) => ("everything, approximately", notes.as_slice()),
        Verdict::UpTo(notes) => ("not everything", notes.as_slice()),
    };
    let mut text = format!("{verdict}, {}: {} states\n", exploration.world, exploration.states);
    for note in notes {
        text += &format!("  - {note}\n");
    }
    for closing in closings {
        text += &format!("  help: {}\n", closing.describe());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Number;

    const ORDER: Specification = Specification {
        files: &[(
            "order.flow",
            "machine: @order\n  starts in #open\n  scenario: cancel\n    on> :cancel from @customer in #open\n      emit :refund to @payment\n      order moves to #cancelled\n\nmachine: @payment\n  scenario: refund\n    on :refund from @order\n      emit :refunded to @order\n",
        )],
        roots: &["order.flow"],
        number: Number::Decimal,
        machines: &[],
    };

    #[test]
    fn an_error_fails_until_it_is_accepted() {
        let report = ORDER.check_explored("[explore]\ntest = true\n").unwrap_err();
        let key = "rejected-message | from @payment | order | #cancelled | refunded";
        assert!(report.contains("reaches @order in #cancelled, which does not take it"), "{report}");
        assert!(report.contains("  1. @customer sends ':cancel' to @order: #open to #cancelled"), "{report}");
        assert!(report.contains(key), "{report}");
        let accepts =
            format!("[explore.accept]\n\"{key}\" = \"nobody reads it\"\n\"fails\" = \"an old one\"\n");
        let report = ORDER.check_explored(&accepts).unwrap();
        assert!(report.contains("accepted: nobody reads it"), "{report}");
        assert!(report.contains("accepted, but it does not occur: fails"), "{report}");
        let report =
            ORDER.check_explored(&format!("[explore]\nrequire = \"everything\"\nstates = 1\n{accepts}"));
        assert!(report.unwrap_err().contains("it ended before everything was seen"));
    }
}
