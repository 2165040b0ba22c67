/**
 * What an imported session of Goose had used before: it begins with the sums at which the original stood when it was exported.
 * Its reader says which rows are such sums (`sources/goose/imports.ts`) and leaves them out where the original is in the same
 * database; in another one, the original is a session that began earlier and stood at exactly these sums at some time.
 *
 * The answer depends on the set of rows alone, not on their order or files.
 */
import { getOrInsert } from '../core/group.ts';
import { noteBits } from '../core/note-bits.ts';
import { type Attribution, PROMPT_KINDS, sessionName } from '../core/usage.ts';
import type { Facts } from './facts.ts';

const BROUGHT_ALONG = noteBits(['perhaps carried over']);

/** The rows among these, by their attribution, that another session has. */
export function broughtAlong(
  facts: Facts,
  rows: ReadonlyMap<number, readonly number[]>,
  isIgnored: (row: number) => boolean,
): readonly number[] {
  const { notes, attribution } = facts.columns;
  const all = [...rows.values()].flat().filter(row => !isIgnored(row));
  const found = all.filter(row => (notes.get(row) & BROUGHT_ALONG) !== 0);
  if (found.length === 0) return [];
  const attributionOf = (row: number) => facts.attributions.get(attribution.get(row));
  const sources = new Set(found.map(row => attributionOf(row).source));
  const standings = standingsOf(
    facts,
    all.filter(row => sources.has(attributionOf(row).source)),
  );
  return found.filter(row => {
    const own = attributionOf(row);
    const [prompt, output] = countsOf(facts, row);
    const others = standings.get(standing(own.source, prompt, output)) ?? [];
    return others.some(other => isEarlier(other, own));
  });
}

/** Of two that began in the same second, one is the original: the one whose name is first. */
function isEarlier(a: Attribution, b: Attribution): boolean {
  const [first, second] = [a.startedMs ?? 0, b.startedMs ?? 0];
  return first < second || (first === second && sessionName(a) < sessionName(b));
}

/** The sessions that stood at sums, after each of their rows. */
function standingsOf(facts: Facts, rows: readonly number[]): ReadonlyMap<string, readonly Attribution[]> {
  const { atMs, attribution, keyHi, keyLo, offset } = facts.columns;
  const sessions = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const a = facts.attributions.get(attribution.get(row));
    const own = getOrInsert(sessions, sessionName(a), () => new Map<string, number>());
    // A copy of the database has the same rows.
    const name = `${keyHi.get(row)}:${keyLo.get(row)}`;
    if (!own.has(name)) own.set(name, row);
  }
  const standings = new Map<string, Attribution[]>();
  for (const own of sessions.values()) {
    let [prompt, output] = [0, 0];
    const ordered = [...own.values()].sort(
      (a, b) => atMs.get(a) - atMs.get(b) || offset.get(a) - offset.get(b),
    );
    for (const row of ordered) {
      const counts = countsOf(facts, row);
      prompt += counts[0];
      output += counts[1];
      const a = facts.attributions.get(attribution.get(row));
      getOrInsert(standings, standing(a.source, prompt, output), () => []).push(a);
    }
  }
  return standings;
}

function standing(source: string, prompt: number, output: number): string {
  return `${prompt} ${output} ${source}`;
}

function countsOf({ columns }: Facts, row: number): readonly [prompt: number, output: number] {
  return [PROMPT_KINDS.reduce((sum, kind) => sum + columns[kind].get(row), 0), columns.output.get(row)];
}
