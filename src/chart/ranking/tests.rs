use super::*;
use crate::chart::tidy::{assert_tidy, well_formed, words};
use crate::figure::Faces;

/// Names as they occur; every figure beside them below is invented.
const NAMES: [(&str, &str); 60] = [
    ("Albania", "阿爾巴尼亞"),
    ("Argentina", "阿根廷"),
    ("Australia", "澳洲"),
    ("Austria", "奧地利"),
    ("Belgium", "比利時"),
    ("Bulgaria", "保加利亞"),
    ("Bosnia and Herzegovina", "波士尼亞與赫塞哥維納"),
    ("Canada", "加拿大"),
    ("Colombia", "哥倫比亞"),
    ("Cabo Verde", "維德角"),
    ("Costa Rica", "哥斯大黎加"),
    ("Cyprus", "賽普勒斯"),
    ("Czechia", "捷克"),
    ("Germany", "德國"),
    ("Denmark", "丹麥"),
    ("Dominican Republic", "多明尼加"),
    ("Spain", "西班牙"),
    ("Estonia", "愛沙尼亞"),
    ("European Union (European Commission)", "歐洲聯盟(歐盟執委會)"),
    ("Finland", "芬蘭"),
    ("France", "法國"),
    ("United Kingdom", "英國"),
    ("Georgia", "喬治亞"),
    ("Greece", "希臘"),
    ("Croatia", "克羅埃西亞"),
    ("Hungary", "匈牙利"),
    ("Ireland", "愛爾蘭"),
    ("Iceland", "冰島"),
    ("Israel", "以色列"),
    ("Italy", "義大利"),
    ("Saint Vincent and the Grenadines", "聖文森及格瑞那丁"),
    ("Jamaica", "牙買加"),
    ("Japan", "日本"),
    ("Kenya", "肯亞"),
    ("Republic of Korea", "南韓"),
    ("Lithuania", "立陶宛"),
    ("Luxembourg", "盧森堡"),
    ("Latvia", "拉脫維亞"),
    ("Moldova", "摩爾多瓦"),
    ("Maldives", "馬爾地夫"),
    ("North Macedonia", "北馬其頓"),
    ("Malta", "馬爾他"),
    ("Montenegro", "蒙特內哥羅"),
    ("Niger", "尼日"),
    ("Netherlands", "荷蘭"),
    ("Norway", "挪威"),
    ("New Zealand", "紐西蘭"),
    ("Peru", "秘魯"),
    ("Poland", "波蘭"),
    ("Portugal", "葡萄牙"),
    ("Romania", "羅馬尼亞"),
    ("Senegal", "塞內加爾"),
    ("Serbia", "塞爾維亞"),
    ("Slovakia", "斯洛伐克"),
    ("Slovenia", "斯洛維尼亞"),
    ("Sweden", "瑞典"),
    ("Trinidad and Tobago", "千里達及托巴哥"),
    ("Taiwan", "臺灣"),
    ("Ukraine", "烏克蘭"),
    ("Uruguay", "烏拉圭"),
];

fn row(n: usize, count: usize, chinese: bool) -> Row {
    let (english, other) = NAMES[n % NAMES.len()];
    let score = 97.5 - 92.0 * (n as f64 / count.max(2) as f64) - (n * 7 % 5) as f64 * 0.17;
    let coverage = [1.0, 0.67, 1.0, 0.83, 0.5][n % 5];
    let gate = match n % 17 {
        7 => GateMark::Fired,
        12 => GateMark::Undetermined,
        15 => GateMark::Held,
        _ => GateMark::None,
    };
    let missing = (1.0 - coverage) * 60.0;
    Row {
        place: if n % 9 == 4 { format!("={}", n + 1) } else { (n + 1).to_string() },
        name: words(chinese, english, other),
        score,
        label: format!("{score:.1}"),
        grade: [40.0, 60.0, 80.0].iter().filter(|edge| score >= **edge).count(),
        uncapped: (gate == GateMark::Fired || gate == GateMark::Held).then(|| (score + 17.0).min(99.0)),
        range: Some(((score - missing).max(0.0), (score + missing * 0.4).min(100.0))),
        interval: n.is_multiple_of(2).then_some(((score - 9.0).max(0.0), (score + 4.0).min(100.0))),
        coverage,
        carried: coverage * (n % 3) as f64 / 3.0,
        coverage_label: format!("{:.0} %", coverage * 100.0),
        gate,
        tag: (n % 20 == 5 || english.starts_with("European")).then(|| words(chinese, "disputed", "有爭議")),
    }
}

fn sample(count: usize, chinese: bool) -> Ranking {
    let w = |english: &str, other: &str| words(chinese, english, other);
    let bands = [(0.0, 40.0), (40.0, 60.0), (60.0, 80.0), (80.0, 100.0)];
    let grades = [
        w("not upheld", "未遵守"),
        w("partly upheld", "部分遵守"),
        w("largely upheld", "大致遵守"),
        w("upheld", "遵守"),
    ];
    let bands = bands.iter().zip(grades).enumerate();
    Ranking {
        page: Page {
            lang: w("en", "zh-TW"),
            title: w("Who keeps the Declaration for the Future of the Internet", "誰遵守《未來網際網路宣言》"),
            subtitle: w(
                "DFI · total of 3 of 23 clauses · 2023 · 60 of 68 partners with a score",
                "DFI · 23 條中 3 條的總分 · 2023 年 · 68 個夥伴中 60 個有分數",
            ),
            empty: w("No country has enough evidence for a score.", "沒有國家有足夠證據可計分。"),
            unscored: Some(w(
                "Not assessed, because less than two thirds of the evidence is there: Andorra, Liechtenstein, Marshall \
             Islands, Micronesia (Federated States of), Monaco, Palau, San Marino.",
                "未評估（證據不足三分之二）：安道爾、列支敦斯登、馬紹爾群島、密克羅尼西亞、摩納哥、帛琉、聖馬利諾。",
            )),
            notes: vec![w(
                "A violation caps the grade of the total. Places are shared where scores are equal to the ninth decimal.",
                "違反會限制總分的等級。分數至小數第九位相同者並列名次。",
            )],
            source: w(
                "Source: V-Dem v14 (CC BY-SA 4.0); Access Now, #KeepItOn STOP 2023 (CC BY 4.0); World Bank, World \
             Development Indicators (CC BY 4.0) · upheld 0.1.0, rubric dfi 0.1.0",
                "資料來源：V-Dem v14（CC BY-SA 4.0）；Access Now，#KeepItOn STOP 2023（CC BY 4.0） · upheld 0.1.0，rubric dfi 0.1.0",
            ),
            description: w("A ranking of countries by score, invented for a test.", "依分數排列的國家，僅供測試。"),
        },
        axis: w("Score, 0–100 (100 = fully kept)", "分數，0–100（100＝完全遵守）"),
        score_header: w("Score", "分數"),
        coverage_header: w("Evidence", "證據涵蓋"),
        bands: bands.map(|(grade, ((from, to), label))| Band { from: *from, to: *to, label, grade }).collect(),
        rows: (0..count).map(|n| row(n, count, chinese)).collect(),
        legend: Legend {
            score: Some(w("score; shape and colour show the grade", "分數（形狀與顏色表示等級）")),
            uncapped: Some(w("score before a cap", "設上限前的分數")),
            range: Some(w("possible range if missing evidence were 0 or 100", "缺漏證據若為 0 或 100 時的可能範圍")),
            interval: Some(w("where the score lies in 90 % of the replicates", "九成重複計算中的分數")),
            gate_fired: Some(w("violation observed: score capped", "觀察到違反：分數設上限")),
            gate_held: Some(w("cap still holds from an earlier year", "前一年的上限仍有效")),
            gate_undetermined: Some(w("possible breach, author not recorded", "可能違反，行為者未記錄")),
            tags: vec![(
                w("disputed", "有爭議"),
                w("whether the country is bound is contested", "該國是否受拘束有爭議"),
            )],
        },
    }
}

#[test]
fn texts_stay_inside_and_apart_whatever_the_number_of_rows() {
    for chinese in [false, true] {
        for count in [0, 1, 5, 25, 26, 60, 200] {
            let figure = sample(count, chinese).draw();
            assert_eq!(figure.width, 1200);
            assert_tidy(&figure);
            well_formed(&figure);
        }
    }
}

const LONG: &str = "The Most Serene and Remarkably Long-Named Federated Commonwealth of Northern and Southern Islands";

/// Every kind of text longer than its room.
fn overlong() -> Ranking {
    let mut ranking = sample(9, false);
    ranking.rows[0].name = LONG.to_owned();
    ranking.rows[0].tag = Some("endorsement reported, not confirmed".to_owned());
    ranking.rows[1].name = "W".repeat(120);
    ranking.page.title = "Who keeps the Declaration for the Future of the Internet, clause by clause? ".repeat(3);
    ranking.coverage_header = "Share of the declared weight observed".to_owned();
    ranking.bands[1].label = "a label far too long for the room that its band has on the axis".to_owned();
    ranking
}

#[test]
fn nothing_written_is_lost_however_long() {
    let ranking = overlong();
    let figure = ranking.draw();
    assert_tidy(&figure);
    let all: String = figure.texts.iter().map(|placed| format!("{} ", placed.text)).collect();
    for word in LONG.split(' ').chain(ranking.bands[1].label.split(' ')).chain(["endorsement", "declared"]) {
        assert!(all.contains(word), "{word}");
    }
    assert_eq!(all.matches('W').count(), 120 + 5, "the name of 120 letters, three times Who, and World twice");
}

#[test]
fn a_ranking_without_rows_says_so() {
    let figure = sample(0, false).draw();
    assert!(figure.texts.iter().any(|placed| placed.text == "No country has enough evidence for a score."));
    assert!(!figure.texts.iter().any(|placed| placed.text.contains("before a cap")), "no mark, no entry in the key");
}

#[test]
fn the_svg_names_itself_and_is_the_same_every_time() {
    let ranking = sample(60, false);
    let figure = ranking.draw();
    let begin = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\"";
    assert!(figure.svg.starts_with(begin), "{}", &figure.svg[..200]);
    assert!(figure.svg.contains("role=\"img\" lang=\"en\" font-family=\"'Noto Sans', 'Noto Sans CJK TC'"));
    assert!(
        figure.svg.contains("<title>Who keeps the Declaration for the Future of the Internet</title>\n<desc>A ranking")
    );
    assert!(figure.svg.contains(" font-size=\"104\"") && !figure.svg.contains("00000"), "round font sizes");
    assert_eq!(figure, ranking.draw());
}

#[test]
fn hostile_names_are_text() {
    let mut ranking = sample(2, false);
    ranking.rows[0].name = "<b>&\"'</text><script>\u{1}\n\u{FFFF}x".to_owned();
    ranking.page.title = "</title><script>alert(1)</script>&".to_owned();
    ranking.page.lang = "en\" onload=\"x".to_owned();
    let figure = ranking.draw();
    assert!(!figure.svg.contains("<b>") && !figure.svg.contains("<script>") && !figure.svg.contains("\" onload"));
    assert!(figure.svg.contains("&lt;b&gt;&amp;&quot;&apos;&lt;/text&gt;&lt;script&gt; x"));
    well_formed(&figure);
    assert_tidy(&figure);
}

#[test]
fn numbers_that_are_not_finite_draw_no_dot_and_no_fault() {
    let mut ranking = sample(1, false);
    ranking.rows[0].score = f64::NAN;
    ranking.rows[0].coverage = f64::NAN;
    ranking.rows[0].range = Some((f64::NAN, f64::INFINITY));
    ranking.rows[0].uncapped = Some(f64::NEG_INFINITY);
    well_formed(&ranking.draw());
}

#[test]
fn the_png_has_the_figures_size_times_scale_and_the_same_bytes_every_time() {
    let figure = sample(5, false).draw();
    let faces = Faces::built_in();
    let bytes = figure.to_png(&faces, 2.0).unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    assert_eq!((reader.info().width, reader.info().height), (2400, figure.height * 2));
    assert_eq!(bytes, figure.to_png(&Faces::built_in(), 2.0).unwrap());
    let used: Vec<String> = faces.used().into_iter().map(|face| face.style).collect();
    assert_eq!(used, ["Bold", "Regular"]);
}

#[test]
fn without_a_chinese_face_a_chinese_figure_is_refused_and_not_drawn_as_boxes() {
    let figure = sample(1, true).draw();
    assert!(figure.needs_han());
    let fault = figure.to_png(&Faces::built_in(), 1.0).unwrap_err();
    assert_eq!(fault.to_string(), "the picture has Chinese text and no Chinese font was found");
    assert!(sample(1, false).draw().to_png(&Faces::built_in(), 0.0).is_err());
}

/// Draws pictures of several lengths; they are left in the folder UPHELD_LOOK, where that is set, to be looked at.
#[test]
fn every_length_becomes_a_picture_and_chinese_ones_where_there_is_a_face() {
    let passing = tempfile::tempdir().unwrap();
    let folder = std::env::var_os("UPHELD_LOOK").map_or_else(|| passing.path().to_owned(), std::path::PathBuf::from);
    let faces = Faces::load(None);
    let draw = |name: &str, ranking: &Ranking, possible: bool| {
        let figure = ranking.draw();
        std::fs::write(folder.join(format!("{name}.svg")), &figure.svg).unwrap();
        let png = figure.to_png(&faces, 2.0);
        assert_eq!(png.is_ok(), possible, "{name}");
        if let Ok(bytes) = png {
            std::fs::write(folder.join(format!("{name}.png")), bytes).unwrap();
        }
    };
    draw("ranking-overlong", &overlong(), true);
    for count in [0, 1, 5, 60] {
        draw(&format!("ranking-en-{count}"), &sample(count, false), true);
        draw(&format!("ranking-zh-TW-{count}"), &sample(count, true), faces.has_han());
    }
}
