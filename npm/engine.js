// Calls germane.wasm: a request is written into its memory, an answer read from it. Used by the npm package and by the page.

/** A text of more bytes than this is refused: what is larger is a list, and the command reads lists piece by piece. */
const MOST = 64 * 2 ** 20;

/** An engine from a compiled module. */
export async function engine(module) {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const start = async () => (await WebAssembly.instantiate(module, {})).exports;
  let exports = await start();

  function ask(request, text = "") {
    if (!exports) throw new Error("germane is starting again; call it once more");
    const bytes = typeof text === "string" ? encoder.encode(text) : text;
    if (!(bytes instanceof Uint8Array)) throw new TypeError("the text is neither a string nor a Uint8Array");
    if (bytes.length > MOST) throw new RangeError(`the text has ${bytes.length} bytes; at most ${MOST} are read`);
    const head = encoder.encode(JSON.stringify(request));
    let answer;
    try {
      const at = exports.room(head.length + 1 + bytes.length);
      // The memory may have moved: it is looked up each time.
      const memory = new Uint8Array(exports.memory.buffer);
      memory.set(head, at);
      memory.set(bytes, at + head.length + 1);
      const length = exports.run();
      answer = decoder.decode(new Uint8Array(exports.memory.buffer, exports.answer(), length));
    } catch (cause) {
      // Its memory cannot be trusted any more.
      exports = undefined;
      start().then((fresh) => (exports = fresh));
      throw new Error("germane failed on this text: please report it, with the text if you may", { cause });
    }
    const { errors, ...said } = JSON.parse(answer);
    if (errors) {
      const lines = errors.map((one) => `${one.path}:${one.line}:${one.column}: ${one.message}${one.hint ? ` (${one.hint})` : ""}`);
      throw Object.assign(new Error(lines.join("\n")), { diagnostics: errors });
    }
    return said;
  }

  return {
    check(text, { name, channel, format, ...settings } = {}) {
      return ask({ do: "check", file: { name, channel, format }, settings }, text).file;
    },
    judge(text, { name, channel, format, ...settings } = {}) {
      return ask({ do: "judge", file: { name, channel, format }, settings }, text);
    },
    plain(text, { name, channel, format } = {}) {
      return ask({ do: "plain", file: { name, channel, format } }, text).plain ?? undefined;
    },
    explain(rule) {
      return ask({ do: "explain", rule }).rule ?? undefined;
    },
    about() {
      return ask({ do: "about" }).about;
    },
  };
}
