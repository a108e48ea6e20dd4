//! The colours of the style sheet: readable in both themes, and apart for the colour-blind.

use std::fs;

/// Every ink of the figures has a colour in both themes, and a readable one.
#[test]
fn colours_are_readable_in_both_themes() {
    let css = fs::read_to_string("static/style.css").unwrap();
    let themes: Vec<_> = [":root {", ":root[data-theme=\"dark\"] {", ":root:not([data-theme]) {"]
        .map(|head| css.split(head).nth(1).unwrap().split('}').next().unwrap())
        .into_iter()
        .collect();
    for theme in &themes {
        let colour = |name: &str| {
            let hex = theme.split(&format!("--{name}: #")).nth(1);
            let hex = hex.unwrap_or_else(|| panic!("no --{name}")).get(..6).unwrap();
            luminance(u32::from_str_radix(hex, 16).unwrap())
        };
        for ink in downhill::demo::Ink::ALL.map(downhill::demo::Ink::name) {
            let contrast = contrast(colour(&format!("ink-{ink}")), colour("ink-paper"));
            assert!(contrast >= 4.5 || ["faint", "paper"].contains(&ink), "{ink}: {contrast:.2}");
        }
        assert!(contrast(colour("quiet"), colour("ink-paper")) >= 4.5);
        assert!(contrast(colour("accent"), colour("ink-paper")) >= 4.5);
    }
    assert_eq!(
        themes[1].split_whitespace().collect::<String>(),
        themes[2].split_whitespace().collect::<String>(),
        "the two dark themes differ"
    );
}

/// The inks that mark different things stay apart for the colour-blind: at least 0.07 in `OKLab`,
/// after Machado, Oliveira & Fernandes (2009) at full severity.
#[test]
fn colours_are_safe_for_the_colour_blind() {
    const SIGHTS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ];
    let css = fs::read_to_string("static/style.css").unwrap();
    for head in [":root {", ":root[data-theme=\"dark\"] {"] {
        let theme = css.split(head).nth(1).unwrap().split('}').next().unwrap();
        let inks = ["data", "model", "picked", "latent", "best", "energy"].map(|name| {
            let hex = theme.split(&format!("--ink-{name}: #")).nth(1).unwrap().get(..6).unwrap();
            (name, linear(u32::from_str_radix(hex, 16).unwrap()))
        });
        for sight in SIGHTS {
            let seen = inks.map(|(name, rgb)| (name, oklab(apply(sight, rgb))));
            for (i, (name, a)) in seen.iter().enumerate() {
                for (other, b) in &seen[..i] {
                    let squares: f64 = a.iter().zip(b).map(|(u, v)| (u - v) * (u - v)).sum();
                    assert!(squares.sqrt() >= 0.07, "{head} {name}, {other}: {}", squares.sqrt());
                }
            }
        }
    }
}

fn apply(m: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
    m.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

/// Ottosson's perceptual space, from linear sRGB.
fn oklab(rgb: [f64; 3]) -> [f64; 3] {
    let lms = apply(
        [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        rgb,
    );
    apply(
        [
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ],
        lms.map(|v| v.max(0.0).cbrt()),
    )
}

fn contrast(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance of an sRGB colour (WCAG 2).
fn luminance(rgb: u32) -> f64 {
    let [r, g, b] = linear(rgb);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// The three channels without their transfer curve.
#[allow(clippy::disallowed_methods, reason = "a test may use the platform's functions")]
fn linear(rgb: u32) -> [f64; 3] {
    [16, 8, 0].map(|shift: u32| {
        let c = f64::from(rgb >> shift & 255) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    })
}
