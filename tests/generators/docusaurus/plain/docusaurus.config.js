// @ts-check
/* A configuration as `create-docusaurus` writes it, with `https://` in a comment. */

/** @type {import('@docusaurus/types').Config} */
const config = {
  title: 'Lantern \'Lane\'',
  tagline: `Light for "small" boats`,
  url: 'https://lantern.example',
  baseUrl: '/',
  onBrokenLinks: 'ignore',
  onBrokenMarkdownLinks: 'warn',

  i18n: {
    defaultLocale: 'en',
    locales: ['en'],
  },

  presets: [
    [
      'classic',
      /** @type {import('@docusaurus/preset-classic').Options} */
      ({
        docs: false,
        blog: {
          showReadingTime: true,
          feedOptions: {
            type: ['rss', 'atom', 'json'],
            xslt: true,
            limit: false,
          },
          onInlineTags: 'ignore',
          onInlineAuthors: 'ignore',
          onUntruncatedBlogPosts: 'ignore',
        },
        theme: {},
      }),
    ],
  ],
};

export default config;
