// What is said of a draft: score, dimensions, sentences, facts, findings.
import { button, byId, put, refill } from "./dom.js";
import { clipped, plural } from "./text.js";

/** Findings and drafts that are listed; more are counted. */
const SHOWN = 40;

/** What is said of a draft as a whole, though it points at its first words. */
const VERDICTS = new Set(["reads-as-blast"]);
export const isVerdict = (finding) => VERDICTS.has(finding.rule);

const grade = (value) => (value < 40 ? "low" : value < 70 ? "middle" : "high");
export const rounded = (score) => String(Math.round(score));

/** Everything that has a score: sequences first, then drafts. */
export const scored = (file) => [...(file.sequences ?? []), ...file.drafts];

/** All findings, the gravest first. */
export function inOrder(file) {
  const rank = { error: 0, warning: 1, info: 2 };
  const all = scored(file).flatMap((of) => of.findings.map((finding) => ({ ...finding, of: of.id })));
  return all.sort((a, b) => rank[a.severity] - rank[b.severity] || b.points - a.points || a.range.start.offset - b.range.start.offset);
}

/** The card of the score. */
export function drawScore(state, about, choose) {
  refill(byId("score"), (box) => {
    for (const { severity, range, message, hint } of state.file.problems) {
      const beside = message.match(/^cannot read `(.*?)`: /);
      const said = beside ? `${beside[1]} is not read: the page reads one file` : message + (hint ? ` (${hint})` : "");
      put(box, "p", `Line ${range.start.line}: ${said}`, { className: `problem ${severity}` });
    }
    if (state.empty) return put(box, "p", "Nothing to read yet.", { className: "soft" });
    const all = scored(state.file);
    if (all.length === 0) return put(box, "p", "No draft was found in it.");
    if (all.length > 1) table(box, all, state.chosen, choose);
    one(box, all[state.chosen], about);
  });
}

function table(box, all, chosen, choose) {
  const rows = put(box, "table", "", { className: "drafts" });
  all.slice(0, SHOWN).forEach((of, at) => {
    const row = put(rows, "tr");
    if (at === chosen) row.setAttribute("aria-current", "true");
    button(put(row, "th", "", { scope: "row" }), of.id, () => choose(at), { className: "link" }).dataset.key = `draft ${at}`;
    put(row, "td", of.score ? rounded(of.score.total) : "\u2013", { className: "number" });
    put(row, "td", of.score ? plural(of.findings.length, "finding") : (of.no_score_because ?? "no score"), { className: "soft" });
  });
  if (all.length > SHOWN) put(box, "p", `${all.length - SHOWN} more are not listed here; the command shows all.`, { className: "soft" });
}

function one(box, of, about) {
  if (!of.score) return put(box, "p", `No score: ${of.no_score_because}.`);
  const bands = about.bands[of.steps ? "sequence" : of.channel === "post" ? "post" : "message"];
  const band = bands.findLast((band) => of.score.total >= band.from) ?? bands[0];
  const total = put(box, "p", "", { className: "total" });
  put(total, "b", rounded(of.score.total));
  put(total, "span", `of 100: ${band.words}`);
  scale(box, bands, of.score.total);
  const rows = put(box, "table", "", { className: "dimensions" });
  for (const [name, question] of about.dimensions) {
    const value = of.score.dimensions[name];
    if (value === undefined) continue;
    const row = put(rows, "tr");
    put(row, "th", name, { scope: "row" });
    put(row, "td", rounded(value), { className: "number" });
    put(put(row, "td", "", { className: "track" }), "div", "", { className: grade(value) }).style.setProperty("--value", `${value}%`);
    put(row, "td", question, { className: "soft question" });
  }
}

function scale(box, bands, total) {
  const picture = put(box, "div", "", { className: "scale", ariaHidden: "true" });
  bands.forEach((band, at) => {
    const share = (bands[at + 1]?.from ?? 100) - band.from;
    put(picture, "span", "", { className: band.band }).style.setProperty("--share", share);
    if (share < 10) return;
    const label = put(picture, "em", band.short);
    label.style.setProperty("--from", `${band.from}%`);
    label.style.setProperty("--wide", `${share}%`);
  });
  put(picture, "i").style.setProperty("--at", `${total}%`);
}

/** What it is made of: the swap test, facts, sentences. */
export function drawMore(state) {
  const of = scored(state.file)[state.chosen];
  refill(byId("more"), (box) => {
    if (state.empty || !of?.score) return;
    if (of.swap?.sentences) {
      put(box, "h2", "Could it have gone to anybody?");
      put(box, "p", `${of.swap.generic} of ${plural(of.swap.sentences, "sentence")} would read the same for anybody.`);
    }
    if (of.relevance) facts(box, of.relevance);
    else if (of.swap?.sentences && of.channel !== "post") put(box, "p", "What it says of its recipient is not verified: nothing is known of their company.", { className: "soft" });
    sentences(box, of.effects ?? []);
  });
  byId("more").hidden = !byId("more").children.length;
}

function facts(box, relevance) {
  put(box, "h2", `What it makes of ${relevance.account}`);
  const list = put(box, "ul");
  for (const fact of relevance.facts) {
    const notes = [fact.status, fact.line && `line ${fact.line}`, fact.stale && "old", fact.private && "not to be spoken of"].filter(Boolean);
    put(list, "li", `${fact.fact} (${notes.join(", ")})`);
  }
  for (const claim of relevance.unsupported) put(list, "li", `Line ${claim.line} claims what no fact carries: \u201c${clipped(claim.words, 120)}\u201d`, { className: "problem" });
  if (!list.children.length) list.remove();
  if (relevance.strongest_unused) put(box, "p", `Not used yet: ${relevance.strongest_unused.fact} ${relevance.strongest_unused.idea}`);
}

function sentences(box, effects) {
  if (!effects.length) return;
  put(box, "h2", "Sentences that weigh most, in points");
  const list = put(box, "ul");
  for (const effect of effects) {
    const sign = effect.points < 0 ? "\u2212" : "+";
    const like = effect.reads_like ? ` reads like ${effect.reads_like}` : "";
    put(list, "li", `${sign}${Math.abs(effect.points).toFixed(1)}: \u201c${clipped(effect.text, 70)}\u201d${like}`);
  }
}

/** What is done with a finding: `show`, `mend`, `why`. */
export function drawFindings(state, acts) {
  const box = byId("found");
  box.hidden = state.empty;
  refill(box, (box) => {
    const first = state.first[state.chosen] ?? [];
    const left = [...state.findings];
    const named = first.map((fix) => {
      const at = left.findIndex((finding) => finding.rule === fix.rule && finding.range.start.line === fix.line && finding.message === fix.what);
      return { fix, finding: at < 0 ? undefined : left.splice(at, 1)[0] };
    });
    if (named.length) {
      put(box, "h2", named.length === 1 ? "Fix this first" : "Fix these first");
      const list = put(box, "ol", "", { className: "findings" });
      for (const { fix, finding } of named) item(list, finding ?? bare(fix, state.file), acts, fix, state);
    }
    if (left.length) {
      put(box, "h2", named.length ? "Also found" : "Found");
      const list = put(box, "ol", "", { className: "findings" });
      left.slice(0, SHOWN).forEach((finding) => item(list, finding, acts, undefined, state));
      if (left.length > SHOWN) put(box, "p", `${left.length - SHOWN} more findings are not listed; mend these first.`, { className: "soft" });
    }
    if (!named.length && !left.length) put(box, "p", "Nothing was found.");
  });
}

/** A sentence that costs, and that no rule speaks of. */
function bare(fix, file) {
  const effect = file.drafts.flatMap((draft) => draft.effects).find((effect) => effect.text.trim() === fix.sentence);
  return { severity: fix.severity, message: fix.what, advice: fix.advice, range: effect?.range ?? { start: { line: fix.line } } };
}

function item(list, finding, acts, fix, state) {
  const box = put(list, "li", "", { className: `finding ${finding.severity}` });
  const head = put(box, "p", "", { className: "message" });
  put(head, "span", finding.severity, { className: `tag ${finding.severity}` });
  head.append(finding.message);
  const whose = finding.of && scored(state.file).length > 1 ? `${finding.of}, ` : "";
  const worth = fix?.worth >= 0.5 ? ` (about +${rounded(fix.worth)})` : "";
  const quote = fix?.sentence ? `: \u201c${clipped(fix.sentence, 160)}\u201d` : "";
  put(box, "blockquote", `${whose}line ${finding.range.start.line}${quote}${worth}`);
  put(box, "p", finding.advice);
  actions(box, finding, acts);
}

/** The buttons of a finding. */
export function actions(box, finding, acts, here = "") {
  const bar = put(box, "div", "", { className: "bar" });
  const add = (words, press, label) => (button(bar, words, press, label ? { ariaLabel: label } : {}).dataset.key = `${here}${words} ${finding.fingerprint}`);
  if (!here && !isVerdict(finding) && finding.range.end?.offset > finding.range.start.offset) add("Show", () => acts.show(finding), `Show in the text: ${finding.message}`);
  if (finding.fix) add(finding.fix.replacement.trim() ? `Write \u201c${clipped(finding.fix.replacement, 40)}\u201d` : "Take it out", () => acts.mend(finding));
  if (finding.rule) add("Why?", () => acts.why(finding.rule), `Why? The rule ${finding.rule}`);
  if (!bar.children.length) bar.remove();
}
