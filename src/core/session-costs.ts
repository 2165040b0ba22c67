/**
 * What a session cost so far, as Claude Code reports it to its status line (`cost.total_cost_usd`): no log has it. The
 * status line keeps the last one of each session, in a file of its own.
 */
import { instant } from './counts.ts';

export interface SessionCost {
  readonly session: string;
  /** In USD, by Claude Code's own count. */
  readonly usd: number;
  /** When it was reported, UTC ms. */
  readonly atMs: number;
}

const FORMAT = 'token-dash session costs 1';
/** So many sessions are kept, those that were heard of last. */
const MOST_SESSIONS = 300;

/** Empty for what is no such file, or is damaged: the next message of each session reports its cost again. */
export function readSessionCosts(text: string | undefined): readonly SessionCost[] {
  try {
    const { format, sessions } = JSON.parse(text ?? '');
    return format === FORMAT && Array.isArray(sessions) ? sessions.flatMap(costIn) : [];
  } catch {
    return [];
  }
}

function costIn(value: unknown): readonly SessionCost[] {
  const [session, usd, at] = Array.isArray(value) ? value : [];
  const atMs = instant(at);
  const isCost = typeof usd === 'number' && Number.isFinite(usd) && usd >= 0;
  return typeof session === 'string' && session !== '' && isCost && atMs !== undefined
    ? [{ session, usd, atMs }]
    : [];
}

export function sessionCostsText(costs: readonly SessionCost[]): string {
  const sessions = costs.map(({ session, usd, atMs }) => [session, usd, atMs]);
  return `${JSON.stringify({ format: FORMAT, sessions })}\n`;
}

/** With a newer cost of a session, as the first; undefined where the same is known. */
export function withSessionCost(
  known: readonly SessionCost[],
  cost: SessionCost,
): readonly SessionCost[] | undefined {
  if (known.some(({ session, usd }) => session === cost.session && usd === cost.usd)) return undefined;
  const others = known.filter(({ session }) => session !== cost.session);
  return [cost, ...others].slice(0, MOST_SESSIONS);
}
