//! Words that say nothing of what a message is about, folded. They are read over when messages are
//! compared.

/// Sorted, for a binary search. A change changes signatures: raise [`super::SIGNATURE_VERSION`].
#[rustfmt::skip]
pub const STOP: &[&str] = &[
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before", "being", "but", "by",
    "can", "can't", "could", "did", "do", "does", "doing", "don't", "for", "from", "get", "got", "had", "has", "have", "having", "he", "her", "here",
    "him", "his", "how", "i", "i'd", "i'll", "i'm", "i've", "if", "in", "into", "is", "it", "it's", "its", "just", "let", "me", "more", "most",
    "my", "no", "not", "of", "on", "one", "or", "our", "out", "over", "she", "so", "some", "such", "than", "that", "that's", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "to", "up", "us", "was", "we", "we'd", "we'll", "we're", "we've", "were", "what",
    "when", "where", "which", "while", "who", "why", "will", "with", "would", "you", "you'd", "you'll", "you're", "you've", "your",
];

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted() {
        assert!(super::STOP.is_sorted());
    }
}
