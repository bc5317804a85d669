//! Diagnostics as people and tools see them.

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::render::render_within;
use flow_syntax::source::{Sources, Span};
use flow_syntax::{Style, render};

/// The sources of one file, and the span of the first occurrence of `place` in it.
fn at(text: &str, place: &str) -> (Sources, Span) {
    let mut sources = Sources::new();
    let file = sources.add("order.flow", text);
    let start = text.find(place).expect("the place is in the text");
    (sources, Span::new(file, start, start + place.len()))
}

fn check(text: &str, place: &str, expected: &str) {
    let (sources, span) = at(text, place);
    let mut diags = Diagnostics::default();
    diags.report(Name::Syntax, span, "no").help("write 'yes'");
    assert_eq!(render(diags.sorted()[0], &sources, Style::Plain), expected);
}

#[test]
fn shows_the_line_with_the_place_marked() {
    check(
        "machine: @a\n  ? order is in #payed\n",
        "#payed",
        "error[syntax]: no\n --> order.flow:2:17\n  |\n2 |   ? order is in #payed\n  |                 ^^^^^^\n  = help: write 'yes'\n",
    );
}

#[test]
fn counts_characters_and_blanks_tabs_and_controls() {
    check(
        "\té\u{1}x zu\n",
        "zu",
        "error[syntax]: no\n --> order.flow:1:6\n  |\n1 |  é\\u{1}x zu\n  |          ^^\n  = help: write 'yes'\n",
    );
}

#[test]
fn marks_a_span_of_several_lines_to_the_end_of_the_first() {
    check(
        "? a is b\r\n? c\r\n",
        "a is b\r\n? c",
        "error[syntax]: no\n --> order.flow:1:3\n  |\n1 | ? a is b\n  |   ^^^^^^\n  = help: write 'yes'\n",
    );
}

#[test]
fn marks_the_end_of_a_file_and_nothing_in_an_empty_one() {
    let mut sources = Sources::new();
    let empty = sources.add("empty.flow", "");
    let other = sources.add("other.flow", "a\n");
    let mut diags = Diagnostics::default();
    diags.report(Name::EmptyFile, Span::new(empty, 0, 0), "nothing");
    diags.report(Name::Syntax, Span::new(other, 2, 2), "no");
    let texts: Vec<_> = diags.iter().map(|one| render(one, &sources, Style::Plain)).collect();
    assert_eq!(texts[0], "error[empty-file]: nothing\n --> empty.flow:1:1\n");
    assert_eq!(texts[1], "error[syntax]: no\n --> other.flow:2:1\n  |\n2 | \n  | ^\n");
}

#[test]
fn cuts_a_long_line_around_the_place() {
    let text = format!("{}here{}", "a".repeat(500_000), "b".repeat(500_000));
    let (sources, span) = at(&text, "here");
    let mut diags = Diagnostics::default();
    diags.report(Name::Syntax, span, "no");
    let shown = render(diags.sorted()[0], &sources, Style::Plain);
    assert!(shown.len() < 500, "{} bytes", shown.len());
    let lines: Vec<_> = shown.lines().collect();
    assert!(lines[3].starts_with("1 | …aaaa") && lines[3].ends_with("bbb…"), "{}", lines[3]);
    let column = lines[3].chars().position(|c| c == 'h');
    assert_eq!(lines[4].chars().position(|c| c == '^'), column, "{shown}");
    assert!(lines[4].ends_with(" ^^^^"));
}

/// A long line is not read from its start for each of its places; what is shown is what a reader of the whole line would show.
#[test]
fn every_place_of_a_long_line_is_shown_around_itself() {
    let line = "say \u{e4}\u{4e2d}#a \u{1F600} and:b ".repeat(900);
    let text = format!("machine: @m\n{line}\n  order");
    let mut sources = Sources::new();
    let file = sources.add("long.flow", text.as_str());
    for (at, _) in text.char_indices().filter(|(_, c)| "#:o".contains(*c)) {
        let before = &text[..at];
        let (number, start) = (before.matches('\n').count() + 1, before.rfind('\n').map_or(0, |end| end + 1));
        let column = text[start..at].chars().count();
        let mut diags = Diagnostics::default();
        diags.report(Name::Syntax, Span::new(file, at, at + 1), "no");
        let shown = render(diags.sorted()[0], &sources, Style::Plain);
        assert!(shown.contains(&format!("--> long.flow:{number}:{}\n", column + 1)), "{shown}");
        let whole: Vec<char> = text[start..].lines().next().unwrap().chars().collect();
        let skipped = if whole.len() > 120 { column.saturating_sub(40) } else { 0 };
        let end = whole.len().min(skipped + 120);
        let mut expected: String = whole[skipped..end].iter().collect();
        if skipped > 0 {
            expected.insert(0, '\u{2026}');
        }
        if end < whole.len() {
            expected.push('\u{2026}');
        }
        assert!(shown.contains(&format!(" | {expected}\n")), "{shown}\n{expected}");
    }
}

#[test]
fn shows_related_places_with_their_lines() {
    let mut sources = Sources::new();
    let one = sources.add("one.flow", "first\n\n\n\n\n\n\n\n\nsecond\n");
    let two = sources.add("two.flow", "third\n");
    let mut diags = Diagnostics::default();
    diags
        .report(Name::LayoutInferred, Span::new(one, 0, 5), "no")
        .label(Span::new(one, 14, 20), "here")
        .label(Span::new(two, 0, 5), "and there")
        .label(Span::new(one, 0, 5), "back");
    let expected = "\
warning[layout-inferred]: no
  --> one.flow:1:1
   |
 1 | first
   | ^^^^^
   |
10 | second
   | ------ here
  ::: two.flow:1:1
   |
 1 | third
   | ----- and there
  ::: one.flow:1:1
   |
 1 | first
   | ----- back
";
    assert_eq!(render(diags.sorted()[0], &sources, Style::Plain), expected);
}

#[test]
fn colours_are_the_plain_text_with_marks() {
    let (sources, span) = at("a b c\n", "b");
    let mut diags = Diagnostics::default();
    diags.report(Name::Syntax, span, "no").label(span, "here").help("yes");
    let coloured = render(diags.sorted()[0], &sources, Style::Colour);
    assert!(
        coloured.starts_with("\u{1b}[1;31merror[syntax]\u{1b}[0m\u{1b}[1m: no\u{1b}[0m\n"),
        "{coloured:?}"
    );
    let mut bare = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, behind)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = behind.split_once('m').expect("a colour ends in 'm'").1;
    }
    bare.push_str(rest);
    assert_eq!(bare, render(diags.sorted()[0], &sources, Style::Plain));
}

#[test]
fn help_is_broken_between_words_and_indented() {
    let (sources, span) = at("a b\n", "b");
    let mut diags = Diagnostics::default();
    diags
        .report(Name::Syntax, span, "no")
        .help("write 'on :paid from @bank' 支払い待ち in a-word-that-is-longer-than-that");
    let shown = render_within(diags.sorted()[0], &sources, Style::Plain, 34);
    let help: Vec<_> = shown.lines().skip(5).collect();
    assert_eq!(
        help,
        [
            "  = help: write 'on :paid from",
            "          @bank' 支払い待ち in",
            "          a-word-that-is-longer-than-that"
        ]
    );
    assert_eq!(
        render_within(diags.sorted()[0], &sources, Style::Plain, usize::MAX),
        render(diags.sorted()[0], &sources, Style::Plain)
    );
}

#[test]
fn marks_stand_under_wide_signs() {
    check(
        "支払い e\u{301} 待ち\n",
        "待ち",
        "error[syntax]: no\n --> order.flow:1:8\n  |\n1 | 支払い e\u{301} 待ち\n  |          ^^^^\n  = help: write 'yes'\n",
    );
}

#[test]
fn marks_stand_under_combining_marks() {
    check(
        "on> :go in #ދިވެހި, #ދިވެހިz\n",
        "#ދިވެހިz",
        "error[syntax]: no\n --> order.flow:1:21\n  |\n1 | on> :go in #ދިވެހި, #ދިވެހިz\n  |                  ^^^^^\n  = help: write 'yes'\n",
    );
}

#[test]
fn control_characters_are_escaped_everywhere() {
    let (sources, span) = at("scenario: a\u{1b}[2Jb\u{7} c\n", "c");
    let mut diags = Diagnostics::default();
    diags.report(Name::Syntax, span, "no '\u{8}'").label(span, "\u{7f}").help("write '\u{1b}[2J'");
    let shown = render(diags.sorted()[0], &sources, Style::Plain);
    assert!(shown.lines().all(|line| !line.contains(char::is_control)), "{shown:?}");
    for text in ["no '\\u{8}'", "a\\u{1b}[2Jb\\u{7} c", "- \\u{7f}", "write '\\u{1b}[2J'"] {
        assert!(shown.contains(text), "{text} in {shown}");
    }
}
