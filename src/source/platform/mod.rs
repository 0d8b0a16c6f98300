//! Campaigns as platforms keep them, in JSON: one table of paths ([`table`]), and one reader that
//! follows them.
//!
//! What a platform keeps in flat tables is first put together ([`join`]); what it keeps in several
//! files is read by [`folder`].

mod campaign;
pub mod folder;
mod join;
mod path;
mod table;

use std::borrow::Cow;
use std::collections::HashSet;

use super::copy::DraftCollector;
use super::sequence::first_key;
use super::{Format, delay};
use crate::draft::Sequence;
use crate::text::Problem;
use crate::vocabulary::Medium;
use crate::yaml::{Node, Problems};
use table::PLATFORMS;

/// A platform: how its files are known, and where in them things stand.
pub struct Platform {
    format: Format,
    /// Where in a file a campaign may lie.
    at: &'static [&'static str],
    /// Two signs, of which both must hold; each in several forms.
    signs: [&'static [&'static str]; 2],
    /// Puts together what the file keeps apart.
    join: Option<fn(&Node, &mut Problems) -> Node>,
    /// The campaign's name.
    name: &'static [&'static str],
    /// What holds steps, from the campaign: the first path that leads anywhere.
    lists: &'static [&'static str],
    /// Steps, from there.
    steps: &'static str,
    /// From a step: the number that orders it, when the list does not.
    order: &'static [&'static str],
    /// From a step: how long to wait.
    wait: WaitPaths,
    /// From a step: words for its medium. Without any, steps are e-mails.
    kind: &'static [&'static str],
    /// From a step: signs that it is sent only then.
    when: &'static [&'static str],
    /// From a step: signs that it goes into the thread of the step before.
    reply: &'static [&'static str],
    /// From a step: signs that it starts a thread, whatever its subject is.
    fresh: &'static [&'static str],
    /// From a step: what is tried against each other, by the first path that leads anywhere.
    arms: &'static [&'static str],
    /// From an arm: its name.
    label: &'static [&'static str],
    /// From an arm: signs that it is not sent.
    off: &'static [&'static str],
    /// From an arm.
    subject: &'static [&'static str],
    /// From an arm: the words, as HTML or not.
    body: &'static [&'static str],
    /// From an arm: words that some readers get instead.
    other: &'static [&'static str],
    /// From a step: templates that the file names and does not hold.
    reference: &'static [&'static str],
    /// From the campaign: messages that no step sends.
    alone: &'static [&'static str],
    /// From the campaign: signs of a header that lets readers opt out.
    header_opt_out: &'static [&'static str],
    /// From the campaign: signs that the platform adds the signature.
    platform_signature: &'static [&'static str],
}

/// A wait: where it stands, what a bare number counts and from where.
struct WaitPaths {
    value: &'static [&'static str],
    unit_name: &'static [&'static str],
    unit: delay::Unit,
    from: delay::CountedFrom,
}

/// Campaigns of one platform in a file.
pub struct PlatformCampaigns<'n> {
    platform: &'static Platform,
    campaigns: Vec<Cow<'n, Node>>,
    problems: Problems,
}

/// True for the formats that are read here.
pub fn reads(format: Format) -> bool {
    PLATFORMS.iter().any(|platform| platform.format == format)
}

/// What a file lacks that the caller says is of this format.
pub fn wanted(format: Format) -> String {
    let signs = PLATFORMS
        .iter()
        .filter(|platform| platform.format == format)
        .flat_map(|platform| platform.signs)
        .flatten();
    let names: Vec<String> = signs.map(|sign| format!("`{sign}`")).collect();
    format!("it has none of {}", names.join(", "))
}

/// The platform that a file has both signs of. One that the caller names needs one alone.
pub fn find(root: &Node, declared: Option<Format>) -> Option<PlatformCampaigns<'_>> {
    let mut rows =
        PLATFORMS.iter().filter(|platform| declared.is_none_or(|format| format == platform.format));
    rows.find_map(|platform| {
        let is = |node: &&Node| match declared {
            None => platform.signs.iter().all(|signs| path::holds(node, signs)),
            Some(_) => platform.signs.iter().any(|signs| path::holds(node, signs)),
        };
        let found = platform
            .at
            .iter()
            .map(|at| path::all(root, at).into_iter().filter(is).collect::<Vec<_>>());
        let found = found.into_iter().find(|found| !found.is_empty())?;
        let mut problems = Problems::default();
        let mut joined = |node| {
            platform.join.map_or(Cow::Borrowed(node), |join| Cow::Owned(join(node, &mut problems)))
        };
        let campaigns = found.into_iter().map(&mut joined).collect();
        Some(PlatformCampaigns { platform, campaigns, problems })
    })
}

impl PlatformCampaigns<'_> {
    /// What the file is.
    pub fn format(&self) -> Format {
        self.platform.format
    }

    /// False when the words are somewhere else.
    pub fn holds_copy(&self) -> bool {
        let row = self.platform;
        let body = |arm: &Node| text_under(arm, row.body).is_some();
        self.campaigns.iter().any(|campaign| {
            let steps = path::nearest(campaign, row.lists)
                .into_iter()
                .flat_map(|list| path::all(list, row.steps));
            steps.flat_map(|step| path::nearest(step, row.arms)).any(body)
                || path::every(campaign, row.alone).into_iter().any(body)
        })
    }

    /// Reads all of them.
    pub fn read(self, collector: &mut DraftCollector) -> Vec<Sequence> {
        for problem in &self.problems.0 {
            collector.problems.push(problem.clone().moved(|span| collector.file.to_source(span)));
        }
        let (mut sequences, mut names) = (Vec::new(), HashSet::new());
        for campaign in &self.campaigns {
            collector.meta = self.platform.meta(campaign);
            sequences.extend(self.platform.sequences(campaign, &mut names, collector));
            for (at, item) in (1..).zip(path::every(campaign, self.platform.alone)) {
                match self.platform.copy(item, collector) {
                    Some(copy) => collector.add_alone(
                        format!("{} [{at}]", collector.name),
                        Medium::Email,
                        copy,
                    ),
                    None => add_problem(collector, item, format!("template {at} has no words")),
                }
            }
        }
        sequences
    }
}

/// The first text that is not blank.
fn text_under<'n>(node: &'n Node, paths: &[&str]) -> Option<&'n Node> {
    let texts = paths.iter().flat_map(|path| path::all(node, path));
    texts.into_iter().find(|node| node.as_str().is_some_and(|text| !text.trim().is_empty()))
}

/// Says what of a file is not used.
fn add_problem(collector: &mut DraftCollector, node: &Node, message: impl Into<String>) {
    let at = collector.file.to_source(first_key(node));
    collector.problems.push(Problem::error(at, message));
}
