//! What an account is to the sender, and what its facts are about.

use super::names;

names! {
    /// What an account is to the sender.
    #[derive(Default)]
    Relation {
        #[default]
        Prospect = "prospect", "nothing yet";
        Customer = "customer", "buys";
        Partner = "partner", "works with the sender";
        PastCustomer = "past-customer", "bought once";
        Competitor = "competitor", "sells the same";
    }
}

names! {
    /// What a fact is about.
    #[derive(Default)]
    FactKind {
        Goal = "goal", "what they want to reach, have promised or must decide";
        News = "news", "something that happened";
        Funding = "funding", "money raised";
        Hiring = "hiring", "posts open or filled";
        Launch = "launch", "something opened or brought out";
        Quote = "quote", "something that they said";
        Tech = "tech", "what they run on";
        Structure = "structure", "size, places, how they are organised";
        Usage = "usage", "how they use what the sender sells";
        Relationship = "relationship", "whom they know, where one has met";
        Role = "role", "what the reader does";
        Industry = "industry", "what business they are in";
        #[default]
        Other = "other", "anything else";
    }
}
