//! What can be counted: measures of a draft, of the steps of a sequence, and of what a draft makes
//! of its account's facts.

use super::names;

names! {
    /// A quantity of a draft.
    Measure {
        Words = "words", "words, numbers and fields of the message";
        Characters = "characters", "characters of the message";
        Sentences = "sentences", "sentences of the message";
        Paragraphs = "paragraphs", "paragraphs of the message";
        Questions = "questions", "questions of the message";
        MeanSentenceWords = "mean-sentence-words", "words of a sentence on average";
        LongestSentenceWords = "longest-sentence-words", "words of the longest sentence";
        LongestParagraphWords = "longest-paragraph-words", "words of the longest paragraph";
        ReadingGrade = "reading-grade", "Flesch-Kincaid grade (Kincaid et al. 1975): 0.39 words/sentence + 11.8 syllables/word - 15.59";
        SubjectWords = "subject-words", "words of the longest subject line";
        SubjectCharacters = "subject-characters", "characters of the longest subject line";
        Links = "links", "links";
        Asks = "asks", "sentences that ask for something";
        SignatureLines = "signature-lines", "lines of the signature";
        DistinctTerms = "distinct-terms", "different concrete words";
        Substance = "substance", "what a post holds that can be used, checked or retold, each kind by its logarithm";
    }
}

names! {
    /// A quantity of a sequence, or of a step in it.
    StepMeasure {
        Messages = "messages", "messages that the reader gets";
        MonthTouches = "touches-in-30-days", "touches of any kind within the busiest 30 days";
        ThreadMails = "thread-mails", "mails in the longest thread";
        FlatGaps = "flat-gaps", "gaps between touches, when none is wider than the one before";
        Angles = "angles", "steps that bring something new";
        StopsOnReply = "stops-on-reply", "1 when a reply ends it, 0 when what ends it is listed and a reply is not";
        GapDays = "gap-days", "days since the touch before";
        Growth = "growth", "words of the step as a multiple of the longest before it";
    }
}

impl StepMeasure {
    /// True when it is one number for the sequence, not one for each step.
    pub fn is_whole(self) -> bool {
        !matches!(self, StepMeasure::GapDays | StepMeasure::Growth)
    }
}

names! {
    /// What can be counted of a draft and its account's facts.
    FactCount {
        Known = "known", "facts that somebody found out";
        Unsourced = "unsourced", "those of them without a source or a date";
        Used = "used", "those from which the draft draws something";
        Idle = "idle", "those that it mentions and draws nothing from";
        Mentioned = "mentioned", "both";
        Ignored = "ignored", "those that it leaves out";
        Credit = "credit", "what the used ones earn: 1 for the first, 0.5 for the second, nothing for the third; half without source or date";
        Depth = "depth", "how deep the used ones go, 0 to 6";
    }
}
