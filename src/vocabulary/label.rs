//! Labels: what each mark says of the words under it. Those that analysis itself gives stand here;
//! lexicons add theirs.

use serde::{Deserialize, Serialize};

use super::names;

/// The number of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Label(pub u16);

impl Label {
    /// True when it is one of a few.
    #[inline]
    pub fn is_one_of(self, labels: &[Label]) -> bool {
        labels.iter().any(|label| label.0 == self.0)
    }

    /// The name of a label that analysis gives; empty for that of a lexicon.
    pub fn built_in_name(self) -> &'static str {
        BUILT_IN.get(self.0 as usize).map_or("", |(name, _)| name)
    }
}

names! {
    /// Labels given by analysis, and what each marks. Rules name them like lexicons.
    const BUILT_IN: Label {
        WORD = "word", "a word, number or field of the prose";
        SENTENCE = "sentence", "a sentence of the message";
        FIRST_SENTENCE = "first-sentence", "the first sentence after the greeting";
        LAST_SENTENCE = "last-sentence", "the last sentence before the sign-off";
        PARAGRAPH = "paragraph", "a paragraph of the message";
        BULLET = "bullet", "a list item";
        READER_SENTENCE = "reader-sentence", "a sentence about the reader";
        SELLER_SENTENCE = "seller-sentence", "a sentence about the sender, their company or product";
        BOTH_SENTENCE = "both-sentence", "a sentence about both";
        NEITHER_SENTENCE = "neither-sentence", "a sentence about neither";
        SPECIFIC_SENTENCE = "specific-sentence", "a sentence that would be false for another company";
        GENERIC_SENTENCE = "generic-sentence", "a sentence that would read the same for anybody";
        STATEMENT = "statement", "a sentence that is not a question";
        QUESTION = "question", "a question";
        READER_QUESTION = "reader-question", "a question about the reader's own situation";
        ASK = "ask", "a request, of any kind";
        ASK_REPLY = "ask-reply", "asks for an answer";
        ASK_INTEREST = "ask-interest", "asks whether it is of interest";
        ASK_RESOURCE = "ask-resource", "offers to send something";
        ASK_REFERRAL = "ask-referral", "asks for another person";
        ASK_MEETING = "ask-meeting", "asks for a call or meeting";
        ASK_DEMO = "ask-demo", "asks for a demo or trial";
        NUMBER = "number", "a number";
        MONEY = "money", "a sum of money";
        PERCENT = "percent", "a percentage";
        MULTIPLE = "multiple", "a multiple (10x, 3-5x): a promise, no specific";
        DATE = "date", "a date, month, quarter or year";
        NAME = "name", "a proper name that is not the sender's";
        QUOTATION = "quotation", "words in quotation marks";
        SPECIFIC = "specific", "a number, date, name or quotation";
        READER_SPECIFIC = "reader-specific", "a specific in a sentence about the reader";
        SELLER_SPECIFIC = "seller-specific", "a specific in a sentence about the sender";
        READER_WORD = "reader-word", "you, your, yours";
        I_WORD = "i-word", "I, my, me";
        WE_WORD = "we-word", "we, us, our";
        OUR_WORD = "our-word", "our, ours, my, mine";
        TERM = "term", "a concrete, uncommon word";
        LINK = "link", "a link";
        EMAIL_ADDRESS = "email-address", "an e-mail address";
        EMOJI = "emoji", "an emoji";
        MISLEADING_LINK = "misleading-link", "words of a link that name another domain than the one it leads to";
        HIDDEN = "hidden", "words that are in the file and hidden from its reader";
        DISGUISED = "disguised", "a word of mixed alphabets or with invisible characters in it";
        SHOUT = "shout", "a word in capitals that is not an acronym";
        EXCLAMATION = "exclamation", "an exclamation mark";
        DOUBLED_WORD = "doubled-word", "a word that stands twice in a row";
        FIELD = "field", "a merge field";
        TELLING_FIELD = "telling-field", "a field that asks for something specific";
        BARE_FIELD = "bare-field", "a field that any list fills: name, company, title, city, industry";
        PLACEHOLDER = "placeholder", "a slot for a person to fill";
        RESIDUE = "residue", "what a failed rendering leaves";
        PROMPT = "prompt", "an instruction to a writing tool";
        OPT_OUT_FIELD = "opt-out-field", "a way out that the platform or a header gives";
        SIGNATURE_FIELD = "signature-field", "a signature that the platform adds";
        NO_REPLY = "no-reply", "a sender's address that takes no answer";
        REPLY_PREFIX = "reply-prefix", "Re:, Fwd: and the like before a subject";
        SUBJECT_PAIR = "subject-pair", "a subject of two names with a sign between them";
        SPIN = "spin", "alternatives to be chosen from when sent";
        OWN_NAME = "own-name", "the sender's name, company or product, from the configuration";
        READER_NAME = "reader-name", "the reader's name or company, from the draft's address";
        READER_CUE = "reader-cue", "wording that makes the reader the subject";
        SELLER_CUE = "seller-cue", "wording that makes the sender or their product the subject";
        OBSERVE_CUE = "observe-cue", "the sender looked at something (I noticed, I read)";
        THINK_CUE = "think-cue", "the sender supposes something (I suspect, my guess)";
        YOU_WILL_LOVE_CUE = "you-will-love-cue", "about the reader in grammar, about the product in truth";
        ASK_REPLY_CUE = "ask-reply-cue", "wording of an ask for an answer";
        ASK_INTEREST_CUE = "ask-interest-cue", "wording of an ask for interest";
        ASK_RESOURCE_CUE = "ask-resource-cue", "wording of an offer to send something";
        ASK_REFERRAL_CUE = "ask-referral-cue", "wording of an ask for another person";
        ASK_MEETING_CUE = "ask-meeting-cue", "wording of an ask for a meeting";
        ASK_DEMO_CUE = "ask-demo-cue", "wording of an ask for a demo";
        DATE_WORD = "date-word", "a month, weekday or quarter";
        NEGATION = "negation", "not, no, never, without";
        MECHANISM = "mechanism", "because, by doing, so that: how something comes about";
        GENERIC_WORD = "generic-word", "a common word that brings no picture to mind";
        ALLOW_WITHOUT_REASON = "allow-without-reason", "an inline allow that gives no reason";
        UNUSED_ALLOW = "unused-allow", "an inline allow that allows nothing";
        BLAST = "blast", "the score is so low, alone or with what was found, that readers call such drafts a blast";
        EMPTY_STEP = "empty-step", "a step of a sequence that brings nothing new";
        NEWS = "news", "the first new thing in a later step of a sequence";
        REPEATED_RUN = "repeated-run", "words that an earlier step has in the same order";
        COPIED_STEP = "copied-step", "a step that says on another channel what an earlier one said";
        SAME_OPENING = "same-opening", "a step that opens with the words of an earlier one";
        SAME_SUBJECT = "same-subject", "a new thread under the subject of an earlier step";
        REPLY_SUBJECT = "reply-subject", "the subject line of a step that replies in the thread";
        SECOND_DIALECT = "second-dialect", "a merge field in another form than those of the first step";
        CONTRADICTION = "contradiction", "a number for which an earlier step gave another";
        MOVED_DEADLINE = "moved-deadline", "a deadline that a later step does not keep";
        UNKEPT_PROMISE = "unkept-promise", "something promised for a later day that no step brings";
        EXCHANGE_CUE = "exchange-cue", "wording about the exchange itself: reminders, leave-taking, open doors";
        DEADLINE_CUE = "deadline-cue", "wording of the end of an offer";
        PROMISE_CUE = "promise-cue", "wording of a promise to send something";
        WE_INCLUSIVE = "we-inclusive", "a 'we' that includes the reader";
        ACCOUNT_NAME = "account-name", "the name of the reader's company, from the account";
        FACT_MENTIONED = "fact-mentioned", "names, numbers or words of a fact of the account";
        FACT_USED = "fact-used", "a fact from which the text draws a question, problem, consequence or idea";
        FACT_IDLE = "fact-idle", "a fact that is mentioned, and nothing is drawn from it";
        FACT_DRAWN = "fact-drawn", "a sentence that draws something from a fact";
        FACT_SHARED = "fact-shared", "a fact that is known of other accounts too";
        FACT_UNSOURCED = "fact-unsourced", "a fact used that has no source or no date";
        FACT_PRIVATE = "fact-private", "a fact that must not be spoken of";
        FACT_AVOIDED = "fact-avoided", "a topic that the account says not to raise";
        FACT_STALE = "fact-stale", "an old fact presented as news";
        FACT_EXPIRED = "fact-expired", "a fact that is no longer true";
        UNSUPPORTED_FACT = "unsupported-fact", "a claim about the reader that no fact of the account supports";
        GUESS = "guess", "a claim about the reader that is worded as a guess";
        WRONG_NAME = "wrong-name", "a greeting to somebody whom the account does not know";
        MISSPELT_NAME = "misspelt-name", "a name of the account, almost";
        OTHER_ACCOUNT = "other-account", "another account's name, in a sentence about the reader";
        WRONG_DOMAIN = "wrong-domain", "the draft goes to an address that is not the account's";
        CONSEQUENCE_CUE = "consequence-cue", "wording of a consequence, a problem or an idea";
        GUESS_CUE = "guess-cue", "wording of a guess: probably, might, it seems";
        ADOPTION_CUE = "adoption-cue", "wording that a company runs, buys or changes a tool or a programme";
        PROBLEM_WORD = "problem-word", "a problem of work: rework, backlog, errors, by hand";
        UNFOUNDED_PROBLEM = "unfounded-problem", "a problem, where nothing of the account suggests that they have it";
        FOREIGN_ISSUE = "foreign-issue", "a matter that somebody of another function owns";
        FINANCE_ISSUE = "finance-issue", "a matter of the finance function";
        PEOPLE_ISSUE = "people-issue", "a matter of the personnel function";
        SECURITY_ISSUE = "security-issue", "a matter of security and information technology";
        ENGINEERING_ISSUE = "engineering-issue", "a matter of software and product development";
        MARKETING_ISSUE = "marketing-issue", "a matter of marketing";
        SALES_ISSUE = "sales-issue", "a matter of sales";
        OPERATIONS_ISSUE = "operations-issue", "a matter of production, stock and transport";
        NEWS_CUE = "news-cue", "wording of news: just, recently, congratulations on";
        GENERIC_FLATTERY = "generic-flattery", "praise that would fit anybody";
        EMPTY_QUESTION_CUE = "empty-question-cue", "wording of a question that anybody could be asked about anything";
        OPEN_QUESTION_CUE = "open-question-cue", "wording that opens a question whose answer only the reader knows";
        THREAD_CUE = "thread-cue", "speaks of an earlier message";
        ANSWER_CUE = "answer-cue", "says that the recipient answered, or is a customer";
        CARRIED_SUBJECT = "carried-subject", "it, this, or a verb without subject: speaks on of what the sentence before was about";
        HASHTAG = "hashtag", "a hashtag (posts)";
        MENTION = "mention", "a person or company tagged with @ (posts)";
        FANCY_WORD = "fancy-word", "a word in mathematical letters that look bold or slanted (posts)";
        EMOJI_BULLET = "emoji-bullet", "an emoji or arrow that begins a line (posts)";
        SHORT_LINE = "short-line", "a paragraph that is one short line (posts)";
        BREAKS_LOST = "breaks-lost", "a long post on one line: its line breaks were lost before it came here";
        MAXIM = "maxim", "a short, general sentence that would fit under any post (posts)";
        STAGE_HOOK = "stage-hook", "a first line that provokes and says nothing (posts)";
        STAGE_WOUND = "stage-wound", "the writer's own low point (posts)";
        STAGE_JOURNEY = "stage-journey", "the climb, step by step (posts)";
        STAGE_LESSONS = "stage-lessons", "lessons and maxims (posts)";
        STAGE_SECRET = "stage-secret", "a secret or a turn that is announced (posts)";
        STAGE_COMMENTS = "stage-comments", "a pointer to the comments (posts)";
        STAGE_BAIT = "stage-bait", "an ending that fishes for reactions (posts)";
        EMPTY_QUESTION = "empty-question", "a short closing question that anybody could answer about anything (posts)";
        MEASURED = "measured", "a number with a unit and a subject (posts)";
        NAMED_THING = "named-thing", "a named thing that the post is about (posts)";
        DATED_EVENT = "dated-event", "something that happened at a given time (posts)";
        CAUSE = "cause", "a sentence that says how, why or when, in concrete words (posts)";
        SOURCE = "source", "where it can be checked: a link or a citation (posts)";
        EXAMPLE = "example", "an example in concrete words (posts)";
        EXACT_ASIDE = "exact-aside", "brackets that make a word exact (posts)";
        CODE_WORD = "code-word", "a name from code (posts)";
        STEP = "step", "something that the reader can do, with what (posts)";
        TRIAL = "trial", "something that was tried, asked, counted or compared (posts)";
        HOOK_CUE = "hook-cue", "wording of a line that provokes";
        WOUND_CUE = "wound-cue", "wording of a low point";
        JOURNEY_CUE = "journey-cue", "wording of a climb";
        LESSON_CUE = "lesson-cue", "wording that announces lessons, or a worn lesson";
        SECRET_CUE = "secret-cue", "wording that announces a secret or a turn";
        COMMENTS_CUE = "comments-cue", "wording that points to the comments";
        BAIT_CUE = "bait-cue", "wording that asks for likes, comments, shares or followers";
        PROMO_CUE = "promo-cue", "wording that praises, announces or sells what is the writer's own";
        THANKS_CUE = "thanks-cue", "wording of thanks and congratulations";
        STEP_CUE = "step-cue", "a verb of instruction";
        TRIAL_CUE = "trial-cue", "tried, tested, compared, counted: what somebody did to find out";
        PUFF_CUE = "puff-cue", "words of press releases";
        EXAMPLE_CUE = "example-cue", "for example, such as, e.g.";
        CITING_CUE = "citing-cue", "according to, a study by, measured by";
        CONDITION_CUE = "condition-cue", "if, unless, rather than, it depends: where something is true and where not";
        PAST_WORD = "past-word", "a past form that does not end in -ed";
        LIST_WORD = "list-word", "a word that numbers announce without measuring: tips, lessons, ways";
    }
}
