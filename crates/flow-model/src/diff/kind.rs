//! The registry of all kinds of changes: their names, their impacts, and the reasons.
//!
//! One line each. Names are stable: tools select changes by them.

/// The code or data that a change breaks. A greater one is more severe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impact {
    /// None: the change only adds.
    Harmless,
    /// None by itself, but the machine behaves differently.
    Behaviour,
    /// Whoever sends events, gets messages, or implements the bindings must change something.
    Callers,
    /// Instances that were stored with the old version cannot be loaded as they were.
    Stored,
}

impl Impact {
    /// Every impact, the weightiest first.
    pub const ALL: [Impact; 4] = [Impact::Stored, Impact::Callers, Impact::Behaviour, Impact::Harmless];

    /// The name that tools know it by.
    pub fn as_str(self) -> &'static str {
        match self {
            Impact::Harmless => "harmless",
            Impact::Behaviour => "behaviour",
            Impact::Callers => "callers",
            Impact::Stored => "stored",
        }
    }

    /// Whether something that worked with the old version does not work with the new one.
    pub fn breaks(self) -> bool {
        self >= Impact::Callers
    }
}

macro_rules! kinds {
    ($($variant:ident $text:literal $impact:ident $why:literal;)*) => {
        /// What a change is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind { $(#[doc = $why] $variant,)* }

        impl Kind {
            /// Every kind, in the order of the registry.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant,)*];

            /// The name that tools know it by: kebab-case, stable.
            pub fn as_str(self) -> &'static str {
                match self { $(Kind::$variant => $text,)* }
            }

            /// Its impact, unless a change overrides it.
            pub fn impact(self) -> Impact {
                match self { $(Kind::$variant => Impact::$impact,)* }
            }

            /// Its consequence, in one sentence.
            pub fn why(self) -> &'static str {
                match self { $(Kind::$variant => $why,)* }
            }
        }
    };
}

kinds! {
    SystemName "system-name" Harmless "the system is called otherwise";
    RuleAdded "rule-added" Harmless "stories check it too";
    RuleRemoved "rule-removed" Behaviour "nothing checks any more that it holds";
    MachineAdded "machine-added" Harmless "nothing refers to it yet";
    MachineRemoved "machine-removed" Stored "its instances have no machine any more";
    StateAdded "state-added" Harmless "a `match` on the state in Rust needs an arm for it";
    StateRemoved "state-removed" Stored "an instance that was stored in it cannot be loaded";
    InitialState "initial-state" Callers "new instances take other events than before";
    Ends "ends" Behaviour "whether an instance is at its end is answered otherwise";
    Instances "instances" Stored "stored instances have other ids, and events go to others than before";
    VariableAdded "variable-added" Harmless "an instance that was stored without it reads its zero";
    InputAdded "input-added" Callers "whoever creates an instance must provide it; a stored one reads its zero";
    VariableRemoved "variable-removed" Stored "its value is lost when a stored instance is loaded";
    VariableType "variable-type" Stored "a stored value of the old type cannot be loaded";
    VariableOrigin "variable-origin" Behaviour "its value comes from somewhere else";
    InstanceId "instance-id" Callers "instances are created in another way";
    EventAdded "event-added" Harmless "nobody sends it yet";
    EventRemoved "event-removed" Callers "whoever sends it is told that there is no such event";
    EventHidden "event-hidden" Callers "the outside may not send it any more";
    EventPublished "event-published" Harmless "the outside may send it now";
    FieldAdded "field-added" Callers "whoever sends the event must give it";
    FieldRemoved "field-removed" Callers "whoever sends the event gives it in vain";
    FieldType "field-type" Callers "whoever sends the event must give another kind of value";
    Accepted "accepted" Harmless "what was rejected is taken";
    Rejected "rejected" Callers "what was taken is rejected";
    Behaviour "behaviour" Behaviour "the same event has another effect";
    PhraseAdded "phrase-added" Callers "the bindings must give it a meaning";
    PhraseRemoved "phrase-removed" Callers "the bindings have a function too many";
    PhraseChanged "phrase-changed" Callers "the function in the bindings has another signature";
    MessageAdded "message-added" Callers "whoever gets it must know it";
    MessageRemoved "message-removed" Callers "whoever waits for it waits in vain";
    MessageFieldAdded "message-field-added" Harmless "whoever gets the message may ignore it";
    MessageFieldRemoved "message-field-removed" Callers "whoever reads it finds nothing";
    MessageFieldType "message-field-type" Callers "whoever reads it finds another kind of value";
}
