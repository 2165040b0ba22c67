/**
 * `token-dash budget draft`: a COST-TRACKING file out of real sessions: a task for each command, skill, agent and model,
 * with its tokens and its cost at list price, to be described and given a budget by hand.
 */

import { templateText } from '../budgets/template-text.ts';
import { NO_PHASE, type TrackedSession, type TrackedTask } from '../budgets/tracked.ts';
import { printable } from '../core/clean.ts';
import { type ActionUse, actionsOf } from '../reports/session-usage.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';
import { usageInput } from './usage-input.ts';

export const budgetDraft: Command = {
  id: 'draft',
  summary: 'draft a COST-TRACKING file from real sessions',
  examples: [
    ['budget draft --session 3f2a9c41 --out COST-TRACKING-loom.yaml', 'token-dash session lists the ids'],
  ],

  declare(declaration) {
    declaration
      .requiredOption('--session <id...>', 'ids of sessions, or their beginnings')
      .option('--name <name>', 'what the tracked session is called (default: the first id)')
      .option('--phase <name>', 'its phase')
      .option('--out <file>', 'a new file (default: standard output)');
  },

  async run(context, _, flags) {
    const { io, tracking, zone } = context;
    const ids = flags.session as readonly string[];
    const short = ids.find(id => id.length < 4);
    if (short !== undefined) {
      io.err(
        `token-dash budget draft: --session '${printable(short)}' is too short: give four characters of an id or more\n`,
      );
      return EXIT.failed;
    }
    const actions = actionsOf(usageInput(context, await context.load()), { sessions: ids });
    if (actions.length === 0) {
      io.err(`token-dash budget draft: no session begins with ${ids.map(printable).join(' or ')}\n`);
      return EXIT.noData;
    }
    const text = `${HEAD}${templateText(draft(actions, ids, flags), zone)}`;
    if (typeof flags.out !== 'string') io.out(text);
    else {
      await tracking.write(flags.out, text, { replace: false });
      io.out(`${printable(flags.out)} is written\n`);
    }
    const unpriced = actions.filter(({ unpricedTokens }) => unpricedTokens > 0).map(({ model }) => model);
    if (unpriced.length > 0)
      io.err(
        `token-dash budget draft: without a price, and so without cost_usd: ${printable([...new Set(unpriced)].join(', '))}\n`,
      );
    return EXIT.ok;
  },
};

const HEAD = `# Drafted by token-dash from logs: cost at list prices; tokens_in include what was read from and written to the cache.
`;

function draft(
  actions: readonly ActionUse[],
  ids: readonly string[],
  flags: Readonly<Record<string, unknown>>,
): TrackedSession {
  const at = (ms: number) => ({ atMs: ms, text: `${new Date(ms).toISOString().slice(0, 19)}Z` });
  const tasks = actions.map(
    (each): TrackedTask => ({
      description: each.action,
      model: each.model,
      tokensIn: each.tokensIn,
      tokensOut: each.tokensOut,
      tokensUnsplit: 0,
      usd: each.unpricedTokens > 0 ? undefined : each.usd,
      at: at(each.fromMs),
      line: 0,
    }),
  );
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    file: '',
    session: text(flags.name) ?? ids[0]!,
    phase: text(flags.phase) ?? NO_PHASE,
    date: at(actions[0]!.fromMs),
    tasks,
    declared: {},
    tie: { sessions: ids },
  };
}
