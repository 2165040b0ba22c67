/**
 * Transcripts in which line after line is alike but for a value or two, as those of one session are: each odd line
 * comes several times, with a string, a number, a word or a byte in it put in place of another. Made from a seed.
 */
import { dice } from '../../src/demo/dice.ts';
import { oddTranscript } from './odd-transcript.ts';

const VALUE = /"(?:[^"\\]|\\.)*"|-?\d+|null|true|false/g;
const TIMES = 8;

/** Bytes as characters of one byte each. */
const OTHERS = [
  '"msg_1"',
  '"msg_28"',
  '""',
  '"n\xc3\xa4h"',
  '"half \xc3"',
  '"\\u0041sk"',
  '"say \\"usage\\": 3 to all of them, twice"',
  '"\\x"',
  '"ends in \\\\"',
  '"tab\there"',
  '"2026-08-01T10:00:00.000Z"',
  '"2026-08-01T10:00:00Z"',
  '"2026-13-01T10:00:00.000Z"',
  '"end_turn"',
  '"tool_use"',
  '"Skill"',
  '"a string of more than sixteen bytes"',
  '0',
  '7',
  '123456',
  '999999999',
  '1234567890',
  '007',
  '-1',
  '2.5',
  '1e3',
  '5.',
  'null',
  'true',
  'false',
  '[]',
  '{}',
  '[{"type":"message"}]',
  '[{"type":"compaction"}]',
  '[{"type":"tool_use","name":"Bash","input":{}}]',
  '[{"type":"tool_use","name":"Read","input":{"subagent_type":"Plan"}}]',
  '[[[[1]]]]',
  '{"input_tokens":3}',
];

export function alikeTranscript(seed: number, lines: number): Buffer {
  const roll = dice(seed);
  const one = <T>(items: readonly T[]) => items[roll.whole(0, items.length - 1)]!;
  const alike = (line: string) => {
    const values = [...line.matchAll(VALUE)];
    let changed = line;
    // From the end, so that places before it stay where they are.
    const places = Array.from({ length: roll.whole(0, 2) }, () => roll.whole(0, values.length - 1));
    for (const place of [...new Set(places)].sort((a, b) => b - a)) {
      const value = values[place];
      if (!value || changed.startsWith(':', value.index + value[0].length)) continue;
      const other = roll.chance(0.4) ? one(values)[0] : one(OTHERS);
      changed = changed.slice(0, value.index) + other + changed.slice(value.index + value[0].length);
    }
    if (!roll.chance(0.03)) return changed;
    const at = roll.whole(0, changed.length - 1);
    return (
      changed.slice(0, at) + one(['', '"', '\\', '}', ',', ' ', '\0', '\xff', '\r']) + changed.slice(at + 1)
    );
  };
  const odd = oddTranscript(seed, Math.ceil(lines / TIMES))
    .toString('latin1')
    .split('\n');
  const all = odd.flatMap(line => (line === '' ? [] : Array.from({ length: TIMES }, () => alike(line))));
  return Buffer.from(`${all.join('\n')}\n`, 'latin1');
}
