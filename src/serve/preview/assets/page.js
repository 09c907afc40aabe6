// The reading view. All text that comes from the site is written as text; markup is in the frame of an entry alone, which
// runs no script.
"use strict";

const at = (id) => document.getElementById(id);

/** An element with attributes and children; strings become text. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const state = { site: null, feed: null, path: null, id: null, report: null, explained: false, building: false, connected: true };
/** What is on the screen, so that nothing is drawn twice. */
const drawn = {};

const FORMATS = { rss: "RSS", atom: "Atom", json: "JSON Feed" };
const CHANGES = { new: "not published yet", changed: "differs from what is published", removed: "goes" };

async function ask(path, query) {
  const url = query ? `${path}?${new URLSearchParams(query)}` : path;
  const answer = await fetch(url, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/* ---- where we are: #/feed/PATH, #/feed/PATH/ID, #/problems, #/subscribers, #/left-out ---- */

function address(path, id) {
  return `#/feed/${encodeURIComponent(path)}${id === undefined ? "" : "/" + encodeURIComponent(id)}`;
}

function readAddress() {
  const [, kind, path, id] = location.hash.split("/");
  state.report = ["problems", "subscribers", "left-out"].includes(kind) ? kind : null;
  state.path = kind === "feed" && path ? decodeURIComponent(path) : null;
  state.id = kind === "feed" && id !== undefined ? decodeURIComponent(id) : null;
}

/** The feeds, each with its documents in all formats. */
function groups() {
  const found = new Map();
  for (const line of state.site.feeds) {
    if (line.archive) continue;
    if (!found.has(line.feed)) found.set(line.feed, []);
    found.get(line.feed).push(line);
  }
  return [...found.values()];
}

function group(path) {
  return groups().find((lines) => lines.some((line) => line.path === path));
}

/* ---- drawing ---- */

/** Draws a part of the page if what it shows is another; keeps the focus and where it was scrolled to. */
function draw(part, value, parent, build) {
  const key = JSON.stringify(value);
  if (drawn[part] === key) return;
  drawn[part] = key;
  const focused = parent.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const top = parent.scrollTop;
  parent.replaceChildren(...[build()].flat().filter(Boolean));
  parent.scrollTop = top;
  if (focused) parent.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function drawStatus() {
  const { site } = state;
  const status = at("status");
  let text = "Making the feeds…";
  let kind = "work";
  if (!state.connected) [text, kind] = ["The server has ended", "gone"];
  else if (!state.building && site) {
    if (site.failed) [text, kind] = ["The build failed", "bad"];
    else [text, kind] = [`${count(site.entries, "entry", "entries")}, made in ${(site.took_ms / 1000).toFixed(2)} s`, "good"];
  }
  status.dataset.state = kind;
  if (at("status-text").textContent !== text) at("status-text").textContent = text;
  if (!site) return;
  at("site").textContent = site.title || "Tidings";
  at("trial").textContent = site.trial.length ? `Preview with ${site.trial.join(", ")}` : "Preview, nothing is written";
  document.title = `${site.failed ? "✗ " : ""}${site.title || "Tidings"} · preview`;
  document.body.dataset.round = site.round;
}

function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

function drawBanner() {
  const { site } = state;
  const errors = site.problems.filter((problem) => problem.severity === "error");
  const shows = site.failed && state.report !== "problems";
  at("banner").hidden = !shows;
  if (!shows) return;
  const last = site.empty ? "Nothing can be shown yet." : "What was made before is shown.";
  at("banner-title").textContent = `The build failed. ${last}`;
  draw("banner", [site.fault, errors], at("banner-problems"), () => [
    site.fault && make("p", {}, site.fault),
    ...errors.slice(0, 3).map(problem),
  ]);
  const more = errors.length - 3;
  at("banner-more").textContent = more > 0 ? `and ${more} more` : "All problems";
}

/** What stands between backticks is set as code. */
function withCode(text) {
  return text.split("`").map((part, index) => (index % 2 ? make("code", {}, part) : part));
}

function problem(found) {
  const place = found.file && [found.file, found.line, found.column].filter(Boolean).join(":");
  const [before, marked, after] = found.source || [];
  return make("div", { class: `problem ${found.severity}` },
    make("p", { class: "what" }, make("span", { class: `badge ${found.severity}` }, found.severity), make("span", {}, withCode(found.message))),
    make("p", { class: "where" }, [place, found.code].filter(Boolean).join(" · ")),
    found.source && make("pre", {}, make("span", { class: "number", "aria-hidden": "true" }, String(found.line)), before, make("mark", {}, marked), after),
    found.help && make("p", { class: "help" }, withCode(found.help)));
}

function drawFeeds() {
  const { site } = state;
  const own = group(state.path);
  const value = [site.feeds, site.problems.length, site.subscribers, site.left_out.length, site.beside, own?.[0].path, state.report];
  draw("feeds", value, at("feeds"), () => {
    const errors = site.problems.filter((found) => found.severity === "error").length;
    const warnings = site.problems.filter((found) => found.severity === "warning").length;
    const kind = errors ? "error" : warnings ? "warning" : "";
    const unread = site.subscribers.some((feed) => feed.diff.reissued.length);
    const changes = site.subscribers.length;
    const fresh = site.feeds.filter((line) => line.change === "new").length;
    const feeds = groups().map((lines) => feedLine(lines, lines[0].path === own?.[0].path && !state.report));
    const many = feeds.length > 12;
    const report = (name, words, badge, value) =>
      make("li", {}, make("a", { href: `#/${name}`, "aria-current": state.report === name && "page" },
        make("span", {}, words), badge ? make("span", { class: `badge ${value}` }, badge) : make("span", { class: "count" }, "none")));
    return [
      make("h2", {}, "Feeds"),
      make("ul", {}, many ? feeds.slice(0, 10) : feeds),
      many && make("details", { open: feeds.slice(10).some((line) => line.querySelector("[aria-current]")) },
        make("summary", {}, `${feeds.length - 10} more`), make("ul", {}, feeds.slice(10))),
      make("h2", {}, "Reports"),
      make("ul", {},
        report("subscribers", "Subscribers would see", changes ? count(changes, "change", "changes") : fresh ? "new feeds" : "", unread ? "again" : changes ? "changed" : "good"),
        report("problems", "Problems", errors ? count(errors, "error", "errors") : warnings ? count(warnings, "warning", "warnings") : site.problems.length || "", kind || "info"),
        report("left-out", "Left out", site.left_out.length || "", "")),
      site.beside.length > 0 && make("h2", {}, "Beside the feeds"),
      make("ul", {}, site.beside.filter((line) => line.change !== "removed").map((line) =>
        make("li", {}, make("a", { href: documentUrl(line.path), target: "_blank" }, make("span", {}, line.path), changeBadge(line.change))))),
    ];
  });
}

function feedLine(lines, isOwn) {
  const change = lines.find((line) => line.change && line.change !== "same")?.change;
  return make("li", {}, make("a", { href: address(lines[0].path), "aria-current": isOwn && "page" },
    make("span", { lang: lines[0].language }, shortTitle(lines[0].title)), changeBadge(change), make("span", { class: "count" }, lines[0].entries)));
}

/** A feed of the site is named by what it is beside the site's name. */
function shortTitle(title) {
  const start = `${state.site.title}: `;
  return title.startsWith(start) ? title.slice(start.length) : title;
}

function changeBadge(change) {
  if (!change || change === "same") return null;
  return make("span", { class: `change ${change}`, title: CHANGES[change] }, make("span", { class: "visually-hidden" }, CHANGES[change]));
}

function documentUrl(path) {
  return "/" + path.split("/").map(encodeURIComponent).join("/");
}

function drawList() {
  const { feed } = state;
  const lines = group(state.path) || [];
  if (!feed) {
    draw("list-head", null, at("list-head"), () => make("h2", { id: "list-title" }, "Entries"));
    draw("entries", null, at("entries"), () => []);
    return;
  }
  draw("list-head", [lines, feed.path, feed.title, feed.bytes, feed.description], at("list-head"), () => [
    make("h2", { id: "list-title", lang: feed.language }, feed.title),
    make("p", {}, `${count(feed.entries.length, "entry", "entries")}, ${size(feed.bytes)}`),
    make("p", { class: "formats" },
      lines.map((line) => make("a", { href: address(line.path), "aria-current": line.path === feed.path && "true", title: line.path }, FORMATS[line.format] || line.format)),
      make("a", { class: "raw", href: documentUrl(feed.path), target: "_blank" }, "document")),
  ]);
  draw("entries", [feed.path, feed.entries, state.id], at("entries"), () => feed.entries.map((entry) => {
    const language = entry.language || feed.language;
    const mark = entryChange(entry);
    return make("li", {}, make("a", { href: address(feed.path, entry.id), "aria-current": entry.id === state.id && "true" },
      make("span", { class: "title", lang: language }, entry.title || "Untitled"),
      make("span", { class: "meta" }, make("time", { datetime: moment(entry.published) }, day(entry.published)),
        entry.authors.length > 0 && make("span", {}, entry.authors.join(", ")),
        entry.enclosures.length > 0 && make("span", { class: "badge info" }, entry.enclosures[0].media_type.split("/")[0] || "file"),
        mark && make("span", { class: `badge ${mark[0]}` }, mark[1])),
      entry.summary && make("span", { class: "gist", lang: language }, plain(entry.summary))));
  }));
}

/** What subscribers of this feed would notice of an entry. */
function entryChange(entry) {
  const own = state.site.feeds.find((line) => line.path === state.feed.path);
  for (const { diff, path } of state.site.subscribers) {
    const same = state.site.feeds.find((line) => line.path === path);
    if (!own || !same || same.feed !== own.feed) continue;
    if (diff.reissued.some((other) => other.id === entry.id)) return ["again", "unread again"];
    if (diff.new.some((other) => other.id === entry.id)) return ["new", "new"];
    if (diff.updated.some((other) => other.id === entry.id)) return ["updated", "updated"];
  }
  return null;
}

/** A summary may be escaped text in a format whose summaries are HTML. */
function plain(text) {
  if (!/[<&]/.test(text)) return text;
  return new DOMParser().parseFromString(text, "text/html").body.textContent;
}

function size(bytes) {
  return bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function moment(text) {
  const date = text && new Date(text);
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}

function day(text) {
  const iso = moment(text);
  return iso ? new Date(iso).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" }) : "no date";
}

function drawMain() {
  const { site, feed } = state;
  const main = at("entry");
  if (site.empty) return drawBlank(main, site.failed ? "Nothing can be shown yet" : "Making the feeds…",
    site.failed ? "Mend what stands above: this page notices as soon as a file changes." : "This takes a moment.");
  if (state.report) return drawReport(main);
  if (!site.feeds.length) return drawBlank(main, "There is no feed", "Put a [[feed]] into tidings.toml.");
  if (!feed) return drawBlank(main, "Reading the feed…", "");
  if (!feed.entries.length) return drawBlank(main, "No entry yet", "Write an article: it stands here as soon as it is saved. Left out shows what is held back, and why.");
  const entry = feed.entries.find((other) => other.id === state.id);
  if (!entry) return drawBlank(main, state.id ? "This entry is in the feed no longer" : "Choose an entry", state.id ? "It was taken out, or newer ones have pushed it out." : "");
  drawEntry(main, entry);
}

function drawBlank(main, title, text) {
  draw("main", ["blank", title, text], main, () => make("div", { class: "blank" }, make("h2", { class: "headline" }, title), make("p", {}, text)));
}

function drawEntry(main, entry) {
  const { feed } = state;
  const language = entry.language || feed.language;
  const problems = state.site.problems.filter((found) => entry.article && found.severity !== "info" && found.file && (found.file === entry.article || found.file.endsWith("/" + entry.article)));
  draw("main", [feed.path, entry, problems], main, () => {
    state.explained = false;
    const frame = make("iframe", {
      title: `The content of ${entry.title}`,
      sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
      src: `/-/content?${new URLSearchParams({ path: feed.path, id: entry.id, version: entry.version })}`,
    });
    frame.addEventListener("load", () => fit(frame));
    const explain = make("details", { class: "explain", id: "explain" },
      make("summary", {}, "Where each field comes from ", make("span", { class: "hint" }, entry.article || "")),
      make("div", { id: "explained" }, make("p", { class: "quietly" }, "Asking…")));
    explain.addEventListener("toggle", () => explain.open && loadExplanation(entry));
    return make("article", {},
      make("a", { class: "back", href: address(feed.path) }, "← All entries"),
      make("h2", { class: "headline", lang: language }, entry.title || "Untitled"),
      make("p", { class: "byline" },
        make("time", { datetime: moment(entry.published) }, day(entry.published)),
        entry.updated && day(entry.updated) !== day(entry.published) && make("span", {}, "updated ", make("time", { datetime: moment(entry.updated) }, day(entry.updated))),
        entry.authors.length > 0 && make("span", {}, entry.authors.join(", "))),
      problems.map(problem),
      entry.enclosures.map((file, index) => player(file, entry.enclosures_here[index], entry)),
      make("div", { class: "sheet" }, gist(entry, language), make("div", { class: "body" }, frame), side(entry)),
      explain);
  });
}

function player(file, here, entry) {
  const kind = file.media_type.split("/")[0];
  const source = here || file.url;
  const control = kind === "audio" || kind === "video"
    ? make(kind, { controls: true, preload: "metadata", src: source, "aria-label": `The recording of ${entry.title}` })
    : null;
  return make("div", { class: "player" }, control,
    make("p", {}, [file.media_type, file.length ? size(file.length) : null, here ? "played from this site's files" : null].filter(Boolean).join(" · "), " ",
      make("a", { href: source, target: "_blank", rel: "noopener" }, file.url)));
}

function gist(entry, language) {
  const summary = entry.summary
    ? make("p", { class: "lead", lang: language }, plain(entry.summary))
    : make("p", { class: "quietly" }, "This format's document carries none.");
  return make("div", { class: "gist-block" }, make("h3", {}, "Summary"), summary);
}

/** An address in its own script. */
function readable(url) {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

function side(entry) {
  const block = (title, ...children) => make("div", {}, make("h3", {}, title), children);
  return make("div", { class: "side" },
    entry.image && block("Picture", make("img", { src: entry.image_here || entry.image, alt: "" })),
    entry.link && block("Will be at", make("p", { class: "path" }, readable(entry.link))),
    entry.tags.length > 0 && block("Tags", make("ul", { class: "tags" }, entry.tags.map((tag) => make("li", { class: "badge" }, tag)))),
    block("Id", make("p", { class: "path" }, entry.id)),
    entry.article && block("File", make("p", { class: "path" }, entry.article)));
}

/** The frame is as high as what it shows; it runs no script, so this page measures it. */
function fit(frame) {
  const page = frame.contentDocument;
  if (!page?.body) return;
  const measure = () => { frame.style.height = `${Math.ceil(page.body.getBoundingClientRect().height) + 2}px`; };
  measure();
  new ResizeObserver(measure).observe(page.body);
}

async function loadExplanation(entry) {
  if (state.explained === entry.id) return;
  state.explained = entry.id;
  const place = at("explained");
  try {
    const found = await ask("/-/explain", { id: entry.id });
    if (at("explained") === place) place.replaceChildren(...explanation(found));
  } catch {
    place.replaceChildren(make("p", { class: "quietly" }, "Nothing is known of it: no article has this id."));
  }
}

function origin(from) {
  const place = from.file && [from.file, from.line, from.column].filter(Boolean).join(":");
  return [from.rule, place].filter(Boolean).join(", ");
}

function explanation(found) {
  const shown = (field) => Array.isArray(field.value) ? field.value.join(", ") : field.name === "content" ? `${size(new Blob([field.value]).size)} of HTML` : field.value;
  return [
    make("dl", { class: "fields" }, found.fields.map((field) => make("div", {},
      make("dt", {}, field.name), make("dd", {}, shown(field)),
      make("dd", { class: "from" }, "from ", origin(field.from)),
      (field.considered || []).map((other) => make("dd", { class: "not" }, `not ${short(other.value)}, from ${origin(other.from)}: ${other.why}`))))),
    make("dl", { class: "fields" },
      found.documents.length > 0 && make("div", {}, make("dt", {}, "stands in"), make("dd", {}, found.documents.map((line) => `${line.path} (${line.place})`).join(", "))),
      found.passed_over.length > 0 && make("div", {}, make("dt", {}, "not in"), make("dd", {}, found.passed_over.map((line) => `${line.feed}: ${line.why}`).join("; ")))),
    ...found.problems.map(problem),
  ].filter(Boolean);
}

function short(text) {
  return text.length > 160 ? text.slice(0, 160) + "…" : text;
}

/* ---- reports ---- */

function drawReport(main) {
  const { site } = state;
  const back = make("a", { class: "back", href: "#/" }, "← Feeds");
  if (state.report === "problems") {
    draw("main", ["problems", site.problems, site.fault], main, () => make("div", { class: "report" }, back, make("h2", { class: "headline" }, "Problems"),
      make("p", { class: "intro" }, site.problems.length ? "What a build says of the site, worst first." : "Nothing is wrong."),
      site.fault && make("p", {}, site.fault),
      ["error", "warning", "info"].flatMap((kind) => site.problems.filter((found) => found.severity === kind)).slice(0, 200).map(problem)));
  } else if (state.report === "left-out") {
    draw("main", ["left-out", site.left_out], main, () => make("div", { class: "report" }, back, make("h2", { class: "headline" }, "Left out"),
      make("p", { class: "intro" }, site.left_out.length ? "Files that are in no feed, and why." : "Every article is in a feed, or feeds decide."),
      make("ul", { class: "rows" }, site.left_out.slice(0, 500).map((line) => make("li", {}, make("span", { class: "path" }, line.path), make("span", { class: "quietly" }, line.detail))))));
  } else {
    const fresh = site.feeds.filter((line) => line.change === "new");
    draw("main", ["subscribers", site.subscribers, site.feeds, site.beside], main, () => make("div", { class: "report" }, back,
      make("h2", { class: "headline" }, "What subscribers would see"),
      make("p", { class: "intro" }, site.subscribers.length || fresh.length ? "If the feeds were built now, compared with what is published." : "Nothing new: the published feeds are fresh."),
      site.subscribers.map(changesOf),
      fresh.length > 0 && make("h3", {}, "Not published yet"),
      make("ul", { class: "rows" }, fresh.map((line) => make("li", {}, make("a", { href: address(line.path) }, line.path), make("span", { class: "quietly" }, count(line.entries, "entry", "entries")))))));
  }
}

function changesOf({ title, path, sentence, diff }) {
  const lines = [
    ...diff.reissued.map((entry) => ["again", "unread again", entry, `was ${entry.old_id}, is ${entry.id}`]),
    ...diff.new.map((entry) => ["new", "new", entry, day(entry.published)]),
    ...diff.updated.map((entry) => ["updated", "updated", entry, entry.changes.join(", ")]),
    ...diff.gone.map((entry) => ["gone", "gone", entry, day(entry.published)]),
    ...diff.pushed_out.map((entry) => ["", "pushed out", entry, "by the limit; readers keep it"]),
  ];
  return make("section", {}, make("h3", {}, title), make("p", { class: "quietly" }, `${path}: ${sentence}`),
    make("ul", { class: "changes" }, lines.slice(0, 100).map(([kind, words, entry, detail]) => make("li", {},
      make("span", { class: `badge ${kind}` }, words),
      make("div", {}, make("a", { href: address(path, entry.id) }, entry.title), make("p", { class: "detail" }, detail))))));
}

/* ---- going on ---- */

function drawAll() {
  drawStatus();
  if (!state.site) return;
  document.body.dataset.pane = state.report ? "report" : state.id !== null ? "entry" : "list";
  drawBanner();
  drawFeeds();
  drawList();
  drawMain();
}

async function load() {
  try {
    state.site = await ask("/-/site");
    state.connected = true;
    await loadFeed();
  } catch {
    // What tells of the next round tells of this too.
  }
  drawAll();
}

async function loadFeed() {
  const { site } = state;
  const known = site.feeds.some((line) => line.path === state.path);
  if (!known && !state.report) state.path = groups()[0]?.[0].path ?? null;
  if (!known && state.report) state.path = state.feed && site.feeds.some((line) => line.path === state.feed.path) ? state.feed.path : groups()[0]?.[0].path ?? null;
  const path = state.path;
  state.feed = path && !site.empty ? await ask("/-/feed", { path }) : null;
  const wide = matchMedia("(min-width: 44.01rem)").matches;
  if (state.id === null && wide && !state.report) state.id = state.feed?.entries[0]?.id ?? null;
}

async function moved() {
  const before = state.id;
  readAddress();
  try {
    if (state.site) await loadFeed();
  } catch {
    // As in load.
  }
  drawAll();
  if (state.id !== before || state.report) at("entry").scrollTop = 0;
}

function step(by) {
  const entries = state.feed?.entries || [];
  const now = entries.findIndex((entry) => entry.id === state.id);
  const next = entries[Math.min(entries.length - 1, Math.max(0, now + by))];
  if (!next) return;
  location.hash = address(state.feed.path, next.id);
  requestAnimationFrame(() => at("entries").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }));
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, dialog, audio, video")) return;
  const does = {
    j: () => step(1),
    k: () => step(-1),
    s: () => { location.hash = "#/subscribers"; },
    p: () => { location.hash = "#/problems"; },
    e: () => { const explain = at("explain"); if (explain) { explain.open = !explain.open; explain.scrollIntoView({ block: "nearest" }); } },
    "?": () => at("help").showModal(),
  }[event.key];
  if (!does) return;
  event.preventDefault();
  does();
});
at("help-button").addEventListener("click", () => at("help").showModal());
addEventListener("hashchange", moved);
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); at("entry").focus(); });

// A browser has six connections to a server, and keeps those of pages that it may come back to: one is held while somebody
// looks, and no longer. Whoever comes back hears of the last round at once.
let events = null;

function rest() {
  events?.close();
  events = null;
}

function listen() {
  if (events || document.hidden) return;
  events = new EventSource("/-/events");
  events.onmessage = (event) => {
    const told = JSON.parse(event.data);
    state.connected = true;
    state.building = told.building;
    if (!told.building && told.round !== state.site?.round) load();
    else drawStatus();
  };
  events.onerror = () => {
    state.connected = false;
    drawStatus();
    // A server that was started again counts its rounds anew.
    if (state.site) state.site.round = -1;
  };
}

readAddress();
load().then(listen);
addEventListener("pagehide", rest);
addEventListener("pageshow", (event) => event.persisted && listen());
document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
