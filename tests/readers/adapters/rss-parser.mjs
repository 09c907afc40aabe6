import Parser from 'rss-parser';
import { handOver, list, text } from './common.mjs';

const feed = await new Parser().parseString(text);
handOver(
  feed.items.map((entry) => ({
    id: entry.guid ?? entry.id,
    title: entry.title,
    link: entry.link,
    date: entry.isoDate,
    authors: list(entry.creator ?? entry.author),
    summary: entry['content:encoded'] ? entry.content : entry.summary,
    content: entry['content:encoded'] ?? entry.content,
    categories: list(entry.categories).map((category) => category._ ?? category),
    enclosures: list(entry.enclosure?.url),
  })),
);
