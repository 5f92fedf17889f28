use super::*;
use crate::chart::tidy::{all_texts, assert_tidy, well_formed, words};
use crate::figure::Faces;

/// Names as they occur; every figure beside them below is invented.
const NAMES: [(&str, &str); 8] = [
    ("Taiwan", "臺灣"),
    ("Partners of the Declaration (mean of 60)", "宣言夥伴（60 國平均）"),
    ("European Union (European Commission)", "歐洲聯盟（歐盟執委會）"),
    ("Saint Vincent and the Grenadines", "聖文森及格瑞那丁"),
    ("Türkiye", "土耳其"),
    ("Shanghai Cooperation Organisation (mean of 10)", "上海合作組織（10 國平均）"),
    ("Niger", "尼日"),
    ("Bosnia and Herzegovina", "波士尼亞與赫塞哥維納"),
];

fn point(series: usize, year: i32) -> Option<Point> {
    let away = f64::from(2023 - year);
    let wave = f64::from((year * 7 + series as i32 * 13) % 9 - 4) * 0.9;
    let base = [88.0, 74.0, 73.6, 73.1, 52.0, 21.0, 44.0, 60.5][series % 8];
    let slope = [-0.9, 0.2, -0.4, 1.1, 2.4, 0.9, -0.3, 0.4][series % 8];
    let score = (base + slope * away + if away > 0.0 { wave } else { 0.0 }).clamp(0.0, 100.0);
    let gap = series % 8 == 3 && (2017..=2018).contains(&year)
        || series % 8 == 6 && (year == 2016 || year > 2020)
        || series % 8 == 7 && year < 2019;
    let half = 3.0 + away * 0.25;
    let range = (series % 8 < 2).then_some((score - half, score + half * 0.7));
    let join = match (series % 8, year) {
        (2, 2020) => Join::Dashes,
        (4, 2021) => Join::Nothing,
        _ => Join::Line,
    };
    (!gap).then_some(Point { year, score, range, carried: series % 8 == 2 && year >= 2022, join })
}

/// A trend of `series` lines over the `years` years to 2023.
fn sample(series: usize, years: i32, chinese: bool) -> Trend {
    let w = |english: &str, other: &str| words(chinese, english, other);
    let line = |n: usize| {
        let points: Vec<Point> = (2024 - years..2024).filter_map(|year| point(n, year)).collect();
        let label = points.last().map_or(String::new(), |point| format!("{:.1}", point.score));
        Series { name: w(NAMES[n % 8].0, NAMES[n % 8].1), label, points, strong: n == 0 }
    };
    let grades =
        [("not upheld", "未遵守"), ("partly upheld", "部分遵守"), ("largely upheld", "大致遵守"), ("upheld", "遵守")];
    let edges = [0.0, 40.0, 60.0, 80.0, 100.0];
    let band = |n: usize| Band { from: edges[n], to: edges[n + 1], label: w(grades[n].0, grades[n].1), grade: n };
    Trend {
        page: Page {
            lang: w("en", "zh-TW"),
            title: w(
                "Keeping the Declaration for the Future of the Internet, year by year",
                "逐年看《未來網際網路宣言》的遵守",
            ),
            subtitle: w("DFI · total of 14 of 23 clauses", "DFI · 23 條中 14 條的總分"),
            empty: w("No year has a score.", "沒有任何年份有分數。"),
            unscored: None,
            notes: vec![w("Means are over the same countries in all years.", "各年平均所含國家相同。")],
            source: w("Source: invented figures · upheld 0.1.0", "資料來源：虛構數字 · upheld 0.1.0"),
            description: w("Scores over years, invented for a test.", "歷年分數，僅供測試。"),
        },
        axis: w("Score, 0–100 (100 = fully kept)", "分數，0–100（100＝完全遵守）"),
        range: None,
        bands: (0..4).map(band).collect(),
        series: (0..series).map(line).collect(),
        moments: vec![Moment {
            at: 2022.32,
            label: w("Declaration signed, 28 April 2022", "2022 年 4 月 28 日簽署宣言"),
        }],
        legend: Legend {
            carried: Some(w("carried forward from an earlier year", "沿用前一年的數值")),
            range: Some(w("90 % simulation range", "90 % 模擬範圍")),
            dashes: Some(w("partly other indicators than the year before", "部分指標與前一年不同")),
        },
    }
}

/// Ends close together, several dates, an axis that does not begin at 0, and bands too low for their labels.
fn crowded(chinese: bool) -> Trend {
    let mut trend = sample(8, 10, chinese);
    for (n, series) in trend.series.iter_mut().enumerate() {
        for point in &mut series.points {
            point.score = 76.0 + (point.score - 60.0) * 0.12 + n as f64 * 0.1;
            point.range = None;
        }
        series.label = series.points.last().map_or(String::new(), |point| format!("{:.1}", point.score));
    }
    trend.range = Some((65.0, 85.0));
    let w = |english: &str, other: &str| words(chinese, english, other);
    trend
        .moments
        .push(Moment {
            at: 2022.84, label: w("five more join, 2 November 2022", "2022 年 11 月 2 日再有五國加入")
        });
    trend.moments.push(Moment { at: 2021.93, label: w("Summit for Democracy", "民主峰會") });
    trend.moments.push(Moment { at: 2018.86, label: w("Paris Call", "巴黎呼籲") });
    trend.bands[2].to = 84.0;
    trend.bands[3].from = 84.0;
    trend
}

#[test]
fn texts_stay_inside_and_apart_whatever_the_numbers_of_lines_and_years() {
    for chinese in [false, true] {
        for series in [0, 1, 3, 8, 30] {
            for years in [1, 2, 10, 30] {
                let figure = sample(series, years, chinese).draw();
                assert_eq!(figure.width, 1200);
                assert_tidy(&figure);
                well_formed(&figure);
            }
        }
        assert_tidy(&crowded(chinese).draw());
    }
}

#[test]
fn every_line_is_named_with_its_last_score_however_close_the_ends() {
    let trend = crowded(false);
    let figure = trend.draw();
    let all = all_texts(&figure);
    for series in &trend.series {
        assert!(series.name.split(' ').all(|word| all.contains(word)), "{}", series.name);
        assert!(figure.texts.iter().any(|placed| placed.text == series.label), "{}", series.label);
    }
}

#[test]
fn a_year_without_a_score_breaks_the_line_and_a_carried_point_is_empty() {
    let mut trend = sample(1, 6, false);
    (trend.moments, trend.bands, trend.legend) = (Vec::new(), Vec::new(), Legend::default());
    for point in &mut trend.series[0].points {
        point.range = None;
    }
    let count = |trend: &Trend, tag: &str| trend.draw().svg.matches(tag).count();
    let (lines, discs) = (count(&trend, "<polyline"), count(&trend, "<circle"));
    trend.series[0].points[5].carried = true;
    assert_eq!(count(&trend, "<circle"), discs + 2, "the point and the mark beside its name");
    trend.series[0].points[5].carried = false;
    trend.series[0].points[2].score = f64::NAN;
    assert_eq!(count(&trend, "<polyline"), lines + 1, "two lines and nothing in between");
    let whole = trend.draw();
    trend.series[0].points.remove(2);
    assert_eq!(trend.draw(), whole, "a point that is not finite is as good as none");
    trend.series[0].points.reverse();
    assert_eq!(trend.draw(), whole, "order does not matter");
}

#[test]
fn years_that_compare_in_part_are_joined_by_dashes_and_years_that_do_not_by_nothing() {
    let mut trend = sample(1, 6, false);
    (trend.moments, trend.bands, trend.legend) = (Vec::new(), Vec::new(), Legend::default());
    for point in &mut trend.series[0].points {
        point.range = None;
    }
    let lines = |trend: &Trend| trend.draw().svg.matches("<polyline").count();
    let whole = lines(&trend);
    trend.series[0].points[3].join = Join::Nothing;
    assert_eq!(lines(&trend), whole + 1);
    trend.series[0].points[3].join = Join::Dashes;
    assert!(lines(&trend) > whole + 3);
    trend.series[0].points.remove(2);
    assert_eq!(lines(&trend), whole + 1, "over a year without a score nothing is joined, whatever the point says");
}

#[test]
fn the_key_has_the_marks_that_occur_and_no_other() {
    let all = all_texts(&sample(1, 10, false).draw());
    assert!(all.contains("90 % simulation range") && !all.contains("carried") && !all.contains("other indicators"));
    let all = all_texts(&sample(8, 10, false).draw());
    assert!(all.contains("carried forward") && all.contains("partly other indicators"));
}

#[test]
fn a_score_outside_the_given_axis_widens_it() {
    let mut trend = sample(1, 3, false);
    trend.range = Some((90.0, 100.0));
    trend.series[0].points[0].score = 71.5;
    let figure = trend.draw();
    assert!(figure.texts.iter().any(|placed| placed.text == "75"));
    assert_tidy(&figure);
}

#[test]
fn a_trend_without_points_says_so() {
    let mut trend = sample(2, 3, false);
    for series in &mut trend.series {
        series.points.clear();
    }
    let figure = trend.draw();
    assert!(figure.texts.iter().any(|placed| placed.text == "No year has a score."));
    assert!(!all_texts(&figure).contains("Taiwan"));
}

#[test]
fn the_svg_names_itself_is_the_same_every_time_and_keeps_hostile_names_as_text() {
    let mut trend = sample(3, 4, false);
    trend.series[0].name = "<b>&\"'</text><script>\u{1}\n\u{FFFF}x".to_owned();
    trend.moments[0].label = "</title><script>alert(1)</script>&".to_owned();
    let figure = trend.draw();
    assert!(figure.svg.contains("<title>Keeping the Declaration for the Future of the Internet, year by year</title>"));
    assert!(!figure.svg.contains("<b>") && !figure.svg.contains("<script>"));
    well_formed(&figure);
    assert_eq!(figure, trend.draw());
}

/// Draws pictures of several kinds; they are left in the folder UPHELD_LOOK, where that is set, to be looked at.
#[test]
fn every_kind_becomes_a_picture_and_chinese_ones_where_there_is_a_face() {
    let passing = tempfile::tempdir().unwrap();
    let folder = std::env::var_os("UPHELD_LOOK").map_or_else(|| passing.path().to_owned(), std::path::PathBuf::from);
    let faces = Faces::load(None);
    let draw = |name: &str, trend: &Trend, possible: bool| {
        let figure = trend.draw();
        std::fs::write(folder.join(format!("{name}.svg")), &figure.svg).unwrap();
        let png = figure.to_png(&faces, 2.0);
        assert_eq!(png.is_ok(), possible, "{name}");
        if let Ok(bytes) = png {
            std::fs::write(folder.join(format!("{name}.png")), bytes).unwrap();
        }
    };
    draw("trend-en-crowded", &crowded(false), true);
    draw("trend-zh-TW-crowded", &crowded(true), faces.has_han());
    for (series, years) in [(0, 3), (1, 10), (3, 2), (3, 10), (8, 10), (8, 2), (8, 30)] {
        draw(&format!("trend-en-{series}-{years}"), &sample(series, years, false), true);
        draw(&format!("trend-zh-TW-{series}-{years}"), &sample(series, years, true), faces.has_han());
    }
}
