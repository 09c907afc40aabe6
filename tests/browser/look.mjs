// Opens what a folder serves in Chromium and says what is wrong: the page for people under axe in light and dark, on a
// phone and on a desktop, with its script and without; every document in XML as a browser shows it; the address that the
// copy button copies. One line of JSON a finding; nothing where all is well.
//
//     node look.mjs BASE CHROMIUM SHOTS PAGE... -- XML...
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [base, executablePath, shots, ...rest] = process.argv.slice(2);
const pages = rest.slice(0, rest.indexOf("--"));
const documents = rest.slice(rest.indexOf("--") + 1);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCREENS = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 900 } };
mkdirSync(shots, { recursive: true });

let wrong = 0;
const tell = (finding) => { wrong += 1; console.log(JSON.stringify(finding)); };
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

for (const colorScheme of ["light", "dark"]) {
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ colorScheme, viewport, javaScriptEnabled, bypassCSP: javaScriptEnabled });
      for (const name of pages) {
        const page = await context.newPage();
        page.on("pageerror", (error) => tell({ name, error: String(error) }));
        await page.goto(base + name);
        const shot = `${shots}/${name.replaceAll("/", "-")}-${screen}-${colorScheme}${javaScriptEnabled ? "" : "-plain"}`;
        await page.screenshot({ path: `${shot}.png`, fullPage: true });
        if (!javaScriptEnabled) {
          // Nothing is missing but the buttons that copy.
          const dead = await page.locator("button:visible").count();
          if (dead) tell({ name, dead });
          continue;
        }
        await page.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
        await page.evaluate(axe);
        const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
        for (const { id, help, nodes } of found.violations) {
          tell({ name, colorScheme, screen, id, help, where: nodes.slice(0, 3).map((node) => node.html.slice(0, 160)) });
        }
        if (found.passes.length < 10) tell({ name, error: "axe has looked at nothing" });
        const over = await wide(page);
        if (over > 0) tell({ name, screen, over });
        await page.close();
      }
      await context.close();
    }
    // Under its own policy, as a visitor has it.
    const context = await browser.newContext({ colorScheme, viewport });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(base).origin });
    for (const name of pages) {
      const page = await context.newPage();
      page.on("console", (said) => { if (said.type() === "error" && /Security/.test(said.text())) tell({ name, error: said.text() }); });
      await page.goto(base + name);
      const button = page.locator("button[data-copy]").first();
      await button.click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const wanted = await button.getAttribute("data-copy");
      const said = await page.locator("#said").textContent();
      if (copied !== wanted || !said.includes(wanted)) tell({ name, copied, wanted, said });
      await page.close();
    }
    for (const name of documents) {
      const page = await context.newPage();
      const response = await page.goto(base + name);
      // Straight from the browser: a sandboxed document takes none of the scripts by which a picture is taken else.
      const session = await context.newCDPSession(page);
      const { data } = await session.send("Page.captureScreenshot", { format: "png" });
      writeFileSync(`${shots}/${name.replaceAll("/", "-")}-${screen}-${colorScheme}.png`, Buffer.from(data, "base64"));
      const seen = await page.evaluate(() => {
        const root = getComputedStyle(document.documentElement);
        const banner = getComputedStyle(document.documentElement, "::before").content;
        const shown = [...document.querySelectorAll("item > title, entry > title, outline")];
        return { display: root.display, back: root.backgroundColor, banner, entries: shown.length,
          hidden: shown.filter((one) => !one.getClientRects().length).length,
          loose: [...document.querySelectorAll("item > *, entry > *")].some((one) => one.localName === "encoded" && one.getClientRects().length) };
      });
      const over = await wide(page);
      const right = seen.display === "block" && seen.banner.includes("index.html") && seen.entries && !seen.hidden && !seen.loose;
      if (!right || over > 0) tell({ name, type: response.headers()["content-type"], screen, over, ...seen });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
process.exitCode = wrong ? 1 : 0;
