//! The cases of the slicer and of the regions, by name.
//!
//! Each of them is needed: a test leaves out one after the other, and compares the result with an enumerator that has neither slice nor
//! regions. In programs every case applies.

/// A case of the slicer (`slice`) or of the regions (`regions`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// Slicer: a key is relevant, and the fields that carry it.
    Key,
    /// Slicer: a rule reads a variable.
    Rule,
    /// Slicer: a comparison reads its operands.
    Comparison,
    /// Slicer: `contains` reads the list and the item.
    Containment,
    /// Slicer: `is empty` reads a value.
    Emptiness,
    /// Slicer: a guard reads a flag.
    Flag,
    /// Slicer: a loop reads its list.
    Loop,
    /// Slicer: an emit to a reference reads it.
    Receiver,
    /// Slicer: a timer reads its length.
    Length,
    /// Slicer: an operation that can fail reads its operands.
    Failure,
    /// Slicer: `becomes` reads the new value.
    Assignment,
    /// Slicer: `increases by` reads the amount.
    Increase,
    /// Slicer: `decreases by` reads the amount.
    Decrease,
    /// Slicer: `adds` reads the item.
    Addition,
    /// Slicer: `removes` reads the item.
    Removal,
    /// Slicer: a relevant field has the value of the emit.
    Payload,
    /// Slicer: a relevant field has the value of the timer.
    TimerPayload,
    /// Slicer: a handler for any sender reads the fields of each sender.
    AnySender,
    /// Slicer: an expression reads a variable.
    ReadVariable,
    /// Slicer: an expression reads a field of the payload.
    ReadPayload,
    /// Slicer: an update that can fail stays.
    FailingUpdate,
    /// Slicer: a field of an emit that can fail stays.
    FailingPayload,
    /// Slicer: a field of a timer that can fail stays.
    FailingTimerPayload,
    /// Slicer: an argument that can fail stays.
    FailingArgument,
    /// Slicer: a reason that can fail stays.
    FailingReason,
    /// Slicer: the end of a timer that can fail stays.
    FailingTime,
    /// Regions: a condition compares values.
    Compared,
    /// Regions: a rule compares values.
    ComparedByRule,
    /// Regions: keys have values of their own.
    KeyValues,
    /// Regions: an update copies a value.
    Copied,
    /// Regions: a number that changes by an amount is limited.
    Limited,
    /// Regions: the amount of a change belongs to the group.
    Amount,
    /// Regions: what a phrase answers belongs to the group.
    Answered,
    /// Regions: an emit copies a value.
    Sent,
    /// Regions: a timer copies a value.
    SentLater,
    /// Regions: a handler for any sender compares the fields of each sender.
    AnySenderValues,
    /// Regions: an item of a loop is one of the list.
    Item,
    /// Regions: a length of time is compared with zero.
    LengthAndZero,
    /// Regions: a divisor is compared with zero.
    DivisorAndZero,
    /// Regions: lists are longer than the counts of conditions.
    Count,
    /// Regions: a field of an object is compared.
    Field,
    /// Regions: a key that is a choice has more than one text.
    ChoiceKey,
}

impl Case {
    /// All of them.
    #[cfg(test)]
    pub(crate) const ALL: [Case; 42] = [
        Case::Key,
        Case::Rule,
        Case::Comparison,
        Case::Containment,
        Case::Emptiness,
        Case::Flag,
        Case::Loop,
        Case::Receiver,
        Case::Length,
        Case::Failure,
        Case::Assignment,
        Case::Increase,
        Case::Decrease,
        Case::Addition,
        Case::Removal,
        Case::Payload,
        Case::TimerPayload,
        Case::AnySender,
        Case::ReadVariable,
        Case::ReadPayload,
        Case::FailingUpdate,
        Case::FailingPayload,
        Case::FailingTimerPayload,
        Case::FailingArgument,
        Case::FailingReason,
        Case::FailingTime,
        Case::Compared,
        Case::ComparedByRule,
        Case::KeyValues,
        Case::Copied,
        Case::Limited,
        Case::Amount,
        Case::Answered,
        Case::Sent,
        Case::SentLater,
        Case::AnySenderValues,
        Case::Item,
        Case::LengthAndZero,
        Case::DivisorAndZero,
        Case::Count,
        Case::Field,
        Case::ChoiceKey,
    ];

    /// Whether it applies: always, except in tests.
    pub(crate) fn applies(self) -> bool {
        #[cfg(test)]
        if OMITTED.get() == Some(self) {
            return false;
        }
        true
    }
}

#[cfg(test)]
std::thread_local! {
    /// A case that does not apply.
    pub(crate) static OMITTED: std::cell::Cell<Option<Case>> = const { std::cell::Cell::new(None) };
}
