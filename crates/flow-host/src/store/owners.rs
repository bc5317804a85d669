//! The owners of conversations: a conversation belongs to the principal that began it with a call.

use super::{Store, sql};
use crate::error::Fault;
use crate::principal::Principal;

impl Store {
    /// A conversation begins with an instance that was added in this step, and belongs to whoever called, if that is a principal.
    pub(crate) fn begin_conversation(&self, n: i64, owner: Option<&Principal>) -> Result<(), Fault> {
        let Some(owner) = owner else {
            let update = sql!("UPDATE flow_instance SET conversation = n WHERE n = ?1");
            return self.execute(update, [n]).map(drop);
        };
        let insert =
            sql!("INSERT OR IGNORE INTO flow_owner (conversation, actor, subject) VALUES (?1, ?2, ?3)");
        self.execute(insert, (n, &owner.actor, &owner.subject))?;
        let update = sql!(
            "UPDATE flow_instance SET conversation = n, owner = (SELECT conversation FROM flow_owner
                 WHERE actor = ?2 AND subject = ?3 ORDER BY conversation LIMIT 1) WHERE n = ?1"
        );
        self.execute(update, (n, &owner.actor, &owner.subject)).map(drop)
    }

    /// The number of a principal among the owners: the first conversation that it began.
    pub(crate) fn owner_number(&self, owner: &Principal) -> Result<Option<i64>, Fault> {
        let select = sql!(
            "SELECT conversation FROM flow_owner WHERE actor = ?1 AND subject = ?2 ORDER BY conversation LIMIT 1"
        );
        self.find(select, (&owner.actor, &owner.subject), |row| row.get(0))
    }

    /// Whether a conversation belongs to a principal.
    pub(crate) fn belongs_to(&self, conversation: i64, owner: &Principal) -> Result<bool, Fault> {
        let select = sql!("SELECT 1 FROM flow_owner WHERE conversation = ?1 AND actor = ?2 AND subject = ?3");
        let found = self.find(select, (conversation, &owner.actor, &owner.subject), |_| Ok(()))?;
        Ok(found.is_some())
    }
}
