// germane for Node: the same findings as the command's.
import { readFile } from "node:fs/promises";
import { engine } from "./engine.js";

const module = await WebAssembly.compile(await readFile(new URL("./germane.wasm", import.meta.url)));

export const { check, judge, plain, explain, about } = await engine(module);
