/** The guides: what they must say of themselves, that their links lead somewhere, that their scripts run. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { frontMatter } from '../src/cli/guide.ts';
import { dayText } from '../src/core/calendar.ts';
import { grouped } from '../src/core/format.ts';
import { TASK_TYPES } from '../src/core/task-type.ts';
import { home } from './support/home.ts';
import { run } from './support/program.ts';

const DIR = 'src/guides';
const guides = readdirSync(DIR).map(file => [file, readFileSync(join(DIR, file), 'utf8')] as const);

describe.each(guides)('%s', (_, text) => {
  it('says its title, what it is about, its version and its day', () => {
    const { title, description, version, last_updated } = frontMatter(text);
    expect(title).toMatch(/\w/);
    expect(description).toMatch(/\w/);
    expect(version).toMatch(/^\d+\.\d+$/);
    expect(last_updated).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(text).toContain(`\n# ${title}\n`);
  });

  it('links to what is there', () => {
    for (const [, path] of text.matchAll(/\]\((?!http)([^)#]+)\)/g)) {
      expect(existsSync(join(DIR, path!)), path).toBe(true);
    }
  });
});

it('token-dash guide lists them and prints each as it is', async () => {
  const at = home();
  const { out } = await run(at, ['guide']);
  for (const [file, text] of guides) {
    const name = file.replace(/\.md$/, '');
    expect(out).toMatch(new RegExp(`^${name} +\\w`, 'm'));
    expect((await run(at, ['guide', name])).out).toBe(text);
  }
  const { code, err } = await run(at, ['guide', 'manual-logs']);
  expect([code, err]).toEqual([
    1,
    "token-dash guide: there is no guide 'manual-logs'; did you mean manual-log?\n",
  ]);
});

it('the baselines of the guide are those that entries are compared with', () => {
  const path = join(DIR, 'token-baselines.md');
  const text = readFileSync(path, 'utf8');
  const rows = TASK_TYPES.map(({ title, from, to }) => `| ${title} | ${grouped(from)} to ${grouped(to)} |`);
  const wanted = ['', '| type | tokens |', '|---|---|', ...rows, ''].join('\n');
  const [start, end] = [
    text.indexOf('-->\n', text.indexOf('<!-- baselines:')) + 4,
    text.indexOf('<!-- /baselines -->'),
  ];
  const updated = `${text.slice(0, start)}${wanted}\n${text.slice(end)}`;
  if (process.env.UPDATE_README) writeFileSync(path, updated);
  else expect(text).toBe(updated);
});

describe('the script that warns of an expensive day', () => {
  const [, guide = ''] = guides.find(([file]) => file === 'manual-log.md') ?? [];
  const script = /#!\/usr\/bin\/env bash[\s\S]*?\n(?=```)/.exec(guide)?.[0] ?? '';
  const hasJq = spawnSync('jq', ['--version']).status === 0;

  it.skipIf(!hasJq).each([
    [5.01, 'Warning: daily spending exceeds $5 ($5.01)\n'],
    [5, ''],
    [undefined, ''],
  ])('of %s', (cost, expected) => {
    // A server that answers with what was logged today, and with much more on other days.
    const byDate = { [dayText(Math.floor(Date.now() / 86_400_000))]: { cost }, '2020-01-01': { cost: 99 } };
    const at = home({
      'bin/curl': `#!/bin/sh\necho '${JSON.stringify({ totalCost: 104, byDate })}'\n`,
      script,
    });
    chmodSync(at.at('bin/curl'), 0o755);
    const PATH = `${at.at('bin')}${delimiter}${process.env.PATH}`;
    const { stdout, stderr } = spawnSync('bash', [at.at('script')], { env: { PATH, TZ: 'UTC' } });
    expect([String(stdout), String(stderr)]).toEqual([expected, '']);
  });
});
