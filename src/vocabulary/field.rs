//! What a merge field is, and what can be wrong with it.

use super::names;

names! {
    /// What a field is.
    FieldClass {
        Field = "field", "data of the reader or sender, to be merged in";
        Placeholder = "placeholder", "a slot for a person to fill";
        Residue = "residue", "what a failed or forgotten rendering leaves";
        Prompt = "prompt", "an instruction to a writing tool, or its chatter";
        Spin = "spin", "alternatives, one of which is sent";
        Block = "block", "a tag of a condition or loop";
        OptOut = "opt-out", "the platform's opt-out link or text";
        Signature = "signature", "the platform's signature";
        Tracking = "tracking", "a tracking pixel or tracked link";
        System = "system", "anything else that the platform itself supplies";
    }
}

names! {
    /// What is wrong with a field.
    FieldProblem {
        NoFallback = "no-fallback", "nothing is said for readers whose value is missing";
        EmptyFallback = "empty-fallback", "the fallback is there and empty";
        Empty = "empty", "the braces hold no name";
        Unbalanced = "unbalanced", "an opening or closing half is missing";
        CurlyQuotes = "curly-quotes", "typographic quotes where the platform needs straight ones";
        Split = "split", "mark-up or invisible characters stand inside the braces";
        BrokenSpin = "broken-spin", "fewer than two alternatives, or a group that is not closed";
        EmptyOption = "empty-option", "an alternative is empty";
        WrongDialect = "wrong-dialect", "the declared platform does not know this form or spelling";
        MixedDialect = "mixed-dialect", "another platform's form than that of most fields here";
        Unspun = "unspun", "alternatives that nothing will choose from";
        Ambiguous = "ambiguous", "spin group or field with a fallback: platforms differ";
    }
}
