//! Mail addresses as headers, front matter and cells of lists have them: with names, quotes and
//! comments, one or many.

use crate::text::head;

/// No longer one than mail servers take, with its name.
const LONGEST: usize = 512;

/// The most that are read of one list: more would take hundreds of megabytes.
const MOST: usize = 100_000;

/// A mail address: `Ana Ruiz <ana@northquay.example>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Display name; may be empty.
    pub name: String,
    /// Address; may be empty.
    pub mail: String,
}

impl Address {
    /// Reads `Name <mail>`, a bare address or a bare name; of a list, its first.
    pub fn parse(text: &str) -> Address {
        Address::list(head(text.trim(), LONGEST)).into_iter().next().unwrap_or_default()
    }

    /// Those of a list in order: `"Ruiz, Ana" <ana@x>, bo@y (Bo); Crew: cy@z;`. Words without an
    /// address belong to the one behind them: an unquoted name may have a comma. A quote or a
    /// comment that stays open is none.
    pub fn list(text: &str) -> Vec<Address> {
        read(text, true).unwrap_or_else(|| read(text, false).unwrap_or_default())
    }

    /// The address in a cell of a list, in lower case: alone, or behind a name. A cell without one
    /// is what it says.
    pub fn in_cell(cell: &str) -> String {
        let mail = Address::parse(cell).mail;
        if mail.is_empty() { cell.trim() } else { &mail }.to_lowercase()
    }

    /// The domain of the address, lower case; empty when there is none.
    pub fn domain(&self) -> String {
        self.mail.rsplit_once('@').map_or(String::new(), |(_, domain)| domain.to_lowercase())
    }
}

/// The addresses of a list; `None` when a quote or a comment stays open, unless both are `marks`
/// like others.
fn read(text: &str, marks: bool) -> Option<Vec<Address>> {
    let (mut addresses, mut piece) = (Vec::new(), Piece::default());
    let (mut quoted, mut angle, mut depth, mut escaped) = (false, false, 0_usize, false);
    let has_address = text.contains('@');
    let mut all = text.chars().peekable();
    while let Some(c) = all.next() {
        match c {
            _ if escaped => {
                escaped = false;
                (if depth > 0 { &mut piece.comment } else { &mut piece.words }).push(c);
            }
            '\\' if quoted || depth > 0 => escaped = true,
            '"' if marks && depth == 0 => quoted = !quoted,
            _ if quoted => piece.words.push(c),
            '(' if marks => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth > 0 => piece.comment.push(c),
            '<' => angle = true,
            '>' => angle = false,
            ',' | ';' | '\n' if piece.is_address() => {
                angle = false;
                addresses.push(std::mem::take(&mut piece).address());
                if addresses.len() == MOST {
                    return Some(addresses);
                }
            }
            _ if angle => piece.mail.push(c),
            // The name of a group; handles, addresses of pages and faces have such a sign too.
            ':' if has_address
                && !piece.words.contains('@')
                && !matches!(all.peek(), Some('/' | '(' | ')')) =>
            {
                piece.words.clear();
            }
            ';' => {}
            _ => piece.words.push(c),
        }
    }
    if marks && (quoted || depth > 0) {
        return None;
    }
    let last = piece.address();
    addresses.extend((last != Address::default()).then_some(last));
    Some(addresses)
}

/// What stands between two separators of a list.
#[derive(Default)]
struct Piece {
    /// Outside of brackets.
    words: String,
    /// In `<...>`.
    mail: String,
    /// In `(...)`.
    comment: String,
}

impl Piece {
    /// True when what follows is another one: a bare address has no blanks.
    fn is_address(&self) -> bool {
        let bare = self.words.trim();
        self.mail.contains('@') || bare.contains('@') && !bare.contains(char::is_whitespace)
    }

    fn address(self) -> Address {
        let Piece { words, mail, comment } = self;
        let (name, mail) = if mail.is_empty() && words.contains('@') {
            ("", words.as_str())
        } else {
            (words.as_str(), mail.as_str())
        };
        let name = name.trim().trim_matches([',', '"']).trim();
        let name = if name.is_empty() { comment.trim() } else { name };
        Address { name: head(name, LONGEST).into(), mail: head(mail.trim(), LONGEST).into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        Address::list(text).into_iter().map(|one| (one.name, one.mail)).collect()
    }

    #[test]
    fn addresses_are_read_as_mail_programs_write_them() {
        for (text, name, mail) in [
            ("Ana Ruiz <ana@x.example>", "Ana Ruiz", "ana@x.example"),
            ("\"Ruiz, Ana\" <ana@x.example>", "Ruiz, Ana", "ana@x.example"),
            ("Ruiz, Ana <ana@x.example>", "Ruiz, Ana", "ana@x.example"),
            ("\"Ana <the boss> Ruiz\" <ana@x.example>", "Ana <the boss> Ruiz", "ana@x.example"),
            ("ana@x.example (Ana Ruiz)", "Ana Ruiz", "ana@x.example"),
            ("ana@x.example", "", "ana@x.example"),
            ("Ana Ruiz", "Ana Ruiz", ""),
            ("Ana \"the boss <ana@x.example>", "Ana \"the boss", "ana@x.example"),
            ("Ana :( <ana@x.example>", "Ana :(", "ana@x.example"),
            ("Ana @ Pier 7, Ltd <ana@x.example>", "Ana @ Pier 7, Ltd", "ana@x.example"),
            ("@ana:matrix.example", "", "@ana:matrix.example"),
            ("https://social.example/@ana", "", "https://social.example/@ana"),
            ("<ana@x.example", "", "ana@x.example"),
            ("Crew: ana@x.example, bo@y.example;", "", "ana@x.example"),
            ("\"Ana \\\"A\\\" Ruiz\" <ana@x.example>", "Ana \"A\" Ruiz", "ana@x.example"),
            ("", "", ""),
        ] {
            let read = Address::parse(text);
            assert_eq!((read.name.as_str(), read.mail.as_str()), (name, mail), "{text}");
        }
        assert_eq!(Address::in_cell("Ana <Ana@X.example>; bo@y.example"), "ana@x.example");
        assert_eq!(Address::in_cell(" Ana Ruiz "), "ana ruiz");
    }

    #[test]
    fn lists_have_all_of_theirs() {
        let mails =
            |text: &str| read(text).into_iter().map(|(_, mail)| mail).collect::<Vec<_>>().join(" ");
        for text in [
            "Ana <a@x.example>, \"Lee, B.\" <b@y.example>, Cy Orr <c@z.example>",
            "a@x.example;b@y.example; c@z.example;",
            "Crew: a@x.example, b@y.example; Night: c@z.example;",
            "Ana (Ops <a@x.example>, Bo \"B <b@y.example>, c@z.example",
            "Ruiz, Ana <a@x.example>,\n Lee, Bo <b@y.example>, c@z.example (Cy, the cook)",
        ] {
            assert_eq!(mails(text), "a@x.example b@y.example c@z.example", "{text}");
        }
        assert_eq!(Address::list(&"a@x.example,".repeat(3000)).len(), 3000);
        assert_eq!(Address::list(&"a@x,".repeat(MOST + 9)).len(), MOST);
    }

    #[test]
    fn addresses_are_cut_at_the_end_of_a_letter() {
        let long = Address::parse(&"\u{e9}".repeat(900));
        assert_eq!(long.name.chars().count(), 256);
    }
}
