//! A model made by hand, so that planning and emitting are tested apart from reading.

#![cfg(feature = "pretty")]

use flow_codegen::plan::{Bodies, plan};
use flow_codegen::{Options, emit::emit, pretty};
use flow_model::model::*;
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::source::{FileId, Sources, Span};

fn span() -> Span {
    Span::new(FileId(0), 0, 1)
}

fn name(text: &str) -> Name {
    Name { text: text.into(), span: span() }
}

fn expr(kind: ExprKind, ty: Type) -> Expr {
    Expr { kind, ty, span: span() }
}

fn number(digits: &str) -> Expr {
    expr(ExprKind::Number(digits.into()), Type::Number)
}

fn text(text: &str) -> Expr {
    expr(ExprKind::Text(text.into()), Type::String)
}

fn var(at: usize, ty: Type) -> Expr {
    expr(ExprKind::Variable(VariableId::new(at)), ty)
}

fn payload(at: usize, ty: Type) -> Expr {
    expr(ExprKind::Payload(FieldId::new(at)), ty)
}

fn field(inner: Expr, name: &str, ty: Type) -> Expr {
    expr(ExprKind::Field(Box::new(inner), name.into()), ty)
}

fn moves(to: u32) -> Step {
    Step::Transition(Transition { to: StateId(to), span: span() })
}

fn update(variable: usize, op: UpdateOp) -> Step {
    Step::Update(Update { variable: VariableId::new(variable), op, span: span() })
}

fn emits(target: Target, values: Vec<(usize, Expr)>) -> Step {
    let payload = values.into_iter().map(|(at, value)| (FieldId::new(at), value)).collect();
    Step::Emit(Emit { target, payload, event: span(), span: span() })
}

fn act(phrase: usize, args: Vec<Expr>) -> Step {
    Step::Action(Call { phrase: PhraseId::new(phrase), args, span: span() })
}

fn cond(kind: ConditionKind) -> Condition {
    Condition { kind, span: span() }
}

fn chain(groups: Vec<(ConditionKind, Block)>, otherwise: Option<Block>) -> Step {
    let group = |(kind, body)| Group { condition: cond(kind), body, span: span() };
    Step::Chain(Chain { groups: groups.into_iter().map(group).collect(), otherwise, span: span() })
}

fn ask(phrase: usize) -> ConditionKind {
    ConditionKind::Call(Call { phrase: PhraseId::new(phrase), args: Vec::new(), span: span() })
}

fn handler(event: u32, accepted: &[u32], body: Block) -> Handler {
    Handler {
        scenario: ScenarioId(0),
        event: EventId(event),
        visibility: Visibility::Public,
        said: None,
        given: Vec::new(),
        body,
        expect: Vec::new(),
        span: span(),
        accepted: accepted.iter().copied().map(StateId).collect(),
        rule: Rule::Initial,
        role: Role::Definition,
        guess: None,
    }
}

fn event(text: &str, from: Option<Party>, fields: &[(&str, Type)], handlers: &[u32]) -> Event {
    Event {
        name: name(text),
        from,
        fields: fields_of(fields),
        visibility: Visibility::Public,
        handlers: handlers.iter().copied().map(HandlerId).collect(),
    }
}

fn fields_of(fields: &[(&str, Type)]) -> Vec<PayloadField> {
    let field = |(text, ty): &(&str, Type)| PayloadField {
        name: name(text),
        ty: ty.clone(),
        presence: Presence::Always,
    };
    fields.iter().map(field).collect()
}

fn phrase(kind: PhraseKind, function: &str, params: &[(&str, Type)]) -> Phrase {
    let param = |(name, ty): &(&str, Type)| Param { name: (*name).into(), ty: ty.clone() };
    Phrase {
        kind,
        function: function.into(),
        params: params.iter().map(param).collect(),
        text: function.replace('_', " "),
        span: span(),
    }
}

fn model() -> Model {
    let item = Type::Object(ObjectId(0));
    let items = Type::Array(Box::new(item.clone()));
    let customer = Some(Party::Actor(ActorId(0)));
    let confirmed = Target::Actor(ActorId(0), MessageId(0));
    let machine = Machine {
        name: name("order"),
        states: ["idle", "awaiting_payment", "self"]
            .map(|state| State { name: name(state), reach: Reach::Reachable, mentions: Vec::new() })
            .into(),
        initial: StateId(0),
        uses_id: InstanceId::Used,
        variables: [
            ("items", items),
            ("total", Type::Number),
            ("type", Type::String),
            ("count", Type::Integer),
            ("extra", Type::Any),
        ]
        .map(|(text, ty)| Variable { name: name(text), ty, origin: Origin::Set })
        .into(),
        events: vec![
            event("add_item", customer, &[("item", item.clone())], &[0]),
            event("checkout", customer, &[("note", Type::String)], &[1]),
            event("cancel", customer, &[], &[2]),
            event("cancel", Some(Party::Actor(ActorId(1))), &[("reason", Type::String)], &[3]),
            event("timer_expired", Some(Party::System), &[], &[4]),
            event("new", None, &[("type", Type::String)], &[5]),
        ],
        phrases: vec![
            phrase(PhraseKind::Guard, "cart_is_valid", &[]),
            phrase(
                PhraseKind::Action,
                "charge_card_with_amount",
                &[("amount", Type::Number), ("type", Type::String)],
            ),
            phrase(PhraseKind::Action, "ship", &[("order", Type::Array(Box::new(item.clone())))]),
        ],
        scenarios: vec![Scenario {
            name: Some(name("checkout")),
            origin: ScenarioOrigin::Machine(FileId(0)),
            given: Vec::new(),
            handlers: (0..6).map(HandlerId).collect(),
            expect: Vec::new(),
            span: span(),
        }],
        handlers: vec![
            handler(
                0,
                &[0],
                vec![
                    update(0, UpdateOp::Adds(payload(0, item.clone()))),
                    update(1, UpdateOp::Increases(field(payload(0, item.clone()), "price", Type::Number))),
                    update(
                        4,
                        UpdateOp::Becomes(expr(
                            ExprKind::Convert(Box::new(payload(0, item.clone()))),
                            Type::Any,
                        )),
                    ),
                ],
            ),
            handler(
                1,
                &[0, 1],
                vec![
                    update(2, UpdateOp::Becomes(payload(0, Type::String))),
                    moves(1),
                    chain(
                        vec![
                            (
                                ask(0),
                                vec![
                                    emits(
                                        confirmed,
                                        vec![
                                            (0, expr(ExprKind::InstanceId, Type::String)),
                                            (1, payload(0, Type::String)),
                                        ],
                                    ),
                                    act(1, vec![var(1, Type::Number), text("x")]),
                                    emits(confirmed, vec![(0, text("done"))]),
                                ],
                            ),
                            (
                                ConditionKind::Compare(
                                    expr(
                                        ExprKind::Binary(
                                            BinaryOp::Divide,
                                            Box::new(var(1, Type::Number)),
                                            Box::new(number("-2.50")),
                                        ),
                                        Type::Number,
                                    ),
                                    CompareOp::Less,
                                    number("3"),
                                ),
                                vec![act(2, vec![var(0, Type::Array(Box::new(item.clone())))]), moves(2)],
                            ),
                        ],
                        None,
                    ),
                    Step::Timer(Timer {
                        op: TimerOp::Start(
                            EventId(4),
                            Duration { amount: number("1.5"), unit: TimeUnit::Seconds },
                        ),
                        span: span(),
                    }),
                ],
            ),
            handler(
                2,
                &[0, 1, 2],
                vec![
                    moves(0),
                    update(0, UpdateOp::Clears),
                    Step::Timer(Timer { op: TimerOp::CancelTimer, span: span() }),
                ],
            ),
            handler(
                3,
                &[1],
                vec![chain(
                    vec![(
                        ConditionKind::All(vec![
                            cond(ConditionKind::Not(Box::new(cond(ConditionKind::Any(vec![
                                cond(ask(0)),
                                cond(ConditionKind::Empty(var(0, Type::Array(Box::new(item.clone()))))),
                            ]))))),
                            cond(ConditionKind::Compare(
                                payload(0, Type::String),
                                CompareOp::NotEqual,
                                text("late"),
                            )),
                            cond(ConditionKind::InState(MachineId(0), vec![StateId(1), StateId(2)])),
                        ]),
                        vec![moves(0), moves(2)],
                    )],
                    Some(vec![emits(confirmed, vec![])]),
                )],
            ),
            handler(
                4,
                &[1],
                vec![
                    update(3, UpdateOp::Increases(expr(ExprKind::Number("1".into()), Type::Integer))),
                    moves(0),
                ],
            ),
            handler(5, &[2], vec![]),
        ],
    };
    Model {
        name: None,
        machines: vec![machine],
        actors: vec![
            Actor {
                name: name("customer"),
                messages: vec![Message {
                    name: name("order_confirmed"),
                    fields: fields_of(&[("order_id", Type::String), ("note", Type::String)]),
                }],
            },
            Actor { name: name("clerk"), messages: Vec::new() },
        ],
        objects: vec![Object {
            name: name("item"),
            machine: MachineId(0),
            fields: vec![("price".into(), Type::Number), ("name".into(), Type::String)],
        }],
    }
}

#[test]
fn everything_is_generated() {
    let mut sources = Sources::new();
    sources.add("order.flow", "machine: @order\n");
    let (model, options, mut diags) = (model(), Options::default(), Diagnostics::default());
    let code = pretty(&emit(&plan(&model, &sources, &options, Bodies::Whole, &mut diags)));
    assert!(!diags.has_errors(), "{:?}", diags.sorted());
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/hand.rs"), code).unwrap();
}
