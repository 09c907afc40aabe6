// Thunderbird's own parser and its own making of messages, taken out of its package, with as much around them as they ask
// for: a DOM from jsdom, and addresses. Arguments: the folder of its modules, and the feed.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { JSDOM } from 'jsdom';

const [modules, feedFile] = process.argv.slice(2);
const { window } = new JSDOM('');
const known = {};
const nothing = () => {};
const anything = new Proxy(function () {}, { get: (_, name) => (name === Symbol.toPrimitive ? () => '' : anything), apply: () => anything });
Object.assign(globalThis, {
  XMLSerializer: window.XMLSerializer,
  XMLDocument: { isInstance: () => true },
  DOMParser: window.DOMParser,
  Cc: anything,
  Ci: anything,
  Services: {
    io: {
      newURI: (text) => {
        const url = new URL(text);
        return { spec: url.href, schemeIs: (scheme) => url.protocol === `${scheme}:`, resolve: (to) => new URL(to, url).href };
      },
      extractScheme: (text) => new URL(text).protocol.slice(0, -1),
    },
  },
  ChromeUtils: {
    defineESModuleGetters: (lazy, names) => {
      for (const name of Object.keys(names)) Object.defineProperty(lazy, name, { get: () => known[name] });
    },
    defineLazyGetter: nothing,
  },
});
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'tidings-thunderbird-'));
try {
  for (const name of ['FeedUtils', 'FeedItem', 'FeedParser']) {
    const text = fs.readFileSync(path.join(modules, `${name}.sys.mjs`), 'utf8').replace(/^import .*$/gm, '');
    fs.writeFileSync(path.join(work, `${name}.mjs`), text);
    Object.assign(known, await import(pathToFileURL(path.join(work, `${name}.mjs`)).href));
  }
} finally {
  fs.rmSync(work, { recursive: true });
}
const { FeedUtils, FeedItem, FeedParser } = known;
FeedUtils.log = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: console.error };
// What it would write into a message's head.
FeedUtils.getValidRFC5322Date = (date) => (date ? new Date(date) : new Date(0)).toUTCString();
FeedUtils.getItemsDS = () => ({ data: {}, saveSoon: nothing });
Object.assign(FeedItem.prototype, { findStoredResource: () => null, writeToFolder: nothing, markStored: nothing, markValid: nothing });

const dom = new window.DOMParser().parseFromString(fs.readFileSync(feedFile, 'utf8'), 'text/xml');
const feed = { url: 'https://acme.example/feed', parseItems: true, folder: {}, options: FeedUtils.optionsTemplate, invalidateItems: nothing,
  onParseError: () => { throw new Error('error: it cannot be parsed'); } };
const plain = (html) => html && new JSDOM(`<p>${html}`).window.document.querySelector('p').textContent;
// `"Name, quoted" <address>`, as the head of a message has it.
const name = (author) => author.replace(/^<(.*)>$/, '$1').replace(/ <[^<>]*>?$/, '').replace(/^"|"$/g, '').replace(/\\"/g, '"');
const entries = new FeedParser().parseFeed(feed, dom).map((item) => {
  const has = Boolean(item.content);
  const { description } = item;
  item.store();
  const body = item.content.split('selected="false">\n    ')[1].split('\n  </body>')[0];
  return {
    id: item.id,
    title: plain(item.title),
    link: item.url,
    // It keeps one date: of Atom, that of the last change.
    date: item.date && new Date(item.date).toISOString(),
    authors: [item.author].flat().map(name),
    summary: description,
    content: has ? body : null,
    categories: item.keywords,
    enclosures: item.enclosures.map((one) => one.mURL),
  };
});
console.log(JSON.stringify(entries));
