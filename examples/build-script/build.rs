//! Compiles the specification into `OUT_DIR`.

fn main() -> Result<(), flow_build::Error> {
    // The two loose ends of this specification are kept as its author wrote them: see `examples/ecommerce`.
    let build = flow_build::Build::new().file("flows/checkout.flow").tests();
    build.allow("unhandled-event").allow("never-set").compile()
}
