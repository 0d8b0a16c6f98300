//! Ordinary writing and code that only look like fields.

use super::{super::Hints, check, show};

#[test]
fn ordinary_writing() {
    let rows = [
        "As shown [1], and again in [2, 3] and [12].",
        "[x] done",
        "- [x] done\n- [X] done\n* [ ] open",
        "read [the study](https://x.example/a) or ![chart](a.png) or [text][ref]",
        "[ref]: https://x.example/a \"Title\"",
        "he wrote \"teh [sic] plan\" and \"we [the board] agreed […] to [...] wait\"",
        "[EXT] Re: berths", // subject tags
        "[External] Re: berths",
        "[berths] Re: plan",
        "put it between [TIDE] and [/TIDE] tags",
        "the guide: [corvex.example/guide/]",
        "[\u{1d40c}\u{1d41a}\u{1d431}] holds the rope",
        "Re: [berths] plan",
        "lee [at] example [dot] com",
        "the set {a, b} and {x | x > 0}, f(x) = {1, 2}",
        "I <3 this, 3 < 4 and 5 > 2, a <- b",
        "fell by 50% to 20% I/O and/or 24/7 on 3/4",
        "%20 in https://x.example/a%20b%20c and https://x.example/%C3%A9tude%20x",
        "emoji :smile: and :-} or :{ or ;-]",
        "**bold** *|* table | a | b |",
        "| a | b |\n|---|---|\n| *x* | y |",
        "fn main() { let x = |a| a + 1; }",
        "{ |x| x + 1 }",
        "let v: Vec<String> = a[i]; Map<Key, Value>",
        "GET /users/{id}/posts",
        "<b>bold</b> <a href=\"https://x.example\">a</a> <br/> <mj-text>t</mj-text> <title>T</title>",
        "<https://x.example/a> <lee@x.example>",
        "<company>Acme</company>",
        "@firstname is a handle, lee@email.example too",
        "# Heading #tag #first#",
        "«Bonjour» dit-il, « oui »",
        "1 << 4, cat <<EOF, <<<<<<< HEAD",
        "set it to null; undefined behaviour, NaN handling, a null pointer",
        "Hi, there. Hi there , friend. Hey! Dear all,",
        "at .NET shops, for ... reasons, look at it, and",
        "either/or, yes / no, 10 / 20",
        "The API_KEY and UTF_8 stay, XL and XXL shirts, USA",
        "$\\text{company} = \\frac{name}{x}$",
        "$5 {low} {high} {Hi}",
        "a { color: red; } .b{margin:0}",
        "{\n  \"first_name\": \"x\",\n  \"b\": {\"company\": 1}\n}",
        "style={{color: 'red', margin: 0}}",
        "<!-- {{hidden}} --> {# {{hidden}} #} {% raw %}{{h}}{% endraw %} {% comment %}{{x}}{% endcomment %} {{!-- {{x}} --}} {{! note }}",
        "<script>var a = {b|c}</script>",
        "[[some page/with a path]] and [[Notes on berths]]",
        "[cid:image001.png@01D] [image: logo] [mailto:lee@x.example]",
        "a[0] = b[i+1]; [a-z]+ [^0-9]",
        "say \"[t]he ship\"",
        "100%sure% and 5%off%",
        "{}", // nothing at all
        "Hi Ana,\n\n____\n\nTom\n\n________________",
        "Hi $5,000 says hello",
        "issue #1 and #2, #SRE #OPS, #SALES#OPS, C# and F#, ##HEAD LINE##",
        "Hi #sre friends,",
        "Here is what we saw at the port: two ships.",
        "Write me when you can.",
    ];
    let found: Vec<_> = rows
        .iter()
        .map(|row| (row, show(row, &Hints::default())))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn slots() {
    check(
        &[
            ("company", "at [Company], we", &["placeholder company «[Company]»"]),
            ("insert", "[insert pain point]", &["placeholder pain_point! «[insert pain point]»"]),
            ("angle", "at <COMPANY>.", &["placeholder company «<COMPANY>»"]),
            ("angle words", "Hi <First Name>,", &["placeholder first_name «<First Name>»"]),
            ("entity", "Hi &lt;First Name&gt;,", &["placeholder first_name «&lt;First Name&gt;»"]),
            ("brace", "Hi {First Name},", &["placeholder first_name «{First Name}»"]),
            ("yours", "[Your Name]", &["placeholder your_name «[Your Name]»"]),
            (
                "example",
                "cut [specific metric, e.g. 23%] off",
                &["placeholder specific_metric! «[specific metric, e.g. 23%]»"],
            ),
            ("letter", "saves [X] hours", &["placeholder x «[X]»"]),
            ("per cent", "by X% or $XX", &["placeholder  «X%»", "placeholder  «XX»"]),
            ("xxx", "call XXX now, TBD", &["placeholder  «XXX»", "placeholder  «TBD»"]),
            ("todo", "TODO: add a name. Your TODO list", &["placeholder  «TODO»"]),
            (
                "shouted",
                "Hi FIRST_NAME at COMPANYNAME",
                &["placeholder first_name «FIRST_NAME»", "placeholder company_name «COMPANYNAME»"],
            ),
            (
                "told",
                "See INSERT_PAGE_URL or YOUR_SITE_URL, with MAX_FILE_SIZE",
                &[
                    "placeholder page_url «INSERT_PAGE_URL»",
                    "placeholder your_site_url «YOUR_SITE_URL»",
                ],
            ),
            ("here", "INSERT QUOTE HERE please", &["placeholder quote! «INSERT QUOTE HERE»"]),
            ("escaped", r"Hi \[First Name\],", &[r"placeholder first_name «\[First Name\]»"]),
            ("subject", "[Company]: three hours a week", &["placeholder company «[Company]»"]),
            (
                "sendgrid",
                "[Sender_Name] [Unsubscribe]",
                &["system sender_name «[Sender_Name]»", "opt-out unsubscribe «[Unsubscribe]»"],
            ),
            (
                "order",
                "[Write a line about their port]",
                &["placeholder write_a_line_about_their_port! «[Write a line about their port]»"],
            ),
            (
                "model",
                "{{AI: open with their news}}",
                &["prompt open_with_their_news! «{{AI: open with their news}}»"],
            ),
            (
                "chatter",
                "Here's a revised draft of the email:\n\nHi",
                &["prompt  «Here's a revised draft of the email:»"],
            ),
            ("token", "<|im_start|>Hi", &["prompt  «<|im_start|>»"]),
            ("line", "Hi ____,", &["placeholder  «____»"]),
            ("dollar", "Hi $name,", &["placeholder name «$name»"]),
            ("signs", "Hi @@name,", &["placeholder name «@@name»"]),
            ("hashes", "Hi #FirstName#,", &["placeholder first_name «#FirstName#»"]),
            ("to do", "Hi TODO,", &["placeholder todo «TODO»"]),
            ("rounds", "Hi ((name)),", &["placeholder name «((name))»"]),
            ("insert name", "Hi INSERT NAME,", &["placeholder name «INSERT NAME»"]),
            (
                "contact",
                "Dear Ms #NAME OF CONTACT PERSON# of",
                &["placeholder name_of_contact_person «#NAME OF CONTACT PERSON#»"],
            ),
            (
                "runs on",
                "your {{company yard posted three openings. }} and",
                &["field company «{{company» unbalanced"],
            ),
            (
                "two",
                "{{PILOT_NAME / CREW}}",
                &["placeholder pilot_name_crew «{{PILOT_NAME / CREW}}»"],
            ),
        ],
        &Hints::default(),
    );
}

#[test]
fn left_overs() {
    check(
        &[
            ("null", "Hi null,", &["residue  «null»"]),
            ("undefined", "Hello undefined, how", &["residue  «undefined»"]),
            ("object", "at [object Object] now", &["residue  «[object Object]»"]),
            ("no value", "Dear <no value>,", &["residue  «<no value>»"]),
            ("blank", "Hello\u{a0} ,", &["residue  «Hello\u{a0} ,»"]),
            ("orphan", "the work you do at . We", &["residue  «at .»"]),
            (
                "owner",
                "I like 's site, and undefined's too",
                &["residue  «like 's»", "residue  «undefined»"],
            ),
            ("sum", "costs $NaN or NaN%", &["residue  «NaN»", "residue  «NaN»"]),
            ("latin", "Lorem ipsum dolor", &["residue  «Lorem ipsum»"]),
            ("latin alone", "The plan.\n\nLorem ipsum.", &["residue  «Lorem ipsum»"]),
            ("about latin", "We tested with lorem ipsum. Lorem ipsum fits, words do not.", &[]),
            ("quoted latin", "Your page says \"Lorem ipsum dolor sit amet\" at the foot.", &[]),
            ("cell", "Hi #N/A,", &["residue  «#N/A»"]),
            ("reference", "Hello #REF!, how", &["residue  «#REF!»"]),
            ("cell alone", "Hi Ana,\n\n#N/A\n\nWe", &["residue  «#N/A»"]),
            ("cell at", "the free berths at #VALUE!, we", &["residue  «#VALUE!»"]),
            ("cell of", "#N/A's yard", &["residue  «#N/A»"]),
            ("about cells", "Your list shows #REF! in column D, and #N/A in E. Fix #N/A?", &[]),
            ("code", "Hi ${user.name},", &["residue user_name «${user.name}»"]),
            ("halves", "a }} b {{ c", &["residue  «}}» unbalanced", "residue  «{{» unbalanced"]),
            ("per cent", "Hi %%first_name%,", &["field first_name «%%first_name%» unbalanced"]),
        ],
        &Hints::default(),
    );
}

#[test]
fn finished() {
    let prefill = ["quote".to_string()];
    check(
        &[
            ("field", "Hi {{first_name}},", &["residue first_name «{{first_name}}»"]),
            ("brace", "Hi {First Name},", &["residue first_name «{First Name}»"]),
            ("bracket", "Hi [First Name],", &["placeholder first_name «[First Name]»"]),
            ("spin", "{Hi|Hello} Mara", &["spin  «{Hi|Hello}» of [\"Hi\", \"Hello\"] unspun"]),
            ("signature", "%signature%", &["signature signature «%signature%»"]),
            ("prefilled", "{{quote}}", &["field quote! «{{quote}}»"]),
        ],
        &Hints { finished: true, prefill: &prefill, ..Hints::default() },
    );
}
