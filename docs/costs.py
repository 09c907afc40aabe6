#!/usr/bin/env python3
"""What it costs to serve a feed to many: requests and bytes a month, worked out from the sizes of real documents.

    docs/costs.py [--subscribers N] [--minutes N] [--updates N] [--readers N] [DOCUMENT...]

The documents are those of this repository where none is named. Nothing is measured but their sizes; what is assumed is
printed. No price: what a request and a gigabyte cost, each host says, and says anew every year.
"""
import argparse
import gzip
import pathlib

FEEDS = pathlib.Path(__file__).resolve().parents[1] / "feeds"
# Bytes of the head of an answer, and of a 304, as `tidings serve --published` sends them for a feed (curl's `size_header`).
HEAD, UNCHANGED = 674, 325
DAYS = 30


def gigabytes(number):
    return f"{number / 1e9:,.1f} GB" if number < 1e12 else f"{number / 1e12:,.1f} TB"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subscribers", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=int, default=30, help="between two polls of one program")
    parser.add_argument("--updates", type=int, default=2, help="of the feed, a day")
    parser.add_argument("--readers", type=int, default=1, help="people for whom one program asks; a hosted reader asks once for all of them")
    parser.add_argument("--places", type=int, default=100, help="of the CDN, each of which asks the storage by itself")
    parser.add_argument("documents", nargs="*", type=pathlib.Path, default=[FEEDS / "news.rss.xml", FEEDS / "news.atom.xml", FEEDS / "news.json"])
    asked = parser.parse_args()
    sizes = [(len(path.read_bytes()), len(gzip.compress(path.read_bytes(), 9, mtime=0))) for path in asked.documents]
    plain, packed = (sum(size[at] for size in sizes) // len(sizes) for at in (0, 1))
    programs = asked.subscribers // asked.readers
    polls = programs * DAYS * 24 * 60 // asked.minutes
    changed = programs * DAYS * asked.updates
    print(f"{asked.subscribers:,} subscribers, {programs:,} programs, a poll every {asked.minutes} minutes, {asked.updates} updates a day, {DAYS} days")
    print(f"a document of {plain:,} bytes, {packed:,} in gzip; {HEAD} bytes of head, {UNCHANGED} for a 304\n")
    rows = [
        ("everything, every time", polls, polls * (plain + HEAD)),
        ("gzip alone", polls, polls * (packed + HEAD)),
        ("304 alone", polls, changed * (plain + HEAD) + (polls - changed) * UNCHANGED),
        ("304 and gzip", polls, changed * (packed + HEAD) + (polls - changed) * UNCHANGED),
        ("304, gzip, asked half as often (`max-age`, `ttl`)", polls // 2, changed * (packed + HEAD) + (polls // 2 - changed) * UNCHANGED),
    ]
    print("| served | requests a month | bytes a month | a second, on average |\n| --- | --- | --- | --- |")
    for name, requests, size in rows:
        print(f"| {name} | {requests:,} | {gigabytes(size)} | {requests / DAYS / 86400:,.0f} |")
    print("\n| behind a CDN of", asked.places, "places, what reaches the storage | requests a month | bytes a month |\n| --- | --- | --- |")
    # The CDN compresses: the storage has the one coding.
    expired = asked.places * DAYS * 48
    fetched = asked.places * DAYS * asked.updates
    print(f"| kept for half an hour, then asked again under a condition | {expired:,} | {gigabytes(fetched * (plain + HEAD) + (expired - fetched) * UNCHANGED)} |")
    purged = asked.places * DAYS * asked.updates
    print(f"| kept until it is purged | {purged:,} | {gigabytes(purged * (plain + HEAD))} |")
    print("\n| with WebSub, by how many of the programs subscribe | polls and fetches a month | of the feed's server, bytes a month |\n| --- | --- | --- |")
    for share in (0.5, 0.9, 1.0):
        # A subscriber of a hub polls once a day still, lest a lost push be a lost entry, and finds another document than its
        # last poll did; the hub fetches once an update.
        left = int(programs * (1 - share)) * DAYS * 24 * 60 // asked.minutes + int(programs * share) * DAYS
        news = int(programs * (1 - share)) * DAYS * asked.updates + int(programs * share) * DAYS
        print(f"| {share:.0%} | {left + DAYS * asked.updates:,} | {gigabytes(news * (packed + HEAD) + (left - news) * UNCHANGED)} |")
    print("\n| publishing, each time | requests |\n| --- | --- |")
    print("| what is published is compared, before a build and after it | 1 GET and 2 lists of up to 1,000 documents a page |")
    print("| a document that is new or differs | 1 PUT; the account of it all, 1 PUT |")
    for documents, new in ((100, 6), (1_000, 6), (40_000, 60)):
        lists = documents // 1000 + 1
        month = DAYS * asked.updates
        print(f"| {documents:,} documents of which {new} differ, {asked.updates} times a day | {(1 + 2 * lists) * month:,} reads and {(new + 1) * month:,} writes a month |")


if __name__ == "__main__":
    main()
