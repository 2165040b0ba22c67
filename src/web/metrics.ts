/** Numbers for Prometheus, in its text format and by its naming conventions. No project and no session is named. */
import { decimal } from '../core/money.ts';
import { TOKEN_KINDS, type TokenKind } from '../core/usage.ts';
import { usageBySource } from '../reports/usage-by-source.ts';
import type { Question, Route } from './route.ts';

const KINDS: Readonly<Record<TokenKind, string>> = {
  input: 'input',
  output: 'output',
  cacheRead: 'cache_read',
  cacheWrite5m: 'cache_write_5m',
  cacheWrite1h: 'cache_write_1h',
  cacheWriteOther: 'cache_write_other',
};

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export const metricsRoute: Route = {
  path: '/metrics',
  says: 'Sums over all logs for Prometheus. A sum falls when a log is deleted, which Prometheus takes for a restart.',
  parameters: [],
  type: METRICS_TYPE,
  run: question => ({ text: metricsText(question), type: METRICS_TYPE }),
};

type Labels = Readonly<Record<string, string>>;

function metricsText({ context, data }: Question): string {
  const { snapshot, prices } = data;
  const rows = usageBySource(snapshot.journal, prices);
  const labels = ({ source, model }: { readonly source: string; readonly model: string }) => ({
    source,
    model,
  });
  return [
    metric('token_dash_build_info', 'gauge', 'The version that is running.', [
      [{ version: context.version }, '1'],
    ]),
    metric(
      'token_dash_tokens_total',
      'counter',
      'Tokens by kind.',
      rows.flatMap(row =>
        TOKEN_KINDS.map(
          kind => [{ kind: KINDS[kind], ...labels(row) }, String(row.tally.tokens[kind])] as const,
        ),
      ),
    ),
    metric(
      'token_dash_cost_usd_total',
      'counter',
      'Cost at list prices in US dollars, without what has no price.',
      rows.map(row => [labels(row), decimal(row.cost.usd)]),
    ),
    metric(
      'token_dash_unpriced_tokens_total',
      'counter',
      'Tokens of models without a price.',
      rows.map(row => [labels(row), String(row.cost.unpricedTokens)]),
    ),
    metric(
      'token_dash_responses_total',
      'counter',
      'Responses of models.',
      rows.map(row => [labels(row), String(row.tally.events)]),
    ),
    metric(
      'token_dash_unreadable_lines',
      'gauge',
      'Lines and files that could not be read.',
      snapshot.sources.map(source => [{ source: source.id }, String(source.troubles.length)]),
    ),
    metric('token_dash_last_look_timestamp_seconds', 'gauge', 'When the logs were last looked at.', [
      [{}, String(Math.floor((snapshot.checkedMs ?? 0) / 1000))],
    ]),
  ].join('');
}

function metric(
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  samples: readonly (readonly [Labels, string])[],
): string {
  const lines = samples.map(([labels, value]) => `${name}${labelText(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\r/g, '');
}
