//! What stands between the cells of a table.

/// Separators that are looked for, the likeliest first.
const SEPARATORS: &[u8] = b",;\t|";

/// The line with which Excel names the separator, `sep=;`: its length, and what it names.
pub fn declared(text: &str) -> Option<(usize, u8)> {
    let line = text.split_inclusive('\n').next()?;
    let bare = line.trim_end_matches(['\r', '\n']).trim_matches('"');
    let (name, value) = bare.split_once('=')?;
    let separator = value
        .as_bytes()
        .first()
        .filter(|byte| value.len() == 1 && byte.is_ascii() && !byte.is_ascii_alphanumeric())?;
    name.eq_ignore_ascii_case("sep").then_some((line.len(), *separator))
}

/// The separator that the file declares, or that stands most often in its first row, outside of
/// quotes.
pub fn separator(text: &str) -> u8 {
    if let Some((_, declared)) = declared(text.trim_start_matches('\u{feff}')) {
        return declared;
    }
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            _ if !quoted => counts
                .iter_mut()
                .zip(SEPARATORS)
                .for_each(|(count, own)| *count += usize::from(byte == *own)),
            _ => {}
        }
    }
    // The first of equals wins.
    let best = (0..counts.len()).rev().max_by_key(|at| counts[*at]).unwrap_or_default();
    SEPARATORS[best]
}
