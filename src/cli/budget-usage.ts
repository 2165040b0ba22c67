/**
 * `token-dash budget usage`: tracked sessions beside what the logs say of them: declared and logged tokens and dollars,
 * and the gap. A session is tied by its `session_id`, else by its project and date, else by a name that is an id.
 */
import { dayOf } from '../budgets/project-totals.ts';
import { sectionsText } from '../budgets/section.ts';
import { sessionUsd, type TrackedSession, taskTokens } from '../budgets/tracked.ts';
import { type Day, dayText } from '../core/calendar.ts';
import { grouped, usdCents } from '../core/format.ts';
import { decimal } from '../core/money.ts';
import { projectsMeant } from '../core/project-names.ts';
import { type SessionUse, sessionUse, type UsageOf } from '../reports/session-usage.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { EXIT } from './io.ts';
import { nothingFound, rootsOf, tellTroubles } from './tracking.ts';
import { usageInput } from './usage-input.ts';
import { printJson } from './writers/json.ts';

export const budgetUsage: Command = {
  id: 'usage',
  summary: 'tracked sessions beside what the logs say of them, and the gap',
  examples: [['budget usage sessions/', 'declared and logged, side by side']],

  declare(declaration) {
    declaration.argument('[root...]', 'directories or files').option('--json', 'as JSON');
  },

  async run(context, named, { json }) {
    const { io, tracking, settings, zone } = context;
    const roots = rootsOf(named, settings.tracking?.value?.roots);
    const found = await tracking.read(roots);
    tellTroubles(context, 'budget usage', found);
    if (found.sessions.length === 0) {
      io.err(`token-dash budget usage: ${nothingFound(roots, found)}\n`);
      return EXIT.noData;
    }
    const input = usageInput(context, await context.load());
    const rows = found.sessions.map(session => {
      const tie = tieOf(session, dayOf(session, zone), context);
      const use = tie && sessionUse(input, tie.of);
      return {
        session,
        by: tie?.by ?? 'nothing ties it: add session_id, or project and date',
        use: use && use.responses > 0 ? use : undefined,
      };
    });
    if (json) printJson(io, rows.map(rowJson));
    else io.out(sectionsText([{ ...TABLE, rows: rows.map(rowText) }]));
    return EXIT.ok;
  },
};

interface Row {
  readonly session: TrackedSession;
  readonly by: string;
  readonly use: SessionUse | undefined;
}

function tieOf(
  { tie, session }: TrackedSession,
  day: Day | undefined,
  { settings }: Context,
): { readonly of: UsageOf; readonly by: string } | undefined {
  if (tie.sessions.length > 0) return { of: { sessions: tie.sessions }, by: 'session_id' };
  if (tie.project !== undefined && day !== undefined) {
    const projects = projectsMeant(tie.project, settings.projects.value ?? {});
    return { of: { projects, day }, by: `${tie.project} on ${dayText(day)}` };
  }
  return /^[0-9a-f]{8}-[0-9a-f-]{4,}$/i.test(session)
    ? { of: { sessions: [session] }, by: 'its name' }
    : undefined;
}

const TABLE = {
  title: 'Declared and logged',
  head: ['Session', 'Tokens', 'Logged', 'Gap', 'Cost', 'Logged', 'Gap', 'Tied by'],
  notes: ['logged tokens include the cache, logged cost is at list price; gap = logged less declared'],
};

function rowText({ session, by, use }: Row): readonly string[] {
  const tokens = session.tasks.reduce((sum, task) => sum + taskTokens(task), 0);
  const usd = sessionUsd(session);
  if (!use)
    return [
      session.session,
      grouped(tokens),
      '-',
      '-',
      usdCents(usd),
      '-',
      '-',
      `${by} (no usage found)`.replace(/^(nothing.*) \(.*$/, '$1'),
    ];
  const bound = use.unpricedTokens > 0 || use.lowerBounds > 0 ? '≥ ' : '';
  return [
    session.session,
    grouped(tokens),
    grouped(use.tokens),
    grouped(use.tokens - tokens),
    usdCents(usd),
    bound + usdCents(use.usd),
    bound + usdCents(use.usd - usd),
    by,
  ];
}

function rowJson({ session, by, use }: Row) {
  const tokens = session.tasks.reduce((sum, task) => sum + taskTokens(task), 0);
  const usd = sessionUsd(session);
  return {
    ...{ session: session.session, file: session.file, tiedBy: by },
    declared: { tokens, cost: decimal(usd, 2) },
    logged: use
      ? {
          tokens: use.tokens,
          cost: decimal(use.usd, 2),
          unpricedTokens: use.unpricedTokens,
          lowerBoundResponses: use.lowerBounds,
        }
      : null,
    gap: use ? { tokens: use.tokens - tokens, cost: decimal(use.usd - usd, 2) } : null,
  };
}
