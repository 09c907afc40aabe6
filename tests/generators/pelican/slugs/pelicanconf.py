SITENAME = "Canal Log"
SITEURL = "https://lantern.example"
PATH = "content"
TIMEZONE = "America/New_York"
DEFAULT_LANG = "nl"
LOCALE = ("C",)
FEED_ALL_ATOM = "feeds/all.atom.xml"
SLUGIFY_USE_UNICODE = True
SLUGIFY_PRESERVE_CASE = True
SLUG_REGEX_SUBSTITUTIONS = [
    (r'[^\w\s-]', ''),
    (r'(?u)\A\s*', ''),
    (r'(?u)\s*\Z', ''),
    (r'(col)our', r'\1or'),
    ('\\.', 'dot'),
    (r'[-\s]+', '_'),
]
CATEGORY_REGEX_SUBSTITUTIONS = [('c#', 'c-sharp'), ('ropes', 'R$1 and {x}')]
AUTHOR = None
ARTICLE_URL = '{category}/{slug}.html'
ARTICLE_SAVE_AS = '{category}/{slug}.html'
