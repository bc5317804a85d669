//! The values from outside: enough of them that every comparison of the specification can have every result.
//!
//! Values that are compared with each other, or copied into each other, form a *group*. A value from outside takes the literals of its
//! group, their neighbours, and as many points between them as values of the group are compared with each other. This is exact as long as
//! a group is only compared and copied; arithmetic makes it an approximation, which is recorded.

#[cfg(test)]
mod mutants;
mod operands;

use std::collections::{BTreeMap, BTreeSet};

use flow_model::model::{
    Condition, ConditionKind, EventId, Expr, ExprKind, MachineId, Model, ObjectId, PhraseId, Step, Timer,
    TimerOp, Type, UpdateOp,
};
use flow_model::visit;
use flow_sim::exec::Value;
use flow_syntax::ast::TimeUnit;
use rust_decimal::Decimal;

use self::operands::Operands;
use crate::cases::Case;
use crate::slice::{Place, Relevance, for_each_body, for_each_fallible, receiver, visit_fields_of_same_name};

/// The most values that one place takes. More would be explored one after the other at every event.
const MAX_VALUES: usize = 48;

/// How many keys there are that no condition names.
const KEYS: usize = 2;

/// The longest text that is tried for a condition about a length. A longer one would only make steps hard to read.
const MAX_LENGTH: usize = 200;

/// Something with values that belong to a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holder {
    /// A variable, a field or an item.
    Place(Place),
    /// What a phrase answers.
    Answer(MachineId, PhraseId),
    /// A field of all objects of a type, by position.
    Part(ObjectId, usize),
}

/// The properties of a group.
#[derive(Clone, Debug, Default)]
struct Group {
    numbers: BTreeSet<Decimal>,
    texts: BTreeSet<String>,
    /// The lengths of texts that are compared.
    lengths: BTreeSet<usize>,
    members: usize,
    /// Whether a condition reads it.
    is_compared: bool,
    /// Whether members are compared with each other.
    is_mutual: bool,
    /// Whether values are calculated with it.
    has_arithmetic: bool,
    is_key: bool,
    /// The largest count of a list that a condition asks for.
    count: usize,
    /// Whether more depends on the length of a list than comparisons with literals.
    has_open_length: bool,
}

/// The groups of a model.
#[derive(Clone, Debug, Default)]
pub(crate) struct Regions {
    parents: BTreeMap<Holder, Holder>,
    groups: BTreeMap<Holder, Group>,
    /// The amounts of units of time that lengths and points in time are calculated with, each with one of these and its unit.
    amounts: Vec<(Holder, Holder, Decimal)>,
}

impl Regions {
    /// Finds the groups of the relevant values.
    pub(crate) fn of(model: &Model, relevance: &Relevance) -> Regions {
        let mut regions = Regions::default();
        for_each_body(model, &mut |at, body| {
            visit::steps(body, &mut |step| regions.add_step(model, relevance, at, step));
        });
        for rule in model.rules.rules.iter().filter(|_| Case::ComparedByRule.applies()) {
            rule.conditions().for_each(|condition| regions.add_condition(model, None, condition));
        }
        for (machine, of) in model.machines.entries() {
            for key in of.instances.keys().iter().filter(|_| Case::KeyValues.applies()) {
                let root = regions.root(Holder::Place(Place::Variable(machine, *key)));
                regions.group(root).is_key = true;
                let name = &of.variables[*key].name.text;
                for (event, sent) in of.events.entries() {
                    if let Some(field) = sent.fields.id_where(|field| field.name.text == *name) {
                        let field = Holder::Place(Place::Field(machine, event, field));
                        regions.join(root, field);
                    }
                }
            }
        }
        if Case::AnySenderValues.applies() {
            visit_fields_of_same_name(model, &mut |general, sent| {
                regions.join(Holder::Place(general), Holder::Place(sent));
            });
        }
        regions.spread_amounts();
        regions.count_members(relevance);
        regions
    }

    fn root(&self, holder: Holder) -> Holder {
        let mut at = holder;
        while let Some(parent) = self.parents.get(&at) {
            at = *parent;
        }
        at
    }

    fn group(&mut self, of: Holder) -> &mut Group {
        let root = self.root(of);
        self.groups.entry(root).or_default()
    }

    fn find(&self, holder: Holder) -> Option<&Group> {
        self.groups.get(&self.root(holder))
    }

    fn join(&mut self, a: Holder, b: Holder) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let other = self.groups.remove(&b).unwrap_or_default();
        self.parents.insert(b, a);
        let group = self.groups.entry(a).or_default();
        group.numbers.extend(other.numbers);
        group.texts.extend(other.texts);
        group.lengths.extend(other.lengths);
        group.is_compared |= other.is_compared;
        group.is_mutual |= other.is_mutual;
        group.has_arithmetic |= other.has_arithmetic;
        group.is_key |= other.is_key;
        group.count = group.count.max(other.count);
        group.has_open_length |= other.has_open_length;
    }

    fn count_members(&mut self, relevance: &Relevance) {
        for place in relevance.places() {
            self.group(Holder::Place(place)).members += 1;
        }
    }

    fn add_step(&mut self, model: &Model, relevance: &Relevance, at: (MachineId, EventId), step: &Step) {
        self.add_failures(model, at, step);
        match step {
            Step::Chain(chain) if Case::Compared.applies() => {
                let conditions = chain.groups.iter().map(|group| &group.condition);
                conditions.for_each(|condition| self.add_condition(model, Some(at), condition));
            }
            Step::Update(update) => {
                let variable = Holder::Place(Place::Variable(at.0, update.variable));
                if !relevance.contains(Place::Variable(at.0, update.variable)) {
                    return;
                }
                if matches!(update.op, UpdateOp::Removes(_)) {
                    self.group(variable).has_open_length = true;
                }
                match &update.op {
                    UpdateOp::Becomes(value) | UpdateOp::Adds(value) | UpdateOp::Removes(value) => {
                        self.add_copy(model, at, variable, value, Case::Copied);
                    }
                    UpdateOp::Increases(value) | UpdateOp::Decreases(value) => {
                        self.group(variable).has_arithmetic = Case::Limited.applies();
                        // The amount of a change is not a value that the variable is compared with.
                        if !matches!(value.kind, ExprKind::Number(_)) {
                            self.add_copy(model, at, variable, value, Case::Amount);
                        }
                    }
                    UpdateOp::ComesFrom(call) if Case::Answered.applies() => {
                        self.join(variable, Holder::Answer(at.0, call.phrase));
                    }
                    UpdateOp::ComesFrom(_) | UpdateOp::Clears => {}
                }
            }
            Step::Emit(emit) => {
                let Some((to, event)) = receiver(at.0, emit.target) else { return };
                for (field, value) in &emit.payload {
                    let field = Holder::Place(Place::Field(to, event, *field));
                    self.add_copy(model, at, field, value, Case::Sent);
                }
            }
            Step::Timer(Timer { op: TimerOp::Start(start) | TimerOp::Schedule(start), .. }) => {
                for (field, value) in &start.payload {
                    let field = Holder::Place(Place::Field(at.0, start.event, *field));
                    self.add_copy(model, at, field, value, Case::SentLater);
                }
            }
            Step::ForEach(each) => {
                let item = Holder::Place(Place::Item(at.0, each.item));
                self.add_copy(model, at, item, &each.list, Case::Item);
                // What the block does depends on how often it runs.
                self.group(item).has_open_length = true;
            }
            _ => {}
        }
    }

    /// Adds the comparisons with zero that decide whether a step fails: a divisor and a length of time.
    fn add_failures(&mut self, model: &Model, at: (MachineId, EventId), step: &Step) {
        let mut decisive = Vec::new();
        if let Step::Timer(Timer { op: TimerOp::Start(start) | TimerOp::Schedule(start), .. }) = step {
            let length = start.when.length().filter(|_| Case::LengthAndZero.applies());
            decisive.extend(length.map(|length| &length.amount));
        }
        for_each_fallible(step, &mut |expr| {
            if let ExprKind::Binary(_, _, divisor) = &expr.kind
                && Case::DivisorAndZero.applies()
            {
                decisive.push(divisor);
            }
        });
        for value in decisive {
            let mut operands = Operands { numbers: vec![Decimal::ZERO], ..Operands::default() };
            operands.add(model, Some(at), value);
            self.add_comparison(operands);
        }
    }

    fn add_copy(&mut self, model: &Model, at: (MachineId, EventId), to: Holder, value: &Expr, case: Case) {
        if !case.applies() {
            return;
        }
        let mut operands = Operands::default();
        operands.add(model, Some(at), value);
        let group = self.group(to);
        group.numbers.extend(operands.numbers);
        group.texts.extend(operands.texts);
        group.has_arithmetic |= operands.has_arithmetic;
        operands.holders.into_iter().for_each(|holder| self.join(to, holder));
        self.amounts.extend(operands.amounts.into_iter().map(|(amount, unit)| (amount, to, unit)));
        operands.counted.into_iter().for_each(|list| self.group(list).has_open_length = true);
    }

    fn add_condition(&mut self, model: &Model, at: Option<(MachineId, EventId)>, condition: &Condition) {
        visit::conditions(condition, &mut |part| {
            let mut operands = Operands::default();
            match &part.kind {
                ConditionKind::Compare(left, _, right) | ConditionKind::Contains(left, right) => {
                    operands.add(model, at, left);
                    operands.add(model, at, right);
                }
                ConditionKind::Empty(value) | ConditionKind::Flag(value) => operands.add(model, at, value),
                _ => return,
            }
            self.add_comparison(operands);
        });
    }

    /// Adds the numbers that an amount of a unit of time is compared with, as lengths in microseconds.
    fn add_amount(&mut self, amount: Holder, lengths: &[Decimal], unit: Decimal) {
        let group = self.group(amount);
        (group.is_compared, group.has_arithmetic) = (true, true);
        group.numbers.extend(lengths.iter().map(|length| (length / unit).trunc()));
    }

    /// The same for amounts that are copied into, or compared with, places of other groups, once these are complete.
    fn spread_amounts(&mut self) {
        for (amount, of, unit) in std::mem::take(&mut self.amounts) {
            let group = self.find(of).filter(|group| group.is_compared);
            let lengths: Option<Vec<Decimal>> = group.map(|group| group.numbers.iter().copied().collect());
            if let Some(lengths) = lengths {
                self.add_amount(amount, &lengths, unit);
            }
        }
    }

    fn add_comparison(&mut self, operands: Operands) {
        let counts = operands.numbers.iter().filter_map(|number| usize::try_from(*number).ok());
        let count = counts.max().unwrap_or(0);
        for list in &operands.counted {
            let group = self.group(*list);
            group.count = if Case::Count.applies() { group.count.max(count) } else { 0 };
            // Something that is no literal is compared with the length.
            group.has_open_length |= !operands.holders.is_empty() || operands.has_arithmetic;
        }
        let lengths = || operands.numbers.iter().filter_map(|number| usize::try_from(*number).ok());
        for text in &operands.measured {
            self.group(*text).lengths.extend(lengths().filter(|length| *length < MAX_LENGTH));
        }
        for (amount, unit) in &operands.amounts {
            self.add_amount(*amount, &operands.numbers, *unit);
            self.amounts.extend(operands.holders.first().map(|holder| (*amount, *holder, *unit)));
        }
        let Some((first, others)) = operands.holders.split_first() else { return };
        others.iter().for_each(|other| self.join(*first, *other));
        let group = self.group(*first);
        group.is_compared = true;
        group.is_mutual |= !others.is_empty();
        group.has_arithmetic |= operands.has_arithmetic;
        group.numbers.extend(operands.numbers);
        group.texts.extend(operands.texts);
    }

    /// The values of a type from outside for a place. References are left to the world: `None`.
    pub(crate) fn domain(
        &self,
        model: &Model,
        holder: Holder,
        ty: &Type,
        approximated: &mut BTreeSet<String>,
    ) -> Vec<Value> {
        let empty = Group::default();
        let group = self.find(holder).unwrap_or(&empty);
        let mut values = self.domain_of_group(model, group, ty, approximated);
        if group.has_arithmetic
            && group.is_compared
            && matches!(ty, Type::Number | Type::Integer | Type::String | Type::Time | Type::Duration)
        {
            approximated.insert(format!("{}: there is arithmetic with it", describe(model, holder)));
        }
        if matches!(ty, Type::Array(_)) && group.has_open_length {
            let longest = group.longest();
            let note = format!("{}: no more than {longest} items were tried", describe(model, holder));
            approximated.insert(note);
        } else if !matches!(ty, Type::Array(_)) && 1 < values.len() && values.len() <= group.count {
            let note =
                format!("{}: no more than {} values were tried", describe(model, holder), values.len());
            approximated.insert(note);
        }
        if values.len() > MAX_VALUES {
            approximated.insert(format!(
                "{}: {MAX_VALUES} of {} values were tried",
                describe(model, holder),
                values.len()
            ));
            values.truncate(MAX_VALUES);
        }
        values
    }

    fn domain_of_group(
        &self,
        model: &Model,
        group: &Group,
        ty: &Type,
        approximated: &mut BTreeSet<String>,
    ) -> Vec<Value> {
        match ty {
            Type::Boolean if group.is_compared => vec![Value::Boolean(false), Value::Boolean(true)],
            Type::Choice(choice) if group.is_compared || (group.is_key && Case::ChoiceKey.applies()) => {
                let most = if group.is_compared { usize::MAX } else { KEYS };
                model.choices[*choice].texts.iter().take(most).map(|text| Value::text(text)).collect()
            }
            Type::Number if group.is_compared => {
                group.plain_numbers(Decimal::ONE).map(Value::Number).collect()
            }
            Type::Integer | Type::Duration | Type::Time if group.is_compared || group.is_key => {
                let step = if *ty == Type::Integer { Decimal::ONE } else { group.step_of_time() };
                let whole = group.plain_numbers(step).filter_map(|number| i64::try_from(number).ok());
                let of_type = |number| match ty {
                    Type::Integer => Value::Integer(number),
                    Type::Duration => Value::Duration(number),
                    _ => Value::Time(number),
                };
                match group.is_key {
                    true => group.keys().into_iter().map(of_type).collect(),
                    false => whole.map(of_type).collect(),
                }
            }
            Type::String if group.is_compared || group.is_key => group.texts(),
            Type::Array(item) => self.lists(model, group, item, approximated),
            Type::Object(object) => self.objects(model, *object, group, approximated),
            _ => vec![Value::zero(model, ty)],
        }
    }

    fn lists(
        &self,
        model: &Model,
        group: &Group,
        item: &Type,
        approximated: &mut BTreeSet<String>,
    ) -> Vec<Value> {
        let items = self.domain_of_group(model, group, item, approximated);
        let longest = group.longest();
        let all = (1..=longest).map(|length| items.len().saturating_pow(length as u32));
        let is_cut = all.fold(1, usize::saturating_add) > MAX_VALUES;
        let mut lists = vec![Vec::new()];
        let mut last = lists.clone();
        for length in 1..=longest {
            last = match is_cut {
                true => choose_lists(&items, length, MAX_VALUES / longest),
                false => extend_each(&last, &items).collect(),
            };
            lists.extend(last.iter().cloned());
        }
        if is_cut {
            // One more than is tried: the caller records an approximation.
            lists.resize(lists.len().max(MAX_VALUES + 1), Vec::new());
        }
        lists.into_iter().map(Value::list).collect()
    }

    fn objects(
        &self,
        model: &Model,
        object: ObjectId,
        group: &Group,
        approximated: &mut BTreeSet<String>,
    ) -> Vec<Value> {
        let zero = Value::zero(model, &Type::Object(object));
        let Value::Object(zeros) = &zero else { return vec![zero] };
        let mut all = vec![zeros.to_vec()];
        for (at, (_, ty)) in model.objects[object].fields.iter().enumerate() {
            if matches!(ty, Type::Object(_) | Type::Array(_)) {
                continue;
            }
            let part = self.find(Holder::Part(object, at)).filter(|part| part.is_compared || part.is_key);
            let Some(part) = part else { continue };
            let values = self.domain_of_group(model, part, ty, approximated);
            let changed = |fields: Vec<(std::rc::Rc<str>, Value)>| {
                values
                    .iter()
                    .map(move |value| {
                        let mut fields = fields.clone();
                        fields[at].1 = value.clone();
                        fields
                    })
                    .collect::<Vec<_>>()
            };
            all = all.into_iter().flat_map(changed).take(MAX_VALUES + 1).collect();
        }
        if all.len() == 1 && group.is_compared {
            let mut other = all[0].clone();
            let differing = other.iter_mut().find_map(|(_, value)| match value {
                Value::Text(_) => Some((value, Value::text("x"))),
                Value::Number(_) => Some((value, Value::Number(Decimal::ONE))),
                Value::Integer(_) => Some((value, Value::Integer(1))),
                _ => None,
            });
            if let Some((value, new)) = differing {
                *value = new;
                all.push(other);
            }
        }
        all.into_iter().map(Value::object).collect()
    }

    /// Replaces a calculated number outside the range in which conditions distinguish numbers by the nearest end of that range.
    pub(crate) fn limit(
        &self,
        model: &Model,
        place: Place,
        value: Value,
        approximated: &mut BTreeSet<String>,
    ) -> Value {
        let number = match &value {
            Value::Number(number) => *number,
            Value::Integer(number) => Decimal::from(*number),
            _ => return value,
        };
        let Some(group) = self.find(Holder::Place(place)).filter(|group| group.has_arithmetic) else {
            return value;
        };
        let points = group.numbers(Decimal::ONE);
        let (Some(low), Some(high)) = (points.first(), points.last()) else { return value };
        let limited = number.clamp(*low - Decimal::ONE, *high + Decimal::ONE);
        if limited == number {
            return value;
        }
        approximated.insert(format!(
            "{}: values beyond {limited} were not told apart",
            describe(model, Holder::Place(place))
        ));
        match value {
            Value::Integer(_) => i64::try_from(limited).map_or(value, Value::Integer),
            _ => Value::Number(limited),
        }
    }
}

impl Group {
    /// The length of the longest list to try.
    fn longest(&self) -> usize {
        (self.count + 1).max(2)
    }

    /// The distance of neighbours among lengths and points in time: a second, if all literals are further apart.
    fn step_of_time(&self) -> Decimal {
        let known: BTreeSet<Decimal> = self.numbers.iter().copied().chain([Decimal::ZERO]).collect();
        let known = Vec::from_iter(known);
        let units = [TimeUnit::Seconds, TimeUnit::Milliseconds, TimeUnit::Microseconds];
        let mut steps = units.map(|unit| Decimal::from(unit.micros())).into_iter();
        let is_apart = |step: &Decimal| known.windows(2).all(|pair| pair[1] - pair[0] > *step * Decimal::TWO);
        steps.find(is_apart).unwrap_or(Decimal::ONE)
    }

    /// The numbers to try, in order, with neighbours at this distance.
    fn numbers(&self, step: Decimal) -> Vec<Decimal> {
        let mut known = self.numbers.clone();
        // Variables begin with zero.
        known.insert(Decimal::ZERO);
        let mut points = BTreeSet::new();
        for number in &known {
            points.extend([*number - step, *number, *number + step]);
        }
        if self.is_mutual {
            let between = Decimal::from(self.members.max(2));
            let known: Vec<_> = known.into_iter().collect();
            for pair in known.windows(2) {
                let part = (pair[1] - pair[0]) / (between + Decimal::ONE);
                points.extend((1..=self.members).map(|at| (pair[0] + part * Decimal::from(at)).trunc()));
            }
            let (first, last) = (known[0], known[known.len() - 1]);
            for at in 2..=self.members {
                points.extend([first - step * Decimal::from(at), last + step * Decimal::from(at)]);
            }
        }
        points.into_iter().collect()
    }

    /// The numbers to try, those first that a reader expects: near zero, and the positive one of two.
    fn plain_numbers(&self, step: Decimal) -> impl Iterator<Item = Decimal> {
        let mut numbers = self.numbers(step);
        numbers.sort_by_key(|number| (number.abs(), number.is_sign_negative()));
        numbers.into_iter()
    }

    /// The keys to try: the numbers of conditions and another one, at least two.
    fn keys(&self) -> Vec<i64> {
        let known: Vec<i64> = self.numbers.iter().filter_map(|number| i64::try_from(*number).ok()).collect();
        let others = (1..).filter(|number| !known.contains(number));
        let others: Vec<i64> = others.take(if known.is_empty() { KEYS } else { 1 }).collect();
        known.into_iter().chain(others).collect()
    }

    /// The texts to try.
    fn texts(&self) -> Vec<Value> {
        let others = if self.is_mutual { self.members.max(2) } else { 2 };
        // The names of two keys; a key is not empty.
        let mut others: Vec<String> =
            (0..others).map(|at| char::from(b'a' + u8::try_from(at % 26).unwrap_or(0)).to_string()).collect();
        others.retain(|other| !self.texts.contains(other));
        if self.is_key {
            let known: Vec<&String> = self.texts.iter().filter(|text| !text.is_empty()).collect();
            others.truncate(if known.is_empty() { KEYS } else { 1 });
            return known.into_iter().chain(&others).map(|text| Value::text(text)).collect();
        }
        let mut texts: BTreeSet<String> = self.texts.clone();
        texts.insert(String::new());
        let mut texts: Vec<String> = texts.into_iter().chain(others).collect();
        for length in self.lengths.iter().flat_map(|length| [length.saturating_sub(1), *length, length + 1]) {
            if texts.iter().all(|text| text.chars().count() != length) {
                texts.push("a".repeat(length));
            }
        }
        texts.iter().map(|text| Value::text(text)).collect()
    }
}

/// Some lists of a length, so that each length is tried where not every list is: first those of one item alone.
fn choose_lists(items: &[Value], length: usize, most: usize) -> Vec<Vec<Value>> {
    let at = |first: usize, place: usize| (first + place * (first / items.len())) % items.len();
    let list = |first: usize| (0..length).map(|place| items[at(first, place)].clone()).collect();
    let count = most.clamp(1, items.len().saturating_pow(2));
    (0..count).map(list).collect()
}

/// Each list with each of the values at its end, lists first.
pub(crate) fn extend_each(lists: &[Vec<Value>], values: &[Value]) -> impl Iterator<Item = Vec<Value>> {
    let with = |list: &Vec<Value>, value: &Value| [&list[..], std::slice::from_ref(value)].concat();
    lists.iter().flat_map(move |list| values.iter().map(move |value| with(list, value)))
}

/// A place as a reader of the specification knows it.
pub(crate) fn describe(model: &Model, holder: Holder) -> String {
    match holder {
        Holder::Place(Place::Variable(machine, variable)) => {
            let of = &model.machines[machine];
            format!("${} of @{}", of.variables[variable].name.text, of.name.text)
        }
        Holder::Place(Place::Field(machine, event, field)) => {
            let event = &model.machines[machine].events[event];
            format!("${} of :{}", event.fields[field].name.text, event.name.text)
        }
        Holder::Place(Place::Item(machine, item)) => {
            format!("${}", model.machines[machine].items[item].name.text)
        }
        Holder::Answer(machine, phrase) => format!("'{}'", model.machines[machine].phrases[phrase].text),
        Holder::Part(object, at) => {
            let object = &model.objects[object];
            format!("${}.{}", object.name.text, object.fields[at].0)
        }
    }
}
