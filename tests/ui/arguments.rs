// Every mistake in the macro's arguments is reported, at its place.

flow::flow!();
flow::flow!(serde);
flow::flow!("flows/loose_ends.flow", serd);
flow::flow!("flows/loose_ends.flow", number = f46, allow(never_sett, syntax), 12);

fn main() {}
