//! The atlas: which countries there are, how they are called in each language, and their regions and income groups.

use std::collections::BTreeMap;

use super::package::Package;
use crate::words::country::Country;
use crate::words::finding::{Finding, Findings};
use crate::words::folder::Folder;
use crate::words::locale::{Lang, Text};
use crate::words::sheet::{Row, Sheet};

/// Everything known of countries.
#[derive(Clone, Debug)]
pub struct Atlas {
    pub package: Package,
    countries: BTreeMap<Country, Entry>,
    regions: Vec<Region>,
}

#[derive(Clone, Debug)]
struct Entry {
    name: Text,
    iso2: String,
    /// An organisation that is a party (the European Commission) is no country: no register watches it.
    organisation: bool,
    /// Codes of the regions and income group it belongs to.
    regions: Vec<String>,
}

/// A region or income group.
#[derive(Clone, Debug)]
pub struct Region {
    pub code: String,
    pub title: Text,
    column: String,
    value: String,
}

const COUNTRY_COLUMNS: [&str; 8] =
    ["country", "iso2", "name_en", "name_zh_tw", "kind", "un_region", "un_subregion", "wb_income_group"];
const REGION_COLUMNS: [&str; 5] = ["code", "title_en", "title_zh_tw", "of", "value"];

impl Atlas {
    /// Reads the package of countries.
    ///
    /// # Errors
    /// Every fault of its files at its place.
    pub fn read(folder: &Folder, package: Package) -> (Option<Self>, Findings) {
        let mut findings = Findings::default();
        let mut atlas = Self { package, countries: BTreeMap::new(), regions: Vec::new() };
        let files = ["regions", "countries"].map(|name| atlas.package.path_of(name).to_owned());
        for (file, columns) in files.iter().zip([&REGION_COLUMNS[..], &COUNTRY_COLUMNS[..]]) {
            let path = folder.path(file);
            let (text, found) = folder.text(file);
            findings.extend(found);
            let Some(text) = text else { continue };
            let (sheet, header) = Sheet::read(&path, &text, columns, &[]);
            findings.extend(header);
            for row in sheet.rows() {
                let read = if columns.len() == REGION_COLUMNS.len() { atlas.region(row) } else { atlas.entry(row) };
                read.err().into_iter().for_each(|finding| findings.push(finding));
            }
        }
        ((!findings.has_fault()).then_some(atlas), findings)
    }

    fn region(&mut self, row: Row<'_>) -> Result<(), Finding> {
        let title = Text::new(row.field("title_en"), row.field("title_zh_tw"));
        let [code, column, value] = ["code", "of", "value"].map(|name| row.field(name).to_owned());
        if !COUNTRY_COLUMNS.contains(&column.as_str()) {
            let finding = row.fault("of", "unknown-column", format!("countries.csv has no column `{column}`."));
            return Err(finding.help("name the column that holds the value"));
        }
        self.regions.push(Region { code, title, column, value });
        Ok(())
    }

    fn entry(&mut self, row: Row<'_>) -> Result<(), Finding> {
        let text = row.field("country");
        let Some(country) = Country::parse(text) else {
            let found = format!("`{text}` is not a country code.");
            return Err(row.fault("country", "unknown-country", found).expected("three capitals").help("mend it"));
        };
        for column in ["name_en", "name_zh_tw"] {
            if row.filled(column).is_none() {
                return Err(row.fault(column, "empty-field", "The name is missing.").help("fill it in"));
            }
        }
        let organisation = match row.field("kind") {
            "country" => false,
            "organisation" => true,
            other => {
                let finding = row.fault("kind", "unknown-word", format!("`{other}` is not known here."));
                return Err(finding.expected("country or organisation").help("mend it"));
            }
        };
        let belongs = |region: &&Region| row.field(&region.column) == region.value;
        let regions = self.regions.iter().filter(belongs).map(|region| region.code.clone()).collect();
        let name = Text::new(row.field("name_en"), row.field("name_zh_tw"));
        if self
            .countries
            .insert(country, Entry { name, iso2: row.field("iso2").to_owned(), organisation, regions })
            .is_some()
        {
            let found = format!("{country} stands twice.");
            return Err(row.fault("country", "repeated-country", found).help("keep one of the rows"));
        }
        Ok(())
    }

    pub fn countries(&self) -> impl Iterator<Item = Country> + '_ {
        self.countries.keys().copied()
    }

    pub fn has(&self, country: Country) -> bool {
        self.countries.contains_key(&country)
    }

    /// Whether it is a country, not an organisation that is a party.
    pub fn is_country(&self, country: Country) -> bool {
        self.countries.get(&country).is_some_and(|entry| !entry.organisation)
    }

    /// The name in a language; the code for a country that is not in the atlas.
    pub fn name(&self, country: Country, lang: Lang) -> String {
        self.countries.get(&country).map_or_else(|| country.to_string(), |entry| entry.name.get(lang).to_owned())
    }

    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The region of a country among those that one column of the list makes, as a number.
    pub fn group_of(&self, country: Country, column: &str) -> Option<usize> {
        let own = &self.countries.get(&country)?.regions;
        self.regions.iter().position(|region| region.column == column && own.contains(&region.code))
    }

    pub fn is_in_region(&self, country: Country, code: &str) -> bool {
        self.countries.get(&country).is_some_and(|entry| entry.regions.iter().any(|region| region == code))
    }

    /// The country that a text means: a code of three or two letters in any case, or its name in any language.
    pub fn find(&self, text: &str) -> Option<Country> {
        // 台 and 臺 are one word written two ways
        let text = text.replace('台', "臺");
        let code = Country::parse(&text.to_ascii_uppercase()).filter(|country| self.has(*country));
        let named = |entry: &Entry| {
            entry.iso2.eq_ignore_ascii_case(&text)
                || Lang::ALL.iter().any(|lang| entry.name.get(*lang).to_lowercase() == text.to_lowercase())
        };
        code.or_else(|| self.countries.iter().find(|(_, entry)| named(entry)).map(|(country, _)| *country))
    }

    /// What to say of a country that is not known: names that hold the text, else the nearest one. Of a short text
    /// nothing is guessed but a code with one letter astray.
    pub fn unknown(&self, text: &str) -> String {
        const LIST: &str = "`upheld list countries` shows all";
        let wanted = text.to_lowercase();
        let holds = |entry: &Entry| Lang::ALL.iter().any(|lang| entry.name.get(*lang).to_lowercase().contains(&wanted));
        let mut near: Vec<Country> = Vec::new();
        if wanted.chars().count() > 3 || !wanted.is_ascii() {
            near.extend(self.countries.iter().filter(|(_, entry)| holds(entry)).map(|(country, _)| *country).take(3));
        }
        if near.is_empty() && wanted.len() > 3 {
            let names = self.countries.values().map(|entry| entry.name.en.as_str());
            let astray = |name: &&str| strsim::damerau_levenshtein(&name.to_lowercase(), &wanted) <= 1 + name.len() / 6;
            near.extend(names.filter(astray).filter_map(|name| self.find(name)).take(1));
        } else if near.is_empty() && wanted.len() == 3 {
            let upper = text.to_ascii_uppercase();
            let astray = |code: &&Country| strsim::damerau_levenshtein(code.as_str(), &upper) == 1;
            let all: Vec<Country> = self.countries.keys().filter(astray).copied().collect();
            // several codes are one letter away from most slips; one that is alone, or keeps the first letter, is meant
            let first = all.iter().find(|code| code.as_str().chars().next() == upper.chars().next());
            near.extend(first.or(all.first()));
        }
        let near: Vec<String> = near.iter().map(|code| format!("{} ({code})", self.name(*code, Lang::En))).collect();
        match near.as_slice() {
            [] => format!("use an ISO 3166-1 code or a name; {LIST}"),
            near => format!("did you mean {}? {LIST}", near.join(" or ")),
        }
    }

    /// The country in a field of a table.
    ///
    /// # Errors
    /// A finding when the atlas does not have it.
    pub fn judge(&self, row: Row<'_>, column: &str) -> Result<Country, Finding> {
        let text = row.field(column);
        Country::parse(text).filter(|country| self.has(*country)).ok_or_else(|| {
            row.fault(column, "unknown-country", format!("`{text}` is not a known country."))
                .expected("a code of the countries dataset, e.g. TWN")
                .help(self.unknown(text))
        })
    }
}
