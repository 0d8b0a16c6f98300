import type { About, FileOptions, FileReport, Judgement, Options, Rule } from "./index.js";

/** What germane can do, on a module that the caller compiled: for browsers and other hosts without Node's files. */
export interface Engine {
  check(text: string | Uint8Array, options?: Options): FileReport;
  judge(text: string | Uint8Array, options?: Options): Judgement;
  plain(text: string | Uint8Array, options?: FileOptions): string | undefined;
  explain(rule: string): Rule | undefined;
  about(): About;
}

/** An engine from `germane.wasm`, compiled. */
export function engine(module: WebAssembly.Module): Promise<Engine>;
