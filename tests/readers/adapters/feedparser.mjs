import FeedParser from 'feedparser';
import { handOver, list, text } from './common.mjs';

const parser = new FeedParser({ addmeta: false });
const entries = [];
parser.on('error', (error) => {
  console.error(error);
  process.exit(1);
});
parser.on('data', (entry) =>
  entries.push({
    id: entry.guid,
    title: entry.title,
    link: entry.link,
    published: entry.pubdate,
    updated: entry.date,
    authors: list(entry.author),
    summary: entry.summary,
    content: entry.description,
    categories: entry.categories,
    enclosures: entry.enclosures.map((enclosure) => enclosure.url),
  }),
);
parser.on('end', () => handOver(entries));
parser.end(text);
