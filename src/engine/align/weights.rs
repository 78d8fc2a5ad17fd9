//! The logistic model: features to a probability that two passages say the same.

use super::features::{ALL, OWN};

/// Intercept and weights of the features taken alone.
const ALONE: (f32, [f32; OWN]) = (-6.0, [3.0, 4.0, 1.0, 2.0, 2.0, 1.0, 0.3, -0.3, 0.5]);
/// Intercept and weights of all features.
const IN_CONTEXT: (f32, [f32; ALL]) = (-6.0, [3.0, 4.0, 1.0, 2.0, 2.0, 1.0, 0.3, -0.3, 0.5, 1.0, 1.0, 1.0, 0.5]);

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
