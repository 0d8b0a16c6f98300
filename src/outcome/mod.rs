//! The outcome: what is said of files, drafts, findings, sequences and lists. `lint` fills these
//! types, every report is drawn from them, and the JSON Schema of the report is made from them;
//! serialized they are that report.

mod diagnostic;
mod file;
mod finding;
pub mod first;
mod glance;
mod leads;
mod letter;
mod marks;
mod minimum;
mod outline;
mod place;
mod post;
mod relevance;
mod score;
mod sequence;
mod shortfall;

pub use diagnostic::{Diagnostic, Diagnostics};
pub use file::{DraftReport, FileReport, SentenceEffect, Swap};
pub use finding::{FindingReport, FixReport};
pub use glance::{Excerpt, Glance};
pub use leads::{FieldUse, LeadsReport, RowScore};
pub use letter::Letter;
pub use marks::{MarkedDraft, MarkedSentence, MarksReport};
pub use outline::Outline;
pub use place::{Location, Range};
pub use post::{PostReport, Specifics, Stage};
pub use relevance::{FactReport, Idea, Relevance, Words};
pub use score::Scored;
pub use sequence::{ArmReport, SequenceReport, StepReport};
pub use shortfall::Shortfall;
