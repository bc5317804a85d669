//! Generated descriptions of machines and objects, with which tests drive them: [`machine!`](crate::machine) and
//! [`object!`](crate::object).
//!
//! Both are used in the module `stories` of a machine, and find the machine's own types in the module around it.

/// Lets tests drive a compiled machine.
#[doc(hidden)]
#[macro_export]
macro_rules! machine {
    (
        machine $machine:ident = $name:literal, $restore:ident($($id:ident)?);
        context { $($variable:ident),* }
        events { $($event_at:literal: $event:ident { $($field:ident),* })* }
        emits { $($emit:ident $(($sent:ident $(, $timed:ident)?))? => $what:ident($($target:expr),*) { $($carried:ident),* })* }
        $(guards { $($guard_at:literal: $guard:ident($($guard_arg:ident: $guard_ty:ty),*))* })?
        $(fallible_guards { $($try_at:literal: $try:ident($($try_arg:ident: $try_ty:ty),*))* })?
        actions { $($action_at:literal: $action:ident($($action_arg:ident: $action_ty:ty),*))* }
        $(answers {
            $($answer_at:literal: $answer:ident($($answer_arg:ident: $answer_arg_ty:ty),*) -> $answer_ty:ty;)*
        })?
        $(uuid $uuid:ident)?
        $(now $now:ident)?
    ) => {
        /// The machine as tests drive it.
        #[doc(hidden)]
        pub struct Driver;

        impl $crate::Compiled for Driver {
            fn name(&self) -> &'static str {
                $name
            }

            fn run(
                &self,
                before: &$crate::Snapshot,
                event: usize,
                payload: &[$crate::Value],
                answers: &mut dyn $crate::Answers,
            ) -> $crate::Outcome {
                run(before, event, payload, &mut $crate::Scripted::new(answers))
            }
        }

        /// Lets an instance take an event.
        #[doc(hidden)]
        pub fn run<B: super::Bindings<Error = $crate::std::string::String>>(
            before: &$crate::Snapshot,
            event: usize,
            payload: &[$crate::Value],
            bindings: &mut B,
        ) -> $crate::Outcome {
            let (state, context) = (super::State::ALL[before.state], context(&before.context));
            let mut machine = super::$machine::$restore($(before.$id.clone(),)? state, context);
            let event = event_of(event, payload);
            let accepts = machine.accepts(event.kind());
            let mut emits = $crate::Around::new(before);
            let result = machine.handle(event, bindings, &mut emits);
            let result = $crate::outcome(result, super::State::ALL, event_back);
            let after = $crate::Snapshot {
                state: super::State::ALL.iter().position(|state| *state == machine.state()).unwrap_or_default(),
                id: before.id.clone(),
                context: $crate::std::vec![$($crate::value(&machine.context().$variable)),*],
                around: $crate::Surroundings::default(),
            };
            $crate::Outcome { after, result, emits: emits.into_emits().into_iter().map(sent).collect(), accepts }
        }

        /// A context of these values.
        #[doc(hidden)]
        pub fn context(values: &[$crate::Value]) -> super::Context {
            let mut values = values.iter();
            let context = super::Context { $($variable: $crate::next(&mut values)),* };
            let _ = values.next();
            context
        }

        fn event_of(event: usize, payload: &[$crate::Value]) -> super::Event {
            let mut values = payload.iter();
            let _ = &mut values;
            match event {
                $($event_at => super::Event::$event(super::event::$event { $($field: $crate::next(&mut values)),* }),)*
                _ => ::core::panic!("the machine has no event {event}"),
            }
        }

        fn event_back(event: super::Event) -> (usize, $crate::std::vec::Vec<$crate::Value>) {
            match event {
                $(super::Event::$event(event) => {
                    let _ = &event;
                    ($event_at, $crate::std::vec![$($crate::value(&event.$field)),*])
                })*
            }
        }

        fn sent(emit: super::Emit) -> $crate::Sent {
            match emit {
                $(super::Emit::$emit $(($sent $(, $timed)?))? => {
                    $(let _ = &$sent;)?
                    $crate::sent!($what($($target),*) $($sent $(, $timed)?)? { $($carried),* })
                })*
            }
        }

        impl super::Bindings for $crate::Scripted<'_> {
            type Error = $crate::std::string::String;
            $($(fn $guard(&self, _: &super::Context, $($guard_arg: $guard_ty),*) -> bool {
                self.ask($guard_at, $crate::std::vec![$($crate::value(&$guard_arg)),*])
            })*)?
            $($(fn $try(
                &self, _: &super::Context, $($try_arg: $try_ty),*
            ) -> ::core::result::Result<bool, Self::Error> {
                ::core::result::Result::Ok(self.ask($try_at, $crate::std::vec![$($crate::value(&$try_arg)),*]))
            })*)?
            $(fn $action(
                &mut self, _: &super::Context, $($action_arg: $action_ty),*
            ) -> ::core::result::Result<(), Self::Error> {
                self.act($action_at, $crate::std::vec![$($crate::value(&$action_arg)),*])
            })*
            $($(fn $answer(
                &mut self, _: &super::Context, $($answer_arg: $answer_arg_ty),*
            ) -> ::core::result::Result<$answer_ty, Self::Error> {
                self.fetch($answer_at, $crate::std::vec![$($crate::value(&$answer_arg)),*])
            })*)?
            $(fn $uuid(&mut self) -> $crate::std::string::String {
                self.fresh_id()
            })?
            $(fn $now(&self) -> $crate::Time {
                self.time()
            })?
        }

        impl<W: super::Bindings> super::Bindings for $crate::Observed<'_, W>
        where
            W::Error: ::core::fmt::Debug,
        {
            type Error = $crate::std::string::String;
            $($(fn $guard(&self, context: &super::Context, $($guard_arg: $guard_ty),*) -> bool {
                let args = $crate::std::vec![$($crate::value(&$guard_arg)),*];
                self.asked($guard_at, args, super::Bindings::$guard(&*self.world, context, $($guard_arg),*))
            })*)?
            $($(fn $try(
                &self, context: &super::Context, $($try_arg: $try_ty),*
            ) -> ::core::result::Result<bool, Self::Error> {
                let args = $crate::std::vec![$($crate::value(&$try_arg)),*];
                match super::Bindings::$try(&*self.world, context, $($try_arg),*) {
                    ::core::result::Result::Ok(holds) => ::core::result::Result::Ok(self.asked($try_at, args, holds)),
                    ::core::result::Result::Err(error) => $crate::guard_failed(::core::stringify!($try), &error),
                }
            })*)?
            $(fn $action(
                &mut self, context: &super::Context, $($action_arg: $action_ty),*
            ) -> ::core::result::Result<(), Self::Error> {
                let args = $crate::std::vec![$($crate::value(&$action_arg)),*];
                let done = super::Bindings::$action(&mut *self.world, context, $($action_arg),*);
                self.acted($action_at, args, done.map_err(|error| $crate::std::format!("{error:?}")))
            })*
            $($(fn $answer(
                &mut self, context: &super::Context, $($answer_arg: $answer_arg_ty),*
            ) -> ::core::result::Result<$answer_ty, Self::Error> {
                let args = $crate::std::vec![$($crate::value(&$answer_arg)),*];
                let answer = super::Bindings::$answer(&mut *self.world, context, $($answer_arg),*);
                self.answered($answer_at, args, answer.map_err(|error| $crate::std::format!("{error:?}")))
            })*)?
            $(fn $uuid(&mut self) -> $crate::std::string::String {
                let id = super::Bindings::$uuid(&mut *self.world);
                self.identified(id)
            })?
            $(fn $now(&self) -> $crate::Time {
                self.timed(super::Bindings::$now(&*self.world))
            })?
        }
    };
}

/// One emit in numbers.
#[doc(hidden)]
#[macro_export]
macro_rules! sent {
    (StartTimer($event:expr) $($carried:tt)*) => { $crate::timed!(StartTimer After $event, $($carried)*) };
    (StartTimerEvery($event:expr) $($carried:tt)*) => { $crate::timed!(StartTimer Every $event, $($carried)*) };
    (StartTimerUntil($event:expr) $($carried:tt)*) => { $crate::timed!(StartTimer Until $event, $($carried)*) };
    (StartGroupTimer($($event:expr),*) $($carried:tt)*) => {
        $crate::timed!(StartGroupTimer After ($($event),*), $($carried)*)
    };
    (StartGroupTimerEvery($($event:expr),*) $($carried:tt)*) => {
        $crate::timed!(StartGroupTimer Every ($($event),*), $($carried)*)
    };
    (StartGroupTimerUntil($($event:expr),*) $($carried:tt)*) => {
        $crate::timed!(StartGroupTimer Until ($($event),*), $($carried)*)
    };
    (Schedule($event:expr) $($carried:tt)*) => { $crate::timed!(Schedule After $event, $($carried)*) };
    (ScheduleEvery($event:expr) $($carried:tt)*) => { $crate::timed!(Schedule Every $event, $($carried)*) };
    (ScheduleUntil($event:expr) $($carried:tt)*) => { $crate::timed!(Schedule Until $event, $($carried)*) };
    (CancelTimer() {}) => {
        $crate::Sent { what: $crate::What::CancelTimer, payload: $crate::std::vec![] }
    };
    (Cancel($event:expr) {}) => {
        $crate::Sent { what: $crate::What::Cancel($event), payload: $crate::std::vec![] }
    };
    (Machine($($target:expr),*) $to:ident, $sent:ident { $($field:ident),* }) => {
        $crate::sent!(Machine($($target),*) $sent { $($field),* })
    };
    ($what:ident($($target:expr),*) $sent:ident { $($field:ident),* }) => {
        $crate::Sent {
            what: $crate::What::$what($($target),*),
            payload: $crate::std::vec![$($crate::value(&$sent.$field)),*],
        }
    };
}

/// A timer in numbers, with its payload if the emit has one.
#[doc(hidden)]
#[macro_export]
macro_rules! timed {
    ($what:ident $due:ident $event:expr, $time:ident {}) => {
        $crate::Sent {
            what: $crate::What::$what($event, $crate::Due::$due($time.as_micros() as i128)),
            payload: $crate::std::vec![],
        }
    };
    ($what:ident $due:ident $event:expr, $time:ident, $payload:ident { $($field:ident),* }) => {
        $crate::Sent {
            what: $crate::What::$what($event, $crate::Due::$due($time.as_micros() as i128)),
            payload: $crate::std::vec![$($crate::value(&$payload.$field)),*],
        }
    };
}

/// Converts a choice of the generated code to and from values of the interpreter.
#[doc(hidden)]
#[macro_export]
macro_rules! choice {
    ($choice:ident) => {
        impl $crate::ToValue for super::$choice {
            fn to_value(&self) -> $crate::Value {
                $crate::Value::text(self.as_str())
            }
        }

        impl $crate::FromValue for super::$choice {
            fn from_value(value: &$crate::Value) -> Self {
                match value {
                    $crate::Value::Text(text) => super::$choice::from_text(text).unwrap_or_default(),
                    _ => Self::default(),
                }
            }
        }
    };
}

/// Lets tests read and make values of a generated struct.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($object:ident { $($name:literal: $field:ident),* }) => {
        impl $crate::ToValue for super::$object {
            fn to_value(&self) -> $crate::Value {
                $crate::Value::object([$(($name, $crate::value(&self.$field))),*])
            }
        }

        impl $crate::FromValue for super::$object {
            fn from_value(value: &$crate::Value) -> Self {
                let nothing = $crate::Value::Nothing;
                super::$object { $($field: $crate::FromValue::from_value(value.field($name).unwrap_or(&nothing))),* }
            }
        }
    };
}
