//! `value`: tokens of values as expressions (reference#literals, reference#handlers).
//!
//! The grammar gives operands and operators in a row; precedence is decided here. Sums and paths that would make the
//! tree too deep for those who walk it are reported.

use crate::gather::Gather;
use pest::iterators::Pairs;

use crate::ast::{
    BinaryOp, Expr, ExprKind, Function, ListFunction, Literal, Name, Path, TimeUnit, ValueFunction,
};
use crate::diagnostic;
use crate::grammar::Rule;
use crate::line::quoted::unescaped;
use crate::line::{Reader, Token};
use crate::source::Span;

/// How many operators one line, and how many fields one path may have.
const MAX_OPERATORS: usize = 256;
const MAX_FIELDS: usize = 64;
/// How many digits a number may have.
const MAX_DIGITS: usize = 28;

impl Reader<'_> {
    /// An `expr` token.
    pub(crate) fn read_expr(&mut self, token: Token<'_>) -> Option<Expr> {
        let span = self.span(&token);
        let mut tokens = token.into_inner();
        let first = self.read_timed_operand(&mut tokens)?;
        let mut sum = Sum::new(first);
        while let Some(operator) = tokens.next() {
            let op = binary_op(operator.as_str());
            let operand = self.read_timed_operand(&mut tokens)?;
            self.operators += 1;
            if self.operators > MAX_OPERATORS {
                self.report_too_long(span);
                return None;
            }
            sum = sum.push(op, operand);
        }
        Some(sum.finish())
    }

    /// An operand, with the unit of time after it: `30 seconds`.
    fn read_timed_operand(&mut self, tokens: &mut Pairs<'_, Rule>) -> Option<Expr> {
        let operand = self.read_operand(tokens.next()?)?;
        let Some(unit) = tokens.peek().filter(|token| token.as_rule() == Rule::unit) else {
            return Some(operand);
        };
        tokens.next();
        let span = operand.span.to(self.span(&unit));
        let kind = ExprKind::Duration(Box::new(operand), TimeUnit::of_word(unit.as_str())?);
        Some(Expr { kind, span })
    }

    fn report_too_long(&mut self, span: Span) {
        if self.operators == MAX_OPERATORS + 1 {
            let message = format!("this line has more than {MAX_OPERATORS} operators");
            if let Some(report) = self.report_once(diagnostic::Name::TooDeep, span, &message) {
                report.help("a value can be computed in several steps");
            }
        }
    }

    /// A token of one value, or of one in parentheses.
    pub(crate) fn read_operand(&mut self, token: Token<'_>) -> Option<Expr> {
        let span = self.span(&token);
        let kind = match token.as_rule() {
            Rule::number => self.read_number(token.as_str(), span)?,
            Rule::path => ExprKind::Path(Box::new(self.read_path(&token)?)),
            Rule::owned => self.read_owned(token)?,
            Rule::of_list => self.of_list(token)?,
            Rule::text => self.read_text_value(&token)?,
            Rule::boolean => ExprKind::Literal(Literal::Boolean(token.as_str() == "true")),
            Rule::nothing => ExprKind::Literal(Literal::Empty),
            Rule::list => ExprKind::List(self.list(token)?),
            Rule::object => ExprKind::Object(self.read_object(token)?),
            Rule::call => ExprKind::Call(function(token.as_str())),
            Rule::actor => ExprKind::Actor(Box::new(self.read_name(&token))),
            Rule::actor_id => ExprKind::IdOf(Box::new(self.read_actor_of_id(&token))),
            Rule::applied => self.read_applied(token)?,
            Rule::inverted => return self.read_inverted(token, span),
            Rule::negated => ExprKind::Negate(Box::new(self.read_operand(token.into_inner().next()?)?)),
            Rule::group => return self.read_grouped(token, span),
            _ => return self.read_expr(token),
        };
        Some(Expr { kind, span })
    }

    /// The actor of `@reviewer.id`.
    fn read_actor_of_id(&mut self, token: &Token<'_>) -> Name {
        let whole = self.span(token);
        let written = token.as_str().trim_end_matches(".id");
        let span = Span { end: whole.start + u32::try_from(written.len()).unwrap_or_default(), ..whole };
        Name { text: self.lower_case("@", written.trim_start_matches('@'), span), span }
    }

    /// A truth value with one `not` or several before it: two of a row of thousands mean the same, and nest less deep.
    fn read_inverted(&mut self, token: Token<'_>, span: Span) -> Option<Expr> {
        let (nots, inner): (Vec<_>, Vec<_>) =
            token.into_inner().partition(|inner| inner.as_rule() == Rule::not);
        let mut value = self.read_operand(inner.into_iter().next()?)?;
        let count = if nots.len() % 2 == 0 { 2 } else { 1 };
        for _ in 0..count {
            value = Expr { kind: ExprKind::Not(Box::new(value)), span };
        }
        Some(value)
    }

    /// A value in parentheses: its place includes them.
    fn read_grouped(&mut self, token: Token<'_>, span: Span) -> Option<Expr> {
        let inner = self.read_expr(token.into_inner().next()?)?;
        Some(Expr { kind: inner.kind, span })
    }

    /// `$paid of @order`.
    fn read_owned(&mut self, token: Token<'_>) -> Option<ExprKind> {
        let mut tokens = token.into_inner();
        let path = self.read_path(&tokens.next()?)?;
        let machine = tokens.find(|token| token.as_rule() == Rule::actor)?;
        Some(ExprKind::Owned(Box::new(path), self.read_name(&machine)))
    }

    /// `first of $waiting`.
    fn of_list(&mut self, token: Token<'_>) -> Option<ExprKind> {
        let mut tokens = token.into_inner();
        let function = match tokens.next()?.as_str() {
            "first" => ListFunction::First,
            "last" => ListFunction::Last,
            "sum" => ListFunction::Sum,
            "smallest" => ListFunction::Smallest,
            "largest" => ListFunction::Largest,
            _ => ListFunction::Count,
        };
        let list = tokens.find(|token| token.as_rule() == Rule::path)?;
        Some(ExprKind::OfList(function, Box::new(self.read_path(&list)?)))
    }

    /// `round($price, 2)`.
    fn read_applied(&mut self, token: Token<'_>) -> Option<ExprKind> {
        let span = self.span(&token);
        let mut tokens = token.into_inner();
        let word = tokens.next()?;
        let function = ValueFunction::of_word(word.as_str())?;
        let args: Vec<Expr> = tokens.map(|arg| self.read_expr(arg)).collect::<Option<_>>()?;
        let (fewest, most) = function.arity().into_inner();
        if !function.arity().contains(&args.len()) {
            let takes = match most {
                1 => "one value".to_owned(),
                _ if fewest == most => format!("{most} values"),
                _ => format!("{fewest} or {most} values"),
            };
            self.report_once(diagnostic::Name::Syntax, span, &format!("'{}' takes {takes}", word.as_str()));
            return None;
        }
        Some(ExprKind::Apply(function, shrink_to_fit(args)))
    }

    fn list(&mut self, token: Token<'_>) -> Option<Vec<Expr>> {
        token.into_inner().map(|item| self.read_expr(item)).collect::<Option<_>>().map(shrink_to_fit)
    }

    fn read_object(&mut self, token: Token<'_>) -> Option<Vec<(crate::ast::Name, Expr)>> {
        let entry = |entry: Token<'_>| {
            let mut tokens = entry.into_inner();
            let name = self.read_name(&tokens.next()?);
            Some((name, self.read_expr(tokens.next()?)?))
        };
        let mut fields: Vec<_> = token.into_inner().map(entry).collect::<Option<_>>()?;
        self.keep_first(&mut fields, |(name, _)| name, |name| format!("this object has two fields '{name}'"));
        Some(shrink_to_fit(fields))
    }

    /// A number or percentage within the range of decimals.
    pub(crate) fn read_number(&mut self, written: &str, span: Span) -> Option<ExprKind> {
        if let Some(digits) = opt_hexadecimal(written) {
            return Some(ExprKind::Literal(Literal::Number(digits)));
        }
        if !fits_number(written) {
            self.report_once(
                diagnostic::Name::Syntax,
                span,
                &format!("a number has at most {MAX_DIGITS} digits"),
            );
            return None;
        }
        Some(ExprKind::Literal(number_literal(written)))
    }

    /// A `path` token.
    pub(crate) fn read_path(&mut self, token: &Token<'_>) -> Option<Path> {
        let span = self.span(token);
        let written = token.as_str();
        if written.bytes().filter(|byte| *byte == b'.').count() > MAX_FIELDS {
            self.report_once(
                diagnostic::Name::TooDeep,
                span,
                &format!("a variable is followed by at most {MAX_FIELDS} fields"),
            );
            return None;
        }
        let mut start = span.start as usize;
        let mut names = written.split('.').enumerate().map(|(at, part)| {
            let place = Span::new(self.file, start, start + part.len());
            let (sigil, bare) = if at == 0 { part.split_at(1) } else { ("", part) };
            start += part.len() + 1;
            crate::ast::Name { text: self.lower_case(sigil, bare, place), span: place }
        });
        let root = names.next()?;
        Some(Path { root, fields: shrink_to_fit(names.gather()), span })
    }
}

/// A list without room for more: a tree has many of one or two items, and a list begins with room for four.
pub(crate) fn shrink_to_fit<T>(mut items: Vec<T>) -> Vec<T> {
    items.shrink_to_fit();
    items
}

/// Folds operands from left to right: a product is complete before the sum it is part of.
pub(super) struct Sum {
    /// The sum so far, and the operator before the current product.
    total: Option<(Expr, BinaryOp)>,
    product: Expr,
}

impl Sum {
    pub(super) fn new(first: Expr) -> Self {
        Sum { total: None, product: first }
    }

    pub(super) fn push(self, op: BinaryOp, operand: Expr) -> Self {
        match op {
            BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::IntegerDivide | BinaryOp::Modulo => {
                Sum { total: self.total, product: binary(op, self.product, operand) }
            }
            BinaryOp::Add | BinaryOp::Subtract => {
                Sum { total: Some((join(self.total, self.product), op)), product: operand }
            }
        }
    }

    pub(super) fn finish(self) -> Expr {
        join(self.total, self.product)
    }
}

fn join(total: Option<(Expr, BinaryOp)>, product: Expr) -> Expr {
    match total {
        Some((left, op)) => binary(op, left, product),
        None => product,
    }
}

fn binary(op: BinaryOp, left: Expr, right: Expr) -> Expr {
    let span = left.span.to(right.span);
    Expr { kind: ExprKind::Binary(op, Box::new(left), Box::new(right)), span }
}

pub(super) fn binary_op(sign: &str) -> BinaryOp {
    match sign {
        "+" => BinaryOp::Add,
        "-" => BinaryOp::Subtract,
        "*" => BinaryOp::Multiply,
        "div" => BinaryOp::IntegerDivide,
        "mod" => BinaryOp::Modulo,
        _ => BinaryOp::Divide,
    }
}

fn function(call: &str) -> Function {
    if call.starts_with("uuid") { Function::Uuid } else { Function::Now }
}

/// The decimal digits of `0x1F`; `None` if it is not hexadecimal, or has more digits than a number may have.
fn opt_hexadecimal(written: &str) -> Option<String> {
    let (sign, digits) = written.strip_prefix('-').map_or(("", written), |rest| ("-", rest));
    let number = u128::from_str_radix(digits.strip_prefix("0x")?, 16).ok()?;
    Some(format!("{sign}{number}")).filter(|decimal| fits_number(decimal))
}

fn fits_number(number: &str) -> bool {
    number.bytes().filter(u8::is_ascii_digit).count() <= MAX_DIGITS && !number.contains('x')
}

pub(super) fn number_literal(written: &str) -> Literal {
    match written.strip_suffix('%') {
        Some(percent) => Literal::Percent(percent.to_owned()),
        None => Literal::Number(written.to_owned()),
    }
}

/// A table's cell: a number, a boolean, else text (reference#values).
pub(crate) fn cell_literal(cell: &str) -> Literal {
    if cell.starts_with('"') && cell.ends_with('"') && cell.len() > 1 {
        return Literal::Text(unescaped(cell));
    }
    match cell {
        "true" | "false" => Literal::Boolean(cell == "true"),
        _ if is_number(cell) && fits_number(cell) => number_literal(cell),
        _ => Literal::Text(cell.to_owned()),
    }
}

fn is_number(cell: &str) -> bool {
    let bare = cell.strip_suffix('%').unwrap_or(cell);
    let bare = bare.strip_prefix('-').unwrap_or(bare);
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction)
}
