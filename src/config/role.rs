//! What a column of an export of outcomes is for, and the names that platforms give such columns:
//! one table, for `germane learn` to guess from and for `map:` in `germane.yaml` to be checked
//! against.

use crate::vocabulary::names;

names! {
    /// What a column is for. Beside each: headers that are taken for it, letters and digits only,
    /// lower case; earlier ones win.
    Role(&'static [&'static str]) {
        Subject = "subject", "the subject line", &["emailsubject", "hsemailsubject", "subject", "subjectline", "stepsubject"];
        Text = "text", "the message itself", &["emailmessage", "sentmessagetext", "sentmessagehtml", "hsemailtext", "bodytext", "emailbody", "body", "bodyhtml", "hsemailhtml", "messagebody", "message", "text", "copy", "content", "html"];
        Replied = "replied", "whether, when or how often it was answered", &["replytime", "repliedat", "uniquereplies", "uniquerepliespercontact", "uniquereplied", "uniquerepliedcount", "replycountunique", "emailreplycount", "hsemailreplycount", "emailsreplied", "replycount", "replies", "replied", "hasreplied", "isreplied", "responded", "response", "reply"];
        Automatic = "automatic", "whether the answer, or how many of the answers, came from a machine", &["uniquerepliesautomatic", "repliesautomatic", "replycountautomatic", "isautoreply", "autoreply", "autoreplies", "automaticreplies", "automatic", "outofoffice", "ooo"];
        Positive = "positive", "whether, or how many, showed interest", &["positivereplycount", "uniqueinterested", "interestedleadscount", "interested", "uniqueopportunities", "opportunities", "totalopportunities", "positivereplies", "positive"];
        Category = "category", "a label of the answer in words: interested, out of office, not interested", &["leadcategory", "ltintereststatus", "replysentiment", "intereststatus", "interestlevel", "replycategory", "replytype", "replylabel", "responsetype", "disposition", "sentiment", "category"];
        Status = "status", "what became of the message, in one cell: sent, replied, bounced", &["mergestatus", "outcome", "replystatus", "prospectstatus", "hsemailstatus", "emailstatus", "status"];
        Sent = "sent", "whether, when or how often it was sent", &["senttime", "sentat", "sentcount", "emailssentcount", "emailssent", "emailsent", "sent", "hstimestamp", "datesent", "sentdate", "actiondate", "timestamplastcontact", "lastcontacted"];
        Delivered = "delivered", "whether, when or to how many it was delivered", &["totalleadscontacted", "totalleadscontactedcount", "leadscontacted", "contactedcount", "contacted", "delivercount", "uniquedelivered", "delivered", "deliveredat"];
        Bounced = "bounced", "whether it, or how many, came back", &["isbounced", "bouncedat", "uniquebounced", "bouncecount", "bouncedcount", "emailsbounced", "emailbounced", "hsemailbouncecount", "bounced", "bounces", "bounce"];
        Unsubscribed = "unsubscribed", "whether the recipient, or how many, asked not to be written to", &["isunsubscribed", "unsubscribedat", "unsubscribedcount", "optoutcount", "emailsunsubscribed", "hsunsubscribecount", "unsubscribed", "unsubscribes", "optedout", "optouts", "optout"];
        Meeting = "meeting", "whether a meeting, or how many, came of it", &["meetingbooked", "meetingsbooked", "hsmeetingbookedcount", "meetingbookedcount", "meetings", "meeting", "demoed"];
        Campaign = "campaign", "the campaign", &["campaignname", "campaigntitle", "campaign", "campaignid", "sequencename", "cadencename", "sequence", "cadence", "sequenceid", "hssequenceid", "relationshipssequenceid"];
        Step = "step", "the step of its sequence", &["sequencenumber", "seqnumber", "stepnumber", "sequencestep", "emailstep", "step", "touch", "touchnumber", "relationshipssequencestepid"];
        Variant = "variant", "the variant of the step", &["variantlabel", "variant", "seqvariantid", "variantid", "steptested", "emailtemplateid", "template", "version", "relationshipstemplateid"];
        Provider = "provider", "the recipient's mail provider", &["espcode", "esp", "recipientesp", "recipientprovider", "emailprovider", "mailprovider", "provider", "mx"];
        Recipient = "recipient", "the recipient's address", &["leademail", "recipientemail", "prospectemail", "contactemail", "hsemailtoemail", "toemail", "emailaddress", "email", "recipient", "lead", "to"];
        List = "list", "the list that the recipient comes from", &["leadlist", "listname", "leadlistname", "list", "listid", "leadlistid", "segment", "source"];
        Thread = "thread", "the exchange that the message is part of: rows of one thread that come in are answers", &["hsemailthreadid", "threadid"];
        Direction = "direction", "whether the row was sent or came in", &["hsemaildirection", "direction", "uetype"];
    }
}

impl Role {
    /// Headers that are taken for it.
    pub fn headers(self) -> &'static [&'static str] {
        self.beside().0
    }

    /// True for a header of opens or clicks: what a tracker counts. Mail programs load its picture
    /// by themselves, and filters follow its links.
    pub fn is_tracked(header: &str) -> bool {
        let plain = plain(header);
        ["open", "click"].iter().any(|word| plain.contains(word)) && !plain.contains("opening")
    }

    /// The role that a header is taken for, and how sure it is: the place of the header among those
    /// of the role.
    pub fn guess(header: &str) -> Option<(Role, usize)> {
        let plain = plain(header);
        Role::NAMES.iter().find_map(|(_, role)| {
            Some((*role, role.headers().iter().position(|known| *known == plain)?))
        })
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
        let all: Vec<&str> =
            Role::NAMES.iter().flat_map(|(_, role)| role.headers()).copied().collect();
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
