//! What people and programs call the parts of a message and of a step in YAML and JSON, in lower
//! case, letters and digits of ASCII only. The first name that a map has counts.

#[rustfmt::skip]
pub const SUBJECT: &[&str] = &[
    "subject", "subjectline", "subjects", "subjectlines", "subjectoptions", "emailsubject", "subjecttemplate", "mailsubject", "subjecttext", "asunto", "objet",
    "sujet", "betreff", "betreffzeile", "oggetto", "assunto", "onderwerp", "emne", "temat", "title",
];
pub const PREVIEW: &[&str] =
    &["preview", "previewtext", "preheader", "preheadertext", "previewline"];
/// Words as HTML, read when nothing else holds any.
#[rustfmt::skip]
pub const HTML: &[&str] = &[
    "html", "bodyhtml", "htmlbody", "htmlcontent", "contenthtml", "emailhtml", "messagehtml", "htmltemplate", "htmlpart", "templatehtml", "htmltext",
];
#[rustfmt::skip]
pub const BODY: &[&str] = &[
    "body", "bodytext", "bodytemplate", "emailbody", "textbody", "plaintext", "plainbody", "bodyplain", "mailbody", "messagebody", "emailtext", "emailcontent",
    "emailcopy", "textcontent", "textpart", "messagetext", "messagetemplate", "templatebody", "templatetext", "bodymarkdown", "cuerpo", "corps", "nachricht",
    "inhalt", "mensaje", "mensagem", "corpo", "messaggio", "bericht", "tekst", "text", "message", "content", "copy", "rawtemplate",
];
/// Those of them that hold the words of a message and nothing else.
pub const OWN_BODY: &[&str] = &[
    "body",
    "bodytext",
    "bodytemplate",
    "emailbody",
    "textbody",
    "plainbody",
    "bodyplain",
    "mailbody",
    "cuerpo",
];
pub const FILE: &[&str] = &["file", "bodyfile", "templatefile", "path"];
pub const TEMPLATE: &[&str] =
    &["template", "templatekey", "templateid", "templatename", "templateref"];
/// Names by which a template is referred to.
pub const KEY: &[&str] = &["key", "id", "name", "slug", "templatekey"];
pub const VARIANTS: &[&str] =
    &["variants", "versions", "seqvariants", "sequencevariants", "alternatives"];
pub const CHANNEL: &[&str] = &["channel", "type", "medium", "steptype"];
pub const THREAD: &[&str] = &["thread", "isreply", "replyinthread"];
/// Which step an item belongs to: two items of one step are tried against each other.
pub const NUMBER: &[&str] = &[
    "step",
    "touch",
    "position",
    "touchnumber",
    "stepnumber",
    "seqnumber",
    "emailnumber",
    "order",
];
pub const LABEL: &[&str] = &["label", "name", "title", "heading"];
pub const NAME: &[&str] = &["cadencename", "sequencename", "campaignname", "name", "title"];
pub const WHEN: &[&str] = &["when", "condition", "trigger"];
