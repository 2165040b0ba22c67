/** Text of transcripts: source code and output of commands, escaped as it stands in JSON. */
import type { Dice } from '../../src/demo/dice.ts';

/** Lines of a transcript as text, as when a tool has printed one. */
export function quoted(roll: Dice): string {
  const line = `{"type":"assistant","timestamp":"2026-03-01T10:00:00.000Z","message":{"id":"msg_quoted_${roll.hex(6)}","model":"claude-opus-4-6","usage":{"input_tokens":5000,"output_tokens":6000}}}`;
  return `${escaped(line)}\\n`.repeat(3);
}

/** Text of about so many bytes that looks like source code, escaped as it stands in JSON. */
export function code(roll: Dice, size: number): string {
  const lines = Math.max(1, Math.round(size / LINE));
  if (lines > MOST_LINES) return code(roll, MOST_LINES * LINE) + code(roll, size - MOST_LINES * LINE);
  const from = roll.whole(0, STARTS.length - 2 - lines);
  return POOL.slice(STARTS[from], STARTS[from + lines]);
}

const SAMPLES = [
  'export function resolve(path: string, from = process.cwd()): string {',
  '  const parts = path.split("/").filter(part => part !== "" && part !== ".");',
  '  // Größe und Rand zählen doppelt, siehe Abschnitt 3 🧵',
  '  if (parts.length === 0) return from;',
  '    "name": "@acme/loom", "version": "2.4.1", "usage": "internal",',
  "src/server/routes/session.ts:142:17 - error TS2345: Argument of type 'string'",
  '\treturn parts.reduce((dir, part) => (part === ".." ? up(dir) : join(dir, part)), from);',
  '}',
  '',
  'C:\\Users\\ada\\code\\loom\\dist\\index.js',
  '✓ 214 tests passed (3 skipped) in 12.8s',
  'diff --git a/src/loom.ts b/src/loom.ts',
];

const LINES = Array.from(
  { length: 8000 },
  (_, i) => `${escaped(SAMPLES[(i * 7 + (i >> 4)) % SAMPLES.length]!)}\\n`,
);
const STARTS = startsOf(LINES);
const POOL = LINES.join('');
const LINE = POOL.length / LINES.length;
/** Longer texts are put together out of several parts. */
const MOST_LINES = 6000;

function escaped(plain: string): string {
  return JSON.stringify(plain).slice(1, -1);
}

function startsOf(lines: readonly string[]): readonly number[] {
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1)! + line.length);
  return starts;
}
