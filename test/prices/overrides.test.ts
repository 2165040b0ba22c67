/** Prices from a user's config over the listed ones. */
import { describe, expect, it } from 'vitest';
import { MistakeList } from '../../src/core/mistakes.ts';
import { noTokens } from '../../src/core/usage.ts';
import {
  createPriceLookup,
  NO_OVERRIDES,
  ourTable,
  overridesSchema,
  priceTables,
} from '../../src/prices/index.ts';
import type { PriceTable } from '../../src/prices/row.ts';

/** Overrides as a configuration has them; what is wrong with them as troubles. */
function readOverrides(config: unknown) {
  const mistakes = new MistakeList('config.yaml');
  const overrides = config === undefined ? undefined : overridesSchema.read(config, 'prices', mistakes);
  return { overrides: overrides ?? NO_OVERRIDES, troubles: mistakes.troubles };
}

/** Published rates of a model: input, output, cache read, 5-minute write. */
function check(
  config: unknown,
  [model, on]: readonly [string, string],
  expected: readonly string[] | 'free' | 'unpriced',
) {
  const { overrides, troubles } = readOverrides(config);
  expect(troubles).toEqual([]);
  const layered = priceTables({ overrides, overridesIn: { file: 'config.yaml' } });
  expect(layered.troubles).toEqual([]);
  const { workspaceGeo, aliases } = overrides;
  const rate = createPriceLookup({ tables: layered.tables, workspaceGeo, aliases }).rate({
    ...{ terms: { model }, atMs: Date.parse(on), tokens: noTokens, quality: 'exact' },
  });
  if (rate.status !== 'listed') return expect(rate.status).toBe(expected);
  const { input, output, cacheRead, cacheWrite5m } = rate.published;
  expect([input, output, cacheRead, cacheWrite5m]).toEqual(expected);
}

function checkTrouble(config: unknown, ...whys: string[]) {
  const { overrides, troubles } = readOverrides(config);
  const layered = priceTables({ overrides, overridesIn: { file: 'config.yaml' } });
  expect([...troubles, ...layered.troubles].map(({ path, why }) => `${path}: ${why}`)).toEqual(whys);
}

const now = '2026-11-20';

describe('a config', () => {
  it('may be absent', () => check(undefined, ['claude-opus-5', now], ['5', '25', '0.5', '6.25']));
  it('replaces one rate and leaves the rest', () =>
    check(
      { models: { 'claude-opus-5': { output: 20 } } },
      ['claude-opus-5', now],
      ['5', '20', '0.5', '6.25'],
    ));
  it('replaces it under every name of the model', () => {
    const config = { models: { 'claude-sonnet-4-0': { input: 2 } } };
    check(config, ['us.anthropic.claude-sonnet-4-20250514-v1:0', now], ['2', '15', '0.3', '3.75']);
  });
  it('replaces it from a day on', () => {
    const config = { models: { 'claude-sonnet-5-5': { output: 9, since: '2026-10-01' } } };
    check(config, ['claude-sonnet-5-5', '2026-09-30'], ['2', '10', '0.2', '2.5']);
    check(config, ['claude-sonnet-5-5', '2026-10-01'], ['2', '9', '0.2', '2.5']);
    check(config, ['claude-sonnet-5-5', '2026-10-07'], ['2', '9', '0.1', '2.5']);
  });
  it('adds a model that nobody lists', () =>
    check({ models: { 'in-house': { input: 1, output: 4 } } }, ['in-house', now], ['1', '4', '1', '1']));
  it('adds it under an id with a front, too', () =>
    check(
      { models: { 'openrouter/in/house': { input: 1, output: 4 } } },
      ['in/house', now],
      ['1', '4', '1', '1'],
    ));
  it('states that a model is free', () =>
    check({ models: { 'on-my-desk': { free: true } } }, ['on-my-desk', now], 'free'));
  it('gives a model another name', () =>
    check({ aliases: { team: 'claude-opus-5' } }, ['team', now], ['5', '25', '0.5', '6.25']));
});

describe('what is wrong in a config is named with file, field and value', () => {
  it('a word for a price', () =>
    checkTrouble(
      { models: { 'claude-opus-5': { output: 'cheap' } } },
      'config.yaml: prices.models.claude-opus-5.output is "cheap", not a price in USD per million tokens, of up to six decimals',
    ));
  it('a price below 0', () =>
    checkTrouble(
      { models: { 'claude-opus-5': { output: -1 } } },
      'config.yaml: prices.models.claude-opus-5.output is -1, not a price in USD per million tokens, of up to six decimals',
    ));
  it('a misspelt field', () =>
    checkTrouble({ model: {} }, "config.yaml: prices has no 'model', but workspaceGeo, aliases, models"));
  it('a day that is none', () =>
    checkTrouble(
      { models: { 'claude-opus-5': { output: 1, since: 'soon' } } },
      'config.yaml: prices.models.claude-opus-5.since is "soon", not a day such as 2026-11-22',
    ));
  it('half a price for a model that nobody lists', () =>
    checkTrouble(
      { models: { 'in-house': { input: 1 } } },
      'config.yaml: prices.models.in-house is {"input":1}, not enough: no table lists it, so give input and output',
    ));
});

describe('a refreshed table', () => {
  const table = (built: string): PriceTable => ({
    ...{ name: 'refreshed', built },
    vendors: [
      {
        ...{ id: 'anthropic', times: {} },
        models: {
          'claude-opus-5': [{ usd: { input: 7, output: 8 }, from: 'a page' }],
          'claude-opus-9': [{ usd: { input: 9, output: 10 }, from: 'a page' }],
        },
      },
    ],
  });
  function input(built: string, model: string): string | undefined {
    const { tables } = priceTables({ refreshed: table(built) });
    const rate = createPriceLookup({ tables }).rate({
      ...{ terms: { model }, atMs: Date.parse(now), tokens: noTokens, quality: 'exact' },
    });
    return rate.status === 'listed' ? rate.published.input : undefined;
  }
  it('goes before ours', () => expect(input(ourTable.built, 'claude-opus-5')).toBe('7'));
  it('leaves what it does not know to ours', () => expect(input(ourTable.built, 'claude-opus-4')).toBe('15'));
  it('that is older than ours only adds to it', () => {
    expect(input('2026-01-01', 'claude-opus-5')).toBe('5');
    expect(input('2026-01-01', 'claude-opus-9')).toBe('9');
  });
});
