//! The figure of the contents page.

figures! {
    downhill::Downhill,
}
