"""One small site for each generator, with its feed switched on as its own documentation has it, and nothing tuned for this table.

A site writes its articles, is built, and says where its feed is. An article is a dict of slug, title, date, body and more front
matter. `programs` is the folder that `tests/generators/anew` installs into."""
import datetime
import json
import os
import subprocess
import sys


class Site:
    """How a generator is set up; each below says only what differs."""
    name = version = feed = ""
    articles = "."
    suffix = ".md"
    drafts = "draft: true"

    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder

    def write(self, path, text):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def run(self, *words, **environment):
        ran = subprocess.run([str(word) for word in words], cwd=self.folder, capture_output=True, text=True,
                             env={**os.environ, "TZ": "UTC", "CI": "1", "NODE_ENV": "production", **environment})
        if ran.returncode:
            sys.exit(f"{self.name}: {words}\n{ran.stdout}{ran.stderr}")
        return ran.stdout

    def modules(self, name):
        link = self.folder / "node_modules"
        if not link.exists():
            link.symlink_to(self.programs / name / "node_modules")
        return link

    def file(self, article):
        return f"{self.articles}/{article['slug']}{self.suffix}"

    def front(self, article):
        # As text, lest a title holds what means something in YAML.
        lines = [f"title: {json.dumps(article['title'], ensure_ascii=False)}", f"date: {article['date']}"]
        return lines + ([self.drafts] if article.get("draft") else [])

    def article(self, article):
        self.write(self.file(article), "---\n" + "\n".join(self.front(article)) + f"\n---\n{article['body']}\n")

    def remove(self, article):
        (self.folder / self.file(article)).unlink()


class Hugo(Site):
    name, articles, feed = "Hugo", "content/posts", "public/index.xml"

    def configure(self, url):
        self.write("hugo.toml", f'baseURL = "{url}"\ntitle = "Harbour"\n[markup.goldmark.renderer]\nunsafe = true\n')
        for layout in ("home", "page", "section"):
            self.write(f"layouts/{layout}.html", "<title>{{ .Title }}</title>{{ .Content }}")

    def build(self):
        self.run(self.programs / "hugo/bin/hugo", "--cleanDestinationDir")


class Jekyll(Site):
    name, articles, feed, drafts = "Jekyll", "_posts", "_site/feed.xml", "published: false"

    def configure(self, url):
        self.write("_config.yml", f"title: Harbour\nurl: {url.rstrip('/')}\nplugins: [jekyll-feed]\n")
        self.write("index.html", "---\n---\n<p>Home</p>\n")

    def file(self, article):
        return f"_posts/{article['date'][:10]}-{article['slug']}.md"

    def build(self):
        self.run("jekyll", "build", "--quiet")


class Eleventy(Site):
    name, articles, feed = "Eleventy", "posts", "_site/feed.xml"

    def configure(self, url):
        # https://www.11ty.dev/docs/plugins/rss/, "Virtual Template"
        self.write("eleventy.config.mjs", """import { feedPlugin } from "@11ty/eleventy-plugin-rss";
export default function (eleventyConfig) {
  eleventyConfig.addPlugin(feedPlugin, { type: "atom", outputPath: "/feed.xml", collection: { name: "posts", limit: 10 },
    metadata: { language: "en", title: "Harbour", subtitle: "News", base: "%s", author: { name: "Mei" } } });
}
""" % url)
        self.write("posts/posts.json", '{"tags": "posts"}')
        self.write("package.json", '{"private": true}')

    def build(self):
        self.run("rm", "-rf", "_site")
        self.run("node", self.modules("eleventy") / "@11ty/eleventy/cmd.cjs", "--quiet")


class Hexo(Site):
    name, articles, feed, drafts = "Hexo", "source/_posts", "public/atom.xml", "published: false"

    def configure(self, url):
        # https://github.com/hexojs/hexo-generator-feed, with `content` on
        self.write("_config.yml", f"title: Harbour\nurl: {url}\nauthor: Mei\nlanguage: en\ntheme: plain\n"
                                  "feed: {type: atom, path: atom.xml, limit: 20, content: true}\n")
        self.write("themes/plain/layout/index.ejs", "<%- page.content %>")
        self.write("package.json", json.dumps({"name": "site", "private": True, "hexo": {}, "dependencies": {
            name: "*" for name in ("hexo", "hexo-generator-feed", "hexo-renderer-ejs", "hexo-renderer-marked")}}))

    def build(self):
        modules = self.modules("hexo")
        self.run("rm", "-rf", "public", "db.json")
        self.run("node", "-e", "const H=require(process.argv[1]);(async()=>{const h=new H(process.cwd(),{silent:true});"
                               "await h.init();await h.call('generate',{});})()", modules / "hexo")


class Docusaurus(Site):
    name, articles, feed = "Docusaurus", "blog", "build/blog/atom.xml"

    def configure(self, url):
        self.write("docusaurus.config.js", """module.exports = { title: 'Harbour', url: '%s', baseUrl: '/', onBrokenLinks: 'ignore',
  presets: [['classic', { docs: false, blog: { feedOptions: { type: 'all' }, onInlineTags: 'ignore', onUntruncatedBlogPosts: 'ignore' } }]] };
""" % url.rstrip("/"))
        self.write("package.json", '{"name": "site", "private": true}')

    def article(self, article):
        # MDX: HTML is JSX, in which this is the same.
        super().article({**article, "body": article["body"].replace("<script>track()</script>", "<script>{`track()`}</script>")})

    def build(self):
        self.run("rm", "-rf", "build")
        self.run("node", self.modules("docusaurus") / "@docusaurus/core/bin/docusaurus.mjs", "build", DOCUSAURUS_NO_PERSISTENT_CACHE="true")


class Pelican(Site):
    name, articles, feed, drafts = "Pelican", "content", "output/feeds/all.atom.xml", "Status: draft"

    def configure(self, url):
        self.write("pelicanconf.py", f"AUTHOR = 'Mei'\nSITENAME = 'Harbour'\nSITEURL = '{url.rstrip('/')}'\nPATH = 'content'\n"
                                     "TIMEZONE = 'UTC'\nDEFAULT_LANG = 'en'\nFEED_ALL_ATOM = 'feeds/all.atom.xml'\n"
                                     "DELETE_OUTPUT_DIRECTORY = True\n")

    def article(self, article):
        head = [f"Title: {article['title']}", f"Date: {article['date'][:10]}"] + ([self.drafts] if article.get("draft") else [])
        self.write(self.file(article), "\n".join(head) + f"\n\n{article['body']}\n")

    def build(self):
        self.run(self.programs / "pelican/bin/pelican", "content", "--quiet")


class Astro(Site):
    name, articles, feed = "Astro", "src/content/blog", "dist/rss.xml"

    def configure(self, url):
        # https://docs.astro.build/en/recipes/rss/, the recipe for content collections
        self.write("astro.config.mjs", "import { defineConfig } from 'astro/config';\nexport default defineConfig({ site: '%s' });\n" % url)
        self.write("package.json", '{"name": "site", "type": "module", "private": true}')
        self.write("src/content.config.ts", """import { defineCollection, z } from 'astro:content';
import { glob } from 'astro/loaders';
export const collections = { blog: defineCollection({ loader: glob({ base: './src/content/blog', pattern: '**/*.md' }),
  schema: z.object({ title: z.string(), description: z.string(), date: z.coerce.date(), draft: z.boolean().optional() }) }) };
""")
        self.write("src/pages/rss.xml.js", """import rss from '@astrojs/rss';
import { getCollection } from 'astro:content';
export async function GET(context) {
  const blog = await getCollection('blog');
  return rss({ title: 'Harbour', description: 'News', site: context.site, items: blog.map((post) => ({
    title: post.data.title, pubDate: post.data.date, description: post.data.description, link: `/blog/${post.id}/` })) });
}
""")
        self.write("src/pages/index.astro", "<html><body>Home</body></html>")

    def front(self, article):
        return super().front(article) + ["description: A line."]

    def build(self):
        self.run("rm", "-rf", "dist", ".astro")
        self.run("node", self.modules("astro") / "astro/astro.js", "build", ASTRO_TELEMETRY_DISABLED="1")


class Tidings(Site):
    """The same articles, in the folder of a Hugo site."""
    name, articles, feed = "Tidings", "content/posts", "static/feeds/atom.xml"

    def configure(self, url):
        Hugo.configure(self, url)

    def build(self):
        if not (self.folder / "tidings.toml").exists():
            self.run(self.programs / "tidings", "init")
        self.run(self.programs / "tidings", "--quiet")


ALL = [Tidings, Hugo, Jekyll, Eleventy, Hexo, Docusaurus, Pelican, Astro]
