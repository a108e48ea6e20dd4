//! In a real browser: the same bits as natively, figures that mount, answer to pointer, keys and
//! links, come down again, and stop without taking the page with them.

#![cfg(target_arch = "wasm32")]

use downhill::{
    demo::{
        Axis, Demo, Field, Knobs, Plot, Readout, Text,
        run::{Make, Run},
    },
    demos::{self, all},
    ebm::math::rng::Rng,
    fields, text,
    web::{isolate, page::mount},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    Element, HtmlElement, KeyboardEvent, KeyboardEventInit, PointerEvent, PointerEventInit,
};

#[path = "../core/bits.rs"]
mod bits;

wasm_bindgen_test_configure!(run_in_browser);

/// The files that figures fetch, as the page would hand them over.
fn files_arrive() {
    const FILES: [(&str, &[u8]); 2] = [
        ("data/digits.txt", include_bytes!("../../static/data/digits.txt")),
        ("data/vae.i8", include_bytes!("../../static/data/vae.i8")),
    ];
    for file in all().iter().flat_map(|(_, make)| make().files()) {
        let content = FILES.iter().find(|(name, _)| *name == file.name).expect("no such file").1;
        file.arrive(content.to_vec()).expect("the file is whole");
    }
}

fn document() -> web_sys::Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Lets timers, effects and frames run.
async fn wait(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().unwrap();
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
            .unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Waits until something holds, however long a busy machine takes, within reason.
async fn until(holds: impl Fn() -> bool, what: &str) {
    const LONGEST: i32 = 60_000;
    const PAUSE: i32 = 10;
    for _ in 0..LONGEST / PAUSE {
        if holds() {
            return;
        }
        wait(PAUSE).await;
    }
    panic!("in vain: {what}");
}

/// Lets the browser draw some frames: long enough for what would happen at once to happen.
async fn frames(count: u32) {
    for _ in 0..count {
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
        });
        JsFuture::from(promise).await.unwrap();
    }
}

/// A figure element with a mounted demo in it, drawn, or stopped by a fault.
async fn mounted(name: &'static str, make: Make, link: &str) -> Element {
    let figure = document().create_element("figure").unwrap();
    figure.set_id(name);
    document().body().unwrap().append_child(&figure).unwrap();
    let stage = document().create_element("div").unwrap().dyn_into::<HtmlElement>().unwrap();
    figure.append_child(&stage).unwrap();
    mount::mount_demo(stage, name, make, link, false);
    let drawn = || {
        let canvas = figure.query_selector("canvas").unwrap();
        let canvas = canvas.and_then(|canvas| canvas.dyn_into::<web_sys::HtmlCanvasElement>().ok());
        // A canvas is 300 pixels wide before it is drawn on, and a handle has no place.
        let placed = grips(&figure).iter().all(|grip| grip.get_attribute("style").is_some());
        canvas.is_some_and(|canvas| canvas.has_attribute("width")) && placed
    };
    until(|| drawn() || count(&figure, ".fault") > 0, &format!("{name} is drawn")).await;
    figure
}

/// The handles of a figure.
fn grips(figure: &Element) -> Vec<HtmlElement> {
    let all = figure.query_selector_all(".grip").unwrap();
    (0..all.length()).map(|i| all.item(i).unwrap().dyn_into().unwrap()).collect()
}

/// What a handle says of its place.
fn place_of(grip: &HtmlElement) -> Option<String> {
    grip.get_attribute("aria-valuetext")
}

fn find(figure: &Element, selector: &str) -> HtmlElement {
    let found = figure.query_selector(selector).unwrap();
    found.unwrap_or_else(|| panic!("no {selector}")).dyn_into().unwrap()
}

fn count(figure: &Element, selector: &str) -> u32 {
    figure.query_selector_all(selector).unwrap().length()
}

fn text(figure: &Element, selector: &str) -> String {
    find(figure, selector).text_content().unwrap_or_default()
}

fn press(target: &HtmlElement, key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

/// The full-precision read-outs of a mounted figure.
fn readouts(figure: &Element) -> Vec<String> {
    let all = figure.query_selector_all("output[data-readout]").unwrap();
    (0..all.length())
        .filter_map(|i| all.item(i)?.dyn_into::<Element>().ok()?.get_attribute("data-value"))
        .collect()
}

/// What the read-outs of a run print in full.
fn expected(run: &Run) -> Vec<String> {
    run.demo().readouts().iter().map(|readout| format!("{}", readout.value)).collect()
}

/// Waits until the figure shows the numbers of a run, which may take it some frames.
async fn comes_to(figure: &Element, run: &Run, what: &str) {
    let expected = expected(run);
    until(|| readouts(figure) == expected, &format!("{what}: {expected:?}")).await;
}

/// The golden hashes of every chapter: the list of chapters makes it.
macro_rules! golden {
    ($($chapter:ident),* $(,)?) => {
        &[$(include_str!(concat!("../golden/", stringify!($chapter), ".txt"))),*]
    };
}
const GOLDEN: &[&str] = downhill::demos::chapters!(golden);

#[wasm_bindgen_test]
fn the_browser_computes_the_same_bits() {
    files_arrive();
    let mut seen = 0;
    for line in GOLDEN.iter().flat_map(|text| text.lines()) {
        let [name, steps, hash] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let (_, make) = demos::find(name).expect("a figure of the registry");
        let mut run = Run::new(make);
        run.seek(steps.parse().unwrap()).unwrap();
        assert_eq!(format!("{:016x}", run.hash()), hash, "{name} after {steps} steps");
        seen += 1;
    }
    assert_eq!(seen, 3 * all().len(), "every figure has its golden hashes");
}

#[wasm_bindgen_test]
async fn every_figure_mounts_steps_and_comes_down() {
    files_arrive();
    for (name, make) in all() {
        let figure = mounted(name, make, "").await;
        let plots = Run::new(make).demo().plots();
        assert_eq!(count(&figure, "canvas") as usize, plots.len(), "{name}");
        let handles: usize = plots.iter().map(|plot| plot.handles.len()).sum();
        assert_eq!(count(&figure, "[role=slider].grip") as usize, handles, "{name}");
        let canvas: web_sys::HtmlCanvasElement = find(&figure, "canvas").dyn_into().unwrap();
        assert!(canvas.width() > 100 && canvas.height() > 50, "{name} is drawn");
        find(&figure, ".step").click();
        let mut run = Run::new(make);
        run.advance().unwrap();
        comes_to(&figure, &run, &format!("{name} after a step")).await;
        let caption = run.demo().caption().english();
        until(|| text(&figure, ".now") == caption, &format!("{name} says: {caption}")).await;
        find(&figure, ".back").click();
        comes_to(&figure, &Run::new(make), &format!("{name} back")).await;
        mount::clear();
        assert_eq!(count(&figure, "canvas"), 0, "{name} comes down");
        figure.remove();
    }
}

#[wasm_bindgen_test]
async fn every_figure_restores_a_link() {
    files_arrive();
    for (name, make) in all() {
        let mut run = Run::new(make);
        run.seek(3).unwrap();
        let (knob, value) = run.knobs().remove(0);
        let end = knob.extremes().into_iter().find(|end| *end != value).unwrap();
        run.set(knob.key, end);
        run.seek(5).unwrap();
        let figure = mounted(name, make, &run.to_link().unwrap()).await;
        comes_to(&figure, &run, name).await;
        assert_eq!(text(&figure, ".notices"), "", "{name}");
        mount::clear();
        figure.remove();
    }
}

#[wasm_bindgen_test]
async fn every_handle_answers_to_the_arrow_keys() {
    files_arrive();
    for (name, make) in all() {
        let figure = mounted(name, make, "").await;
        for (i, grip) in grips(&figure).iter().enumerate() {
            let said = place_of(grip);
            assert!(said.is_some() && grip.get_attribute("aria-label").is_some(), "{name}");
            // If it stands at one end already, the other way is open.
            press(grip, "ArrowLeft");
            if !moves(grip, said.as_deref()).await {
                press(grip, "ArrowRight");
                until(|| place_of(grip) != said, &format!("{name}, handle {i} moves")).await;
            }
        }
        mount::clear();
        figure.remove();
    }
}

/// Whether a handle moves within a second: it may stand at an end, where it cannot.
async fn moves(grip: &HtmlElement, from: Option<&str>) -> bool {
    for _ in 0..20 {
        if place_of(grip).as_deref() != from {
            return true;
        }
        wait(50).await;
    }
    false
}

/// Waits until a handle stands still: until it says the same over ten frames.
async fn settles(grip: &HtmlElement) {
    loop {
        let before = place_of(grip);
        frames(10).await;
        if place_of(grip) == before {
            return;
        }
    }
}

/// Sends a pointer event at a place of the window.
fn point(target: &HtmlElement, kind: &str, [x, y]: [f64; 2]) {
    let init = PointerEventInit::new();
    init.set_bubbles(true);
    init.set_client_x(x as i32);
    init.set_client_y(y as i32);
    let event = PointerEvent::new_with_event_init_dict(kind, &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn every_handle_follows_the_pointer() {
    files_arrive();
    for (name, make) in all() {
        let figure = mounted(name, make, "").await;
        for (i, grip) in grips(&figure).iter().enumerate() {
            let bounds = grip.get_bounding_client_rect();
            let middle = [bounds.x() + bounds.width() / 2.0, bounds.y() + bounds.height() / 2.0];
            let said = place_of(grip);
            // To the left, from the left end to the right, and far.
            for way in [-100.0, 100.0, -200.0, -400.0] {
                let away = [middle[0] + way, middle[1] + 60.0];
                point(grip, "pointerdown", middle);
                point(grip, "pointermove", away);
                point(grip, "pointerup", away);
                if moves(grip, said.as_deref()).await {
                    break;
                }
            }
            assert_ne!(place_of(grip), said, "{name}, handle {i}");
            settles(grip).await;
            let held = place_of(grip);
            point(grip, "pointermove", middle);
            frames(4).await;
            assert_eq!(place_of(grip), held, "{name}: let go");
        }
        mount::clear();
        figure.remove();
    }
}

#[wasm_bindgen_test]
async fn every_plot_has_a_cross_hair() {
    files_arrive();
    for (name, make) in all() {
        let figure = mounted(name, make, "").await;
        let surfaces = figure.query_selector_all(".surface").unwrap();
        for i in 0..surfaces.length() {
            let surface: HtmlElement = surfaces.item(i).unwrap().dyn_into().unwrap();
            let words = || text(&surface, ".coordinates");
            press(&surface, "ArrowRight");
            until(|| !words().is_empty(), &format!("{name}: the cross-hair says where it is"))
                .await;
            let first = words();
            press(&surface, "ArrowUp");
            until(|| words() != first, &format!("{name}: the cross-hair moves")).await;
            press(&surface, "Enter");
            press(&surface, "Escape");
            until(|| words().is_empty(), &format!("{name}: Escape hides it")).await;
        }
        mount::clear();
        figure.remove();
    }
}

#[wasm_bindgen_test]
async fn absurd_input_is_refused_with_a_message() {
    let (name, make) = all()[0];
    let figure = mounted(name, make, "v9;nonsense;seed:x").await;
    until(|| count(&figure, ".notices p") == 3, "three notices").await;
    for field in [".exact", ".seed .exact"] {
        let before = readouts(&figure);
        let input: web_sys::HtmlInputElement = find(&figure, field).dyn_into().unwrap();
        let kept = input.value();
        input.set_value("a lot");
        input.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
        input.dispatch_event(&web_sys::Event::new("change").unwrap()).unwrap();
        until(|| text(&figure, ".notices").contains("“a lot”"), field).await;
        until(|| input.value() == kept, "the field shows the truth again").await;
        assert_eq!(readouts(&figure), before, "{field}: nothing is lost");
    }
    mount::clear();
    figure.remove();
}

/// A figure that overflows at its third step, and panics when told to.
#[derive(Clone, Default)]
struct Bomb {
    size: f64,
    lit: bool,
}

impl Demo for Bomb {
    fn title(&self) -> Text {
        text!("Bomb")
    }
    fn knobs(&self, k: &mut dyn Knobs) {
        k.toggle(("lit", text!("lit")), self.lit);
    }
    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "lit" => self.lit)
    }
    fn reset(&mut self, _rng: &mut Rng) {
        self.size = 1e100;
    }
    fn step(&mut self, _rng: &mut Rng) {
        assert!(!self.lit, "the bomb goes off");
        self.size *= 1e100;
    }
    fn step_label(&self) -> Text {
        text!("Step")
    }
    fn plots(&self) -> Vec<Plot> {
        vec![Plot::new(
            text!("A bomb"),
            Axis::new(text!("x"), 0.0, 1.0),
            Axis::new(text!("y"), 0.0, 1.0),
        )]
    }
    fn readouts(&self) -> Vec<Readout> {
        vec![Readout::new("size", text!("size"), self.size)]
    }
    fn caption(&self) -> Text {
        text!("A bomb.")
    }
}

#[wasm_bindgen_test]
async fn the_guard_stops_says_why_and_leads_back() {
    let figure = mounted("bomb", || Box::new(Bomb::default()), "").await;
    for step in 1..=3 {
        find(&figure, ".step").click();
        let at = format!("step {step}");
        until(|| text(&figure, ".where") == at, &at).await;
    }
    until(|| count(&figure, ".fault[role=alert]") == 1, "the fault").await;
    let alert = text(&figure, ".fault[role=alert]");
    assert!(alert.contains("Stopped at step 3: size has grown"), "{alert}");
    assert_eq!(readouts(&figure), [format!("{}", 1e300)], "the last good frame stays");
    find(&figure, ".fault button").click();
    until(|| count(&figure, ".fault") == 0, "the fault is gone").await;
    until(|| text(&figure, ".where") == "step 2", "step 2").await;
    mount::clear();
    figure.remove();
}

#[wasm_bindgen_test]
async fn a_link_into_a_fault_says_so_and_the_way_back_shows_the_figure() {
    let figure = mounted("bomb", || Box::new(Bomb::default()), "step:5").await;
    until(|| count(&figure, ".fault[role=alert]") == 1, "the fault").await;
    let alert = text(&figure, ".fault[role=alert]");
    assert!(alert.contains("Stopped at step 3: size has grown"), "{alert}");
    assert_eq!([count(&figure, "canvas"), count(&figure, ".knob.toggle")], [1, 1]);
    find(&figure, ".fault button").click();
    until(|| count(&figure, ".fault") == 0, "the fault is gone").await;
    until(|| text(&figure, ".where") == "step 2", "step 2").await;
    until(|| readouts(&figure) == [format!("{}", 1e300)], "the state before it").await;
    mount::clear();
    figure.remove();
}

#[wasm_bindgen_test]
async fn one_panic_leaves_the_page_and_the_other_figures_alive() {
    isolate::install();
    let bomb = mounted("bomb", || Box::new(Bomb { size: 1.0, lit: false }), "lit:on").await;
    let (name, make) = all()[0];
    let other = mounted(name, make, "").await;
    // The browser reports the trap to window.onerror, where the test runner listens too.
    let quiet = js_sys::Function::new_no_args("return true");
    let window = web_sys::window().unwrap();
    let heard = window.onerror();
    window.set_onerror(Some(&quiet));
    find(&bomb, ".step").click();
    until(|| bomb.class_list().contains("broken"), "the bomb goes off").await;
    window.set_onerror(heard.as_ref());
    assert!(text(&bomb, "[role=alert]").contains("This figure has stopped"));
    find(&bomb, ".reset").click();
    find(&other, ".step").click();
    let mut run = Run::new(make);
    run.advance().unwrap();
    comes_to(&other, &run, "the other figure goes on").await;
    assert!(!other.class_list().contains("broken"));
    mount::clear();
    bomb.remove();
    other.remove();
}
