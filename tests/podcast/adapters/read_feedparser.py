"""What feedparser sees of a podcast's feed."""
import json
import sys

import feedparser

feed = feedparser.parse(sys.argv[1])


def seconds(text):
    total = 0
    for part in text.split(":"):
        total = total * 60 + int(part)
    return total


def item(entry):
    file = entry.enclosures[0]
    return {
        "title": entry.title, "link": entry.link, "date": "%04d-%02d-%02d" % entry.published_parsed[:3],
        "url": file.href, "length": int(file.length), "type": file.type,
        "seconds": seconds(entry.itunes_duration), "episode": int(entry.itunes_episode), "season": int(entry.itunes_season),
        # It gives None for `clean` as for nothing.
        "transcript": entry.podcast_transcript["url"], "chapters": entry.podcast_chapters["url"],
    }


show = feed.feed
print(json.dumps({
    "show": {
        "title": show.title, "author": show.author, "image": show.image.href, "kind": show.itunes_type,
        "owner": show.publisher_detail.email,
        "categories": sorted(tag.term for tag in show.tags),
    },
    "items": [item(entry) for entry in feed.entries],
}))
