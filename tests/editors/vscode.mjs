// Drives VS Code in a browser (served by code-server at URL) with the extension in it: opens draft.md of the folder, and looks at what the editor
// shows: waves under words, the list of problems, the hover, the fix, and what is left when the words are gone. PICTURE names a file for a capture.
// MODULES is a folder with playwright-core, CHROMIUM a browser.
import { createRequire } from "node:module";

const { chromium } = createRequire(`${process.env.MODULES}/`)("playwright-core");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const fail = async (why) => {
  if (process.env.PICTURE) await page.screenshot({ path: process.env.PICTURE });
  console.log(why);
  process.exit(1);
};
// A slow machine may take a minute to start the extension.
const patient = { timeout: 120_000 };
try {
  await page.goto(process.env.URL, patient);
  await page.locator(".monaco-workbench").waitFor(patient);
  await page.getByRole("treeitem", { name: "draft.md" }).first().dblclick(patient);
  await page.locator(".view-line").first().waitFor(patient);
  const waves = page.locator(".view-overlays .cdr.squiggly-warning, .view-overlays .cdr.squiggly-error, .view-overlays .cdr.squiggly-info");
  await waves.first().waitFor({ ...patient, state: "attached" });
  console.log(`waves under words: ${await waves.count()}`);
  await page.keyboard.press("Control+Shift+M");
  const problem = page.locator(".markers-panel .monaco-list-row", { hasText: "hope this email finds you" }).first();
  await problem.waitFor(patient);
  console.log(`problems: ${(await problem.innerText()).replace(/\s+/g, " ").trim()}`);
  await page.getByText("hope this email finds you", { exact: false }).first().hover(patient);
  const hover = page.locator(".monaco-hover-content", { hasText: "your reader meets this line" }).first();
  await hover.waitFor(patient);
  console.log("hover: the rule's words");
  if (process.env.PICTURE) await page.screenshot({ path: process.env.PICTURE });
  // The fix that is offered for the doubled word.
  await page.keyboard.press("Escape");
  await page.locator(".markers-panel .monaco-list-row", { hasText: "of of" }).first().dblclick(patient);
  await page.locator(".lightBulbWidget.codicon-lightbulb-autofix").waitFor(patient);
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget").waitFor(patient);
  const offered = await page.locator(".action-widget .monaco-list-row.action").allInnerTexts();
  console.log(`quick fixes: ${offered.map((one) => one.trim()).join(" | ")}`);
  await page.keyboard.press("Enter");
  await page.locator(".markers-panel .monaco-list-row", { hasText: "of of" }).waitFor({ ...patient, state: "detached" });
  console.log("quick fix: doubled-word is gone");
} catch (error) {
  await fail(String(error).split("\n")[0]);
}
await browser.close();
