export default function (config) {
  config.setInputDirectory("src");
  config.setIncludesDirectory("_parts");
  config.setOutputDirectory("public");
  config.addGlobalData("permalink", "{{ page.filePathStem }}.html");
  config.addGlobalData("layout", false);
}
