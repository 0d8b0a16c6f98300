// The page: text in, report out. Everything runs here; the policy of the page forbids the network.
import { engine } from "../npm/engine.js";
import { asText, drawCompared } from "./compare.js";
import { byId, put, refill, text } from "./dom.js";
import { paint, replace, select, span } from "./editor.js";
import { actions, drawFindings, drawMore, drawScore, inOrder, isVerdict, rounded, scored } from "./report.js";
import { accountFile, decoded, plural, senderConfig } from "./text.js";

/** A longer file is the command's matter: it reads lists piece by piece. */
const LARGEST = 2 ** 20;
/** A check that takes longer waits until nobody types, in ms. */
const QUICK = 30;
const PAUSE = 250;
/** What a screen reader is told waits longer. */
const SPEAK = 900;

const SAMPLE = `Subject: Quick question

Hi Ana,

I hope this email finds you well. We are the leading platform for dental practices, and our customers love us.

Your third surgery in Leith opened in October. Can I have 15 minutes on Tuesday?

Lee
`;

const [kind, account, sender] = ["kind", "account", "sender"].map(byId);
let germane;
let about;
let name = "";
/** What was found last. */
let state;
/** The version to compare with. */
let kept;
let took = 0;
let [waiting, speaking] = [0, 0];

const acts = {
  show: (finding) => select(finding.range),
  mend(finding) {
    const at = document.activeElement?.dataset.key;
    replace(finding.fix.range, finding.fix.replacement);
    if (state.words !== text.value) update();
    // Who came from the list goes on in the list.
    if (!at?.startsWith("here")) (byId("found").querySelector("button") ?? byId("found")).focus({ preventScroll: true });
    said(`Done. ${plural(state.findings.length, "finding")} left.`);
  },
  why: explain,
  back() {
    text.value = kept.words;
    update();
  },
  stop() {
    kept = undefined;
    byId("keep").focus();
    drawCompared(kept, state, acts);
  },
};

function options() {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const said = { today, account: accountFile(account.value), config: senderConfig(sender.value), name: name || "draft.md" };
  if (kind.value === "sequence") return { ...said, name: "draft.sequence.yaml" };
  return kind.value ? { ...said, channel: kind.value } : said;
}

/** Checks the text and shows what is found. */
function update() {
  clearTimeout(waiting);
  if (!germane) return;
  const [words, start] = [text.value, performance.now()];
  let judged;
  try {
    judged = germane.judge(words, options());
    byId("wrong").textContent = "";
  } catch (error) {
    return complain(error);
  }
  const findings = inOrder(judged.file);
  const chosen = Math.min(state?.chosen ?? 0, Math.max(scored(judged.file).length - 1, 0));
  state = { ...judged, words, findings, chosen, empty: words.trim() === "" };
  paint(words, findings.filter((finding) => !isVerdict(finding)));
  draw();
  took = performance.now() - start;
}

function draw() {
  drawScore(state, about, (at) => {
    state.chosen = at;
    draw();
    const range = scored(state.file)[at].range;
    if (range) select({ start: range.start, end: range.start });
  });
  drawFindings(state, acts);
  drawMore(state);
  drawCompared(kept, state, acts);
  for (const id of ["copy", "keep"]) byId(id).disabled = state.empty;
  atCursor();
  const [of] = scored(state.file);
  const errors = state.findings.filter((finding) => finding.severity === "error").length;
  const score = of?.score ? `${rounded(of.score.total)} of 100` : "no score";
  said(state.empty ? "" : `${score}, ${plural(state.findings.length, "finding")}, of them ${plural(errors, "error")}.`);
}

function complain(error) {
  const settings = error.diagnostics?.filter((one) => one.path !== "request");
  if (!settings?.length) return void refill(byId("score"), (box) => put(box, "p", error.message, { className: "problem" }));
  const where = { account: "Account", "germane.yaml": "Your company" };
  byId("wrong").textContent = settings.map((one) => `${where[one.path] ?? one.path}, line ${one.line}: ${one.message}${one.hint ? ` (${one.hint})` : ""}`).join(" ");
  byId("wrong").closest("details").open = true;
}

/** Tells it to a screen reader, once nobody types. */
function said(words) {
  clearTimeout(speaking);
  speaking = setTimeout(() => (byId("said").textContent = words), SPEAK);
}

function soon() {
  clearTimeout(waiting);
  if (took <= QUICK) update();
  else waiting = setTimeout(update, PAUSE);
}

/** Shows what was found where the cursor is. */
function atCursor() {
  const at = text.selectionStart;
  const around = document.activeElement !== text || !state ? [] : state.findings.filter((finding) => {
    const { start, end } = span(finding.range);
    return start < end && start <= at && at <= end && !isVerdict(finding);
  });
  byId("here").hidden = around.length === 0;
  refill(byId("here"), (box) => {
    for (const finding of around.slice(0, 2)) {
      const head = put(box, "p", "", { className: "message" });
      put(head, "span", finding.severity, { className: `tag ${finding.severity}` });
      head.append(finding.message);
      put(box, "p", finding.advice);
      actions(box, finding, acts, "here ");
    }
  });
}

/** Goes to the next finding in the text, or the one before. */
function step(back) {
  const spots = state.findings.filter((finding) => !isVerdict(finding)).map((finding) => ({ finding, ...span(finding.range) })).filter((spot) => spot.end > spot.start);
  spots.sort((a, b) => a.start - b.start || a.end - b.end);
  const at = text.selectionStart;
  const next = back ? spots.findLast((spot) => spot.start < at) ?? spots.at(-1) : spots.find((spot) => spot.start > at) ?? spots[0];
  if (next) acts.show(next.finding);
}

function explain(id) {
  const rule = germane.explain(id);
  byId("rule-name").textContent = id;
  refill(byId("rule-text"), (box) => {
    put(box, "p", `${rule.dimension}, ${rule.severity}`, { className: "soft" });
    put(box, "p", rule.why);
    put(box, "p", rule.advice);
    if (rule.evidence.length) put(box, "h3", "Evidence (A controlled and replicated, D opinion)");
    for (const { grade, says, source } of rule.evidence) put(box, "p", `${grade}: ${says} (${source})`);
    for (const [title, drafts] of [["Flagged", rule.flag], ["Left alone", rule.pass]]) {
      if (drafts.length) put(box, "h3", title);
      for (const draft of drafts) put(box, "blockquote", draft.trim());
    }
  });
  byId("rule").showModal();
}

async function open(file) {
  const note = byId("name");
  note.hidden = false;
  if (file.size > LARGEST) return void (note.textContent = `${file.name} is larger than 1 MB. The command reads such files: germane check "${file.name}".`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [plain, read] = [germane.plain(bytes, { name: file.name }), germane.check(bytes, { name: file.name })];
  const drafts = scored(read).length;
  if (drafts === 0) {
    const why = read.problems.map((problem) => problem.message + (problem.hint ? ` (${problem.hint})` : "")).join(" ");
    return void (note.textContent = `${file.name} holds no draft. ${why}`);
  }
  note.textContent = plain === undefined ? `From ${file.name}, as the file has it.` : `From ${file.name}, as its recipient sees it.`;
  // What is shown as plain text is read as plain text.
  name = plain === undefined ? file.name : "";
  kind.value = "";
  text.value = plain ?? decoded(bytes);
  state = undefined;
  update();
}

async function copy() {
  try {
    await navigator.clipboard.writeText(asText(state, about));
  } catch {
    // A page from a folder may be refused the clipboard.
    const area = put(document.body, "textarea", "", { value: asText(state, about) });
    area.select();
    document.execCommand("copy");
    area.remove();
    byId("copy").focus();
  }
  byId("copy").textContent = "Copied";
  setTimeout(() => (byId("copy").textContent = "Copy as text"), 2000);
}

text.oninput = soon;
for (const element of [account, sender, kind]) element.oninput = soon;
byId("file").onchange = ({ target }) => {
  if (target.files[0]) open(target.files[0]);
  target.value = "";
};
byId("sample").onclick = () => {
  name = kind.value = "";
  byId("name").hidden = true;
  text.value = SAMPLE;
  update();
};
byId("copy").onclick = copy;
byId("keep").onclick = () => {
  kept = state;
  drawCompared(kept, state, acts);
  said("This version is kept.");
};
document.onselectionchange = () => state && document.activeElement === text && atCursor();
document.onkeydown = (event) => {
  if (event.key !== "F8" || !state) return;
  event.preventDefault();
  step(event.shiftKey);
};
document.ondragover = (event) => {
  event.preventDefault();
  document.body.classList.add("drop");
};
document.ondragleave = () => document.body.classList.remove("drop");
document.ondrop = (event) => {
  document.body.classList.remove("drop");
  if (!event.dataTransfer.files[0]) return;
  event.preventDefault();
  open(event.dataTransfer.files[0]);
};
text.onpaste = (event) => {
  if (event.clipboardData.types.includes("text/plain") || !event.clipboardData.files[0]) return;
  event.preventDefault();
  open(event.clipboardData.files[0]);
};

async function start() {
  if (!("DecompressionStream" in window)) throw new Error("This browser is too old for the page: it wants Chrome 111, Firefox 113, Safari 16.4 (spring 2023), or a later one.");
  const packed = atob(byId("module").textContent);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at++) bytes[at] = packed.charCodeAt(at);
  const plain = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
  germane = await engine(await WebAssembly.compile(await plain.arrayBuffer()));
  about = germane.about();
  byId("about").textContent = `germane ${about.germane}, reader ${about.reader}. Whole folders, lead lists, campaigns and a configuration are read by the command.`;
  update();
}

start().catch((error) => refill(byId("score"), (box) => put(box, "p", error.message, { className: "problem" })));
