//! The owners of conversations: a conversation belongs to the principal that began it with a call.

use super::{Store, sql};
use crate::error::Fault;
use crate::principal::Principal;

impl Store {
    /// Stores the owner of a conversation that begins in this step.
    pub(crate) fn add_owner(&self, conversation: i64, owner: &Principal) -> Result<(), Fault> {
        let insert =
            sql!("INSERT OR IGNORE INTO flow_owner (conversation, actor, subject) VALUES (?1, ?2, ?3)");
        self.execute(insert, (conversation, &owner.actor, &owner.subject)).map(drop)
    }

    /// Whether a conversation belongs to a principal.
    pub(crate) fn belongs_to(&self, conversation: i64, owner: &Principal) -> Result<bool, Fault> {
        let select = sql!("SELECT 1 FROM flow_owner WHERE conversation = ?1 AND actor = ?2 AND subject = ?3");
        let found = self.find(select, (conversation, &owner.actor, &owner.subject), |_| Ok(()))?;
        Ok(found.is_some())
    }
}
