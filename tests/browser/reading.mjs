// Drives the reading view: node reading.mjs PROGRAM FOLDER
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const [program, folder] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

function write(name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/** A WAV file of so many seconds of silence. */
function silence(seconds) {
  const samples = Buffer.alloc(8000 * seconds, 128);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

const ARTICLE = `---
title: The gauge that moved
tags: [tides]
---
It stood at the north quay. ![The gauge](gauge.svg)

<script>document.body.dataset.ran = "yes"</script>

\`\`\`
level = median(samples)
\`\`\`

| Minute | Level |
| --- | --- |
| 08:14 | 2.40 m |
`;

write("tidings.toml", '[site]\ntitle = "Acme News"\nurl = "https://acme.example/news/"\n');
write("content/2026-02-03-gauge/index.md", ARTICLE);
write("content/2026-02-03-gauge/gauge.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>');
write("content/2026-01-20-放假通知.zh.txt", "放假通知\n\n    春节放假时间为二月十四日至二月二十二日，共九天。\n");
write("content/2026-02-01-tide/index.md", "---\ntitle: A year of tide\naudio: tide.wav\n---\nThe sound of it.\n");
write("content/2026-02-01-tide/tide.wav", silence(3));

const server = spawn(program, ["serve", "--port", "0"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
const [base] = await once(readline.createInterface({ input: server.stdout }), "line");
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
const checked = [];

try {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !url.startsWith("data:")) complaints.push(`it asks elsewhere: ${url}`);
  });
  await page.goto(base, { waitUntil: "domcontentloaded" });

  const shown = (text) => page.waitForFunction((text) => document.body.innerText.includes(text), {}, text);
  const framed = (text) => page.waitForFunction((text) => document.querySelector("iframe")?.contentDocument?.body?.innerText.includes(text), {}, text);
  const choose = async (title) => {
    await page.waitForFunction((title) => [...document.querySelectorAll("#entries a")].some((link) => link.innerText.includes(title)), {}, title);
    await page.evaluate((title) => [...document.querySelectorAll("#entries a")].find((link) => link.innerText.includes(title)).click(), title);
  };

  // The entry as a reader sees it, its picture from the site, no script run, as high as it is.
  await choose("The gauge that moved");
  await framed("It stood at the north quay");
  await page.waitForFunction(() => {
    const picture = document.querySelector("iframe").contentDocument.querySelector("img");
    return picture.complete && picture.naturalWidth === 40;
  });
  assert.equal(await page.evaluate(() => document.querySelector("iframe").contentDocument.body.dataset.ran), undefined);
  assert.ok(!(await page.$eval("iframe", (frame) => frame.sandbox.contains("allow-scripts"))));
  await page.waitForFunction(() => {
    const frame = document.querySelector("iframe");
    return frame.clientHeight >= frame.contentDocument.body.scrollHeight;
  });

  // Saved, and seen, where the reader is.
  write("content/2026-02-03-gauge/index.md", ARTICLE.replace("the north quay", "the south quay").replace("that moved", "that moved back"));
  await framed("the south quay");
  await shown("The gauge that moved back");

  // Where its fields come from, by keyboard.
  await page.keyboard.press("e");
  await shown("front matter, content/2026-02-03-gauge/index.md:2:8");

  // At fault: the error with its line above, and the last good view below it.
  write("content/2026-02-03-gauge/index.md", ARTICLE.replace("title: The", "title: [The"));
  await shown("The build failed");
  await framed("the south quay");
  assert.match(await page.$eval("#banner", (banner) => banner.innerText), /front-matter-invalid/);
  checked.push(["error", await page.evaluate(() => location.hash)]);
  await look(page, "an error");
  write("content/2026-02-03-gauge/index.md", ARTICLE);
  await page.waitForFunction(() => document.getElementById("banner").hidden);

  // The recording plays.
  await choose("A year of tide");
  await page.waitForFunction(() => document.querySelector("audio")?.readyState > 0);
  assert.equal(await page.$eval("audio", (audio) => Math.round(audio.duration)), 3);
  await look(page, "a recording");
  await choose("放假通知");
  await framed("春节放假时间");
  await look(page, "a notice");
  // From entry to entry by keyboard.
  await page.keyboard.press("k");
  await page.waitForFunction(() => document.querySelector(".headline").innerText === "A year of tide");
  for (const report of ["subscribers", "problems", "left-out"]) {
    await page.evaluate((report) => { location.hash = `#/${report}`; }, report);
    await page.waitForSelector(".report");
    await look(page, report);
  }
  await page.evaluate(() => { location.hash = "#/feed/rss.xml"; });
  await page.waitForSelector("#entries a");
  await look(page, "a feed");
  // A browser has six connections to a server: pages that were left hold none of them.
  for (let times = 0; times < 9; times += 1) {
    await page.goto("about:blank");
    await page.goto(base, { waitUntil: "domcontentloaded" });
    await page.waitForFunction(() => document.querySelector("iframe")?.style.height);
  }
  assert.deepEqual(complaints, []);
} finally {
  await browser.close();
  server.kill();
}
assert.deepEqual(await once(server, "exit"), [0, null]);
console.log(`${checked.length} views passed, 0 failed`);

/** Asks axe in light and dark, on desktop and phone. */
async function look(page, name) {
  for (const [size, width, height] of [["desktop", 1440, 900], ["phone", 390, 844]]) {
    await page.setViewport({ width, height });
    for (const scheme of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      // The page's policy forbids foreign script: this one comes through the debugger.
      await page.evaluate(axe);
      const found = await page.evaluate(() => globalThis.axe.run(document, { iframes: false }));
      const told = found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html).join(" ")}`);
      assert.deepEqual(told, [], `${name}, ${size}, ${scheme}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.ok(!wide, `${name}, ${size}: it is wider than the screen`);
      checked.push([name, size, scheme]);
    }
  }
  await page.setViewport({ width: 1440, height: 900 });
}
