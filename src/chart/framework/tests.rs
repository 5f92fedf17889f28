use super::*;
use crate::chart::tidy::{all_texts, assert_tidy, well_formed, words};

/// Headings of principles of indicators, every principle with the same share; the last principle takes no part.
fn chart(headings: usize, principles: usize, indicators: usize, chinese: bool) -> Framework {
    let share = 1.0 / (headings * principles) as f64;
    let part = |depth, name: &str, share: Option<f64>, group| Part {
        depth,
        name: name.to_owned(),
        share,
        label: share.map_or_else(String::new, |share| format!("{:.1} %", 100.0 * share)),
        group,
    };
    let mut parts = vec![part(0, &words(chinese, "Total", "總分"), Some(1.0), None)];
    for heading in 0..headings {
        let name =
            words(chinese, "Protection of human rights and fundamental freedoms", "保護及促進所有人之人權、基本自由");
        parts.push(part(1, &format!("{heading} {name}"), Some(share * principles as f64), Some(heading)));
        for principle in 0..principles {
            let name = words(chinese, "Content measures within human-rights law", "符合人權法之內容措施");
            parts.push(part(2, &format!("{heading}.{principle} {name}"), Some(share), Some(heading)));
            for _ in 0..indicators {
                let name = words(
                    chinese,
                    "Government freedom from Internet censorship, by experts · practice",
                    "政府不審查網際網路 · 實踐",
                );
                parts.push(part(3, &name, Some(share / indicators as f64), Some(heading)));
            }
        }
        let silent = words(chinese, "0.9 Digital literacy and skills · not assessed", "0.9 數位技能 · 不予評估");
        parts.push(part(2, &silent, None, Some(heading)));
    }
    Framework {
        page: Page {
            lang: words(chinese, "en", "zh-TW"),
            title: words(chinese, "What the score is made of", "分數由何而來"),
            empty: words(chinese, "Nothing here takes part in a total.", "此處無任何部分計入總分。"),
            source: words(chinese, "Source: made up.", "來源：虛構。"),
            ..Page::default()
        },
        parts,
        legend: Legend {
            share: Some(words(chinese, "height: share of the total", "高度：占總分的權重")),
            without: Some(words(chinese, "takes no part in it", "不計入總分")),
            shortened: words(chinese, "Shortened above: ", "圖中縮寫：").clone(),
        },
    }
}

#[test]
fn one_box_and_hundreds_are_tidy_in_both_languages() {
    for chinese in [false, true] {
        for (headings, principles, indicators) in [(1, 1, 1), (5, 4, 3), (2, 1, 0), (10, 8, 9), (12, 1, 1)] {
            let figure = chart(headings, principles, indicators, chinese).draw();
            assert_tidy(&figure);
            well_formed(&figure);
        }
    }
}

#[test]
fn a_name_is_given_in_full_in_its_box_or_in_the_notes() {
    for (headings, indicators) in [(3, 2), (12, 40)] {
        let chart = chart(headings, 4, indicators, false);
        let shortened = Layout::of(&chart.parts).shortened();
        let texts = all_texts(&chart.draw());
        assert_eq!(texts.contains('…'), !shortened.is_empty());
        assert_eq!(texts.contains("Shortened above"), !shortened.is_empty());
    }
}

#[test]
fn heights_are_shares_and_parts_fill_their_whole() {
    let chart = chart(3, 2, 2, false);
    let layout = Layout::of(&chart.parts);
    let high = |own: &Box| own.down.1 - own.down.0;
    let leaves: Vec<f64> = layout.boxes.iter().filter(|own| own.part.depth == 3).map(high).collect();
    assert!(leaves.iter().all(|leaf| (leaf - leaves[0]).abs() < 1e-9), "{leaves:?}");
    for principle in layout.boxes.iter().filter(|own| own.part.depth == 2 && own.part.share.is_some()) {
        assert!((high(principle) - 2.0 * leaves[0]).abs() < 2.0, "{}", high(principle));
    }
}

#[test]
fn what_takes_no_part_has_no_number_and_an_empty_chart_says_why() {
    let mut chart = chart(1, 1, 1, false);
    let texts = all_texts(&chart.draw());
    assert!(texts.contains("not assessed") && texts.contains("takes no part in it"), "{texts}");
    chart.parts[0].share = None;
    assert!(all_texts(&chart.draw()).contains("Nothing here takes part in a total."));
}
