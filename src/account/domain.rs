//! Domains of web and mail addresses.

/// The domain of a web address: without its scheme, `www.` and path, in lower case.
pub fn domain(address: &str) -> String {
    let rest = address.trim().split("//").last().unwrap_or_default();
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_string()
}

/// Who runs the mailboxes of a domain at which anybody may have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailboxProvider {
    /// Google.
    Google,
    /// Microsoft.
    Microsoft,
    /// Somebody else.
    Other,
}

/// Domains at which anybody may have a mailbox.
#[rustfmt::skip]
const MAILBOXES: &[(MailboxProvider, &[&str])] = &[
    (MailboxProvider::Google, &["gmail.com", "googlemail.com"]),
    (MailboxProvider::Microsoft, &[
        "outlook.com", "outlook.de", "outlook.fr", "outlook.es", "outlook.it",
        "hotmail.com", "hotmail.co.uk", "hotmail.de", "hotmail.fr", "hotmail.es", "hotmail.it", "hotmail.nl",
        "live.com", "live.co.uk", "live.de", "live.fr", "live.nl", "live.ca", "msn.com",
    ]),
    (MailboxProvider::Other, &[
        "yahoo.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "yahoo.es", "yahoo.it", "yahoo.ca",
        "yahoo.com.au", "yahoo.com.br", "yahoo.co.in", "yahoo.co.jp", "ymail.com",
        "icloud.com", "me.com", "aol.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com",
        "web.de", "t-online.de", "proton.me", "protonmail.com",
    ]),
];

/// Who runs the mailboxes of a domain, where they are anybody's.
pub fn mailbox_provider(domain: &str) -> Option<MailboxProvider> {
    let found = MAILBOXES.iter().find(|(_, domains)| domains.contains(&domain));
    found.map(|(provider, _)| *provider)
}

/// Domains of mailbox providers say nothing of the reader's company.
pub fn is_free_mail(domain: &str) -> bool {
    mailbox_provider(domain).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anybodys_mailboxes_are_known() {
        for domain in ["gmail.com", "hotmail.co.uk", "yahoo.co.uk", "msn.com", "web.de", "gmx.at"] {
            assert!(is_free_mail(domain), "{domain}");
        }
        for domain in ["live-nation.com", "gmail.acme.com", "web.design", "northquay.example"] {
            assert!(!is_free_mail(domain), "{domain}");
        }
    }
}
