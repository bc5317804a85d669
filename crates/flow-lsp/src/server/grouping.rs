//! The programs as the texts are now: which there are, and the analysis of each.
//!
//! A change can move a file to another program. For an open document that is seen when its text has been analysed. The files are grouped before
//! the next answer or analysis, once for all changes until then.

use std::sync::Arc;

use flow_project::Profile;

use super::Server;
use crate::workspace::Checked;

impl Server {
    /// Notes that files may belong to other programs than before.
    pub(super) fn group_later(&mut self) {
        self.is_grouped = false;
    }

    /// Finds the programs again, if files may belong to others than before.
    pub(super) fn group_if_needed(&mut self) {
        if !self.is_grouped {
            self.programs.group(&mut self.files);
            self.is_grouped = true;
            self.retract();
        }
    }

    /// The program that a file belongs to, as the texts are now, and its analysis.
    pub(super) fn check_program_of(&mut self, path: &str) -> Option<(usize, Arc<Checked>)> {
        loop {
            let at = self.programs.program_of(path)?;
            if let Some(checked) = self.check_grouped(at) {
                return Some((at, checked));
            }
        }
    }

    /// The programs as the texts are now, and their analyses: all, or those for which `is_wanted`.
    pub(super) fn check_programs(
        &mut self,
        is_wanted: impl Fn(&Server, usize) -> bool,
    ) -> Vec<(usize, Arc<Checked>)> {
        let mut all = Vec::new();
        let mut at = 0;
        while at < self.programs.iter().count() {
            if is_wanted(self, at) {
                let Some(checked) = self.check_grouped(at) else {
                    (all, at) = (Vec::new(), 0);
                    continue;
                };
                all.push((at, checked));
            }
            at += 1;
        }
        all
    }

    /// The analysis of a program; `None` if files belong to other programs than before because of it.
    fn check_grouped(&mut self, at: usize) -> Option<Arc<Checked>> {
        let checked = self.programs.check(at, &mut self.files);
        if !self.note_profiles(at, &checked) {
            return Some(checked);
        }
        self.group_if_needed();
        None
    }

    /// Whether some open document of an analysed program declares or uses other things than when the programs were grouped, so that they must be
    /// grouped again.
    pub(super) fn note_profiles(&mut self, at: usize, checked: &Checked) -> bool {
        if !self.programs.note_compared(at) {
            return false;
        }
        let program = &checked.analysis.program;
        let mut is_new = false;
        for loaded in program.files.iter().chain(&program.tests) {
            if self.files.document(&loaded.path).is_some() {
                is_new |= self.files.note_profile(&loaded.path, Profile::of(&loaded.path, &loaded.ast));
            }
        }
        if is_new {
            self.group_later();
        }
        is_new
    }
}
