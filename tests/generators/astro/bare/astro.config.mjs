import { defineConfig } from 'astro/config';
export default defineConfig({
  site: 'https://lantern.example',
  trailingSlash: 'never',
});
