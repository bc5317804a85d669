//! Expected outputs as files in `tests/goldens`. With `FLOW_BLESS` set they are rewritten.

use std::path::Path;

/// Compares a text with the golden of that name.
///
/// # Panics
/// If they differ, or if there is no golden.
#[track_caller]
pub(crate) fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens").join(name);
    if std::env::var_os("FLOW_BLESS").is_some() {
        let folder = path.parent().expect("a golden lies in a folder");
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, text))
            .expect("goldens can be written");
        return;
    }
    let expected =
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(expected == text, "{name} differs from its golden\n--- expected\n{expected}\n--- drawn\n{text}");
}
