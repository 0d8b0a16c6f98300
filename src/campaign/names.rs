//! Names that a message may hold because of whom it is for or from: they are masked wherever they stand.

/// Names as sequences of folded words, the longest first.
#[derive(Debug, Default)]
pub struct Names(Vec<Vec<String>>);

impl Names {
    /// Of people and companies, as written. Every word is folded by `fold`; a name of one letter is none.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>, mut fold: impl FnMut(&str) -> Vec<String>) -> Names {
        let all = names.into_iter().map(&mut fold);
        let mut all: Vec<Vec<String>> = all.filter(|words| words.iter().map(String::len).sum::<usize>() > 1).collect();
        all.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        all.dedup();
        Names(all)
    }

    /// How many of `words`, from the first on, are a name; 0 when none begins there.
    pub fn begin<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> usize {
        let is = |name: &&Vec<String>| {
            let mut rest = words.clone();
            name.iter().all(|own| rest.next().is_some_and(|word| word == own || word.strip_suffix("'s") == Some(own.as_str())))
        };
        self.0.iter().find(is).map_or(0, Vec::len)
    }
}
