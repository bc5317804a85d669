//! Two calls in one module: one error, and no further ones for code that uses the second.

flow::flow!("flows/lamp.flow");
flow::flow!("flows/door.flow");

mod apart {
    flow::flow!("flows/door.flow");
}

fn main() {
    println!("{:?} {:?} {:?}", lamp::State::ALL, door::State::ALL, apart::door::State::ALL);
}
