// Two versions beside each other, and a report as text.
import { button, byId, put, refill } from "./dom.js";
import { inOrder, rounded, scored } from "./report.js";
import { gained } from "./text.js";

/** Shows what became of the kept version. */
export function drawCompared(kept, state, acts) {
  refill(byId("compared"), (box) => {
    if (!kept) return;
    put(box, "h3", "Against the version that you kept");
    const [before, after] = [numbers(kept.file), numbers(state.file)];
    const rows = put(box, "table");
    for (const [name, value] of after) {
      const then = before.get(name);
      if (then === undefined || (name !== "score" && rounded(then) === rounded(value))) continue;
      const row = put(rows, "tr");
      put(row, "th", name, { scope: "row" });
      const by = Math.round(value) - Math.round(then);
      put(row, "td", `${rounded(then)} \u2192 ${rounded(value)} (${by > 0 ? "+" : by < 0 ? "\u2212" : "\u00b1"}${Math.abs(by)})`);
    }
    if (!rows.children.length) put(box, "p", "One of the two has no score.", { className: "soft" });
    for (const [title, findings] of [["Gone", gained(kept.findings, state.findings)], ["New", gained(state.findings, kept.findings)]]) {
      if (!findings.length) continue;
      put(box, "p", `${title}:`);
      const list = put(box, "ul");
      for (const finding of findings) put(list, "li", finding.message);
    }
    put(box, "p", "A score is a hint. What the recipient can use and check decides, not the number.", { className: "soft" });
    const bar = put(box, "div", "", { className: "bar" });
    button(bar, "Back to the kept version", acts.back).dataset.key = "back";
    button(bar, "Stop comparing", acts.stop).dataset.key = "stop";
  });
}

function numbers(file) {
  const score = scored(file)[0]?.score;
  return new Map(score ? [["score", score.total], ...Object.entries(score.dimensions)] : []);
}

/** The report as plain text, to be pasted somewhere. */
export function asText({ file, first }, about) {
  const lines = [];
  scored(file).forEach((of, at, all) => {
    const whose = all.length > 1 ? `${of.id}: ` : "";
    lines.push(of.score ? `${whose}${rounded(of.score.total)} of 100` : `${whose}no score (${of.no_score_because})`);
    const values = about.dimensions.filter(([name]) => of.score?.dimensions[name] !== undefined);
    if (values.length) lines.push(values.map(([name]) => `${name} ${rounded(of.score.dimensions[name])}`).join(", "));
    if (all.length === 1 || of.steps) first[at].forEach((fix, n) => lines.push(`${n + 1}. ${fix.what} ${fix.advice}`));
  });
  lines.push("", "All findings:", ...inOrder(file).map((finding) => `- ${finding.severity}, line ${finding.range.start.line}: ${finding.message} [${finding.rule}]`));
  return `${lines.join("\n")}\n\ngermane ${about.germane}\n`;
}
