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
}
