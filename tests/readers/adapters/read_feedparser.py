import calendar
import sys

import feedparser
from common import data, hand_over

feed = feedparser.parse(data)
if feed.bozo:
    sys.exit(f"error: {feed.bozo_exception}")


def moment(entry, key):
    return calendar.timegm(entry[key]) if key in entry else None


hand_over(
    {
        "id": entry.get("id"),
        "title": entry.get("title"),
        "link": entry.get("link"),
        "published": moment(entry, "published_parsed"),
        "updated": moment(entry, "updated_parsed"),
        "authors": [author.get("name") for author in entry.get("authors", [])],
        "summary": entry.get("summary"),
        "content": "".join(part.value for part in entry.get("content", [])),
        "categories": [tag.term for tag in entry.get("tags", [])],
        "enclosures": [link.href for link in entry.get("links", []) if link.rel == "enclosure"],
    }
    for entry in feed.entries
)
