//! Episodes of a [`Network`]: small patterns of events between some of its machines.
//!
//! Each has events and variables of its own. What could not be addressed is not written: a shared machine sends to one of a
//! conversation only as an answer, by reference, or to a new one.

use crate::line::Line;
use crate::network::{Count, Machine, Network, guarded, otherwise, text_literal};
use crate::value::UNITS;
use crate::words::{Ty, Var, sent};

/// Writes one, or none if no machines fit.
pub(crate) fn write(net: &mut Network<'_>) {
    match net.random.weighted(&[3, 5, 6, 3, 6, 4, 3, 4, 4, 3]) {
        0 => ask(net),
        1 => keep_askers(net),
        2 => make_parts(net),
        3 => pass_on(net),
        4 => wait(net),
        5 => fail(net),
        6 => several_senders(net),
        7 => cross(net),
        8 => wait_in_group(net),
        _ => set_aside(net),
    }
}

/// The lines of a handler that somebody outside causes.
fn open(net: &mut Network<'_>, at: usize, fields: &[Var], core: Vec<Line>) {
    let (event, person, said) = (net.event(), net.person(), net.said(at));
    net.handle(at, format!("on> :{event} from @{person}{said}"), fields, core);
}

/// The steps, sometimes under a guard.
fn perhaps(net: &mut Network<'_>, at: usize, fields: &[Var], core: Vec<Line>) -> Vec<Line> {
    if net.random.chance(80) {
        return core;
    }
    let condition = net.condition(at, fields);
    let other = tell(net, at, fields);
    let mut chain = vec![guarded(condition, core)];
    if net.random.chance(60) {
        chain.push(otherwise(vec![other]));
    }
    chain
}

/// Something that a person gets to know.
fn tell(net: &mut Network<'_>, at: usize, fields: &[Var]) -> Line {
    let (event, person) = (net.event(), net.person());
    let values = some_fields(net);
    let mut given = Vec::new();
    if net.random.chance(25) {
        let (word, id) = (net.field("word"), format!("${}_id", name(net, at)));
        let value = match net.random.chance(60) {
            true => format!("\"it is {{{id}}}, {{2 + 3}}\""),
            false => format!("text(round({}, 1))", net.value(at, fields, Ty::Number)),
        };
        given.push((Var { name: word, ty: Ty::Text }, value));
    }
    net.emit(at, fields, (&event, &format!("@{person}")), &values, &given)
}

fn some_fields(net: &mut Network<'_>) -> Vec<Var> {
    let count = [0, 0, 1, 2][net.random.below(4)];
    let mut fields = sent(net.random, count);
    // A field that gets a text, and is compared before a choice becomes it, is a string.
    fields.retain(|field| field.ty != Ty::Level);
    fields
}

fn name(net: &Network<'_>, at: usize) -> String {
    net.machines[at].name.clone()
}

fn count(net: &Network<'_>, at: usize) -> Count {
    net.machines[at].count
}

/// A field, a variable or an item that holds a reference; only emits see its type.
fn reference(name: &str) -> Var {
    Var { name: name.to_owned(), ty: Ty::Any }
}

/// A receiver of `to`, for a handler of `from` that no instance of `to` has asked.
fn receiver(net: &mut Network<'_>, from: usize, to: usize) -> String {
    let name = name(net, to);
    let is_new = match (count(net, from), count(net, to)) {
        (_, Count::One | Count::Keyed) => false,
        (Count::Plain, Count::Plain) => from == to || net.random.chance(25),
        (_, Count::Plain) => true,
    };
    if is_new { format!("a new @{name}") } else { format!("@{name}") }
}

/// Another machine than `from`, any that fits; or another instance of it.
fn partner(net: &mut Network<'_>, from: usize, fits: impl Fn(&Machine) -> bool) -> Option<usize> {
    let own = net.machines[from].name.clone();
    net.pick(|machine| machine.name != own && fits(machine))
}

/// A question, and one of its answers.
fn ask(net: &mut Network<'_>) {
    let Some(from) = net.pick(|_| true) else { return };
    let itself = count(net, from) == Count::Plain && net.random.chance(10);
    let Some(to) = (if itself { Some(from) } else { partner(net, from, |_| true) }) else { return };
    let (question, fields, sent) = (net.event(), some_fields(net), some_fields(net));
    let (receiver, keys) = (receiver(net, from, to), net.keys_of(to));
    let emit = net.emit(from, &fields, (&question, &receiver), &sent, &keys);
    let core = perhaps(net, from, &fields, vec![emit]);
    open(net, from, &fields, core);

    let (asker, said) = (name(net, from), net.said(to));
    let mut answers = Vec::new();
    for _ in 0..net.random.between(1, 2) {
        let (event, fields) = (net.event(), some_fields(net));
        let line = net.emit(to, &sent, (&event, &format!("@{asker}")), &fields, &[]);
        answers.push((event, fields, line));
    }
    let mut lines: Vec<Line> = answers.iter().map(|(.., line)| line.clone()).collect();
    if let Some(second) = lines.pop().filter(|_| lines.len() == 1) {
        let condition = net.condition(to, &sent);
        lines = vec![guarded(condition, lines), otherwise(vec![second])];
    } else {
        lines = answers.iter().map(|(.., line)| line.clone()).collect();
    }
    net.handle(to, format!("on :{question} from @{asker}{said}"), &sent, lines);
    let answerer = name(net, to);
    for (event, fields, _) in answers {
        let said = if net.random.chance(50) { String::new() } else { net.said(from) };
        let core = if net.random.chance(50) { vec![tell(net, from, &fields)] } else { Vec::new() };
        net.handle(from, format!("on :{event} from @{answerer}{said}"), &fields, core);
    }
}

/// A shared machine keeps who asked, and answers them later, one by one or all at once.
fn keep_askers(net: &mut Network<'_>) {
    let Some(server) = net.pick(|machine| machine.count != Count::Plain) else { return };
    let Some(from) = partner(net, server, |_| true) else { return };
    let (question, answer, fields, sent) = (net.event(), net.event(), some_fields(net), some_fields(net));
    let (asker_name, server_name, keys) = (name(net, from), name(net, server), net.keys_of(server));
    let emit = net.emit(from, &fields, (&question, &format!("@{server_name}")), &sent, &keys);
    let core = perhaps(net, from, &fields, vec![emit]);
    open(net, from, &fields, core);

    let (asker, waiting) = (net.variable(server, "asker"), net.variable(server, "waiting"));
    let mut core = Vec::new();
    if net.random.chance(35) {
        let line = tell(net, server, &sent);
        core.push(guarded(format!("${asker} is @{asker_name}"), vec![line]));
    }
    if net.random.chance(45) {
        core.push(guarded(
            format!("${waiting} contains @{asker_name}"),
            vec![Line::step("reject \"twice\"")],
        ));
    }
    core.push(Line::step(format!("${asker} becomes @{asker_name}")));
    core.push(Line::step(format!("${waiting} adds @{asker_name}")));
    let later = net.random.chance(40).then(|| net.event());
    if let Some(later) = &later {
        core.push(Line::other(format!("schedule :{later} for {}", length(net))));
    }
    let said = net.said(server);
    net.handle(server, format!("on :{question} from @{asker_name}{said}"), &sent, core);

    let given = some_fields(net);
    let core = serve(net, server, (&asker, &waiting), &answer, &given);
    match later {
        Some(later) => {
            let said = net.said(server);
            net.handle(server, format!("on :{later} from @self{said}"), &[], core);
        }
        None => open(net, server, &[], core),
    }
    let (said, core) = (net.said(from), tell(net, from, &given));
    net.handle(from, format!("on :{answer} from @{server_name}{said}"), &given, vec![core]);
}

/// Answers to who is kept in a variable or in a list.
fn serve(
    net: &mut Network<'_>,
    at: usize,
    (asker, waiting): (&str, &str),
    answer: &str,
    given: &[Var],
) -> Vec<Line> {
    let to = |net: &mut Network<'_>, receiver: &str| net.emit(at, &[], (answer, receiver), given, &[]);
    let unset = Line::step(format!("${asker} {}", net.random.pick(&["clears", "becomes empty"])));
    match net.random.below(7) {
        0 => vec![to(net, &format!("${asker}")), unset],
        1 => {
            let reject = Line::step(format!("reject {}", text_literal(net.random)));
            vec![guarded(format!("${asker} is empty"), vec![reject]), to(net, &format!("${asker}")), unset]
        }
        2 | 5 | 6 => {
            let (nobody, line) = (tell(net, at, &[]), to(net, &format!("${asker}")));
            let next = vec![
                Line::step(format!("${asker} becomes first of ${waiting}")),
                Line::step(format!("${waiting} removes ${asker}")),
                line,
            ];
            vec![guarded(format!("${waiting} is empty"), vec![nobody]), otherwise(next)]
        }
        way => {
            let each = net.field("each");
            let mut line = to(net, &format!("${each}"));
            if way == 4 {
                line = guarded(format!("${each} is not ${asker}"), vec![line]);
            }
            vec![
                Line::step(format!("for each ${each} in ${waiting}")).with(vec![line]),
                Line::step(format!("${waiting} clears")),
            ]
        }
    }
}

/// A machine makes others, remembers them, sends to all or some of them, and releases them.
fn make_parts(net: &mut Network<'_>) {
    let Some(part) = net.pick(|machine| machine.count == Count::Plain) else { return };
    let plain = net.random.chance(75);
    let maker = partner(net, part, |machine| !plain || machine.count == Count::Plain);
    let Some(maker) = maker.or_else(|| partner(net, part, |_| true)) else { return };
    let (maker_name, part_name) = (name(net, maker), name(net, part));
    let (parts, last, home) =
        (net.variable(maker, "parts"), net.variable(maker, "last"), net.variable(part, "home"));
    let (fill, fields, sent) = (net.event(), some_fields(net), some_fields(net));
    let mut core = Vec::new();
    for _ in 0..net.random.between(1, 2) {
        core.push(net.emit(maker, &fields, (&fill, &format!("a new @{part_name}")), &sent, &[]));
        core.push(Line::step(format!("${parts} adds @{part_name}")));
    }
    core.push(Line::step(format!("${last} becomes @{part_name}")));
    open(net, maker, &fields, core);
    let core = vec![Line::step(format!("${home} becomes @{maker_name}"))];
    net.handle(part, format!("on :{fill} from @{maker_name} in #present"), &sent, core);

    let (note, given) = (net.event(), some_fields(net));
    let core = tell_parts(net, maker, &part_name, (&parts, &last), (&note, &given));
    open(net, maker, &[], core);
    // Not in the initial state, so that some are passed over.
    let second = net.machines[part].states.get(1).filter(|_| net.random.chance(60)).cloned();
    let said = second.map_or_else(|| net.said(part), |state| format!(" in #{state}"));
    let header = format!("on :{note} from @{maker_name}{said}");
    match net.machines[part].end.clone().filter(|_| net.random.chance(60)) {
        Some(end) => {
            let mut lines = net.annotated(&given);
            lines.extend([tell(net, part, &given), net.move_to(part, &end)]);
            net.handle_plainly(part, header, lines);
        }
        None => net.handle(part, header, &given, Vec::new()),
    }
    if net.random.chance(60) {
        leave(net, (part, maker), &home, (&parts, &last));
    }
}

/// An event to the parts, in one of the forms of an address.
fn tell_parts(
    net: &mut Network<'_>,
    maker: usize,
    part: &str,
    (parts, last): (&str, &str),
    (note, given): (&str, &[Var]),
) -> Vec<Line> {
    let to = |net: &mut Network<'_>, receiver: &str| net.emit(maker, &[], (note, receiver), given, &[]);
    match net.random.below(8) {
        0..=3 if count(net, maker) == Count::Plain => vec![to(net, &format!("all @{part}"))],
        0 | 4 => {
            let line = to(net, &format!("${last}"));
            let none = tell(net, maker, &[]);
            vec![guarded(format!("${last} is not empty"), vec![line]), otherwise(vec![none])]
        }
        5 if count(net, maker) == Count::Plain => {
            let line = to(net, &format!("@{part}"));
            vec![guarded(format!("${last} is @{part}"), vec![line])]
        }
        _ => {
            let each = net.field("each");
            let line = to(net, &format!("${each}"));
            let is = *net.random.pick(&["is", "is not"]);
            let body = match net.random.chance(40) {
                true => guarded(format!("${each} {is} ${last}"), vec![line]),
                false => line,
            };
            vec![Line::step(format!("for each ${each} in ${parts}")).with(vec![body])]
        }
    }
}

/// A part leaves by itself, and notifies its maker.
fn leave(net: &mut Network<'_>, (part, maker): (usize, usize), home: &str, (parts, last): (&str, &str)) {
    let (gone, who) = (net.event(), net.field("who"));
    let (maker_name, part_name) = (name(net, maker), name(net, part));
    let receiver = match count(net, maker) {
        Count::Plain if net.random.chance(50) => format!("@{maker_name}"),
        _ => format!("${home}"),
    };
    let who_value = vec![(reference(&who), "@self".to_owned())];
    let core = vec![net.emit(part, &[], (&gone, &receiver), &[], &who_value)];
    open(net, part, &[], core);
    let mut core = vec![Line::step(format!("${parts} removes ${who}"))];
    if net.random.chance(50) {
        core.push(guarded(format!("${last} is ${who}"), vec![Line::step(format!("${last} becomes empty"))]));
    }
    if net.random.chance(60) {
        core.push(Line::step(format!("ring for ${who}")));
    }
    let said = net.said(maker);
    net.handle(maker, format!("on :{gone} from @{part_name}{said}"), &[], core);
}

/// A reference is passed on by one machine to another, which answers the first directly.
fn pass_on(net: &mut Network<'_>) {
    let Some(from) = net.pick(|machine| machine.count == Count::Plain) else { return };
    let Some(by) = partner(net, from, |_| true) else { return };
    let (from_name, by_name) = (name(net, from), name(net, by));
    let Some(to) = net.pick(|machine| machine.name != from_name && machine.name != by_name) else { return };
    let to_name = name(net, to);
    let (first, second, direct) = (net.event(), net.event(), net.event());
    let (client, friend) = (net.field("client"), net.variable(to, "friend"));
    let (fields, sent, given) = (some_fields(net), some_fields(net), some_fields(net));
    let with_client = |value: &str| (reference(&client), value.to_owned());

    let mut values = net.keys_of(by);
    values.push(with_client("@self"));
    let core = vec![net.emit(from, &fields, (&first, &format!("@{by_name}")), &sent, &values)];
    open(net, from, &fields, core);

    let mut values = net.keys_of(to);
    values.push(with_client(&format!("${client}")));
    let core = vec![net.emit(by, &sent, (&second, &format!("@{to_name}")), &[], &values)];
    let said = net.said(by);
    net.handle(by, format!("on :{first} from @{from_name}{said}"), &sent, core);

    let mut core = Vec::new();
    let mut receiver = format!("${client}");
    if net.random.chance(50) {
        core.push(guarded(format!("${friend} is ${client}"), vec![tell(net, to, &[])]));
        core.push(Line::step(format!("${friend} becomes ${client}")));
        receiver = format!("${friend}");
    }
    core.push(net.emit(to, &[], (&direct, &receiver), &given, &[]));
    let said = net.said(to);
    net.handle(to, format!("on :{second} from @{by_name}{said}"), &[], core);
    let (said, core) = (net.said(from), tell(net, from, &given));
    net.handle(from, format!("on :{direct} from @{to_name}{said}"), &given, vec![core]);
}

/// A length of time, most of the time one that is above zero whatever the variables are.
fn length(net: &mut Network<'_>) -> String {
    format!("{} {}", net.random.between(1, 90), net.random.pick(UNITS))
}

/// A length of time that variables decide, which may be zero or less; a literal must be above zero. A minus sign makes a payload field
/// whose type nothing else determines a number.
fn computed_length(net: &mut Network<'_>, at: usize, fields: &[Var]) -> String {
    let value = net.value(at, fields, Ty::Length);
    if value.contains('$') && !value.starts_with('-') { value } else { length(net) }
}

/// Timers and schedules of every kind, started, started anew, and cancelled.
fn wait(net: &mut Network<'_>) {
    let Some(at) = net.pick(|_| true) else { return };
    let is_timer = net.random.chance(55);
    let (sender, event) = match is_timer {
        true => ("@system", net.event()),
        false => ("@self", net.event()),
    };
    let fields = some_fields(net);
    let sent = some_fields(net);
    let time = |net: &mut Network<'_>| match net.random.below(7) {
        0 | 1 => format!("every {}", length(net)),
        2 | 3 => format!("until {}", net.value(at, &fields, Ty::Time)),
        4 => format!("for {}", computed_length(net, at, &fields)),
        _ => format!("for {}", length(net)),
    };
    let words = if is_timer { format!("start timer :{event}") } else { format!("schedule :{event}") };
    let head = format!("{words} {}", time(net));
    let start = net.with_payload(at, &fields, &head, &sent);
    let core = perhaps(net, at, &fields, vec![start]);
    open(net, at, &fields, core);

    let mut core = vec![tell(net, at, &sent)];
    if net.random.chance(30) {
        let head = format!("{words} for {}", length(net));
        core.push(net.with_payload(at, &sent, &head, &sent));
    } else if net.random.chance(30) {
        core.push(Line::other(format!("cancel :{event}")));
    }
    let said = net.said(at);
    net.handle(at, format!("on :{event} from {sender}{said}"), &sent, core);
    if net.random.chance(50) {
        open(net, at, &[], vec![Line::other(format!("cancel :{event}"))]);
    }
}

/// A timer that goes on while its machine moves within a group of states, and perhaps another one of its name.
fn wait_in_group(net: &mut Network<'_>) {
    let Some(at) = net.pick(|machine| machine.states.len() > 1) else { return };
    let Some(group) = net.group(at) else { return };
    let (event, sent) = (net.event(), some_fields(net));
    let time = match net.random.below(4) {
        0 => format!("every {}", length(net)),
        1 => format!("until {}", net.value(at, &[], Ty::Time)),
        _ => format!("for {}", length(net)),
    };
    let start = net.with_payload(at, &[], &format!("start timer :{event} {time}"), &sent);
    let start = perhaps(net, at, &[], vec![start]);
    net.cross(at, "entering", &group, start);

    let core = vec![tell(net, at, &sent)];
    let said = net.said(at);
    net.handle(at, format!("on :{event} from @system{said}"), &sent, core);
    for _ in 0..2 {
        let (state, line) = (net.random.pick(&net.machines[at].states).clone(), tell(net, at, &[]));
        let step = net.move_to(at, &state);
        open(net, at, &[], vec![line, step]);
    }
    if net.random.chance(40) {
        let head = format!("start timer :{event} for {}", length(net));
        let again = net.with_payload(at, &[], &head, &sent);
        open(net, at, &[], vec![again]);
    } else if net.random.chance(40) {
        open(net, at, &[], vec![Line::other(format!("cancel :{event}"))]);
    }
}

/// An action or a question to the program that may fail, with what is done then.
fn fail(net: &mut Network<'_>) {
    let Some(at) = net.pick(|_| true) else { return };
    let fields = some_fields(net);
    let thing = net.random.pick(&["printer", "gate", "scale"]);
    let step = match net.random.below(3) {
        0 => {
            let variable = net.variable(at, "rate");
            Line::step(format!("${variable}: number comes from rate of the {thing}"))
        }
        1 => {
            let variable = net.variable(at, "flag");
            Line::step(format!("${variable}: boolean comes from state of the {thing}"))
        }
        _ => Line::step(format!("start the {thing}")),
    };
    let (event, person) = (net.event(), net.person());
    let why = Var { name: net.field("why"), ty: Ty::Text };
    let failed = if net.random.chance(30) {
        Line::step("reject $failure")
    } else {
        let value = (why, "$failure".to_owned());
        net.emit(at, &fields, (&event, &format!("@{person}")), &[], &[value])
    };
    let went_on = tell(net, at, &fields);
    let core = match net.random.below(3) {
        0 => vec![step, guarded("that failed", vec![failed]), otherwise(vec![went_on])],
        1 => vec![step, guarded("that did not fail", vec![went_on]), otherwise(vec![failed])],
        _ => vec![step, guarded("that failed", vec![failed]), went_on],
    };
    open(net, at, &fields, core);
}

/// One body for the events of several senders, one of which may be a machine.
fn several_senders(net: &mut Network<'_>) {
    let Some(at) = net.pick(|_| true) else { return };
    let (event, thanks, fields) = (net.event(), net.event(), some_fields(net));
    let mut senders = net.people.clone();
    let mut on = "on>";
    if net.random.chance(40)
        && let Some(from) = partner(net, at, |_| true)
    {
        let (receiver, keys) = (receiver(net, from, at), net.keys_of(at));
        let emit = net.emit(from, &[], (&event, &receiver), &fields, &keys);
        open(net, from, &[], vec![emit]);
        let at_name = name(net, at);
        net.handle(from, format!("on :{thanks} from @{at_name} in #present"), &[], Vec::new());
        senders.push(name(net, from));
        // Only a machine is answered: outside there is no instance that asked.
        on = "on";
    }
    let senders: Vec<String> = senders.iter().map(|sender| format!("@{sender}")).collect();
    let emit = net.emit(at, &fields, (&thanks, "@sender"), &[], &[]);
    let core = perhaps(net, at, &fields, vec![emit]);
    net.handle(at, format!("{on} :{event} from {} in #present", senders.join(", ")), &fields, core);
}

/// Steps where a state or the group of all but the end is entered or left.
fn cross(net: &mut Network<'_>) {
    let Some(at) = net.pick(|_| true) else { return };
    let place = match (net.random.chance(50), &net.machines[at].end) {
        (true, Some(_)) => "present".to_owned(),
        _ => net.random.pick(&net.machines[at].states).clone(),
    };
    let side = if place == "present" { "leaving" } else { *net.random.pick(&["entering", "leaving"]) };
    let mut below = vec![tell(net, at, &[])];
    if net.random.chance(30) {
        below.push(Line::step("ring the bell"));
    }
    net.cross(at, side, &place, below);
    let (state, line) = (net.random.pick(&net.machines[at].states).clone(), tell(net, at, &[]));
    net.cross(at, "entering", &state, vec![line]);
}

/// An event that is taken in some states, and has no effect, or waits, in others.
fn set_aside(net: &mut Network<'_>) {
    let Some(at) = net.pick(|machine| machine.states.len() > 1) else { return };
    let (event, person) = (net.event(), net.person());
    let states = net.machines[at].states.clone();
    let reaction = *net.random.pick(&["ignore", "defer"]);
    net.handle_plainly(
        at,
        format!("on> :{event} from @{person} in #{}", states[0]),
        vec![Line::step(reaction)],
    );
    let line = tell(net, at, &[]);
    net.handle(at, format!("on> :{event} from @{person} in #{}", states[1]), &[], vec![line]);
}
