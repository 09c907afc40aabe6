import { parseFeed } from 'feedsmith';
import { handOver, linked, list, names, text } from './common.mjs';

const readers = {
  json: (feed) =>
    list(feed.items).map((entry) => ({
      id: entry.id,
      title: entry.title,
      link: entry.url,
      published: entry.date_published,
      updated: entry.date_modified,
      authors: names(entry.authors),
      summary: entry.summary,
      content: entry.content_html ?? entry.content_text,
      categories: entry.tags,
      enclosures: list(entry.attachments).map((attachment) => attachment.url),
    })),
  atom: (feed) =>
    list(feed.entries).map((entry) => ({
      id: entry.id,
      title: entry.title?.value,
      link: linked(entry.links, 'alternate')[0],
      published: entry.published,
      updated: entry.updated,
      authors: names(entry.authors),
      summary: entry.summary?.value,
      content: entry.content?.value,
      categories: list(entry.categories).map((category) => category.term),
      enclosures: linked(entry.links, 'enclosure'),
    })),
  rss: (feed) =>
    list(feed.items).map((entry) => ({
      id: entry.guid?.value,
      title: entry.title,
      link: entry.link,
      published: entry.pubDate,
      updated: entry.atom?.updated,
      authors: names(entry.dc?.creators ?? entry.authors),
      summary: entry.description,
      content: entry.content?.encoded,
      categories: names(entry.categories),
      enclosures: list(entry.enclosures).map((enclosure) => enclosure.url),
    })),
};
const { format, feed } = parseFeed(text);
handOver(readers[format](feed));
