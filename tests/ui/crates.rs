//! An option whose crate is missing: one error, and no further ones for code that uses the machine.

flow::flow!("flows/door.flow", serde);

fn main() {
    println!("{:?}", door::State::ALL);
}
