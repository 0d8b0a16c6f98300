//! Paths into a tree, as the table of platforms writes them.
//!
//! `a.b` goes by keys, `a[]` to all items of a list (a single thing counts as a list of one),
//! `a[0]` to the first, `{seq_*}` to what stands under every key that starts so, `a*` down a chain:
//! the `a`, the `a` of that one, and so on. Nothing leads to a null.

use crate::yaml::Node;

/// All that stand at the end of `path`, in the order of the file.
pub fn all<'n>(root: &'n Node, path: &str) -> Vec<&'n Node> {
    let mut found = vec![root];
    for piece in path.split('.').filter(|piece| !piece.is_empty()) {
        found = found
            .into_iter()
            .flat_map(|node| follow(node, piece))
            .filter(|node| !node.is_null())
            .collect();
    }
    found
}

fn follow<'n>(node: &'n Node, piece: &str) -> Vec<&'n Node> {
    let under = |key: &str| if key.is_empty() { Some(node) } else { node.get(key) };
    if let Some(head) = piece.strip_prefix('{').and_then(|piece| piece.strip_suffix("*}")) {
        let starts = |key: &Node| key.as_str().is_some_and(|key| key.starts_with(head));
        return node
            .entries()
            .iter()
            .filter(|(key, _)| starts(key))
            .map(|(_, value)| value)
            .collect();
    }
    if let Some(key) = piece.strip_suffix('*') {
        return std::iter::successors(node.get(key), |node| node.get(key)).collect();
    }
    if let Some(key) = piece.strip_suffix("[]") {
        return under(key).map(Node::items).unwrap_or_default().iter().collect();
    }
    match piece.strip_suffix("[0]") {
        Some(key) => under(key).and_then(|node| node.items().first()).into_iter().collect(),
        None => node.get(piece).into_iter().collect(),
    }
}

/// All that stand at the ends of `paths`.
pub fn every<'n>(root: &'n Node, paths: &[&str]) -> Vec<&'n Node> {
    paths.iter().flat_map(|path| all(root, path)).collect()
}

/// All that stand at the end of the first of `paths` that leads anywhere.
pub fn nearest<'n>(root: &'n Node, paths: &[&str]) -> Vec<&'n Node> {
    paths.iter().map(|path| all(root, path)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// The first that stands at the end of one of `paths`.
pub fn first<'n>(root: &'n Node, paths: &[&str]) -> Option<&'n Node> {
    paths.iter().find_map(|path| all(root, path).into_iter().next())
}

/// True when one of `signs` holds: something stands under the path, or, after `=`, that text (`*`:
/// the start of it), in any case of letters.
pub fn holds(root: &Node, signs: &[&str]) -> bool {
    signs.iter().any(|sign| match sign.split_once('=') {
        None => !all(root, sign).is_empty(),
        Some((path, wanted)) => all(root, path).into_iter().filter_map(Node::as_str).any(|text| {
            match wanted.strip_suffix('*') {
                Some(head) => {
                    text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
                }
                None => text.eq_ignore_ascii_case(wanted),
            }
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_where_they_say() {
        let root = crate::yaml::parse(
            r#"{"a": [{"b": 1, "c": null}, {"b": "Two"}], "one": {"b": 3}, "seq_1": {"x": 4}, "seq_2": {"x": 5}, "n": {"n": {"n": {"v": 6}}}}"#,
            0,
        )
        .expect("JSON");
        let texts =
            |path: &str| all(&root, path).into_iter().filter_map(Node::as_str).collect::<Vec<_>>();
        assert_eq!(texts("a[].b"), ["1", "Two"]);
        assert_eq!(texts("a[0].b"), ["1"]);
        assert_eq!(texts("one[].b"), ["3"]);
        assert_eq!(texts("{seq_*}.x"), ["4", "5"]);
        assert_eq!(texts("n*.v"), ["6"]);
        assert!(
            texts("a[].c").is_empty() && texts("a.b.c").is_empty() && texts("x[].y").is_empty()
        );
        assert_eq!(all(&root, "").len(), 1);
        assert!(
            holds(&root, &["x", "a[].b=two"])
                && holds(&root, &["a[].b=T*"])
                && !holds(&root, &["a[].b=3", "a[].c"])
        );
    }
}
