require 'json'
require 'rss'

def atom(entry)
  {
    id: entry.id.content,
    title: entry.title.content,
    link: entry.links.find { |link| [nil, 'alternate'].include?(link.rel) }&.href,
    published: entry.published&.content&.to_i,
    updated: entry.updated&.content&.to_i,
    authors: entry.authors.map { |author| author.name.content },
    summary: entry.summary&.content,
    content: entry.content&.content,
    categories: entry.categories.map(&:term),
    enclosures: entry.links.select { |link| link.rel == 'enclosure' }.map(&:href)
  }
end

def rss(item)
  {
    id: item.guid&.content,
    title: item.title,
    link: item.link,
    published: item.pubDate&.to_i,
    authors: item.dc_creators.empty? ? [item.author] : item.dc_creators.map(&:content),
    summary: item.description,
    content: item.content_encoded,
    categories: item.categories.map(&:content),
    enclosures: [item.enclosure&.url]
  }
end

# With validation: this reader refuses what breaks its model of the format.
feed = RSS::Parser.parse(File.read(ARGV[0]), true)
puts JSON.generate(feed.items.map { |item| feed.is_a?(RSS::Atom::Feed) ? atom(item) : rss(item) })
