// The text box: marks under its words, selecting and mending in it.
import { byId, put, text } from "./dom.js";
import { places, stretches } from "./text.js";

/** Longer spans are about the whole, and would only paint it. */
const LONGEST = 400;

let place = () => 0;

/** Lays findings under the words. */
export function paint(words, findings) {
  place = places(words);
  const spans = findings.map((finding) => ({ severity: finding.severity, ...span(finding.range) })).filter((span) => span.end > span.start && span.end - span.start <= LONGEST);
  const painted = document.createDocumentFragment();
  for (const stretch of stretches(words, spans)) {
    if (stretch.severity) put(painted, "mark", stretch.words, { className: stretch.severity });
    else painted.append(stretch.words);
  }
  // A last line break is shown only when something follows.
  painted.append("\u200b");
  byId("marks").replaceChildren(painted);
}

/** A range of the report as places in the box. */
export function span(range) {
  return { start: place(range.start.offset), end: place(range.end.offset) };
}

/** Selects a range and brings it into view. */
export function select(range) {
  const { start, end } = span(range);
  text.focus({ preventScroll: true });
  text.setSelectionRange(start, end);
  const top = () => line(start).getBoundingClientRect().top;
  const away = () => top() < 40 || top() > window.innerHeight - 160;
  // The box is as tall as its text: what scrolls is the card around it, on a phone the window.
  for (const scrolls of [byId("draft"), window]) if (away()) scrolls.scrollBy({ top: top() - window.innerHeight / 3 });
}

/** Where a place of the text is on the screen: the words under the box tell it. */
function line(at) {
  const walker = document.createTreeWalker(byId("marks"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode() && at > walker.currentNode.length) at -= walker.currentNode.length;
  const spot = document.createRange();
  spot.setStart(walker.currentNode, Math.min(at, walker.currentNode.length));
  return spot;
}

/** Replaces a range as if it were typed, so that it can be undone. */
export function replace(range, words) {
  const { start, end } = span(range);
  text.focus({ preventScroll: true });
  text.setSelectionRange(start, end);
  const typed = words === "" ? document.execCommand("delete") : document.execCommand("insertText", false, words);
  if (!typed) {
    text.setRangeText(words, start, end, "end");
    text.dispatchEvent(new Event("input"));
  }
}
