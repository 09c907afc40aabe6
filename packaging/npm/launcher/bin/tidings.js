#!/usr/bin/env node
// Starts the program of this machine's package. npm has installed the one that fits `os`, `cpu` and `libc`.
"use strict";

const { spawnSync } = require("node:child_process");

/** The packages that may hold this machine's program, the likeliest first. */
function packages() {
  const name = `tidings-${process.platform}-${process.arch}`;
  if (process.platform !== "linux") return [name];
  // A package manager that does not know `libc` installs both; the static one runs everywhere.
  const glibc = process.report?.getReport?.().header?.glibcVersionRuntime;
  return glibc ? [name, `${name}-musl`] : [`${name}-musl`];
}

/** The path of the program, or nothing. */
function program() {
  const file = process.platform === "win32" ? "tidings.exe" : "tidings";
  for (const name of packages()) {
    try {
      return require.resolve(`${name}/bin/${file}`);
    } catch {
      // Not installed: the next.
    }
  }
  return undefined;
}

const path = process.env.TIDINGS_PROGRAM || program();
if (!path) {
  console.error(`tidings: no program for ${process.platform}-${process.arch} is installed (${packages().join(", ")})`);
  console.error("install again without `--omit=optional` and `--no-optional`, on the machine that it shall run on;");
  console.error("or name a program of your own: TIDINGS_PROGRAM=/path/to/tidings");
  process.exit(2);
}
const ran = spawnSync(path, process.argv.slice(2), { stdio: "inherit", windowsHide: true });
if (ran.error) {
  console.error(`tidings: cannot start ${path}: ${ran.error.message}`);
  process.exit(2);
}
if (ran.signal) process.kill(process.pid, ran.signal);
process.exit(ran.status ?? 2);
