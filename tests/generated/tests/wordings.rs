//! Each call is recorded, and fails, in its own words.

use flow::Decimal;
use flow_tests_generated::wordings::refund::{Bindings, Context, event};
use flow_tests_generated::wordings::system::System;

/// A customer with this number of coupons, and refunds that may fail.
struct Office {
    coupons: u32,
    refunds: Result<(), &'static str>,
}

impl Bindings for Office {
    type Error = &'static str;

    fn full_refund(&mut self, _: &Context, _: Decimal) -> Result<(), &'static str> {
        self.refunds
    }

    fn partial_refund(&mut self, _: &Context, _: Decimal) -> Result<(), &'static str> {
        self.refunds
    }

    fn note_down(&mut self, _: &Context, _: &str) -> Result<(), &'static str> {
        Ok(())
    }

    fn customer_has_coupons(&self, _: &Context, number: Decimal) -> bool {
        number == Decimal::from(self.coupons)
    }
}

/// What a refund after 40 days records.
fn record(office: Office) -> String {
    let mut system = System::new(office);
    system.record();
    let refund = system.create_refund(Context { days: 40 });
    let result = system.ask(refund, event::Ask {});
    let failed = result.err().map(|error| format!("{error}\n")).unwrap_or_default();
    failed + &system.take_trace().to_string()
}

#[test]
fn a_call_is_recorded_in_its_own_words() {
    let record = |coupons| record(Office { coupons, refunds: Ok(()) });
    assert_eq!(
        record(4),
        "@customer → @refund-1: :ask, #idle → #done (customer has 3 coupons: no, \
         customer has 4 coupons: yes, partial refund (75%), note \"a  b\" down)\n"
    );
    assert_eq!(
        record(0),
        "@customer → @refund-1: :ask, #idle → #done (customer has 3 coupons: no, \
         customer has 4 coupons: no, partial refund (50%), note \"a  b\" down)\n"
    );
}

#[test]
fn a_failure_names_its_call() {
    let record = record(Office { coupons: 0, refunds: Err("no money") });
    let error = "refund-1: :ask from @customer: 'partial refund (50%)' failed\n";
    assert!(record.starts_with(error), "{record}");
}
