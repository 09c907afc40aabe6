# -*- coding: utf-8 -*-
from __future__ import unicode_literals
from datetime import date as today
import os

SITENAME = "Canal Log"
SITEURL = "https://lantern.example"
PATH = "content"
TIMEZONE = "America/New_York"
DEFAULT_LANG = "nl"
LOCALE = ("C",)
FEED_ALL_ATOM = "feeds/all.atom.xml"
ARTICLE_URL = '{category}/{slug}.html'; ARTICLE_SAVE_AS = '{category}/{slug}.html'
ARTICLE_LANG_URL = '{lang}/{category}/{slug}.html'
ARTICLE_LANG_SAVE_AS = '{lang}/{category}/{slug}.html'
FILENAME_METADATA = r'(?P<date>\d{4}-\d{2}-\d{2})_(?P<slug>.*)'
PATH_METADATA = r'(blog|news)/(?P<category>[^/]+)/(?P<lang>[a-z]{2})?/?.*'
ARTICLE_PATHS = ['blog', 'news', 'single.md']
ARTICLE_EXCLUDES = ['blog/aside', 'blog/a/deep']
PAGE_PATHS = ['blog/static']
IGNORE_FILES = ['.#*', '*.bak.md', 'tmp*']
READERS = {'html': None}
DEFAULT_METADATA = {
    'status': 'draft',   # until it says otherwise
    'tags': 'canal, log',
}
WITH_FUTURE_DATES = False
AUTHOR = "Mei " \
         "Lock"
COPYRIGHT = f"{today.today():%Y} Mei"
PLUGINS = [name for name in os.environ.get('PLUGINS', '').split()]

def helper(value):
    ARTICLE_URL = 'not/this'
    return value

JINJA_FILTERS = {'helper': helper}
