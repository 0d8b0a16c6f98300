//! Volume against quality, in plain arithmetic: what the present rate and volume give, and what a
//! better rate would spare. No promise.

use std::collections::BTreeMap;

use super::Settings;
use super::gather::Gathered;
use super::report::Funnel;
use super::stats::rate_interval;

/// The funnel; `None` when nobody was reached.
///
/// The people written to are those of the first step that an export has of each campaign; the later
/// steps go to those among them who did not answer.
pub fn funnel(gathered: &Gathered, settings: &Settings) -> Option<Funnel> {
    let total = gathered.total();
    let mut steps: BTreeMap<&str, BTreeMap<u32, u64>> = BTreeMap::new();
    for ((stratum, _), tally) in &gathered.cells {
        let stratum = &gathered.strata[*stratum];
        *steps.entry(&stratum.campaign).or_default().entry(stratum.step).or_default() +=
            tally.delivered;
    }
    let leads: u64 = steps.values().filter_map(|steps| steps.values().max()).sum();
    if leads == 0 {
        return None;
    }
    let replies = total.replies.min(leads);
    let rate = replies as f64 / leads as f64;
    let sends_each = total.delivered as f64 / leads as f64;
    // The same replies, were one more of a hundred to answer.
    let needed = replies as f64 / (rate + 0.01);
    // Without a reply there are no same replies.
    let spared = if replies == 0 { 0.0 } else { (leads as f64 - needed).max(0.0) };
    let span = gathered
        .days
        .keys()
        .next()
        .zip(gathered.days.keys().next_back())
        .map(|(first, last)| (last - first + 1) as u64);
    let meetings = if gathered.tells_meetings && total.meetings > 0 {
        Some(total.meetings as f64)
    } else {
        settings.meetings_by_reply.map(|share| share * replies as f64)
    };
    Some(Funnel {
        leads,
        sends: total.delivered,
        replies,
        rate,
        rate_interval: rate_interval(replies, leads),
        interested: (gathered.tells_interest && total.positive > 0).then_some(total.positive),
        meetings,
        days: span,
        leads_spared: spared.round() as u64,
        sends_spared: (spared * sends_each).round() as u64,
    })
}
