//! `flow diagram`.

use std::fs;

use snapbox::str;

use crate::place::Place;
use crate::specs::{BROKEN, LIBRARY, LOAN};

fn loan(name: &str) -> Place {
    Place::new(name, &[("loan.flow", LOAN)])
}

fn library(name: &str) -> Place {
    Place::new(name, &[("library.flow", LIBRARY)])
}

#[test]
fn states_in_the_terminal() {
    let place = loan("diagram-state");
    place
        .flow("diagram loan.flow")
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
┌─────────────────────────────────────────┐
│                  @loan                  │
├─────────────────────────────────────────┤
│                                         │
│               ●                         │
│               ▼                         │
│           ┌───────┐                     │
│           │ #idle ├──┐ :borrow          │
│           │       │◄─┘   otherwise      │
│           └───┬───┘                     │
│               │ :borrow                 │
│               │   ? reader is trusted   │
│               │   ? $days <= 30         │
│               ▼                         │
│      ┌────────────────┐                 │
│      │    #waiting    │                 │
│      └─┬────────────┬─┘                 │
│        │ :reserved  │ :missing          │
│        ▼            │                   │
│   ┌─────────┐       │                   │
│   │ #active │       │                   │
│   └────┬────┘       │                   │
│        │ :return    │                   │
│        └──────┐     │                   │
│               ▼     ▼                   │
│             ╔═════════╗                 │
│             ║ #closed ║                 │
│             ╚═════════╝                 │
│                                         │
└─────────────────────────────────────────┘

"#]])
        .stderr_eq(str![]);
    place.flow("diagram loan.flow --no-guards").assert().code(0).stdout_eq(str![[r#"
┌──────────────────────────────────┐
│              @loan               │
├──────────────────────────────────┤
│                                  │
│               ●                  │
│               ▼                  │
│           ┌───────┐              │
│           │ #idle ├──┐ :borrow   │
│           │       │◄─┘           │
│           └───┬───┘              │
│               │ :borrow          │
│               ▼                  │
│      ┌────────────────┐          │
│      │    #waiting    │          │
│      └─┬────────────┬─┘          │
│        │ :reserved  │ :missing   │
│        ▼            │            │
│   ┌─────────┐       │            │
│   │ #active │       │            │
│   └────┬────┘       │            │
│        │ :return    │            │
│        └──────┐     │            │
│               ▼     ▼            │
│             ╔═════════╗          │
│             ║ #closed ║          │
│             ╚═════════╝          │
│                                  │
└──────────────────────────────────┘

"#]]);
    place.flow("diagram").assert().code(0);
}

#[test]
fn lanes_of_every_way_through_a_story() {
    let place = loan("diagram-lane");
    place
        .flow("diagram loan.flow --type lane")
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
borrow a book

┌─────────────┬─────────────┬─────────────┐
│   @reader   │    @loan    │   @shelf    │
├─────────────┼─────────────┼─────────────┤
│             │             │             │
│ :borrow     │             │             │
│ ────────────┼──>          │             │
│             │             │             │
│             │ ? reader is │             │
│             │   trusted   │             │
│             │   and $days │             │
│             │   <= 30     │             │
│             │             │             │
│             │ :reserve    │             │
│             │ ────────────┼──>          │
│             │             │             │
│             │ :reserved   │             │
│             │ <───────────┼─────────────│
│             │             │             │
│             │ send letter │             │
│             │             │             │
└─────────────┴─────────────┴─────────────┘

borrow a book, with :missing from @shelf

┌─────────────┬─────────────┬─────────────┐
│   @reader   │    @loan    │   @shelf    │
├─────────────┼─────────────┼─────────────┤
│             │             │             │
│ :borrow     │             │             │
│ ────────────┼──>          │             │
│             │             │             │
│             │ ? reader is │             │
│             │   trusted   │             │
│             │   and $days │             │
│             │   <= 30     │             │
│             │             │             │
│             │ :reserve    │             │
│             │ ────────────┼──>          │
│             │             │             │
│             │ :missing    │             │
│             │ <───────────┼─────────────│
│             │             │             │
│ :sorry      │             │             │
│ <───────────┼─────────────│             │
│             │             │             │
└─────────────┴─────────────┴─────────────┘

bring it back

┌─────────────┬─────────────┐
│   @reader   │    @loan    │
├─────────────┼─────────────┤
│             │             │
│ :return     │             │
│ ────────────┼──>          │
│             │             │
└─────────────┴─────────────┘

"#]])
        .stderr_eq(str![]);
    place
        .flow_with(&["diagram", "loan.flow", "--type", "combined", "--scenario", "bring it back"])
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
bring it back

┌─────────────┬─────────────┐
│   @reader   │    @loan    │
├─────────────┼─────────────┤
│             │             │
│ :return     │             │
│ ────────────┼──>          │
│             │             │
│             │ → #closed   │
│             │             │
└─────────────┴─────────────┘

"#]]);
}

#[test]
fn what_each_event_does_in_each_state() {
    let place = loan("diagram-table");
    place.flow("diagram loan.flow --type table").assert().code(0).stdout_eq(str![[r#"
┌───────────┬────────────┬───────────┬───────────┬───────────┐
│   @loan   │  :borrow   │ :reserved │ :missing  │  :return  │
├───────────┼────────────┼───────────┼───────────┼───────────┤
│ #idle     │ → #waiting │ ·         │ ·         │ ·         │
│   initial │ stays      │           │           │           │
├───────────┼────────────┼───────────┼───────────┼───────────┤
│ #waiting  │ ·          │ → #active │ → #closed │ ·         │
├───────────┼────────────┼───────────┼───────────┼───────────┤
│ #active   │ ·          │ ·         │ ·         │ → #closed │
├───────────┼────────────┼───────────┼───────────┼───────────┤
│ #closed   │ ·          │ ·         │ ·         │ ·         │
└───────────┴────────────┴───────────┴───────────┴───────────┘

"#]]);
    place.flow("diagram loan.flow --type table --format markdown").assert().code(0).stdout_eq(str![[r#"
| @loan | `:borrow` | `:reserved` | `:missing` | `:return` |
| --- | --- | --- | --- | --- |
| `#idle` (initial) | → `#waiting`<br>stays | · | · | · |
| `#waiting` | · | → `#active` | → `#closed` | · |
| `#active` | · | · | · | → `#closed` |
| `#closed` | · | · | · | · |

"#]]);
    let html = place.printed("diagram loan.flow --type table --format html");
    assert!(html.starts_with("<!doctype html>") && html.contains("<table"), "{html}");
    assert!(!html.contains("<svg"), "{html}");
}

#[test]
fn a_page_shows_the_whole_system() {
    let place = library("diagram-page");
    place.flow("diagram -o library.html").assert().code(0).stdout_eq("").stderr_eq("");
    let html = place.read("library.html");
    assert!(html.starts_with("<!doctype html>") && html.contains("<meta charset=\"utf-8\">"), "{html}");
    let headings = html.lines().filter(|line| line.starts_with("<h"));
    let headings: Vec<&str> =
        headings.filter_map(|line| line.split_once('>')?.1.split_once("</h")).map(|(text, _)| text).collect();
    assert_eq!(
        headings,
        [
            "city library",
            "Contents",
            "Who talks to whom",
            "@loan",
            "States",
            "What each event does in each state",
            "Story: borrow a book",
            "@shelf",
            "States",
            "What each event does in each state",
            "Story: keep books",
        ]
    );
}

#[test]
fn a_page_of_one_machine_or_of_one_kind() {
    let place = library("diagram-page-part");
    let shelf = place.printed("diagram --machine shelf --format html");
    assert!(shelf.contains("<h2 id=\"machine-shelf\">") && !shelf.contains("machine-loan"), "{shelf}");
    let stories = place.printed("diagram --type lane --format html");
    assert!(stories.contains("✓ passed") && !stories.contains("<table"), "{stories}");
    let system = place.printed("diagram --type system --format html");
    assert_eq!(system.matches("<svg").count(), 1);
    let state = place.printed("diagram --state waiting --format html");
    assert_eq!(state.matches("<svg").count(), 1);
}

#[test]
fn a_page_says_how_a_story_fails() {
    let failing = LOAN.replace("= loan is in #active", "= @shelf received 2 events");
    let place = Place::new("diagram-page-fails", &[("loan.flow", &failing)]);
    let html = place.printed("diagram --format html");
    assert!(html.contains("<p class=\"result failed\">✗ failed</p>"), "{html}");
    assert!(html.contains("<pre class=\"failure\">"), "{html}");
}

#[test]
fn a_page_of_a_specification_with_errors_says_so() {
    let place = Place::new("diagram-page-broken", &[("loan.flow", BROKEN)]);
    place.flow("diagram -o loan.html").assert().code(1);
    let html = place.read("loan.html");
    assert!(html.contains("The specification has errors."), "{html}");
    assert!(html.contains("✗ #payed"), "{html}");
}

#[test]
fn who_sends_what_to_whom() {
    let place = library("diagram-system");
    place.flow("diagram --type system").assert().code(0).stdout_eq(str![[r#"
┌──────────────────────────────────┐
│           city library           │
├──────────────────────────────────┤
│                                  │
│   ╭─────────╮                    │
│   │ @reader │                    │
│   ╰────┬────╯                    │
│        │ :borrow                 │
│        ▼                         │
│    ┌───────┐                     │
│    │ @loan │◄──────┐             │
│    └───┬───┘       │             │
│        │ :reserve  │ :reserved   │
│        ▼           │             │
│   ┌────────┐       │             │
│   │ @shelf ├───────┘             │
│   └────────┘                     │
│                                  │
└──────────────────────────────────┘

"#]]);
    place.flow("diagram --type system --format mermaid").assert().code(0).stdout_eq(str![[r##"
flowchart TD
    p0(["@reader"])
    p1["@loan"]
    p2["@shelf"]
    p0 -->|"#58;borrow"| p1
    p1 -->|"#58;reserve"| p2
    p2 -->|"#58;reserved"| p1

"##]]);
}

/// A heartbeat from two senders, with a length, a payload and steps.
const HEARTBEAT: &str = "\
machine: @bgp
  starts in #a
  scenario: beat
    on> :keepalive from @peer in #a
      $last becomes $count
      emit :seen to @log with count: $count
      bgp moves to #b
    on :keepalive from @self in #a
      bgp moves to #c
    on> :go from @peer in #b
      schedule :keepalive for 1 second
      bgp moves to #a
    expect:
      = bgp is in #c
";

#[test]
fn labels_have_senders_lengths_actions_and_payloads() {
    let place = Place::new("diagram-details", &[("bgp.flow", HEARTBEAT)]);
    place.flow("diagram --actions --payloads").assert().code(0).stdout_eq(str![[r#"
┌─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┐
│                                                          @bgp                                                           │
├─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┤
│                                                                                                                         │
│                                          ●                                                                              │
│                                          ▼                                                                              │
│                                      ┌───────┐                                                                          │
│                                      │  #a   │                                                                          │
│                                      └┬─────┬┘                                                                          │
│                                       │  ▲  │                                                                           │
│      ┌────────────────────────────────┘  │  └──────────────────────────────────┐                                        │
│      │ :keepalive from @peer             │ :go                                 │ :keepalive from @self after 1 second   │
│      │   (count: any)                    │   schedule :keepalive for 1 second  │                                        │
│      │   $last becomes $count            │                                     │                                        │
│      │   emit :seen to @log with $count  │                                     │                                        │
│      ▼                                   │                                     ▼                                        │
│   ┌────┐                                 │                                  ╔════╗                                      │
│   │ #b ├─────────────────────────────────┘                                  ║ #c ║                                      │
│   └────┘                                                                    ╚════╝                                      │
│                                                                                                                         │
└─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘

"#]]);
    place.flow("diagram --type table --actions --payloads").assert().code(0).stdout_eq(str![[r#"
┌───────────┬──────────────────────────────────┬────────────┬────────────────────────────────────┐
│   @bgp    │            :keepalive            │ :keepalive │                :go                 │
│           │            from @peer            │ from @self │                                    │
│           │            count: any            │  after 1   │                                    │
│           │                                  │   second   │                                    │
├───────────┼──────────────────────────────────┼────────────┼────────────────────────────────────┤
│ #a        │ → #b                             │ → #c       │ ·                                  │
│   initial │   $last becomes $count           │            │                                    │
│           │   emit :seen to @log with $count │            │                                    │
├───────────┼──────────────────────────────────┼────────────┼────────────────────────────────────┤
│ #b        │ ·                                │ ·          │ → #a                               │
│           │                                  │            │   schedule :keepalive for 1 second │
├───────────┼──────────────────────────────────┼────────────┼────────────────────────────────────┤
│ #c        │ ·                                │ ·          │ ·                                  │
└───────────┴──────────────────────────────────┴────────────┴────────────────────────────────────┘

"#]]);
    place.flow("diagram --type lane --actions --payloads").assert().code(0).stdout_eq(str![[r#"
beat

┌─────────────┬─────────────┬─────────────┐
│    @peer    │    @bgp     │    @log     │
├─────────────┼─────────────┼─────────────┤
│             │             │             │
│ :keepalive  │             │             │
│ with count: │             │             │
│ empty       │             │             │
│ ────────────┼──>          │             │
│             │             │             │
│             │ $last       │             │
│             │ becomes     │             │
│             │ $count      │             │
│             │             │             │
│             │ :seen with  │             │
│             │ count:      │             │
│             │ empty       │             │
│             │ ────────────┼──>          │
│             │             │             │
│ :go         │             │             │
│ ────────────┼──>          │             │
│             │             │             │
│             │ schedule    │             │
│             │ :keepalive  │             │
│             │ for 1       │             │
│             │ second      │             │
│             │             │             │
└─────────────┴─────────────┴─────────────┘

beat, with :keepalive from @self

┌─────────────┐
│    @bgp     │
├─────────────┤
│             │
│ :keepalive  │
│ ──┐         │
│ <─┘         │
│             │
└─────────────┘

"#]]);
}

#[test]
fn the_format_follows_the_ending() {
    let place = library("diagram-ending");
    for (file, begins) in
        [("order.txt", "┌"), ("loan.svg", "<svg"), ("loan.mmd", "---"), ("loan.dot", "digraph")]
    {
        place.flow(&format!("diagram --machine loan -o {file}")).assert().code(0).stdout_eq("").stderr_eq("");
        assert!(place.read(file).starts_with(begins), "{file}: {}", place.read(file));
    }
    place.flow("diagram --machine loan -o loan.xyz").assert().code(2).stderr_eq(str![[r#"
error: the name 'loan.xyz' has no extension of a picture
  = help: end it in .txt, .svg, .png, .mmd, .dot, .md or .html, or add '--format'

"#]]);
    place.flow("diagram --machine loan --format dot -o loan.xyz").assert().code(0);
    assert_eq!(place.names(), ["library.flow", "loan.dot", "loan.mmd", "loan.svg", "loan.xyz", "order.txt"]);
}

#[test]
#[cfg(not(feature = "png"))]
fn a_program_without_png_says_so() {
    library("diagram-no-png").flow("diagram --machine loan -o loan.png").assert().code(2).stderr_eq(str![[
        r#"
error: this program was built without PNG
  = help: '--format svg' draws the same picture
  = help: 'cargo install flow-lang-cli --features png' builds a program with PNG

"#
    ]]);
}

#[test]
#[cfg(feature = "png")]
fn a_png_is_a_picture() {
    let place = library("diagram-png");
    let output = place.flow("diagram --machine loan -o loan.png").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if said.contains("there is no font") {
        return println!("skipped: {said}");
    }
    assert!(output.status.success(), "{said}");
    assert!(fs::read(place.folder.join("loan.png")).unwrap().starts_with(b"\x89PNG"));
    let output = place.flow("diagram --type lane --format png").output().unwrap();
    assert!(output.stdout.starts_with(b"\x89PNG"));
    place.flow("diagram --machine loan -o loan.png --font no.ttf").assert().code(2).stderr_eq(str![[r#"
error: cannot read 'no.ttf': no such file or directory

"#]]);
    place.write("no.ttf", "no font");
    place.flow("diagram --machine loan -o loan.png --font no.ttf").assert().code(2).stderr_eq(str![[r#"
error: the picture cannot be made: no font to draw the text with
  = help: '--format svg' draws it without fonts and pixels

"#]]);
}

#[test]
fn what_does_not_go_together_names_what_there_is() {
    let place = library("diagram-misuse");
    place.flow("diagram --type table --format svg").assert().code(2).stderr_eq(str![[r#"
error: there is no 'svg' of type 'table'
  = help: 'table' can be drawn as text, markdown, html
  = help: 'svg' can show state, lane, combined, system

"#]]);
    place.flow("diagram --type lane -o x.dot").assert().code(2).stderr_eq(str![[r#"
error: there is no 'dot' of type 'lane'
  = help: 'lane' can be drawn as text, svg, png, mermaid, html
  = help: 'dot' can show state, system

"#]]);
    place.flow("diagram --format svg").assert().code(2).stderr_eq(str![[r#"
error: there are 2 machines, and 'svg' holds one
  = help: name one of @loan, @shelf: '--machine loan'

"#]]);
    place.flow("diagram --machine @lone").assert().code(2).stderr_eq(str![[r#"
error: there is no machine '@lone'
  = help: did you mean '@loan'?

"#]]);
    place.flow("diagram --machine zzz").assert().code(2).stderr_eq(str![[r#"
error: there is no machine '@zzz'
  = help: there are @loan, @shelf

"#]]);
    place.flow("diagram --scenario x").assert().code(2).stderr_eq(str![[r#"
error: '--scenario' chooses a story, and a diagram of type 'state' shows a machine
  = help: add '--type lane' or '--type combined'

"#]]);
    place.flow_with(&["diagram", "--type", "lane", "--scenario", "borow a book"]).assert().code(2).stderr_eq(
        str![[r#"
error: there is no story 'borow a book'
  = help: did you mean 'borrow a book'?

"#]],
    );
    let loan = loan("diagram-misuse-2");
    loan.flow("diagram --type lane --format svg").assert().code(2).stderr_eq(str![[r#"
error: there are 2 stories, and 'svg' holds one
  = help: --scenario "borrow a book"
  = help: --scenario "bring it back"

"#]]);
    assert_eq!(place.names(), ["library.flow"]);
}

#[test]
fn one_way_of_a_story_has_its_heading_for_a_name() {
    let place = loan("diagram-way");
    let way = "borrow a book, with :missing from @shelf";
    let args = ["diagram", "--type", "lane", "--format", "mermaid", "--scenario", way];
    place.flow_with(&args).assert().code(0).stdout_eq(str![[r#"
sequenceDiagram
    title borrow a book, with #58;missing from @shelf
    participant p0 as @reader
    participant p1 as @loan
    participant p2 as @shelf
    p0->>p1: #58;borrow
    Note over p1: ? reader is trusted and $days #60;= 30
    p1->>p2: #58;reserve
    p2->>p1: #58;missing
    p1->>p0: #58;sorry

"#]]);
    let args = ["diagram", "--type", "lane", "--format", "mermaid", "--scenario", "borrow a book"];
    place.flow_with(&args).assert().code(0).stdout_eq(str![[r#"
sequenceDiagram
    title borrow a book
    participant p0 as @reader
    participant p1 as @loan
    participant p2 as @shelf
    p0->>p1: #58;borrow
    Note over p1: ? reader is trusted and $days #60;= 30
    p1->>p2: #58;reserve
    p2->>p1: #58;reserved
    Note over p1: send letter

"#]]);
}

#[test]
fn a_specification_with_errors_is_drawn_as_far_as_it_was_understood() {
    let place = Place::new("diagram-broken", &[("loan.flow", BROKEN)]);
    place
        .flow("diagram")
        .assert()
        .code(1)
        .stdout_eq(str![[r#"
┌─────────────────────────────────────┐
│                @loan                │
├─────────────────────────────────────┤
│                                     │
│       ●        ┌┄┄┄┄┄┄┄┄┄┄┄┄┄┐      │
│       ▼        ┆  ✗ #payed   ┆      │
│   ╔═══════╗    ┆ unreachable ┆      │
│   ║ #idle ║    └┄┄┄┄┄┄┬┄┄┄┄┄┄┘      │
│   ╚═══════╝           │ ✗ :borrow   │
│                       ▼             │
│                ┌┄┄┄┄┄┄┄┄┄┄┄┄┄┐      │
│                ┆   #active   ┆      │
│                ┆ unreachable ┆      │
│                └┄┄┄┄┄┄┄┄┄┄┄┄┄┘      │
│                                     │
└─────────────────────────────────────┘

"#]])
        .stderr_eq(str![[r#"
error[unreachable-state]: nothing moves '@loan' to '#payed'
 --> loan.flow:4:20
  |
4 |       ? loan is in #payed
  |                    ^^^^^^
  = help: if '@loan' begins there, write 'starts in #payed' below 'machine: @loan'


"#]]);
}

#[test]
fn a_story_that_fails_is_drawn_up_to_there() {
    let place = Place::new(
        "diagram-fails",
        &[("loan.flow", &LOAN.replace("= loan is in #active", "= @shelf received 2 events"))],
    );
    let args = ["diagram", "--type", "lane", "--format", "mermaid", "--scenario", "borrow a book"];
    place.flow_with(&args).assert().code(0).stderr_eq(str![[r#"
note: 'borrow a book' fails, and is drawn up to there; 'flow test' tells more

"#]]);
}

#[test]
fn a_picture_is_written_whole_or_not_at_all() {
    let place = library("diagram-whole");
    place.flow("diagram --machine loan -o nowhere/loan.svg").assert().code(2).stderr_eq(str![[r#"
error: cannot write 'nowhere/loan.svg': no such file or directory

"#]]);
    place.write("loan.svg", "before");
    let file = place.folder.join("loan.svg");
    let mut rights = fs::metadata(&file).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&file, rights).unwrap();
    place.flow("diagram --machine loan -o loan.svg").assert().code(2).stderr_eq(str![[r#"
error: cannot write 'loan.svg': permission denied
  = help: allow it, or choose another place

"#]]);
    assert_eq!(place.read("loan.svg"), "before");
    assert_eq!(place.names(), ["library.flow", "loan.svg"]);
}

#[test]
fn help_says_what_there_is() {
    Place::new("diagram-help", &[]).flow("diagram --help").assert().code(0).stdout_eq(str![[r#"
Draw machines and stories

A state diagram shows the transitions of a machine. Lanes show the messages of a story; combined,
also its changes of state. A table shows the effect of each event in each state. A page in HTML
shows all of this, and who sends what to whom. A specification with errors is drawn as far as
possible.

Usage: flow diagram [OPTIONS] [FILE]...

Arguments:
  [FILE]...
          A specification (with its files of loose scenarios), a folder, or '-' for standard input;
          by default this folder

Options:
      --color <WHEN>
          When to use colours: auto, always or never
          
          [default: auto]

      --type <TYPE>
          What to draw [default: in HTML everything on one page, else the states]

          Possible values:
          - state:    The states and transitions of a machine
          - lane:     The messages of a story
          - combined: Lanes, with the changes of state
          - table:    The effect of each event in each state
          - system:   The machines and the parties outside, and the events between them
          - page:     All of these on one page

      --format <FORMAT>
          The format [default: by the extension of the output file, else text]

          Possible values:
          - text:     For terminals and comments
          - svg:      For pages, with links as text
          - png:      For everything else
          - mermaid:  For GitHub and wikis
          - dot:      For Graphviz
          - markdown: A table in Markdown
          - html:     A page for browsers and printers

      --machine <NAME>
          The machine to draw, or the machine of the stories

      --state <NAME>
          Draw only this state, with the transitions to it and from it

      --scenario <NAME>
          The story to draw, by its name or by the heading of one of its runs

      --no-guards
          Leave out guards

      --actions
          Show what is done: actions, updates, timers, and emits with their payload

      --payloads
          Show the payload of events

      --font <FILE>
          A monospaced font for PNG [default: one of the system's]

  -o, --output <FILE>
          Write the picture to this file

  -w, --watch
          Draw again whenever a file is saved

  -h, --help
          Print help (see a summary with '-h')

Formats of each type:
  state, system     text, svg, png, mermaid, dot, html
  lane, combined    text, svg, png, mermaid, html
  table             text, markdown, html
  page              html

Examples:
  flow diagram order.flow                               the states, in the terminal
  flow diagram shop.flow -o shop.html                   everything on one page, for a browser
  flow diagram shop.flow --type system                  who sends what to whom
  flow diagram shop.flow --machine order -o order.svg   one machine of several
  flow diagram order.flow --state paid                  one state and its neighbours
  flow diagram shop.flow --type lane                    every story, with its alternatives
  flow diagram shop.flow --type combined --scenario "order lifecycle" -o story.png
  flow diagram order.flow --type table -o order.md      the effect of each event in each state

Exit codes: 0 drawn, 1 drawn, but the specification has errors, 2 wrong usage

"#]]);
}

/// 101 states, each with an event to 100 others.
fn meshed() -> String {
    let mut text = "machine: @mesh\n  scenario: one\n".to_owned();
    for state in 0..101 {
        text.push_str(&format!("    on> :go_{state} from @user in #s{state}\n"));
        for to in 0..100 {
            text.push_str(&format!("      ? $to is {to}\n        mesh moves to #s{to}\n"));
        }
    }
    text
}

#[test]
fn a_picture_that_is_too_large_is_not_drawn() {
    let place = Place::new("diagram-large", &[("mesh.flow", &meshed())]);
    let formats = if cfg!(feature = "png") { &["text", "svg", "png"][..] } else { &["text", "svg"] };
    for format in formats {
        place
            .flow(&format!("diagram mesh.flow --no-guards --format {format}"))
            .assert()
            .stdout_eq(str![])
            .stderr_eq(str![[r#"
...
error: the picture of '@mesh' would be about [..] columns wide and [..] rows high
  = help: '--type table' shows what each event does in each state
  = help: '--state [..]' draws one state with all that leads to it and from it
  = help: '--format mermaid' and '--format dot' are drawn by other programs

"#]]);
    }
    place.flow("diagram mesh.flow --no-guards --format dot").assert().stdout_eq(str![[r#"
digraph "@mesh" {
...
"#]]);
    let one = place.flow("diagram mesh.flow --no-guards --state s3 --format mermaid").assert();
    one.stdout_eq(str![[r#"
...
    s3 --> s4 : #58;go_3
...
"#]]);
}

#[test]
fn one_state_with_its_neighbours() {
    let place = loan("diagram-one-state");
    place.flow("diagram loan.flow --no-guards --state #closed").assert().code(0).stdout_eq(str![[r#"
┌───────────────────────────────────┐
│               @loan               │
├───────────────────────────────────┤
│                                   │
│   ┌──────────┐   ┌─────────┐      │
│   │ #waiting │   │ #active │      │
│   └─────┬────┘   └────┬────┘      │
│         │ :missing    │ :return   │
│         │     ┌───────┘           │
│         ▼     ▼                   │
│       ╔═════════╗                 │
│       ║ #closed ║                 │
│       ╚═════════╝                 │
│                                   │
└───────────────────────────────────┘

"#]]);
    place.flow("diagram loan.flow --state close").assert().code(2).stdout_eq(str![]).stderr_eq(str![[r#"
error: there is no state '#close'
  = help: did you mean '#closed'?

"#]]);
    place.flow("diagram loan.flow --type table --state closed").assert().code(2).stderr_eq(str![[r#"
error: '--state' chooses a state of a state diagram, and the type is 'table'
  = help: leave out '--type'

"#]]);
}

#[test]
fn deferred_events_in_lanes_and_tables() {
    let gate = "machine: @gate
  starts in #closed
  scenario: wait
    on> :pass from @user in #closed
      defer
    on> :wave from @user in #closed
      defer
    on> :open from @keeper in #closed
      gate moves to #open
    on> :pass from @user in #open
      count it
    expect:
      = gate is in #open
";
    let place = Place::new("diagram-deferred", &[("gate.flow", gate)]);
    place.flow("diagram --type table").assert().code(0).stdout_eq(str![[r#"
┌───────────┬──────────┬──────────┬─────────┐
│   @gate   │  :pass   │  :wave   │  :open  │
├───────────┼──────────┼──────────┼─────────┤
│ #closed   │ deferred │ deferred │ → #open │
│   initial │          │          │         │
├───────────┼──────────┼──────────┼─────────┤
│ #open     │ stays    │ ·        │ ·       │
└───────────┴──────────┴──────────┴─────────┘

"#]]);
    place.flow("diagram --type lane").assert().code(0).stdout_eq(str![[r#"
wait

┌─────────────┬─────────────┬─────────────┐
│    @user    │    @gate    │   @keeper   │
├─────────────┼─────────────┼─────────────┤
│             │             │             │
│ :pass       │             │             │
│ ────────────┼──>          │             │
│             │             │             │
│             │ defer :pass │             │
│             │             │             │
│ :wave       │             │             │
│ ────────────┼──>          │             │
│             │             │             │
│             │ defer :wave │             │
│             │             │             │
│             │ :open       │             │
│             │ <───────────┼─────────────│
│             │             │             │
│             │ reject      │             │
│             │ :wave       │             │
│             │             │             │
│             │ take up     │             │
│             │ :pass       │             │
│             │             │             │
│             │ count it    │             │
│             │             │             │
└─────────────┴─────────────┴─────────────┘

"#]]);
}
