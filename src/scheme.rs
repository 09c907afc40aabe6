//! Schemes of addresses that lead to no page. What is published may not have them, and the validator, which knows nothing of
//! how we make feeds, complains of them.

/// Those that run a program, bring their page along, or show what is on the machine; sorted.
pub(crate) const UNSAFE_SCHEMES: [&str; 15] = [
    "about",
    "blob",
    "chrome",
    "data",
    "file",
    "filesystem",
    "intent",
    "jar",
    "javascript",
    "livescript",
    "mocha",
    "resource",
    "vbscript",
    "view-source",
    "wyciwyg",
];
