//! What a draft declares about itself: how it reaches the reader, on what occasion, in which
//! thread.

use super::names;

names! {
    /// How a draft reaches the reader.
    #[derive(Default)]
    Channel {
        #[default]
        Email = "email", "e-mail";
        Dm = "dm", "a direct message on a network";
        Post = "post", "a social post";
    }
}

names! {
    /// New message or reply.
    Thread {
        New = "new", "starts a thread";
        Reply = "reply", "continues one";
    }
}

names! {
    /// The occasion of a draft.
    Kind {
        Cold = "cold", "to a stranger";
        Warm = "warm", "to somebody known";
        FollowUp = "follow-up", "after no answer";
        Breakup = "breakup", "the last of a series";
        Renewal = "renewal", "to a customer";
        Reply = "reply", "an answer";
    }
}

names! {
    /// Where the signature comes from.
    #[derive(Default)]
    Signature {
        #[default]
        Inline = "inline", "it is in the text";
        Platform = "platform", "the platform adds it";
        None = "none", "there is none";
    }
}

names! {
    /// Where the way to opt out comes from.
    OptOut {
        Inline = "inline", "it is in the text";
        Header = "header", "a List-Unsubscribe header";
        Platform = "platform", "the platform adds it";
        None = "none", "there is none";
    }
}

names! {
    /// What a step is done with. Finer than [`Channel`]: a call has a place in the calendar, but no
    /// draft.
    #[derive(Default)]
    Medium(Option<Channel>) {
        #[default]
        Email = "email", "an e-mail", Some(Channel::Email);
        Connect = "linkedin-connect", "the note of a connection request", Some(Channel::Dm);
        Message = "linkedin-message", "a message on a network", Some(Channel::Dm);
        Inmail = "linkedin-inmail", "a paid message on a network", Some(Channel::Dm);
        Sms = "sms", "a text message", Some(Channel::Dm);
        Whatsapp = "whatsapp", "a messenger", Some(Channel::Dm);
        Telegram = "telegram", "a message on Telegram", Some(Channel::Dm);
        X = "x", "a message on X", Some(Channel::Dm);
        Post = "post", "a post that all may read", Some(Channel::Post);
        Letter = "letter", "a letter or card on paper", Some(Channel::Email);
        Call = "call", "a telephone call", None;
        Voice = "voice", "a voice message", None;
        Task = "task", "something that the sender does", None;
    }
}

impl Medium {
    /// How a draft of this medium is judged; `None` when what is written is for the sender alone.
    pub fn channel(self) -> Option<Channel> {
        self.beside().0
    }
}
