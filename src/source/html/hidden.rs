//! What a page holds beside the words of its message: hidden text, script of template languages,
//! old messages, signatures.

use html5gum::StartTag;

use crate::fields;
use crate::text::Span;
use crate::vocabulary::FieldClass;

/// Styles (lower case, without blanks) that hide text in mail.
const HIDING: &[&str] = &[
    "display:none",
    "visibility:hidden",
    "mso-hide:all",
    "max-height:0;",
    "max-height:0px",
    "opacity:0;",
];

/// Tags whose words are shown as taken back.
pub const STRUCK: &[&str] = &["s", "del", "strike"];

/// Classes and ids by which mail programs set apart an old message, up to the end of the page.
#[rustfmt::skip]
pub const OLD: &[&str] = &[
    "gmail_quote", "gmail_quote_container", "gmail_attr", "divrplyfwdmsg", "appendonsend", "moz-cite-prefix", "yahoo_quoted",
    "outlookmessageheader", "protonmail_quote", "mail-editor-reference-message-container", "ms-outlook-mobile-reference-message", "replyforwardmessage",
];

/// Classes and ids of the sender's signature.
pub const SIGNED: &[&str] = &[
    "gmail_signature",
    "moz-signature",
    "protonmail_signature_block",
    "ms-outlook-mobile-signature",
];

/// True for a text of which nothing is shown: blank, or comments and script of a template language.
pub fn is_script(text: &str) -> bool {
    let mut at = 0;
    let shown = fields::comments(text).into_iter().chain([Span::new(text.len(), text.len())]).any(
        |comment| {
            let before = &text[at..comment.start()];
            at = comment.end();
            !before.trim().is_empty()
        },
    );
    !shown || {
        let rest = text.trim();
        rest.strip_prefix("%%=")
            .and_then(|rest| rest.strip_suffix("=%%"))
            .is_some_and(|call| !call.contains("%%"))
            || rest
                .strip_prefix("{%")
                .and_then(|rest| rest.strip_suffix("%}"))
                .is_some_and(|tag| !tag.contains("%}"))
    }
}

/// True for a text that holds fields and calls, and no word beside them.
pub fn is_wordless(text: &str) -> bool {
    let mut at = 0;
    let fields = fields::scan(text, &[], &fields::Hints::default());
    let spans =
        fields.iter().filter(|field| field.class != FieldClass::Spin).map(|field| field.span);
    !spans.chain([Span::new(text.len(), text.len())]).any(|field| {
        let before = text.get(at..field.start()).unwrap_or_default();
        at = at.max(field.end());
        before.contains(char::is_alphanumeric)
    })
}

/// The classes and the id of a tag, in lower case.
pub fn called(tag: &StartTag<usize>) -> Vec<String> {
    let value = |name: &str| {
        tag.attributes
            .get(name.as_bytes())
            .map(|value| String::from_utf8_lossy(value).to_ascii_lowercase())
    };
    let names = [value("class"), value("id")].into_iter().flatten();
    names
        .flat_map(|names| names.split_whitespace().map(str::to_string).collect::<Vec<_>>())
        .collect()
}

pub fn is_hidden(tag: &StartTag<usize>) -> bool {
    let value = |name: &str| {
        tag.attributes
            .get(name.as_bytes())
            .map(|value| String::from_utf8_lossy(value).to_ascii_lowercase())
    };
    let style = value("style")
        .map(|style| style.split_whitespace().collect::<String>() + ";")
        .unwrap_or_default();
    value("hidden").is_some() || HIDING.iter().any(|hiding| style.contains(hiding))
}
