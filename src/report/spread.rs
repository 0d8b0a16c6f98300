//! Where many scores lie, as bars.

use std::fmt::Write as _;

/// Characters of the longest bar.
const BAR: usize = 40;

/// A line for every ten points that some score lies in.
pub fn bars(tens: &[usize; 10], out: &mut String) {
    let most = tens.iter().max().copied().unwrap_or(0).max(1);
    for (at, count) in tens.iter().enumerate().filter(|(_, count)| **count > 0) {
        let bar = "#".repeat((count * BAR).div_ceil(most));
        let to = if at == 9 { 100 } else { at * 10 + 9 };
        let _ = writeln!(out, "    {:>3}-{to:<3} {count:>6} {bar}", at * 10);
    }
}
