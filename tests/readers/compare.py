"""Compares what a reader saw with what was published.

The truth is the JSON Feed of the same entries, which needs no interpretation. What every reader must hand on is an
error where it differs; what many readers leave out or hold in another form by design is allowed, and said.
"""
import datetime
import email.utils
import html
import json
import re

FIELDS = ("id", "link", "title", "published", "updated", "authors", "summary", "content", "categories", "enclosures")

# '=' the same, '-' not handed on, '~' less than was published or in another form, 'k' a known fault, 'X' wrong.
WORST = "-=~kX"


def _has_tag(text):
    return re.search(r"<\w[^>]*>", text or "") is not None


def _has_reference(text):
    return re.search(r"&#?\w+;", text or "") is not None


# Faults of a reader that no publisher can avoid: (reader, field) to the reason and whether the entry provokes it.
KNOWN = {
    ("npm feedparser", "title"): (
        "takes anything like a tag out of titles", lambda truth, _: _has_tag(truth["title"])),
    ("feedparser", "title"): (
        "takes a title with an entity's name in it for HTML", lambda truth, _: _has_reference(truth["title"])),
    ("reader", "title"): (
        "reads with feedparser, which does so", lambda truth, _: _has_reference(truth["title"])),
    ("ruby rss", "title"): (
        "unescapes titles once too often", lambda truth, _: _has_reference(truth["title"])),
    ("feed-parser", "title"): (
        "unescapes titles once too often", lambda truth, _: _has_reference(truth["title"])),
    ("feed-parser", "summary"): (
        "unescapes HTML once too often", lambda truth, _: _has_reference(html.escape(truth["summary"] or ""))),
    ("feed-parser", "content"): (
        "unescapes HTML once too often", lambda truth, _: "&lt;" in truth["content"] or "&amp;" in truth["content"]),
    ("feedparser", "authors"): (
        "cuts an address at the fourth letter of its top-level domain",
        lambda truth, seen: len(truth["authors"]) == 1 and "(" in "".join(seen)),
    ("newsboat", "authors"): (
        "keeps the authors as one text with commas between", lambda truth, _: "," in "".join(truth["authors"])),
    ("reader", "authors"): (
        "keeps the authors as one text with commas between", lambda truth, _: "," in "".join(truth["authors"])),
    ("gofeed", "authors"): (
        "drops a name that has brackets", lambda truth, _: "(" in "".join(truth["authors"])),
    ("npm feedparser", "authors"): (
        "takes the feed's author where an entry has several", lambda truth, _: len(truth["authors"]) > 1),
}


def read_truth(path):
    """The entries of a JSON Feed, in its order."""
    with open(path, encoding="utf-8") as file:
        items = json.load(file)["items"]
    return [
        {
            "id": item["id"],
            "link": item["url"],
            "title": item["title"],
            "published": moment(item["date_published"]),
            "updated": moment(item["date_modified"]),
            "authors": [author["name"] for author in item.get("authors", [])],
            "summary": item.get("summary"),
            "content": item.get("content_html") or "",
            "categories": item.get("tags", []),
            "enclosures": [attachment["url"] for attachment in item.get("attachments", [])],
        }
        for item in items
    ]


def compare(reader, entries, truth):
    """({field: mark}, notes) of a reader's entries against the truth."""
    marks, notes = dict.fromkeys(FIELDS, "-"), []
    if len(entries) != len(truth):
        marks["id"] = "X"
        notes.append(f"X {reader}: {len(entries)} entries, {len(truth)} were published")
    # Of each field, the entries that came without it, and whether any came with it.
    without, handed_on = {field: [] for field in FIELDS}, set()
    for number, (published, seen) in enumerate(zip(truth, align(entries, truth)), 1):
        for field in FIELDS if seen else ():
            mark, value = CHECKS[field](published, seen)
            reason, provoked = KNOWN.get((reader, field), ("", None))
            if mark == "X" and provoked and provoked(published, value):
                mark = "k"
            if mark != "-":
                handed_on.add(field)
            elif _is_due(field, published):
                without[field].append(number)
            marks[field] = max(marks[field], mark, key=WORST.index)
            if mark in "kX":
                expected = published[field] if field not in ("summary", "content") else (
                    published["summary"], published["content"])
                note = f"{mark} {reader} entry {number} {field}: {value!r:.160}, not {expected!r:.200}"
                notes.append(f"{note}: {reason}" if mark == "k" else note)
    # A reader may leave a field out; where it hands it on of other entries, these have lost it.
    for field, numbers in without.items():
        if numbers and field in handed_on:
            known = KNOWN.get((reader, field))
            if known and all(known[1](truth[number - 1], None) for number in numbers):
                continue
            marks[field] = "X"
            notes.append(f"X {reader} {field}: missing of entries {', '.join(map(str, numbers))}, and there of others")
    return marks, notes


def _is_due(field, truth):
    """Whether every form of a feed has a field of this entry: RSS says no change that there was not, and has one body
    where there is only one."""
    if field == "updated":
        return truth["updated"] != truth["published"]
    if field in ("summary", "content"):
        return truth["summary"] and truth["content"]
    return truth[field]


def align(entries, truth):
    """Readers order entries differently: put each beside the published one that it is."""
    left, row = list(entries), []
    for wanted in truth:
        found = next((entry for key in ("id", "link", "title") for entry in left if entry.get(key) == wanted[key]), None)
        row.append(found)
        if found:
            left.remove(found)
    return [entry or (left.pop(0) if left else None) for entry in row]


def moment(value):
    """Seconds since 1970 of whatever form of date a reader gives; None for none."""
    if value in (None, ""):
        return None
    if not isinstance(value, str):
        return int(value)
    try:
        if re.match(r"\d{4}-", value):
            when = datetime.datetime.fromisoformat(re.sub(r"Z$", "+00:00", value.strip()))
        else:
            when = email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return f"unreadable: {value}"
    return int((when if when.tzinfo else when.replace(tzinfo=datetime.timezone.utc)).timestamp())


def fold(text):
    """The text without white space, which readers and tags move about."""
    return "".join((text or "").split())


def text_of(markup):
    """The text of HTML, without white space."""
    return fold(html.unescape(re.sub(r"<[^>]*>", " ", markup or "")))


def addresses_of(markup):
    """Where the HTML's links and images lead."""
    quoted = re.findall(r"(?:href|src)=(?:\"([^\"]*)\"|'([^']*)')", markup or "")
    return sorted(html.unescape(double or single) for double, single in quoted)


def _exactly(field):
    def check(truth, seen):
        value = seen.get(field)
        return ("-" if not value else "=" if value == truth[field] else "X"), value

    return check


def _title(truth, seen):
    value = " ".join((seen.get("title") or "").split())
    return ("=" if value == " ".join(truth["title"].split()) else "X"), value


def _published(truth, seen):
    # A reader that keeps one date shows either of the two.
    value, one = moment(seen.get("published")), moment(seen.get("date"))
    if value is None and one is not None:
        return ("=" if one == truth["published"] else "~" if one == truth["updated"] else "X"), one
    return ("-" if value is None else "=" if value == truth["published"] else "X"), value


def _updated(truth, seen):
    # RSS has no such element of its own: readers that do not know Atom's fill it from pubDate or not at all.
    value = moment(seen.get("updated"))
    if value is None:
        return "-", value
    return ("=" if value == truth["updated"] else "~" if value == truth["published"] else "X"), value


def _authors(truth, seen):
    # RSS `author` is `mail (Name)`, of which readers keep all or either part; many keep one of several authors.
    value = [name for name in seen.get("authors") or [] if name]
    plain = [re.sub(r"^(?:\S+@\S+ )?\((.*)\)$", r"\1", name.strip()) for name in value]
    if not value:
        return "X", value
    # RSS has several as one text.
    together = [between.join(truth["authors"]) for between in (", ", "; ")]
    if value == truth["authors"] or len(value) == 1 and value[0] in together:
        return "=", value
    address_only = len(truth["authors"]) == 1 and all(re.fullmatch(r"\S+@\S+\.\S+", name) for name in value)
    return ("~" if address_only or set(plain) <= set(truth["authors"]) else "X"), value


def _summary(truth, seen):
    value = seen.get("summary")
    if not value:
        return "-", value
    forms = {fold(value), text_of(value)}
    if truth["summary"] and fold(truth["summary"]) in forms:
        return "=", value
    # Without a summary, or in a reader that fills it so, the content.
    return ("~" if truth["content"] and text_of(truth["content"]) in forms else "X"), value


def _content(truth, seen):
    value = seen.get("content")
    if not value:
        return "-", value
    if truth["content"] and text_of(value) == text_of(truth["content"]):
        return ("=" if addresses_of(value) == addresses_of(truth["content"]) else "X"), value
    # Where there is only a summary, readers that show one body show that.
    as_body = not truth["content"] and fold(truth["summary"]) in (fold(value), text_of(value))
    return ("~" if as_body else "X"), value


def _some_of(field):
    def check(truth, seen):
        value = [one for one in seen.get(field) or [] if one]
        if not value:
            return "-", value
        return ("=" if set(value) == set(truth[field]) else "~" if set(value) < set(truth[field]) else "X"), value

    return check


CHECKS = {
    "id": _exactly("id"),
    "link": _exactly("link"),
    "title": _title,
    "published": _published,
    "updated": _updated,
    "authors": _authors,
    "summary": _summary,
    "content": _content,
    "categories": _some_of("categories"),
    "enclosures": _some_of("enclosures"),
}
