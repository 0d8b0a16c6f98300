//! Tags by what they do to the words in them.

/// Tags that start a line of their own.
#[rustfmt::skip]
pub const LINES: &[&str] = &[
    "div", "li", "dd", "dt", "td", "th", "section", "article", "header", "footer", "main", "center",
    "address", "body", "form", "hr", "figure", "nav", "aside", "mj-column", "mj-button", "mj-navbar-link", "mj-social-element", "mj-accordion-title",
];

/// Tags that stand apart from what is before and after.
pub const PARAGRAPHS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "tr",
    "blockquote",
    "pre",
    "mj-text",
    "mj-section",
    "mj-table",
];

/// Tags whose contents nobody sees.
#[rustfmt::skip]
pub const UNSEEN: &[&str] = &[
    "title", "style", "script", "template", "textarea", "select", "svg", "iframe", "object", "audio", "video",
    "mj-title", "mj-style", "mj-attributes", "mj-html-attributes", "mj-raw",
];

/// Tags that lead somewhere.
pub const LINKS: &[&str] = &["a", "mj-button", "mj-navbar-link", "mj-social-element"];

/// Tags that hold nothing.
pub const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "mj-image",
];
