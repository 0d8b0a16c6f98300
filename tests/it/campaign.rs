//! Campaigns: signatures that are the same everywhere, clusters that do not hang on the order of
//! drafts, planted blasts that are found.

#[path = "../../examples/planted/blasts.rs"]
mod blasts;

use std::collections::{BTreeMap, BTreeSet};

use germane::campaign::{Clusterer, Clusters, SIGNATURE_VERSION, Signature, sign};
use germane::text::steps;
use proptest::prelude::*;

const GOLDEN: &str = "Hi Ana,\n\nWe help ports plan night crews with 30% less overtime. See https://northquay.example/crews or ask {{sender_name}}.\n";

/// A change of these bytes makes old signatures useless: raise `SIGNATURE_VERSION`, and say so in
/// CHANGELOG.md.
#[test]
fn a_signature_is_these_bytes() {
    assert_eq!(SIGNATURE_VERSION, 2);
    let signature = sign(GOLDEN, &[]);
    assert_eq!(signature.words, 15);
    assert_eq!(
        signature.hex(),
        "8d82ffdfb98b741c79f10521cfae6e32568da9c7f5bc5aa88c58dcde8124bc68a1934e5308cee18ec5c210ab8ae03debda4821cdffea4f4f9a81bbaeeee6df7974958b4136c01d8749ced1277f48e518f6a184237981de1bc734f76f32f6e709ac53286d6ed4f080ea8c2c5493c1db8d01c16d1eeb98012296b68256e8feee1c"
    );
    assert_eq!(
        signature.band_keys().join(" "),
        "001f25c297 012d708e48 028bd8088d 03204a9965 045207e5cc 05ddb8e0ef 063a32ec31 07cc48f54f 08c8f90245 099668d93f 0a82e024ea 0b10151b2a 0c2573c242 0d65a5316e 0ee401bb32 0f61408142 10752389cb 119173e034 1237ed5996 130b201413 146c0a1295 1596534078 16fef4416a 175ffef8c1 18451b6e68 1939bb78e6 1acd268fb0 1bca75fe92 1cf64cb5c6 1d14e63841 1e0791cb9f 1ff54b58ac"
    );
    assert_eq!(
        Signature::parse(signature.words, &signature.hex(), &signature.band_keys()),
        Some(signature)
    );
}

#[test]
fn masking_makes_copies_equal() {
    let template =
        sign("Hi {{first_name}},\n\nI saw that {{company}} runs 12 sites. Worth a call?", &[]);
    let names = ["Ana", "Ruiz", "North Quay Terminals"];
    for text in [
        "Hi Ana,\n\nI saw that North Quay Terminals runs 40 sites. Worth a call?",
        "Dear Ana Ruiz!\nI saw that north quay terminals runs 1,200 sites.  Worth a call?",
        "hello ana -\r\n\r\nI saw that {{company}} runs 3 sites. Worth a call?",
    ] {
        assert_eq!(sign(text, &names), template, "{text}");
    }
    assert_ne!(
        sign("Hi Ana,\n\nI saw that North Quay Terminals runs 40 sites. Worth a visit?", &names),
        template
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn dress_changes_no_signature(number in 0u64..100_000, every in 1usize..9) {
        let draft = blasts::draft(number);
        let names = [draft.first.as_str(), draft.company.as_str()];
        let plain = sign(&draft.body, &names);
        let alike = |c: char| match c { 'a' => '\u{430}', 'o' => '\u{43e}', 'e' => '\u{435}', 'p' => '\u{440}', c => c };
        let dressed: [String; 4] = [
            draft.body.to_uppercase(),
            draft.body.replace('\n', "\r\n"),
            draft.body.chars().enumerate().map(|(at, c)| if at % every == 0 { format!("{c}\u{200b}") } else { c.into() }).collect(),
            draft.body.chars().enumerate().map(|(at, c)| if at % every == 0 { alike(c) } else { c }).collect(),
        ];
        for text in dressed {
            prop_assert_eq!(&sign(&text, &names), &plain, "{}", text);
        }
    }

    #[test]
    fn any_text_has_a_signature(text in ".{0,400}", name in ".{0,20}") {
        let signature = sign(&text, &[&name]);
        prop_assert_eq!(Signature::parse(signature.words, &signature.hex(), &signature.band_keys()), Some(signature));
    }
}

fn signatures(count: u64) -> Vec<Signature> {
    (0..count)
        .map(blasts::draft)
        .map(|draft| sign(&draft.body, &[&draft.first, &draft.company]))
        .collect()
}

fn clusters(signatures: &[Signature], order: &[usize], held: usize) -> Clusters {
    let mut clusterer = Clusterer::holding(held).expect("a temporary file");
    order.iter().for_each(|at| clusterer.push(&signatures[*at]).expect("written"));
    clusterer.finish().expect("read")
}

/// The clusters as sets of drafts, by name.
fn sets(clusters: &Clusters, order: &[usize]) -> BTreeMap<String, BTreeSet<usize>> {
    let mut sets: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (place, draft) in order.iter().enumerate() {
        if let Some(cluster) = clusters.of(place) {
            sets.entry(clusters.clusters[cluster].id()).or_default().insert(*draft);
        }
    }
    sets
}

#[test]
fn the_order_of_drafts_changes_nothing() {
    let signatures = signatures(1200);
    let forward: Vec<usize> = (0..signatures.len()).collect();
    let mixed: Vec<usize> = (0..signatures.len()).map(|at| at * 7919 % signatures.len()).collect();
    let expected = sets(&clusters(&signatures, &forward, 1 << 20), &forward);
    assert!(expected.len() >= 14, "{}", expected.len());
    assert_eq!(sets(&clusters(&signatures, &mixed, 1 << 20), &mixed), expected);
    // Nor does how much of them is sorted in memory.
    assert_eq!(sets(&clusters(&signatures, &mixed, 4000), &mixed), expected);
}

#[test]
fn planted_blasts_are_found_and_nothing_else() {
    let count = 80 * 24;
    let signatures = signatures(count);
    let order: Vec<usize> = (0..signatures.len()).collect();
    let sets = sets(&clusters(&signatures, &order, 1 << 20), &order);
    let mut best: BTreeMap<u64, usize> = BTreeMap::new();
    let (mut right, mut members) = (0, 0);
    for set in sets.values() {
        let mut of: BTreeMap<Option<u64>, usize> = BTreeMap::new();
        set.iter()
            .for_each(|draft| *of.entry(blasts::draft(*draft as u64).blast).or_default() += 1);
        let (blast, most) =
            of.into_iter().max_by_key(|(blast, count)| (*count, *blast)).expect("a member");
        members += set.len();
        if let Some(blast) = blast {
            right += most;
            let found = best.entry(blast).or_default();
            *found = most.max(*found);
        }
    }
    assert!(right as f64 >= 0.99 * members as f64, "{right} of {members}");
    for (at, (kind, _)) in blasts::KINDS.iter().enumerate() {
        let of = (0..24).filter(|blast| blast % 6 == at as u64);
        let recall = of.map(|blast| best.get(&blast).copied().unwrap_or_default()).sum::<usize>()
            as f64
            / (4.0 * blasts::BLAST as f64);
        let least = match *kind {
            "words-20" => 0.95,
            "words-30" => 0.2,
            _ => 1.0,
        };
        assert!(recall >= least, "{kind}: {recall}");
    }
}

/// Eight times the drafts take eight times the steps, also when all of them share their bands.
#[test]
fn work_grows_with_the_drafts() {
    let footer = "Reply stop and we never write again to this address.".repeat(3);
    let work = |count: usize, make: &dyn Fn(usize) -> String| {
        let signatures: Vec<Signature> = (0..count).map(|at| sign(&make(at), &[])).collect();
        let order: Vec<usize> = (0..count).collect();
        let before = steps();
        clusters(&signatures, &order, 1 << 20);
        (steps() - before) as f64
    };
    let families: [&dyn Fn(usize) -> String; 3] = [
        &|at| format!("Hi Ana,\n\n{} {footer}", blasts::draft(at as u64 * 2 + 1).body),
        &|at| blasts::draft(at as u64).body,
        &|at| format!("We meet in week {at} of w{}", at % 97),
    ];
    for make in families {
        let (small, large) = (work(300, make), work(2400, make));
        assert!(large <= 8.0 * 1.5 * small, "{small} -> {large}");
    }
    let long = |bytes: usize| {
        let text = "Hi Ana,\n\n".to_string()
            + &"we help {{company}} at https://a.example act 12 times. ".repeat(bytes / 50);
        let before = steps();
        sign(&text, &["Ana Ruiz", "we help", "North Quay"]);
        (steps() - before) as f64
    };
    let (small, large) = (long(4000), long(32000));
    assert!(large <= 8.0 * 1.5 * small, "{small} -> {large}");
}

const EXPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/cli/campaign.in/export.csv");

fn germane(args: &[&str]) -> String {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_germane"))
        .args(args)
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

#[test]
fn the_report_keeps_its_schema() {
    let schema: serde_json::Value = germane::schema::campaign();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for args in [
        vec!["campaign", EXPORT, "--format", "json", "--score"],
        vec!["campaign", EXPORT, "--format", "json", "--clusters", "1"],
    ] {
        let report: serde_json::Value = serde_json::from_str(&germane(&args)).expect("JSON");
        let faults: Vec<String> = validator
            .iter_errors(&report)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
    let page = germane(&["campaign", EXPORT, "--format", "html"]);
    assert!(
        page.starts_with("<!doctype html>")
            && page.ends_with("</html>\n")
            && !page.contains("<script"),
        "{page}"
    );
}

/// What engines do with a shuffle of their own comes to what one machine says.
#[test]
fn three_verbs_say_what_one_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (signed, clustered) = (path("signed.jsonl"), path("clustered.jsonl"));
    std::fs::write(&signed, germane(&["sign", EXPORT, "--no-score", "--text"])).expect("written");
    let lines = germane(&["cluster", &signed]);
    assert_eq!(lines.lines().count(), 11, "{lines}");
    // In any order.
    let mut lines: Vec<&str> = lines.lines().collect();
    lines.reverse();
    std::fs::write(&clustered, lines.join("\n")).expect("written");
    let json = |text: String| -> serde_json::Value { serde_json::from_str(&text).expect("JSON") };
    let mut one = json(germane(&["campaign", EXPORT, "--format", "json"]));
    let mut three =
        json(germane(&["report", &signed, "--clustered", &clustered, "--format", "json"]));
    for report in [&mut one, &mut three] {
        // How many texts a cluster has after masking is known only to who clusters.
        report["clusters"]
            .as_array_mut()
            .expect("clusters")
            .iter_mut()
            .for_each(|cluster| cluster["variants"] = 0.into());
    }
    assert_eq!(one, three);
    assert_eq!(one["over-contacted-recipients"], 5);
    assert_eq!(one["clusters"][0]["personalisation"]["names-only"], 6);
    assert_eq!(one["clusters"][1]["personalisation"]["first-line-only"], 5);
    assert_eq!(one["clusters"][0]["competitors"][0]["accounts"], 3);
}

/// The report on files of these names and contents.
fn report(files: &[(String, String)]) -> serde_json::Value {
    let folder = tempfile::tempdir().expect("a folder");
    files
        .iter()
        .for_each(|(name, text)| std::fs::write(folder.path().join(name), text).expect("written"));
    let path = folder.path().display().to_string();
    serde_json::from_str(&germane(&["campaign", &path, "--format", "json"])).expect("JSON")
}

fn mail(to: &str, from: &str, body: &str) -> String {
    format!("---\nto: {to}\nfrom: {from}\nsubject: Crews\n---\n{body}\n")
}

const FIRMS: [&str; 8] = [
    "North Quay",
    "Orbis Freight",
    "Tide Wise",
    "Harbour Nine",
    "Corvex Rail",
    "Alder Mills",
    "Fern Way",
    "Pell Bank",
];
const HOOKS: [&str; 8] = [
    "a new berth",
    "the strike",
    "your depot",
    "the audit",
    "two trains",
    "a flood",
    "a school",
    "a merger",
];

/// Nothing but addresses names the companies: they are masked as the domains spell them.
#[test]
fn a_first_line_does_not_make_a_blast_personal() {
    let pitch = "We work with planners at firms such as FIRM, who lose 12 hours a week to swaps. Our board shows each of them in time.";
    let blast = |at: usize| {
        let body = format!(
            "Hi Ana,\n\nI read about {} at {}.\n\n{}\n\nTalk on Monday?\n\nDana",
            HOOKS[at],
            FIRMS[at],
            pitch.replace("FIRM", FIRMS[at])
        );
        (
            format!("{at}.md"),
            mail(
                &format!("ana@{}.example", FIRMS[at].to_lowercase().replace(' ', "")),
                "dana@seller.example",
                &body,
            ),
        )
    };
    let said = report(&(0..8).map(blast).collect::<Vec<_>>());
    assert_eq!((&said["cluster-count"], &said["most-same"]), (&1.into(), &8.into()), "{said}");
    assert_eq!(
        said["clusters"][0]["personalisation"],
        serde_json::json!({"compared": 8, "names-only": 0, "first-line-only": 8})
    );
    // One hook for all is nobody's own.
    let same = |at: usize| (format!("{at}.md"), blast(at).1.replace(HOOKS[at], HOOKS[0]));
    let said = report(&(0..8).map(same).collect::<Vec<_>>());
    assert_eq!(
        said["clusters"][0]["personalisation"],
        serde_json::json!({"compared": 8, "names-only": 8, "first-line-only": 0})
    );
    // A mail that says something of its own behind the opening is neither.
    let own = |at: usize| {
        (
            format!("{at}.md"),
            blast(at).1.replace(
                "Talk on Monday?",
                &format!("After {} that may be dear. Talk on Monday?", HOOKS[at]),
            ),
        )
    };
    let said = report(&(0..8).map(own).collect::<Vec<_>>());
    assert_eq!(
        said["clusters"][0]["personalisation"],
        serde_json::json!({"compared": 8, "names-only": 0, "first-line-only": 0})
    );
}

/// A template shows although the messages as wholes have little in common.
#[test]
fn sentences_of_several_messages_are_a_template() {
    let closing = "We have helped sixty operators retire their spreadsheets for good.";
    let files = |sender: &dyn Fn(usize) -> &'static str| {
        let one = |at: usize| {
            let body = format!(
                "Hi Ana,\n\n{} {closing}\n",
                blasts::draft(2 * at as u64 + 1).body.lines().last().unwrap_or_default()
            );
            (format!("{at}.md"), mail(&format!("ana{at}@firm{at}.example"), sender(at), &body))
        };
        (0..6).map(one).collect::<Vec<_>>()
    };
    let said = report(&files(&|_| "dana@seller.example"));
    assert_eq!(said["cluster-count"], 0, "{said}");
    let found = serde_json::json!([{"sentence": closing.trim_end_matches('.'), "messages": 6, "drafts": 6, "senders": 1, "only-sender": "dana@seller.example"}]);
    assert_eq!(said["repeated-sentences"], found);
    let said = report(&files(&|at| {
        if at % 2 == 0 { "dana@seller.example" } else { "kai@seller.example" }
    }));
    assert_eq!(
        (&said["repeated-sentences"][0]["senders"], &said["repeated-sentences"][0]["only-sender"]),
        (&2.into(), &serde_json::Value::Null)
    );
}

/// Tables of Parquet between the verbs come to the same as JSON lines, byte for byte.
#[cfg(feature = "parquet")]
#[test]
fn parquet_says_what_json_lines_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let bytes = |args: &[&str]| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_germane"))
            .args(args)
            .output()
            .expect("the program runs");
        assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
        run.stdout
    };
    let mut said: Vec<[Vec<u8>; 2]> = Vec::new();
    for format in ["jsonl", "parquet"] {
        let (signed, clustered) =
            (path(&format!("signed.{format}")), path(&format!("clustered.{format}")));
        std::fs::write(&signed, bytes(&["sign", EXPORT, "--text", "--format", format]))
            .expect("written");
        std::fs::write(&clustered, bytes(&["cluster", &signed, "--all", "--format", format]))
            .expect("written");
        said.push([
            bytes(&["cluster", &signed, "--all"]),
            bytes(&["report", &signed, "--clustered", &clustered, "--format", "json"]),
        ]);
    }
    assert!(!said[0][0].is_empty() && !said[0][1].is_empty());
    assert_eq!(said[0], said[1]);
    // A table cut short is an error and no panic, wherever it is cut.
    let whole = std::fs::read(path("signed.parquet")).expect("read");
    assert!(whole.starts_with(b"PAR1"));
    for at in [4, whole.len() / 2, whole.len() - 1] {
        std::fs::write(path("cut.parquet"), &whole[..at]).expect("written");
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_germane"))
            .args(["cluster", &path("cut.parquet")])
            .output()
            .expect("it runs");
        let why = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(
            !run.status.success() && why.contains("Parquet") && !why.contains("panicked"),
            "{at}: {why}"
        );
    }
}
