//! The card provider: a stub that is slow and sometimes down, and that remembers each charge by its key.
//!
//! Its book is a file of its own, since a real bank does not forget what it did when the shop is killed.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use flow::Decimal;
use flow_host::durable::{Call, Trouble};

use crate::payment;

/// How long the bank thinks about a charge.
const DELAY: Duration = Duration::from_millis(150);

/// Every third request fails, although the card was charged.
const DOWN: u32 = 3;

/// The most that it takes from one card.
const LIMIT: Decimal = Decimal::from_parts(100, 0, 0, false, 0);

/// The bank, as the shop reaches it.
pub struct Bank {
    /// The path of the book; whoever writes it has the lock.
    book: Mutex<PathBuf>,
    requests: AtomicU32,
}

impl Bank {
    /// The bank with a book.
    pub fn new(book: PathBuf) -> Self {
        Bank { book: Mutex::new(book), requests: AtomicU32::new(0) }
    }

    /// Charges a card once for each key.
    fn charge(&self, key: &str, amount: Decimal) -> io::Result<()> {
        let path = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        if !charges(&path)?.iter().any(|(charged, _)| charged == key) {
            let mut book = OpenOptions::new().create(true).append(true).open(&*path)?;
            writeln!(book, "{key} {amount}")?;
            book.sync_all()?;
        }
        Ok(())
    }
}

/// The keys and amounts in a bank's book.
///
/// # Errors
/// If it exists and cannot be read.
pub fn charges(book: &Path) -> io::Result<Vec<(String, String)>> {
    let text = match fs::read_to_string(book) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        text => text?,
    };
    Ok(text
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(key, amount)| (key.into(), amount.into()))
        .collect())
}

impl payment::AsyncBindings for Bank {
    type Error = String;

    async fn charge_the_card_with_amount(
        &self,
        _: &payment::Context,
        amount: Decimal,
        call: &Call,
    ) -> Result<String, Trouble<String>> {
        println!("  bank: {} euros, attempt {}", amount, call.attempt);
        tokio::time::sleep(DELAY).await;
        if amount > LIMIT {
            return Err(Trouble::Refused("over the limit of the card".to_owned()));
        }
        // The charge is made, and only then the connection breaks: the shop cannot know.
        self.charge(&call.key, amount).map_err(|error| Trouble::Later(error.to_string()))?;
        if (self.requests.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(DOWN) {
            return Err(Trouble::Later("the connection broke".to_owned()));
        }
        Ok(call.key.clone())
    }

    async fn give_back_transaction(
        &self,
        _: &payment::Context,
        transaction: &str,
        _: &Call,
    ) -> Result<(), Trouble<String>> {
        println!("  bank: gives back {transaction}");
        Ok(())
    }
}
