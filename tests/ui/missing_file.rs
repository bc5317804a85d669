// A file that is not there: where it was looked for, and what may have been meant.

flow::flow!("flows/unreachabel.flow");

fn main() {}
