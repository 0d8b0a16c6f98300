//! Which texts were sent where, and how often they were answered; and which of them stand side by
//! side.

use crate::order::InOrder;

use std::collections::BTreeMap;

/// What one text did in one stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The stratum: a campaign's step, one class of provider, one list.
    pub stratum: usize,
    /// The text.
    pub text: usize,
    /// Recipients whom it reached.
    pub sent: u64,
    /// Those who answered.
    pub replies: u64,
}

/// Strata that share no text with those of any other group: what is seen in two groups was seen
/// twice.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Its texts, by their numbers.
    pub texts: Vec<usize>,
    /// Its strata, by their numbers.
    pub strata: Vec<usize>,
    /// Its cells, stratum by stratum. `text` is the place in `texts`, `stratum` that in `strata`.
    pub cells: Vec<Cell>,
}

impl Group {
    /// One group of these cells, whatever they share.
    pub fn of(cells: &[Cell]) -> Group {
        let mut group = Group::default();
        let mut places: (BTreeMap<usize, usize>, BTreeMap<usize, usize>) = Default::default();
        for cell in cells.iter().filter(|cell| cell.sent > 0) {
            let stratum = place(&mut places.0, &mut group.strata, cell.stratum);
            let text = place(&mut places.1, &mut group.texts, cell.text);
            group.cells.push(Cell { stratum, text, replies: cell.replies.min(cell.sent), ..*cell });
        }
        group.cells.order_by_key(|cell| (cell.stratum, cell.text));
        group
    }
}

/// The place of a number in a list to which it is added when it is new.
fn place(places: &mut BTreeMap<usize, usize>, list: &mut Vec<usize>, number: usize) -> usize {
    *places.entry(number).or_insert_with(|| {
        list.push(number);
        list.len() - 1
    })
}

/// All groups in which a comparison is possible: those of two texts or more.
#[derive(Clone, Debug, Default)]
pub struct Design {
    /// The groups, in the order of their first stratum.
    pub groups: Vec<Group>,
}

impl Design {
    /// Groups the cells. Cells of one text in one stratum are added up; those that reached nobody
    /// count for nothing.
    pub fn new(cells: &[Cell]) -> Design {
        let mut sums: BTreeMap<(usize, usize), (u64, u64)> = BTreeMap::new();
        for cell in cells.iter().filter(|cell| cell.sent > 0) {
            let sum = sums.entry((cell.stratum, cell.text)).or_default();
            sum.0 += cell.sent;
            sum.1 += cell.replies.min(cell.sent);
        }
        // Strata that hold one text belong together, through whatever chain.
        let mut roots = Roots::default();
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        for (stratum, text) in sums.keys() {
            let other = *first.entry(*text).or_insert(*stratum);
            roots.join(other, *stratum);
        }
        let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        for ((stratum, text), (sent, replies)) in sums {
            let group = groups.entry(roots.of(stratum)).or_default();
            if group.strata.last() != Some(&stratum) {
                group.strata.push(stratum);
            }
            let place = *places.entry(text).or_insert_with(|| {
                group.texts.push(text);
                group.texts.len() - 1
            });
            group.cells.push(Cell { stratum: group.strata.len() - 1, text: place, sent, replies });
        }
        Design { groups: groups.into_values().filter(|group| group.texts.len() > 1).collect() }
    }
}

/// Sets that are joined: the parent of each member.
#[derive(Default)]
struct Roots(BTreeMap<usize, usize>);

impl Roots {
    fn of(&mut self, member: usize) -> usize {
        let mut at = member;
        while let Some(parent) = self.0.get(&at).copied().filter(|parent| *parent != at) {
            // Every second step of the way is left out the next time.
            let above = self.0.get(&parent).copied().unwrap_or(parent);
            self.0.insert(at, above);
            at = parent;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        // The lower number stays, so that groups come in the order of their strata.
        self.0.insert(one.max(other), one.min(other));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strata_that_share_a_text_are_one_group() {
        let cell = |stratum, text| Cell { stratum, text, sent: 10, replies: 1 };
        let design = Design::new(&[
            cell(0, 0),
            cell(0, 1),
            cell(1, 2),
            cell(1, 3),
            cell(2, 1),
            cell(2, 4),
            cell(3, 9),
        ]);
        let strata: Vec<_> = design.groups.iter().map(|group| group.strata.clone()).collect();
        assert_eq!(strata, [vec![0, 2], vec![1]], "and a stratum of one text compares nothing");
        assert_eq!(design.groups[0].texts, [0, 1, 4]);
    }

    #[test]
    fn cells_add_up() {
        let cell = |text, sent| Cell { stratum: 0, text, sent, replies: 2 };
        let design = Design::new(&[cell(0, 10), cell(0, 20), cell(1, 1), cell(2, 0)]);
        let cells: Vec<_> = design.groups[0]
            .cells
            .iter()
            .map(|cell| (cell.text, cell.sent, cell.replies))
            .collect();
        assert_eq!(cells, [(0, 30, 4), (1, 1, 1)]);
    }
}
