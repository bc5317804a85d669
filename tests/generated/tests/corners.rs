//! Corners of values and payloads: other scripts, nested objects, lists that are compared, values of any type.

use flow::{Decimal, Time, Value};
use flow_tests_generated::corners::größe::{Bindings, Context, Emit, Größe, State, Teil, event};
use flow_tests_generated::corners::{keller, mensch};

#[derive(Default)]
struct Welt {
    merken_fails: bool,
}

impl Bindings for Welt {
    type Error = &'static str;

    fn merke_und_teil(&mut self, größe: &Context, list: &[String], teil: &Teil) -> Result<(), Self::Error> {
        assert_eq!(list, ["id"]);
        // The update above it has been made.
        assert_eq!((&größe.teil, teil), (&Teil::default(), &Teil::default()));
        if self.merken_fails { Err("vergessen") } else { Ok(()) }
    }

    fn frage_mit(&self, _größe: &Context, list: &[String]) -> bool {
        list == ["x", "id"]
    }

    fn prüfe_teil_name_und_teil(
        &mut self,
        _größe: &Context,
        _name: &str,
        _teil: &Teil,
    ) -> Result<(), Self::Error> {
        Ok(())
    }

    fn uuid(&mut self) -> String {
        "id".into()
    }

    fn now(&self) -> Time {
        Time::from_millis(0)
    }
}

fn messen(maß: i64, wert: i64, name: &str) -> event::Messen {
    event::Messen { maß: Decimal::from(maß), wert: Decimal::from(wert), name: name.into() }
}

/// The variables after one event.
fn gemessen(context: Context, event: event::Messen) -> (Größe, Vec<Emit>) {
    let mut größe = Größe::new(context);
    let mut emits = Vec::new();
    assert!(größe.messen(event, &mut Welt::default(), &mut emits).is_ok());
    (größe, emits)
}

#[test]
fn alternatives_and_ranges() {
    for event in [messen(3, 2, "a"), messen(0, 4, "a"), messen(0, 0, "a")] {
        assert_eq!(gemessen(Context::default(), event).0.context().höhe, -4);
    }
}

#[test]
fn a_list_is_made_of_literals_and_the_payload() {
    let context = Context { höhe: 3, ..Context::default() };
    assert_eq!(gemessen(context.clone(), messen(0, 2, "b")).0.context().liste, ["a", "b"]);
    // "x" is excluded and "m" is not before "m".
    assert_eq!(gemessen(context.clone(), messen(0, 2, "x")).0.state(), State::Groß);
    assert_eq!(gemessen(context, messen(0, 2, "m")).0.state(), State::Groß);
}

#[test]
fn nested_objects_are_made_and_sent() {
    let context = Context { liste: vec!["a".into(), "b".into()], höhe: 1, ..Context::default() };
    let (größe, emits) = gemessen(context, messen(2, 2, "n"));
    let teil = größe.context().teil.clone();
    assert_eq!((teil.name.as_str(), teil.maß, teil.tief.wert), ("n", Decimal::from(2), Decimal::ONE));
    let fertig = mensch::Fertig { teil, liste: vec![], wert: Decimal::ONE, höhe: -1 };
    assert_eq!(emits, [Emit::Fertig(fertig)]);
}

#[test]
fn a_failing_negation_undoes_lists_and_objects() {
    let liste = vec!["a".into(), "b".into()];
    let mut größe = Größe::new(Context { liste, höhe: i64::MIN, ..Context::default() });
    let before = größe.clone();
    let mut emits = Vec::new();
    let error = größe.messen(messen(2, 2, "n"), &mut Welt::default(), &mut emits).unwrap_err();
    assert_eq!(error.to_string(), ":messen from @mensch: '-$höhe' cannot be computed");
    assert_eq!((größe, emits), (before, vec![]));
}

#[test]
fn values_of_any_type_are_kept_and_put_back() {
    let context = Context {
        irgendwas: Value::from(7),
        liste: vec!["a".into()],
        teil: Teil { name: "n".into(), ..Teil::default() },
        ..Context::default()
    };
    let leeren = || event::Leeren { irgendwas: Value::from("neu"), name: "n".into() };
    let mut größe = Größe::restore(State::Groß, context);
    let before = größe.clone();
    größe.leeren(leeren(), &mut Welt { merken_fails: true }, &mut Vec::new()).unwrap_err();
    assert_eq!(größe, before);
    assert!(größe.leeren(leeren(), &mut Welt::default(), &mut Vec::new()).is_ok());
    assert_eq!(größe.context().irgendwas, Value::from("neu"));
    assert_eq!(größe.state(), State::Klein);
}

#[test]
fn an_object_of_another_machine_is_received() {
    use keller::{Keller, event::Wachsen};
    struct Drucker;
    impl keller::Bindings for Drucker {
        type Error = std::convert::Infallible;
        fn drucke_teil(&mut self, keller: &keller::Context, teil: &Teil) -> Result<(), Self::Error> {
            assert_eq!(&keller.letztes, teil);
            Ok(())
        }
    }
    let teil = Teil { name: "ax".into(), maß: Decimal::from(4), ..Teil::default() };
    let wachsen = || Wachsen { teil: teil.clone(), anzahl: Decimal::from(3), name: "n".into() };
    let mut keller = Keller::default();
    assert!(keller.wachsen(wachsen(), &mut Drucker, &mut Vec::new()).is_ok());
    assert_eq!((keller.context().lager.len(), keller.context().summe), (0, Decimal::from(5)));
    assert_eq!(keller.state(), keller::State::Offen);
    assert!(keller.wachsen(wachsen(), &mut Drucker, &mut Vec::new()).is_ok());
    assert_eq!((keller.context().namen.len(), keller.context().summe), (2, Decimal::from(10)));
}
