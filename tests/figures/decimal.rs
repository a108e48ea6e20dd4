//! Numbers that are read from text: the same bits as the standard library's, for numbers of any size.

use downhill::{demo::decimal::parse, ebm::math::rng::Rng};
use rand::RngExt;

#[test]
fn a_number_is_read_to_the_last_bit() {
    let mut rng = Rng::new(7);
    let mut read = 0;
    for _ in 0..200_000 {
        let number = f64::from_bits(rng.random());
        if number.is_finite() {
            let short = (number.abs().min(1e6) * 100.0).round() / 100.0;
            for text in [format!("{number:e}"), format!("{number:.5e}"), format!("{short}")] {
                let truth: f64 = text.parse().expect("a printed number");
                assert_eq!(parse(&text).map(f64::to_bits), Some(truth.to_bits()), "{text}");
                read += 1;
            }
        }
    }
    assert!(read > 500_000);
}

#[test]
fn what_the_standard_library_takes_and_refuses_is_taken_and_refused() {
    for text in [
        "0",
        "-0",
        "+1",
        ".5",
        "5.",
        "1e5",
        "1E-5",
        "1e400",
        "-1e400",
        "1e-400",
        "inf",
        "-inf",
        "infinity",
        "nan",
        "NaN",
        "",
        " ",
        "1 ",
        " 1",
        "abc",
        "1.2.3",
        "1e",
        "e5",
        "--1",
        "0x10",
        "1_000",
        "1,5",
        ".",
        "٣",
        "9007199254740993",
        "2.2250738585072011e-308",
        "1e5.",
        "+",
        "-",
    ] {
        let (ours, theirs) = (parse(text), text.parse::<f64>().ok());
        assert_eq!(ours.map(f64::is_nan), theirs.map(f64::is_nan), "“{text}”");
        if theirs.is_some_and(|number| !number.is_nan()) {
            assert_eq!(ours.map(f64::to_bits), theirs.map(f64::to_bits), "“{text}”");
        }
    }
}
