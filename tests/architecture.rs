//! The house is as ARCHITECTURE.md says: each room uses the rooms that its row of the table names and no other, and no
//! files import each other in a circle. Imports are read as they stand in the code: `use crate::{a, b::c}`, `super::`,
//! and paths within expressions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module by its path from the root of the crate: `["article", "read"]`.
type Module = Vec<String>;

/// The code of every module, without comments, strings and unit tests.
fn modules() -> BTreeMap<Module, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).expect("a folder of sources").flatten() {
            let path = file.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).expect("below src").with_extension("");
            let mut module: Module = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            module.pop_if(|last| last == "mod");
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            let text = text.split("#[cfg(test)]\nmod tests {").next().expect("the code before its tests");
            found.insert(module, code(text));
        }
    }
    found
}

/// Rust without its comments and the insides of its strings.
fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("'\"'") {
            3
        } else if let Some(escaped) = rest.strip_prefix("'\\") {
            escaped.find('\'').map_or(rest.len(), |end| end + 3).max(4).min(rest.len())
        } else if rest.starts_with("r#\"") {
            rest.find("\"#").map_or(rest.len(), |end| end + 2)
        } else if c == '"' {
            let mut end = 1;
            while end < rest.len() && rest.as_bytes()[end] != b'"' {
                end += if rest.as_bytes()[end] == b'\\' { 2 } else { 1 };
            }
            (end + 1).min(rest.len())
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        out.push(' ');
        rest = &rest[rest.ceil_char_boundary(skipped)..];
    }
    out
}

/// Every path in the code that begins with `crate`, `super` or `self`; groups in braces are taken apart.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let mut depth = 0;
            let end = code[at..].find(|c: char| {
                match c {
                    '{' if code[..at].trim_end().ends_with("use") => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                let in_group = depth > 0 || c == '}';
                !in_group && !c.is_alphanumeric() && !matches!(c, '_' | ':')
            });
            let whole = &code[at..end.map_or(code.len(), |end| at + end)];
            taken_apart("", whole, &mut found);
        }
    }
    found
}

fn taken_apart(before: &str, path: &str, found: &mut Vec<String>) {
    let Some((head, group)) = path.split_once('{') else {
        let plain = path.split(" as ").next().unwrap_or(path);
        found.push(format!("{before}{}", plain.trim()));
        return;
    };
    let group = group.strip_suffix('}').unwrap_or(group);
    let (mut depth, mut from) = (0, 0);
    let before = format!("{before}{}", head.trim());
    for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !group[from..at].trim().is_empty() {
                    taken_apart(&before, group[from..at].trim(), found);
                }
                from = at + 1;
            }
            _ => {}
        }
    }
}

/// The module that a path in another one leads to, or into; the root is none.
fn resolved(path: &str, from: &Module, modules: &BTreeMap<Module, String>) -> Option<Module> {
    let mut parts: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
    let mut base: Module = match parts.first() {
        Some(&"crate") => Vec::new(),
        _ => from.clone(),
    };
    while let Some(&("crate" | "self" | "super")) = parts.first() {
        if parts.remove(0) == "super" {
            base.pop();
        }
    }
    base.extend(parts.into_iter().map(str::to_owned));
    while !base.is_empty() && !modules.contains_key(&base) {
        base.pop();
    }
    (!base.is_empty()).then_some(base)
}

/// Which modules each module uses.
fn uses() -> BTreeMap<Module, BTreeSet<Module>> {
    let modules = modules();
    assert!(modules.len() > 200, "{}", modules.len());
    let of = |(module, code): (&Module, &String)| {
        let used =
            paths(code).into_iter().filter_map(|path| resolved(&path, module, &modules)).filter(|used| used != module);
        (module.clone(), used.collect())
    };
    modules.iter().map(of).collect()
}

#[test]
fn paths_are_read_in_all_their_forms() {
    let text =
        "use crate::{a::{b, c as d}, e};\nuse super::f::g;\n// use crate::no;\nlet x = \"crate::no\"; crate::h::i(1);";
    let mut found = paths(&code(text));
    found.sort();
    assert_eq!(found, ["crate::a::b", "crate::a::c", "crate::e", "crate::h::i", "super::f::g"]);
}

#[test]
fn each_room_uses_what_its_row_of_the_table_names() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).expect("a file");
    let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut above: BTreeSet<String> = BTreeSet::new();
    let table = text.split("| place | what lives there | may use |").nth(1).expect("the table");
    for row in table.lines().skip(2).take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [places, _, may_use] = cells[..] else { panic!("a row of three: {row}") };
        let names = |cell: &str| -> BTreeSet<String> {
            cell.split('`')
                .skip(1)
                .step_by(2)
                .map(|name| name.trim_end_matches('/').trim_end_matches(".rs").to_owned())
                .collect()
        };
        let may_use = if may_use == "all above" { above.clone() } else { names(may_use) };
        let ahead: Vec<&String> = may_use.difference(&above).collect();
        assert!(ahead.is_empty(), "{places} names what stands below it: {ahead:?}");
        for place in names(places) {
            above.insert(place.clone());
            assert!(rows.insert(place.clone(), may_use.clone()).is_none(), "two rows for {place}");
        }
    }
    let mut used: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let uses = uses();
    for (module, others) in uses.iter().filter(|(module, _)| !["lib", "main"].contains(&&*module[0])) {
        let outside = others.iter().map(|other| &*other[0]).filter(|other| *other != module[0]);
        used.entry(&module[0]).or_default().extend(outside);
    }
    for (room, others) in &used {
        let may_use = rows.get(*room).unwrap_or_else(|| panic!("`{room}` has a row"));
        let may_use: BTreeSet<&str> = may_use.iter().map(|name| &**name).collect();
        let wrong: Vec<_> = others.difference(&may_use).collect();
        assert!(wrong.is_empty(), "`{room}` uses what its row does not name: {wrong:?}");
        // `site` and `cli` may use all that there is.
        let idle: Vec<_> = may_use.difference(others).collect();
        assert!(
            idle.is_empty() || ["site", "cli"].contains(room),
            "`{room}` does not use {idle:?}, though its row says so"
        );
    }
    let gone: Vec<_> = rows.keys().filter(|room| !used.contains_key(&***room)).collect();
    assert!(gone.is_empty(), "rows of what is not there: {gone:?}");
}

/// The modules that are in a circle of imports, or between two, each with what it uses of them.
fn circles(mut uses: BTreeMap<Module, BTreeSet<Module>>) -> Vec<String> {
    // What uses nothing that is left cannot be in a circle; nor can what nothing uses that is left.
    loop {
        let before = uses.len();
        let left: BTreeSet<Module> = uses.keys().cloned().collect();
        uses.values_mut().for_each(|used| used.retain(|module| left.contains(module)));
        uses.retain(|_, used| !used.is_empty());
        let used: BTreeSet<Module> = uses.values().flatten().cloned().collect();
        uses.retain(|module, _| used.contains(module));
        if uses.len() == before {
            break;
        }
    }
    let shown = |used: &BTreeSet<Module>| used.iter().map(|used| used.join("/")).collect::<Vec<_>>().join(" ");
    uses.iter().map(|(module, used)| format!("{} -> {}", module.join("/"), shown(used))).collect()
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let circles = circles(uses());
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn a_circle_is_found() {
    let module = |name: &str| vec![name.to_owned()];
    let uses = |pairs: &[(&str, &[&str])]| {
        let of = |(from, to): &(&str, &[&str])| (module(from), to.iter().map(|to| module(to)).collect());
        circles(pairs.iter().map(of).collect())
    };
    assert_eq!(uses(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])]), Vec::<String>::new());
    let found = uses(&[("a", &["b"]), ("b", &["c", "d"]), ("c", &["b"]), ("d", &[])]);
    assert_eq!(found, ["b -> c", "c -> b"]);
}
