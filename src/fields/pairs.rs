//! Which brace closes which: one pass with a stack, so that nothing later has to look for a
//! partner.

use crate::text::Span;

const NONE: u32 = u32::MAX;

/// The braces of a text.
pub(super) struct Pairs {
    /// Opening braces by position, each with its partner or `NONE`.
    open: Vec<(u32, u32)>,
    /// Closing braces without a partner.
    stray: Vec<u32>,
}

impl Pairs {
    /// Reads the braces outside `masks`.
    pub fn new(bytes: &[u8], masks: &[Span]) -> Self {
        let (mut open, mut stray, mut stack) = (Vec::new(), Vec::new(), Vec::new());
        let mut from = 0;
        let end = Span::new(bytes.len(), bytes.len());
        for mask in masks.iter().chain([&end]) {
            let between = bytes.get(from..mask.start()).unwrap_or_default();
            for at in memchr::memchr2_iter(b'{', b'}', between).map(|at| from + at) {
                if bytes[at] == b'{' {
                    stack.push(open.len());
                    open.push((at as u32, NONE));
                    continue;
                }
                match stack.pop() {
                    Some(index) => open[index].1 = at as u32,
                    None => stray.push(at as u32),
                }
            }
            from = from.max(mask.end());
        }
        Pairs { open, stray }
    }

    /// The brace that closes the one at `at`.
    pub fn close(&self, at: usize) -> Option<usize> {
        let index = self.open.binary_search_by_key(&(at as u32), |pair| pair.0).ok()?;
        Some(self.open[index].1).filter(|close| *close != NONE).map(|close| close as usize)
    }

    /// True when the closing brace at `at` closes nothing.
    pub fn is_stray(&self, at: usize) -> bool {
        self.stray.binary_search(&(at as u32)).is_ok()
    }

    /// Calls `each` with the bytes of `span` that stand in no nested pair, until it says to stop.
    pub fn top_level(&self, bytes: &[u8], span: Span, mut each: impl FnMut(usize, u8) -> bool) {
        let mut at = span.start();
        while at < span.end().min(bytes.len()) {
            if bytes[at] == b'{'
                && let Some(close) = self.close(at).filter(|close| *close < span.end())
            {
                at = close + 1;
                continue;
            }
            if !each(at, bytes[at]) {
                return;
            }
            at += 1;
        }
    }

    /// Splits `span` at every `|` outside nested pairs.
    pub fn split(&self, bytes: &[u8], span: Span) -> Vec<Span> {
        let (mut parts, mut from) = (Vec::new(), span.start());
        self.top_level(bytes, span, |at, byte| {
            if byte == b'|' {
                parts.push(Span::new(from, at));
                from = at + 1;
            }
            true
        });
        parts.push(Span::new(from, span.end()));
        parts
    }
}

/// Remembers where each needle was last found, so that a search repeated from further on costs
/// nothing until it is passed.
#[derive(Default)]
pub(super) struct Seek(Vec<(&'static str, usize)>);

impl Seek {
    /// The first `needle` at or after `at`; callers go forward.
    pub fn next(&mut self, text: &str, needle: &'static str, at: usize) -> Option<usize> {
        let find = || {
            text.get(at..).and_then(|rest| rest.find(needle)).map_or(usize::MAX, |found| at + found)
        };
        let found = match self.0.iter_mut().find(|slot| slot.0 == needle) {
            Some(slot) if slot.1 >= at => slot.1,
            Some(slot) => {
                slot.1 = find();
                slot.1
            }
            None => {
                let found = find();
                self.0.push((needle, found));
                found
            }
        };
        (found != usize::MAX).then_some(found)
    }
}
