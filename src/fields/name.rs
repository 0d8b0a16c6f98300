//! Names of fields: their plain form, what they ask for, and whether the answer would be specific
//! to one account.

/// What a name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A value that any list holds about the reader: name, company, title, city.
    Bare,
    /// Something that has to be found out about this account.
    Telling,
    /// The sender's own data, a date or a link: never missing.
    Supplied,
    /// The opt-out.
    OptOut,
    /// The sender's signature.
    Signature,
    /// Tracking.
    Tracking,
    /// Other platform matter.
    System,
    /// Anything else.
    Unknown,
}

/// Longer names are cut: nobody merges them.
const LONGEST: usize = 120;

/// Scopes that say no more than "the reader".
#[rustfmt::skip]
const DROPPED: &[&str] = &[
    "contact", "prospect", "recipient", "lead", "person", "customer", "subscriber", "attribs", "event", "custom_attribute",
    "event_properties", "contactfield", "profile", "json",
];

/// Words that lists glue together.
const GLUED: &[(&str, &str)] = &[
    ("firstname", "first_name"),
    ("lastname", "last_name"),
    ("fullname", "full_name"),
    ("companyname", "company_name"),
    ("accountname", "account_name"),
    ("jobtitle", "job_title"),
    ("phonenumber", "phone_number"),
    ("emailaddress", "email_address"),
    ("yourname", "your_name"),
];

/// The plain form of a name: `{{contact.firstName}}` is `first_name`, `{{My.first_name}}` is
/// `my_first_name`.
pub fn normalise(raw: &str) -> String {
    let raw = raw.trim();
    let raw = raw.strip_suffix("__c").or_else(|| raw.strip_suffix("__C")).unwrap_or(raw);
    let cut = raw.char_indices().nth(LONGEST).map_or(raw, |(at, _)| &raw[..at]);
    if is_plain(cut) {
        return cut.to_string();
    }
    let mut scopes: Vec<String> =
        cut.split('.').map(snake).filter(|part| !part.is_empty()).collect();
    // Automation flows put the number of a module before the column.
    while scopes.len() > 1
        && (DROPPED.contains(&scopes[0].as_str())
            || scopes[0].bytes().all(|byte| byte.is_ascii_digit()))
    {
        scopes.remove(0);
    }
    scopes.join("_")
}

/// True for a name that is in its plain form.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && name
            .split('_')
            .all(|word| !word.is_empty() && GLUED.iter().all(|(glued, _)| *glued != word))
}

/// Lower case, with `_` where words meet; glued words are taken apart.
fn snake(part: &str) -> String {
    let mut out = String::with_capacity(part.len() + 4);
    let mut chars = part.chars().filter(|c| !matches!(c, '\'' | '’' | '$')).peekable();
    let mut last = ' ';
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() {
            let inside = c.is_uppercase()
                && last.is_uppercase()
                && chars.peek().is_some_and(|next| next.is_lowercase());
            if (c.is_uppercase() && (last.is_lowercase() || last.is_numeric()) || inside)
                && !out.ends_with('_')
            {
                out.push('_');
            }
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        last = c;
    }
    let words = out.trim_end_matches('_').split('_');
    let mut plain = String::with_capacity(out.len() + 4);
    for (at, word) in words.enumerate() {
        if at > 0 {
            plain.push('_');
        }
        plain += GLUED.iter().find(|(glued, _)| *glued == word).map_or(word, |(_, apart)| apart);
    }
    plain
}

/// Parts of a name without its underscores, and what they make of it.
const PARTS: &[(&str, Kind)] = &[
    ("unsub", Kind::OptOut),
    ("optout", Kind::OptOut),
    ("listunsubscribe", Kind::OptOut),
    ("preferences", Kind::OptOut),
    ("signature", Kind::Signature),
    ("signoff", Kind::Signature),
    ("trackingpixel", Kind::Tracking),
    ("trackview", Kind::Tracking),
    ("tracklink", Kind::Tracking),
    ("trackopen", Kind::Tracking),
    ("trackclick", Kind::Tracking),
    ("trackinglink", Kind::Tracking),
    ("trackingurl", Kind::Tracking),
    ("pixel", Kind::Tracking),
    ("openrate", Kind::Tracking),
    ("viewinbrowser", Kind::System),
    ("webview", Kind::System),
    ("webversion", Kind::System),
    ("browserurl", Kind::System),
    ("messageurl", Kind::System),
    ("previoussubject", Kind::System),
    ("listaddress", Kind::System),
];

/// First words of names that the sender's own side supplies.
#[rustfmt::skip]
const SENDER: &[&str] = &[
    "my", "your", "our", "sender", "sending", "sent", "user", "owner", "inbox", "from", "rep", "ae", "sdr", "mailbox",
];

/// Names that the platform or the sender always has a value for.
#[rustfmt::skip]
const SUPPLIED: &[&str] = &[
    "date", "today", "now", "day", "weekday", "month", "year", "time", "time_of_day", "day_of_week", "quarter", "calendar_link",
    "calendly_link", "calendly_url", "booking_link", "meeting_link", "link", "url", "day_name", "current_date",
];

/// Names that any list fills.
#[rustfmt::skip]
const BARE: &[&str] = &[
    "first", "last", "first_name", "last_name", "full_name", "name", "fname", "lname", "middle_name", "nickname", "salutation",
    "pronoun", "company", "company_name", "account", "account_name", "organization", "organisation", "business", "business_name",
    "casual_company_name", "company_short", "title", "job_title", "role", "position", "department", "seniority", "industry",
    "sector", "vertical", "niche", "city", "state", "country", "region", "location", "town", "address", "zip", "postcode",
    "website", "domain", "phone", "phone_number", "mobile", "email", "email_address", "linkedin", "linkedin_url",
    "linkedin_profile", "company_size", "employees", "employee_count", "headcount", "revenue", "timezone", "company_website",
    "company_domain", "recipient", "prospect", "contact", "prenom", "nom", "vorname", "nachname", "firma", "client", "customer",
];

/// Last words of bare names: `recipient_company`, `contact_email`.
#[rustfmt::skip]
const BARE_ENDS: &[&str] = &[
    "name", "company", "title", "role", "email", "phone", "city", "industry", "location", "website", "domain",
];

/// Words that ask for something specific to the account, wherever they stand in a name.
#[rustfmt::skip]
const TELLING: &[&str] = &[
    "specific", "pain", "pains", "trigger", "triggers", "recent", "recently", "latest", "news", "post", "observation", "observed",
    "insight", "insights", "competitor", "competitors", "tech", "technology", "stack", "techstack", "tool", "tools", "crm",
    "hiring", "signal", "signals", "intent", "funding", "funded", "raised", "round", "launch", "launched", "launches", "event",
    "icebreaker", "opener", "personal", "personalization", "personalisation", "personalized", "personalised", "compliment", "hook",
    "quote", "quoted", "initiative", "initiatives", "goal", "goals", "challenge", "challenges", "problem", "problems", "project",
    "projects", "priority", "priorities", "mutual", "conversation", "article", "blog", "podcast", "interview", "talk", "webinar",
    "conference", "award", "awards", "expansion", "acquisition", "merger", "announcement", "announced", "review", "reviews",
    "research", "detail", "details", "achievement", "accomplishment", "milestone", "vacancy", "opening", "shared", "notable",
    "relevant", "observations", "relevance", "bottleneck", "struggle", "struggling", "migration", "rebrand", "partnership",
    "connection", "noticed", "mentioned", "painpoint", "their", "unique",
];

/// Pairs of words that mean something together.
#[rustfmt::skip]
const TELLING_PAIRS: &[&str] =
    &[
    "first_line", "opening_line", "custom_line", "custom_intro", "custom_sentence", "job_ad", "job_post", "open_role", "ps_line",
    "why_now",
];

/// Words that make a name one of the market or of the sender, whatever else it holds.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "industry", "sector", "vertical", "persona", "segment", "niche", "similar", "manager", "calendar", "booking", "body",
];

/// The letters from a to z that stand in a word, a bit each.
const fn letters_in(word: &str) -> u32 {
    let (bytes, mut at, mut letters) = (word.as_bytes(), 0, 0);
    while at < bytes.len() {
        if bytes[at].is_ascii_lowercase() {
            letters |= 1 << (bytes[at] - b'a');
        }
        at += 1;
    }
    letters
}

/// The letters of each of [`PARTS`].
const LETTERS_OF_PARTS: [u32; PARTS.len()] = {
    let (mut letters, mut at) = ([0; PARTS.len()], 0);
    while at < PARTS.len() {
        letters[at] = letters_in(PARTS[at].0);
        at += 1;
    }
    letters
};

/// What a name in plain form asks for.
pub fn kind(name: &str) -> Kind {
    // Most names are of these, and nothing else is said of them: see the test.
    if BARE.contains(&name) {
        return Kind::Bare;
    }
    // Most names lack some letter of each part: they need not be searched for it.
    let lacking = !letters_in(name);
    let mut likely =
        PARTS.iter().zip(LETTERS_OF_PARTS).filter(|(_, letters)| letters & lacking == 0).peekable();
    if likely.peek().is_some() {
        let letters = name.replace('_', "");
        if let Some(((_, kind), _)) = likely.find(|((part, _), _)| letters.contains(part)) {
            return *kind;
        }
    }
    if name.starts_with("sl_") {
        return Kind::System;
    }
    let words = || name.split('_');
    let last = words().next_back().unwrap_or("");
    if SUPPLIED.contains(&name) || is_sender(name) {
        return Kind::Supplied;
    }
    // "Their" alone says whose it is; it takes another word to say something.
    let plain = name.strip_prefix("their_").unwrap_or(name);
    if BARE.contains(&plain) {
        return Kind::Bare;
    }
    let common = is_common(name);
    let tells = || {
        words().any(|word| TELLING.contains(&word))
            || TELLING_PAIRS.iter().any(|pair| name.contains(pair))
    };
    if !common && (tells() || name.starts_with("ai_")) {
        return Kind::Telling;
    }
    if name.contains('_') && BARE_ENDS.contains(&last) { Kind::Bare } else { Kind::Unknown }
}

/// True for the name of what the sender's own side supplies: `sender_name`, `my_company`. How many
/// users somebody has is not the sender's.
pub fn is_sender(name: &str) -> bool {
    const COUNTED: &[&str] = &["count", "base", "number", "total"];
    name.split_once('_')
        .is_some_and(|(first, rest)| SENDER.contains(&first) && !COUNTED.contains(&rest))
}

/// True for a name that platforms themselves give a field; others are columns of somebody's list,
/// spelt as that person likes.
pub fn is_standard(name: &str) -> bool {
    BARE.contains(&name)
}

/// True when a name is one of the market or of the sender, whatever else it holds.
pub fn is_common(name: &str) -> bool {
    name.split('_').any(|word| COMMON.contains(&word)) || name.contains("case_study")
}

/// True when a name is one that outreach uses, so that it is a field even where the syntax alone
/// would not say so.
pub fn is_known(name: &str) -> bool {
    kind(name) != Kind::Unknown
}

/// The account's value that a name stands for, in any spelling.
pub fn canonical(name: &str) -> Option<&'static str> {
    const CANONICAL: &[(&str, &[&str])] = &[
        (
            "person.first",
            &[
                "first_name",
                "first",
                "fname",
                "given_name",
                "recipient_first_name",
                "prenom",
                "vorname",
            ],
        ),
        (
            "person.last",
            &["last_name", "last", "lname", "surname", "family_name", "nom", "nachname"],
        ),
        ("person.name", &["full_name", "name", "recipient_name", "contact_name", "prospect_name"]),
        ("person.role", &["title", "job_title", "role", "position"]),
        ("person.email", &["email", "email_address"]),
        (
            "company.name",
            &[
                "company",
                "company_name",
                "account",
                "account_name",
                "organization",
                "organisation",
                "casual_company_name",
                "business_name",
                "firma",
            ],
        ),
        ("company.industry", &["industry", "sector", "vertical"]),
    ];
    CANONICAL.iter().find(|(_, names)| names.contains(&name)).map(|(canonical, _)| *canonical)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_names_are_nothing_else() {
        for name in BARE {
            let letters = name.replace('_', "");
            assert!(PARTS.iter().all(|(part, _)| !letters.contains(part)), "{name}");
            let sent = name.split_once('_').is_some_and(|(first, _)| SENDER.contains(&first));
            assert!(!SUPPLIED.contains(name) && !name.starts_with("sl_") && !sent, "{name}");
        }
    }

    #[test]
    fn counts_of_users_are_not_the_senders() {
        for name in ["my_company", "user_first_name", "sender_name", "owner_email"] {
            assert!(is_sender(name) && kind(name) == Kind::Supplied, "{name}");
        }
        for name in ["user_count", "user_base", "mystery", "users", "first_name"] {
            assert!(!is_sender(name), "{name}");
        }
    }

    #[test]
    fn a_plain_name_stays_as_it_is() {
        for name in ["first_name", "step2_line", "city"] {
            assert!(is_plain(name) && normalise(name) == name);
        }
        for (name, plain) in [
            ("firstname", "first_name"),
            ("a__b", "a_b"),
            ("_city_", "city"),
            ("First Name", "first_name"),
        ] {
            assert!(!is_plain(name) && normalise(name) == plain, "{name}");
        }
    }
}
