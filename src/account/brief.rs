//! Research briefs: the JSON that research tools write. Recognised by their keys; what is no fact
//! of the account is left aside.

use super::{Account, Date, Fact, Person, domain};
use crate::vocabulary::FactKind;
use crate::yaml::Node;

/// Reads a brief; `None` when the tree has none of the known shapes.
pub fn decode(root: &Node) -> Option<Account> {
    let root = root.get("brief").or(root.get("accountBrief")).unwrap_or(root);
    let company =
        ["companyInfo", "lead", "company"].iter().find_map(|key| root.get(key)).unwrap_or(root);
    let told = LISTS.iter().any(|(key, _)| root.get(key).is_some())
        || root.get("companyInfo").is_some()
        || root.get("lead").is_some();
    let name = text(company, &["name", "companyName", "company_name", "company"])
        .or_else(|| text(root, &["companyName", "company"]));
    let mut account = Account { name: name.filter(|_| told)?, ..Account::default() };
    account
        .domains
        .extend(text(company, &["domain", "website"]).map(|domain| domain::domain(&domain)));
    for list in ["keyStakeholders", "people", "contacts", "contact"] {
        account
            .people
            .extend(root.get(list).map(Node::items).unwrap_or_default().iter().filter_map(person));
    }
    for (list, kind) in LISTS {
        for item in root.get(list).map(Node::items).unwrap_or_default() {
            account.facts.extend(fact(item, *kind));
        }
    }
    for (keys, kind) in FIRMOGRAPHICS {
        account.facts.extend(
            text(company, keys)
                .map(|value| Fact::implied(*kind, super::kind::spell(keys[0], value))),
        );
    }
    Some(account)
}

/// Lists of facts, and the kind of those whose words do not show it. What the writer of a brief
/// thinks (angles, pains) is no fact.
const LISTS: &[(&str, Option<FactKind>)] = &[
    ("recentNews", Some(FactKind::News)),
    ("triggerEvents", Some(FactKind::News)),
    ("fundingInfo", Some(FactKind::Funding)),
    ("hiringSignals", Some(FactKind::Hiring)),
    ("techStack", Some(FactKind::Tech)),
    ("signals", None),
    ("insights", None),
    ("facts", None),
    ("accountSnapshot", Some(FactKind::Structure)),
];

const FIRMOGRAPHICS: &[(&[&str], FactKind)] = &[
    (&["employees", "size", "employeeCount"], FactKind::Structure),
    (&["industry"], FactKind::Industry),
    (&["location", "hq"], FactKind::Structure),
];

fn text(node: &Node, keys: &[&str]) -> Option<String> {
    keys.iter()
        .find_map(|key| node.get(key)?.as_str())
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_string)
}

fn person(node: &Node) -> Option<Person> {
    if let Some(name) = node.as_str() {
        return Some(Person::named(name));
    }
    let name = text(node, &["name", "fullName", "full_name"])?;
    let email = text(node, &["email"]).unwrap_or_default().to_lowercase();
    Some(Person {
        email,
        role: text(node, &["title", "role"]).unwrap_or_default(),
        ..Person::named(&name)
    })
}

fn fact(node: &Node, kind: Option<FactKind>) -> Option<Fact> {
    let (said, source, date) = match node.as_str() {
        Some(said) => (said.to_string(), None, None),
        None => {
            let head = text(node, &["title", "fact", "signal_name", "name", "event"]);
            let more = text(node, &["summary", "description", "details"]);
            let said = [head, more].into_iter().flatten().collect::<Vec<_>>().join(". ");
            let source = text(node, &["source_url", "url", "sourceUrl", "source"]);
            (
                said,
                source,
                text(node, &["date", "publishedDate", "published_date"])
                    .and_then(|date| Date::parse(&date)),
            )
        }
    };
    let fact = Fact { source, date, ..Fact::new(said) };
    let kind = if fact.kind == FactKind::Other { kind.unwrap_or_default() } else { fact.kind };
    (!fact.text.trim().is_empty()).then_some(Fact { kind, ..fact })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml;

    fn brief(json: &str) -> Option<Account> {
        decode(&yaml::parse(json, 0).expect("JSON"))
    }

    #[test]
    fn known_shapes_are_read() {
        let news = brief(
            r#"{"companyInfo": {"name": "Orbis", "website": "https://www.orbis.example", "size": "200-500"},
                "recentNews": [{"title": "Leeds opens", "url": "https://orbis.example/n", "publishedDate": "2026-03-02", "summary": "A second site."}],
                "techStack": ["SAP"], "hiringSignals": [], "insights": ["They close twice a month."]}"#,
        )
        .expect("a brief");
        assert_eq!(
            (news.name.as_str(), news.domains[0].as_str(), news.facts.len()),
            ("Orbis", "orbis.example", 4)
        );
        assert!(news.facts[0].is_sourced());
        let brief_two = brief(
            r#"{"companyName": "Tidewise", "accountSnapshot": "Three depots.", "triggerEvents": ["Cork opened in May."],
                "keyStakeholders": [{"name": "Ana Ruiz", "title": "COO"}], "painPoints": ["Rotas"]}"#,
        )
        .expect("a brief");
        assert_eq!((brief_two.people[0].role.as_str(), brief_two.facts.len()), ("COO", 2));
        let signals = brief(
            r#"{"company": "Brightkiln", "signals": [{"signal_name": "New kiln", "date": "2026-01", "source_url": "https://b.example"}]}"#,
        )
        .expect("a brief");
        assert!(signals.facts[0].is_sourced());
        assert_eq!(brief(r#"{"name": "x", "version": 1}"#), None);
    }
}
