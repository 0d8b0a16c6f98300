//! Styles and attributes with which a tag hides what is in it.

/// Styles (lower case, without blanks, each with its end) that hide text in mail.
const HIDING: &[&str] = &[
    "display:none",
    "visibility:hidden",
    "mso-hide:all",
    "max-height:0;",
    "max-height:0px",
    "opacity:0;",
];

/// True for the value of `style` that hides.
pub fn is_hiding(style: &str) -> bool {
    let style = style.split_whitespace().collect::<String>().to_ascii_lowercase() + ";";
    HIDING.iter().any(|hiding| style.contains(hiding))
}

/// True for the raw words of a tag that hides what is in it.
pub fn hides(tag: &str) -> bool {
    let Some((_, attributes)) = tag.split_once(char::is_whitespace) else { return false };
    let attributes = attributes.trim_end_matches(['>', '/']).to_ascii_lowercase();
    let style = attributes.split_once("style=").map_or("", |(_, style)| style);
    let style = style.trim_start_matches(['"', '\'']).split(['"', '\'']).next();
    attributes.split_whitespace().any(|word| word == "hidden") || style.is_some_and(is_hiding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_hide_by_style_or_attribute() {
        for tag in
            ["<div style=\"Display: none\">", "<span hidden>", "<p style='color:red;opacity:0'>"]
        {
            assert!(hides(tag), "{tag}");
        }
        for tag in [
            "<div>",
            "<p style=\"opacity:0.9\">",
            "<a href=\"https://a.example/hidden\">",
            "<p class=\"hidden-xs\">",
        ] {
            assert!(!hides(tag), "{tag}");
        }
    }
}
