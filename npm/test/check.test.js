// The package gives what the command gives: GERMANE names the command, MORE a folder of further files that need no others beside them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { about, check, explain, judge, plain } from "germane";
import { engine } from "germane/engine";

const binary = process.env.GERMANE;
const root = fileURLToPath(new URL("../..", import.meta.url));
const today = "2026-11-02";
const here = (name) => readFileSync(join(root, "fixtures", name));

function native(input, ...paths) {
  const args = ["check", ...paths, "--isolated", "--format", "json", "--fail-on", "never", "--today", today];
  const { stdout, error } = spawnSync(binary, args, { input, cwd: root, maxBuffer: 2 ** 30 });
  if (error) throw error;
  return stdout.length ? JSON.parse(stdout).files : [];
}

/** Holds reports of the package against those of the command, and says how many. */
function equal(name, reports) {
  let [files, drafts, findings] = [0, 0, 0];
  for (const [path, bytes, want] of reports) {
    const got = check(bytes, { name: path, today });
    // Why a file beside it cannot be read is the system's word; that it cannot is not.
    for (const problem of [...got.problems, ...want.problems]) problem.message = problem.message.replace(/^(cannot read `.*`): .*/, "$1");
    assert.deepEqual(got, want, path);
    files += 1;
    drafts += got.drafts.length;
    findings += [...got.drafts, ...(got.sequences ?? [])].reduce((sum, of) => sum + of.findings.length, 0);
  }
  console.log(`${name}: ${files} files, ${drafts} drafts, ${findings} findings, each with all its words, and all scores: equal to the command's`);
  return files;
}

const without = { skip: !binary && "GERMANE names no command" };

test("all fixtures", without, () => {
  const files = readdirSync(join(root, "fixtures"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !/\.(expected|trycmd|stderr|stdout)$/.test(path));
  // On standard input, under a name where nothing is: a file may name others beside it, which WebAssembly cannot read.
  const reports = paths.flatMap((path) => {
    const [name, bytes] = [`/nowhere/${path.slice(root.length)}`, readFileSync(path)];
    return native(bytes, "-", "--stdin-filename", name).map((want) => [name, bytes, want]);
  });
  assert.ok(equal("fixtures", reports) > 100);
});

for (const folder of [join(root, "../shared/corpus/originals"), process.env.MORE].filter(Boolean)) {
  const skip = without.skip || (!existsSync(folder) && `no folder ${folder}`);
  test(`all files of ${folder}`, { skip }, () => {
    equal(folder, native("", folder).map((want) => [want.path, readFileSync(want.path), want]));
  });
}

test("what to fix first", without, () => {
  for (const name of ["drafts/blast.email.md", "sequences/waits.yaml"]) {
    const { file, first } = judge(here(name), { name: join(root, "fixtures", name), today });
    assert.equal(first.length, (file.sequences?.length ?? 0) + file.drafts.length);
    const human = spawnSync(binary, ["check", join(root, "fixtures", name), "--isolated", "--today", today]).stdout.toString().replace(/\s+/g, " ");
    for (const { what, worth } of first[0]) {
      assert.ok(human.includes(what), what);
      if (worth >= 0.5) assert.ok(human.includes(`(about +${Math.round(worth)})`), `${what}: ${worth}`);
    }
    assert.ok(first[0].length > 0);
  }
});

test("version and bands", () => {
  const told = about();
  assert.equal(told.germane, JSON.parse(readFileSync(new URL("../package.json", import.meta.url))).version);
  if (binary) assert.equal(`germane ${told.germane}`, spawnSync(binary, ["--version"]).stdout.toString().trim());
  for (const bands of Object.values(told.bands)) {
    assert.deepEqual(bands.map((of) => of.band), ["unwelcome", "below-gate", "mixed", "welcome"]);
    assert.deepEqual(bands.map((of) => of.from), bands.map((of) => of.from).sort((a, b) => a - b));
  }
});

test("what a draft is checked with", () => {
  const draft = "Hi Ana,\n\nYour third surgery in Leith opened in October: who rings the patients now?\n\nLee\n";
  const account = "account: Brightside Dental\nfacts: [{ fact: opened a third surgery in Leith, date: 2026-10-05 }]\n";
  const [held] = check(draft, { account, today }).drafts;
  assert.equal(held.relevance_judged_from, "account");
  assert.equal(held.relevance.facts[0].status, "used");
  assert.equal(check(draft, { channel: "dm" }).drafts[0].channel, "dm");
  assert.ok(check(draft, { format: "html" }).format === "html");
  const off = check("Hi Ana,\n\nI hope this email finds you well.\n", { config: "rules: { cliche-opener: off }\n" });
  assert.ok(!off.drafts[0].findings.some((finding) => finding.rule === "cliche-opener"));
  const pack = here("reports/pack.yaml").toString();
  assert.ok(check("Hi", { packs: [["pack.yaml", pack]] }).drafts);
});

test("settings that cannot be used are named with their place, and the next call works", () => {
  const place = (options) => {
    try {
      check("Hi", options);
    } catch ({ diagnostics: [{ path, line, column, hint }] }) {
      return [path, line, column, hint];
    }
  };
  assert.deepEqual(place({ account: "nmae: Orbis\n" }).slice(0, 3), ["account", 1, 1]);
  assert.deepEqual(place({ config: "min-score: high\n" }).slice(0, 3), ["germane.yaml", 1, 12]);
  assert.deepEqual(place({ packs: [["ours.yaml", "pack: ours\nruels: {}\n"]] }).slice(0, 3), ["ours.yaml", 2, 1]);
  assert.match(place({ channel: "fax" })[3], /email, dm, post/);
  assert.throws(() => check("Hi", { today: "tomorrow" }), /`tomorrow`/);
  assert.throws(() => check("Hi", { account: 7 }), /invalid type/);
  assert.throws(() => check("Hi", { wrong: 1 }), /wrong/);
  assert.throws(() => check(7), TypeError);
  assert.ok(check("Hi Ana,\n\nI hope this email finds you well.\n").drafts[0].findings.length > 0);
});

test("a saved mail and an HTML template as their recipients see them", () => {
  const mail = plain(here("formats/offer.eml"), { name: "offer.eml" });
  assert.match(mail, /^From: André Lee <lee@corvex.example>\nTo: Ana Ruiz <ana@tidewise.example>\nSubject: Berth waits – Dover\n\nHi Ana,\n/);
  assert.match(mail, /I hope this email finds you well\. /);
  const template = plain(here("formats/template.html"), { name: "template.html" });
  assert.doesNotMatch(template, /<(p|td|html|!--)/);
  assert.equal(plain("Hi Ana,\n", { name: "draft.md" }), undefined);
});

test("pages of rules", () => {
  const page = explain("self-heavy");
  assert.ok(page.flag.length >= 2 && page.pass.length >= 2 && page.why && page.advice);
  assert.equal(explain("no-such-rule"), undefined);
});

test("any bytes are read", () => {
  for (const bytes of [[], [0], [0xff, 0xfe, 0x48], [0xc3, 0x28], [...Buffer.from("%PDF-1.7")]]) check(new Uint8Array(bytes));
  assert.equal(check(here("drafts/bytes.email.md")).drafts.length, 1);
});

test("a failure inside ends that call alone", async () => {
  // (memory 1) and `run`, which traps.
  const module = "0061736d01000000 010a02 60017f017f 6000017f 030403000101 0503010001 072004 066d656d6f72790200 04726f6f6d0000 0372756e0001 06616e737765720002 0a0f03 040041000b 0300000b 040041000b";
  const broken = await engine(await WebAssembly.compile(Buffer.from(module.replaceAll(" ", ""), "hex")));
  assert.throws(() => broken.check("Hi"), /failed on this text/);
  assert.throws(() => broken.check("Hi"), /once more/);
  await new Promise((done) => setTimeout(done, 50));
  assert.throws(() => broken.check("Hi"), /failed on this text/);
});
