//! YAML as a tree with byte spans, and a reader that collects every problem instead of stopping at
//! the first.
//!
//! Packs, configuration and front matter are all read through this module; it knows none of their
//! keys. The parser is `granit-parser`: exact byte ranges, recursion bounded by `MAX_DEPTH`, JSON
//! accepted as a subset.

mod align;
mod block;
mod key;
mod read;

pub use align::align;
pub use key::{Key, Keys, Shape};
pub use read::{Broken, MapReader, Problems};

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use crate::text::{Problem, Span, step};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Bytes of the value in the text that was parsed (quotes included).
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// A YAML value. Scalars stay text; the reader of a key decides what it expects.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A plain or quoted scalar.
    Scalar {
        /// The decoded text.
        text: String,
        /// How it is written.
        written: Written,
    },
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order written.
    Map(Vec<(Node, Node)>),
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Without quotes, so that `null` and `true` have their YAML meaning.
    Plain,
    /// In quotes of either kind, as all texts of JSON are.
    Quoted,
    /// As a block of lines under `|` or `>`.
    Block,
}

/// Larger trees are refused.
const MAX_NODES: usize = 1_000_000;
/// Deeper nesting is refused; no file of ours comes near. What walks a tree may call itself.
const MAX_DEPTH: usize = 64;
/// What anchors and aliases may add to a tree, in bytes: this much and a few times the text. They
/// make a short file say a long text as often as they like.
const MAX_COPIED: usize = 1 << 20;
const MAX_COPIED_TIMES: usize = 4;

/// Parses one document. `base` is added to every span, for YAML that stands inside another file.
pub fn parse(text: &str, base: usize) -> Result<Node, Problem> {
    let copies = MAX_COPIED + MAX_COPIED_TIMES * text.len();
    let mut tree = Tree { base, text, anchors: HashMap::new(), nodes: 0, copies };
    let mut options = granit_parser::Options::default();
    options.set_emit_comments(false);
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut root = None;
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| tree.fault(&error))?;
        let span = tree.span(span);
        match event {
            Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(..)
            | Event::DocumentEnd => {}
            event if root.is_none() => root = Some(tree.node(&mut parser, event, span, 0)?),
            _ => {
                return Err(Problem::error(span, "a second document; only one is read")
                    .hint("remove the `---` in the middle"));
            }
        }
    }
    Ok(root.unwrap_or(Node {
        span: Span::new(base, base),
        value: Value::Scalar { text: String::new(), written: Written::Plain },
    }))
}

/// The comments of one document, from `#` to the end of the line. `base` is added to every span.
pub fn comments(text: &str, base: usize) -> Vec<Span> {
    let tree = Tree { base, text, anchors: HashMap::new(), nodes: 0, copies: 0 };
    let mut parser = Parser::new_from_str(text);
    let events = std::iter::from_fn(|| parser.next_event().and_then(Result::ok));
    events
        .filter(|(event, _)| matches!(event, Event::Comment(..)))
        .map(|(_, span)| tree.span(span))
        .collect()
}

struct Tree<'t> {
    base: usize,
    text: &'t str,
    /// What each anchor names, and how deep it is.
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
    /// Bytes that may still be copied.
    copies: usize,
}

impl<'t> Tree<'t> {
    fn span(&self, span: granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        let end = range.end.min(self.text.len());
        Span::new(self.base + range.start.min(end), self.base + end)
    }

    /// What is wrong where the parser stops.
    fn fault(&self, error: &ScanError) -> Problem {
        let end = self.text.len();
        let at = self.base + error.marker().byte_offset().unwrap_or(end).min(end);
        Problem::error(Span::new(at, at), error.info().to_string())
    }

    fn node<T: granit_parser::BorrowedInput<'t>>(
        &mut self,
        parser: &mut Parser<'t, T>,
        event: Event<'t>,
        span: Span,
        depth: usize,
    ) -> Result<Node, Problem> {
        self.nodes += 1;
        if self.nodes > MAX_NODES || depth > MAX_DEPTH {
            return Err(Problem::error(span, "too large or too deeply nested"));
        }
        let anchor = event.anchor_id().unwrap_or(0);
        let node = match event {
            Event::Scalar(text, style, ..) => Node {
                span,
                value: Value::Scalar {
                    text: text.into_owned(),
                    written: match style {
                        ScalarStyle::Plain => Written::Plain,
                        ScalarStyle::Literal | ScalarStyle::Folded => Written::Block,
                        _ => Written::Quoted,
                    },
                },
            },
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                let end = loop {
                    let (event, span) = self.next(parser, span)?;
                    if matches!(event, Event::SequenceEnd) {
                        break span;
                    }
                    items.push(self.node(parser, event, span, depth + 1)?);
                };
                Node {
                    span: Span {
                        start: span.start,
                        end: items.last().map_or(end.end, |item| item.span.end),
                    },
                    value: Value::List(items),
                }
            }
            Event::MappingStart(..) => {
                let mut entries: Vec<(Node, Node)> = Vec::new();
                let end = loop {
                    let (event, span) = self.next(parser, span)?;
                    if matches!(event, Event::MappingEnd) {
                        break span;
                    }
                    let key = self.node(parser, event, span, depth + 1)?;
                    let (event, span) = self.next(parser, span)?;
                    entries.push((key, self.node(parser, event, span, depth + 1)?));
                };
                Node {
                    span: Span {
                        start: span.start,
                        end: entries.last().map_or(end.end, |(_, value)| value.span.end),
                    },
                    value: Value::Map(entries),
                }
            }
            Event::Alias(id) => {
                let (node, levels) = self
                    .anchors
                    .get(&id)
                    .ok_or_else(|| Problem::error(span, "an alias to nothing"))?;
                if depth + levels > MAX_DEPTH {
                    return Err(Problem::error(span, "too deeply nested"));
                }
                take(&mut self.copies, node, span)?;
                node.clone()
            }
            _ => return Err(Problem::error(span, "unexpected YAML")),
        };
        if anchor != 0 {
            take(&mut self.copies, &node, span)?;
            self.anchors.insert(anchor, (node.clone(), node.levels()));
        }
        Ok(node)
    }

    fn next<T: granit_parser::BorrowedInput<'t>>(
        &self,
        parser: &mut Parser<'t, T>,
        at: Span,
    ) -> Result<(Event<'t>, Span), Problem> {
        match parser.next_event() {
            Some(Ok((event, span))) => Ok((event, self.span(span))),
            Some(Err(error)) => Err(self.fault(&error)),
            None => Err(Problem::error(at, "the file ends too early")),
        }
    }
}

impl Node {
    /// The scalar's text; `None` for lists, maps and a plain `null`, `~` or nothing.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, written }
                if !(*written == Written::Plain && matches!(text.as_str(), "" | "~" | "null")) =>
            {
                Some(text)
            }
            _ => None,
        }
    }

    /// How a scalar is written; lists and maps are in no quotes.
    pub fn written(&self) -> Written {
        match &self.value {
            Value::Scalar { written, .. } => *written,
            _ => Written::Plain,
        }
    }

    /// True for a plain `null`, `~` or nothing at all.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { .. }) && self.as_str().is_none()
    }

    /// True for a map, with or without entries.
    pub fn is_map(&self) -> bool {
        matches!(self.value, Value::Map(_))
    }

    /// The entries of a map, the items of nothing else.
    pub fn entries(&self) -> &[(Node, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; a scalar or a map counts as a list of one, so that `in: body` and `in:
    /// [body]` read alike.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ if self.is_null() => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The value under `key` of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        step(self.entries().len());
        self.entries().iter().find(|(name, _)| name.as_str() == Some(key)).map(|(_, value)| value)
    }

    /// Memory that a copy takes, in bytes.
    fn weight(&self) -> usize {
        size_of::<Node>()
            + match &self.value {
                Value::Scalar { text, .. } => text.len(),
                Value::List(items) => items.iter().map(Node::weight).sum(),
                Value::Map(entries) => {
                    entries.iter().map(|(key, value)| key.weight() + value.weight()).sum()
                }
            }
    }

    /// How many levels there are below it.
    fn levels(&self) -> usize {
        match &self.value {
            Value::Scalar { .. } => 0,
            Value::List(items) => 1 + items.iter().map(Node::levels).max().unwrap_or(0),
            Value::Map(entries) => {
                1 + entries
                    .iter()
                    .map(|(key, value)| key.levels().max(value.levels()))
                    .max()
                    .unwrap_or(0)
            }
        }
    }
}

/// Takes the weight of a copy of `node` from what may still be copied.
fn take(copies: &mut usize, node: &Node, at: Span) -> Result<(), Problem> {
    let left = copies.checked_sub(node.weight());
    *copies = left.ok_or_else(|| {
        Problem::error(at, "anchors and aliases copy too much").hint("write out what is used once")
    })?;
    Ok(())
}

#[cfg(test)]
mod tests;
