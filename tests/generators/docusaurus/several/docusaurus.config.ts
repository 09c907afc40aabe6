import {themes as prismThemes} from 'prism-react-renderer';
import type {Config} from '@docusaurus/types';
import type * as Preset from '@docusaurus/preset-classic';

const config: Config = {
  title: 'Lantern Lane',
  tagline: 'Light for small boats',
  favicon: 'img/favicon.ico',
  url: 'https://lantern.example/',
  baseUrl: '/depot/',
  trailingSlash: true,
  onBrokenLinks: 'ignore',
  i18n: {defaultLocale: 'de', locales: ['de']},
  staticDirectories: ['public'],
  presets: [
    [
      '@docusaurus/preset-classic',
      {
        docs: false,
        blog: {
          path: './journal',
          routeBasePath: '/log/book/',
          exclude: ['**/old/**', 'scraps-*.md'],
          onInlineTags: 'ignore',
          onInlineAuthors: 'ignore',
          onUntruncatedBlogPosts: 'ignore',
        },
      } satisfies Preset.Options,
    ],
  ],
  plugins: [
    [
      '@docusaurus/plugin-content-blog',
      {
        id: 'news',
        path: 'news',
        routeBasePath: 'news',
        authorsMapPath: 'people.yml',
        tags: 'words.yml',
        blogTitle: 'The news',
        feedOptions: {type: 'all'},
        onInlineAuthors: 'ignore',
        onUntruncatedBlogPosts: 'ignore',
      },
    ],
  ],
  themeConfig: {
    prism: {theme: prismThemes.github, darkTheme: prismThemes.dracula},
  } satisfies Preset.ThemeConfig,
};

export default config;
