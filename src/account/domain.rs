//! Domains of web and mail addresses.

/// The domain of a web address: without its scheme, `www.` and path, in lower case.
pub fn domain(address: &str) -> String {
    let rest = address.trim().split("//").last().unwrap_or_default();
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_string()
}

/// Domains of mailbox providers say nothing of the reader's company.
pub fn is_free_mail(domain: &str) -> bool {
    matches!(
        domain,
        "gmail.com"
            | "googlemail.com"
            | "outlook.com"
            | "hotmail.com"
            | "live.com"
            | "yahoo.com"
            | "icloud.com"
            | "me.com"
            | "aol.com"
            | "gmx.de"
            | "gmx.net"
            | "proton.me"
            | "protonmail.com"
    )
}
