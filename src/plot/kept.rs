//! What was made for one frame and may serve the next ones.

use wasm_bindgen::JsValue;

/// The last things that were made, the newest first.
pub struct Kept<T, const MOST: usize>(Vec<T>);

impl<T: Clone, const MOST: usize> Kept<T, MOST> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The one that is the `same` as is wanted, or a new one, which takes the oldest's place.
    pub fn find_or(
        &mut self,
        same: impl Fn(&T) -> bool,
        make: impl FnOnce() -> Result<T, JsValue>,
    ) -> Result<T, JsValue> {
        if let Some(found) = self.0.iter().find(|old| same(old)) {
            return Ok(found.clone());
        }
        let new = make()?;
        self.0.truncate(MOST - 1);
        self.0.insert(0, new.clone());
        Ok(new)
    }
}
