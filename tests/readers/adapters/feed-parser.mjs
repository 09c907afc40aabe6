import { parseFeed } from '@rowanmanning/feed-parser';
import { handOver, text } from './common.mjs';

handOver(
  parseFeed(text).items.map((entry) => ({
    id: entry.id,
    title: entry.title,
    link: entry.url,
    published: entry.published,
    updated: entry.updated,
    authors: entry.authors.map((author) => author.name),
    summary: entry.description,
    content: entry.content,
    categories: entry.categories.map((category) => category.term),
    enclosures: entry.media.map((file) => file.url),
  })),
);
