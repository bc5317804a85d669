// Every mistake of a specification is reported in one run.

flow::flow!("flows/mistakes.flow");

fn main() {}
