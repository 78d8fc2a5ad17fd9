//! From features to a probability that two passages say the same: the mean, in log-odds, of a logistic regression and of
//! a random forest (Breiman 2001), then calibrated (Platt 1999). `assets/models/links.ron` holds the numbers and says what
//! they were fitted on; `benches/links/fit.py` fits them.

use super::features::{COUNT, LEVEL};
use serde::Deserialize;
use std::sync::{Arc, OnceLock};

/// Log-odds by the regression alone from which on the forest is asked too.
const HOPELESS: f32 = -5.0;
/// What the forest mostly says where it is not asked.
const RARELY: f32 = 0.003;

/// A fitted model of links.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkModel {
    /// What the numbers were fitted on, and how well they did on what was held out.
    pub fitted_on: String,
    /// From this probability on two passages may be said to say the same.
    pub same: f32,
    /// From this probability on they may be said to speak of the same matter.
    pub related: f32,
    constant: f32,
    weights: Vec<f32>,
    roots: Vec<u32>,
    nodes: Vec<Node>,
    calibration: (f32, f32, f32, f32, f32),
}

/// A node of a tree: the left branch up to `value` of the feature, the right one, which stands behind it, above it. Of a
/// leaf the feature is one more than there are and `value` the share of pairs that are the same.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    feature: u8,
    value: f32,
    left: u32,
}

/// The file of a model.
#[derive(Deserialize)]
struct File {
    fitted_on: String,
    same: f32,
    related: f32,
    /// The logistic regression: its constant, and a weight for each feature.
    logistic: (f32, Vec<f32>),
    /// Where the trees of the forest begin in the lists of nodes below.
    roots: Vec<u32>,
    feature: Vec<u8>,
    value: Vec<f32>,
    left: Vec<u32>,
    /// What makes a probability of the mean of the log-odds: a constant, and the weights of the log-odds, of how near the
    /// two texts come (feature `level`), of its square, and of the log-odds times the level. The same evidence is worth
    /// less between two versions of a text, where every partner is nearly the same, than between a statement and what is
    /// said of it.
    calibration: (f32, f32, f32, f32, f32),
}

/// Why a model could not be read.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ModelError {
    /// No RON, or other fields.
    #[error("not a model of links: {0}")]
    Syntax(#[from] ron::error::SpannedError),
    /// Weights or trees that do not fit the features.
    #[error("not a model of links: it was fitted on other features than these {COUNT}")]
    Shape,
}

impl LinkModel {
    /// Reads a model.
    ///
    /// # Errors
    /// Where the text is no model, or one of other features.
    pub fn parse(text: &str) -> Result<Self, ModelError> {
        let file: File = ron::from_str(text)?;
        let count = file.feature.len();
        let nodes = file.feature.iter().zip(&file.value).zip(&file.left).map(|((&feature, &value), &left)| Node { feature, value, left });
        let nodes: Vec<Node> = nodes.collect();
        let branches_lead_on = nodes.iter().zip(0_u32..).all(|(node, at)| {
            usize::from(node.feature) == COUNT || usize::from(node.feature) < COUNT && node.left > at && (node.left as usize) + 1 < count
        });
        let fits = file.logistic.1.len() == COUNT
            && nodes.len() == count
            && file.roots.iter().all(|&root| (root as usize) < count)
            && branches_lead_on;
        let model = Self {
            fitted_on: file.fitted_on,
            same: file.same,
            related: file.related,
            constant: file.logistic.0,
            weights: file.logistic.1,
            roots: file.roots,
            nodes,
            calibration: file.calibration,
        };
        if fits { Ok(model) } else { Err(ModelError::Shape) }
    }

    /// The model that is built in. A test reads it, so a release never ships a broken one.
    pub fn built_in() -> Arc<Self> {
        static BUILT_IN: OnceLock<Arc<LinkModel>> = OnceLock::new();
        BUILT_IN.get_or_init(|| Arc::new(Self::parse(include_str!("../../../assets/models/links.ron")).unwrap_or_default())).clone()
    }

    /// The probability that two passages say the same.
    pub fn probability(&self, features: &[f32; COUNT]) -> f32 {
        let linear = self.linear(features);
        // Where the regression is sure that they do not, the forest is not asked: it takes ten times as long.
        let share = if linear < HOPELESS { Some(RARELY) } else { self.forest(features) };
        let odds = share.map_or(linear, |share| f32::midpoint(linear, log_odds(share)));
        let (constant, slope, by_level, squared, both) = self.calibration;
        let level = features[LEVEL];
        logistic(constant + slope * odds + by_level * level + squared * level * level + both * odds * level)
    }

    /// Log-odds by the logistic regression alone.
    fn linear(&self, features: &[f32; COUNT]) -> f32 {
        self.constant + self.weights.iter().zip(features).map(|(w, x)| w * x).sum::<f32>()
    }

    /// Mean share over the trees.
    fn forest(&self, features: &[f32; COUNT]) -> Option<f32> {
        if self.roots.is_empty() {
            return None;
        }
        let leaf = |root: u32| {
            let mut at = root as usize;
            // Branches lead on to later nodes only, so this ends.
            while let Some(node) = self.nodes.get(at) {
                match features.get(usize::from(node.feature)) {
                    Some(&x) => at = node.left as usize + usize::from(x > node.value),
                    None => return node.value,
                }
            }
            0.0
        };
        Some(self.roots.iter().map(|&root| leaf(root)).sum::<f32>() / self.roots.len() as f32)
    }
}

/// Natural logarithm of the odds, bounded as if one of 10,000 were wrong.
pub(super) fn log_odds(p: f32) -> f32 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}

fn logistic(z: f32) -> f32 {
    1.0 / (1.0 + (-z).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(feature: &str, left: &str) -> String {
        let weights = vec!["1.0"; COUNT].join(",");
        format!(
            "(fitted_on:\"\",same:0.5,related:0.1,logistic:(-1.0,[{weights}]),roots:[0],feature:{feature},value:[0.5,0.0,1.0],left:{left},calibration:(0.0,1.0,0.0,0.0,0.0))"
        )
    }

    #[test]
    fn built_in_is_read() {
        assert!(LinkModel::parse(include_str!("../../../assets/models/links.ron")).is_ok());
    }

    #[test]
    fn trees_are_walked() {
        let model = LinkModel::parse(&model("[0,33,33]", "[1,0,0]")).unwrap_or_default();
        let mut features = [0.0; COUNT];
        assert_eq!(model.forest(&features), Some(0.0));
        features[0] = 0.6;
        assert_eq!(model.forest(&features), Some(1.0));
        assert!(model.probability(&features) > 0.9);
    }

    #[test]
    fn a_tree_that_leads_back_is_no_model() {
        assert!(matches!(LinkModel::parse(&model("[0,33,33]", "[0,0,0]")), Err(ModelError::Shape)));
        assert!(matches!(LinkModel::parse(&model("[99,33,33]", "[1,0,0]")), Err(ModelError::Shape)));
        assert!(matches!(LinkModel::parse("nonsense"), Err(ModelError::Syntax(_))));
    }
}
