// What feedsmith sees of a podcast's feed.
import { readFileSync } from "node:fs";
import { parseRssFeed } from "feedsmith";

const feed = parseRssFeed(readFileSync(process.argv[2], "utf8"));
const names = (list) => (list ?? []).flatMap((category) => [category.text, ...names(category.categories)]);

const item = (entry) => ({
  title: entry.title,
  link: entry.link,
  date: new Date(entry.pubDate).toISOString(),
  url: entry.enclosures[0].url,
  length: entry.enclosures[0].length,
  type: entry.enclosures[0].type,
  seconds: entry.itunes.duration,
  episode: entry.itunes.episode,
  season: entry.itunes.season,
  kind: entry.itunes.episodeType ?? null,
  explicit: entry.itunes.explicit ?? null,
  transcript: entry.podcast.transcripts[0].url,
  chapters: entry.podcast.chapters.url,
  people: (entry.podcast.persons ?? []).map((person) => person.display),
});

console.log(JSON.stringify({
  show: {
    title: feed.title,
    author: feed.itunes.author,
    image: feed.itunes.image,
    kind: feed.itunes.type,
    explicit: feed.itunes.explicit,
    owner: feed.itunes.owner.email,
    locked: feed.podcast.locked.value,
    funding: feed.podcast.fundings[0].url,
    categories: names(feed.itunes.categories).sort(),
  },
  items: feed.items.map(item),
}));
