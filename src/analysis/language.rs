//! Which language a draft is in: as it declares, by its script, by the small words that every text
//! has, or by its letters.
//!
//! A short mail has few letters, but greets and links its words with those that no other language
//! has. They are counted for each language, English among them; without a clear winner the letters
//! are asked, if there are enough of them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::Analysis;
use crate::draft::Draft;
use crate::lexicon::Hit;
use crate::order::InOrder;
use crate::text::{TokenKind, head};
use crate::vocabulary::{Part, label};

/// A text shorter than this (in letters) is too short to recognise a language in by its letters.
const MIN_LETTERS: usize = 200;
/// More text than this (in bytes) does not make the answer any surer.
const ENOUGH: usize = 400;

/// A text that is made of everyday English words to this share is English, without asking further.
const PLAINLY_ENGLISH: f64 = 0.6;

/// A text with no more of them is in another language; that few letters are then enough to
/// recognise it.
const PLAINLY_OTHER: f64 = 0.2;
const FEW_LETTERS: usize = 50;

/// Small words, greetings and farewells of a language. What English, too, writes so is left out;
/// what several of them share counts for each.
#[rustfmt::skip]
const SMALL_WORDS: &[(&str, &str)] = &[
    ("en", "the and of is you your for with that this we have will are was it who what when how from they our be can would there i hi hello dear hey thanks regards about been has which their not but or if to do on my at an as by"),
    ("de", "der die das und ist nicht sie wir ich ihr ihre ihren ihnen ein eine einen einem einer mit für von auf zu dem den im sich auch wie bei haben hat sind wird oder wenn wer über nach nur noch mehr kann guten tag hallo liebe lieber sehr geehrte geehrter grüße grüßen viele beste freundlichen danke bitte seit warum unsere uns gerne aus zum zur"),
    ("fr", "le la les des une et est vous nous votre vos notre nos je que qui dans pour avec sur pas plus au aux du ce cette ces sont ont être avez avons êtes sommes depuis là bonjour bonsoir salut cordialement merci chère cher très bien mais ou où quel quelle comment leur mon ma mes ne été fait faire si en un il elle"),
    ("es", "el la los las una y es usted ustedes su sus nuestro nuestra que en para con por del al se lo le no más como pero está están tiene hola buenos días buenas tardes estimado estimada saludos gracias cordial muy qué quién cómo cuándo desde hace sobre esta este ha han hay si un te tu nos"),
    ("it", "il lo la gli le un una e è che di da in con per su del della dei delle al alla nel nella non più come ma sono ha hanno abbiamo buongiorno buonasera salve ciao gentile cordiali saluti grazie vostro vostra nostro nostra voi noi lei vi ci si questo questa chi cosa quando anche dal"),
    ("pt", "o a os as um uma e é que de da do das dos em no na nos nas para com por seu sua seus suas nosso nossa não mais como mas está são tem olá bom dia boa tarde prezado prezada caro cara obrigado obrigada abraço atenciosamente você vocês nós eu quem quando desde sobre também já ao à"),
    ("nl", "de het een en is van u uw wij we ik jij je jullie met voor op aan niet dat die te ook zijn hebben heeft wordt bij naar maar als wat wie hoe beste hallo goedemorgen groet groeten vriendelijke bedankt dank graag ons onze er nog kan om dit deze sinds geachte hoi"),
    ("sv", "och att det som en ett är för på med av till den har inte vi ni du jag er era vår våra men om från kan hej tack hälsningar vänliga vänlig kära bästa när vem hur vad sedan också de"),
    ("da", "og at det som en et er for på med af til den har ikke vi jeg du jer jeres vores men om fra kan hej kære tak hilsen venlig venlige med hvem hvordan hvad når siden også de dig mig"),
    ("nb", "og at det som en et er for på med av til den har ikke vi jeg du dere deres vår våre men om fra kan hei kjære takk hilsen vennlig hvem hvordan hva når siden også de deg meg"),
    ("fi", "ja on ei se että hän me te minä sinä olen olet ovat oli mutta kun jos myös kuin tai teidän meidän hei moi terveisin kiitos hyvää päivää ystävällisin kuka mitä miten miksi nyt jo vain sekä"),
    ("pl", "i w z na do się nie to jest że od po za o jak ale czy są dla ma mam mają pan pani panie państwo cześć dzień dobry witam pozdrawiam pozdrowienia dziękuję proszę kto kiedy jaki już tylko przez oraz może być będzie nas wam nam ten ta tym tego u ich"),
    ("cs", "a v na se je že s z do to jak ale pro od po za si jsou byl bylo máte máme vás vám váš vaše nás náš dobrý den ahoj děkuji díky pozdravem kdo kdy co již jen nebo také ještě který která pane paní"),
    ("hu", "a az és hogy nem is egy van volt már csak meg ha de mint vagy ez azt önök ön mi ti nekem kedves tisztelt szia jó napot köszönöm üdvözlettel ki mikor hogyan óta több lehet kell mert még"),
    ("ro", "și să de la cu nu este sunt în pe pentru din ce că mai un o ați aveți avem dumneavoastră voastră noastră vă ne bună ziua salut stimate stimată mulțumesc mulțumim cine când cum după sau dar au am"),
    ("tr", "ve bir bu için ile de da ne çok daha gibi var mı mi kim nasıl ama olarak sizin bizim siz biz ben merhaba sayın iyi günler teşekkürler saygılarımla selam değil olan ya"),
    ("id", "dan yang di ke dari untuk dengan ini itu tidak adalah kami anda kita saya apakah siapa atau akan sudah pada juga dalam bisa selamat pagi siang halo terima kasih salam hormat bapak ibu"),
    ("vi", "và của là có không cho với các được những trong một này đã chào anh chị tôi bạn chúng để khi xin cảm ơn"),
    ("ca", "el la els les i és que de del amb per una un no més com però està són bon dia hola estimat estimada gràcies salutacions vostre nostra seva qui quan des també aquest aquesta"),
    ("hr", "i u na se je da ne su za od do s sa što kako ali ili koji koja vas vam vaš vaše nas naš poštovani dobar dan bok pozdrav hvala tko kada već samo biti može li"),
    ("sk", "a v na sa je že s z do to ako ale pre od po za si sú bol bolo máte máme vás vám váš vaše nás náš dobrý deň ahoj ďakujem pozdravom kto kedy čo už len alebo tiež ešte ktorý ktorá"),
    ("et", "ja on ei see et ta me te ma sa olen oled kui aga või ka teie meie tere lugupidamisega tänan kes mida kuidas millal juba ainult"),
    ("lt", "ir yra ne kad į iš su bet kaip jūs mes jūsų mūsų aš tai ar labas laba diena gerbiamas pagarbiai ačiū kas kada jau tik dėl"),
    ("lv", "un ir ne ka no uz ar bet kā jūs mēs jūsu mūsu es tas vai labdien cienījamais cieņu paldies kas kad jau tikai par"),
];

/// Letters of scripts that only one language uses, or the few that share them.
fn script(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{0370}'..='\u{03ff}' => "el",
        '\u{0590}'..='\u{05ff}' => "he",
        '\u{0600}'..='\u{06ff}' => "ar",
        '\u{0900}'..='\u{097f}' => "hi",
        '\u{0e00}'..='\u{0e7f}' => "th",
        '\u{3040}'..='\u{30ff}' => "ja",
        '\u{4e00}'..='\u{9fff}' => "zh",
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => "ko",
        'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ' => "uk",
        'ы' | 'э' | 'ё' | 'Ы' | 'Э' | 'Ё' => "ru",
        'ђ' | 'ј' | 'љ' | 'њ' | 'ћ' | 'џ' => "sr",
        '\u{0400}'..='\u{04ff}' => "cyrillic",
        _ => return None,
    })
}

/// The language of a draft: ISO 639-1, `other` for one that is declared and not known here; `None`
/// when the text is too short to say.
pub fn of(draft: &Analysis, hits: &[Vec<Hit>]) -> Option<&'static str> {
    if let Some(lang) = &draft.draft.meta.lang {
        return Some(declared(lang));
    }
    let everyday =
        |hits: &Vec<Hit>| hits.iter().filter(|hit| hit.label == label::GENERIC_WORD).count();
    let known: usize = hits.iter().map(everyday).sum();
    let share = known as f64 / draft.tokens.len().max(1) as f64;
    if draft.tokens.len() >= MIN_LETTERS / 5 && share >= PLAINLY_ENGLISH {
        return Some("en");
    }
    let mut words = String::new();
    let spoken = |part: Part| !matches!(part, Part::Signature | Part::Preheader);
    for sentence in draft.sentences.iter().filter(|sentence| spoken(sentence.part)) {
        for token in
            draft.tokens[sentence.range()].iter().filter(|token| token.kind == TokenKind::Word)
        {
            words.push_str(draft.slice(token.span));
            words.push(' ');
        }
        if words.len() > ENOUGH {
            break;
        }
    }
    let counts = Counts::of(&words);
    if let Some(code) = counts.script().or_else(|| counts.winner()) {
        return Some(code);
    }
    if counts.is_english() {
        return Some("en");
    }
    if counts.letters < if share <= PLAINLY_OTHER { FEW_LETTERS } else { MIN_LETTERS } {
        return None;
    }
    let found = whichlang::detect_language(&words);
    let code = LETTERS.iter().find(|(lang, _)| *lang == found).map(|(_, code)| *code)?;
    if code != "en"
        && let Some(code) = by_letters(&words)
    {
        return Some(code);
    }
    // Letters alone name one of few languages; without a single small word of it, it is another.
    let own = counts.words.get(code).is_some_and(|count| *count > 0)
        || SMALL_WORDS.iter().all(|(known, _)| *known != code);
    Some(if own || code == "en" { code } else { "other" })
}

/// The language of which two letters or more stand in `words` that no other one here has.
fn by_letters(words: &str) -> Option<&'static str> {
    const OWN: &[(&str, &str)] = &[("pl", "łżźńś"), ("cs", "řěů"), ("hu", "őű"), ("ro", "șț")];
    let lower = words.to_lowercase();
    let count = |letters: &str| lower.chars().filter(|c| letters.contains(*c)).take(2).count();
    OWN.iter().find(|(_, letters)| count(letters) == 2).map(|(code, _)| *code)
}

/// Gives drafts of one file that are too short to say the language of the others, when these have
/// one, and it is not English.
pub fn agree(drafts: &mut [Draft]) {
    let told = |draft: &Draft| {
        let counts = Counts::of(draft.body().slice(draft.text.as_str()));
        (
            counts.script().or_else(|| counts.winner()),
            counts.words.get("en").copied().unwrap_or_default(),
        )
    };
    if drafts.len() < 2 {
        return;
    }
    let told: Vec<(Option<&str>, usize)> = drafts.iter().map(told).collect();
    let known: Vec<&str> = told.iter().filter_map(|(code, _)| *code).collect();
    let Some(first) = known.first().copied() else { return };
    if known.len() * 2 < drafts.len() || known.iter().any(|other| *other != first) {
        return;
    }
    for (draft, (code, english)) in drafts.iter_mut().zip(&told) {
        if code.is_none() && *english == 0 && draft.meta.lang.is_none() {
            draft.meta.lang = Some(first.to_string());
        }
    }
}

/// What was counted in a text.
struct Counts {
    letters: usize,
    scripts: HashMap<&'static str, usize>,
    all: usize,
    words: HashMap<&'static str, usize>,
    /// Different small words.
    distinct: HashMap<&'static str, usize>,
}

static TABLE: LazyLock<HashMap<&'static str, Vec<&'static str>, RandomState>> =
    LazyLock::new(|| {
        let mut table: HashMap<&str, Vec<&str>, RandomState> = HashMap::default();
        for (code, words) in SMALL_WORDS {
            words.split(' ').for_each(|word| table.entry(word).or_default().push(code));
        }
        table
    });

impl Counts {
    fn of(text: &str) -> Counts {
        let mut counts = Counts {
            letters: 0,
            scripts: HashMap::new(),
            all: 0,
            words: HashMap::new(),
            distinct: HashMap::new(),
        };
        let (mut seen, mut lower) = (HashSet::<&str, RandomState>::default(), String::new());
        let text = head(text, 2 * ENOUGH);
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            counts.letters += 1;
            script(c).into_iter().for_each(|code| *counts.scripts.entry(code).or_default() += 1);
        }
        for word in
            text.split(|c: char| !(c.is_alphabetic() || c == '\'')).filter(|word| !word.is_empty())
        {
            counts.all += 1;
            lower.clear();
            if word.is_ascii() {
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.push_str(&word.to_lowercase());
            }
            let Some((known, codes)) = TABLE.get_key_value(lower.as_str()) else { continue };
            let new = usize::from(seen.insert(known));
            for code in codes {
                *counts.words.entry(code).or_default() += 1;
                *counts.distinct.entry(code).or_default() += new;
            }
        }
        counts
    }

    /// The language of the script that most letters are of. Names and fields are in Latin letters
    /// in any of them.
    fn script(&self) -> Option<&'static str> {
        const FEW: usize = 6;
        let sum: usize = self.scripts.values().sum();
        if sum < FEW || sum * 3 < self.letters {
            return None;
        }
        let count = |code: &str| self.scripts.get(code).copied().unwrap_or_default();
        if count("ja") > 0 {
            return Some("ja");
        }
        let cyrillic = ["cyrillic", "uk", "ru", "sr"].iter().map(|code| count(code)).sum::<usize>();
        if cyrillic * 2 > sum {
            return Some(if count("uk") > count("ru") {
                "uk"
            } else if count("sr") > 0 {
                "sr"
            } else {
                "ru"
            });
        }
        self.scripts.iter().max_by_key(|(code, count)| (**count, **code)).map(|(code, _)| *code)
    }

    /// True when English has the most small words, and some.
    fn is_english(&self) -> bool {
        let own = self.words.get("en").copied().unwrap_or_default();
        own >= 3 && own * 10 >= self.all * 2 && self.words.values().all(|count| *count <= own)
    }

    /// The language with clearly the most small words: three of ten, and half as many again as the
    /// next.
    fn winner(&self) -> Option<&'static str> {
        let mut order: Vec<(&str, usize)> = SMALL_WORDS
            .iter()
            .map(|(code, _)| (*code, self.words.get(code).copied().unwrap_or_default()))
            .collect();
        order.order_by_key(|(_, count)| std::cmp::Reverse(*count));
        let ((code, most), (next, second)) = (order[0], order[1]);
        let kin = [["da", "nb"], ["cs", "sk"], ["es", "ca"], ["sv", "da"], ["sv", "nb"]]
            .iter()
            .any(|pair| pair.contains(&code) && pair.contains(&next));
        let clear = if kin { most > second } else { most * 2 >= second * 3 };
        // English is recognised by its words as a whole; these few only speak against others.
        (self.distinct.get(code).is_some_and(|distinct| *distinct >= 3)
            && most * 10 >= self.all * 2
            && clear
            && code != "en")
            .then_some(code)
    }
}

/// The code of a language that is declared as `en`, `en-GB` or `en_GB`.
fn declared(lang: &str) -> &'static str {
    let primary = lang.trim().split(['-', '_']).next().unwrap_or("").to_lowercase();
    // Norwegian as a whole, and its other written form.
    let primary = if matches!(primary.as_str(), "no" | "nn") { "nb" } else { primary.as_str() };
    NAMES.iter().find(|(code, _)| *code == primary).map_or("other", |(code, _)| code)
}

/// The name of a language in English, by its code.
pub fn name(code: &str) -> &str {
    NAMES.iter().find(|(known, _)| *known == code).map_or("another language", |(_, name)| name)
}

#[rustfmt::skip]
const NAMES: &[(&str, &str)] = &[
    ("ar", "Arabic"), ("ca", "Catalan"), ("cs", "Czech"), ("da", "Danish"), ("de", "German"), ("el", "Greek"), ("en", "English"), ("es", "Spanish"),
    ("et", "Estonian"), ("fi", "Finnish"), ("fr", "French"), ("he", "Hebrew"), ("hi", "Hindi"), ("hr", "Croatian"), ("hu", "Hungarian"),
    ("id", "Indonesian"), ("it", "Italian"), ("ja", "Japanese"), ("ko", "Korean"), ("lt", "Lithuanian"), ("lv", "Latvian"), ("nb", "Norwegian"),
    ("nl", "Dutch"), ("pl", "Polish"), ("pt", "Portuguese"), ("ro", "Romanian"), ("ru", "Russian"), ("sk", "Slovak"), ("sr", "Serbian"),
    ("sv", "Swedish"), ("th", "Thai"), ("tr", "Turkish"), ("uk", "Ukrainian"), ("vi", "Vietnamese"), ("zh", "Chinese"),
];

const LETTERS: &[(whichlang::Lang, &str)] = &[
    (whichlang::Lang::Eng, "en"),
    (whichlang::Lang::Deu, "de"),
    (whichlang::Lang::Fra, "fr"),
    (whichlang::Lang::Spa, "es"),
    (whichlang::Lang::Ita, "it"),
    (whichlang::Lang::Nld, "nl"),
    (whichlang::Lang::Por, "pt"),
    (whichlang::Lang::Swe, "sv"),
    (whichlang::Lang::Tur, "tr"),
    (whichlang::Lang::Vie, "vi"),
    (whichlang::Lang::Ara, "ar"),
    (whichlang::Lang::Cmn, "zh"),
    (whichlang::Lang::Hin, "hi"),
    (whichlang::Lang::Jpn, "ja"),
    (whichlang::Lang::Kor, "ko"),
    (whichlang::Lang::Rus, "ru"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<&'static str> {
        let counts = Counts::of(text);
        counts.script().or_else(|| counts.winner())
    }

    #[test]
    fn a_line_or_two_are_enough() {
        for (code, text) in [
            ("fr", "Bonjour Léa, Qui planifie la nuit au quai 4 depuis juin ? Nous sommes là."),
            ("de", "Hallo Jonas, wer plant die Nächte am Kai seit Juni? Viele Grüße, Dana"),
            ("es", "Hola Marta, ¿quién planifica las noches en el muelle desde junio? Saludos"),
            ("it", "Ciao Luca, chi pianifica le notti al molo da giugno? Un saluto"),
            ("pt", "Olá Rita, quem planeja as noites no cais desde junho? Obrigado"),
            ("nl", "Hoi Bas, wie plant de nachten op de kade sinds juni? Groet, Dana"),
            ("sv", "Hej Elin, vem planerar nätterna på kajen sedan juni? Vänliga hälsningar"),
            (
                "pl",
                "Cześć Ola, kto planuje noce na nabrzeżu od czerwca? Czy to jest do zmiany? Pozdrawiam",
            ),
            ("cs", "Dobrý den, kdo plánuje noci na nábřeží od června? Děkuji a jsem s pozdravem"),
            ("fi", "Hei Aino, kuka suunnittelee yöt nyt, kun laituri on auki? Terveisin ja kiitos"),
            ("hu", "Kedves Éva, ki tervezi az éjszakákat, és hogyan van ez most? Köszönöm"),
            ("ro", "Bună ziua, cine planifică nopțile la chei din iunie? Mulțumesc și o zi bună"),
            ("ko", "안녕하세요 민지님, 6월부터 부두의 야간 근무는 누가 계획하나요?"),
            ("ja", "田中様、六月から岸壁の夜間は誰が計画していますか。"),
            ("uk", "Добрий день, хто планує ночі на причалі з червня? Дякую"),
            ("ru", "Добрый день, кто планирует ночи на причале с июня? Спасибо"),
            ("id", "Halo Sari, siapa yang merencanakan malam di dermaga ini? Terima kasih"),
        ] {
            assert_eq!(told(text), Some(code), "{text}");
        }
    }

    #[test]
    fn what_is_declared_is_known_however_it_is_written() {
        for (lang, code) in [
            ("en_US", "en"),
            ("en-GB", "en"),
            ("EN", "en"),
            ("el", "el"),
            ("uk_UA", "uk"),
            ("he", "he"),
            ("th", "th"),
            ("sr-Latn", "sr"),
            ("no", "nb"),
            ("nn_NO", "nb"),
            ("xx", "other"),
        ] {
            assert_eq!(declared(lang), code, "{lang}");
        }
        let codes = LETTERS.iter().map(|(_, code)| code);
        for code in codes.chain(SMALL_WORDS.iter().map(|(code, _)| code)) {
            assert_eq!(declared(code), *code, "every language has a name");
        }
    }

    #[test]
    fn letters_that_only_one_language_has_name_it() {
        for (code, text) in [
            ("pl", "Poniżej wysyłam szczegółowy plan; w piątek zrobimy call"),
            ("cs", "Děkuju moc, příště přijedu dříve"),
        ] {
            assert_eq!(by_letters(text), Some(code), "{text}");
        }
        for text in ["Şimdi görüşelim, çok teşekkür ederim", "Hi Michał, who plans it?"] {
            assert_eq!(by_letters(text), None, "{text}");
        }
    }

    #[test]
    fn english_with_names_of_others_is_not_theirs() {
        for text in [
            "Hi Ana, who plans the nights at Quai de la Seine since June? Dana",
            "Hi Jürgen, the Hafen in Köln opened in May. Who loads it?",
            "Hi 田中, your Osaka pier opened in May with one crew for two sailings.",
            "Hi Pani Nowak, to do list on my desk: who plans Pier 7?",
            "Who now? Two berths, one crew, no plan.",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
