//! A small cache of things that are costly to make: the least recently made goes first.

use wasm_bindgen::JsValue;

/// The last `MOST` things that were made, the newest first.
pub struct Lru<T, const MOST: usize>(Vec<T>);

impl<T: Clone, const MOST: usize> Lru<T, MOST> {
    /// An empty cache.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The one that is the `same` as is wanted; where there is none, a new one takes the oldest's place.
    pub fn get_or_insert(
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
