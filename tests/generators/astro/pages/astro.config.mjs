export default {
  site: 'https://lantern.example/',
  trailingSlash: 'always',
};
