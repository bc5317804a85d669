//! Mails to the customer, which are sent after the commit: nobody gets a mail about something that did not happen.

use flow_host::durable::{Call, Trouble};

use crate::customer::{self, ParcelOnItsWay, PaymentDeclined, Sorry};

/// Prints mails.
pub struct Mailer;

impl customer::Actor for Mailer {
    type Error = String;

    async fn parcel_on_its_way(&self, mail: &ParcelOnItsWay, _: &Call) -> Result<(), Trouble<String>> {
        println!("  mail: your {} is on its way", mail.sku);
        Ok(())
    }

    async fn payment_declined(&self, mail: &PaymentDeclined, _: &Call) -> Result<(), Trouble<String>> {
        println!("  mail: your payment was declined: {}", mail.reason);
        Ok(())
    }

    async fn sorry(&self, mail: &Sorry, _: &Call) -> Result<(), Trouble<String>> {
        println!("  mail: sorry, the {} is sold out, you get your money back", mail.sku);
        Ok(())
    }
}
