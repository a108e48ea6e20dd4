//! Files beside the program: too large for it, the same for every reader. Natively they are built in;
//! a page fetches them before the figures that need them come to life.

use std::sync::OnceLock;

/// A file under `static/`.
#[derive(Debug)]
pub struct File {
    /// Its path there.
    pub name: &'static str,
    content: OnceLock<Vec<u8>>,
    built_in: Option<&'static [u8]>,
    check: fn(&[u8]) -> Result<(), String>,
}

impl File {
    /// A file, what a native program holds of it, and how its content is checked.
    pub const fn new(
        name: &'static str,
        built_in: Option<&'static [u8]>,
        check: fn(&[u8]) -> Result<(), String>,
    ) -> Self {
        Self { name, content: OnceLock::new(), built_in, check }
    }

    /// The content, once it is there.
    pub fn content(&self) -> Option<&[u8]> {
        self.content.get().map(Vec::as_slice).or(self.built_in)
    }

    /// Takes the content that has arrived; it never changes after that.
    ///
    /// # Errors
    ///
    /// What is wrong with it, as when a network answers with a page of its own.
    pub fn arrive(&self, content: Vec<u8>) -> Result<(), String> {
        (self.check)(&content)?;
        self.content.get_or_init(|| content);
        Ok(())
    }
}

/// A [`File`] by its path under `static/`, built in unless the program runs in a browser.
macro_rules! file {
    ($name:literal, $check:expr) => {{
        #[cfg(target_arch = "wasm32")]
        let built_in = None;
        #[cfg(not(target_arch = "wasm32"))]
        let built_in =
            Some(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/static/", $name)).as_slice());
        $crate::demo::file::File::new($name, built_in, $check)
    }};
}
pub(crate) use file;
