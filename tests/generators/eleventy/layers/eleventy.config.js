import yaml from "js-yaml";

export default function (config) {
  config.addDataExtension("yml,yaml", (text) => yaml.load(text));
  config.addGlobalData("permalink", "/global/{{ page.fileSlug }}/");
}
