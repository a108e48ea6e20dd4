//! What the browser tells of its own accord: events, and what an element's surroundings do to it.
//! Each watch ends when it is dropped.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Element, EventTarget, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit, ResizeObserver,
};

/// A listener on some event target.
pub(super) struct Listener {
    target: EventTarget,
    event: &'static str,
    react: Closure<dyn FnMut()>,
}

impl Listener {
    /// Calls `react` at each event of this name.
    pub(super) fn new(
        target: EventTarget,
        event: &'static str,
        react: impl FnMut() + 'static,
    ) -> Self {
        let react = Closure::<dyn FnMut()>::new(react);
        // Adding a listener fails for no target.
        let _ = target.add_event_listener_with_callback(event, react.as_ref().unchecked_ref());
        Self { target, event, react }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.react.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.event, function);
    }
}

/// A watch over which elements are on the screen, or within a margin of it.
pub(super) struct Sight {
    observer: IntersectionObserver,
    _react: Closure<dyn FnMut(Vec<IntersectionObserverEntry>, IntersectionObserver)>,
}

impl Sight {
    /// Calls `react` whenever elements come into sight or go out of it; `margin` as in a style sheet.
    pub(super) fn new(
        elements: &[Element],
        margin: &str,
        react: impl FnMut(Vec<IntersectionObserverEntry>, IntersectionObserver) + 'static,
    ) -> Result<Self, JsValue> {
        let react = Closure::<dyn FnMut(_, _)>::new(react);
        let options = IntersectionObserverInit::new();
        options.set_root_margin(margin);
        let function = react.as_ref().unchecked_ref();
        let observer = IntersectionObserver::new_with_options(function, &options)?;
        for element in elements {
            observer.observe(element);
        }
        Ok(Self { observer, _react: react })
    }
}

impl Drop for Sight {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// A watch over the size of an element.
pub(super) struct Size {
    observer: ResizeObserver,
    _react: Closure<dyn FnMut()>,
}

impl Size {
    /// Calls `react` whenever the element has another size.
    pub(super) fn new(element: &Element, react: impl FnMut() + 'static) -> Result<Self, JsValue> {
        let react = Closure::<dyn FnMut()>::new(react);
        let observer = ResizeObserver::new(react.as_ref().unchecked_ref())?;
        observer.observe(element);
        Ok(Self { observer, _react: react })
    }
}

impl Drop for Size {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
