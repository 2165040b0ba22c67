/** The flags that people bring along from ccusage, and what becomes of them. */
import { expect, test } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { COST_MODES } from '../../src/prices/cost-mode.ts';
import { REPORTS } from '../../src/reports/index.ts';
import { REGISTRY } from '../../src/sources/registry.ts';
import { NOW_MS } from '../support/clock.ts';
import { askerOf } from './ask.ts';

function read(line: string) {
  return readArguments(
    line.split(' '),
    '1.0.0',
    { themes: [], costModes: COST_MODES, sources: REGISTRY },
    NOW_MS,
  );
}

test.each([
  ['auto', 'auto'],
  ['calculate', 'list'],
  ['display', 'logged'],
])('--mode %s is our --cost %s', (mode, cost) => {
  expect(read(`daily --mode ${mode}`)).toMatchObject({ options: { cost } });
  expect(read(`daily -m ${mode}`)).toMatchObject({ options: { cost } });
});

test('without --mode our own default holds', () => {
  expect(read('daily')).toMatchObject({ face: 'command', options: { cost: undefined } });
});

test.each([
  '-s 20260701 -u 20260715 -o desc -b -j -O',
  '--since 2026-07-01 --until 2026-07-15 --order asc --breakdown --json --offline',
  '--no-offline --no-color --compact --last 3 --timezone UTC',
  '-p loom -p shuttle --color',
])('every report takes %s', flags => {
  for (const { id } of REPORTS)
    expect(read(`${id} ${flags}`)).toMatchObject({ face: 'command', command: { id } });
});

test('a short flag may mean another thing to another report', () => {
  expect(read('daily -i')).toMatchObject({ flags: { instances: true } });
  expect(read('session -i s1')).toMatchObject({ flags: { id: 's1' } });
  expect(read('blocks -a -r -t max -n 4')).toMatchObject({
    flags: { active: true, recent: true, tokenLimit: 'max', sessionLength: '4' },
  });
  expect(read('weekly -w monday')).toMatchObject({ flags: { weekStart: 'monday' } });
});

test('names may come as a list, or one by one, and begin with a dash', () => {
  expect(read('daily --by project,model --by day')).toMatchObject({
    flags: { by: ['project', 'model', 'day'] },
  });
  expect(read('daily --project -home-ada-loom')).toMatchObject({ flags: { project: ['-home-ada-loom'] } });
});

test.each([
  ['tasks --by model', /--by splits measured usage; tasks is about logged tasks/],
  ['review --source goose', /review is about the source manual-log/],
])('%s is refused with the reason', async (line, why) => {
  const { code, err } = await (await askerOf({}))(line);
  expect(code).toBe(1);
  expect(err).toMatch(why);
});

test('the help of every report says in which order columns leave', () => {
  for (const { id } of REPORTS) {
    expect(read(`${id} --help`)).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/On a narrow terminal these columns are left out first: [a-z]/),
    });
  }
});
