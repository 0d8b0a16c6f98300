//! The syntaxes of large senders, halves of any, and what only looks like them.

use super::{
    super::{Dialect, FieldProblem, Hints, scan},
    check, show,
};

#[test]
fn each_sender_has_its_fields() {
    check(
        &[
            (
                "mailjet",
                r#"{{var:firstname:"there"}}"#,
                &[r#"field first_name «{{var:firstname:"there"}}» or «there»"#],
            ),
            ("mailjet bare", "{{data:city}}", &["field city «{{data:city}}» no-fallback"]),
            (
                "marketo",
                "{{lead.First Name:default=there}}",
                &["field first_name «{{lead.First Name:default=there}}» or «there»"],
            ),
            (
                "zoho",
                "${Contacts.Last Name}",
                &["field last_name «${Contacts.Last Name}» no-fallback"],
            ),
            (
                "zoho campaigns",
                "$[FNAME|reader|]$",
                &["field fname «$[FNAME|reader|]$» or «reader»"],
            ),
            (
                "odoo",
                "${object.name or 'there'}",
                &["field name «${object.name or 'there'}» or «there»"],
            ),
            (
                "odoo new",
                "{{ object.partner_id.name or 'there' }}",
                &[
                    "field object_partner_id_name «{{ object.partner_id.name or 'there' }}» or «there»",
                ],
            ),
            (
                "mailpoet",
                "[subscriber:firstname | default:reader]",
                &["field first_name «[subscriber:firstname | default:reader]» or «reader»"],
            ),
            (
                "mailpoet link",
                "[link:subscription_unsubscribe_url]",
                &[
                    "opt-out link_subscription_unsubscribe_url «[link:subscription_unsubscribe_url]»",
                ],
            ),
            (
                "laravel",
                "{{ $user->first_name }}",
                &["field first_name «{{ $user->first_name }}» no-fallback"],
            ),
            (
                "laravel or",
                "{{ $name ?? 'there' }}",
                &["field name «{{ $name ?? 'there' }}» or «there»"],
            ),
            (
                "laravel raw",
                "{!! $user->city !!}",
                &["field city «{!! $user->city !!}» no-fallback"],
            ),
            ("keap", "~Contact.FirstName~", &["field first_name «~Contact.FirstName~»"]),
            (
                "mailgun",
                "%recipient.first_name%",
                &["field first_name «%recipient.first_name%» no-fallback"],
            ),
            (
                "mailgun list",
                "%mailing_list_unsubscribe_url%",
                &["opt-out mailing_list_unsubscribe_url «%mailing_list_unsubscribe_url%»"],
            ),
            ("suitecrm", "$contact_first_name", &["field first_name «$contact_first_name»"]),
            ("vtiger", "$contacts-firstname$", &["field first_name «$contacts-firstname$»"]),
            ("mailerlite", "{$last_name}", &["field last_name «{$last_name}» no-fallback"]),
            (
                "campaign monitor",
                "[firstname,fallback=there]",
                &["field first_name «[firstname,fallback=there]» or «there»"],
            ),
            ("dotdigital", "@FIRSTNAME@", &["field first_name «@FIRSTNAME@» no-fallback"]),
            (
                "pipedrive",
                "[Person: First name] [Organization: Name] [Deal: Title] [User: Email] [Person: Berth count]",
                &[
                    "field first_name «[Person: First name]»",
                    "field company_name «[Organization: Name]»",
                    "field deal «[Deal: Title]»",
                    "field sender_email «[User: Email]»",
                    "field berth_count! «[Person: Berth count]»",
                ],
            ),
            (
                "word",
                r#"{ MERGEFIELD First_Name } {MERGEFIELD  "Last Name" \* MERGEFORMAT} { MERGEFIELD City * Upper } «Yard_Name»"#,
                &[
                    "field first_name «{ MERGEFIELD First_Name }»",
                    r#"field last_name «{MERGEFIELD  "Last Name" \* MERGEFORMAT}»"#,
                    "field city «{ MERGEFIELD City * Upper }»",
                    "field yard_name ««Yard_Name»»",
                ],
            ),
            (
                "word condition",
                r#"{ IF { MERGEFIELD First_Name } = "" "all of you" "{ MERGEFIELD First_Name }" }"#,
                &[
                    r#"field first_name «{ IF { MERGEFIELD First_Name } = "" "all of you" "{ MERGEFIELD First_Name }" }» or «all of you»"#,
                ],
            ),
            (
                "n8n",
                r#"{{ $json.first_name ? $json.first_name : 'there' }} {{ $json["First Name"] || 'there' }} {{ $json.lang === "de" ? "Guten Tag": "Hello" }}"#,
                &[
                    "field first_name «{{ $json.first_name ? $json.first_name : 'there' }}» or «there»",
                    r#"field first_name «{{ $json["First Name"] || 'there' }}» or «there»"#,
                    r#"field lang «{{ $json.lang === "de" ? "Guten Tag": "Hello" }}» or «Hello»"#,
                ],
            ),
            (
                "n8n nodes",
                "{{ $('Read rows').item.json['company'] }} {{ $node[\"Rows\"].json.city.split(' ')[0] }} {{ $now.toFormat('HH:mm') }}",
                &[
                    "field company «{{ $('Read rows').item.json['company'] }}» no-fallback",
                    "field city «{{ $node[\"Rows\"].json.city.split(' ')[0] }}» no-fallback",
                    "field now «{{ $now.toFormat('HH:mm') }}»",
                ],
            ),
            (
                "klaviyo",
                "{{ person|lookup:'City'|default:'town' }} {{ person|lookup:'FirstName' }} {{ person.first_name|default:'there' }}",
                &[
                    "field city «{{ person|lookup:'City'|default:'town' }}» or «town»",
                    "field first_name «{{ person|lookup:'FirstName' }}» no-fallback",
                    "field first_name «{{ person.first_name|default:'there' }}» or «there»",
                ],
            ),
            (
                "klaviyo tags",
                "{{ first_name|default:'there' }} {% if person.city %}a{% endif %} {% unsubscribe 'Stop' %}",
                &[
                    "field first_name «{{ first_name|default:'there' }}» or «there»",
                    "block city «{% if person.city %}» of [\"a\"]",
                    "block end_if «{% endif %}»",
                    "opt-out unsubscribe «{% unsubscribe 'Stop' %}»",
                ],
            ),
            (
                "kit",
                "{{ subscriber.first_name | default: \"there\" }} {{ unsubscribe_url }}",
                &[
                    "field first_name «{{ subscriber.first_name | default: \"there\" }}» or «there»",
                    "opt-out unsubscribe_url «{{ unsubscribe_url }}»",
                ],
            ),
            (
                "activecampaign",
                "%FIRSTNAME% %IF $CITY = 'Leeds'%a%ELSEIF $CITY = 'York'%b%ELSE%c%/IF% %UNSUBSCRIBELINK%",
                &[
                    "field first_name «%FIRSTNAME%» no-fallback",
                    "block city «%IF $CITY = 'Leeds'%» of [\"a\", \"b\", \"c\"]",
                    "block else «%ELSEIF $CITY = 'York'%»",
                    "block else «%ELSE%»",
                    "block end_IF «%/IF%»",
                    "opt-out unsubscribelink «%UNSUBSCRIBELINK%»",
                ],
            ),
            (
                "campaign monitor condition",
                "[if:city=Leeds]a[elseif:city=York]b[else]c[endif] [else] [endif]",
                &[
                    "block city «[if:city=Leeds]» of [\"a\", \"b\", \"c\"]",
                    "block else «[elseif:city=York]»",
                    "block else «[else]»",
                    "block end_if «[endif]»",
                    "placeholder else «[else]»",
                    "placeholder endif «[endif]»",
                ],
            ),
            (
                "mailerlite fallback",
                "{$name|default('there')}",
                &["field name «{$name|default('there')}» or «there»"],
            ),
            ("percents", "save 5%IF 3% ELSE%, 5%IF (so) 30%", &[]),
            (
                "activecampaign list",
                "%IF in_array('Leeds', $TOWNS)%a%/IF%",
                &[
                    "block in_array «%IF in_array('Leeds', $TOWNS)%» of [\"a\"]",
                    "block end_IF «%/IF%»",
                ],
            ),
        ],
        &Hints::default(),
    );
    let dialect_of = |text: &str| scan(text, &[], &Hints::default())[0].dialect;
    for (text, dialect) in [
        ("{{var:x}}", Dialect::Mailjet),
        ("{{lead.First Name}}", Dialect::Marketo),
        ("${Leads.Company}", Dialect::Zoho),
        ("${object.name}", Dialect::Odoo),
        ("[subscriber:email]", Dialect::Mailpoet),
        ("{{ $name }}", Dialect::Laravel),
        ("~Contact.Email~", Dialect::Keap),
        ("%recipient.name%", Dialect::Mailgun),
        ("$account_name", Dialect::Suitecrm),
        ("{$name}", Dialect::Mailerlite),
        ("[name,fallback=you]", Dialect::CampaignMonitor),
        ("@COMPANY@", Dialect::Dotdigital),
        ("[Deal: Stage]", Dialect::Pipedrive),
        ("{ MERGEFIELD Name }", Dialect::Word),
        ("{% manage_preferences %}", Dialect::Klaviyo),
        ("%IF $CITY = 'Leeds'%", Dialect::Activecampaign),
        ("[if:city=Leeds]a[endif]", Dialect::CampaignMonitor),
    ] {
        assert_eq!(dialect_of(text), Some(dialect), "{text}");
    }
}

#[test]
fn what_no_sender_writes_stays_what_it_is() {
    check(
        &[
            ("code", "Hi ${user.name},", &["residue user_name «${user.name}»"]),
            ("literal", "${firstName}", &["residue first_name «${firstName}»"]),
        ],
        &Hints::default(),
    );
    for text in [
        "It costs ~5.5~ or $contact, $account and $5 a lead_time.",
        "[link: see below] [note:agreed] [date: 3 May]",
        "~Contact us~ and ~/Contact.md",
        "write to lee@NAME.example or @COMPANY now",
        "save 50%COMPANY growth, a 5 %Discount, printf(\"%s_name\")",
        "The list [Company and so on] is long, [see",
        "{ one open brace, :{ and {low",
        "TK Maxx flies TK 1952",
        "[Person: who signs] [Deal: 20% off] [Project: Alpha] [Organization: the port of Cork]",
        "the code { MERGEFIELD } and { MERGE First_Name } and { MERGEFIELD = 4 }",
        "the page style={{ color: 'red' }} and {{ cost ? 'a' : 'b' }} of $5",
        "the [NASA] note and the [ISO] norm",
    ] {
        let found: Vec<String> = show(text, &Hints::default())
            .into_iter()
            .filter(|line| line.starts_with("field"))
            .collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn what_nothing_closes_is_broken() {
    check(
        &[
            (
                "one too many",
                "Hi {{first_name}}}, all",
                &["field first_name «{{first_name}}}» no-fallback unbalanced"],
            ),
            ("single", "Hi {name, all", &["field name «{name» unbalanced"]),
            ("square", "at [First Name's berth", &["field first_name «[First Name» unbalanced"]),
            ("per cent", "Hi %FIRSTNAME, all", &["field first_name «%FIRSTNAME» unbalanced"]),
        ],
        &Hints::default(),
    );
    check(
        &[
            (
                "task",
                "spend [TASK] hours on [TODO] and [CITY]",
                &[
                    "placeholder task «[TASK]»",
                    "placeholder todo «[TODO]»",
                    "placeholder city «[CITY]»",
                ],
            ),
            ("to come", "sails on TK, at TK knots", &["placeholder  «TK»", "placeholder  «TK»"]),
        ],
        &Hints::default(),
    );
}

#[test]
fn columns_of_a_list_are_spelt_as_their_owner_likes() {
    let mixed = |text: &str| {
        scan(text, &[], &Hints::default())
            .iter()
            .any(|field| field.problems.contains(&FieldProblem::MixedDialect))
    };
    for text in [
        "{{firstName}} {{port_city}} {{broker_name}} {{Company}}",
        "{{RANDOM | Hi | Hello}} {{firstName}} {{vessel_name}}",
        "{first_name} at {company} {unsubscribe_url}",
        "{{first_name}} {{berthName}} {{Port City}}",
    ] {
        assert!(!mixed(text), "{text}");
    }
    assert!(mixed("{{firstName}} {{last_name}}"));
    assert!(mixed("{{first_name}} ~Contact.LastName~"));
}
