//! The render queue of a figure: its canvases, the theme's colours, and the plots that are still to be
//! drawn.

use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::{
    demo::Plot,
    plot::{
        canvas::{LayerCache, Theme, context, draw_on},
        layout::Layout,
    },
    web::{host::snapshot::Frame, page::words::catalogue},
};

/// The canvases of a figure, in the order of its plots.
#[derive(Default)]
pub(super) struct RenderQueue {
    canvases: Vec<PlotCanvas>,
    theme: Option<Theme>,
    /// Plots that were queued before the canvases were in the page.
    early: Vec<Plot>,
    /// The canvas that is drawn next. They take turns, so that the last ones are drawn even where new
    /// plots keep coming.
    next_canvas: usize,
    /// How many pictures were queued since they were last counted.
    pub(super) enqueued: u32,
    /// Backoff, in milliseconds: subtracted from the frame budget after late frames.
    pub(super) backoff_ms: f64,
}

/// A frame that comes later than this after the one before is late, in milliseconds.
const LATE: f64 = 25.0;

/// The largest backoff; what a late frame adds to it, and what a timely one takes away. The backoff is in
/// equilibrium where 5 % of the frames are late.
const MOST: f64 = 3.0;
const LATE_PENALTY: f64 = 0.8;
const TIMELY_RELIEF: f64 = 0.04;

/// The canvas of one plot.
struct PlotCanvas {
    canvas: HtmlCanvasElement,
    /// Its drawing context, once it was asked for.
    context: Option<CanvasRenderingContext2d>,
    /// Its width in CSS pixels; 0 while it has none.
    width: f64,
    cache: LayerCache,
    /// The plot that is queued for it.
    waiting: Option<Plot>,
}

impl RenderQueue {
    /// Takes canvases that are in the page now, and queues the plots that were waiting for them.
    pub(super) fn set(&mut self, canvases: Vec<HtmlCanvasElement>) -> Option<Vec<Frame>> {
        self.canvases = canvases.into_iter().map(PlotCanvas::of).collect();
        self.measure();
        let early = core::mem::take(&mut self.early);
        (!early.is_empty()).then(|| self.enqueue(early))
    }

    /// Queues plots, and returns what overlays need to know of them.
    pub(super) fn enqueue(&mut self, plots: Vec<Plot>) -> Vec<Frame> {
        self.enqueued += 1;
        if self.canvases.is_empty() {
            self.early = plots;
            return self.early.iter().map(|plot| Frame::of(plot, 0.0)).collect();
        }
        for (target, plot) in self.canvases.iter_mut().zip(plots) {
            target.waiting = Some(plot);
        }
        self.canvases.iter().filter_map(PlotCanvas::frame).collect()
    }

    /// Queues every plot again, for another width or other colours.
    pub(super) fn enqueue_again(&mut self) -> Option<Vec<Frame>> {
        for target in &mut self.canvases {
            let shown = target.cache.forget();
            target.waiting = target.waiting.take().or(shown);
        }
        let frames: Option<Vec<_>> = self.canvases.iter().map(PlotCanvas::frame).collect();
        frames.filter(|frames| !frames.is_empty())
    }

    /// Draws queued plots while there is `time` for one more; returns whether the queue is empty.
    pub(super) fn draw(&mut self, mut time: impl FnMut() -> bool) -> bool {
        let count = self.canvases.len();
        for _ in 0..count {
            let target = &mut self.canvases[self.next_canvas % count];
            if target.waiting.is_some() && target.width > 0.0 {
                if !time() {
                    return false;
                }
                let theme =
                    self.theme.get_or_insert_with(|| Theme::read(&target.canvas, catalogue()));
                target.draw(theme);
            }
            self.next_canvas = (self.next_canvas + 1) % count;
        }
        true
    }

    /// Whether a plot is queued whose canvas has a width.
    pub(super) fn waits(&self) -> bool {
        self.canvases.iter().any(|target| target.waiting.is_some() && target.width > 0.0)
    }

    /// Records how long a frame of playing was, in milliseconds, and adapts the backoff.
    pub(super) fn record_frame(&mut self, passed: f64) {
        let change = if passed > LATE { LATE_PENALTY } else { -TIMELY_RELIEF };
        self.backoff_ms = (self.backoff_ms + change).clamp(0.0, MOST);
    }

    /// Forgets the theme's colours; the next drawing reads them again.
    pub(super) fn forget_theme(&mut self) {
        self.theme = None;
    }

    /// Measures the canvases; returns whether any has another width than before.
    pub(super) fn measure(&mut self) -> bool {
        let mut changed = false;
        for target in &mut self.canvases {
            let parent = target.canvas.parent_element();
            let width = parent.map_or(0.0, |parent| f64::from(parent.client_width()));
            changed |= core::mem::replace(&mut target.width, width) != width;
        }
        changed
    }
}

impl PlotCanvas {
    fn of(canvas: HtmlCanvasElement) -> Self {
        Self { canvas, context: None, width: 0.0, cache: LayerCache::default(), waiting: None }
    }

    fn frame(&self) -> Option<Frame> {
        let plot = self.waiting.as_ref().or(self.cache.shown())?;
        let mut frame = Frame::of(plot, self.width);
        frame.layout = (self.width > 0.0).then(|| Layout::new(plot, self.width));
        Some(frame)
    }

    fn draw(&mut self, theme: &Theme) {
        let Some(plot) = self.waiting.take() else { return };
        self.context = self.context.take().or_else(|| context(&self.canvas));
        if let Some(context) = &self.context {
            draw_on(&self.canvas, context, plot, self.width, theme, &mut self.cache);
        }
    }
}
