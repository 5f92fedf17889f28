//! The atlas: which countries there are, how they are called in each language, and their regions and income groups.

use std::collections::BTreeMap;

use super::package::Package;
use crate::words::country::Country;
use crate::words::finding::{Finding, Findings};
use crate::words::folder::Folder;
use crate::words::keys::nearest;
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
            let text = match folder.text(file) {
                Ok(text) => text,
                Err(missing) => {
                    findings.extend(missing);
                    continue;
                }
            };
            let (sheet, header) = Sheet::read(&path, text, columns, &[]);
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
        if self.countries.insert(country, Entry { name, organisation, regions }).is_some() {
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

    pub fn is_in_region(&self, country: Country, code: &str) -> bool {
        self.countries.get(&country).is_some_and(|entry| entry.regions.iter().any(|region| region == code))
    }

    /// The country that a text means: its code in any case, or its name in any language.
    pub fn find(&self, text: &str) -> Option<Country> {
        let code = Country::parse(&text.to_ascii_uppercase()).filter(|country| self.has(*country));
        let named = |entry: &Entry| Lang::ALL.iter().any(|lang| entry.name.get(*lang).eq_ignore_ascii_case(text));
        code.or_else(|| self.countries.iter().find(|(_, entry)| named(entry)).map(|(country, _)| *country))
    }

    /// What to say of a country that is not known: the nearest code or name.
    pub fn unknown(&self, text: &str) -> String {
        let codes = self.countries.keys().map(Country::as_str);
        let names: Vec<String> = self.countries.values().map(|entry| entry.name.en.to_lowercase()).collect();
        let near = if text.len() <= 3 {
            nearest(&text.to_ascii_uppercase(), codes).map(str::to_owned)
        } else {
            nearest(&text.to_lowercase(), names.iter().map(String::as_str)).map(str::to_owned)
        };
        match near {
            Some(near) => {
                let meant =
                    self.find(&near).map_or(near, |country| format!("{} ({country})", self.name(country, Lang::En)));
                format!("did you mean {meant}? `upheld list countries` shows all")
            }
            None => "use an ISO 3166-1 alpha-3 code or a name; `upheld list countries` shows all".to_owned(),
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
