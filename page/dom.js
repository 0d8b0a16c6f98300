// Building what is shown. Nothing is ever parsed as HTML: foreign words are set as text.

export const byId = (id) => document.getElementById(id);

/** The box of the draft. */
export const text = byId("text");

/** Adds an element with its words and properties. */
export function put(parent, tag, words = "", set = {}) {
  const element = Object.assign(document.createElement(tag), set);
  if (words !== "") element.textContent = words;
  parent.append(element);
  return element;
}

/** Adds a button. */
export function button(parent, words, press, set = {}) {
  const made = put(parent, "button", words, { type: "button", ...set });
  made.onclick = press;
  return made;
}

/** Shows new children in an element; the one that had the focus keeps it when it stands there again (told by `data-key`). */
export function refill(element, fill) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const fresh = document.createDocumentFragment();
  fill(fresh);
  element.replaceChildren(fresh);
  if (key === undefined) return;
  const same = [...element.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  (same ?? element).focus();
}
