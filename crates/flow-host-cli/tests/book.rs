//! The page about operating: its commands have the output that it shows. With `FLOW_BLESS` set, the page is written anew.

use std::error::Error;
use std::path::Path;

use flow_tests::repository;
use flow_tests::session::{Stage, shelf};

#[test]
fn operating() -> Result<(), Box<dyn Error>> {
    let page = repository().join("docs/host/operating.md");
    let text = std::fs::read_to_string(&page)?;
    let programs = Path::new(env!("CARGO_BIN_EXE_flow-host")).parent().map(Path::to_owned);
    let stage = Stage {
        shelf: shelf(&repository()),
        target: repository().join("target/book-packages"),
        programs: programs.into_iter().collect(),
    };
    let played = stage.play("operating", &[&text]);
    end_processes(&stage.shelf.join("operating"));
    let played = played.first().ok_or("the page is played")?;
    let mut failures = played.failures.clone();
    if std::env::var_os("FLOW_BLESS").is_some() {
        failures.retain(|failure| !failure.contains(" prints\n"));
        std::fs::write(&page, &played.text)?;
    }
    assert!(failures.is_empty(), "{}:{}", page.display(), failures.join("\n"));
    Ok(())
}

/// Ends what the page has begun, if it was not played to its end.
fn end_processes(folder: &Path) {
    for name in ["host.pid", "bindings.pid"] {
        if let Ok(pid) = std::fs::read_to_string(folder.join(name)) {
            // It may have ended, as it should.
            drop(std::process::Command::new("kill").arg(pid.trim()).output());
        }
    }
}
