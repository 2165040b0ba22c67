/** The files that a new plug-in begins with: it works as it is, and its check passes. */

export interface TemplateFile {
  /** Relative to the directory of plug-ins. */
  readonly path: string;
  readonly text: string;
}

/** `contract` is the text of the types. */
export function templateFiles(name: string, contract: string): readonly TemplateFile[] {
  const log = `${JSON.stringify(EXAMPLE)}\n`;
  const fixture = `${name}.fixtures/one-answer`;
  return [
    { path: `${name}.mjs`, text: moduleText(name) },
    { path: 'source.d.ts', text: contract },
    { path: `${fixture}/.${name}/log.jsonl`, text: log },
    { path: `${fixture}/expected.txt`, text: EXPECTED },
  ];
}

const EXAMPLE = {
  ...{ id: 'a1', time: '2026-07-01T10:00:00.000Z', session: 's1', directory: '/home/ada/loom' },
  ...{ model: 'gpt-5.5', input: 1000, cached: 400, output: 50 },
};
const EXPECTED = '2026-07-01T10:00:00.000Z s1 gpt-5.5: input 600, read 400, output 50; in /home/ada/loom\n';

function moduleText(name: string): string {
  return `// A source of token-dash. Name it in the configuration (plugins: [${name}]), and check it by
//   token-dash source check ${name}
// which reads every directory below ${name}.fixtures/ as a home, and compares with its expected.txt.
import { join } from 'node:path';

/** @typedef {import('./source.d.ts').Source} Source */
/** @typedef {import('./source.d.ts').LineFormat} LineFormat */

/** @type {LineFormat<{ lines: number }>} */
const log = {
  kind: 'lines',
  id: 'log',
  // Raise it whenever the same log would now read differently.
  version: 1,

  start: () => ({ lines: 0 }),

  read(state, bytes, offset, out) {
    let at = offset;
    for (const line of new TextDecoder().decode(bytes).split('\\n')) {
      if (line.trim() !== '') {
        state.lines += 1;
        readLine(line, at, state.lines, out);
      } else if (at < offset + bytes.length) state.lines += 1;
      at += Buffer.byteLength(line) + 1;
    }
  },
};

function readLine(line, offset, number, out) {
  let record;
  try {
    record = JSON.parse(line);
  } catch {
    out.trouble('not JSON: line skipped', number);
    return;
  }
  // Leave out what is no answer of a model.
  if (typeof record?.id !== 'string' || typeof record.output !== 'number') return;
  out.reading({
    key: record.id,
    atMs: Date.parse(record.time),
    // This tool counts cached tokens inside its input; the kinds here are disjoint.
    tokens: { input: record.input - record.cached, cacheRead: record.cached, output: record.output },
    quality: 'exact',
    terms: { model: record.model ?? '' },
    attribution: { session: record.session ?? '', cwd: record.directory },
    offset,
    line: number,
  });
}

/** @type {Source} */
export default {
  id: '${name}',
  title: '${name}',
  hint: 'Use ${name} once.',
  exact: 'each answer',
  limits: 'nothing is known to be missing',
  roots: ({ home }) => [{ path: join(home, '.${name}'), files: [{ glob: '**/*.jsonl', format: log }] }],
};
`;
}
