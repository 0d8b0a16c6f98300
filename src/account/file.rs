//! Account files: YAML or JSON with the key `account`. Strict: every problem is reported, with its
//! place. Research briefs in JSON are recognised by their own keys and handed to [`super::brief`].

use super::{Account, Date, Fact, Person, brief};
use crate::text::Problem;
use crate::vocabulary::{FactKind, Relation};
use crate::yaml::{self, Key, Keys, MapReader, Node, Problems, Shape};

/// Endings that mark a file as an account's without a look inside.
const ENDINGS: &[&str] = &[".account.yaml", ".account.yml", ".account.json"];

/// True for `x.account.yaml` and its like.
pub fn is_account_file(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Reads an account file or a research brief.
pub fn read(text: &str, origin: &str) -> Result<Account, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let root = yaml::parse(text, 0).map_err(|problem| vec![problem])?;
    let mut problems = Problems::default();
    let found = decode(&root, &mut problems);
    match found {
        Some(account) if problems.0.is_empty() => {
            Ok(Account { origin: origin.to_string(), ..account })
        }
        _ => Err(problems.0),
    }
}

/// An account file.
pub static ACCOUNT: Keys = Keys::new(
    "an account",
    &[
        Key::new("account", Shape::Text, "full name; the key that makes a file an account's")
            .required(),
        Key::new("say_as", Shape::Text, "the name to use in a text"),
        Key::new("aliases", TEXTS, "other spellings that are right"),
        Key::new(
            "relation",
            Shape::Names(&[Relation::MEANINGS]),
            "what the account is to the sender (a prospect when nothing is said)",
        ),
        Key::new("avoid", TEXTS, "topics or words not to raise"),
        Key::new("domain", TEXTS, "mail and web domain"),
        Key::new("domains", TEXTS, "mail and web domains"),
        Key::new(
            "people",
            Shape::List(&Shape::Either(&[Shape::Text, Shape::Map(&PERSON)]), 0),
            "people in it: full names, or more",
        ),
        Key::new(
            "facts",
            Shape::List(&Shape::Either(&[Shape::Text, Shape::Map(&FACT)]), 0),
            "what is known: sentences, or more",
        ),
        Key::new("industry", TEXTS, "what business they are in"),
        Key::new(
            "employees",
            Shape::Many(&Shape::Scalar),
            "head count: a number, or a range such as 200-500",
        ),
        Key::new("hq", TEXTS, "where they sit"),
        Key::new("country", TEXTS, "country"),
        Key::new("tech", TEXTS, "what they run on"),
        Key::new("revenue", Shape::Many(&Shape::Scalar), "revenue"),
        Key::new(
            "fields",
            Shape::Entries(&Shape::Text, &Shape::Scalar),
            "values of merge fields, by name",
        ),
        Key::new("lang", Shape::Text, "language (BCP 47)"),
        Key::new("owner", Shape::Text, "who looks after the account"),
    ],
);

/// A person of an account.
static PERSON: Keys = Keys::new(
    "a person",
    &[
        Key::new("name", Shape::Text, "full name"),
        Key::new("first", Shape::Text, "first name"),
        Key::new("last", Shape::Text, "last name"),
        Key::new("email", Shape::Text, "mail address"),
        Key::new("role", Shape::Text, "what the person does"),
        Key::new("linkedin", Shape::Text, "address of a profile; not read"),
        Key::new("pronouns", Shape::Text, "pronouns; not read"),
        Key::new("notes", Shape::Text, "notes; not read"),
    ],
)
.any_of(&[&["name"], &["first"], &["last"], &["email"]]);

/// A fact about an account.
static FACT: Keys = Keys::new(
    "a fact",
    &[
        Key::new("fact", Shape::Text, "what is the case, in a sentence").required(),
        Key::new("source", Shape::Text, "where it was found"),
        Key::new("date", DATE, "the day that it happened on, was said or was found"),
        Key::new("expires", DATE, "the day from which on it is no longer true"),
        Key::new(
            "kind",
            Shape::Names(&[FactKind::MEANINGS]),
            "what it is about; recognised by its words when not given",
        ),
        Key::new("public", Shape::Flag, "`false`: must not be spoken of"),
    ],
);

/// A list of texts, or one alone.
const TEXTS: Shape = Shape::Many(&Shape::Text);
/// A day, a month or a year.
pub const DATE: Shape = Shape::Either(&[
    Shape::Form("^[0-9]{4}(-[0-9]{2}(-[0-9]{2}.*)?)?$|^[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}$"),
    Shape::Whole(1000, 9999),
]);

/// Reads an account out of a tree.
pub fn decode(root: &Node, problems: &mut Problems) -> Option<Account> {
    if root.get("account").is_none()
        && let Some(account) = brief::decode(root)
    {
        return Some(account);
    }
    let mut map = MapReader::of(&ACCOUNT, root, problems)?;
    let name = map.require("account", problems).and_then(|node| problems.string(node));
    let mut account = Account {
        say_as: map.text("say_as", problems),
        aliases: map.texts("aliases", problems),
        relation: map.choice("relation", Relation::NAMES, problems).unwrap_or_default(),
        avoid: map.texts("avoid", problems),
        ..Account::default()
    };
    for node in [map.get("domain"), map.get("domains")].into_iter().flatten() {
        account
            .domains
            .extend(problems.strings(node).iter().map(|domain| super::domain::domain(domain)));
    }
    account.people =
        list(map.get("people")).iter().filter_map(|node| person(node, problems)).collect();
    account.facts = list(map.get("facts")).iter().filter_map(|node| fact(node, problems)).collect();
    for (key, kind) in FIRMOGRAPHICS {
        let values = map.texts(key, problems);
        account.facts.extend(
            values.into_iter().map(|value| Fact::implied(*kind, super::kind::spell(key, value))),
        );
    }
    if account.facts.len() > Account::MOST_FACTS {
        let (count, most) = (account.facts.len(), Account::MOST_FACTS);
        let message = format!("{count} facts; an account may have {most}");
        let hint = "keep those that a message could be about";
        problems.add(Problem::error(root.span, message).hint(hint));
    }
    for (key, value) in map.get("fields").map(Node::entries).unwrap_or_default() {
        if let (Some(key), Some(value)) = (problems.string(key), problems.string(value)) {
            account.fields.push((key, value));
        }
    }
    for known in ["lang", "owner"] {
        map.get(known).and_then(|node| problems.string(node));
    }
    map.finish(problems);
    account.name = name?;
    Some(account)
}

/// Keys that say something of the company without being researched facts.
const FIRMOGRAPHICS: &[(&str, FactKind)] = &[
    ("industry", FactKind::Industry),
    ("employees", FactKind::Structure),
    ("hq", FactKind::Structure),
    ("country", FactKind::Industry),
    ("tech", FactKind::Tech),
    ("revenue", FactKind::Structure),
];

fn list(node: Option<&Node>) -> &[Node] {
    node.map(Node::items).unwrap_or_default()
}

fn person(node: &Node, problems: &mut Problems) -> Option<Person> {
    if let Some(name) = node.as_str() {
        return Some(Person::named(name));
    }
    let mut map = MapReader::of(&PERSON, node, problems)?;
    let mut text = |key| map.get(key).and_then(|node| problems.string(node));
    let (name, first, last) = (text("name"), text("first"), text("last"));
    let (email, role) =
        (text("email").unwrap_or_default().to_lowercase(), text("role").unwrap_or_default());
    for known in ["linkedin", "pronouns", "notes"] {
        text(known);
    }
    let joined =
        [first.as_deref(), last.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = name.unwrap_or(joined);
    if name.is_empty() && email.is_empty() {
        problems.add(Problem::error(
            node.span,
            "a person needs `name`, `first` and `last`, or `email`",
        ));
    }
    map.finish(problems);
    let split = Person::named(&name);
    Some(Person {
        first: first.unwrap_or(split.first),
        last: last.unwrap_or(split.last),
        name,
        email,
        role,
    })
}

fn fact(node: &Node, problems: &mut Problems) -> Option<Fact> {
    if node.as_str().is_some() {
        return problems.string(node).map(Fact::new);
    }
    let mut map = MapReader::of(&FACT, node, problems)?;
    let text = map.require("fact", problems).and_then(|node| problems.string(node));
    let mut fact = Fact::new(text.unwrap_or_default());
    fact.source = map.text("source", problems);
    fact.date = map.get("date").and_then(|node| date(node, problems));
    fact.expires = map.get("expires").and_then(|node| date(node, problems));
    fact.kind = map.choice("kind", FactKind::NAMES, problems).unwrap_or(fact.kind);
    fact.private = map.flag("public", problems) == Some(false);
    map.finish(problems);
    (!fact.text.is_empty()).then_some(fact)
}

fn date(node: &Node, problems: &mut Problems) -> Option<Date> {
    let text = problems.string(node)?;
    let date = Date::parse(&text);
    if date.is_none() {
        problems.add(
            Problem::error(node.span, format!("`{text}` is no date"))
                .hint("write 2026-05-14, 2026-05 or 2026"),
        );
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "
account: North Quay Terminals, Inc.
say_as: North Quay
domain: https://www.northquay.example/
employees: 200-500
tech: [Navis N4]
relation: customer
people:
  - { name: Mara Lindqvist, email: Mara@northquay.example, role: Head of Berth Planning }
facts:
  - fact: Average wait at Pier 7 was 19 hours in July 2031.
    source: https://northquay.example/notices/july
    date: 2031-08-02
  - { fact: They let forty people go., public: false }
avoid: [layoffs]
";

    #[test]
    fn a_file_is_read_whole() {
        let account = read(FILE, "north.account.yaml").expect("a good file");
        assert_eq!(
            (account.spoken_name(), account.domains[0].as_str()),
            ("North Quay", "northquay.example")
        );
        assert_eq!(account.relation, Relation::Customer);
        assert_eq!(
            (account.people[0].first.as_str(), account.people[0].email.as_str()),
            ("Mara", "mara@northquay.example")
        );
        assert!(
            account.facts[0].is_sourced() && account.facts[1].private && account.facts[2].implied
        );
        assert_eq!(account.facts.iter().map(Fact::depth).collect::<Vec<_>>(), [5, 4, 4, 4]);
        let many = format!("account: Orbis\nfacts:\n{}", "  - Orbis opened Leeds.\n".repeat(501));
        let told = read(&many, "o.yaml").expect_err("too many");
        assert_eq!(told[0].message, "501 facts; an account may have 500");
    }

    #[test]
    fn json_is_the_same_file() {
        let json = r#"{"account": "Orbis", "facts": ["Orbis opened Leeds.", {"fact": "Two books", "kind": "structure"}]}"#;
        let account = read(json, "o.json").expect("a good file");
        assert_eq!(
            account.facts.iter().map(|fact| fact.kind).collect::<Vec<_>>(),
            [FactKind::Launch, FactKind::Structure]
        );
    }

    #[test]
    fn all_faults_are_said() {
        let problems = read("account: Orbis\nfactz: []\nrelation: friend\nfacts:\n  - { fact: A, date: May }\n  - { source: x }\n", "o")
            .expect_err("a faulty file");
        let said: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(
            said,
            [
                "`friend` is not one of the values allowed here",
                "`May` is no date",
                "a fact needs the key `fact`",
                "an account has no key `factz`"
            ]
        );
        assert_eq!(
            read("name: Orbis\n", "o").expect_err("a faulty file")[0].message,
            "an account needs the key `account`"
        );
    }
}
