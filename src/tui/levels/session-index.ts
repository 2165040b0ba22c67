/**
 * Where the responses of each session are in the journal, so that a sparkline over a session's own length looks at its
 * responses alone. Made once per journal, when a table first shows one.
 */
import { getOrInsert } from '../../core/group.ts';
import { approximateUsd } from '../../core/money.ts';
import { eventUsd } from '../../rollup/tally.ts';
import type { Data } from '../data.ts';

interface SessionEvents {
  readonly atMs: number[];
  readonly usd: number[];
}

function indexOf(data: Data): ReadonlyMap<string, SessionEvents> {
  return data.once('session index', ({ journal, prices }) => {
    const sessions = new Map<string, SessionEvents>();
    journal.visit(event => {
      const { source, session } = event.attribution;
      const known = getOrInsert(sessions, `${source}\0${session}`, () => ({ atMs: [], usd: [] }));
      const usd = eventUsd(event, prices.rate(event));
      known.atMs.push(event.atMs);
      known.usd.push(usd === undefined ? 0 : approximateUsd(usd));
    });
    return sessions;
  });
}

/** What a session cost in each of `parts` equal stretches of its length. */
export function shareOfSession(
  data: Data,
  { source, session, fromMs, toMs }: { source: string; session: string; fromMs: number; toMs: number },
  parts: number,
): readonly number[] {
  const sums = Array<number>(parts).fill(0);
  const events = indexOf(data).get(`${source}\0${session}`);
  const length = Math.max(1, toMs - fromMs);
  events?.atMs.forEach((atMs, i) => {
    const at = Math.min(parts - 1, Math.max(0, Math.floor(((atMs - fromMs) / length) * parts)));
    sums[at]! += events.usd[i]!;
  });
  return sums;
}
