//! The globs by which a configuration names files: relative to it, and of a folder all that is in
//! it.

use std::path::Path;

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::order::InOrder;
use crate::text::{Globs, Problem, Span};
use crate::yaml::{Node, Problems};

/// Some globs, searched at once.
#[derive(Debug, Default)]
pub struct FileGlobs {
    /// As written, with their places.
    pub written: Vec<(String, Span)>,
    set: GlobSet,
    /// The number of the written glob that each of the set is a form of.
    of: Vec<usize>,
}

impl FileGlobs {
    /// A glob, or a list of them.
    pub(super) fn read(node: &Node, problems: &mut Problems) -> Self {
        FileGlobs::all(written(node, problems), node.span, problems)
    }

    /// Globs as [`written`] gives them; `span` is where they stand together.
    pub(super) fn all(written: Vec<(String, Span)>, span: Span, problems: &mut Problems) -> Self {
        FileGlobs::of(written).unwrap_or_else(|error| {
            problems.add(Problem::error(span, format!("too many globs: {}", error.kind())));
            FileGlobs::default()
        })
    }

    fn of(written: Vec<(String, Span)>) -> Result<Self, globset::Error> {
        let (mut builder, mut of) = (GlobSetBuilder::new(), Vec::new());
        for (at, (text, _)) in written.iter().enumerate() {
            for glob in forms(text).iter().filter_map(|form| Glob::new(form).ok()) {
                builder.add(glob);
                of.push(at);
            }
        }
        Ok(FileGlobs { set: builder.build()?, written, of })
    }

    /// True for a path, relative to the configuration, that one of them names.
    pub fn is_match(&self, path: impl AsRef<Path>) -> bool {
        self.set.is_match(path)
    }

    /// Numbers of the written ones that name a path, in order.
    pub fn matches(&self, path: impl AsRef<Path>) -> Vec<usize> {
        let mut found: Vec<usize> =
            self.set.matches(path).into_iter().map(|form| self.of[form]).collect();
        found.order();
        found.dedup();
        found
    }
}

/// The globs of a node as written, with their places.
pub(super) fn written(node: &Node, problems: &mut Problems) -> Vec<(String, Span)> {
    let (mut written, mut globs) = (Vec::new(), Globs::default());
    for item in node.items() {
        let Some(text) = problems.string(item) else { continue };
        if let Some(why) = globs.refuses(text.as_bytes()) {
            problems.add(Problem::error(item.span, why));
            continue;
        }
        match Glob::new(&text) {
            Ok(_) => written.push((text, item.span)),
            Err(error) => {
                problems.add(Problem::error(item.span, format!("not a glob: {}", error.kind())))
            }
        }
    }
    written
}

/// The glob itself, and what it names when it is a folder: `archive`, `archive/`, `./archive`, `.`.
fn forms(text: &str) -> [String; 3] {
    let path = text.trim_start_matches("./").trim_start_matches('/').trim_end_matches('/');
    let inside = if matches!(path, "" | ".") { "**".to_string() } else { format!("{path}/**") };
    [text.to_string(), path.to_string(), inside]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_folder_all_that_is_in_it() {
        for text in ["archive", "archive/", "./archive", "/archive/", "archive/**", "arch*"] {
            let globs = FileGlobs::of(vec![(text.into(), Span::default())]).expect("a glob");
            assert!(globs.is_match("archive/old/mail.md"), "{text}");
            assert!(!globs.is_match("mail.md") && !globs.is_match("new/archive.md"), "{text}");
        }
        for text in [".", "./"] {
            let globs = FileGlobs::of(vec![(text.into(), Span::default())]).expect("a glob");
            assert!(globs.is_match("mail.md") && globs.is_match("archive/mail.md"), "{text}");
        }
    }
}
