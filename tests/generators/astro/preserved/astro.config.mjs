import { defineConfig } from 'astro/config';
export default defineConfig({
  site: 'https://lantern.example',
  build: { format: 'preserve' },
});
