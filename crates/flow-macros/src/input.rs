//! The tokens of one argument, read one by one, and their errors.
//!
//! Arguments are interpreted in `args`. An error is placed at the tokens that cause it, and becomes `compile_error!` there.

use std::iter::Peekable;
use std::vec;

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote_spanned;

/// Something wrong with the arguments.
#[derive(Debug)]
pub(crate) struct Error {
    /// What.
    pub(crate) message: String,
    first: Span,
    last: Span,
}

impl Error {
    /// An error at one token.
    pub(crate) fn new(place: Span, message: impl Into<String>) -> Self {
        Error::between((place, place), message)
    }

    /// An error from one token to another.
    pub(crate) fn between((first, last): (Span, Span), message: impl Into<String>) -> Self {
        Error { message: message.into(), first, last }
    }

    /// The error as a call of `compile_error!`.
    pub(crate) fn to_compile_error(&self) -> TokenStream {
        let message = &self.message;
        let mut braces = Group::new(Delimiter::Brace, quote_spanned!(self.last=> #message));
        braces.set_span(self.last);
        let name = quote_spanned!(self.first=> ::core::compile_error!);
        name.into_iter().chain([TokenTree::Group(braces)]).collect()
    }
}

/// The tokens of an argument.
pub(crate) struct Input {
    tokens: Peekable<vec::IntoIter<TokenTree>>,
    /// The span of the last token that was read.
    last: Span,
}

impl Input {
    /// The tokens, before the first.
    pub(crate) fn new(tokens: Vec<TokenTree>) -> Self {
        Input { tokens: tokens.into_iter().peekable(), last: Span::call_site() }
    }

    /// An error at the next token.
    pub(crate) fn error(&mut self, message: &str) -> Error {
        let place = self.tokens.peek().map_or(self.last, TokenTree::span);
        Error::new(place, message)
    }

    /// Whether all tokens have been read.
    pub(crate) fn is_empty(&mut self) -> bool {
        self.tokens.peek().is_none()
    }

    /// Checks that the argument ends here.
    pub(crate) fn expect_end(&mut self) -> Result<(), Error> {
        match self.tokens.peek() {
            None => Ok(()),
            Some(_) => Err(self.error("unexpected token")),
        }
    }

    /// A text in quotation marks with its span, if it is the next token.
    pub(crate) fn opt_text(&mut self) -> Option<Result<(String, Span), Error>> {
        let Some(TokenTree::Literal(literal)) = self.tokens.peek() else { return None };
        let literal: Literal = literal.clone();
        let written = literal.to_string();
        if !written.starts_with(['"', 'r']) {
            return None;
        }
        self.advance();
        let text = parse_string_literal(&written).map(|text| (text, literal.span()));
        Some(text.ok_or_else(|| Error::new(literal.span(), "write this path without escapes")))
    }

    /// A call of a macro with parentheses, if it is next: its name without its path, and its arguments.
    pub(crate) fn opt_macro_call(&mut self) -> Option<(Ident, Group)> {
        let mut ahead = self.tokens.clone();
        let mut name = None;
        loop {
            match ahead.next()? {
                TokenTree::Ident(word) => name = Some(word),
                TokenTree::Punct(punct) if punct.as_char() == ':' => {}
                TokenTree::Punct(punct) if punct.as_char() == '!' => break,
                _ => return None,
            }
        }
        let Some(TokenTree::Group(arguments)) = ahead.next() else { return None };
        (self.tokens, self.last) = (ahead, arguments.span());
        Some((name?, arguments))
    }

    /// Any literal, or `true` or `false`, as `concat!` writes it.
    pub(crate) fn opt_literal(&mut self) -> Option<String> {
        let text = match self.tokens.peek() {
            Some(TokenTree::Literal(literal)) => literal.to_string().trim_matches('\'').to_owned(),
            Some(TokenTree::Ident(word)) if word == "true" || word == "false" => word.to_string(),
            _ => return None,
        };
        self.advance();
        Some(text)
    }

    /// A word, if it is the next token.
    pub(crate) fn opt_word(&mut self) -> Option<Ident> {
        let Some(TokenTree::Ident(word)) = self.tokens.peek() else { return None };
        let word = word.clone();
        self.advance();
        Some(word)
    }

    /// Takes a word; an error if the next token is none.
    pub(crate) fn expect_word(&mut self) -> Result<Ident, Error> {
        match self.opt_text() {
            Some(Ok((text, place))) => {
                Err(Error::new(place, format!("write `{text}` without quotation marks")))
            }
            Some(Err(error)) => Err(error),
            None => self.opt_word().ok_or_else(|| self.error("expected a name")),
        }
    }

    /// Reads a punctuation character if it is the next token.
    pub(crate) fn opt_punct(&mut self, sign: char) -> bool {
        let found = matches!(self.tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
        if found {
            self.advance();
        }
        found
    }

    /// A sign.
    pub(crate) fn expect_punct(&mut self, sign: char) -> Result<(), Error> {
        if self.opt_punct(sign) { Ok(()) } else { Err(self.error(&format!("expected `{sign}`"))) }
    }

    /// A group in brackets.
    pub(crate) fn expect_group(&mut self, delimiter: Delimiter) -> Result<Group, Error> {
        match self.tokens.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => {
                let group = group.clone();
                self.advance();
                Ok(group)
            }
            _ => Err(self.error("expected parentheses")),
        }
    }

    fn advance(&mut self) {
        if let Some(token) = self.tokens.next() {
            self.last = token.span();
        }
    }
}

/// The value of a string literal; `None` if it has escapes other than those of `\\` and `"`.
fn parse_string_literal(written: &str) -> Option<String> {
    if let Some(raw) = written.strip_prefix('r') {
        return raw.trim_matches('#').strip_prefix('"')?.strip_suffix('"').map(str::to_owned);
    }
    let inner = written.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.push(chars.next().filter(|c| matches!(c, '\\' | '"'))?),
            _ => text.push(c),
        }
    }
    Some(text)
}
