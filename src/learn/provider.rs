//! The class of a recipient's mail provider. Replies differ by provider up to seventeenfold at the
//! same copy, so it is a stratum.

use crate::account::{MailboxProvider, mailbox_provider};

/// Who receives the recipient's mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Provider {
    /// Gmail and Google Workspace.
    Google,
    /// Outlook and Microsoft 365.
    Microsoft,
    /// Another one.
    Other,
    /// Nothing says.
    Unknown,
}

impl Provider {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Provider::Google => "Google",
            Provider::Microsoft => "Microsoft",
            Provider::Other => "other providers",
            Provider::Unknown => "provider unknown",
        }
    }

    /// The provider that a column names: in words, or by the numbers of Instantly's `esp_code`.
    pub fn named(cell: &str) -> Option<Provider> {
        let cell = cell.trim().to_lowercase();
        let holds = |words: &[&str]| words.iter().any(|word| cell.contains(word));
        match cell.as_str() {
            "" | "0" | "1000" | "null" | "unknown" | "n/a" => None,
            "1" => Some(Provider::Google),
            "2" => Some(Provider::Microsoft),
            _ if holds(&["google", "gmail", "gsuite", "g suite"]) => Some(Provider::Google),
            _ if holds(&[
                "microsoft",
                "outlook",
                "office",
                "exchange",
                "hotmail",
                "m365",
                "o365",
            ]) =>
            {
                Some(Provider::Microsoft)
            }
            _ => Some(Provider::Other),
        }
    }

    /// The provider of an address, as far as its domain shows: a company's own domain does not.
    pub fn of_address(address: &str) -> Provider {
        let domain = address
            .rsplit('@')
            .next()
            .unwrap_or_default()
            .trim()
            .trim_end_matches('>')
            .to_lowercase();
        match mailbox_provider(&domain) {
            Some(MailboxProvider::Google) => Provider::Google,
            Some(MailboxProvider::Microsoft) => Provider::Microsoft,
            Some(MailboxProvider::Other) => Provider::Other,
            None => Provider::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_addresses() {
        assert_eq!(Provider::named("1"), Some(Provider::Google));
        assert_eq!(Provider::named("Office 365"), Some(Provider::Microsoft));
        assert_eq!(Provider::named("Mimecast"), Some(Provider::Other));
        assert_eq!(Provider::named(" "), None);
        assert_eq!(Provider::of_address("ana@gmail.com"), Provider::Google);
        assert_eq!(Provider::of_address("Ana <ana@hotmail.co.uk>"), Provider::Microsoft);
        assert_eq!(Provider::of_address("ana@web.de"), Provider::Other);
        assert_eq!(Provider::of_address("ana@northquay.example"), Provider::Unknown);
    }
}
