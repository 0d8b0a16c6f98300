//! Endings of names: what a file is beneath a template's ending, and what its writer says that it
//! is (`launch.post.md`).

use crate::vocabulary::Channel;

/// Endings of template languages, above the ending of what they make, or alone.
pub const TEMPLATES: &[&str] = &[
    "hbs",
    "handlebars",
    "mustache",
    "liquid",
    "j2",
    "jinja",
    "jinja2",
    "njk",
    "nunjucks",
    "twig",
    "erb",
    "ejs",
    "eta",
    "tmpl",
    "tpl",
    "gotmpl",
    "blade.php",
];

/// The last ending in lower case; of `mail.html.j2` it is `html`, of `mail.liquid` there is none.
pub fn of(name: &str) -> String {
    let mut name = file_name(name).to_ascii_lowercase();
    if let Some(ending) = template(&name) {
        name.truncate(name.len() - ending.len() - 1);
    }
    name.rfind('.').map_or(String::new(), |at| name.split_off(at + 1))
}

/// True for the names of templates.
pub fn is_template(name: &str) -> bool {
    template(&name.to_ascii_lowercase()).is_some()
}

/// The ending of a template language that a name in lower case has.
fn template(name: &str) -> Option<&'static str> {
    TEMPLATES
        .iter()
        .copied()
        .find(|known| name.strip_suffix(known).is_some_and(|rest| rest.ends_with('.')))
}

/// The channel that a name says, before its ending: `intro.dm.md`, `launch.post.md`,
/// `offer.email.html`.
pub fn channel(name: &str) -> Option<Channel> {
    inner(name).find_map(|part| Channel::named(&part.to_ascii_lowercase()))
}

/// True for a name that says, before its ending, that the file is a sequence (`q3.sequence.yaml`).
pub fn says_sequence(name: &str) -> bool {
    inner(name).any(|part| part.eq_ignore_ascii_case("sequence"))
}

/// What stands in the name of a file between its first part and its ending.
fn inner(name: &str) -> impl Iterator<Item = &str> {
    let mut parts = file_name(name).split('.');
    parts.next();
    parts.next_back();
    parts
}

fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_files_are() {
        for (name, ending) in [
            ("a/mail.HTML.j2", "html"),
            ("mail.liquid", ""),
            ("a.b/mail", ""),
            ("nginx.conf.erb", "conf"),
            ("mail.md", "md"),
            ("a/mail.blade.php", ""),
            ("a.php", "php"),
        ] {
            assert_eq!(of(name), ending, "{name}");
        }
        assert_eq!(
            ["a.dm.md", "a.post.md", "x/a.email.html.j2"].map(channel),
            [Some(Channel::Dm), Some(Channel::Post), Some(Channel::Email)]
        );
        assert_eq!(["dm.md", "a.md", "post.dm", "a.dm/b.md"].map(channel), [None; 4]);
        assert_eq!(
            ["a.post.md", "q3.Sequence.yaml", "sequence.yaml", "a.sequence"].map(says_sequence),
            [false, true, false, false]
        );
    }
}
