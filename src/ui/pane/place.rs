//! Where a pane stands: a paragraph and an offset in it, never one offset in pixels, so that nothing moves when heights above
//! become known. Going to a place, gliding there, scrolling.

use super::layout::Setting;
use crate::{session::PanePlace, view::heights::Heights};

/// A place that is to be shown: passages and parts of one, at this distance from the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::ui) struct Target {
    pub place: f64,
    pub from_top: f32,
    /// Whether the pane glides there, or stands there at once.
    pub glides: bool,
    /// Whether the pane may stand above its first line for it.
    pub lowers: bool,
}

/// A way that is left to glide.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glide {
    rest: f32,
}

/// The time in which a glide loses two thirds of its way, in seconds.
const GLIDE: f32 = 0.07;

/// Where a pane stands, and how high its paragraphs are.
#[derive(Debug, Default)]
pub(super) struct Stand {
    pub paragraph: usize,
    /// From the top of the paragraph to the top of the pane.
    pub offset: f32,
    pub heights: Heights,
    /// What the heights are for.
    pub setting: Option<Setting>,
    /// The wish that is being measured.
    pub wish: u64,
    /// It is measured.
    pub is_measured: bool,
    glide: Option<Glide>,
    /// So far above its first line the pane may stand, so that an early passage is level with one of another pane.
    above: f32,
    /// A place from the session, as a share of a paragraph, until the pane is laid out.
    fraction: Option<f32>,
}

impl Stand {
    /// At a saved place.
    pub fn at(place: PanePlace) -> Self {
        Self { paragraph: place.paragraph, fraction: Some(place.fraction), ..Self::default() }
    }

    /// The place now, where it is not the saved one.
    pub fn moved_place(&self, saved: PanePlace) -> Option<(usize, f32)> {
        let height = self.heights.get(self.paragraph).max(1.0);
        let fraction = (self.offset / height).clamp(0.0, 1.0);
        let is_moved = self.paragraph != saved.paragraph || (fraction - saved.fraction).abs() > 0.001;
        (self.fraction.is_none() && is_moved).then_some((self.paragraph, fraction))
    }

    /// Whether the heights are for another setting or another text.
    pub fn is_stale(&self, setting: &Setting, paragraphs: usize) -> bool {
        self.heights.len() != paragraphs || self.setting.as_ref() != Some(setting)
    }

    /// Begins with estimated heights; the share of the paragraph that stands at the top stays.
    pub fn set_anew(&mut self, setting: Setting, heights: Vec<f32>) {
        let share = self.fraction.take().unwrap_or_else(|| self.offset / self.heights.get(self.paragraph).max(1.0));
        self.heights = Heights::new(heights);
        self.paragraph = self.paragraph.min(self.heights.len().saturating_sub(1));
        self.setting = Some(setting);
        self.glide = None;
        // Kept as a share until the paragraph itself is measured.
        self.fraction = Some(share);
    }

    /// Takes in that the paragraph at the top is so high.
    pub fn settle(&mut self, height: f32) {
        self.heights.set(self.paragraph, height);
        if let Some(fraction) = self.fraction.take() {
            self.offset = fraction.clamp(0.0, 1.0) * height;
        }
    }

    /// Whether the paragraph at the top has to be measured before anything else.
    pub fn is_unsettled(&self) -> bool {
        self.fraction.is_some()
    }

    /// How far down the whole text the top of the pane stands.
    pub fn top(&self) -> f64 {
        self.heights.above(self.paragraph) + f64::from(self.offset)
    }

    /// Stands at a distance from the top of the whole text.
    pub fn stand(&mut self, top: f64) {
        (self.paragraph, self.offset) = self.heights.at(top);
        self.glide = None;
    }

    /// Lets the pane stand so far above its first line.
    pub fn allow_above(&mut self, above: f32) {
        self.above = above.max(0.0);
    }

    /// The reader scrolled: room above the first line that is not in sight any more does not come back.
    pub fn give_up_above(&mut self) {
        self.above = self.above.min((-self.top()).max(0.0) as f32);
    }

    /// Moves by a distance. What is passed upwards is measured first, or the text would jump when it is seen.
    pub fn scroll(&mut self, by: f32, mut measure: impl FnMut(usize) -> f32) {
        self.offset += by;
        let mut steps = 0;
        while self.offset < 0.0 && self.paragraph > 0 && steps < 200 {
            self.paragraph -= 1;
            if !self.heights.is_exact(self.paragraph) {
                let height = measure(self.paragraph);
                self.heights.set(self.paragraph, height);
            }
            self.offset += self.heights.get(self.paragraph);
            steps += 1;
        }
    }

    /// Brings the offset back into its paragraph, and the end of the text not above the middle of a pane of this height.
    pub fn normalise(&mut self, view: f32) {
        let most = (self.heights.total() - f64::from(view) * 0.5).max(0.0);
        let top = self.top().clamp(f64::from(-self.above), most.max(0.0));
        let inside = (0.0..=self.heights.get(self.paragraph)).contains(&self.offset);
        if top < 0.0 {
            (self.paragraph, self.offset) = (0, top as f32);
        } else if !inside || (top - self.top()).abs() > 0.01 {
            (self.paragraph, self.offset) = self.heights.at(top);
        }
    }

    /// Begins to glide to where the pane stands now, from where it stood.
    pub fn glide_from(&mut self, before: f64, most: f32) {
        let way = (self.top() - before) as f32;
        if way.abs() > 1.0 && way.abs() <= most {
            self.glide = Some(Glide { rest: way });
            self.offset -= way;
        } else {
            self.glide = None;
        }
    }

    /// Glides on for a time in seconds. Returns whether there is more to glide.
    pub fn glide(&mut self, seconds: f32, measure: impl FnMut(usize) -> f32) -> bool {
        let Some(Glide { rest }) = self.glide else { return false };
        let share = 1.0 - (-seconds.clamp(0.0, 0.1) / GLIDE).exp();
        let step = if rest.abs() < 0.5 { rest } else { rest * share };
        self.scroll(step, measure);
        let rest = rest - step;
        self.glide = (rest != 0.0).then_some(Glide { rest });
        rest != 0.0
    }

    /// Stops gliding where it is.
    pub fn halt(&mut self) {
        self.glide = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stand(heights: &[f32], paragraph: usize, offset: f32) -> Stand {
        Stand { heights: Heights::new(heights.to_vec()), paragraph, offset, ..Stand::default() }
    }

    #[test]
    fn places_are_brought_into_the_text() {
        let check = |paragraph, offset, expected: (usize, f32)| {
            let mut stand = stand(&[100.0, 50.0, 80.0], paragraph, offset);
            stand.normalise(100.0);
            assert_eq!((stand.paragraph, stand.offset), expected, "{paragraph} {offset}");
        };
        check(0, -7.0, (0, 0.0));
        check(0, 130.0, (1, 30.0));
        check(1, 20.0, (1, 20.0));
        check(2, 60.0, (2, 30.0));
    }

    #[test]
    fn an_early_passage_may_stand_lower() {
        let mut stand = stand(&[100.0, 50.0, 80.0], 0, -60.0);
        stand.allow_above(40.0);
        stand.normalise(100.0);
        assert_eq!((stand.paragraph, stand.offset), (0, -40.0));
        stand.scroll(15.0, |_| 0.0);
        stand.give_up_above();
        stand.scroll(-30.0, |_| 0.0);
        stand.normalise(100.0);
        assert_eq!((stand.paragraph, stand.offset), (0, -25.0));
        stand.scroll(30.0, |_| 0.0);
        stand.give_up_above();
        stand.scroll(-30.0, |_| 0.0);
        stand.normalise(100.0);
        assert_eq!((stand.paragraph, stand.offset), (0, 0.0));
    }

    #[test]
    fn what_is_passed_upwards_is_measured() {
        let mut stand = stand(&[100.0, 50.0, 80.0], 2, 5.0);
        stand.scroll(-25.0, |_| 70.0);
        assert_eq!((stand.paragraph, stand.offset, stand.heights.get(1)), (1, 50.0, 70.0));
    }

    #[test]
    fn a_glide_ends_where_it_was_to_go() {
        let mut stand = stand(&[100.0, 50.0, 80.0], 1, 20.0);
        let before = stand.top();
        stand.stand(30.0);
        stand.glide_from(before, 500.0);
        assert!((stand.top() - before).abs() < 0.01);
        let mut steps = 0;
        while stand.glide(0.016, |_| 0.0) {
            steps += 1;
            assert!(steps < 200);
        }
        stand.normalise(10.0);
        assert!((stand.top() - 30.0).abs() < 0.01 && steps > 5, "{} after {steps}", stand.top());
    }

    #[test]
    fn a_new_width_keeps_the_place() {
        let mut stand = stand(&[100.0, 50.0, 80.0], 1, 25.0);
        let setting = Setting {
            width: 100.0,
            lines: super::super::super::theme::Lines { size: 10.0, spacing: 1.5 },
            folded: std::sync::Arc::default(),
            shows_hidden: false,
        };
        stand.set_anew(setting, vec![10.0, 20.0, 30.0]);
        assert!(stand.is_unsettled());
        stand.settle(40.0);
        assert_eq!((stand.paragraph, stand.offset, stand.top()), (1, 20.0, 30.0));
    }
}
