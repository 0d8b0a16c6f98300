// Puts the page together: style, scripts and the gzipped module in one file; the policy names style and script by their hashes.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** The scripts, each after those that it imports from. */
const SCRIPTS = ["../npm/engine.js", "text.js", "dom.js", "editor.js", "report.js", "compare.js", "page.js"];

const here = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const hash = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
/** One script of them all: what is imported stands above. */
const joined = SCRIPTS.map((name) => here(name).replace(/^import .*\n/gm, "").replace(/^export /gm, "")).join("\n");

const [, , module, out] = process.argv;
const css = here("page.css");
const parts = { STYLE: hash(css), SCRIPT: hash(joined), CSS: css, JS: joined, MODULE: gzipSync(readFileSync(module), { level: 9 }).toString("base64") };
const html = here("index.html").replace(/%(STYLE|SCRIPT|CSS|JS|MODULE)%/g, (_, name) => parts[name]);
writeFileSync(out, html);
