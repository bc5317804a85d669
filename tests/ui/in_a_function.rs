//! A call in a function: one error, and no further ones for code that uses it.

fn main() {
    flow::flow!("flows/door.flow", allow(never_set));
    println!("{:?}", door::State::ALL);
}
