//! Words that end a message: the one list of them.

/// Lines that are a sign-off when they stand alone, lower case.
#[rustfmt::skip]
pub const LINES: &[&str] = &[
    "best", "best regards", "kind regards", "warm regards", "kindest regards", "regards", "many thanks", "thanks", "thank you",
    "thanks again", "cheers", "sincerely", "yours sincerely", "yours faithfully", "yours truly", "yours", "warmly", "all the best",
    "best wishes", "with best regards", "talk soon", "speak soon", "respectfully", "take care", "thanks in advance", "with thanks",
    "warmest regards", "very best", "to your success", "onward", "have a great day", "have a great week", "looking forward", "in gratitude",
    "gratefully", "mit freundlichen grüßen", "viele grüße", "cordialement", "saludos", "un saludo", "best and", "thanks so much",
    "thanks for your time", "thank you for your time", "with gratitude", "kindly", "rgds", "br", "appreciate it",
];
