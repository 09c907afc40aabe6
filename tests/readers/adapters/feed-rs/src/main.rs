use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("error: no feed given")?;
    let feed = feed_rs::parser::parse(std::fs::File::open(path)?)?;
    let entries: Vec<Value> = feed.entries.iter().map(entry).collect();
    println!("{}", Value::from(entries));
    Ok(())
}

fn entry(entry: &feed_rs::model::Entry) -> Value {
    let linked = |rel: &'static str| {
        let links = entry.links.iter();
        links.filter(move |link| link.rel.as_deref().unwrap_or("alternate") == rel).map(|link| json!(link.href))
    };
    let files = entry.media.iter().flat_map(|media| &media.content).map(|file| json!(file.url));
    json!({
        "id": entry.id,
        "title": entry.title.as_ref().map(|title| &title.content),
        "link": linked("alternate").next(),
        "published": entry.published.map(|moment| moment.timestamp()),
        "updated": entry.updated.map(|moment| moment.timestamp()),
        "authors": entry.authors.iter().map(|author| json!(author.name)).collect::<Vec<_>>(),
        "summary": entry.summary.as_ref().map(|summary| &summary.content),
        "content": entry.content.as_ref().and_then(|content| content.body.as_ref()),
        "categories": entry.categories.iter().map(|category| json!(category.term)).collect::<Vec<_>>(),
        "enclosures": linked("enclosure").chain(files).collect::<Vec<_>>(),
    })
}
