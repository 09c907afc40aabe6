module.exports = function (eleventyConfig) {
  eleventyConfig.addPassthroughCopy("img");
  eleventyConfig.ignores.add("scraps/**");
  return {
    pathPrefix: "/depot/",
  };
};
