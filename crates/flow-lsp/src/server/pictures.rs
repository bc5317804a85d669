//! Pictures of machines and systems: shown by the client itself, or as a file that it opens.
//!
//! Files are in a folder of the server, which is removed when it ends. A client that can do neither is offered no pictures.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::Server;
use super::dispatch::Fault;
use crate::analysis::pictures::{machine_picture, system_picture};
use crate::workspace::{Checked, uri};

impl Server {
    /// Whether the client can show a picture.
    pub(super) fn can_show_pictures(&self) -> bool {
        self.client.settings.pictures || self.client.can.show_documents
    }

    /// Shows the picture of a machine, or of the system.
    pub(super) fn show_picture(&mut self, checked: &Checked, machine: Option<&str>) -> Result<Value, Fault> {
        let analysis = &checked.analysis;
        let (title, svg) = match machine {
            Some(name) => (format!("@{name}"), machine_picture(analysis, name)),
            None => {
                let name = analysis.model.name.as_ref().map(|name| name.text.clone());
                (name.unwrap_or_else(|| "system".to_owned()), Some(system_picture(analysis)))
            }
        };
        let Some(svg) = svg else { return Err(Fault::refused(format!("there is no machine '{title}'"))) };
        if !self.client.settings.pictures && self.client.can.show_documents {
            let address = self.write_picture(machine.unwrap_or("system"), &svg)?;
            self.client.request("window/showDocument", json!({ "uri": address, "external": true }));
        }
        Ok(json!({ "title": title, "svg": svg }))
    }

    /// Writes a picture into the folder for them. Returns its address.
    fn write_picture(&mut self, name: &str, svg: &str) -> Result<String, Fault> {
        let failed =
            |error: std::io::Error| Fault::refused(format!("the picture cannot be written: {error}"));
        let folder = match self.pictures.take() {
            Some(folder) => folder,
            None => TempDir::with_prefix("flow-pictures-").map_err(failed)?,
        };
        let path = self.pictures.insert(folder).path().join(format!("{name}.svg"));
        fs::write(&path, svg).map_err(failed)?;
        Ok(uri::uri_of(&path.to_string_lossy().replace('\\', "/")))
    }
}
