//! Bytes become text: [`source`] decodes them, [`window`] holds the part that is being read, and knows its place.

pub mod kind;
pub mod source;
pub mod window;
