//! Every figure of the registry, in loops: finite at the extremes, the same numbers for the same
//! seed, links that restore, presets that apply, scrubbing that returns, first frames that stay.

use std::{fmt::Write as _, fs, path::Path};

use downhill::{
    book::figure::first_frame,
    demo::{
        Arrow, Catalogue, Demo, Field, Kind, Knob, Knobs, Layer, Plot, Readout, Text, Value, guard,
        knob,
        run::{Run, link},
    },
    demos::{CHAPTERS, all, find},
    ebm::math::rng::Rng,
    exercise, fields, text,
};

const STEPS: u64 = 200;

/// As many of `steps` as a figure's cost allows: a fiftieth of them where each is a piece of training.
fn few(make: downhill::demo::run::Make, steps: u64) -> u64 {
    if make().heavy() { steps.div_ceil(50) } else { steps }
}

/// A run with its knobs set to arbitrary values, some of them in mid-run.
fn shaken(make: downhill::demo::run::Make, seed: u64) -> Run {
    let mut rng = Rng::new(seed);
    let mut run = Run::new(make);
    run.reseed((rng.uniform() * 1e6) as u32);
    for _ in 0..4 {
        for (knob, _) in run.knobs() {
            if rng.uniform() < 0.5 {
                run.set(knob.key, knob.along(rng.uniform()));
            }
        }
        let there = run.step() + (rng.uniform() * few(make, 20) as f64) as u64;
        run.seek(there).expect("the figures stay finite");
    }
    run
}

/// An end of the control's range that is not `value`.
fn other(knob: &Knob, value: &Value) -> Value {
    knob.extremes().into_iter().find(|end| end != value).expect("the ends differ")
}

#[test]
fn every_figure_is_finite_at_the_extremes_of_every_control() {
    for (name, make) in all() {
        let count = Run::new(make).knobs().len();
        // All corners of up to eight controls; of more, each end of each and 256 of the corners.
        let many = if make().heavy() { 4 } else { count.min(8) };
        for corner in (0..1_u64 << many).map(|bits| bits * 0x0101_0101_0101) {
            let mut run = Run::new(make);
            for (i, (knob, _)) in run.knobs().into_iter().enumerate() {
                run.set(knob.key, knob.extremes()[(corner >> i & 1) as usize].clone());
            }
            for step in 0..few(make, STEPS) {
                if let Err(fault) = run.advance() {
                    panic!("{name}, corner {corner}, step {step}: {}", fault.message.english());
                }
                if step % 50 == 0 {
                    guard::check(run.demo())
                        .unwrap_or_else(|f| panic!("{name}: {}", f.message.english()));
                }
            }
            guard::check(run.demo()).unwrap_or_else(|f| panic!("{name}: {}", f.message.english()));
        }
    }
}

#[test]
fn every_field_is_a_whole_grid() {
    for (name, make) in all() {
        let mut run = Run::new(make);
        for step in 0..3 {
            for plot in run.demo().plots() {
                for layer in &plot.layers {
                    let (Layer::Field { values, columns, .. }
                    | Layer::Contours { values, columns, .. }) = layer
                    else {
                        continue;
                    };
                    let rows = values.len() / columns;
                    let whole = *columns > 1 && rows > 1 && values.len() == rows * columns;
                    assert!(
                        whole,
                        "{name}, step {step}, {}: {} values",
                        plot.title.english(),
                        values.len()
                    );
                }
            }
            run.advance().expect("finite");
        }
    }
}

#[test]
fn every_link_restores_its_state_bit_for_bit() {
    for (name, make) in all() {
        for seed in 0..few(make, 20).max(3) {
            let run = shaken(make, seed);
            let text = run.to_link().expect("few changes fit a link");
            let (again, notices) = Run::from_link(make, &text);
            assert_eq!(notices, Vec::<Text>::new(), "{name}: {text}");
            assert_eq!(again.hash(), run.hash(), "{name}: {text}");
            // A control that was set back within one step is named no more; after that it is stable.
            let shorter = again.to_link().expect("it is no longer");
            let (third, _) = Run::from_link(make, &shorter);
            assert_eq!((third.hash(), third.to_link()), (run.hash(), Some(shorter)), "{name}");
        }
        assert_eq!(Run::new(make).to_link(), Some(String::new()), "{name}: the default is short");
    }
}

#[test]
fn every_figure_survives_absurd_links_with_a_message() {
    const ABSURD: [&str; 14] = [
        "v2;z:1",
        "seed:-1",
        "seed:99999999999999999999",
        "step:1e9",
        "step:99999999999",
        "z:NaN",
        "w1:inf",
        "w1:1e308",
        "no-such-control:1",
        "5@z:1",
        "x@z:1",
        ";;;:::@@@",
        "\u{1F600}:\u{1F600}",
        "find:nonsense",
    ];
    for (name, make) in all() {
        for text in ABSURD {
            // Steps are bounded, but not worth replaying for each figure.
            let text = if text.starts_with("step:999") { "step:x" } else { text };
            let (run, notices) = Run::from_link(make, text);
            assert!(!notices.is_empty(), "{name}: “{text}” passed in silence");
            let sound = |notice: &Text| {
                let said = notice.english();
                said.ends_with('.') && said.len() < 200
            };
            assert!(notices.iter().all(sound), "{notices:?}");
            guard::check(run.demo())
                .unwrap_or_else(|f| panic!("{name}, {text}: {}", f.message.english()));
        }
        // What is good in a bad link is kept.
        let (run, notices) = Run::from_link(make, "seed:7;nonsense");
        assert_eq!((run.seed(), notices.len()), (7, 1), "{name}");
    }
    let (parsed, notices) = link::parse("step:99999999999");
    assert_eq!((parsed.step, notices.len()), (Some(link::MAX_STEP), 1));
}

#[test]
fn every_figure_scrubs_back_to_the_same_numbers() {
    for (name, make) in all() {
        let mut run = shaken(make, 3);
        let hashes: Vec<_> = (run.step()..run.step() + few(make, 150))
            .map(|_| {
                let seen = (run.step(), run.hash());
                run.advance().expect("the figures stay finite");
                seen
            })
            .collect();
        for &(step, hash) in hashes.iter().rev().step_by(13).chain(&hashes[..1]) {
            run.seek(step).expect("it was there before");
            assert_eq!((run.step(), run.hash()), (step, hash), "{name}");
        }
    }
}

#[test]
fn a_step_in_slices_ends_as_one_that_is_whole() {
    let mut had_slices = Vec::new();
    for (name, make) in all() {
        let (mut whole, mut slices) = (Run::new(make), Run::new(make));
        for few in 1..=3 {
            whole.advance().expect("a sound step");
            // So many slices, then the rest at once.
            if !(0..few).any(|_| slices.advance_slice().expect("a sound slice")) {
                assert!(slices.mid_step());
                had_slices.push(name);
            }
            slices.complete();
            assert!(!slices.mid_step());
            // Nor does it matter how much of what it shows was computed in advance: nothing, some, or all.
            let _ = (1..few).all(|_| !slices.precompute(true));
            if few == 3 {
                while !slices.precompute(true) {}
            }
            assert_eq!((whole.step(), whole.hash()), (slices.step(), slices.hash()), "{name}");
        }
    }
    assert!(!had_slices.is_empty(), "no figure takes its steps in slices");
}

#[test]
fn every_figure_plays_steps_resets_and_reseeds() {
    for (name, make) in all() {
        let mut run = Run::new(make);
        let start = run.hash();
        run.seek(1).expect("finite");
        assert_ne!(run.hash(), start, "{name}: a step shows");
        run.reset();
        assert_eq!((run.step(), run.hash()), (0, start), "{name}: reset returns");
        run.seek(5).expect("finite");
        let (knob, value) = run.knobs().remove(0);
        run.set(knob.key, other(&knob, &value));
        let kept = run.knobs().remove(0).1;
        run.reset();
        assert_eq!(run.knobs().remove(0).1, kept, "{name}: reset keeps what the reader set");
        run.restore_defaults();
        assert_eq!(run.hash(), start, "{name}: defaults return");
    }
}

/// What a figure declares and where it keeps it are written apart: they name the same controls.
#[test]
fn every_control_is_kept_where_its_figure_says() {
    for (name, make) in all() {
        let mut demo = make();
        for (control, value) in knob::declared(&*demo) {
            let other = other(&control, &value);
            for value in [other, value] {
                let key = control.key;
                knob::set(&mut *demo, key, &value);
                let now = knob::declared(&*demo);
                let (_, kept) = now.iter().find(|(k, _)| k.key == key).expect("it is declared");
                assert_eq!(*kept, value, "{name}: the field of {key}");
            }
        }
        assert!(demo.field("no such control").is_none(), "{name}");
    }
}

#[test]
fn every_preset_and_every_handle_works() {
    for (name, make) in all() {
        for preset in make().presets() {
            let (run, notices) = Run::from_link(make, preset.settings);
            assert_eq!(notices, Vec::<Text>::new(), "{name}: {}", preset.name.english());
            guard::check(run.demo()).unwrap_or_else(|f| panic!("{name}: {}", f.message.english()));
        }
        for (p, plot) in Run::new(make).demo().plots().iter().enumerate() {
            for (h, handle) in plot.handles.iter().enumerate() {
                let mut run = Run::new(make);
                for arrow in handle.arrows {
                    if let Arrow::Knob(key, _) = arrow {
                        let known = run.knobs().iter().any(|(k, _)| k.key == key);
                        assert!(known, "{name}: no knob {key}");
                    }
                }
                let before = run.knobs();
                // One of two places may be where it stands already.
                let moves = |part: f64| {
                    let mut run = Run::new(make);
                    let across = plot.x.min + part * (plot.x.max - plot.x.min);
                    run.move_handle(p, h, [across, 0.2 * plot.y.min + 0.8 * plot.y.max]);
                    run.knobs() != before
                };
                assert!(
                    moves(0.3) || moves(0.7),
                    "{name}: {} does not move",
                    handle.label.english()
                );
                for wild in [[f64::NAN, 0.0], [f64::INFINITY, 1.0], [1e300, -1e300], [0.0, 0.0]] {
                    run.move_handle(p, h, wild);
                    guard::check(run.demo())
                        .unwrap_or_else(|f| panic!("{name}: {}", f.message.english()));
                }
            }
        }
    }
}

#[test]
fn every_figure_names_its_parts_for_those_who_do_not_see_them() {
    for (name, make) in all() {
        let run = Run::new(make);
        let demo: &dyn Demo = run.demo();
        let caption = demo.caption().english();
        assert!(caption.ends_with('.') && caption.len() > 30, "{name}: caption");
        assert!(!demo.readouts().is_empty(), "{name}: read-outs");
        for plot in demo.plots() {
            assert!(!plot.title.is_empty(), "{name}: title");
            assert!(plot.handles.iter().all(|handle| !handle.label.is_empty()), "{name}: handles");
        }
        let keys: Vec<_> = run.knobs().iter().map(|(knob, _)| knob.key).collect();
        for (i, key) in keys.iter().enumerate() {
            assert!(!keys[..i].contains(key), "{name}: two controls {key}");
            assert!(!["seed", "step"].contains(key) && !key.contains([';', ':', '@', '&']));
        }
        for (knob, value) in run.knobs() {
            let on_grid = knob.clean(&value);
            assert_eq!(
                on_grid.as_ref(),
                Some(&value),
                "{name}: the default of {} is off its grid",
                knob.key
            );
            let text = knob.to_link(&value);
            assert_eq!(knob.from_link(&text), Some(value), "{name}: {} as text", knob.key);
            if let Kind::Slider { range, step, .. } = &knob.kind {
                assert!(range.start() < range.end() && *step > 0.0, "{name}: {}", knob.key);
            }
        }
    }
}

/// Compares with a file under tests/; writes it when it is missing on a developer's machine, or
/// when UPDATE is set. On CI a missing file is a failure.
fn compare(file: &str, found: &str) {
    compare_or_add(file, found, |_| false);
}

/// The same; where `added` says that the file only lacks what is new, it is written, too.
fn compare_or_add(file: &str, found: &str, added: impl Fn(&str) -> bool) {
    let path = Path::new("tests").join(file);
    let update = std::env::var_os("UPDATE").is_some();
    match fs::read_to_string(&path) {
        Ok(kept) if !update && !added(&kept) => assert!(
            kept == found,
            "{file} has changed; if it should, UPDATE=1 cargo test --test figures writes it anew"
        ),
        _ => {
            assert!(update || std::env::var_os("CI").is_none(), "{file} is missing");
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, found).unwrap();
        }
    }
}

#[test]
fn every_first_frame_is_as_it_was() {
    for (chapter, names) in CHAPTERS {
        for name in names.iter().map(|name| name.now) {
            let (_, make) = find(name).expect("a figure of the registry");
            let frame = first_frame(&Run::new(make), &Catalogue::ENGLISH).join("\n");
            compare(&format!("snapshots/{chapter}/{name}.svg"), &frame);
        }
    }
}

/// `tests/page` compares the same files with what the browser computes.
#[test]
fn every_state_after_some_steps_is_as_it_was() {
    for (chapter, names) in CHAPTERS {
        let mut text = String::new();
        for name in names.iter().map(|name| name.now) {
            let (_, make) = find(name).expect("a figure of the registry");
            for steps in [0, 1, few(make, 60)] {
                let mut run = Run::new(make);
                run.seek(steps).expect("the figures stay finite");
                writeln!(text, "{name} {steps} {:016x}", run.hash()).unwrap();
            }
        }
        let known = |kept: &str, name: &str| kept.lines().any(|line| line.starts_with(name));
        let all_kept = |kept: &str| kept.lines().all(|line| text.lines().any(|new| new == line));
        let new = |kept: &str| names.iter().any(|name| !known(kept, &format!("{} ", name.now)));
        compare_or_add(&format!("golden/{chapter}.txt"), &text, |kept| all_kept(kept) && new(kept));
    }
}

#[test]
fn a_figure_is_found_by_its_old_name() {
    let old: Vec<_> = CHAPTERS.iter().flat_map(|(_, names)| names.iter()).collect();
    for name in &old {
        assert_eq!(find(name.now).expect("it is there").0, name.now);
        let Some(was) = name.was else { continue };
        assert_eq!(find(was).expect("the old name works").0, name.now, "{was}");
        let clash =
            old.iter().any(|other| other.now == was || (other.was == Some(was) && other != name));
        assert!(!clash, "{was} also names another figure");
    }
    assert_eq!(exercise::evaluate("wake -> KL"), exercise::evaluate("contrastive_training -> KL"));
    assert!(exercise::evaluate("wake -> KL").is_ok());
}

/// A figure that leaves the finite world at its third step.
#[derive(Clone, Default)]
struct Exploding(f64);

impl Demo for Exploding {
    fn title(&self) -> Text {
        text!("Exploding")
    }
    fn knobs(&self, k: &mut dyn Knobs) {
        k.slider(("a", text!("a")), self.0, 0.0..=1.0, 0.1);
    }
    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "a" => self.0)
    }
    fn reset(&mut self, _rng: &mut Rng) {
        self.0 = 1e100;
    }
    fn step(&mut self, _rng: &mut Rng) {
        self.0 *= 1e100;
    }
    fn step_label(&self) -> Text {
        text!("Step")
    }
    fn plots(&self) -> Vec<Plot> {
        Vec::new()
    }
    fn readouts(&self) -> Vec<Readout> {
        vec![Readout::new("E", text!("energy E"), self.0)]
    }
    fn caption(&self) -> Text {
        Text::default()
    }
}

#[test]
fn the_guard_stops_says_why_and_leads_back() {
    let mut run = Run::new(|| Box::new(Exploding::default()));
    let fault = run.seek(100).expect_err("1e400 is no number");
    assert_eq!(run.step(), 3, "1e100, 1e200, 1e300, then infinity");
    let said = fault.message.english();
    assert!(said.starts_with("energy E has grown beyond"), "{said}");
    run.seek(2).expect("the state before it is well");
    assert_eq!(run.demo().readouts()[0].value, 1e300);
}

#[test]
fn the_step_that_first_overflows_is_kept_out_of_links() {
    let make: downhill::demo::run::Make = || Box::new(Exploding::default());
    let (run, notices) = Run::from_link(make, "step:50");
    assert_eq!((run.step(), notices.len()), (3, 1));
}

#[test]
fn answers_are_judged_kindly() {
    use exercise::{Verdict, judge};
    for (text, verdict) in [
        ("1.25", Verdict::Right),
        (" 1,25 ", Verdict::Right),
        ("1.24", Verdict::TooLow),
        ("9", Verdict::TooHigh),
        ("−1", Verdict::TooLow),
        ("", Verdict::NotANumber),
        ("NaN", Verdict::NotANumber),
        ("inf", Verdict::NotANumber),
        ("five", Verdict::NotANumber),
    ] {
        assert_eq!(judge(text, 1.25, 0.001), verdict, "“{text}”");
    }
    assert!(exercise::evaluate("nothing -> E").is_err());
    assert!(exercise::evaluate("graph -> nothing").is_err());
    assert!(exercise::evaluate("graph;nothing:1 -> E").is_err());
}

#[test]
fn numbers_print_to_four_digits() {
    for (value, text) in [
        (0.0, "0"),
        (-0.0, "0"),
        (-1.45, "−1.45"),
        (11.735_974, "11.74"),
        (0.279_7, "0.2797"),
        (1234.5, "1234"),
        (123_456.0, "123456"),
        (2.5e-7, "2.5 × 10⁻⁷"),
        (-1e8, "−10⁸"),
        (1.234_56e12, "1.235 × 10¹²"),
        (f64::NAN, "not a number"),
    ] {
        let found = downhill::demo::short(value);
        assert_eq!(found.replace('−', "-"), text.replace('−', "-"), "{value}");
    }
}
