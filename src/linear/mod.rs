//! Linear models over named features: what a draft or a sentence is turned into (a [`Vector`]), and the weights that are laid on it (a
//! [`Model`]). Knows nothing of drafts or readers; which features there are is the matter of `analysis` and `reader`, how weights are
//! found that of `fit`.

mod key;
mod model;
mod vector;

pub use key::{Key, class};
pub use model::{Model, Row};
pub use vector::Vector;

/// The fitted models that a run needs.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Models {
    /// What a sentence is.
    pub sentence: Model,
    /// What a message to one person is worth.
    pub message: Model,
    /// What a post is worth.
    pub post: Model,
    /// What a sequence is worth.
    pub sequence: Model,
}
