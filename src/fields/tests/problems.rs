//! Forms, problems, dialects and names.

use super::{
    super::{Dialect, FieldClass, FieldProblem, Hints, name},
    check, with,
};

#[test]
fn fallbacks() {
    check(
        &[
            (
                "liquid",
                "{{ x | default: 'y' | upcase }}",
                &["field x «{{ x | default: 'y' | upcase }}» or «y»"],
            ),
            ("quoted", "{{x | \"y\"}}", &["field x «{{x | \"y\"}}» or «y»"]),
            ("bare", "{{firstName|there}}", &["field first_name «{{firstName|there}}» or «there»"]),
            ("filter", "{{x|upcase}}", &["field x «{{x|upcase}}» no-fallback"]),
            ("or", "{{x || \"y\"}}", &["field x «{{x || \"y\"}}» or «y»"]),
            (
                "colon",
                "{{first_name: there}}",
                &["field first_name «{{first_name: there}}» or «there»"],
            ),
            ("comma", "{{x, fallback=y}}", &["field x «{{x, fallback=y}}» or «y»"]),
            (
                "classic",
                "{!Contact.FirstName, you}",
                &["field first_name «{!Contact.FirstName, you}» or «you»"],
            ),
            (
                "formula",
                "{!BLANKVALUE(Contact.FirstName,\"you\")}",
                &["field first_name «{!BLANKVALUE(Contact.FirstName,\"you\")}» or «you»"],
            ),
            (
                "single",
                "{FirstName|fallback=there}",
                &["field first_name «{FirstName|fallback=there}» or «there»"],
            ),
            ("star", "*|FNAME|there|*", &["field fname «*|FNAME|there|*» or «there»"]),
            (
                "insert",
                "{{insert name \"default=there\"}}",
                &["field name «{{insert name \"default=there\"}}» or «there»"],
            ),
            (
                "helper",
                "{{defaultIfEmpty firstName \"there\"}}",
                &["field first_name «{{defaultIfEmpty firstName \"there\"}}» or «there»"],
            ),
            (
                "token",
                "{{ personalization_token('contact.firstname','there') }}",
                &[
                    "field first_name «{{ personalization_token('contact.firstname','there') }}» or «there»",
                ],
            ),
            (
                "nested",
                "{{fallback|{{first_name}}|Sir}}",
                &["field first_name «{{fallback|{{first_name}}|Sir}}» or «Sir»"],
            ),
            (
                "square",
                "[[CONTACT|FIRSTNAME|there]]",
                &["field first_name «[[CONTACT|FIRSTNAME|there]]» or «there»"],
            ),
            (
                "empty",
                "{{company | default: ''}}",
                &["field company «{{company | default: ''}}» or «» empty-fallback"],
            ),
        ],
        &Hints::default(),
    );
}

#[test]
fn forms() {
    check(
        &[
            ("braze", "{{${first_name}}}", &["field first_name «{{${first_name}}}» no-fallback"]),
            (
                "braze path",
                "{{custom_attribute.${plan}}}",
                &["field plan «{{custom_attribute.${plan}}}» no-fallback"],
            ),
            (
                "go",
                "{{ .Subscriber.FirstName }}",
                &["field first_name «{{ .Subscriber.FirstName }}» no-fallback"],
            ),
            (
                "triple",
                "{{{Recipient.FirstName}}}",
                &["field first_name «{{{Recipient.FirstName}}}»"],
            ),
            (
                "erb",
                "<%asm_group_unsubscribe_raw_url%>",
                &["opt-out group_unsubscribe_raw_url «<%asm_group_unsubscribe_raw_url%>»"],
            ),
            ("sheet", "Hi <<First name>>,", &["field first_name «<<First name>>» no-fallback"]),
            ("two per cent", "%%first_name%%", &["field first_name «%%first_name%%» no-fallback"]),
            ("script", "%%=v(@first_name)=%%", &["system first_name «%%=v(@first_name)=%%»"]),
            (
                "per cent",
                "%signature% %unsubscribe-text%",
                &[
                    "signature signature «%signature%»",
                    "opt-out unsubscribe_text «%unsubscribe-text%»",
                ],
            ),
            (
                "mautic",
                "{unsubscribe_text} {tracking_pixel}",
                &[
                    "opt-out unsubscribe_text «{unsubscribe_text}»",
                    "tracking tracking_pixel «{tracking_pixel}»",
                ],
            ),
            (
                "liquid",
                "{% unsubscribe_url %}",
                &["opt-out unsubscribe_url «{% unsubscribe_url %}»"],
            ),
            (
                "sender",
                "{{My.first_name}} {{sender.email}}",
                &[
                    "field my_first_name «{{My.first_name}}»",
                    "field sender_email «{{sender.email}}» mixed-dialect",
                ],
            ),
            (
                "account",
                "{{ai_first_line}}",
                &["field ai_first_line! «{{ai_first_line}}» no-fallback"],
            ),
        ],
        &Hints::default(),
    );
    check(
        &[("gmail", "Hi @firstname, lee@email.example", &["field first_name «@firstname»"])],
        &with(Dialect::Gmail),
    );
}

#[test]
fn halves() {
    check(
        &[
            ("end", "Hi {{first_name", &["field first_name «{{first_name» unbalanced"]),
            ("open", "Hi {{first_name, all", &["field first_name «{{first_name» unbalanced"]),
            (
                "one closed",
                "Hi {{first_name}, at {{company}}",
                &[
                    "field first_name «{{first_name}» unbalanced",
                    "field company «{{company}}» no-fallback",
                ],
            ),
            (
                "one open",
                "Hi {first_name}}, all",
                &["field first_name «{first_name}}» no-fallback unbalanced"],
            ),
            ("closed", "Hi first_name}}, all", &["field first_name «first_name}}» unbalanced"]),
            ("spin", "{Hi|Hello Mara", &["spin  «{Hi|Hello» unbalanced broken-spin"]),
            ("tag", "{% if company }at", &["block if «{% if company }» unbalanced"]),
            ("closer", "{{/if}}", &["block end_if «{{/if}}» unbalanced"]),
            (
                "crossed",
                "{{#if a}}{{#each b}}{{/if}}",
                &[
                    "block a «{{#if a}}» of [\"{{#each b}}\"]",
                    "block each «{{#each b}}» unbalanced",
                    "block end_if «{{/if}}»",
                ],
            ),
            ("star", "Hi *|FNAME|, all", &["field fname «*|FNAME|» unbalanced"]),
        ],
        &Hints::default(),
    );
}

#[test]
fn blocks() {
    check(
        &[
            (
                "else",
                "{{#if company}}{{company}}{{else}}{{company}}{{/if}}",
                &[
                    "block company «{{#if company}}» of [\"{{company}}\", \"{{company}}\"]",
                    "field company «{{company}}»",
                    "block else «{{else}}»",
                    "field company «{{company}}» no-fallback",
                    "block end_if «{{/if}}»",
                ],
            ),
            (
                "go",
                "{{ if .City }}{{ .City }}{{ end }}",
                &[
                    "block city «{{ if .City }}» of [\"{{ .City }}\"]",
                    "field city «{{ .City }}»",
                    "block end_go «{{ end }}»",
                ],
            ),
            (
                "unless",
                "{% unless city %}{{city}}{% endunless %}",
                &[
                    "block city «{% unless city %}» of [\"{{city}}\"]",
                    "field city «{{city}}» no-fallback",
                    "block end_unless «{% endunless %}»",
                ],
            ),
            (
                "star",
                "*|IF:FNAME|**|FNAME|**|END:IF|*",
                &[
                    "block fname «*|IF:FNAME|*» of [\"*|FNAME|*\"]",
                    "field fname «*|FNAME|*»",
                    "block end_if «*|END:IF|*»",
                ],
            ),
            (
                "section",
                "{{#name}}x{{/name}}{{^name}}y{{/name}}",
                &[
                    "block name «{{#name}}» of [\"x\"]",
                    "block end_name «{{/name}}»",
                    "block name «{{^name}}» of [\"y\"]",
                    "block end_name «{{/name}}»",
                ],
            ),
        ],
        &Hints::default(),
    );
}

#[test]
fn spins() {
    check(
        &[
            (
                "double braces",
                "{{Hi|Hello|Hey}} all",
                &["spin  «{{Hi|Hello|Hey}}» of [\"Hi\", \"Hello\", \"Hey\"]"],
            ),
            (
                "a name of two words",
                "Hi {{First Name, there}},",
                &["field first_name «{{First Name, there}}» or «there»"],
            ),
            (
                "two of them",
                "{{Hello|Hey}} all",
                &["spin  «{{Hello|Hey}}» of [\"Hello\", \"Hey\"]"],
            ),
            ("one option", "{{RANDOM|Hi}}", &["spin  «{{RANDOM|Hi}}» of [\"Hi\"] broken-spin"]),
            (
                "quoted",
                "{{SPINTAX | \"Hi\" | \"Hello\"}}",
                &["spin  «{{SPINTAX | \"Hi\" | \"Hello\"}}» of [\"Hi\", \"Hello\"]"],
            ),
            (
                "ambiguous",
                "Hi {first_name|there},",
                &["spin first_name «{first_name|there}» of [\"first_name\", \"there\"] ambiguous"],
            ),
            (
                "starts with a field",
                "{{{first_name}}|Hi}",
                &[
                    "spin  «{{{first_name}}|Hi}» of [\"{{first_name}}\", \"Hi\"]",
                    "field first_name «{{first_name}}» no-fallback",
                ],
            ),
            (
                "nested",
                "{a {b|c}|d}",
                &["spin  «{a {b|c}|d}» of [\"a {b|c}\", \"d\"]", "spin  «{b|c}» of [\"b\", \"c\"]"],
            ),
            (
                "paragraphs",
                "{One.\n\nTwo.|Three.}",
                &["spin  «{One.\n\nTwo.|Three.}» of [\"One.\\n\\nTwo.\", \"Three.\"]"],
            ),
        ],
        &Hints::default(),
    );
    check(
        &[("empty", "{{random|Hi|}}", &["spin  «{{random|Hi|}}» of [\"Hi\", \"\"]"])],
        &with(Dialect::Plusvibe),
    );
}

#[test]
fn names() {
    for (raw, plain) in [
        ("firstName", "first_name"),
        ("FIRST_NAME", "first_name"),
        ("First Name", "first_name"),
        ("contact.firstname", "first_name"),
        ("Contact.Berth_Name__c", "berth_name"),
        ("companyURL", "company_url"),
        ("  ", ""),
    ] {
        assert_eq!(name::normalise(raw), plain, "{raw}");
    }
    let tells = |name: &str| name::kind(name) == name::Kind::Telling;
    for name in [
        "hiring_signal",
        "recent_post",
        "trigger",
        "pain_point",
        "competitor",
        "tech",
        "specific_project",
        "ai_first_line",
        "icebreaker",
    ] {
        assert!(tells(name), "{name}");
    }
    for name in [
        "first_name",
        "company",
        "title",
        "industry",
        "city",
        "date",
        "sender_name",
        "my_title",
        "case_study",
        "hiring_manager_name",
        "custom_1",
    ] {
        assert!(!tells(name), "{name}");
    }
    assert_eq!(name::canonical("fname"), Some("person.first"));
    assert_eq!(name::canonical("casual_company_name"), Some("company.name"));
}

#[test]
fn tables() {
    assert!(
        FieldClass::NAMES
            .iter()
            .all(|(name, class)| class.name() == *name && FieldClass::named(name) == Some(*class))
    );
    assert!(
        FieldProblem::NAMES
            .iter()
            .all(|(name, problem)| FieldProblem::named(name) == Some(*problem))
    );
    assert!(
        Dialect::NAMES.iter().enumerate().all(|(at, (name, dialect))| *dialect as usize == at
            && Dialect::named(name) == Some(*dialect))
    );
    assert_eq!(Dialect::named("auto"), None);
}
