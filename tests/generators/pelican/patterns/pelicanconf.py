SITENAME = "Canal Log"
SITEURL = "https://lantern.example"
PATH = "content"
TIMEZONE = "America/New_York"
DEFAULT_LANG = "nl"
LOCALE = ("C",)
FEED_ALL_ATOM = "feeds/all.atom.xml"
AUTHOR = 'Mei Lock'
ARTICLE_URL = ("posts/{category}/{author}/{date:%Y}-{date:%m}-{date:%d}/"
               "{date:%-m}.{date:%-d}.{date:%y}/{date:%b}/{date:%B}/{date:%a}/{date:%A}/{date:%j}/{date:%H%M%S}/{date:%-H}/{date:%p}{date:%I}/{slug}/")
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
ARTICLE_LANG_URL = '{lang}/{date:%G-W%V-%u}/{date:%U.%W.%w}/{slug}.html'
ARTICLE_LANG_SAVE_AS = ARTICLE_LANG_URL
SLUGIFY_SOURCE = 'basename'
DEFAULT_CATEGORY = 'All Sorts'
USE_FOLDER_AS_CATEGORY = False
