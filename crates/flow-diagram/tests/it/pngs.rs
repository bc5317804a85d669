//! Pictures as PNG, with a font of this machine.

use flow_diagram::{Lanes, SvgOptions, Trace, png};

use crate::notation::graph;

const FONTS: [&str; 2] = [
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf",
];

#[test]
fn a_picture_is_painted_with_its_text() {
    let Some(font) = FONTS.iter().find_map(|path| std::fs::read(path).ok()) else {
        println!("skipped: none of these fonts is here: {}", FONTS.join(", "));
        return;
    };
    let paint = |svg: &str| png(svg, [font.clone()], 2.0).expect("the picture can be painted");
    let one = paint(&graph("@light", "red -> green :go").svg(SvgOptions::default()));
    let other = paint(&graph("@light", "red -> green :xx").svg(SvgOptions::default()));
    assert!(one.starts_with(b"\x89PNG"));
    assert!(one != other, "texts show");
    let width = u32::from_be_bytes(one[16..20].try_into().expect("four bytes"));
    assert_eq!(width % 2, 0, "two pixels a unit");
    let mut trace = Trace::new();
    trace.message("@customer", "@order", ":checkout");
    assert!(paint(&trace.svg(Lanes::Plain, SvgOptions::default())).starts_with(b"\x89PNG"));
    if let Some(folder) = std::env::var_os("FLOW_SHOTS") {
        std::fs::write(std::path::Path::new(&folder).join("light.png"), &one).expect("the folder is there");
    }
}
