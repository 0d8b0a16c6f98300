//! Campaigns: signatures that are the same everywhere, clusters that do not hang on the order of
//! drafts, planted blasts that are found.

use std::collections::{BTreeMap, BTreeSet};

use germane::campaign::{Clusterer, Clusters, SIGNATURE_VERSION, Signature, sign};
use germane::text::steps;
use proptest::prelude::*;

use crate::common::blasts;

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

/// A folder with these files, and what `campaign` says of them on standard error; it fails.
fn refused(files: &[(&str, &str)], args: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_germane"))
        .arg("campaign")
        .args(args)
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert_eq!(run.status.code(), Some(2), "{}", String::from_utf8_lossy(&run.stdout));
    String::from_utf8_lossy(&run.stderr).into_owned()
}

/// Nothing is no campaign, whatever it is written in.
#[test]
fn an_empty_file_is_no_draft() {
    for (name, text) in [
        ("sent.csv", ""),
        ("sent.csv", "\n\n"),
        ("sent.tsv", "\u{feff}"),
        ("sent.csv", "email,subject,body\n"),
        ("sent.jsonl", ""),
    ] {
        let told = refused(&[(name, text)], &[name]);
        assert!(told.contains("error: no draft found"), "{name} {text:?}: {told}");
    }
}

#[test]
fn a_list_without_rows_fills_no_template() {
    let template = ("t.md", "Hi {{first_name}}, who covers the two gaps on Sunday nights?\n");
    for list in ["first_name,email\n", ""] {
        let told = refused(&[template, ("list.csv", list)], &["t.md", "--leads", "list.csv"]);
        assert!(
            told.contains("list.csv: no row names a person or a company")
                && !told.contains("no draft found"),
            "{told}"
        );
    }
}
