//! Heights of the paragraphs of a pane, of any number: where a paragraph begins and which stands at a height are found in
//! `O(log n)` (Fenwick, "A new data structure for cumulative frequency tables", 1994).

/// Heights in points: estimated, then exact.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    each: Vec<f32>,
    is_exact: Vec<bool>,
    /// `sums[i]` is the sum of the `i & -i` heights that end before `i`; sums of many heights need all digits.
    sums: Vec<f64>,
}

impl Heights {
    /// Estimated heights. Linear.
    pub fn new(estimates: Vec<f32>) -> Self {
        let mut sums = vec![0.0; estimates.len() + 1];
        for (at, height) in estimates.iter().enumerate() {
            let here = at + 1;
            let sum = sums.get_mut(here).map_or(0.0, |sum| {
                *sum += f64::from(*height);
                *sum
            });
            if let Some(next) = sums.get_mut(here + (here & here.wrapping_neg())) {
                *next += sum;
            }
        }
        Self { is_exact: vec![false; estimates.len()], each: estimates, sums }
    }

    /// How many paragraphs there are.
    pub fn len(&self) -> usize {
        self.each.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.each.is_empty()
    }

    /// The height of a paragraph; 0 for one that does not exist.
    pub fn get(&self, at: usize) -> f32 {
        self.each.get(at).copied().unwrap_or(0.0)
    }

    /// Whether the height of a paragraph was measured.
    pub fn is_exact(&self, at: usize) -> bool {
        self.is_exact.get(at).copied().unwrap_or(true)
    }

    /// Sets the measured height of a paragraph.
    pub fn set(&mut self, at: usize, height: f32) {
        let (Some(known), Some(is_exact)) = (self.each.get_mut(at), self.is_exact.get_mut(at)) else { return };
        *is_exact = true;
        let change = f64::from(height) - f64::from(*known);
        if change == 0.0 {
            return;
        }
        *known = height;
        let mut here = at + 1;
        while let Some(sum) = self.sums.get_mut(here) {
            *sum += change;
            here += here & here.wrapping_neg();
        }
    }

    /// What stands above a paragraph, together.
    pub fn above(&self, at: usize) -> f64 {
        let mut here = at.min(self.len());
        let mut sum = 0.0;
        while here > 0 {
            sum += self.sums.get(here).copied().unwrap_or(0.0);
            here &= here - 1;
        }
        sum
    }

    /// Where each paragraph begins, and last where the text ends. Linear.
    pub fn tops(&self) -> Vec<f64> {
        let sums = self.each.iter().scan(0.0, |top, height| {
            *top += f64::from(*height);
            Some(*top)
        });
        std::iter::once(0.0).chain(sums).collect()
    }

    /// All together.
    pub fn total(&self) -> f64 {
        self.above(self.len())
    }

    /// The paragraph at a height and how far below its top that is; the first or last where there is none.
    pub fn at(&self, height: f64) -> (usize, f32) {
        let mut rest = height.max(0.0);
        let mut here = 0;
        let mut step = self.len().checked_ilog2().map_or(0, |digits| 1 << digits);
        while step > 0 {
            if let Some(sum) = self.sums.get(here + step).filter(|sum| **sum <= rest) {
                rest -= sum;
                here += step;
            }
            step /= 2;
        }
        if here >= self.len() {
            let last = self.len().saturating_sub(1);
            return (last, self.get(last));
        }
        (here, rest as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn places() {
        let mut heights = Heights::new(vec![10.0, 0.0, 20.0, 5.0]);
        heights.set(0, 12.0);
        let check = |height: f64, expected: (usize, f32)| assert_eq!(heights.at(height), expected, "{height}");
        check(-3.0, (0, 0.0));
        check(11.0, (0, 11.0));
        check(12.0, (2, 0.0));
        check(36.5, (3, 4.5));
        check(99.0, (3, 5.0));
        assert_eq!((heights.above(2), heights.total(), heights.is_exact(0), heights.is_exact(3)), (12.0, 37.0, true, false));
        assert_eq!(Heights::default().at(5.0), (0, 0.0));
    }

    proptest! {
        #[test]
        fn sums_are_those_of_adding(estimates in prop::collection::vec(0_u8..50, 0..70), changes in prop::collection::vec((0_usize..70, 0_u8..50), 0..40)) {
            let mut plain: Vec<f32> = estimates.iter().map(|&height| f32::from(height)).collect();
            let mut heights = Heights::new(plain.clone());
            for (at, height) in changes {
                heights.set(at, f32::from(height));
                plain.get_mut(at).into_iter().for_each(|known| *known = f32::from(height));
            }
            for at in 0..=plain.len() {
                let sum: f32 = plain.iter().take(at).sum();
                prop_assert!((heights.above(at) - f64::from(sum)).abs() < 1e-6);
                prop_assert!(heights.tops().get(at).is_some_and(|top| (top - f64::from(sum)).abs() < 1e-6));
                if plain.get(at).is_some_and(|&height| height > 0.0) {
                    prop_assert_eq!(heights.at(f64::from(sum)), (at, 0.0));
                }
            }
        }
    }
}
