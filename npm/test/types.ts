// Type-checked, not run: how a program in TypeScript uses the package.
import { about, check, explain, plain, type Draft, type Finding, type Options } from "germane";
import { engine, type Engine } from "germane/engine";

const options: Options = { channel: "email", today: "2026-11-02", packs: [["ours.yaml", "pack: ours\n"]] };
const report = check(new Uint8Array(), options);
const draft: Draft | undefined = report.drafts[0];
const found: Finding[] = draft?.findings ?? [];
const lines: string[] = found.map((finding) => `${finding.range.start.line}: ${finding.message} ${finding.fix?.replacement ?? ""}`);
const total: number | undefined = draft?.score?.total;
const focus: number | undefined = draft?.score?.dimensions.focus;
const sequences: number = report.sequences?.length ?? 0;
const words: string | undefined = plain("", { name: "a.eml" });
const why: string | undefined = explain("self-heavy")?.why;
const begins: number | undefined = about().bands.message.find((band) => band.band === "welcome")?.from;
const other: Promise<Engine> = WebAssembly.compile(new Uint8Array()).then(engine);
// @ts-expect-error: there is no such channel.
check("Hi", { channel: "fax" });
// @ts-expect-error: there is no such option.
check("Hi", { chanel: "dm" });
// @ts-expect-error: a finding has no such key.
found[0]?.rules;
export { lines, total, focus, sequences, words, why, begins, other };
