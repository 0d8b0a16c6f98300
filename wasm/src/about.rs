//! What a page says of scores without a draft: who scores, what the dimensions ask, where the bands
//! lie.

use germane::linear::DraftModel;
use germane::reader::Band;
use germane::{builtin, Dimension};
use serde::Serialize;

#[derive(Serialize)]
pub struct About {
    germane: &'static str,
    /// Name and version of the fitted reader.
    reader: String,
    /// Dimensions, and the question of each.
    dimensions: Vec<(&'static str, &'static str)>,
    bands: Bands,
}

#[derive(Serialize)]
struct Bands {
    message: Vec<Of>,
    post: Vec<Of>,
    sequence: Vec<Of>,
}

/// A band, and the score at which it begins.
#[derive(Serialize)]
struct Of {
    band: Band,
    from: f64,
    short: &'static str,
    words: &'static str,
}

pub fn about() -> About {
    let book = builtin::rulebook();
    let models = &book.models;
    About {
        germane: env!("CARGO_PKG_VERSION"),
        reader: book.card.title(),
        dimensions: Dimension::SCORED
            .iter()
            .map(|dimension| (dimension.name(), dimension.meaning()))
            .collect(),
        bands: Bands {
            message: bands(&models.message),
            post: bands(&models.post),
            sequence: bands(&models.sequence),
        },
    }
}

fn bands(model: &DraftModel) -> Vec<Of> {
    let starts = [
        (Band::Unwelcome, 0.0),
        (Band::BelowGate, model.unwelcome),
        (Band::Mixed, model.gate),
        (Band::Welcome, model.welcome),
    ];
    starts.map(|(band, from)| Of { band, from, short: band.short(), words: band.words() }).into()
}
