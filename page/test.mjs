// Drives the page in a headless browser, from file://. CHROMIUM names the browser, MODULES a folder where playwright-core (and axe-core) are
// installed, PICTURES a folder for screenshots.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const load = createRequire(resolve(process.env.MODULES ?? ".", "x.js"));
const { chromium } = load("playwright-core");
const url = new URL("germane.html", import.meta.url).href;
const fixture = (name) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
const [failures, requests] = [[], []];
page.on("pageerror", (error) => failures.push(String(error)));
page.on("console", (message) => message.type() === "error" && failures.push(message.text()));
page.on("request", (request) => request.url() !== url && requests.push(request.url()));

const text = page.locator("#text");
const words = (selector) => page.locator(selector).textContent();
const shows = (selector, said) =>
  page.waitForFunction(([selector, said]) => document.querySelector(selector).textContent.includes(said), [selector, said], { timeout: 10_000 });
const drop = (name, bytes) =>
  page.evaluate(([name, bytes]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], name));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [name, [...bytes]]);

await page.goto(url);
await shows("#score", "Nothing to read");

// Typing.
await text.pressSequentially("Hi Ana,\n\nI hope this email finds you well.\n");
await shows("#found", "meets this line ten times");
assert.ok((await page.locator("#marks mark").allTextContents()).join("").includes("hope this email finds you"));
await shows("#said", "finding");

// Pasting, from the real clipboard.
await page.locator("summary").click();
await page.locator("#account").fill("Hi {{first_name},\n\nYour July notice says that ships wait , at Pier 7, for 19 hours.\n\nLee\n");
await page.locator("#account").press("Control+a");
await page.locator("#account").press("Control+x");
await text.press("Control+a");
await text.press("Control+v");
await shows("#found", "error");
assert.match(await text.inputValue(), /^Hi \{\{first_name\},/);

// Fixing: the finding goes, the rest stays, and it can be undone.
const many = await page.locator(".finding").count();
await page.locator("#found button", { hasText: /^Write/ }).first().click();
assert.match(await text.inputValue(), /^Hi \{\{first_name\},\n\nYour July notice says that ships wait, at Pier 7, for 19 hours/);
assert.ok((await page.locator(".finding").count()) < many);
await text.press("Control+z");
assert.match(await text.inputValue(), /ships wait , at Pier 7/);

// Dropping a mail: its words, not its code.
await drop("offer.eml", readFileSync(fixture("formats/offer.eml")));
await shows("#name", "offer.eml, as its recipient sees it");
assert.match(await text.inputValue(), /^From: André Lee <lee@corvex.example>\nTo: .*\nSubject: Berth waits – Dover\n\nHi Ana,\n\nI hope this email finds you well/);
await shows("#found", "meets this line ten times");
// And what holds none.
await drop("scan.pdf", Buffer.from("%PDF-1.7\n%\u00e2\u00e3\n"));
await shows("#name", "scan.pdf holds no draft.");
await drop("large.csv", Buffer.alloc(2 ** 20 + 1, 65));
await shows("#name", "larger than 1 MB");

// A sequence: all its drafts, and one of them.
await page.locator("#file").setInputFiles(fixture("sequences/waits.yaml"));
await shows("#name", "waits.yaml, as the file has it");
const steps = page.locator(".drafts tr");
assert.ok((await steps.count()) > 2);
await steps.nth(1).locator("button").click();
assert.equal(await steps.nth(1).getAttribute("aria-current"), "true");
await page.locator("#file").setInputFiles(fixture("sequences/ports.sequence.yaml"));
await shows("#score", "Line 27: emails/04b.email.md is not read: the page reads one file");

// Facts of the account.
await page.locator("#sample").click();
await page.locator("#account").fill("Brightside Dental\n2026-10-05: opened a third surgery in Leith https://brightside.example/news\n");
await shows("#more", "What it makes of Brightside Dental");
assert.match(await words("#more"), /opened a third surgery in Leith \((used|mentioned), line 7\)/);
await page.locator("#account").fill("nmae: Brightside\naccount: Brightside\n");
await shows("#wrong", "Account, line 1");
await page.locator("#account").fill("");
await shows("#more", "not verified");
assert.equal(await words("#wrong"), "");

// Comparing, and the page of a rule.
await page.locator("#keep").click();
await text.fill("Hi Ana,\n\nYour third surgery in Leith opened in October. Who rings the patients that belong to none of the three?\n\nLee\n");
await shows("#compared", "Gone:");
assert.match(await words("#compared"), /score\d+ → \d+ \(\+\d+\).*Gone:.*meets this line ten times/);
await page.locator("#compared button", { hasText: "Back" }).click();
assert.match(await text.inputValue(), /^Subject: Quick question/);
await page.locator("#compared button", { hasText: "Stop" }).click();
assert.equal(await words("#compared"), "");
await page.locator("#found button", { hasText: "Why?" }).first().click();
assert.ok((await words("#rule-text")).length > 200);
await page.keyboard.press("Escape");
assert.ok(!(await page.locator("#rule").isVisible()));

// Copying.
await page.locator("#copy").click();
await shows("#copy", "Copied");
await page.locator("#account").focus();
await page.keyboard.press("Control+v");
assert.match(await page.locator("#account").inputValue(), /^\d+ of 100\nfocus \d+, .*\n1\. [^]*All findings:\n- \w+, line \d+: /);
await page.locator("#account").fill("");

// By keyboard alone: to the next finding in the text, and from the text to the list.
await text.focus();
await page.keyboard.press("Control+Home");
await page.keyboard.press("F8");
assert.equal(await page.evaluate(() => getSelection().toString() || document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)), "Quick question");
await page.locator("#here").waitFor();
const inList = () => page.evaluate(() => Boolean(document.activeElement.closest("#found")));
for (let tabs = 0; tabs < 20 && !(await inList()); tabs++) await page.keyboard.press("Tab");
assert.ok(await inList());

// What a screen reader would stumble over.
let axe;
try {
  axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
} catch {
  console.log("left out: axe-core is not installed");
}
for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [390, "light"], [390, "dark"]]) {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
  await page.locator("#sample").click();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${width} px: it scrolls sideways`);
  if (axe) {
    const { violations } = await page.evaluate(`${axe}; axe.run()`);
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`), [], `${width} px, ${colorScheme}`);
  }
  if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${width}-${colorScheme}.png`), fullPage: true });
}

// Time, printed and not judged, for a machine may have other work (30 ms and 300 ms are wanted): from a keystroke in a draft of 2 KB until its
// marks are laid out, a pause of the page included; and a page just opened.
const keys = await page.evaluate(async () => {
  const [box, marks] = ["text", "marks"].map((id) => document.getElementById(id));
  box.value = `Hi Ana,\n\n${"Your third surgery in Leith opened in October, says the notice of the board. We help practices like yours. ".repeat(18)}\n\nLee\n`;
  const times = [];
  for (let round = 0; round < 31; round++) {
    box.value += "x";
    const marked = new Promise((done) => new MutationObserver(done).observe(marks, { childList: true }));
    const start = performance.now();
    box.dispatchEvent(new Event("input"));
    await marked;
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
});
const opened = [];
for (let round = 0; round < 5; round++) {
  await page.reload();
  await shows("#score", "Nothing to read");
  opened.push(await page.evaluate(() => {
    document.querySelector("#sample").click();
    return performance.now();
  }));
}
opened.sort((a, b) => a - b);
console.log(`keystroke in a draft of 2 KB: median ${keys[15].toFixed(1)} ms, worst ${keys[30].toFixed(1)} ms; opened and checked: median ${opened[2].toFixed(0)} ms, best ${opened[0].toFixed(0)} ms`);

assert.deepEqual(failures, []);
assert.deepEqual(requests, []);
await browser.close();
console.log("page: typed, pasted, fixed, dropped, compared, explained, copied; no request left it");
