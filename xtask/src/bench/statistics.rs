//! What several measurements come to.

/// The middle one, or between the middle two; of none, nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(*upper);
    }
    Some(f64::midpoint(sorted[sorted.len() / 2 - 1], *upper))
}

/// How one compares to another: the median of what each round, in which one ran beside the other, says by itself. So it
/// makes less difference if the machine has other things to do for a while.
pub fn ratio(one: &[f64], other: &[f64]) -> Option<f64> {
    let ratios: Vec<_> = one.iter().zip(other).map(|(one, other)| one / other).collect();
    median(&ratios)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[9.0, 1.0, 2.0, 4.0]), Some(3.0));
    }

    #[test]
    fn a_ratio_is_made_of_the_rounds_and_not_of_their_medians() {
        // The machine was busy in the second round, for both.
        assert_eq!(ratio(&[100.0, 10.0, 90.0], &[200.0, 20.0, 180.0]), Some(0.5));
        // The medians' own would be 0.25.
        assert_eq!(ratio(&[100.0, 50.0, 25.0], &[200.0, 50.0, 400.0]), Some(0.5));
    }
}
