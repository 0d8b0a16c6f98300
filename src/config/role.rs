//! What a column of an export of outcomes is for, and the names that platforms give such columns: one table, for `germane learn` to guess
//! from and for `map:` in `germane.yaml` to be checked against.

macro_rules! roles {
    ($($(#[doc = $what:literal])+ $variant:ident = $name:literal, [$($header:literal),* $(,)?];)*) => {
        /// What a column is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role { $($(#[doc = $what])+ $variant),* }
        impl Role {
            /// All roles by the name that `map:` knows.
            pub const NAMES: &[(&str, Role)] = &[$(($name, Role::$variant)),*];
            /// Headers that are taken for it, letters and digits only, lower case; earlier ones win.
            pub fn headers(self) -> &'static [&'static str] { match self { $(Role::$variant => &[$($header),*]),* } }
            /// The name that `map:` knows.
            pub fn name(self) -> &'static str { Self::NAMES[self as usize].0 }
        }
    };
}

roles! {
    /// The subject line.
    Subject = "subject", ["emailsubject", "hsemailsubject", "subject", "subjectline", "stepsubject"];
    /// The message itself.
    Text = "text", ["emailmessage", "sentmessagetext", "sentmessagehtml", "hsemailtext", "bodytext", "emailbody", "body", "bodyhtml",
        "hsemailhtml", "messagebody", "message", "text", "copy", "content", "html"];
    /// Whether, when or how often it was answered.
    Replied = "replied", ["replytime", "repliedat", "uniquereplies", "uniquerepliespercontact", "uniquereplied", "uniquerepliedcount",
        "replycountunique", "emailreplycount", "hsemailreplycount", "emailsreplied", "replycount", "replies", "replied", "hasreplied",
        "isreplied", "responded", "response", "reply"];
    /// Whether the answer, or how many of the answers, came from a machine.
    Automatic = "automatic", ["uniquerepliesautomatic", "repliesautomatic", "replycountautomatic", "isautoreply", "autoreply",
        "autoreplies", "automaticreplies", "automatic", "outofoffice", "ooo"];
    /// Whether, or how many, showed interest.
    Positive = "positive", ["positivereplycount", "uniqueinterested", "interestedleadscount", "interested", "uniqueopportunities",
        "opportunities", "totalopportunities", "positivereplies", "positive"];
    /// A label of the answer in words: interested, out of office, not interested.
    Category = "category", ["leadcategory", "ltintereststatus", "replysentiment", "intereststatus", "interestlevel", "sentiment", "category"];
    /// What became of the message, in one cell: sent, replied, bounced.
    Status = "status", ["mergestatus", "outcome", "replystatus", "prospectstatus", "hsemailstatus", "emailstatus", "status"];
    /// Whether, when or how often it was sent.
    Sent = "sent", ["senttime", "sentat", "sentcount", "emailssentcount", "emailssent", "emailsent", "sent", "hstimestamp", "datesent", "sentdate",
        "actiondate", "timestamplastcontact", "lastcontacted"];
    /// Whether, when or to how many it was delivered.
    Delivered = "delivered", ["totalleadscontacted", "totalleadscontactedcount", "leadscontacted", "contactedcount", "contacted", "delivercount",
        "uniquedelivered", "delivered", "deliveredat"];
    /// Whether it, or how many, came back.
    Bounced = "bounced", ["isbounced", "bouncedat", "uniquebounced", "bouncecount", "bouncedcount", "emailsbounced", "emailbounced",
        "hsemailbouncecount", "bounced", "bounces", "bounce"];
    /// Whether the recipient, or how many, asked not to be written to.
    Unsubscribed = "unsubscribed", ["isunsubscribed", "unsubscribedat", "unsubscribedcount", "optoutcount", "emailsunsubscribed",
        "hsunsubscribecount", "unsubscribed", "unsubscribes", "optedout", "optouts", "optout"];
    /// Whether a meeting, or how many, came of it.
    Meeting = "meeting", ["meetingbooked", "meetingsbooked", "hsmeetingbookedcount", "meetingbookedcount", "meetings", "meeting", "demoed"];
    /// The campaign.
    Campaign = "campaign", ["campaignname", "campaigntitle", "campaign", "campaignid", "sequencename", "cadencename", "sequence", "cadence",
        "sequenceid", "hssequenceid", "relationshipssequenceid"];
    /// The step of its sequence.
    Step = "step", ["sequencenumber", "seqnumber", "stepnumber", "sequencestep", "emailstep", "step", "touch", "touchnumber", "relationshipssequencestepid"];
    /// The variant of the step.
    Variant = "variant", ["variantlabel", "variant", "seqvariantid", "variantid", "steptested", "emailtemplateid", "template", "version",
        "relationshipstemplateid"];
    /// The recipient's mail provider.
    Provider = "provider", ["espcode", "esp", "recipientesp", "recipientprovider", "emailprovider", "mailprovider", "provider", "mx"];
    /// The recipient's address.
    Recipient = "recipient", ["leademail", "recipientemail", "prospectemail", "contactemail", "hsemailtoemail", "toemail", "emailaddress",
        "email", "recipient", "lead", "to"];
    /// The list that the recipient comes from.
    List = "list", ["leadlist", "listname", "leadlistname", "list", "listid", "leadlistid", "segment", "source"];
    /// The exchange that the message is part of: rows of one thread that come in are answers.
    Thread = "thread", ["hsemailthreadid", "threadid"];
    /// Whether the row was sent or came in.
    Direction = "direction", ["hsemaildirection", "direction", "uetype"];
}

impl Role {
    /// True for a header of opens or clicks: what a tracker counts. Mail programs load its picture by themselves, and filters follow its links.
    pub fn is_tracked(header: &str) -> bool {
        let plain = plain(header);
        ["open", "click"].iter().any(|word| plain.contains(word)) && !plain.contains("opening")
    }

    /// The role that a header is taken for, and how sure it is: the place of the header among those of the role.
    pub fn guess(header: &str) -> Option<(Role, usize)> {
        let plain = plain(header);
        Role::NAMES.iter().find_map(|(_, role)| Some((*role, role.headers().iter().position(|known| *known == plain)?)))
    }
}

/// A header in lower case, letters and digits only.
pub fn plain(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_header_is_taken_for_two_things() {
        let all: Vec<&str> = Role::NAMES.iter().flat_map(|(_, role)| role.headers()).copied().collect();
        for header in &all {
            assert_eq!(all.iter().filter(|other| *other == header).count(), 1, "{header}");
            assert_eq!(plain(header), *header);
            assert!(!Role::is_tracked(header), "{header}");
        }
    }

    #[test]
    fn headers_of_platforms() {
        for (header, role) in [
            ("reply_time", Role::Replied),
            ("Merge status", Role::Status),
            ("hs_email_text", Role::Text),
            ("unique_replies_automatic", Role::Automatic),
            ("attributes.deliverCount", Role::Delivered),
        ] {
            let last = header.rsplit('.').next().unwrap_or_default();
            assert_eq!(Role::guess(last).map(|(role, _)| role), Some(role), "{header}");
        }
        assert_eq!(Role::guess("open_count"), None);
    }
}
