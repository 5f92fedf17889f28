//! Groups of countries: parties of an instrument by date, regions, income groups.

use crate::dataset::atlas::Atlas;
use crate::party::Parties;
use crate::words::country::Country;
use crate::words::keys::nearest;
use crate::words::locale::Text;
use crate::words::year::Year;

/// A group whose membership can be asked year by year.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub code: String,
    pub title: Text,
    members: Members,
}

#[derive(Clone, Debug, PartialEq)]
enum Members {
    Status { instrument: String, statuses: Vec<String> },
    Region,
}

impl Group {
    /// Every group there is, party groups first.
    pub fn all(atlas: &Atlas, parties: &Parties) -> Vec<Self> {
        let by_status = parties.groups.iter().map(|group| Self {
            code: group.code.clone(),
            title: group.title.clone(),
            members: Members::Status { instrument: group.instrument.clone(), statuses: group.statuses.clone() },
        });
        let by_region = atlas.regions().iter().map(|region| Self {
            code: region.code.clone(),
            title: region.title.clone(),
            members: Members::Region,
        });
        by_status.chain(by_region).collect()
    }

    /// The group with this code.
    ///
    /// # Errors
    /// What to say when there is none.
    pub fn find(code: &str, atlas: &Atlas, parties: &Parties) -> Result<Self, String> {
        let all = Self::all(atlas, parties);
        if let Some(group) = all.iter().find(|group| group.code == code) {
            return Ok(group.clone());
        }
        Err(match nearest(code, all.iter().map(|group| group.code.as_str())) {
            Some(near) => format!("did you mean `{near}`? `upheld list groups` shows all"),
            None => "`upheld list groups` shows all".to_owned(),
        })
    }

    /// Whether a country belongs at the end of the year. A membership without a date counts in every year.
    pub fn holds(&self, country: Country, year: Year, atlas: &Atlas, parties: &Parties) -> bool {
        match &self.members {
            Members::Region => atlas.is_in_region(country, &self.code),
            Members::Status { instrument, statuses } => {
                parties.at_end_of(instrument, country, year, None).is_some_and(|fact| statuses.contains(&fact.status))
            }
        }
    }
}
