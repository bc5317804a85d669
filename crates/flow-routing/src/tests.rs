//! Situations of conversations, on a directory of plain lists.

extern crate std;

use std::vec;
use std::vec::Vec;

use super::{Directory, Origin, Receiver, find_partner, resolve_receiver, visit_all_receivers};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Machine {
    Order,
    Payment,
    Parcel,
}
use Machine::{Order, Parcel, Payment};

struct Instance {
    machine: Machine,
    conversation: usize,
    maker: Option<usize>,
    has_ended: bool,
}

/// Instances by their number, oldest first.
#[derive(Default)]
struct Instances(Vec<Instance>);

impl Instances {
    fn make(&mut self, machine: Machine, conversation: usize, maker: Option<usize>) -> usize {
        self.0.push(Instance { machine, conversation, maker, has_ended: false });
        self.0.len() - 1
    }

    fn end(&mut self, instance: usize) {
        self.0[instance].has_ended = true;
    }

    fn newest_before(&self, end: usize, conversation: usize, machine: Machine) -> Option<usize> {
        let is_meant = |other: &Instance| other.conversation == conversation && other.machine == machine;
        self.0[..end].iter().rposition(is_meant)
    }

    fn receiver(&self, this: usize, sender: Option<usize>, machine: Machine) -> Receiver<usize> {
        let conversation = Some(self.0[this].conversation);
        resolve_receiver(self, Origin { this, sender, conversation }, machine)
    }
}

impl Directory for Instances {
    type Machine = Machine;
    type Instance = usize;
    type Conversation = usize;

    fn machine(&self, instance: usize) -> Machine {
        self.0[instance].machine
    }

    fn maker(&self, instance: usize) -> Option<usize> {
        self.0[instance].maker
    }

    fn has_ended(&self, instance: usize) -> bool {
        self.0[instance].has_ended
    }

    fn newest(&self, conversation: usize, machine: Machine) -> Option<usize> {
        self.newest_before(self.0.len(), conversation, machine)
    }

    fn next_older(&self, instance: usize) -> Option<usize> {
        let Instance { conversation, machine, .. } = self.0[instance];
        self.newest_before(instance, conversation, machine)
    }
}

#[test]
fn the_first_emit_makes_an_instance_and_the_next_reaches_it() {
    let mut all = Instances::default();
    let order = all.make(Order, 0, None);
    assert_eq!(all.receiver(order, None, Payment), Receiver::New);
    let payment = all.make(Payment, 0, Some(order));
    assert_eq!(all.receiver(order, None, Payment), Receiver::Existing(payment));
    assert_eq!(all.receiver(payment, Some(order), Order), Receiver::Existing(order));
}

#[test]
fn an_answer_goes_to_the_instance_that_asked() {
    let mut all = Instances::default();
    let order = all.make(Order, 0, None);
    let first = all.make(Parcel, 0, Some(order));
    let _second = all.make(Parcel, 0, Some(order));
    assert_eq!(all.receiver(order, Some(first), Parcel), Receiver::Existing(first));
}

#[test]
fn a_machine_that_emits_to_itself_does_not_answer_itself() {
    let mut all = Instances::default();
    let order = all.make(Order, 0, None);
    assert_eq!(all.receiver(order, Some(order), Order), Receiver::New);
}

#[test]
fn what_was_made_reaches_its_maker_even_after_that_ended() {
    let mut all = Instances::default();
    let order = all.make(Order, 0, None);
    let payment = all.make(Payment, 0, Some(order));
    let parcel = all.make(Parcel, 0, Some(payment));
    let _newer = all.make(Order, 0, Some(parcel));
    all.end(order);
    assert_eq!(all.receiver(parcel, None, Order), Receiver::Existing(order));
}

#[test]
fn other_conversations_are_not_reached() {
    let mut all = Instances::default();
    let order = all.make(Order, 0, None);
    let other = all.make(Order, 1, None);
    all.make(Payment, 1, Some(other));
    assert_eq!(all.receiver(order, None, Payment), Receiver::New);
}

#[test]
fn an_ended_instance_is_replaced() {
    let mut all = Instances::default();
    let order = all.make(Order, 0, None);
    let payment = all.make(Payment, 0, Some(order));
    all.end(payment);
    assert_eq!(all.receiver(order, None, Payment), Receiver::New);
}

#[test]
fn own_instances_come_before_newer_ones_of_others() {
    let mut all = Instances::default();
    let order = all.make(Order, 0, None);
    let own = all.make(Parcel, 0, Some(order));
    let payment = all.make(Payment, 0, Some(order));
    let newest = all.make(Parcel, 0, Some(payment));
    assert_eq!(all.receiver(order, None, Parcel), Receiver::Existing(own));
    let stranger = all.make(Order, 0, None);
    assert_eq!(all.receiver(stranger, None, Parcel), Receiver::Existing(newest));
}

#[test]
fn an_instance_whose_own_ones_ended_makes_another() {
    let mut all = Instances::default();
    let order = all.make(Order, 0, None);
    let own = all.make(Parcel, 0, Some(order));
    let payment = all.make(Payment, 0, Some(order));
    all.make(Parcel, 0, Some(payment));
    all.end(own);
    assert_eq!(all.receiver(order, None, Parcel), Receiver::New);
}

#[test]
fn without_a_conversation_only_the_sender_and_makers_are_reached() {
    let mut all = Instances::default();
    let shared = all.make(Payment, usize::MAX, None);
    let order = all.make(Order, 0, None);
    let origin = |sender| Origin { this: shared, sender, conversation: None };
    assert_eq!(resolve_receiver(&all, origin(Some(order)), Order), Receiver::Existing(order));
    assert_eq!(resolve_receiver(&all, origin(None), Order), Receiver::Nobody);
    assert_eq!(find_partner(&all, origin(None), Order), None);
}

#[test]
fn all_are_the_own_ones_that_did_not_end_if_there_are_own_ones() {
    let mut all = Instances::default();
    let order = all.make(Order, 0, None);
    let parcels: Vec<_> = (0..3).map(|_| all.make(Parcel, 0, Some(order))).collect();
    let other = all.make(Payment, 0, Some(order));
    let strange = all.make(Parcel, 0, Some(other));
    all.end(parcels[1]);
    let receivers = |this| {
        let mut found = Vec::new();
        visit_all_receivers(&all, this, all.newest(0, Parcel), |instance| found.push(instance));
        found
    };
    assert_eq!(receivers(order), vec![parcels[2], parcels[0]]);
    let stranger = usize::MAX - 1;
    assert_eq!(receivers(stranger), vec![strange, parcels[2], parcels[0]]);
}
