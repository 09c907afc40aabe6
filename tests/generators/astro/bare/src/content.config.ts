import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';
import { glob } from 'astro/loaders';

export const collections = {
  posts: defineCollection({
    loader: glob({ pattern: ['**/*.md', '!**/notes-*.md'], base: 'src/content/posts' }),
    schema: z.object({ title: z.string(), pubDate: z.coerce.date() }),
  }),
};
