//! Sentences: whose they are, what they do.

use super::names;

names! {
    /// Whom a sentence is about.
    #[derive(Default)]
    Owner {
        Reader = "reader", "the reader: their company, people, market, situation, actions";
        Seller = "seller", "the sender: who they are, what they offer";
        Both = "both", "both";
        #[default]
        Neither = "neither", "neither, or a request that belongs to nobody";
    }
}

names! {
    /// The main job of a sentence, and what one of the kind reads like. Beside each: its letter in
    /// labelled sentences, and what to do with one that costs more than it brings. Of the kinds
    /// that a message is asked to have (an observation, a reason, a question ...) nothing is said:
    /// their kind is right, and which of their words cost, a writer cannot see from it.
    Function(char, Option<&'static str>) {
        Greeting = "greeting", "a greeting, a sign-off or an address", 'g', Some("Cut it, or put in its place what you saw of theirs.");
        Filler = "filler", "a worn opener or filler", 'w', Some("Cut it, and begin with what you saw in their world.");
        Praise = "praise", "praise that would fit anybody", 'f', Some("Name the one thing that you saw, or cut it.");
        Observation = "observation", "an observation about this recipient", 'o', None;
        Generality = "generality", "a statement that holds for any firm or person of their kind", 'n', Some("Say it of this recipient, with something that they can check, or cut it.");
        Pitch = "pitch", "a pitch: what the sender is, does, offers or promises", 'p', Some("Turn it into what changes for them, or drop it.");
        Proof = "proof", "proof or credentials of the sender", 'c', Some("Keep one named case with a before and an after; drop the rest.");
        Insight = "insight", "something the recipient can use without answering", 'i', None;
        RealQuestion = "real-question", "a real question about the recipient's own situation", 'q', None;
        EmptyQuestion = "empty-question", "a leading or empty question", 'r', Some("Ask what you truly want to know of them, or cut it.");
        Ask = "ask", "a request for time or an answer", 'a', Some("Ask for less, once, and make it easy to refuse.");
        Bump = "bump", "a reminder of an earlier message", 'b', Some("Bring one new thing instead of a reminder.");
        Pressure = "pressure", "pressure", 'u', Some("Take the pressure out.");
        Easing = "easing", "a way out for the recipient", 'e', None;
        Transition = "transition", "the reason why this recipient is written to", 't', None;
        Leftover = "leftover", "something left over that was not meant to be sent", 'x', Some("Take it out.");
    }
}

impl Function {
    /// The function of a letter in labelled sentences.
    pub fn of_letter(letter: char) -> Option<Function> {
        Function::NAMES
            .iter()
            .map(|(_, function)| *function)
            .find(|function| function.beside().0 == letter)
    }

    /// What to do with a sentence that costs more than it brings; `None` for kinds that a message
    /// should have.
    pub fn advice(self) -> Option<&'static str> {
        self.beside().1
    }
}
