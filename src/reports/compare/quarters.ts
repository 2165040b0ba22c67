/**
 * What was used in each quarter of an hour, by model. All time zones begin their days on quarters, so usage can be put
 * on the days of any zone from here without visiting its responses again.
 */
import type { Day } from '../../core/calendar.ts';
import { getOrInsert } from '../../core/group.ts';
import type { Money } from '../../core/money.ts';
import { PEER_KINDS, type PeerKind, type PeerTokens } from './peer.ts';
import { Form, type Shape, type Sheet } from './sheet.ts';

/** Where days begin. */
export interface Clock {
  readonly name: string;
  day(atMs: number): Day;
}

interface Amounts {
  readonly tokens: Record<PeerKind, number>;
  usd: Money;
}

const QUARTER_MS = 900_000;

export function quarterOf(atMs: number): number {
  return Math.floor(atMs / QUARTER_MS);
}

export function quarterStart(quarter: number): number {
  return quarter * QUARTER_MS;
}

export class Quarters {
  private readonly cells = new Map<number, Map<string, Amounts>>();

  add(quarter: number, model: string, tokens: PeerTokens, usd: Money): void {
    const models = getOrInsert(this.cells, quarter, () => new Map<string, Amounts>());
    pour(tokens, usd, getOrInsert(models, model, nothing));
  }

  /** Everything on days of this clock, of the quarters that `isIn` says yes to, without some models. */
  sheet(
    shapes: readonly Shape[],
    clock: Clock,
    isIn: (atMs: number) => boolean,
    absent: ReadonlySet<string>,
  ): Sheet {
    const days = new Map<Day, Map<string, Amounts>>();
    for (const [quarter, models] of this.cells) {
      const atMs = quarterStart(quarter);
      if (!isIn(atMs)) continue;
      const day = getOrInsert(days, clock.day(atMs), () => new Map<string, Amounts>());
      for (const [model, { tokens, usd }] of models) {
        if (!absent.has(model)) pour(tokens, usd, getOrInsert(day, model, nothing));
      }
    }
    const form = new Form(shapes);
    for (const [day, models] of days) {
      for (const [model, { tokens, usd }] of models) form.add(day, model, tokens, usd);
    }
    return form.cells;
  }

  /** The models of the quarters that `isIn` says yes to. */
  models(isIn: (atMs: number) => boolean): ReadonlySet<string> {
    const names = new Set<string>();
    for (const [quarter, models] of this.cells) {
      if (isIn(quarterStart(quarter))) for (const name of models.keys()) names.add(name);
    }
    return names;
  }

  /** The same for the same usage, and hardly ever for other usage. */
  fingerprint(): string {
    const sums = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
    let moments = 0;
    for (const [quarter, models] of this.cells) {
      for (const { tokens } of models.values()) {
        for (const kind of PEER_KINDS) sums[kind] += tokens[kind];
        moments += (tokens.output * (quarter % 9973)) % 2 ** 32;
      }
    }
    return JSON.stringify([sums, moments]);
  }
}

function nothing(): Amounts {
  return { tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }, usd: 0n };
}

function pour(tokens: PeerTokens, usd: Money, into: Amounts): void {
  into.tokens.input += tokens.input;
  into.tokens.output += tokens.output;
  into.tokens.cacheRead += tokens.cacheRead;
  into.tokens.cacheWrite += tokens.cacheWrite;
  into.usd += usd;
}
