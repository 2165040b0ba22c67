/**
 * Sessions whose tool stated what it counted itself, with what the log has of each. A resumed or forked session goes on
 * from the count that it found, so the responses that it copied are on both sides.
 */
import { getOrInsert } from '../../core/group.ts';
import type { Money } from '../../core/money.ts';
import { usd } from '../../core/money.ts';
import type { PriceLookup } from '../../core/price.ts';
import { modelName } from '../../core/scope.ts';
import type { SessionFacts } from '../../core/session-facts.ts';
import type { StatedModel, StatedUsage } from '../../core/stated-usage.ts';
import { noTokens, sessionName } from '../../core/usage.ts';
import type { Journal } from '../../rollup/journal.ts';
import type { SessionId } from '../../rollup/session-trees.ts';
import { Tally } from '../../rollup/tally.ts';

export interface SessionCount {
  readonly facts: SessionFacts & { readonly stated: StatedUsage };
  /** By the name of the model in reports. */
  readonly models: ReadonlyMap<string, ModelCount>;
  /** What the log has, with the responses that were copied from other sessions. */
  readonly logged: Tally;
  /** When its first and last response were, UTC ms; infinite without any. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Sessions that copied from each other have the same. */
  readonly root: string;
  /** How many of its responses it copied. */
  readonly copies: number;
}

export interface ModelCount {
  readonly stated: readonly StatedModel[];
  readonly logged: Tally;
}

interface Counting {
  readonly facts: SessionCount['facts'];
  readonly models: Map<string, { readonly stated: StatedModel[]; readonly logged: Tally }>;
  readonly logged: Tally;
  fromMs: number;
  toMs: number;
  copies: number;
}

const known = new WeakMap<
  Journal,
  { readonly prices: PriceLookup; readonly counts: readonly SessionCount[] }
>();

/** In the order of their logs. Costs are at the prices that are given. */
export function sessionCounts(journal: Journal, prices: PriceLookup): readonly SessionCount[] {
  const last = known.get(journal);
  if (last?.prices === prices) return last.counts;
  const counts = countSessions(journal, prices);
  known.set(journal, { prices, counts });
  return counts;
}

/** That of one session, where its tool stated one. */
export function countOf(journal: Journal, prices: PriceLookup, of: SessionId): SessionCount | undefined {
  // Most sessions have none, and need no count of all responses.
  if (!journal.sessionFacts(of)?.stated) return undefined;
  const name = sessionName(of);
  return sessionCounts(journal, prices).find(({ facts }) => sessionName(facts) === name);
}

function countSessions(journal: Journal, prices: PriceLookup): readonly SessionCount[] {
  const sessions = new Map<string, Counting>();
  for (const facts of journal.sessionStatements.values()) {
    if (!facts.stated) continue;
    const models: Counting['models'] = new Map();
    for (const each of facts.stated.models) {
      modelAt(models, nameOf(each.model, prices)).stated.push(each);
    }
    const [fromMs, toMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const counting = { models, logged: new Tally(), fromMs, toMs, copies: 0 };
    sessions.set(sessionName(facts), { facts: facts as SessionCount['facts'], ...counting });
  }
  if (sessions.size === 0) return [];
  const roots = new Roots();
  journal.visitSessions((event, of) => {
    const rate = prices.rate(event);
    for (const [i, each] of of.entries()) {
      const name = sessionName(each);
      if (i > 0) roots.join(sessionName(of[0]!), name);
      const counting = sessions.get(name);
      if (!counting) continue;
      counting.logged.add(event, rate);
      modelAt(counting.models, modelName(event, rate)).logged.add(event, rate);
      counting.fromMs = Math.min(counting.fromMs, event.atMs);
      counting.toMs = Math.max(counting.toMs, event.endMs);
      if (i > 0) counting.copies += 1;
    }
  });
  return Array.from(sessions, ([name, counting]) => ({ ...counting, root: roots.of(name) }));
}

function modelAt(models: Counting['models'], name: string) {
  return getOrInsert(models, name, () => ({ stated: [], logged: new Tally() }));
}

/** The name that reports give a model in the witness's spelling. */
export function nameOf(model: string, prices: PriceLookup): string {
  // A window of the context in the name is no part of the model.
  const terms = { model: model.replace(/\[[^\]]*\]$/, '') };
  const request = { terms, atMs: Number.MAX_SAFE_INTEGER, tokens: noTokens, quality: 'exact' } as const;
  return modelName({ terms }, prices.rate(request));
}

/** What the tool counted above what its log has, where it states a cost and counted more. */
export function unloggedUsd({ facts, logged }: Pick<SessionCount, 'facts' | 'logged'>): Money | undefined {
  if (facts.stated.usd === undefined) return undefined;
  const more = usd(facts.stated.usd) - logged.cost().usd;
  return more > 0n ? more : undefined;
}

/** The same of all sessions: of those that copied from each other the largest counts, since each goes on from another. */
export function allUnloggedUsd(counts: readonly SessionCount[]): Money {
  const largest = new Map<string, Money>();
  for (const count of counts) {
    const more = unloggedUsd(count) ?? 0n;
    if (more > (largest.get(count.root) ?? 0n)) largest.set(count.root, more);
  }
  return [...largest.values()].reduce((sum, each) => sum + each, 0n);
}

/** Sets of sessions that share responses. */
class Roots {
  private readonly parents = new Map<string, string>();

  of(name: string): string {
    let root = name;
    for (let next = this.parents.get(root); next !== undefined; next = this.parents.get(root)) root = next;
    return root;
  }

  join(a: string, b: string): void {
    const [first, second] = [this.of(a), this.of(b)];
    if (first !== second) this.parents.set(second, first);
  }
}
