//! Labels that people put before the parts of a draft: `**Subject A:** ...`, `### Betreff`, `|
//! Subject | ... |`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A subject line, or several.
    Subject,
    /// The preheader.
    Preview,
    /// The words.
    Body,
    /// Whom it is for.
    To,
    /// Who sends it.
    From,
    /// Another header of a mail.
    Header,
    /// How it is sent.
    Channel,
    /// When it is sent.
    Timing,
    /// What heads the words: a subject line, where nothing else is called one.
    Title,
    /// A remark for the team.
    Note,
}

/// A line with a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labelled<'l> {
    /// What it names.
    pub label: Label,
    /// What stands behind it.
    pub value: &'l str,
    /// Set off in bold, in italics or in a table.
    pub strong: bool,
    /// An item of a list.
    pub listed: bool,
    /// It has a letter, a number or words of its own: `Subject B`.
    pub variant: bool,
}

/// The names of each label, in lower case and in the languages met. The longest name counts.
#[rustfmt::skip]
const NAMES: &[(Label, &[&str])] = &[
    (Label::Subject, &[
        "subject", "subjects", "subject line", "subject lines", "sl", "asunto", "asuntos", "objet", "objets", "betreff", "betreffzeile", "betreffzeilen",
        "oggetto", "assunto", "assuntos", "onderwerp", "onderwerpen", "onderwerpregel", "onderwerpregels", "emne", "emnelinje", "emnelinjer", "emnefelt", "ämne", "ämnesrad", "aihe", "otsikko", "temat",
        "subject title", "email title", "mail title", "email headline", "email heading", "título del correo", "titre de l'email", "titel der email",
        "předmět", "predmet", "subiect", "konu", "tárgy", "тема", "тема письма", "тема листа", "件名", "主题", "主旨", "제목",
    ]),
    (Label::Preview, &[
        "preview", "preview text", "preheader", "preheader text", "pre-header", "inbox preview", "vorschau", "vorschautext", "aperçu", "texte d'aperçu",
        "vista previa", "texto de vista previa", "anteprima",
    ]),
    (Label::Body, &[
        "body", "body text", "body copy", "message", "messages", "text", "copy", "content", "draft", "plain text", "corps", "cuerpo", "corpo", "nachricht",
        "mensaje", "mensagem", "messaggio", "bericht", "tekst", "inhalt", "treść", "brödtext", "meddelande", "besked", "wiadomość", "text der email",
        "entwurf", "borrador", "brouillon", "rascunho", "bozza", "caption", "post", "текст", "текст письма", "тело письма", "письмо", "текст листа", "сообщение", "本文",
    ]),
    (Label::To, &["to", "recipient", "para", "an", "à", "aan", "kepada"]),
    (Label::From, &["from", "von", "van", "sender", "remitente"]),
    (Label::Header, &["cc", "bcc", "reply-to", "date"]),
    (Label::Channel, &["channel", "platform", "medium", "via", "kanal", "canal", "canale", "kanaal"]),
    (Label::Timing, &[
        "send", "send on", "send after", "send day", "day", "timing", "when", "wait", "delay", "sent", "schedule", "tag", "día", "dia", "jour", "giorno", "dag",
        "versand", "envoi", "envío", "envio", "délai", "wartezeit",
    ]),
    (Label::Title, &["title", "headline", "heading", "titel", "überschrift", "titre", "título", "titolo", "tytuł", "nagłówek", "rubrik", "заголовок"]),
    (Label::Note, &[
        "note", "notes", "why", "why it works", "why this works", "rationale", "goal", "goals", "tip", "tips", "cta", "call to action", "word count",
        "personalization", "personalisation", "variables", "purpose", "objective", "target", "audience", "tone", "hashtags", "image", "visual", "media", "url",
        "first comment", "best time", "best time to post", "format", "length", "angle", "persona", "status", "hook", "ziel", "hinweis", "notiz",
        "objetivo", "objectif", "obiettivo", "doel", "nota", "warum",
    ]),
];

/// Words that may stand beside a name without changing what it names.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "email", "mail", "line", "lines", "option", "options", "idea", "ideas", "variant", "variants", "variante", "varianten", "version", "versions",
    "alternative", "alternatives", "alternativen", "alternate", "alternatieve", "alternativa", "alternativas", "alternativi", "alternativt", "alt", "test", "tests", "a/b", "ab", "suggested", "proposed", "the", "new", "cold", "linkedin",
    "inmail", "dm", "sms", "whatsapp", "first", "second", "third", "initial", "opening", "follow-up", "followup", "correo", "courriel", "du", "der", "del", "de",
    "touch", "step", "connection", "full", "request", "d", "l", "варианты", "вариант", "optionen", "opciones", "opções", "opzioni", "opties", "zeile", "zeilen",
];
/// Labels whose names mean other things too, beside other words: these stand alone.
const ALONE: &[Label] =
    &[Label::To, Label::From, Label::Header, Label::Timing, Label::Title, Label::Note];

/// No name of a label is longer, in bytes.
const LONGEST: usize = 60;

/// Reads a line; `None` when it has no label that is known.
pub fn read(line: &str) -> Option<Labelled<'_>> {
    let line = line.trim();
    if let Some(cells) = line.strip_prefix('|') {
        let (name, value) = cells.split_once('|')?;
        let value = value.trim().strip_suffix('|').filter(|value| !value.contains('|'))?;
        let (label, variant) = known(name)?;
        return Some(Labelled { label, value: tidy(value), strong: true, listed: false, variant });
    }
    // Most lines of prose are decided by this alone.
    let head = &line.as_bytes()[..line.len().min(2 * LONGEST)];
    if !head.contains(&b':') && !line.contains('：') {
        return None;
    }
    let bare = line.trim_start_matches(|c: char| {
        !c.is_alphanumeric() && !matches!(c, ':' | '：' | '<' | '{' | '[')
    });
    let marks = &line[..line.len() - bare.len()];
    let end = bare.find([':', '：']).filter(|end| *end <= LONGEST)?;
    let (label, variant) = known(&bare[..end])?;
    let value = bare[end..].trim_start_matches([':', '：']);
    let strong = marks.contains(['*', '_', '`']) && !matches!(marks, "* " | "*   ")
        || value.starts_with("**");
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with([')', '.'])
        && line.starts_with(|c: char| c.is_ascii_digit());
    let listed = numbered || marks.starts_with(['-', '+', '•']) || marks.starts_with("* ");
    Some(Labelled { label, value: tidy(value), strong, listed, variant })
}

/// The label that a heading is as a whole: `### Subject line`, `### Corps`.
pub fn named(title: &str) -> Option<Label> {
    let title = title.trim_end_matches([':', '：', '*', ' ']);
    let (label, _) = known(title).filter(|_| title.len() <= LONGEST)?;
    // A number makes it the heading of a message: `Message 2`.
    let numbered = title.contains(|c: char| c.is_ascii_digit());
    let alone = !numbered && !title.to_ascii_lowercase().contains("linkedin");
    (label == Label::Subject || matches!(label, Label::Body | Label::Preview) && alone)
        .then_some(label)
}

/// The label that the name of a column is.
pub fn of(name: &str) -> Option<Label> {
    known(name).map(|(label, _)| label)
}

/// A name, word by word.
struct Name {
    label: Label,
    words: Vec<&'static str>,
}

/// The names by their first word.
static BY_FIRST: LazyLock<HashMap<&str, Vec<Name>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Vec<Name>> = HashMap::new();
    for (label, name) in
        NAMES.iter().flat_map(|(label, names)| names.iter().map(move |name| (*label, *name)))
    {
        let words: Vec<&str> = split(name).collect();
        all.entry(words[0]).or_default().push(Name { label, words });
    }
    all
});

/// The words of a name. A few have a hyphen inside.
fn split(name: &str) -> impl Iterator<Item = &str> {
    const WHOLE: &[&str] = &["follow-up", "pre-header", "reply-to", "break-up"];
    let words = name.split([' ', '#', '*', '_', '.', '\'', '’']);
    words
        .flat_map(|word| word.split(if WHOLE.contains(&word) { '\0' } else { '-' }))
        .filter(|word| !word.is_empty())
}

/// What a name says, and whether it is one of several.
fn known(name: &str) -> Option<(Label, bool)> {
    let lower = name.to_lowercase().replace("e-mail", "email");
    let lower = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    if lower.is_empty() {
        return None;
    }
    let outside =
        lower.split_once('(').filter(|_| lower.ends_with(')')).map_or(lower, |(name, _)| name);
    let words: Vec<&str> = split(outside).collect();
    if words.is_empty() || words.len() > 6 {
        return None;
    }
    let candidates = words
        .iter()
        .enumerate()
        .flat_map(|(at, word)| BY_FIRST.get(word).into_iter().flatten().map(move |own| (at, own)));
    let fits = candidates.filter_map(|(at, name)| {
        let (label, own) = (name.label, name.words.len());
        if words.get(at..at + own)? != name.words {
            return None;
        }
        let beside = || words[..at].iter().chain(&words[at + own..]);
        let small = |word: &&&str| {
            BESIDE.contains(*word)
                || word.chars().count() == 1
                || word.bytes().all(|byte| byte.is_ascii_digit())
        };
        let fits = beside().all(|word| small(&word))
            && (beside().next().is_none() || !ALONE.contains(&label));
        fits.then_some((own, label, outside.len() < lower.len() || beside().next().is_some()))
    });
    fits.max_by_key(|(own, label, _)| (*own, *label == Label::Subject))
        .map(|(_, label, variant)| (label, variant))
}

/// One of several values in a list: without the letter or the number before it and the remark
/// behind it, as in `**Option A:** "Berth waits"` and `**Berth waits** (short)`.
pub fn option(item: &str) -> &str {
    let bare = item.trim_start_matches(['*', '_', '`', ' ']);
    let value = bare.split_once([':', '：']).filter(|(name, _)| {
        let name = name.trim_matches(['*', '_', ' ', '(', ')']).to_lowercase();
        let small = |word: &str| {
            word.chars().count() == 1
                || BESIDE.contains(&word)
                || word.bytes().all(|byte| byte.is_ascii_digit())
        };
        !name.is_empty() && name.len() <= LONGEST && split(&name).all(small)
    });
    let value = value.map_or(bare, |(_, value)| value).trim_start_matches(['*', '_', '`', ' ']);
    let value = value
        .split_once("**")
        .filter(|(_, remark)| remark.trim().starts_with('('))
        .map_or(value, |(value, _)| value);
    tidy(value)
}

/// A value without the marks and the quotes around it.
fn tidy(value: &str) -> &str {
    let value = value
        .trim_start_matches(['*', '_', ' ', '\t', '`', '\u{a0}'])
        .trim_end_matches(['|', '*', ' ', '\t', '`']);
    unquoted(value)
}

/// What stands in quotes, when all of it does.
pub fn unquoted(value: &str) -> &str {
    let pairs = [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»')];
    let inner =
        pairs.iter().find_map(|(open, close)| value.strip_prefix(*open)?.strip_suffix(*close));
    inner.filter(|inner| !inner.contains(['"', '“', '”', '«'])).map_or(value, str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_however_they_are_written() {
        for (line, label, value) in [
            ("Subject: Berth waits", Label::Subject, "Berth waits"),
            ("**Subject Line A (short):** \"Berth waits\"", Label::Subject, "Berth waits"),
            ("*Subject :* Berth", Label::Subject, "Berth"),
            ("📧 **Subject:** Berth", Label::Subject, "Berth"),
            ("Assunto：Cais", Label::Subject, "Cais"),
            ("**Email 2 Subject:**", Label::Subject, ""),
            ("- **Subject line:** lower case", Label::Subject, "lower case"),
            ("SL: Berth", Label::Subject, "Berth"),
            ("**Alternative Betreffzeilen:**", Label::Subject, ""),
            ("| Subject B | The tide |", Label::Subject, "The tide"),
            ("件名: 桟橋", Label::Subject, "桟橋"),
            ("**Email Body:**", Label::Body, ""),
            ("**Objet :** Quais", Label::Subject, "Quais"),
            ("**To:** Ana", Label::To, "Ana"),
            ("**Why this works:** it names her", Label::Note, "it names her"),
            ("**Channel:** DM", Label::Channel, "DM"),
        ] {
            let found = read(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.label, found.value), (label, value), "{line}");
        }
        for line in [
            "Subject matter experts: three",
            "My subject: waits",
            "The subject of this mail is a berth: Pier 7",
            "Subjective: no",
            "|a|b|c|",
            ": x",
            "Why not: ask",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn values_in_a_list_lose_what_numbers_them() {
        for (item, value) in [
            ("**A :** Berth waits", "Berth waits"),
            ("Option B: \"Berth waits\"", "Berth waits"),
            ("`Berth waits`", "Berth waits"),
            ("**Berth waits** (short)", "Berth waits"),
            ("Re: Berth waits", "Re: Berth waits"),
            ("Pier 7: waits", "Pier 7: waits"),
        ] {
            assert_eq!(option(item), value, "{item}");
        }
        for name in [
            "Betreff-Optionen",
            "E-Mail-Betreff",
            "Options d'objet",
            "Asunto (opciones)",
            "Тема (варианты)",
        ] {
            assert_eq!(of(name), Some(Label::Subject), "{name}");
        }
        assert_eq!(
            ["E-Mail-Inhalt", "Cuerpo del email", "Corps de l'e-mail"].map(of),
            [Some(Label::Body); 3]
        );
    }

    #[test]
    fn headings_that_are_labels_are_no_headings_of_messages() {
        assert_eq!(
            [named("Subject Line"), named("Objet"), named("Email Body"), named("Corps :")]
                .map(|label| label.is_some()),
            [true; 4]
        );
        assert_eq!(
            [
                named("Message 2"),
                named("LinkedIn message"),
                named("Message format"),
                named("Notes")
            ],
            [None; 4]
        );
    }
}
