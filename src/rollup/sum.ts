/**
 * The sum of some events, with their quality and times beside the tally: how well they are known, and when
 * the first and the last of them were.
 */

import type { Cost, Money } from '../core/money.ts';
import type { Rate } from '../core/price.ts';
import { QUALITIES, type Quality, type UsageEvent } from '../core/usage.ts';
import type { CellSum } from './cells.ts';
import { Tally } from './tally.ts';

export class Sum {
  readonly tally = new Tally();
  /** Events by how well they are known. */
  readonly qualities: Record<Quality, number>;
  /** Of the first and the last record, UTC ms; infinite where there is none. */
  fromMs = Number.POSITIVE_INFINITY;
  toMs = Number.NEGATIVE_INFINITY;

  constructor() {
    this.qualities = Object.fromEntries(QUALITIES.map(quality => [quality, 0])) as Record<Quality, number>;
  }

  add(event: UsageEvent, rate: Rate): void {
    this.tally.add(event, rate);
    this.qualities[event.quality] += 1;
    this.stretch(event.atMs, event.endMs);
  }

  /** Adds cells: so many of each count, all of one quality and at one rate. */
  addCells(
    counts: Readonly<Record<CellSum, number>>,
    rate: Rate,
    of: { readonly quality: Quality; readonly fromMs: number; readonly toMs: number; readonly logged: Money },
  ): void {
    this.tally.addCells(counts, rate, of);
    this.qualities[of.quality] += counts.events;
    this.stretch(of.fromMs, of.toMs);
  }

  /** Adds another sum; where only a share of it belongs here, `share` is the tally of that share. */
  absorb(other: Sum, share: Tally = other.tally): void {
    this.tally.absorb(share);
    for (const quality of QUALITIES) this.qualities[quality] += other.qualities[quality];
    this.stretch(other.fromMs, other.toMs);
  }

  private stretch(fromMs: number, toMs: number): void {
    this.fromMs = Math.min(this.fromMs, fromMs);
    this.toMs = Math.max(this.toMs, toMs);
  }
}

/** A sum under the name of what it is the sum of, priced. */
export interface Named {
  readonly name: string;
  readonly sum: Sum;
  readonly tally: Tally;
  readonly cost: Cost;
}

export function named(name: string, sum: Sum): Named {
  return { name, sum, tally: sum.tally, cost: sum.tally.cost() };
}
