// What the JavaScript adapters share: the feed to read, and how entries are handed over.
import fs from 'node:fs';

export const text = fs.readFileSync(process.argv[2], 'utf8');
export const list = (value) => (value == null ? [] : Array.isArray(value) ? value : [value]);
export const names = (people) => list(people).map((person) => person.name ?? person);
export const linked = (links, rel) =>
  list(links)
    .filter((link) => (link.rel ?? 'alternate') === rel)
    .map((link) => link.href);
export const handOver = (entries) => console.log(JSON.stringify(entries));
