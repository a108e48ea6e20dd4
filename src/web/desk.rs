//! What a figure is drawn on: its canvases, the theme's colours, and the plots that wait their turn.

use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::{
    demo::Plot,
    plot::{
        backdrop::Backdrop,
        canvas::{Theme, context, draw_on},
        layout::Layout,
    },
    web::shot::Frame,
};

/// The canvases of a figure, in the order of its plots.
#[derive(Default)]
pub(super) struct Desk {
    papers: Vec<Paper>,
    theme: Option<Theme>,
    /// The plots that came before the canvases.
    early: Vec<Plot>,
    /// Whose turn it is: so that the last plots have theirs even where new ones keep coming.
    turn: usize,
    /// How many pictures were laid on it since they were last counted.
    pub(super) laid: u32,
    /// By how much less than its part of a frame the figure takes, in milliseconds.
    pub(super) strain: f64,
}

/// A frame that came later than this after the one before was late, in milliseconds.
const LATE: f64 = 25.0;

/// The most by which a figure takes less of a frame; what a late frame adds to that, and what one in time
/// takes away: where one in twenty is late, it stays.
const MOST: f64 = 3.0;
const HARDER: f64 = 0.8;
const EASIER: f64 = 0.04;

/// What a plot is drawn on.
struct Paper {
    canvas: HtmlCanvasElement,
    /// The way to draw on it, once it was.
    context: Option<CanvasRenderingContext2d>,
    /// Its width in CSS pixels; 0 while it has none.
    width: f64,
    backdrop: Backdrop,
    /// What it is to show.
    waiting: Option<Plot>,
}

impl Desk {
    /// Takes canvases that are in the page, for what waits for them.
    pub(super) fn set(&mut self, canvases: Vec<HtmlCanvasElement>) -> Option<Vec<Frame>> {
        self.papers = canvases.into_iter().map(Paper::of).collect();
        self.measure();
        let early = core::mem::take(&mut self.early);
        (!early.is_empty()).then(|| self.lay(early))
    }

    /// Takes plots to be drawn, and says what overlays need to know of them.
    pub(super) fn lay(&mut self, plots: Vec<Plot>) -> Vec<Frame> {
        self.laid += 1;
        if self.papers.is_empty() {
            self.early = plots;
            return self.early.iter().map(|plot| Frame::of(plot, 0.0)).collect();
        }
        for (paper, plot) in self.papers.iter_mut().zip(plots) {
            paper.waiting = Some(plot);
        }
        self.papers.iter().filter_map(Paper::frame).collect()
    }

    /// Lets everything be drawn again, in another width or other colours, if anything was.
    pub(super) fn lay_again(&mut self) -> Option<Vec<Frame>> {
        for paper in &mut self.papers {
            let shown = paper.backdrop.forget();
            paper.waiting = paper.waiting.take().or(shown);
        }
        let frames: Option<Vec<_>> = self.papers.iter().map(Paper::frame).collect();
        frames.filter(|frames| !frames.is_empty())
    }

    /// Draws what waits, while there is `time` for one more plot; whether nothing is left.
    pub(super) fn draw(&mut self, mut time: impl FnMut() -> bool) -> bool {
        let count = self.papers.len();
        for _ in 0..count {
            let paper = &mut self.papers[self.turn % count];
            if paper.waiting.is_some() && paper.width > 0.0 {
                if !time() {
                    return false;
                }
                let theme = self.theme.get_or_insert_with(|| Theme::read(&paper.canvas));
                paper.draw(theme);
            }
            self.turn = (self.turn + 1) % count;
        }
        true
    }

    /// Whether a plot waits that has room.
    pub(super) fn waits(&self) -> bool {
        self.papers.iter().any(|paper| paper.waiting.is_some() && paper.width > 0.0)
    }

    /// Notes how long a frame of playing was.
    pub(super) fn feel(&mut self, passed: f64) {
        let change = if passed > LATE { HARDER } else { -EASIER };
        self.strain = (self.strain + change).clamp(0.0, MOST);
    }

    /// Forgets the theme's colours; the next drawing reads them again.
    pub(super) fn forget_theme(&mut self) {
        self.theme = None;
    }

    /// Measures the canvases; whether any has another width than before.
    pub(super) fn measure(&mut self) -> bool {
        let mut changed = false;
        for paper in &mut self.papers {
            let parent = paper.canvas.parent_element();
            let width = parent.map_or(0.0, |parent| f64::from(parent.client_width()));
            changed |= core::mem::replace(&mut paper.width, width) != width;
        }
        changed
    }
}

impl Paper {
    fn of(canvas: HtmlCanvasElement) -> Self {
        Self { canvas, context: None, width: 0.0, backdrop: Backdrop::default(), waiting: None }
    }

    fn frame(&self) -> Option<Frame> {
        let plot = self.waiting.as_ref().or(self.backdrop.shown())?;
        let mut frame = Frame::of(plot, self.width);
        frame.layout = (self.width > 0.0).then(|| Layout::new(plot, self.width));
        Some(frame)
    }

    fn draw(&mut self, theme: &Theme) {
        let Some(plot) = self.waiting.take() else { return };
        self.context = self.context.take().or_else(|| context(&self.canvas));
        if let Some(context) = &self.context {
            draw_on(&self.canvas, context, plot, self.width, theme, &mut self.backdrop);
        }
    }
}
