import type { GermaneCheckFormatJson as Report } from "./report.js";

/** How a draft reaches its recipient. */
export type Channel = "email" | "dm" | "post";

/** What is said of a file: one of the files of `germane check --format json`. */
export type FileReport = Report["files"][number];
/** What is said of a draft. */
export type Draft = FileReport["drafts"][number];
/** What is said of a sequence as a whole. */
export type Sequence = NonNullable<FileReport["sequences"]>[number];
/** What a rule found. */
export type Finding = Draft["findings"][number];
/** A stretch of the file. Offsets are UTF-8 bytes; lines and columns (characters) begin at 1. */
export type Range = Finding["range"];
/** A score from 0 to 100, its dimensions and its ledger. */
export type Score = NonNullable<Draft["score"]>;
/** What readers said of drafts that score so. */
export type Band = NonNullable<Draft["band"]>;

/** What is known of a file beside its bytes. */
export interface FileOptions {
  /** Its name: the ending says what it is, as `a.eml`, `a.sequence.yaml`, `a.post.md`. Default: `draft.md`. */
  name?: string;
  /** How its drafts reach their recipients, when the name does not say it. */
  channel?: Channel;
  /** What it is, when neither its name nor its text says it: a name that `germane check --source-format` takes. */
  format?: FileReport["format"];
}

/** What a draft is checked with. */
export interface Options extends FileOptions {
  /** The text of a configuration, as in `germane.yaml`. Files that it names are not read. */
  config?: string;
  /** The text of an account file: what is known of the recipient's company. */
  account?: string;
  /** Packs of rules of your own: name and YAML. */
  packs?: [name: string, yaml: string][];
  /** The day on which the draft is judged, as `2026-11-02`. Without it no fact is called old. */
  today?: string;
}

/** What is wrong with settings, and where. */
export interface Diagnostic {
  path: string;
  line: number;
  column: number;
  message: string;
  hint: string | null;
}

/** One thing to fix. */
export interface First {
  line: number;
  severity: Finding["severity"];
  /** The rule that found it; `null` for a sentence that costs, and that no rule speaks of. */
  rule: string | null;
  /** The step of the sequence that it stands in. */
  step: number | null;
  /** The sentence that it is about; empty when it is about the whole. */
  sentence: string;
  what: string;
  advice: string;
  /** About how many points the score gains once it is fixed. */
  worth: number;
}

/** A report, and the three things to fix first: one list for each sequence (its steps together), then one for each draft by itself. */
export interface Judgement {
  file: FileReport;
  first: First[][];
}

/** The page of a rule. */
export interface Rule {
  id: string;
  dimension: Finding["dimension"];
  severity: Finding["severity"] | "off";
  /** Why it matters to a reader. */
  why: string;
  /** What to do. */
  advice: string;
  /** Research behind it; A is controlled and replicated, D is opinion. */
  evidence: { grade: string; says: string; source: string }[];
  /** Drafts that it flags. */
  flag: string[];
  /** Near misses that it leaves alone. */
  pass: string[];
}

/** Version, what the dimensions ask, and where the bands of scores lie. */
export interface About {
  germane: string;
  /** Name and version of the fitted reader that scores drafts. */
  reader: string;
  /** The dimensions of a score, and the recipient's question in each. */
  dimensions: [name: Finding["dimension"], question: string][];
  /** The bands from the lowest score up: the score at which each begins, its name in a word, what it says. */
  bands: Record<"message" | "post" | "sequence", { band: Band; from: number; short: string; words: string }[]>;
}

/**
 * Checks a draft, a sequence, a post or any file that germane reads.
 * @throws {Error} when the settings cannot be used; `diagnostics` of the error ({@link Diagnostic}[]) say what is wrong and where.
 */
export function check(text: string | Uint8Array, options?: Options): FileReport;

/** Checks like {@link check}, and says what to fix first. */
export function judge(text: string | Uint8Array, options?: Options): Judgement;

/** The one message of a saved mail or an HTML template as plain text, headers above it; `undefined` when the file reads as it is written, or holds several messages. */
export function plain(text: string | Uint8Array, options?: FileOptions): string | undefined;

/** The page of a built-in rule; `undefined` when there is no such rule. */
export function explain(rule: string): Rule | undefined;

/** Version, dimensions and bands. */
export function about(): About;
