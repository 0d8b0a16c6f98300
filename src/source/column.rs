//! What a column means, by its name. Names are compared in lower case, letters and digits only.

use super::LONGEST_NAME;
use crate::draft::Address;
use crate::fields::name;
use crate::text::head;
use crate::vocabulary::FactKind;

/// What the cells of a column say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// The person's first name.
    First,
    /// The person's last name.
    Last,
    /// The person's full name.
    Name,
    /// A name: the person's where other columns say who that is, else that of the row itself.
    Label,
    /// The person's address.
    Email,
    /// What the person does.
    Role,
    /// The company.
    Company,
    /// The company as people say it.
    SayAs,
    /// Its web address or domain.
    Domain,
    /// A firmographic.
    Implied(FactKind),
    /// A fact.
    Fact(FactKind),
    /// A column of the user's own.
    Custom,
    /// Nothing about the reader: ids, dates of the export, phones.
    Ignored,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name as a merge field has it.
    pub field: String,
    /// What its cells say.
    pub means: Means,
    unit: &'static str,
}

impl Column {
    /// The column of this header.
    pub fn new(header: &str) -> Column {
        let header = head(header, LONGEST_NAME);
        let key: String =
            header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let found = TABLE.iter().find(|(names, ..)| names.contains(&key.as_str()));
        let ignored = key.ends_with("id")
            || key.ends_with("url")
            || key.contains("phone")
            || key.contains("linkedin");
        let (means, unit) = match found {
            Some((_, means, unit)) => (*means, *unit),
            None if ignored => (Means::Ignored, ""),
            None => (Means::Custom, ""),
        };
        Column { field: name::normalise(header), means, unit }
    }

    /// A value with what it counts: `120` in a column of head counts is `120 employees`.
    pub fn spell(&self, value: &str) -> String {
        format!("{value}{}", self.unit)
    }
}

/// Who a row is for; `value` gives what its column of a meaning holds.
pub fn reader(value: impl Fn(Means) -> Option<String>) -> Option<Address> {
    let has = |means| value(means).is_some();
    let value = |means| {
        value(means).map(|value| value.trim().to_string()).filter(|value| !value.is_empty())
    };
    let parts: Vec<String> = [Means::First, Means::Last].into_iter().filter_map(value).collect();
    let name = value(Means::Name)
        .or_else(|| value(Means::Label).filter(|_| WHO.iter().any(|means| has(*means))));
    let Address { name: beside, mail } = value(Means::Email)
        .filter(|mail| mail.contains('@'))
        .map(|mail| Address::parse(&mail))
        .unwrap_or_default();
    let name = if parts.is_empty() { name.unwrap_or(beside) } else { parts.join(" ") };
    (!name.is_empty() || !mail.is_empty()).then_some(Address { name, mail })
}

/// Columns beside which a plain `name` is that of a person.
pub const WHO: &[Means] =
    &[Means::First, Means::Last, Means::Email, Means::Company, Means::SayAs, Means::Domain];

/// Names, what they mean, and the unit of a bare number. The first row that has the name wins.
const TABLE: &[(&[&str], Means, &str)] = &[
    (&["firstname", "givenname", "first", "vorname", "prenom"], Means::First, ""),
    (&["lastname", "surname", "last", "familyname", "nachname", "nom"], Means::Last, ""),
    (&["fullname", "contactname", "recipientname", "prospectname", "leadname"], Means::Name, ""),
    (&["name"], Means::Label, ""),
    (&["email", "emailaddress", "workemail", "mail"], Means::Email, ""),
    (&["title", "jobtitle", "position", "role", "headline"], Means::Role, ""),
    (&["companynameforemails", "companyshort", "casualcompanyname"], Means::SayAs, ""),
    (
        &[
            "company",
            "companyname",
            "associatedcompany",
            "accountname",
            "organizationname",
            "organisationname",
            "organization",
            "firma",
        ],
        Means::Company,
        "",
    ),
    (
        &["website", "companydomainname", "domain", "companydomain", "companywebsite"],
        Means::Domain,
        "",
    ),
    (
        &["employees", "numberofemployees", "headcount", "companysize", "employeecount"],
        Means::Implied(FactKind::Structure),
        " employees",
    ),
    (&["industry", "sector", "companyindustry"], Means::Implied(FactKind::Industry), ""),
    (
        &["companycountry", "country", "countryregion", "location", "city", "companycity", "state"],
        Means::Implied(FactKind::Industry),
        "",
    ),
    (&["technologies", "techstack", "tech"], Means::Implied(FactKind::Tech), ""),
    (&["annualrevenue", "revenue"], Means::Implied(FactKind::Structure), " revenue"),
    (
        &["latestfunding", "totalfunding", "latestfundingamount"],
        Means::Fact(FactKind::Funding),
        " raised",
    ),
    (
        &["shortdescription", "description", "companydescription", "keywords"],
        Means::Implied(FactKind::Industry),
        "",
    ),
    (
        &[
            "connectedon",
            "lastraisedat",
            "apollocontactid",
            "apolloaccountid",
            "recordid",
            "stage",
            "status",
            "notes",
            "owner",
            "contactowner",
            "personlinkedinurl",
            "url",
            "timezone",
            "tags",
            "lists",
            "street",
            "zip",
            "postalcode",
        ],
        Means::Ignored,
        "",
    ),
];
