import { defineConfig } from 'astro/config';

const site = 'https://lantern.example';

export default defineConfig({
  site,
  base: '/depot',
  trailingSlash: 'never',
  build: { format: 'file' },
  i18n: { defaultLocale: 'de', locales: ['de', 'en'] },
});
