//! Templates of Blade (Laravel): what directs the template and its components is no word of the
//! mail.

use super::opening;
use crate::text::{Span, Text, TextBuilder};

/// What a directive begins with, but for its `@`. `@2` and `@acme` are words.
#[rustfmt::skip]
const DIRECTIVES: &[&str] = &[
    "if", "elseif", "else", "endif", "unless", "endunless", "isset", "endisset", "empty", "endempty", "auth", "endauth", "guest", "endguest", "switch", "case", "break",
    "default", "endswitch", "for", "endfor", "foreach", "endforeach", "forelse", "endforelse", "while", "endwhile", "continue", "php", "endphp", "extends", "section",
    "endsection", "show", "yield", "parent", "include", "includeIf", "includeWhen", "each", "component", "endcomponent", "slot", "endslot", "push", "endpush", "stack",
    "once", "endonce", "props", "class", "style", "use", "env", "endenv", "production", "endproduction", "lang", "csrf", "method", "json", "verbatim", "endverbatim",
];
/// No directive or tag of a component is longer, in bytes.
const LONGEST: usize = 2000;

/// The text of a template without directives and without the tags of components
/// (`<x-mail::button>`), whose words stay.
pub fn without_directives(name: &str, text: Text) -> Text {
    if !name.to_ascii_lowercase().ends_with(".blade.php") {
        return text;
    }
    let words = text.as_str();
    let (mut builder, mut from, mut at) = (TextBuilder::default(), 0, 0);
    while let Some(found) = memchr::memchr3(b'@', b'<', b'#', &words.as_bytes()[at..]) {
        at += found;
        let rest = crate::text::head(&words[at..], LONGEST);
        let before = words[..at].chars().next_back();
        let length = match words.as_bytes()[at] {
            b'@' => {
                directive(rest).filter(|_| before.is_none_or(|c| !c.is_alphanumeric() && c != '@'))
            }
            b'<' => component(rest),
            _ => greeting(rest).filter(|_| before.is_none_or(|c| c == '\n')),
        };
        if let Some(length) = length {
            builder.push_from(&text, Span::new(from, at));
            from = at + length;
        }
        at += length.unwrap_or(1);
    }
    builder.push_from(&text, Span::new(from, words.len()));
    builder.finish()
}

/// The length of `@if ($x > (1))` at the start of a text.
fn directive(text: &str) -> Option<usize> {
    let word = &text[1..];
    let word = &word[..word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len())];
    if !DIRECTIVES.contains(&word) {
        return None;
    }
    let end = 1 + word.len();
    let rest = &text[end..];
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    if !rest[gap..].starts_with('(') {
        return Some(end);
    }
    let mut depth = 0_usize;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(end + at + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    Some(end)
}

/// The length of the mark of a heading that greets, as mails of Laravel begin.
fn greeting(text: &str) -> Option<usize> {
    let title = text.strip_prefix("# ")?.lines().next()?;
    opening::greets(title).then_some(2)
}

/// The length of the tag of a component at the start of a text.
fn component(text: &str) -> Option<usize> {
    let tag = text.trim_start_matches(['<', '/']);
    let named = tag.starts_with("x-") && text.len() - tag.len() <= 2;
    named.then(|| text.find('>').map(|end| end + 1)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_go_and_words_stay() {
        let plain = |text: &str| {
            without_directives("a.blade.php", Text::identity(text)).as_str().to_string()
        };
        for (text, words) in [
            ("@if ($x->is(1))\nHi\n@else\nHello\n@endif\n", "\nHi\n\nHello\n\n"),
            ("<x-mail::message>\nHi\n</x-mail::message>", "\nHi\n"),
            ("<x-mail::button :url=\"$url\">See</x-mail::button>", "See"),
            (
                "Write to olu@if.example or @acme, <b>now</b>",
                "Write to olu@if.example or @acme, <b>now</b>",
            ),
            ("# Hello {{ $user->name }},\n# Mails", "Hello {{ $user->name }},\n# Mails"),
            ("@@if stays, @if(", "@@if stays, ("),
        ] {
            assert_eq!(plain(text), words, "{text}");
        }
        assert_eq!(without_directives("a.md", Text::identity("@if(1)")).as_str(), "@if(1)");
        let text = without_directives("a.blade.php", Text::identity("@section('x')Hi"));
        assert_eq!(text.to_source(Span::new(0, 2)), Span::new(13, 15));
    }
}
