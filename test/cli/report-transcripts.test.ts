/**
 * What is typed and what is printed, to the letter: each file in `fixtures/cli/reports/` is one transcript over the same
 * small home, named by what it shows. `COLUMNS` makes the output a terminal of that width, `COLOURS` one with colours.
 * Lines of the error stream begin with `!`; escapes and carriage returns are spelt out.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectNaming } from '../../src/config/projects.ts';
import { staleReason } from '../../src/core/stale.ts';
import { REPORTS } from '../../src/reports/index.ts';
import { claudeCode } from '../../src/sources/claude-code.ts';
import { goose } from '../../src/sources/goose.ts';
import { Home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';
import { type Asker, askerOf, askerOfHome, askerOfSnapshot, type Said } from './ask.ts';
import { REPORT_HOME } from './report-home.ts';

const DIR = fileURLToPath(new URL('../../fixtures/cli/reports/', import.meta.url));

let ask: Asker;
beforeAll(async () => {
  const home = new Home(REPORT_HOME);
  ask = await askerOfHome(home);
  home.remove();
});

test.each(readdirSync(DIR))('%s', async name => {
  const [typed = ''] = readFileSync(`${DIR}${name}`, 'utf8').split('\n', 1);
  const [, columns, colours, line] = /^\$ (?:COLUMNS=(\d+) )?(COLOURS=1 )?token-dash (.+)$/.exec(typed)!;
  const terminal = columns ? { columns: Number(columns), hasColours: colours !== undefined } : undefined;
  await expect(`${typed}\n${printed(await ask(line!, terminal))}`).toMatchFileSnapshot(`${DIR}${name}`);
});

function printed({ out, err, code }: Said): string {
  const errors = err.replace(/^(?=.)/gm, '! ');
  const spelt = (out + errors).replaceAll('\x1b', '\\e').replaceAll('\r', '\\r');
  return `${spelt}${spelt.endsWith('\n') || spelt === '' ? '' : '\n'}(exit ${code})\n`;
}

describe('an empty home', () => {
  const ofLogs = REPORTS.filter(report => !('isDeclared' in report && report.isDeclared));
  test.each(ofLogs.map(report => report.id))('%s says so, and leaves with 2', async id => {
    const empty = await askerOf({});
    const words = `token-dash ${id}: no usage found; token-dash --test lists the places that were searched\n`;
    expect(await empty(id)).toEqual({ code: 2, out: '', err: words });
  });

  test('JSON is whole even then', async () => {
    const empty = await askerOf({});
    const { code, out } = await empty('daily --json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ daily: [], totals: { totalTokens: 0, totalCost: 0 } });
    expect(JSON.parse((await empty('session --id s1 --json')).out)).toBe(null);
    expect((await empty('daily --csv')).out).toMatch(/^date,models,[\w,]+\r\n$/);
  });
});

test('weeks begin as the settings say, unless a flag says otherwise', async () => {
  const european = await askerOf(REPORT_HOME, { weekStart: 'monday' });
  const weeks = async (line: string) =>
    JSON.parse((await european(line)).out).weekly.map((row: { week: string }) => row.week);
  expect(await weeks('weekly --json')).toEqual(['2026-06-29', '2026-07-13']);
  expect(await weeks('weekly --json -w sunday')).toEqual(['2026-06-28', '2026-07-12']);
  expect(await weeks('weekly --json --start-of-week sunday')).toEqual(['2026-06-28', '2026-07-12']);
});

test('amounts for readers are in the currency of the settings, those for scripts in dollars', async () => {
  const currency = { code: 'EUR', symbol: '€', perUsd: 0.5 };
  const inEuros = await askerOf(REPORT_HOME, { currency });
  expect((await inEuros('models --model opus')).out).toMatch(/≥ €0\.03\n/);
  expect(JSON.parse((await inEuros('models --model opus --json')).out).totals.usd).toBe('0.068600');
  for (const form of ['', ' --compact', ' --markdown', ' --breakdown']) {
    const { out } = await inEuros(`blocks --active${form}`);
    expect(out.replaceAll('\n', ' ')).toMatch(/tokens a minute, ≥ €0\.02 an hour; .* and ≥ €0\.09 by then/);
    expect(out).not.toContain('$');
  }
  const { burnRate, projection } = JSON.parse((await inEuros('blocks --active --json')).out).blocks[0];
  expect([burnRate.costPerHour, projection.totalCost]).toEqual([expect.closeTo(0.05, 2), 0.17]);
});

test('projects go by the names that the settings give them, and are found by these', async () => {
  const projects = {
    aliases: { loom: 'The Loom', spindle: 'Spindle' },
    groups: { Work: ['~/loom', '/home/ada/shuttle'] },
  };
  const named = await askerOf(REPORT_HOME, { projects });
  const names = async (line: string) =>
    JSON.parse((await named(line)).out).projects.map((row: { project: string }) => row.project);
  expect(await names('projects --json')).toEqual(['Work', 'Spindle']);
  expect(await names('projects --json -p Work')).toEqual(['Work']);
  expect(await names('projects --json -p Spindle')).toEqual(['Spindle']);
  expect(await names('projects --json -p shuttle,spindle')).toEqual(['Work', 'Spindle']);
});

test('that holds where the feed has put these names in the place of directories', async () => {
  const projects = { aliases: { spindle: 'Spindle' }, groups: { Work: ['/home/ada/loom', 'shuttle'] } };
  const home = new Home(REPORT_HOME);
  const nameProject = projectNaming(projects, path => path);
  const named = askerOfSnapshot(await snapshotOf(home, { sources: [claudeCode, goose], nameProject }), {
    projects,
  });
  home.remove();
  const names = async (word: string) =>
    JSON.parse((await named(`projects --json -p ${word}`)).out).projects.map(
      (row: { project: string }) => row.project,
    );
  for (const word of ['Work', 'loom', '/home/ada/loom', 'shuttle'])
    expect(await names(word)).toEqual(['Work']);
  for (const word of ['Spindle', 'spindle']) expect(await names(word)).toEqual(['Spindle']);
  expect(await names('treadle')).toEqual([]);
});

describe('what cannot be read now', () => {
  const SNAPSHOT = async (files: Readonly<Record<string, string>>, why: string) => {
    const home = new Home(files);
    const snapshot = await snapshotOf(home, { sources: [claudeCode] });
    home.remove();
    const sources = snapshot.sources.map(source => ({ ...source, troubles: [{ path: '/a.db', why }] }));
    return askerOfSnapshot({ ...snapshot, sources });
  };

  test('is named beside the figures that are out of date, and nothing else is', async () => {
    const since = staleReason('another program has locked the database', Date.UTC(2026, 6, 1, 9, 30));
    const { out, err, code } = await (await SNAPSHOT(REPORT_HOME as Record<string, string>, since))('daily');
    expect(out).toContain('2026-07-01');
    expect(code).toBe(0);
    expect(err).toBe(
      'token-dash daily: /a.db: another program has locked the database; its figures are as of 2026-07-01 09:30 UTC\n',
    );
    const other = await (await SNAPSHOT(REPORT_HOME as Record<string, string>, 'line 3 is cut'))('daily');
    expect(other.err).toBe('');
  });

  test('is named where nothing was found', async () => {
    const { err, code } = await (await SNAPSHOT({}, 'another program has locked the database'))('daily');
    expect(code).toBe(2);
    expect(err).toBe(
      'token-dash daily: no usage found, and not everything could be read; token-dash --test lists the places that were searched\n  /a.db: another program has locked the database\n',
    );
  });
});
