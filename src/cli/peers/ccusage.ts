/**
 * `ccusage daily --json`, as versions 15 to 20 write it:
 *
 *   {"daily":[{"date":"2026-11-20","modelBreakdowns":[{"modelName":"claude-opus-5","inputTokens":9,...,"cost":0.1}]}]}
 *
 * A row of the unified report (19, 20) says `period` for `date`, and names the agents that are in it; with --by-agent it
 * holds a row for each. With --instances the rows are under `projects`. Before 19 only Claude Code was read; there,
 * and where a row does not split by model, we take what it has.
 */
import type { PeerRow } from '../../reports/compare/peer.ts';
import { type Field, NotAReport, sourceNamed, tokensAt } from './json.ts';
import type { Peer } from './peer.ts';

/** Its other reports, none of which has days. */
const OTHERS = ['weekly', 'monthly', 'session', 'sessions', 'blocks'];

const NAMES = {
  input: 'inputTokens',
  output: 'outputTokens',
  cacheRead: 'cacheReadTokens',
  cacheWrite: 'cacheCreationTokens',
};

export const ccusage: Peer = {
  command: 'ccusage daily --json',

  isFrom: file => {
    const isKnown = ['daily', 'projects', ...OTHERS].some(name => file.has(name));
    return isKnown && (file.has('totals') || file.has('projects')) && !file.has('overview');
  },

  read(file) {
    const days = daysOf(file);
    const parts = days.flatMap(row => (row.has('agents') ? row.at('agents').items() : [row]));
    const isSplit = parts.every(part => part.has('modelBreakdowns') || totalOf(part) === 0);
    const rows = days.flatMap(row => rowsOf(row, isSplit));
    const agents = new Set(days.flatMap(agentsIn).map(sourceNamed));
    const used = days.flatMap(row =>
      row.has('modelsUsed')
        ? row
            .at('modelsUsed')
            .items()
            .map(name => name.text())
        : [],
    );
    const named = rows.flatMap(row => row.model ?? []);
    return {
      tool: 'ccusage daily',
      views: [rows],
      models: [...new Set([...named, ...used])],
      unpriced: unpricedIn(file, parts),
      sources: agents.size > 0 ? [...agents].sort() : ['claude-code'],
      remarks: isSplit ? [] : ['their report does not split days by model, so models are compared together'],
    };
  },
};

function daysOf(file: Field): readonly Field[] {
  if (file.has('projects'))
    return file
      .at('projects')
      .entries()
      .flatMap(project => project.items());
  if (!file.has('daily')) {
    const other = OTHERS.find(name => file.has(name));
    throw new NotAReport(`it is ccusage's ${other} report, which has no days`);
  }
  return file.at('daily').items();
}

function rowsOf(row: Field, isSplit: boolean): readonly PeerRow[] {
  const day = row.at(row.has('date') ? 'date' : 'period').day();
  const agents = agentsIn(row);
  const parts = row.has('agents') ? row.at('agents').items() : [row];
  return parts.flatMap((part): readonly PeerRow[] => {
    const agent = row.has('agents') ? part.at('agent').text() : agents.length === 1 ? agents[0] : undefined;
    const base = { day, source: agent === undefined ? undefined : sourceNamed(agent) };
    if (!isSplit) return [{ ...base, tokens: tokensAt(part, NAMES), usd: usdAt(part, 'totalCost') }];
    if (!part.has('modelBreakdowns')) return [];
    return part
      .at('modelBreakdowns')
      .items()
      .map(model => ({
        ...base,
        model: model.at('modelName').text(),
        tokens: tokensAt(model, NAMES),
        usd: usdAt(model, 'cost'),
      }));
  });
}

/** --no-cost leaves the dollars out. */
function usdAt(row: Field, name: string) {
  return row.has(name) ? row.at(name).money() : undefined;
}

function agentsIn(row: Field): readonly string[] {
  const metadata = row.at('metadata');
  return metadata.has('agents')
    ? metadata
        .at('agents')
        .items()
        .map(agent => agent.text())
    : [];
}

function totalOf(row: Field): number {
  return Object.values(tokensAt(row, NAMES)).reduce((sum, count) => sum + count, 0);
}

function unpricedIn(file: Field, parts: readonly Field[]): readonly string[] {
  const totals = file.at('totals');
  const stated = totals.has('unpricedModels') ? totals.at('unpricedModels').items() : [];
  const marked = parts.flatMap(part =>
    part.has('modelBreakdowns') ? part.at('modelBreakdowns').items() : [],
  );
  return [
    ...new Set([
      ...stated.map(model => model.text()),
      ...marked.filter(model => model.has('missingPricing')).map(model => model.at('modelName').text()),
    ]),
  ];
}
