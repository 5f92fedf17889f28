//! Group mean or median: a gap takes the mean or the median of the countries of its group in the same year.
//!
//! Reference: OECD/JRC Handbook (2008), step 3 (conditional mean imputation). A country is then scored as if it were like
//! its neighbours: do not use it where being unlike them is what is asked.

use super::{Recipe, Series};
use crate::words::keys::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    pub by: By,
    pub middle: Middle,
}

/// What puts countries into one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Region,
    Subregion,
    Income,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Middle {
    Mean,
    Median,
}

impl Group {
    pub(super) fn read(value: Value<'_>, name: &str, under: Option<Value<'_>>) -> Option<Self> {
        let Some(under) = under else {
            let help = format!("write {{ {name} = \"region\" }}");
            return value.fault("missing-parameter", format!("`{name}` needs its groups."), "region or income", &help);
        };
        let by = under.word(&[("region", By::Region), ("subregion", By::Subregion), ("income", By::Income)])?;
        Some(Self { by, middle: if name == "group-mean" { Middle::Mean } else { Middle::Median } })
    }

    pub(super) fn name(self) -> &'static str {
        match self.middle {
            Middle::Mean => "group-mean",
            Middle::Median => "group-median",
        }
    }

    pub(super) fn recipes(self, series: Series<'_>) -> Vec<(usize, Recipe)> {
        let Series { observed, width, groups, .. } = series;
        let of = |cell: usize| {
            let own = groups[cell % width]?;
            let year = cell - cell % width..cell - cell % width + width;
            let alike: Vec<usize> =
                year.filter(|&other| observed[other] && groups[other % width] == Some(own)).collect();
            let recipe = match self.middle {
                Middle::Mean => Recipe::mean(&alike),
                Middle::Median => Recipe::Median(alike),
            };
            (recipe.sources() > 0).then_some((cell, recipe))
        };
        series.gaps().filter_map(of).collect()
    }

    pub(super) fn wording(self) -> String {
        let middle = if self.middle == Middle::Mean { "mean" } else { "median" };
        let by = match self.by {
            By::Region => "region",
            By::Subregion => "subregion",
            By::Income => "income group",
        };
        format!("{middle} of the {by} in the year")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Imputation;
    use super::super::fixture::filled;
    use super::*;

    #[test]
    fn by_hand() {
        // four countries of one group and one of another, two years; the last country stands in no group
        let groups = [Some(0), Some(0), Some(0), Some(1), Some(0), None];
        let cells = [
            [Some(1.0), Some(2.0), Some(9.0), Some(100.0), None, None],
            [None, Some(4.0), None, None, Some(6.0), Some(1.0)],
        ]
        .concat();
        let by = By::Region;
        let mean = filled(&Imputation::Group(Group { by, middle: Middle::Mean }), &cells, 6, &groups);
        assert_eq!((mean[4], mean[5], mean[6], mean[9]), (Some(4.0), None, Some(5.0), None));
        let median = filled(&Imputation::Group(Group { by, middle: Middle::Median }), &cells, 6, &groups);
        assert_eq!((median[4], median[8]), (Some(2.0), Some(5.0)));
    }

    #[test]
    fn published_poverty_in_asia() {
        // JRC, ASEM Sustainable Connectivity (2018): population below the poverty line, %, of 15 countries of Asia; the
        // others there get 6.426667.
        let asia = [0.3, 19.6, 1.4, 21.2, 7.2, 0.1, 0.3, 22.7, 0.2, 6.4, 6.1, 8.3, 0.0, 0.0, 2.6];
        let cells: Vec<Option<f64>> = asia.into_iter().map(Some).chain([None]).collect();
        let group = Group { by: By::Region, middle: Middle::Mean };
        let out = filled(&Imputation::Group(group), &cells, 16, &[Some(0); 16])[15].unwrap();
        assert!((out - 6.426_666_666_666_667).abs() < 1e-12, "{out}");
    }

    proptest! {
        #[test]
        fn what_is_filled_in_lies_within_its_group(values in prop::collection::vec(-1e3..1e3f64, 1..20)) {
            let cells: Vec<Option<f64>> = values.iter().copied().map(Some).chain([None]).collect();
            for middle in [Middle::Mean, Middle::Median] {
                let group = Imputation::Group(Group { by: By::Income, middle });
                let out = filled(&group, &cells, cells.len(), &vec![Some(3); cells.len()]);
                let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(l, h), x| (l.min(*x), h.max(*x)));
                prop_assert!(out.last().unwrap().is_some_and(|x| (low - 1e-9..=high + 1e-9).contains(&x)));
            }
        }
    }
}
