import { getCollection } from 'astro:content';

/** All posts, the newest first. */
export async function getAllPosts() {
  const posts = await getCollection('blog');
  return posts.sort((a, b) => b.data.pubDate.valueOf() - a.data.pubDate.valueOf());
}
