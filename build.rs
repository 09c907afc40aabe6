//! Links the program to fixed addresses where that is known to work.
//!
//! The tables of time zones, entities and letters that the program carries hold ninety thousand addresses. In an
//! executable that may be loaded anywhere, all of them are corrected at each start, which takes longer than to look
//! at the states of a thousand articles.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |key, value| env::var(key).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
