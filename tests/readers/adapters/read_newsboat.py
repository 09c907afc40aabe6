import os
import sqlite3
import subprocess
import tempfile

from common import hand_over, path

with tempfile.TemporaryDirectory() as work:
    with open(work + "/urls", "w") as urls:
        urls.write(f"file://{path}\n")
    command = ["newsboat", "-u", work + "/urls", "-c", work + "/cache", "-C", "/dev/null", "-x", "reload"]
    subprocess.run(command, env=dict(os.environ, HOME=work), check=True, stdout=subprocess.DEVNULL)
    query = "select guid, title, url, pubDate, author, content, enclosure_url from rss_item order by id desc"
    hand_over(
        {
            "id": guid,
            "title": title,
            "link": link,
            "date": date,
            "authors": (author or "").split(", "),
            "content": content,
            "enclosures": [enclosure],
        }
        for guid, title, link, date, author, content, enclosure in sqlite3.connect(work + "/cache").execute(query)
    )
