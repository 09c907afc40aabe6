import fastfeedparser
from common import data, hand_over

hand_over(
    {
        "id": entry.get("id"),
        "title": entry.get("title"),
        "link": entry.get("link"),
        "published": entry.get("published"),
        "updated": entry.get("updated"),
        "authors": [author["name"] for author in entry.get("authors", [])],
        "summary": entry.get("description"),
        "content": "".join(content["value"] for content in entry.get("content", [])),
        "categories": [tag["term"] for tag in entry.get("tags", [])],
        "enclosures": [enclosure["url"] for enclosure in entry.get("enclosures", [])],
    }
    for entry in fastfeedparser.parse(data)["entries"]
)
