//! What judges: elements of XML one by one as the [`engine`] walks over them, members of JSON, and documents beside
//! each other. What the rules say stands in [`super::rules`].

mod atom;
pub mod compare;
mod constructs;
pub mod engine;
mod ext;
mod frame;
pub mod json_feed;
mod json_members;
mod kinds;
mod links;
mod noted;
mod opml;
pub mod pages;
mod rss;
mod rss_text;
mod schema;
pub mod served;
mod spaces;
mod text;
mod values;
