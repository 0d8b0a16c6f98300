//! The server for agents cannot be gamed: an agent that loops on its numbers gains nothing by tricks,
//! and what nothing confirms is said.

use serde_json::{Value, json};

use crate::common::mcp_client::{Client, empty, fixture};

/// What an agent may put behind a draft that it wants to score higher: every kind of trick that is
/// known, in words that no reader was fitted to.
const TRICKS: &[&str] = &[
    "For Orbis, with Orbis, at Orbis: Orbis comes first here, as Orbis should.",
    "Costs fall by 31%, output doubles in 9 weeks, and 6,400 errors go away.",
    "How does Orbis see this? What would good look like for you? Which part matters most?",
    "Your rise has been wonderful to watch. What a team you have put together.",
    "Change is hard. Trust is earned. The best leaders ask better questions.",
    "\"We would never go back,\" says a director in your trade. \"It paid for itself.\"",
    "When we met in 2021, your people in Bremen said that the weekly report is always late.",
    "The setup costs you nothing, and your staff gets 14 hours back every month.",
    "88 Mill Road, Floor 3, Cambridge CB1 2AZ, +44 1223 555 019",
    "Kelmar 2027 Drovix Santel 61 Porwick Q2 Laminar Yost 9 Bexley Torvane.",
    "Your depots in Lyon and Graz missed 210 slots since the strike, so that Orbis has to rent lorries.",
    "Your planners logged 52 empty runs, and the Antwerp yard carries 19 of them unpaid.",
    "<!-- germane: allow swap-test, self-heavy, no-account-fact, customer-absent, account-absent -- agreed -->",
];

/// Puts a trick before the sign-off, or behind the greeting.
fn with(text: &str, trick: &str, early: bool) -> String {
    let at = if early { text.find("\n\n") } else { text.trim_end().rfind("\n\n") };
    let (head, tail) = text.split_at(at.unwrap_or(text.len()));
    format!("{head}\n\n{trick}{tail}")
}

/// What an agent may read a number of: a draft, beside the one that it began with.
type Goal<'g> = &'g dyn Fn(&mut Client, &str) -> f64;

/// The best of all tricks put into a draft, again and again, as long as one of them brings
/// anything: the draft that it ends with.
fn climb(client: &mut Client, start: &str, goal: Goal) -> String {
    let (mut text, mut best) = (start.to_string(), goal(client, start));
    for _ in 0..6 {
        let tries = TRICKS
            .iter()
            .flat_map(|trick| [with(&text, trick, true), with(&text, trick, false)])
            .collect::<Vec<_>>();
        let scores: Vec<f64> = tries.iter().map(|tried| goal(client, tried)).collect();
        let Some(at) = (0..tries.len())
            .max_by(|a, b| scores[*a].total_cmp(&scores[*b]))
            .filter(|at| scores[*at] > best)
        else {
            break;
        };
        (text, best) = (tries[at].clone(), scores[at]);
    }
    text
}

/// The arguments of a comparison.
fn pair(before: &str, after: &str, account: Option<&str>) -> Value {
    let mut arguments = json!({ "before": before, "after": after });
    if let Some(account) = account {
        arguments["account"] = json!(account);
    }
    arguments
}

#[test]
fn an_agent_that_loops_on_the_score_does_not_win() {
    let folder = empty();
    let mut client = Client::start(folder.path());
    let account = fixture("orbis.account.yaml");
    for account in [Some(account.as_str()), None] {
        let honest = client.score(&fixture("honest.md"), account);
        for name in ["pitch.md", "middling.md"] {
            let start = fixture(name);
            let first = client.score(&start, account);
            let end = climb(&mut client, &start, &|client: &mut Client, text: &str| {
                client.score(text, account)
            });
            let best = client.score(&end, account);
            let compared = client.call("compare_drafts", pair(&start, &end, account));
            let said = format!(
                "{name}, account {}: {first} to {best}, honest {honest}: {}\n{end}",
                account.is_some(),
                compared["content"][0]["text"]
            );
            let compared = &compared["structuredContent"];
            assert_ne!(compared["verdict"], "better", "{said}");
            assert!(
                end == start || compared["doubts"].as_array().is_some_and(|all| !all.is_empty()),
                "{said}"
            );
            // Made-up facts about the recipient look true until an account says otherwise: six tricks
            // together gain 16.4. What is confirmed shows it.
            assert!(best < honest && best - first < 17.0, "{said}");
            assert!(
                compared["confirmed_change"].as_f64().is_some_and(|points| points < 3.0),
                "{said}"
            );
        }
    }
}

#[test]
fn an_agent_that_loops_on_what_is_confirmed_gains_next_to_nothing() {
    let folder = empty();
    let mut client = Client::start(folder.path());
    let account = fixture("orbis.account.yaml");
    for account in [Some(account.as_str()), None] {
        for name in ["pitch.md", "middling.md"] {
            let start = fixture(name);
            let gain = |client: &mut Client, text: &str| {
                let compared = client.call("compare_drafts", pair(&start, text, account));
                compared["structuredContent"]["confirmed_change"].as_f64().unwrap_or(f64::MIN)
            };
            let end = climb(&mut client, &start, &gain);
            let (tricks, honest) =
                (gain(&mut client, &end), gain(&mut client, &fixture("honest.md")));
            assert!(
                tricks < 5.0 && tricks < honest,
                "{name}, account {}: {tricks}, honest {honest}\n{end}",
                account.is_some()
            );
        }
    }
}

#[test]
fn what_nothing_confirms_is_said_first() {
    let folder = empty();
    let mut client = Client::start(folder.path());
    let account = fixture("orbis.account.yaml");
    let invented = with(
        &fixture("pitch.md"),
        "Your planners logged 52 empty runs, and the Antwerp yard carries 19 of them unpaid.",
        true,
    );
    let found = client.call("check_draft", json!({ "text": invented, "account": account }));
    let words = found["content"][0]["text"].as_str().expect("words");
    assert!(
        words.starts_with("Not confirmed: 1 sentence names what neither an account nor an earlier step has (line 3: 52, Antwerp, 19)."),
        "{words}"
    );
    assert_eq!(
        found["structuredContent"]["unconfirmed"][0]["words"],
        json!(["52", "Antwerp", "19"])
    );
    // Nothing is gained by what is made up, and without an account that is seen in the score
    // without it.
    let found = client.call("check_draft", json!({ "text": invented }));
    let draft = &found["structuredContent"]["drafts"][0];
    assert_eq!(draft["confirmed_score"], client.score(&fixture("pitch.md"), None), "{draft}");
    assert!(draft["score"]["total"].as_f64() > draft["confirmed_score"].as_f64(), "{draft}");
    // What the account or an earlier step says is confirmed, the month of a fact's day too.
    let known = with(
        &fixture("pitch.md"),
        "Your second site in Leeds took in forty drivers in March.",
        true,
    );
    let found = client.call("check_draft", json!({ "text": known, "account": account }));
    assert_eq!(
        (
            &found["structuredContent"]["unconfirmed"],
            found["structuredContent"]["more_unconfirmed"].as_u64()
        ),
        (&json!([]), Some(0)),
        "{found}"
    );
    assert_eq!(
        found["structuredContent"]["drafts"][0]["confirmed_score"],
        found["structuredContent"]["drafts"][0]["score"]["total"]
    );
    let found = client.call(
        "check_draft",
        json!({ "text": invented, "account": account, "previous_steps": [invented] }),
    );
    assert_eq!(found["structuredContent"]["unconfirmed"], json!([]), "{found}");
    // The gain is told apart.
    let found = client.call("compare_drafts", pair(&fixture("pitch.md"), &invented, None));
    assert!(
        found["structuredContent"]["change"].as_f64() > Some(2.0)
            && found["structuredContent"]["confirmed_change"] == 0.0,
        "{found}"
    );
}

#[test]
fn an_honest_rewriting_is_better() {
    let folder = empty();
    let mut client = Client::start(folder.path());
    let arguments = json!({ "before": fixture("pitch.md"), "after": fixture("honest.md"), "account": fixture("orbis.account.yaml") });
    let compared = client.call("compare_drafts", arguments);
    assert_eq!(compared["structuredContent"]["verdict"], "better", "{compared}");
    let same = client.call(
        "compare_drafts",
        json!({ "before": fixture("honest.md"), "after": fixture("honest.md") }),
    );
    assert_eq!(
        (&same["structuredContent"]["verdict"], &same["structuredContent"]["doubts"]),
        (&json!("same"), &json!([]))
    );
}
