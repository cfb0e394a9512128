//! Chance that replays.

/// A stream of numbers after a seed (xorshift with a multiplier).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed ^ 0x9e37_79b9_7f4a_7c15);
        // The first numbers of near seeds are near.
        for _ in 0..8 {
            let _ = dice.below(2);
        }
        dice
    }

    /// A number below this.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        if self.0 == 0 {
            self.0 = 1;
        }
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).unwrap_or(0) % end.max(1)
    }

    /// One of these, if there are any.
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        if all.is_empty() { None } else { Some(all[self.below(all.len())]) }
    }

    /// One of these by weight.
    pub fn weighed<T: Copy>(&mut self, all: &[(usize, T)]) -> T {
        let mut left = self.below(all.iter().map(|(weight, _)| weight).sum());
        for (weight, what) in all {
            if left < *weight {
                return *what;
            }
            left -= weight;
        }
        all[0].1
    }
}
