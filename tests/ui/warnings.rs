// What a specification is warned of reaches the user as warnings of the compiler.

#![deny(deprecated)]

flow::flow!("flows/loose_ends.flow");

fn main() {}
