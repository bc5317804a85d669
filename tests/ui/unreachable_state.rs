// A state that nothing enters: the build fails, at the line of the specification, and what uses the machine has no
// errors of its own.

flow::flow!("flows/unreachable.flow");

fn main() {
    let order = order::Order::new(order::Context::default());
    assert_eq!(order.state(), order::State::Idle);
}
