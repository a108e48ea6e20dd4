//! The parts of the program: a release build has one for each chapter's figures, which a page fetches
//! when it needs it (`xtask/src/split.rs` splits the program). Other builds have all in one.

#[cfg(split)]
mod parts {
    #![allow(unsafe_code, reason = "the macro declares the functions that the other part exports")]

    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    use crate::demos::{self, Figures};

    /// Declares the part of each chapter, and how to fetch it by name.
    macro_rules! parts {
        ($($chapter:ident),* $(,)?) => {
            $(
                #[wasm_split($chapter, fallible)]
                fn $chapter() -> Result<Figures, SplitLoaderError> {
                    Ok(demos::$chapter::FIGURES)
                }
            )*

            pub(super) async fn fetch(chapter: &str) -> Result<Figures, SplitLoaderError> {
                match chapter {
                    $(stringify!($chapter) => $chapter().await,)*
                    _ => Ok(&[]),
                }
            }
        };
    }

    demos::chapters!(parts);
}

/// Fetches the part that holds a figure, unless it is there.
#[cfg(split)]
pub(super) async fn arrive(figure: &str) -> Result<(), String> {
    use crate::demos;
    let Some((_, chapter)) = demos::name(figure) else { return Ok(()) };
    if demos::find(figure).is_none() {
        demos::arrive(
            parts::fetch(chapter).await.map_err(|error| format!("{chapter}: {error:?}"))?,
        );
    }
    Ok(())
}

/// All figures are here.
#[cfg(not(split))]
pub(super) fn arrive(_figure: &str) -> impl Future<Output = Result<(), String>> {
    core::future::ready(Ok(()))
}
