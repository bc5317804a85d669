//! The history of an order as a lane diagram.

use flow_diagram::trace::Act;
use flow_host::{Party, PastEvent};

/// The messages of a conversation between its machines and actors, with the states that they led to.
pub fn draw(history: &[PastEvent]) -> flow_diagram::Trace {
    let mut picture = flow_diagram::Trace::new();
    for past in history {
        let at = lane(&past.instance);
        if let (Some(event), Some(sender)) = (&past.event, &past.sender) {
            picture.message(&lane(sender), &at, format!(":{event}"));
        }
        for state in &past.passed {
            picture.act(&at, Act::Change(format!("#{state}")));
        }
        // What goes to an instance of this conversation is drawn where it arrives.
        let leaves = |party: &Party| !history.iter().any(|other| other.instance == *party);
        for (name, to) in past.sent.iter().filter(|(_, to)| leaves(to)) {
            picture.message(&at, &lane(to), format!(":{name}"));
        }
    }
    picture
}

/// The name of a lane. Machines with one instance in an order need no id.
fn lane(party: &Party) -> String {
    if party.name == "stock" { format!("@{} {}", party.name, party.id) } else { format!("@{}", party.name) }
}
