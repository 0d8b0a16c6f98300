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
    /// The main job of a sentence, and what one of the kind reads like. Beside each: its letter in labelled sentences, and what to do with
    /// one that costs more than it brings.
    Function(char, &'static str) {
        Greeting = "greeting", "a greeting, a sign-off or an address", 'g', "Keep it to one line.";
        Filler = "filler", "a worn opener or filler", 'w', "Cut it, and begin with what you saw in their world.";
        Praise = "praise", "praise that would fit anybody", 'f', "Name the one thing that you saw, or cut it.";
        Observation = "observation", "an observation about this recipient", 'o', "Say what follows from it for them.";
        Generality = "generality", "a statement that holds for any firm or person of their kind", 'n', "Say it of this recipient, with something that they can check, or cut it.";
        Pitch = "pitch", "a pitch: what the sender is, does, offers or promises", 'p', "Turn it into what changes for them, or drop it.";
        Proof = "proof", "proof or credentials of the sender", 'c', "Keep one named case with a before and an after; drop the rest.";
        Insight = "insight", "something the recipient can use without answering", 'i', "Make it concrete: a number, a place, a date.";
        RealQuestion = "real-question", "a real question about the recipient's own situation", 'q', "Ask about one thing of theirs whose answer you do not know.";
        EmptyQuestion = "empty-question", "a leading or empty question", 'r', "Ask what you truly want to know of them, or cut it.";
        Ask = "ask", "a request for time or an answer", 'a', "Ask for less, once, and make it easy to refuse.";
        Bump = "bump", "a reminder of an earlier message", 'b', "Bring one new thing instead of a reminder.";
        Pressure = "pressure", "pressure", 'u', "Take the pressure out.";
        Easing = "easing", "a way out for the recipient", 'e', "Say it once, plainly.";
        Transition = "transition", "the reason why this recipient is written to", 't', "Say why this recipient, and why now.";
        Leftover = "leftover", "something left over that was not meant to be sent", 'x', "Take it out.";
    }
}

impl Function {
    /// The function of a letter in labelled sentences.
    pub fn of_letter(letter: char) -> Option<Function> {
        Function::NAMES.iter().map(|(_, function)| *function).find(|function| function.beside().0 == letter)
    }

    /// What to do with a sentence that costs more than it brings.
    pub fn advice(self) -> &'static str {
        self.beside().1
    }
}
