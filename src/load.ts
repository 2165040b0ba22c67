/**
 * Loads the bundles that lie beside the door. Each is one function of a module's usual arguments, and beside it lies
 * what V8 made of it when the program was built: with that, a bundle is ready five times sooner. Part of the roof,
 * bundled with the door.
 *
 * Node's own ways would be `require`, which compiles anew each time, and `import`, which takes milliseconds to get
 * ready.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** Where this is bundled to. */
declare const __dirname: string;
declare const require: (id: string) => unknown;

type Body = (
  exports: object,
  require: (id: string) => unknown,
  module: { exports: object },
  filename: string,
  dirname: string,
) => void;

const loaded = new Map<string, { exports: object }>();

/** What a bundle exports: './main.js'. Whatever else a bundle asks for comes from Node. */
export function load(id: string): unknown {
  if (!id.startsWith('./')) return require(id);
  const known = loaded.get(id);
  if (known) return known.exports;
  const filename = join(__dirname, id);
  const source = readFileSync(filename, 'utf8');
  const script = new Script(source, { filename, cachedData: compiled(filename, source) });
  const module = { exports: {} };
  loaded.set(id, module);
  (script.runInThisContext() as Body)(module.exports, load, module, filename, __dirname);
  return module.exports;
}

/** So long is what stands at the head of a file of compiled code. */
const HEAD = 128;

/**
 * What V8 made of this very text, on such a machine. V8 itself sees to its own version and flags, and does without
 * where they differ; but of the text it looks at the length only, and at the processor not at all. So a bundle begins
 * with a comment that holds the hash of the rest, and what was made of it begins with the same.
 */
function compiled(filename: string, source: string): Buffer | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(`${filename}.code`);
  } catch {
    return undefined;
  }
  const head = `${source.slice(0, source.indexOf('\n'))} ${process.version} ${process.platform} ${process.arch}`;
  return bytes.toString('latin1', 0, HEAD) === head.padEnd(HEAD) ? bytes.subarray(HEAD) : undefined;
}
