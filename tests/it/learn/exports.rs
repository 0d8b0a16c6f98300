//! Exports, made up to the documented columns of platforms, each with a trap in it.

use std::fmt::Write as _;
use std::io::Read as _;
use std::process::{Command, Stdio};

use germane::learn::stats::{Cell, Design, test};

const FIRST: [&str; 6] = ["Ana", "Bo", "Cy", "Di", "Eve", "Finn"];
const COMPANY: [&str; 5] = ["North Quay", "Mro Logistics", "Kuhl AG", "Berth Seven", "Tidewater"];
const TIRED: &str = "I hope this email finds you and your team well. Two cranes on one quay mean that the night crew waits. Is that so at COMPANY?";
const PLAIN: &str = "Two cranes on one quay mean that the night crew waits. Is that so at COMPANY?";

fn rendered(text: &str, at: usize) -> String {
    format!("Hi {},\n\n{}\n\nRoss", FIRST[at % 6], text.replace("COMPANY", COMPANY[at % 5]))
}

/// Smartlead's campaign statistics. Campaign 1 answers at 6 %, campaign 2 at 1 %, whatever the
/// text; the tired opener is nine tenths of campaign 1 and a tenth of campaign 2. 84 rows bear a
/// label and have no answer.
pub fn smartlead() -> String {
    let (mut rows, mut labels) = (Vec::new(), 0);
    for (campaign, every, tired) in [(1, 17, 1_800), (2, 100, 200)] {
        for at in 0..2_000 {
            let replied = at % every == 0;
            let stray = campaign == 2 && !replied && labels < 84;
            labels += u32::from(stray);
            let label = replied || stray;
            let day = 1 + at % 28;
            rows.push(serde_json::json!({
                "stats_id": format!("{campaign}-{at}"), "campaign_id": campaign, "lead_name": format!("{} Ruiz", FIRST[at % 6]),
                "lead_email": format!("lead{at}@company{campaign}.example"), "company_name": COMPANY[at % 5],
                "lead_category": if label { "Interested" } else { "" }, "sequence_number": 1, "email_campaign_seq_id": campaign,
                "seq_variant_id": u8::from(at < tired), "email_subject": "Night crews",
                "email_message": rendered(if at < tired { TIRED } else { PLAIN }, at),
                "sent_time": format!("2031-05-{day:02}T08:00:00Z"), "open_time": "2031-05-03T08:00:00Z", "click_time": null,
                "reply_time": if replied { Some(format!("2031-06-{day:02}T08:00:00Z")) } else { None },
                "open_count": 3, "click_count": 0, "is_unsubscribed": false, "is_bounced": false,
            }));
        }
    }
    serde_json::json!({ "total_stats": rows.len().to_string(), "data": rows, "offset": 0, "limit": 10_000 }).to_string()
}

/// YAMM's sheet. Recipients at Google answer at 7 %, at Microsoft at 1 %, whatever the text.
pub fn yamm() -> String {
    let mut csv = "First Name,Email Address,Subject,Message,Merge status\n".to_string();
    for (domain, every, tired) in [("gmail.com", 14, 1_500), ("outlook.com", 100, 300)] {
        for at in 0..1_800 {
            let state = match at {
                at if at % every == 0 => "RESPONDED",
                at if at % 50 == 1 => "BOUNCED",
                at if at % 3 == 0 => "EMAIL_OPENED",
                _ => "EMAIL_SENT",
            };
            let text = rendered(if at < tired { TIRED } else { PLAIN }, at);
            let _ = writeln!(
                csv,
                "{},{}{at}@{domain},Night crews,\"{text}\",{state}",
                FIRST[at % 6],
                FIRST[at % 6].to_lowercase()
            );
        }
    }
    csv
}

/// Instantly's steps, which count from 0, and the sequence that they count. Variant A draws
/// machines.
pub fn instantly() -> (String, String) {
    let row = |step: &str, variant: &str, sent: u32, replies: u32, machines: u32| {
        serde_json::json!({
            "step": step, "variant": variant, "sent": sent, "opened": 900, "unique_opened": 700, "replies": replies + 9,
            "unique_replies": replies, "replies_automatic": machines + 3, "unique_replies_automatic": machines, "clicks": 1,
            "unique_clicks": 1, "opportunities": 4, "unique_opportunities": 3,
        })
    };
    let rows = [
        row("0", "0", 1_500, 90, 75),
        row("0", "1", 1_500, 50, 15),
        row("1", "0", 2_800, 20, 5),
        row("null", "0", 3, 1, 0),
    ];
    let sequence = format!(
        "sequence: Ports\nsteps:\n  - variants:\n      - {{ name: A, subject: Night crews, body: \"Hi {{{{first_name}}}}, {TIRED}\" }}\n      - {{ name: B, subject: Night crews, body: \"Hi {{{{first_name}}}}, {PLAIN}\" }}\n  - wait: 3d\n    body: Did the night crew wait again this week?\n"
    );
    (serde_json::json!(rows).to_string(), sequence)
}

/// A list of recipients with a state each, as Woodpecker words it: the plain text draws people, the
/// tired one machines.
pub fn states() -> String {
    let mut csv = "email,campaign,subject,body,status\n".to_string();
    for (text, people, machines) in [(PLAIN, 40, 20), (TIRED, 18, 100)] {
        for at in 0..1_500 {
            let state = match at {
                at if at < machines => "AUTOREPLIED",
                at if at < machines + people => "REPLIED",
                _ => "SENT",
            };
            let _ = writeln!(
                csv,
                "l{at}@{people}.example,Q4,Night crews,\"{}\",{state}",
                rendered(text, at)
            );
        }
    }
    csv
}

/// Smartlead's variants, and the sequence that they count: more replies to A, more interest in B.
pub fn variants() -> (String, String) {
    let row = |label: &str, replies: u32, positive: u32| {
        serde_json::json!({
            "id": 1, "seq_number": 1, "variant_label": label, "seq_variant_id": 11, "sent_count": 2_000, "open_count": 900,
            "click_count": 1, "reply_count": replies, "positive_reply_count": positive, "bounce_count": 0,
            "sender_bounce_count": 0, "unsubscribed_count": 2, "skipped_count": 0,
        })
    };
    let counts = serde_json::json!({ "data": [row("A", 60, 8), row("B", 40, 22)] }).to_string();
    let sequence = format!(
        "sequence: Q3\nsteps:\n  - variants:\n      - {{ name: A, subject: Night crews, body: \"Hi {{{{first_name}}}}, {TIRED}\" }}\n      - {{ name: B, subject: Night crews, body: \"Hi {{{{first_name}}}}, {PLAIN}\" }}\n"
    );
    (counts, sequence)
}

/// HubSpot's messages: two of four are answered, a third one by a machine.
pub const HUBSPOT: &str = "\
hs_email_thread_id,hs_email_direction,hs_timestamp,hs_email_subject,hs_email_text,hs_email_to_email,hs_email_reply_count,hs_email_open_count
t1,EMAIL,2031-05-01T08:00:00Z,Cranes,\"Hi Ana, does the night crew wait?\",ana@a.example,,2
t1,INCOMING_EMAIL,2031-05-02T08:00:00Z,Re: Cranes,\"It does.\",ross@b.example,,
t2,EMAIL,2031-05-01T08:00:00Z,Cranes,\"Hi Bo, does the night crew wait?\",bo@a.example,,0
t2,INCOMING_EMAIL,2031-05-01T08:00:05Z,Automatic reply: Cranes,\"I am away.\",ross@b.example,,
t2,EMAIL,2031-05-04T08:00:00Z,Re: Cranes,\"Bo, once more.\",bo2@a.example,,0
t2,INCOMING_EMAIL,2031-05-06T08:00:00Z,Re: Cranes,\"Now I am here.\",ross@b.example,,
t3,EMAIL,2031-05-01T08:00:00Z,Cranes,\"Hi Cy, does the night crew wait?\",cy@a.example,,0
";

/// Name, text, messages delivered, answers counted.
pub const COUNTS: &[(&str, &str, u64, u64)] = &[
    (
        "outreach-templates.json",
        r#"{"data": [
            {"type": "template", "id": 1, "attributes": {"subject": "Cranes", "bodyText": "Does the night crew wait?", "deliverCount": 500, "openCount": 300, "clickCount": 2, "replyCount": 12, "positiveReplyCount": 4, "neutralReplyCount": 5, "negativeReplyCount": 3, "optOutCount": 2, "bounceCount": 9, "failureCount": 1}},
            {"type": "template", "id": 2, "attributes": {"subject": "Cranes", "bodyText": "I hope this finds you well.", "deliverCount": 480, "openCount": 310, "clickCount": 1, "replyCount": 8, "positiveReplyCount": 2, "neutralReplyCount": 3, "negativeReplyCount": 3, "optOutCount": 3, "bounceCount": 7, "failureCount": 0}}]}"#,
        980,
        20,
    ),
    (
        "lemlist.csv",
        "campaign,step,variant,subject,body,sent,delivered,opened,clicked,replied,bounced,unsubscribed,interested\nQ3,1,A,Cranes,Does the night crew wait?,510,500,200,3,12,10,1,4\nQ3,1,B,Cranes,I hope this finds you well.,505,480,210,1,8,25,2,2\n",
        980,
        20,
    ),
    (
        "emailbison.json",
        r#"{"data": [{"name": "Q3", "sequence_steps": [
            {"order": 1, "email_subject": "Cranes", "email_body": "<p>Does the night crew wait?</p>", "sent": 510, "leads_contacted": 500, "unique_opens": 3, "unique_replies": 12, "bounced": 10, "unsubscribed": 1, "interested": 4},
            {"order": 1, "email_subject": "Cranes", "email_body": "<p>I hope this finds you well.</p>", "sent": 505, "leads_contacted": 480, "unique_opens": 4, "unique_replies": 8, "bounced": 25, "unsubscribed": 2, "interested": 2}]}]}"#,
        980,
        20,
    ),
];

/// Campaigns with two texts of so many recipients each; the plain one draws `times` as many replies
/// as the tired one's 3 %.
pub fn campaigns(campaigns: usize, sends: usize, times: f64) -> String {
    let mut rng = fastrand::Rng::with_seed(11);
    let mut csv =
        "campaign,step,variant,email,subject,body,sent_at,replied,automatic,ab_test\n".to_string();
    for campaign in 0..campaigns {
        // Each campaign has words of its own, so that no two share a text.
        let own = [
            "cranes", "berths", "tugs", "gates", "pilots", "locks", "yards", "quays", "lanes",
            "slots", "shifts", "holds",
        ][campaign % 12];
        for at in 0..2 * sends {
            let tired = at % 2 == 0;
            let rate = if tired { 0.03 } else { 0.03 * times };
            let text = rendered(if tired { TIRED } else { PLAIN }, at / 2).replace("cranes", own);
            let (replied, day) = (rng.f64() < rate, 1 + at % 28);
            let _ = writeln!(
                csv,
                "Campaign {campaign},1,{},l{at}@c{campaign}.example,Night crews,\"{text}\",2031-05-{day:02},{replied},false,yes",
                if tired { "A" } else { "B" }
            );
        }
    }
    csv
}

/// What the randomised headlines say.
pub struct Figures {
    /// Of 60 coins, those that come out significant.
    pub coins: usize,
    /// "you": the odds ratio within tests, and pooled.
    pub you: (f64, f64),
    /// "watch".
    pub watch: (f64, f64),
}

/// Reads the archive; `None` where it is not at hand.
pub fn upworthy() -> Option<Figures> {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/outcomes/upworthy.csv.gz");
    path.is_file().then_some(())?;
    let mut unpack =
        Command::new("gzip").args(["-dc"]).arg(path).stdout(Stdio::piped()).spawn().ok()?;
    let mut csv = String::new();
    unpack.stdout.take()?.read_to_string(&mut csv).ok()?;
    unpack.wait().ok()?;
    let file = germane::text::Text::identity(csv);
    let table = germane::source::csv::Table::new(&file);
    let (mut cells, mut texts) = (Vec::new(), Vec::<String>::new());
    let mut known = std::collections::HashMap::new();
    for row in table {
        let headline = row.value(4).into_owned();
        let next = texts.len();
        let text = *known.entry((row.value(0).into_owned(), headline.clone())).or_insert(next);
        if text == next {
            texts.push(headline);
        }
        let number = |column| row.value(column).parse::<u64>().unwrap_or(0);
        cells.push(Cell { stratum: number(0) as usize, text, sent: number(5), replies: number(6) });
    }
    let design = Design::new(&cells);
    let has = |words: &[&str]| {
        let holds = |text: &String| {
            text.to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .any(|own| words.contains(&own))
        };
        texts.iter().map(|text| f64::from(u8::from(holds(text)))).collect::<Vec<f64>>()
    };
    let both = |words: &[&str]| {
        let values = has(words);
        let tested = test(&design, &values, None).expect("thousands of tests");
        let sum = |side: f64| {
            let cells = cells.iter().filter(|cell| values[cell.text] == side);
            cells.fold((0.0, 0.0), |(sent, replies), cell| {
                (sent + cell.sent as f64, replies + cell.replies as f64)
            })
        };
        let odds = |(sent, replies): (f64, f64)| replies / (sent - replies);
        (tested.odds_ratio, odds(sum(1.0)) / odds(sum(0.0)))
    };
    let mut rng = fastrand::Rng::with_seed(3);
    let coins = (0..60).filter(|_| {
        let values: Vec<f64> = texts.iter().map(|_| f64::from(u8::from(rng.bool()))).collect();
        test(&design, &values, None).is_ok_and(|tested| tested.p < 0.05)
    });
    Some(Figures {
        coins: coins.count(),
        you: both(&["you", "your", "yours"]),
        watch: both(&["watch"]),
    })
}
