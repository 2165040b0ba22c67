/**
 * `codeburn report --format json`: dollars by day in one table, tokens and dollars by model in another.
 *
 *   {"generated":"2026-11-20T18:00:00.000Z","currency":"USD","periodKey":"week","overview":{...},"daily":[{"date":"2026-11-20","cost":1.2}],
 *    "models":[{"name":"Opus 5","inputTokens":9,"outputTokens":120,"cacheReadTokens":0,"cacheWriteTokens":0,"cost":1.2}]}
 *
 * A turn's responses all count on the day on which the turn began. Amounts are in the currency the user chose.
 */
import { tokensAt } from './json.ts';
import type { Peer } from './peer.ts';

const NAMES = {
  input: 'inputTokens',
  output: 'outputTokens',
  cacheRead: 'cacheReadTokens',
  cacheWrite: 'cacheWriteTokens',
};

export const codeburn: Peer = {
  command: 'codeburn report --format json',

  isFrom: file => file.has('overview') && file.has('daily') && file.has('models'),

  read(file) {
    const currency = file.has('currency') ? file.at('currency').text() : 'USD';
    const isUsd = currency === 'USD';
    const rows = file.at('models').items();
    const models = rows.map(row => ({
      model: row.at('name').text(),
      tokens: row.has('inputTokens') ? tokensAt(row, NAMES) : undefined,
      usd: isUsd ? row.at('cost').money() : undefined,
    }));
    const days = file
      .at('daily')
      .items()
      .map(row => ({ day: row.at('date').day(), usd: isUsd ? row.at('cost').money() : undefined }));
    // A period such as 'week' ends now, whatever day was the last with usage; chosen days end where they end.
    const period = file.has('periodKey') ? file.at('periodKey').text() : 'custom';
    return {
      tool: 'codeburn report',
      madeMs: file.has('generated') ? file.at('generated').moment() : undefined,
      isOpenEnded: !['custom', 'day'].includes(period),
      views: [models, days],
      models: models.map(row => row.model),
      unpriced: [],
      remarks: [
        'their tokens have no days, so tokens are compared over all days of their report together',
        ...(isUsd ? [] : [`their amounts are in ${currency}, so only tokens are compared`]),
      ],
    };
  },
};
