//! A template with the values of one row in its fields. Positions still lead to the template.

use super::value::{self, Oddity};
use super::{Lead, condition};
use crate::draft::{Address, Allow, Draft, Section};
use crate::fields::{Field, name};
use crate::source;
use crate::text::{Span, TextBuilder};
use crate::vocabulary::FieldClass;

/// A field for which a row has nothing that a reader should see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The field's name.
    pub field: String,
    /// What is wrong.
    pub oddity: Oddity,
}

/// The message that the person of a row would get.
#[derive(Debug)]
pub struct Rendered {
    /// The message.
    pub draft: Draft,
    /// The holes that it has.
    pub holes: Vec<Hole>,
    /// Where a word of a program stands in it for a value that the row has not: `null`, `#N/A`.
    pub left_over: Vec<Span>,
}

/// Writes the message that the person of a row would get.
pub fn render(template: &Draft, fields: &[Field], lead: &Lead) -> Rendered {
    let mut holes: Vec<Hole> = Vec::new();
    let mut out = Writer {
        template,
        builder: TextBuilder::default(),
        moves: Vec::new(),
        left_over: Vec::new(),
    };
    // Stretches to write, the next one last. Of the alternatives of a group the first, with its own
    // fields, stands for the others; of the branches of a condition one is written.
    let mut stretches = vec![Span::new(0, template.text.as_str().len())];
    let filled: Vec<&Field> = fields.iter().filter(|field| is_filled(field)).collect();
    while let Some(stretch) = stretches.pop() {
        let from = filled.partition_point(|field| field.span.start < stretch.start);
        let mut inside = filled[from..].iter().take_while(|field| field.span.start < stretch.end);
        let next = inside.find(|field| stretch.covers(field.span));
        let Some(field) = next else {
            out.copy(stretch);
            continue;
        };
        out.copy(Span::new(stretch.start(), field.span.start()));
        // A condition that ends beyond the stretch, behind the group that it begins in, is none.
        let branches = field.options.last().filter(|last| stretch.covers(**last));
        let end = match (field.class, branches) {
            (FieldClass::Block, Some(last)) => last.end(),
            _ => field.span.end(),
        };
        stretches.push(Span::new(end, stretch.end()));
        match field.class {
            FieldClass::Spin => stretches.push(field.options.first().copied().unwrap_or_default()),
            FieldClass::Block => {
                out.note(field.span.start());
                stretches.extend(branches.and_then(|_| out.branch(field, lead)));
            }
            _ => out.fill(field, lead, &mut holes),
        }
    }
    let left_over = std::mem::take(&mut out.left_over);
    Rendered { draft: out.finish(lead), holes, left_over }
}

/// What a row writes into the fields of a template, by the names of its columns.
pub fn inserted<'l>(
    fields: &'l [Field],
    lead: &'l Lead,
) -> impl Iterator<Item = (&'l str, &'l str)> {
    let filled = fields.iter().filter(|field| is_filled(field));
    filled.filter_map(|field| Some((field.name.as_str(), value(lead, &field.name)?)))
}

fn is_filled(field: &Field) -> bool {
    matches!(field.class, FieldClass::Field | FieldClass::Block | FieldClass::Spin)
}

/// What a row has for a field: its column of that name, or what the account has under another
/// spelling.
fn value<'l>(lead: &'l Lead, field: &str) -> Option<&'l str> {
    let column = |name: &str| {
        lead.values.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    };
    let person = lead.account.people.first();
    column(field).or_else(|| match name::canonical(field)? {
        "person.first" => person.map(|person| person.first.as_str()),
        "person.last" => person.map(|person| person.last.as_str()),
        "person.name" => person.map(|person| person.name.as_str()),
        "person.email" => person.map(|person| person.email.as_str()),
        "person.role" => person.map(|person| person.role.as_str()),
        "company.name" => Some(lead.account.spoken_name()),
        _ => None,
    })
}

/// What a row has for a field, or else the template's own sample; `None` when neither has any.
fn given<'l>(template: &'l Draft, lead: &'l Lead, field: &str) -> Option<&'l str> {
    let sample = template.meta.vars.iter().find(|(name, _)| name == field);
    let sample = sample.map(|(_, sample)| sample.as_str());
    value(lead, field).or(sample).map(str::trim)
}

struct Writer<'t> {
    template: &'t Draft,
    builder: TextBuilder,
    /// Where a stretch of the template went: its start, and the start in the new text. In order.
    moves: Vec<(u32, u32)>,
    left_over: Vec<Span>,
}

impl Writer<'_> {
    fn note(&mut self, from: usize) {
        self.moves.push((from as u32, self.builder.len() as u32));
    }

    fn copy(&mut self, span: Span) {
        self.note(span.start());
        let template = self.template;
        let mut at = span.start();
        for section in &template.sections {
            let part = Span::new(section.span.start().max(at), section.span.end().min(span.end()));
            if part.is_empty() {
                continue;
            }
            // What stands between sections stands in no file.
            self.builder.push_glue(Span::new(at, part.start()).slice(template.text.as_str()));
            self.builder.push_from(&template.text, part);
            at = part.end();
        }
        self.builder.push_glue(Span::new(at, span.end()).slice(template.text.as_str()));
    }

    /// The branch of a condition that the person of the row gets: the first one that holds, or that
    /// the row alone does not decide; of a choice between values the first that says something.
    fn branch(&self, field: &Field, lead: &Lead) -> Option<Span> {
        let text = self.template.text.as_str();
        if condition::is_choice(field.span.slice(text)) {
            let mut branches = field.options.iter();
            return branches.find(|branch| !branch.slice(text).trim().is_empty()).copied();
        }
        let value = |field: &str| {
            let name = name::normalise(field);
            // A part of something else, such as what a loop goes through, is no column.
            let part =
                field.rsplit_once('.').is_some_and(|(_, last)| name::normalise(last) != name);
            let fills = || matches!(name::kind(&name), name::Kind::Bare | name::Kind::Telling);
            let own = given(self.template, lead, &name).map(str::to_string);
            own.or_else(|| (!part && fills()).then(String::new))
        };
        let mut tag = field.span;
        for (at, branch) in field.options.iter().enumerate() {
            if condition::holds(tag.slice(text), &value) != Some(false) {
                return Some(*branch);
            }
            // The next branch begins behind its own tag.
            tag = Span::new(branch.end(), field.options.get(at + 1)?.start());
        }
        None
    }

    fn fill(&mut self, field: &Field, lead: &Lead, holes: &mut Vec<Hole>) {
        self.note(field.span.start());
        let known = given(self.template, lead, &field.name).unwrap_or_default();
        let fallback =
            field.fallback.map(|span| span.slice(self.template.text.as_str())).unwrap_or_default();
        // What fills the whole body is the message: long, and often HTML.
        let body = self.template.body();
        let is_message = body.covers(field.span)
            && body.slice(self.template.text.as_str()).trim().len() == field.span.len();
        let known = if is_message { source::shown(known) } else { known.into() };
        let shown = if known.is_empty() { fallback } else { &known };
        if let Some(oddity) = value::odd(&field.name, shown)
            && (!known.is_empty() || fallback.is_empty())
            && !(is_message && oddity == Oddity::Garbled)
        {
            let hole = Hole { field: field.name.clone(), oddity };
            if !holes.contains(&hole) {
                holes.push(hole);
            }
        }
        let source = self.template.text.to_source(field.span);
        // A decoded stretch must not be as long as its source, or it would be taken for a copy of
        // it.
        let source = if source.len() == shown.len() {
            Span { end: source.end + 1, ..source }
        } else {
            source
        };
        let start = self.builder.len();
        self.builder.push(shown, source);
        if crate::fields::is_left_over(shown) {
            self.left_over.push(Span::new(start, self.builder.len()));
        }
    }

    /// Where a place of the template is in the new text.
    fn moved(&self, at: u32) -> u32 {
        let stretch = self
            .moves
            .partition_point(|(from, _)| *from <= at)
            .checked_sub(1)
            .map(|index| (index, self.moves[index]));
        let Some((index, (from, to))) = stretch else { return 0 };
        let limit = self.moves.get(index + 1).map_or(self.builder.len() as u32, |(_, next)| *next);
        (to + (at - from)).min(limit)
    }

    fn finish(self, lead: &Lead) -> Draft {
        let shift = |span: &Span| Span {
            start: self.moved(span.start),
            end: self.moved(span.end).max(self.moved(span.start)),
        };
        let all = |spans: &[Span]| spans.iter().map(shift).collect::<Vec<Span>>();
        let template = self.template;
        let mut meta = template.meta.clone();
        let person = lead.account.people.first().cloned().unwrap_or_default();
        meta.to = Some(Address { name: person.name, mail: person.email });
        Draft {
            id: format!("{} row {}", template.id, lead.number),
            channel: template.channel,
            step: template.step,
            elsewhere: template.elsewhere.clone(),
            sections: template
                .sections
                .iter()
                .map(|section| Section { span: shift(&section.span), ..*section })
                .collect(),
            masks: all(&template.masks),
            quoted: all(&template.quoted),
            links: all(&template.links),
            anchors: template
                .anchors
                .iter()
                .map(|(words, target)| (shift(words), shift(target)))
                .collect(),
            hidden: all(&template.hidden),
            opaque: false,
            row: None,
            allows: template
                .allows
                .iter()
                .map(|allow| Allow { covers: shift(&allow.covers), ..allow.clone() })
                .collect(),
            meta,
            text: self.builder.finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::List;
    use super::*;
    use crate::fields;
    use crate::vocabulary::Part;

    #[test]
    fn a_row_fills_the_fields_and_positions_lead_back() {
        let source = "---\nsubject: Nights at {{company}}\n---\nHi {{firstName|there}},\n\nI read that {{signal}}. {Ask|Tell} {{owner}}?\n";
        let contents = crate::source::read(
            &crate::source::Source::new("t.md", source.as_bytes()),
            &crate::source::FileResolver::default(),
        );
        let template = &contents.drafts[0];
        let found = fields::scan(template.text.as_str(), &[], &fields::Hints::default());
        let list = List::new("l.csv", b"first_name,company,signal,owner\nAna,Orbis,you hire,N/A\n,\"Corvex, Inc.\",you moved,Lee\n");
        let mut rendered = Vec::new();
        list.each(|row| rendered.extend(row.map(|lead| render(template, &found, &lead))));
        let text = |at: usize| rendered[at].draft.text.as_str();
        assert_eq!(text(0), "Nights at Orbis\nHi Ana,\n\nI read that you hire. Ask N/A?\n");
        assert_eq!(
            text(1),
            "Nights at Corvex, Inc.\nHi there,\n\nI read that you moved. Ask Lee?\n"
        );
        assert_eq!(rendered[0].holes, [Hole { field: "owner".into(), oddity: Oddity::Sentinel }]);
        let left: Vec<&str> =
            rendered[0].left_over.iter().map(|span| span.slice(text(0))).collect();
        assert_eq!((left, rendered[1].left_over.len()), (vec!["N/A"], 0));
        assert_eq!(
            rendered[1].holes,
            [Hole { field: "company".into(), oddity: Oddity::LegalEnding }]
        );
        let draft = &rendered[0].draft;
        assert_eq!(
            draft.section(Part::Subject).map(|span| span.slice(text(0))),
            Some("Nights at Orbis")
        );
        let at = text(0).find("you hire").expect("it is there");
        assert_eq!(draft.text.to_source(Span::new(at, at + 8)).slice(source), "{{signal}}");
        let at = text(0).find("I read").expect("it is there");
        assert_eq!(draft.text.to_source(Span::new(at, at + 6)).slice(source), "I read");
    }

    /// The messages that the rows of a list get.
    fn texts(source: &str, list: &[u8]) -> (Vec<String>, Vec<Hole>) {
        let contents = crate::source::read(
            &crate::source::Source::new("t.md", source.as_bytes()),
            &crate::source::FileResolver::default(),
        );
        let template = &contents.drafts[0];
        let found = fields::scan(template.text.as_str(), &[], &fields::Hints::default());
        let (mut texts, mut holes) = (Vec::new(), Vec::new());
        List::new("l.csv", list).each(|row| {
            let rendered = render(template, &found, &row.expect("a row"));
            texts.push(rendered.draft.text.as_str().to_string());
            holes.extend(rendered.holes);
        });
        (texts, holes)
    }

    #[test]
    fn groups_within_groups_show_their_first_alternatives() {
        let source = "{Hi {there|you {{last}}}|Hello} {{first_name}} of {the {{role}}|ours}.\n";
        let (texts, holes) = texts(source, b"first_name,role\nAna,buyer\n");
        assert_eq!((texts[0].as_str(), holes), ("Hi there Ana of the buyer.\n", Vec::new()));
    }

    #[test]
    fn a_row_gets_one_branch_of_a_condition() {
        let source = "{% if first_name %}Hi {{first_name}},{% elsif company %}Dear {{company}},{% else %}Hello,{% endif %}\n\nOne{% if plan == 'pro' %} rota{% if first_name %} of yours{% endif %}{% endif %} a week.\n";
        let list = b"email,first_name,company,plan\na@x.example,Ana,Orbis,pro\nb@x.example,,Corvex,pro\nc@x.example,,,free\n";
        let (texts, holes) = texts(source, list);
        assert_eq!(
            texts,
            [
                "Hi Ana,\n\nOne rota of yours a week.\n",
                "Dear Corvex,\n\nOne rota a week.\n",
                "Hello,\n\nOne a week.\n"
            ]
        );
        assert_eq!(holes, []);
    }

    /// What the list does not fill is written, so that its words are judged.
    #[test]
    fn what_a_row_does_not_decide_is_written() {
        let list = b"email,first_name,plan\na@x.example,,pro\n";
        for (source, text) in [
            (
                "A{% if first_name %} b{% elsif size contains '3' %} c{% else %} d{% endif %} e.\n",
                "A c e.\n",
            ),
            ("A{% if sender.calendar %} b{% endif %} e.\n", "A b e.\n"),
            (
                "A{% for item in items %} b{% if item.name %} c{% endif %}{% endfor %} e.\n",
                "A b c e.\n",
            ),
            ("A{% case plan %}{% when 'free' %} b{% else %} c{% endcase %} e.\n", "A b e.\n"),
            ("A{{#first_name}} b{{/first_name}}{{^first_name}} c{{/first_name}} e.\n", "A c e.\n"),
            ("A {x{% if first_name %} y|z} b{% endif %} e.\n", "A x y b e.\n"),
        ] {
            assert_eq!(texts(source, list).0, [text], "{source}");
        }
    }
}
