//! Paths that are no text yet: one error each. Paths that `concat!` and `env!` make are read.

const PATH: &str = "flows/door.flow";

mod constant {
    flow::flow!(PATH);
}

mod other_macro {
    flow::flow!(stringify!(flows / door.flow));
}

mod joined {
    flow::flow!(concat!(env!("CARGO_MANIFEST_DIR"), "/flows/", "door", ".flow"));
}

fn main() {
    println!("{PATH} {:?}", joined::door::State::ALL);
}
