//! A quantity along a run: thinned, but never wrong.

use downhill::demo::{Trace, trace::room};

#[test]
fn a_trace_is_short_and_says_what_was_when() {
    let value = |step: usize| (step as f64).sqrt();
    let mut trace = Trace::from(value(0));
    for step in 1..=5000 {
        trace.push(value(step));
        assert_eq!(trace.steps(), step);
        assert_eq!((trace.first(), trace.last()), (Some(value(0)), Some(value(step))));
        let all: Vec<_> = trace.iter().collect();
        assert!(all.len() <= 401, "{} values after {step} steps", all.len());
        // Nothing is thinned before it must be.
        assert!(step >= 400 || all.len() == step + 1);
        assert!(all.iter().all(|(at, v)| *v == value(*at as usize)), "each value at its step");
        assert_eq!(all.last().map(|(at, _)| *at), Some(step as f64));
        let gaps: Vec<_> = all.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        let even = gaps[..gaps.len() - 1].iter().all(|gap| *gap == gaps[0]);
        assert!(even && gaps.iter().all(|gap| *gap > 0.0), "even, and forwards");
    }
}

#[test]
fn what_changed_without_a_step_takes_the_last_place() {
    for steps in [0, 1, 399, 400, 401, 1002] {
        let mut trace = Trace::from(0.0);
        (1..=steps).for_each(|step| trace.push(f64::from(step)));
        trace.amend(-1.0);
        assert_eq!(trace.last(), Some(-1.0));
        assert_eq!(trace.iter().last(), Some((f64::from(steps), -1.0)));
        assert_eq!(trace.iter().filter(|(_, v)| *v == -1.0).count(), 1, "after {steps} steps");
    }
    let mut empty = Trace::default();
    assert_eq!((empty.last(), empty.iter().count(), empty.steps()), (None, 0, 0));
    empty.amend(2.0);
    assert_eq!((empty.first(), empty.steps()), (Some(2.0), 0));
}

#[test]
fn an_axis_has_room_and_seldom_changes() {
    let mut spans = Vec::new();
    for reached in 0..20_000 {
        let reached = f64::from(reached);
        let span = room(reached, 20.0);
        assert!(
            span >= 20.0 && span > reached && span <= 20.0 + 1.6 * reached,
            "{reached}: {span}"
        );
        if spans.last() != Some(&span) {
            spans.push(span);
        }
    }
    assert_eq!(spans[..6], [20.0, 30.0, 40.0, 60.0, 80.0, 120.0]);
    assert_eq!(spans.len(), 21, "each once, in order");
    assert!(room(1e300, 20.0) > 1e300);
}
