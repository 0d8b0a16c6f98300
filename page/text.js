// Texts and places in them: pure functions, which Node's tests call too.

/** From UTF-8 offsets, as reports have them, to places in `words`. */
export function places(words) {
  const at = [];
  let index = 0;
  for (const letter of words) {
    const code = letter.codePointAt(0);
    const length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let byte = 0; byte < length; byte++) at.push(index);
    index += letter.length;
  }
  at.push(index);
  return (offset) => at[Math.min(offset, at.length - 1)];
}

/** A file's words: UTF-8, UTF-16 with its mark, else Windows-1252. A text box knows one line break only. */
export function decoded(bytes) {
  const named = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
  let words;
  try {
    words = new TextDecoder(named ?? "utf-8", { fatal: !named }).decode(bytes);
  } catch {
    words = new TextDecoder("windows-1252").decode(bytes);
  }
  return words.replace(/\r\n?/g, "\n");
}

/** Stretches of `words` and the worst severity of the spans on each, in order; a stretch without a span has none. */
export function stretches(words, spans) {
  const rank = ["info", "warning", "error"];
  const cuts = [...new Set([0, words.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  const opening = Map.groupBy ? Map.groupBy(spans, (span) => span.start) : grouped(spans);
  let open = [];
  return cuts.slice(0, -1).map((start, at) => {
    open = open.filter((span) => span.end > start).concat(opening.get(start) ?? []);
    const worst = open.reduce((worst, span) => Math.max(worst, rank.indexOf(span.severity)), -1);
    return { words: words.slice(start, cuts[at + 1]), severity: rank[worst] };
  });
}

function grouped(spans) {
  const by = new Map();
  for (const span of spans) by.set(span.start, [...(by.get(span.start) ?? []), span]);
  return by;
}

/**
 * An account file from what somebody pasted: an account file or a brief as it is; else a name, then a fact a line. A fact may begin
 * with its day (2026-10-05) and end with the address where it was read.
 */
export function accountFile(pasted) {
  const known = pasted.trim();
  if (!known || /^\s*(account\s*:|\{)/m.test(known)) return known;
  const [name, ...facts] = known.split("\n").map((line) => line.trim().replace(/^[-*\u2022]\s+/, "")).filter(Boolean);
  const fact = (line) => {
    const [, date, said, source] = line.match(/^(?:(\d{4}-\d\d-\d\d)[\s:,\u2013-]+)?(.*?)(?:\s+\(?(https?:\/\/\S+?)\)?)?$/);
    const more = [date && `, date: ${date}`, source && `, source: ${JSON.stringify(source)}`].filter(Boolean).join("");
    return `  - { fact: ${JSON.stringify(said)}${more} }\n`;
  };
  return `account: ${JSON.stringify(name)}\n${facts.length ? `facts:\n${facts.map(fact).join("")}` : ""}`;
}

/** A configuration that names the sender's company and products. */
export function senderConfig(listed) {
  const names = listed.split(/[,\n]/).map((name) => name.trim()).filter(Boolean);
  return names.length ? `sender: { company: ${JSON.stringify(names)} }\n` : "";
}

export const plural = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

/** Words cut to a length, on one line. */
export function clipped(words, most) {
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}\u2026` : line;
}

/** The rules of `now` that `then` does not have, each as often as it is more. */
export function gained(now, then) {
  const left = then.map((finding) => finding.rule);
  return now.filter((finding) => {
    const at = left.indexOf(finding.rule);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
