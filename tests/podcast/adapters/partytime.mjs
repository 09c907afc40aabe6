// What partytime (of the Podcast Namespace's makers) sees of a podcast's feed.
import { readFileSync } from "node:fs";
import { parseFeed } from "podcast-partytime";

const feed = parseFeed(readFileSync(process.argv[2], "utf8"));
const item = (entry) => ({
  title: entry.title,
  link: entry.link,
  date: entry.pubDate.toISOString(),
  url: entry.enclosure.url,
  length: entry.enclosure.length,
  type: entry.enclosure.type,
  seconds: entry.duration,
  transcript: entry.podcastTranscripts[0].url,
  chapters: entry.podcastChapters.url,
  episode: entry.podcastEpisode?.number,
  season: entry.podcastSeason?.number,
  people: (entry.podcastPeople ?? []).map((person) => person.name),
});

console.log(JSON.stringify({
  show: {
    title: feed.title,
    image: feed.itunesImage,
    explicit: feed.explicit,
    locked: feed.locked,
    funding: feed.podcastFunding?.[0]?.url,
  },
  items: feed.items.map(item),
}));
