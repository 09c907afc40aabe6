from common import hand_over, path
from reader import make_reader

store = make_reader(":memory:", feed_root="")
store.add_feed(path)
store.update_feed(path)
hand_over(
    {
        "id": entry.id,
        "title": entry.title,
        "link": entry.link,
        "published": entry.published,
        "updated": entry.updated,
        "authors": [author.name for author in entry.authors],
        "summary": entry.summary,
        "content": "".join(content.value for content in entry.content),
        "enclosures": [enclosure.href for enclosure in entry.enclosures],
    }
    for entry in store.get_entries()
)
