/** How long transcripts are kept: the shortest time that any settings of a known project say. */
import { expect, test } from 'vitest';
import { retentionOf } from '../../src/app/retention.ts';
import { said } from '../support/claude-lines.ts';
import { DAY, NOW_MS } from '../support/clock.ts';
import { home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';

const days = (cleanupPeriodDays: number) => `${JSON.stringify({ cleanupPeriodDays })}\n`;

async function check(
  settings: Readonly<Record<string, string>>,
  expected: Readonly<Record<string, unknown>>,
  line: Readonly<Record<string, unknown>> = {},
) {
  const at = home(settings);
  const cwd = at.at('loom');
  at.write('.claude/projects/p/s1.jsonl', said({ line: { cwd, ...line } }), NOW_MS - 25 * DAY);
  const { journal } = await snapshotOf(at);
  const found = retentionOf(at.at('.claude'), journal, NOW_MS)!;
  expect({ ...found, settings: found.settings.slice(at.dir.length + 1) }).toMatchObject(expected);
}

const USER = '.claude/settings.json';
const SHARED = 'loom/.claude/settings.json';
const LOCAL = 'loom/.claude/settings.local.json';

test('thirty days where nothing is said', () =>
  check({}, { days: 30, isSaid: false, settings: USER, files: 1, responses: 1, exempt: 0 }));

test("the user's own", () =>
  check({ [USER]: `\ufeff${days(365)}` }, { days: 365, isSaid: true, settings: USER, files: 0 }));

test('the shortest of all projects', () =>
  check({ [USER]: days(365), [SHARED]: days(7) }, { days: 7, isSaid: true, settings: SHARED, files: 1 }));

test('the local settings of a project before its shared ones', () =>
  check({ [USER]: days(365), [SHARED]: days(7), [LOCAL]: days(14) }, { days: 14, settings: LOCAL }));

test('a project that keeps them longer changes nothing', () =>
  check({ [SHARED]: days(3650) }, { days: 30, isSaid: false, settings: USER }));

test('nothing is not a time', () =>
  check({ [USER]: days(0) }, { days: 30, isSaid: false, refused: 0, settings: USER }));

test('what a desktop program wrote stays', () =>
  check({}, { files: 0, responses: 0, exempt: 1 }, { entrypoint: 'claude-desktop' }));
