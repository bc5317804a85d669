//! Limits the sizes of the texts that a handler writes, sends and asks: one text must not fill the memory or the disk.
//!
//! The check is before the rows of the handler are kept, so that one that makes too much fails like one with a failing phrase.

use flow_durable::Post;

use super::Engine;
use crate::program::{Halt, MachineTable, Ran, Stopped};

impl Engine {
    /// The result of a handler, or its failure if it makes or asks too much.
    pub(super) fn check_sizes(&self, table: &MachineTable, result: Result<Ran, Halt>) -> Result<Ran, Halt> {
        let bounds = &self.options.bounds;
        match result {
            Ok(ran) => {
                let context = bounds.check_size(|| format!("the context of @{}", table.name), &ran.context);
                let posts = || ran.posts.iter().try_for_each(|post| self.check_post(post));
                match context.and_then(|()| posts()) {
                    Ok(()) => Ok(ran),
                    Err(error) => Err(too_large("", error)),
                }
            }
            Err(Halt::Asks(ask)) => {
                let arguments = || "what the phrase is asked with".to_owned();
                match bounds.check_size(arguments, &ask.arguments) {
                    Ok(()) => Err(Halt::Asks(ask)),
                    Err(error) => Err(too_large(table.phrases[ask.phrase].text, error)),
                }
            }
            other => other,
        }
    }

    fn check_post(&self, post: &Post) -> Result<(), String> {
        let (name, payload) = match post {
            Post::Event { event, .. } | Post::Start { event, .. } => (&*event.name, &event.payload),
            Post::Message { name, payload, .. } => (*name, payload),
            Post::Cancel { .. } | Post::CancelTimer => return Ok(()),
        };
        self.options.bounds.check_size(|| format!("the payload of :{name}"), payload)
    }
}

fn too_large(phrase: &str, error: String) -> Halt {
    Halt::Stopped(Stopped::Failed { phrase: phrase.to_owned(), error })
}
