//! Trees of hostile texts: deep, commented, copied.

use super::{Node, Value, parse};

#[test]
fn comments_are_no_depth() {
    let comments = "# a\n".repeat(200_000);
    for text in [
        format!("a: 1\n{comments}b: 2\n"),
        format!("{comments}a: 1\nb: 2\n{comments}"),
        format!("a: 1\nb:\n{comments}  2\n"),
        format!("{{a: 1,\n{comments}b: 2}}\n"),
        format!("a:\n- 1\n{comments}- 2\nb: 2\n"),
    ] {
        assert!(parse(&text, 0).expect("YAML").get("b").is_some());
    }
    assert!(parse(&format!("a: 1\n{comments}"), 0).is_ok());
}

#[test]
fn depth_is_counted_and_refused() {
    assert!(parse(&format!("{}{}", "[".repeat(40), "]".repeat(40)), 0).is_ok());
    for text in
        ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000), "? ".repeat(100_000)]
    {
        assert!(parse(&text, 0).is_err());
    }
    // A chain of aliases is as deep as what it stands for.
    let chain: String = (1..2000).map(|n| format!("a{n}: &a{n} [*a{}]\n", n - 1)).collect();
    let problem = parse(&format!("a0: &a0 [x]\n{chain}"), 0).expect_err("too deep");
    assert_eq!(problem.message, "too deeply nested");
}

#[test]
fn what_aliases_copy_is_bounded_in_bytes() {
    let long = "x".repeat(100_000);
    let often = ", *a".repeat(20_000);
    let items: String = (0..300).map(|n| format!("- &b{n} [*a, {n}]\n")).collect();
    for text in [
        format!("a: &a {long}\nb: [*a{often}]\n"),
        format!("a: &a {{k: {long}}}\nb: [*a{often}]\n"),
        format!("- &a {long}\n{items}"),
        // Each anchor holds the one inside it.
        (0..50).map(|n| format!("&a{n} [")).collect::<String>() + &long + &"]".repeat(50),
    ] {
        let problem = parse(&text, 0).expect_err("too much");
        assert_eq!(problem.message, "anchors and aliases copy too much");
    }
}

#[test]
fn aliases_of_everyday_use_are_read() {
    let root =
        parse(&format!("a: &a {}\nb: *a\nc: [*a, *a]\n", "words ".repeat(1000)), 0).expect("YAML");
    assert_eq!(root.get("b").and_then(Node::as_str), root.get("a").and_then(Node::as_str));
    assert!(
        matches!(&root.get("c").map(|node| &node.value), Some(Value::List(items)) if items.len() == 2)
    );
}
