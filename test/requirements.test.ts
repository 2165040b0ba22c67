/** The list of requirements and the tests are in step: each id once, and what is said to show it is there. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Row {
  readonly id: string;
  readonly shownBy: string;
}

const rows: Row[] = readFileSync('test/requirements.md', 'utf8')
  .split('\n')
  .filter(line => /^\| S\d-\d{3} \|/.test(line))
  .map(line => {
    const [, id, , shownBy] = line.split(/(?<!\\)\|/).map(cell => cell.trim());
    return { id: id!, shownBy: shownBy! };
  });

/** How many features each seed names; later parts add theirs. */
const SEEDS = { S0: 106, S1: 86, S2: 78, S3: 54, S4: 43 } as const;

describe('the requirements', () => {
  it('are all there, each once', () => {
    const wanted = Object.entries(SEEDS).flatMap(([seed, count]) =>
      Array.from({ length: count }, (_, i) => `${seed}-${String(i + 1).padStart(3, '0')}`),
    );
    expect(rows.map(row => row.id).sort()).toEqual(wanted);
  });

  it.each(rows.map(row => [row.id, row.shownBy] as const))('%s is shown by what it names', (_, shownBy) => {
    if (shownBy.startsWith('not yet:')) {
      expect(shownBy.length, 'the reason').toBeGreaterThan('not yet: '.length);
      return;
    }
    const named = [...shownBy.matchAll(/`([^`]+)`/g)].map(match => match[1]!);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) {
      if (shownBy.startsWith('fixture')) {
        expect(existsSync(`fixtures/sources/claude-code/${name}`), name).toBe(true);
        continue;
      }
      const [file, words] = name.split(' › ');
      expect(existsSync(file!), file).toBe(true);
      if (words === undefined || statSync(file!).isDirectory()) continue;
      expect(readFileSync(file!, 'utf8'), `${file} has no test about '${words}'`).toContain(words);
    }
  });
});
