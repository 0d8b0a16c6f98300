// The page's functions on texts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accountFile, clipped, decoded, gained, places, senderConfig, stretches } from "./text.js";

test("places of UTF-8 offsets", () => {
  const place = places("a\u00e9\u20ac\u{1f600}z");
  assert.deepEqual([0, 1, 3, 6, 10, 11, 99].map(place), [0, 1, 2, 3, 5, 6, 6]);
});

test("files in the encodings of mail programs", () => {
  assert.equal(decoded(Buffer.from("caf\u00e9\r\nx")), "caf\u00e9\nx");
  assert.equal(decoded(Uint8Array.of(0x63, 0xe9, 0x0d, 0x0a)), "c\u00e9\n");
  assert.equal(decoded(Buffer.from("\ufeffh\u00e9", "utf16le")), "h\u00e9");
});

test("the worst severity of every stretch", () => {
  const spans = [{ start: 1, end: 4, severity: "warning" }, { start: 2, end: 3, severity: "error" }, { start: 2, end: 6, severity: "info" }];
  const all = stretches("abcdefg", spans).map(({ words, severity }) => `${words}:${severity ?? ""}`);
  assert.deepEqual(all, ["a:", "b:warning", "c:error", "d:warning", "ef:info", "g:"]);
  assert.deepEqual(stretches("", []), []);
});

test("an account from a name and facts, a line each", () => {
  const pasted = "Brightside Dental\n- 2026-10-05: opened a \"third\" surgery (https://b.example/news)\nhas 40 staff\n";
  assert.equal(accountFile(pasted), 'account: "Brightside Dental"\nfacts:\n  - { fact: "opened a \\"third\\" surgery", date: 2026-10-05, source: "https://b.example/news" }\n  - { fact: "has 40 staff" }\n');
  assert.equal(accountFile("Orbis"), 'account: "Orbis"\n');
  assert.equal(accountFile("account: Orbis\nfacts: []"), "account: Orbis\nfacts: []");
  assert.equal(accountFile(" \n"), "");
  assert.equal(senderConfig("Tidewise, Tide Desk"), 'sender: { company: ["Tidewise","Tide Desk"] }\n');
});

test("findings that came, and words that are cut", () => {
  const rules = (...names) => names.map((rule) => ({ rule }));
  assert.deepEqual(gained(rules("a", "a", "b"), rules("a", "c")), rules("a", "b"));
  assert.equal(clipped("one  two\nthree", 9), "one two\u2026");
});
