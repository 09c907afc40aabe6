"""What the Python adapters share: the feed to read, and how entries are handed over."""
import json
import os
import sys

path = os.path.abspath(sys.argv[1])
with open(path, "rb") as file:
    data = file.read()


def hand_over(entries):
    """Print the entries as JSON."""
    print(json.dumps(list(entries), default=str))
