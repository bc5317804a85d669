//! SVG pictures as PNG, by `resvg`; only with the feature `png`.
//!
//! A PNG has no light and dark scheme: it is drawn in light colours. The caller passes fonts, since this crate reads no files; the
//! first one is used for all text, so it should be one of fixed width.

use std::fmt;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

/// Why an SVG did not become a PNG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PngError {
    /// None of the fonts can be read; without one the picture would have no text.
    NoFont,
    /// The picture cannot be read.
    Svg(String),
    /// It is too large to be painted, or empty.
    Size,
    /// It could not be encoded.
    Encoding(String),
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PngError::NoFont => f.write_str("no font to draw the text with"),
            PngError::Svg(reason) => write!(f, "the picture cannot be read: {reason}"),
            PngError::Size => f.write_str("the picture is too large to be painted"),
            PngError::Encoding(reason) => write!(f, "the picture cannot be encoded: {reason}"),
        }
    }
}

impl std::error::Error for PngError {}

/// Renders an SVG of this crate, with `scale` pixels for each of its units.
///
/// # Errors
/// If no font can be read, or the picture cannot be read, painted or encoded.
pub fn png(svg: &str, fonts: impl IntoIterator<Item = Vec<u8>>, scale: f32) -> Result<Vec<u8>, PngError> {
    let options = Options { fontdb: Arc::new(load_fonts(fonts)?), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| PngError::Svg(error.to_string()))?;
    let size = tree.size().to_int_size().scale_by(scale).ok_or(PngError::Size)?;
    let mut pixmap = Pixmap::new(size.width(), size.height()).ok_or(PngError::Size)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| PngError::Encoding(error.to_string()))
}

/// The fonts, the first one as what `monospace` means.
fn load_fonts(fonts: impl IntoIterator<Item = Vec<u8>>) -> Result<fontdb::Database, PngError> {
    let mut database = fontdb::Database::new();
    fonts.into_iter().for_each(|font| database.load_font_data(font));
    let face = database.faces().next().ok_or(PngError::NoFont)?;
    let family = face.families.first().map(|(name, _)| name.clone()).ok_or(PngError::NoFont)?;
    database.set_monospace_family(family);
    Ok(database)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Graph;

    #[test]
    fn without_a_font_there_is_no_picture() {
        let svg = Graph::new("@nothing").svg(crate::SvgOptions::default());
        assert_eq!(png(&svg, [], 1.0), Err(PngError::NoFont));
        assert_eq!(png(&svg, [b"no font".to_vec()], 1.0), Err(PngError::NoFont));
    }
}
