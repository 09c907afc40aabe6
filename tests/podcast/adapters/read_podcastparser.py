"""What podcastparser (of gPodder) sees of a podcast's feed. It knows the podcast namespace by its older name only, so that
what stands in that is not compared."""
import json
import sys
import time

import podcastparser

with open(sys.argv[1], "rb") as file:
    feed = podcastparser.parse("https://acme.example/show/feeds/rss.xml", file)


def item(episode):
    file = episode["enclosures"][0]
    found = {
        "title": episode["title"], "link": episode["link"],
        "date": time.strftime("%Y-%m-%d", time.gmtime(episode["published"])),
        "url": file["url"], "length": file["file_size"], "type": file["mime_type"],
        "seconds": episode["total_time"], "episode": episode.get("number"), "season": episode.get("season"),
        "kind": episode.get("type"), "explicit": episode.get("explicit"),
    }
    # What Apple's elements say nothing of, it does not give.
    return {field: value for field, value in found.items() if value is not None}


print(json.dumps({
    "show": {
        "title": feed["title"], "author": feed["itunes_author"], "image": feed["cover_url"], "kind": feed["type"],
        "explicit": feed["explicit"], "owner": feed["itunes_owner"]["email"],
    },
    # It gives a serial from its first episode on.
    "items": [item(episode) for episode in sorted(feed["episodes"], key=lambda one: -one["published"])],
}))
