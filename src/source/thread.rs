//! What somebody else wrote below or between the words of a mail: lines after `>`, and old messages
//! with the line or the headers that mail programs put before them, in the languages that they
//! speak.

use crate::text::{Span, lines};

/// "Wrote", as programs say it in the line before an old message.
#[rustfmt::skip]
const WROTE: &[&str] = &[
    "wrote", "schrieb", "a écrit", "escribió", "escreveu", "ha scritto", "schreef", "napisał", "napisała", "napisał(a)", "skrev", "kirjoitti",
    "написал", "написала", "написал(а)", "пише", "написав", "a scris", "írta", "ezt írta", "napsal", "napsal(a)", "şunu yazdı", "yazdı", "έγραψε",
    "kirjutas", "rašė", "je napisao", "je napisal", "さんは書きました", "님이 작성", "写道", "寫道", "va escriure", "menulis",
];

/// What stands between dashes, or alone, before an old message.
#[rustfmt::skip]
const SEPARATORS: &[&str] = &[
    "original message", "original appointment", "forwarded message", "ursprüngliche nachricht", "originalnachricht", "weitergeleitete nachricht",
    "message d'origine", "message d’origine", "message original", "message transféré", "mensaje original", "mensaje reenviado", "mensagem original",
    "mensagem encaminhada", "messaggio originale", "messaggio inoltrato", "oorspronkelijk bericht", "doorgestuurd bericht", "oryginalna wiadomość",
    "wiadomość oryginalna", "wiadomość przekazana", "oprindelig meddelelse", "opprinnelig melding", "ursprungligt meddelande",
    "alkuperäinen viesti", "исходное сообщение", "пересылаемое сообщение", "původní zpráva", "přeposlaná zpráva", "preposlaná správa", "mesaj original", "mesaj redirecționat", "mesaj redirecţionat", "eredeti üzenet", "továbbított üzenet",
    "iletilen ileti", "iletilmiş mesaj", "vidarebefordrat meddelande", "videresendt meddelelse", "videresendt besked", "videresendt melding", "välitetty viesti",
    "переслане повідомлення", "προωθημένο μήνυμα", "전달된 메시지", "転送メッセージ", "转发邮件", "轉寄郵件", "orijinal ileti", "原始邮件", "元のメッセージ",
];

/// Words in those lines for a message that is passed on, not answered.
#[rustfmt::skip]
const FORWARDED: &[&str] =
    &[
        "forward", "weitergeleitet", "transféré", "reenviado", "encaminhada", "inoltrato", "doorgestuurd", "przekazana", "пересыл", "přeposlan", "preposlan", "redirec",
        "továbbít", "iletil", "vidarebefordrat", "videresendt", "välitetty", "переслане", "προωθημένο", "전달", "転送", "转发", "轉寄",
    ];

/// Headers of an old message: who sent it, and when. The second word alone is one that no template
/// has.
#[rustfmt::skip]
const FROM: &[&str] = &[
    "from", "von", "de", "da", "van", "od", "fra", "från", "lähettäjä", "от", "від", "kimden", "feladó", "de la", "από", "发件人", "差出人", "寄件者", "보낸 사람",
];
#[rustfmt::skip]
const SENT: &[&str] = &[
    "sent", "gesendet", "envoyé", "enviado", "enviado el", "enviada em", "enviado em", "inviato", "verzonden", "wysłano", "sendt", "skickat", "lähetetty",
    "отправлено", "надіслано", "gönderildi", "elküldve", "odesláno", "odoslané", "trimis", "στάλθηκε", "发送时间", "送信日時", "寄件日期", "보낸 날짜",
];
const DATE: &[&str] = &[
    "date",
    "datum",
    "fecha",
    "data",
    "dato",
    "päivämäärä",
    "дата",
    "tarih",
    "dátum",
    "dată",
    "ημερομηνία",
    "日期",
    "日時",
    "날짜",
];

/// What it was about: beside a date it tells an old message from a voyage.
const SUBJECT: &[&str] = &[
    "subject",
    "betreff",
    "objet",
    "asunto",
    "oggetto",
    "assunto",
    "onderwerp",
    "temat",
    "emne",
    "ämne",
    "aihe",
    "тема",
    "konu",
    "tárgy",
    "předmět",
    "predmet",
    "subiect",
    "θέμα",
    "件名",
    "主题",
    "主旨",
    "제목",
];

/// What is not the sender's own in `text[body]`.
pub struct Quoted {
    /// Where it stands, in order.
    pub spans: Vec<Span>,
    /// An old message of a thread stands below, and not one that is passed on.
    pub answers: bool,
}

/// Finds what others wrote.
pub fn quoted(text: &str, body: Span) -> Quoted {
    let mut found = Quoted { spans: Vec::new(), answers: false };
    let (mut at, mut begun, mut ruled) = (body.start(), false, false);
    while at < body.end() {
        let length = lines(&text[at..body.end()]).next().map_or(1, str::len);
        let (bare, span) = (text[at..at + length].trim(), Span::new(at, at + length));
        let rest = &text[at..body.end()];
        let separated = separates(bare);
        let introduced = if begun && !separated { introduces(rest) } else { None };
        if separated || introduced.is_some() || begun && is_header_block(rest, ruled) {
            found.answers |= introduced.unwrap_or(true)
                && !(separated && FORWARDED.iter().any(|word| bare.to_lowercase().contains(word)));
            // Where the program marks every old line, what follows them is the sender's own.
            let marked = !separated
                && lines(rest)
                    .skip(1)
                    .map(str::trim)
                    .find(|line| !line.is_empty())
                    .is_some_and(|line| line.starts_with('>'));
            if !marked {
                found.spans.push(Span::new(at, body.end()));
                break;
            }
            found.spans.push(span);
        } else if bare.starts_with('>') {
            match found.spans.last_mut() {
                Some(last) if last.end() == at => last.end = span.end,
                _ => found.spans.push(span),
            }
        }
        begun |= !bare.is_empty();
        ruled = (bare.is_empty() && ruled)
            || bare.len() > 4 && bare.chars().all(|c| matches!(c, '_' | '-'));
        at = span.end();
    }
    found
}

/// True for a line that introduces an old message.
pub fn begins(line: &str) -> bool {
    separates(line) || introduces(line).is_some()
}

/// `-----Original Message-----`, `Begin forwarded message:`.
fn separates(line: &str) -> bool {
    const LONGEST: usize = 80;
    if line.len() > LONGEST || !(line.starts_with("---") || line.ends_with(':')) {
        return false;
    }
    let lower = line.to_lowercase();
    let words = lower.trim_matches(|c: char| matches!(c, '-' | ' ' | ':' | '*'));
    match line.starts_with("---") {
        true => SEPARATORS.iter().any(|known| words.contains(known)),
        false => {
            words.strip_prefix("begin ").is_some_and(|rest| SEPARATORS.contains(&rest))
                || words.starts_with("anfang der weitergeleiteten nachricht")
        }
    }
}

/// "On Mon, 4 May 2026 at 10:00, Ana <ana@x> wrote:", on one line or wrapped into the next. A time
/// or an address tells it from words about something that somebody wrote; without either, the lines
/// after it are marked with `>`, and it may be no mail: then it is false.
fn introduces(rest: &str) -> Option<bool> {
    const LONGEST: usize = 300;
    let mut lines = lines(rest);
    let first = lines.next().unwrap_or_default().trim();
    if first.is_empty() || first.starts_with('>') || first.len() > LONGEST {
        return None;
    }
    let second = self::lines(rest).nth(1).unwrap_or_default().trim();
    let ends = |line: &str| line.ends_with([':', '：']);
    let line = if ends(first) {
        first.to_string()
    } else if ends(second) && second.len() < LONGEST && first.contains(|c: char| c.is_ascii_digit())
    {
        lines.next();
        format!("{first} {second}")
    } else {
        return None;
    };
    let lower = line.to_lowercase();
    let wrote = WROTE.iter().any(|wrote| {
        lower.match_indices(wrote).any(|(at, _)| {
            let apart = |c: Option<char>| {
                c.is_none_or(|c| !c.is_alphabetic())
                    || !wrote.is_ascii() && wrote.chars().next().is_some_and(|c| c > '\u{2fff}')
            };
            apart(lower[..at].chars().next_back())
                && apart(lower[at + wrote.len()..].chars().next())
        })
    });
    let timed = line.as_bytes().windows(4).any(|four| {
        four[0].is_ascii_digit()
            && matches!(four[1], b':' | b'.' | b'h')
            && four[2].is_ascii_digit()
            && four[3].is_ascii_digit()
    });
    let dated = line.contains(|c: char| c.is_ascii_digit());
    let marked = || {
        lines.map(str::trim).find(|line| !line.is_empty()).is_some_and(|line| line.starts_with('>'))
    };
    let sure = line.contains('@') || dated && timed;
    (wrote && (sure || marked())).then_some(sure)
}

/// The headers that Outlook puts before an old message: who and when, and below them to whom or
/// about what. `ruled`: a rule stands before.
fn is_header_block(rest: &str, ruled: bool) -> bool {
    const LINES: usize = 5;
    let label = |line: &str| {
        // Most lines have no colon.
        let has_colon = line.contains(':') || line.contains('：');
        let line = Some(line).filter(|_| has_colon)?;
        let (name, value) = line.trim().trim_start_matches('*').split_once([':', '：'])?;
        let name = name.trim_end_matches(['*', ' ', '\u{a0}']).to_lowercase();
        (name.len() < 24 && !value.trim_matches(['*', ' ']).is_empty()).then_some(name)
    };
    let mut lines = lines(rest).take(LINES).map(label);
    let from = lines.next().flatten().is_some_and(|name| FROM.contains(&name.as_str()));
    let below: Vec<String> =
        if from { lines.map_while(|name| name).collect() } else { return false };
    let has = |known: &[&str]| below.iter().any(|name| known.contains(&name.as_str()));
    below.len() >= 2 && (has(SENT) || has(DATE) && (ruled || has(SUBJECT)))
}

/// True for a text that begins with the headers of an old message: who sent it, when, to whom.
pub fn is_head(text: &str) -> bool {
    is_header_block(text, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> String {
        let found = quoted(text, Span::new(0, text.len()));
        let (mut own, mut at) = (String::new(), 0);
        for span in found.spans {
            own += &text[at..span.start()];
            at = span.end();
        }
        own + &text[at..]
    }

    #[test]
    fn old_messages_are_cut_off_in_every_language() {
        for line in [
            "On Mon, 4 May 2026 at 10:00, Ana Ruiz <ana@orbis.example> wrote:",
            "On Mon, 4 May 2026 at 10:00, Ana Ruiz <ana@orbis.example>\nwrote:",
            "Am Mo., 4. Mai 2026 um 10:00 Uhr schrieb Ana Ruiz:",
            "Le lun. 4 mai 2026 à 10:00, Ana Ruiz a écrit :",
            "El lun, 4 may 2026 a las 10:00, Ana escribió:",
            "Il giorno lun 4 mag 2026 alle ore 10:00 Ana ha scritto:",
            "Em seg., 4 de mai. de 2026 às 10:00, Ana escreveu:",
            "Op ma 4 mei 2026 om 10:00 schreef Ana <ana@orbis.example>:",
            "pon., 4 maj 2026 o 10:00 Ana napisał(a):",
            "Den mån 4 maj 2026 kl 10:00 skrev Ana:",
            "пн, 4 мая 2026 г. в 10:00, Ana <ana@orbis.example> написал(а):",
            "2026年5月4日(月) 10:00 Ana <ana@orbis.example>さんは書きました：",
            "-----Original Message-----",
            "----- Ursprüngliche Nachricht -----",
            "---------- Forwarded message ---------",
            "Begin forwarded message:",
            "From: Ana Ruiz\nSent: Monday, 4 May 2026 10:00\nTo: Dana\nSubject: Berths",
            "Von: Ana Ruiz\nGesendet: Montag, 4. Mai 2026 10:00\nAn: Dana\nBetreff: Liegeplätze",
            "De : Ana Ruiz\nEnvoyé : lundi 4 mai 2026 10:00\nÀ : Dana\nObjet : Quais",
            "Fra: Ana Ruiz\nSendt: mandag 4. mai 2026\nTil: Dana\nEmne: Kaier",
            "________________________________\n\nFrom: Ana\nDate: 4 May 2026\nTo: Dana\nSubject: Berths",
        ] {
            let text = format!("Hi Ana,\n\nWho plans the nights?\n\n{line}\nOld words.\n");
            assert!(!own(&text).contains("Old words"), "{line}");
            assert!(own(&text).contains("Who plans the nights?"), "{line}");
        }
    }

    #[test]
    fn what_the_sender_says_stays() {
        for text in [
            "Hi Ana,\n\nIn 2024 your CFO wrote:\n\nWe need one crew.\n\nDana",
            "Hi Ana,\n\nOn 3 March you wrote:\n\nWe need one crew.\n",
            "Hi Ana,\n\nFrom: Cork\nTo: Rotterdam\nDate: 4 May\n\nWho loads it?\n",
            "From: the quay\nSent: by night\nTo: the yard\n",
            "Hi Ana,\n\nthe original message was short:\n\nCome.\n",
            "Hi Ana,\n\nThree things we wrote about at 10:00 in May\n\nA.\n",
        ] {
            assert_eq!(own(text), text);
        }
        let marked =
            "Hi Ana,\n\nOn 3 March you wrote:\n> We need one crew.\n\nDoes it still hold?\n";
        assert_eq!(own(marked), "Hi Ana,\n\n\nDoes it still hold?\n");
    }
}
