//! Platforms that keep steps, messages and templates apart, and say by ids what belongs together:
//! brought into the form of the others, steps that hold their `arms`. Messages that no step sends
//! are put under `alone`.

use std::collections::{HashMap, HashSet};

use super::path;
use crate::source::sequence::first_key;
use crate::text::{Problem, Span};
use crate::yaml::{Node, Problems, Value, Written};

/// A template is copied to where it is sent; more often than this nobody sends one, and the whole
/// must not grow with the square of a file.
const MAX_USES: usize = 8;

/// Something with an id.
type Named<'n> = (Option<&'n Node>, &'n Node);

/// What says that a step sends a template.
struct Link<'n> {
    step: Option<&'n str>,
    template: Option<&'n Node>,
    node: &'n Node,
}

/// Apollo: `emailer_touches` name an `emailer_step_id` and an `emailer_template_id`.
pub fn apollo(root: &Node, problems: &mut Problems) -> Node {
    let named = |path: &str| {
        path::all(root, path).into_iter().map(|node| (node.get("id"), node)).collect::<Vec<Named>>()
    };
    let touches = path::all(root, "emailer_touches[]").into_iter().map(|node| Link {
        step: node.get("emailer_step_id").and_then(Node::as_str),
        template: node.get("emailer_template_id").filter(|id| !id.is_null()),
        node,
    });
    let (steps, alone) =
        join(&named("emailer_steps[]"), touches, &named("emailer_templates[]"), problems);
    let name = path::first(root, &["emailer_campaign.name"]).map(|name| ("name", name.clone()));
    map(root.span, name.into_iter().chain([("steps", list(steps)), ("alone", list(alone))]), &[])
}

/// Outreach: things with a `type` and `relationships`. A `sequenceTemplate` stands between a step
/// and a template.
pub fn outreach(root: &Node, problems: &mut Problems) -> Node {
    let things: Vec<&Node> =
        ["data[]", "included[]"].iter().flat_map(|path| path::all(root, path)).collect();
    let of = |kind: &str| {
        things
            .iter()
            .copied()
            .filter(|thing| thing.get("type").and_then(Node::as_str) == Some(kind))
            .collect::<Vec<_>>()
    };
    let related = |thing: &'_ Node, name: &str| {
        path::all(thing, &format!("relationships.{name}.data[].id"))
            .into_iter()
            .filter_map(Node::as_str)
            .map(str::to_string)
            .collect::<Vec<_>>()
    };
    let named = |kind: &str| {
        of(kind)
            .into_iter()
            .map(|thing| (thing.get("id"), thing.get("attributes").unwrap_or(thing)))
            .collect::<Vec<Named>>()
    };
    for snippet in of("snippet") {
        problems.add(Problem::error(
            first_key(snippet),
            "a snippet, which is a part of messages: not judged alone",
        ));
    }
    // Either side may name the other.
    let steps_of: HashMap<String, &str> = of("sequenceStep")
        .into_iter()
        .filter_map(|step| Some((step, step.get("id")?.as_str()?)))
        .flat_map(|(step, id)| {
            related(step, "sequenceTemplates").into_iter().map(move |template| (template, id))
        })
        .collect();
    let links = of("sequenceTemplate").into_iter().map(|thing| Link {
        step: path::first(thing, &["relationships.sequenceStep.data[].id"])
            .and_then(Node::as_str)
            .or_else(|| steps_of.get(thing.get("id")?.as_str()?).copied()),
        template: path::first(thing, &["relationships.template.data[].id"]),
        node: thing.get("attributes").unwrap_or(thing),
    });
    let (steps, alone) = join(&named("sequenceStep"), links, &named("template"), problems);
    let names: HashMap<&str, &Node> = of("sequence")
        .into_iter()
        .filter_map(|thing| {
            Some((thing.get("id")?.as_str()?, path::first(thing, &["attributes.name"])?))
        })
        .collect();
    // Steps by their sequence, in the order of the file.
    let mut groups: Vec<(String, Vec<Node>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (step, thing) in steps.into_iter().zip(of("sequenceStep")) {
        let sequence = related(thing, "sequence").into_iter().next().unwrap_or_default();
        let place = *places.entry(sequence.clone()).or_insert(groups.len());
        if place == groups.len() {
            groups.push((sequence, Vec::new()));
        }
        groups[place].1.push(step);
    }
    let only =
        if names.len() == 1 && groups.len() == 1 { names.values().next().copied() } else { None };
    let sequences = groups.into_iter().map(|(id, steps)| {
        let name = names.get(id.as_str()).copied().or(only).map(|name| ("name", name.clone()));
        map(root.span, name.into_iter().chain([("steps", list(steps))]), &[])
    });
    let sequences = list(sequences.collect());
    map(root.span, [("sequences", sequences), ("alone", list(alone))], &[])
}

/// Steps with what they send under `arms`, and the templates that no step sends.
fn join<'n>(
    steps: &[Named<'n>],
    links: impl Iterator<Item = Link<'n>>,
    templates: &[Named<'n>],
    problems: &mut Problems,
) -> (Vec<Node>, Vec<Node>) {
    let places = by_id(steps, "step", problems);
    let by_name = by_id(templates, "template", problems);
    let mut arms: Vec<Vec<Node>> = steps.iter().map(|_| Vec::new()).collect();
    let mut uses = vec![0; templates.len()];
    for link in links {
        let at = first_key(link.node);
        let Some(place) = link.step.and_then(|step| places.get(step)) else {
            problems.add(Problem::error(at, "sent by no step of the file"));
            continue;
        };
        let template =
            match link.template.map(|id| (id, id.as_str().and_then(|id| by_name.get(id)))) {
                Some((_, Some(template))) => {
                    uses[*template] += 1;
                    if uses[*template] > MAX_USES {
                        problems.add(Problem::error(
                            at,
                            format!(
                                "a template that is sent more than {MAX_USES} times; not read again"
                            ),
                        ));
                        continue;
                    }
                    Some(("template", templates[*template].1.clone()))
                }
                Some((id, None)) => Some(("reference", id.clone())),
                None => None,
            };
        arms[*place].push(map(link.node.span, template, link.node.entries()));
    }
    let steps = steps.iter().zip(arms).map(|((_, step), arms)| match step.value {
        Value::Map(_) => map(step.span, [("arms", list(arms))], step.entries()),
        _ => (*step).clone(),
    });
    let unused = templates.iter().zip(uses).filter(|(_, uses)| *uses == 0);
    let alone = unused
        .map(|((_, template), _)| map(template.span, [("template", (*template).clone())], &[]));
    (steps.collect(), alone.collect())
}

/// Places by id. A missing id and one given twice are problems.
fn by_id<'n>(all: &[Named<'n>], what: &str, problems: &mut Problems) -> HashMap<&'n str, usize> {
    let mut places = HashMap::new();
    let mut seen = HashSet::new();
    for (at, (id, node)) in all.iter().enumerate() {
        match id.and_then(Node::as_str) {
            None => {
                problems.add(Problem::error(first_key(node), format!("a {what} without an `id`")))
            }
            Some(id) if !seen.insert(id) => problems.add(Problem::error(
                first_key(node),
                format!("a second {what} with the id `{id}`"),
            )),
            Some(id) => {
                places.insert(id, at);
            }
        }
    }
    places
}

/// A map of `own` entries, then others.
fn map(
    span: Span,
    own: impl IntoIterator<Item = (&'static str, Node)>,
    others: &[(Node, Node)],
) -> Node {
    let key = |name: &str| Node {
        span,
        value: Value::Scalar { text: name.to_string(), written: Written::Quoted },
    };
    let own = own.into_iter().map(|(name, node)| (key(name), node));
    Node { span, value: Value::Map(others.iter().cloned().chain(own).collect()) }
}

fn list(items: Vec<Node>) -> Node {
    let span = items.first().map_or(Span::default(), |item| item.span);
    Node { span, value: Value::List(items) }
}
