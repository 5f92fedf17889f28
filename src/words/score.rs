//! Scores from 0 to 100 (100 = fully kept), and places by score.

/// Two scores nearer than this share a place: a last-bit difference between platforms must not move a country.
pub const PLACE_GRAIN: f64 = 1e-9;

/// Whether a score reaches an edge: a last bit below it is on it, in grades, ceilings and print alike.
pub fn reaches(score: f64, edge: f64) -> bool {
    score + PLACE_GRAIN / 2.0 >= edge
}

/// Competition places (1, 2, 2, 4), highest score first. `None` has no place and takes none.
///
/// One function for every path that ranks: nominal scores, replicates, views.
pub fn places(scores: &[Option<f64>]) -> Vec<Option<usize>> {
    let mut order: Vec<(usize, i64)> = scores
        .iter()
        .enumerate()
        .filter_map(|(at, score)| score.map(|score| (at, (score / PLACE_GRAIN).round() as i64)))
        .collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut places = vec![None; scores.len()];
    let mut place = 0;
    for (rank, &(at, grains)) in order.iter().enumerate() {
        if rank == 0 || order[rank - 1].1 != grains {
            place = rank + 1;
        }
        places[at] = Some(place);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_share_a_place_and_the_next_is_skipped() {
        let scores = [Some(50.0), Some(90.0), None, Some(90.0 + 1e-12), Some(0.0)];
        assert_eq!(places(&scores), [Some(3), Some(1), None, Some(1), Some(4)]);
    }

    #[test]
    fn a_last_bit_below_an_edge_is_on_it() {
        assert!(reaches(60.0 - 1e-14, 60.0) && !reaches(59.999_999, 60.0));
    }

    #[test]
    fn nobody_assessed_nobody_placed() {
        assert_eq!(places(&[None, None]), [None, None]);
    }
}
