/**
 * Two reports of tokscale. `tokscale graph` has days; `tokscale --json` (and `tokscale models --json`) has models only:
 *
 *   {"contributions":[{"date":"2026-11-20","clients":[{"client":"claude","modelId":"claude-opus-5",
 *     "tokens":{"input":9,"output":120,"cacheRead":0,"cacheWrite":0,"reasoning":0},"cost":1.2}]}]}
 *   {"entries":[{"client":"claude","model":"claude-opus-5","input":9,"output":120,...,"cost":1.2}],"totalCost":1.2}
 *
 * Before version 2 a client was called a source. Reasoning is beside output there, and is part of it here.
 */
import type { PeerReport, PeerRow } from '../../reports/compare/peer.ts';
import { type Field, NotAReport, sourceNamed, tokensAt } from './json.ts';
import type { Peer } from './peer.ts';

const NAMES = { input: 'input', output: 'output', cacheRead: 'cacheRead', cacheWrite: 'cacheWrite' };

export const tokscale: Peer = {
  command: 'tokscale graph',

  isFrom: file => file.has('contributions') || (file.has('entries') && file.has('totalCost')),

  read: file => (file.has('contributions') ? graph(file) : models(file)),
};

function graph(file: Field): PeerReport {
  const rows = file
    .at('contributions')
    .items()
    .flatMap(contribution =>
      contribution
        .at(contribution.has('clients') ? 'clients' : 'sources')
        .items()
        .map(part => ({
          day: contribution.at('date').day(),
          model: part.at('modelId').text(),
          source: sourceOf(part),
          tokens: tokens(part.at('tokens')),
          usd: part.at('cost').money(),
        })),
    );
  const meta = file.at('meta');
  const madeMs = meta.has('generatedAt') ? meta.at('generatedAt').moment() : undefined;
  return { ...reportOf('tokscale graph', rows, []), madeMs };
}

function models(file: Field): PeerReport {
  const rows = file
    .at('entries')
    .items()
    .map(entry => {
      if (!entry.has('model')) throw new NotAReport('its entries are not by model');
      return {
        model: entry.at('model').text(),
        source: sourceOf(entry),
        tokens: tokens(entry),
        usd: entry.at('cost').money(),
      };
    });
  return reportOf('tokscale models', rows, [
    'their report has no days, so all of their time is compared with all of ours (tokscale graph has days)',
  ]);
}

function reportOf(tool: string, rows: readonly (PeerRow & { model: string })[], remarks: readonly string[]) {
  return { tool, views: [rows], models: [...new Set(rows.map(row => row.model))], unpriced: [], remarks };
}

/** Entries of several clients together are of none of them. */
function sourceOf(part: Field): string | undefined {
  const name = part.has('client')
    ? part.at('client').text()
    : part.has('source')
      ? part.at('source').text()
      : ',';
  return name.includes(',') ? undefined : sourceNamed(name);
}

function tokens(at: Field) {
  const { output, ...rest } = tokensAt(at, NAMES);
  return { ...rest, output: output + (at.has('reasoning') ? at.at('reasoning').count() : 0) };
}
