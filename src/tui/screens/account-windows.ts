/**
 * The five-hour windows of each account, where there are several: each counts by itself. No log names an account, so a
 * response belongs to the one in whose directory its record was found.
 */
import { getOrInsert } from '../../core/group.ts';
import { type Limits, officialWindowEnd } from '../../core/limits.ts';
import type { Cost, Money } from '../../core/money.ts';
import { PLANNED, pace } from '../../reports/active-block.ts';
import { PLAN_HOURS, positionAt, type Window, windowsOf } from '../../reports/windows.ts';
import { Tally } from '../../rollup/tally.ts';
import type { Counted } from '../cells.ts';
import type { ViewModel } from '../view-model.ts';

export interface WindowRow extends Counted {
  /** Where there are several. */
  readonly account?: string;
  readonly window: Window;
  /** Of the window so far; undefined where its responses are too close together. */
  readonly usdPerHour?: Money;
  readonly tally: Tally;
  readonly cost: Cost;
}

/** Accounts that official figures name, in their order; none where there is one account only. */
export function accountsIn(limits: Limits): readonly string[] {
  return [...new Set(limits.flatMap(({ account }) => account ?? []))];
}

/** Newest first. Responses in no account's directory have windows of their own, without an account. */
export function accountWindows(model: ViewModel, accounts: readonly string[]): readonly WindowRow[] {
  const { data, limits, minuteMs, shortPath } = model;
  const endOf = (account: string | undefined) =>
    officialWindowEnd(
      limits.filter(limit => limit.account === account),
      minuteMs,
    );
  const ends = accounts.map(endOf);
  return data.once(`windows ${JSON.stringify([accounts, ends])}`, ({ journal, prices }) => {
    const accountOf = byDirectory(accounts, shortPath);
    const moments = new Map<string | undefined, number[]>();
    journal.visit(event => {
      if (event.attribution.source !== PLANNED) return;
      getOrInsert(moments, accountOf(event.file), () => []).push(event.atMs);
    });
    const rows = new Map(
      [...moments].map(([account, each]) => {
        const windows = windowsOf(Float64Array.from(each).sort(), PLAN_HOURS, endOf(account));
        const own = windows.filter(({ isGap }) => !isGap);
        return [account, { windows: own, sums: own.map(() => new Used()) }];
      }),
    );
    journal.visit(event => {
      if (event.attribution.source !== PLANNED) return;
      const { windows, sums } = rows.get(accountOf(event.file))!;
      sums[positionAt(windows, event.atMs)]!.add(event.atMs).tally.add(event, prices.rate(event));
    });
    return [...rows]
      .flatMap(([account, { windows, sums }]) =>
        windows.map((window, at): WindowRow => {
          const { tally, firstMs, lastMs } = sums[at]!;
          const cost = tally.cost();
          return { account, window, tally, cost, usdPerHour: pace(cost.usd, firstMs, lastMs) };
        }),
      )
      .sort((a, b) => b.window.startMs - a.window.startMs);
  });
}

/** What was used in a window, from its first response to its last. */
class Used {
  readonly tally = new Tally();
  firstMs = Number.POSITIVE_INFINITY;
  lastMs = Number.NEGATIVE_INFINITY;

  add(atMs: number): this {
    this.firstMs = Math.min(this.firstMs, atMs);
    this.lastMs = Math.max(this.lastMs, atMs);
    return this;
  }
}

/** Of directories in each other the inner one. */
function byDirectory(
  accounts: readonly string[],
  shortPath: (path: string) => string,
): (file: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const longestFirst = accounts.toSorted((a, b) => b.length - a.length);
  return file => {
    if (!known.has(file)) {
      const path = shortPath(file);
      known.set(
        file,
        longestFirst.find(account => path.startsWith(`${account}/`) || path.startsWith(`${account}\\`)),
      );
    }
    return known.get(file);
  };
}
