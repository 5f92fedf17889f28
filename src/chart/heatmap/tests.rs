use super::*;
use crate::chart::tidy::{all_texts, assert_tidy, well_formed, words};
use crate::figure::Faces;

/// The Declaration's 23 principles in short; every figure beside them below is invented.
const CLAUSES: [(&str, usize, &str, &str); 23] = [
    ("1.1", 0, "State authority used with respect for rights and rule of law", "行使權力尊重人權與法治"),
    ("1.2", 0, "Online safety; less gender-based violence and child abuse", "線上安全與打擊線上暴力"),
    ("1.3", 0, "Equal use without discrimination", "安全平等使用、消弭歧視"),
    ("1.4", 0, "Content measures within human-rights law", "減少有害內容須符合國際人權法"),
    ("1.5", 0, "Rights across the digital ecosystem, real remedies", "保護人權並提供救濟"),
    ("1.6", 0, "No abusive surveillance, social scoring, pre-crime arrest", "避免濫用監聽、社會評分與犯罪前拘留"),
    ("2.1", 1, "No government-ordered shutdowns", "避免強制關閉網際網路"),
    ("2.2", 1, "No blocking of lawful content (net neutrality)", "避免封鎖合法內容（網路中立性）"),
    ("2.3", 1, "Trusted cross-border data flows", "數據流動自由"),
    ("2.4", 1, "Research, standards, threat sharing, responsible state behaviour", "研究創新、標準制定與負責任行為"),
    ("3.1", 2, "Affordable, inclusive, reliable access", "可負擔近用、消弭全球數位落差"),
    ("3.2", 2, "Digital literacy and skills", "數位識讀與技能取得"),
    ("3.3", 2, "Diverse, multilingual content; resilience to falsehood", "多元文化、多語內容"),
    ("4.1", 3, "Fight cybercrime, deter malicious activity", "共同打擊網路犯罪"),
    ("4.2", 3, "Government access to personal data by law", "政府依法使用個人資料"),
    ("4.3", 3, "Privacy and confidential communications", "保護隱私與通訊機密性"),
    ("4.4", 3, "Consumer protection online", "促進消費者保護"),
    ("4.5", 3, "Trustworthy network suppliers, risk-based", "值得信賴的網路基礎建設與供應商"),
    ("4.6", 3, "No online interference with elections", "避免破壞選舉與政治過程"),
    ("4.7", 3, "Rules-based, competitive digital economy", "以規則為基礎的全球數位經濟"),
    ("4.8", 3, "Technology for climate; smaller footprint", "對抗氣候變遷、減少環境足跡"),
    ("5.1", 4, "Protect and strengthen the multistakeholder system", "保護與強化多方利害關係人體系"),
    ("5.2", 4, "No harm to the Internet's core technical infrastructure", "避免破壞攸關網際網路之科技基礎設施"),
];

const HEADINGS: [(&str, &str); 5] = [
    ("Protection of human rights and fundamental freedoms", "保護及促進所有人之人權、基本自由"),
    ("A global Internet", "全球化的網際網路"),
    ("Inclusive and affordable access", "包容與可負擔的網路近用"),
    ("Trust in the digital ecosystem", "數位生態系中的信任"),
    ("Multistakeholder Internet governance", "多方利害關係人網路治理"),
];

const NAMES: [(&str, &str); 8] = [
    ("Albania", "阿爾巴尼亞"),
    ("Bosnia and Herzegovina", "波士尼亞與赫塞哥維納"),
    ("Taiwan", "臺灣"),
    ("Saint Vincent and the Grenadines", "聖文森及格瑞那丁"),
    ("European Union (European Commission)", "歐洲聯盟（歐盟執委會）"),
    ("Japan", "日本"),
    ("Republic of Korea", "南韓"),
    ("Türkiye", "土耳其"),
];

fn cell(row: usize, column: usize) -> Cell {
    let mix = (row * 31 + column * 17 + row * column * 7) % 101;
    let state = match (row, column, mix) {
        (_, 9 | 12 | 15 | 17 | 18 | 20 | 21 | 23, _) => CellState::NoRubric,
        (2, 5 | 14, _) => CellState::NotApplicable,
        (_, 3..=20, 0..=11) => CellState::NotAssessed,
        _ => CellState::Assessed,
    };
    let score = if mix == 50 { 100.0 } else { (mix as f64 * 1.13 + 20.0 - row as f64 * 0.6).clamp(0.0, 99.4) };
    let mark = match mix {
        20..=24 => GateMark::Fired,
        40..=42 => GateMark::Held,
        50..=53 => GateMark::Undetermined,
        _ => GateMark::None,
    };
    Cell {
        score: (state == CellState::Assessed).then_some(score),
        label: if state == CellState::Assessed { format!("{score:.0}") } else { String::new() },
        grade: [40.0, 60.0, 80.0].iter().filter(|edge| score >= **edge).count(),
        capped: matches!(mix, 20..=23 | 40..=42),
        mark,
        state,
    }
}

fn legend(chinese: bool) -> Legend {
    let w = |english: &str, other: &str| Some(words(chinese, english, other));
    Legend {
        not_assessed: w("too little evidence: not assessed", "證據不足：未評估"),
        not_applicable: w("does not apply", "不適用"),
        no_rubric: w("no rubric for this clause yet", "此條尚無評分準則"),
        fired: w("violation observed: score capped", "觀察到違反：分數設上限"),
        held: w("cap still holds from an earlier year", "前一年的上限仍有效"),
        fired_below: w("violation observed, score already below the cap", "觀察到違反，分數原已低於上限"),
        undetermined: w("possible breach, author not recorded", "可能違反，行為者未記錄"),
        tags: vec![(
            words(chinese, "disputed", "有爭議"),
            words(chinese, "whether the country is bound is contested", "該國是否受拘束有爭議"),
        )],
    }
}

/// A heatmap of the first `clauses` principles, with a total if `total`.
fn sample(rows: usize, clauses: usize, total: bool, chinese: bool) -> Heatmap {
    let w = |english: &str, other: &str| words(chinese, english, other);
    let sum = Column { id: String::new(), title: w("Total", "總分"), group: None, strong: true };
    let clause = |(id, group, english, other): &(&str, usize, &str, &str)| Column {
        id: (*id).to_owned(),
        title: w(english, other),
        group: Some(*group),
        strong: false,
    };
    let columns: Vec<Column> = total.then_some(sum).into_iter().chain(CLAUSES[..clauses].iter().map(clause)).collect();
    let row = |n: usize| Row {
        place: if n % 9 == 4 { format!("={}", n + 1) } else { (n + 1).to_string() },
        name: w(NAMES[n % 8].0, NAMES[n % 8].1),
        tag: (n % 20 == 4).then(|| w("disputed", "有爭議")),
        cells: (0..columns.len()).map(|column| cell(n, column)).collect(),
    };
    let grades =
        [("not upheld", "未遵守"), ("partly upheld", "部分遵守"), ("largely upheld", "大致遵守"), ("upheld", "遵守")];
    let edges = [0.0, 40.0, 60.0, 80.0, 100.0];
    let band = |n: usize| Band { from: edges[n], to: edges[n + 1], label: w(grades[n].0, grades[n].1), grade: n };
    Heatmap {
        page: Page {
            lang: w("en", "zh-TW"),
            title: w(
                "Which clauses of the Declaration for the Future of the Internet are kept",
                "《未來網際網路宣言》哪些條文獲得遵守",
            ),
            subtitle: w("DFI · 2023 · score 0–100 (100 = fully kept)", "DFI · 2023 年 · 分數 0–100（100＝完全遵守）"),
            empty: w("No country has a score in any clause.", "沒有國家在任何條文有分數。"),
            unscored: Some(w("Not assessed: Andorra, Monaco, Palau.", "未評估：安道爾、摩納哥、帛琉。")),
            notes: vec![w("A violation caps the score of its clause.", "違反會限制該條的分數。")],
            source: w("Source: invented figures · upheld 0.1.0", "資料來源：虛構數字 · upheld 0.1.0"),
            description: w("Scores by country and clause, invented for a test.", "各國各條文的分數，僅供測試。"),
        },
        groups: HEADINGS.iter().map(|(english, other)| w(english, other)).collect(),
        rows: (0..rows).map(row).collect(),
        columns,
        bands: (0..4).map(band).collect(),
        legend: legend(chinese),
    }
}

#[test]
fn texts_stay_inside_and_apart_whatever_the_numbers_of_rows_and_columns() {
    for chinese in [false, true] {
        for (rows, clauses) in [(0, 4), (1, 23), (5, 1), (5, 0), (25, 6), (26, 12), (60, 3), (60, 23), (200, 23)] {
            for total in [false, true] {
                let figure = sample(rows, clauses, total, chinese).draw();
                assert_eq!(figure.width, 1200);
                assert_tidy(&figure);
                well_formed(&figure);
            }
        }
    }
}

#[test]
fn every_title_can_be_read_over_its_column_or_beside_its_id() {
    for chinese in [false, true] {
        for clauses in [1, 3, 6, 9, 23] {
            let map = sample(5, clauses, true, chinese);
            let all = all_texts(&map.draw()).replace(' ', "");
            for column in &map.columns {
                assert!(all.contains(&column.id), "{}", column.id);
                for word in column.title.split(' ').filter(|_| !chinese) {
                    assert!(all.contains(word), "{word}");
                }
            }
        }
    }
    let narrow = sample(5, 23, true, true);
    let all = all_texts(&narrow.draw()).replace(' ', "");
    assert!(narrow.columns.iter().all(|column| all.contains(&column.title)), "{all}");
}

#[test]
fn titles_lie_over_few_columns_rise_over_many_and_stand_in_a_table_where_they_have_no_room() {
    let count = |map: &Heatmap, text: &str| map.draw().texts.iter().filter(|placed| placed.text == text).count();
    let rising = |map: &Heatmap| map.draw().svg.matches("rotate(270").count();
    let mut many = sample(5, 23, true, false);
    assert_eq!((count(&sample(5, 3, true, false), "1.1"), rising(&sample(5, 3, true, false))), (1, 0));
    assert_eq!(count(&many, "1.1"), 1);
    assert!(rising(&many) >= 15, "{}", rising(&many));
    assert_eq!(rising(&sample(5, 23, true, true)), 0, "Chinese is set in short lines");
    assert_eq!(count(&sample(26, 23, true, false), "1.1"), 2, "again at the foot of a long table");
    many.columns[1].title = many.columns[1].title.repeat(4);
    assert_eq!((count(&many, "1.1"), rising(&many)), (2, 0), "over its column and in the table of clauses");
}

#[test]
fn a_clause_that_no_figure_speaks_to_is_narrow_and_its_title_stands_in_the_key() {
    let map = sample(5, 23, true, false);
    let grid = layout::Grid::measure(&map);
    let wide = |n: usize| grid.columns[n].1 - grid.columns[n].0;
    assert!(wide(9) < wide(8) - 5.0, "{} and {}", wide(9), wide(8));
    assert!(
        all_texts(&map.draw())
            .contains("no rubric for this clause yet · 2.3\u{A0}Trusted cross-border data flows · 3.2")
    );
    let few = sample(5, 9, false, false);
    assert!(!(0..9).any(|n| few.is_narrow(n)), "there is room for them all");
}

#[test]
fn a_titles_lines_are_of_about_the_same_length() {
    let figure = sample(5, 4, true, true).draw();
    let lines: Vec<&str> = figure.texts.iter().map(|placed| placed.text.as_str()).collect();
    assert!(lines.contains(&"減少有害內容須") && lines.contains(&"符合國際人權法"), "{lines:?}");
}

#[test]
fn gaps_are_hatched_and_never_coloured_or_numbered() {
    let mut map = sample(1, 4, false, false);
    map.legend = Legend::default();
    map.bands.clear();
    let count = |map: &Heatmap, tag: &str| map.draw().svg.matches(tag).count();
    map.rows[0].cells = vec![cell(1, 1); 4];
    let (blocks, lines) = (count(&map, "<rect"), count(&map, "<polyline"));
    for state in [CellState::NotAssessed, CellState::NoRubric] {
        map.rows[0].cells[2] = Cell { state, label: "12.3".to_owned(), ..Cell::default() };
        assert_eq!(count(&map, "<rect"), blocks - 1);
        assert!(count(&map, "<polyline") > lines + 15);
        assert!(!all_texts(&map.draw()).contains("12.3"));
    }
    map.rows[0].cells[2] = Cell { state: CellState::NotApplicable, ..Cell::default() };
    assert_eq!((count(&map, "<rect"), count(&map, "<polyline")), (blocks - 1, lines + 1), "one dash");
    map.rows[0].cells[2] = Cell { score: Some(f64::NAN), state: CellState::Assessed, ..Cell::default() };
    assert!(count(&map, "<polyline") > lines + 15, "no number, no colour");
    map.rows[0].cells.pop();
    assert!(count(&map, "<polyline") > lines + 30, "a cell that is lacking is a gap");
}

#[test]
fn the_key_has_the_signs_that_occur_and_no_other() {
    let mut map = sample(1, 4, false, false);
    map.rows[0].cells = vec![Cell { score: Some(100.0), label: "100".to_owned(), grade: 3, ..Cell::default() }; 4];
    for cell in &mut map.rows[0].cells {
        cell.state = CellState::Assessed;
    }
    let all = all_texts(&map.draw());
    assert!(all.contains("largely upheld") && !all.contains("violation observed") && !all.contains("too little"));
    map.rows[0].cells[0].mark = GateMark::Fired;
    assert!(all_texts(&map.draw()).contains("violation observed, score already below the cap"));
    map.rows[0].cells[0].capped = true;
    assert!(all_texts(&map.draw()).contains("violation observed: score capped"));
}

/// Every kind of text longer than its room.
fn overlong() -> Heatmap {
    let mut map = sample(9, 23, true, false);
    map.rows[0].name = "The Most Serene and Remarkably Long-Named Federated Commonwealth of Islands".to_owned();
    map.rows[0].tag = Some("endorsement reported, not confirmed".to_owned());
    map.rows[1].name = "W".repeat(80);
    map.rows[1].cells[1] = Cell { label: "12345.6789".to_owned(), ..cell(1, 1) };
    map.columns[0].title = "Unweighted total".to_owned();
    map.columns[1].id = "DFI-1.1".to_owned();
    map.page.title = "Which clauses are kept, country by country, and which are not? ".repeat(3);
    map
}

#[test]
fn nothing_written_is_lost_however_long() {
    let figure = overlong().draw();
    assert_tidy(&figure);
    let all = all_texts(&figure);
    for word in ["Commonwealth", "endorsement", "12345.6789", "behaviour"] {
        assert!(all.contains(word), "{word}");
    }
}

#[test]
fn the_svg_names_itself_is_the_same_every_time_and_keeps_hostile_names_as_text() {
    let mut map = sample(3, 4, true, false);
    map.rows[0].name = "<b>&\"'</text><script>\u{1}\n\u{FFFF}x".to_owned();
    map.columns[1].title = "</title><script>alert(1)</script>&".to_owned();
    let figure = map.draw();
    assert!(figure.svg.contains("<title>Which clauses of the Declaration for the Future of the Internet are kept"));
    assert!(!figure.svg.contains("<b>") && !figure.svg.contains("<script>"));
    well_formed(&figure);
    assert_eq!(figure, map.draw());
}

/// Draws pictures of several sizes; they are left in the folder UPHELD_LOOK, where that is set, to be looked at.
#[test]
fn every_size_becomes_a_picture_and_chinese_ones_where_there_is_a_face() {
    let passing = tempfile::tempdir().unwrap();
    let folder = std::env::var_os("UPHELD_LOOK").map_or_else(|| passing.path().to_owned(), std::path::PathBuf::from);
    let faces = Faces::load(None);
    let draw = |name: &str, map: &Heatmap, possible: bool| {
        let figure = map.draw();
        std::fs::write(folder.join(format!("{name}.svg")), &figure.svg).unwrap();
        let png = figure.to_png(&faces, 2.0);
        assert_eq!(png.is_ok(), possible, "{name}");
        if let Ok(bytes) = png {
            std::fs::write(folder.join(format!("{name}.png")), bytes).unwrap();
        }
    };
    draw("heatmap-overlong", &overlong(), true);
    for (rows, clauses) in [(0, 4), (1, 23), (5, 4), (5, 9), (60, 4), (60, 23)] {
        draw(&format!("heatmap-en-{rows}-{clauses}"), &sample(rows, clauses, true, false), true);
        draw(&format!("heatmap-zh-TW-{rows}-{clauses}"), &sample(rows, clauses, true, true), faces.has_han());
    }
}
