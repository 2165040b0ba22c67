/**
 * Reports of real tools: each was made by the version in its name over `fixtures/compare/home`, whose logs hold partial
 * records, a resumed session, a subagent with a file and one without, a long prompt, hour-long writes, fast mode,
 * inference kept in the US, web searches and a model without a price.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PEERS, readPeer } from '../../src/cli/peers/index.ts';
import { parseDay } from '../../src/core/calendar.ts';
import { usd } from '../../src/core/money.ts';

const fixture = (name: string) => readFileSync(`fixtures/compare/${name}.json`, 'utf8');

function read(text: string) {
  const { report, problem } = readPeer(text);
  if (!report) throw new Error(problem);
  return report;
}

describe('what a report holds', () => {
  test.each([
    // file, views with their rows, sources, whether there are dollars
    ['ccusage-15.9.7', [6], ['claude-code'], true],
    ['ccusage-17.2.1', [6], ['claude-code'], true],
    ['ccusage-18.0.11', [7], ['claude-code'], true],
    ['ccusage-19.0.3', [3], ['claude-code'], true],
    ['ccusage-20.0.24', [8], ['claude-code'], true],
    ['ccusage-20.0.24-by-agent', [8], ['claude-code'], true],
    ['ccusage-20.0.24-claude-instances', [8], ['claude-code'], true],
    ['ccusage-20.0.24-no-cost', [8], ['claude-code'], false],
    ['codeburn-0.9.15', [4, 2], undefined, true],
    ['tokscale-1.4.3-graph', [6], undefined, true],
    ['tokscale-1.4.3-models', [4], undefined, true],
  ])('%s', (name, rows, sources, hasUsd) => {
    const report = read(fixture(name));
    expect(report.views.map(view => view.length)).toEqual(rows);
    expect(report.sources).toEqual(sources);
    expect(report.views.every(view => view.some(row => row.usd !== undefined))).toBe(hasUsd);
  });

  test('a row, with exact dollars', () => {
    const { views, unpriced, models } = read(fixture('ccusage-20.0.24'));
    expect(views[0]?.[0]).toEqual({
      day: parseDay('2026-11-10'),
      source: 'claude-code',
      model: 'claude-opus-4-6',
      tokens: { input: 10, output: 500, cacheRead: 20_000, cacheWrite: 3000 },
      usd: usd('0.0488'),
    });
    expect(unpriced).toEqual(['claude-made-up-9']);
    expect(models).toContain('claude-opus-4-6-fast');
  });

  test('agents of a unified report are told apart', () => {
    const report = JSON.parse(fixture('ccusage-20.0.24-by-agent'));
    report.daily[0].agents.push({ ...report.daily[0].agents[0], agent: 'goose' });
    report.daily[0].metadata.agents.push('goose');
    const { views, sources } = read(JSON.stringify(report));
    expect(views[0]?.slice(0, 2).map(row => row.source)).toEqual(['claude-code', 'goose']);
    expect(sources).toEqual(['claude-code', 'goose']);
  });

  test('amounts in another currency are not dollars', () => {
    const report = { ...JSON.parse(fixture('codeburn-0.9.15')), currency: 'EUR' };
    const { views, remarks } = read(JSON.stringify(report));
    expect(views.flat().every(row => row.usd === undefined)).toBe(true);
    expect(remarks).toContain('their amounts are in EUR, so only tokens are compared');
  });

  test('a byte order mark does no harm', () => {
    expect(readPeer(`\uFEFF${fixture('ccusage-18.0.11')}`).problem).toBeUndefined();
  });
});

describe('what cannot be read is told, with its place', () => {
  const good = JSON.parse(fixture('ccusage-18.0.11'));
  const with1 = (change: object) => {
    const [first, ...rest] = good.daily;
    const [model, ...models] = first.modelBreakdowns;
    return JSON.stringify({
      ...good,
      daily: [{ ...first, modelBreakdowns: [{ ...model, ...change }, ...models] }, ...rest],
    });
  };
  test.each([
    ['nothing', '', 'it is empty'],
    ['text', 'Usage: ccusage daily', 'it is not whole JSON'],
    ['a cut file', fixture('ccusage-18.0.11').slice(0, 700), 'it is not whole JSON'],
    ['UTF-16 as PowerShell writes it', '{\0"\0', 'it is not UTF-8 text'],
    ['a list', '[]', 'it is JSON, but not of a tool that is known here'],
    ['JSON of something else', '{"name":"token-dash","version":"0.1.0"}', 'it is JSON, but not of a tool'],
    [
      'a report without days',
      fixture('ccusage-20.0.24-monthly'),
      "it is ccusage's monthly report, which has no days",
    ],
    ['no usage', '{"daily":[],"totals":{}}', 'it has no usage in it'],
    [
      'a count below zero',
      with1({ inputTokens: -3 }),
      'daily[0].modelBreakdowns[0].inputTokens is -3, where a count',
    ],
    [
      'half a token',
      with1({ outputTokens: 1.5 }),
      'outputTokens is 1.5, where a count of tokens was expected',
    ],
    ['no count', with1({ cacheReadTokens: undefined }), 'cacheReadTokens is missing, where a count'],
    ['a price in words', with1({ cost: '$1' }), 'cost is "$1", where an amount of money was expected'],
    ['no model', with1({ modelName: '' }), 'modelName is "", where text was expected'],
    [
      'no such day',
      fixture('ccusage-18.0.11').replace('2026-11-10', '2026-02-30'),
      'daily[0].date is "2026-02-30", where a day',
    ],
    [
      'hours',
      '{"entries":[{"hour":"2026-11-10 10:00","cost":1}],"totalCost":1}',
      'its entries are not by model',
    ],
  ])('%s', (_, text, why) => {
    const { problem } = readPeer(text);
    expect(problem).toContain(why);
    for (const { command } of PEERS) expect(problem).toContain(command);
  });
});
