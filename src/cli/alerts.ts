/**
 * `token-dash alerts`: what needs attention.
 *
 *   token-dash alerts [ROOT...]   every alert that lasts; sends the new ones to the outputs of the configuration
 *   token-dash alerts ack ID...   marks alerts as seen: they are not sent again
 *   token-dash alerts test        sends a test to every output
 *   token-dash alerts rules       every rule with its limit
 */

import { alertJson } from '../budgets/alert-json.ts';
import type { AlertRecord } from '../budgets/alert-state.ts';
import { printable } from '../core/clean.ts';
import { largest } from '../core/extremes.ts';
import { agoText, counted } from '../core/format.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { BUDGET_EXIT, EXIT } from './io.ts';
import { tellTroubles } from './tracking.ts';
import { printJson } from './writers/json.ts';

const acknowledging: Command = {
  id: 'ack',
  summary: 'mark alerts as seen: they stay listed, and are not sent again',
  examples: [
    ['alerts ack 3f2a9c', 'one of them, by its id or the beginning of it'],
    ['alerts ack --all', 'all that last'],
  ],
  declare: declaration => {
    declaration.argument('[id...]', 'ids as token-dash alerts lists them').option('--all', 'all that last');
  },
  async run({ io, alerts }, ids, { all }) {
    if (ids.length === 0 && !all) {
      io.err('token-dash alerts ack: name alerts by their ids, or give --all\n');
      return EXIT.failed;
    }
    const marked = (await alerts()).acknowledge(all ? 'all' : ids);
    for (const { id, alert } of marked) io.out(`${id}  ${printable(alert.text)}\n`);
    if (marked.length > 0) return EXIT.ok;
    io.err('token-dash alerts ack: no alert that lasts goes by that id; token-dash alerts lists them\n');
    return EXIT.failed;
  },
};

const testing: Command = {
  id: 'test',
  summary: 'send a test to every output of the configuration',
  examples: [['alerts test', 'see whether alerts reach you']],
  declare: () => {},
  async run({ io, alerts }) {
    const results = await (await alerts()).test();
    if (results.length === 0) {
      io.err('token-dash alerts test: the configuration names no output (alerts: outputs:)\n');
      return EXIT.failed;
    }
    for (const { output, problem } of results) io.out(`${output}: ${printable(problem ?? 'sent')}\n`);
    return results.some(({ problem }) => problem !== undefined) ? EXIT.failed : EXIT.ok;
  },
};

const listingRules: Command = {
  id: 'rules',
  summary: 'every rule with its limit',
  examples: [['alerts rules', 'what is looked for']],
  declare: declaration => {
    declaration.option('--json', 'as JSON');
  },
  async run({ io, alerts }, _, { json }) {
    const rules = (await alerts()).rules();
    if (json) printJson(io, rules);
    const width = largest(rules.map(({ id }) => id.length));
    for (const { id, summary, limit, usualLimit, isOff } of json ? [] : rules) {
      const other = usualLimit === undefined ? '' : ` (your limit: ${limit})`;
      io.out(`${id.padEnd(width)}  ${summary}${other}${isOff ? ' (off)' : ''}\n`);
    }
    return EXIT.ok;
  },
};

export const alertsCommand: Command = {
  id: 'alerts',
  summary: 'budgets, limits, spikes, waste and prices that need attention',
  parts: [acknowledging, testing, listingRules],
  examples: [
    ['alerts', 'over the logs, and the tracked work that the configuration names'],
    [
      'alerts sessions/ --check',
      'with the COST-TRACKING files below a directory; exit code 3 or 4 where there are any',
    ],
  ],

  declare(declaration) {
    declaration
      .argument('[root...]', 'where COST-TRACKING files are (default: those of the configuration)')
      .option('--json', 'as JSON')
      .option('--all', 'the resolved ones of the last 90 days as well')
      .option('--no-send', 'send nothing to the outputs of the configuration')
      .option(
        '--check',
        'exit code 3 where there are alerts, 4 where one is urgent; acknowledged ones do not count',
      );
  },

  async run(context, roots, flags) {
    const { io } = context;
    const center = await context.alerts();
    const now = await center.look(roots, { send: flags.send !== false });
    tellTroubles(context, 'alerts', now.tracking);
    for (const problem of now.problems) io.err(`token-dash alerts: ${printable(problem)}\n`);
    const resolved = flags.all ? center.records().filter(({ resolvedMs }) => resolvedMs !== undefined) : [];
    const shown = [...now.active, ...resolved];
    if (flags.json) printJson(io, { alerts: shown.map(alertJson), sent: now.sent.map(({ id }) => id) });
    else io.out(shown.length === 0 ? 'no alerts\n' : shown.map(record => lineOf(record, context)).join(''));
    return flags.check ? codeOf(now.active) : EXIT.ok;
  },
};

function lineOf({ id, alert, firstMs, acknowledgedMs, resolvedMs }: AlertRecord, { io }: Context): string {
  const state =
    resolvedMs !== undefined
      ? `, resolved ${agoText(io.nowMs - resolvedMs)}`
      : acknowledgedMs === undefined
        ? ''
        : ', acknowledged';
  const { level, text, advice, evidence } = alert;
  const more = evidence.length > 1 ? ` and ${counted(evidence.length - 1, 'more place')}` : '';
  const [place] = evidence;
  const where = place && `${place.file}${place.line === undefined ? '' : `:${place.line}`}${more}`;
  const below = [advice, where].flatMap(line => (line === undefined ? [] : [`        ${printable(line)}\n`]));
  return `${id}  ${level.padEnd(6)}  ${printable(text)}  [since ${agoText(io.nowMs - firstMs)}${state}]\n${below.join('')}`;
}

function codeOf(active: readonly AlertRecord[]): number {
  const levels = active.flatMap(({ alert, acknowledgedMs }) =>
    acknowledgedMs === undefined ? [alert.level] : [],
  );
  if (levels.includes('red')) return BUDGET_EXIT.over;
  return levels.includes('yellow') ? BUDGET_EXIT.warning : EXIT.ok;
}
