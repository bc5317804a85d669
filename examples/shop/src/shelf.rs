//! The shelves: a table of the shop's own, in the database of the host.
//!
//! What the phrases of `@stock` write is committed with the step of their machine, or not at all.

use flow_host::{Step, StepError};

use crate::stock;

/// The shelf of one step.
pub struct Shelf(pub Step);

impl Shelf {
    /// Makes the table, with an initial number of pieces for each product.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn fill(step: &Step, products: &[(&str, i64)]) -> Result<(), StepError> {
        step.execute("CREATE TABLE IF NOT EXISTS shelf (sku TEXT PRIMARY KEY, pieces INTEGER NOT NULL)", ())?;
        for product in products {
            step.execute("INSERT INTO shelf VALUES (?1, ?2) ON CONFLICT DO NOTHING", *product)?;
        }
        Ok(())
    }

    /// How many pieces of a product there are.
    fn pieces(&self, sku: &str) -> Result<i64, StepError> {
        let rows = self.0.query("SELECT pieces FROM shelf WHERE sku = ?1", [sku], |row| row.get(0))?;
        Ok(rows.first().copied().unwrap_or(0))
    }
}

impl stock::Bindings for Shelf {
    type Error = StepError;

    fn item_is_on_the_shelf(&self, stock: &stock::Context) -> Result<bool, StepError> {
        Ok(self.pieces(&stock.sku)? > 0)
    }

    fn take_an_item_from_the_shelf(&mut self, stock: &stock::Context) -> Result<(), StepError> {
        self.0.execute("UPDATE shelf SET pieces = pieces - 1 WHERE sku = ?1", [&stock.sku]).map(drop)
    }
}
