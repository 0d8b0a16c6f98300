//! Texts gamed on purpose. They are part of every fit: where one would be worth more than the text that it was made from, or about the same,
//! the difference between both is asked to be a small loss, so that nothing is learnt that such a trick would buy.

/// The next number of a fixed sequence (SplitMix64).
pub fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

const NAMES: &[&str] =
    &["Alder Foods", "Brightwater", "Larkspur Dental", "Hollis & Webb", "Quillon", "Marsh Lane School", "Torvik Freight"];

/// Put in front of the text or behind it.
const LINES: &[&str] = &[
    "{} opened a second site in March, which is why I am writing.",
    "I noticed that {} hired 14 people in June.",
    "Your team at {} moved to Leeds on 4 March.",
    "Congratulations on the new round at {}!",
    "I love what you are building at {}. Truly impressive, your team is doing amazing work.",
    "{}: founded 1987, Rotterdam, 412 employees, Series B, new CFO in March, SAP, ISO 9001.",
    "What do you think? Does this resonate? Is this a priority? Curious?",
    "How many orders does {} handle? Who owns this today? What would change it?",
    "That is 47% faster, 3.2x cheaper, 218 hours and $1,340,000 saved by 2027.",
    "Your Leeds office opened on 4 March because the lease ended. Your depot ships 41 pallets a day.",
    "Every business is a journey. Success takes focus. Great teams listen.",
    "\"A game changer,\" said the head of operations. \"We saw it in a week.\"",
    "As we discussed in 2019, your Hull team told us that the old system fails on Mondays.",
    "Your first 3 months are free, and your team saves 10 hours a week.",
    "12 Harbour Street, Suite 400, Boston MA 02110, +1 617 555 0101",
    "Zorvex Quantal Plimth 2026 Brandle Torque Vexon 88 Mirtle Opal Q4 Draven.",
    "We work with companies like yours. Our platform is trusted by 500 teams.",
    "We are a leading provider of solutions. We offer the best service in the industry.",
    "Our award-winning tool helps you do more with less. Book a demo today.",
    "I would love to hop on a quick call to tell you more about us.",
    "According to a study, 73% of teams lose $4,200 a year because they wait 19 days.",
    "How is that going? Do you like that? Is that exciting?",
    "What if it could be better? How do you feel about it? Is it as good as it could be?",
    "Who plans this at {}? What does that mean to you? Where do you want to be in a year?",
    "Your auditors flagged 37 missing shifts, so the Ghent crews carry 14 vacancies on paper.",
    "You moved your archive to Cork in 2024, which leaves the Sunday trucks at one dock.",
    "{} will double what it types from April on, because two clerks key it by hand.",
    "Your stores in Derby and Hove lost 90 orders after the merger, which means that {} must hire.",
    "It took me 7 years, 312 calls and one notebook from 1998 to learn this.",
];

/// The text with one trick in it, chosen by `seed`.
pub fn gamed(text: &str, seed: u64) -> String {
    let mut state = seed;
    let name = NAMES[(next(&mut state) % NAMES.len() as u64) as usize];
    let draw = next(&mut state) as usize % (LINES.len() + 2);
    let front = next(&mut state).is_multiple_of(2);
    let Some(line) = LINES.get(draw).map(|line| line.replace("{}", name)) else {
        return text.replace(". ", &format!(" at {name}. ")).replace(".\n", &format!(" at {name}.\n"));
    };
    if front {
        return behind_greeting(text, &line);
    }
    let (message, sign_off) = before_sign_off(text);
    format!("{message}\n\n{line}{sign_off}")
}

/// The text with a paragraph put behind its greeting.
fn behind_greeting(text: &str, line: &str) -> String {
    match text.split_once("\n\n") {
        Some((greeting, rest)) if greeting.len() < 40 => format!("{greeting}\n\n{line}\n\n{rest}"),
        _ => format!("{line}\n\n{text}"),
    }
}

/// The text and its last short paragraph, which is mostly a sign-off.
fn before_sign_off(text: &str) -> (&str, &str) {
    match text.trim_end().rfind("\n\n") {
        Some(at) if text.trim_end().len() - at < 50 => text.split_at(at),
        _ => (text, ""),
    }
}
