//! The vote that names the platform of a text, and the fields that are not that platform's.

use super::{
    super::{Dialect, FieldProblem, Hints, scan},
    with,
};

#[test]
fn votes() {
    let dialect_of = |text: &str| scan(text, &[], &Hints::default())[0].dialect;
    assert_eq!(dialect_of("{{first_name}} %signature%"), Some(Dialect::Smartlead));
    assert_eq!(dialect_of("{{firstName}} {{RANDOM|a|b}}"), Some(Dialect::Instantly));
    assert_eq!(dialect_of("{FIRST_NAME} {a|b}"), Some(Dialect::Emailbison));
    assert_eq!(dialect_of("{{first_name}}"), None);
    let mixed = |text: &str, hints: &Hints| -> Vec<bool> {
        let bad = |problem: &FieldProblem| {
            matches!(problem, FieldProblem::MixedDialect | FieldProblem::WrongDialect)
        };
        scan(text, &[], hints).iter().map(|field| field.problems.iter().any(bad)).collect()
    };
    assert_eq!(
        mixed("{{first_name}} {{company}} {{firstName}} {{last_name}}", &Hints::default()),
        [false, false, true, false]
    );
    assert_eq!(mixed("{{first_name}} *|FNAME|*", &Hints::default()), [false, true]);
    assert_eq!(
        mixed("{{first_name}} {{pain_point}} {Hi|Hey}", &Hints::default()),
        [false, false, false]
    );
    assert_eq!(mixed("{Hi|Hey} {{firstName}}", &with(Dialect::Instantly)), [true, false]);
    assert_eq!(mixed("{{first_name}} {{company}}", &with(Dialect::Plain)), [true, true]);
    let hubspot = "{{ contact.firstname }} {{company.name}}";
    for platform in [Dialect::Smartlead, Dialect::Instantly, Dialect::Lemlist] {
        assert_eq!(mixed(hubspot, &with(platform)), [true, true], "{platform:?}");
    }
    assert_eq!(mixed(hubspot, &with(Dialect::Hubspot)), [false, false]);
    let vars = ["berth_name".to_string()];
    assert_eq!(
        mixed(
            "{{berthName}}",
            &Hints { dialect: Some(Dialect::Smartlead), vars: &vars, ..Hints::default() }
        ),
        [false]
    );
}
