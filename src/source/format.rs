//! Formats by name.

use crate::vocabulary::names;

names! {
    /// What a source turned out to be.
    #[non_exhaustive]
    Format {
        Message = "message", "one message";
        Document = "loose", "several messages in one text";
        Eml = "eml", "a saved mail";
        Mbox = "mbox", "a mailbox";
        Html = "html", "an HTML template";
        Mjml = "mjml", "an MJML template";
        Jsonl = "jsonl", "JSON lines";
        CopyTable = "copy-table", "a table with copy in its columns";
        Shares = "shares", "posts of LinkedIn's export";
        Messages = "messages", "messages of LinkedIn's export";
        Scheduler = "scheduler", "posts for a scheduler";
        Sequence = "sequence", "a sequence";
        Steps = "steps", "a list of steps";
        Library = "library", "a library of messages";
        Instantly = "instantly", "a campaign of Instantly";
        Smartlead = "smartlead", "a sequence of Smartlead";
        Apollo = "apollo", "a sequence of Apollo";
        Outreach = "outreach", "a sequence or template of Outreach";
        Salesloft = "salesloft", "a cadence of Salesloft";
        Lemlist = "lemlist", "a campaign of lemlist";
        Woodpecker = "woodpecker", "a campaign of Woodpecker";
        Reply = "reply", "a sequence of Reply";
        Mailshake = "mailshake", "a campaign of Mailshake";
        Hubspot = "hubspot", "a sequence of HubSpot, which has no copy";
        Salesforce = "salesforce", "an e-mail template of Salesforce";
        Postmark = "postmark", "a template of Postmark";
        LeadList = "lead-list", "a list of leads";
        Unreadable = "unreadable", "nothing";
    }
}

impl Format {
    /// True when its bodies stand in the file as they are, without quotes and escapes.
    pub fn is_raw(self) -> bool {
        matches!(self, Format::Message | Format::Document)
    }

    /// The names that a caller may give to a source: all but those that say that nothing can be
    /// checked.
    pub fn declarable() -> impl Iterator<Item = &'static (&'static str, Format)> {
        Format::NAMES
            .iter()
            .filter(|(_, format)| !matches!(format, Format::LeadList | Format::Unreadable))
    }
}
