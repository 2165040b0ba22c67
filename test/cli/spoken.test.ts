/** `--plain`: the Overview in lines, narrowed by the flags that the dashboard and reports share; wrong ones are named. */
import { describe, expect, test } from 'vitest';
import { said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';
import { run } from '../support/program.ts';

const DAY_MS = 86_400_000;
const at = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS - 60_000).toISOString();

const used = () =>
  home({
    '.claude/projects/-home-ada-loom/s1.jsonl': [
      said({
        id: 'm1',
        at: at(0),
        model: 'claude-opus-4-6',
        output: 1_000_000,
        line: { cwd: '/home/ada/loom' },
      }),
      said({
        id: 'm2',
        at: at(2),
        model: 'claude-haiku-4-5',
        output: 1_000_000,
        line: { cwd: '/home/ada/loom' },
      }),
    ].join(''),
    '.claude/projects/-home-ada-shuttle/s2.jsonl': said({
      id: 'm3',
      at: at(2),
      model: 'claude-opus-4-6',
      output: 2_000_000,
      line: { cwd: '/home/ada/shuttle', sessionId: 's2' },
    }),
  });

async function lifetime(...flags: readonly string[]): Promise<string> {
  const { code, out, err } = await run(used(), ['--plain', ...flags]);
  expect([code, err]).toEqual([0, '']);
  return /Lifetime: (\S+),/.exec(out)![1]!;
}

describe('the Overview in lines', () => {
  test('says what the screen says, without a frame or an escape code', async () => {
    const { out } = await run(used(), ['--plain']);
    expect(out).toMatch(/^Today so far: \$25\.00, 1\.0M tokens, 1 response\.$/m);
    expect(out).toMatch(/^1 of 1: opus-4-6, \$25\.00, 100 percent\.$/m);
    expect(out).not.toMatch(/[\x1b╭│█⣿]/);
  });

  test.each([
    [[], '$80.00'],
    [['--model', 'haiku'], '$5.00'],
    [['--project', 'shuttle'], '$50.00'],
    [['--project', 'shuttle', '--model', 'haiku'], '$0.00'],
    [['--source', 'claude-code'], '$80.00'],
  ] as const)('%j', async (flags, expected) => {
    expect(await lifetime(...flags)).toBe(expected);
  });

  test('a day that is none is named, and nothing is drawn', async () => {
    const { code, out, err } = await run(used(), ['--plain', '--since', '2026-13-40']);
    expect(code).not.toBe(0);
    expect(out).toBe('');
    expect(err).toContain('2026-13-40');
  });

  test('where nothing was used, the places are named', async () => {
    const { code, out } = await run(home(), ['--plain']);
    expect(code).toBe(0);
    expect(out).toMatch(/^No usage was found\.\nmissing: /);
  });
});
