import { defineCollection, z } from "astro:content";
import { glob } from "astro/loaders";

export const BLOG_PATH = "src/data/notes";

const notes = defineCollection({
  loader: glob({ pattern: "**/[^_]*.md", base: `./${BLOG_PATH}` }),
  schema: z.object({ title: z.string(), pubDate: z.date() }),
});
const people = defineCollection({
  loader: glob({ pattern: "*.md", base: "./src/data/people" }),
  schema: z.object({ title: z.string() }),
});

export const collections = { notes, people };
