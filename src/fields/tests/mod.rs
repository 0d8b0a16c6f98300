//! Tests: the traps of the reference, near misses, and hostile input.

mod hostile;
mod near;
mod problems;
mod senders;
mod votes;

use super::{Dialect, Field, Hints, is_opaque, scan};
use crate::text::Span;

/// `class name «source» problems` for every field, one a line.
fn show(text: &str, hints: &Hints) -> Vec<String> {
    let line = |field: &Field| {
        let problems: Vec<&str> = field.problems.iter().map(|problem| problem.name()).collect();
        let fallback =
            field.fallback.map(|span| format!(" or «{}»", span.slice(text))).unwrap_or_default();
        let options: Vec<&str> = field.options.iter().map(|option| option.slice(text)).collect();
        let options = if options.is_empty() { String::new() } else { format!(" of {options:?}") };
        let telling = if field.telling { "!" } else { "" };
        format!(
            "{} {}{telling} «{}»{fallback}{options} {}",
            field.class.name(),
            field.name,
            field.span.slice(text),
            problems.join(" ")
        )
        .trim_end()
        .to_string()
    };
    scan(text, &[], hints).iter().map(line).collect()
}

fn check(rows: &[(&str, &str, &[&str])], hints: &Hints) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(row, text, want)| (row, text, want, show(text, hints)))
        .filter(|(_, _, want, got)| got != *want)
        .map(|(row, text, want, got)| format!("{row}: {text}\n  want {want:#?}\n  got  {got:#?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn with(dialect: Dialect) -> Hints<'static> {
    Hints { dialect: Some(dialect), ..Hints::default() }
}

#[test]
fn traps() {
    check(
        &[
            ("1", r#"{"name": "x", "n": {"a": 1}}"#, &[]),
            (
                "2",
                "See [our notes](https://example.com/{{slug}})",
                &["field slug «{{slug}}» no-fallback"],
            ),
            ("3 placeholder", "Hi [First Name]", &["placeholder first_name «[First Name]»"]),
            ("3 link", "[First Name](x)", &[]),
            ("3 definition", "[ref]: u", &[]),
            ("3 footnote", "as said[^1] and [^1]", &[]),
            ("3 tag of a list or a ticket", "[ILL-L] lamps, [OPS-214] gate", &[]),
            ("3 check box", "- [ ] call", &[]),
            ("4", r"$\frac{a}{b}$", &[]),
            (
                "5",
                "{% if company %}at {{company}}{% endif %}",
                &[
                    "block company «{% if company %}» of [\"at {{company}}\"]",
                    "field company «{{company}}»",
                    "block end_if «{% endif %}»",
                ],
            ),
            (
                "6",
                "{{#if first_name}}{{#endif}}",
                &["block first_name «{{#if first_name}}» of [\"\"]", "block end_if «{{#endif}}»"],
            ),
            (
                "7 single",
                "{Hi {{first_name}}|Hello}",
                &[
                    "spin  «{Hi {{first_name}}|Hello}» of [\"Hi {{first_name}}\", \"Hello\"]",
                    "field first_name «{{first_name}}» no-fallback",
                ],
            ),
            (
                "7 random",
                "{{RANDOM | Hi {{firstName}} | Hello}}",
                &[
                    "spin  «{{RANDOM | Hi {{firstName}} | Hello}}» of [\"Hi {{firstName}}\", \"Hello\"]",
                    "field first_name «{{firstName}}» no-fallback",
                ],
            ),
            (
                "8 empty option",
                "{Hi|Hello|}",
                &["spin  «{Hi|Hello|}» of [\"Hi\", \"Hello\", \"\"] empty-option"],
            ),
            ("8 no spin", "{Hi}", &[]),
            ("8 broken", "{{RANDOM}}", &["spin  «{{RANDOM}}» broken-spin"]),
            (
                "9",
                "{{ first_name | default: “there” }}",
                &["field first_name «{{ first_name | default: “there” }}» or «there» curly-quotes"],
            ),
            (
                "10 tags",
                "{{<b>first_name</b>}}",
                &["field first_name «{{<b>first_name</b>}}» no-fallback split"],
            ),
            (
                "10 blanks",
                "{{&nbsp;first_name&nbsp;}}",
                &["field first_name «{{&nbsp;first_name&nbsp;}}» no-fallback split"],
            ),
            ("11", r"Hi {{first\_name}},", &[r"field first_name «{{first\_name}}» no-fallback"]),
            ("12 text", "<mj-text>Hi {{name}}</mj-text>", &["field name «{{name}}» no-fallback"]),
            ("12 raw", "<mj-raw>{% if x %}</mj-raw>", &["block x «{% if x %}» unbalanced"]),
            ("13", "<style>a { color: red } b {left|right}</style>", &[]),
            ("14", "grew 50% while cost fell 20% monthly", &[]),
            ("15 quotation", "« Bonjour »", &[]),
            ("15 field", "«Prenom»", &["field prenom ««Prenom»»"]),
            ("16", "Hi , quick question", &["residue  «Hi ,»"]),
            (
                "17",
                "[[MISSING TOKEN - FIRST NAME]]",
                &["residue first_name «[[MISSING TOKEN - FIRST NAME]]»"],
            ),
            (
                "18",
                "{{Write one line about their latest launch.}}",
                &[
                    "prompt write_one_line_about_their_latest_launch! «{{Write one line about their latest launch.}}»",
                ],
            ),
            ("19", "{{email_body}}", &["field email_body «{{email_body}}» no-fallback"]),
            (
                "20",
                "{contactfield=firstname|true}",
                &["field first_name «{contactfield=firstname|true}» no-fallback"],
            ),
            (
                "20 fallback",
                "{contactfield=firstname|there}",
                &["field first_name «{contactfield=firstname|there}» or «there»"],
            ),
            (
                "22",
                "https://x.example/?e=%7B%7Bemail%7D%7D",
                &["field email «%7B%7Bemail%7D%7D» no-fallback"],
            ),
            (
                "23",
                "{{customer.first_name | default: \"\" }}",
                &[
                    "field first_name «{{customer.first_name | default: \"\" }}» or «» empty-fallback",
                ],
            ),
            (
                "24",
                "Hi / Hey / Hello {{FirstName}}",
                &[
                    "placeholder  «Hi / Hey / Hello» of [\"Hi\", \"Hey\", \"Hello\"] unspun",
                    "field first_name «{{FirstName}}» no-fallback",
                ],
            ),
            ("25 bold", "**{{first_name}}**", &["field first_name «{{first_name}}» no-fallback"]),
            (
                "25 code",
                "Subject: `{{first_name}}`",
                &["field first_name «{{first_name}}» no-fallback"],
            ),
            ("26", "{{#each x}} and so on", &["block each «{{#each x}}» unbalanced"]),
            ("27", "Price is {low} to {high}", &[]),
            ("28 blank", "{{ }}", &["field  «{{ }}» empty"]),
            ("28", "{{}}", &["field  «{{}}» empty"]),
        ],
        &Hints::default(),
    );
}

#[test]
fn trap_19_opaque() {
    let text = "\n{{email_body}}\n";
    assert!(is_opaque(text, &scan(text, &[], &Hints::default())));
    assert!(!is_opaque("Hi {{a}}", &scan("Hi {{a}}", &[], &Hints::default())));
}

#[test]
fn trap_21_wrong_dialect() {
    check(
        &[("21", "{{firstName}}", &["field first_name «{{firstName}}» no-fallback wrong-dialect"])],
        &with(Dialect::Smartlead),
    );
    assert_eq!(Dialect::Smartlead.spell("first_name"), "first_name");
    assert_eq!(Dialect::Instantly.spell("first_name"), "firstName");
}

#[test]
fn trap_27_known_dialect() {
    let found = show("Price is {low} to {high}", &with(Dialect::Emailbison));
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn masks_hide() {
    let text = "use `{{first_name}}` and {{company}}";
    let found = scan(text, &[Span::new(4, 20)], &Hints::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].name, "company");
}
