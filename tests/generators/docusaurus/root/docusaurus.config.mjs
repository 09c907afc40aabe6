export default {
  title: 'Lantern Lane',
  url: 'https://lantern.example',
  baseUrl: '/',
  trailingSlash: false,
  onBrokenLinks: 'ignore',
  themes: ['@docusaurus/theme-classic'],
  plugins: [
    [
      'content-blog',
      {
        routeBasePath: '/',
        path: 'content/posts',
        include: ['**/*.md'],
        feedOptions: {type: null},
        onInlineTags: 'ignore',
        onUntruncatedBlogPosts: 'ignore',
      },
    ],
  ],
};
