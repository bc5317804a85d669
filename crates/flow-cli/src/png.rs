//! PNG pictures, rendered from SVG, if the program is built with the feature `png`.

use std::path::Path;

use crate::failure::Failure;

/// Whether this program can paint PNG.
pub(crate) const IS_AVAILABLE: bool = cfg!(feature = "png");

/// The failure of a program that was built without the feature.
pub(crate) fn unavailable() -> Failure {
    Failure::new("this program was built without PNG")
        .help("'--format svg' draws the same picture")
        .help("'cargo install flow-lang-cli --features png' builds a program with PNG")
}

/// Renders a picture with the given font, or with one that the system installs.
///
/// # Errors
/// If there is no font, or the program was built without PNG.
#[cfg(not(feature = "png"))]
pub(crate) fn paint(_svg: &str, _font: Option<&Path>) -> Result<Vec<u8>, Failure> {
    Err(unavailable())
}

/// Renders a picture with the given font, or with one that the system installs.
///
/// # Errors
/// If there is no font, or it cannot be read.
#[cfg(feature = "png")]
pub(crate) fn paint(svg: &str, font: Option<&Path>) -> Result<Vec<u8>, Failure> {
    let font = match font {
        Some(file) => std::fs::read(file).map_err(|error| Failure::io("read", file, &error))?,
        None => FONTS.iter().find_map(|file| std::fs::read(file).ok()).ok_or_else(no_font)?,
    };
    flow_diagram::png(svg, [font], SCALE).map_err(|error| {
        Failure::new(format!("the picture cannot be made: {error}"))
            .help("'--format svg' draws it without fonts and pixels")
    })
}

#[cfg(feature = "png")]
fn no_font() -> Failure {
    Failure::new("there is no font to write with in a PNG")
        .help("name one of fixed width: '--font DejaVuSansMono.ttf'")
        .help("or draw it as SVG: '--format svg'")
}

/// Pixels for each unit of the SVG: twice as many, since screens with a high density would blur small text otherwise.
#[cfg(feature = "png")]
const SCALE: f32 = 2.0;

/// Fonts of fixed width, where common systems install them.
#[cfg(feature = "png")]
const FONTS: [&str; 12] = [
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
    "/usr/share/fonts/dejavu-sans-mono-fonts/DejaVuSansMono.ttf",
    "/usr/share/fonts/TTF/DejaVuSansMono.ttf",
    "/usr/share/fonts/dejavu/DejaVuSansMono.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf",
    "/usr/share/fonts/liberation-mono/LiberationMono-Regular.ttf",
    "/usr/share/fonts/liberation/LiberationMono-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSansMono-Regular.ttf",
    "/usr/share/fonts/noto/NotoSansMono-Regular.ttf",
    "/System/Library/Fonts/Menlo.ttc",
    "C:\\Windows\\Fonts\\consola.ttf",
    "C:\\Windows\\Fonts\\cour.ttf",
];
