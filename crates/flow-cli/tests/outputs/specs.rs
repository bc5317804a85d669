//! Specifications that several tests use.

/// One machine with two stories.
pub(crate) const LOAN: &str = "machine: @loan
  scenario: borrow a book
    given:
      $days: number is 14
    on> :borrow from @reader
      ? reader is trusted
      ? $days <= 30
        emit :reserve to @shelf with days: $days
        loan moves to #waiting
      otherwise
        emit :refused to @reader with reason: \"too long\"
    on :reserved from @shelf
      send letter
      loan moves to #active
    on :missing from @shelf
      emit :sorry to @reader
      loan moves to #closed
    expect:
      = loan is in #active
  scenario: bring it back
    given:
      loan is in #active
    on> :return from @reader
      loan moves to #closed
    expect:
      = loan is in #closed
      = book is clean
";

/// A test file for it.
pub(crate) const LOAN_TESTS: &str = "test: @loan
  for scenario: borrow a book
    for :borrow:
      too long a loan:
        with scenario:
          $days is 60
        = @reader received :refused
      nobody is trusted:
        assume:
          ? reader is trusted = false
        = loan is in #waiting
    the whole of it:
      = loan is in #active
";

/// A system of two machines.
pub(crate) const LIBRARY: &str = "system: city library

machine: @loan
  scenario: borrow a book
    on> :borrow from @reader
      emit :reserve to @shelf
      loan moves to #waiting
    on :reserved from @shelf
      loan moves to #active
    expect:
      = loan is in #active

machine: @shelf
  scenario: keep books
    on :reserve from @loan
      emit :reserved to @loan
";

/// A specification with an error.
pub(crate) const BROKEN: &str = "machine: @loan
  scenario: borrow
    on> :borrow from @reader
      ? loan is in #payed
        loan moves to #active
";
