import re
import subprocess

from common import data, hand_over

# sfeed(5): time, title, link, content, content type, id, author, enclosure, categories.
text = subprocess.run(["sfeed"], input=data, stdout=subprocess.PIPE, check=True).stdout.decode()
rows = (line.split("\t") for line in text.splitlines())
hand_over(
    {
        "date": int(row[0]) if row[0] else None,
        "title": row[1],
        "link": row[2],
        "content": re.sub(r"\\([nt\\])", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), row[3]),
        "id": row[5],
        "authors": [row[6]],
        "enclosures": [row[7]],
        "categories": row[8].split("|"),
    }
    for row in rows
)
