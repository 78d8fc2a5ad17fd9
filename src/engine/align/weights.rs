//! The logistic model: features to a probability that two passages say the same.
//!
//! Fitted by logistic regression on the near pairs of four labelled comparisons (three joint statements against their
//! press conferences, one pair of successive statements: 11,673 pairs, 213 of them the same). Fitted on three and tried on
//! the fourth, the best F1 of single pairs was .57, .42, .40 and .74.

use super::features::{ALL, OWN};

/// Intercept and weights of the features taken alone.
const ALONE: (f32, [f32; OWN]) = (-8.72, [2.23, 4.38, 1.15, 0.7, -0.99, 3.56, 1.1, 0.03, 2.38]);
/// Intercept and weights of all features.
const IN_CONTEXT: (f32, [f32; ALL]) = (-8.64, [1.85, 3.94, 1.12, 0.45, -1.45, 3.69, 0.88, 0.04, 2.39, -0.13, 1.0, 0.79, 1.52]);

/// Probability from a pair alone.
pub(super) fn alone(own: &[f32; OWN]) -> f32 {
    logistic(ALONE.0 + dot(&ALONE.1, own))
}

/// Probability from a pair, its rivals and its neighbours.
pub(super) fn in_context(own: &[f32; OWN], context: &[f32; ALL - OWN]) -> f32 {
    let (own_weights, context_weights) = IN_CONTEXT.1.split_at(OWN);
    logistic(IN_CONTEXT.0 + dot(own_weights, own) + dot(context_weights, context))
}

fn dot(weights: &[f32], features: &[f32]) -> f32 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}

fn logistic(z: f32) -> f32 {
    1.0 / (1.0 + (-z).exp())
}
