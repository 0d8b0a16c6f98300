//! Where the pages of rules are read: for links in editors and in code scanning.

use super::Linter;

/// The pages as a repository of the program shows them; nowhere, when it was built without the name
/// of one.
pub(super) fn at(repository: &str) -> Option<String> {
    // Both GitHub and GitLab lead from here to the default branch.
    (!repository.is_empty())
        .then(|| format!("{}/blob/HEAD/docs/rules/{{rule}}.md", repository.trim_end_matches('/')))
}

impl Linter {
    /// Where the page of a rule is read. The house's own rules have none.
    pub fn address_of(&self, rule: &str) -> Option<String> {
        let address = self.rule_pages.as_ref()?;
        let is_own = self.pages.iter().any(|page| page.id == rule);
        (!is_own).then(|| address.replace("{rule}", rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_repository_that_the_program_is_built_from() {
        assert_eq!(at(""), None);
        let linter =
            Linter { rule_pages: at("https://git.example/sales/germane/"), ..Linter::new() };
        let page = "https://git.example/sales/germane/blob/HEAD/docs/rules/swap-test.md";
        assert_eq!(linter.address_of("swap-test").as_deref(), Some(page));
    }
}
