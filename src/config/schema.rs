//! The schema of `tidings.toml`, made of the types that read it: it is what is committed, describes every key, and the
//! documentation names the same keys.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::raw::Raw;

/// The schema as editors take it: draft 7, for TOML has no null and its numbers have no other types.
fn made() -> Value {
    let settings = SchemaSettings::draft07().for_deserialize();
    let schema = settings.into_generator().into_root_schema_for::<Raw>();
    let mut schema = serde_json::to_value(schema).expect("a schema is JSON");
    simplify(&mut schema);
    let root = schema.as_object_mut().expect("a schema is an object");
    root.insert("title".into(), "tidings.toml".into());
    root.insert("description".into(), "The configuration of Tidings.".into());
    // The other name of a key, which serde knows as an alias.
    let site = &mut root["definitions"]["RawSite"]["properties"];
    site["preset"] = json!({ "type": "string", "description": "Another name of `generator`." });
    schema
}

fn simplify(schema: &mut Value) {
    match schema {
        Value::Array(all) => all.iter_mut().for_each(simplify),
        Value::Object(map) => {
            map.remove("format");
            map.remove("default");
            if let Some(Value::Array(types)) = map.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [one] = types.as_slice() {
                    map["type"] = one.clone();
                }
            }
            without_null(map);
            map.values_mut().for_each(simplify);
        }
        _ => {}
    }
}

/// `anyOf` of something and null is that thing.
fn without_null(map: &mut Map<String, Value>) {
    let Some(Value::Array(choices)) = map.get_mut("anyOf") else { return };
    choices.retain(|choice| choice["type"] != "null");
    if let [one] = choices.as_slice() {
        let one = one.clone();
        map.remove("anyOf");
        match one {
            // What stands beside a reference does not count in draft 7.
            Value::Object(one) if one.contains_key("$ref") => {
                map.insert("allOf".into(), json!([one]));
            }
            Value::Object(one) => one.into_iter().for_each(|(key, value)| {
                map.entry(key).or_insert(value);
            }),
            _ => {}
        }
    }
}

/// What in a value the schema refuses, by its path; a small reader of what [`made`] writes.
fn refused(schema: &Value, root: &Value, value: &Value, at: &str) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str() {
        return refused(&root["definitions"][name.trim_start_matches("#/definitions/")], root, value, at);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return parts.iter().find_map(|part| refused(part, root, value, at));
    }
    for choices in ["anyOf", "oneOf"] {
        if let Some(choices) = schema[choices].as_array() {
            let all: Vec<Option<String>> = choices.iter().map(|one| refused(one, root, value, at)).collect();
            if all.iter().all(Option::is_some) {
                return Some(format!("{at}: none of the choices"));
            }
        }
    }
    let kind = match value {
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
        Value::Null => "null",
    };
    let fits = |wanted: &Value| wanted == kind || (wanted == "number" && kind == "integer");
    let types = &schema["type"];
    if !(types.is_null() || fits(types) || types.as_array().is_some_and(|all| all.iter().any(fits))) {
        return Some(format!("{at}: {kind} is no {types}"));
    }
    let named = |key: &str| schema[key].as_array().cloned().unwrap_or_default();
    if (schema.get("enum").is_some() && !named("enum").contains(value))
        || schema.get("const").is_some_and(|only| only != value)
    {
        return Some(format!("{at}: {value} is none of the values"));
    }
    match value {
        Value::Array(items) => items.iter().enumerate().find_map(|(number, item)| {
            let schema = schema.get("items")?;
            refused(schema, root, item, &format!("{at}[{number}]"))
        }),
        Value::Object(map) => {
            let lacks = named("required").into_iter().find(|key| !map.contains_key(key.as_str().unwrap_or_default()));
            if let Some(key) = lacks {
                return Some(format!("{at}: lacks {key}"));
            }
            map.iter().find_map(|(key, value)| {
                let at = format!("{at}.{key}");
                match (schema["properties"].get(key), schema.get("additionalProperties")) {
                    (Some(schema), _) => refused(schema, root, value, &at),
                    (None, Some(Value::Bool(false))) => Some(format!("{at}: no such key")),
                    (None, Some(schema @ Value::Object(_))) => refused(schema, root, value, &at),
                    (None, _) => None,
                }
            })
        }
        _ => None,
    }
}

/// A text of TOML as the schema's users see it: dates are texts.
fn as_json(text: &str) -> Value {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(all) => all.into_iter().map(convert).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, convert(value))).collect(),
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(is_on) => is_on.into(),
        }
    }
    let table: toml::Table = toml::from_str(text).expect("TOML");
    convert(toml::Value::Table(table))
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn page(name: &str) -> String {
    std::fs::read_to_string(docs().join(name)).expect("a page")
}

/// Every table of the schema with its keys, by its name in the schema.
fn tables(schema: &Value) -> BTreeMap<String, Vec<(String, Value)>> {
    let keys = |table: &Value| -> Vec<(String, Value)> {
        let properties = table["properties"].as_object().cloned().unwrap_or_default();
        properties.into_iter().collect()
    };
    let definitions = schema["definitions"].as_object().expect("definitions");
    let mut all: BTreeMap<String, Vec<(String, Value)>> =
        definitions.iter().map(|(name, table)| (name.clone(), keys(table))).collect();
    all.insert("Raw".to_owned(), keys(schema));
    all.retain(|_, keys| !keys.is_empty());
    all
}

#[test]
fn the_schema_is_that_of_the_types() {
    let text = serde_json::to_string_pretty(&made()).expect("JSON") + "\n";
    let file = docs().join("tidings.schema.json");
    if std::env::var_os("TIDINGS_BLESS").is_some() {
        std::fs::write(&file, &text).expect("docs can be written");
    }
    let committed = std::fs::read_to_string(&file).expect("UTF-8");
    assert!(committed == text, "docs/tidings.schema.json: run `TIDINGS_BLESS=1 cargo test --lib config::schema`");
}

#[test]
fn every_key_is_described() {
    for (table, keys) in tables(&made()) {
        for (key, schema) in keys {
            let said = schema["description"].as_str().unwrap_or_default();
            assert!(said.ends_with(['.', '…']), "`{key}` of {table} needs a sentence as its doc comment: {said:?}");
        }
    }
}

/// Where the keys of a table are told: a page, and the heading of a section in it.
const TOLD: [(&str, &str, &str); 13] = [
    ("RawSite", "configuration.md", "## [site]"),
    ("RawOrganization", "configuration.md", "## [organization]"),
    ("RawAuthor", "configuration.md", "## [[author]]"),
    ("RawContent", "configuration.md", "## [content]"),
    ("RawConvert", "configuration.md", "## [[convert]]"),
    ("RawOutput", "configuration.md", "## [output]"),
    ("RawDates", "configuration.md", "## [dates]"),
    ("RawLedger", "configuration.md", "## [ledger]"),
    ("RawPublish", "configuration.md", "## [publish]"),
    ("RawValidate", "configuration.md", "## [validate]"),
    ("RawFeed", "configuration.md", "## [[feed]]"),
    ("RawFilter", "configuration.md", "## [[feed]]"),
    ("RawPodcast", "podcasts.md", "## [podcast]"),
];

fn section(text: &str, heading: &str) -> String {
    let at = text.find(&format!("{heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
    let text = &text[at + heading.len()..];
    text[..text.find("\n## ").unwrap_or(text.len())].to_owned()
}

#[test]
fn the_documentation_names_the_keys_that_there_are() {
    let tables = tables(&made());
    for (table, name, heading) in TOLD {
        let told = section(&page(name), heading);
        let keys: BTreeSet<&str> = tables[table].iter().map(|(key, _)| key.as_str()).collect();
        let in_values = |key: &str| key == "values" && told.contains("[content.values]");
        let in_contacts = |key: &str| key == "contacts" && told.contains("[organization.contacts]");
        for key in keys.iter().filter(|key| !in_values(key) && !in_contacts(key)) {
            assert!(told.contains(&format!("`{key}`")), "docs/{name}, {heading}, does not name `{key}`");
        }
        // The first column of the table of keys.
        let rows = told.split("| key | default | is |").nth(1).unwrap_or_default();
        let rows = rows.trim_start().lines().skip(1).take_while(|row| row.starts_with('|'));
        for named in rows.flat_map(|row| row.split('|').nth(1).unwrap_or_default().split('`').skip(1).step_by(2)) {
            assert!(keys.contains(named) || table == "RawFilter", "docs/{name}, {heading}: `{named}` is no key");
        }
    }
    for (key, _) in &tables["Raw"] {
        let page = page("configuration.md");
        assert!(page.contains(&format!("## [{key}]")) || page.contains(&format!("## [[{key}]]")), "{key}");
    }
}

/// The blocks of TOML in a page that are of `tidings.toml`: those whose tables are all of it.
fn examples(text: &str, tables: &BTreeSet<String>) -> Vec<String> {
    let blocks = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let ours = blocks.filter(|block| {
        let parsed: Result<toml::Table, _> = toml::from_str(block);
        let only_ours = |table: toml::Table| !table.is_empty() && table.keys().all(|key| tables.contains(key));
        parsed.is_ok_and(only_ours)
    });
    ours.map(str::to_owned).collect()
}

#[test]
fn the_examples_of_the_documentation_are_valid() {
    let schema = made();
    let names: BTreeSet<String> =
        schema["properties"].as_object().expect("properties").keys().map(String::to_owned).collect();
    let mut folders = vec![docs()];
    let mut pages = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|ending| ending == "md") => pages.push(path),
                false => {}
            }
        }
    }
    let mut seen = 0;
    for page in pages {
        for example in examples(&std::fs::read_to_string(&page).expect("UTF-8"), &names) {
            // Other programs have a table `[site]` or `[feed]` too; theirs stand under their own names in the text.
            assert_eq!(refused(&schema, &schema, &as_json(&example), ""), None, "{}:\n{example}", page.display());
            seen += 1;
        }
    }
    assert!(seen >= 8, "{seen}");
    let own = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tidings.toml")).expect("UTF-8");
    assert_eq!(refused(&schema, &schema, &as_json(&own), ""), None);
}

#[test]
fn the_schema_and_the_reader_agree() {
    let schema = made();
    let texts = [
        ("[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\n", true),
        ("[site]\npreset = \"hugo\"\n", true),
        ("[site]\ntitel = \"T\"\n", false),
        ("[site]\ntitle = 1\n", false),
        ("site = 1\n", false),
        ("[sites]\n", false),
        ("[site]\npermalink = { news = \"/n/{slug}/\", \"*\" = \"/{path}/\" }\n", true),
        ("[site]\npermalink = 1\n", false),
        ("[organization]\nurl = \"/\"\n", false),
        ("[organization]\nname = \"A\"\n[organization.contacts]\nwechat = \"acme\"\n", true),
        ("[[feed]]\nname = \"a\"\nlimit = \"all\"\n", true),
        ("[[feed]]\nname = \"a\"\nlimit = true\n", false),
        ("[[feed]]\nlimit = 3\n", false),
        ("[feed]\nname = \"a\"\n", false),
        ("[[feed]]\nname = \"a\"\nformats = [\"rss\", \"pdf\"]\n", false),
        ("[[feed]]\nname = \"a\"\neach = \"tag\"\n", true),
        ("[[feed]]\nname = \"a\"\neach = \"tags\"\n", false),
        ("[[feed]]\nname = \"a\"\nsince = 2024-08-30\nyear = [2024, 2025]\nwhere = { a = [true, 1], b = 2.5 }\n", true),
        ("[[feed]]\nname = \"a\"\nyear = \"2024\"\n", false),
        ("[[feed]]\nname = \"a\"\npodcast = true\n", true),
        ("[[feed]]\nname = \"a\"\npodcast = { category = \"Arts\", type = \"serial\" }\n", true),
        ("[[feed]]\nname = \"a\"\npodcast = { categories = \"Arts\" }\n", false),
        ("[output]\npage = false\nopml = \"all.opml\"\nhub = [\"https://hub.example/\"]\n", true),
        ("[output]\npage = 1\n", false),
        ("[content.values]\na = 1\nb.c = [true]\n", true),
        ("[content]\nundated = \"no\"\n", false),
        ("[[convert]]\nfrom = [\"rst\"]\ncommand = [\"pandoc\", \"{input}\"]\nto = \"html\"\n", true),
        ("[[convert]]\nfrom = \"rst\"\n", false),
        ("[validate]\nseverity = { html-malformed = \"off\" }\n", true),
        ("[validate]\nseverity = { html-malformed = \"none\" }\n", false),
        ("[dates]\ngit = \"yes\"\n", false),
    ];
    for (text, holds) in texts {
        let read = toml::from_str::<Raw>(text);
        let schema_says = refused(&schema, &schema, &as_json(text), "");
        assert_eq!(read.is_ok(), holds, "the reader on {text}: {:?}", read.err());
        assert_eq!(schema_says.is_none(), holds, "the schema on {text}: {schema_says:?}");
    }
}
